//! How sure is a share? Intervals around a share and around the difference of two shares.
//!
//! # Question
//! Given so many out of so many, where does the true share lie?
//! # Input
//! Counts. The probability is 0.95 throughout.
//! # Result
//! An [`Interval`] inside 0 to 1 for a share, inside -1 to 1 for a difference.
//! # Edge cases
//! Nobody asked (`n` of 0) gives `None`. No success or no failure gives an interval that starts at 0 or ends at 1 and has a width,
//! which the textbook formula p +- 1.96 se does not.
//! # Source
//! Wilson (1927), J. Am. Stat. Assoc. 22, 209-212. Newcombe (1998), Statistics in Medicine 17, 873-890, method 10.
//! # Example
//! ```
//! use clientele::metrics::interval::wilson;
//! let interval = wilson(56, 70).unwrap();
//! assert!((interval.low - 0.6918).abs() < 5e-5 && (interval.high - 0.8770).abs() < 5e-5);
//! assert_eq!(wilson(0, 0), None);
//! ```

use crate::sort::Sort as _;
/// A value with the range in which it lies with the stated probability.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// Probability that the range holds the truth: 0.95 unless said otherwise.
    pub level: f64,
}

/// The probability of every interval made here.
pub const LEVEL: f64 = 0.95;

/// The 0.975 quantile of the standard normal distribution.
pub(super) const Z: f64 = 1.959_963_984_540_054;

/// Wilson's score interval around `successes / n`; `None` if `n` is 0. More successes than `n` count as `n`.
pub fn wilson(successes: usize, n: usize) -> Option<Interval> {
    if n == 0 {
        return None;
    }
    let successes = successes.min(n);
    let (share, size) = (successes as f64 / n as f64, n as f64);
    let z2 = Z * Z;
    let middle = share + z2 / (2.0 * size);
    let half = Z * (share * (1.0 - share) / size + z2 / (4.0 * size * size)).sqrt();
    let scale = 1.0 + z2 / size;
    // At the ends the formula is exactly 0 and 1; rounding may miss them by one unit.
    let low = if successes == 0 { 0.0 } else { ((middle - half) / scale).max(0.0) };
    let high = if successes == n { 1.0 } else { ((middle + half) / scale).min(1.0) };
    Some(Interval { low, high, level: LEVEL })
}

/// Newcombe's interval around the difference of two independent shares, `a - b`, each given as (successes, n); `None` if
/// either `n` is 0.
pub fn newcombe(a: (usize, usize), b: (usize, usize)) -> Option<Interval> {
    let (wide_a, wide_b) = (wilson(a.0, a.1)?, wilson(b.0, b.1)?);
    let share = |(successes, n): (usize, usize)| successes.min(n) as f64 / n as f64;
    let (p, q) = (share(a), share(b));
    let root = |x: f64, y: f64| (x * x + y * y).sqrt();
    Some(Interval {
        low: (p - q - root(p - wide_a.low, wide_b.high - q)).max(-1.0),
        high: (p - q + root(wide_a.high - p, q - wide_b.low)).min(1.0),
        level: LEVEL,
    })
}

/// Two-sided probability of a difference at least this great if both shares were the same: the pooled z test of two
/// independent shares, each given as (successes, n). `None` if either `n` is 0; 1 where nobody or everybody succeeded.
///
/// Source: Fleiss, Levin and Paik (2003), Statistical Methods for Rates and Proportions, 3.1, without correction for continuity.
pub fn same_share(a: (usize, usize), b: (usize, usize)) -> Option<f64> {
    if a.1 == 0 || b.1 == 0 {
        return None;
    }
    let (n, m) = (a.1 as f64, b.1 as f64);
    let (p, q) = (a.0.min(a.1) as f64 / n, b.0.min(b.1) as f64 / m);
    let pooled = (a.0.min(a.1) + b.0.min(b.1)) as f64 / (n + m);
    let variance = pooled * (1.0 - pooled) * (1.0 / n + 1.0 / m);
    if variance <= 0.0 {
        return Some(1.0);
    }
    Some(libm::erfc((p - q).abs() / variance.sqrt() / std::f64::consts::SQRT_2))
}

/// Holm's correction for many tests: the same probabilities, so raised that none of the true hypotheses among them is
/// refused with more than the stated probability. Unknown ones stay unknown and are not counted.
///
/// Source: Holm (1979), Scand. J. Statist. 6, 65-70.
pub fn holm(probabilities: &[Option<f64>]) -> Vec<Option<f64>> {
    let mut known: Vec<(f64, usize)> =
        probabilities.iter().enumerate().filter_map(|(i, p)| p.map(|p| (p, i))).collect();
    known.order_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let (mut raised, mut least) = (vec![None; probabilities.len()], 0.0_f64);
    for (rank, &(p, i)) in known.iter().enumerate() {
        least = least.max((p * (known.len() - rank) as f64).min(1.0));
        raised[i] = Some(least);
    }
    raised
}
