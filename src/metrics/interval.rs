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
const Z: f64 = 1.959_963_984_540_054;

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
