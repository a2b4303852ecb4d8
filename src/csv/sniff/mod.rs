//! What a file is, from its first bytes alone: encoding, dialect, where the table begins, what its columns hold.

mod dialects;
mod kind;
mod layout;
mod lengths;
mod magic;
mod sample;

use super::dialect::{Dialect, Encoding};
use super::encoding::{self, Utf16, utf16_bytes};
use super::plan::{ColumnPlan, Plan};
use crate::error::Error;
use crate::table::Sample;

/// What was found in the head of a file.
#[derive(Debug, Clone, PartialEq)]
pub struct Sniff {
    /// How the file writes rows and cells.
    pub dialect: Dialect,
    /// The quote, if any cell of the head stands in quotes.
    pub quote: Option<u8>,
    /// Byte offset of the first data record in the file.
    pub data_start: u64,
    /// Line of the file on which it starts, from 1.
    pub data_line: u64,
    /// Did a header row name the columns?
    pub has_header: bool,
    /// The last header record as it stands (as UTF-8 for UTF-16 files); empty where there is none.
    pub header: Vec<u8>,
    /// A mark of the first data row; 0 where there is none.
    pub first_row: u64,
    /// The first rows as text.
    pub sample: Sample,
    /// What was skipped or joined, in the order of the file.
    pub notes: Vec<Note>,
}

/// Something about the file that the user should know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Note {
    /// Lines before the table were skipped: a title, a comment block, blank lines.
    Preamble {
        /// How many.
        lines: u64,
        /// The first text among them. Hostile.
        text: String,
    },
    /// So many header rows were joined into one.
    HeaderRows(usize),
    /// No row names the columns.
    NoHeader,
    /// There is a header and nothing else.
    NoRows,
}

impl Sniff {
    /// The plan that reads the columns so; columns beyond the list are skipped.
    pub fn plan(&self, readings: &[ColumnPlan]) -> Plan {
        let mut readings = readings.to_vec();
        readings.resize(self.sample.columns.len(), ColumnPlan::default());
        Plan {
            dialect: self.dialect,
            data_start: self.data_start,
            data_line: self.data_line,
            header: self.header.clone(),
            first_row: self.first_row,
            readings,
        }
    }
}

/// Looks at the first bytes of a file: up to 256 KiB are of use. `complete`: they are the whole file.
///
/// # Errors
/// [`Error::is_file`] for a file that is empty, binary, or no table; the message says what it is and what to do.
pub fn sniff(head: &[u8], complete: bool) -> Result<Sniff, Error> {
    magic::refuse(head)?;
    let (encoding, bom) = encoding::guess(head, complete);
    look(head, complete, encoding, bom)
}

/// The same for a file without a byte order mark whose encoding is known.
///
/// # Errors
/// As [`sniff`].
pub fn sniff_as(head: &[u8], complete: bool, encoding: Encoding) -> Result<Sniff, Error> {
    magic::refuse(head)?;
    look(head, complete, encoding, 0)
}

fn look(head: &[u8], complete: bool, encoding: Encoding, bom: u8) -> Result<Sniff, Error> {
    let body = head.get(usize::from(bom)..).unwrap_or(&[]);
    let mut text = Vec::new();
    let body = match Utf16::new(encoding) {
        Some(mut utf16) => {
            utf16.push(body, &mut text);
            if complete {
                utf16.finish(&mut text);
            }
            text.as_slice()
        }
        None => body,
    };
    magic::refuse_text(body, encoding)?;
    let (dialect, skip) = dialects::find(body, complete, Dialect { encoding, bom, ..Dialect::default() });
    let layout = layout::find(body, complete, &dialect, skip);
    let data_start = u64::from(bom)
        + if encoding.is_utf16() {
            utf16_bytes(body.get(..layout.data_start).unwrap_or(body))
        } else {
            layout.data_start as u64
        };
    let sample_encoding = if encoding.is_utf16() { Encoding::Utf8 } else { encoding };
    Ok(Sniff {
        dialect,
        quote: dialects::quote_seen(body, &dialect),
        data_start,
        data_line: layout.data_line,
        has_header: layout.n_headers > 0,
        sample: sample::take(&layout, sample_encoding),
        notes: layout.notes,
        header: layout.header,
        first_row: layout.first_row,
    })
}
