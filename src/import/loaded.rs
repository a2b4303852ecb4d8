//! A file that was read, and facts from all of them.

use super::review::Choice;
use super::words;
use crate::csv::{ColumnReport, Join, Plan, Reader, ReadingReport, RowProblem};
use crate::facts::{self, Account, Facts, SetAside, Source};
use crate::issue::{Effect, Issue, Problem};
use crate::message::Message;
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
    /// What was wrong while reading, by row.
    pub problems: Vec<RowProblem>,
    /// How dates and numbers were understood, and which rows decided it.
    pub report: ReadingReport,
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

    /// How dates and numbers were read, and which rows decided it; each a sentence.
    pub fn notes(&self) -> Vec<Message> {
        let header = |column: usize| self.mapping.headers.get(column).map_or("", String::as_str);
        let columns = self.report.columns.iter().enumerate();
        columns.filter_map(|(column, report)| words::decision(header(column), report)).collect()
    }

    /// All that was wrong, by row: rows set aside, and cells that count as blank though they are not.
    pub fn issues(&self, account: &Account) -> Vec<Issue> {
        let mut issues: Vec<(u32, Issue)> =
            account.set_aside.iter().map(|row| (row.row, self.set_aside(row))).collect();
        let is_used = |row: u32| account.set_aside.binary_search_by_key(&row, |other| other.row).is_err();
        let others = self.problems.iter().map(|problem| (problem.row as u32, problem));
        let others = others.filter(|(row, problem)| problem.effect != Effect::SetAside && is_used(*row));
        issues.extend(others.map(|(row, problem)| (row, issue_of(problem))));
        issues.order_by_key(|(row, issue)| (*row, issue.column));
        issues.into_iter().map(|(_, issue)| issue).collect()
    }

    fn set_aside(&self, row: &SetAside) -> Issue {
        let start = self.problems.partition_point(|problem| (problem.row as u32) < row.row);
        let known = self.problems[start..].iter().take_while(|problem| problem.row as u32 == row.row);
        if let Some(known) = known.into_iter().find(|known| known.problem == row.problem) {
            return Issue { effect: Effect::SetAside, ..issue_of(known) };
        }
        let text = match row.column.and_then(|column| self.table.columns.get(column as usize)) {
            Some(Column::Text(column)) => column.text(row.row as usize).unwrap_or(""),
            _ => "",
        };
        Issue {
            problem: row.problem,
            line: self.table.lines.line(row.row as usize),
            column: row.column.map(|column| column + 1),
            text: text.chars().take(80).collect(),
            effect: Effect::SetAside,
        }
    }

    /// Rows that were set aside while reading.
    fn unread(&self) -> Vec<SetAside> {
        let mut rows: Vec<SetAside> = self.by_effect(Effect::SetAside).collect();
        rows.dedup_by_key(|row| row.row);
        rows
    }

    fn by_effect(&self, effect: Effect) -> impl Iterator<Item = SetAside> {
        let problems = self.problems.iter().filter(move |problem| problem.effect == effect);
        problems.map(|problem| SetAside {
            row: problem.row as u32,
            problem: problem.problem,
            column: problem.column,
        })
    }
}

fn issue_of(problem: &RowProblem) -> Issue {
    Issue {
        problem: problem.problem,
        line: problem.line,
        column: problem.column.map(|column| column + 1),
        text: problem.text.clone(),
        effect: problem.effect,
    }
}

/// Facts of all files together, and the account of each file in their order.
pub fn facts(files: &[Loaded]) -> (Facts, Vec<Account>) {
    let rows: Vec<(Vec<SetAside>, Vec<SetAside>)> =
        files.iter().map(|file| (file.unread(), file.by_effect(Effect::CellBlank).collect())).collect();
    let sources: Vec<Source<'_>> = files
        .iter()
        .zip(&rows)
        .map(|(file, (set_aside, bad_cells))| Source {
            table: &file.table,
            mapping: &file.mapping,
            set_aside,
            bad_cells,
        })
        .collect();
    facts::build(&sources)
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
        let mut kinds: Vec<Problem> = problems.iter().map(|problem| problem.problem).collect();
        kinds.order();
        let counts = kinds.chunk_by(|a, b| a == b).map(|same| (same[0], same.len())).collect();
        Self { report, counts, n_rows: table.n_rows, problems, lines: table.lines, is_whole: complete }
    }

    pub(super) fn column(&self, column: usize) -> Option<&ColumnReport> {
        self.report.columns.get(column)
    }
}
