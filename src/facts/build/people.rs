//! One set of customers for all files.

use super::Source;
use crate::bulk::{self, STEP};
use crate::dictionary::{Code, Dictionary, NO_CODE};
use crate::facts::CustomerIdx;
use crate::letters;
use crate::roles::Role;
use crate::sort::{Sort as _, by_number};
use crate::table::TextColumn;

/// Stands where there is no customer.
pub(super) const NOBODY: CustomerIdx = CustomerIdx::MAX;

/// Customers by identifier, while files are read.
#[derive(Default)]
pub(super) struct People {
    ids: Dictionary,
    aliases: Dictionary,
    alias_of: Vec<CustomerIdx>,
    /// Has the customer a row that is used?
    is_used: Vec<bool>,
}

impl People {
    pub(super) fn len(&self) -> usize {
        self.ids.len()
    }

    /// The customer of each text of a column: one look-up a distinct text, none a row.
    fn of_texts(&mut self, texts: &Dictionary) -> Vec<CustomerIdx> {
        if self.ids.is_empty() && self.aliases.is_empty() && texts.iter().all(is_folded) {
            // The first file, written as we write it: its codes are our numbers.
            self.ids = texts.clone();
            self.is_used.resize(texts.len(), false);
            return (0..texts.len() as CustomerIdx).collect();
        }
        let mut folded = String::new();
        let mut of = Vec::with_capacity(texts.len());
        for text in texts.iter() {
            fold(text, &mut folded);
            of.push(self.of_id(&folded));
        }
        self.is_used.resize(self.ids.len(), false);
        of
    }

    /// The customer of each row of a column.
    pub(super) fn of_rows(&mut self, column: &TextColumn) -> Vec<CustomerIdx> {
        let customers = self.of_texts(&column.texts);
        let mut who = column.codes.to_vec();
        bulk::recode(&mut who, &customers, NOBODY);
        who
    }

    /// A customer who is known by one order, or one row, only.
    pub(super) fn unnamed(&mut self, what: &str) -> CustomerIdx {
        let customer = self.ids.intern(what);
        self.is_used.resize(self.ids.len(), false);
        customer
    }

    fn of_id(&mut self, id: &str) -> CustomerIdx {
        if id.is_empty() {
            return NOBODY;
        }
        match self.aliases.find(id).and_then(|alias| self.alias_of.get(alias as usize)) {
            Some(&customer) if customer != NOBODY => customer,
            _ => self.ids.intern(id),
        }
    }

    /// The customer of each row of a file: by the identifier, or by the second one where the first is blank.
    pub(super) fn of_source(&mut self, source: &Source<'_>) -> Vec<CustomerIdx> {
        let mut who = match source.text(Role::Customer) {
            Some(column) => self.of_rows(column),
            None => vec![NOBODY; source.table.n_rows],
        };
        if let Some(aliases) = source.text(Role::CustomerAlias).filter(|_| bulk::has(&who, &NOBODY)) {
            let others = self.of_rows(aliases);
            let blank = who.iter_mut().zip(others).filter(|(who, _)| **who == NOBODY);
            blank.for_each(|(who, other)| *who = other);
        }
        who
    }

    /// Learns the second identifiers of a file. Where two customers have the same one it stands for the first of them
    /// in alphabetical order, so that the order of rows does not matter.
    pub(super) fn learn_aliases(&mut self, source: &Source<'_>) {
        let (Some(ids), Some(aliases)) = (source.text(Role::Customer), source.text(Role::CustomerAlias))
        else {
            return;
        };
        let customers = self.of_texts(&ids.texts);
        let mut folded = String::new();
        let mut codes = Vec::with_capacity(aliases.texts.len());
        for text in aliases.texts.iter() {
            fold(text, &mut folded);
            codes.push(if folded.is_empty() { NO_CODE } else { self.aliases.intern(&folded) });
        }
        self.alias_of.resize(self.aliases.len(), NOBODY);
        for row in 0..source.table.n_rows {
            let (Some(id), Some(alias)) = (ids.code(row), aliases.code(row)) else { continue };
            let customer = customers[id as usize];
            let Some(known) = self.alias_of.get_mut(codes[alias as usize] as usize) else { continue };
            if *known == NOBODY || self.ids.get(customer) < self.ids.get(*known) {
                *known = customer;
            }
        }
    }

    /// These customers have rows that are used.
    pub(super) fn mark_used(&mut self, customers: &[CustomerIdx]) {
        customers.chunks(STEP).for_each(|step| mark(step, &mut self.is_used));
    }

    /// Drops customers who have no used row. Returns the new number of each old one; `None` if nobody was dropped.
    pub(super) fn compact(&mut self) -> Option<Vec<CustomerIdx>> {
        if self.is_used.iter().all(|&is_used| is_used) {
            return None;
        }
        let mut ids = Dictionary::default();
        let numbers = self.ids.iter().zip(&self.is_used);
        let numbers = numbers.map(|(id, &is_used)| if is_used { ids.intern(id) } else { NOBODY }).collect();
        self.ids = ids;
        Some(numbers)
    }

    /// The customer whom a text names, once all files are in and customers are renumbered by `numbers`.
    pub(super) fn known(&self, text: &str, numbers: Option<&[CustomerIdx]>) -> Option<CustomerIdx> {
        let mut folded = String::new();
        fold(text, &mut folded);
        let alias = self.aliases.find(&folded).and_then(|alias| self.alias_of.get(alias as usize).copied());
        let alias = alias.filter(|&customer| customer != NOBODY).map(|customer| match numbers {
            Some(numbers) => numbers.get(customer as usize).copied().unwrap_or(NOBODY),
            None => customer,
        });
        alias.filter(|&customer| customer != NOBODY).or_else(|| self.ids.find(&folded))
    }

    /// The identifiers of all customers.
    pub(super) fn into_ids(self) -> Dictionary {
        self.ids
    }
}

#[inline(never)]
fn mark(customers: &[CustomerIdx], is_used: &mut [bool]) {
    for &customer in customers {
        if let Some(is_used) = is_used.get_mut(customer as usize) {
            *is_used = true;
        }
    }
}

/// The identifier that a text stands for: trimmed, an e-mail address in lower case, a spreadsheet's `17850.0` as
/// `17850`. `00042` stays: its zeros are part of it.
fn fold(text: &str, folded: &mut String) {
    folded.clear();
    let text = text.trim();
    if !text.contains('@') {
        folded.push_str(without_point(text));
    } else if text.is_ascii() {
        folded.push_str(text);
        folded.make_ascii_lowercase();
    } else {
        folded.extend(text.chars().map(letters::small));
    }
}

/// Is a text its own identifier? `false` may also mean that it was not looked at closely.
fn is_folded(text: &str) -> bool {
    // Without a branch a byte: this runs over the text of every customer.
    let mut is_other = text.is_empty();
    for &byte in text.as_bytes() {
        is_other |= byte.wrapping_sub(b'!') > b'~' - b'!' || byte.wrapping_sub(b'A') < 26;
    }
    !is_other && !text.ends_with(".0")
}

/// A whole number without the `.0` that spreadsheets add.
fn without_point(text: &str) -> &str {
    let whole = text.strip_suffix(".0").filter(|whole| whole.bytes().all(|b| b.is_ascii_digit()));
    whole.filter(|whole| !whole.is_empty()).unwrap_or(text)
}

/// Texts in alphabetical order, and the new code of each, so that codes do not depend on the order of rows.
pub(super) fn sorted(texts: &Dictionary) -> (Dictionary, Vec<Code>) {
    if texts.iter().is_sorted() {
        return (texts.clone(), (0..texts.len() as Code).collect());
    }
    // The first bytes in which texts may differ settle most of the order without going to the texts.
    let n_same = common(texts);
    let first = |text: &str| {
        let mut bytes = [0; 8];
        for (byte, &of_text) in bytes.iter_mut().zip(&text.as_bytes()[n_same..]) {
            *byte = of_text;
        }
        u64::from_be_bytes(bytes)
    };
    let hashed: Vec<(&str, u64)> = texts.hashed().collect();
    let firsts: Vec<u64> = hashed.iter().map(|(text, _)| first(text)).collect();
    let mut order = by_number(&firsts);
    for same in order.chunk_by_mut(|&a, &b| firsts[a as usize] == firsts[b as usize]) {
        if same.len() > 1 {
            same.order_by(|&a, &b| hashed[a as usize].0.cmp(hashed[b as usize].0));
        }
    }
    let mut rank = vec![NO_CODE; order.len()];
    let (mut all, mut ends, mut hashes) = (String::new(), Vec::new(), Vec::new());
    for (place, &code) in order.iter().enumerate() {
        rank[code as usize] = place as Code;
        let (text, hash) = hashed[code as usize];
        all.push_str(text);
        ends.push(all.len() as u32);
        hashes.push(hash);
    }
    (Dictionary::from_raw(all, ends, hashes).unwrap_or_default(), rank)
}

/// How many bytes all texts begin with alike.
fn common(texts: &Dictionary) -> usize {
    let first = texts.get(0).as_bytes();
    let mut n = first.len();
    for text in texts.iter() {
        n = first[..n].iter().zip(text.as_bytes()).take_while(|(a, b)| a == b).count();
    }
    n
}
