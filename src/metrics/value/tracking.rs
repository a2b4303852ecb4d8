//! Does the forecast follow what happened, week by week?
//!
//! # Question
//! How many repeat purchases came in each week, and how many would the model have expected that was fitted on the first
//! part of the orders?
//!
//! # Input
//! Orders, the check against the past, the place of a model in it.
//!
//! # Result
//! [`Tracking`]: actual and expected repeat purchases by week, of the customers who had bought by the split.
//!
//! # Edge cases
//! The last week is left out unless it is whole. Purchases are days with a purchase. The naive forecast has no curve.
//!
//! # Source
//! Fader, Hardie & Lee 2005, figures 3 and 4: the expectation of a newcomer, summed over days of first purchase.

use crate::day::Day;
use crate::facts::Facts;

use super::history;
use super::holdout::Holdout;
use super::newcomers::{self, Arrivals};

/// Actual and expected repeat purchases by week.
#[derive(Debug, Clone, PartialEq)]
pub struct Tracking {
    /// The model.
    pub model: &'static str,
    /// Customers who had bought by the split.
    pub n_customers: usize,
    /// In a row.
    pub weeks: Vec<Week>,
    /// The first week that ends after the split: from there on nothing was known to the model.
    pub first_unseen: usize,
}

/// Seven days.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Week {
    /// Its last day.
    pub last_day: Day,
    /// Repeat purchases in it.
    pub actual: f64,
    /// Expected in it.
    pub expected: f64,
    /// Since the beginning.
    pub actual_so_far: f64,
    /// Expected since the beginning.
    pub expected_so_far: f64,
}

/// The forecast at place `score` of the check, week by week up to `as_of`. `None` where that is no model, or where there
/// is no split by days.
pub fn tracking(facts: &Facts, holdout: &Holdout, score: usize, as_of: Day) -> Option<Tracking> {
    let score = holdout.scores.get(score)?;
    let (model, parameters, split) = (score.model?, score.parameters?, holdout.split?);
    let (mut firsts, mut repeats) = (Vec::new(), Vec::new());
    history::visit_days(&facts.orders, as_of, &mut |_, days| {
        if days[0] <= split {
            firsts.push(days[0]);
            repeats.extend_from_slice(&days[1..]);
        }
    });
    let arrivals = Arrivals::new(&firsts)?;
    let n_days = as_of.since(arrivals.first);
    let expected = newcomers::expected(model, &parameters, n_days as u32);
    let n_weeks = (n_days + 1) / 7;
    let mut counts = vec![0u32; n_weeks as usize + 1];
    for day in repeats {
        counts[(day.since(arrivals.first) / 7).min(n_weeks) as usize] += 1;
    }
    let mut weeks: Vec<Week> = Vec::with_capacity(n_weeks as usize);
    for k in 0..n_weeks {
        let last_day = arrivals.first.plus(7 * k + 6);
        let (actual_before, expected_before) =
            weeks.last().map_or((0.0, 0.0), |week| (week.actual_so_far, week.expected_so_far));
        let actual = f64::from(counts[k as usize]);
        let expected_so_far = arrivals.repeats_by(last_day, &expected);
        weeks.push(Week {
            last_day,
            actual,
            expected: expected_so_far - expected_before,
            actual_so_far: actual_before + actual,
            expected_so_far,
        });
    }
    let first_unseen = weeks.partition_point(|week| week.last_day <= split);
    Some(Tracking { model: model.name(), n_customers: firsts.len(), weeks, first_unseen })
}
