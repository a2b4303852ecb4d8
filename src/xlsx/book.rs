//! The workbook around its sheets: their names and parts, the shared texts, the styles.
//!
//! Source: ECMA-376, "Office Open XML File Formats", part 1, sections 18.2 (workbook), 18.4 (shared strings).

use super::style::Styles;
use super::xml::{Next, Xml};
use super::zip::Archive;
use crate::error::Error;
use crate::message::message;

/// A workbook.
pub(super) struct Book {
    /// Those that are shown; all of them if none is.
    pub(super) sheets: Vec<Sheet>,
    pub(super) texts: Texts,
    pub(super) styles: Styles,
    /// Do its days count from 1904 instead of 1900?
    pub(super) from_1904: bool,
}

/// One sheet.
pub(super) struct Sheet {
    pub(super) name: String,
    /// The part of the archive that holds it.
    pub(super) part: String,
    is_hidden: bool,
}

/// Texts that cells share, end to end.
#[derive(Default)]
pub(super) struct Texts {
    all: String,
    ends: Vec<u32>,
}

/// More text than this would not fit into the memory of a page.
const MOST_TEXT: usize = 512 << 20;

const WORKBOOK: &str = "xl/workbook.xml";

impl Book {
    pub(super) fn read(archive: &Archive<'_>) -> Result<Self, Error> {
        if !archive.has(WORKBOOK) {
            return Err(not_a_workbook(archive));
        }
        let parts = relations(archive)?;
        let (mut sheets, mut from_1904) = (Vec::new(), false);
        let mut xml = Xml::new(archive.read(WORKBOOK)?);
        loop {
            match xml.next()? {
                Next::Open if xml.name == "workbookPr" => from_1904 = xml.is("date1904"),
                Next::Open if xml.name == "sheet" && sheets.len() < 1000 => {
                    let (Some(name), Some(id)) = (xml.attribute("name"), xml.attribute("id")) else {
                        continue;
                    };
                    let Some((_, part)) = parts.iter().find(|(other, _)| other == id) else { continue };
                    let is_hidden = xml.attribute("state").is_some_and(|state| state != "visible");
                    sheets.push(Sheet { name: name.to_owned(), part: part.clone(), is_hidden });
                }
                Next::End => break,
                _ => {}
            }
        }
        if sheets.iter().any(|sheet| !sheet.is_hidden) {
            sheets.retain(|sheet| !sheet.is_hidden);
        }
        let texts =
            if archive.has("xl/sharedStrings.xml") { Texts::read(archive)? } else { Texts::default() };
        Ok(Self { sheets, texts, styles: Styles::read(archive)?, from_1904 })
    }
}

/// The sheets among the parts of the workbook, by their identifier in it.
fn relations(archive: &Archive<'_>) -> Result<Vec<(String, String)>, Error> {
    let mut xml = Xml::new(archive.read("xl/_rels/workbook.xml.rels")?);
    let mut parts = Vec::new();
    loop {
        match xml.next()? {
            Next::Open if xml.name == "Relationship" => {
                let (Some(id), Some(target)) = (xml.attribute("Id"), xml.attribute("Target")) else {
                    continue;
                };
                if xml.attribute("Type").is_some_and(|kind| kind.ends_with("/worksheet")) {
                    let part = target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned);
                    parts.push((id.to_owned(), part.replace("/./", "/")));
                }
            }
            Next::End => return Ok(parts),
            _ => {}
        }
    }
}

#[cold]
fn too_much() -> Error {
    Error::file(message!(
        "The workbook holds more text than can be read at once. Save the sheet as CSV: it may be of any size."
    ))
}

#[cold]
fn not_a_workbook(archive: &Archive<'_>) -> Error {
    Error::file(if archive.has("xl/workbook.bin") {
        message!("This is a binary workbook (.xlsb). Save it as .xlsx or CSV.")
    } else if archive.has("content.xml") {
        message!("This is an OpenDocument file (.ods). Save it as .xlsx or CSV.")
    } else if archive.has("word/document.xml") || archive.has("ppt/presentation.xml") {
        message!("This is a document without a table. Save the table as .xlsx or CSV.")
    } else {
        message!("This is a ZIP archive. Unpack it, and choose the table in it.")
    })
}

impl Texts {
    fn read(archive: &Archive<'_>) -> Result<Self, Error> {
        let mut xml = Xml::new(archive.read("xl/sharedStrings.xml")?);
        let mut texts = Self::default();
        let mut run = Run::default();
        loop {
            match xml.next()? {
                Next::Open => run.open(&xml.name),
                Next::Text => run.text(&xml.text, &mut texts.all),
                Next::Close if xml.name == "si" => {
                    texts.ends.push(texts.all.len() as u32);
                    if texts.all.len() > MOST_TEXT {
                        return Err(too_much());
                    }
                }
                Next::Close => run.close(&xml.name),
                Next::End => return Ok(texts),
            }
        }
    }

    pub(super) fn get(&self, at: usize) -> &str {
        let start = at.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |&end| end as usize);
        self.ends.get(at).and_then(|&end| self.all.get(start..end as usize)).unwrap_or("")
    }
}

/// A text that may be cut into runs of one look each; how it is spoken is no part of it.
#[derive(Default)]
pub(super) struct Run {
    is_text: bool,
    is_spoken: bool,
}

impl Run {
    pub(super) fn open(&mut self, name: &str) {
        match name {
            "t" => self.is_text = true,
            "rPh" => self.is_spoken = true,
            _ => {}
        }
    }

    pub(super) fn close(&mut self, name: &str) {
        match name {
            "t" => self.is_text = false,
            "rPh" => self.is_spoken = false,
            _ => {}
        }
    }

    pub(super) fn text(&self, text: &str, out: &mut String) {
        if self.is_text && !self.is_spoken {
            out.push_str(text);
        }
    }
}
