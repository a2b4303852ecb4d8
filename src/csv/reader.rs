//! One slice of a file into a part: takes chunks of any size, keeps no more than an unfinished record of them.

use super::column::{Builder, RunCells, trim};
use super::dialect::{Dialect, LineEnd};
use super::encoding::{Utf16, text_of, utf16_bytes};
use super::number;
use super::part::{NO_ROW, NOWHERE, Part, Trouble};
use super::plain::is_blank_line;
use super::plan::Plan;
use super::record::{Cells, Grammar, Record, memchr};
use super::scan::{Index, Scanner};
use super::second::{may_be_names, row_mark};
use crate::issue::{Effect, Problem};

/// Bytes that are indexed at a time: borders and bytes stay in the nearest cache.
const WINDOW: usize = 64 << 10;

/// Bytes that are added to an unfinished record at a time.
const PIECE: usize = 4 << 10;

/// Reads the records that start in a slice of the file.
pub struct Reader {
    dialect: Dialect,
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
        let header: Vec<Vec<u8>> = if plan.header.is_empty() { Vec::new() } else { header };
        Self {
            dialect,
            scanner: Scanner::new(&dialect),
            index: Index::default(),
            watched: watched(&dialect, &header),
            faults: Vec::new(),
            header,
            grammar,
            first_row: plan.first_row,
            builders,
            wanted,
            part: Part {
                from,
                to,
                first_record: from,
                next_record: from,
                begins_again: NOWHERE,
                again_row: NO_ROW,
                ..Part::default()
            },
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
            let carry = std::mem::take(&mut self.carry);
            self.consume(&carry, true);
        }
        let mut part = self.part;
        part.columns = self.builders.into_iter().map(Builder::finish).collect();
        part
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
            used += n;
            let rest = rest.get(n..).unwrap_or(&[]);
            if self.at > self.part.to || (n > 0 && rest.len() >= WINDOW) {
                continue;
            }
            let Some(length) = self.take_careful(rest, at_end) else { break };
            used += length;
        }
        self.part.next_record = self.at;
        self.is_done = self.at > self.part.to;
        used
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

    /// Takes the regular rows at the start of `bytes`, up to a window of them; how many bytes they took.
    fn take_regular(&mut self, bytes: &[u8]) -> usize {
        let Some(scanner) = &self.scanner else { return 0 };
        let window = bytes.get(..WINDOW).unwrap_or(bytes);
        let mut index = std::mem::take(&mut self.index);
        scanner.scan(window, &mut index);
        let used = self.take_rows(bytes, &index);
        self.index = index;
        used
    }

    /// Takes the rows of an index; how many bytes they took.
    fn take_rows(&mut self, bytes: &[u8], index: &Index) -> usize {
        let n_columns = self.builders.len() as u32;
        let starts = index.starts.as_slice();
        let start_of = |place: u32| starts.get(place as usize).copied().unwrap_or(0);
        let mut inner = index.inner_lines.iter().copied().peekable();
        let (mut run, mut used) = (Run::default(), 0);
        let (base, to) = (self.at, self.part.to);
        for (row, &end) in (0..).zip(&index.rows) {
            let place = run.place + run.n_rows * n_columns;
            let start = start_of(place);
            if base + u64::from(start) > to {
                break;
            }
            let mut n_inner = 0;
            while inner.next_if_eq(&row).is_some() {
                n_inner += 1;
            }
            let first = bytes.get(start as usize).copied().unwrap_or(0);
            let is_plain = !self.watched.get(usize::from(first)).copied().unwrap_or(true);
            let may_begin_again = self.part.ends_in_header || self.part.n_rows + run.n_rows == 0;
            let is_regular = end - place == n_columns && is_plain && !may_begin_again;
            if is_regular {
                run.n_rows += 1;
                if n_inner > 0 {
                    self.take_run(bytes, starts, &run);
                    self.part.n_lines += n_inner;
                    run = Run { place: end, n_rows: 0 };
                }
                used = start_of(end) as usize;
                continue;
            }
            self.take_run(bytes, starts, &run);
            let Some(length) = self.take_careful(bytes.get(start as usize..).unwrap_or(&[]), false) else {
                return start as usize;
            };
            used = start as usize + length;
            if used != start_of(end) as usize {
                return used;
            }
            run = Run { place: end, n_rows: 0 };
        }
        self.take_run(bytes, starts, &run);
        used
    }

    /// Takes rows that have a cell for each column, column by column.
    fn take_run(&mut self, bytes: &[u8], starts: &[u32], run: &Run) {
        if run.n_rows == 0 {
            return;
        }
        self.note_line();
        let n_columns = self.builders.len();
        let is_lf = self.dialect.line_end == LineEnd::Lf;
        let mut faults = std::mem::take(&mut self.faults);
        for index in 0..self.wanted.len() {
            let Some(&column) = self.wanted.get(index) else { break };
            let cells = RunCells {
                bytes,
                starts: starts.get(run.place as usize + column as usize..).unwrap_or(&[]),
                n_rows: run.n_rows as usize,
                step: n_columns,
                quote: self.dialect.quote,
                may_return: is_lf && column as usize + 1 == n_columns,
            };
            let Some(builder) = self.builders.get_mut(column as usize) else { continue };
            builder.push_run(&cells, &mut faults);
            for (row, problem) in faults.drain(..) {
                self.run_trouble(bytes, starts, run, row, column, problem);
            }
        }
        self.faults = faults;
        let from = starts.get(run.place as usize).copied().unwrap_or(0);
        let end = starts.get(run.place as usize + run.n_rows as usize * n_columns).copied().unwrap_or(0);
        self.at += u64::from(end - from);
        self.part.n_rows += run.n_rows;
        self.part.n_lines += u64::from(run.n_rows);
    }

    /// Notes a problem with a cell of a run.
    fn run_trouble(
        &mut self,
        bytes: &[u8],
        starts: &[u32],
        run: &Run,
        row: u32,
        column: u32,
        problem: Problem,
    ) {
        let n_columns = self.builders.len();
        let place = run.place as usize + row as usize * n_columns;
        let start_of = |place: usize| starts.get(place).copied().unwrap_or(0) as usize;
        let (from, start, end) = (start_of(run.place as usize), start_of(place), start_of(place + n_columns));
        let Some(record) = self.grammar.read(bytes.get(start..end).unwrap_or(&[]), true, &mut self.cells)
        else {
            return;
        };
        let cells = std::mem::take(&mut self.cells);
        let (at, n_rows) = (self.at, self.part.n_rows);
        self.at += (start - from) as u64;
        self.part.n_rows += row;
        let cell = cells.get(column as usize).unwrap_or(&[]);
        self.trouble(Some(column), problem, effect_of(problem), cell, record.length as u64, 0);
        (self.at, self.part.n_rows, self.cells) = (at, n_rows, cells);
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

    /// One row into the columns, with what is wrong with it.
    fn row(&mut self, bytes: &[u8], record: &Record, cells: &Cells, length: u64) {
        let encoding = self.dialect.encoding;
        let fault = self.fault(record, cells);
        self.part.ends_in_header = matches!(fault, Some((Problem::RepeatedHeader, _)));
        if let Some((problem, effect)) = fault {
            let shape = self.shape(cells);
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
        let text = text_of(first, encoding).to_lowercase();
        let is_named = TOTALS.contains(&text.trim_end_matches(':'))
            || TOTALS.iter().any(|total| text.strip_prefix(total).is_some_and(|rest| rest.starts_with(':')));
        let is_blank = |cell: &[u8]| number::is_blank(text_of(cell, encoding).trim());
        is_named && (cells.len() < self.builders.len() || cells.iter().any(is_blank))
    }

    /// How many cells a row has, and in the highest bit whether they may be the names of a second table.
    fn shape(&self, cells: &Cells) -> u16 {
        let encoding = self.dialect.encoding;
        let are_names = may_be_names(cells.iter().map(|cell| trim(cell, encoding)));
        cells.len().min(0x7fff) as u16 | u16::from(are_names) << 15
    }

    fn trouble(
        &mut self,
        column: Option<u32>,
        problem: Problem,
        effect: Effect,
        text: &[u8],
        length: u64,
        shape: u16,
    ) {
        let start = text.get(..320).unwrap_or(text).trim_ascii();
        self.part.excerpts.extend(text_of(start, self.dialect.encoding).chars().take(80));
        let mut trouble = Trouble::new(self.part.n_rows, column, problem, effect);
        (trouble.offset, trouble.length) = (self.at, length);
        trouble.text_end = self.part.excerpts.len() as u32;
        trouble.shape = shape;
        self.part.troubles.push(trouble);
    }
}

/// Rows of an index that follow each other and have a cell for each column.
#[derive(Default)]
struct Run {
    /// The place of the first cell in the starts.
    place: u32,
    n_rows: u32,
}

fn effect_of(problem: Problem) -> Effect {
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
fn watched(dialect: &Dialect, header: &[Vec<u8>]) -> Box<[bool; 256]> {
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
