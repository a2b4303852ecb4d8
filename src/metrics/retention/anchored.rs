//! Of those who were there on one day, who was there on certain others?
//!
//! # Question
//! Did the customers of that day come back on these days?
//! # Input
//! Orders or events, a day, and other days.
//! # Result
//! An [`Anchored`]: the customers of the day, and how many of them were there on each other day.
//! # Edge cases
//! Who was not there on the first day is never counted.
//! # Source
//! None; a count.
//! # Example
//! ```
//! # use clientele::day::Day;
//! # use clientele::facts::{Facts, Order, Orders};
//! # use clientele::moment::Moment;
//! # use clientele::money::Money;
//! // (customer, day): customer 0 buys on days 0, 10 and 30, customer 1 on days 0 and 31.
//! let orders = [(0, 0), (0, 10), (0, 30), (1, 0), (1, 31)].map(|(customer, day)| Order {
//!     customer, moment: Moment::of_day(Day(day)), day: Day(day), amount: Money(1), cost: None,
//! });
//! let facts = Facts { orders: Orders::new(2, &orders), ..Facts::default() };
//! use clientele::metrics::retention::{RetentionConfig, anchored};
//! let there = anchored(&facts, &RetentionConfig::default(), Day(0), &[Day(10), Day(31)]).unwrap();
//! assert_eq!((there.customers, there.counts), (vec![0, 1], vec![1, 1]));
//! ```

use crate::day::Day;
use crate::error::Error;
use crate::facts::{CustomerIdx, Facts};

use super::config::{Cohorts, Frame, RetentionConfig};
use super::members::Scene;
use crate::metrics::period::Period;

/// Customers of an anchor day on other days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Anchored {
    /// Customers active on the anchor day.
    pub customers: Vec<CustomerIdx>,
    /// For each day asked for, how many of these were active on it.
    pub counts: Vec<usize>,
}

/// Counts customers who were active on `anchor` on each of `days`, earlier ones too. Of `config` only the activity and the
/// as-of day are read.
///
/// # Errors
/// No orders or events are loaded.
pub fn anchored(
    facts: &Facts,
    config: &RetentionConfig,
    anchor: Day,
    days: &[Day],
) -> Result<Anchored, Error> {
    let config = RetentionConfig {
        period: Period::Day,
        frame: Frame::Calendar,
        cohorts: Cohorts::First,
        activity: config.activity.clone(),
        as_of: config.as_of,
        ..RetentionConfig::default()
    };
    let (mut customers, mut counts) = (Vec::new(), vec![0; days.len()]);
    Scene::new(facts, &config)?.each(|member| {
        let there = |day: Day| {
            let k = i64::from(day.0) - member.row;
            member.visits.iter().any(|visit| visit.n > 0 && visit.k as i64 == k)
        };
        if there(anchor) {
            customers.push(member.customer);
            for (count, &day) in counts.iter_mut().zip(days) {
                *count += usize::from(there(day));
            }
        }
    });
    Ok(Anchored { customers, counts })
}
