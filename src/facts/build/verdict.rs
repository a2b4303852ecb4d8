//! Which rows of a file are used, and why the others are not.

use super::Source;
use crate::facts::{Account, SetAside};
use crate::issue::{Effect, Found, Problem};
use crate::roles::Role;
use crate::table::Column;

/// The verdict on each row of one file; at first those that were set aside while reading are out.
pub(super) struct Verdicts<'a> {
    source: &'a Source<'a>,
    /// Empty while all are open.
    problems: Vec<Option<Problem>>,
}

impl<'a> Verdicts<'a> {
    pub(super) fn new(source: &'a Source<'a>) -> Self {
        let mut verdicts = Self { source, problems: Vec::new() };
        for found in source.found.iter().filter(|found| found.effect == Effect::SetAside) {
            verdicts.reject(found.row as usize, found.problem);
        }
        verdicts.find_totals();
        verdicts
    }

    pub(super) fn is_open(&self, row: usize) -> bool {
        self.problems.is_empty() || self.problems.get(row).is_some_and(Option::is_none)
    }

    /// Is no row set aside?
    pub(super) fn are_open(&self) -> bool {
        self.problems.is_empty()
    }

    /// Sets a row aside; the first reason stays.
    pub(super) fn reject(&mut self, row: usize, problem: Problem) {
        self.problems.resize(self.source.table.n_rows, None);
        if let Some(slot) = self.problems.get_mut(row) {
            slot.get_or_insert(problem);
        }
    }

    /// Rows that say "Total" somewhere and have no date are no orders.
    fn find_totals(&mut self) {
        let column =
            |role| self.source.mapping.column(role).and_then(|column| self.source.table.columns.get(column));
        let date = match column(Role::Date) {
            Some(Column::Time(date)) => Some(date),
            _ => None,
        };
        let mut found = Vec::new();
        for column in &self.source.table.columns {
            let Column::Text(column) = column else { continue };
            let is_total: Vec<bool> = column.texts.iter().map(says_total).collect();
            if !is_total.contains(&true) {
                continue;
            }
            let rows = (0..self.source.table.n_rows)
                .filter(|&row| column.code(row).is_some_and(|code| is_total[code as usize]));
            found.extend(rows.filter(|&row| date.is_none_or(|date| date.moment(row).is_none())));
        }
        for row in found {
            self.reject(row, Problem::TotalsRow);
        }
    }

    /// The account, with the column that is to blame for each row.
    pub(super) fn account(self) -> Account {
        let source = self.source;
        let rejected = (0..).zip(&self.problems).filter_map(|(row, problem)| Some((row, (*problem)?)));
        let mut set_aside = Vec::with_capacity(self.problems.iter().flatten().count());
        set_aside.extend(rejected.map(|(row, problem)| blame(source, row, problem)));
        let rows_read = source.table.n_rows;
        Account { rows_read, rows_used: rows_read - set_aside.len(), set_aside, ..Account::default() }
    }
}

/// Names the column, and tells a cell that cannot be read from one that is blank.
fn blame(source: &Source<'_>, row: u32, problem: Problem) -> SetAside {
    let start = source.found.partition_point(|found| found.row < row);
    let found = source.found.get(start..).unwrap_or(&[]);
    let n = found.iter().take_while(|found| found.row == row).count();
    let found = found.get(..n).unwrap_or(&[]);
    let is_known = |found: &&Found| found.effect == Effect::SetAside && found.problem == problem;
    if let Some(known) = found.iter().find(is_known) {
        return SetAside { row, problem, column: known.column() };
    }
    let role = match problem {
        Problem::NoCustomer => Role::Customer,
        Problem::NoDate => Role::Date,
        Problem::NoAmount => Role::Amount,
        Problem::NoEvent => Role::EventName,
        Problem::NoCampaign => Role::Campaign,
        Problem::NotAnOrder => Role::Status,
        Problem::OtherCurrency => Role::Currency,
        _ => return SetAside { row, problem, column: None },
    };
    let column = source.mapping.column(role).map(|column| column as u32);
    let bad = found.iter().find(|cell| cell.effect == Effect::CellBlank && cell.column() == column);
    SetAside { row, problem: bad.map_or(problem, |cell| cell.problem), column }
}

/// The words and the sentence all begin with one of three letters, which most texts do not.
fn says_total(text: &str) -> bool {
    const WORDS: [&str; 11] = [
        "total",
        "totals",
        "grand total",
        "subtotal",
        "sub-total",
        "summe",
        "gesamt",
        "gesamtsumme",
        "totale",
        "totaal",
        "summa",
    ];
    if !matches!(text.as_bytes().first().map(u8::to_ascii_lowercase), Some(b't' | b'g' | b's')) {
        return false;
    }
    let text = text.trim_end_matches([':', ' ']);
    text.len() <= 12 && WORDS.iter().any(|word| text.eq_ignore_ascii_case(word))
        || text.starts_with("Total: ")
}
