//! What is to be expected of a customer who is alive.
//!
//! Given that a customer is alive, the parameters are simply updated by the history (Fader & Hardie 2009, "Probability
//! models for customer-base analysis", section 4), so each question about an old customer is the probability of being
//! alive times the same question about a new one. One set of formulas serves both.

use std::sync::LazyLock;

use crate::num::hypergeometric::{beta_mean, beta_power};
use crate::num::incomplete::tricomi_u;
use crate::num::quadrature::GaussLegendre;

use super::negative_binomial::NegativeBinomial;
use super::pareto;

/// Nodes of the quadrature over time: its error is then below 1e-13.
static RULE: LazyLock<GaussLegendre> = LazyLock::new(|| GaussLegendre::new(24));

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
    /// Rate Gamma(r, alpha); leaves at any time at a rate Gamma(s, beta).
    Pareto {
        /// Shape of the rate.
        r: f64,
        /// Its scale, a time.
        alpha: f64,
        /// Shape of the rate of leaving.
        s: f64,
        /// Its scale, a time.
        beta: f64,
    },
}

impl Process {
    /// Purchases per unit of time that are expected `t` from now.
    ///
    /// BG/NBD: `E[lambda exp(-lambda p t)]` over both distributions, `(r / alpha) 2F1(r + 1, a; a + b; -t / alpha)`.
    /// Pareto/NBD: `(r / alpha) (1 + t / beta)^-s`.
    pub fn rate(&self, t: f64) -> f64 {
        match *self {
            Self::Geometric { r, alpha, a, b } => r / alpha * beta_power(r + 1.0, a, b, t / alpha),
            Self::Pareto { r, alpha, .. } => r / alpha * self.survival(t),
        }
    }

    /// Probability to be alive `t` from now.
    ///
    /// BG/NBD: `E[exp(-lambda p t)] = 2F1(r, a; a + b; -t / alpha)`. Pareto/NBD: `(1 + t / beta)^-s`.
    pub fn survival(&self, t: f64) -> f64 {
        match *self {
            Self::Geometric { r, alpha, a, b } => beta_power(r, a, b, t / alpha),
            Self::Pareto { s, beta, .. } => libm::exp(-s * libm::log1p(t / beta)),
        }
    }

    /// Purchases expected until `t`.
    pub fn expected(&self, t: f64) -> f64 {
        self.discounted(t, 0.0)
    }

    /// Purchases expected until `t`, each worth `exp(-discount u)` at time `u`.
    ///
    /// The integral of the rate. In the logarithm of time the rate is smooth whatever the parameters, so that no case
    /// (a = 1, s = 1) needs its own formula.
    pub fn discounted(&self, t: f64, discount: f64) -> f64 {
        // The time in which the rate changes: a customer of a high shape has bought or left in a small part of the scale.
        let scale = match *self {
            Self::Geometric { r, alpha, .. } => alpha / r.max(1.0),
            Self::Pareto { r, alpha, s, beta } if discount == 0.0 => {
                let (ln, power) = (libm::log1p(t / beta), s - 1.0);
                let mean = if power == 0.0 { ln } else { -libm::expm1(-power * ln) / power };
                return r / alpha * beta * mean;
            }
            Self::Pareto { s, beta, .. } => beta / s.max(1.0),
        };
        let end = libm::log1p(t / scale);
        let parts = 1 + (end / 2.0 + discount * t / 10.0) as usize;
        RULE.integrate_in_parts(0.0, end, parts, |v| {
            let u = scale * libm::expm1(v);
            (scale + u) * libm::exp(-discount * u) * self.rate(u)
        })
    }

    /// Purchases expected without end, each worth `exp(-discount u)`. Infinite without discount where customers leave
    /// too slowly: `a <= 1` or `s <= 1`.
    ///
    /// Pareto/NBD: `(r / alpha) beta U(1, 2 - s, discount beta)` (Fader, Hardie & Lee 2005, "RFM and CLV", equation 4,
    /// in its form without cancelling). BG/NBD: the mean of `(r / p) U(1, 1 - r, discount alpha / p)` over Beta(a, b).
    pub fn endless(&self, discount: f64) -> f64 {
        match *self {
            Self::Geometric { a, b, .. } if discount <= 0.0 => {
                if a > 1.0 {
                    (a + b - 1.0) / (a - 1.0)
                } else {
                    f64::INFINITY
                }
            }
            Self::Pareto { r, alpha, s, beta } if discount <= 0.0 => {
                if s > 1.0 {
                    r / alpha * beta / (s - 1.0)
                } else {
                    f64::INFINITY
                }
            }
            Self::Geometric { r, alpha, a, b } => {
                // r / p times U, which goes to r / (discount alpha) as p goes to 0.
                beta_mean(a, b, |p, _| {
                    let z = discount * alpha / p;
                    if z > 1e15 { r / (discount * alpha) } else { r / p * tricomi_u(r + 1.0, z) }
                })
            }
            Self::Pareto { r, alpha, s, beta } => r / alpha * beta * tricomi_u(s, discount * beta),
        }
    }

    /// Probability of no purchase until `t`.
    pub fn none(&self, t: f64) -> f64 {
        match *self {
            Self::Geometric { r, alpha, .. } => libm::exp(-r * libm::log1p(t / alpha)),
            Self::Pareto { r, alpha, s, beta } => {
                if t <= 0.0 {
                    return 1.0;
                }
                let ln_stays = -r * libm::log1p(t / alpha) - s * libm::log1p(t / beta);
                let ln_odds = pareto::ln_odds_left(&[r, alpha, s, beta], 0, 0.0, t);
                libm::exp(ln_stays) + libm::exp(ln_stays + ln_odds)
            }
        }
    }

    /// Probability of exactly `n` purchases until `t`.
    ///
    /// BG/NBD: Fader, Hardie & Lee 2005, equation 8, with updated parameters. Pareto/NBD: the negative binomial mixed
    /// over the time of leaving.
    pub fn exactly(&self, n: u32, t: f64) -> f64 {
        if n == 0 {
            return self.none(t);
        }
        match *self {
            Self::Geometric { r, alpha, a, b } => {
                let counts = NegativeBinomial::new(r, t / alpha);
                let before: f64 = (0..n - 1).map(|i| libm::log1p(a / (b + i as f64))).sum();
                let kept = libm::exp(-before);
                let last = a + b + (n - 1) as f64;
                kept * ((b + (n - 1) as f64) / last * counts.exactly(n) + a / last * counts.at_least(n))
            }
            Self::Pareto { r, alpha, s, beta } => {
                let near = alpha.min(beta);
                let end = libm::log1p(t / near);
                let parts = 1 + (end * (1.0 + libm::sqrt(r + s + n as f64))) as usize;
                let left = RULE.integrate_in_parts(0.0, end, parts, |v| {
                    let u = near * libm::expm1(v);
                    let leaves = s / beta * libm::exp(-(s + 1.0) * libm::log1p(u / beta));
                    (near + u) * leaves * NegativeBinomial::new(r, u / alpha).exactly(n)
                });
                left + self.survival(t) * NegativeBinomial::new(r, t / alpha).exactly(n)
            }
        }
    }
}
