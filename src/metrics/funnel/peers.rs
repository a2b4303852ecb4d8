//! How two other systems count, to the letter, for those who must arrive at their numbers.
//!
//! # Question
//! How deep does each customer come by the flags of ClickHouse's `windowFunnel` or of Apache Pinot's `funnelMaxStep`?
//! # Input
//! Events, steps and a window; a [`Peer`] with its flags.
//! # Result
//! For each customer the level, 0 for one who never entered.
//! # Edge cases
//! ClickHouse lets one event fill several steps and ends the window after its last moment; Pinot ends it before.
//! # Source
//! ClickHouse, documentation of `windowFunnel` (parametric aggregate functions) and its tests 00632; Apache Pinot, documentation and tests
//! of `funnelMaxStep`. Both are read as they state it; where a release differs, its published answers are held in the tests.
//! # Example
//! ```
//! # use clientele::dictionary::Dictionary;
//! # use clientele::facts::{Event, Events, Facts};
//! # use clientele::moment::Moment;
//! use clientele::metrics::funnel::{FunnelConfig, Peer, peer_levels};
//! // One view: it fills both steps of "view, view" there, and one step here.
//! let names: Dictionary = ["view"].into_iter().collect();
//! let moment = Moment(0);
//! let events = [Event { customer: 0, moment, day: moment.day(0), name: 0 }];
//! let facts = Facts { events: Events::new(1, names, &events), ..Facts::default() };
//! let peer = Peer::ClickHouse { deduplication: false, order: false, reentry: false };
//! assert_eq!(peer_levels(&facts, &FunnelConfig::of(&["view", "view"]), peer).unwrap(), [2]);
//! ```

use crate::error::Error;
use crate::facts::Facts;
use crate::sort::Sort as _;

use super::config::FunnelConfig;
use super::matcher::Matcher;

/// Which system, with its flags.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Peer {
    /// One chain is kept for each depth; one event may fill several steps.
    ClickHouse {
        /// `strict_deduplication`: a repeat of a step already reached ends the scan.
        deduplication: bool,
        /// `strict_order`: an event that fills no step, or one before its predecessor, ends the scan.
        order: bool,
        /// `allow_reentry`: with `strict_order`, a step before its predecessor is passed over.
        reentry: bool,
    },
    /// `strict_order`, events of no step not looked at: any other listed event ends the chain.
    Pinot {
        /// The most milliseconds between neighbouring steps.
        gap_ms: i64,
    },
}

/// The level of each customer by another system's count. Of `config` the steps and the window are read.
///
/// # Errors
/// As [`funnel`](super::funnel).
pub fn peer_levels(facts: &Facts, config: &FunnelConfig, peer: Peer) -> Result<Vec<u8>, Error> {
    config.check()?;
    let events = &facts.events;
    let matcher = Matcher::new(events, &config.steps)?;
    let (n, window) = (config.steps.len(), config.window().unwrap_or(i64::MAX));
    let mut levels = vec![0; facts.customers.len().max(events.groups().n_customers())];
    let mut own = Vec::new();
    for (customer, range) in events.groups().iter() {
        own.clear();
        own.extend(range.map(|place| (events.moment()[place].0, matcher.patterns(place))));
        levels[customer as usize] = match peer {
            Peer::ClickHouse { deduplication, order, reentry } => {
                click_house(&own, n, window, (deduplication, order, reentry))
            }
            Peer::Pinot { gap_ms } => pinot(&own, n, window, gap_ms),
        } as u8;
    }
    Ok(levels)
}

/// Events by (time, step), one chain kept for each depth.
fn click_house(
    events: &[(i64, u64)],
    n: usize,
    window: i64,
    (deduplication, order, reentry): (bool, bool, bool),
) -> usize {
    let mut rows: Vec<(i64, Option<usize>)> = Vec::new();
    for &(at, steps) in events {
        rows.extend((0..n).filter(|step| steps >> step & 1 == 1).map(|step| (at, Some(step))));
        if steps == 0 && order {
            rows.push((at, None));
        }
    }
    rows.order();
    let mut starts: Vec<Option<i64>> = vec![None; n];
    let depth = |starts: &[Option<i64>]| starts.iter().rposition(Option::is_some).map_or(0, |step| step + 1);
    for (at, step) in rows {
        match step {
            None if starts[0].is_some() => break,
            None => {}
            Some(0) => starts[0] = Some(at),
            Some(step) if deduplication && starts[step].is_some() => return depth(&starts),
            Some(step) => match starts[step - 1] {
                Some(start) if at.saturating_sub(start) <= window => starts[step] = Some(start),
                None if order && !reentry && starts[0].is_some() => return depth(&starts),
                _ => {}
            },
        }
    }
    depth(&starts)
}

/// From each listed event on, as long as each next one is the awaited step. The end of the window is not in it.
fn pinot(events: &[(i64, u64)], n: usize, window: i64, gap: i64) -> usize {
    let listed: Vec<(i64, u64)> = events.iter().copied().filter(|event| event.1 != 0).collect();
    let mut deepest = 0;
    for (start, &(entry, _)) in listed.iter().enumerate() {
        let (mut level, mut last) = (0, entry);
        for &(at, steps) in &listed[start..] {
            let ended = at.saturating_sub(entry) >= window || level == n;
            if ended || steps >> level & 1 == 0 || at.saturating_sub(last) > gap {
                break;
            }
            (level, last) = (level + 1, at);
        }
        deepest = deepest.max(level);
    }
    deepest
}
