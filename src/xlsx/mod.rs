//! A spreadsheet (`.xlsx`) as the text of its first table: commas between cells, dates as ISO, numbers with a dot.
//!
//! The parts of the archive are unpacked as they are read, never as a whole, and bounds hold throughout. A row of the
//! sheet is a line of the text, so lines in messages are the rows that the spreadsheet shows.

mod book;
mod cell;
mod sheet;
mod style;
mod xml;
mod zip;

use crate::error::Error;
use crate::message::{Arg, Message, message};
use book::Book;
use sheet::Survey;
use zip::Archive;

/// Do the first bytes of a file look like those of an `.xlsx`?
pub fn is_archive(head: &[u8]) -> bool {
    head.starts_with(b"PK\x03\x04")
}

/// Writes the first sheet that holds a table to `out`, piece by piece. Returns what the user should know of the
/// workbook, a sentence each.
///
/// # Errors
/// [`Error::is_file`] for a file that is no workbook, is damaged, or unpacks to more than is sensible.
pub fn to_csv(bytes: &[u8], out: &mut dyn FnMut(&[u8])) -> Result<Vec<Message>, Error> {
    let archive = Archive::open(bytes)?;
    let book = Book::read(&archive)?;
    let mut first: Option<(usize, Survey)> = None;
    for (at, sheet) in book.sheets.iter().enumerate() {
        let survey = sheet::survey(&archive, &sheet.part)?;
        let is_table = survey.n_rows >= 2 && survey.width >= 2;
        if is_table || (first.is_none() && survey.n_rows > 0) {
            first = Some((at, survey));
        }
        if is_table {
            break;
        }
    }
    let Some((at, survey)) = first else {
        return Err(Error::file(message!(
            "The workbook holds no filled cell. Save it again, with the table in its first sheet."
        )));
    };
    sheet::write(&archive, &book, &book.sheets[at].part, &survey, out)?;
    let mut notes = Vec::new();
    if book.sheets.len() > 1 {
        let others = book.sheets.iter().enumerate().filter(|(other, _)| *other != at);
        let name = |sheet: &book::Sheet| Arg::Name(sheet.name.clone());
        let names: Vec<Arg> = others.take(8).map(|(_, sheet)| name(sheet)).collect();
        notes.push(message!(
            "The sheet {} was read. The workbook also has {}. Save another sheet alone to read it.",
            name(&book.sheets[at]),
            Arg::All(names)
        ));
    }
    if survey.n_hidden > 0 {
        notes.push(message!(
            "{0|One row that the sheet hides is|{0} rows that the sheet hides are} read like all others.",
            survey.n_hidden as usize
        ));
    }
    if survey.n_merged > 0 {
        notes.push(message!(
            "Text in merged cells stands in each of their rows, an amount in the first alone: it counts once."
        ));
    }
    Ok(notes)
}

/// The file is not what its form says.
#[cold]
fn damaged() -> Error {
    Error::file(message!(
        "The workbook is damaged or cut off. Open it in a spreadsheet, and save it again as .xlsx or CSV."
    ))
}
