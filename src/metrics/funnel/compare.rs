//! The same funnel under every rule, and the customers on whom the rules disagree.
//!
//! # Question
//! How much does conversion depend on the rule by which it is counted?
//! # Input
//! Events and a funnel; its own rule is not read.
//! # Result
//! A [`Comparison`]: counts and levels under each rule, who is counted differently, who converts only because
//! events share an instant.
//! # Edge cases
//! A rule that gives the settings no meaning is listed with the reason.
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
//! use clientele::metrics::funnel::{FunnelConfig, compare};
//! let all = compare(&facts, &FunnelConfig::of(&["view", "buy"])).unwrap();
//! assert_eq!((all.disagreeing, all.by_ties), (vec![0], vec![0]));
//! ```

use crate::error::Error;
use crate::facts::{CustomerIdx, Facts};
use crate::message::Message;

use super::config::{FunnelConfig, Rule};
use super::count::Counter;
use super::kept::{Apart, Kept, NEVER, NOBODY};

/// Every rule at once.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// One for each rule, in the order of [`Rule::ALL`].
    pub rules: Vec<RuleCounts>,
    /// Customers whose level is not the same under all rules that were counted.
    pub disagreeing: Vec<CustomerIdx>,
    /// Customers who come to the last step under the best chain, but not if each step must be strictly later than the one
    /// before: they convert only because events share an instant.
    pub by_ties: Vec<CustomerIdx>,
}

/// The funnel under one rule.
#[derive(Debug, Clone, PartialEq)]
pub struct RuleCounts {
    /// Which.
    pub rule: Rule,
    /// The rule in words.
    pub words: Message,
    /// Customers who reached each step; empty where the rule cannot be counted with these settings.
    pub counts: Vec<usize>,
    /// For each customer the level; empty as above.
    pub level_of: Vec<u8>,
    /// Why it was not counted.
    pub refused: Option<Error>,
}

impl Comparison {
    /// Customers whose level under one rule is not the same as under the other.
    pub fn between(&self, one: Rule, other: Rule) -> Vec<CustomerIdx> {
        let levels = |rule: Rule| {
            self.rules.iter().find(|counts| counts.rule == rule).map(|counts| &counts.level_of[..])
        };
        let (Some(one), Some(other)) = (levels(one), levels(other)) else { return Vec::new() };
        let pairs = one.iter().zip(other).enumerate();
        pairs.filter(|(_, (one, other))| one != other).map(|(customer, _)| customer as CustomerIdx).collect()
    }
}

/// Counts the funnel of `config` under every rule; its own rule is not read.
///
/// # Errors
/// As [`funnel`](super::funnel) under the best chain; a rule that gives the settings no meaning is listed as refused.
pub fn compare(facts: &Facts, config: &FunnelConfig) -> Result<Comparison, Error> {
    compare_again(facts, config, None)
}

/// The same, for one who will ask again; see [`funnel_again`](super::funnel_again).
///
/// # Errors
/// As [`compare`].
#[inline(never)]
pub fn compare_again(
    facts: &Facts,
    config: &FunnelConfig,
    kept: Option<&mut Kept>,
) -> Result<Comparison, Error> {
    config.closed()?;
    let config = &config.required()?;
    let under = |rule: Rule| FunnelConfig { rule, ..config.clone() };
    Counter::new(&facts.events, &under(Rule::BestChain))?;
    let apart = kept.map(|kept| kept.ready(&facts.events, config)).transpose()?;
    let n_customers = facts.customers.len().max(facts.events.groups().n_customers());
    let rules = count_all(facts, &Rule::ALL.map(under), n_customers, apart);
    let counted: Vec<&RuleCounts> = rules.iter().filter(|counts| counts.refused.is_none()).collect();
    let differs = |customer: &CustomerIdx| {
        let level = |counts: &RuleCounts| counts.level_of[*customer as usize];
        counted.windows(2).any(|pair| level(pair[0]) != level(pair[1]))
    };
    let disagreeing = (0..n_customers as CustomerIdx).filter(differs).collect();
    let level = |rule: Rule, customer: CustomerIdx| {
        let counts = counted.iter().find(|counts| counts.rule == rule);
        counts.map_or(0, |counts| usize::from(counts.level_of[customer as usize]))
    };
    let n = config.steps.len();
    let by_ties = |&customer: &CustomerIdx| {
        level(Rule::BestChain, customer) == n && level(Rule::StrictIncrease, customer) < n
    };
    let by_ties = (0..n_customers as CustomerIdx).filter(by_ties).collect();
    Ok(Comparison { rules, disagreeing, by_ties })
}

/// Counts under all rules; the events of each customer are taken up once.
fn count_all(
    facts: &Facts,
    configs: &[FunnelConfig],
    n_customers: usize,
    apart: Option<&Apart>,
) -> Vec<RuleCounts> {
    let events = &facts.events;
    let (mut counters, mut all): (Vec<Option<Counter>>, Vec<RuleCounts>) = (Vec::new(), Vec::new());
    for config in configs {
        let (rule, words) = (config.rule, config.in_words());
        let mut counts = RuleCounts { rule, words, counts: Vec::new(), level_of: Vec::new(), refused: None };
        match Counter::new(events, config) {
            Ok(counter) => {
                (counts.counts, counts.level_of) = (vec![0; config.steps.len()], vec![0; n_customers]);
                counters.push(Some(counter));
            }
            Err(error) => {
                counts.refused = Some(error);
                counters.push(None);
            }
        }
        all.push(counts);
    }
    let plain = counters.iter().flatten().find(|counter| counter.is_plain());
    let window = plain.map_or(i64::MAX, |counter| counter.walk.window);
    let apart = apart.filter(|_| plain.is_some());
    let (mut every, mut filling) = (Vec::new(), Vec::new());
    for (customer, range) in events.groups().iter() {
        let Some(first) = counters.iter_mut().flatten().next() else { break };
        let mut entry = apart.and_then(|apart| apart.alone(customer, window));
        if entry == Some(NOBODY) {
            continue;
        }
        first.gather_for(range.clone(), &mut filling, false);
        if entry.is_none() && first.far(&filling) {
            let enters = filling.iter().any(|hit| hit.steps & 1 == 1);
            entry = Some(if enters { 0 } else { NEVER });
        }
        let mut taken_up = false;
        for (counter, counts) in counters.iter_mut().zip(&mut all) {
            let Some(counter) = counter else { continue };
            let rule = counts.rule;
            if let Some(entry) = entry
                && rule != Rule::NoWindow
            {
                // Too far apart for two steps under every rule with a window.
                let level = entry != NEVER || rule == Rule::AnyOrder && !filling.is_empty();
                counts.add(customer, usize::from(level));
                continue;
            }
            if counter.walk.sees_all() && !taken_up {
                counter.gather_for(range.clone(), &mut every, true);
                taken_up = true;
            }
            let hits = if counter.walk.sees_all() { &every } else { &filling };
            counter.run(hits, |chain| counts.add(customer, chain.count()));
        }
    }
    all
}

impl RuleCounts {
    fn add(&mut self, customer: CustomerIdx, level: usize) {
        self.counts[..level].iter_mut().for_each(|count| *count += 1);
        let known = &mut self.level_of[customer as usize];
        *known = (*known).max(level as u8);
    }
}
