//! A cell as an exact decimal in ten-thousandths, with what it tells about the decimal mark of its column.

use super::currency::{WITHOUT_DECIMALS, currency};
use crate::money::PER_UNIT;

/// The mark before the decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DecimalMark {
    /// `1,234.50`
    #[default]
    Dot,
    /// `1.234,50`
    Comma,
}

/// What the marks in a number tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// Nothing.
    Plain,
    /// The decimal mark of this cell can only be this one.
    Proof(DecimalMark),
    /// This mark stands alone before three digits: decimals or a group of thousands. The value is that of a group;
    /// as decimals it is a thousandth of it.
    Open(DecimalMark),
}

impl Form {
    /// The same of a plain number.
    pub(crate) fn plain(self) -> clientele_cells::Form {
        match self {
            Self::Plain => clientele_cells::Form::Plain,
            Self::Proof(mark) => clientele_cells::Form::Decimal(mark == DecimalMark::Dot),
            Self::Open(mark) => clientele_cells::Form::Open(mark == DecimalMark::Dot),
        }
    }
}

/// What a cell of a number column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Number<'a> {
    /// Nothing, or one of the spellings of nothing.
    Blank,
    /// Something that is no number, or one out of range.
    Bad,
    /// A number.
    Value(Value<'a>),
}

/// A number that was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Value<'a> {
    /// Ten-thousandths, rounded half away from zero.
    pub value: i64,
    /// What its marks tell.
    pub form: Form,
    /// Was it a percentage? The value is the share.
    pub percent: bool,
    /// The currency: a code, or a sign without one; empty if there is none.
    pub currency: &'a str,
}

/// The largest value that is kept, so that sums of millions of rows stay in range.
const LARGEST: i128 = 1 << 62;

/// Any cell: signs, currencies, percent, groups, brackets. `text` is trimmed.
pub(crate) fn careful(text: &str) -> Number<'_> {
    if is_blank(text) {
        return Number::Blank;
    }
    read(text).map_or(Number::Bad, Number::Value)
}

/// The spellings of nothing that exports and people write. Compared without regard to case.
pub(crate) fn is_blank(text: &str) -> bool {
    const BLANKS: [&str; 18] = [
        "",
        "-",
        "--",
        "---",
        "–",
        "—",
        "n/a",
        "#n/a",
        "na",
        "n.a.",
        "nan",
        "null",
        "none",
        "nil",
        "(not set)",
        "(blank)",
        "(null)",
        "<null>",
    ];
    // The only letter that one begins with is an N.
    let may_be =
        text.bytes().next().is_none_or(|first| first | 0x20 == b'n' || !first.is_ascii_alphanumeric());
    may_be && text.len() <= 9 && BLANKS.iter().any(|blank| blank.eq_ignore_ascii_case(text))
}

fn read(text: &str) -> Option<Value<'_>> {
    let is_digit = |c: char| digit(c).is_some();
    let first = text.find(is_digit)?;
    let last =
        text.rfind(is_digit).and_then(|at| text.get(at..)?.chars().next().map(|c| at + c.len_utf8()))?;
    // `.5`: the mark belongs to the number. A mark after a currency (`kr.5`) does not.
    let head = text.get(..first)?;
    let starts_with_mark =
        head.ends_with(['.', ',']) && !head.trim_end_matches(['.', ',']).ends_with(char::is_alphabetic);
    let first = if starts_with_mark { first - 1 } else { first };
    let (before, body, after) = (text.get(..first)?, text.get(first..last)?, text.get(last..)?);
    let edges = edges(before, after)?;
    let (magnitude, form) = body_value(body, edges.power)?;
    let value = i64::try_from(magnitude).ok().filter(|value| i128::from(*value) < LARGEST)?;
    let is_whole_only = WITHOUT_DECIMALS.contains(&edges.currency);
    let form = if is_whole_only && matches!(form, Form::Open(_)) { Form::Plain } else { form };
    Some(Value {
        value: if edges.is_negative { -value } else { value },
        form,
        percent: edges.percent,
        currency: edges.currency,
    })
}

/// What stands around the digits.
#[derive(Default)]
struct Edges<'a> {
    is_negative: bool,
    percent: bool,
    currency: &'a str,
    /// Powers of ten that the value is to be multiplied with.
    power: i32,
}

fn edges<'a>(before: &'a str, after: &'a str) -> Option<Edges<'a>> {
    let mut edges = Edges::default();
    // `10 - Extremely likely`: the ends of a scale carry words.
    if before.is_empty() && after.starts_with(" - ") {
        return Some(edges);
    }
    let (mut signs, mut opened, mut closed) = (0, 0, 0);
    for (part, is_after) in [(before, false), (after, true)] {
        let is_edge =
            |c: char| is_space(c) || matches!(c, '-' | '−' | '+' | '(' | ')' | '%' | '\u{200e}' | '\u{200f}');
        for c in part.chars().filter(|&c| is_edge(c)) {
            match c {
                '-' | '−' => {
                    signs += 1;
                    edges.is_negative = true;
                }
                '+' => signs += 1,
                '(' if !is_after => opened += 1,
                ')' if is_after => closed += 1,
                '(' | ')' => return None,
                '%' if !edges.percent && is_after => edges.percent = true,
                '%' => return None,
                _ => {}
            }
        }
        for word in part.split(is_edge).filter(|word| !word.is_empty()) {
            match (is_after, word) {
                (true, "." | ",") => {}
                (true, "k" | "K") if edges.power == 0 => edges.power = 3,
                (true, "M" | "Mio" | "Mio.") if edges.power == 0 => edges.power = 6,
                (true, "bn" | "B") if edges.power == 0 => edges.power = 9,
                _ if edges.currency.is_empty() => edges.currency = currency(word)?,
                _ => return None,
            }
        }
    }
    if signs > 1 || opened != closed || opened > 1 || (opened == 1 && signs == 1) {
        return None;
    }
    edges.is_negative |= opened == 1;
    edges.power -= if edges.percent { 2 } else { 0 };
    Some(edges)
}

fn is_space(c: char) -> bool {
    c.is_whitespace() || c == '\u{feff}'
}

/// The value of an ASCII or full-width digit.
fn digit(c: char) -> Option<u8> {
    match c {
        '0'..='9' => Some(c as u8 - b'0'),
        '０'..='９' => Some((c as u32 - '０' as u32) as u8),
        _ => None,
    }
}

/// Digits and marks, times ten to `power`, in ten-thousandths, and what the marks tell.
fn body_value(body: &str, power: i32) -> Option<(i128, Form)> {
    if body.contains(':') {
        return duration(body);
    }
    if let Some((mantissa, exponent)) = body.split_once(['e', 'E']) {
        let exponent: i32 = exponent.parse().ok().filter(|e: &i32| e.abs() <= 400)?;
        let marks = marks_of(mantissa)?;
        let decimals = marks.last_mark.map_or(0, |_| marks.after);
        let fits = marks.n_dots + marks.n_commas <= 1 && marks.n_other == 0;
        return fits
            .then(|| scale(marks.digits, power + exponent - decimals))
            .flatten()
            .map(|v| (v, Form::Plain));
    }
    let marks = marks_of(body)?;
    let form = marks.form()?;
    let decimals = match form {
        Form::Proof(mark) if marks.last_mark == Some(mark) && marks.is_decimal => marks.after,
        _ => 0,
    };
    scale(marks.digits, power - decimals).map(|value| (value, form))
}

/// `hh:mm` or `hh:mm:ss` as seconds.
fn duration(body: &str) -> Option<(i128, Form)> {
    let parts: Vec<i128> =
        body.split(':').map(|part| part.parse::<u32>().ok().map(i128::from)).collect::<Option<_>>()?;
    let seconds = match *parts.as_slice() {
        [hours, minutes, seconds] if minutes < 60 && seconds < 60 => hours * 3600 + minutes * 60 + seconds,
        _ => return None,
    };
    Some((seconds * i128::from(PER_UNIT), Form::Plain))
}

/// `digits` times ten to `power`, in ten-thousandths, rounded half away from zero.
fn scale(digits: i128, power: i32) -> Option<i128> {
    let power = power + 4;
    if digits == 0 {
        return Some(0);
    }
    if power >= 0 {
        return 10_i128
            .checked_pow(power.unsigned_abs())?
            .checked_mul(digits)
            .filter(|value| *value < LARGEST);
    }
    let Some(divisor) = 10_i128.checked_pow(power.unsigned_abs()) else { return Some(0) };
    Some((digits + divisor / 2) / divisor)
}

/// The digits of a number and where its marks stand.
#[derive(Default)]
struct Marks {
    digits: i128,
    n_dots: usize,
    n_commas: usize,
    /// Blanks and apostrophes between digits.
    n_other: usize,
    last_mark: Option<DecimalMark>,
    /// Digits after the last dot or comma.
    after: i32,
    /// Lengths of the runs of digits between marks, and the mark before each but the first.
    runs: [(u8, usize); 12],
    n_runs: usize,
    is_decimal: bool,
    leading_zero: bool,
}

fn marks_of(body: &str) -> Option<Marks> {
    let mut marks = Marks { n_runs: 1, ..Marks::default() };
    let mut n_digits = 0;
    for c in body.chars() {
        if let Some(value) = digit(c) {
            marks.leading_zero |= n_digits == 0 && value == 0;
            n_digits += 1;
            // Thirty digits are beyond any amount; further decimals do not change the fourth.
            if n_digits > 30 {
                return None;
            }
            marks.digits = marks.digits * 10 + i128::from(value);
            marks.after += 1;
            marks.runs.get_mut(marks.n_runs - 1)?.1 += 1;
            continue;
        }
        let sign = match c {
            '.' => b'.',
            ',' => b',',
            '\'' | '’' | '‘' | '´' => b'\'',
            _ if is_space(c) => b' ',
            'e' | 'E' => return None,
            _ => return None,
        };
        match sign {
            b'.' => {
                (marks.n_dots, marks.last_mark, marks.after) = (marks.n_dots + 1, Some(DecimalMark::Dot), 0)
            }
            b',' => {
                (marks.n_commas, marks.last_mark, marks.after) =
                    (marks.n_commas + 1, Some(DecimalMark::Comma), 0)
            }
            _ => marks.n_other += 1,
        }
        *marks.runs.get_mut(marks.n_runs)? = (sign, 0);
        marks.n_runs += 1;
    }
    let marks = marks.with_decimal();
    Some(marks)
}

impl Marks {
    /// Can the last dot or comma stand before decimals?
    fn with_decimal(mut self) -> Self {
        let n = match self.last_mark {
            Some(DecimalMark::Dot) => self.n_dots,
            Some(DecimalMark::Comma) => self.n_commas,
            None => 0,
        };
        let is_last = self.runs.get(self.n_runs - 1).is_some_and(|(sign, _)| matches!(sign, b'.' | b','));
        self.is_decimal = n == 1 && is_last;
        self
    }

    /// `None` if the marks make no number.
    fn form(&self) -> Option<Form> {
        let mark = match self.last_mark {
            None => return (self.n_other == 0 || self.are_groups(self.n_runs, b' ')).then_some(Form::Plain),
            Some(mark) => mark,
        };
        let other = if mark == DecimalMark::Dot { DecimalMark::Comma } else { DecimalMark::Dot };
        let (n_same, n_other_mark, sign) = match mark {
            DecimalMark::Dot => (self.n_dots, self.n_commas, b'.'),
            DecimalMark::Comma => (self.n_commas, self.n_dots, b','),
        };
        if !self.is_decimal {
            // The mark repeats, so it separates groups; anything but it would be a second kind of group.
            let is_group =
                n_same >= 2 && n_other_mark == 0 && self.n_other == 0 && self.are_groups(self.n_runs, sign);
            return is_group.then_some(Form::Proof(other));
        }
        let whole_runs = self.n_runs - 1;
        if n_other_mark > 0 || self.n_other > 0 {
            let group =
                if n_other_mark > 0 { if mark == DecimalMark::Dot { b',' } else { b'.' } } else { b' ' };
            let mixed = n_other_mark > 0 && self.n_other > 0;
            return (!mixed && self.are_groups(whole_runs, group)).then_some(Form::Proof(mark));
        }
        let before = self.runs.first().map_or(0, |run| run.1);
        let is_open = self.after == 3 && (1..=3).contains(&before) && !self.leading_zero;
        Some(if is_open { Form::Open(mark) } else { Form::Proof(mark) })
    }

    /// Are the first `n` runs groups of thousands (or of Indian hundreds) separated by `sign`?
    fn are_groups(&self, n: usize, sign: u8) -> bool {
        let Some(runs) = self.runs.get(..n) else { return false };
        let Some(((_, first), rest)) = runs.split_first() else { return false };
        let Some(((_, last), middle)) = rest.split_last() else { return (1..=30).contains(first) };
        let same = |s: u8| s == sign || (sign == b' ' && s == b'\'');
        let of = |size: usize| middle.iter().all(|(s, length)| same(*s) && *length == size);
        let is_sign = rest.iter().all(|(s, _)| same(*s));
        is_sign && *last == 3 && (1..=3).contains(first) && (of(3) || (of(2) && *first <= 2))
    }
}
