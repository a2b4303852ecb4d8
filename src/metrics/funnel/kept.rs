//! What of a funnel does not depend on its window and its rule, kept while a reader changes these.

use crate::error::Error;
use crate::facts::{CustomerIdx, Events};

use super::config::{FunnelConfig, Step};
use super::matcher::Matcher;

/// Stands for a customer without an event that fills a step, and for one without a first step.
pub(super) const NOBODY: u32 = u32::MAX;
pub(super) const NEVER: u32 = u32::MAX - 1;

/// What is known of the events of the steps asked for last. It belongs to one set of facts: make another for others.
#[derive(Debug, Default)]
pub struct Kept(Option<Apart>);

/// Of each customer how near events of different steps come to each other, and the first entry.
#[derive(Debug)]
pub(super) struct Apart {
    steps: Vec<Step>,
    /// How many events fit each step.
    pub n_events: Vec<usize>,
    /// The fewest milliseconds between neighbouring events of different steps, of those that fill any: what [`Walk::far`] looks for.
    ///
    /// [`Walk::far`]: super::walk::Walk::far
    near: Vec<i64>,
    /// Where the first event that fills the first step stands, or one of the words above.
    entry: Vec<u32>,
}

impl Kept {
    /// For the steps of a funnel, worked out if they are not those asked for last.
    ///
    /// # Errors
    /// As [`funnel`](super::funnel).
    pub(super) fn ready(&mut self, events: &Events, config: &FunnelConfig) -> Result<&Apart, Error> {
        let known = self.0.take().filter(|apart| apart.steps == config.steps);
        let apart = match known {
            Some(apart) => apart,
            None => Apart::new(events, &config.steps)?,
        };
        Ok(self.0.insert(apart))
    }
}

impl Apart {
    #[inline(never)]
    fn new(events: &Events, steps: &[Step]) -> Result<Self, Error> {
        let matcher = Matcher::new(events, steps)?;
        let n = events.groups().n_customers();
        let (mut near, mut entry) = (vec![i64::MAX; n], vec![NOBODY; n]);
        for (customer, range) in events.groups().iter() {
            let (mut least, mut first) = (i64::MAX, NOBODY);
            let mut before = (0u64, 0i64);
            for place in range {
                let filled = matcher.patterns(place);
                if filled == 0 {
                    continue;
                }
                let at = events.moment()[place].0;
                if !filled.is_power_of_two() {
                    least = i64::MIN;
                } else if filled != before.0 && before.0 != 0 {
                    least = least.min(at.saturating_sub(before.1));
                }
                if first >= NEVER {
                    first = if filled & 1 == 1 { place as u32 } else { NEVER };
                }
                before = (filled, at);
            }
            (near[customer as usize], entry[customer as usize]) = (least, first);
        }
        Ok(Self { steps: steps.to_vec(), n_events: matcher.counts(steps.len()), near, entry })
    }

    /// The first entry of a customer whose events of different steps are all further apart than the window; `None` where some are not.
    #[inline(always)]
    pub fn alone(&self, customer: CustomerIdx, window: i64) -> Option<u32> {
        let customer = customer as usize;
        (self.near[customer] > window).then(|| self.entry[customer])
    }
}
