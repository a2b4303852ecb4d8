//! Goes through the customers and counts: which events matter, how they are parted, what the walks give.

use std::borrow::Cow;
use std::ops::Range;

use crate::dictionary::{Code, NO_CODE};
use crate::error::Error;
use crate::facts::{CustomerIdx, Events};
use crate::message::message;
use crate::sort::Sort as _;

use super::attempts::Attempts;
use super::config::{FunnelConfig, Grain, Rule, Step, Ties};
use super::entries::Entries;
use super::kept::{Apart, NEVER, NOBODY};
use super::matcher::Matcher;
use super::walk::{Hit, Walk};

/// How many properties a chain can be held to: three and the session.
const MAX_SPLITS: usize = 4;

/// A funnel made ready: one may be asked for each customer in turn, or for all.
pub(super) struct Counter<'a> {
    events: &'a Events,
    pub steps: Matcher<'a>,
    exclusions: Option<Exclusions<'a>>,
    grain: Grain,
    /// Codes that must be the same throughout a chain, the session first.
    splits: Vec<Cow<'a, [Code]>>,
    by_session: bool,
    pub walk: Walk,
    attempts: Attempts,
    entries: Entries,
    hits: Vec<Hit>,
    parts: Vec<([Code; MAX_SPLITS], Hit)>,
    /// For each event name its place in the alphabet, where it matters which event took a step.
    ranks: Option<Vec<u32>>,
    best: Vec<Hit>,
    /// What is known of the steps already.
    pub apart: Option<&'a Apart>,
}

/// Which events exclude, and between which steps.
struct Exclusions<'a> {
    matcher: Matcher<'a>,
    /// For each exclusion the steps that must be the last done, bit by bit.
    last_done: Vec<u64>,
}

impl<'a> Counter<'a> {
    /// # Errors
    /// As [`funnel`](super::funnel).
    pub fn new(events: &'a Events, config: &FunnelConfig) -> Result<Self, Error> {
        config.check()?;
        if events.is_empty() {
            return Err(Error::missing(message!(
                "A funnel needs events: load a file with a customer, a time and an event name."
            )));
        }
        let n = config.steps.len();
        let mut walk = Walk::new(n, config.rule, config.ties, config.window());
        walk.gap = config.gap();
        Ok(Self {
            events,
            steps: Matcher::new(events, &config.steps)?,
            exclusions: Exclusions::new(events, config)?,
            grain: config.grain.clone(),
            splits: super::sessions::splits(events, config)?,
            by_session: config.by_session(),
            walk,
            attempts: Attempts::new(n, config.exclusion_rule),
            entries: Entries::default(),
            hits: Vec::new(),
            parts: Vec::new(),
            ranks: None,
            best: Vec::new(),
            apart: None,
        })
    }

    /// From now on events of one instant stand by name and then by their properties, so that the order of rows does not decide which
    /// of them took a step.
    pub fn by_content(mut self) -> Self {
        let names: Vec<&str> = self.events.vocabulary().iter().collect();
        let mut order: Vec<u32> = (0..names.len() as u32).collect();
        order.order_by_key(|&code| names[code as usize]);
        let mut ranks = vec![0; names.len()];
        order.iter().enumerate().for_each(|(rank, &code)| ranks[code as usize] = rank as u32);
        self.ranks = Some(ranks);
        self
    }

    /// Sorts events of one instant by content.
    fn sort_ties(&self, ranks: &[u32], hits: &mut [Hit]) {
        let rank = |hit: &Hit| ranks[self.events.name()[hit.place as usize] as usize];
        let values = |hit: &Hit| {
            let place = hit.place as usize;
            self.events.properties().iter().map(move |property| property.values.get(property.codes[place]))
        };
        for tied in hits.chunk_by_mut(|a, b| a.at == b.at).filter(|tied| tied.len() > 1) {
            tied.order_by(|a, b| rank(a).cmp(&rank(b)).then_with(|| values(a).cmp(values(b))));
        }
    }

    /// Counts every customer who has events that matter. `each` gets the customer, and for each unit of the grain the events of
    /// its chain in their order; an empty chain for a unit that never entered.
    pub fn all(&mut self, mut each: impl FnMut(CustomerIdx, &mut dyn Iterator<Item = Hit>)) {
        let events = self.events;
        let apart = self.apart.filter(|_| self.is_plain() && self.walk.rule != Rule::AnyOrder);
        for (customer, range) in events.groups().iter() {
            match apart.and_then(|apart| apart.alone(customer, self.walk.window)) {
                None => self.one(range, |chain| each(customer, chain)),
                Some(NOBODY | NEVER) => {}
                Some(place) => {
                    let at = events.moment()[place as usize].0;
                    each(customer, &mut std::iter::once(Hit { at, steps: 1, kills: 0, place }));
                }
            }
        }
    }

    /// Is each customer one unit, whose events nothing parts or ends, under a rule with a window, in the order of rows?
    pub fn is_plain(&self) -> bool {
        self.exclusions.is_none()
            && self.splits.is_empty()
            && self.grain == Grain::Customers
            && self.walk.rule != Rule::NoWindow
            && self.ranks.is_none()
    }

    /// The same for the events of one customer.
    pub fn one(&mut self, range: Range<usize>, each: impl FnMut(&mut dyn Iterator<Item = Hit>)) {
        let mut hits = std::mem::take(&mut self.hits);
        self.gather(range, &mut hits);
        self.run(&hits, each);
        self.hits = hits;
    }

    /// The same for events that were taken up, or some of them.
    pub fn run(&mut self, hits: &[Hit], mut each: impl FnMut(&mut dyn Iterator<Item = Hit>)) {
        if self.splits.is_empty() {
            self.unit(hits, &mut each);
        } else {
            self.each_part(hits, each);
        }
    }

    /// Takes up the events that matter under the rule.
    pub fn gather(&self, range: Range<usize>, hits: &mut Vec<Hit>) {
        self.gather_for(range, hits, self.walk.sees_all());
    }

    /// Takes up the events that fill a step or exclude, or all.
    pub fn gather_for(&self, range: Range<usize>, hits: &mut Vec<Hit>, sees_all: bool) {
        hits.clear();
        for place in range {
            let steps = self.steps.patterns(place);
            let kills = self.exclusions.as_ref().map_or(0, |exclusions| exclusions.kills(place));
            if steps | kills != 0 || sees_all {
                hits.push(Hit { at: self.events.moment()[place].0, steps, kills, place: place as u32 });
            }
        }
        if let Some(ranks) = self.ranks.as_ref().filter(|_| self.walk.ties == Ties::StepOrder) {
            self.sort_ties(ranks, hits);
        }
    }

    /// Is it plain that no event of these goes with another: one chain of one event, or none? Where it cannot be told so soon, it is
    /// not.
    pub fn far(&mut self, hits: &[Hit]) -> bool {
        self.exclusions.is_none()
            && self.splits.is_empty()
            && self.grain != Grain::Entries
            && self.walk.far(hits)
    }

    /// Counts one run of events: a customer, a session, or those that share the values held constant.
    fn unit(&mut self, hits: &[Hit], each: &mut impl FnMut(&mut dyn Iterator<Item = Hit>)) {
        if hits.is_empty() {
            return;
        }
        if self.grain == Grain::Entries {
            self.entries
                .run(&self.walk, hits, |chain| each(&mut chain.iter().map(|&hit| hits[hit as usize])));
            return;
        }
        if self.exclusions.is_some() && hits.iter().any(|hit| hit.kills != 0) {
            self.attempts.run(&mut self.walk, hits);
        } else if !self.walk.far(hits) {
            self.walk.run(hits);
        }
        each(&mut self.walk.best.iter().map(|&hit| hits[hit as usize]));
    }

    /// Parts the events by session and by the values held constant. Each session is a unit; of the values held constant the one
    /// with the deepest chain counts, of equal ones the chain that ends first.
    fn each_part(&mut self, all: &[Hit], mut each: impl FnMut(&mut dyn Iterator<Item = Hit>)) {
        let mut parts = std::mem::take(&mut self.parts);
        parts.clear();
        for hit in all {
            let mut key = [0; MAX_SPLITS];
            for (slot, codes) in key.iter_mut().zip(&self.splits) {
                *slot = codes[hit.place as usize];
            }
            if !key.contains(&NO_CODE) {
                parts.push((key, *hit));
            }
        }
        parts.order_by_key(|part| part.0);
        let alone = !self.by_session;
        let mut hits = Vec::new();
        for session in parts.chunk_by(|a, b| alone || a.0[0] == b.0[0]) {
            let mut best = std::mem::take(&mut self.best);
            best.clear();
            for part in session.chunk_by(|a, b| a.0 == b.0) {
                hits.clear();
                hits.extend(part.iter().map(|part| part.1));
                if self.grain == Grain::Entries {
                    self.unit(&hits, &mut each);
                    continue;
                }
                self.unit(&hits, &mut |chain: &mut dyn Iterator<Item = Hit>| keep_better(&mut best, chain));
            }
            if self.grain != Grain::Entries {
                each(&mut best.iter().copied());
            }
            self.best = best;
        }
        self.parts = parts;
    }
}

/// Keeps the deeper chain, of equal ones the one that ends first, of these the one that starts last.
fn keep_better(best: &mut Vec<Hit>, chain: &mut dyn Iterator<Item = Hit>) {
    let chain: Vec<Hit> = chain.collect();
    let rank = |chain: &[Hit]| {
        let (first, last) = (chain.first().map_or(0, |hit| hit.at), chain.last().map_or(0, |hit| hit.at));
        (chain.len(), std::cmp::Reverse(last), first)
    };
    if rank(&chain) > rank(best) {
        *best = chain;
    }
}

impl<'a> Exclusions<'a> {
    fn new(events: &'a Events, config: &FunnelConfig) -> Result<Option<Self>, Error> {
        if config.exclusions.is_empty() {
            return Ok(None);
        }
        let patterns: Vec<Step> =
            config.exclusions.iter().map(|exclusion| exclusion.events.clone()).collect();
        let last_done =
            config.exclusions.iter().map(|e| (e.from_step - 1..e.to_step - 1).map(|step| 1u64 << step).sum());
        Ok(Some(Self { matcher: Matcher::new(events, &patterns)?, last_done: last_done.collect() }))
    }

    fn kills(&self, place: usize) -> u64 {
        let (mut patterns, mut kills) = (self.matcher.patterns(place), 0);
        while patterns != 0 {
            kills |= self.last_done[patterns.trailing_zeros() as usize];
            patterns &= patterns - 1;
        }
        kills
    }
}
