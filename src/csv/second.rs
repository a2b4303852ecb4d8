//! Several tables in one file: where the second begins.
//!
//! The first table is taken. Another one is known by one of two signs: the header again with the first data row after
//! it (the same table twice), or names without digits in a row of another width, with nothing but rows of that width
//! up to the end of the file. A header again with other rows after it is no second table but files that were glued
//! together: only that row is set aside.

use super::hash;

/// A mark of the cells of a row, to know the row again: the hash of its trimmed cells.
pub(crate) fn row_mark<'a>(cells: impl Iterator<Item = &'a [u8]>) -> u64 {
    cells
        .fold(0, |mark: u64, cell| (mark.rotate_left(5) ^ hash::of(cell)).wrapping_mul(0x9e37_79b9_7f4a_7c15))
}

/// May a row of another width than the table be the header of a second one? Names, and no digit in them.
pub(crate) fn may_be_names<'a>(mut cells: impl Iterator<Item = &'a [u8]>) -> bool {
    let mut n = 0;
    let are_names = cells.all(|cell| {
        n += 1;
        !cell.is_empty() && !cell.iter().any(u8::is_ascii_digit)
    });
    are_names && n >= 2
}

/// The highest bit of a shape says that the cells may be names; the others count them.
const NAMES: u16 = 0x8000;

/// The rows of another width than the table at the end of what was read so far, if they may be a second table.
#[derive(Debug, Default)]
pub(crate) struct Ragged {
    /// The last row, and how many cells it has. All rows of the run have as many.
    last: Option<(usize, u16)>,
    /// The first row of the run whose cells may be names, and where it stands.
    names: Option<(usize, u64)>,
}

impl Ragged {
    /// Takes the next row of another width than the table, with its shape and place.
    pub(crate) fn push(&mut self, row: usize, shape: u16, at: u64) {
        let width = shape & !NAMES;
        if self.last.is_none_or(|(last, other)| last + 1 != row || other != width) {
            self.names = None;
        }
        self.last = Some((row, width));
        if shape & NAMES != 0 && self.names.is_none() {
            self.names = Some((row, at));
        }
    }

    /// Where a table of another width begins that reaches to the end of the file.
    pub(crate) fn second_table(&self, n_rows: usize) -> Option<(usize, u64)> {
        let (last, _) = self.last?;
        self.names.filter(|(row, _)| last + 1 == n_rows && row + 1 < n_rows)
    }
}
