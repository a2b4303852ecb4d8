//! Events of one customer at one instant: how many steps can they fill, each event once?

use super::walk::Hit;
use crate::sort::Sort as _;

/// The events of one instant. Room is kept between instants, so that none is asked for per customer.
#[derive(Default)]
pub(super) struct Instant {
    /// Steps that some event fills.
    pub union: u64,
    /// How many events.
    pub len: usize,
    /// Does every event fill one step at most?
    plain: bool,
    /// For each step in `union` the first hit that fills it.
    first: Vec<u32>,
    /// After [`Instant::run`]: the hit for each step of the run.
    pub taken: Vec<u32>,
    /// Hits worth considering where steps overlap: as many of each kind as it has steps.
    pub candidates: Vec<(u64, u32)>,
    /// For each candidate the step that it fills in the current matching.
    owner: Vec<Option<u8>>,
    seen: Vec<bool>,
    /// For each step the candidate that fills it, while as many steps as possible are filled.
    filler: Vec<Option<u32>>,
}

impl Instant {
    /// Room for a funnel of `n` steps.
    pub fn new(n: usize) -> Self {
        Self { first: vec![0; n], taken: vec![0; n], ..Self::default() }
    }

    /// Looks at `hits[start..end]`, which share their instant.
    #[inline]
    pub fn read(&mut self, hits: &[Hit], start: usize, end: usize) {
        self.union = 0;
        self.len = end - start;
        self.plain = true;
        for (i, hit) in hits[start..end].iter().enumerate() {
            let mut new = hit.steps & !self.union;
            self.union |= hit.steps;
            self.plain &= hit.steps.count_ones() <= 1;
            while new != 0 {
                self.first[new.trailing_zeros() as usize] = (start + i) as u32;
                new &= new - 1;
            }
        }
        if !self.plain {
            self.read_candidates(hits, start, end);
        }
    }

    fn read_candidates(&mut self, hits: &[Hit], start: usize, end: usize) {
        self.candidates.clear();
        for (i, hit) in hits[start..end].iter().enumerate() {
            let alike = self.candidates.iter().filter(|candidate| candidate.0 == hit.steps).count();
            if alike < hit.steps.count_ones() as usize {
                self.candidates.push((hit.steps, (start + i) as u32));
            }
        }
    }

    /// The most steps `from..from + run` that distinct events of this instant fill; the hits stand in `taken`.
    ///
    /// Exact where steps overlap, by augmenting paths (Kuhn 1955): a set of steps that cannot be filled stays so
    /// whatever is added, so the run ends at the first step that cannot be added.
    #[inline]
    pub fn run(&mut self, from: usize) -> usize {
        let mut to = from;
        if self.plain {
            while to < self.first.len() && self.union >> to & 1 == 1 {
                self.taken[to] = self.first[to];
                to += 1;
            }
            return to - from;
        }
        self.owner.clear();
        self.owner.resize(self.candidates.len(), None);
        while to < self.first.len() && self.union >> to & 1 == 1 {
            self.seen.clear();
            self.seen.resize(self.candidates.len(), false);
            if !self.augment(to) {
                break;
            }
            to += 1;
        }
        for (candidate, owner) in self.candidates.iter().zip(&self.owner) {
            if let Some(step) = owner {
                self.taken[*step as usize] = candidate.1;
            }
        }
        to - from
    }

    /// The hit that fills one step taken by itself.
    pub fn first(&self, step: usize) -> u32 {
        self.first[step]
    }

    /// Fills as many steps as `candidates` can, the first candidates before the last, and puts their hits into `best` in
    /// their order if they are more than it holds.
    ///
    /// The sets of hits that can fill steps together form a matroid (Edmonds and Fulkerson 1965), so taking each in turn where
    /// that is possible gives the greatest set, and of those the one with the first candidates.
    pub fn fill_most(&mut self, best: &mut Vec<u32>) {
        self.filler.clear();
        self.filler.resize(self.first.len(), None);
        let mut filled = 0;
        for i in 0..self.candidates.len() {
            filled += usize::from(self.place(i, &mut 0));
        }
        if filled > best.len() {
            best.clear();
            best.extend(self.filler.iter().flatten().map(|&candidate| self.candidates[candidate as usize].1));
            best.order();
        }
    }

    /// Finds a step for this candidate, moving others to further steps; `seen` holds the steps that were tried.
    fn place(&mut self, candidate: usize, seen: &mut u64) -> bool {
        let mut steps = self.candidates[candidate].0;
        while steps & !*seen != 0 {
            let step = (steps & !*seen).trailing_zeros() as usize;
            steps &= !(1 << step);
            *seen |= 1 << step;
            let free = match self.filler[step] {
                None => true,
                Some(other) => self.place(other as usize, seen),
            };
            if free {
                self.filler[step] = Some(candidate as u32);
                return true;
            }
        }
        false
    }

    fn augment(&mut self, step: usize) -> bool {
        for i in 0..self.candidates.len() {
            if self.seen[i] || self.candidates[i].0 >> step & 1 == 0 {
                continue;
            }
            self.seen[i] = true;
            let free = match self.owner[i] {
                None => true,
                Some(other) => self.augment(other as usize),
            };
            if free {
                self.owner[i] = Some(step as u8);
                return true;
            }
        }
        false
    }
}
