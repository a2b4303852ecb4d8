//! Cells into typed columns, one builder for each kind. Plain cells are read by [`clientele_cells`], others here.

use std::borrow::Cow;

use clientele_cells::{Keys, NO_TIME, Numbers, Packed, Run, Times, clock};

use super::date::{self, Clock, Date};
use super::dialect::{Dialect, Encoding};
use super::encoding::text_of;
use super::hash;
use super::number::{self, Number};
use super::part::{PartColumn, PartNumber, PartTime};
use super::text::TextBuilder;
use crate::day::Day;
use crate::issue::Problem;
use crate::moment::MS_PER_DAY;
use crate::table::{NO_NUMBER, Reading};

/// Builds one column.
pub(crate) enum Builder {
    Skip,
    Text(Box<TextBuilder>),
    Key(KeyBuilder),
    Time(Box<TimeBuilder>),
    Number(Box<NumberBuilder>),
}

impl Builder {
    pub(crate) fn new(reading: Reading, dialect: &Dialect) -> Self {
        let encoding = dialect.encoding;
        match reading {
            Reading::Skip => Self::Skip,
            Reading::Text | Reading::Id => {
                Self::Text(Box::new(TextBuilder::new(dialect, reading == Reading::Id)))
            }
            Reading::Key => Self::Key(KeyBuilder { encoding, column: Keys::default() }),
            Reading::Time => Self::Time(Box::new(TimeBuilder { encoding, ..TimeBuilder::default() })),
            Reading::Number => Self::Number(Box::new(NumberBuilder {
                encoding,
                plain: Numbers::default(),
                column: PartNumber::default(),
                last_currency: u16::MAX,
            })),
        }
    }

    /// Appends a cell without quotes; the problem with it, if there is one.
    pub(crate) fn push(&mut self, cell: &[u8]) -> Option<Problem> {
        match self {
            Self::Skip => None,
            Self::Text(builder) => builder.push(cell),
            Self::Key(builder) => {
                builder.column.hashes.push(builder.hash(cell));
                None
            }
            Self::Time(builder) => {
                builder.plain.raw.push(NO_TIME);
                builder.read(builder.plain.raw.len() - 1, cell)
            }
            Self::Number(builder) => {
                builder.plain.values.push(NO_NUMBER);
                builder.read(builder.plain.values.len() - 1, cell)
            }
        }
    }

    /// Appends one cell of each row of a run; problems go to `faults` with their row in the run.
    pub(crate) fn push_run(&mut self, run: &Run<'_>, faults: &mut Vec<(u32, Problem)>) {
        let mut left = Vec::new();
        match self {
            Self::Skip => {}
            Self::Text(builder) => builder.push_run(run, faults),
            Self::Key(builder) => {
                let first = builder.column.hashes.len();
                builder.column.push_run(run, &mut left);
                for row in left {
                    let hash = builder.hash(&unquoted(run.raw(row as usize), run.quote));
                    if let Some(place) = builder.column.hashes.get_mut(first + row as usize) {
                        *place = hash;
                    }
                }
            }
            Self::Time(builder) => {
                let first = builder.plain.raw.len();
                builder.plain.push_run(run, &mut left);
                for row in left {
                    let problem =
                        builder.read(first + row as usize, &unquoted(run.raw(row as usize), run.quote));
                    faults.extend(problem.map(|problem| (row, problem)));
                }
            }
            Self::Number(builder) => {
                let first = builder.plain.values.len();
                builder.plain.push_run(run, &mut left);
                let mut next = first;
                for row in left {
                    let at = first + row as usize;
                    builder.note_plain(next, at);
                    let problem = builder.read(at, &unquoted(run.raw(row as usize), run.quote));
                    faults.extend(problem.map(|problem| (row, problem)));
                    next = at + 1;
                }
                builder.note_plain(next, first + run.n_rows);
            }
        }
    }

    /// The rows since the last part.
    pub(crate) fn take(&mut self) -> PartColumn {
        match self {
            Self::Skip => PartColumn::Skipped,
            Self::Text(builder) => PartColumn::Text(builder.take()),
            Self::Key(builder) => {
                let hashes: Vec<i64> = bytemuck::cast_vec(std::mem::take(&mut builder.column.hashes));
                PartColumn::Key(Packed::from(hashes.as_slice()))
            }
            Self::Time(builder) => PartColumn::Time(builder.take()),
            Self::Number(builder) => PartColumn::Number(builder.take()),
        }
    }
}

/// A cell of a regular row without the quotes around it, doubled ones inside as one.
pub(crate) fn unquoted(raw: &[u8], quote: Option<u8>) -> Cow<'_, [u8]> {
    let Some(quote) = quote.filter(|quote| raw.first() == Some(quote)) else { return raw.into() };
    let inside = raw.get(1..raw.len().max(2) - 1).unwrap_or(&[]);
    if !inside.contains(&quote) {
        return inside.into();
    }
    let mut text = Vec::with_capacity(inside.len());
    let mut pairs = inside.split(|&byte| byte == quote);
    text.extend_from_slice(pairs.next().unwrap_or(&[]));
    while let (Some(_), Some(next)) = (pairs.next(), pairs.next()) {
        text.push(quote);
        text.extend_from_slice(next);
    }
    text.into()
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
    column: Keys,
}

impl KeyBuilder {
    fn hash(&self, cell: &[u8]) -> u64 {
        let bytes = as_id(trim(cell, self.encoding));
        if bytes.is_empty() || is_blank(bytes) { 0 } else { hash::of(bytes) }
    }
}

/// Dates and times.
#[derive(Default)]
pub(crate) struct TimeBuilder {
    encoding: Encoding,
    plain: Times,
    column: PartTime,
}

impl TimeBuilder {
    /// Reads a cell into the row that waits for it.
    fn read(&mut self, row: usize, cell: &[u8]) -> Option<Problem> {
        let bytes = trim(cell, self.encoding);
        if let Some((text, rest)) = bytes.split_first_chunk::<10>()
            && let (Some(day), Some(clock)) = (date::iso_day(text), clock(rest))
        {
            self.plain.learn(text, day.0);
            self.put(row, &clock, day);
            return None;
        }
        let text = text_of(bytes, self.encoding);
        match date::careful(text.trim()) {
            Date::Blank => {}
            Date::Bad => {
                self.column.bad += 1;
                return Some(Problem::BadDate);
            }
            Date::Fixed(clock, day) => self.put(row, &clock, day),
            Date::Open(clock, numbers) => {
                self.note(&clock, row);
                self.column.ordered += 1;
                self.column.dotted += u64::from(numbers.dots);
                if let Some(order) = numbers.proof() {
                    self.column.proof(order).add(row as u64);
                }
                self.set(row, (numbers.pack() * MS_PER_DAY + clock.ms) << 1 | 1);
            }
        }
        None
    }

    fn put(&mut self, row: usize, clock: &Clock, day: Day) {
        self.note(clock, row);
        self.set(row, clock.moment(day.0) << 1);
    }

    fn note(&mut self, clock: &Clock, row: usize) {
        self.column.am_pm += u64::from(clock.am_pm);
        self.plain.note(clock, row);
    }

    fn set(&mut self, row: usize, raw: i64) {
        if let Some(place) = self.plain.raw.get_mut(row) {
            *place = raw;
        }
    }

    fn take(&mut self) -> PartTime {
        let column = std::mem::take(&mut self.column);
        let (raw, offsets, has_time, with_offset) = self.plain.take();
        PartTime { raw: Packed::from(raw.as_slice()), offsets, has_time, with_offset, ..column }
    }
}

/// Amounts, quantities, scores.
pub(crate) struct NumberBuilder {
    encoding: Encoding,
    plain: Numbers,
    column: PartNumber,
    /// The currency of the last number: 0 is none, `u16::MAX` that there was no number yet.
    last_currency: u16,
}

impl NumberBuilder {
    /// Reads a cell into the row that waits for it.
    fn read(&mut self, row: usize, cell: &[u8]) -> Option<Problem> {
        let cell = trim(cell, self.encoding);
        if let Some((value, form)) = clientele_cells::plain(cell) {
            self.note_currency("", row);
            self.plain.note(form, row);
            self.set(row, value);
            return None;
        }
        let text = text_of(cell, self.encoding);
        match number::careful(text.trim()) {
            Number::Blank => {}
            Number::Bad => {
                self.column.bad += 1;
                return Some(Problem::BadNumber);
            }
            Number::Value(value) => {
                self.note_currency(value.currency, row);
                self.column.percent += u64::from(value.percent);
                self.plain.note(value.form.plain(), row);
                self.set(row, value.value);
            }
        }
        None
    }

    fn set(&mut self, row: usize, value: i64) {
        if let Some(place) = self.plain.values.get_mut(row) {
            *place = value;
        }
    }

    /// Plain numbers in these rows name no currency.
    fn note_plain(&mut self, from: usize, to: usize) {
        if self.last_currency != 0 {
            let rows = self.plain.values.get(from..to).unwrap_or(&[]);
            if let Some(first) = rows.iter().position(|&value| value != NO_NUMBER) {
                self.note_currency("", from + first);
            }
        }
    }

    fn note_currency(&mut self, name: &str, row: usize) {
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

    fn take(&mut self) -> PartNumber {
        self.last_currency = u16::MAX;
        let Numbers { values, dot, comma, open_dot, open_comma } = std::mem::take(&mut self.plain);
        let column = std::mem::take(&mut self.column);
        let values = Packed::from(values.as_slice());
        PartNumber { values, dot: dot.into(), comma: comma.into(), open_dot, open_comma, ..column }
    }
}
