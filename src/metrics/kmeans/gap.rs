//! Into how many groups, if into any? The gap statistic: how much closer together are customers in groups than points
//! without any groups would be?
//!
//! Source: R. Tibshirani, G. Walther, T. Hastie, "Estimating the number of clusters in a data set via the gap statistic"
//! (2001), with reference points spread evenly over the box of the data (their choice a), and their rule of one standard
//! error.

use crate::num::random::Random;

use super::cluster::{Points, cluster};

/// Sets of reference points.
const REFERENCES: usize = 10;
/// Starts of each clustering: the statistic compares sums, so near the best is enough.
const STARTS: usize = 3;

/// The gap of one number of groups, and its standard error.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Gap {
    /// The mean logarithm of the inertia of points without groups, less that of the data.
    pub gap: f64,
    /// Its standard error, the spread of the simulation included.
    pub error: f64,
}

/// The gap of each of these numbers of groups, in their order; `None` where there are too few points, or groups without
/// any extent.
pub fn gaps(points: &Points, numbers: &[u8], seed: u64) -> Vec<Option<Gap>> {
    let mut random = Random::new(seed ^ 0x6761_7073);
    let references: Vec<Points> = (0..REFERENCES).map(|_| evenly(points, &mut random)).collect();
    let log_inertia = |points: &Points, n: u8| -> Option<f64> {
        let found = cluster(points, usize::from(n), seed, STARTS)?;
        (found.inertia > 0.0).then(|| libm::log(found.inertia))
    };
    let gap = |&n: &u8| -> Option<Gap> {
        let own = log_inertia(points, n)?;
        let others: Option<Vec<f64>> = references.iter().map(|points| log_inertia(points, n)).collect();
        let others = others?;
        let b = others.len() as f64;
        let mean = others.iter().sum::<f64>() / b;
        let variance = others.iter().map(|log| (log - mean) * (log - mean)).sum::<f64>() / b;
        Some(Gap { gap: mean - own, error: (variance * (1.0 + 1.0 / b)).sqrt() })
    };
    numbers.iter().map(gap).collect()
}

/// The least number of groups whose gap the next one does not exceed by more than its standard error.
pub fn chosen(numbers: &[u8], gaps: &[Option<Gap>]) -> Option<u8> {
    let pairs = numbers.iter().zip(gaps).zip(gaps.iter().skip(1));
    pairs
        .filter_map(|((&n, own), next)| Some((n, (*own)?, (*next)?)))
        .find(|(_, own, next)| own.gap >= next.gap - next.error)
        .map(|(n, ..)| n)
}

/// As many points as there are rows, spread evenly over the box that holds them.
fn evenly(points: &Points, random: &mut Random) -> Points {
    let n_dims = points.at(0).len();
    let mut ranges = vec![(f64::INFINITY, f64::NEG_INFINITY); n_dims];
    let mut n_rows = 0.0;
    for at in 0..points.len() {
        n_rows += points.weight(at);
        for (range, &x) in ranges.iter_mut().zip(points.at(at)) {
            *range = (range.0.min(x), range.1.max(x));
        }
    }
    // The number of points scales the inertia of each number of groups alike; their distinct places are enough.
    let n = (n_rows as usize).min(points.len());
    let rows: Vec<f64> = (0..n)
        .flat_map(|_| {
            ranges.iter().map(|&(low, high)| low + (high - low) * random.uniform()).collect::<Vec<_>>()
        })
        .collect();
    Points::new(n_dims, &rows).0
}
