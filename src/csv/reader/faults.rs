//! What is wrong with rows, and which rows are no data.

use super::super::column::trim;
use super::super::dialect::Dialect;
use super::super::encoding::text_of;
use super::super::number;
use super::super::record::{Cells, Record};
use super::super::second::shape;
use super::super::trouble::Trouble;
use super::Reader;
use crate::issue::{Effect, Problem};
use crate::letters;

impl Reader {
    /// One row into the columns, with what is wrong with it.
    pub(super) fn row(&mut self, bytes: &[u8], record: &Record, cells: &Cells, length: u64) {
        let encoding = self.dialect.encoding;
        let fault = self.fault(record, cells);
        self.part.ends_in_header = matches!(fault, Some((Problem::RepeatedHeader, _)));
        if let Some((problem, effect)) = fault {
            let shape = shape(cells.iter().map(|cell| trim(cell, encoding)));
            self.trouble(None, problem, effect, bytes, length, shape);
        }
        // A row that is set aside leaves no trace in the columns.
        let is_aside = matches!(fault, Some((_, Effect::SetAside)));
        for index in 0..self.wanted.len() {
            let Some(&column) = self.wanted.get(index) else { break };
            let cell = cells.get(column as usize).filter(|_| !is_aside).unwrap_or(&[]);
            let Some(builder) = self.builders.get_mut(column as usize) else { continue };
            if let Some(problem) = builder.push(trim(cell, encoding)) {
                self.trouble(Some(column), problem, effect_of(problem), cell, length, 0);
            }
        }
    }

    /// What is wrong with a row as a whole.
    fn fault(&self, record: &Record, cells: &Cells) -> Option<(Problem, Effect)> {
        let (n, columns) = (cells.len(), self.builders.len());
        let encoding = self.dialect.encoding;
        let is_filled = |cell: &&[u8]| !trim(cell, encoding).is_empty();
        let is_header = !self.header.is_empty()
            && n == self.header.len()
            && cells.iter().zip(&self.header).all(|(cell, name)| trim(cell, encoding) == name);
        if is_header {
            return Some((Problem::RepeatedHeader, Effect::SetAside));
        }
        if columns > 1 && self.is_total(cells) {
            return Some((Problem::TotalsRow, Effect::SetAside));
        }
        if record.unended && n < columns {
            return Some((Problem::CutOff, Effect::SetAside));
        }
        if n > columns && cells.iter().skip(columns).any(|cell| is_filled(&cell)) {
            return Some((Problem::TooManyCells, Effect::SetAside));
        }
        if n < columns {
            let effect = if n == 1 { Effect::SetAside } else { Effect::Noted };
            return Some((Problem::TooFewCells, effect));
        }
        record.bad_quote.then_some((Problem::BadQuote, Effect::Noted))
    }

    /// Does the row begin with a word for a total, and leave cells blank?
    fn is_total(&self, cells: &Cells) -> bool {
        let encoding = self.dialect.encoding;
        let Some(first) = cells.get(0).map(|cell| trim(cell, encoding)) else { return false };
        if !may_be_total(first) {
            return false;
        }
        let text = letters::in_small(&text_of(first, encoding));
        let is_named = TOTALS.contains(&text.trim_end_matches(':'))
            || TOTALS.iter().any(|total| text.strip_prefix(total).is_some_and(|rest| rest.starts_with(':')));
        let is_blank = |cell: &[u8]| number::is_blank(text_of(cell, encoding).trim());
        is_named && (cells.len() < self.builders.len() || cells.iter().any(is_blank))
    }

    pub(super) fn trouble(
        &mut self,
        column: Option<u32>,
        problem: Problem,
        effect: Effect,
        text: &[u8],
        length: u64,
        shape: u16,
    ) {
        let mut trouble = Trouble::new(self.part.n_rows, column, problem, effect);
        if self.quota.takes(&trouble) {
            let start = text.get(..320).unwrap_or(text).trim_ascii();
            self.part.excerpts.extend(text_of(start, self.dialect.encoding).chars().take(80));
        }
        (trouble.offset, trouble.length) = (self.at, length);
        trouble.text_end = self.part.excerpts.len() as u32;
        trouble.shape = shape;
        self.part.troubles.push(trouble);
    }
}

pub(super) fn effect_of(problem: Problem) -> Effect {
    if problem == Problem::BadEncoding { Effect::Noted } else { Effect::CellBlank }
}

/// Words that begin a line of totals, in lower case.
const TOTALS: [&str; 16] = [
    "total",
    "totals",
    "grand total",
    "subtotal",
    "sub-total",
    "sum",
    "summe",
    "gesamt",
    "gesamtsumme",
    "somme",
    "total general",
    "totale",
    "totaal",
    "totalt",
    "summa",
    "zwischensumme",
];

/// May a cell that starts so be a word for a total?
fn may_be_total(cell: &[u8]) -> bool {
    cell.first().is_some_and(|byte| TOTAL_STARTS.contains(byte)) && cell.len() < 80
}

/// First letters of [`TOTALS`].
const TOTAL_STARTS: &[u8] = b"tTgGsSzZ";

/// First bytes of rows that need a second look: those of totals and of the header, quotes and blanks before them.
pub(super) fn watched(dialect: &Dialect, header: &[Vec<u8>]) -> Box<[bool; 256]> {
    let first = header.first().and_then(|name| name.first()).copied();
    let mut watched = Box::new([false; 256]);
    let bytes =
        TOTAL_STARTS.iter().copied().chain([b' ', b'\t', b'\r', b'\n']).chain(dialect.quote).chain(first);
    for byte in bytes.filter(|byte| Some(*byte) != dialect.delimiter) {
        if let Some(flag) = watched.get_mut(usize::from(byte)) {
            *flag = true;
        }
    }
    watched
}
