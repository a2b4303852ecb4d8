//! How numbers, money, shares, days and spans are written for the reader. The reader's habits are data that the
//! page hands in; nothing here asks a system for them.
//!
//! Rounding is to the nearest, halves away from zero, of the shortest decimal that names the number: 1.005 with two
//! decimals is `1.01`, as a reader expects and as the `Intl` of browsers writes it. Zero never has a sign. A number
//! that is not finite is written as [`UNKNOWN`].

use std::rc::Rc;

use crate::day::{DAYS_PER_MONTH, Day};
use crate::message::Words;
use crate::num::decimal::rounded;

/// Stands where there is no number.
pub const UNKNOWN: &str = "\u{2013}";

/// The habits of one reader.
#[derive(Debug, Clone, PartialEq)]
pub struct Locale {
    /// Ten digits, from zero.
    pub digits: [char; 10],
    /// Between whole units and the rest.
    pub decimal: String,
    /// Between groups of digits.
    pub group: String,
    /// Digits of the group next to the decimal mark: 3 almost everywhere. 0 writes no groups.
    pub group_size: u8,
    /// Digits of the further groups: 3, or 2 in India.
    pub group_size_further: u8,
    /// Digits that must stand before the first group mark: 1 writes `1,000`; 2 writes `1000` and `10,000`.
    pub min_grouping: u8,
    /// Before a number below zero.
    pub minus: String,
    /// Around a number of per cent.
    pub percent: Affix,
    /// Around an amount; `None` where the currency is not known.
    pub currency: Option<Currency>,
    /// Marks of large numbers, the smallest first. Empty writes them in full.
    pub compact: Vec<Compact>,
    /// January to December in two to four letters.
    pub months_short: [String; 12],
    /// January to December in full.
    pub months_long: [String; 12],
    /// A day: `{d}` or `{dd}`, `{m}` or `{mm}`, `{mon}` or `{month}`, `{y}` stand for its parts.
    pub day_pattern: String,
    /// A month of a year, of the same parts.
    pub month_pattern: String,
    /// The names of spans of time.
    pub spans: Spans,
    /// Is the text written from right to left?
    pub right_to_left: bool,
    /// The language of the reader; empty is English.
    pub words: Rc<Words>,
}

/// What stands before and after a number, blanks included.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Affix {
    /// Before it.
    pub prefix: String,
    /// After it.
    pub suffix: String,
}

/// How amounts are written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Currency {
    /// The symbol on its side, blanks included.
    pub affix: Affix,
    /// Decimals of the smallest coin: 2 for most, 0 for the yen.
    pub decimals: u8,
}

/// The mark of a power of ten.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compact {
    /// 3 for thousands.
    pub power: u8,
    /// Written after the number, blanks included.
    pub suffix: String,
}

/// The names of spans, each with `{n}` where the number goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spans {
    /// Seconds.
    pub second: SpanName,
    /// Minutes.
    pub minute: SpanName,
    /// Hours.
    pub hour: SpanName,
    /// Days.
    pub day: SpanName,
    /// Months of 365.25 / 12 days.
    pub month: SpanName,
    /// Years of 365.25 days.
    pub year: SpanName,
}

/// One unit of time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpanName {
    /// For exactly one.
    pub one: String,
    /// For any other number.
    pub other: String,
}

impl Locale {
    /// A number of things.
    pub fn count(&self, n: usize) -> String {
        self.dress(false, &n.to_string())
    }

    /// A number with this many decimals.
    pub fn number(&self, value: f64, decimals: u8) -> String {
        match rounded(value, decimals) {
            Some((negative, digits)) => self.dress(negative, &digits),
            None => UNKNOWN.into(),
        }
    }

    /// A number in three figures at most, with the mark of its power: `1.23M`.
    pub fn compact(&self, value: f64) -> String {
        self.compact_within(value, &Affix::default())
    }

    /// 0 to 1 in per cent. Whole per cent as a rule; a decimal under 1 and over 99, so that only a true zero reads as
    /// 0 % and only a true whole as 100 %.
    pub fn share(&self, share: f64) -> String {
        let percent = 100.0 * share;
        let (sign, shown, decimals) = match percent {
            p if p > 0.0 && p < 0.05 => ("<", 0.1, 1),
            p if p > 99.95 && p < 100.0 => (">", 99.9, 1),
            p if (p > 0.0 && p < 1.0) || (p > 99.0 && p < 100.0) => ("", p, 1),
            p => ("", p, 0),
        };
        format!("{sign}{}", self.percent(shown, decimals))
    }

    /// 0 to 1 in per cent with this many decimals, for columns that must line up.
    pub fn share_to(&self, share: f64, decimals: u8) -> String {
        self.percent(100.0 * share, decimals)
    }

    /// An amount to the smallest coin; two decimals where the currency is not known.
    pub fn money(&self, units: f64) -> String {
        self.money_to(units, self.currency.as_ref().map_or(2, |currency| currency.decimals))
    }

    /// An amount in whole units, for titles and sums.
    pub fn money_whole(&self, units: f64) -> String {
        self.money_to(units, 0)
    }

    /// An amount in three figures at most, with the mark of its power: `$1.23M`. For axes and labels.
    pub fn money_compact(&self, units: f64) -> String {
        self.compact_within(units, &self.money_affix())
    }

    /// A day: `30 Sep 1997`.
    pub fn day(&self, day: Day) -> String {
        self.fill(&self.day_pattern, day)
    }

    /// The month of a day: `Sep 1997`.
    pub fn month(&self, day: Day) -> String {
        self.fill(&self.month_pattern, day)
    }

    /// A number of days: `12 days`; one decimal under ten where there is any.
    pub fn days(&self, days: f64) -> String {
        self.span(days, &self.spans.day)
    }

    /// A span of time in its largest fitting unit: `45 s`, `12 min`, `3.5 h`, `9 days`, `4 months`.
    pub fn span_seconds(&self, seconds: f64) -> String {
        const DAY: f64 = 86_400.0;
        // Months and years only from two on: "1.4 months" tells less than "43 days".
        let units = [
            (12.0 * DAYS_PER_MONTH * DAY, 2.0, &self.spans.year),
            (DAYS_PER_MONTH * DAY, 2.0, &self.spans.month),
            (DAY, 1.0, &self.spans.day),
            (3600.0, 1.0, &self.spans.hour),
            (60.0, 1.0, &self.spans.minute),
        ];
        // A twentieth less, because 59.97 s is written as 1 min.
        let fits = units.into_iter().find(|(size, least, _)| seconds.abs() / size >= least - 0.05);
        match fits {
            Some((size, _, name)) => self.span(seconds / size, name),
            None => self.span(seconds, &self.spans.second),
        }
    }

    fn percent(&self, percent: f64, decimals: u8) -> String {
        self.within(percent, decimals, &self.percent)
    }

    fn money_to(&self, units: f64, decimals: u8) -> String {
        self.within(units, decimals, &self.money_affix())
    }

    fn money_affix(&self) -> Affix {
        self.currency.as_ref().map(|currency| currency.affix.clone()).unwrap_or_default()
    }

    fn within(&self, value: f64, decimals: u8, affix: &Affix) -> String {
        match rounded(value, decimals) {
            Some((negative, digits)) => {
                let minus = if negative { self.minus.as_str() } else { "" };
                format!("{minus}{}{}{}", affix.prefix, self.dress(false, &digits), affix.suffix)
            }
            None => UNKNOWN.into(),
        }
    }

    fn compact_within(&self, value: f64, affix: &Affix) -> String {
        let mut scale = (1.0, "");
        for mark in &self.compact {
            let size = libm::pow(10.0, f64::from(mark.power));
            // 999 950 rounds to a million in three figures.
            if value.abs() >= 0.9995 * size {
                scale = (size, mark.suffix.as_str());
            }
        }
        let scaled = value / scale.0;
        let decimals = match scaled.abs() {
            a if a < 9.995 => 2,
            a if a < 99.95 => 1,
            _ => 0,
        };
        let Some((negative, digits)) = rounded(scaled, decimals) else { return UNKNOWN.into() };
        let digits = if digits.contains('.') {
            digits.trim_end_matches('0').trim_end_matches('.')
        } else {
            digits.as_str()
        };
        let minus = if negative { self.minus.as_str() } else { "" };
        format!("{minus}{}{}{}{}", affix.prefix, self.dress(false, digits), scale.1, affix.suffix)
    }

    fn span(&self, n: f64, name: &SpanName) -> String {
        let tenths = rounded(n, 1).map(|(_, digits)| digits);
        let decimals = u8::from(n.abs() < 9.95 && tenths.is_some_and(|digits| !digits.ends_with(".0")));
        let written = self.number(n, decimals);
        let pattern = if written == self.count(1) { &name.one } else { &name.other };
        pattern.replace("{n}", &written)
    }

    fn fill(&self, pattern: &str, day: Day) -> String {
        let (year, month, day) = day.ymd();
        let name = |names: &[String; 12]| names.get(month as usize - 1).cloned().unwrap_or_default();
        let plain = |text: String| text.chars().map(|c| self.digit(c)).collect::<String>();
        pattern
            .replace("{dd}", &plain(format!("{day:02}")))
            .replace("{d}", &plain(day.to_string()))
            .replace("{mm}", &plain(format!("{month:02}")))
            .replace("{month}", &name(&self.months_long))
            .replace("{mon}", &name(&self.months_short))
            .replace("{m}", &plain(month.to_string()))
            .replace("{y}", &plain(year.to_string()))
    }

    /// Writes plain decimal digits with the reader's marks.
    fn dress(&self, negative: bool, digits: &str) -> String {
        let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
        let mut text = String::new();
        if negative {
            text.push_str(&self.minus);
        }
        let (first, further) = (usize::from(self.group_size), usize::from(self.group_size_further));
        let grouped = first > 0 && whole.len() >= first + usize::from(self.min_grouping.max(1));
        for (i, c) in whole.chars().enumerate() {
            let left = whole.len() - i;
            let at_mark = left == first || (further > 0 && left > first && (left - first) % further == 0);
            if grouped && i > 0 && at_mark {
                text.push_str(&self.group);
            }
            text.push(self.digit(c));
        }
        if !part.is_empty() {
            text.push_str(&self.decimal);
            text.extend(part.chars().map(|c| self.digit(c)));
        }
        text
    }

    fn digit(&self, c: char) -> char {
        c.to_digit(10).and_then(|d| self.digits.get(d as usize).copied()).unwrap_or(c)
    }
}

impl Default for Locale {
    /// Plain English without a currency: `1,234.5`, `61%`, `30 Sep 1997`.
    fn default() -> Self {
        let names = |list: &str| {
            let mut words = list.split(' ');
            std::array::from_fn(|_| words.next().unwrap_or_default().to_string())
        };
        let span = |one: &str, other: &str| SpanName { one: one.into(), other: other.into() };
        let mark = |power, suffix: &str| Compact { power, suffix: suffix.into() };
        Self {
            digits: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
            decimal: ".".into(),
            group: ",".into(),
            group_size: 3,
            group_size_further: 3,
            min_grouping: 1,
            minus: "-".into(),
            percent: Affix { prefix: String::new(), suffix: "%".into() },
            currency: None,
            compact: vec![mark(3, "k"), mark(6, "M"), mark(9, "B")],
            months_short: names("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"),
            months_long: names(
                "January February March April May June July August September October November December",
            ),
            day_pattern: "{d} {mon} {y}".into(),
            month_pattern: "{mon} {y}".into(),
            spans: Spans {
                second: span("{n} s", "{n} s"),
                minute: span("{n} min", "{n} min"),
                hour: span("{n} h", "{n} h"),
                day: span("{n} day", "{n} days"),
                month: span("{n} month", "{n} months"),
                year: span("{n} year", "{n} years"),
            },
            right_to_left: false,
            words: Rc::default(),
        }
    }
}
