//! Distinct texts of a column while it is read: raw bytes are looked up, and each distinct one is told what it means.

use clientele_cells::{Packed, Run, Texts};

use super::column::{as_id, is_blank, trim, unquoted};
use super::dialect::{Dialect, Encoding};
use super::encoding::decode;
use super::part::PartText;
use crate::dictionary::{Code, Dictionary, NO_CODE};
use crate::issue::Problem;

/// Beyond so many texts a reader forgets them all, and learns and tells them anew.
const MOST_TEXTS: usize = 150_000;

/// Builds a column of text.
pub(crate) struct TextBuilder {
    encoding: Encoding,
    quote: Option<u8>,
    is_id: bool,
    raw: Texts,
    /// How many raw texts, and how many odd ones, were looked at.
    n_known: usize,
    n_odd: usize,
    /// What raw texts mean, once one means another text than it is.
    meant: Option<Meant>,
    /// Texts that parts have taken.
    n_taken: usize,
    /// Raw texts that are none in the encoding of the file, ascending.
    bad: Vec<Code>,
}

/// What raw texts mean.
#[derive(Default)]
struct Meant {
    texts: Dictionary,
    /// The code in `texts` of each raw text; [`NO_CODE`] for the spellings of nothing.
    of: Vec<Code>,
}

impl TextBuilder {
    pub(crate) fn new(dialect: &Dialect, is_id: bool) -> Self {
        Self {
            encoding: dialect.encoding,
            quote: dialect.quote,
            is_id,
            raw: Texts::default(),
            n_known: 0,
            n_odd: 0,
            meant: None,
            n_taken: 0,
            bad: Vec::new(),
        }
    }

    /// Appends one cell without quotes.
    pub(crate) fn push(&mut self, cell: &[u8]) -> Option<Problem> {
        let first = self.raw.codes.len();
        match self.quote.filter(|quote| cell.first() == Some(quote)) {
            None => self.raw.push(cell),
            Some(quote) => {
                // As it would stand in a regular row.
                let doubled =
                    cell.iter().flat_map(|&byte| std::iter::repeat_n(byte, 1 + usize::from(byte == quote)));
                let quoted: Vec<u8> = std::iter::once(quote).chain(doubled).chain([quote]).collect();
                self.raw.push(&quoted);
            }
        }
        let mut faults = Vec::new();
        self.look(first, &mut faults);
        faults.pop().map(|(_, problem)| problem)
    }

    /// Appends the cells of a run.
    pub(crate) fn push_run(&mut self, run: &Run<'_>, faults: &mut Vec<(u32, Problem)>) {
        let first = self.raw.codes.len();
        self.raw.push_run(run);
        self.look(first, faults);
    }

    /// Looks at texts that are new, and for bad ones in the rows from `first` on.
    fn look(&mut self, first: usize, faults: &mut Vec<(u32, Problem)>) {
        if self.n_known < self.raw.len() {
            self.look_at_new();
        }
        if !self.bad.is_empty() {
            let codes = self.raw.codes.get(first..).unwrap_or(&[]);
            let rows = (0..).zip(codes).filter(|(_, code)| self.bad.binary_search(code).is_ok());
            faults.extend(rows.map(|(row, _)| (row, Problem::BadEncoding)));
        }
    }

    fn look_at_new(&mut self) {
        while let Some(&code) = self.raw.odd.get(self.n_odd) {
            self.n_odd += 1;
            let raw = self.raw.text(code);
            if self.encoding == Encoding::Utf8 && std::str::from_utf8(raw).is_err() {
                self.bad.push(code);
            }
            if self.meant.is_none() && self.meaning(raw).as_deref() != Some(raw) {
                self.meant = Some(Meant::default());
            }
        }
        self.n_known = self.raw.len();
        let Some(mut meant) = self.meant.take() else { return };
        for code in meant.of.len()..self.raw.len() {
            let meaning = self.meaning(self.raw.text(code as Code));
            let text = meaning.as_deref().and_then(|text| std::str::from_utf8(text).ok());
            meant.of.push(text.map_or(NO_CODE, |text| meant.texts.intern(text)));
        }
        self.meant = Some(meant);
    }

    /// What a raw text means, as UTF-8; `None` if nothing.
    fn meaning<'a>(&self, raw: &'a [u8]) -> Option<std::borrow::Cow<'a, [u8]>> {
        let text = unquoted(raw, self.quote);
        let trimmed = trim(&text, self.encoding);
        let bare = if self.is_id { as_id(trimmed) } else { trimmed };
        if bare.is_empty() || is_blank(bare) {
            return None;
        }
        if bare.len() == raw.len() && bare.is_ascii() {
            return Some(raw.into());
        }
        let mut decoded = String::new();
        decode(bare, self.encoding, &mut decoded);
        Some(decoded.into_bytes().into())
    }

    /// The rows since the last part, and the texts that are new in them.
    pub(crate) fn take(&mut self) -> PartText {
        let part = self.take_rows();
        // So many texts are no longer near the processor, and each reader would hold all of the file.
        if self.raw.len() > MOST_TEXTS {
            (self.raw, self.meant, self.bad) = (Texts::default(), None, Vec::new());
            (self.n_known, self.n_odd, self.n_taken) = (0, 0, 0);
        }
        part
    }

    fn take_rows(&mut self) -> PartText {
        let mut codes = std::mem::take(&mut self.raw.codes);
        let n_before = self.n_taken;
        let Some(Meant { texts, of }) = &self.meant else {
            let (bytes, ends, hashes) = self.raw.since(n_before);
            self.n_taken = self.raw.len();
            let text = String::from_utf8_lossy(bytes).into_owned();
            let codes = Packed::from(codes.as_slice());
            return PartText { n_before: n_before as u32, text, ends, hashes: hashes.to_vec(), codes };
        };
        for code in &mut codes {
            *code = of.get(*code as usize).copied().unwrap_or(NO_CODE);
        }
        self.n_taken = texts.len();
        let codes = Packed::from(codes.as_slice());
        let mut part = PartText { n_before: n_before as u32, codes, ..PartText::default() };
        for (text, hash) in texts.hashed().skip(n_before) {
            part.text.push_str(text);
            part.ends.push(part.text.len() as u32);
            part.hashes.push(hash);
        }
        part
    }
}
