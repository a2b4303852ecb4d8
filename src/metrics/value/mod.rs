//! What is a customer worth? Value so far, and the value expected in the time to come.
//!
//! # Question
//! How much will the customers whom we have bring in the next months, in all and each of them, and how sure is that?
//!
//! # Input
//! Orders; the day as of which to look, the horizon, the yearly discount and the margin.
//!
//! # Result
//! [`Value`]: what was paid so far, what is expected with its interval, the fitted models with their standard errors,
//! each customer's probability to be alive, purchases, spend and value, and notes on what the reader must know.
//!
//! # Edge cases
//! * Orders of one day are one purchase. A refund is taken off the purchase day it follows and is never a purchase.
//! * Nobody bought twice: nothing can be said of the time to come; the expectation is `None` and a note says why.
//! * Fewer than [`MIN_REPEATERS`] bought twice: one rate for all, and a note says so.
//! * The mean of the spend model does not exist (q of 1 and less) or too few repeat buyers: the mean of all purchases
//!   is taken for everyone, and a note says so.
//! * The discount falls on the day of each purchase: a purchase `d` days ahead counts `(1 + rate)^(-d / 365.25)`.
//!
//! # Source
//! Fader, Hardie & Lee 2005 (purchases), Fader & Hardie 2013 (spend); [`purchases`] and [`spend`] name the equations.
//!
//! # Example
//! ```
//! use clientele::facts::{Facts, Order, Orders};
//! use clientele::metrics::value::{ValueConfig, value};
//! use clientele::{day::Day, moment::Moment, money::Money};
//!
//! // Forty customers, one a day; every second one comes back once or more.
//! let mut orders = Vec::new();
//! for customer in 0..40 {
//!     for visit in 0..=(customer % 2) * (customer % 5) {
//!         let day = Day(customer as i32 + 20 * visit as i32);
//!         let amount = Money::from_units(20.0 + customer as f64);
//!         orders.push(Order { customer, moment: Moment::of_day(day), day, amount, cost: None });
//!     }
//! }
//! let facts = Facts { orders: Orders::new(40, &orders), ..Facts::default() };
//! let answer = value(&facts, &ValueConfig::default()).unwrap();
//! assert_eq!(answer.n_customers, 40);
//! assert!(answer.expected.unwrap() > 0.0);
//! assert_eq!(answer.purchases.as_ref().unwrap().model, "BG/NBD");
//! ```

pub mod base;
pub mod bgbb;
pub mod checks;
pub mod counts;
pub mod covariates;
pub mod decide;
pub mod fit;
pub(in crate::metrics) mod forecast;
pub mod future;
mod geometric;
pub mod history;
pub mod holdout;
mod negative_binomial;
mod newcomers;
pub mod one;
mod outlook;
mod pareto;
pub mod people;
pub mod process;
pub mod purchases;
mod ranking;
pub mod simulate;
pub mod spend;
pub(in crate::metrics) mod tables;
pub mod tracking;
pub mod trust;

use crate::day::Day;
use crate::error::Error;
use crate::facts::Facts;
use crate::message::{Message, message};
use crate::money::Money;

use super::Interval;
use purchases::Model;

/// Below so many customers with a repeat purchase no model is fitted.
pub const MIN_REPEATERS: usize = 5;

/// What to expect, and from when.
#[derive(Debug, Clone, PartialEq)]
pub struct ValueConfig {
    /// Observation ends with this day; later orders are left out. `None`: the last day of the data.
    pub as_of: Option<Day>,
    /// Months of 365.25 / 12 days to look ahead: above 0, up to 1200.
    pub horizon_months: f64,
    /// Discount a year, 0.1 for ten per cent: 0 to 10.
    pub discount_per_year: f64,
    /// Share of the amount that is left after cost: above 0, up to 1. `None`: by the costs in the orders, where they are
    /// known, else 1, which counts revenue.
    pub margin: Option<f64>,
    /// How purchases are foreseen. [`holdout::holdout`] tells what did best on these customers.
    pub forecaster: Forecaster,
}

/// How purchases are foreseen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Forecaster {
    /// By a fitted model.
    Model(Model),
    /// Each goes on at the rate and the mean spend so far.
    AsBefore,
}

impl Forecaster {
    /// All of them.
    pub const ALL: [Self; 4] = [
        Self::Model(Model::BgNbd),
        Self::Model(Model::MbgNbd),
        Self::Model(Model::ParetoNbd),
        Self::AsBefore,
    ];

    /// As in the literature.
    pub fn name(self) -> &'static str {
        match self {
            Self::Model(model) => model.name(),
            Self::AsBefore => "Rate so far",
        }
    }
}

impl Default for ValueConfig {
    /// Twelve months, ten per cent a year, margin by cost where it is known, BG/NBD.
    fn default() -> Self {
        Self {
            as_of: None,
            horizon_months: 12.0,
            discount_per_year: 0.1,
            margin: None,
            forecaster: Forecaster::Model(Model::BgNbd),
        }
    }
}

/// The answer for the base and for each customer.
#[derive(Debug, Clone, PartialEq)]
pub struct Value {
    /// The answer for the base.
    pub summary: Summary,
    /// Purchases expected of all in the horizon.
    pub expected_purchases: Option<f64>,
    /// One for each customer who bought, by customer.
    pub customers: Vec<CustomerValue>,
}

impl std::ops::Deref for Value {
    type Target = Summary;

    fn deref(&self) -> &Summary {
        &self.summary
    }
}

/// The answer for the base.
#[derive(Debug, Clone, PartialEq)]
pub struct Summary {
    /// Observation ended with this day.
    pub as_of: Day,
    /// Days looked ahead.
    pub horizon_days: f64,
    /// Share of the amount that is left after cost, as it was used: from the costs where they are known.
    pub margin: f64,
    /// Customers with at least one purchase.
    pub n_customers: usize,
    /// Of them, who bought on one day only.
    pub n_once: usize,
    /// What they paid so far, refunds taken off.
    pub so_far: Money,
    /// Expected value of all in the horizon, in currency units; `None` with the reason in `notes`.
    pub expected: Option<f64>,
    /// Around `expected`, from the uncertainty of the parameters.
    pub interval: Option<Interval>,
    /// The purchase model that was fitted; `None` with the reason in `notes`.
    pub purchases: Option<Fit>,
    /// The spend model that was fitted; `None` with the reason in `notes`.
    pub spend: Option<Fit>,
    /// What the reader must know: too few repeat buyers, spend that goes with frequency, a parameter at a bound.
    pub notes: Vec<Message>,
}

/// A fitted model. The unit of time is a day, that of money the currency's.
#[derive(Debug, Clone, PartialEq)]
pub struct Fit {
    /// Its name: `BG/NBD`, `Gamma-Gamma`.
    pub model: &'static str,
    /// The parameters by their names in the literature.
    pub parameters: Vec<Parameter>,
    /// At the optimum.
    pub log_likelihood: f64,
    /// Did the search end at a point that meets every condition of a maximum?
    pub converged: bool,
    /// Steps that the search took.
    pub n_iterations: usize,
    /// What shows that it is the maximum.
    pub certificate: Certificate,
    /// Customers who were used.
    pub n_customers: usize,
    /// Akaike's criterion: lower is better.
    pub aic: f64,
    /// The Bayesian criterion: lower is better.
    pub bic: f64,
}

/// What shows that the search ended at a maximum. Derivatives are by the logarithms of the parameters.
#[derive(Debug, Clone, PartialEq)]
pub struct Certificate {
    /// The steepest slope of the log-likelihood, per customer: 0 at a maximum.
    pub gradient_per_customer: f64,
    /// Eigenvalues of the negated Hessian, ascending: all positive at a maximum; one near 0 is a flat direction.
    pub curvatures: Vec<f64>,
    /// How far the nearest parameter is from a bound of the search, by its logarithm.
    pub to_bounds: f64,
    /// Log-likelihood that one more step would gain.
    pub promised_gain: f64,
    /// Parameters that the data do not hold: they run along a flat direction, or into a bound.
    pub not_held: Vec<&'static str>,
}

/// One parameter.
#[derive(Debug, Clone, PartialEq)]
pub struct Parameter {
    /// As in the literature: `r`, `alpha`, `a`, `b`, `p`, `q`, `gamma`.
    pub name: &'static str,
    /// The estimate.
    pub value: f64,
    /// Its standard error; `None` where the surface is flat.
    pub standard_error: Option<f64>,
}

impl Parameter {
    /// The standard error over the estimate, which is that of the logarithm.
    pub fn relative_error(&self) -> Option<f64> {
        self.standard_error.map(|error| error / self.value)
    }
}

/// One customer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CustomerValue {
    /// Who.
    pub customer: u32,
    /// Repeat purchase days: purchase days less one.
    pub frequency: u32,
    /// Days from the first purchase day to the last.
    pub recency_days: u32,
    /// Days from the first purchase day to the end of observation.
    pub age_days: u32,
    /// Paid so far, refunds taken off.
    pub so_far: Money,
    /// Probability that the customer still buys.
    pub p_alive: Option<f64>,
    /// Purchases expected in the horizon.
    pub expected_purchases: Option<f64>,
    /// Spend expected per purchase, in currency units.
    pub expected_spend: Option<f64>,
    /// Discounted value expected in the horizon, in currency units.
    pub expected_value: Option<f64>,
    /// Standard error of the logarithm of that, from the uncertainty of the parameters.
    pub relative_error: Option<f64>,
}

/// What the customers are worth.
///
/// # Errors
/// A setting out of its range; no purchase by the day that was asked for.
pub fn value(facts: &Facts, config: &ValueConfig) -> Result<Value, Error> {
    config.check()?;
    let as_of = config.as_of.or(facts.last_day()).ok_or_else(no_orders)?;
    Ok(base::Base::new(facts, as_of, config.forecaster)?.value(config))
}

/// What is said where there is nothing to go by.
pub fn no_orders() -> Error {
    Error::missing(message!("No orders are loaded: lifetime value needs customers, dates and amounts."))
}

impl ValueConfig {
    /// Are all settings in their ranges?
    ///
    /// # Errors
    /// One is not.
    pub fn check(&self) -> Result<(), Error> {
        if !(self.horizon_months > 0.0 && self.horizon_months <= 1200.0) {
            return Err(Error::config(message!("The horizon must be above 0 and at most 1200 months.")));
        }
        if !(0.0..=10.0).contains(&self.discount_per_year) {
            return Err(Error::config(message!(
                "The discount a year must be between 0 and 10 (0.1 is ten per cent)."
            )));
        }
        if self.margin.is_some_and(|margin| !(margin > 0.0 && margin <= 1.0)) {
            return Err(Error::config(message!(
                "The margin must be above 0 and at most 1 (1 counts revenue)."
            )));
        }
        Ok(())
    }
}
