//! How long do customers under contract stay, and what are they worth?
//!
//! # Question
//! Of customers who renew or leave at the end of each period, how many will still be there, and what will they pay?
//!
//! # Input
//! Customers with the first day of their contract, the last where it ended, and the monthly fee where it is known; the
//! day as of which to look and the length of a period.
//!
//! # Result
//! [`Contracts`]: the fitted shifted beta-geometric model with its certificate, who stayed so long beside what the model
//! says, the retention of each period, and the value still to come of each and of all.
//!
//! # Edge cases
//! * The period under way counts as neither kept nor left. An end before the start or before the as-of day counts; one
//!   after it has not happened yet.
//! * Nobody left, or all did at the first renewal: there is no maximum inside; the fit says which parameters run away,
//!   and the projection still stands.
//! * No fee: there is time but no money, so the values are `None`.
//!
//! # Source
//! Fader & Hardie 2007, "How to project customer retention", equations 5 to 8; Fader & Hardie 2010, "Customer-base
//! valuation in a contractual setting", equation 6 for what remains. Kaplan & Meier 1958 for who stayed.
//!
//! # Example
//! ```
//! use clientele::metrics::contract::{Life, fit};
//!
//! // A thousand customers; 131 leave at the first renewal, 100 at the second, the others are still there:
//! // two shares, and the two parameters meet both.
//! let life = |periods, left, n| Life { periods, left, n };
//! let fitted = fit(&[life(1, true, 131.0), life(2, true, 100.0), life(2, false, 769.0)]).unwrap();
//! assert!((fitted.survival(1) - 0.869).abs() < 1e-6);
//! ```

use crate::day::{DAYS_PER_MONTH, Day};
use crate::error::Error;
use crate::facts::{CustomerIdx, Facts};
use crate::message::message;
use crate::metrics::value::Fit;
use crate::metrics::value::fit::{Fitted, SEARCH, best_of};
use crate::metrics::value::tables::RateTable;
use crate::num::linear::quadratic_form;
use crate::num::optimise::Local;
use crate::roles::Role;
use crate::sort::Sort as _;

use super::Interval;
use super::value::forecast::{Z95, around};

/// The period of renewal and how far to look.
#[derive(Debug, Clone, PartialEq)]
pub struct ContractConfig {
    /// Observation ends with this day. `None`: the last day on which anything happened.
    pub as_of: Option<Day>,
    /// Months of 365.25 / 12 days between two renewals: 1 to 60.
    pub period_months: u32,
    /// Periods to look ahead: 1 to 600.
    pub n_ahead: u32,
    /// Discount a year: 0 to 10.
    pub discount_per_year: f64,
    /// Share of the fee that is left after cost: above 0, up to 1.
    pub margin: f64,
}

impl Default for ContractConfig {
    /// Monthly renewal, twelve months ahead, ten per cent a year, the whole fee.
    fn default() -> Self {
        Self { as_of: None, period_months: 1, n_ahead: 12, discount_per_year: 0.1, margin: 1.0 }
    }
}

/// Customers with one history.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Life {
    /// Periods paid for. One who left paid for this many and did not renew; the others renewed this many times.
    pub periods: u32,
    /// Have they left?
    pub left: bool,
    /// How many they are.
    pub n: f64,
}

/// The fitted model: the chance to leave at a renewal is Beta(alpha, beta) over customers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Leaving {
    /// With its certificate and covariance.
    pub fitted: Fitted<2>,
}

impl Leaving {
    fn shapes(&self) -> (f64, f64) {
        let [alpha, beta] = self.fitted.parameters;
        (alpha, beta)
    }

    /// Probability to be there after `t` renewals: `(beta)_t / (alpha + beta)_t` (equation 6).
    pub fn survival(&self, t: u32) -> f64 {
        let (alpha, beta) = self.shapes();
        libm::exp(-(0..t).map(|i| libm::log1p(alpha / (beta + f64::from(i)))).sum::<f64>())
    }

    /// Probability to renew for the `t`-th time, `t` from 1, of those who renewed before (equation 8).
    pub fn retention(&self, t: u32) -> f64 {
        let (alpha, beta) = self.shapes();
        let before = f64::from(t.max(1) - 1);
        (beta + before) / (alpha + beta + before)
    }

    /// Payments at the next `n` renewals that are expected of one who renewed `t` times, the first at once, each worth
    /// `factor` times the one before.
    pub fn remaining(&self, t: u32, n: u32, factor: f64) -> f64 {
        let (mut sum, mut here) = (0.0, 1.0);
        for k in 1..=n {
            here *= self.retention(t + k);
            sum += here;
            here *= factor;
        }
        sum
    }
}

/// Fits the model. `None` if there is nobody.
pub fn fit(lives: &[Life]) -> Option<Leaving> {
    let longest = lives.iter().map(|life| life.periods).max()?;
    let mut lives = lives.to_vec();
    lives.order_by(|a, b| a.periods.cmp(&b.periods).then(a.left.cmp(&b.left)).then(a.n.total_cmp(&b.n)));
    let starts = [[1.0, 1.0], [0.5, 4.0], [5.0, 50.0], [0.1, 0.1], [0.5, 0.1]].map(|at| at.map(libm::log));
    let best = best_of(&starts, &SEARCH, |at| log_likelihood(&lives, longest, &at.map(libm::exp)))?;
    let n = lives.iter().map(|life| life.n).sum();
    Some(Leaving { fitted: Fitted::new(best, n) })
}

/// `ln[(beta)_k / (alpha + beta)_k]`, and for those who left at the next renewal `ln[alpha / (alpha + beta + k)]`.
fn log_likelihood(lives: &[Life], longest: u32, parameters: &[f64; 2]) -> Local<2> {
    let &[alpha, beta] = parameters;
    let (kept, all) = (RateTable::new(beta, longest + 1), RateTable::new(alpha + beta, longest + 1));
    let mut total = Local::ZERO;
    for life in lives {
        // One who left paid for `periods` and so renewed once less often.
        let k = (life.periods - u32::from(life.left && life.periods > 0)) as usize;
        let tossed = k + usize::from(life.left);
        let left = if life.left { 1.0 } else { 0.0 };
        let chance = -(0..k).map(|i| libm::log1p(alpha / (beta + i as f64))).sum::<f64>();
        let last = if life.left { -libm::log1p((beta + k as f64) / alpha) } else { 0.0 };
        total.value += life.n * (chance + last);
        total.gradient[0] += life.n * (left / alpha - all.first[tossed]);
        total.gradient[1] += life.n * (kept.first[k] - all.first[tossed]);
        total.hessian[0][0] += life.n * (-left / (alpha * alpha) - all.second[tossed]);
        total.hessian[0][1] -= life.n * all.second[tossed];
        total.hessian[1][1] += life.n * (kept.second[k] - all.second[tossed]);
    }
    total.hessian[1][0] = total.hessian[0][1];
    total.in_logarithms(parameters)
}

/// The answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Contracts {
    /// Observation ended with this day.
    pub as_of: Day,
    /// Customers with a contract that began by then.
    pub n_customers: usize,
    /// Of them, who had left.
    pub n_left: usize,
    /// Months of a period.
    pub period_months: u32,
    /// The fit, as it is shown.
    pub fit: Fit,
    /// One a renewal, from the first.
    pub renewals: Vec<Renewal>,
    /// Still there, and what is expected of each.
    pub customers: Vec<ContractValue>,
    /// Expected of all in the periods ahead, in currency units; `None` where no fee is known.
    pub expected: Option<f64>,
    /// Around it, from the uncertainty of the parameters.
    pub interval: Option<Interval>,
}

/// One renewal.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Renewal {
    /// The first is 1.
    pub number: u32,
    /// Customers who came to it; 0 ahead of what was seen.
    pub n_customers: usize,
    /// Share who were still there after it (Kaplan & Meier); `None` ahead of what was seen.
    pub actual: Option<f64>,
    /// The same by the model.
    pub expected: f64,
    /// Of those who came to it, the share who renew by the model.
    pub retention: f64,
}

/// One customer who is there.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ContractValue {
    /// Who.
    pub customer: CustomerIdx,
    /// Renewals so far.
    pub n_renewals: u32,
    /// Probability to renew next.
    pub p_renew: f64,
    /// Payments expected in the periods ahead.
    pub payments: f64,
    /// Their discounted value in currency units; `None` without a fee.
    pub value: Option<f64>,
}

/// How long customers under contract stay, and what they are worth.
///
/// # Errors
/// A setting out of its range; no customer with the first day of a contract.
pub fn contracts(facts: &Facts, config: &ContractConfig) -> Result<Contracts, Error> {
    check(config)?;
    let missing = || {
        Error::missing(message!(
            "Contracts need customers with the first day of each, and the last of those who left."
        ))
    };
    let terms = &facts.customers.terms;
    let last = terms.iter().flat_map(|term| [term.start, term.end]).flatten().max();
    let as_of = config.as_of.or(facts.last_day()).or(last).ok_or_else(missing)?;
    let lives: Vec<(CustomerIdx, Life)> = (0..terms.len() as CustomerIdx)
        .filter_map(|customer| Some((customer, life(facts, customer, as_of, config.period_months)?)))
        .collect();
    let all: Vec<Life> = lives.iter().map(|(_, life)| *life).collect();
    let model = fit(&all).ok_or_else(missing)?;
    let factor = libm::exp(
        -libm::log1p(config.discount_per_year) * f64::from(config.period_months) * DAYS_PER_MONTH / 365.25,
    );
    let stay = |(customer, life): &(CustomerIdx, Life)| {
        let payments = model.remaining(life.periods, config.n_ahead, 1.0);
        let paid = fee(facts, *customer, config);
        ContractValue {
            customer: *customer,
            n_renewals: life.periods,
            p_renew: model.retention(life.periods + 1),
            payments,
            value: paid.map(|fee| fee * model.remaining(life.periods, config.n_ahead, factor)),
        }
    };
    let customers: Vec<ContractValue> = lives.iter().filter(|(_, life)| !life.left).map(stay).collect();
    let known: Vec<f64> = customers.iter().filter_map(|own| own.value).collect();
    let expected = (!known.is_empty()).then(|| sum_in_order(known));
    let interval = expected.and_then(|mid| {
        let total = |at: [f64; 2]| {
            let moved = Leaving { fitted: Fitted { parameters: at, ..model.fitted } };
            let values = customers.iter().filter_map(|own| {
                Some(
                    fee(facts, own.customer, config)?
                        * moved.remaining(own.n_renewals, config.n_ahead, factor),
                )
            });
            libm::log(sum_in_order(values.collect()))
        };
        error(&model.fitted, &total).map(|error| around(mid, error))
    });
    Ok(Contracts {
        as_of,
        n_customers: all.len(),
        n_left: all.iter().filter(|life| life.left).count(),
        period_months: config.period_months,
        fit: model.fitted.report("Shifted beta-geometric", ["alpha", "beta"]),
        renewals: renewals(&model, &all, config.n_ahead),
        customers,
        expected,
        interval,
    })
}

fn check(config: &ContractConfig) -> Result<(), Error> {
    if !(1..=60).contains(&config.period_months) {
        return Err(Error::config(message!("A period between renewals is 1 to 60 months.")));
    }
    if !(1..=600).contains(&config.n_ahead) {
        return Err(Error::config(message!("Look 1 to 600 periods ahead.")));
    }
    let margin_holds = config.margin > 0.0 && config.margin <= 1.0;
    if !(0.0..=10.0).contains(&config.discount_per_year) || !margin_holds {
        return Err(Error::config(message!(
            "The discount a year is 0 to 10, the margin above 0 and at most 1."
        )));
    }
    Ok(())
}

/// What one pays each period, after cost.
fn fee(facts: &Facts, customer: CustomerIdx, config: &ContractConfig) -> Option<f64> {
    let month = facts.customers.money(Role::Fee, customer)?.units();
    (month >= 0.0).then(|| month * f64::from(config.period_months) * config.margin)
}

/// Whole periods of one customer. The period under way tells nothing yet.
fn life(facts: &Facts, customer: CustomerIdx, as_of: Day, period_months: u32) -> Option<Life> {
    let term = facts.customers.term(customer);
    let start = term.start.filter(|start| *start <= as_of)?;
    let period = f64::from(period_months) * DAYS_PER_MONTH;
    let end = term.end.filter(|end| *end <= as_of);
    let whole = |days: i32| f64::from(days.max(0)) / period;
    Some(match end {
        // A contract that ends on the eve of a renewal has lasted whole periods: the last day counts.
        Some(end) => {
            Life { periods: (whole(end.since(start) + 1).round() as u32).max(1), left: true, n: 1.0 }
        }
        None => Life { periods: whole(as_of.since(start)) as u32, left: false, n: 1.0 },
    })
}

/// Floats are summed in an order of their own, so that the order of rows does not matter.
fn sum_in_order(mut values: Vec<f64>) -> f64 {
    values.order_by(f64::total_cmp);
    values.iter().sum()
}

/// The standard error of a logarithm, by the delta method.
fn error(fitted: &Fitted<2>, ln: &dyn Fn([f64; 2]) -> f64) -> Option<f64> {
    const STEP: f64 = 1e-4;
    let slopes: [f64; 2] = std::array::from_fn(|i| {
        let at = |step: f64| {
            let mut moved = fitted.parameters;
            moved[i] *= libm::exp(step);
            ln(moved)
        };
        (at(STEP) - at(-STEP)) / (2.0 * STEP)
    });
    let error = libm::sqrt(quadratic_form(&fitted.covariance, &slopes));
    (Z95 * error).is_finite().then_some(error)
}

fn renewals(model: &Leaving, lives: &[Life], n_ahead: u32) -> Vec<Renewal> {
    let longest = lives.iter().map(|life| life.periods).max().unwrap_or(0);
    let mut there = 1.0;
    (1..=longest + n_ahead)
        .map(|number| {
            // At renewal `number` come those who paid for that many periods and left then, and those who went on.
            let came = lives.iter().filter(|life| life.periods >= number).count();
            let left = lives.iter().filter(|life| life.left && life.periods == number).count();
            if came > 0 {
                there *= 1.0 - left as f64 / came as f64;
            }
            Renewal {
                number,
                n_customers: came,
                actual: (came > 0).then_some(there),
                expected: model.survival(number),
                retention: model.retention(number),
            }
        })
        .collect()
}
