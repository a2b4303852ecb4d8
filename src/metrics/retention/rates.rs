//! From one period to the next: who stayed, who left, who is new, who came back?
//!
//! # Question
//! What are the retention rate and the churn rate of each period?
//! # Input
//! Orders or events, and the length of a period.
//! # Result
//! One [`PeriodRate`] a calendar period.
//! # Edge cases
//! A period that is not over, or after one in which nobody was active, has no rate.
//! # Source
//! Retention rate: of those active in the period before, the share active in this; churn is the rest.
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
//! use clientele::metrics::retention::{RetentionConfig, rates};
//! // January and February 1970, of which the data show one day.
//! let rates = rates(&facts, &RetentionConfig::default()).unwrap();
//! assert_eq!((rates[1].kept, rates[1].over, rates[1].retention), (1, false, None));
//! ```

use std::collections::BTreeMap;

use crate::day::Day;
use crate::error::Error;
use crate::facts::Facts;
use crate::metrics::interval::{Interval, wilson};

use super::config::{Cohorts, Frame, RetentionConfig};
use super::members::{self, Scene};

/// One period beside the one before it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PeriodRate {
    /// Its first day.
    pub start: Day,
    /// Customers active in it: kept, new and won back together.
    pub active: usize,
    /// Active in the period before as well.
    pub kept: usize,
    /// For the first time ever.
    pub new: usize,
    /// Not active in the period before, but earlier.
    pub won_back: usize,
    /// Active in the period before, but not in this.
    pub lost: usize,
    /// Retention rate: kept of those active in the period before, 0 to 1; `None` if nobody was, or this period is not over.
    pub retention: Option<f64>,
    /// Around `retention`.
    pub interval: Option<Interval>,
    /// Churn rate: 1 less `retention`.
    pub churn: Option<f64>,
    /// Is the period over?
    pub over: bool,
}

/// Retention and churn rate by calendar period, from the first with an activity to the one of the as-of day. Of `config` the
/// activity, the period, the minimum and the as-of day are read.
///
/// # Errors
/// As [`retention`](super::retention).
pub fn rates(facts: &Facts, config: &RetentionConfig) -> Result<Vec<PeriodRate>, Error> {
    let config = RetentionConfig {
        cohorts: Cohorts::First,
        frame: Frame::Calendar,
        from: None,
        brackets: Vec::new(),
        ..config.clone()
    };
    let scene = Scene::new(facts, &config)?;
    // For each period: active, kept, new.
    let mut counts: BTreeMap<i64, [usize; 3]> = BTreeMap::new();
    scene.each(|member| {
        let mut before = None;
        for visit in member.visits.iter().filter(|visit| visit.k == 0 || visit.n >= config.minimum.max(1)) {
            let count = counts.entry(member.row + visit.k as i64).or_default();
            count[0] += 1;
            count[1] += usize::from(before.is_some_and(|before| before + 1 == visit.k));
            count[2] += usize::from(visit.k == 0);
            before = Some(visit.k);
        }
    });
    let end = i64::from(members::last_begun(config.period, scene.as_of));
    let first = counts.keys().next().copied().unwrap_or(end + 1);
    super::check_span(end - first)?;
    let over = i64::from(members::last_over(config.period, scene.as_of));
    let mut before = 0;
    Ok((first..=end)
        .map(|row| {
            let [active, kept, new] = counts.get(&row).copied().unwrap_or_default();
            let known = row <= over && before > 0;
            let retention = known.then(|| kept as f64 / before as f64);
            let rate = PeriodRate {
                start: config.period.start(row as i32),
                active,
                kept,
                new,
                won_back: active - kept - new,
                lost: before - kept,
                retention,
                interval: if known { wilson(kept, before) } else { None },
                churn: retention.map(|share| 1.0 - share),
                over: row <= over,
            };
            before = active;
            rate
        })
        .collect())
}
