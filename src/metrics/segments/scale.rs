//! One of the three scales: where it was cut, and the score of a value.

use crate::bulk::STEP;

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
    /// The lowest and the highest value with each score, from 1 up; `None` for an empty score.
    pub ranges: Vec<Option<(f64, f64)>>,
}

/// Scores each value by these cuts, 1 and up. `rising`: is more better? `unit` turns a value into what
/// the reader knows.
pub(super) fn score(
    values: &[i64],
    cuts: Vec<i64>,
    n_bins: u8,
    rising: bool,
    unit: fn(i64) -> f64,
) -> (Scale, Vec<u8>) {
    let n_bins = usize::from(n_bins);
    let mut counts = vec![0; n_bins];
    let mut ranges = vec![(i64::MAX, i64::MIN); n_bins];
    let mut scores = vec![0; values.len()];
    for (scores, values) in scores.chunks_mut(STEP).zip(values.chunks(STEP)) {
        score_step(scores, values, &cuts, rising, &mut counts, &mut ranges);
    }
    let cuts = cuts.into_iter().map(unit).collect();
    let range = |(low, high): (i64, i64)| (low <= high).then(|| (unit(low), unit(high)));
    (Scale { cuts, counts, ranges: ranges.into_iter().map(range).collect() }, scores)
}

#[inline(never)]
fn score_step(
    scores: &mut [u8],
    values: &[i64],
    cuts: &[i64],
    rising: bool,
    counts: &mut [usize],
    ranges: &mut [(i64, i64)],
) {
    for (score, &value) in scores.iter_mut().zip(values) {
        let mut bin = 0;
        for &cut in cuts {
            bin += usize::from(cut < value);
        }
        let at = if rising { bin } else { counts.len() - 1 - bin };
        counts[at] += 1;
        let range = &mut ranges[at];
        *range = (range.0.min(value), range.1.max(value));
        *score = at as u8 + 1;
    }
}

impl Scale {
    /// The scores that no customer has, because too many share a value.
    pub fn empty_scores(&self) -> Vec<u8> {
        self.counts.iter().zip(1..).filter(|(count, _)| **count == 0).map(|(_, score)| score).collect()
    }
}
