//! # Question
//! What matters most today?
//!
//! # Input
//! Orders and events up to the as-of day, the funnel where one is asked for, and the fitted value where there is one.
//!
//! # Result
//! At most three [`Finding`]s from all views, the weightiest first. Fewer where fewer hold.
//!
//! # Edge cases
//! A finding is claimed only where the interval of its own estimate, with a certainty of 95 %, leaves out "nothing
//! there": a base without change gives no change. What is too small to matter (below a hundredth of the base) is left
//! out, and so are estimates from fewer than 30 customers.
//!
//! # Source
//! The weight is ours: the share of the base (of its money, or of its customers) that a finding is about, **at the
//! cautious end of its interval**, so that size and certainty count at once. Each estimate names its own source.
//!
//! # Example
//! ```
//! use clientele::facts::Facts;
//! use clientele::metrics::findings::{Given, findings};
//!
//! assert!(findings(&Facts::default(), &Given::default()).is_empty());
//! ```

mod change;
mod few;
mod leak;
mod leaving;
mod returns;

use crate::day::Day;
use crate::facts::Facts;
use crate::money::Money;
use crate::sort::Sort as _;

use super::funnel::Funnel;
use super::interval::{Interval, LEVEL, Z};
use super::period::Period;
use super::segments::{Segments, SegmentsConfig, segments};
use super::value::ValueConfig;
use super::value::base::Base;

/// So many findings are told.
const MOST: usize = 3;

/// Below this share of the base nothing matters most.
const LEAST: f64 = 0.01;

/// Fewer customers carry no interval.
const FEW: usize = 30;

/// What is known already, so that it is not computed twice.
#[derive(Debug, Clone, Copy, Default)]
pub struct Given<'a> {
    /// The day as of which; `None`: the last day of the data.
    pub as_of: Option<Day>,
    /// The funnel that the reader sees.
    pub funnel: Option<&'a Funnel>,
    /// Customers with their fitted value, and the settings under which the reader sees it.
    pub value: Option<(&'a Base, &'a ValueConfig)>,
}

/// One thing that matters.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// What.
    pub what: What,
    /// The number that it tells.
    pub estimate: f64,
    /// Around it.
    pub interval: Interval,
    /// The share of the base that it is about, at the cautious end of the interval: 0 to 1.
    pub weight: f64,
}

/// What was found.
#[derive(Debug, Clone, PartialEq)]
pub enum What {
    /// Money changed against a period before; the estimate is the relative change.
    Revenue {
        /// The first and the last month of the recent period.
        months: (Day, Day),
        /// Paid in it.
        recent: Money,
        /// Paid in the period before.
        before: Money,
        /// Are these the same months of the year before, and not the months just before?
        year_before: bool,
    },
    /// Customers who bought often or much have been silent for long; the estimate is their share of all money.
    Slipping {
        /// How many.
        n_customers: usize,
        /// What they brought.
        amount: Money,
    },
    /// Expected value may go with customers who leave; the estimate is its share of all expected value.
    AtRisk {
        /// In currency units.
        at_risk: f64,
        /// The value expected of all.
        expected: f64,
        /// In so many months.
        months: f64,
    },
    /// More go no further at one step than at any other; the estimate is the share of those who came so far.
    Leak {
        /// The step that they reached.
        from: String,
        /// The step that they did not reach.
        to: String,
        /// How many.
        n_lost: usize,
    },
    /// Few customers carry half of the money; the estimate is what those few brought.
    Few {
        /// How many carry half.
        n_for_half: usize,
        /// Of how many.
        n_customers: usize,
    },
    /// New customers come back more or less than those before; the estimate is the difference of the shares.
    Cohorts {
        /// The first day of the first recent cohort.
        since: Day,
        /// The share of the recent ones who came back.
        recent: f64,
        /// The share of those before.
        before: f64,
        /// After so long.
        period: Period,
    },
    /// Customers with one value of an attribute come back more or less than all others; the estimate is the difference.
    Group {
        /// The attribute. Hostile text.
        attribute: String,
        /// The value. Hostile text.
        value: String,
        /// The share of these who came back.
        own: f64,
        /// The share of all others.
        others: f64,
        /// After so long.
        period: Period,
    },
    /// More customers moved one way between segments than the other; the estimate is the share of all who moved.
    Moved {
        /// Into a group further up.
        n_up: usize,
        /// Further down.
        n_down: usize,
        /// Since.
        from: Day,
    },
}

/// The three that matter most.
#[inline(never)]
pub fn findings(facts: &Facts, given: &Given<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    found.extend(given.funnel.and_then(|funnel| leak::leak(facts, funnel)));
    if let Some(as_of) = given.as_of.or(facts.last_day()) {
        found.extend(change::revenue(facts, as_of));
        found.extend(change::moved(facts, as_of));
        found.extend(returns::cohorts(facts, as_of));
        found.extend(returns::group(facts, as_of));
        let config = SegmentsConfig { as_of: Some(as_of), ..SegmentsConfig::default() };
        if let Ok(answer) = segments(facts, &config) {
            found.extend(few::few(&answer));
            found.extend(leaving::leaving(&answer, given.value));
        }
    }
    found.retain(|finding| finding.weight >= LEAST);
    found.order_by(|a, b| b.weight.total_cmp(&a.weight));
    found.truncate(MOST);
    found
}

/// The share of the money that these customers brought, with its interval; `None` where there are no shares.
///
/// Source: the ratio estimator of Cochran (1977), Sampling Techniques, 3rd ed., 6.4: the squared residuals of each
/// customer's part over the square of the sum.
fn share_of_money(answer: &Segments, is_in: &dyn Fn(usize) -> bool) -> Option<(f64, Interval)> {
    let all = answer.amount.units();
    if answer.customers.len() < FEW
        || all <= 0.0
        || answer.groups.iter().any(|group| group.amount_share.is_none())
    {
        return None;
    }
    let mut own = Money::ZERO;
    for (at, customer) in answer.customers.iter().enumerate() {
        if is_in(at) {
            own += customer.amount;
        }
    }
    let share = own.units() / all;
    let mut squares = 0.0;
    for (at, customer) in answer.customers.iter().enumerate() {
        let part = customer.amount.units() / all * (f64::from(u8::from(is_in(at))) - share);
        squares += part * part;
    }
    let half = Z * squares.sqrt();
    let interval = Interval { low: (share - half).max(0.0), high: (share + half).min(1.0), level: LEVEL };
    Some((share, interval))
}

/// How far an interval stays away from nothing; 0 where it holds nothing.
fn cautious(interval: &Interval) -> f64 {
    if interval.low > 0.0 {
        interval.low
    } else if interval.high < 0.0 {
        -interval.high
    } else {
        0.0
    }
}
