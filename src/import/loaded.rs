//! A file that was read, and facts from all of them.

use super::review::Choice;
use super::words;
use crate::csv::{ColumnReport, Encoding, Join, Plan, Reader, ReadingReport, RowProblem};
use crate::facts::{self, Account, Facts, SetAside, Source};
use crate::issue::{Effect, Found, Issue, IssueKind, Problem, SHOWN};
use crate::message::{Message, message};
use crate::roles::Mapping;
use crate::sort::Sort as _;
use crate::table::{Column, Lines, Table};

/// One file in typed columns, with what they mean and what was wrong.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// The name of the file.
    pub name: String,
    /// Its size.
    pub bytes: u64,
    /// What its columns mean.
    pub mapping: Mapping,
    /// Its rows.
    pub table: Table,
    /// What was wrong while reading, by row: the first of each kind. All of it is in `report`, in brief.
    pub problems: Vec<RowProblem>,
    /// How dates and numbers were understood, and which rows decided it.
    pub report: ReadingReport,
    /// The encoding that the head of the file was taken to be in, and the one that all of it told instead.
    pub mistaken: Option<(Encoding, Encoding)>,
}

impl Loaded {
    /// What only the whole file could tell and did not: the user should be asked, and the file read again.
    pub fn questions(&self) -> Vec<Choice> {
        self.report
            .columns
            .iter()
            .enumerate()
            .filter_map(|(column, report)| words::question(self, column, report))
            .collect()
    }

    /// How text, dates and numbers were read, and which rows decided it; each a sentence.
    pub fn notes(&self) -> Vec<Message> {
        let header = |column: usize| self.mapping.headers.get(column).map_or("", String::as_str);
        let columns = self.report.columns.iter().enumerate();
        let decisions = columns.filter_map(|(column, report)| words::decision(header(column), report));
        let mistaken = self.mistaken.map(|(before, encoding)| {
            message!(
                "The first rows look like {}, those further down tell better: the whole file is read as {}.",
                before.name().to_ascii_uppercase(),
                encoding.name().to_ascii_uppercase()
            )
        });
        mistaken.into_iter().chain(decisions).collect()
    }

    /// All that was wrong, by kind: rows set aside before cells that count as blank though they are not, the most
    /// frequent first.
    pub fn issues(&self, account: &Account) -> Vec<IssueKind> {
        let mut kinds: Vec<IssueKind> = Vec::new();
        for &SetAside { row, problem, column } in &account.set_aside {
            let place = column.unwrap_or(Found::WHOLE_ROW);
            self.count(&mut kinds, Found { row, place, problem, effect: Effect::SetAside });
        }
        let mut aside = account.set_aside.iter().map(|row| row.row).peekable();
        for &found in self.report.found.iter().filter(|found| found.effect != Effect::SetAside) {
            while aside.next_if(|row| *row < found.row).is_some() {}
            if aside.peek() != Some(&found.row) {
                self.count(&mut kinds, found);
            }
        }
        kinds.order_by(|a, b| {
            let is_noted = |kind: &IssueKind| kind.effect != Effect::SetAside;
            is_noted(a).cmp(&is_noted(b)).then(b.count.cmp(&a.count)).then(a.problem.cmp(&b.problem))
        });
        kinds
    }

    fn count(&self, kinds: &mut Vec<IssueKind>, found: Found) {
        let Found { problem, effect, .. } = found;
        let at = kinds.iter().position(|kind| (kind.problem, kind.effect) == (problem, effect));
        let at = at.unwrap_or_else(|| {
            kinds.push(IssueKind { problem, effect, count: 0, first: Vec::new() });
            kinds.len() - 1
        });
        let Some(kind) = kinds.get_mut(at) else { return };
        kind.count += 1;
        if kind.first.len() < SHOWN {
            kind.first.push(self.issue(found));
        }
    }

    /// Text and all. Where the text of the cell was not kept, that of the table stands for it.
    fn issue(&self, found: Found) -> Issue {
        let row = found.row as usize;
        let start = self.problems.partition_point(|problem| problem.row < row);
        let mut known = self.problems.iter().skip(start).take_while(|problem| problem.row == row);
        let known = known.find(|known| (known.problem, known.column) == (found.problem, found.column()));
        let text = match (known, self.table.columns.get(found.place as usize)) {
            (Some(known), _) => &known.text,
            (None, Some(Column::Text(column))) => column.text(row).unwrap_or(""),
            (None, _) => "",
        };
        Issue {
            problem: found.problem,
            line: self.table.lines.line(row),
            column: found.column().map(|column| column + 1),
            text: text.chars().take(80).collect(),
            effect: found.effect,
        }
    }
}

/// Facts of all files together, and the account of each file in their order.
///
/// `spends` lets the rows of orders and of events go as facts are made of them, which halves the memory: the tables are
/// then of no use for facts any more.
pub fn facts_of(files: &[Loaded], spends: bool) -> (Facts, Vec<Account>) {
    let sources: Vec<Source<'_>> = files
        .iter()
        .map(|file| Source { table: &file.table, mapping: &file.mapping, found: &file.report.found, spends })
        .collect();
    facts::build(&sources)
}

/// Facts of all files together, and the account of each file in their order.
pub fn facts(files: &[Loaded]) -> (Facts, Vec<Account>) {
    facts_of(files, false)
}

/// How the head of a file reads.
#[derive(Default)]
pub(super) struct Head {
    pub(super) report: ReadingReport,
    pub(super) counts: Vec<(Problem, usize)>,
    pub(super) n_rows: usize,
    pub(super) problems: Vec<RowProblem>,
    pub(super) lines: Lines,
    /// Is it the whole file?
    pub(super) is_whole: bool,
}

impl Head {
    pub(super) fn read(plan: &Plan, head: &[u8], complete: bool) -> Self {
        let start = usize::try_from(plan.data_start).unwrap_or(usize::MAX);
        let mut reader = Reader::new(plan, plan.data_start, head.len() as u64);
        reader.push(head.get(start..).unwrap_or(&[]));
        let mut join = Join::new(plan.clone());
        if join.push(reader.finish(complete)).is_err() {
            return Self::default();
        }
        let (table, problems, report) = join.finish();
        let mut kinds: Vec<Problem> = report.found.iter().map(|found| found.problem).collect();
        kinds.order();
        let counts = kinds.chunk_by(|a, b| a == b).map(|same| (same[0], same.len())).collect();
        Self { report, counts, n_rows: table.n_rows, problems, lines: table.lines, is_whole: complete }
    }

    pub(super) fn column(&self, column: usize) -> Option<&ColumnReport> {
        self.report.columns.get(column)
    }
}
