//! A cell as a date or a point in time, with what it tells about the order of day and month in its column.

use clientele_cells::{fraction, signed, two};

pub(crate) use clientele_cells::Clock;

use super::date_words::{Word, word};
use crate::day::Day;
use crate::letters;
use crate::moment::MS_PER_DAY;
use crate::num::decimal;

/// The order of the numbers in dates such as `3/5/2024` and `08-11-16`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DateOrder {
    /// `31/12/2024`
    #[default]
    DayMonthYear,
    /// `12/31/2024`
    MonthDayYear,
    /// `24-12-31`; dates that begin with a year of four digits are always read so.
    YearMonthDay,
}

/// What a cell of a date column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Date {
    /// Nothing, or one of the spellings of nothing.
    Blank,
    /// Something that is no date.
    Bad,
    /// A date that can be read in one way only.
    Fixed(Clock, Day),
    /// Three numbers whose order the column decides.
    Open(Clock, Numbers),
}

/// Three numbers in the order of the text; the last is the year if it has four digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Numbers {
    pub x: u32,
    pub y: u32,
    pub z: u32,
    /// Do dots stand between them?
    pub dots: bool,
}

impl Numbers {
    /// The day under an order; `None` if the calendar has no such day.
    pub(crate) fn day(self, order: DateOrder) -> Option<Day> {
        let (x, y, z) = (self.x, self.y, self.z);
        let (year, month, day) = match order {
            DateOrder::DayMonthYear => (z, y, x),
            DateOrder::MonthDayYear => (z, x, y),
            DateOrder::YearMonthDay if z < 100 => (x, y, z),
            DateOrder::YearMonthDay => return None,
        };
        Day::from_ymd(full_year(year), month, day)
    }

    /// Is this the only order that makes it a day? (A two-digit year may lead only where no other order fits.)
    pub(crate) fn proof(self) -> Option<DateOrder> {
        let fits = |order| self.day(order).is_some();
        match (fits(DateOrder::DayMonthYear), fits(DateOrder::MonthDayYear), fits(DateOrder::YearMonthDay)) {
            (true, false, _) => Some(DateOrder::DayMonthYear),
            (false, true, _) => Some(DateOrder::MonthDayYear),
            (false, false, true) => Some(DateOrder::YearMonthDay),
            _ => None,
        }
    }

    /// As one number, below 10^8.
    pub(crate) fn pack(self) -> i64 {
        i64::from(self.x * 1_000_000 + self.y * 10_000 + self.z)
    }

    pub(crate) fn unpack(packed: i64) -> Self {
        let packed = packed.clamp(0, 99_999_999) as u32;
        Self { x: packed / 1_000_000, y: packed / 10_000 % 100, z: packed % 10_000, dots: false }
    }
}

/// Two digits stand for 1969..=2068, as POSIX has it.
fn full_year(year: u32) -> i32 {
    match year {
        0..=68 => year as i32 + 2000,
        69..=99 => year as i32 + 1900,
        _ => year as i32,
    }
}

/// The day of `2024-03-05` at the start of a cell.
#[inline]
pub(crate) fn iso_day(bytes: &[u8; 10]) -> Option<Day> {
    let &[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = bytes else { return None };
    let year = two(y1, y2)? * 100 + two(y3, y4)?;
    Day::from_ymd(year as i32, two(m1, m2)? as u32, two(d1, d2)? as u32)
}

/// Any cell, trimmed.
pub(crate) fn careful(text: &str) -> Date {
    if super::number::is_blank(text) || text == "0000" || text.starts_with("0000-00-00") {
        return Date::Blank;
    }
    if text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') && text.matches('.').count() <= 1 {
        return digits(text).map_or(Date::Bad, |(clock, day)| Date::Fixed(clock, day));
    }
    let mut parts = Parts::default();
    if text.len() > 80 || parts.scan(text).is_none() {
        return Date::Bad;
    }
    parts.date().unwrap_or(Date::Bad)
}

/// A cell of digits alone, by their number: a compact date, seconds or milliseconds since 1970, or the serial day
/// of a spreadsheet (1 is 1 January 1900).
fn digits(text: &str) -> Option<(Clock, Day)> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let number: i64 = whole.parse().ok()?;
    let compact = |n: usize| {
        let field = |from: usize, to: usize| whole.get(from..to).and_then(|t| t.parse::<u32>().ok());
        let year = field(0, 4).filter(|year| (1900..2100).contains(year))?;
        let day = Day::from_ymd(year as i32, field(4, 6)?, field(6, 8)?)?;
        let time = |at: usize| if at < n { field(at, at + 2) } else { Some(0) };
        let (h, m, s) = (time(8)?, time(10)?, time(12)?);
        let ms = i64::from(h * 3600 + m * 60 + s) * 1000;
        let clock = Clock { ms, has_time: n > 8, ..Clock::default() };
        (h < 24 && m < 60 && s < 60 && part.is_empty()).then_some((clock, day))
    };
    let since_1970 = |ms: i64| {
        let clock = Clock { ms: ms.rem_euclid(MS_PER_DAY), offset: Some(0), has_time: true, am_pm: false };
        Some((clock, Day(ms.div_euclid(MS_PER_DAY) as i32)))
    };
    match whole.len() {
        8 => compact(8),
        10 => compact(10).or_else(|| since_1970(number * 1000 + fraction(format!(".{part}0").as_bytes())?.0)),
        12 => compact(12),
        13 => since_1970(number),
        14 => compact(14),
        16 => since_1970(number / 1000),
        5 if (20_000..80_000).contains(&number) => {
            let share: f64 = if part.is_empty() { 0.0 } else { decimal::read(&format!("0.{part}"))? };
            let seconds = (share * 86_400.0).round() as i64;
            let clock = Clock { ms: seconds * 1000, has_time: !part.is_empty(), ..Clock::default() };
            // Serial 25569 is 1 January 1970.
            Some((clock, Day((number - 25_569) as i32)))
        }
        _ => None,
    }
}

/// The numbers, the month's name and the clock of a date text.
#[derive(Default)]
struct Parts {
    numbers: [(u32, usize); 3],
    n: usize,
    dots: bool,
    month: Option<u8>,
    /// Numbers that stood before the month's name.
    before_month: usize,
    time: Option<i64>,
    half: Option<bool>,
    offset: Option<i16>,
    is_quarter: bool,
}

impl Parts {
    /// Takes the text apart. `None` if something in it belongs in no date.
    fn scan(&mut self, text: &str) -> Option<()> {
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            let is_zone = self.time.is_some() && matches!(c, '+' | '-' | '−');
            if c.is_ascii_digit() {
                rest = self.number(rest)?;
            } else if is_zone {
                rest = self.zone(c, rest.get(c.len_utf8()..)?)?;
            } else if c.is_alphabetic() {
                let end = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
                self.word(&letters::in_small(rest.get(..end)?), rest.get(end..)?)?;
                rest = rest.get(end..)?;
            } else {
                match c {
                    // The name of a zone, as JavaScript writes it.
                    '(' if self.offset.is_some() => return rest.ends_with(')').then_some(()),
                    '.' if self.n > 0 => self.dots |= self.time.is_none(),
                    '-' | '/' | ',' | '.' | '\'' => {}
                    _ if c.is_whitespace() || matches!(c, '\u{200e}' | '\u{202f}') => {}
                    _ => return None,
                }
                rest = rest.get(c.len_utf8()..)?;
            }
        }
        Some(())
    }

    fn number<'a>(&mut self, text: &'a str) -> Option<&'a str> {
        let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
        let (digits, rest) = text.split_at_checked(end)?;
        if rest.starts_with(':') {
            return self.clock(text);
        }
        let value = digits.parse().ok().filter(|_| digits.len() <= 4)?;
        if self.half.is_none() && self.time.is_none() && self.n == 3 {
            return self.hour_alone(value, rest);
        }
        *self.numbers.get_mut(self.n)? = (value, digits.len());
        self.n += 1;
        Some(rest)
    }

    /// `3/5/2024 2 PM`: an hour without minutes.
    fn hour_alone<'a>(&mut self, hour: u32, rest: &'a str) -> Option<&'a str> {
        let tail = rest.trim_start();
        let has_half = tail
            .get(..2)
            .is_some_and(|half| half.eq_ignore_ascii_case("am") || half.eq_ignore_ascii_case("pm"));
        if !has_half || !(1..=12).contains(&hour) {
            return None;
        }
        self.time = Some(i64::from(hour) * 3_600_000);
        Some(rest)
    }

    /// `14:02`, `14:02:11`, `14:02:11.123`.
    fn clock<'a>(&mut self, text: &'a str) -> Option<&'a str> {
        if self.time.is_some() {
            return None;
        }
        let mut fields = [0_i64; 3];
        let mut rest = text;
        for (i, field) in fields.iter_mut().enumerate() {
            let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
            *field = rest.get(..end).filter(|digits| (1..=2).contains(&digits.len()))?.parse().ok()?;
            rest = rest.get(end..)?;
            match rest.strip_prefix(':') {
                Some(tail) if i < 2 => rest = tail,
                _ => break,
            }
        }
        let [hours, minutes, seconds] = fields;
        if hours > 23 || minutes > 59 || seconds > 60 {
            return None;
        }
        let (ms, tail) = fraction(rest.as_bytes()).unwrap_or((0, rest.as_bytes()));
        self.time = Some((hours * 3600 + minutes * 60 + seconds) * 1000 + ms);
        rest.get(rest.len() - tail.len()..)
    }

    /// `0500`, `05`, `05:00` after the sign.
    fn zone<'a>(&mut self, sign: char, text: &'a str) -> Option<&'a str> {
        let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
        let (digits, rest) = text.split_at_checked(end)?;
        let (hours, minutes, rest) = match (digits.len(), rest.strip_prefix(':')) {
            (1 | 2, Some(tail)) => {
                let (minutes, tail) = tail.split_at_checked(2)?;
                (digits.parse().ok()?, minutes.parse().ok()?, tail)
            }
            (1 | 2, None) => (digits.parse().ok()?, 0, rest),
            (4, None) => (digits.get(..2)?.parse().ok()?, digits.get(2..)?.parse().ok()?, rest),
            _ => return None,
        };
        self.offset = Some(signed(if sign == '+' { b'+' } else { b'-' }, hours, minutes)?);
        Some(rest)
    }

    fn word(&mut self, text: &str, rest: &str) -> Option<()> {
        match word(text) {
            Word::Month(_) if self.month.is_some() => return None,
            Word::Month(month) => (self.month, self.before_month) = (Some(month), self.n),
            Word::Am => self.half = Some(false),
            Word::Pm => self.half = Some(true),
            Word::Zone(minutes) => self.offset = Some(minutes),
            Word::Filler => {}
            Word::Unknown if text == "q" && rest.starts_with(|c: char| ('1'..='4').contains(&c)) => {
                self.is_quarter = true;
            }
            // `a.m.` comes in two words.
            Word::Unknown if text == "m" && self.half.is_some() => {}
            Word::Unknown => return None,
        }
        Some(())
    }

    fn date(&self) -> Option<Date> {
        let clock = self.clock_of()?;
        let fixed = |year: u32, month: u32, day: u32| {
            Day::from_ymd(full_year(year), month, day).map(|day| Date::Fixed(clock, day))
        };
        let numbers = self.numbers.get(..self.n)?;
        match (self.month.map(u32::from), numbers) {
            _ if self.is_quarter => match *numbers {
                [(quarter @ 1..=4, 1), (year, 4)] | [(year, 4), (quarter @ 1..=4, 1)]
                    if self.time.is_none() =>
                {
                    fixed(year, quarter * 3 - 2, 1)
                }
                _ => None,
            },
            // The month alone: its first day, if the year is whole.
            (Some(month), &[(year, 4)]) => fixed(year, month, 1),
            (Some(month), &[(year, 4), (day, 1 | 2)]) => fixed(year, month, day),
            (Some(month), &[(day, 1 | 2), (year, 4 | 2)]) => fixed(year, month, day),
            (None, &[(year, 4), (month, 1 | 2), (day, 1 | 2)]) => fixed(year, month, day),
            (None, &[(x, 1 | 2), (y, 1 | 2), (z, digits @ (2 | 4))]) => {
                let is_year = digits == 2 || z >= 1000;
                let numbers = Numbers { x, y, z, dots: self.dots };
                let orders = [DateOrder::DayMonthYear, DateOrder::MonthDayYear, DateOrder::YearMonthDay];
                let fits = is_year && orders.into_iter().any(|order| numbers.day(order).is_some());
                fits.then_some(Date::Open(clock, numbers))
            }
            _ => None,
        }
    }

    fn clock_of(&self) -> Option<Clock> {
        let mut ms = self.time.unwrap_or(0);
        let hour = ms / 3_600_000;
        match self.half {
            Some(_) if self.time.is_none() => return None,
            Some(_) if hour > 12 => {}
            Some(false) if hour == 12 => ms -= 12 * 3_600_000,
            Some(true) if hour < 12 => ms += 12 * 3_600_000,
            _ => {}
        }
        Some(Clock { ms, offset: self.offset, has_time: self.time.is_some(), am_pm: self.half.is_some() })
    }
}
