//! Purchases of a customer who never leaves: a Poisson count whose rate is a gamma.

use crate::num::gamma::{ln_gamma, ln_gamma_ratio};

/// Counts in a time of `time` scales of the rate, whose shape is `r`.
pub(super) struct NegativeBinomial {
    r: f64,
    /// `time / (1 + time)` and its logarithm; the logarithm of the probability of none.
    w: f64,
    ln_w: f64,
    ln_none: f64,
}

impl NegativeBinomial {
    pub fn new(r: f64, time: f64) -> Self {
        let w = time / (1.0 + time);
        Self { r, w, ln_w: libm::log(w), ln_none: -r * libm::log1p(time) }
    }

    /// Probability of exactly `n`.
    pub fn exactly(&self, n: u32) -> f64 {
        if n == 0 {
            return libm::exp(self.ln_none);
        }
        let ways = if n <= 20 {
            (0..n).map(|i| libm::log((self.r + i as f64) / (i as f64 + 1.0))).sum()
        } else {
            ln_gamma_ratio(self.r, n as f64) - ln_gamma(n as f64 + 1.0)
        };
        libm::exp(ways + self.ln_none + n as f64 * self.ln_w)
    }

    /// Probability of `n` and more. The smaller side is summed, so that neither cancels.
    pub fn at_least(&self, n: u32) -> f64 {
        let mut term = self.exactly(n);
        if term == 0.0 {
            return if (n as f64) < self.r * self.w / (1.0 - self.w) { 1.0 } else { 0.0 };
        }
        let mut fewer = 0.0;
        // Downward from n - 1: p(k - 1) = p(k) k / ((r + k - 1) w).
        let mut below = term;
        for k in (1..=n).rev() {
            below *= k as f64 / ((self.r + (k - 1) as f64) * self.w);
            fewer += below;
        }
        if fewer < 0.5 {
            return 1.0 - fewer;
        }
        let (mut more, mut k) = (0.0, n as f64);
        while term > 1e-18 * more && k < 1e7 {
            more += term;
            term *= (self.r + k) / (k + 1.0) * self.w;
            k += 1.0;
        }
        more
    }
}
