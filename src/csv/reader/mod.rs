//! One slice of a file into a part: takes chunks of any size, keeps no more than an unfinished record of them.

mod faults;
mod run;

use clientele_cells::scan::{Index, Scanner};

use super::column::{Builder, trim};
use super::dialect::Dialect;
use super::encoding::{Utf16, utf16_bytes};
use super::part::{NO_ROW, NOWHERE, Part};
use super::plain::is_blank_line;
use super::plan::Plan;
use super::record::{Cells, Grammar, Record, memchr};
use super::second::row_mark;
use super::trouble::Quota;
use crate::issue::Problem;

/// Bytes that are indexed at a time: borders and bytes stay in the nearest cache.
const WINDOW: usize = 64 << 10;

/// Bytes that are added to an unfinished record at a time.
const PIECE: usize = 4 << 10;

/// Reads the records that start in a slice of the file.
pub struct Reader {
    dialect: Dialect,
    data_start: u64,
    grammar: Grammar,
    /// `None` for dialects that only the grammar reads.
    scanner: Option<Scanner>,
    index: Index,
    /// First bytes of rows that may be a header or a total: these are read with care.
    watched: Box<[bool; 256]>,
    faults: Vec<(u32, Problem)>,
    header: Vec<Vec<u8>>,
    /// The mark of the first data row of the file.
    first_row: u64,
    builders: Vec<Builder>,
    wanted: Vec<u32>,
    part: Part,
    /// Whose texts go into the part.
    quota: Quota,
    utf16: Option<Utf16>,
    /// Bytes from the start of the record that is being read.
    carry: Vec<u8>,
    /// Where `carry` starts in the file.
    at: u64,
    /// Bytes that `carry` must have before it is worth looking at again.
    patience: usize,
    n_bytes: u64,
    /// Rows of the parts so far.
    n_given: u64,
    is_skipping: bool,
    is_done: bool,
    cells: Cells,
}

impl Reader {
    /// For the records that start after `from` and not after `to`, both as byte offsets of the file; the first
    /// slice of the file also has the record that starts at its `from`. A slice inside the data begins after the
    /// first line end that it meets: the guess is that it does not begin inside quotes.
    pub fn new(plan: &Plan, from: u64, to: u64) -> Self {
        let mut reader = Self::unstarted(plan);
        reader.start(from, to, false);
        reader
    }

    /// For the records that start at `from`, which is known to be the start of a record, and not after `to`.
    pub fn new_at(plan: &Plan, from: u64, to: u64) -> Self {
        let mut reader = Self::unstarted(plan);
        reader.start(from, to, true);
        reader
    }

    fn unstarted(plan: &Plan) -> Self {
        let dialect = plan.dialect;
        let builders: Vec<Builder> =
            plan.readings.iter().map(|column| Builder::new(column.reading, &dialect)).collect();
        let wanted =
            (0..).zip(&builders).filter(|(_, b)| !matches!(b, Builder::Skip)).map(|(i, _)| i).collect();
        let grammar = Grammar::new(&dialect, plan.readings.len());
        let mut cells = Cells::default();
        grammar.read(&plan.header, true, &mut cells);
        let header = cells.iter().map(|cell| trim(cell, dialect.encoding).to_vec()).collect();
        let header: Vec<Vec<u8>> = if plan.header.is_empty() { Vec::new() } else { header };
        Self {
            dialect,
            data_start: plan.data_start,
            scanner: run::scanner(&dialect),
            index: Index::default(),
            watched: faults::watched(&dialect, &header),
            faults: Vec::new(),
            header,
            grammar,
            first_row: plan.first_row,
            builders,
            wanted,
            part: Part::default(),
            quota: Quota::default(),
            utf16: None,
            carry: Vec::new(),
            at: 0,
            patience: 0,
            n_bytes: 0,
            n_given: 0,
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
        if let Some(utf16) = &mut self.utf16 {
            utf16.push(bytes, &mut self.carry);
            if self.carry.len() >= self.patience {
                let carry = std::mem::take(&mut self.carry);
                let used = self.consume(&carry, false);
                self.keep(carry.get(used..).unwrap_or(&[]));
            }
            return !self.is_done;
        }
        let mut rest = bytes;
        while !self.carry.is_empty() && !rest.is_empty() && !self.is_done {
            rest = self.finish_record(rest);
        }
        if !self.is_done && !rest.is_empty() {
            let used = self.consume(rest, false);
            self.keep(rest.get(used..).unwrap_or(&[]));
        }
        !self.is_done
    }

    /// Completes the record of the carry with as few of the next bytes as may do. What is left of them.
    fn finish_record<'a>(&mut self, bytes: &'a [u8]) -> &'a [u8] {
        let (next, rest) = bytes.split_at(bytes.len().min(self.carry.len().max(PIECE)));
        self.carry.extend_from_slice(next);
        if self.carry.len() < self.patience {
            return rest;
        }
        let mut carry = std::mem::take(&mut self.carry);
        let used = self.consume(&carry, false);
        let left = carry.len() - used;
        if left <= next.len() {
            // What is left lies in the bytes that were pushed: go on there, without copies.
            carry.clear();
            self.carry = carry;
            return bytes.get(next.len() - left..).unwrap_or(&[]);
        }
        self.keep(carry.get(used..).unwrap_or(&[]));
        rest
    }

    /// Keeps an unfinished record. It is looked at again when it has doubled, so that long ones cost no more.
    fn keep(&mut self, rest: &[u8]) {
        self.patience = rest.len() * 2;
        self.carry.clear();
        if !self.is_done {
            self.carry.extend_from_slice(rest);
        }
    }

    /// Rows so far, those of earlier parts included.
    pub fn rows(&self) -> u64 {
        self.n_given + u64::from(self.part.n_rows)
    }

    /// Bytes taken so far.
    pub fn bytes(&self) -> u64 {
        self.n_bytes
    }

    /// The slice as typed columns. `end_of_file` says that the file ends with the last byte that was pushed.
    pub fn finish(mut self, end_of_file: bool) -> Part {
        self.end(end_of_file)
    }

    /// The same, for a reader that goes on: the next part is of the slice that [`Reader::start`] begins.
    pub fn end(&mut self, end_of_file: bool) -> Part {
        if end_of_file && !self.is_done {
            if let Some(utf16) = &mut self.utf16 {
                utf16.finish(&mut self.carry);
            }
            let carry = std::mem::take(&mut self.carry);
            self.consume(&carry, true);
        }
        let part = Part { reader: self.part.reader, ..Part::default() };
        self.give(part)
    }

    /// The rows so far as a part of their own; the rest of the slice goes into the next. `None` if there is no row.
    pub fn split_off(&mut self) -> Option<Part> {
        if self.part.n_rows == 0 || self.is_done {
            return None;
        }
        let rest = Part { reader: self.part.reader, to: self.part.to, ..Part::from_record(self.at) };
        // What starts after it belongs to the rest.
        self.part.to = self.at - 1;
        Some(self.give(rest))
    }

    fn give(&mut self, rest: Part) -> Part {
        let mut part = std::mem::replace(&mut self.part, rest);
        self.quota = Quota::default();
        self.n_given += u64::from(part.n_rows);
        part.columns = self.builders.iter_mut().map(Builder::take).collect();
        part
    }

    /// Begins another slice of the same file, as [`Reader::new`] and, if a record starts at `from`,
    /// [`Reader::new_at`] do. The texts that are known stay known.
    pub fn start(&mut self, from: u64, to: u64, is_exact: bool) {
        let is_first = is_exact || from <= self.data_start;
        let start = if is_exact { from } else { from.max(self.data_start) };
        self.part = Part { reader: self.part.reader, from, to, ..Part::from_record(start) };
        if !is_first {
            (self.part.first_record, self.part.next_record) = (NOWHERE, NOWHERE);
        }
        self.utf16 = Utf16::new(self.dialect.encoding);
        self.quota = Quota::default();
        self.carry.clear();
        (self.at, self.patience, self.is_skipping, self.is_done) = (start, 0, !is_first, false);
    }

    /// Tells the parts of this reader from those of others that read the same file.
    pub fn number(&mut self, number: u64) {
        self.part.reader = number;
    }

    /// Reads the whole records of `bytes`, which start where the reader stands; how many bytes they took.
    fn consume(&mut self, bytes: &[u8], at_end: bool) -> usize {
        let mut used = 0;
        if self.is_skipping {
            used = self.skip_line(bytes);
            if self.is_skipping {
                return used;
            }
        }
        while self.at <= self.part.to {
            let rest = bytes.get(used..).unwrap_or(&[]);
            if rest.is_empty() {
                break;
            }
            let n = self.take_regular(rest);
            self.hear(rest.get(..n).unwrap_or(&[]));
            used += n;
            let rest = rest.get(n..).unwrap_or(&[]);
            if self.at > self.part.to || (n > 0 && rest.len() >= WINDOW) {
                continue;
            }
            let Some(length) = self.take_careful(rest, at_end) else { break };
            self.hear(rest.get(..length).unwrap_or(&[]));
            used += length;
        }
        self.part.next_record = self.at;
        self.is_done = self.at > self.part.to;
        used
    }

    /// What whole records say of the encoding of the file, where no mark has told it.
    fn hear(&mut self, records: &[u8]) {
        if self.dialect.bom == 0 && self.utf16.is_none() {
            self.part.tally.add_bytes(records);
        }
    }

    /// Goes to the first line end, where the first record of a slice inside the data is taken to start.
    fn skip_line(&mut self, bytes: &[u8]) -> usize {
        let found = memchr(self.dialect.newline(), bytes);
        let used = found.map_or(bytes.len(), |at| at + 1);
        self.at += used as u64;
        if found.is_some() {
            self.is_skipping = false;
            (self.part.first_record, self.part.next_record) = (self.at, self.at);
        } else {
            // No record starts in the slice as far as it goes.
            self.is_done = self.at > self.part.to;
        }
        used
    }

    /// Takes the record at the start of `bytes` by the careful grammar; its length, if it is whole.
    fn take_careful(&mut self, bytes: &[u8], at_end: bool) -> Option<usize> {
        let mut cells = std::mem::take(&mut self.cells);
        let record = self.grammar.read(bytes, at_end, &mut cells);
        if let Some(record) = record {
            self.take(bytes.get(..record.length).unwrap_or(bytes), &record, &cells);
        }
        self.cells = cells;
        record.map(|record| record.length)
    }

    /// Takes one record that was read with care.
    fn take(&mut self, bytes: &[u8], record: &Record, cells: &Cells) {
        let length = if self.utf16.is_some() { utf16_bytes(bytes) } else { bytes.len() as u64 };
        let newline = self.dialect.newline();
        let n_lines = bytes.iter().filter(|&&byte| byte == newline).count() as u64;
        if !is_blank_line(bytes, self.dialect.delimiter) {
            self.note_again(cells);
            self.note_line();
            self.row(bytes, record, cells, length);
            self.part.n_rows += 1;
        }
        self.at += length;
        self.part.n_lines += n_lines;
    }

    /// Is this the first data row of the file again, at the start of the part or after the header again?
    fn note_again(&mut self, cells: &Cells) {
        let part = &mut self.part;
        if part.n_rows > 0 && (!part.ends_in_header || part.again_row != NO_ROW) {
            return;
        }
        let encoding = self.dialect.encoding;
        if self.first_row == row_mark(cells.iter().map(|cell| trim(cell, encoding))) {
            if part.n_rows == 0 {
                part.begins_again = self.at;
            } else {
                (part.again_row, part.again_at) = (part.n_rows, self.at);
            }
        }
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
}
