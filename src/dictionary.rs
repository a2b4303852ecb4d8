//! Distinct texts, each stored once and known by its code.

use std::sync::{Arc, OnceLock};

use clientele_cells::Lookup;

/// A text's number in its [`Dictionary`]: 0 is the first that was seen.
pub type Code = u32;

/// Stands in a column of codes where there is no text.
pub const NO_CODE: Code = Code::MAX;

/// Texts numbered in the order of their first appearance. Codes never depend on the hash.
///
/// Each text's hash is kept beside it, so that dictionaries are merged without hashing a text twice, and the index
/// over the hashes is built when it is first needed.
/// A copy is shared until one of the two is given a text that is new.
#[derive(Clone, Default)]
pub struct Dictionary {
    inner: Arc<Inner>,
}

#[derive(Clone, Default)]
struct Inner {
    text: String,
    ends: Vec<u32>,
    hashes: Vec<u64>,
    index: OnceLock<Lookup>,
}

/// The hash of a text as dictionaries use it.
pub use clientele_cells::hash;

impl Dictionary {
    /// How many distinct texts.
    pub fn len(&self) -> usize {
        self.inner.ends.len()
    }

    /// Is there none?
    pub fn is_empty(&self) -> bool {
        self.inner.ends.is_empty()
    }

    /// The code of `text`, new if it was not seen before.
    pub fn intern(&mut self, text: &str) -> Code {
        self.intern_hashed(text, hash(text.as_bytes()))
    }

    /// The same where the [`hash`] of the text is known.
    pub(crate) fn intern_hashed(&mut self, text: &str, hash: u64) -> Code {
        self.build_index();
        if let Some(code) = self.find_hashed(text, hash) {
            return code;
        }
        let code = self.inner.ends.len() as Code;
        let inner = Arc::make_mut(&mut self.inner);
        // Doubling would leave as much unused as is used.
        if inner.text.capacity() - inner.text.len() < text.len() {
            inner.text.reserve_exact(text.len() + inner.text.len() / 4 + 64);
        }
        inner.text.push_str(text);
        inner.ends.push(inner.text.len() as u32);
        inner.hashes.push(hash);
        if let Some(index) = inner.index.get_mut() {
            index.add(&inner.hashes);
        }
        code
    }

    /// The code of `text`, if it was seen.
    pub fn find(&self, text: &str) -> Option<Code> {
        self.build_index();
        self.find_hashed(text, hash(text.as_bytes()))
    }

    /// The text of a code; empty for a code that was never given out.
    pub fn get(&self, code: Code) -> &str {
        let code = code as usize;
        let start = if code == 0 { 0 } else { self.inner.ends.get(code - 1).copied().unwrap_or(0) };
        let end = self.inner.ends.get(code).copied().unwrap_or(start);
        self.inner.text.get(start as usize..end as usize).unwrap_or("")
    }

    /// All texts in the order of their codes.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.inner.ends.len() as Code).map(|code| self.get(code))
    }

    /// Distinct texts one after the other, the end of each in bytes, and their hashes. `None` if these do not
    /// describe texts; that no text stands twice is the caller's word.
    pub(crate) fn from_raw(text: String, ends: Vec<u32>, hashes: Vec<u64>) -> Option<Self> {
        let is_valid = ends.len() == hashes.len()
            && ends.is_sorted()
            && ends.last().map_or(0, |&end| end as usize) == text.len()
            && ends.iter().all(|&end| text.is_char_boundary(end as usize));
        is_valid.then(|| Self { inner: Arc::new(Inner { text, ends, hashes, index: OnceLock::new() }) })
    }

    /// The texts with their hashes, in the order of their codes.
    pub(crate) fn hashed(&self) -> impl Iterator<Item = (&str, u64)> {
        self.iter().zip(self.inner.hashes.iter().copied())
    }

    fn find_hashed(&self, text: &str, hash: u64) -> Option<Code> {
        self.inner.index.get()?.find(text.as_bytes(), hash, self.inner.text.as_bytes(), &self.inner.ends)
    }

    fn build_index(&self) {
        self.inner.index.get_or_init(|| Lookup::new(&self.inner.hashes));
    }
}

impl std::fmt::Debug for Dictionary {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

impl PartialEq for Dictionary {
    fn eq(&self, other: &Self) -> bool {
        self.inner.ends == other.inner.ends && self.inner.text == other.inner.text
    }
}

impl<'a> FromIterator<&'a str> for Dictionary {
    fn from_iter<I: IntoIterator<Item = &'a str>>(texts: I) -> Self {
        let mut dictionary = Self::default();
        for text in texts {
            dictionary.intern(text);
        }
        dictionary
    }
}
