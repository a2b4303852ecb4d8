//! Distinct texts, each stored once and known by its code.

use std::hash::BuildHasher;

use foldhash::fast::FixedState;
use hashbrown::HashTable;

/// A text's number in its [`Dictionary`]: 0 is the first that was seen.
pub type Code = u32;

/// Stands in a column of codes where there is no text.
pub const NO_CODE: Code = Code::MAX;

/// Texts numbered in the order of their first appearance. Codes never depend on the hash.
#[derive(Clone, Default)]
pub struct Dictionary {
    text: String,
    ends: Vec<u32>,
    index: HashTable<Code>,
}

impl Dictionary {
    /// How many distinct texts.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Is there none?
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The code of `text`, new if it was not seen before.
    pub fn intern(&mut self, text: &str) -> Code {
        let hash = FixedState::default().hash_one(text.as_bytes());
        if let Some(&code) = self.index.find(hash, |&code| self.get(code) == text) {
            return code;
        }
        let code = self.ends.len() as Code;
        self.text.push_str(text);
        self.ends.push(self.text.len() as u32);
        let (all, ends) = (&self.text, &self.ends);
        self.index.insert_unique(hash, code, |&code| {
            FixedState::default().hash_one(slice(all, ends, code).as_bytes())
        });
        code
    }

    /// The code of `text`, if it was seen.
    pub fn find(&self, text: &str) -> Option<Code> {
        let hash = FixedState::default().hash_one(text.as_bytes());
        self.index.find(hash, |&code| self.get(code) == text).copied()
    }

    /// The text of a code; empty for a code that was never given out.
    pub fn get(&self, code: Code) -> &str {
        slice(&self.text, &self.ends, code)
    }

    /// All texts in the order of their codes.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.ends.len() as Code).map(|code| self.get(code))
    }
}

fn slice<'a>(text: &'a str, ends: &[u32], code: Code) -> &'a str {
    let code = code as usize;
    let start = if code == 0 { 0 } else { ends.get(code - 1).copied().unwrap_or(0) };
    let end = ends.get(code).copied().unwrap_or(start);
    text.get(start as usize..end as usize).unwrap_or("")
}

impl std::fmt::Debug for Dictionary {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

impl PartialEq for Dictionary {
    fn eq(&self, other: &Self) -> bool {
        self.ends == other.ends && self.text == other.text
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
