//! The hash of a text: for the dictionaries of readers, and itself the content of a key column.

use crate::dictionary;

/// Never 0, which stands for a blank cell.
pub(crate) fn of(bytes: &[u8]) -> u64 {
    dictionary::hash(bytes).max(1)
}
