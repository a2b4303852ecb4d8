//! Files that are no tables of text, known by their first bytes.

use crate::csv::dialect::Encoding;
use crate::error::Error;
use crate::message::{Word, message, word};

/// First bytes, and what to say of a file that begins with them.
const KINDS: [(&[u8], Word); 15] = [
    (
        b"PK\x03\x04",
        word!("This is a ZIP archive or a spreadsheet (.xlsx, .ods). Open it and save the sheet as CSV."),
    ),
    (b"PK\x05\x06", word!("This is an empty ZIP archive. Export the table as CSV.")),
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        word!("This is an old Excel workbook (.xls). Open it and save the sheet as CSV."),
    ),
    (b"\x1f\x8b", word!("This is compressed (.gz). Unpack it first.")),
    (b"BZh", word!("This is compressed (.bz2). Unpack it first.")),
    (b"\xfd7zXZ\0", word!("This is compressed (.xz). Unpack it first.")),
    (b"7z\xbc\xaf\x27\x1c", word!("This is compressed (.7z). Unpack it first.")),
    (b"\x28\xb5\x2f\xfd", word!("This is compressed (.zst). Unpack it first.")),
    (b"%PDF", word!("This is a PDF document. Export the table as CSV from the program that made it.")),
    (b"\x89PNG", word!("This is a picture. Choose the CSV file with the data.")),
    (b"\xff\xd8\xff", word!("This is a picture. Choose the CSV file with the data.")),
    (b"GIF8", word!("This is a picture. Choose the CSV file with the data.")),
    (b"PAR1", word!("This is a Parquet file. Export the table as CSV.")),
    (b"SQLite format 3\0", word!("This is a database. Export the table as CSV.")),
    (b"{\\rtf", word!("This is a text document. Save the table as CSV.")),
];

/// # Errors
/// For an empty file and for one of a known binary kind.
pub(super) fn refuse(head: &[u8]) -> Result<(), Error> {
    if head.is_empty() {
        return Err(Error::file(message!("The file is empty. Export it again, with at least one row.")));
    }
    match KINDS.iter().find(|(magic, _)| head.starts_with(magic)) {
        Some(&(_, what)) => Err(Error::file(what)),
        None => Ok(()),
    }
}

/// # Errors
/// For text that is blank or no table, and for bytes that are no text at all.
pub(super) fn refuse_text(body: &[u8], encoding: Encoding) -> Result<(), Error> {
    let start = body.trim_ascii_start();
    if start.is_empty() {
        return Err(Error::file(message!(
            "The file holds only blanks. Export it again, with at least one row."
        )));
    }
    let n_control = body.iter().filter(|&&byte| matches!(byte, 0..=8 | 0x0e..=0x1b | 0x7f)).count();
    let is_high = |byte: &&u8| **byte >= 0x80;
    let n_high = if encoding == Encoding::Utf8 { 0 } else { body.iter().filter(is_high).count() };
    if n_control * 20 > body.len() || (n_control > 0 && n_high * 3 > body.len()) {
        return Err(Error::file(message!("This is not text but a binary file. Export the table as CSV.")));
    }
    let low: Vec<u8> = start.iter().take(64).map(u8::to_ascii_lowercase).collect();
    let is_json = matches!(low.as_slice(), [b'[', b'{', ..] | [b'{', b'"', ..])
        || (low.starts_with(b"[") && low.get(1..).unwrap_or(&[]).trim_ascii_start().starts_with(b"{"))
        || (low.starts_with(b"{") && low.get(1..).unwrap_or(&[]).trim_ascii_start().starts_with(b"\""));
    if is_json {
        return Err(Error::file(message!("This is JSON, not a table. Export the table as CSV.")));
    }
    let markup: [&[u8]; 5] = [b"<!doctype", b"<html", b"<?xml", b"<table", b"<svg"];
    if markup.iter().any(|tag| low.starts_with(tag)) {
        return Err(Error::file(message!(
            "This is a web page or XML, not a table of text. Open it in a spreadsheet and save it as CSV."
        )));
    }
    Ok(())
}
