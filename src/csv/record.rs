//! One record at a time, carefully: the grammar that every other way of reading must agree with.
//!
//! RFC 4180, and for what real files add:
//! * a quote opens only at the start of a cell; elsewhere it is text;
//! * inside quotes a quote closes only before a delimiter, a line end or the end of the file (blanks may stand
//!   between); otherwise it is text;
//! * a quoted cell may span lines if its quotes are faultless or the record then has as many cells as the header;
//!   else the record ends with its first line and a quote that does not close on it is text;
//! * a quote that never closes on the last line is left out;
//! * an escape protects only what would mean something else;
//! * a line that fits the header only when it is split at another usual delimiter is split there.

/// A record longer than this that spans lines is not believed to be one.
const LONGEST_RECORD: usize = 1 << 20;

/// How many odd cells of a line are tried as plain text.
const MOST_TRIES: usize = 16;

use super::dialect::{Dialect, LineEnd};
pub use super::split::Cells;

/// Splits records into cells by a dialect and the number of columns.
#[derive(Debug, Clone)]
pub struct Grammar {
    delimiter: Option<u8>,
    quote: Option<u8>,
    escape: Option<u8>,
    padded: bool,
    line_end: LineEnd,
    newline: u8,
    n_columns: usize,
    /// Does a cell end with the first quote before a delimiter, doubled or not?
    is_eager: bool,
}

/// Where a record ends and how it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Record {
    /// Bytes from its start to the start of the next one.
    pub length: usize,
    /// Was a quote out of place, so that the reading is a guess?
    pub bad_quote: bool,
    /// Did the bytes end before a line end?
    pub unended: bool,
}

/// One attempt at a record.
struct Attempt {
    /// Bytes to the start of the next record; `None` if the bytes end inside it.
    length: Option<usize>,
    /// Cells whose quoting is at fault.
    odd: Vec<usize>,
    /// The cell whose quote is open where the bytes end.
    open: Option<usize>,
}

impl Grammar {
    /// For rows of `n_columns` cells; 0 where that is not known.
    pub fn new(dialect: &Dialect, n_columns: usize) -> Self {
        Self {
            delimiter: dialect.delimiter,
            quote: dialect.quote,
            escape: dialect.escape,
            padded: dialect.padded,
            line_end: dialect.line_end,
            newline: dialect.newline(),
            n_columns,
            is_eager: false,
        }
    }

    /// Reads the record at the start of `bytes` into `cells`. `None` if more bytes are needed to tell where it
    /// ends; never `None` where `at_end` says that the file ends with these bytes, unless there are none.
    pub fn read(&self, bytes: &[u8], at_end: bool, cells: &mut Cells) -> Option<Record> {
        if bytes.is_empty() {
            return None;
        }
        let view = bytes.get(..LONGEST_RECORD).unwrap_or(bytes);
        let first_line = memchr(self.newline, view).map(|at| at + 1);
        let is_whole = at_end && view.len() == bytes.len();
        let attempt = self.attempt(view, is_whole, &[], cells);
        match (attempt.length, attempt.open) {
            (Some(length), _) => Some(self.judge(bytes, length, first_line, attempt, cells)),
            (None, _) if !is_whole && view.len() < LONGEST_RECORD => None,
            // No line end within the longest record: one huge line. It is read whole, however long.
            (None, _) if first_line.is_none() && !is_whole => self.huge_line(bytes, at_end, cells),
            (None, _) if !is_whole || self.lines_follow(view, first_line) => {
                first_line.map(|line| self.read_line(bytes, line, cells))
            }
            (None, open) => {
                Some(Record { length: bytes.len(), bad_quote: open.is_some(), unended: first_line.is_none() })
            }
        }
    }

    /// A complete attempt: keep it, or take its first line alone?
    fn judge(
        &self,
        bytes: &[u8],
        length: usize,
        first_line: Option<usize>,
        attempt: Attempt,
        cells: &mut Cells,
    ) -> Record {
        let fits = self.n_columns == 0 || cells.len() == self.n_columns;
        let kept = Record {
            length,
            bad_quote: !attempt.odd.is_empty(),
            unended: bytes.get(length - 1) != Some(&self.newline),
        };
        match first_line {
            Some(line) if line < length => {
                let is_faultless = attempt.odd.is_empty();
                if fits && is_faultless {
                    return kept;
                }
                let record = self.read_line(bytes, line, cells);
                let line_fits = cells.len() == self.n_columns;
                let keep_all =
                    if is_faultless { !line_fits } else { fits && !line_fits && self.n_columns != 0 };
                if keep_all && self.ends_early(bytes, line, length, cells) {
                    return record;
                }
                if keep_all {
                    self.attempt(bytes.get(..length).unwrap_or(bytes), true, &[], cells);
                    return kept;
                }
                record
            }
            _ => {
                if !fits {
                    self.try_as_text(bytes.get(..length).unwrap_or(bytes), &[], &attempt.odd, cells);
                }
                kept
            }
        }
    }

    /// The first line alone; quotes that do not close on it are text.
    fn read_line(&self, bytes: &[u8], length: usize, cells: &mut Cells) -> Record {
        let line = bytes.get(..length).unwrap_or(bytes);
        let body = line.strip_suffix(&[self.newline]).unwrap_or(line);
        let body = if self.line_end == LineEnd::Lf { body.strip_suffix(b"\r").unwrap_or(body) } else { body };
        let mut as_text: Vec<usize> = Vec::new();
        loop {
            let attempt = self.attempt(body, true, &as_text, cells);
            match attempt.open {
                Some(cell) if as_text.len() < MOST_TRIES => as_text.push(cell),
                _ => {
                    if cells.len() != self.n_columns && self.n_columns != 0 {
                        self.try_as_text(body, &as_text, &attempt.odd, cells);
                    }
                    let unended = line.last() != Some(&self.newline);
                    let bad_quote = !as_text.is_empty() || !attempt.odd.is_empty();
                    return Record { length, bad_quote, unended };
                }
            }
        }
    }

    /// A reading over several lines at fault: did one quote too many before a delimiter keep a cell open? So it is if
    /// the first line fits when that cell ends there, and the next line fits by itself, without a quote out of place.
    fn ends_early(&self, bytes: &[u8], line: usize, length: usize, cells: &mut Cells) -> bool {
        let below = bytes.get(line..length).unwrap_or(&[]);
        let below = below.split_inclusive(|&byte| byte == self.newline).next().unwrap_or(&[]);
        let mut trial = Cells::default();
        let next = self.attempt(below, true, &[], &mut trial);
        let is_regular = next.odd.is_empty()
            && trial.len() == self.n_columns
            && !trial.text.iter().any(|&byte| Some(byte) == self.quote);
        if !is_regular {
            return false;
        }
        let eager = Self { is_eager: true, ..self.clone() };
        let first = eager.attempt(bytes.get(..line).unwrap_or(bytes), true, &[], &mut trial);
        let fits = first.open.is_none() && trial.len() == self.n_columns;
        if fits {
            *cells = trial;
        }
        fits
    }

    /// If the cells do not fit the header: does one odd cell, taken as plain text, make them fit?
    fn try_as_text(&self, line: &[u8], as_text: &[usize], odd: &[usize], cells: &mut Cells) {
        let mut trial = Cells::default();
        if self.try_other_delimiter(line, &mut trial) {
            *cells = trial;
            return;
        }
        let mut plain = as_text.to_vec();
        for &cell in odd.iter().take(MOST_TRIES) {
            plain.push(cell);
            let attempt = self.attempt(line, true, &plain, &mut trial);
            if attempt.open.is_none() && trial.len() == self.n_columns {
                *cells = trial;
                return;
            }
            plain.pop();
        }
    }

    /// Does the line, written with another delimiter, have a cell for each of at least three columns?
    fn try_other_delimiter(&self, line: &[u8], trial: &mut Cells) -> bool {
        let others = [b',', b';', b'\t', b'|'].into_iter().map(Some).filter(|other| *other != self.delimiter);
        self.n_columns >= 3
            && others.into_iter().any(|delimiter| {
                let attempt = Self { delimiter, ..self.clone() }.attempt(line, true, &[], trial);
                attempt.open.is_none() && attempt.odd.is_empty() && trial.len() == self.n_columns
            })
    }

    /// One line longer than the longest record: read to its end, whatever its quotes say.
    fn huge_line(&self, bytes: &[u8], at_end: bool, cells: &mut Cells) -> Option<Record> {
        match memchr(self.newline, bytes) {
            Some(at) => Some(self.read_line(bytes, at + 1, cells)),
            None if at_end => Some(self.read_line(bytes, bytes.len(), cells)),
            None => None,
        }
    }

    /// Is there anything but blanks after the first line?
    fn lines_follow(&self, bytes: &[u8], first_line: Option<usize>) -> bool {
        let rest = first_line.and_then(|line| bytes.get(line..)).unwrap_or(&[]);
        rest.iter().any(|byte| !byte.is_ascii_whitespace())
    }

    /// Reads one record as written; the quotes of the cells in `as_text` do not open.
    fn attempt(&self, bytes: &[u8], at_end: bool, as_text: &[usize], cells: &mut Cells) -> Attempt {
        cells.clear();
        let mut attempt = Attempt { length: None, odd: Vec::new(), open: None };
        let mut at = 0;
        loop {
            if self.padded {
                at += bytes.get(at..).unwrap_or(&[]).iter().take_while(|&&byte| byte == b' ').count();
            }
            let is_quoted = self.quote.is_some_and(|quote| bytes.get(at) == Some(&quote))
                && !as_text.contains(&cells.len());
            let stop = if is_quoted {
                self.quoted(bytes, at + 1, at_end, cells, &mut attempt)
            } else {
                self.plain(bytes, at, at_end, cells)
            };
            match stop {
                Stop::Cell(next) => at = next,
                Stop::Record(next) => {
                    attempt.length = Some(next);
                    return attempt;
                }
                Stop::More => return attempt,
            }
        }
    }

    /// A cell without quotes around it.
    fn plain(&self, bytes: &[u8], start: usize, at_end: bool, cells: &mut Cells) -> Stop {
        let mut at = start;
        loop {
            let Some(&byte) = bytes.get(at) else {
                cells.end_cell();
                return if at_end { Stop::Record(at) } else { Stop::More };
            };
            if Some(byte) == self.escape && bytes.get(at + 1).is_none() && !at_end {
                return Stop::More;
            }
            if let Some(next) = self.escaped(bytes, at) {
                cells.text.push(next);
                at += 2;
            } else if Some(byte) == self.delimiter {
                cells.end_cell();
                return Stop::Cell(at + 1);
            } else if byte == self.newline {
                if self.line_end == LineEnd::Lf && at > start && bytes.get(at - 1) == Some(&b'\r') {
                    cells.text.pop();
                }
                cells.end_cell();
                return Stop::Record(at + 1);
            } else {
                cells.text.push(byte);
                at += 1;
            }
        }
    }

    /// A cell after its opening quote.
    fn quoted(
        &self,
        bytes: &[u8],
        start: usize,
        at_end: bool,
        cells: &mut Cells,
        attempt: &mut Attempt,
    ) -> Stop {
        let (cell, mut at, mut is_odd) = (cells.len(), start, false);
        loop {
            let Some(&byte) = bytes.get(at) else {
                cells.end_cell();
                attempt.open = Some(cell);
                attempt.odd.push(cell);
                return Stop::More;
            };
            if let Some(next) = self.escaped(bytes, at) {
                cells.text.push(next);
                at += 2;
            } else if Some(byte) != self.quote {
                cells.text.push(byte);
                at += 1;
            } else if bytes.get(at + 1) == Some(&byte)
                && !(self.is_eager && self.after_quote(bytes, at + 2, at_end).is_some())
            {
                cells.text.push(byte);
                at += 2;
            } else {
                match self.after_quote(bytes, at + 1, at_end) {
                    Some(stop) => {
                        cells.end_cell();
                        if is_odd {
                            attempt.odd.push(cell);
                        }
                        return stop;
                    }
                    None => {
                        cells.text.push(byte);
                        is_odd = true;
                        at += 1;
                    }
                }
            }
        }
    }

    /// The byte that the escape at this place protects: one that would mean something, or the escape itself.
    fn escaped(&self, bytes: &[u8], at: usize) -> Option<u8> {
        let escape = self.escape.filter(|escape| bytes.get(at) == Some(escape))?;
        let next = *bytes.get(at + 1)?;
        let is_sign =
            next == escape || next == self.newline || [self.quote, self.delimiter].contains(&Some(next));
        is_sign.then_some(next)
    }

    /// What a quote followed by these bytes closes; `None` if it is text.
    fn after_quote(&self, bytes: &[u8], start: usize, at_end: bool) -> Option<Stop> {
        let mut at = start;
        loop {
            let end = if at_end { Stop::Record(at) } else { Stop::More };
            match bytes.get(at) {
                None => return Some(end),
                Some(&byte) if Some(byte) == self.delimiter => return Some(Stop::Cell(at + 1)),
                Some(&byte) if byte == self.newline => return Some(Stop::Record(at + 1)),
                Some(b'\r') if self.line_end == LineEnd::Lf => {
                    return match bytes.get(at + 1) {
                        Some(b'\n') => Some(Stop::Record(at + 2)),
                        Some(_) => None,
                        None => Some(if at_end { Stop::Record(at + 1) } else { Stop::More }),
                    };
                }
                Some(b' ' | b'\t') => at += 1,
                Some(_) => return None,
            }
        }
    }
}

/// What comes after a cell.
enum Stop {
    /// Another cell, which starts here.
    Cell(usize),
    /// Another record, which starts here.
    Record(usize),
    /// Bytes that are not there.
    More,
}

/// Where `byte` first stands in `bytes`.
pub(crate) fn memchr(byte: u8, bytes: &[u8]) -> Option<usize> {
    bytes.iter().position(|&b| b == byte)
}
