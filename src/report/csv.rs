//! A table as a CSV file that other programs read back: RFC 4180, lines end with CR LF, numbers with a point, days as
//! ISO 8601, shares as 0 to 1, money with at most four decimals. No cell is a formula.

use super::sheet::{Cell, Sheet, Unit};
use crate::day::Day;
use crate::money::Money;

/// How to write the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CsvOptions {
    /// Start with a byte order mark, by which spreadsheets know UTF-8.
    pub byte_order_mark: bool,
}

impl Sheet {
    /// The table as a CSV file, its headings first. Every line ends with CR LF.
    ///
    /// A text that a spreadsheet could take for a formula gets an apostrophe in front, unless it is a plain number.
    pub fn to_csv(&self, options: CsvOptions) -> String {
        let mut text = String::new();
        if options.byte_order_mark {
            text.push('\u{feff}');
        }
        self.write_head(&mut text);
        self.write_rows(&mut text);
        text
    }

    /// Appends the line of headings.
    pub(super) fn write_head(&self, text: &mut String) {
        line(text, self.columns.iter().map(|head| guarded(&head.name)));
    }

    /// Appends a line for each row.
    pub(super) fn write_rows(&self, text: &mut String) {
        for row in &self.rows {
            line(text, row.iter().zip(&self.columns).map(|(cell, head)| written(cell, head.unit)));
        }
    }
}

fn line(text: &mut String, cells: impl Iterator<Item = String>) {
    for (at, cell) in cells.enumerate() {
        if at > 0 {
            text.push(',');
        }
        push_quoted(text, &cell);
    }
    text.push_str("\r\n");
}

fn written(cell: &Cell, unit: Unit) -> String {
    match cell {
        Cell::Blank => String::new(),
        Cell::Text(words) => guarded(words),
        Cell::Number(value) if !value.is_finite() => String::new(),
        Cell::Number(value) if unit == Unit::Date => Day(*value as i32).to_string(),
        // An estimate is not truer than money is counted.
        Cell::Number(value) if unit == Unit::Money => Money::from_units(*value).units().to_string(),
        // Adding zero turns -0 into 0.
        Cell::Number(value) => (value + 0.0).to_string(),
    }
}

/// The words with an apostrophe in front where they start like a formula.
///
/// Source: OWASP, "CSV Injection": `=`, `+`, `-`, `@`, tab, carriage return, line feed, and the full-width signs.
/// Blanks in front do not hide one, for some programs trim.
fn guarded(words: &str) -> String {
    let first = words.trim_start_matches([' ', '\u{a0}']).chars().next();
    let risky = matches!(
        first,
        Some('=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '\u{ff1d}' | '\u{ff0b}' | '\u{ff0d}' | '\u{ff20}')
    );
    if risky && !is_plain_number(words) { format!("'{words}") } else { words.into() }
}

/// A sign, digits, and at most one point: `-12.5`.
fn is_plain_number(words: &str) -> bool {
    let digits = words.strip_prefix(['+', '-']).unwrap_or(words);
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    let all_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    all_digits(whole) && all_digits(part)
}

/// Quotes a cell where RFC 4180 asks for it, and where blanks at an end would be lost.
fn push_quoted(text: &mut String, cell: &str) {
    let plain = !cell.contains(['"', ',', ';', '\t', '\r', '\n']) && cell.trim() == cell;
    if plain {
        text.push_str(cell);
    } else {
        text.push('"');
        text.push_str(&cell.replace('"', "\"\""));
        text.push('"');
    }
}
