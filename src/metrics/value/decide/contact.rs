//! Who is worth keeping, and how many customers should be contacted?
//!
//! # Question
//! Whose value is most at risk, and what would it gain to contact the first so many of them?
//!
//! # Input
//! The customers as of a day with the fitted model, what a contact costs, and what share of the value at risk it saves.
//!
//! # Result
//! [`Contact`]: customers by falling value at risk (the value expected in the horizon times the probability of having left
//! by its end), and the expected gain of contacting the first of them.
//!
//! # Edge cases
//! No fitted model, no probability of leaving: an error says so. The best number is 0 where no contact pays.
//!
//! # Source
//! Venkatesan & Kumar 2004 and Neslin et al. 2006 ("Defection detection") for the gain of a targeted contact: saved value
//! less cost, summed from the most promising down.

use crate::day::DAYS_PER_MONTH;
use crate::error::Error;
use crate::facts::CustomerIdx;
use crate::message::message;
use crate::sort::Sort as _;

use super::super::ValueConfig;
use super::super::base::Base;

/// What a contact costs and brings.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Effort {
    /// Cost of one contact, in currency units: 0 and more.
    pub cost: f64,
    /// Share of the value at risk that it saves: above 0, up to 1.
    pub uplift: f64,
}

impl Default for Effort {
    /// One currency unit, a tenth.
    fn default() -> Self {
        Self { cost: 1.0, uplift: 0.1 }
    }
}

/// One customer at risk.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AtRisk {
    /// Who.
    pub customer: CustomerIdx,
    /// Days since the last purchase.
    pub silent_days: u32,
    /// Discounted value expected in the horizon, in currency units.
    pub expected: f64,
    /// Probability of having left by the end of the horizon.
    pub p_leaving: f64,
    /// The product of both.
    pub at_risk: f64,
}

/// Whom to contact.
#[derive(Debug, Clone, PartialEq)]
pub struct Contact {
    /// The most at risk first.
    pub customers: Vec<AtRisk>,
    /// What was asked.
    pub effort: Effort,
    /// Value at risk of all.
    pub at_risk: f64,
    /// How many to contact for the highest gain.
    pub best: usize,
    /// The gain then, cost taken off.
    pub best_gain: f64,
}

/// Ranks customers by value at risk.
///
/// # Errors
/// An effort out of range; no fitted model.
pub fn contact(base: &Base, config: &ValueConfig, effort: Effort) -> Result<Contact, Error> {
    let fits = effort.cost >= 0.0 && effort.cost.is_finite() && effort.uplift > 0.0 && effort.uplift <= 1.0;
    if !fits {
        return Err(Error::config(message!(
            "A contact costs 0 or more, and saves a share above 0 and up to 1."
        )));
    }
    let none = || Error::missing(message!("Without a fitted model there is no probability of leaving."));
    let (model, fitted) = base.model().ok_or_else(none)?;
    let value = base.value(config);
    let horizon = config.horizon_months * DAYS_PER_MONTH;
    let stays: Vec<f64> = base
        .groups
        .iter()
        .map(|&(x, age)| model.alive(&fitted.parameters, x, f64::from(age)).survival(horizon))
        .collect();
    let mut customers = Vec::with_capacity(base.order.len());
    for (i, &place) in base.order.iter().enumerate() {
        let own = &value.customers[place as usize];
        let p_leaving = 1.0 - base.alive[i] * stays[base.group_of[i] as usize];
        let expected = own.expected_value.unwrap_or(0.0);
        customers.push(AtRisk {
            customer: own.customer,
            silent_days: own.age_days - own.recency_days,
            expected,
            p_leaving,
            at_risk: expected * p_leaving,
        });
    }
    customers.order_by(|a, b| b.at_risk.total_cmp(&a.at_risk).then(b.expected.total_cmp(&a.expected)));
    let at_risk = customers.iter().map(|own| own.at_risk).sum();
    // Each further contact brings less than the one before: the best number is where it brings its cost.
    let best = customers.partition_point(|own| effort.uplift * own.at_risk > effort.cost);
    let mut answer = Contact { customers, effort, at_risk, best, best_gain: 0.0 };
    answer.best_gain = answer.gain(best);
    Ok(answer)
}

impl Contact {
    /// What contacting the first `n` is expected to bring, cost taken off.
    pub fn gain(&self, n: usize) -> f64 {
        let n = n.min(self.customers.len());
        let saved: f64 = self.customers[..n].iter().map(|own| own.at_risk).sum();
        self.effort.uplift * saved - self.effort.cost * n as f64
    }
}
