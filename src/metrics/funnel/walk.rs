//! One customer's walk through the steps, under each rule. One pass over the events, no room asked for.

use super::any_order::Kind;
use super::config::{Rule, Ties};
use super::gaps::Gaps;
use super::instant::Instant;

/// An event that matters to the funnel.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hit {
    /// Milliseconds, as in [`Moment`](crate::moment::Moment).
    pub at: i64,
    /// The steps that it can fill.
    pub steps: u64,
    /// The steps that must be the last done for this event to end an attempt: what exclusions say.
    pub kills: u64,
    /// Where it stands in the events.
    pub place: u32,
}

/// Stands where there is no chain.
pub(super) const NONE: i64 = i64::MIN;

/// The state of a walk, kept between customers.
pub(super) struct Walk {
    pub(super) rule: Rule,
    pub(super) ties: Ties,
    pub(super) window: i64,
    /// The most milliseconds between neighbouring steps.
    pub(super) gap: Option<i64>,
    /// Chains under such a limit.
    pub(super) gaps: Gaps,
    pub(super) n: usize,
    pub(super) instant: Instant,
    /// For each depth the chain that serves best from here on, told by one moment: the start, where the window
    /// runs from the first step (the latest start has most time left), or the last step, where it restarts.
    pub(super) anchors: Vec<i64>,
    /// The hits of that chain: row `k` of `n` holds `k + 1` of them.
    pub(super) rows: Vec<u32>,
    pub(super) next_anchors: Vec<i64>,
    pub(super) next_rows: Vec<u32>,
    pub(super) kinds: Vec<Kind>,
    /// The hits of the first chain to reach the greatest depth.
    pub best: Vec<u32>,
}

impl Walk {
    /// For a funnel of `n` steps; `window` in milliseconds.
    pub fn new(n: usize, rule: Rule, ties: Ties, window: Option<i64>) -> Self {
        Self {
            rule,
            ties,
            window: window.unwrap_or(i64::MAX),
            gap: None,
            gaps: Gaps::default(),
            n,
            instant: Instant::new(n),
            anchors: vec![NONE; n],
            rows: vec![0; n * n],
            next_anchors: vec![NONE; n],
            next_rows: vec![0; n * n],
            kinds: Vec::new(),
            best: Vec::with_capacity(n),
        }
    }

    /// Does the rule look at events that fill no step?
    pub fn sees_all(&self) -> bool {
        self.rule == Rule::Neighbours
    }

    /// Walks over the hits of one customer, sorted by time. `best` then holds the hits of the counted chain in the
    /// order of the steps; its length is the level.
    pub fn run(&mut self, hits: &[Hit]) {
        self.best.clear();
        match self.rule {
            Rule::BestChain | Rule::FirstEntry | Rule::NoWindow | Rule::StrictIncrease
                if self.gap.is_some() =>
            {
                self.chains_within_gap(hits);
            }
            Rule::BestChain | Rule::WindowRestarts | Rule::StrictIncrease => self.chains(hits),
            Rule::FirstEntry | Rule::NoWindow => self.first_entry(hits),
            Rule::Neighbours => self.neighbours(hits),
            Rule::AnyOrder => self.any_order(hits),
        }
    }

    /// Where the instant that starts at `start` ends.
    #[inline(always)]
    pub(super) fn end_of(&self, hits: &[Hit], start: usize) -> usize {
        let mut end = start + 1;
        if self.ties == Ties::StepOrder || self.rule == Rule::StrictIncrease {
            while end < hits.len() && hits[end].at == hits[start].at {
                end += 1;
            }
        }
        end
    }

    #[inline(always)]
    pub(super) fn in_window(&self, from: i64, at: i64) -> bool {
        at.saturating_sub(from) <= self.window
    }

    /// All entries at once: for each depth only the best chain is kept, which is enough, because of two chains of
    /// one depth the one with more time left can do whatever the other can.
    fn chains(&mut self, hits: &[Hit]) {
        self.anchors.fill(NONE);
        let mut start = 0;
        while start < hits.len() && self.best.len() < self.n {
            if let Some(step) = self.lone(hits, start) {
                self.take(step, start as u32, hits[start].at);
                start += 1;
                continue;
            }
            let end = self.end_of(hits, start);
            self.instant.read(hits, start, end);
            self.advance(hits[start].at);
            start = end;
        }
    }

    /// The step of an event that stands alone at its instant and fills just one: the usual case, which has a short way.
    #[inline(always)]
    pub(super) fn lone(&self, hits: &[Hit], start: usize) -> Option<usize> {
        let hit = &hits[start];
        let tied = hits.get(start + 1).is_some_and(|next| next.at == hit.at);
        // In the order of rows, events of one instant are left to the long way.
        (!tied && hit.steps.is_power_of_two() && (start == 0 || hits[start - 1].at != hit.at))
            .then(|| hit.steps.trailing_zeros() as usize)
    }

    /// What [`Walk::advance`] does, for one event that fills one step.
    #[inline(always)]
    fn take(&mut self, step: usize, hit: u32, at: i64) {
        let anchor = if step == 0 { at } else { self.anchors[step - 1] };
        if anchor == NONE || !self.in_window(anchor, at) {
            return;
        }
        let anchor = if self.rule == Rule::WindowRestarts { at } else { anchor };
        self.instant.taken[step] = hit;
        self.extend(step, step, anchor);
        if step >= self.best.len() {
            self.remember();
        }
    }

    /// Lets the instant fill steps, the deepest chains first, so that none is advanced twice.
    fn advance(&mut self, at: i64) {
        let mut steps = self.instant.union;
        while steps != 0 {
            let step = 63 - steps.leading_zeros() as usize;
            steps &= !(1 << step);
            let anchor = if step == 0 { at } else { self.anchors[step - 1] };
            if anchor == NONE || !self.in_window(anchor, at) {
                continue;
            }
            let run = self.run_from(step);
            let anchor = if self.rule == Rule::WindowRestarts { at } else { anchor };
            for depth in step..step + run {
                self.extend(step, depth, anchor);
            }
        }
        self.remember();
    }

    /// The smallest window in which the best chain reaches each depth; stays `None` where no chain does.
    pub(super) fn needs(&mut self, hits: &[Hit], needs: &mut [Option<i64>]) {
        self.anchors.fill(NONE);
        let mut start = 0;
        while start < hits.len() {
            if let Some(step) = self.lone(hits, start) {
                let at = hits[start].at;
                let anchor = if step == 0 { at } else { self.anchors[step - 1] };
                if anchor != NONE {
                    needs[step] = Some(needs[step].map_or(at - anchor, |known| known.min(at - anchor)));
                    self.anchors[step] = self.anchors[step].max(anchor);
                }
                start += 1;
                continue;
            }
            let end = self.end_of(hits, start);
            self.instant.read(hits, start, end);
            let at = hits[start].at;
            for step in (0..self.n).rev().filter(|step| hits[start].steps >> step & 1 == 1 || end > start + 1)
            {
                let anchor = if step == 0 { at } else { self.anchors[step - 1] };
                if anchor == NONE {
                    continue;
                }
                let run = self.instant.run(step);
                for depth in step..step + run {
                    let need = at - anchor;
                    needs[depth] = Some(needs[depth].map_or(need, |known| known.min(need)));
                    self.anchors[depth] = self.anchors[depth].max(anchor);
                }
            }
            start = end;
        }
    }

    /// Keeps the chain that had `step` steps and was taken to `depth` (counted from 0) if it serves better.
    #[inline(always)]
    fn extend(&mut self, step: usize, depth: usize, anchor: i64) {
        if anchor <= self.anchors[depth] {
            return;
        }
        self.anchors[depth] = anchor;
        let row = depth * self.n;
        if step > 0 {
            let from = (step - 1) * self.n;
            self.rows.copy_within(from..from + step, row);
        }
        for k in step..=depth {
            self.rows[row + k] = self.instant.taken[k];
        }
    }

    /// Notes the chain that is the first to be so deep.
    #[inline]
    fn remember(&mut self) {
        let known = self.best.len();
        let Some(depth) = (known..self.n).rev().find(|&depth| self.anchors[depth] != NONE) else { return };
        let row = depth * self.n;
        self.best.clear();
        self.best.extend_from_slice(&self.rows[row..=row + depth]);
    }

    /// Only the first entry: from there each step at its earliest place.
    fn first_entry(&mut self, hits: &[Hit]) {
        if let Some(start) = hits.iter().position(|hit| hit.steps & 1 == 1) {
            self.follow(hits, start, self.n);
        }
    }

    /// The chain of the attempt that starts with a hit or at its instant, up to `level` steps, into `best`.
    pub(super) fn follow(&mut self, hits: &[Hit], mut start: usize, level: usize) {
        self.best.clear();
        let entry = hits[start].at;
        if self.ties == Ties::StepOrder {
            while start > 0 && hits[start - 1].at == entry {
                start -= 1;
            }
        }
        while start < hits.len() && self.best.len() < level && self.in_window(entry, hits[start].at) {
            if let Some(step) = self.lone(hits, start) {
                if step == self.best.len() {
                    self.best.push(start as u32);
                }
                start += 1;
                continue;
            }
            let end = self.end_of(hits, start);
            self.instant.read(hits, start, end);
            let from = self.best.len();
            let run = self.run_from(from).min(level - from);
            self.best.extend_from_slice(&self.instant.taken[from..from + run]);
            start = end;
        }
    }

    /// How many steps from this one on the instant fills under the rule.
    #[inline]
    pub(super) fn run_from(&mut self, step: usize) -> usize {
        if self.rule != Rule::StrictIncrease {
            return self.instant.run(step);
        }
        let fills = self.instant.union >> step & 1 == 1;
        if fills {
            self.instant.taken[step] = self.instant.first(step);
        }
        usize::from(fills)
    }
}
