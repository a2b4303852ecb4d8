//! The delimiter, quote and escape under which the head of a file is most like a table.
//!
//! Each candidate reads the head; its score is how even the lengths of its rows are, times how many of its cells
//! look like something, after G. J. J. van den Burg, A. Nazábal, C. Sutton, "Wrangling messy CSV files by
//! detecting row and type patterns" (2019), equations 1 to 3, with simpler patterns and kinds.

use super::kind::{self, Kind};
use super::lengths::Lengths;
use crate::csv::column::trim;
use crate::csv::dialect::{Dialect, LineEnd};
use crate::csv::encoding::text_of;
use crate::csv::record::{Cells, Grammar};

/// How much of the head the candidates read, in bytes and in rows.
const MOST_BYTES: usize = 32 << 10;
const MOST_ROWS: usize = 200;

/// Candidates, and how much they count.
const DELIMITERS: [(u8, f64); 12] = [
    (b',', 1.0),
    (b';', 1.0),
    (b'\t', 1.0),
    (b'|', 1.0),
    (b'^', 0.95),
    (b'~', 0.95),
    (0x1f, 1.0),
    (0x1e, 0.95),
    (b':', 0.6),
    (b'+', 0.6),
    (b'#', 0.5),
    (b' ', 0.7),
];

/// The dialect of `body`, which comes after the byte order mark, and the bytes of a `sep=` line before the table.
pub(super) fn find(body: &[u8], complete: bool, base: Dialect) -> (Dialect, usize) {
    let head = body.get(..MOST_BYTES).unwrap_or(body);
    let line_end = if head.contains(&b'\n') || !head.contains(&b'\r') { LineEnd::Lf } else { LineEnd::Cr };
    let base = Dialect { line_end, ..base };
    let (told, skip) = separator_line(head, &base);
    let head = head.get(skip..).unwrap_or(&[]);
    let at_end = complete && body.len() <= MOST_BYTES;
    let mut best: Option<(f64, Dialect)> = None;
    for candidate in candidates(head, &base, told) {
        let score = score(head, at_end, &candidate);
        let is_better = |(most, other): (f64, Dialect)| {
            score > most || score == most && has_only(head, &candidate, &other)
        };
        if best.is_none_or(is_better) {
            best = Some((score, candidate));
        }
    }
    let one_column = Dialect { delimiter: told, ..base };
    (best.map_or(one_column, |(_, dialect)| dialect), skip)
}

/// Are a few cells in the quotes of this dialect, and none in those of another that is otherwise the same?
fn has_only(head: &[u8], dialect: &Dialect, other: &Dialect) -> bool {
    let is_alike = Dialect { quote: other.quote, padded: other.padded, ..*dialect } == *other;
    is_alike && quote_seen(head, other).is_none() && quote_seen(head, dialect).is_some()
}

/// `sep=;` on the first line, as spreadsheets write and read it: the delimiter and the bytes of the line.
fn separator_line(head: &[u8], base: &Dialect) -> (Option<u8>, usize) {
    let end = head.iter().position(|&byte| byte == base.newline()).map_or(head.len(), |at| at + 1);
    let line = head.get(..end).unwrap_or(&[]);
    let line = line.strip_suffix(&[base.newline()]).unwrap_or(line);
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    let line = line.strip_prefix(b"\"").and_then(|line| line.strip_suffix(b"\"")).unwrap_or(line);
    match line {
        [s, e, p, b'=', delimiter] if [*s, *e, *p].eq_ignore_ascii_case(b"sep") => (Some(*delimiter), end),
        _ => (None, 0),
    }
}

/// Dialects worth trying, the likeliest of equals first.
fn candidates(head: &[u8], base: &Dialect, told: Option<u8>) -> Vec<Dialect> {
    let mut found = Vec::new();
    let delimiters: Vec<Option<u8>> = match told {
        Some(delimiter) => vec![Some(delimiter)],
        None => DELIMITERS
            .iter()
            .map(|(byte, _)| *byte)
            .filter(|byte| head.contains(byte))
            .map(Some)
            .chain([None])
            .collect(),
    };
    let has_escape = head.windows(2).any(|pair| pair == b"\\\"" || pair == b"\\'");
    for delimiter in delimiters {
        for quote in [b'"', b'\''] {
            if quote == b'\'' && !quotes_cells(head, delimiter, quote, base.newline()) {
                continue;
            }
            let padded = delimiter.is_some_and(|delimiter| is_padded(head, delimiter, quote));
            let dialect = Dialect { delimiter, quote: Some(quote), padded, ..*base };
            found.push(dialect);
            if has_escape {
                found.push(Dialect { escape: Some(b'\\'), ..dialect });
            }
        }
    }
    found
}

/// Do at least two cells, and nearly all that begin with this quote, end with it?
fn quotes_cells(head: &[u8], delimiter: Option<u8>, quote: u8, newline: u8) -> bool {
    let is_border = |byte: Option<u8>| {
        byte.is_none_or(|byte| Some(byte) == delimiter || byte == newline || byte == b'\r')
    };
    let blank = |byte: Option<u8>| byte == Some(b' ');
    let at = |index: Option<usize>| index.and_then(|index| head.get(index)).copied();
    let (mut opening, mut closing) = (0_u32, 0_u32);
    for (i, _) in head.iter().enumerate().filter(|(_, byte)| **byte == quote) {
        let (before, after) = (at(i.checked_sub(1)), at(Some(i + 1)));
        let padded = blank(before) && is_border(at(i.checked_sub(2)));
        opening += u32::from((is_border(before) || padded) && !is_border(after));
        closing += u32::from(is_border(after) && !is_border(before));
    }
    opening >= 2 && closing * 10 >= opening * 9 && opening * 10 >= closing * 9
}

/// The quote of a dialect, if a cell of the head begins with it.
pub(super) fn quote_seen(body: &[u8], dialect: &Dialect) -> Option<u8> {
    let head = body.get(..MOST_BYTES).unwrap_or(body);
    let is_border = |byte: u8| Some(byte) == dialect.delimiter || byte == dialect.newline();
    let begins = |at: usize| match at.checked_sub(1).and_then(|before| head.get(before)) {
        Some(b' ') if dialect.padded => {
            at.checked_sub(2).and_then(|before| head.get(before)).is_none_or(|&byte| is_border(byte))
        }
        before => before.is_none_or(|&byte| is_border(byte)),
    };
    dialect.quote.filter(|&quote| head.iter().enumerate().any(|(at, &byte)| byte == quote && begins(at)))
}

/// Do blanks stand between the delimiter and the quotes?
fn is_padded(head: &[u8], delimiter: u8, quote: u8) -> bool {
    let count = |pattern: &[u8]| head.windows(pattern.len()).filter(|window| *window == pattern).count();
    delimiter != b' ' && count(&[delimiter, b' ', quote]) > count(&[delimiter, quote])
}

/// How much like a table the head is under a dialect.
fn score(head: &[u8], at_end: bool, dialect: &Dialect) -> f64 {
    let n = common_length(head, at_end, dialect);
    let grammar = Grammar::new(dialect, n);
    let (mut lengths, mut n_cells, mut n_known) = (Lengths::default(), 0_u32, 0.0_f64);
    let mut n_bad = 0_u32;
    each_row(head, at_end, &grammar, |cells, bad_quote| {
        lengths.add(cells.len());
        n_bad += u32::from(bad_quote);
        for cell in cells.iter().take(256) {
            n_cells += 1;
            n_known += known(trim(cell, dialect.encoding), dialect);
        }
    });
    if n_cells == 0 {
        return 0.0;
    }
    let n_rows = lengths.n_rows();
    let pattern: f64 = lengths
        .all()
        .iter()
        .map(|&(length, rows)| f64::from(rows) * (length as f64 - 1.0).max(0.001) / length.max(1) as f64)
        .sum::<f64>()
        / lengths.all().len() as f64;
    let weight = DELIMITERS
        .iter()
        .find(|(byte, _)| Some(*byte) == dialect.delimiter)
        .map_or(1.0, |(_, weight)| *weight);
    let faults = 1.0 - 0.5 * f64::from(n_bad) / f64::from(n_rows);
    pattern * n_known / f64::from(n_cells) * weight * faults
}

/// The length that most rows have where nothing is known yet.
fn common_length(head: &[u8], at_end: bool, dialect: &Dialect) -> usize {
    let grammar = Grammar::new(dialect, 0);
    let mut lengths = Lengths::default();
    each_row(head, at_end, &grammar, |cells, _| lengths.add(cells.len()));
    lengths.most().map_or(0, |(length, _)| length)
}

fn each_row(head: &[u8], at_end: bool, grammar: &Grammar, mut see: impl FnMut(&Cells, bool)) {
    let mut cells = Cells::default();
    let mut rest = head;
    for _ in 0..MOST_ROWS {
        let Some(record) = grammar.read(rest, at_end, &mut cells) else { return };
        let is_blank = cells.len() <= 1 && cells.iter().all(|cell| cell.trim_ascii().is_empty());
        if !is_blank {
            see(&cells, record.bad_quote);
        }
        rest = rest.get(record.length..).unwrap_or(&[]);
    }
}

/// How much a cell looks like something: 1 for blanks, numbers, dates, addresses and plain words, less for text
/// with signs that separate in other dialects.
fn known(cell: &[u8], dialect: &Dialect) -> f64 {
    let text = text_of(cell.get(..200).unwrap_or(cell), dialect.encoding);
    match kind::of(text.trim()) {
        Kind::Text => {}
        _ => return 1.0,
    }
    let strange = |c: char| {
        matches!(c, ';' | '\t' | '|' | '"' | '^' | '~' | '\u{1e}' | '\u{1f}' | '=' | '{' | '}' | '\\')
    };
    if text.contains(strange) {
        0.1
    } else if text.contains(',') {
        if text.contains(", ") { 0.6 } else { 0.2 }
    } else {
        0.9
    }
}
