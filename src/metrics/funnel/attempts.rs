//! Exclusions: attempts that an unwanted event ends.

use std::collections::VecDeque;

use super::config::{ExclusionRule, Rule};
use super::walk::{Hit, Walk};

/// An attempt is an entry that takes each further step as early as it can. Of two attempts the earlier one is never less deep, so
/// the open attempts of one depth stand in the order of their entries, and a step moves all of a depth at once: each entry moves
/// at most once per step, however many are open.
pub(super) struct Attempts {
    rule: ExclusionRule,
    /// For each depth the hits that opened the attempts which stand there, the earliest first.
    open: Vec<VecDeque<u32>>,
    /// The greatest depth, counted from 1, of an attempt that no exclusion ended, and its entry.
    clean: (usize, u32),
    /// The greatest depth of any attempt before an exclusion ended it, and its entry.
    reached: (usize, u32),
    entered: bool,
}

impl Attempts {
    pub fn new(n: usize, rule: ExclusionRule) -> Self {
        Self { rule, open: vec![VecDeque::new(); n], clean: (0, 0), reached: (0, 0), entered: false }
    }

    /// Walks over the hits of a customer, of which some exclude, and leaves the counted chain in `walk.best`.
    pub fn run(&mut self, walk: &mut Walk, hits: &[Hit]) {
        if walk.rule == Rule::AnyOrder {
            return super::any_order::with_exclusions(walk, hits, self.rule);
        }
        self.open.iter_mut().for_each(VecDeque::clear);
        (self.clean, self.reached, self.entered) = ((0, 0), (0, 0), false);
        let mut start = 0;
        while start < hits.len() && self.open[walk.n - 1].is_empty() {
            let end = walk.end_of(hits, start);
            walk.instant.read(hits, start, end);
            self.instant(walk, hits, start, end);
            start = end;
        }
        for depth in 0..walk.n {
            self.settle(depth, depth + 1);
        }
        let (level, entry) = if self.rule == ExclusionRule::EndAttempt { self.reached } else { self.clean };
        if self.rule != ExclusionRule::EndAttempt {
            walk.run(hits);
            if level < walk.best.len() {
                let kept = if self.rule == ExclusionRule::KeepFirstStep { 1 } else { 0 };
                walk.best.truncate(kept);
                return;
            }
        }
        walk.best.clear();
        if level > 0 {
            walk.follow(hits, entry as usize, level);
        }
    }

    /// Moves the attempts of each depth on, the deepest first, or ends them.
    fn instant(&mut self, walk: &mut Walk, hits: &[Hit], start: usize, end: usize) {
        let at = hits[start].at;
        let kills = hits[start..end].iter().fold(0, |all, hit| all | hit.kills);
        let mut ended = 0u64;
        for depth in (0..walk.n - 1).rev() {
            while self.open[depth].front().is_some_and(|&entry| !walk.in_window(hits[entry as usize].at, at))
            {
                self.settle(depth, depth + 1);
                self.open[depth].pop_front();
            }
            if self.open[depth].is_empty() {
                continue;
            }
            let run = walk.run_from(depth + 1);
            if run > 0 {
                let mut moved = std::mem::take(&mut self.open[depth]);
                self.open[depth + run].extend(moved.drain(..));
                self.open[depth] = moved;
                self.reach(depth + run);
            } else if kills >> depth & 1 == 1 {
                self.open[depth].clear();
                ended |= 1 << depth;
            }
        }
        self.enter(walk, hits, start, end, ended);
    }

    /// Opens an attempt if the instant has an entry that did not just end another attempt.
    fn enter(&mut self, walk: &mut Walk, hits: &[Hit], start: usize, end: usize, ended: u64) {
        let free = |hit: &Hit| self.rule != ExclusionRule::EndAttempt || hit.kills & ended == 0;
        let entry = hits[start..end].iter().position(|hit| hit.steps & 1 == 1 && free(hit));
        let Some(entry) = entry else { return };
        if self.entered && walk.rule == Rule::FirstEntry {
            return;
        }
        self.entered = true;
        let run = walk.run_from(0);
        self.open[run - 1].push_back((start + entry) as u32);
        self.reach(run - 1);
    }

    /// An attempt of this depth is open: was any as deep?
    fn reach(&mut self, depth: usize) {
        if let (true, Some(&entry)) = (depth + 1 > self.reached.0, self.open[depth].back()) {
            self.reached = (depth + 1, entry);
        }
    }

    /// The earliest attempt of this depth ended by itself.
    fn settle(&mut self, depth: usize, level: usize) {
        if let (true, Some(&entry)) = (level > self.clean.0, self.open[depth].front()) {
            self.clean = (level, entry);
        }
    }
}
