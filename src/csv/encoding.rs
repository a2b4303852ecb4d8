//! Text in other encodings than UTF-8, and which one a file has.

use super::dialect::Encoding;
use super::tally::Tally;

/// Appends the text of `bytes` to `to`. `false` if some bytes are no text in this encoding; each run of them becomes
/// U+FFFD. UTF-16 does not come here: it is turned into UTF-8 while it streams, by [`Utf16`].
pub(crate) fn decode(bytes: &[u8], encoding: Encoding, to: &mut String) -> bool {
    match encoding {
        Encoding::Utf8 | Encoding::Utf16Le | Encoding::Utf16Be => {
            let mut is_text = true;
            for chunk in bytes.utf8_chunks() {
                to.push_str(chunk.valid());
                if !chunk.invalid().is_empty() {
                    to.push('\u{fffd}');
                    is_text = false;
                }
            }
            is_text
        }
        Encoding::Windows1252 => {
            to.extend(bytes.iter().map(|&byte| windows_1252(byte)));
            true
        }
        Encoding::MacRoman => {
            to.extend(bytes.iter().map(|&byte| mac_roman(byte)));
            true
        }
    }
}

/// The text of `bytes`, unreadable ones as U+FFFD.
pub(crate) fn text_of(bytes: &[u8], encoding: Encoding) -> String {
    let mut text = String::with_capacity(bytes.len());
    decode(bytes, encoding, &mut text);
    text
}

pub(crate) fn windows_1252(byte: u8) -> char {
    match byte {
        0x80..=0x9f => WINDOWS_1252.get(usize::from(byte - 0x80)).copied().unwrap_or('\u{fffd}'),
        _ => char::from(byte),
    }
}

pub(crate) fn mac_roman(byte: u8) -> char {
    match byte {
        0x80..=0xff => MAC_ROMAN.get(usize::from(byte - 0x80)).copied().unwrap_or('\u{fffd}'),
        _ => char::from(byte),
    }
}

/// Turns a stream of UTF-16 into UTF-8; a lone surrogate becomes U+FFFD.
#[derive(Debug, Clone, Default)]
pub(crate) struct Utf16 {
    is_big: bool,
    byte: Option<u8>,
    high: Option<u16>,
}

impl Utf16 {
    /// `None` for an encoding that needs no turning.
    pub(crate) fn new(encoding: Encoding) -> Option<Self> {
        encoding.is_utf16().then(|| Self { is_big: encoding == Encoding::Utf16Be, ..Self::default() })
    }

    /// Appends the text of the next bytes of the file.
    pub(crate) fn push(&mut self, bytes: &[u8], to: &mut Vec<u8>) {
        for &byte in bytes {
            let Some(first) = self.byte.take() else {
                self.byte = Some(byte);
                continue;
            };
            let pair = [first, byte];
            self.unit(if self.is_big { u16::from_be_bytes(pair) } else { u16::from_le_bytes(pair) }, to);
        }
    }

    /// The file ends: half a character is not lost without a trace.
    pub(crate) fn finish(&mut self, to: &mut Vec<u8>) {
        if self.high.take().is_some() || self.byte.take().is_some() {
            put('\u{fffd}', to);
        }
    }

    fn unit(&mut self, unit: u16, to: &mut Vec<u8>) {
        match (self.high.take(), unit) {
            (None, 0xd800..0xdc00) => self.high = Some(unit),
            (Some(high), 0xdc00..0xe000) => {
                let point = 0x10000 + ((u32::from(high) - 0xd800) << 10) + (u32::from(unit) - 0xdc00);
                put(char::from_u32(point).unwrap_or('\u{fffd}'), to);
            }
            (Some(_), _) => {
                put('\u{fffd}', to);
                self.unit(unit, to);
            }
            (None, _) => put(char::from_u32(u32::from(unit)).unwrap_or('\u{fffd}'), to),
        }
    }
}

fn put(c: char, to: &mut Vec<u8>) {
    to.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
}

/// Bytes of the file that the UTF-8 text `bytes` took in UTF-16.
pub(crate) fn utf16_bytes(bytes: &[u8]) -> u64 {
    let units =
        bytes.iter().map(|&byte| u64::from(byte & 0xc0 != 0x80) + u64::from(byte >= 0xf0)).sum::<u64>();
    units * 2
}

/// The encoding of a file that starts with `head`, and the length of its byte order mark.
pub(crate) fn guess(head: &[u8], complete: bool) -> (Encoding, u8) {
    match head {
        [0xef, 0xbb, 0xbf, ..] => return (Encoding::Utf8, 3),
        [0xff, 0xfe, ..] => return (Encoding::Utf16Le, 2),
        [0xfe, 0xff, ..] => return (Encoding::Utf16Be, 2),
        _ => {}
    }
    if let Some(encoding) = bare_utf16(head) {
        return (encoding, 0);
    }
    // A longer head may end in the middle of a line, and of a character.
    let newline = |byte: &u8| matches!(byte, b'\n' | b'\r');
    let end = head.iter().rposition(newline).filter(|_| !complete).map_or(head.len(), |at| at + 1);
    let mut tally = Tally::default();
    match head.get(..end) {
        Some(lines) if end < head.len() || complete => tally.add_bytes(lines),
        _ => tally.add_bytes(whole_characters(head)),
    }
    (tally.encoding(), 0)
}

/// Without the start of a character at the end.
fn whole_characters(head: &[u8]) -> &[u8] {
    match std::str::from_utf8(head) {
        Err(error) if error.error_len().is_none() => head.get(..error.valid_up_to()).unwrap_or(head),
        _ => head,
    }
}

/// UTF-16 without a mark: nearly every second byte is zero, on one side only.
fn bare_utf16(head: &[u8]) -> Option<Encoding> {
    let pairs = head.get(..4096).unwrap_or(head).chunks_exact(2);
    let n = pairs.len();
    let (first, second) = pairs.fold((0, 0), |(a, b), pair| {
        (a + usize::from(pair.first() == Some(&0)), b + usize::from(pair.last() == Some(&0)))
    });
    let (most, few) = (n - n / 4, n / 20);
    match (n >= 2, first, second) {
        (true, a, b) if b >= most && a <= few => Some(Encoding::Utf16Le),
        (true, a, b) if a >= most && b <= few => Some(Encoding::Utf16Be),
        _ => None,
    }
}

/// 0x80..=0x9f; the five bytes without a sign stay control characters, as the WHATWG Encoding Standard has them.
const WINDOWS_1252: [char; 32] = [
    '\u{20ac}', '\u{81}', '\u{201a}', '\u{192}', '\u{201e}', '\u{2026}', '\u{2020}', '\u{2021}', '\u{2c6}',
    '\u{2030}', '\u{160}', '\u{2039}', '\u{152}', '\u{8d}', '\u{17d}', '\u{8f}', '\u{90}', '\u{2018}',
    '\u{2019}', '\u{201c}', '\u{201d}', '\u{2022}', '\u{2013}', '\u{2014}', '\u{2dc}', '\u{2122}', '\u{161}',
    '\u{203a}', '\u{153}', '\u{9d}', '\u{17e}', '\u{178}',
];

/// 0x80..=0xff, after the table ROMAN.TXT of the Unicode Consortium.
const MAC_ROMAN: [char; 128] = [
    '\u{c4}', '\u{c5}', '\u{c7}', '\u{c9}', '\u{d1}', '\u{d6}', '\u{dc}', '\u{e1}', '\u{e0}', '\u{e2}',
    '\u{e4}', '\u{e3}', '\u{e5}', '\u{e7}', '\u{e9}', '\u{e8}', '\u{ea}', '\u{eb}', '\u{ed}', '\u{ec}',
    '\u{ee}', '\u{ef}', '\u{f1}', '\u{f3}', '\u{f2}', '\u{f4}', '\u{f6}', '\u{f5}', '\u{fa}', '\u{f9}',
    '\u{fb}', '\u{fc}', '\u{2020}', '\u{b0}', '\u{a2}', '\u{a3}', '\u{a7}', '\u{2022}', '\u{b6}', '\u{df}',
    '\u{ae}', '\u{a9}', '\u{2122}', '\u{b4}', '\u{a8}', '\u{2260}', '\u{c6}', '\u{d8}', '\u{221e}', '\u{b1}',
    '\u{2264}', '\u{2265}', '\u{a5}', '\u{b5}', '\u{2202}', '\u{2211}', '\u{220f}', '\u{3c0}', '\u{222b}',
    '\u{aa}', '\u{ba}', '\u{3a9}', '\u{e6}', '\u{f8}', '\u{bf}', '\u{a1}', '\u{ac}', '\u{221a}', '\u{192}',
    '\u{2248}', '\u{2206}', '\u{ab}', '\u{bb}', '\u{2026}', '\u{a0}', '\u{c0}', '\u{c3}', '\u{d5}',
    '\u{152}', '\u{153}', '\u{2013}', '\u{2014}', '\u{201c}', '\u{201d}', '\u{2018}', '\u{2019}', '\u{f7}',
    '\u{25ca}', '\u{ff}', '\u{178}', '\u{2044}', '\u{20ac}', '\u{2039}', '\u{203a}', '\u{fb01}', '\u{fb02}',
    '\u{2021}', '\u{b7}', '\u{201a}', '\u{201e}', '\u{2030}', '\u{c2}', '\u{ca}', '\u{c1}', '\u{cb}',
    '\u{c8}', '\u{cd}', '\u{ce}', '\u{cf}', '\u{cc}', '\u{d3}', '\u{d4}', '\u{f8ff}', '\u{d2}', '\u{da}',
    '\u{db}', '\u{d9}', '\u{131}', '\u{2c6}', '\u{2dc}', '\u{af}', '\u{2d8}', '\u{2d9}', '\u{2da}', '\u{b8}',
    '\u{2dd}', '\u{2db}', '\u{2c7}',
];
