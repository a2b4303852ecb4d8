//! Events too far apart for two steps: most customers, where the window is short.

use super::config::{Rule, Ties};
use super::walk::{Hit, Walk};

impl Walk {
    /// Do no two events of different steps lie within the window of each other? Then `best` holds what is counted: the first entry, or
    /// nothing.
    ///
    /// Two steps of a chain are at most a window apart under every rule that has one, and of the events between them, two neighbours
    /// fill different steps; so it is enough to look at neighbours. An event that can fill several steps leaves it open.
    #[inline(never)]
    pub fn far(&mut self, hits: &[Hit]) -> bool {
        if self.rule == Rule::NoWindow {
            return false;
        }
        let (window, mut before) = (self.window, (0, 0));
        for hit in hits {
            if hit.steps == 0 {
                continue;
            }
            if hit.steps != before.0 && before.0 != 0 && hit.at.saturating_sub(before.1) <= window
                || !hit.steps.is_power_of_two()
            {
                return false;
            }
            before = (hit.steps, hit.at);
        }
        self.enter_alone(hits);
        true
    }

    /// The first entry; in any order the first event that fills a step, of one instant the last, as `any_order` has it.
    fn enter_alone(&mut self, hits: &[Hit]) {
        self.best.clear();
        let any = self.rule == Rule::AnyOrder;
        let mut first: Option<usize> = None;
        for (i, hit) in hits.iter().enumerate() {
            match first {
                None if if any { hit.steps != 0 } else { hit.steps & 1 == 1 } => first = Some(i),
                None => {}
                Some(known) if !any || self.ties != Ties::StepOrder || hit.at != hits[known].at => break,
                Some(_) if hit.steps == 0 => {}
                Some(_) => first = Some(i),
            }
        }
        self.best.extend(first.map(|first| first as u32));
    }
}
