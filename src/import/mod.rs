//! One file the whole way to facts: look at its head, say what it was taken for, read it, build facts.
//!
//! ```text
//! Import::inspect(head) -> review, assign -> plan -> (readers) -> push parts -> replan, or finish -> Loaded
//! facts(all loaded files) -> Facts and the Account of each file
//! ```

mod loaded;
mod preview;
mod review;
mod words;

pub use loaded::{Loaded, facts, facts_of};
pub use preview::PreviewRow;
pub use review::{Choice, Review, ReviewColumn};

use crate::csv::{
    self, ColumnPlan, DateOrder, DecimalMark, Encoding, Join, Part, Plan, Reader, Reread, Sniff,
};
use crate::error::Error;
use crate::message::message;
use crate::roles::{self, Fixed, Guess, Kind, Role};

/// Bytes of the head of a file that are of use to [`Import::inspect`].
pub const HEAD_BYTES: usize = 256 * 1024;

/// One file on its way. A failing file leaves others as they are: each has an import of its own.
pub struct Import {
    name: String,
    bytes: u64,
    sniff: Sniff,
    guess: Guess,
    changes: Changes,
    /// The first bytes of the file.
    start: Vec<u8>,
    /// How the head alone reads, for the review.
    head: loaded::Head,
    /// The encoding that the head was in, where all of the file told another.
    mistaken: Option<Encoding>,
    join: Option<Join>,
}

/// What the user has said about a file. It holds no data of the file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes {
    /// What a row is.
    pub kind: Option<Kind>,
    /// Roles by position of the column.
    pub roles: Vec<(usize, Role)>,
    /// The order of day, month and year by position of the column.
    pub date_orders: Vec<(usize, DateOrder)>,
    /// The mark before decimals by position of the column.
    pub decimal_marks: Vec<(usize, DecimalMark)>,
}

impl Import {
    /// Looks at the first bytes of a file: [`HEAD_BYTES`] of them, or all (`complete`) of a smaller one.
    ///
    /// # Errors
    /// [`Error::is_file`] for a file that is empty, binary, or no table; the message says what it is and what to do.
    pub fn inspect(name: &str, bytes: u64, head: &[u8], complete: bool) -> Result<Self, Error> {
        let sniff = csv::sniff(head, complete)?;
        if complete && sniff.sample.n_rows == 0 {
            return Err(no_rows(name));
        }
        if sniff.sample.n_rows == 0 && !sniff.has_header {
            return Err(no_whole_row(name));
        }
        let guess = roles::guess(&sniff.sample, name);
        if let Some(refusal) = guess.refusal {
            return Err(Error::file(refusal));
        }
        let mut import = Self {
            name: name.to_owned(),
            bytes,
            sniff,
            guess,
            changes: Changes::default(),
            start: head.to_vec(),
            head: loaded::Head::default(),
            mistaken: None,
            join: None,
        };
        import.head = loaded::Head::read(&import.plan(), head, complete);
        Ok(import)
    }

    /// What the file was taken for, with the reasons and with what must be asked.
    pub fn review(&self) -> Review {
        review::make(&self.name, self.bytes, &self.sniff, &self.guess, &self.head)
    }

    /// Takes the user's word: all of it, so an empty one goes back to what was guessed. Parts that were pushed are
    /// dropped, as they were read by another plan.
    pub fn assign(&mut self, changes: Changes) {
        let fixed = Fixed { kind: changes.kind, roles: changes.roles.clone() };
        self.guess = roles::guess_with(&self.sniff.sample, &self.name, &fixed);
        self.changes = changes;
        self.join = None;
    }

    /// How the file is to be read: the same for every reader.
    pub fn plan(&self) -> Plan {
        let mut columns: Vec<ColumnPlan> = self.guess.readings().into_iter().map(ColumnPlan::new).collect();
        for &(column, order) in &self.changes.date_orders {
            if let Some(column) = columns.get_mut(column) {
                column.date_order = Some(order);
            }
        }
        for &(column, mark) in &self.changes.decimal_marks {
            if let Some(column) = columns.get_mut(column) {
                column.decimal_mark = Some(mark);
            }
        }
        self.sniff.plan(&columns)
    }

    /// Takes the part of the next slice, in the order of the file.
    ///
    /// # Errors
    /// [`Reread`] where the slice must be read again from another byte: see [`csv::Join::push`].
    pub fn push(&mut self, part: Part) -> Result<(), Reread> {
        if let Some(join) = &mut self.join {
            return join.push(part);
        }
        let rows = part.rows_in(self.bytes);
        let join = self.join.insert(Join::new(self.plan()));
        let joined = join.push(part);
        join.expect(rows);
        joined
    }

    /// Once all parts are pushed: must the file be read again by another plan? Its rows further down may tell that it
    /// is in another encoding than its head. The parts are dropped then, the review is a new one; it happens once.
    ///
    /// # Errors
    /// Those of [`Import::inspect`].
    pub fn replan(&mut self) -> Result<bool, Error> {
        let Some(join) = self.join.as_ref().filter(|_| self.mistaken.is_none()) else { return Ok(false) };
        let before = self.sniff.dialect.encoding;
        let above = usize::try_from(self.sniff.data_start).unwrap_or(usize::MAX);
        let encoding = join.encoding(self.start.get(..above).unwrap_or(&self.start));
        if encoding == before {
            return Ok(false);
        }
        let complete = self.start.len() as u64 >= self.bytes;
        self.sniff = csv::sniff_as(&self.start, complete, encoding)?;
        self.mistaken = Some(before);
        self.assign(self.changes.clone());
        self.head = loaded::Head::read(&self.plan(), &self.start, complete);
        Ok(true)
    }

    /// Rows taken so far.
    pub fn rows(&self) -> usize {
        self.join.as_ref().map_or(0, Join::rows)
    }

    /// The file as typed columns with their meaning.
    ///
    /// # Errors
    /// [`Error::is_file`] if it holds no row.
    pub fn finish(self) -> Result<Loaded, Error> {
        let plan = self.plan();
        let encoding = plan.dialect.encoding;
        let (table, problems, report) = self.join.unwrap_or_else(|| Join::new(plan)).finish();
        if table.n_rows == 0 {
            return Err(no_rows(&self.name));
        }
        Ok(Loaded {
            name: self.name,
            bytes: self.bytes,
            mapping: self.guess.mapping(),
            table,
            problems,
            report,
            mistaken: self.mistaken.map(|before| (before, encoding)),
        })
    }
}

#[cold]
fn no_rows(name: &str) -> Error {
    Error::file(message!(
        "{} has a header and no rows. Export it again, with the rows that you want to look at.",
        words::file(name)
    ))
}

#[cold]
fn no_whole_row(name: &str) -> Error {
    Error::file(message!(
        "The first row of {} is too long: {} kB hold no whole row. Leave out columns that no answer needs, and save it again.",
        words::file(name),
        HEAD_BYTES / 1024
    ))
}

/// Reads a file that is in memory as a whole, taking it for what it looks like.
///
/// # Errors
/// Those of [`Import::inspect`] and [`Import::finish`].
pub fn read_whole(name: &str, bytes: &[u8]) -> Result<Loaded, Error> {
    let complete = bytes.len() <= HEAD_BYTES;
    let head = bytes.get(..HEAD_BYTES).unwrap_or(bytes);
    let mut import = Import::inspect(name, bytes.len() as u64, head, complete)?;
    import.read_all(bytes);
    if import.replan()? {
        import.read_all(bytes);
    }
    import.finish()
}

impl Import {
    /// Reads a file that is in memory as a whole. What was pushed before is dropped.
    pub fn read_all(&mut self, bytes: &[u8]) {
        let plan = self.plan();
        self.join = None;
        let end = bytes.len() as u64;
        let mut reader = Reader::new(&plan, plan.data_start, end);
        let start = usize::try_from(plan.data_start).unwrap_or(usize::MAX);
        for chunk in bytes.get(start..).unwrap_or(&[]).chunks(1 << 20) {
            if !reader.push(chunk) {
                break;
            }
        }
        // One slice from the start of the data always fits.
        let _ = self.push(reader.finish(true));
    }
}
