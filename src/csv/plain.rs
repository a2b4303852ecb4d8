//! A whole file as rows of text, cell by cell, without types: slow and clear. For tests, previews and downloads.

use super::column::trim;
use super::dialect::Encoding;
use super::encoding::{Utf16, text_of};
use super::record::{Cells, Grammar};
use super::second::{Ragged, row_mark, shape};
use super::sniff::{Sniff, sniff};
use crate::error::Error;

/// A file as text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PlainTable {
    /// The names of the columns; empty where no header row names them.
    pub header: Vec<String>,
    /// The rows, each with as many cells as it has, trimmed; blank lines left out. A repeated header, totals and
    /// text after the table are among them; a second table is not.
    pub rows: Vec<Vec<String>>,
}

/// Reads a whole file that lies in memory.
///
/// # Errors
/// As [`sniff`].
pub fn plain_table(bytes: &[u8]) -> Result<PlainTable, Error> {
    let head = bytes.get(..256 << 10).unwrap_or(bytes);
    let sniff = sniff(head, head.len() == bytes.len())?;
    let header = if sniff.has_header {
        sniff.sample.columns.iter().map(|column| column.header.clone()).collect()
    } else {
        Vec::new()
    };
    Ok(PlainTable { header, rows: rows_of(bytes, &sniff) })
}

fn rows_of(bytes: &[u8], sniff: &Sniff) -> Vec<Vec<String>> {
    let start = usize::try_from(sniff.data_start).unwrap_or(usize::MAX);
    let body = bytes.get(start..).unwrap_or(&[]);
    let dialect = sniff.dialect;
    let mut turned = Vec::new();
    let (body, encoding) = match Utf16::new(dialect.encoding) {
        Some(mut utf16) => {
            utf16.push(body, &mut turned);
            utf16.finish(&mut turned);
            (turned.as_slice(), Encoding::Utf8)
        }
        None => (body, dialect.encoding),
    };
    let grammar = Grammar::new(&dialect, sniff.sample.columns.len());
    let n = sniff.sample.columns.len();
    let header: Vec<Vec<u8>> = cells_of(&grammar, &sniff.header, encoding);
    let (mut cells, mut rows, mut rest) = (Cells::default(), Vec::new(), body);
    let (mut ragged, mut last_is_header) = (Ragged::default(), false);
    while let Some(record) = grammar.read(rest, true, &mut cells) {
        let row: Vec<String> = cells.iter().map(|cell| text_of(trim(cell, encoding), encoding)).collect();
        let (line, next) = rest.split_at(record.length.min(rest.len()));
        rest = next;
        if is_blank_line(line, dialect.delimiter) {
            continue;
        }
        let trimmed = || cells.iter().map(|cell| trim(cell, encoding));
        if last_is_header && row_mark(trimmed()) == sniff.first_row {
            rows.pop();
            return rows;
        }
        last_is_header = !header.is_empty() && trimmed().eq(header.iter().map(Vec::as_slice));
        if row.len() != n {
            ragged.push(rows.len(), shape(trimmed()), 0);
        }
        rows.push(row);
    }
    if let Some((first, _)) = ragged.second_table(rows.len()) {
        rows.truncate(first);
    }
    rows
}

fn cells_of(grammar: &Grammar, record: &[u8], encoding: Encoding) -> Vec<Vec<u8>> {
    let mut cells = Cells::default();
    match grammar.read(record, true, &mut cells) {
        Some(_) => cells.iter().map(|cell| trim(cell, encoding).to_vec()).collect(),
        None => Vec::new(),
    }
}

/// Does a record hold nothing at all, not even a delimiter or quotes?
pub(crate) fn is_blank_line(line: &[u8], delimiter: Option<u8>) -> bool {
    line.iter().all(|&byte| matches!(byte, b'\r' | b'\n' | b' ' | b'\t') && Some(byte) != delimiter)
}
