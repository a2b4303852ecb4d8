//! Which cells are dates: a sheet stores them as numbers, and only the format of the cell tells.
//!
//! Source: ECMA-376, part 1, sections 18.8.10 (cell formats), 18.8.30 (number formats and the codes built in).

use super::xml::{Next, Xml};
use super::zip::Archive;
use crate::error::Error;

/// How the number of a cell is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Style {
    #[default]
    Number,
    /// A day, a time, or both.
    Date,
    /// Zeros in front up to so many digits: `00042`.
    Padded(u8),
}

/// The styles of a workbook, by their number.
pub(super) struct Styles {
    styles: Vec<Style>,
}

impl Styles {
    pub(super) fn read(archive: &Archive<'_>) -> Result<Self, Error> {
        let (mut styles, mut codes) = (Vec::new(), Vec::<(u32, Style)>::new());
        if !archive.has("xl/styles.xml") {
            return Ok(Self { styles });
        }
        let mut xml = Xml::new(archive.read("xl/styles.xml")?);
        let mut is_cells = false;
        loop {
            let number = |xml: &Xml<'_>| xml.attribute("numFmtId").and_then(|id| id.parse::<u32>().ok());
            match xml.next()? {
                Next::Open if xml.name == "numFmt" => {
                    codes.extend(number(&xml).zip(xml.attribute("formatCode").map(of_code)));
                }
                Next::Open if xml.name == "cellXfs" => is_cells = true,
                Next::Close if xml.name == "cellXfs" => is_cells = false,
                Next::Open if xml.name == "xf" && is_cells => {
                    let id = number(&xml).unwrap_or(0);
                    let own = codes.iter().find(|(other, _)| *other == id).map(|(_, style)| *style);
                    styles.push(own.unwrap_or_else(|| built_in(id)));
                }
                Next::End => return Ok(Self { styles }),
                _ => {}
            }
        }
    }

    pub(super) fn get(&self, style: Option<&str>) -> Style {
        let at = style.and_then(|style| style.parse::<usize>().ok()).unwrap_or(0);
        self.styles.get(at).copied().unwrap_or_default()
    }
}

fn built_in(id: u32) -> Style {
    match id {
        14..=22 | 27..=36 | 45..=47 | 50..=58 | 71..=81 => Style::Date,
        _ => Style::Number,
    }
}

/// A format code such as `yyyy\-mm\-dd`, `[$-407]d. mmmm yyyy`, `#,##0.00 "pieces per day"`, `00000`.
fn of_code(code: &str) -> Style {
    let first = code.split(';').next().unwrap_or_default();
    if (2..=32).contains(&first.len()) && first.bytes().all(|byte| byte == b'0') {
        return Style::Padded(first.len() as u8);
    }
    let mut chars = first.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => drop(chars.by_ref().find(|&c| c == '"')),
            // Colours, conditions and locales; time that has passed counts past 24 hours and is no time of day.
            '[' => drop(chars.by_ref().find(|&c| c == ']')),
            '\\' | '_' | '*' => drop(chars.next()),
            'y' | 'Y' | 'd' | 'D' | 'm' | 'M' | 'h' | 'H' | 's' | 'S' => return Style::Date,
            'G' | 'g' => return Style::Number,
            _ => {}
        }
    }
    Style::Number
}
