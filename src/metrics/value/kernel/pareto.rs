//! Pareto/NBD.

use super::STEP;
use super::product::Product;
use super::times::{History, Logs, Times};

/// Nodes and weights on [0, 1].
pub type Rule = (Vec<f64>, Vec<f64>);

/// Nodes that leave an error below 1e-15. In the logarithm of time the nearest singularity lies `i pi` off the path, so
/// the error falls as `rho^-2n` with `rho` from half the width of the path; an exponent that changes by `bend` costs
/// about a node for each two units.
fn n_nodes(width: f64, bend: f64, most: usize) -> usize {
    let away = 2.0 * std::f64::consts::PI / width;
    let for_width = 17.3 / libm::log(away + libm::sqrt(1.0 + away * away));
    let for_bend = 6.0 + 0.55 * bend;
    (for_width.max(for_bend) as usize + 3).min(most).max(8)
}

/// Beyond this fall of its exponent the integrand counts as nothing: `e^-45` is 3e-20.
const NEGLIGIBLE: f64 = 45.0;

/// One integral: parameters and the times between which the customer may have left.
#[derive(Debug, Clone, Copy)]
#[expect(missing_docs, reason = "named as in the formula of the caller")]
pub struct Leaving {
    pub rate: f64,
    pub alpha: f64,
    pub s: f64,
    pub beta: f64,
    pub age: f64,
    /// The nearer singularity: the smaller of alpha and beta.
    near: f64,
    /// Are the parameters small enough for the faster functions?
    plain: bool,
}

/// The integrand at a node.
#[derive(Debug, Clone, Copy)]
pub struct Node {
    /// Time from there to now.
    pub gap: f64,
    /// `ln((alpha + T) / (alpha + u))`.
    pub by_alpha: f64,
    /// `ln((beta + T) / (beta + u))`.
    pub by_beta: f64,
    /// `alpha + u`.
    pub at_alpha: f64,
    /// `beta + u`.
    pub at_beta: f64,
}

impl Leaving {
    /// Of a customer with `x` repeat purchases in `age`.
    pub fn new(parameters: &[f64; 4], x: u32, age: f64) -> Self {
        let &[r, alpha, s, beta] = parameters;
        let (rate, near) = (r + x as f64, alpha.min(beta));
        let plain = rate < 100.0 && s < 100.0 && age > 0.01 * near;
        Self { rate, alpha, s, beta, age, near, plain }
    }

    /// At `v = ln((near + T) / (near + u))`.
    #[inline(always)]
    fn node(&self, v: f64) -> Node {
        if self.plain {
            return self.plain_node(v);
        }
        let gap = -(self.near + self.age) * libm::expm1(-v);
        // Not by the gap, which would cancel where the nearer scale is small.
        let at_near = (self.near + self.age) * libm::exp(-v);
        if self.alpha <= self.beta {
            let at_beta = self.beta + self.age - gap;
            let by_beta = -libm::log1p(-gap / (self.beta + self.age));
            Node { gap, by_alpha: v, by_beta, at_alpha: at_near, at_beta }
        } else {
            let at_alpha = self.alpha + self.age - gap;
            let by_alpha = -libm::log1p(-gap / (self.alpha + self.age));
            Node { gap, by_alpha, by_beta: v, at_alpha, at_beta: at_near }
        }
    }

    /// The same by faster functions, where no large parameter magnifies their rounding.
    #[inline(always)]
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

    #[inline(always)]
    fn exponent(&self, node: &Node) -> f64 {
        self.rate * node.by_alpha + self.s * node.by_beta
    }

    /// Visits the nodes of the integral with their weights `w`, so that `Q = s e^top sum w`. Returns `top`. `rules` has
    /// one for each number of nodes.
    #[inline(always)]
    pub fn visit(&self, tx: f64, rules: &[Rule], mut each: impl FnMut(f64, &Node)) -> f64 {
        let end = libm::log1p((self.age - tx) / (self.near + tx));
        let top = self.exponent(&self.node(end));
        let start = if top > NEGLIGIBLE { self.start(end, top) } else { 0.0 };
        let bend = top.min(NEGLIGIBLE);
        let parts = 1 + ((end - start) / 4.0).max(bend / 20.0) as usize;
        let width = (end - start) / parts as f64;
        let Some((nodes, weights)) = rules.get(n_nodes(width, bend / parts as f64, rules.len() - 1)) else {
            return top;
        };
        for part in 0..parts {
            let from = start + width * part as f64;
            for (x, w) in nodes.iter().zip(weights) {
                let node = self.node(from + width * x);
                let at_near = if self.alpha <= self.beta { node.at_alpha } else { node.at_beta };
                let value = libm::exp(self.exponent(&node) - top) * at_near / node.at_beta;
                each(width * w * value, &node);
            }
        }
        top
    }

    /// Where the integrand becomes visible.
    #[inline(never)]
    fn start(&self, end: f64, top: f64) -> f64 {
        let (mut low, mut high) = (0.0, end);
        for _ in 0..40 {
            let middle = 0.5 * (low + high);
            if top - self.exponent(&self.node(middle)) > NEGLIGIBLE { low = middle } else { high = middle }
        }
        low
    }
}

/// Sums over histories: the log-likelihood with its derivatives by the parameters, the upper half of the Hessian row by
/// row. What depends on the number of purchases alone is left out.
#[derive(Debug, Clone, Copy, Default)]
#[expect(missing_docs, reason = "what they are stands above")]
pub struct ParetoSums {
    pub value: f64,
    pub gradient: [f64; 4],
    pub hessian: [f64; 10],
}

/// Sums over the histories from place `from` on.
pub fn pareto(
    all: &[History],
    times: &Times,
    [of_alpha, of_beta]: [&Logs; 2],
    parameters: &[f64; 4],
    rules: &[Rule],
) -> ParetoSums {
    let mut sums = ParetoSums::default();
    for (k, step) in all.chunks(STEP).enumerate() {
        some(step, k * STEP, times, [of_alpha, of_beta], parameters, rules, &mut sums);
    }
    sums
}

#[inline(never)]
fn some(
    all: &[History],
    from: usize,
    times: &Times,
    [of_alpha, of_beta]: [&Logs; 2],
    parameters: &[f64; 4],
    rules: &[Rule],
    sums: &mut ParetoSums,
) {
    let &[r, alpha, s, beta] = parameters;
    let mut total = *sums;
    let mut stayed = Product::ONE;
    for (k, h) in all.iter().enumerate() {
        let (a, b) = (of_alpha.of(times, from + k, h, alpha), of_beta.of(times, from + k, h, beta));
        let (alpha_gap, beta_gap) = (h.age / alpha * a.at_age, h.age / beta * b.at_age);
        let x = h.x as f64;
        total.value -= h.n * ((r + x) * a.age + s * b.age);
        total.gradient[0] -= h.n * a.age;
        total.gradient[1] += h.n * (r * h.age / alpha - x) * a.at_age;
        total.gradient[2] -= h.n * b.age;
        total.gradient[3] += h.n * s * beta_gap;
        total.hessian[1] += h.n * alpha_gap;
        let bend = r * alpha_gap * (1.0 / alpha + a.at_age);
        total.hessian[4] += h.n * (x * a.at_age * a.at_age - bend);
        total.hessian[8] += h.n * beta_gap;
        total.hessian[9] -= h.n * s * beta_gap * (1.0 / beta + b.at_age);
        if h.tx < h.age {
            let leaving = Leaving::new(parameters, h.x, h.age);
            add_left(&leaving, h.tx, h.n, [a.at_age, b.at_age], rules, &mut stayed, &mut total);
        }
    }
    total.value += stayed.sum();
    *sums = total;
}

/// Adds `n ln(1 + Q)`.
#[inline(always)]
fn add_left(
    leaving: &Leaving,
    tx: f64,
    n: f64,
    [alpha_end, beta_end]: [f64; 2],
    rules: &[Rule],
    stayed: &mut Product,
    total: &mut ParetoSums,
) {
    let s = leaving.s;
    let (inverse_s, inverse_s2) = (1.0 / s, 1.0 / (s * s));
    // Sums of the integrand, of its logarithmic derivatives, and of its second derivatives over itself.
    let (mut sum, mut first, mut second) = (0.0, [0.0; 4], [0.0; 10]);
    let top = leaving.visit(tx, rules, |w, node| {
        let both = 1.0 / (node.at_alpha * node.at_beta);
        let (alpha_here, beta_here) = (node.at_beta * both, node.at_alpha * both);
        let (alpha_gap, beta_gap) = (node.gap * alpha_end * alpha_here, node.gap * beta_end * beta_here);
        let d =
            [node.by_alpha, -leaving.rate * alpha_gap, inverse_s + node.by_beta, -s * beta_gap - beta_here];
        sum += w;
        let wd = d.map(|d| w * d);
        for i in 0..4 {
            first[i] += wd[i];
        }
        second[0] += wd[0] * d[0];
        second[1] += wd[0] * d[1] - w * alpha_gap;
        second[2] += wd[0] * d[2];
        second[3] += wd[0] * d[3];
        second[4] += wd[1] * d[1] + w * (leaving.rate * alpha_gap * (alpha_here + alpha_end));
        second[5] += wd[1] * d[2];
        second[6] += wd[1] * d[3];
        second[7] += wd[2] * d[2] - w * inverse_s2;
        second[8] += wd[2] * d[3] - w * beta_gap;
        second[9] += wd[3] * d[3] + w * (s * beta_gap * (beta_here + beta_end) + beta_here * beta_here);
    });
    if sum <= 0.0 {
        return;
    }
    let ln_odds = top + libm::log(s * sum);
    let small = libm::exp(-ln_odds.abs());
    let inverse = 1.0 / (1.0 + small);
    let gone = if ln_odds > 0.0 { inverse } else { small * inverse };
    total.value += n * ln_odds.max(0.0);
    stayed.add(n, small);
    let over = 1.0 / sum;
    let mean = first.map(|d| d * over);
    let mut place = 0;
    for i in 0..4 {
        total.gradient[i] += n * gone * mean[i];
        for j in i..4 {
            total.hessian[place] += n * gone * (second[place] * over - gone * mean[i] * mean[j]);
            place += 1;
        }
    }
}
