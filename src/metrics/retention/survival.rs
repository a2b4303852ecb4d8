//! How many customers are left after so many days? The curve of Kaplan and Meier.
//!
//! # Question
//! How long do customers stay?
//! # Input
//! Orders or events, and the silence after which a customer has left; or lives with a known end, such as contracts.
//! # Result
//! A [`Survival`]: a step for each day on which someone left, with an interval, and the median.
//! # Edge cases
//! Lives still seen at the end count as long as they were seen. The median is `None` if fewer than half left.
//! # Source
//! Kaplan and Meier (1958), eq. 2b; Greenwood (1926); Kalbfleisch and Prentice (2002), eq. 1.16.
//! # Example
//! ```
//! # use clientele::day::Day;
//! # use clientele::facts::{Facts, Order, Orders};
//! # use clientele::moment::Moment;
//! # use clientele::money::Money;
//! // (customer, day): customer 0 buys on days 0, 10 and 30, customer 1 on days 0 and 31.
//! let orders = [(0, 0), (0, 10), (0, 30), (1, 0), (1, 31)].map(|(customer, day)| Order {
//!     customer, moment: Moment::of_day(Day(day)), day: Day(day), amount: Money(1), cost: None,
//! });
//! let facts = Facts { orders: Orders::new(2, &orders), ..Facts::default() };
//! use clientele::metrics::retention::{Life, kaplan_meier};
//! # let _ = facts;
//! let life = |days, ended| Life { days, ended };
//! let curve = kaplan_meier(&[life(5, true), life(7, false), life(9, true), life(9, false)]);
//! assert_eq!((curve.at(4), curve.at(5), curve.at(9)), (1.0, 0.75, 0.375));
//! ```

use crate::error::Error;
use crate::facts::Facts;
use crate::message::{Message, message};
use crate::metrics::interval::LEVEL;
use crate::metrics::{Interval, interval};
use crate::sort::Sort as _;

use super::config::RetentionConfig;
use super::members::Scene;
use super::rhythm::{RhythmConfig, days_of, rhythm};

/// One life: a contract, or a customer from the first purchase on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Life {
    /// Days from the start to the end, or to the day as of which the life was seen to go on.
    pub days: u32,
    /// Did it end then? If not, it is only known to have lasted so long.
    pub ended: bool,
}

/// The share of lives that last longer than a given time.
#[derive(Debug, Clone, PartialEq)]
pub struct Survival {
    /// How an end was told, in words.
    pub rule: Message,
    /// Lives in all.
    pub n: usize,
    /// Lives that ended.
    pub n_ended: usize,
    /// One for each day on which a life ended, ascending. Before the first the share is 1.
    pub points: Vec<SurvivalPoint>,
    /// The first day by which at least half ended; `None` if the curve does not come so low.
    pub median_days: Option<u32>,
}

/// The curve from one day on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SurvivalPoint {
    /// Days from the start.
    pub days: u32,
    /// Lives that had not ended before, and were still seen.
    pub at_risk: usize,
    /// Lives that ended on that day.
    pub ended: usize,
    /// Share of lives that last longer, 0 to 1.
    pub share: f64,
    /// Around `share`; `None` once it is 0.
    pub interval: Option<Interval>,
}

impl Survival {
    /// Share of lives that last longer than so many days.
    pub fn at(&self, days: u32) -> f64 {
        let passed = self.points.partition_point(|point| point.days <= days);
        passed.checked_sub(1).map_or(1.0, |last| self.points[last].share)
    }
}

/// When a customer without a contract is held to have left.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SurvivalConfig {
    /// What counts, and the day as of which silence is counted; the rest is not read.
    pub retention: RetentionConfig,
    /// Left is who has been silent for more days than this. `None`: than nine of ten gaps between the days of activity of all
    /// customers last.
    pub silence_days: Option<u32>,
    /// Look at contracts, with their own first and last days, instead of activities. `None`: where any are known.
    pub contracts: Option<bool>,
}

/// The curve for customers without a contract: from the first day of activity; ended on the last, if the silence since is too
/// long; otherwise seen to go on until the as-of day.
///
/// # Errors
/// No orders or events are loaded; no silence is given and nobody was active on two days.
pub fn survival(facts: &Facts, config: &SurvivalConfig) -> Result<Survival, Error> {
    let known = facts.customers.terms.iter().any(|term| term.start.is_some());
    if config.contracts.unwrap_or(known) {
        return of_contracts(facts, config);
    }
    let silence = match config.silence_days {
        Some(days) => days,
        None => {
            let of = RhythmConfig { retention: config.retention.clone(), ..RhythmConfig::default() };
            rhythm(facts, &of)?.quantile_days(0.9).ok_or_else(|| {
                Error::missing(message!("Nobody was active on two days, so no usual gap is known: give the days of silence after which a customer has left."))
            })?
        }
    };
    let by_day = days_of(&config.retention);
    let scene = Scene::new(facts, &by_day)?;
    let mut lives = Vec::new();
    scene.each(|member| {
        let last = member.visits.iter().rfind(|visit| visit.n > 0).map_or(0, |visit| visit.k as i64);
        let seen = i64::from(scene.as_of.0) - member.row;
        let ended = seen - last > i64::from(silence);
        lives.push(Life { days: if ended { last } else { seen } as u32, ended });
    });
    let rule = match config.silence_days {
        Some(_) => message!(
            "From the first day of activity; ended on the last, where the silence since is longer than {} \
             {|day|days}.",
            silence
        ),
        None => message!(
            "From the first day of activity; ended on the last, where the silence since is longer than {} \
             {|day|days}, as long as nine of ten gaps last.",
            silence
        ),
    };
    Ok(Survival { rule, ..kaplan_meier(&lives) })
}

/// The curve of contracts: from the first day to the last; those that run are seen until the as-of day. What begins later
/// is left out.
fn of_contracts(facts: &Facts, config: &SurvivalConfig) -> Result<Survival, Error> {
    let terms = &facts.customers.terms;
    let days = || terms.iter().flat_map(|term| [term.start, term.end]).flatten();
    let as_of = config.retention.as_of.or_else(|| facts.last_day()).or_else(|| days().max());
    let mut lives = Vec::new();
    for (start, end) in terms.iter().filter_map(|term| Some((term.start?, term.end))) {
        let Some(as_of) = as_of.filter(|&as_of| start <= as_of) else { continue };
        let ended = end.filter(|&end| end <= as_of);
        let last = ended.unwrap_or(as_of).max(start);
        lives.push(Life { days: last.since(start) as u32, ended: ended.is_some() });
    }
    if lives.is_empty() {
        return Err(Error::missing(message!("No loaded customer has a contract that began by then.")));
    }
    let rule = message!("From the first day of each contract to its last.");
    Ok(Survival { rule, ..kaplan_meier(&lives) })
}

/// The product-limit estimate, with intervals on the scale of log(-log).
///
/// Lives that end and lives that go out of sight on one day: the ends come first, as is usual.
///
/// Source: Kaplan and Meier (1958), J. Am. Stat. Assoc. 53, 457-481, eq. 2b; variance by Greenwood (1926); interval by Kalbfleisch and
/// Prentice (2002), The Statistical Analysis of Failure Time Data, eq. 1.16.
pub fn kaplan_meier(lives: &[Life]) -> Survival {
    let mut lives = lives.to_vec();
    lives.order();
    let (mut points, mut share, mut greenwood) = (Vec::new(), 1.0, 0.0);
    let mut at_risk = lives.len();
    for day in lives.chunk_by(|a, b| a.days == b.days) {
        let ended = day.iter().filter(|life| life.ended).count();
        if ended > 0 {
            let (d, n) = (ended as f64, at_risk as f64);
            share = if ended == at_risk { 0.0 } else { share * (n - d) / n };
            greenwood += d / (n * (n - d));
            points.push(SurvivalPoint {
                days: day[0].days,
                at_risk,
                ended,
                share,
                interval: around(share, greenwood),
            });
        }
        at_risk -= day.len();
    }
    Survival {
        rule: Message::default(),
        n: lives.len(),
        n_ended: lives.iter().filter(|life| life.ended).count(),
        median_days: points.iter().find(|point| point.share <= 0.5).map(|point| point.days),
        points,
    }
}

fn around(share: f64, greenwood: f64) -> Option<Interval> {
    if share <= 0.0 || share >= 1.0 {
        return None;
    }
    let log = libm::log(share);
    let half = interval::Z * greenwood.sqrt() / -log;
    let end = |sign: f64| libm::pow(share, libm::exp(sign * half));
    Some(Interval { low: end(1.0), high: end(-1.0), level: LEVEL })
}
