//! The model of spend: how much is a purchase of this customer worth in the long run?
//!
//! Each purchase is Gamma(p, nu); nu is Gamma(q, gamma) over customers. Only repeat purchases are used.
//!
//! Source: Fader & Hardie 2013, "The Gamma-Gamma model of monetary value", equations 1a and 5.

use clientele_likelihood::{self as kernel, SpendSums};

use crate::num::gamma::{digamma, digamma_ratio, ln_beta, trigamma};
use crate::num::incomplete::gamma_quantile;
use crate::num::optimise::Local;
use crate::sort::Sort as _;

/// A customer's repeat spend, or several with the same.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spend {
    /// Repeat purchases, at least 1.
    pub x: u32,
    /// Their sum, above zero.
    pub sum: f64,
    /// Customers.
    pub n: f64,
}

/// Sorts and merges equal ones, so that sums do not depend on the order of rows.
pub fn compressed(mut all: Vec<Spend>) -> Vec<Spend> {
    all.retain(|s| s.x > 0 && s.sum > 0.0 && s.sum.is_finite() && s.n > 0.0);
    all.order_by(|a, b| a.x.cmp(&b.x).then(a.sum.total_cmp(&b.sum)).then(a.n.total_cmp(&b.n)));
    all.dedup_by(|later, kept| {
        let same = later.x == kept.x && later.sum == kept.sum;
        if same {
            kept.n += later.n;
        }
        same
    });
    all
}

/// Spends by number of purchases, ready for the steps of a fit.
pub(super) struct Spends {
    sums: Vec<f64>,
    n: Vec<f64>,
    groups: Vec<Group>,
}

/// Those with one number of purchases.
struct Group {
    x: f64,
    range: std::ops::Range<usize>,
    n: f64,
    /// Sum of the logarithms of the sums.
    ln_all: f64,
}

impl Spends {
    /// Of spends that stand by `x`.
    pub fn new(spends: &[Spend]) -> Self {
        let mut groups = Vec::new();
        let mut start = 0;
        for same in spends.chunk_by(|a, b| a.x == b.x) {
            let range = start..start + same.len();
            start = range.end;
            let n = same.iter().map(|s| s.n).sum();
            let ln_all = same.iter().map(|s| s.n * libm::log(s.sum)).sum();
            groups.push(Group { x: same.first().map_or(0.0, |s| f64::from(s.x)), range, n, ln_all });
        }
        let sums = spends.iter().map(|s| s.sum).collect();
        Self { sums, n: spends.iter().map(|s| s.n).collect(), groups }
    }

    /// The log-likelihood of mean spends with its derivatives by the logarithms of p, q, gamma.
    ///
    /// `ln L = -ln B(p x, q) - p x ln(1 + gamma / S) - q ln(1 + S / gamma) - ln(S / x)`, S the sum of `x` purchases.
    pub fn log_likelihood(&self, parameters: &[f64; 3]) -> Local<3> {
        let &[p, q, gamma] = parameters;
        let mut total = Local::ZERO;
        let (digamma_q, trigamma_q) = (digamma(q), trigamma(q));
        for group in &self.groups {
            let (x, n) = (group.x, group.n);
            let px = p * x;
            let (sums, of_each) = (&self.sums[group.range.clone()], &self.n[group.range.clone()]);
            let SpendSums { ln_p, ln_q, inverse, inverse2, share, share2 } =
                kernel::spends(sums, of_each, group.ln_all, gamma, px.max(q));
            let tri = trigamma(px + q);
            let (by_p, by_q) = (digamma_ratio(px, q), digamma(px + q) - digamma_q);
            total.value -= n * ln_beta(px, q) + px * ln_p + q * ln_q + group.ln_all - n * libm::log(x);
            total.gradient[0] += x * (n * by_p - ln_p);
            total.gradient[1] += n * by_q - ln_q;
            total.gradient[2] += q * share - px * inverse;
            total.hessian[0][0] += n * x * x * (tri - trigamma(px));
            total.hessian[0][1] += n * x * tri;
            total.hessian[0][2] -= x * inverse;
            total.hessian[1][1] += n * (tri - trigamma_q);
            total.hessian[1][2] += share;
            total.hessian[2][2] += px * inverse2 - q * share2;
        }
        for (i, j) in [(0, 1), (0, 2), (1, 2)] {
            total.hessian[j][i] = total.hessian[i][j];
        }
        total.in_logarithms(parameters)
    }
}

/// The log-likelihood of mean spends that stand by `x`, with its derivatives by the logarithms of p, q, gamma.
pub fn log_likelihood(spends: &[Spend], parameters: &[f64; 3]) -> Local<3> {
    Spends::new(spends).log_likelihood(parameters)
}

/// Spend per purchase expected in the long run of a customer whose `x` repeat purchases sum to `sum`; both 0 for the
/// mean of all. `None` where the mean does not exist (`p x + q` of 1 and less).
pub fn expected(parameters: &[f64; 3], x: u32, sum: f64) -> Option<f64> {
    let &[p, q, gamma] = parameters;
    let below = p * x as f64 + q - 1.0;
    (below > 0.0).then(|| p * (gamma + sum) / below)
}

/// The slopes of the logarithm of [`expected`] by the logarithms of p, q, gamma, where it exists.
pub(super) fn expected_slopes(parameters: &[f64; 3], x: u32, sum: f64) -> [f64; 3] {
    let &[p, q, gamma] = parameters;
    let below = p * x as f64 + q - 1.0;
    [(q - 1.0) / below, -q / below, gamma / (gamma + sum)]
}

/// The customer's own mean spend in the long run, below which it lies with probability `share`: a quantile of `p / nu`,
/// `nu` being Gamma(p x + q) with rate `gamma + sum`.
pub fn quantile(parameters: &[f64; 3], x: u32, sum: f64, share: f64) -> f64 {
    let &[p, q, gamma] = parameters;
    p * (gamma + sum) / gamma_quantile(p * x as f64 + q, 1.0 - share)
}
