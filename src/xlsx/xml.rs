//! A part of a workbook as elements and texts.

use std::io::BufRead;

use quick_xml::Reader;
use quick_xml::errors::Error as Fault;
use quick_xml::events::{BytesStart, Event};

use super::damaged;
use crate::error::Error;
use crate::message::message;

/// Reads a part from its start to its end.
pub(super) struct Xml<'a> {
    reader: Reader<Box<dyn BufRead + 'a>>,
    buffer: Vec<u8>,
    /// The name of the last element that opened or closed, without its prefix.
    pub(super) name: String,
    attributes: Vec<(String, String)>,
    /// The last text.
    pub(super) text: String,
}

/// What comes next.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Next {
    /// The element `name` opens; its attributes are known.
    Open,
    /// The element `name` closes.
    Close,
    /// A piece of text; entities come in pieces of their own.
    Text,
    End,
}

/// Longer texts than a cell can hold are no texts of a sheet.
const MOST_TEXT: usize = 16 << 20;

impl<'a> Xml<'a> {
    pub(super) fn new(part: Box<dyn BufRead + 'a>) -> Self {
        let mut reader = Reader::from_reader(part);
        reader.config_mut().expand_empty_elements = true;
        Self { reader, buffer: Vec::new(), name: String::new(), attributes: Vec::new(), text: String::new() }
    }

    pub(super) fn next(&mut self) -> Result<Next, Error> {
        loop {
            self.buffer.clear();
            let event = self.reader.read_event_into(&mut self.buffer).map_err(fault)?;
            self.text.clear();
            match event {
                Event::Start(start) | Event::Empty(start) => {
                    self.name.clear();
                    self.name.push_str(local(&start));
                    read_attributes(&start, &mut self.attributes);
                    return Ok(Next::Open);
                }
                Event::End(end) => {
                    let end: &str = &end;
                    self.name.clear();
                    self.name.push_str(end.rsplit(':').next().unwrap_or_default().trim_end());
                    return Ok(Next::Close);
                }
                Event::Text(text) => self.text.push_str(&text),
                Event::CData(text) => self.text.push_str(&text),
                Event::GeneralRef(entity) => match entity.resolve_char_ref() {
                    Ok(Some(char)) => self.text.push(char),
                    _ => self.text.push_str(match &*entity {
                        "lt" => "<",
                        "gt" => ">",
                        "amp" => "&",
                        "quot" => "\"",
                        "apos" => "'",
                        _ => "",
                    }),
                },
                Event::Eof => return Ok(Next::End),
                _ => continue,
            }
            if self.text.len() > MOST_TEXT {
                return Err(damaged());
            }
            return Ok(Next::Text);
        }
    }

    /// An attribute of the element that has opened, by its name without prefix.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }

    /// An attribute that says yes.
    pub(super) fn is(&self, name: &str) -> bool {
        matches!(self.attribute(name), Some("1" | "true" | "on"))
    }
}

fn local<'s>(start: &'s BytesStart<'_>) -> &'s str {
    let name = start.name().into_inner();
    name.rsplit(':').next().unwrap_or_default()
}

/// What cannot be read of an attribute is left out.
fn read_attributes(start: &BytesStart<'_>, attributes: &mut Vec<(String, String)>) {
    attributes.clear();
    for attribute in start.attributes().with_checks(false).flatten().take(64) {
        let name = attribute.key.into_inner();
        let value = attribute.normalized_value(quick_xml::XmlVersion::default());
        attributes.extend(
            value.map(|value| (name.rsplit(':').next().unwrap_or_default().to_owned(), value.into_owned())),
        );
    }
}

#[cold]
fn fault(fault: Fault) -> Error {
    match fault {
        Fault::Io(io) if io.kind() == std::io::ErrorKind::FileTooLarge => Error::file(message!(
            "The workbook unpacks to far more than a workbook of its size holds. It was not read."
        )),
        _ => damaged(),
    }
}
