//! One record, split into its cells.

/// The cells of one record as bytes: without quotes, not trimmed.
#[derive(Debug, Clone, Default)]
pub struct Cells {
    pub(super) text: Vec<u8>,
    ends: Vec<usize>,
}

impl Cells {
    /// How many.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Is there none?
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The bytes of a cell; `None` beyond the last.
    pub fn get(&self, index: usize) -> Option<&[u8]> {
        let end = *self.ends.get(index)?;
        let start = if index == 0 { 0 } else { *self.ends.get(index - 1)? };
        self.text.get(start..end)
    }

    /// All of them in order.
    pub fn iter(&self) -> impl Iterator<Item = &[u8]> {
        (0..self.len()).filter_map(|index| self.get(index))
    }

    pub(super) fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
    }

    pub(super) fn end_cell(&mut self) {
        self.ends.push(self.text.len());
    }
}
