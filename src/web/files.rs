//! The files of a session: those being read, those that are loaded, and the facts of the latter together.

use std::rc::Rc;

use crate::csv::{Join, Part, Plan, Reread};
use crate::error::Error;
use crate::facts::{Account, Facts};
use crate::import::{self, Changes, Choice, Import, Loaded, Review};
use crate::message::message;
use crate::table::Column;

/// Rows that take more bytes than this are let go once facts are made of them.
const MOST_KEPT: usize = 64 << 20;

/// The handle of a file.
pub type FileId = u32;

/// All files of a session. One that fails leaves the others as they are.
#[derive(Default)]
pub struct Files {
    last_id: FileId,
    open: Vec<(FileId, Import)>,
    /// Handles, in step with `loaded` and, once facts are built, with `accounts`.
    ids: Vec<FileId>,
    loaded: Vec<Loaded>,
    plans: Vec<Plan>,
    /// Loaded files whose rows were let go, and those among them that are read once more.
    spent: Vec<FileId>,
    again: Vec<(FileId, Join)>,
    accounts: Vec<Account>,
    facts: Rc<Facts>,
    is_stale: bool,
}

impl Files {
    /// Looks at the head of a file and opens it for reading.
    pub fn inspect(&mut self, name: &str, bytes: u64, head: &[u8]) -> Result<(FileId, Review), Error> {
        let import = Import::inspect(name, bytes, head, head.len() as u64 >= bytes)?;
        let review = import.review();
        self.last_id += 1;
        self.open.push((self.last_id, import));
        Ok((self.last_id, review))
    }

    /// Takes the user's word on an open file.
    pub fn assign(&mut self, id: FileId, changes: Changes) -> Result<Review, Error> {
        let import = self.import(id)?;
        import.assign(changes);
        Ok(import.review())
    }

    /// How an open file is to be read.
    pub fn plan(&self, id: FileId) -> Result<Plan, Error> {
        let open = self.open.iter().find(|(other, _)| *other == id);
        let plan = open.map(|(_, import)| import.plan());
        let place = self.ids.iter().position(|&other| other == id);
        plan.or_else(|| self.plans.get(place?).cloned()).ok_or_else(|| unknown(id))
    }

    /// Takes the part of the next slice; gives the slice back if it must be read from elsewhere.
    pub fn push(&mut self, id: FileId, part: Part) -> Result<Option<Reread>, Error> {
        match self.again.iter_mut().find(|(other, _)| *other == id) {
            Some((_, join)) => Ok(join.push(part).err()),
            None => Ok(self.import(id)?.push(part).err()),
        }
    }

    /// Rows of an open file so far.
    pub fn rows(&mut self, id: FileId) -> Result<usize, Error> {
        match self.again.iter().find(|(other, _)| *other == id) {
            Some((_, join)) => Ok(join.rows()),
            None => Ok(self.import(id)?.rows()),
        }
    }

    /// Once all of an open file is read: how it is understood now, if it must be read again by another plan.
    pub fn replan(&mut self, id: FileId) -> Result<Option<Review>, Error> {
        let import = self.import(id)?;
        Ok(import.replan()?.then(|| import.review()))
    }

    /// Ends the reading. A file that leaves questions open is not loaded: it waits for an answer and another reading.
    pub fn finish(&mut self, id: FileId) -> Result<Vec<Choice>, Error> {
        let place = self.open.iter().position(|(other, _)| *other == id).ok_or_else(|| unknown(id))?;
        let import = self.open.remove(place).1;
        let plan = import.plan();
        let loaded = import.finish()?;
        let questions = loaded.questions();
        if questions.is_empty() {
            self.ids.push(id);
            self.loaded.push(loaded);
            self.plans.push(plan);
            self.is_stale = true;
        }
        Ok(questions)
    }

    /// Drops a file, open or loaded. Were there facts of it?
    pub fn remove(&mut self, id: FileId) -> bool {
        self.open.retain(|(other, _)| *other != id);
        let Some(place) = self.ids.iter().position(|&other| other == id) else { return false };
        self.ids.remove(place);
        self.loaded.remove(place);
        self.plans.remove(place);
        self.spent.retain(|&other| other != id);
        self.again.retain(|(other, _)| *other != id);
        self.is_stale = true;
        true
    }

    /// The facts of all loaded files; built now if a file came or went.
    ///
    /// # Errors
    /// [`Error::unread`] while rows that were let go are needed.
    pub fn facts(&mut self) -> Result<&Rc<Facts>, Error> {
        if self.is_stale {
            if !self.spent.is_empty() {
                return Err(Error::unread());
            }
            let rows = self.loaded.iter().flat_map(|file| &file.table.columns);
            let spends = rows.map(Column::n_bytes).sum::<usize>() > MOST_KEPT;
            if spends {
                self.spent.clone_from(&self.ids);
                // What the facts before were made of is read again anyway: they make room.
                self.facts = Rc::default();
            }
            let (facts, accounts) = import::facts_of(&self.loaded, spends);
            (self.facts, self.accounts) = (Rc::new(facts), accounts);
            self.is_stale = false;
        }
        Ok(&self.facts)
    }

    /// Files that must be read once more before there can be facts.
    pub fn spent(&self) -> &[FileId] {
        &self.spent
    }

    /// Begins to read a file once more.
    pub fn reopen(&mut self, id: FileId) -> Result<(), Error> {
        let join = Join::new(self.plan(id)?);
        self.again.retain(|(other, _)| *other != id);
        self.again.push((id, join));
        Ok(())
    }

    /// The file is read once more.
    pub fn refill(&mut self, id: FileId) -> Result<(), Error> {
        let again = self.again.iter().position(|(other, _)| *other == id).ok_or_else(|| unknown(id))?;
        let join = self.again.remove(again).1;
        let place = self.ids.iter().position(|&other| other == id).ok_or_else(|| unknown(id))?;
        let loaded = self.loaded.get_mut(place).ok_or_else(|| unknown(id))?;
        let table = join.finish().0;
        if table.n_rows != loaded.table.n_rows {
            return Err(Error::file(message!(
                "The file has changed since it was loaded. Remove it and load it again."
            )));
        }
        loaded.table = table;
        self.spent.retain(|&other| other != id);
        Ok(())
    }

    /// A loaded file with its account.
    pub fn account(&mut self, id: FileId) -> Result<(&Loaded, &Account), Error> {
        self.facts()?;
        let place = self.ids.iter().position(|&other| other == id).ok_or_else(|| unknown(id))?;
        self.loaded.get(place).zip(self.accounts.get(place)).ok_or_else(|| unknown(id))
    }

    fn import(&mut self, id: FileId) -> Result<&mut Import, Error> {
        let open = self.open.iter_mut().find(|(other, _)| *other == id);
        open.map(|(_, import)| import).ok_or_else(|| unknown(id))
    }
}

fn unknown(id: FileId) -> Error {
    Error::config(format!("There is no file {id} in this state."))
}
