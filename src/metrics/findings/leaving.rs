//! Who is about to leave, and what goes with them. Two views tell it; one is enough.

use crate::metrics::interval::{Interval, LEVEL};
use crate::metrics::segments::{SegmentName, Segments};
use crate::metrics::value::ValueConfig;
use crate::metrics::value::base::Base;
use crate::metrics::value::decide::contact::{Effort, contact};

use super::{FEW, Finding, What, share_of_money};

/// The weightier of the two.
pub fn leaving(answer: &Segments, value: Option<(&Base, &ValueConfig)>) -> Option<Finding> {
    let slipping = slipping(answer);
    let at_risk = value.and_then(|(base, config)| at_risk(base, config));
    match (slipping, at_risk) {
        (Some(a), Some(b)) => Some(if b.weight > a.weight { b } else { a }),
        (a, b) => a.or(b),
    }
}

/// Customers who bought often or much and have been silent for long.
fn slipping(answer: &Segments) -> Option<Finding> {
    let slips = |at: usize| {
        let group = answer.group_of.get(answer.customers[at].customer as usize).copied().flatten();
        group
            .is_some_and(|group| group == SegmentName::AtRisk as u8 || group == SegmentName::CannotLose as u8)
    };
    let own: Vec<_> = answer.customers.iter().enumerate().filter(|(at, _)| slips(*at)).collect();
    let (estimate, interval) = share_of_money(answer, &slips)?;
    let what = What::Slipping {
        n_customers: own.len(),
        amount: own.iter().map(|(_, customer)| customer.amount).sum(),
    };
    (!own.is_empty()).then_some(Finding { what, estimate, interval, weight: interval.low })
}

/// Value expected in the horizon that goes if those leave who may: the share of it, as uncertain as the value itself.
fn at_risk(base: &Base, config: &ValueConfig) -> Option<Finding> {
    let value = base.value(config);
    let (expected, range) = (value.expected?, value.interval?);
    if expected <= 0.0 || value.n_customers < FEW {
        return None;
    }
    let at_risk = contact(base, config, Effort::default()).ok()?.at_risk;
    let estimate = at_risk / expected;
    let interval = Interval {
        low: (estimate * range.low / expected).max(0.0),
        high: estimate * range.high / expected,
        level: LEVEL,
    };
    let what = What::AtRisk { at_risk, expected, months: config.horizon_months };
    Some(Finding { what, estimate, interval, weight: interval.low.min(1.0) })
}
