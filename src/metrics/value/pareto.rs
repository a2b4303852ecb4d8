//! Pareto/NBD: the customer leaves at any moment, at a rate that is Gamma(s, beta) over customers.
//!
//! `ln L = ln[(r)_x] + r ln alpha - (r + x) ln(alpha + T) - s ln(1 + T / beta) + ln(1 + Q)`, where `Q` are the odds that
//! the customer left between the last purchase and now:
//!
//! `Q = s Int_tx^T ((alpha + T) / (alpha + u))^(r + x) ((beta + T) / (beta + u))^s du / (beta + u)`
//!
//! The published form of `Q` is a difference of two hypergeometric functions, which cancel for hundreds of purchases,
//! for alpha near beta and for large beta. Every term of the integral is positive; in the logarithm of time it is
//! smooth whatever the parameters, and its derivatives are integrals at the same nodes.
//!
//! Source: Schmittlein, Morrison & Colombo 1987; Fader & Hardie 2005, "A note on deriving the Pareto/NBD model".

use std::sync::LazyLock;

use clientele_likelihood::{self as kernel, Leaving, Logs, Rule};

use crate::num::optimise::Local;
use crate::num::quadrature::GaussLegendre;

use super::history::Histories;
use super::tables::RateTable;

/// Rules of 1 to 24 nodes, each at the place of its number.
static RULES: LazyLock<Vec<Rule>> = LazyLock::new(|| {
    let rule = |n| {
        let GaussLegendre { nodes, weights } = GaussLegendre::new(n);
        (nodes, weights)
    };
    (0..=24).map(rule).collect()
});

/// `ln Q`: the odds that a customer left between the last purchase and now. `-infinity` for one who bought just now.
pub(super) fn ln_odds_left(parameters: &[f64; 4], x: u32, tx: f64, age: f64) -> f64 {
    let mut sum = 0.0;
    let top = Leaving::new(parameters, x, age).visit(tx, &RULES, |w, _| sum += w);
    top + libm::log(parameters[2] * sum)
}

/// The same with its slopes by the logarithms of the parameters.
pub(super) fn odds_and_slopes(parameters: &[f64; 4], x: u32, tx: f64, age: f64) -> (f64, [f64; 4]) {
    let leaving = Leaving::new(parameters, x, age);
    let (alpha_end, beta_end) = (1.0 / (leaving.alpha + age), 1.0 / (leaving.beta + age));
    let (mut sum, mut slopes) = (0.0, [0.0; 4]);
    let top = leaving.visit(tx, &RULES, |w, node| {
        let (alpha_here, beta_here) = (1.0 / node.at_alpha, 1.0 / node.at_beta);
        let by_beta = leaving.s * node.gap * beta_end * beta_here + beta_here;
        let by_alpha = leaving.rate * node.gap * alpha_end * alpha_here;
        sum += w;
        for (into, slope) in
            slopes.iter_mut().zip([node.by_alpha, -by_alpha, 1.0 / leaving.s + node.by_beta, -by_beta])
        {
            *into += w * slope;
        }
    });
    let mean = std::array::from_fn(|i| slopes[i] / sum * parameters[i]);
    (top + libm::log(leaving.s * sum), if sum > 0.0 { mean } else { [0.0; 4] })
}

/// The log-likelihood with its derivatives by the parameters.
pub(super) fn log_likelihood(histories: &Histories, parameters: &[f64; 4]) -> Local<4> {
    let &[r, alpha, _, beta] = parameters;
    let rates = RateTable::new(r, histories.max_x());
    let ln_alpha = libm::log(alpha);
    let times = &histories.times;
    let logs = [&Logs::new(times, alpha), &Logs::new(times, beta)];
    let sums = kernel::pareto(&histories.distinct, times, logs, parameters, &RULES);
    let mut total = Local { value: sums.value, gradient: sums.gradient, ..Local::ZERO };
    let mut place = 0;
    for i in 0..4 {
        for j in i..4 {
            total.hessian[i][j] = sums.hessian[place];
            total.hessian[j][i] = sums.hessian[place];
            place += 1;
        }
    }
    for group in histories.distinct.chunk_by(|h, g| h.x == g.x) {
        let Some(x) = group.first().map(|h| h.x as usize) else { continue };
        let n: f64 = group.iter().map(|h| h.n).sum();
        total.value += n * (rates.ln[x] - x as f64 * ln_alpha);
        total.gradient[0] += n * rates.first[x];
        total.hessian[0][0] += n * rates.second[x];
    }
    total
}
