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

use crate::num::optimise::Local;
use crate::num::quadrature::GaussLegendre;

use super::history::Histories;
use super::tables::RateTable;

/// Rules of 1 to 24 nodes.
static RULES: LazyLock<Vec<GaussLegendre>> = LazyLock::new(|| (0..=24).map(GaussLegendre::new).collect());

/// Nodes that leave an error below 1e-15. In the logarithm of time the nearest singularity lies `i pi` off the path, so
/// the error falls as `rho^-2n` with `rho` from half the width of the path; an exponent that changes by `bend` costs
/// about a node for each two units.
fn n_nodes(width: f64, bend: f64) -> usize {
    let away = 2.0 * std::f64::consts::PI / width;
    let for_width = 17.3 / libm::log(away + libm::sqrt(1.0 + away * away));
    let for_bend = 6.0 + 0.55 * bend;
    (for_width.max(for_bend) as usize + 1).clamp(6, 24)
}

/// Beyond this fall of its exponent the integrand counts as nothing: `e^-45` is 3e-20.
const NEGLIGIBLE: f64 = 45.0;

/// One integral: parameters and the times between which the customer may have left.
struct Leaving {
    rate: f64,
    alpha: f64,
    s: f64,
    beta: f64,
    age: f64,
    /// The nearer singularity: the smaller of alpha and beta.
    near: f64,
    /// Are the parameters small enough for the faster functions?
    plain: bool,
}

/// The integrand at a node.
struct Node {
    /// Time from there to now.
    gap: f64,
    /// `ln((alpha + T) / (alpha + u))`.
    by_alpha: f64,
    /// `ln((beta + T) / (beta + u))`.
    by_beta: f64,
    /// `alpha + u` and `beta + u`.
    at_alpha: f64,
    at_beta: f64,
}

impl Leaving {
    fn new(parameters: &[f64; 4], x: u32, age: f64) -> Self {
        let &[r, alpha, s, beta] = parameters;
        let (rate, near) = (r + x as f64, alpha.min(beta));
        let plain = rate < 100.0 && s < 100.0 && age > 0.01 * near;
        Self { rate, alpha, s, beta, age, near, plain }
    }

    /// At `v = ln((near + T) / (near + u))`.
    fn node(&self, v: f64) -> Node {
        if self.plain {
            return self.plain_node(v);
        }
        let gap = -(self.near + self.age) * libm::expm1(-v);
        let (at_alpha, at_beta) = (self.alpha + self.age - gap, self.beta + self.age - gap);
        let (by_alpha, by_beta) = if self.alpha <= self.beta {
            (v, -libm::log1p(-gap / (self.beta + self.age)))
        } else {
            (-libm::log1p(-gap / (self.alpha + self.age)), v)
        };
        Node { gap, by_alpha, by_beta, at_alpha, at_beta }
    }

    /// The same by faster functions, where no large parameter magnifies their rounding.
    fn plain_node(&self, v: f64) -> Node {
        let at_near = (self.near + self.age) * libm::exp(-v);
        let gap = self.near + self.age - at_near;
        if self.alpha <= self.beta {
            let at_beta = self.beta + self.age - gap;
            let by_beta = libm::log((self.beta + self.age) / at_beta);
            Node { gap, by_alpha: v, by_beta, at_alpha: at_near, at_beta }
        } else {
            let at_alpha = self.alpha + self.age - gap;
            let by_alpha = libm::log((self.alpha + self.age) / at_alpha);
            Node { gap, by_alpha, by_beta: v, at_alpha, at_beta: at_near }
        }
    }

    fn exponent(&self, node: &Node) -> f64 {
        self.rate * node.by_alpha + self.s * node.by_beta
    }

    /// Visits the nodes of the integral with their weights `w`, so that `Q = s e^top sum w`. Returns `top`.
    fn visit(&self, tx: f64, mut each: impl FnMut(f64, &Node)) -> f64 {
        let end = libm::log1p((self.age - tx) / (self.near + tx));
        let top = self.exponent(&self.node(end));
        let start = if top > NEGLIGIBLE { self.start(end, top) } else { 0.0 };
        let bend = top.min(NEGLIGIBLE);
        let parts = 1 + ((end - start) / 4.0).max(bend / 20.0) as usize;
        let width = (end - start) / parts as f64;
        let rule = &RULES[n_nodes(width, bend / parts as f64)];
        for part in 0..parts {
            let from = start + width * part as f64;
            for (x, w) in rule.nodes.iter().zip(&rule.weights) {
                let node = self.node(from + width * x);
                let at_near = self.near + self.age - node.gap;
                let value = libm::exp(self.exponent(&node) - top) * at_near / node.at_beta;
                each(width * w * value, &node);
            }
        }
        top
    }

    /// Where the integrand becomes visible.
    fn start(&self, end: f64, top: f64) -> f64 {
        let (mut low, mut high) = (0.0, end);
        for _ in 0..40 {
            let middle = 0.5 * (low + high);
            if top - self.exponent(&self.node(middle)) > NEGLIGIBLE { low = middle } else { high = middle }
        }
        low
    }
}

/// `ln Q`: the odds that a customer left between the last purchase and now. `-infinity` for one who bought just now.
pub(super) fn ln_odds_left(parameters: &[f64; 4], x: u32, tx: f64, age: f64) -> f64 {
    let mut sum = 0.0;
    let top = Leaving::new(parameters, x, age).visit(tx, |w, _| sum += w);
    top + libm::log(parameters[2] * sum)
}

/// The same with its slopes by the logarithms of the parameters.
pub(super) fn odds_and_slopes(parameters: &[f64; 4], x: u32, tx: f64, age: f64) -> (f64, [f64; 4]) {
    let leaving = Leaving::new(parameters, x, age);
    let (alpha_end, beta_end) = (1.0 / (leaving.alpha + age), 1.0 / (leaving.beta + age));
    let (mut sum, mut slopes) = (0.0, [0.0; 4]);
    let top = leaving.visit(tx, |w, node| {
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
    let &[r, alpha, s, beta] = parameters;
    let rates = RateTable::new(r, histories.max_x());
    let ln_alpha = libm::log(alpha);
    let mut total = Local::ZERO;
    for h in &histories.distinct {
        let x = h.x as usize;
        let (by_alpha, by_beta) = (libm::log1p(h.age / alpha), libm::log1p(h.age / beta));
        let (alpha_end, beta_end) = (1.0 / (alpha + h.age), 1.0 / (beta + h.age));
        let (alpha_gap, beta_gap) = (h.age / alpha * alpha_end, h.age / beta * beta_end);
        let x_times = h.x as f64;
        total.value += h.n * (rates.ln[x] - r * by_alpha - x_times * (ln_alpha + by_alpha) - s * by_beta);
        total.gradient[0] += h.n * (rates.first[x] - by_alpha);
        total.gradient[1] += h.n * (r * h.age / alpha - x_times) * alpha_end;
        total.gradient[2] -= h.n * by_beta;
        total.gradient[3] += h.n * s * beta_gap;
        total.hessian[0][0] += h.n * rates.second[x];
        total.hessian[0][1] += h.n * alpha_gap;
        let bend = r * alpha_gap * (1.0 / alpha + alpha_end);
        total.hessian[1][1] += h.n * (x_times * alpha_end * alpha_end - bend);
        total.hessian[2][3] += h.n * beta_gap;
        total.hessian[3][3] -= h.n * s * beta_gap * (1.0 / beta + beta_end);
        add_left(&Leaving::new(parameters, h.x, h.age), h.tx, h.n, &mut total);
    }
    for (i, j) in [(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)] {
        total.hessian[j][i] = total.hessian[i][j];
    }
    total
}

/// Adds `n ln(1 + Q)`.
fn add_left(leaving: &Leaving, tx: f64, n: f64, total: &mut Local<4>) {
    if tx >= leaving.age {
        return;
    }
    let s = leaving.s;
    let (alpha_end, beta_end) = (1.0 / (leaving.alpha + leaving.age), 1.0 / (leaving.beta + leaving.age));
    // Sums of the integrand, of its logarithmic derivatives, and of its second derivatives over itself.
    let (mut sum, mut first, mut second) = (0.0, [0.0; 4], [0.0; 10]);
    let top = leaving.visit(tx, |w, node| {
        let (alpha_here, beta_here) = (1.0 / node.at_alpha, 1.0 / node.at_beta);
        let (alpha_gap, beta_gap) = (node.gap * alpha_end * alpha_here, node.gap * beta_end * beta_here);
        let d = [node.by_alpha, -leaving.rate * alpha_gap, 1.0 / s + node.by_beta, -s * beta_gap - beta_here];
        sum += w;
        for (into, d) in first.iter_mut().zip(d) {
            *into += w * d;
        }
        second[0] += w * d[0] * d[0];
        second[1] += w * (d[0] * d[1] - alpha_gap);
        second[2] += w * d[0] * d[2];
        second[3] += w * d[0] * d[3];
        second[4] += w * (d[1] * d[1] + leaving.rate * alpha_gap * (alpha_here + alpha_end));
        second[5] += w * d[1] * d[2];
        second[6] += w * d[1] * d[3];
        second[7] += w * (d[2] * d[2] - 1.0 / (s * s));
        second[8] += w * (d[2] * d[3] - beta_gap);
        second[9] += w * (d[3] * d[3] + s * beta_gap * (beta_here + beta_end) + beta_here * beta_here);
    });
    if sum <= 0.0 {
        return;
    }
    let ln_odds = top + libm::log(s * sum);
    let small = libm::exp(-ln_odds.abs());
    let gone = if ln_odds > 0.0 { 1.0 / (1.0 + small) } else { small / (1.0 + small) };
    total.value += n * (ln_odds.max(0.0) + libm::log1p(small));
    let mean = first.map(|d| d / sum);
    let mut place = 0;
    for i in 0..4 {
        total.gradient[i] += n * gone * mean[i];
        for j in i..4 {
            total.hessian[i][j] += n * gone * (second[place] / sum - gone * mean[i] * mean[j]);
            place += 1;
        }
    }
}
