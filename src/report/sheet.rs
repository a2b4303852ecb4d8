//! Tables for people: typed cells, written for the reader only at the end.

use crate::day::Day;
use crate::locale::{Locale, UNKNOWN};
use crate::message::{Word, say};
use crate::money::Money;

/// A table for people: typed cells, so that the page formats them for the reader's locale.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Sheet {
    /// What each column holds.
    pub columns: Vec<Heading>,
    /// One a mark of the picture.
    pub rows: Vec<Vec<Cell>>,
}

/// The head of a column.
#[derive(Debug, Clone, PartialEq)]
pub struct Heading {
    /// As the reader sees it.
    pub name: String,
    /// How its cells are to be shown.
    pub unit: Unit,
}

/// How to show a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Text as it is.
    Text,
    /// A count.
    Count,
    /// A number with decimals.
    Number,
    /// 0 to 1, shown in per cent.
    Share,
    /// Currency units.
    Money,
    /// Days.
    Days,
    /// A civil day: days since 1970-01-01.
    Date,
    /// A month, by its first day: days since 1970-01-01.
    Month,
    /// Seconds, shown as a span.
    Seconds,
}

/// One cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Not known, or not applicable.
    Blank,
    /// Words. Hostile where they come from the file.
    Text(String),
    /// In the unit of the column.
    Number(f64),
}

impl Sheet {
    /// A table without rows.
    pub fn of(columns: &[(Word, Unit)], locale: &Locale) -> Self {
        let mut table = Self::default();
        for &(name, unit) in columns {
            table.add(locale.word(name), unit);
        }
        table
    }

    /// One more column, under a name made for the reader.
    pub fn add(&mut self, name: String, unit: Unit) {
        self.columns.push(Heading { name, unit });
    }

    /// A row as it is read aloud: its first cell, then each further number with its heading.
    pub fn spoken(&self, row: usize, locale: &Locale) -> String {
        let Some(cells) = self.rows.get(row) else { return String::new() };
        let mut parts = cells.iter().zip(&self.columns);
        let name = parts.next().map(|(cell, head)| cell.shown(head.unit, locale)).unwrap_or_default();
        let numbers: Vec<String> = parts
            .filter(|(cell, _)| matches!(cell, Cell::Number(_)))
            .map(|(cell, head)| format!("{} {}", head.name, cell.shown(head.unit, locale)))
            .collect();
        if numbers.is_empty() { name } else { say!(locale, "{}: {}", name, numbers.join(", ")) }
    }
}

impl Cell {
    /// As the reader sees it; [`UNKNOWN`] for a blank.
    pub fn shown(&self, unit: Unit, locale: &Locale) -> String {
        let value = match self {
            Self::Blank => return UNKNOWN.into(),
            Self::Text(text) => return text.clone(),
            Self::Number(value) => *value,
        };
        match unit {
            Unit::Text => value.to_string(),
            Unit::Count => locale.number(value, 0),
            Unit::Number => locale.number(value, 2),
            Unit::Share => locale.share(value),
            Unit::Money => locale.money(value),
            Unit::Days => locale.days(value),
            Unit::Date => locale.day(Day(value as i32)),
            Unit::Month => locale.month(Day(value as i32)),
            Unit::Seconds => locale.span_seconds(value),
        }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.into())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<usize> for Cell {
    fn from(n: usize) -> Self {
        Self::Number(n as f64)
    }
}

impl From<f64> for Cell {
    /// What is not finite is not known.
    fn from(value: f64) -> Self {
        if value.is_finite() { Self::Number(value) } else { Self::Blank }
    }
}

impl From<Money> for Cell {
    fn from(amount: Money) -> Self {
        Self::Number(amount.units())
    }
}

impl From<Day> for Cell {
    fn from(day: Day) -> Self {
        Self::Number(f64::from(day.0))
    }
}

impl<T: Into<Self>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Blank, Into::into)
    }
}
