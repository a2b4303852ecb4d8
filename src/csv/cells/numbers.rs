//! Amounts and quantities of digits with one mark at most.

use super::run::Run;

/// Stands where there is no number.
pub const NO_NUMBER: i64 = i64::MIN;

/// What the mark in a number tells about the column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// No mark.
    Plain,
    /// The mark (a dot, or else a comma) can only stand before decimals.
    Decimal(bool),
    /// The mark stands before three digits: it may separate thousands. The value is that of thousands.
    Open(bool),
}

/// How many rows, and the first of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Seen {
    /// How many.
    pub rows: u64,
    /// The first; means nothing where there is none.
    pub first: u64,
}

impl Seen {
    /// One more.
    #[inline(always)]
    pub fn add(&mut self, row: u64) {
        if self.rows == 0 || row < self.first {
            self.first = row;
        }
        self.rows += 1;
    }
}

/// Builds a column of numbers in ten-thousandths.
#[derive(Debug, Default)]
pub struct Numbers {
    /// One a row; [`NO_NUMBER`] where there is none. As groups of thousands where that is open.
    pub values: Vec<i64>,
    /// Rows that can only have a dot, or a comma, before decimals.
    pub dot: Seen,
    /// See `dot`.
    pub comma: Seen,
    /// Rows where a lone dot, or a lone comma, stands before three digits.
    pub open_dot: Vec<u32>,
    /// See `open_dot`.
    pub open_comma: Vec<u32>,
}

impl Numbers {
    /// Appends the cells of a run. The rows that are left to the caller go to `left`, counted in the run; their place
    /// is kept by [`NO_NUMBER`].
    #[inline(never)]
    pub fn push_run(&mut self, run: &Run<'_>, left: &mut Vec<u32>) {
        self.values.reserve(run.n_rows);
        for (row, place) in (0..).zip(run.places()) {
            let (start, end) = run.inside(place);
            let read = match end - start {
                0 if place.0 == place.1 => {
                    self.values.push(NO_NUMBER);
                    continue;
                }
                1..=8 => match run.bytes.get(start..).and_then(<[u8]>::first_chunk::<8>) {
                    Some(chunk) => short(u64::from_le_bytes(*chunk), end - start),
                    None => plain(run.bytes.get(start..end).unwrap_or(&[])),
                },
                _ => plain(run.bytes.get(start..end).unwrap_or(&[])),
            };
            let value = match read {
                Some((value, form)) => {
                    self.note(form, self.values.len());
                    value
                }
                None => {
                    left.push(row);
                    NO_NUMBER
                }
            };
            self.values.push(value);
        }
    }

    /// Notes what the mark of a row tells.
    #[inline(always)]
    pub fn note(&mut self, form: Form, row: usize) {
        match form {
            Form::Plain => {}
            Form::Decimal(true) => self.dot.add(row as u64),
            Form::Decimal(false) => self.comma.add(row as u64),
            Form::Open(true) => self.open_dot.push(row as u32),
            Form::Open(false) => self.open_comma.push(row as u32),
        }
    }
}

/// Each byte of a word.
const fn each(byte: u8) -> u64 {
    byte as u64 * 0x0101_0101_0101_0101
}

/// The number in the first `length` bytes of a word, 1 to 8, without a loop over its digits.
///
/// Source of the conversion: D. Lemire, W. Mula, "Quickly parsing eight digits" (2018): pairs, then fours, then eight.
#[inline(always)]
fn short(word: u64, length: usize) -> Option<(i64, Form)> {
    let mut word = word & (u64::MAX >> (64 - 8 * length));
    let mut length = length;
    let is_negative = word as u8 == b'-';
    if is_negative {
        word >>= 8;
        length -= 1;
    }
    // A comma is a dot but for one bit; the lowest byte that matches is found without error.
    let marks = (word | each(2)) ^ each(b'.');
    let zeros = marks.wrapping_sub(each(1)) & !marks & each(0x80);
    let mut after = 0;
    let mut mark = 0;
    let n_digits;
    if zeros == 0 {
        n_digits = length;
    } else {
        let before = zeros.trailing_zeros() as usize / 8;
        if before >= length {
            return None;
        }
        mark = (word >> (8 * before)) as u8;
        let low = word & !(u64::MAX << (8 * before));
        // Two shifts: one of eight bytes is none.
        word = low | (word >> (8 * before) >> 8 << (8 * before));
        n_digits = length - 1;
        after = n_digits - before;
    }
    if n_digits == 0 || after > 4 {
        return None;
    }
    let first = word as u8;
    let digits = (word ^ (each(b'0') & (u64::MAX >> (64 - 8 * n_digits)))) << (64 - 8 * n_digits);
    if (digits.wrapping_add(each(0x76)) | digits) & each(0x80) != 0 {
        return None;
    }
    let pairs = digits.wrapping_mul(10).wrapping_add(digits >> 8) & 0x00ff_00ff_00ff_00ff;
    let fours = pairs.wrapping_mul(100).wrapping_add(pairs >> 16) & 0x0000_ffff_0000_ffff;
    let value = fours.wrapping_mul(10_000).wrapping_add(fours >> 32) & 0xffff_ffff;
    finish(value as i64, is_negative, mark, n_digits - after, after, first)
}

/// Digits with one mark at most, as nearly all cells are: no signs but a minus, no groups. `None`: read with care.
pub fn plain(cell: &[u8]) -> Option<(i64, Form)> {
    let (is_negative, digits) = match cell.split_first() {
        Some((b'-', rest)) => (true, rest),
        _ => (false, cell),
    };
    let &first = digits.first()?;
    if digits.len() > 15 {
        return None;
    }
    let (mut value, mut mark, mut after) = (0_i64, 0_u8, 0_usize);
    for &byte in digits {
        let digit = byte.wrapping_sub(b'0');
        if digit < 10 {
            value = value * 10 + i64::from(digit);
            after += usize::from(mark != 0);
        } else if (byte == b'.' || byte == b',') && mark == 0 {
            mark = byte;
        } else {
            return None;
        }
    }
    let n_digits = digits.len() - usize::from(mark != 0);
    finish(value, is_negative, mark, n_digits - after, after, first)
}

/// What digits and a mark with so many digits before and after it make.
#[inline(always)]
fn finish(
    digits: i64,
    is_negative: bool,
    mark: u8,
    before: usize,
    after: usize,
    first: u8,
) -> Option<(i64, Form)> {
    // Fifteen digits at most: times ten thousand they stay below 2^63 only up to fourteen before the mark.
    const POWERS: [i64; 5] = [10_000, 1000, 100, 10, 1];
    let scaled = digits.checked_mul(*POWERS.get(after)?)?;
    let value = if is_negative { -scaled } else { scaled };
    if mark == 0 {
        return Some((value, Form::Plain));
    }
    if before + after == 0 {
        return None;
    }
    let is_dot = mark == b'.';
    if after == 3 && (1..=3).contains(&before) && first != b'0' {
        return value.checked_mul(1000).map(|value| (value, Form::Open(is_dot)));
    }
    Some((value, Form::Decimal(is_dot)))
}
