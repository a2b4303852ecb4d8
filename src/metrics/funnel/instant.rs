//! Events of one customer at one instant: how many steps can they fill, each event once?

use super::walk::Hit;

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

    /// Fills as many steps as `candidates` can, and puts the hits into `best` in their order if they are more than it holds.
    pub fn fill_most(&mut self, best: &mut Vec<u32>) {
        self.owner.clear();
        self.owner.resize(self.candidates.len(), None);
        let mut filled = 0;
        for step in 0..self.first.len() {
            self.seen.clear();
            self.seen.resize(self.candidates.len(), false);
            filled += usize::from(self.augment(step));
        }
        if filled > best.len() {
            best.clear();
            let owned = self.candidates.iter().zip(&self.owner).filter(|(_, owner)| owner.is_some());
            best.extend(owned.map(|(candidate, _)| candidate.1));
            best.sort_unstable();
        }
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
