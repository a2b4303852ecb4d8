//! The gaps between activities in classes, and customers by how many of their own gaps they have been silent.

use crate::facts::CustomerIdx;
use crate::sort::Sort as _;

use super::Rhythm;

/// Gaps of a like length.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GapClass {
    /// The shortest, in days.
    pub from: u32,
    /// The longest; `None` for the last class, which holds all that are longer.
    pub to: Option<u32>,
    /// How many.
    pub n: usize,
}

/// Customers who have been silent for about as many of their own median gaps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LateClass {
    /// More than so many gaps; 0 for the first class, which holds those who are not late.
    pub above: u32,
    /// Up to so many; `None` for the last class.
    pub up_to: Option<u32>,
    /// Who.
    pub customers: Vec<CustomerIdx>,
    /// Are they overdue?
    pub overdue: bool,
}

/// Widths of classes that people think in.
const WIDTHS: [u32; 11] = [1, 2, 5, 7, 10, 14, 30, 60, 90, 180, 365];

/// Classes before the open one, at most.
const MOST_CLASSES: u32 = 14;

impl Rhythm {
    /// The gaps in classes of one width, up to the class that 95 of 100 lie below; the rest in the last. Empty without a
    /// gap.
    pub fn classes(&self) -> Vec<GapClass> {
        let Some(reach) = self.quantile_days(0.95) else { return Vec::new() };
        let width = WIDTHS.into_iter().find(|width| reach.div_ceil(*width) <= MOST_CLASSES).unwrap_or(730);
        let n_classes = reach.div_ceil(width).max(1);
        let mut classes: Vec<GapClass> = (0..n_classes)
            .map(|at| GapClass { from: at * width + 1, to: Some((at + 1) * width), n: 0 })
            .collect();
        let rest = self.gaps.partition_point(|&gap| gap <= n_classes * width);
        for &gap in self.gaps.iter().take(rest) {
            if let Some(class) = classes.get_mut((gap.saturating_sub(1) / width) as usize) {
                class.n += 1;
            }
        }
        if rest < self.gaps.len() {
            classes.push(GapClass { from: n_classes * width + 1, to: None, n: self.gaps.len() - rest });
        }
        classes
    }

    /// Customers with a rhythm by silence, in classes that end at 1, 2, 3 and 5 own median gaps and at the one beyond
    /// which a customer is overdue.
    pub fn lateness(&self, overdue_factor: u32) -> Vec<LateClass> {
        let factor = overdue_factor.max(1);
        let mut ends = vec![1, 2, 3, 5, factor];
        ends.order();
        ends.dedup();
        let mut classes: Vec<LateClass> = Vec::new();
        let mut above = 0;
        for end in ends.into_iter().map(Some).chain([None]) {
            classes.push(LateClass { above, up_to: end, customers: Vec::new(), overdue: above >= factor });
            above = end.unwrap_or(above);
        }
        for own in &self.customers {
            let late = |class: &&mut LateClass| {
                class
                    .up_to
                    .is_none_or(|end| f64::from(own.silence_days) <= f64::from(end) * own.median_gap_days)
            };
            if let Some(class) = classes.iter_mut().find(late) {
                class.customers.push(own.customer);
            }
        }
        classes
    }
}
