//! How long is it from one purchase to the next, and who is silent for longer than usual?
//!
//! # Question
//! What is the usual gap, of all and of each?
//! # Input
//! Orders or events.
//! # Result
//! A [`Rhythm`]: all gaps, and for each customer with enough days the own median gap, the silence, and whether it
//! is overdue.
//! # Edge cases
//! Several purchases on a day are one. Two days give one gap, which is no rhythm: three days are the least.
//! # Source
//! Overdue: silence longer than `k` own median gaps; at constant risk a customer who still buys is so silent with
//! probability 2^-k.
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
//! use clientele::metrics::retention::{RhythmConfig, rhythm};
//! let rhythm = rhythm(&facts, &RhythmConfig::default()).unwrap();
//! assert_eq!(rhythm.gaps, [10, 20, 31]);
//! assert_eq!((rhythm.customers[0].median_gap_days, rhythm.customers[0].silence_days), (15.0, 1));
//! ```

use crate::day::Day;
use crate::error::Error;
use crate::facts::{CustomerIdx, Facts};
use crate::sort::Sort as _;

use super::config::{Cohorts, Frame, RetentionConfig};
use super::members::Scene;
use crate::metrics::period::Period;

/// What to call usual.
#[derive(Debug, Clone, PartialEq)]
pub struct RhythmConfig {
    /// What counts, and the day as of which silence is counted; the rest is not read.
    pub retention: RetentionConfig,
    /// Days with an activity that a rhythm takes; less than 3 counts as 3, for it needs two gaps.
    pub least_days: u32,
    /// Overdue is a silence longer than this many own median gaps; 0 counts as 1.
    pub overdue_factor: u32,
}

impl Default for RhythmConfig {
    fn default() -> Self {
        Self { retention: RetentionConfig::default(), least_days: 3, overdue_factor: 3 }
    }
}

/// The rhythm of all and of each. Several activities on one day are one.
#[derive(Debug, Clone, PartialEq)]
pub struct Rhythm {
    /// The day as of which silence was counted.
    pub as_of: Day,
    /// Days from each activity to the customer's next, ascending.
    pub gaps: Vec<u32>,
    /// Customers with enough days, by customer.
    pub customers: Vec<RhythmOf>,
}

/// The rhythm of one customer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RhythmOf {
    /// Who.
    pub customer: CustomerIdx,
    /// Days with an activity.
    pub days: u32,
    /// Median days between them.
    pub median_gap_days: f64,
    /// Days since the last.
    pub silence_days: u32,
    /// Is the silence longer than the factor times the median gap?
    pub overdue: bool,
}

impl Rhythm {
    /// Median days between activities of all customers; `None` without a gap.
    pub fn median_gap_days(&self) -> Option<f64> {
        (!self.gaps.is_empty()).then(|| median(&self.gaps))
    }

    /// Days within which this share (0 to 1) of the gaps lie: the smallest gap with at least that share at or below it
    /// (Hyndman and Fan 1996, definition 1). `None` without a gap or for a share out of range.
    pub fn quantile_days(&self, share: f64) -> Option<u32> {
        if !(0.0..=1.0).contains(&share) {
            return None;
        }
        let rank = ((share * self.gaps.len() as f64).ceil() as usize).max(1);
        self.gaps.get(rank - 1).copied()
    }

    /// How many customers are overdue.
    pub fn n_overdue(&self) -> usize {
        self.customers.iter().filter(|customer| customer.overdue).count()
    }
}

/// Measures gaps between days of activity.
///
/// # Errors
/// No orders or events are loaded.
pub fn rhythm(facts: &Facts, config: &RhythmConfig) -> Result<Rhythm, Error> {
    let by_day = days_of(&config.retention);
    let scene = Scene::new(facts, &by_day)?;
    let mut rhythm = Rhythm { as_of: scene.as_of, gaps: Vec::new(), customers: Vec::new() };
    let mut own: Vec<u32> = Vec::new();
    scene.each(|member| {
        own.clear();
        let mut last = 0;
        for visit in member.visits.iter().filter(|visit| visit.n > 0 && visit.k > 0) {
            own.push((visit.k - last) as u32);
            last = visit.k;
        }
        rhythm.gaps.extend_from_slice(&own);
        let days = own.len() as u32 + 1;
        if days >= config.least_days.max(3) {
            own.order();
            let silence = i64::from(rhythm.as_of.0) - member.row - last as i64;
            let twice_median = u64::from(own[(own.len() - 1) / 2]) + u64::from(own[own.len() / 2]);
            rhythm.customers.push(RhythmOf {
                customer: member.customer,
                days,
                median_gap_days: median(&own),
                silence_days: silence as u32,
                overdue: 2 * silence as u64 > u64::from(config.overdue_factor.max(1)) * twice_median,
            });
        }
    });
    rhythm.gaps.order();
    Ok(rhythm)
}

/// The same question by civil days from the first.
pub(super) fn days_of(config: &RetentionConfig) -> RetentionConfig {
    RetentionConfig {
        activity: config.activity.clone(),
        as_of: config.as_of,
        period: Period::Day,
        frame: Frame::Calendar,
        cohorts: Cohorts::First,
        ..RetentionConfig::default()
    }
}

/// Of sorted values, at least one.
fn median(sorted: &[u32]) -> f64 {
    (f64::from(sorted[(sorted.len() - 1) / 2]) + f64::from(sorted[sorted.len() / 2])) / 2.0
}
