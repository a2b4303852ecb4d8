//! Do customers come back? Cohorts by their first time, and who of them is there in each period after.
//!
//! # Question
//! Of the customers who began in a period, how many were back one, two, three periods later, with how many orders and how much money?
//! # Input
//! Orders or events; a [`RetentionConfig`].
//! # Result
//! A [`Retention`]: one row a cohort, one cell a period. Two averages for each period, both named.
//! # Edge cases
//! A period that is not over has a blank cell, and is in no average; a true zero is in both. The first period is the cohort
//! itself, 1 by definition, and never blank. On rolling periods each customer counts only in periods that are over for that customer,
//! so a cell has its own number of those who could return. Cohorts of nobody are shown, without shares.
//! # Source
//! The definitions in [`config`](RetentionConfig); intervals by Wilson (1927).
//! # Example
//! ```
//! use clientele::day::Day;
//! use clientele::facts::{Facts, Order, Orders};
//! use clientele::metrics::retention::{RetentionConfig, retention};
//! use clientele::moment::Moment;
//! use clientele::money::Money;
//!
//! // Two customers begin in January 2024; one is back in February. The data end with February.
//! let orders = [(0, (1, 5)), (1, (1, 9)), (0, (2, 29))].map(|(customer, (month, day))| {
//!     let day = Day::from_ymd(2024, month, day).unwrap();
//!     Order { customer, moment: Moment::of_day(day), day, amount: Money::from_units(10.0), cost: None }
//! });
//! let facts = Facts { orders: Orders::new(2, &orders), ..Facts::default() };
//! let retention = retention(&facts, &RetentionConfig::default()).unwrap();
//! assert_eq!(retention.cohorts[0].cells[1].as_ref().unwrap().share, Some(0.5));
//! ```

mod anchored;
mod averages;
mod config;
mod members;
mod rates;
mod rhythm;
mod survival;

pub use anchored::{Anchored, anchored};
pub use averages::{Average, averages};
pub use config::{Activity, Cohorts, Frame, RetentionConfig, ReturnRule};
pub use rates::{PeriodRate, rates};
pub use rhythm::{Rhythm, RhythmConfig, RhythmOf, rhythm};
pub use survival::{Life, Survival, SurvivalConfig, SurvivalPoint, kaplan_meier, survival};

use std::collections::BTreeSet;

use crate::day::Day;
use crate::error::Error;
use crate::facts::{CustomerIdx, Facts};
use crate::message::{Message, message};
use crate::money::Money;
use crate::sort::Sort as _;

use super::interval::{Interval, wilson};
use super::period::Period;
use members::{BLANK_ROW, Member, Scene};

/// The most cohorts and periods in one answer: a wrong date must not fill the memory.
const MAX_PERIODS: i64 = 1500;

/// Who came back, and when.
#[derive(Debug, Clone, PartialEq)]
pub struct Retention {
    /// The rule in words.
    pub rule: Message,
    /// The length of a period.
    pub period: Period,
    /// The last day seen.
    pub as_of: Day,
    /// By time, without a gap; by an attribute, the largest first.
    pub cohorts: Vec<Cohort>,
    /// For each period after the first, from 0 on.
    pub averages: Vec<Average>,
}

/// Customers who stand together.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Cohort {
    /// What it is called: its value where cohorts are values of an attribute; `None` for the blank, and for periods.
    pub value: Option<String>,
    /// First day of its period; `None` where cohorts are values of an attribute.
    pub start: Option<Day>,
    /// The number of its period, or the code of its value: what [`cell_customers`] asks for.
    pub row: i64,
    /// Customers in it.
    pub size: usize,
    /// For each period from its own on; `None` for one that is not over.
    pub cells: Vec<Option<Cell>>,
}

/// A cohort in one period.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Cell {
    /// Customers for whom the period is over: all of the cohort, on calendar periods of a cohort by time.
    pub eligible: usize,
    /// Of these, customers who were back.
    pub returned: usize,
    /// Of the eligible, 0 to 1; `None` where there is none.
    pub share: Option<f64>,
    /// Around `share`; `None` also for the first period, which is all of them by definition.
    pub interval: Option<Interval>,
    /// Activities of the eligible in the period (under "or after", from it on): orders or events.
    pub activities: u64,
    /// Money of the eligible in the period (under "or after", from it on), refunds taken off; zero from events.
    pub amount: Money,
}

/// Forms cohorts and counts their returns.
///
/// # Errors
/// No orders or events are loaded; there is no such attribute; there would be more than 1500 periods.
pub fn retention(facts: &Facts, config: &RetentionConfig) -> Result<Retention, Error> {
    let scene = Scene::new(facts, config)?;
    let (rows, n_periods) = rows(&scene, config)?;
    let mut sums: Vec<Vec<Sum>> = vec![vec![Sum::default(); n_periods]; rows.len()];
    let mut sizes = vec![0; rows.len()];
    scene.each(|member| {
        if let Ok(row) = rows.binary_search(&member.row) {
            sizes[row] += 1;
            add(&mut sums[row], &member, config);
        }
    });
    let mut cohorts: Vec<Cohort> = rows
        .iter()
        .zip(sums)
        .zip(sizes)
        .map(|((&row, sums), size)| cohort(facts, config, &scene, row, sums, size))
        .collect();
    if let Cohorts::Attribute(_) = config.cohorts {
        cohorts.order_by(|a, b| b.size.cmp(&a.size).then_with(|| a.value.cmp(&b.value)));
    }
    let averages = averages(&cohorts);
    Ok(Retention { rule: config.in_words(), period: config.period, as_of: scene.as_of, cohorts, averages })
}

/// The customers of one cell: those who were back in the `k`-th period after the first; the whole cohort for 0.
///
/// # Errors
/// As [`retention`].
pub fn cell_customers(
    facts: &Facts,
    config: &RetentionConfig,
    row: i64,
    k: usize,
) -> Result<Vec<CustomerIdx>, Error> {
    let mut customers = Vec::new();
    Scene::new(facts, config)?.each(|member| {
        if member.row == row && (k == 0 || (k <= member.over && returned(&member, config, k))) {
            customers.push(member.customer);
        }
    });
    Ok(customers)
}

/// Was the customer back in this period?
fn returned(member: &Member, config: &RetentionConfig, k: usize) -> bool {
    let enough = |n: u32| n >= config.minimum.max(1);
    let after = config.rule == ReturnRule::OnOrAfter;
    member.visits.iter().any(|visit| enough(visit.n) && (visit.k == k || (after && visit.k > k)))
}

/// The rows that are shown, ascending, and the number of periods.
fn rows(scene: &Scene, config: &RetentionConfig) -> Result<(Vec<i64>, usize), Error> {
    let by_time = !matches!(config.cohorts, Cohorts::Attribute(_));
    let from = config.from.filter(|_| by_time).map(|day| i64::from(config.period.of_day(day)));
    let (mut rows, mut most) = (BTreeSet::new(), 0);
    scene.each(|member| {
        if from.is_none_or(|from| member.row >= from) {
            rows.insert(member.row);
            most = most.max(member.over).max(member.visits.last().map_or(0, |visit| visit.k));
        }
    });
    check_span(most as i64)?;
    if by_time {
        let end = i64::from(members::last_begun(config.period, scene.as_of));
        let first = from.or_else(|| rows.first().copied()).unwrap_or(end);
        let last = rows.last().copied().unwrap_or(first).max(end);
        check_span(last - first)?;
        return Ok(((first..=last).collect(), most + 1));
    }
    if rows.len() > MAX_PERIODS as usize {
        return Err(Error::config(message!(
            "The attribute has {} values, too many cohorts to show: choose one with fewer.",
            rows.len()
        )));
    }
    Ok((rows.into_iter().collect(), most + 1))
}

fn check_span(span: i64) -> Result<(), Error> {
    if span < MAX_PERIODS {
        return Ok(());
    }
    Err(Error::config(message!(
        "The data span {} periods, too many to show: choose a longer period or a later start.",
        span.max(0) as usize
    )))
}

/// A cell in the making.
#[derive(Debug, Clone, Copy, Default)]
struct Sum {
    eligible: usize,
    returned: usize,
    activities: u64,
    amount: Money,
}

/// Adds one customer to the cells of its cohort.
fn add(sums: &mut [Sum], member: &Member, config: &RetentionConfig) {
    for sum in sums.iter_mut().take(member.over.saturating_add(1)) {
        sum.eligible += 1;
    }
    sums[0].returned += 1;
    let after = config.rule == ReturnRule::OnOrAfter;
    let enough = |n: u32| n >= config.minimum.max(1);
    let mut back = 0;
    for visit in member.visits {
        let first = if after { 0 } else { visit.k };
        for sum in &mut sums[first.min(member.over + 1)..=visit.k.min(member.over)] {
            sum.activities += u64::from(visit.n);
            sum.amount += visit.amount;
        }
        if visit.k > 0 && enough(visit.n) {
            let first = if after { back + 1 } else { visit.k };
            for sum in sums.iter_mut().take(visit.k.min(member.over) + 1).skip(first) {
                sum.returned += 1;
            }
            back = visit.k;
        }
    }
}

fn cohort(
    facts: &Facts,
    config: &RetentionConfig,
    scene: &Scene,
    row: i64,
    mut sums: Vec<Sum>,
    size: usize,
) -> Cohort {
    let by_attribute = match &config.cohorts {
        Cohorts::Attribute(name) => {
            facts.customers.attributes.iter().find(|attribute| &attribute.name == name)
        }
        _ => None,
    };
    let value = by_attribute
        .filter(|_| row != BLANK_ROW)
        .map(|attribute| attribute.values.get(row as u32).to_string());
    let start = by_attribute.is_none().then(|| config.period.start(row as i32));
    if start.is_some() {
        let last = i64::from(members::last_begun(config.period, scene.as_of));
        sums.truncate(usize::try_from(last - row).unwrap_or(0) + 1);
    }
    let over = i64::from(members::last_over(config.period, scene.as_of)) - row;
    let cell = |(k, sum): (usize, Sum)| {
        // A calendar cohort of nobody still has cells, once their periods are over.
        let empty = size == 0 && start.is_some() && (k as i64) <= over;
        (k == 0 || sum.eligible > 0 || empty).then(|| Cell {
            eligible: sum.eligible,
            returned: sum.returned,
            share: (sum.eligible > 0).then(|| sum.returned as f64 / sum.eligible as f64),
            interval: if k == 0 { None } else { wilson(sum.returned, sum.eligible) },
            activities: sum.activities,
            amount: sum.amount,
        })
    };
    Cohort { value, start, row, size, cells: sums.into_iter().enumerate().map(cell).collect() }
}
