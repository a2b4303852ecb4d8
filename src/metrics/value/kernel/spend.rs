//! Gamma-Gamma.

use super::STEP;
use super::product::Product;

/// Sums over the customers with one number of purchases; `S` is the sum of theirs.
#[derive(Debug, Clone, Copy, Default)]
pub struct SpendSums {
    /// `n ln(1 + gamma / S)`
    pub ln_p: f64,
    /// `n ln(1 + S / gamma)`
    pub ln_q: f64,
    /// `n / (S + gamma)`
    pub inverse: f64,
    /// `n / (S + gamma)^2`
    pub inverse2: f64,
    /// `n S / (gamma (S + gamma))`
    pub share: f64,
    /// `n S (gamma + S + gamma) / (gamma (S + gamma))^2`
    pub share2: f64,
}

/// Sums over customers by `S` and how many they are. `ln_all` is the sum of `n ln S`; `weight` is the larger of those
/// with which the two logarithms count.
pub fn spends(sums: &[f64], n: &[f64], ln_all: f64, gamma: f64, weight: f64) -> SpendSums {
    let mut of = SpendSums::default();
    let (mut low, mut high, mut count) = (f64::INFINITY, 0.0_f64, 0.0);
    for (s, n) in sums.iter().zip(n) {
        (low, high, count) = (low.min(*s), high.max(*s), count + n);
    }
    // One of the two logarithms follows from the other, unless rounding would count.
    let near = weight < 1e4 && gamma > 1e-6 * high && gamma < 1e6 * low;
    for (sums, n) in sums.chunks(STEP).zip(n.chunks(STEP)) {
        if near { plain(sums, n, gamma, &mut of) } else { exact(sums, n, gamma, &mut of) }
    }
    if near {
        of.ln_q = of.ln_p + ln_all - count * libm::log(gamma);
    }
    of
}

#[inline(never)]
fn plain(sums: &[f64], n: &[f64], gamma: f64, of: &mut SpendSums) {
    let mut all = *of;
    let mut product = Product::ONE;
    for (&s, &n) in sums.iter().zip(n) {
        let both = 1.0 / (s * (s + gamma));
        product.add(n, gamma * (s + gamma) * both);
        all.add(s, n, gamma, s * both);
    }
    all.ln_p += product.sum();
    *of = all;
}

#[inline(never)]
fn exact(sums: &[f64], n: &[f64], gamma: f64, of: &mut SpendSums) {
    let mut all = *of;
    for (&s, &n) in sums.iter().zip(n) {
        all.ln_p += n * libm::log1p(gamma / s);
        all.ln_q += n * libm::log1p(s / gamma);
        all.add(s, n, gamma, 1.0 / (s + gamma));
    }
    *of = all;
}

impl SpendSums {
    #[inline(always)]
    fn add(&mut self, s: f64, n: f64, gamma: f64, inverse: f64) {
        let share = s * inverse / gamma;
        self.inverse += n * inverse;
        self.inverse2 += n * inverse * inverse;
        self.share += n * share;
        self.share2 += n * share * (gamma + s + gamma) * inverse / gamma;
    }
}
