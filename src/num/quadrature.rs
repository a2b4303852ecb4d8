//! Integrals of smooth functions: Gauss-Legendre on an interval.

/// Nodes and weights of Gauss-Legendre quadrature on [0, 1]: exact for polynomials of degree `2 n - 1`.
#[derive(Debug, Clone, PartialEq)]
pub struct GaussLegendre {
    /// Ascending, inside (0, 1).
    pub nodes: Vec<f64>,
    /// Positive; their sum is 1.
    pub weights: Vec<f64>,
}

impl GaussLegendre {
    /// The rule with `n` nodes, 1 to 200.
    ///
    /// Source: Newton's method on the Legendre polynomial from the start of Abramowitz & Stegun 22.16.6.
    pub fn new(n: usize) -> Self {
        let n = n.clamp(1, 200);
        let (mut nodes, mut weights) = (vec![0.0; n], vec![0.0; n]);
        for i in 0..n.div_ceil(2) {
            let mut x = libm::cos(std::f64::consts::PI * (i as f64 + 0.75) / (n as f64 + 0.5));
            let mut slope = 1.0;
            for _ in 0..100 {
                let (value, derivative) = legendre(n, x);
                slope = derivative;
                let step = value / derivative;
                x -= step;
                if step.abs() < 1e-16 {
                    break;
                }
            }
            slope = if x == 0.0 { slope } else { legendre(n, x).1 };
            let weight = 1.0 / ((1.0 - x * x) * slope * slope);
            (nodes[i], nodes[n - 1 - i]) = (0.5 * (1.0 - x), 0.5 * (1.0 + x));
            (weights[i], weights[n - 1 - i]) = (weight, weight);
        }
        Self { nodes, weights }
    }

    /// The integral of `f` from `low` to `high`.
    pub fn integrate(&self, low: f64, high: f64, mut f: impl FnMut(f64) -> f64) -> f64 {
        let width = high - low;
        let sum: f64 = self.nodes.iter().zip(&self.weights).map(|(x, w)| w * f(low + width * x)).sum();
        width * sum
    }

    /// The integral over `parts` equal pieces.
    pub fn integrate_in_parts(
        &self,
        low: f64,
        high: f64,
        parts: usize,
        mut f: impl FnMut(f64) -> f64,
    ) -> f64 {
        let step = (high - low) / parts.max(1) as f64;
        (0..parts.max(1))
            .map(|k| self.integrate(low + step * k as f64, low + step * (k + 1) as f64, &mut f))
            .sum()
    }
}

/// The Legendre polynomial of degree `n` and its derivative.
fn legendre(n: usize, x: f64) -> (f64, f64) {
    let (mut before, mut now) = (1.0, x);
    for k in 1..n {
        let k = k as f64;
        (before, now) = (now, ((2.0 * k + 1.0) * x * now - k * before) / (k + 1.0));
    }
    (now, n as f64 * (x * now - before) / (x * x - 1.0))
}
