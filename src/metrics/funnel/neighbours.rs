//! Steps that must be neighbours: no other event of the customer may stand between them.

use super::walk::{Hit, NONE, Walk};

impl Walk {
    /// `hits` are all events of the customer, those that fill no step included. Events at one instant stand in
    /// whichever order serves best: a chain that goes through an instant must take all its events, one that starts
    /// there leaves the others before it, one that ends there leaves them behind it.
    pub(super) fn neighbours(&mut self, hits: &[Hit]) {
        self.anchors.fill(NONE);
        let mut alive = false;
        let mut before = NONE;
        let mut start = 0;
        while start < hits.len() && self.best.len() < self.n {
            if self.gap.is_some_and(|gap| hits[start].at.saturating_sub(before) > gap) {
                self.anchors.fill(NONE);
                alive = false;
            }
            before = hits[start].at;
            if let Some(step) = self.lone(hits, start) {
                if alive || step == 0 {
                    alive = self.step_alone(step, start as u32, hits[start].at);
                }
                start += 1;
                continue;
            }
            let end = self.end_of(hits, start);
            self.instant.read(hits, start, end);
            if alive || self.instant.union & 1 == 1 {
                alive = self.step_on(hits[start].at);
            }
            start = end;
        }
    }

    /// One event that fills one step and stands alone at its instant: it takes the chain that waits for it and ends all others.
    fn step_alone(&mut self, step: usize, hit: u32, at: i64) -> bool {
        let anchor = if step == 0 { at } else { self.anchors[step - 1] };
        self.anchors.fill(NONE);
        if anchor == NONE || !self.in_window(anchor, at) {
            return false;
        }
        self.anchors[step] = anchor;
        let row = step * self.n;
        if step > 0 {
            self.rows.copy_within(row - self.n..row - self.n + step, row);
        }
        self.rows[row + step] = hit;
        if step >= self.best.len() {
            self.best.clear();
            self.best.extend_from_slice(&self.rows[row..=row + step]);
        }
        true
    }

    /// One instant. Says whether any chain is still open.
    fn step_on(&mut self, at: i64) -> bool {
        self.next_anchors.fill(NONE);
        let fresh = self.instant.run(0);
        for depth in 0..fresh {
            self.next_anchors[depth] = at;
            let row = depth * self.n;
            self.next_rows[row..=row + depth].copy_from_slice(&self.instant.taken[..=depth]);
        }
        if fresh > self.best.len() {
            self.best.clear();
            self.best.extend_from_slice(&self.instant.taken[..fresh]);
        }
        for step in 1..self.n {
            let anchor = self.anchors[step - 1];
            if anchor != NONE && self.instant.union >> step & 1 == 1 && self.in_window(anchor, at) {
                self.go_on(step, anchor);
            }
        }
        std::mem::swap(&mut self.anchors, &mut self.next_anchors);
        std::mem::swap(&mut self.rows, &mut self.next_rows);
        self.anchors.iter().any(|&anchor| anchor != NONE)
    }

    /// Takes the chain of `step` steps into the instant.
    fn go_on(&mut self, step: usize, anchor: i64) {
        let run = self.instant.run(step);
        let (from, to) = ((step - 1) * self.n, step + run);
        if to > self.best.len() {
            self.best.clear();
            self.best.extend_from_slice(&self.rows[from..from + step]);
            self.best.extend_from_slice(&self.instant.taken[step..to]);
        }
        if run == self.instant.len {
            self.next_anchors[to - 1] = anchor;
            let row = (to - 1) * self.n;
            self.next_rows[row..row + step].copy_from_slice(&self.rows[from..from + step]);
            self.next_rows[row + step..row + to].copy_from_slice(&self.instant.taken[step..to]);
        }
    }
}
