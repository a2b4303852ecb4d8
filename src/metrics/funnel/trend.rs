//! Does conversion change? The funnel by the period of entry.
//!
//! # Question
//! Of the customers who entered in a period, how many came to the last step?
//! # Input
//! Events, a funnel and a length of period.
//! # Result
//! A [`Trend`]: one point a period without a gap.
//! # Edge cases
//! A customer may enter in several periods. A period whose attempts had not all their time is marked: conversions
//! may still come.
//! # Source
//! An attempt counts in the period of its entry, whenever it converts.
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
//! use clientele::metrics::funnel::{FunnelConfig, trend};
//! use clientele::metrics::period::Period;
//! let trend = trend(&facts, &FunnelConfig::of(&["view", "buy"]), Period::Day).unwrap();
//! assert_eq!((trend.points[0].n_entered, trend.points[0].n_converted, trend.points[0].finished), (3, 2, false));
//! ```

use crate::day::Day;
use crate::error::Error;
use crate::facts::{Events, Facts};
use crate::message::message;
use crate::metrics::interval::{Interval, wilson};
use crate::metrics::period::{Period, Periods};

use super::config::{FunnelConfig, Grain, Rule};
use super::count::Counter;
use super::walk::Hit;

/// The most periods in one answer: a wrong date must not fill the memory.
const MAX_POINTS: i64 = 100_000;

/// Conversion by the period in which attempts began.
#[derive(Debug, Clone, PartialEq)]
pub struct Trend {
    /// How long a period is.
    pub period: Period,
    /// One after the other without a gap, from the first with an entry to the last.
    pub points: Vec<TrendPoint>,
}

/// One period.
#[derive(Debug, Clone, PartialEq)]
pub struct TrendPoint {
    /// Its first day.
    pub start: Day,
    /// Customers with an attempt that began in it. A customer may enter in several periods, once in each.
    pub n_entered: usize,
    /// Of these, customers with an attempt from this period that came to the last step, whenever that was.
    pub n_converted: usize,
    /// Of the entered, 0 to 1; `None` if nobody entered.
    pub conversion: Option<f64>,
    /// Around `conversion`.
    pub interval: Option<Interval>,
    /// Had every attempt of the period its whole window before the data ended? Where not, conversions may still come. Always
    /// so without a window.
    pub finished: bool,
}

/// Conversion by period of entry. In any order each event that fills a step is an entry.
///
/// # Errors
/// As [`funnel`](super::funnel); the grain is not customers; a property is held constant, which has no single entry.
#[inline(never)]
pub fn trend(facts: &Facts, config: &FunnelConfig, period: Period) -> Result<Trend, Error> {
    config.closed()?;
    let config = &config.required()?;
    if config.grain != Grain::Customers || !config.hold.is_empty() {
        return Err(Error::config(message!(
            "Conversion over time counts customers: choose that, and hold no property constant."
        )));
    }
    let events = &facts.events;
    let mut counter = Counter::new(events, config)?;
    let periods = Periods::over(period, events.days());
    let number_of = |hit: &Hit| {
        let place = hit.place as usize;
        periods.number(events.moment()[place], events.day()[place])
    };
    let mut entries = Vec::new();
    let (mut hits, mut part) = (Vec::new(), Vec::new());
    for (_, range) in events.groups().iter() {
        counter.gather(range, &mut hits);
        if counter.far(&hits) {
            // Every entry stands alone.
            let mut before = None;
            for hit in hits.iter().filter(|hit| is_entry(config.rule, hit)) {
                let number = Some(number_of(hit));
                if number != before {
                    entries.extend(number.map(|number| (number, config.steps.len() == 1)));
                    before = number;
                }
            }
            continue;
        }
        let mut from = 0;
        while let Some(start) = (from..hits.len()).find(|&i| is_entry(config.rule, &hits[i])) {
            let number = number_of(&hits[start]);
            let same = |hit: &Hit| number_of(hit) == number;
            from = start + hits[start..].iter().take_while(|hit| same(hit)).count();
            let mut deepest = 0;
            for start in starts(config.rule, &hits, start, from) {
                attempts_from(config, &hits, start, from, &mut part);
                counter.run(&part, |chain| deepest = deepest.max(chain.count()));
            }
            if deepest > 0 {
                entries.push((number, deepest == config.steps.len()));
            }
        }
    }
    let (first, last) = entries.iter().fold((i32::MAX, i32::MIN), |(first, last), entry: &(i32, bool)| {
        (first.min(entry.0), last.max(entry.0))
    });
    let span = if entries.is_empty() { 0 } else { i64::from(last) - i64::from(first) };
    if span >= MAX_POINTS {
        return Err(Error::config(message!(
            "The data span {} periods, too many to show: choose a longer period.",
            span.max(0) as usize
        )));
    }
    Ok(Trend { period, points: points(events, config, period, (first, last), &entries) })
}

fn is_entry(rule: Rule, hit: &Hit) -> bool {
    if rule == Rule::AnyOrder { hit.steps != 0 } else { hit.steps & 1 == 1 }
}

/// In any order each entry has a window of its own to look through; otherwise all entries of the period go at once.
fn starts(rule: Rule, hits: &[Hit], start: usize, end: usize) -> impl Iterator<Item = usize> {
    let single = rule != Rule::AnyOrder;
    (start..end)
        .filter(move |&i| if single { i == start } else { hits[i].steps != 0 })
        .collect::<Vec<_>>()
        .into_iter()
}

/// The events that attempts beginning in `start..end` can take: what comes later opens none.
fn attempts_from(config: &FunnelConfig, hits: &[Hit], start: usize, end: usize, part: &mut Vec<Hit>) {
    part.clear();
    if config.rule == Rule::AnyOrder {
        let window = config.window().unwrap_or(i64::MAX);
        part.extend(hits[start..].iter().take_while(|hit| hit.at.saturating_sub(hits[start].at) <= window));
        return;
    }
    // Events at the instant of the entry stand with it, whichever row came first.
    let first = hits.partition_point(|hit| hit.at < hits[start].at);
    part.extend_from_slice(&hits[first..end]);
    part.extend(hits[end..].iter().map(|hit| Hit { steps: hit.steps & !1, ..*hit }));
}

fn points(
    events: &Events,
    config: &FunnelConfig,
    period: Period,
    (first, last): (i32, i32),
    entries: &[(i32, bool)],
) -> Vec<TrendPoint> {
    if entries.is_empty() {
        return Vec::new();
    }
    let mut counts = vec![(0, 0); (last - first) as usize + 1];
    for &(number, converted) in entries {
        let count = &mut counts[(number - first) as usize];
        count.0 += 1;
        count.1 += usize::from(converted);
    }
    let end = events.moment().iter().map(|moment| moment.0).max().unwrap_or(i64::MIN);
    let mut points = Vec::with_capacity(counts.len());
    for (number, (n_entered, n_converted)) in (first..=last).zip(counts) {
        let over = crate::moment::Moment::of_day(period.start(number.saturating_add(1))).0;
        points.push(TrendPoint {
            start: period.start(number),
            n_entered,
            n_converted,
            conversion: (n_entered > 0).then(|| n_converted as f64 / n_entered as f64),
            interval: wilson(n_converted, n_entered),
            finished: config.window().is_none_or(|window| over.saturating_add(window) <= end),
        });
    }
    points
}
