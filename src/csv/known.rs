//! The texts that one reader knows, part after part, and which of the whole file's they are.

use clientele_cells::{Packed, recode};

use super::part::PartText;
use crate::dictionary::{Code, Dictionary, NO_CODE};
use crate::table::TextColumn;

/// The texts of one reader in one column.
#[derive(Default)]
pub(crate) struct Known {
    /// The code in the whole file of each text; [`NO_CODE`] for those that no row of it has had yet.
    codes: Vec<Code>,
    /// The last texts of `codes`: those that are new in the last part.
    new: Dictionary,
    /// Texts that came with parts that were not used, by their code in the reader.
    waiting: Vec<(Code, String, u64)>,
}

impl Known {
    /// Takes the texts that are new in a part. `false` if texts between these and those before are missing.
    pub(crate) fn learn(&mut self, part: &mut PartText) -> bool {
        if part.n_before == 0 {
            *self = Self::default();
        }
        self.let_wait();
        let text = std::mem::take(&mut part.text);
        let (ends, hashes) = (std::mem::take(&mut part.ends), std::mem::take(&mut part.hashes));
        let Some(texts) = Dictionary::from_raw(text, ends, hashes) else { return false };
        if part.n_before as usize != self.codes.len() {
            return false;
        }
        self.codes.resize(self.codes.len() + texts.len(), NO_CODE);
        self.new = texts;
        true
    }

    fn let_wait(&mut self) {
        let new = std::mem::take(&mut self.new);
        let first = self.codes.len() - new.len();
        let texts = (first as Code..).zip(new.hashed());
        self.waiting.extend(texts.map(|(code, (text, hash))| (code, text.to_owned(), hash)));
    }

    /// Appends rows of the part that was learnt last. Texts get their codes in the order of the rows of the file.
    pub(crate) fn put(&mut self, rows: &Packed<Code>, whole: &mut TextColumn) {
        let rows = rows.to_vec();
        if self.waiting.is_empty() {
            self.add_new(whole);
        } else {
            self.let_wait();
            for &row in &rows {
                if self.codes.get(row as usize) == Some(&NO_CODE) {
                    self.add_waiting(row, whole);
                }
            }
        }
        let mut codes = Vec::with_capacity(rows.len());
        recode(&rows, &self.codes, &mut codes);
        whole.codes.push(&codes);
    }

    /// All new texts stand in rows of the part, in the order of their codes.
    fn add_new(&mut self, whole: &mut TextColumn) {
        let new = std::mem::take(&mut self.new);
        let first = self.codes.len() - new.len();
        let codes = self.codes.get_mut(first..).unwrap_or_default();
        if whole.texts.is_empty() {
            codes.iter_mut().zip(0..).for_each(|(code, number)| *code = number);
            whole.texts = new;
            return;
        }
        for (code, (text, hash)) in codes.iter_mut().zip(new.hashed()) {
            *code = whole.texts.intern_hashed(text, hash);
        }
    }

    fn add_waiting(&mut self, code: Code, whole: &mut TextColumn) {
        let found = self.waiting.binary_search_by_key(&code, |(code, ..)| *code);
        let waiting = found.ok().and_then(|at| self.waiting.get(at));
        if let (Some((_, text, hash)), Some(place)) = (waiting, self.codes.get_mut(code as usize)) {
            *place = whole.texts.intern_hashed(text, *hash);
        }
    }
}
