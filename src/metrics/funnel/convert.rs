//! How long does it take from one step to another?
//!
//! # Question
//! Of those who took the later step, how much time lay between?
//! # Input
//! Events, a funnel, and two of its steps.
//! # Result
//! A [`TimeToConvert`]: each time with its customer, mean, median, any quantile, a histogram.
//! # Edge cases
//! Who did not take the later step has no time; nobody counts as 0. Under the best chain the time is that of the
//! first chain to come so far, from its own first step.
//! # Source
//! Quantiles by definition 1 of Hyndman and Fan (1996).
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
//! use clientele::metrics::funnel::{FunnelConfig, time_to_convert};
//! let times = time_to_convert(&facts, &FunnelConfig::of(&["view", "buy"]), 1, 2, None).unwrap();
//! assert_eq!(times.times, [(0, 0), (1, 60_000)]);
//! assert_eq!(times.median_seconds, Some(30.0));
//! ```

use crate::error::Error;
use crate::facts::{CustomerIdx, Facts};
use crate::message::message;
use crate::sort::{Sort as _, signed};

use super::config::FunnelConfig;
use super::count::Counter;
use super::kept::Kept;
use super::{mean_seconds, median_seconds};

/// The time between two steps of the counted chains.
#[derive(Debug, Clone, PartialEq)]
pub struct TimeToConvert {
    /// Customer and milliseconds, shortest first; of equal ones by customer. Under another grain a customer may stand there
    /// more than once.
    pub times: Vec<(CustomerIdx, i64)>,
    /// Mean seconds; `None` if nobody came to the later step.
    pub mean_seconds: Option<f64>,
    /// Median seconds; `None` as above.
    pub median_seconds: Option<f64>,
    /// Bins of equal width from the shortest to the longest time.
    pub histogram: Vec<TimeBin>,
}

/// A bin of the histogram.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TimeBin {
    /// Milliseconds at which it begins.
    pub from_ms: i64,
    /// Milliseconds at which it ends: not in it, except in the last bin.
    pub to_ms: i64,
    /// Times in it.
    pub n: usize,
}

impl TimeToConvert {
    /// Seconds within which this share (0 to 1) of the times lie: the smallest time with at least that share at or below it
    /// (Hyndman and Fan 1996, definition 1). `None` without times or for a share out of range.
    pub fn quantile_seconds(&self, share: f64) -> Option<f64> {
        if !(0.0..=1.0).contains(&share) {
            return None;
        }
        let rank = ((share * self.times.len() as f64).ceil() as usize).max(1);
        self.times.get(rank - 1).map(|&(_, ms)| ms as f64 / 1000.0)
    }
}

/// Milliseconds at which classes of times begin that people think in.
const CLASSES: [i64; 19] = {
    const S: i64 = 1000;
    const M: i64 = 60 * S;
    const H: i64 = 60 * M;
    const D: i64 = 24 * H;
    [
        0,
        10 * S,
        30 * S,
        M,
        5 * M,
        15 * M,
        30 * M,
        H,
        3 * H,
        6 * H,
        12 * H,
        D,
        3 * D,
        7 * D,
        14 * D,
        30 * D,
        90 * D,
        180 * D,
        365 * D,
    ]
};

/// Milliseconds of widths that give classes with round ends.
const WIDTHS: [i64; 19] = {
    const S: i64 = 1000;
    const M: i64 = 60 * S;
    const H: i64 = 60 * M;
    const D: i64 = 24 * H;
    [
        1,
        100,
        S,
        2 * S,
        5 * S,
        10 * S,
        30 * S,
        M,
        2 * M,
        5 * M,
        10 * M,
        30 * M,
        H,
        2 * H,
        6 * H,
        12 * H,
        D,
        7 * D,
        30 * D,
    ]
};

/// Times are close together if the longest is at most so many of the shortest.
const CLOSE: i64 = 8;

/// Classes of one width, at most.
const MOST_CLASSES: i64 = 14;

impl TimeToConvert {
    /// The times in classes that people think in, from that of the shortest to that of the longest. Times that are close together
    /// stand in classes of one width; else the classes grow with the times, because most are short and a few are very long.
    pub fn classes(&self) -> Vec<TimeBin> {
        let (Some(&(_, least)), Some(&(_, most))) = (self.times.first(), self.times.last()) else {
            return Vec::new();
        };
        let edges =
            if most <= least.saturating_mul(CLOSE) { even(least, most) } else { growing(least, most) };
        let below = |edge: i64| self.times.partition_point(|&(_, time)| time < edge);
        let bin =
            |pair: &[i64]| TimeBin { from_ms: pair[0], to_ms: pair[1], n: below(pair[1]) - below(pair[0]) };
        edges.windows(2).map(bin).collect()
    }
}

/// Edges of one width around both times, the last behind the longer one.
fn even(least: i64, most: i64) -> Vec<i64> {
    let longest = WIDTHS[WIDTHS.len() - 1];
    let width = WIDTHS.into_iter().find(|width| (most - least) / width < MOST_CLASSES).unwrap_or(longest);
    (least / width..=most / width + 1).map(|i| i.saturating_mul(width)).collect()
}

/// Edges of the classes that both times and all between fall into, the last behind the longer one.
fn growing(least: i64, most: i64) -> Vec<i64> {
    let class = |time: i64| CLASSES.partition_point(|&from| from <= time).max(1) - 1;
    let (first, last) = (class(least), class(most));
    let mut edges = CLASSES[first..=last].to_vec();
    edges.push(CLASSES.get(last + 1).copied().unwrap_or(most.saturating_add(1)));
    edges
}

/// Measures the time between two steps, counted from 1 among the required ones, for those who took the later one. `n_bins` of the histogram: `None` takes
/// the cube root of the number of times, from 1 to 60.
///
/// # Errors
/// As [`funnel`](super::funnel); `from` is not before `to` or one is not a step.
#[inline(never)]
pub fn time_to_convert(
    facts: &Facts,
    config: &FunnelConfig,
    from: usize,
    to: usize,
    n_bins: Option<usize>,
) -> Result<TimeToConvert, Error> {
    time_to_convert_again(facts, config, (from, to), n_bins, None)
}

/// The same, for one who will ask again; see [`funnel_again`](super::funnel_again).
///
/// # Errors
/// As [`time_to_convert`].
#[inline(never)]
pub fn time_to_convert_again(
    facts: &Facts,
    config: &FunnelConfig,
    (from, to): (usize, usize),
    n_bins: Option<usize>,
    kept: Option<&mut Kept>,
) -> Result<TimeToConvert, Error> {
    config.closed()?;
    let config = &config.required()?;
    if from == 0 || from >= to || to > config.steps.len() {
        return Err(Error::config(message!(
            "There is no time from step {} to step {}: choose two of the {} steps, the first before the second.",
            from,
            to,
            config.steps.len()
        )));
    }
    let mut counter = Counter::new(&facts.events, config)?;
    counter.apart = kept.map(|kept| kept.ready(&facts.events, config)).transpose()?;
    let mut times: Vec<(CustomerIdx, i64)> = Vec::new();
    counter.all(|customer, chain| {
        let early = chain.nth(from - 1);
        if let (Some(early), Some(late)) = (early, chain.nth(to - from - 1)) {
            times.push((customer, late.at - early.at));
        }
    });
    // They come by customer.
    times.order_by_number(|&(_, ms)| signed(ms));
    let mut waits: Vec<i64> = times.iter().map(|time| time.1).collect();
    let n_bins = n_bins.unwrap_or_else(|| libm::ceil(libm::cbrt(waits.len() as f64)) as usize).clamp(1, 60);
    let histogram = histogram(&waits, n_bins);
    Ok(TimeToConvert {
        mean_seconds: mean_seconds(&waits),
        median_seconds: median_seconds(&mut waits),
        times,
        histogram,
    })
}

/// `times` are sorted. One bin where all are equal.
fn histogram(times: &[i64], n_bins: usize) -> Vec<TimeBin> {
    let (Some(&least), Some(&most)) = (times.first(), times.last()) else { return Vec::new() };
    if least == most {
        return vec![TimeBin { from_ms: least, to_ms: most, n: times.len() }];
    }
    let (width, n) = (i128::from(most) - i128::from(least), n_bins as i128);
    let edge = |i: usize| (i128::from(least) + width * i as i128 / n) as i64;
    let below =
        |i: usize| if i == n_bins { times.len() } else { times.partition_point(|&time| time < edge(i)) };
    (0..n_bins)
        .map(|i| TimeBin { from_ms: edge(i), to_ms: edge(i + 1), n: below(i + 1) - below(i) })
        .collect()
}
