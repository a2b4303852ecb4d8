//! How did the value of the whole base move between two days?
//!
//! # Question
//! What were the customers worth then, what are they worth now, and who made the difference?
//!
//! # Input
//! The customers as of the later day with the fitted models, and the earlier day.
//!
//! # Result
//! [`Equity`]: the value expected in the horizon at both days, with what new customers, risen and fallen ones brought.
//!
//! # Edge cases
//! Both days are seen with the models of the later one, so that only customers move, not estimates. Nobody had bought by
//! the earlier day: all are new.
//!
//! # Source
//! Customer equity: Blattberg & Deighton 1996; Gupta, Lehmann & Stuart 2004.

use crate::day::Day;
use crate::error::Error;
use crate::facts::Facts;
use crate::message::message;

use super::super::ValueConfig;
use super::super::base::Base;

/// Customers and their part of the movement.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Part {
    /// Customers.
    pub n_customers: usize,
    /// Change in currency units.
    pub change: f64,
}

/// The movement.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Equity {
    /// The earlier day.
    pub from: Day,
    /// The later day.
    pub to: Day,
    /// Customers and their value at the earlier day.
    pub before: Part,
    /// First bought after it.
    pub new: Part,
    /// Worth more than before.
    pub rose: Part,
    /// Worth less than before.
    pub fell: Part,
    /// Customers and their value at the later day.
    pub after: Part,
}

/// Compares the value of the base with that of an earlier day.
///
/// # Errors
/// The earlier day is not earlier; nothing can be expected of anybody.
pub fn equity(facts: &Facts, base: &Base, config: &ValueConfig, from: Day) -> Result<Equity, Error> {
    if from >= base.as_of {
        return Err(Error::config(message!("Compare with a day before {}.", base.as_of)));
    }
    let none =
        || Error::missing(message!("Nothing can be expected of anybody, so there is nothing to compare."));
    let now = base.value(config);
    now.expected.ok_or_else(none)?;
    let then = base.earlier(facts, from).map(|earlier| earlier.value(config));
    let mut before = then.iter().flat_map(|then| &then.customers).peekable();
    let mut changes: Vec<(bool, f64, f64)> = Vec::with_capacity(now.customers.len());
    for own in &now.customers {
        let is_known = before.next_if(|other| other.customer == own.customer);
        let was = is_known.and_then(|other| other.expected_value).unwrap_or(0.0);
        changes.push((is_known.is_some(), was, own.expected_value.unwrap_or(0.0)));
    }
    // In an order of their own: sums must not depend on the order of rows.
    crate::sort::Sort::order_by(&mut changes[..], |a, b| a.1.total_cmp(&b.1).then(a.2.total_cmp(&b.2)));
    let mut answer = Equity {
        from,
        to: base.as_of,
        before: Part::default(),
        new: Part::default(),
        rose: Part::default(),
        fell: Part::default(),
        after: Part::default(),
    };
    for (is_known, was, is) in changes {
        let part = match (is_known, is < was) {
            (false, _) => &mut answer.new,
            (true, false) => &mut answer.rose,
            (true, true) => &mut answer.fell,
        };
        part.n_customers += 1;
        part.change += is - was;
        answer.before.n_customers += usize::from(is_known);
        answer.before.change += was;
        answer.after.n_customers += 1;
        answer.after.change += is;
    }
    Ok(answer)
}
