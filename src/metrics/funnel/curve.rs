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
use crate::sort::{Sort as _, signed};

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
#[inline(never)]
pub fn window_curve(facts: &Facts, config: &FunnelConfig) -> Result<WindowCurve, Error> {
    config.closed()?;
    let config = &config.required()?;
    let plain = config.rule == Rule::BestChain && config.grain == Grain::Customers;
    if !plain || !config.exclusions.is_empty() || !config.hold.is_empty() || config.gap().is_some() {
        return Err(Error::config(message!(
            "The curve over windows is for the best chain, counted by customers, without exclusions, properties held constant and a limit between neighbouring steps."
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
    needs.iter_mut().for_each(|needs| needs.order_by_number(|&need| signed(need)));
    Ok(WindowCurve { needs })
}

/// Milliseconds of windows that people think in: a few in each unit.
const WINDOWS: [i64; 52] = {
    const S: i64 = 1000;
    const M: i64 = 60 * S;
    const H: i64 = 60 * M;
    const D: i64 = 24 * H;
    [
        S,
        2 * S,
        5 * S,
        10 * S,
        20 * S,
        30 * S,
        45 * S,
        M,
        2 * M,
        3 * M,
        5 * M,
        10 * M,
        15 * M,
        20 * M,
        30 * M,
        45 * M,
        H,
        2 * H,
        3 * H,
        4 * H,
        6 * H,
        8 * H,
        12 * H,
        18 * H,
        D,
        2 * D,
        3 * D,
        4 * D,
        5 * D,
        6 * D,
        7 * D,
        10 * D,
        14 * D,
        21 * D,
        28 * D,
        30 * D,
        45 * D,
        60 * D,
        75 * D,
        90 * D,
        120 * D,
        150 * D,
        180 * D,
        240 * D,
        300 * D,
        365 * D,
        548 * D,
        730 * D,
        1095 * D,
        1461 * D,
        1826 * D,
        3652 * D,
    ]
};

/// The funnel under each window of a scale that people think in.
#[derive(Debug, Clone, PartialEq)]
pub struct Windows {
    /// Names of the required steps.
    pub steps: Vec<String>,
    /// The windows in milliseconds, rising; the one in force is among them.
    pub windows: Vec<i64>,
    /// For each window the customers who reach each step.
    pub counts: Vec<Vec<usize>>,
    /// Customers who reach each step, however long it takes.
    pub without_end: Vec<usize>,
    /// Which window is in force.
    pub current: usize,
    /// Milliseconds within which half of those who ever come to the last step do so; `None` if nobody does.
    pub half_ms: Option<i64>,
}

/// The curve at windows that people think in, from one in which nobody more converts than at once to one in which all do.
///
/// # Errors
/// As [`window_curve`].
#[inline(never)]
pub fn windows(facts: &Facts, config: &FunnelConfig) -> Result<Windows, Error> {
    let curve = window_curve(facts, config)?;
    let current = config.window().unwrap_or(i64::MAX);
    let last = curve.needs.last().map_or(&[][..], Vec::as_slice);
    let longest = last.last().copied().unwrap_or(0).max(current);
    let shortest = last.iter().copied().find(|&need| need > 0).unwrap_or(current).min(current);
    let from = WINDOWS.partition_point(|&window| window < shortest).saturating_sub(1);
    let to = WINDOWS.partition_point(|&window| window < longest).min(WINDOWS.len() - 1);
    let mut windows = WINDOWS[from..=to.max(from)].to_vec();
    if let Err(place) = windows.binary_search(&current) {
        windows.insert(place, current);
    }
    Ok(Windows {
        steps: config.required()?.steps.into_iter().map(|step| step.name).collect(),
        counts: windows.iter().map(|&window| curve.at(window)).collect(),
        without_end: curve.needs.iter().map(Vec::len).collect(),
        current: windows.partition_point(|&window| window < current),
        half_ms: last.get(last.len().saturating_sub(1) / 2).copied(),
        windows,
    })
}
