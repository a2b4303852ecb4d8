//! One slice of a file into a part: takes chunks of any size, keeps no more than an unfinished record of them.

use super::column::{Builder, trim};
use super::dialect::Dialect;
use super::encoding::{Utf16, text_of, utf16_bytes};
use super::number;
use super::part::{NOWHERE, Part, Trouble};
use super::plain::is_blank_line;
use super::plan::Plan;
use super::record::{Cells, Grammar, Record, memchr};
use crate::issue::{Effect, Problem};

/// Reads the records that start in a slice of the file.
pub struct Reader {
    dialect: Dialect,
    grammar: Grammar,
    header: Vec<Vec<u8>>,
    builders: Vec<Builder>,
    wanted: Vec<u32>,
    part: Part,
    utf16: Option<Utf16>,
    /// Bytes from the start of the record that is being read.
    carry: Vec<u8>,
    /// Where `carry` starts in the file.
    at: u64,
    /// Bytes that `carry` must have before it is worth looking at again.
    patience: usize,
    n_bytes: u64,
    is_skipping: bool,
    is_done: bool,
    cells: Cells,
}

impl Reader {
    /// For the records that start after `from` and not after `to`, both as byte offsets of the file; the first
    /// slice of the file also has the record that starts at its `from`. A slice inside the data begins after the
    /// first line end that it meets: the guess is that it does not begin inside quotes.
    pub fn new(plan: &Plan, from: u64, to: u64) -> Self {
        let is_first = from <= plan.data_start;
        let mut reader = Self::new_at(plan, from.max(plan.data_start), to);
        reader.part.from = from;
        if !is_first {
            reader.is_skipping = true;
            reader.part.first_record = NOWHERE;
            reader.part.next_record = NOWHERE;
        }
        reader
    }

    /// For the records that start at `from`, which is known to be the start of a record, and not after `to`.
    pub fn new_at(plan: &Plan, from: u64, to: u64) -> Self {
        let dialect = plan.dialect;
        let builders: Vec<Builder> =
            plan.readings.iter().map(|column| Builder::new(column.reading, dialect.encoding)).collect();
        let wanted =
            (0..).zip(&builders).filter(|(_, b)| !matches!(b, Builder::Skip)).map(|(i, _)| i).collect();
        let grammar = Grammar::new(&dialect, plan.readings.len());
        let mut cells = Cells::default();
        grammar.read(&plan.header, true, &mut cells);
        let header = cells.iter().map(|cell| trim(cell, dialect.encoding).to_vec()).collect();
        Self {
            dialect,
            header: if plan.header.is_empty() { Vec::new() } else { header },
            grammar,
            builders,
            wanted,
            part: Part { from, to, first_record: from, next_record: from, ..Part::default() },
            utf16: Utf16::new(dialect.encoding),
            carry: Vec::new(),
            at: from,
            patience: 0,
            n_bytes: 0,
            is_skipping: false,
            is_done: false,
            cells: Cells::default(),
        }
    }

    /// Takes the next bytes of the file, of any number; they go on past `to` until the last record is complete.
    /// `false`: the slice is read, more bytes would be ignored.
    pub fn push(&mut self, bytes: &[u8]) -> bool {
        if self.is_done {
            return false;
        }
        self.n_bytes += bytes.len() as u64;
        match &mut self.utf16 {
            Some(utf16) => utf16.push(bytes, &mut self.carry),
            None => self.carry.extend_from_slice(bytes),
        }
        if self.carry.len() >= self.patience {
            self.work(false);
        }
        !self.is_done
    }

    /// Rows so far.
    pub fn rows(&self) -> u64 {
        u64::from(self.part.n_rows)
    }

    /// Bytes taken so far.
    pub fn bytes(&self) -> u64 {
        self.n_bytes
    }

    /// The slice as typed columns. `end_of_file` says that the file ends with the last byte that was pushed.
    pub fn finish(mut self, end_of_file: bool) -> Part {
        if end_of_file && !self.is_done {
            if let Some(utf16) = &mut self.utf16 {
                utf16.finish(&mut self.carry);
            }
            self.work(true);
        }
        let mut part = self.part;
        part.columns = self.builders.into_iter().map(Builder::finish).collect();
        part
    }

    /// Reads the whole records of `carry`.
    fn work(&mut self, at_end: bool) {
        let carry = std::mem::take(&mut self.carry);
        let mut rest = carry.as_slice();
        if self.is_skipping {
            match memchr(self.dialect.newline(), rest) {
                Some(at) => {
                    rest = rest.get(at + 1..).unwrap_or(&[]);
                    self.at += at as u64 + 1;
                    self.is_skipping = false;
                    (self.part.first_record, self.part.next_record) = (self.at, self.at);
                }
                None => {
                    self.at += rest.len() as u64;
                    // No record starts in the slice as far as it goes.
                    self.is_done = self.at > self.part.to;
                    return;
                }
            }
        }
        while !rest.is_empty() {
            if self.at > self.part.to {
                self.is_done = true;
                break;
            }
            let mut cells = std::mem::take(&mut self.cells);
            let record = self.grammar.read(rest, at_end, &mut cells);
            if let Some(record) = record {
                self.take(rest.get(..record.length).unwrap_or(rest), &record, &cells);
            }
            self.cells = cells;
            let Some(record) = record else { break };
            rest = rest.get(record.length..).unwrap_or(&[]);
        }
        self.part.next_record = self.at;
        self.is_done |= self.at > self.part.to;
        self.patience = rest.len() * 2;
        self.carry = rest.to_vec();
    }

    /// Takes one record that was read with care.
    fn take(&mut self, bytes: &[u8], record: &Record, cells: &Cells) {
        let length = if self.utf16.is_some() { utf16_bytes(bytes) } else { bytes.len() as u64 };
        let newline = self.dialect.newline();
        let n_lines = bytes.iter().filter(|&&byte| byte == newline).count() as u64;
        if !is_blank_line(bytes, self.dialect.delimiter) {
            self.note_line();
            self.row(bytes, record, cells, length);
            self.part.n_rows += 1;
        }
        self.at += length;
        self.part.n_lines += n_lines;
    }

    fn is_blank_line(&self, bytes: &[u8]) -> bool {
        bytes
            .iter()
            .all(|&byte| matches!(byte, b'\r' | b'\n' | b' ' | b'\t') && Some(byte) != self.dialect.delimiter)
    }

    /// Notes the line of the row that comes, if it is not the next one.
    fn note_line(&mut self) {
        let (row, line) = (self.part.n_rows, self.part.n_lines);
        let expected = match (self.part.line_rows.last(), self.part.lines.last()) {
            (Some(first), Some(line)) => line + u64::from(row - first),
            _ => u64::from(row),
        };
        if line != expected {
            self.part.line_rows.push(row);
            self.part.lines.push(line);
        }
    }

    /// One row into the columns, with what is wrong with it.
    fn row(&mut self, bytes: &[u8], record: &Record, cells: &Cells, length: u64) {
        let encoding = self.dialect.encoding;
        if let Some((problem, effect)) = self.fault(record, cells) {
            self.trouble(None, problem, effect, bytes, cells.len(), length);
        }
        for index in 0..self.wanted.len() {
            let Some(&column) = self.wanted.get(index) else { break };
            let cell = cells.get(column as usize).unwrap_or(&[]);
            let Some(builder) = self.builders.get_mut(column as usize) else { continue };
            if let Some(problem) = builder.push(trim(cell, encoding)) {
                let effect = if problem == Problem::BadEncoding { Effect::Noted } else { Effect::CellBlank };
                self.trouble(Some(column), problem, effect, cell, cells.len(), length);
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
        let text = text_of(first, encoding).to_lowercase();
        let is_named = TOTALS.contains(&text.trim_end_matches(':'))
            || TOTALS.iter().any(|total| text.strip_prefix(total).is_some_and(|rest| rest.starts_with(':')));
        let is_blank = |cell: &[u8]| number::is_blank(text_of(cell, encoding).trim());
        is_named && (cells.len() < self.builders.len() || cells.iter().any(is_blank))
    }

    fn trouble(
        &mut self,
        column: Option<u32>,
        problem: Problem,
        effect: Effect,
        text: &[u8],
        n_cells: usize,
        length: u64,
    ) {
        let start = text.get(..320).unwrap_or(text).trim_ascii();
        self.part.excerpts.extend(text_of(start, self.dialect.encoding).chars().take(80));
        let mut trouble = Trouble::new(self.part.n_rows, column, problem, effect);
        (trouble.offset, trouble.length) = (self.at, length);
        trouble.text_end = self.part.excerpts.len() as u32;
        trouble.n_cells = n_cells.min(usize::from(u16::MAX)) as u16;
        self.part.troubles.push(trouble);
    }
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

/// May a cell that starts so be a word for a total? Asked of every row.
#[inline]
fn may_be_total(cell: &[u8]) -> bool {
    matches!(cell.first(), Some(b't' | b'T' | b'g' | b'G' | b's' | b'S' | b'z' | b'Z')) && cell.len() < 80
}
