//! What is a customer worth? Value so far, and the value expected in the time to come.

use crate::day::Day;
use crate::money::Money;

use super::Interval;

/// What to expect, and from when.
#[derive(Debug, Clone, PartialEq)]
pub struct ValueConfig {
    /// Observation ends with this day; later orders are left out. `None`: the last day of the data.
    pub as_of: Option<Day>,
    /// Months of 365.25 / 12 days to look ahead.
    pub horizon_months: f64,
    /// Discount a year, 0.1 for ten per cent.
    pub discount_per_year: f64,
    /// Share of the amount that is left after cost, where no cost is known: 1 counts revenue.
    pub margin: f64,
}

/// The answer for the base and for each customer.
#[derive(Debug, Clone, PartialEq)]
pub struct Value {
    /// Observation ended with this day.
    pub as_of: Day,
    /// Customers with at least one purchase.
    pub n_customers: usize,
    /// What they paid so far, refunds taken off.
    pub so_far: Money,
    /// Expected value of all in the horizon, in currency units; `None` with the reason in `notes`.
    pub expected: Option<f64>,
    /// Around `expected`, from the uncertainty of the parameters.
    pub interval: Option<Interval>,
    /// Purchases expected of all in the horizon.
    pub expected_purchases: Option<f64>,
    /// The purchase model that was fitted; `None` with the reason in `notes`.
    pub purchases: Option<Fit>,
    /// The spend model that was fitted; `None` with the reason in `notes`.
    pub spend: Option<Fit>,
    /// One for each customer who bought, by customer.
    pub customers: Vec<CustomerValue>,
    /// What the reader must know: too few repeat buyers, spend that goes with frequency, a parameter at a bound.
    pub notes: Vec<String>,
}

/// A fitted model. The unit of time is a day.
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
}
