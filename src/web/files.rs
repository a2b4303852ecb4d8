//! The files of a session: looked at, read part by part, joined into facts.

use crate::csv::{self, ColumnPlan, Join, Part, Plan, Reread, RowProblem, Sniff};
use crate::error::Error;
use crate::facts::{Account, Facts, SetAside, Source, build};
use crate::import::{Choice, Review, ReviewColumn};
use crate::issue::Effect;
use crate::roles::{Fixed, Guess, Mapping, Question, guess_with};
use crate::table::Table;

/// One file.
pub struct File {
    pub id: u32,
    name: String,
    size: u64,
    sniff: Sniff,
    guess: Guess,
    join: Option<Join>,
    read: Option<Read>,
}

struct Read {
    table: Table,
    mapping: Mapping,
    problems: Vec<RowProblem>,
    set_aside: Vec<SetAside>,
    bad_cells: Vec<SetAside>,
}

impl File {
    pub fn new(id: u32, name: &str, size: u64, head: &[u8]) -> Result<Self, Error> {
        let sniff = csv::sniff(head, head.len() as u64 >= size)?;
        let guess = guess_with(&sniff.sample, name, &Fixed::default());
        Ok(Self { id, name: name.into(), size, sniff, guess, join: None, read: None })
    }

    pub fn size(&self) -> u64 {
        self.size
    }

    pub fn assign(&mut self, fixed: &Fixed) {
        self.guess = guess_with(&self.sniff.sample, &self.name, fixed);
    }

    pub fn plan(&mut self) -> Plan {
        let readings: Vec<ColumnPlan> = self.guess.readings().into_iter().map(ColumnPlan::new).collect();
        let plan = self.sniff.plan(&readings);
        self.join = Some(Join::new(plan.clone()));
        plan
    }

    pub fn push(&mut self, part: Part) -> Result<Option<Reread>, Error> {
        let join = self.join.as_mut().ok_or_else(|| Error::config("Ask for the plan first."))?;
        Ok(join.push(part).err())
    }

    pub fn rows(&self) -> usize {
        self.join.as_ref().map_or(0, Join::rows)
    }

    pub fn finish(&mut self) -> Result<(), Error> {
        let join = self.join.take().ok_or_else(|| Error::config("Ask for the plan first."))?;
        let (table, problems, _) = join.finish();
        let of = |effect: Effect| {
            let with = problems.iter().filter(move |problem| problem.effect == effect);
            with.map(|p| SetAside { row: p.row as u32, problem: p.problem, column: p.column }).collect()
        };
        let (set_aside, bad_cells) = (of(Effect::SetAside), of(Effect::CellBlank));
        self.read = Some(Read { table, mapping: self.guess.mapping(), problems, set_aside, bad_cells });
        Ok(())
    }

    pub fn review(&self) -> Review {
        let columns = self.guess.columns.iter().zip(&self.sniff.sample.columns);
        let columns = columns.map(|(guess, sample)| ReviewColumn {
            header: guess.header.clone(),
            role: guess.role,
            confidence: guess.confidence,
            reason: guess.reason.clone(),
            alternatives: guess.alternatives.clone(),
            examples: sample.cells.iter().filter(|cell| !cell.is_empty()).take(3).cloned().collect(),
        });
        let question = |question: &Question| match question {
            Question::Missing(roles) => Choice::Missing { roles: roles.clone(), text: String::new() },
            Question::Unsure(role, columns) => {
                Choice::Which { role: *role, columns: columns.clone(), text: String::new() }
            }
        };
        Review {
            name: self.name.clone(),
            bytes: self.size,
            kind: self.guess.kind,
            confidence: self.guess.confidence,
            reason: self.guess.reason.clone(),
            profile: self.guess.profile.map(Into::into),
            encoding: self.sniff.dialect.encoding.name().into(),
            delimiter: self.sniff.dialect.delimiter.map(char::from),
            first_row_line: self.sniff.data_line,
            columns: columns.collect(),
            notes: Vec::new(),
            questions: self.guess.questions.iter().map(question).collect(),
        }
    }

    pub fn problems(&self) -> &[RowProblem] {
        self.read.as_ref().map_or(&[], |read| &read.problems)
    }
}

/// Facts of all files that were read, and the account of each.
pub fn join(files: &[File]) -> (Facts, Vec<(u32, Account)>) {
    let read: Vec<(u32, &Read)> =
        files.iter().filter_map(|file| file.read.as_ref().map(|read| (file.id, read))).collect();
    let sources: Vec<Source<'_>> = read
        .iter()
        .map(|(_, read)| Source {
            table: &read.table,
            mapping: &read.mapping,
            set_aside: &read.set_aside,
            bad_cells: &read.bad_cells,
        })
        .collect();
    let (facts, accounts) = build(&sources);
    (facts, read.iter().map(|(id, _)| *id).zip(accounts).collect())
}
