//! Where do customers drop out? An event funnel.
//!
//! # Question
//! Of the customers who took the first step, how many took each further one?
//! # Input
//! Events, and the steps with a counting rule: a [`FunnelConfig`].
//! # Result
//! A [`Funnel`]: customers on each step, shares with 95 % intervals, the usual time between steps, the level of each customer,
//! and the rule in words, because "conversion" is not one number.
//! # Edge cases
//! A step that no event fills counts nobody and is noted, with the names that come close to a mistyped one. A share of nobody is
//! `None`. A single event never fills two steps. Under [`Ties::StepOrder`] the order of rows does not matter.
//! # Source
//! The rules are defined in [`Rule`]; they are those that public systems count by, each under its own name.
//! # Example
//! ```
//! use clientele::dictionary::Dictionary;
//! use clientele::facts::{Event, Events, Facts};
//! use clientele::metrics::funnel::{FunnelConfig, funnel};
//! use clientele::moment::Moment;
//!
//! let names: Dictionary = ["view", "buy"].into_iter().collect();
//! // Customer 0 views and buys a minute later; customer 1 only views.
//! let events = [(0, 0, 0), (0, 60_000, 1), (1, 0, 0)].map(|(customer, ms, name)| Event {
//!     customer, moment: Moment(ms), day: Moment(ms).day(0), name,
//! });
//! let facts = Facts { events: Events::new(2, names, &events), ..Facts::default() };
//! let funnel = funnel(&facts, &FunnelConfig::of(&["view", "buy"])).unwrap();
//! assert_eq!(funnel.steps.iter().map(|step| step.n_customers).collect::<Vec<_>>(), [2, 1]);
//! assert_eq!(funnel.steps[1].median_seconds, Some(60.0));
//! ```

mod any_order;
mod attempts;
mod breakdown;
mod compare;
mod config;
mod convert;
mod count;
mod curve;
mod entries;
mod explain;
mod far;
mod gaps;
mod instant;
mod kept;
mod matcher;
mod money;
mod names;
mod neighbours;

mod next;
mod open;
mod optional;
mod peers;
mod sessions;
mod suggest;
mod ties;
mod trend;
mod walk;

pub use breakdown::{Attribution, Breakdown, BreakdownConfig, Group, GroupValue, breakdown};
pub use compare::{Comparison, RuleCounts, compare, compare_again};
pub use config::{
    Condition, DEFAULT_WINDOW_MS, Exclusion, ExclusionRule, FunnelConfig, Grain, MAX_STEPS, Relation, Rule,
    Step, Test, Ties, VALUE,
};
pub use convert::{TimeBin, TimeToConvert, time_to_convert, time_to_convert_again};
pub use curve::{WindowCurve, Windows, window_curve, windows};
pub use explain::{Explanation, Stopped, Taken, Way, explain, way};
pub use kept::Kept;
pub use money::{MoneyStep, StepMoney, Sums, step_money};
pub use names::near_names;
pub use next::{NextEvent, NextEvents, next_events, next_events_again, what_next};
pub use peers::{Peer, peer_levels};
pub(crate) use suggest::PURCHASE_NAMES;
pub use suggest::{Suggestion, suggest};
pub use trend::{Trend, TrendPoint, trend};

use crate::error::Error;
use crate::facts::{CustomerIdx, Facts};
use crate::message::Message;

use super::interval::{Interval, wilson};
use count::Counter;
use matcher::Matcher;
use optional::Optional;
use walk::Hit;

/// Customers who reached each step.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Funnel {
    /// The counting rule in words, printed beside the number.
    pub rule: Message,
    /// The steps in order.
    pub steps: Vec<FunnelStep>,
    /// For each customer the place of the deepest required step reached, counted from 1: 0 for one who never entered.
    pub level_of: Vec<u8>,
    /// Customers with at least one event of any name.
    pub n_seen: usize,
    /// What the reader must know; each a sentence.
    pub notes: Vec<Message>,
    /// Customers who come to the last step only because events share an instant: not so if each step must be strictly later than the
    /// one before. Told under the best chain, counted by customers; 0 elsewhere.
    pub n_by_ties: usize,
    /// Could customers enter at any step?
    pub open: bool,
}

/// One step. Under [`Rule::AnyOrder`] the `k`-th stands for `k` different steps.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FunnelStep {
    /// What it is called.
    pub name: String,
    /// Customers who reached it; under another [`Grain`] entries or sessions.
    pub n_customers: usize,
    /// Those of them who entered here: all of the first step; of a later one only in an open funnel.
    pub n_new: usize,
    /// Of those who entered, 0 to 1; `None` if nobody did.
    pub share_of_entrants: Option<f64>,
    /// Of those who reached the step before, how many went on to this one; `None` for the first step, or if nobody did.
    pub share_of_previous: Option<f64>,
    /// For each customer with any event, so 0 to 1 where customers are counted; `None` if there is none.
    pub share_of_seen: Option<f64>,
    /// Around `share_of_entrants`; `None` for the first step, which is all of them by definition.
    pub interval: Option<Interval>,
    /// Around `share_of_previous`.
    pub interval_of_previous: Option<Interval>,
    /// Median seconds from the step before, in the counted chain; `None` for the first step, or if nobody arrived.
    pub median_seconds: Option<f64>,
    /// Mean seconds from the step before; `None` as above.
    pub mean_seconds: Option<f64>,
    /// Events that can fill the step, of anybody and at any time. 0: it never occurs.
    pub n_events: usize,
    /// May it be missing? Then "the step before" is the last required one, here and for the step that follows.
    pub optional: bool,
}

impl Funnel {
    /// Customers who entered.
    pub fn n_entered(&self) -> usize {
        if self.open {
            return self.level_of.iter().filter(|&&level| level > 0).count();
        }
        self.steps.first().map_or(0, |step| step.n_customers)
    }

    /// Customers who took the last step.
    pub fn n_converted(&self) -> usize {
        self.steps.last().map_or(0, |step| step.n_customers)
    }

    /// Customers lost between the required step before and this one, counted from 0; `None` for the first step and for an
    /// optional one, which loses nobody.
    pub fn lost_before(&self, step: usize) -> Option<usize> {
        let own = self.steps.get(step).filter(|own| !own.optional)?;
        let before = self.steps[..step].iter().rev().find(|before| !before.optional)?;
        before.n_customers.checked_sub(own.n_customers - own.n_new)
    }

    /// Customers whose way ended at this step, counted from 0: they reached it and not the next. The lists of all
    /// steps are those who entered, each once; the list of the last step holds the converted.
    pub fn stopped_at(&self, step: usize) -> Vec<CustomerIdx> {
        let levels = self.level_of.iter().enumerate();
        levels.filter(|&(_, &level)| level as usize == step + 1).map(|(i, _)| i as CustomerIdx).collect()
    }
}

/// Counts the funnel.
///
/// An open one ([`FunnelConfig::open`]) counts at each step everybody who took it, wherever they entered; between two steps stand
/// those who went on from the one to the other under the rule, as if the two were a funnel of their own. A customer's level is then
/// the furthest step taken.
///
/// # Errors
/// No events are loaded; there are no steps or more than [`MAX_STEPS`]; the first or last is optional; an exclusion does not run from
/// one step to a later one; a setting has no meaning under the rule; a property is named that the events do not have.
pub fn funnel(facts: &Facts, config: &FunnelConfig) -> Result<Funnel, Error> {
    funnel_again(facts, config, None)
}

/// The same, for one who will ask again for the same steps within another window or under another rule: that is soon answered.
///
/// # Errors
/// As [`funnel`].
pub fn funnel_again(facts: &Facts, config: &FunnelConfig, kept: Option<&mut Kept>) -> Result<Funnel, Error> {
    if config.open {
        return open::open(facts, config);
    }
    let events = &facts.events;
    let required = config.required()?;
    let mut counter = Counter::new(events, &required)?;
    let all_required = required.steps.len() == config.steps.len();
    let apart = kept.filter(|_| all_required).map(|kept| kept.ready(events, config)).transpose()?;
    counter.apart = apart;
    let optional = Optional::new(events, config)?;
    if optional.is_some() {
        counter = counter.by_content();
    }
    let n_customers = facts.customers.len().max(events.groups().n_customers());
    let mut tally = Tally::new(config, n_customers);
    let mut tied = Vec::new();
    counter.all(|customer, chain| match &optional {
        None if tally.add(customer, chain) => tied.push(customer),
        None => {}
        Some(optional) => {
            let chain: Vec<Hit> = chain.collect();
            if tally.add(customer, &mut chain.iter().copied()) {
                tied.push(customer);
            }
            optional.fill(customer, &chain, |step, wait| tally.waits[step].push(wait));
        }
    });
    let n_events = match apart {
        Some(apart) => apart.n_events.clone(),
        None => Matcher::new(events, &config.steps)?.counts(config.steps.len()),
    };
    let n_seen = events.groups().iter().filter(|(_, range)| !range.is_empty()).count();
    Ok(Funnel {
        rule: config.in_words(),
        steps: tally.steps(config, n_seen, &n_events),
        notes: names::notes(events, config, &n_events),
        level_of: tally.level_of,
        n_seen,
        n_by_ties: ties::only_by_ties(events, &required, &tied)?,
        open: false,
    })
}

/// Levels, and for each step the milliseconds from the required one before.
struct Tally {
    /// Places of the required steps among all.
    required: Vec<usize>,
    level_of: Vec<u8>,
    waits: Vec<Vec<i64>>,
    entered: usize,
}

impl Tally {
    fn new(config: &FunnelConfig, n_customers: usize) -> Self {
        let n = config.steps.len();
        let required = (0..n).filter(|&step| !config.steps[step].optional).collect();
        Self { required, level_of: vec![0; n_customers], waits: vec![Vec::new(); n], entered: 0 }
    }

    /// Counts a chain. Is it whole, and do two of its events share an instant?
    fn add(&mut self, customer: CustomerIdx, chain: &mut dyn Iterator<Item = Hit>) -> bool {
        let Some(mut last) = chain.next() else { return false };
        let (mut level, mut tied) = (1, false);
        self.entered += 1;
        for hit in chain {
            tied |= hit.at == last.at;
            self.waits[self.required[level]].push(hit.at - last.at);
            level += 1;
            last = hit;
        }
        let known = &mut self.level_of[customer as usize];
        *known = (*known).max(self.required[level - 1] as u8 + 1);
        tied && level == self.required.len()
    }

    fn steps(&mut self, config: &FunnelConfig, n_seen: usize, n_events: &[usize]) -> Vec<FunnelStep> {
        let mut previous = None;
        let mut steps = Vec::with_capacity(config.steps.len());
        for (i, step) in config.steps.iter().enumerate() {
            let waits = &mut self.waits[i][..];
            let n_customers = if i == 0 { self.entered } else { waits.len() };
            steps.push(FunnelStep {
                name: step.name.clone(),
                n_customers,
                n_new: if i == 0 { n_customers } else { 0 },
                share_of_entrants: share(n_customers, self.entered),
                share_of_previous: previous.and_then(|n| share(n_customers, n)),
                share_of_seen: share(n_customers, n_seen),
                interval: previous.and_then(|_| wilson(n_customers, self.entered)),
                interval_of_previous: previous.and_then(|n| wilson(n_customers, n)),
                mean_seconds: mean_seconds(waits),
                median_seconds: median_seconds(waits),
                n_events: n_events[i],
                optional: step.optional,
            });
            previous = if step.optional { previous } else { Some(n_customers) };
        }
        steps
    }
}

/// `part` of `whole`; `None` of nothing.
fn share(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

/// Seconds in the middle of some milliseconds, whose order is lost.
fn median_seconds(waits: &mut [i64]) -> Option<f64> {
    let middle = waits.len() / 2;
    if waits.is_empty() {
        return None;
    }
    let even = waits.len().is_multiple_of(2);
    let (below, &mut high, _) = waits.select_nth_unstable(middle);
    let low = if even { below.iter().copied().max().unwrap_or(high) } else { high };
    Some((low as f64 + high as f64) / 2000.0)
}

/// Mean seconds of some milliseconds, summed as whole numbers.
fn mean_seconds(waits: &[i64]) -> Option<f64> {
    let sum: i128 = waits.iter().map(|&wait| i128::from(wait)).sum();
    (!waits.is_empty()).then(|| sum as f64 / waits.len() as f64 / 1000.0)
}
