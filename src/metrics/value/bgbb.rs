//! BG/BB: customers who may buy once at each of a row of opportunities, such as yearly appeals or monthly boxes.
//!
//! # Question
//! Who is still there, and at how many of the next opportunities will they buy?
//!
//! # Input
//! For each customer the opportunities since the first purchase, at how many a purchase was made, and at which the last.
//!
//! # Result
//! The maximum likelihood fit, and for each history the probability to be alive and the purchases to come.
//!
//! # Edge cases
//! No opportunity yet, or no purchase by anybody: there is nothing to fit, `None`. A `gamma` of 1 is no special case: what
//! is to come is a finite sum of positive terms.
//!
//! # Source
//! Fader, Hardie & Shang 2010, "Customer-base analysis in a discrete-time noncontractual setting", equations 7 to 14.

use crate::num::optimise::Local;
use crate::sort::Sort as _;

use super::fit::{Fitted, SEARCH, best_of};
use super::tables::RateTable;

/// Customers with one history.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Taken {
    /// Opportunities at which a purchase was made.
    pub x: u32,
    /// The last of them, counted from 1; 0 if there was none.
    pub last: u32,
    /// Opportunities so far.
    pub n_chances: u32,
    /// How many they are.
    pub n: f64,
}

/// Names of the parameters: the chance to buy is Beta(alpha, beta), the chance to leave before an opportunity
/// Beta(gamma, delta).
pub const NAMES: [&str; 4] = ["alpha", "beta", "gamma", "delta"];

/// Sums over the first opportunities for `alpha`, `beta`, `alpha + beta`, `delta`, `gamma + delta`.
struct Tables([RateTable; 5]);

/// Which parameters each table goes by.
const GOES_BY: [&[usize]; 5] = [&[0], &[1], &[0, 1], &[3], &[2, 3]];

impl Tables {
    fn new(parameters: &[f64; 4], longest: u32) -> Self {
        let &[alpha, beta, gamma, delta] = parameters;
        Self([alpha, beta, alpha + beta, delta, gamma + delta].map(|c| RateTable::new(c, longest + 1)))
    }

    /// `ln` of the probability of `x` purchases at `m` opportunities in one order and of leaving right after them; of
    /// staying if `stays`. With its derivatives.
    fn term(&self, parameters: &[f64; 4], x: u32, m: u32, stays: bool) -> Local<4> {
        let places = [x, m - x, m, m, m + u32::from(!stays)];
        let mut local = Local::ZERO;
        for (k, (table, place)) in self.0.iter().zip(places).enumerate() {
            let (sign, place) = (if k == 2 || k == 4 { -1.0 } else { 1.0 }, place as usize);
            local.value += sign * table.ln[place];
            for &i in GOES_BY[k] {
                local.gradient[i] += sign * table.first[place];
                for &j in GOES_BY[k] {
                    local.hessian[i][j] += sign * table.second[place];
                }
            }
        }
        if !stays {
            let gamma = parameters[2];
            local.value += libm::log(gamma);
            local.gradient[2] += 1.0 / gamma;
            local.hessian[2][2] -= 1.0 / (gamma * gamma);
        }
        local
    }

    /// `ln` of the likelihood of one history: that of staying, and of leaving at each opportunity after the last purchase.
    fn one(&self, parameters: &[f64; 4], h: &Taken) -> Local<4> {
        let mut terms = vec![self.term(parameters, h.x, h.n_chances, true)];
        terms.extend((h.last..h.n_chances).map(|m| self.term(parameters, h.x, m, false)));
        let top = terms.iter().fold(f64::NEG_INFINITY, |top, term| top.max(term.value));
        let whole: f64 = terms.iter().map(|term| libm::exp(term.value - top)).sum();
        let mut sum = Local::ZERO;
        sum.value = top + libm::log(whole);
        for term in &terms {
            let share = libm::exp(term.value - top) / whole;
            for i in 0..4 {
                sum.gradient[i] += share * term.gradient[i];
                for j in 0..4 {
                    sum.hessian[i][j] += share * (term.hessian[i][j] + term.gradient[i] * term.gradient[j]);
                }
            }
        }
        for i in 0..4 {
            for j in 0..4 {
                sum.hessian[i][j] -= sum.gradient[i] * sum.gradient[j];
            }
        }
        sum
    }
}

/// The log-likelihood with its derivatives by the logarithms of the parameters.
pub fn log_likelihood(histories: &[Taken], parameters: &[f64; 4]) -> Local<4> {
    let longest = histories.iter().map(|h| h.n_chances).max().unwrap_or(0);
    let tables = Tables::new(parameters, longest);
    let mut total = Local::ZERO;
    for h in histories {
        let one = tables.one(parameters, h);
        total.value += h.n * one.value;
        for i in 0..4 {
            total.gradient[i] += h.n * one.gradient[i];
            for j in 0..4 {
                total.hessian[i][j] += h.n * one.hessian[i][j];
            }
        }
    }
    total.in_logarithms(parameters)
}

/// Fits the model. Histories that cannot be are left out; `None` if nothing is left to fit.
pub fn fit(histories: &[Taken]) -> Option<Fitted<4>> {
    let mut kept = histories.to_vec();
    kept.retain(|h| {
        h.n > 0.0 && h.n_chances > 0 && h.last <= h.n_chances && h.x <= h.last && (h.x > 0) == (h.last > 0)
    });
    kept.order_by(|a, b| {
        (a.n_chances, a.x, a.last).cmp(&(b.n_chances, b.x, b.last)).then(a.n.total_cmp(&b.n))
    });
    if kept.iter().all(|h| h.x == 0) {
        return None;
    }
    let starts = [[1.0, 1.0, 1.0, 3.0], [0.3, 1.0, 0.5, 5.0], [3.0, 3.0, 0.2, 0.2], [1.0, 3.0, 5.0, 50.0]];
    let best = best_of(&starts.map(|at| at.map(libm::log)), &SEARCH, |at| {
        log_likelihood(&kept, &at.map(libm::exp))
    })?;
    Some(Fitted::new(best, kept.iter().map(|h| h.n).sum()))
}

/// Where a customer stands after the opportunities so far.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Standing {
    /// Probability to be there still at the last opportunity.
    pub p_alive: f64,
    parameters: [f64; 4],
    history: Taken,
}

/// Where a customer stands.
pub fn standing(parameters: &[f64; 4], history: Taken) -> Standing {
    let tables = Tables::new(parameters, history.n_chances);
    let stays = tables.term(parameters, history.x, history.n_chances, true).value;
    let p_alive = libm::exp(stays - tables.one(parameters, &history).value);
    Standing { p_alive, parameters: *parameters, history }
}

impl Standing {
    /// Probability to be there at the opportunity `ahead` from now: each asks to stay once more.
    pub fn p_alive_after(&self, ahead: u32) -> f64 {
        let [_, _, gamma, delta] = self.parameters;
        let delta = delta + f64::from(self.history.n_chances);
        let stays = (0..ahead).map(|i| libm::log1p(gamma / (delta + f64::from(i)))).sum::<f64>();
        self.p_alive * libm::exp(-stays)
    }

    /// Purchases expected at the next `ahead` opportunities, each worth `factor` times what one opportunity earlier is
    /// worth; the next one counts in full.
    pub fn expected(&self, ahead: u32, factor: f64) -> f64 {
        let [alpha, beta, ..] = self.parameters;
        let chance = (alpha + f64::from(self.history.x)) / (alpha + beta + f64::from(self.history.n_chances));
        let [_, _, gamma, delta] = self.parameters;
        let delta = delta + f64::from(self.history.n_chances);
        let (mut sum, mut there) = (0.0, self.p_alive);
        let mut worth = 1.0;
        for i in 0..ahead {
            there *= (delta + f64::from(i)) / (gamma + delta + f64::from(i));
            sum += worth * there;
            worth *= factor;
        }
        chance * sum
    }
}
