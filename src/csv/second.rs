//! Several tables in one file: where the second begins.
//!
//! The first table is taken. Another one is known by one of two signs: the header again with the first data row after
//! it (the same table twice), or a row of another width that may be a header, with nothing but rows of that width, or
//! more such tables, up to the end of the file. Names without digits may be one; names with digits, and years, if the
//! row below them holds numbers or dates. A header again with other rows after it is no second table but files that were glued
//! together: only that row is set aside.

use super::hash;

/// A mark of the cells of a row, to know the row again: the hash of its trimmed cells.
pub(crate) fn row_mark<'a>(cells: impl Iterator<Item = &'a [u8]>) -> u64 {
    cells
        .fold(0, |mark: u64, cell| (mark.rotate_left(5) ^ hash::of(cell)).wrapping_mul(0x9e37_79b9_7f4a_7c15))
}

/// What a row of another width than the table looks like: how many cells it has, and what they may be.
pub(crate) fn shape<'a>(cells: impl Iterator<Item = &'a [u8]>) -> u16 {
    let (mut n, mut flags) = (0_u16, NAMES | LABELS);
    for cell in cells {
        n = n.saturating_add(1);
        let has_digit = cell.iter().any(u8::is_ascii_digit);
        // Letters of any alphabet.
        let has_letter = cell.iter().any(|byte| byte.is_ascii_alphabetic() || *byte >= 0x80);
        let is_year = matches!(cell, [b'1', b'9', _, _] | [b'2', b'0', _, _]);
        if cell.is_empty() {
            flags &= !(NAMES | LABELS);
        } else if has_digit {
            flags &= !NAMES;
            if !has_letter && !is_year {
                flags = flags & !LABELS | VALUES;
            }
        }
    }
    if n < 2 {
        flags &= VALUES;
    }
    n.min(WIDTH) | flags
}

/// Has the row as many cells as the table?
pub(crate) fn fits(shape: u16, n_columns: usize) -> bool {
    usize::from(shape & WIDTH) == n_columns.min(usize::from(WIDTH))
}

/// A bit of a shape: names without a digit, which begin a table.
const NAMES: u16 = 0x8000;
/// Words, words with digits, and years, which begin a table if numbers or dates come below them.
const LABELS: u16 = 0x4000;
/// Numbers or dates are among the cells.
const VALUES: u16 = 0x2000;
/// The others count the cells.
const WIDTH: u16 = 0x1fff;

/// The rows of another width than the table at the end of what was read so far, if they may be other tables.
#[derive(Debug, Default)]
pub(crate) struct Ragged {
    /// The last row and its shape.
    last: Option<(usize, u16)>,
    /// Where the first of these tables begins: its row, and where that stands.
    start: Option<(usize, u64)>,
    /// Where one begins if the next row holds values.
    open: Option<(usize, u64)>,
}

impl Ragged {
    /// Takes the next row of another width than the table, with its shape and place.
    pub(crate) fn push(&mut self, row: usize, shape: u16, at: u64) {
        let before = self.last.replace((row, shape));
        let follows = before.is_some_and(|(last, _)| last + 1 == row);
        let is_alike = follows && before.is_some_and(|(_, other)| (other ^ shape) & WIDTH == 0);
        if is_alike && shape & VALUES != 0 {
            self.start = self.start.or(self.open);
        }
        self.open = None;
        if !is_alike {
            // Of a third table only a row of names or labels tells.
            let goes_on = follows && shape & (NAMES | LABELS) != 0;
            self.start = self.start.filter(|_| goes_on);
        }
        let here = Some((row, at));
        if shape & NAMES != 0 {
            self.start = self.start.or(here);
        } else if shape & LABELS != 0 {
            self.open = here;
        }
    }

    /// Where another table begins, if it and others like it reach to the end of the file.
    pub(crate) fn second_table(&self, n_rows: usize) -> Option<(usize, u64)> {
        let (last, _) = self.last?;
        self.start.filter(|(row, _)| last + 1 == n_rows && row + 1 < n_rows)
    }
}
