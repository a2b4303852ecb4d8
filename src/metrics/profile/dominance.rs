//! How far one set of numbers lies above another, without a word on their shape.
//!
//! # Source
//! N. Cliff, "Dominance statistics: ordinal analyses to answer ordinal questions" (1993), Psychological Bulletin 114,
//! 494-509: delta and, in its equation 7, its variance. D. Feng and N. Cliff, "Monte Carlo evaluation of ordinal d with improved
//! confidence interval" (2004), Journal of Modern Applied Statistical Methods 3, 322-332: the interval that stays within
//! -1 and 1. H. B. Mann, D. R. Whitney (1947), Ann. Math. Statist. 18, 50-60, with the variance for ties of
//! E. L. Lehmann, *Nonparametrics* (1975), 1.3: the test.

use crate::metrics::interval::{Interval, LEVEL, Z};
use crate::num;

/// Cliff's delta: how much more often a number of the first set lies above one of the second than below it, -1 to 1.
/// Of marks 0 and 1 it is the difference of the two shares.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Dominance {
    /// The estimate.
    pub delta: f64,
    /// Around it; `None` where a set has less than two numbers.
    pub interval: Option<Interval>,
    /// Two-sided probability of one at least this great if both sets came from the same source.
    pub p: f64,
}

/// From how often each value occurs, by rising value: in the first set and in the second. `None` if either is empty.
pub fn dominance(counts: &[[usize; 2]]) -> Option<Dominance> {
    let [n, m] = counts.iter().fold([0, 0], |sum, pair| [sum[0] + pair[0], sum[1] + pair[1]]);
    if n == 0 || m == 0 {
        return None;
    }
    let (size, other) = (n as f64, m as f64);
    // For each value how much more of the other set lies below than above it, as a whole number: exact.
    let mut sums = Sums::default();
    let mut below = [0i64, 0];
    for &[own, rest] in counts {
        let (own, rest) = (own as i64, rest as i64);
        sums.add(own, 2 * below[1] + rest - m as i64, rest, 2 * below[0] + own - n as i64);
        below = [below[0] + own, below[1] + rest];
    }
    let delta = sums.above as f64 / (size * other);
    Some(Dominance {
        delta,
        interval: (n > 1 && m > 1).then(|| around(delta, &sums, size, other)),
        p: sums.by_chance(size, other),
    })
}

#[derive(Default)]
struct Sums {
    /// Pairs in which the first is above, less those in which it is below.
    above: i128,
    /// The same of each number, squared: of the first set, of the second.
    squares: [f64; 2],
    /// Pairs of equals.
    equal: f64,
    /// Sum of t cubed less t over the sets of equal values.
    ties: f64,
}

impl Sums {
    fn add(&mut self, own: i64, own_above: i64, rest: i64, rest_above: i64) {
        self.above += i128::from(own) * i128::from(own_above);
        self.squares[0] += own as f64 * (own_above as f64 * own_above as f64);
        self.squares[1] += rest as f64 * (rest_above as f64 * rest_above as f64);
        self.equal += own as f64 * rest as f64;
        let same = (own + rest) as f64;
        self.ties += same * same * same - same;
    }

    /// The test of Mann and Whitney by its normal approximation.
    fn by_chance(&self, n: f64, m: f64) -> f64 {
        let all = n + m;
        let variance = n * m / 12.0 * (all + 1.0 - self.ties / (all * (all - 1.0)));
        if variance <= 0.0 {
            return 1.0;
        }
        // U less its mean is half of `above`.
        libm::erfc((self.above as f64 / 2.0).abs() / variance.sqrt() / std::f64::consts::SQRT_2)
    }
}

/// The asymmetric interval; where no number of one set lies among those of the other, the limit that Feng and Cliff give.
fn around(delta: f64, sums: &Sums, n: f64, m: f64) -> Interval {
    if delta.abs() >= 1.0 {
        let fewest = n.min(m);
        let end = (fewest - Z * Z) / (fewest + Z * Z);
        let (low, high) = if delta > 0.0 { (end, 1.0) } else { (-1.0, -end) };
        return Interval { low, high, level: LEVEL };
    }
    let d2 = delta * delta;
    // Sums of squares about delta of what each number of a set is above the other set, and of all pairs.
    let rows = sums.squares[0] / (m * m) - n * d2;
    let columns = sums.squares[1] / (n * n) - m * d2;
    let pairs = (n * m - sums.equal) - n * m * d2;
    let unbiased = (m * m * rows + n * n * columns - pairs) / (n * m * (n - 1.0) * (m - 1.0));
    let variance = unbiased.max((1.0 - d2) / (n * m - 1.0));
    let root = (variance * (1.0 - 2.0 * d2 + d2 * d2 + Z * Z * variance)).sqrt();
    let (middle, scale) = (delta - d2 * delta, 1.0 - d2 + Z * Z * variance);
    Interval {
        low: num::within((middle - Z * root) / scale, -1.0, 1.0),
        high: num::within((middle + Z * root) / scale, -1.0, 1.0),
        level: LEVEL,
    }
}
