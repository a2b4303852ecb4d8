//! Who converts only because events share an instant?

use crate::error::Error;
use crate::facts::{CustomerIdx, Events};

use super::config::{FunnelConfig, Grain, Rule, Ties};
use super::count::Counter;

/// Of customers whose whole chain has two events at one instant, those who would not come to the last step if each step had to be
/// strictly later. Only the best chain of a customer as a whole has such a counterpart; elsewhere it is 0.
pub(super) fn only_by_ties(
    events: &Events,
    config: &FunnelConfig,
    tied: &[CustomerIdx],
) -> Result<usize, Error> {
    let plain =
        config.rule == Rule::BestChain && config.ties == Ties::StepOrder && config.grain == Grain::Customers;
    if !plain || tied.is_empty() {
        return Ok(0);
    }
    let mut strict = Counter::new(events, &FunnelConfig { rule: Rule::StrictIncrease, ..config.clone() })?;
    let mut n = 0;
    for &customer in tied {
        strict
            .one(events.groups().of(customer), |chain| n += usize::from(chain.count() < config.steps.len()));
    }
    Ok(n)
}
