//! The three models of purchases: when does a customer buy, and is there still a customer?
//!
//! While alive a customer buys as a Poisson stream whose rate is Gamma(r, alpha) over customers.
//! * BG/NBD: after each repeat purchase the customer leaves with a probability that is Beta(a, b) over customers.
//! * MBG/NBD: the same, and also right after the first purchase.
//! * Pareto/NBD: the customer leaves at any time, at a rate that is Gamma(s, beta) over customers.
//!
//! Source: Fader, Hardie & Lee 2005 (BG/NBD); Batislam, Denizel & Filiztekin 2007 (MBG/NBD); Schmittlein, Morrison &
//! Colombo 1987 (Pareto/NBD).

use crate::num::optimise::Local;

use super::geometric::Odds;
use super::history::{Buyer, Histories};
use super::process::Process;
use super::{geometric, pareto};

/// Which model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Model {
    /// Beta-geometric / negative binomial.
    BgNbd,
    /// The same with a chance to leave right after the first purchase.
    MbgNbd,
    /// Pareto / negative binomial.
    ParetoNbd,
}

impl Model {
    /// All three.
    pub const ALL: [Self; 3] = [Self::BgNbd, Self::MbgNbd, Self::ParetoNbd];

    /// As in the literature.
    pub fn name(self) -> &'static str {
        match self {
            Self::BgNbd => "BG/NBD",
            Self::MbgNbd => "MBG/NBD",
            Self::ParetoNbd => "Pareto/NBD",
        }
    }

    /// Names of the four parameters, as in the literature.
    pub fn parameter_names(self) -> [&'static str; 4] {
        match self {
            Self::BgNbd | Self::MbgNbd => ["r", "alpha", "a", "b"],
            Self::ParetoNbd => ["r", "alpha", "s", "beta"],
        }
    }

    /// Which of the parameters are times, in the unit of the histories.
    pub(super) fn times(self) -> &'static [usize] {
        match self {
            Self::BgNbd | Self::MbgNbd => &[1],
            Self::ParetoNbd => &[1, 3],
        }
    }

    /// Times the coin to leave was tossed by a customer with `x` repeat purchases.
    pub(super) fn tosses(self, x: u32) -> u32 {
        match self {
            Self::BgNbd => x,
            Self::MbgNbd => x + 1,
            Self::ParetoNbd => 0,
        }
    }

    /// What is to be expected of a customer with `x` repeat purchases in `age` who is alive.
    pub fn alive(self, parameters: &[f64; 4], x: u32, age: f64) -> Process {
        let &[r, alpha, third, fourth] = parameters;
        let (r, alpha) = (r + x as f64, alpha + age);
        match self {
            Self::BgNbd | Self::MbgNbd => {
                Process::Geometric { r, alpha, a: third, b: fourth + self.tosses(x) as f64 }
            }
            Self::ParetoNbd => Process::Pareto { r, alpha, s: third, beta: fourth + age },
        }
    }

    /// The logarithm of the odds that a customer has left; `-infinity` for one who cannot have.
    pub fn ln_odds_left(self, parameters: &[f64; 4], x: u32, tx: f64, age: f64) -> f64 {
        match self {
            Self::BgNbd | Self::MbgNbd => geometric::ln_odds_left(self.tosses(x), parameters, x, tx, age),
            Self::ParetoNbd if tx >= age => f64::NEG_INFINITY,
            Self::ParetoNbd => pareto::ln_odds_left(parameters, x, tx, age),
        }
    }

    /// The same with its slopes by the logarithms of the parameters.
    fn odds_and_slopes(self, parameters: &[f64; 4], x: u32, tx: f64, age: f64) -> (f64, [f64; 4]) {
        match self {
            Self::BgNbd | Self::MbgNbd => {
                let tosses = self.tosses(x);
                let slopes = geometric::odds_slopes(tosses, parameters, x, tx, age);
                (geometric::ln_odds_left(tosses, parameters, x, tx, age), slopes)
            }
            Self::ParetoNbd if tx >= age => (f64::NEG_INFINITY, [0.0; 4]),
            Self::ParetoNbd => pareto::odds_and_slopes(parameters, x, tx, age),
        }
    }

    /// The same for one of many buyers.
    pub(super) fn odds_by_day(self, odds: &Odds, b: &Buyer) -> (f64, [f64; 4]) {
        match self {
            Self::BgNbd | Self::MbgNbd => odds.of(self.tosses(b.x), b.x, b.tx, b.age),
            Self::ParetoNbd => self.odds_and_slopes(&odds.parameters, b.x, f64::from(b.tx), f64::from(b.age)),
        }
    }

    /// Where a customer stands. Times from the first purchase, in the unit of the parameters.
    pub fn standing(self, parameters: &[f64; 4], x: u32, tx: f64, age: f64) -> Standing {
        Standing {
            ln_odds_left: self.ln_odds_left(parameters, x, tx, age),
            alive: self.alive(parameters, x, age),
        }
    }

    /// A customer who has just bought for the first time.
    pub fn newcomer(self, parameters: &[f64; 4]) -> Standing {
        self.standing(parameters, 0, 0.0, 0.0)
    }

    /// The log-likelihood of all histories with its derivatives by the logarithms of the parameters.
    pub fn log_likelihood(self, histories: &Histories, parameters: &[f64; 4]) -> Local<4> {
        let local = match self {
            Self::BgNbd | Self::MbgNbd => geometric::log_likelihood(self, histories, parameters),
            Self::ParetoNbd => pareto::log_likelihood(histories, parameters),
        };
        local.in_logarithms(parameters)
    }
}

/// Where a customer stands: the odds of having left, and what is to be expected otherwise.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Standing {
    /// The logarithm of the odds of having left; `-infinity` if that cannot be.
    pub ln_odds_left: f64,
    /// The customer, if alive.
    pub alive: Process,
}

impl Standing {
    /// Probability to be alive now.
    pub fn p_alive(&self) -> f64 {
        1.0 / (1.0 + libm::exp(self.ln_odds_left))
    }

    /// Its logarithm, where the probability itself would be 0.
    pub fn ln_p_alive(&self) -> f64 {
        -(self.ln_odds_left.max(0.0) + libm::log1p(libm::exp(-self.ln_odds_left.abs())))
    }

    /// Probability to have left, exact when it is small.
    pub fn p_left(&self) -> f64 {
        1.0 / (1.0 + libm::exp(-self.ln_odds_left))
    }

    /// Probability to be alive `t` from now.
    pub fn p_alive_after(&self, t: f64) -> f64 {
        self.p_alive() * self.alive.survival(t)
    }

    /// Purchases expected until `t` from now.
    pub fn expected(&self, t: f64) -> f64 {
        self.p_alive() * self.alive.expected(t)
    }

    /// Purchases expected until `t`, each worth `exp(-discount u)` at time `u`.
    pub fn discounted(&self, t: f64, discount: f64) -> f64 {
        self.p_alive() * self.alive.discounted(t, discount)
    }

    /// The same without end; infinite without discount where customers leave too slowly.
    pub fn endless(&self, discount: f64) -> f64 {
        self.p_alive() * self.alive.endless(discount)
    }

    /// Probability of no purchase until `t`: what a marketer means by "lost".
    pub fn p_none(&self, t: f64) -> f64 {
        self.p_left() + self.p_alive() * self.alive.none(t)
    }

    /// Probability of exactly `n` purchases until `t`.
    pub fn p_exactly(&self, n: u32, t: f64) -> f64 {
        let left = if n == 0 { self.p_left() } else { 0.0 };
        left + self.p_alive() * self.alive.exactly(n, t)
    }

    /// The time until which a purchase comes with probability `share`, 0 to 1; `None` where it never gets that sure.
    /// Half of the customers who stand so have bought by `next_purchase(0.5)`. Relative error below 1e-9.
    pub fn next_purchase(&self, share: f64) -> Option<f64> {
        if share.is_nan() || share <= 0.0 {
            return (share == 0.0).then_some(0.0);
        }
        let none = 1.0 - share;
        let (mut low, mut high) = (0.0, 1.0);
        while self.p_none(high) > none {
            low = high;
            high *= 4.0;
            if high > 1e12 {
                return None;
            }
        }
        while high - low > 1e-10 * high {
            let middle = 0.5 * (low + high);
            if self.p_none(middle) > none { low = middle } else { high = middle }
        }
        Some(high)
    }
}
