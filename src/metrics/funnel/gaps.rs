//! A limit between neighbouring steps besides the window: one chain for each depth is not enough then.

use std::collections::VecDeque;

use super::config::Rule;
use super::walk::{Hit, NONE, Walk};

/// Stands where a chain has no earlier hit.
const NOTHING: u32 = u32::MAX;

/// A chain that waits for its next step.
#[derive(Debug, Clone, Copy)]
struct Waiting {
    /// When its first step was.
    start: i64,
    /// When its last step was.
    last: i64,
    /// Its last node.
    node: u32,
}

/// The chains of one customer. Of two of one depth the one that started later has more of the window left, the one that ended later
/// more of the limit; a chain that is behind in both can do nothing that the other cannot, so it is dropped. The rest stand with
/// falling starts and rising ends.
#[derive(Debug, Default)]
pub(super) struct Gaps {
    waiting: Vec<VecDeque<Waiting>>,
    /// A hit, and the node before it.
    nodes: Vec<(u32, u32)>,
}

impl Gaps {
    fn clear(&mut self, n: usize) {
        self.waiting.resize(n, VecDeque::new());
        self.waiting.iter_mut().for_each(VecDeque::clear);
        self.nodes.clear();
    }

    /// The chain of this depth (counted from 0) with the most time left; those out of time go.
    fn front(&mut self, depth: usize, at: i64, window: i64, gap: i64) -> Option<Waiting> {
        let waiting = &mut self.waiting[depth];
        while waiting.front().is_some_and(|chain| at.saturating_sub(chain.last) > gap) {
            waiting.pop_front();
        }
        if waiting.front().is_some_and(|chain| at.saturating_sub(chain.start) > window) {
            // The others started even earlier.
            waiting.clear();
        }
        waiting.front().copied()
    }

    fn push(&mut self, depth: usize, chain: Waiting) {
        let waiting = &mut self.waiting[depth];
        while waiting.back().is_some_and(|other| other.start <= chain.start) {
            waiting.pop_back();
        }
        if waiting.back().is_none_or(|other| other.last < chain.last) {
            waiting.push_back(chain);
        }
    }

    fn chain(&self, mut node: u32, best: &mut Vec<u32>) {
        best.clear();
        while node != NOTHING {
            let (hit, before) = self.nodes[node as usize];
            best.push(hit);
            node = before;
        }
        best.reverse();
    }
}

impl Walk {
    /// The deepest chain in which each step is within the limit of the one before and all are within the window.
    pub(super) fn chains_within_gap(&mut self, hits: &[Hit]) {
        let Some(gap) = self.gap else { return };
        let mut gaps = std::mem::take(&mut self.gaps);
        gaps.clear(self.n);
        let mut entered = false;
        let mut start = 0;
        while start < hits.len() && self.best.len() < self.n {
            let end = self.end_of(hits, start);
            self.instant.read(hits, start, end);
            let (at, mut steps) = (hits[start].at, self.instant.union);
            if self.rule == Rule::FirstEntry && entered {
                steps &= !1;
            }
            entered |= steps & 1 == 1;
            // The deepest chains first, so that none is advanced twice.
            while steps != 0 {
                let step = 63 - steps.leading_zeros() as usize;
                steps &= !(1 << step);
                let before = match step {
                    0 => Some(Waiting { start: at, last: at, node: NOTHING }),
                    _ => gaps.front(step - 1, at, self.window, gap),
                };
                let Some(before) = before else { continue };
                let mut node = before.node;
                for depth in step..step + self.run_from(step) {
                    gaps.nodes.push((self.instant.taken[depth], node));
                    node = gaps.nodes.len() as u32 - 1;
                    gaps.push(depth, Waiting { start: before.start, last: at, node });
                }
            }
            self.remember_within_gap(&gaps, at);
            start = end;
        }
        self.gaps = gaps;
    }

    /// Notes the chain that is the first to be so deep.
    fn remember_within_gap(&mut self, gaps: &Gaps, at: i64) {
        let newest = |depth: usize| gaps.waiting[depth].back().filter(|chain| chain.last == at && at != NONE);
        if let Some(chain) = (self.best.len()..self.n).rev().find_map(newest) {
            gaps.chain(chain.node, &mut self.best);
        }
    }
}
