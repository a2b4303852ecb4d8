//! One of the three scales: where it was cut, and the score of a value.

use crate::num::quantile;

/// How one of the three was cut. Equal values always share a score.
///
/// The cuts are values that occur. Going up from the lowest value, the first bin holds the values up to `cuts[0]`, the
/// next those above it up to `cuts[1]`, and so on. The score is the number of the bin; of recency, where fewer days are
/// better, it is counted from the other end.
#[derive(Debug, Clone, PartialEq)]
pub struct Scale {
    /// Rising, `n_bins - 1` of them.
    pub cuts: Vec<f64>,
    /// Customers with each score, from 1 up. A 0 means ties left the score empty: said, not hidden.
    pub counts: Vec<usize>,
}

/// Cuts values at their quantiles and scores each, 1 and up. `rising`: is more better?
pub(super) fn score(values: &[i64], n_bins: u8, rising: bool) -> (Vec<i64>, Vec<u8>) {
    let cuts = quantile::cuts(values.to_vec(), n_bins);
    let scores = values
        .iter()
        .map(|value| {
            let bin = quantile::bin_of(&cuts, value) as u8;
            if rising { bin + 1 } else { n_bins - bin }
        })
        .collect();
    (cuts, scores)
}

/// Customers with each score.
pub(super) fn counts(scores: &[u8], n_bins: u8) -> Vec<usize> {
    let mut counts = vec![0; usize::from(n_bins)];
    for &score in scores {
        if let Some(count) = counts.get_mut(usize::from(score).wrapping_sub(1)) {
            *count += 1;
        }
    }
    counts
}

impl Scale {
    /// The scores that no customer has, because too many share a value.
    pub fn empty_scores(&self) -> Vec<u8> {
        self.counts.iter().zip(1..).filter(|(count, _)| **count == 0).map(|(_, score)| score).collect()
    }
}
