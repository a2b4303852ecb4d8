//! Cells of text that stand for a yes, a no or a score: decided once for each distinct text.

use super::people::sorted;
use crate::dictionary::{Code, Dictionary};
use crate::letters;
use crate::money::PER_UNIT;
use crate::table::TextColumn;

/// A column whose cells say yes or no.
pub(super) struct Flags<'a> {
    column: &'a TextColumn,
    of: Vec<bool>,
    /// What a blank cell says: no, in a column that never says no otherwise, such as one of dates.
    blank: Option<bool>,
}

const NO: [&str; 15] = [
    "0", "0.0", "no", "n", "false", "f", "nein", "non", "nee", "nej", "nao", "não", "never", "not sent", "-",
];
/// Names of the groups that are not held back.
const NOT_CONTROL: [&str; 8] =
    ["treatment", "test", "exposed", "target", "treated", "b", "testgruppe", "variant"];

impl<'a> Flags<'a> {
    /// For columns such as opened, clicked, responded.
    pub(super) fn new(column: &'a TextColumn) -> Self {
        let is_no = |text: &str| NO.iter().any(|no| text.eq_ignore_ascii_case(no));
        let of: Vec<bool> = column.texts.iter().map(|text| !is_no(text)).collect();
        let blank = if of.contains(&false) { None } else { Some(false) };
        Self { column, of, blank }
    }

    /// For the column that says who was held back.
    pub(super) fn control(column: &'a TextColumn) -> Self {
        let mut flags = Self::new(column);
        for (flag, text) in flags.of.iter_mut().zip(column.texts.iter()) {
            *flag &= !NOT_CONTROL.iter().any(|other| text.eq_ignore_ascii_case(other));
        }
        flags.blank = if flags.of.contains(&false) { None } else { Some(false) };
        flags
    }

    pub(super) fn get(&self, row: usize) -> Option<bool> {
        match self.column.code(row) {
            Some(code) => self.of.get(code as usize).copied(),
            None => self.blank,
        }
    }
}

/// A column whose cells hold a score: `9`, `10 - Extremely likely`, `4,5`, `Very satisfied`.
pub(super) struct Scores<'a> {
    column: &'a TextColumn,
    of: Vec<Option<i64>>,
}

impl<'a> Scores<'a> {
    pub(super) fn new(column: &'a TextColumn) -> Self {
        Self { column, of: column.texts.iter().map(score).collect() }
    }

    /// In ten-thousandths.
    pub(super) fn get(&self, row: usize) -> Option<i64> {
        self.column.code(row).and_then(|code| *self.of.get(code as usize)?)
    }

    /// Has the row a text that is no score?
    pub(super) fn is_bad(&self, row: usize) -> bool {
        self.column.code(row).is_some() && self.get(row).is_none()
    }
}

/// The number with which a text begins, or that its words stand for.
#[inline(never)]
fn score(text: &str) -> Option<i64> {
    let text = text.trim();
    let (sign, digits) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text),
    };
    let end = digits.bytes().position(|b| !b.is_ascii_digit()).unwrap_or(digits.len());
    if end == 0 || end > 9 {
        return words(text);
    }
    let whole: i64 = digits[..end].parse().ok()?;
    let mut count = whole * PER_UNIT;
    let mut unit = PER_UNIT;
    if let Some(decimals) = digits[end..].strip_prefix(['.', ',']) {
        for digit in decimals.bytes().take_while(u8::is_ascii_digit).take(4) {
            unit /= 10;
            count += i64::from(digit - b'0') * unit;
        }
    }
    Some(sign * count)
}

/// Words of satisfaction on a scale from 1 to 5.
#[inline(never)]
fn words(text: &str) -> Option<i64> {
    let text = letters::in_small(text);
    let any = |words: &[&str]| words.iter().any(|word| text.contains(word));
    let bad = any(&[
        "dissatisf",
        "unsatisf",
        "unzufrieden",
        "insatisf",
        "insoddisf",
        "ontevreden",
        "missnöjd",
        "missnojd",
    ]);
    let good = any(&["satisf", "zufrieden", "soddisf", "tevreden", "nöjd", "nojd"]);
    let very = any(&[
        "very",
        "extremely",
        "completely",
        "sehr",
        "äußerst",
        "très",
        "tres ",
        "muy",
        "muito",
        "molto",
        "zeer",
        "erg ",
        "mycket",
    ]);
    let neutral =
        any(&["neither", "neutral", "weder", "teils", "ni ", "né ", "noch ", "varken", "neutre", "neutro"]);
    let step = match (neutral, bad, good, very) {
        (true, ..) => 3,
        (_, true, _, true) => 1,
        (_, true, _, false) => 2,
        (_, false, true, true) => 5,
        (_, false, true, false) => 4,
        _ => return None,
    };
    Some(step * PER_UNIT)
}

/// Texts merged over files, with the codes given so far; settled in alphabetical order at the end.
#[derive(Default)]
pub(super) struct Names {
    texts: Dictionary,
}

impl Names {
    /// The code, for now, of each text of a column.
    pub(super) fn add(&mut self, column: &TextColumn) -> Vec<Code> {
        column.texts.iter().map(|text| self.texts.intern(text)).collect()
    }

    /// The code, for now, of one text.
    pub(super) fn add_text(&mut self, text: &str) -> Code {
        self.texts.intern(text)
    }

    /// The texts in alphabetical order, and the final code of each.
    pub(super) fn finish(self) -> (Dictionary, Vec<Code>) {
        sorted(&self.texts)
    }
}
