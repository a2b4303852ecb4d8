//! Which encoding a file without a byte order mark has. All of its lines vote, wherever they stand: what counts is the
//! sum over the file, so neither the place of the first letter that is not ASCII nor any cut changes the answer.

use clientele_cells::scan;

use super::dialect::Encoding;
use super::encoding::{mac_roman, windows_1252};

/// What the lines of a file say.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    /// Characters of several bytes that are UTF-8.
    pub characters: u64,
    /// Runs of bytes that are not.
    pub broken: u64,
    /// How likely the lines with such runs are text in Windows-1252, less how likely in Mac Roman.
    pub windows: i64,
}

impl Tally {
    /// Takes whole lines.
    pub(crate) fn add_bytes(&mut self, bytes: &[u8]) {
        // Most are ASCII, and most others UTF-8.
        if !scan::has_high(bytes) {
            return;
        }
        if std::str::from_utf8(bytes).is_ok() {
            self.characters += scan::starts(bytes);
            return;
        }
        for line in bytes.split_inclusive(|byte| matches!(byte, b'\n' | b'\r')) {
            self.add_line(line);
        }
    }

    fn add_line(&mut self, line: &[u8]) {
        if line.is_ascii() {
            return;
        }
        let mut is_broken = false;
        for chunk in line.utf8_chunks() {
            self.characters += scan::starts(chunk.valid().as_bytes());
            is_broken |= !chunk.invalid().is_empty();
            self.broken += u64::from(!chunk.invalid().is_empty());
        }
        if !is_broken {
            return;
        }
        for (i, &byte) in line.iter().enumerate().filter(|(_, byte)| **byte >= 0x80) {
            let before = i.checked_sub(1).and_then(|i| line.get(i)).copied().unwrap_or(b' ');
            let after = line.get(i + 1).copied().unwrap_or(b' ');
            let in_word = before.is_ascii_alphabetic() || after.is_ascii_alphabetic();
            let of = |c: char| plausibility(c, in_word, before.is_ascii_lowercase());
            self.windows += of(windows_1252(byte)) - of(mac_roman(byte));
        }
    }

    /// Takes what other lines say.
    pub(crate) fn add(&mut self, other: Self) {
        self.characters = self.characters.saturating_add(other.characters);
        self.broken = self.broken.saturating_add(other.broken);
        self.windows = self.windows.saturating_add(other.windows);
    }

    /// The encoding. A few broken bytes among many characters are damage in UTF-8: text in other encodings is hardly
    /// ever UTF-8 by chance.
    pub(crate) fn encoding(&self) -> Encoding {
        match self.windows {
            _ if self.broken == 0 || self.characters > self.broken => Encoding::Utf8,
            0.. => Encoding::Windows1252,
            _ => Encoding::MacRoman,
        }
    }
}

/// Are letters beside letters, or signs that tables hold, likelier than others?
fn plausibility(c: char, in_word: bool, after_lower: bool) -> i64 {
    match c {
        'à'..='ÿ' | 'ß' | 'œ' | 'š' | 'ž' if c != '÷' => {
            if in_word {
                4
            } else {
                1
            }
        }
        'À'..='Ý' | 'Œ' | 'Š' | 'Ž' if c != '×' => {
            if after_lower {
                -2
            } else {
                2
            }
        }
        '€' | '£' | '¥' | '\u{a0}' | '°' | '–' | '—' | '’' | '‘' | '“' | '”' | '•' | '™' | '®' | '©'
        | '…' | '½' | '«' | '»' => 1,
        '\u{80}'..='\u{9f}' => -8,
        _ => -3,
    }
}
