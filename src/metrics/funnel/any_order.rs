//! Steps in any order: how many different ones within a window?

use super::config::{ExclusionRule, Ties};
use super::walk::{Hit, Walk};
use crate::sort::Sort as _;

/// The latest events of one kind: those that can fill the same steps.
#[derive(Default)]
pub(super) struct Kind {
    steps: u64,
    /// Hits, oldest first, as many as there are steps of the kind: more could fill nothing.
    recent: Vec<u32>,
}

impl Walk {
    /// At each event, the latest event of each kind that is still in the window: as many different steps as they can
    /// fill, each event once. The chain kept is the first of the greatest size, in order of time.
    pub(super) fn any_order(&mut self, hits: &[Hit]) {
        for kind in &mut self.kinds {
            kind.recent.clear();
        }
        for (i, hit) in hits.iter().enumerate() {
            self.note(hit.steps, i as u32);
            let more = hits.get(i + 1).is_some_and(|next| next.at == hit.at);
            if (more && self.ties == Ties::StepOrder) || self.at_most(hits, hit.at) <= self.best.len() {
                continue;
            }
            self.instant.candidates.clear();
            for kind in &self.kinds {
                for &recent in kind.recent.iter().rev() {
                    if hit.at.saturating_sub(hits[recent as usize].at) <= self.window {
                        self.instant.candidates.push((kind.steps, recent));
                    }
                }
            }
            if self.instant.candidates.len() > self.best.len() {
                // The latest first, so that the chain is short; of one instant by what they can fill, not by row.
                let key =
                    |&(steps, recent): &(u64, u32)| (std::cmp::Reverse(hits[recent as usize].at), steps);
                self.instant.candidates.order_by_key(key);
                self.instant.fill_most(&mut self.best);
            }
            if self.best.len() == self.n {
                return;
            }
        }
    }

    /// No more steps than this can be filled by what is in the window now.
    fn at_most(&self, hits: &[Hit], at: i64) -> usize {
        let inside = |kind: &&Kind| {
            kind.recent
                .last()
                .is_some_and(|&recent| at.saturating_sub(hits[recent as usize].at) <= self.window)
        };
        let union = self.kinds.iter().filter(inside).fold(0u64, |all, kind| all | kind.steps);
        union.count_ones() as usize
    }

    fn note(&mut self, steps: u64, hit: u32) {
        if steps == 0 {
            return;
        }
        let place = match self.kinds.iter().position(|kind| kind.steps == steps) {
            Some(place) => place,
            None => {
                self.kinds.push(Kind { steps, recent: Vec::new() });
                self.kinds.len() - 1
            }
        };
        let kind = &mut self.kinds[place];
        if kind.recent.len() == steps.count_ones() as usize {
            kind.recent.remove(0);
        }
        kind.recent.push(hit);
    }
}

/// An exclusion ends what is open, so steps before it and after it do not come together; at the instant of a step it does nothing.
pub(super) fn with_exclusions(walk: &mut Walk, hits: &[Hit], rule: ExclusionRule) {
    let mut clean: Vec<u32> = Vec::new();
    let mut keep = |walk: &Walk, from: usize, whole: bool| {
        if walk.best.len() > clean.len() && (whole || walk.best.len() == walk.n) {
            clean = walk.best.iter().map(|&hit| hit + from as u32).collect();
        }
    };
    let mut from = 0;
    while from < hits.len() {
        // The next instant with an exclusion, strictly later than the first hit of the stretch.
        let killer = (from..hits.len()).find(|&i| hits[i].kills != 0 && hits[i].at > hits[from].at);
        let to = killer.map_or(hits.len(), |killer| hits.partition_point(|hit| hit.at <= hits[killer].at));
        walk.run(&hits[from..to]);
        keep(walk, from, killer.is_none() || rule == ExclusionRule::EndAttempt);
        let Some(killer) = killer else { break };
        // Attempts whose time ran out before the exclusion stand as they are.
        let mut start = from;
        while !walk.in_window(hits[start].at, hits[killer].at) {
            if hits[start].steps != 0 {
                let end = hits.partition_point(|hit| walk.in_window(hits[start].at, hit.at));
                walk.run(&hits[start..end]);
                keep(walk, start, true);
            }
            start += 1;
        }
        from = hits.partition_point(|hit| hit.at < hits[killer].at);
    }
    walk.run(hits);
    if clean.len() < walk.best.len() && rule != ExclusionRule::EndAttempt {
        clean = walk.best.clone();
        clean.truncate(if rule == ExclusionRule::KeepFirstStep { 1 } else { 0 });
    }
    walk.best = clean;
}
