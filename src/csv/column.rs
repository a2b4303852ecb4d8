//! Cells into typed columns, one builder for each kind.

use super::date::{self, Clock, Date};
use super::dialect::Encoding;
use super::encoding::text_of;
use super::hash;
use super::number::{self, Form, Number};
use super::part::{PartColumn, PartNumber, PartTime};
use super::text::TextBuilder;
use crate::day::Day;
use crate::issue::Problem;
use crate::moment::MS_PER_DAY;
use crate::table::{NO_MOMENT, NO_NUMBER, Reading};

/// Builds one column. Cells come without quotes, not trimmed.
pub(crate) enum Builder {
    Skip,
    Text(Box<TextBuilder>),
    Key(KeyBuilder),
    Time(Box<TimeBuilder>),
    Number(Box<NumberBuilder>),
}

impl Builder {
    pub(crate) fn new(reading: Reading, encoding: Encoding) -> Self {
        match reading {
            Reading::Skip => Self::Skip,
            Reading::Text | Reading::Id => {
                Self::Text(Box::new(TextBuilder::new(encoding, reading == Reading::Id)))
            }
            Reading::Key => Self::Key(KeyBuilder { encoding, hashes: Vec::new() }),
            Reading::Time => Self::Time(Box::new(TimeBuilder { encoding, ..TimeBuilder::default() })),
            Reading::Number => Self::Number(Box::new(NumberBuilder {
                encoding,
                column: PartNumber::default(),
                last_currency: u16::MAX,
            })),
        }
    }

    /// Appends a cell; the problem with it, if there is one.
    pub(crate) fn push(&mut self, cell: &[u8]) -> Option<Problem> {
        match self {
            Self::Skip => None,
            Self::Text(builder) => builder.push(cell),
            Self::Key(builder) => {
                builder.push(cell);
                None
            }
            Self::Time(builder) => builder.push(cell),
            Self::Number(builder) => builder.push(cell),
        }
    }

    /// Appends one cell of each row of a run; problems go to `faults` with their row in the run.
    pub(crate) fn push_run(&mut self, cells: &RunCells<'_>, faults: &mut Vec<(u32, Problem)>) {
        match self {
            Self::Skip => {}
            Self::Text(builder) => builder.push_run(cells, faults),
            Self::Key(builder) => cells.each(faults, |cell| {
                builder.push(cell);
                None
            }),
            Self::Time(builder) => cells.each(faults, |cell| builder.push(cell)),
            Self::Number(builder) => cells.each(faults, |cell| builder.push(cell)),
        }
    }

    pub(crate) fn finish(self) -> PartColumn {
        match self {
            Self::Skip => PartColumn::Skipped,
            Self::Text(builder) => PartColumn::Text(builder.finish()),
            Self::Key(builder) => PartColumn::Key(builder.hashes),
            Self::Time(builder) => PartColumn::Time(builder.column),
            Self::Number(builder) => PartColumn::Number(builder.column),
        }
    }
}

/// The cells of one column in a run of regular rows.
pub(crate) struct RunCells<'a> {
    pub bytes: &'a [u8],
    /// Where cells start, from the column's cell in the first row on.
    pub starts: &'a [u32],
    pub n_rows: usize,
    /// Cells of a row.
    pub step: usize,
    pub quote: Option<u8>,
    /// May a carriage return stand after the cell?
    pub may_return: bool,
}

impl<'a> RunCells<'a> {
    #[inline(always)]
    fn each(&self, faults: &mut Vec<(u32, Problem)>, mut push: impl FnMut(&[u8]) -> Option<Problem>) {
        let mut room = Vec::new();
        for row in 0..self.n_rows {
            let cell = match self.plain(row) {
                Some((_, cell)) => cell,
                None => self.unescaped(row, &mut room),
            };
            if let Some(problem) = push(cell) {
                faults.push((row as u32, problem));
            }
        }
    }

    /// The cell of a row as it stands, quotes and all, and where.
    #[inline(always)]
    fn raw(&self, row: usize) -> (u32, &'a [u8]) {
        let at = row * self.step;
        let (Some(&start), Some(&next)) = (self.starts.get(at), self.starts.get(at + 1)) else {
            return (0, &[]);
        };
        let cell = self.bytes.get(start as usize..next as usize - 1).unwrap_or(&[]);
        (start, if self.may_return { cell.strip_suffix(b"\r").unwrap_or(cell) } else { cell })
    }

    /// The cell of a row without quotes, and where it starts; `None` if quotes inside it are doubled.
    #[inline(always)]
    pub(crate) fn plain(&self, row: usize) -> Option<(u32, &'a [u8])> {
        let (start, cell) = self.raw(row);
        if self.quote.is_none() || cell.first().copied() != self.quote {
            return Some((start, cell));
        }
        let inside = inside(cell);
        let is_plain = self.quote.is_some_and(|quote| !inside.contains(&quote));
        is_plain.then_some((start + 1, inside))
    }

    /// The cell of a row, doubled quotes as one.
    #[cold]
    pub(crate) fn unescaped<'b>(&self, row: usize, room: &'b mut Vec<u8>) -> &'b [u8] {
        let (_, cell) = self.raw(row);
        let Some(&quote) = cell.first() else { return &[] };
        room.clear();
        let mut pairs = inside(cell).split(|&byte| byte == quote);
        room.extend_from_slice(pairs.next().unwrap_or(&[]));
        while let (Some(_), Some(next)) = (pairs.next(), pairs.next()) {
            room.push(quote);
            room.extend_from_slice(next);
        }
        room
    }
}

/// A quoted cell without its quotes.
#[inline(always)]
fn inside(cell: &[u8]) -> &[u8] {
    cell.get(1..cell.len().max(2) - 1).unwrap_or(&[])
}

/// Without blanks at either end, no-break spaces included.
#[inline]
pub(crate) fn trim(bytes: &[u8], encoding: Encoding) -> &[u8] {
    match (bytes.first(), bytes.last()) {
        (Some(b'!'..=b'~'), Some(b'!'..=b'~')) => bytes,
        _ => trim_slow(bytes, encoding),
    }
}

fn trim_slow(bytes: &[u8], encoding: Encoding) -> &[u8] {
    let no_break: &[u8] = match encoding {
        Encoding::Windows1252 => b"\xa0",
        Encoding::MacRoman => b"\xca",
        _ => b"\xc2\xa0",
    };
    let mut bytes = bytes.trim_ascii();
    loop {
        let next = bytes.strip_prefix(no_break).unwrap_or(bytes);
        let next = next.strip_suffix(no_break).unwrap_or(next).trim_ascii();
        if next.len() == bytes.len() {
            return bytes;
        }
        bytes = next;
    }
}

/// `17850.0` is `17850`; the apostrophe before `'7210448` only guards it.
#[inline]
pub(crate) fn as_id(bytes: &[u8]) -> &[u8] {
    let bytes = match bytes {
        [b'\'', rest @ ..] if !rest.is_empty() => rest,
        _ => bytes,
    };
    match bytes.strip_suffix(b".0") {
        Some(digits) if !digits.is_empty() && digits.iter().all(u8::is_ascii_digit) => digits,
        _ => bytes,
    }
}

/// Is this one of the spellings of nothing? Two letters may be a country (`NA`).
pub(crate) fn is_blank(bytes: &[u8]) -> bool {
    let may_be =
        bytes.len() <= 9 && bytes.first().is_some_and(|byte| !matches!(byte, b'0'..=b'9' | b'o'..=b'z'));
    may_be && !bytes.eq_ignore_ascii_case(b"na") && std::str::from_utf8(bytes).is_ok_and(number::is_blank)
}

/// Texts that only have to be told apart.
pub(crate) struct KeyBuilder {
    encoding: Encoding,
    hashes: Vec<u64>,
}

impl KeyBuilder {
    #[inline]
    pub(crate) fn push(&mut self, cell: &[u8]) {
        let bytes = as_id(trim(cell, self.encoding));
        self.hashes.push(if bytes.is_empty() || is_blank(bytes) { 0 } else { hash::of(bytes) });
    }
}

/// Dates and times.
#[derive(Default)]
pub(crate) struct TimeBuilder {
    encoding: Encoding,
    column: PartTime,
    /// The last ISO day that was read.
    last_text: [u8; 10],
    last_day: i32,
}

impl TimeBuilder {
    #[inline]
    pub(crate) fn push(&mut self, cell: &[u8]) -> Option<Problem> {
        let bytes = trim(cell, self.encoding);
        let Some((day, clock)) = bytes.split_first_chunk::<10>() else { return self.push_slow(bytes) };
        if *day != self.last_text {
            let Some(number) = date::iso_day(day) else { return self.push_slow(bytes) };
            (self.last_text, self.last_day) = (*day, number.0);
        }
        match date::iso_clock(clock) {
            Some(clock) => {
                self.push_fixed(clock, Day(self.last_day));
                None
            }
            None => self.push_slow(bytes),
        }
    }

    #[inline]
    fn push_fixed(&mut self, clock: Clock, day: Day) {
        self.note_clock(&clock);
        let local = i64::from(day.0) * MS_PER_DAY + clock.ms;
        self.column.raw.push((local - i64::from(clock.offset.unwrap_or(0)) * 60_000) << 1);
    }

    #[inline]
    fn note_clock(&mut self, clock: &Clock) {
        let column = &mut self.column;
        column.has_time |= clock.has_time;
        column.am_pm += u64::from(clock.am_pm);
        if let Some(offset) = clock.offset {
            column.with_offset += 1;
            column.offsets.resize(column.raw.len(), 0);
            column.offsets.push(offset);
        }
    }

    #[inline(never)]
    fn push_slow(&mut self, bytes: &[u8]) -> Option<Problem> {
        let text = text_of(bytes, self.encoding);
        match date::careful(text.trim()) {
            Date::Blank => self.column.raw.push(NO_MOMENT.0),
            Date::Bad => {
                self.column.raw.push(NO_MOMENT.0);
                self.column.bad += 1;
                return Some(Problem::BadDate);
            }
            Date::Fixed(clock, day) => self.push_fixed(clock, day),
            Date::Open(clock, numbers) => {
                self.note_clock(&clock);
                let row = self.column.raw.len() as u64;
                self.column.ordered += 1;
                self.column.dotted += u64::from(numbers.dots);
                if let Some(order) = numbers.proof() {
                    self.column.proof(order).add(row);
                }
                self.column.raw.push((numbers.pack() * MS_PER_DAY + clock.ms) << 1 | 1);
            }
        }
        None
    }
}

/// Amounts, quantities, scores.
pub(crate) struct NumberBuilder {
    encoding: Encoding,
    column: PartNumber,
    /// The currency of the last number: 0 is none, `u16::MAX` that there was no number yet.
    last_currency: u16,
}

impl NumberBuilder {
    #[inline]
    pub(crate) fn push(&mut self, cell: &[u8]) -> Option<Problem> {
        match number::plain(cell) {
            Some((value, form)) if self.last_currency == 0 => {
                self.push_value(value, form);
                None
            }
            _ => self.push_slow(cell),
        }
    }

    #[inline]
    fn push_value(&mut self, value: i64, form: Form) {
        let row = self.column.values.len();
        match form {
            Form::Plain => {}
            Form::Proof(mark) => self.column.proof(mark).add(row as u64),
            Form::Open(number::DecimalMark::Dot) => self.column.open_dot.push(row as u32),
            Form::Open(number::DecimalMark::Comma) => self.column.open_comma.push(row as u32),
        }
        self.column.values.push(value);
    }

    #[inline(never)]
    fn push_slow(&mut self, cell: &[u8]) -> Option<Problem> {
        let text = text_of(cell, self.encoding);
        match number::careful(text.trim()) {
            Number::Blank => self.column.values.push(NO_NUMBER),
            Number::Bad => {
                self.column.values.push(NO_NUMBER);
                self.column.bad += 1;
                return Some(Problem::BadNumber);
            }
            Number::Value(value) => {
                self.note_currency(value.currency);
                self.column.percent += u64::from(value.percent);
                self.push_value(value.value, value.form);
            }
        }
        None
    }

    fn note_currency(&mut self, name: &str) {
        let row = self.column.values.len();
        let which = if name.is_empty() {
            0
        } else {
            let known = self.column.currencies.iter().position(|(known, _)| known == name);
            let at = known.unwrap_or_else(|| {
                self.column.currencies.push((name.to_owned(), Default::default()));
                self.column.currencies.len() - 1
            });
            if let Some((_, proof)) = self.column.currencies.get_mut(at) {
                proof.add(row as u64);
            }
            at as u16 + 1
        };
        if which != self.last_currency {
            self.last_currency = which;
            self.column.run_rows.push(row as u32);
            self.column.run_currencies.push(which);
        }
    }
}
