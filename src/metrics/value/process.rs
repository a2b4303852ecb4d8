//! What is to be expected of a customer who is alive.
//!
//! Given that a customer is alive, the parameters are simply updated by the history (Fader & Hardie 2009, "Probability
//! models for customer-base analysis", section 4), so each question about an old customer is the probability of being
//! alive times the same question about a new one. One set of formulas serves both.

use crate::num::hypergeometric::beta_power;
use crate::num::quadrature::GaussLegendre;

/// Purchases to come of a living customer. Times in the unit of the parameters.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Process {
    /// Rate Gamma(r, alpha); leaves after each purchase with probability Beta(a, b).
    Geometric {
        /// Shape of the rate.
        r: f64,
        /// Its scale, a time.
        alpha: f64,
        /// Shape of the chance to leave.
        a: f64,
        /// Shape of the chance to stay.
        b: f64,
    },
}

impl Process {
    /// Purchases per unit of time, now and at `t` from now, of a customer who is alive now.
    ///
    /// `E[lambda exp(-lambda p t)]` over both distributions: `(r / alpha) 2F1(r + 1, a; a + b; -t / alpha)`.
    pub fn rate(&self, t: f64) -> f64 {
        match *self {
            Self::Geometric { r, alpha, a, b } => r / alpha * beta_power(r + 1.0, a, b, t / alpha),
        }
    }

    /// Purchases expected until `t`, each worth `exp(-discount u)` at time `u`. Without discount: the expectation of
    /// the number of purchases.
    ///
    /// The integral of the rate. In the logarithm of time the rate is smooth whatever the parameters, so that no case
    /// (a = 1, s = 1) needs its own formula.
    pub fn discounted(&self, t: f64, discount: f64, rule: &GaussLegendre) -> f64 {
        let scale = match *self {
            Self::Geometric { alpha, .. } => alpha,
        };
        let end = libm::log1p(t / scale);
        let parts = 1 + (end / 2.0 + discount * t / 10.0) as usize;
        rule.integrate_in_parts(0.0, end, parts, |v| {
            let u = scale * libm::expm1(v);
            (scale + u) * libm::exp(-discount * u) * self.rate(u)
        })
    }
}
