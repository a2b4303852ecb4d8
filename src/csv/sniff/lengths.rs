//! How many rows have how many cells.

/// Lengths with their rows, the shortest first.
#[derive(Debug, Default)]
pub struct Lengths(Vec<(usize, u32)>);

impl Lengths {
    /// A row of so many cells.
    pub fn add(&mut self, length: usize) {
        match self.0.binary_search_by_key(&length, |&(length, _)| length) {
            Ok(at) => self.0[at].1 += 1,
            Err(at) => self.0.insert(at, (length, 1)),
        }
    }

    /// Each length with its rows, the shortest first.
    pub fn all(&self) -> &[(usize, u32)] {
        &self.0
    }

    /// Rows of all lengths.
    pub fn n_rows(&self) -> u32 {
        self.0.iter().map(|&(_, rows)| rows).sum()
    }

    /// Rows of a length.
    pub fn of(&self, length: usize) -> u32 {
        self.0.iter().find(|&&(other, _)| other == length).map_or(0, |&(_, rows)| rows)
    }

    /// The length of the most rows, the longest of those, with its rows.
    pub fn most(&self) -> Option<(usize, u32)> {
        self.0.iter().copied().max_by_key(|&(length, rows)| (rows, length))
    }
}
