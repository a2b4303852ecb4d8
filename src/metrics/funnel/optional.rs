//! Optional steps: a step that may be missing, such as one that is not always tracked.

use crate::error::Error;
use crate::facts::{CustomerIdx, Events};
use crate::message::message;

use super::config::{Exclusion, FunnelConfig, Rule, Step};
use super::matcher::Matcher;
use super::walk::Hit;

impl FunnelConfig {
    /// The funnel of the required steps alone, which decides how far a customer comes.
    ///
    /// # Errors
    /// The first or the last step is optional; there are optional steps in any order; the settings are refused.
    pub(super) fn required(&self) -> Result<Self, Error> {
        self.check()?;
        if self.steps.iter().all(|step| !step.optional) {
            return Ok(self.clone());
        }
        if self.steps.first().is_some_and(|step| step.optional)
            || self.steps.last().is_some_and(|step| step.optional)
        {
            return Err(Error::config(message!(
                "The first and the last step of a funnel cannot be optional."
            )));
        }
        if self.rule == Rule::AnyOrder {
            return Err(Error::config(message!("In any order no step can be optional: leave it out.")));
        }
        let before = |step: usize| self.steps[..step].iter().filter(|step| !step.optional).count();
        let exclusion = |exclusion: &Exclusion| Exclusion {
            events: exclusion.events.clone(),
            from_step: before(exclusion.from_step),
            to_step: before(exclusion.to_step - 1) + 1,
        };
        Ok(Self {
            steps: self.steps.iter().filter(|step| !step.optional).cloned().collect(),
            exclusions: self.exclusions.iter().map(exclusion).collect(),
            ..self.clone()
        })
    }
}

/// Looks for optional steps between the required ones of a counted chain.
pub(super) struct Optional<'a> {
    events: &'a Events,
    matcher: Matcher<'a>,
    /// For each optional step: its place among all steps, and how many required steps stand before it.
    steps: Vec<(usize, usize)>,
    window: i64,
}

impl<'a> Optional<'a> {
    /// `None` where every step is required.
    pub fn new(events: &'a Events, config: &FunnelConfig) -> Result<Option<Self>, Error> {
        let (mut steps, mut patterns, mut required) = (Vec::new(), Vec::<Step>::new(), 0);
        for (i, step) in config.steps.iter().enumerate() {
            if step.optional {
                steps.push((i, required));
                patterns.push(step.clone());
            } else {
                required += 1;
            }
        }
        if steps.is_empty() {
            return Ok(None);
        }
        let window = config.window().unwrap_or(i64::MAX);
        Ok(Some(Self { events, matcher: Matcher::new(events, &patterns)?, steps, window }))
    }

    /// For each optional step that happened the place among all steps and the milliseconds from the required step before it.
    ///
    /// It must happen between the required steps around it (where the chain ends before, within the window of the first step), after
    /// the optional steps before it that happened, by an event that the chain does not use. Each is taken as early as it can.
    pub fn fill(&self, customer: CustomerIdx, chain: &[Hit], mut found: impl FnMut(usize, i64)) {
        let range = self.events.groups().of(customer);
        let moments = &self.events.moment()[range.clone()];
        let mut taken: Vec<usize> = Vec::new();
        let mut last = (0, i64::MIN);
        for (pattern, &(step, required)) in self.steps.iter().enumerate() {
            let Some(before) = chain.get(required - 1) else { break };
            let from = if last.0 == required { before.at.max(last.1) } else { before.at };
            let to = chain.get(required).map_or(chain[0].at.saturating_add(self.window), |after| after.at);
            let first = range.start + moments.partition_point(|moment| moment.0 < from);
            let inside = (first..range.end).take_while(|&place| self.events.moment()[place].0 <= to);
            let free = |&place: &usize| {
                let used = taken.contains(&place) || chain.iter().any(|hit| hit.place as usize == place);
                !used && self.matcher.patterns(place) >> pattern & 1 == 1
            };
            // Of events at one instant the one that can fill the fewest other optional steps.
            let key =
                |&place: &usize| (self.events.moment()[place], self.matcher.patterns(place).count_ones());
            if let Some(place) = inside.filter(free).min_by_key(key) {
                let at = self.events.moment()[place].0;
                taken.push(place);
                last = (required, at);
                found(step, at - before.at);
            }
        }
    }
}
