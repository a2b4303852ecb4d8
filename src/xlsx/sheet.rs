//! One sheet: first what it holds, then its rows as lines of text.
//!
//! Source: ECMA-376, part 1, sections 18.3.1.4 (cells), 18.3.1.55 (merged cells), 18.3.1.73 (rows).

use std::collections::BTreeMap;

use super::book::{Book, Run};
use super::cell;
use super::xml::{Next, Xml};
use super::zip::Archive;
use crate::error::Error;

/// No sheet is larger.
const MOST_ROWS: u32 = 1 << 20;
const MOST_COLUMNS: u32 = 1 << 14;
/// Merged cells beyond this many stay as they are.
const MOST_MERGED: usize = 200_000;
/// Bytes of text in one piece.
const PIECE: usize = 1 << 20;

/// What a sheet holds.
#[derive(Default)]
pub(super) struct Survey {
    /// Rows with a filled cell.
    pub(super) n_rows: u32,
    /// Columns up to the last filled cell of any row.
    pub(super) width: u32,
    /// Rows among them that are not shown.
    pub(super) n_hidden: u32,
    /// Merged cells that go over several rows.
    pub(super) n_merged: usize,
    /// The first filled row: a cell that goes down from it is a name of a column.
    first_row: u32,
    /// Row and column of the first cell of each of them, and the last row.
    merged: BTreeMap<(u32, u32), u32>,
}

/// Where a cell stands, from 1: `AB12` is row 12, column 28.
fn place(reference: &str) -> Option<(u32, u32)> {
    let end = reference.bytes().position(|byte| !byte.is_ascii_alphabetic())?;
    let (letters, digits) = reference.split_at(end);
    let column = letters.bytes().try_fold(0_u32, |column, letter| {
        let column = column * 26 + u32::from(letter.to_ascii_uppercase() - b'A') + 1;
        (column <= MOST_COLUMNS).then_some(column)
    })?;
    let row = digits.parse().ok().filter(|row| (1..=MOST_ROWS).contains(row))?;
    (column > 0).then_some((row, column))
}

/// Counts rows in the order of the part: a number that does not grow is taken for the next.
#[derive(Default)]
struct Place {
    row: u32,
    column: u32,
}

impl Place {
    fn open_row(&mut self, xml: &Xml<'_>) {
        let told = xml.attribute("r").and_then(|row| row.parse::<u32>().ok());
        self.row = told.filter(|&row| row > self.row).unwrap_or(self.row + 1);
        self.column = 0;
    }

    fn open_cell(&mut self, xml: &Xml<'_>) {
        let told = xml.attribute("r").and_then(place).map(|(_, column)| column);
        self.column = told.filter(|&column| column > self.column).unwrap_or(self.column + 1);
    }

    fn is_inside(&self) -> bool {
        self.row <= MOST_ROWS && self.column <= MOST_COLUMNS
    }
}

/// Goes over a sheet once, to know its width before the first row is written.
pub(super) fn survey(archive: &Archive<'_>, part: &str) -> Result<Survey, Error> {
    let mut xml = Xml::new(archive.read(part)?);
    let mut survey = Survey::default();
    let mut at = Place::default();
    let (mut is_value, mut is_filled, mut is_hidden) = (false, false, false);
    loop {
        match xml.next()? {
            Next::Open => match xml.name.as_str() {
                "row" => {
                    at.open_row(&xml);
                    (is_filled, is_hidden) = (false, xml.is("hidden"));
                }
                "c" => at.open_cell(&xml),
                "v" | "t" => is_value = true,
                "mergeCell" => survey.merge(xml.attribute("ref").unwrap_or_default()),
                _ => {}
            },
            Next::Text if is_value && at.is_inside() && !xml.text.trim().is_empty() => {
                survey.width = survey.width.max(at.column);
                is_filled = true;
                survey.first_row = if survey.first_row == 0 { at.row } else { survey.first_row };
            }
            Next::Close => match xml.name.as_str() {
                "v" | "t" => is_value = false,
                "row" if is_filled => {
                    survey.n_rows += 1;
                    survey.n_hidden += u32::from(is_hidden);
                    is_filled = false;
                }
                _ => {}
            },
            Next::End => return Ok(survey),
            Next::Text => {}
        }
    }
}

impl Survey {
    fn merge(&mut self, range: &str) {
        let Some((first, last)) = range.split_once(':') else { return };
        let (Some((row, column)), Some((last, _))) = (place(first), place(last)) else { return };
        if last > row && self.merged.len() < MOST_MERGED {
            self.merged.insert((row, column), last);
            self.n_merged += 1;
        }
    }
}

/// Writes the rows of a sheet; rows that the part leaves out are blank lines.
pub(super) fn write(
    archive: &Archive<'_>,
    book: &Book,
    part: &str,
    survey: &Survey,
    out: &mut dyn FnMut(&[u8]),
) -> Result<(), Error> {
    let mut xml = Xml::new(archive.read(part)?);
    let mut at = Place::default();
    let mut lines = Lines { text: String::from('\u{feff}'), next: 1, out };
    let (mut value, mut kind, mut style) = (String::new(), String::new(), String::new());
    let mut is_value = false;
    let mut run = Run::default();
    let mut row: Vec<Cell> = Vec::new();
    // Texts of merged cells that reach into rows to come, by column: up to which row.
    let mut merged: BTreeMap<u32, (u32, String)> = BTreeMap::new();
    loop {
        match xml.next()? {
            Next::Open => match xml.name.as_str() {
                "row" => at.open_row(&xml),
                "c" => {
                    at.open_cell(&xml);
                    value.clear();
                    let set = |slot: &mut String, name| {
                        slot.clear();
                        slot.push_str(xml.attribute(name).unwrap_or_default());
                    };
                    set(&mut kind, "t");
                    set(&mut style, "s");
                }
                "v" => is_value = true,
                name => run.open(name),
            },
            Next::Text if is_value => value.push_str(&xml.text),
            Next::Text => run.text(&xml.text, &mut value),
            Next::Close => match xml.name.as_str() {
                "v" => is_value = false,
                "c" if at.is_inside() && at.column <= survey.width => {
                    let (text, is_text) = text_of(&value, &kind, &style, book);
                    if !text.is_empty() {
                        let until = survey
                            .merged
                            .get(&(at.row, at.column))
                            .filter(|_| is_text && at.row > survey.first_row);
                        if let Some(&until) = until {
                            merged.insert(at.column, (until, text.clone()));
                        }
                        row.push(Cell { column: at.column, text });
                    }
                }
                "row" => {
                    if at.row <= MOST_ROWS && !row.is_empty() {
                        merged.retain(|_, (until, _)| *until >= at.row);
                        fill(&mut row, &merged);
                        lines.write(at.row, &row, survey.width);
                    }
                    row.clear();
                }
                name => run.close(name),
            },
            Next::End => break,
        }
    }
    (lines.out)(lines.text.as_bytes());
    Ok(())
}

struct Cell {
    column: u32,
    text: String,
}

/// Cells of a row that are blank because the cell above goes over them.
fn fill(row: &mut Vec<Cell>, merged: &BTreeMap<u32, (u32, String)>) {
    for (&column, (_, text)) in merged {
        if let Err(at) = row.binary_search_by_key(&column, |cell| cell.column) {
            row.insert(at, Cell { column, text: text.clone() });
        }
    }
}

/// The text of a cell, on one line, and whether it is text or a date rather than a number.
fn text_of(value: &str, kind: &str, style: &str, book: &Book) -> (String, bool) {
    let text = match kind {
        "s" => book.texts.get(value.trim().parse().unwrap_or(usize::MAX)),
        "inlineStr" | "str" | "e" => value,
        "b" => return (if value.trim() == "1" { "TRUE" } else { "FALSE" }.to_owned(), true),
        // A date as ISO, which strict workbooks hold.
        "d" => return (value.trim().trim_end_matches("T00:00:00").to_owned(), true),
        _ => {
            let style = book.styles.get(Some(style));
            let text =
                if value.is_empty() { String::new() } else { cell::number(value, style, book.from_1904) };
            return (text, style != super::style::Style::Number);
        }
    };
    let text = if text.contains("_x") { cell::unescape(text) } else { text.to_owned() };
    (text.replace(['\r', '\n', '\0'], " ").trim().to_owned(), true)
}

/// Lines of text, handed on in pieces.
struct Lines<'o> {
    text: String,
    /// The row that the next line stands for.
    next: u32,
    out: &'o mut dyn FnMut(&[u8]),
}

impl Lines<'_> {
    fn write(&mut self, row: u32, cells: &[Cell], width: u32) {
        while self.next < row {
            self.text.push('\n');
            self.next += 1;
        }
        let mut column = 1;
        for cell in cells {
            while column < cell.column {
                self.text.push(',');
                column += 1;
            }
            if cell.text.contains([',', '"', ';', '\t', '\'']) {
                self.text.push('"');
                self.text.push_str(&cell.text.replace('"', "\"\""));
                self.text.push('"');
            } else {
                self.text.push_str(&cell.text);
            }
        }
        while column < width {
            self.text.push(',');
            column += 1;
        }
        self.text.push('\n');
        self.next += 1;
        if self.text.len() > PIECE {
            (self.out)(self.text.as_bytes());
            self.text.clear();
        }
    }
}
