//! Of those who were there on one day, who was there on certain others?

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
