//! Texts that only have to be told apart: their hashes.

use super::run::Run;
use super::words::{hash_inline, hash_pair, pair};

/// Builds a column of hashes; 0 stands for a blank cell.
#[derive(Debug, Default)]
pub struct Keys {
    /// One a row.
    pub hashes: Vec<u64>,
}

impl Keys {
    /// Appends the cells of a run. The rows that are left to the caller go to `left`, counted in the run.
    #[inline(never)]
    pub fn push_run(&mut self, run: &Run<'_>, left: &mut Vec<u32>) {
        self.hashes.reserve(run.n_rows);
        for (row, place) in (0..).zip(run.places()) {
            let (start, end) = run.inside(place);
            let cell = run.bytes.get(start..end).unwrap_or(&[]);
            let has_pairs = start != place.0 && run.quote.is_some_and(|quote| cell.contains(&quote));
            let hash = match cell {
                [] => 0,
                _ if has_pairs || !is_simple(cell) => {
                    left.push(row);
                    0
                }
                _ if cell.len() < 16 => {
                    let (low, high) = pair(run.bytes, start, cell.len());
                    hash_pair(low, high, cell.len()).max(1)
                }
                _ => hash_inline(cell).max(1),
            };
            self.hashes.push(hash);
        }
    }
}

/// Is a cell sure to be no spelling of nothing, and to be the text of an identifier as it stands?
#[inline(always)]
pub(crate) fn is_simple(cell: &[u8]) -> bool {
    let (Some(&first), Some(&last)) = (cell.first(), cell.last()) else { return false };
    // All spellings of nothing that begin with a letter begin with an N.
    let may_be_blank = first | 0x20 == b'n' && cell.len() < 10;
    let may_be_whole = last == b'0' && cell.len() > 1 && cell.get(cell.len() - 2) == Some(&b'.');
    first.is_ascii_alphanumeric() && matches!(last, b'!'..=b'~') && !may_be_blank && !may_be_whole
}
