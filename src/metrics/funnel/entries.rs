//! Counted by entries: each first step opens an attempt of its own.

use super::config::{Rule, Ties};
use super::walk::{Hit, Walk};
use crate::sort::Sort as _;

/// One attempt and the hits that it took.
struct Entry {
    chain: Vec<u32>,
    open: bool,
}

/// The attempts of one customer.
#[derive(Default)]
pub(super) struct Entries {
    all: Vec<Entry>,
    /// For each depth the open attempts that stand there, the earliest entry first.
    waiting: Vec<Vec<u32>>,
    order: Vec<u32>,
}

impl Entries {
    /// Walks over the hits of a customer and hands over the chain of each attempt, in the order of entry.
    ///
    /// Each event serves once: the deepest step that an open attempt waits for, and of the attempts that wait the latest; otherwise
    /// it may end attempts as an exclusion, or else open one.
    pub fn run(&mut self, walk: &Walk, hits: &[Hit], mut each: impl FnMut(&[u32])) {
        self.all.clear();
        self.waiting.resize(walk.n, Vec::new());
        self.waiting.iter_mut().for_each(Vec::clear);
        self.order.clear();
        self.order.extend(0..hits.len() as u32);
        if walk.ties == Ties::StepOrder {
            // At one instant in the order of the steps: by the first step that an event can fill.
            self.order.order_by_key(|&hit| {
                let hit = &hits[hit as usize];
                (hit.at, hit.steps.trailing_zeros(), hit.steps, hit.kills)
            });
        }
        for i in 0..self.order.len() {
            let hit = self.order[i];
            let _served =
                self.advance(walk, hits, hit) || self.end(walk, hits, hit) || self.enter(walk, hits, hit);
        }
        self.all.iter().for_each(|entry| each(&entry.chain));
    }

    fn advance(&mut self, walk: &Walk, hits: &[Hit], hit: u32) -> bool {
        let now = &hits[hit as usize];
        for step in (1..walk.n).rev().filter(|step| now.steps >> step & 1 == 1) {
            let entries = &self.all;
            let strict = walk.rule == Rule::StrictIncrease;
            let waits = |&entry: &u32| !strict || entries[entry as usize].last(hits) < now.at;
            let Some(place) = self.waiting[step - 1].iter().rposition(waits) else { continue };
            let entry = self.waiting[step - 1][place];
            if !walk.in_window(entries[entry as usize].first(hits), now.at) {
                // All earlier ones ran out of time too.
                self.waiting[step - 1].drain(..=place);
                continue;
            }
            self.waiting[step - 1].remove(place);
            let place = self.waiting[step].partition_point(|&other| other < entry);
            self.waiting[step].insert(place, entry);
            self.all[entry as usize].chain.push(hit);
            return true;
        }
        false
    }

    /// Ends the attempts that the event excludes; did it end any?
    fn end(&mut self, walk: &Walk, hits: &[Hit], hit: u32) -> bool {
        let now = &hits[hit as usize];
        let mut ended = false;
        for depth in (0..walk.n - 1).filter(|depth| now.kills >> depth & 1 == 1) {
            let all = &mut self.all;
            self.waiting[depth].retain(|&entry| {
                let entry = &mut all[entry as usize];
                let spared = entry.last(hits) == now.at || !walk.in_window(entry.first(hits), now.at);
                entry.open &= spared;
                ended |= !spared;
                spared
            });
        }
        ended
    }

    fn enter(&mut self, walk: &Walk, hits: &[Hit], hit: u32) -> bool {
        let now = &hits[hit as usize];
        let busy = |entry: &Entry| {
            entry.open && entry.chain.len() < walk.n && walk.in_window(entry.first(hits), now.at)
        };
        if now.steps & 1 == 0 || (walk.rule == Rule::FirstEntry && self.all.last().is_some_and(busy)) {
            return false;
        }
        self.waiting[0].push(self.all.len() as u32);
        self.all.push(Entry { chain: vec![hit], open: true });
        true
    }
}

impl Entry {
    fn first(&self, hits: &[Hit]) -> i64 {
        self.chain.first().map_or(0, |&hit| hits[hit as usize].at)
    }

    fn last(&self, hits: &[Hit]) -> i64 {
        self.chain.last().map_or(0, |&hit| hits[hit as usize].at)
    }
}
