//! The same funnel for each value of a property: which value does a customer count under?
//!
//! # Question
//! Does conversion differ by channel, by product, by country?
//! # Input
//! Events, a funnel, the property or attribute, and the attribution that says which of several values counts.
//! # Result
//! A [`Breakdown`]: counts, conversion, and each group held against all others with an interval and a corrected
//! probability.
//! # Edge cases
//! The blank is a group. Under attribution to a step or to all steps a customer may stand in several groups, so
//! these do not add up to the whole.
//! # Source
//! Differences by Newcombe (1998) and the pooled z test; many groups by Holm (1979).
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
//! use clientele::metrics::funnel::{Attribution, BreakdownConfig, FunnelConfig, breakdown};
//! let by = BreakdownConfig { property: "page".into(), attribution: Attribution::First, max_groups: 5 };
//! assert!(breakdown(&facts, &FunnelConfig::of(&["view", "buy"]), &by).unwrap_err().is_missing());
//! ```

use std::collections::BTreeMap;

use crate::dictionary::{Code, Dictionary, NO_CODE};
use crate::error::Error;
use crate::facts::{CustomerIdx, Facts};
use crate::message::{Arg, Message, message};
use crate::metrics::interval::{Interval, holm, newcombe, same_share, wilson};
use crate::sort::Sort as _;

use super::config::FunnelConfig;
use super::count::Counter;
use super::walk::Hit;

/// What to part a funnel by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BreakdownConfig {
    /// Name of a property of events, or of an attribute of customers under [`Attribution::Customer`].
    pub property: String,
    /// Which of a customer's values counts.
    pub attribution: Attribution,
    /// Values shown by themselves, those with most entrants first; the rest stand together. 0 counts as 1.
    pub max_groups: usize,
}

/// Which of a customer's values counts, where events of one customer have several.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Attribution {
    /// The first that is known among the events that fill a step: each customer in one group.
    First,
    /// The last that is known: each customer in one group.
    Last,
    /// Each value at this step, counted from 1: a customer enters once for each. Who never did the step stands under the blank.
    Step(usize),
    /// Every step must have the value: one funnel a value.
    AllSteps,
    /// An attribute of the customer, not of the events.
    Customer,
}

/// A funnel parted by value.
#[derive(Debug, Clone, PartialEq)]
pub struct Breakdown {
    /// How customers were attributed, in words.
    pub rule: Message,
    /// The groups, those with most entrants first, equal ones by value; the rest last.
    pub groups: Vec<Group>,
}

/// The funnel of one value.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// Which values.
    pub value: GroupValue,
    /// Customers (or entries, or sessions) who reached each step.
    pub counts: Vec<usize>,
    /// Of the entrants, those who took the last step, 0 to 1; `None` if nobody entered.
    pub conversion: Option<f64>,
    /// Around `conversion`.
    pub interval: Option<Interval>,
    /// `conversion` less that of all other groups together; `None` if there is no entrant here or there.
    pub difference: Option<f64>,
    /// Around `difference`.
    pub difference_interval: Option<Interval>,
    /// Two-sided probability of such a difference by chance, corrected for the number of groups (Holm).
    pub p: Option<f64>,
}

/// Which values a group stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GroupValue {
    /// One text. Hostile.
    Value(String),
    /// The cell is blank, or the event never happened.
    Blank,
    /// All others: how many values.
    Rest(usize),
}

/// Counts the funnel for each value.
///
/// # Errors
/// As [`funnel`](super::funnel); the property or attribute is not there; the step to attribute by is not one of the funnel.
#[inline(never)]
pub fn breakdown(facts: &Facts, config: &FunnelConfig, by: &BreakdownConfig) -> Result<Breakdown, Error> {
    config.closed()?;
    let config = &config.required()?;
    let mut counter = Counter::new(&facts.events, config)?;
    if let Attribution::Step(step) = by.attribution
        && (step == 0 || step > config.steps.len())
    {
        return Err(Error::config(message!(
            "There is no step {}: choose one from 1 to {}.",
            step,
            config.steps.len()
        )));
    }
    let source = Source::new(facts, by)?;
    // For each value its counts by level; the blank stands behind all values.
    let n = config.steps.len();
    let n_values = source.values.len();
    let mut tallies = vec![0; (n_values + 1) * n];
    let (mut hits, mut part, mut codes) = (Vec::new(), Vec::new(), Vec::new());
    for (customer, range) in facts.events.groups().iter() {
        counter.gather(range, &mut hits);
        source.codes(customer, &hits, &mut codes);
        for &code in &codes {
            let row = n * (code as usize).min(n_values);
            let mut add = |chain: &mut dyn Iterator<Item = Hit>| {
                let level = chain.count();
                if level > 0 {
                    tallies[row + level - 1] += 1;
                }
            };
            if source.keeps_all() {
                counter.run(&hits, &mut add);
            } else {
                source.keep(code, &hits, &mut part);
                counter.run(&part, &mut add);
            }
        }
    }
    let mut by_value = BTreeMap::new();
    for (code, counts) in tallies.chunks(n).enumerate().filter(|(_, counts)| counts.iter().any(|&n| n > 0)) {
        let code = if code == n_values { NO_CODE } else { code as Code };
        by_value.insert(code, counts.to_vec());
    }
    Ok(Breakdown { rule: by.in_words(), groups: groups(by_value, source.values, by.max_groups.max(1)) })
}

/// Where the values come from.
struct Source<'a> {
    codes: &'a [Code],
    values: &'a Dictionary,
    attribution: Attribution,
}

impl<'a> Source<'a> {
    fn new(facts: &'a Facts, by: &BreakdownConfig) -> Result<Self, Error> {
        let (codes, values) = if by.attribution == Attribution::Customer {
            let attribute = facts.customers.attributes.iter().find(|attribute| attribute.name == by.property);
            let attribute = attribute.ok_or_else(|| {
                Error::missing(message!(
                    "No loaded customers have an attribute called {}.",
                    Arg::name(&by.property)
                ))
            })?;
            (&attribute.codes, &attribute.values)
        } else {
            let property = facts.events.need(&by.property)?;
            (&property.codes, &property.values)
        };
        Ok(Self { codes, values, attribution: by.attribution })
    }

    fn code(&self, hit: &Hit) -> Code {
        self.codes[hit.place as usize]
    }

    /// The values under which the customer is counted.
    fn codes(&self, customer: CustomerIdx, hits: &[Hit], codes: &mut Vec<Code>) {
        codes.clear();
        let one = match self.attribution {
            Attribution::Customer => self.codes.get(customer as usize).copied().unwrap_or(NO_CODE),
            Attribution::First => self.nearest(hits.iter()),
            Attribution::Last => self.nearest(hits.iter().rev()),
            Attribution::Step(step) => {
                self.distinct(hits, 1 << (step - 1), codes);
                if codes.is_empty() { NO_CODE } else { return }
            }
            Attribution::AllSteps => return self.distinct(hits, u64::MAX, codes),
        };
        codes.push(one);
    }

    /// The known value of the first of these that fills a step. At one instant the smaller text counts, so that the order of rows
    /// does not.
    fn nearest<'h>(&self, hits: impl Iterator<Item = &'h Hit>) -> Code {
        let mut found: Option<(i64, Code)> = None;
        for hit in hits.filter(|hit| hit.steps != 0) {
            let code = self.code(hit);
            match found {
                Some((at, _)) if at != hit.at => break,
                _ if code == NO_CODE => {}
                Some((_, known)) if self.values.get(known) <= self.values.get(code) => {}
                _ => found = Some((hit.at, code)),
            }
        }
        found.map_or(NO_CODE, |found| found.1)
    }

    /// The values of the events that fill one of these steps, each once.
    fn distinct(&self, hits: &[Hit], steps: u64, codes: &mut Vec<Code>) {
        codes.extend(hits.iter().filter(|hit| hit.steps & steps != 0).map(|hit| self.code(hit)));
        codes.order();
        codes.dedup();
    }

    /// Do all events of a customer count under every value?
    fn keeps_all(&self) -> bool {
        !matches!(self.attribution, Attribution::Step(_) | Attribution::AllSteps)
    }

    /// The events that count under a value.
    fn keep(&self, code: Code, hits: &[Hit], part: &mut Vec<Hit>) {
        part.clear();
        match self.attribution {
            Attribution::Step(step) => part.extend(hits.iter().map(|hit| {
                let same = self.code(hit) == code;
                Hit { steps: if same { hit.steps } else { hit.steps & !(1 << (step - 1)) }, ..*hit }
            })),
            Attribution::AllSteps => part.extend(hits.iter().filter(|hit| self.code(hit) == code)),
            _ => part.extend_from_slice(hits),
        }
    }
}

/// Tallies by level become counts by step, sorted, the rest together, each held against all others.
fn groups(tallies: BTreeMap<Code, Vec<usize>>, values: &Dictionary, max_groups: usize) -> Vec<Group> {
    let mut all: Vec<(GroupValue, &str, Vec<usize>)> = Vec::new();
    for (code, mut counts) in tallies {
        for step in (1..counts.len()).rev() {
            counts[step - 1] += counts[step];
        }
        let value =
            if code == NO_CODE { GroupValue::Blank } else { GroupValue::Value(values.get(code).to_string()) };
        all.push((value, if code == NO_CODE { "" } else { values.get(code) }, counts));
    }
    all.order_by(|a, b| b.2[0].cmp(&a.2[0]).then_with(|| a.1.cmp(b.1)));
    let mut shown: Vec<(GroupValue, Vec<usize>)> = Vec::new();
    for (i, (value, _, counts)) in all.into_iter().enumerate() {
        match shown.last_mut() {
            Some((GroupValue::Rest(n), rest)) => {
                *n += 1;
                rest.iter_mut().zip(&counts).for_each(|(sum, count)| *sum += count);
            }
            _ if i >= max_groups => shown.push((GroupValue::Rest(1), counts)),
            _ => shown.push((value, counts)),
        }
    }
    compare(shown)
}

/// Holds each group against all others together.
fn compare(shown: Vec<(GroupValue, Vec<usize>)>) -> Vec<Group> {
    let ends = |counts: &[usize]| (counts[counts.len() - 1], counts[0]);
    let (converted, entered) = shown
        .iter()
        .map(|(_, counts)| ends(counts))
        .fold((0, 0), |sum, ends| (sum.0 + ends.0, sum.1 + ends.1));
    let others = |own: (usize, usize)| (converted - own.0, entered - own.1);
    let share = |(part, whole): (usize, usize)| (whole > 0).then(|| part as f64 / whole as f64);
    let tests: Vec<Option<f64>> =
        shown.iter().map(|(_, counts)| same_share(ends(counts), others(ends(counts)))).collect();
    let group = |((value, counts), p): ((GroupValue, Vec<usize>), Option<f64>)| {
        let own = ends(&counts);
        Group {
            value,
            conversion: share(own),
            interval: wilson(own.0, own.1),
            difference: share(own).zip(share(others(own))).map(|(a, b)| a - b),
            difference_interval: newcombe(own, others(own)),
            p,
            counts,
        }
    };
    shown.into_iter().zip(holm(&tests)).map(group).collect()
}

impl BreakdownConfig {
    fn in_words(&self) -> Message {
        let name = Arg::name(&self.property);
        match self.attribution {
            Attribution::First => {
                message!("Each customer under the first known {} of the events that fill a step.", name)
            }
            Attribution::Last => {
                message!("Each customer under the last known {} of the events that fill a step.", name)
            }
            Attribution::Step(step) => message!("Each customer once for every {} at step {}.", name, step),
            Attribution::AllSteps => message!("One funnel for each {}, which all steps must have.", name),
            Attribution::Customer => message!("Each customer under the attribute {}.", name),
        }
    }
}
