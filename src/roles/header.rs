//! How well a header names a role.

use super::names::{NAMES, Names};
use super::role::Role;
use crate::letters::{is_capital, small};

/// A header made comparable: lower case, no accents, words split at signs and at inner capitals.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Header {
    words: Vec<String>,
    compact: String,
}

/// Longer headers are questions of a survey; their words still count, the rest does not.
const MAX_WORDS: usize = 24;

impl Header {
    pub(super) fn new(text: &str) -> Self {
        let mut words: Vec<String> = Vec::new();
        let mut word = String::new();
        let mut previous_small = false;
        for c in text.chars().take(400) {
            let border = !c.is_alphanumeric();
            if (border || (is_capital(c) && previous_small)) && !word.is_empty() {
                words.push(std::mem::take(&mut word));
            }
            if !border {
                plain(c, &mut word);
            }
            previous_small = !border && !is_capital(c);
        }
        if !word.is_empty() {
            words.push(word);
        }
        words.truncate(MAX_WORDS);
        drop_ending(&mut words);
        Self { compact: words.concat(), words }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Is it exactly this name, written in lower case? A star ends the start of a name.
    pub(super) fn is(&self, name: &str) -> bool {
        let (name, is_start) = name.strip_suffix('*').map_or((name, false), |start| (start, true));
        let mut own = self.compact.bytes();
        name.bytes().filter(|&b| b != b' ').all(|b| own.next() == Some(b))
            && (is_start || own.next().is_none())
    }

    /// 0 for a header that says nothing of the role, 1 for its usual name.
    pub(super) fn score(&self, role: Role) -> f64 {
        let Some(names) = NAMES.iter().find(|names| names.role == role) else { return 0.0 };
        if self.is_empty() {
            return 0.0;
        }
        let against = if self.has_any(names.against) { 0.45 } else { 1.0 };
        self.match_names(names) * against
    }

    fn match_names(&self, names: &Names) -> f64 {
        if self.equals_any(names.sure) {
            1.0
        } else if self.equals_any(names.fair) {
            0.85
        } else if self.holds_any(names.sure) {
            0.7
        } else if self.has_any(names.words) {
            0.5
        } else if self.holds_any_phrase(names.fair) {
            0.4
        } else {
            0.0
        }
    }

    fn equals_any(&self, names: &str) -> bool {
        list(names).any(|name| self.is(name))
    }

    /// Does a name stand in the header as neighbouring words?
    fn holds_any(&self, names: &str) -> bool {
        list(names).any(|name| self.holds(name))
    }

    /// The same for names of several words: single ones such as `id` stand in every other header.
    fn holds_any_phrase(&self, names: &str) -> bool {
        list(names).any(|name| name.contains(' ') && self.holds(name))
    }

    fn holds(&self, name: &str) -> bool {
        let n = name.split(' ').count();
        self.words.windows(n).any(|window| window.iter().map(String::as_str).eq(name.split(' ')))
    }

    fn has_any(&self, words: &str) -> bool {
        list(words).any(|word| match word.strip_suffix('*') {
            Some(start) => self.words.iter().any(|other| other.starts_with(start)),
            None => self.words.iter().any(|other| other == word),
        })
    }
}

/// Survey tools add a second header row that says how the question was answered.
fn drop_ending(words: &mut Vec<String>) {
    for ending in [&["open", "ended", "response"][..], &["response"]] {
        let rest = words.len().saturating_sub(ending.len());
        if rest >= 2 && words[rest..].iter().map(String::as_str).eq(ending.iter().copied()) {
            words.truncate(rest);
            return;
        }
    }
}

fn list(names: &str) -> impl Iterator<Item = &str> {
    names.split(',').map(str::trim).filter(|name| !name.is_empty())
}

/// Lower case without accents, for the letters of the languages whose headers are known.
fn plain(c: char, out: &mut String) {
    match small(c) {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ą' => out.push('a'),
        'ç' | 'ć' | 'č' => out.push('c'),
        'è' | 'é' | 'ê' | 'ë' | 'ę' => out.push('e'),
        'ì' | 'í' | 'î' | 'ï' => out.push('i'),
        'ñ' | 'ń' => out.push('n'),
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' => out.push('o'),
        'ù' | 'ú' | 'û' | 'ü' => out.push('u'),
        'ß' => out.push_str("ss"),
        'æ' => out.push_str("ae"),
        'œ' => out.push_str("oe"),
        c => out.push(c),
    }
}
