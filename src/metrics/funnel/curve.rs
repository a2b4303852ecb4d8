//! Conversion as a curve over every window: the smallest window that each customer needs, computed once.
//!
//! # Question
//! What would another window give?
//! # Input
//! Events and a funnel under the best chain.
//! # Result
//! A [`WindowCurve`]: it answers any window by a search in a sorted list.
//! # Edge cases
//! Exclusions, sessions, entries and held properties are refused: with them a longer window may give less.
//! # Source
//! Of all chains that end with an event, the one that started last needs the smallest window; the minimum over all
//! events is the need.
//! # Example
//! ```
//! # use clientele::dictionary::Dictionary;
//! # use clientele::facts::{Event, Events, Facts};
//! # use clientele::moment::Moment;
//! // (customer, second, name): customer 0 views and buys at once, customer 1 after a minute, customer 2 only views.
//! let names: Dictionary = ["view", "buy"].into_iter().collect();
//! let events = [(0, 0, 0), (0, 0, 1), (1, 0, 0), (1, 60, 1), (2, 5, 0)].map(|(customer, second, name)| {
//!     let moment = Moment(second * 1000);
//!     Event { customer, moment, day: moment.day(0), name }
//! });
//! let facts = Facts { events: Events::new(3, names, &events), ..Facts::default() };
//! use clientele::metrics::funnel::{FunnelConfig, window_curve};
//! let curve = window_curve(&facts, &FunnelConfig::of(&["view", "buy"])).unwrap();
//! assert_eq!((curve.at(59_999), curve.at(60_000)), (vec![3, 1], vec![3, 2]));
//! ```

use crate::error::Error;
use crate::facts::Facts;
use crate::message::message;
use crate::sort::Sort as _;

use super::config::{FunnelConfig, Grain, Rule};
use super::count::Counter;

/// For each step the windows that customers need, so that any window is answered at once.
#[derive(Debug, Clone, PartialEq)]
pub struct WindowCurve {
    /// For each step the milliseconds from the first step that each customer needs at least to reach it, ascending; those who
    /// cannot reach it under any window are not there. 0 for the first step.
    pub needs: Vec<Vec<i64>>,
}

impl WindowCurve {
    /// Customers who reach each step within a window of so many milliseconds, the boundary included.
    pub fn at(&self, window_ms: i64) -> Vec<usize> {
        self.needs.iter().map(|needs| needs.partition_point(|&need| need <= window_ms)).collect()
    }

    /// Points of the curve of one step, counted from 0, at most `n` and about evenly many customers apart: (window in
    /// milliseconds, customers). The first and the last window that matter are among them.
    pub fn points(&self, step: usize, n: usize) -> Vec<(i64, usize)> {
        let Some(needs) = self.needs.get(step).filter(|needs| !needs.is_empty() && n > 0) else {
            return Vec::new();
        };
        let n = n.min(needs.len()).max(2);
        let mut points: Vec<(i64, usize)> = (0..n)
            .map(|i| needs[i * (needs.len() - 1) / (n - 1)])
            .map(|window| (window, needs.partition_point(|&need| need <= window)))
            .collect();
        points.dedup();
        points
    }
}

/// Computes the curve under the best chain, whatever the window of `config`.
///
/// # Errors
/// As [`funnel`](super::funnel); the rule is another than the best chain; there are exclusions, sessions, entries or properties held
/// constant, under which a longer window may give less.
pub fn window_curve(facts: &Facts, config: &FunnelConfig) -> Result<WindowCurve, Error> {
    let config = &config.required()?;
    let plain = config.rule == Rule::BestChain && config.grain == Grain::Customers;
    if !plain || !config.exclusions.is_empty() || !config.hold.is_empty() {
        return Err(Error::config(message!(
            "The curve over windows is for the best chain, counted by customers, without exclusions and properties held constant."
        )));
    }
    let mut counter = Counter::new(&facts.events, config)?;
    let mut needs = vec![Vec::new(); config.steps.len()];
    let mut own = vec![None; config.steps.len()];
    let mut hits = Vec::new();
    for (_, range) in facts.events.groups().iter() {
        counter.gather(range, &mut hits);
        own.fill(None);
        counter.walk.needs(&hits, &mut own);
        for (needs, need) in needs.iter_mut().zip(&own) {
            needs.extend(*need);
        }
    }
    needs.iter_mut().for_each(|needs| needs.order());
    Ok(WindowCurve { needs })
}
