//! How a file writes its rows: encoding, delimiter, quote, escape, line end.

use super::wire::{Wire, Writer};
use crate::error::Error;

/// The way a file writes rows and cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dialect {
    /// How text is stored.
    pub encoding: Encoding,
    /// Bytes of the byte order mark at the start of the file; 0 where there is none.
    pub bom: u8,
    /// The byte between cells; `None` where a row is one cell.
    pub delimiter: Option<u8>,
    /// Do blanks follow the delimiter, so that `a, "b, c"` has two cells?
    pub padded: bool,
    /// The byte around cells that hold delimiters or line ends; two of them inside stand for one.
    pub quote: Option<u8>,
    /// The byte that takes the meaning from the next one, such as a backslash.
    pub escape: Option<u8>,
    /// What ends a line.
    pub line_end: LineEnd,
}

/// How text is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Encoding {
    /// UTF-8, ASCII included.
    #[default]
    Utf8,
    /// UTF-16, low byte first: a spreadsheet's "Unicode text".
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
    /// Windows-1252, the Western European code page; ISO 8859-1 is read as it, as browsers do.
    Windows1252,
    /// Mac OS Roman.
    MacRoman,
}

/// What ends a line outside quotes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LineEnd {
    /// Line feed, with or without a carriage return before it.
    #[default]
    Lf,
    /// Carriage return alone, as old Macintosh programs write.
    Cr,
}

impl Default for Dialect {
    /// RFC 4180: UTF-8, comma, double quote.
    fn default() -> Self {
        Self {
            encoding: Encoding::Utf8,
            bom: 0,
            delimiter: Some(b','),
            padded: false,
            quote: Some(b'"'),
            escape: None,
            line_end: LineEnd::Lf,
        }
    }
}

impl Dialect {
    /// The byte that ends a line.
    pub(crate) fn newline(&self) -> u8 {
        match self.line_end {
            LineEnd::Lf => b'\n',
            LineEnd::Cr => b'\r',
        }
    }

    pub(crate) fn write(&self, to: &mut Writer) {
        let byte = |byte: Option<u8>| byte.map_or(0, |byte| u64::from(byte) + 1);
        for number in [
            self.encoding as u64,
            u64::from(self.bom),
            byte(self.delimiter),
            u64::from(self.padded),
            byte(self.quote),
            byte(self.escape),
            self.line_end as u64,
        ] {
            to.number(number);
        }
    }

    pub(crate) fn read(from: &mut Wire<'_>) -> Result<Self, Error> {
        let byte = |number: u64| match number {
            0 => Ok(None),
            1..=256 => Ok(Some((number - 1) as u8)),
            _ => Err(Error::config("A plan holds a byte that is none.")),
        };
        Ok(Self {
            encoding: match from.number()? {
                0 => Encoding::Utf8,
                1 => Encoding::Utf16Le,
                2 => Encoding::Utf16Be,
                3 => Encoding::Windows1252,
                4 => Encoding::MacRoman,
                _ => return Err(Error::config("A plan names an unknown encoding.")),
            },
            bom: from.number()?.min(4) as u8,
            delimiter: byte(from.number()?)?,
            padded: from.number()? != 0,
            quote: byte(from.number()?)?,
            escape: byte(from.number()?)?,
            line_end: if from.number()? == 0 { LineEnd::Lf } else { LineEnd::Cr },
        })
    }
}

impl Encoding {
    /// The name that browsers and tools use: `utf-8`, `utf-16le`, `utf-16be`, `windows-1252`, `macintosh`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Utf16Le => "utf-16le",
            Self::Utf16Be => "utf-16be",
            Self::Windows1252 => "windows-1252",
            Self::MacRoman => "macintosh",
        }
    }

    /// Does it take two bytes or four for a character? Such files are turned into UTF-8 while they stream.
    pub fn is_utf16(self) -> bool {
        matches!(self, Self::Utf16Le | Self::Utf16Be)
    }
}
