//! One customer explained: which event took which step, and why it went no further.
//!
//! # Question
//! Why is this customer counted so?
//! # Input
//! Events, a funnel and a customer.
//! # Result
//! An [`Explanation`]: the events taken, and the first reason that holds for the end.
//! # Edge cases
//! The reason is found by asking again with one thing changed: no exclusions, ties in step order, no window;
//! whichever makes the chain deeper is the reason.
//! # Source
//! The rules as [`Rule`] defines them.
//! # Example
//! ```
//! # use clientele::dictionary::Dictionary;
//! # use clientele::facts::{Event, Events, Facts};
//! # use clientele::moment::Moment;
//! // (customer, second, name): customer 0 views and buys at once, customer 1 after a minute, customer 2 only views.
//! let names: Dictionary = ["view", "buy"].into_iter().collect();
//! let events = [(0, 0, 0), (0, 0, 1), (1, 0, 0), (1, 60, 1), (2, 5, 0)].map(|(customer, second, name)| {
//!     let moment = Moment(second * 1000);
//!     Event { customer, moment, day: moment.day(0), name }
//! });
//! let facts = Facts { events: Events::new(3, names, &events), ..Facts::default() };
//! use clientele::metrics::funnel::{FunnelConfig, Stopped, explain};
//! let why = explain(&facts, &FunnelConfig::of(&["view", "buy"]), 2).unwrap();
//! assert_eq!((why.taken.len(), why.stopped), (1, Some(Stopped::NeverHappened)));
//! ```

use crate::error::Error;
use crate::facts::{CustomerIdx, Events, Facts};
use crate::letters;
use crate::message::{Arg, Message, message};
use crate::moment::Moment;

use super::config::{FunnelConfig, Grain, Rule, Ties};
use super::count::Counter;
use super::names::span;
use super::walk::Hit;

/// The verdict on one customer.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// The events of the counted chain in the order of the steps; in any order, in the order of time.
    pub taken: Vec<Taken>,
    /// Why it ended there; `None` for one who took every step.
    pub stopped: Option<Stopped>,
}

/// An event that took a step.
#[derive(Debug, Clone, PartialEq)]
pub struct Taken {
    /// The step, counted from 0 among the required ones; in any order the how-manieth.
    pub step: usize,
    /// Where the event stands in [`Events`].
    pub place: usize,
    /// When.
    pub moment: Moment,
    /// Its name. Hostile text.
    pub event: String,
}

/// Why a chain went no further. The reasons are tried in this order, so the first that holds is given.
#[derive(Debug, Clone, PartialEq)]
pub enum Stopped {
    /// The customer has no event that fills the next step.
    NeverHappened,
    /// An exclusion ended the attempt or took the customer out: without exclusions the chain would be deeper.
    Excluded {
        /// The first event that excluded between the steps, as it stands in [`Events`].
        place: usize,
    },
    /// Only events at one instant stand in the way: taken in step order, the chain would be deeper.
    Tie,
    /// Another event stood between: if that were allowed, the chain would be deeper.
    NotNeighbour {
        /// The first event behind the chain, as it stands in [`Events`].
        place: Option<usize>,
    },
    /// The first entry came no further, a later one did.
    LaterEntry,
    /// The window ran out.
    Window {
        /// Milliseconds from the first step to the next that the customer needs at least; `None` where the window does not run
        /// from the first step.
        needed_ms: Option<i64>,
        /// The window in force.
        window_ms: i64,
    },
    /// The limit between neighbouring steps ran out.
    Gap {
        /// The limit in force.
        gap_ms: i64,
    },
    /// Sessions or values held constant part the events: together the chain would be deeper.
    Parted,
    /// The next step happened only before the others.
    Order,
    /// The only events that fill the next step fill earlier ones already.
    Used,
}

/// Explains one customer under the rule of `config`. Entries are not explained one by one: they give the deepest.
///
/// # Errors
/// As [`funnel`](super::funnel); there is no such customer.
#[inline(never)]
pub fn explain(facts: &Facts, config: &FunnelConfig, customer: CustomerIdx) -> Result<Explanation, Error> {
    config.closed()?;
    let config = &config.required()?;
    let events = &facts.events;
    let mut counter = Counter::new(events, config)?.by_content();
    if customer as usize >= facts.customers.len().max(events.groups().n_customers()) {
        return Err(Error::config(message!("There is no customer number {}.", customer)));
    }
    let chain = deepest(&mut counter, events, customer);
    let taken = chain.iter().enumerate().map(|(step, hit)| {
        let place = hit.place as usize;
        let event = events.vocabulary().get(events.name()[place]).to_string();
        Taken { step, place, moment: events.moment()[place], event }
    });
    let case = Case { events, config, customer, chain: &chain };
    let stopped = if chain.len() == config.steps.len() { None } else { Some(case.why(&counter)?) };
    Ok(Explanation { taken: taken.collect(), stopped })
}

/// The deepest chain of the customer.
fn deepest(counter: &mut Counter, events: &Events, customer: CustomerIdx) -> Vec<Hit> {
    let mut best: Vec<Hit> = Vec::new();
    counter.one(events.groups().of(customer), |chain| {
        let chain: Vec<Hit> = chain.collect();
        if chain.len() > best.len() {
            best = chain;
        }
    });
    best
}

struct Case<'a> {
    events: &'a Events,
    config: &'a FunnelConfig,
    customer: CustomerIdx,
    chain: &'a [Hit],
}

impl Case<'_> {
    /// Would the chain be deeper if one thing were otherwise?
    fn deeper(&self, change: impl FnOnce(&mut FunnelConfig)) -> Result<bool, Error> {
        let mut other = self.config.clone();
        change(&mut other);
        let mut counter = Counter::new(self.events, &other)?;
        Ok(deepest(&mut counter, self.events, self.customer).len() > self.chain.len())
    }

    fn why(&self, counter: &Counter) -> Result<Stopped, Error> {
        let config = self.config;
        if !self.happened(counter) {
            return Ok(Stopped::NeverHappened);
        }
        if !config.exclusions.is_empty() && self.deeper(|other| other.exclusions.clear())? {
            return Ok(Stopped::Excluded { place: self.excluder(counter) });
        }
        let apart = config.rule == Rule::StrictIncrease || config.ties == Ties::RowOrder;
        let together = |other: &mut FunnelConfig| {
            other.ties = Ties::StepOrder;
            other.rule = if other.rule == Rule::StrictIncrease { Rule::BestChain } else { other.rule };
        };
        if apart && self.deeper(together)? {
            return Ok(Stopped::Tie);
        }
        if config.rule == Rule::Neighbours && self.deeper(|other| other.rule = Rule::BestChain)? {
            return Ok(Stopped::NotNeighbour { place: self.behind(counter) });
        }
        if config.rule == Rule::FirstEntry && self.deeper(|other| other.rule = Rule::BestChain)? {
            return Ok(Stopped::LaterEntry);
        }
        if let Some(gap_ms) = config.gap()
            && self.deeper(|other| other.gap_ms = None)?
        {
            return Ok(Stopped::Gap { gap_ms });
        }
        if let Some(stopped) = self.window()? {
            return Ok(stopped);
        }
        let splits = config.is_split();
        if splits && self.deeper(|other| (other.grain, other.hold) = (Grain::Customers, Vec::new()))? {
            return Ok(Stopped::Parted);
        }
        Ok(if self.unused(counter) { Stopped::Order } else { Stopped::Used })
    }

    /// The window in force, if the chain would be deeper without.
    fn window(&self) -> Result<Option<Stopped>, Error> {
        let Some(window_ms) = self.config.window() else { return Ok(None) };
        if !self.deeper(|other| other.window_ms = Some(i64::MAX))? {
            return Ok(None);
        }
        let mut needed_ms = None;
        if self.config.rule == Rule::BestChain && !self.config.is_split() && self.config.gap().is_none() {
            let counter = Counter::new(self.events, self.config)?;
            let (mut hits, mut needs) = (Vec::new(), vec![None; self.config.steps.len()]);
            counter.gather(self.events.groups().of(self.customer), &mut hits);
            let mut walk = counter.walk;
            walk.needs(&hits, &mut needs);
            needed_ms = needs[self.chain.len()];
        }
        Ok(Some(Stopped::Window { needed_ms, window_ms }))
    }

    /// Is there an event that fills the next step? In any order, one that fills a further step.
    fn happened(&self, counter: &Counter) -> bool {
        let hits = self.hits(counter);
        if self.config.rule == Rule::AnyOrder {
            let union = hits.iter().fold(0u64, |all, hit| all | hit.steps);
            return union.count_ones() as usize > self.chain.len();
        }
        hits.iter().any(|hit| hit.steps >> self.chain.len() & 1 == 1)
    }

    /// Is there an event for the next step that the chain does not use?
    fn unused(&self, counter: &Counter) -> bool {
        let used = |hit: &Hit| self.chain.iter().any(|taken| taken.place == hit.place);
        self.hits(counter).iter().any(|hit| hit.steps >> self.chain.len() & 1 == 1 && !used(hit))
    }

    fn hits(&self, counter: &Counter) -> Vec<Hit> {
        let mut hits = Vec::new();
        counter.gather(self.events.groups().of(self.customer), &mut hits);
        hits
    }

    /// The first event that excludes behind the chain; of a customer taken out, behind the first entry.
    fn excluder(&self, counter: &Counter) -> usize {
        let hits = self.hits(counter);
        let entry = hits.iter().find(|hit| hit.steps & 1 == 1).map_or(i64::MIN, |hit| hit.at);
        let from = self.chain.last().map_or(entry, |hit| hit.at);
        let excluders = || hits.iter().filter(|hit| hit.kills != 0);
        excluders()
            .find(|hit| hit.at > from)
            .or_else(|| excluders().next_back())
            .map_or(0, |hit| hit.place as usize)
    }

    /// The first event of the customer behind the chain.
    fn behind(&self, counter: &Counter) -> Option<usize> {
        let last = self.chain.last()?;
        self.hits(counter)
            .iter()
            .find(|hit| hit.at > last.at || hit.place > last.place)
            .map(|hit| hit.place as usize)
    }
}

/// A customer's way through the steps, for the page.
#[derive(Debug, Clone, PartialEq)]
pub struct Way {
    /// The identifier. Hostile text.
    pub customer: String,
    /// Names of the required steps; in any order, of the events taken, and after them numbers.
    pub steps: Vec<String>,
    /// The events that took them, in order; fewer than the steps where the way ends early.
    pub taken: Vec<Taken>,
    /// Why it ended, as a sentence.
    pub stopped: Option<Message>,
    /// Milliseconds from the first step to the end of the window, where it runs from there.
    pub window_ms: Option<i64>,
    /// Did the window run out?
    pub out_of_time: bool,
    /// Events of the customer, of any name.
    pub n_events: usize,
}

/// The way of the customer with this identifier, in either case. Without one: of somebody who stopped where most do, the first in
/// the alphabet.
///
/// # Errors
/// As [`explain`]; there is no customer with the identifier.
#[inline(never)]
pub fn way(facts: &Facts, config: &FunnelConfig, id: Option<&str>) -> Result<Way, Error> {
    let ids = &facts.customers.ids;
    let customer = match id.map(str::trim).filter(|id| !id.is_empty()) {
        Some(id) => ids
            .find(id)
            .or_else(|| ids.find(&letters::in_small(id)))
            .ok_or_else(|| Error::config(message!("There is no customer called {}.", Arg::name(id))))?,
        None => example(facts, config)?,
    };
    let explanation = explain(facts, config, customer)?;
    let required = config.required()?;
    let mut steps: Vec<String> = required.steps.iter().map(|step| step.name.clone()).collect();
    if config.rule == Rule::AnyOrder {
        for (i, name) in steps.iter_mut().enumerate() {
            *name = explanation.taken.get(i).map_or_else(|| (i + 1).to_string(), |taken| taken.event.clone());
        }
    }
    let next = steps.get(explanation.taken.len()).cloned().unwrap_or_default();
    let from_first = !matches!(config.rule, Rule::WindowRestarts | Rule::NoWindow);
    Ok(Way {
        customer: ids.get(customer).to_string(),
        out_of_time: matches!(explanation.stopped, Some(Stopped::Window { .. })),
        stopped: explanation.stopped.map(|stopped| stopped.in_words(&next)),
        taken: explanation.taken,
        window_ms: config.window().filter(|_| from_first),
        n_events: facts.events.groups().of(customer).len(),
        steps,
    })
}

/// The place, counted from 1 among all steps, at which the way of most ends that come no further; the last if nobody stops before.
pub(super) fn worst_stop(funnel: &super::Funnel) -> usize {
    let losses = (1..funnel.steps.len()).filter_map(|step| Some((funnel.lost_before(step)?, step)));
    let worst =
        losses.filter(|loss| loss.0 > 0).reduce(|best, next| if next.0 > best.0 { next } else { best });
    worst.map_or(funnel.steps.len(), |(_, step)| {
        // The way ends at the required step before.
        funnel.steps[..step].iter().rposition(|step| !step.optional).map_or(0, |before| before + 1)
    })
}

/// Somebody who stopped where most do; of all if nobody stopped.
fn example(facts: &Facts, config: &FunnelConfig) -> Result<CustomerIdx, Error> {
    let funnel = super::funnel(facts, config)?;
    let level = worst_stop(&funnel);
    let ids = &facts.customers.ids;
    let there = |customer: &CustomerIdx| usize::from(funnel.level_of[*customer as usize]) == level;
    let all = || 0..facts.customers.len() as CustomerIdx;
    let first = |some: &mut dyn Iterator<Item = CustomerIdx>| some.min_by_key(|&customer| ids.get(customer));
    first(&mut all().filter(there))
        .or_else(|| first(&mut all()))
        .ok_or_else(|| Error::missing(message!("No customer is loaded.")))
}

impl Stopped {
    /// The reason as a sentence.
    pub fn in_words(&self, next_step: &str) -> Message {
        let next = Arg::name(next_step);
        match self {
            Self::NeverHappened => message!("{} never happened.", next),
            Self::Excluded { .. } => message!("An excluded event came before {}.", next),
            Self::Tie => message!("{} happened at the same instant as the step before.", next),
            Self::NotNeighbour { .. } => message!("Another event came before {}.", next),
            Self::LaterEntry => message!("{} followed a later entry, and only the first counts.", next),
            Self::Window { needed_ms: Some(needed), window_ms } => message!(
                "{} came {} too late: the window is {}.",
                next,
                span(needed - window_ms),
                span(*window_ms)
            ),
            Self::Window { window_ms, .. } => {
                message!("{} came after the window of {}.", next, span(*window_ms))
            }
            Self::Gap { gap_ms } => {
                message!(
                    "{} came more than {} after the step before, which is the limit.",
                    next,
                    span(*gap_ms)
                )
            }
            Self::Parted => message!("{} happened in another session or with another value.", next),
            Self::Order => message!("{} happened only before the other steps.", next),
            Self::Used => message!("The only event for {} already took an earlier step.", next),
        }
    }
}
