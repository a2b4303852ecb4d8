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
mod gaps;
mod members;
mod rates;
mod rhythm;
mod survival;
mod values;

pub use anchored::{Anchored, anchored};
pub use averages::{Average, averages};
pub use config::{Activity, Cohorts, Frame, RetentionConfig, ReturnRule};
pub use gaps::{GapClass, LateClass};
pub use rates::{PeriodRate, rates};
pub use rhythm::{Rhythm, RhythmConfig, RhythmOf, rhythm};
pub use survival::{Life, Survival, SurvivalConfig, SurvivalPoint, kaplan_meier, survival};

use std::collections::BTreeMap;

use crate::day::Day;
use crate::error::Error;
use crate::facts::{CustomerIdx, Facts};
use crate::message::message;
use crate::money::Money;
use crate::sort::Sort as _;

use super::interval::{Interval, wilson};
use super::period::Period;
use config::MAX_PERIODS;
use members::{Member, Scene};

/// Who came back, and when.
#[derive(Debug, Clone, PartialEq)]
pub struct Retention {
    /// Are activities purchases, and not events?
    pub of_orders: bool,
    /// The length of a period.
    pub period: Period,
    /// The last day seen.
    pub as_of: Day,
    /// By time, without a gap; by a value, the largest first, the blank and the rest as they come by size.
    pub cohorts: Vec<Cohort>,
    /// For each column, the own period first.
    pub averages: Vec<Average>,
    /// Cohorts before those that are shown: none, unless [`Retention::latest`] left some out.
    pub n_earlier: usize,
}

impl Retention {
    /// At most so many cohorts, of periods the latest that anybody began in, of values the largest, and so many columns
    /// after the first. The averages stay those of all.
    #[must_use]
    pub fn latest(mut self, n_cohorts: usize, n_columns: usize) -> Self {
        while self.cohorts.len() > 1 && self.cohorts.last().is_some_and(|cohort| cohort.size == 0) {
            self.cohorts.pop();
        }
        let beyond = self.cohorts.len().saturating_sub(n_cohorts);
        if self.cohorts.first().is_some_and(|cohort| cohort.start.is_some()) {
            self.cohorts.drain(..beyond);
        } else {
            self.cohorts.truncate(n_cohorts);
        }
        self.n_earlier += beyond;
        for cohort in &mut self.cohorts {
            cohort.cells.truncate(n_columns.saturating_add(1));
        }
        let longest = self.cohorts.iter().map(|cohort| cohort.cells.len()).max().unwrap_or(0);
        self.averages.truncate(longest);
        self
    }

    /// How many columns the longest cohort has.
    pub fn n_columns(&self) -> usize {
        self.averages.len()
    }
}

impl Cell {
    /// What the cell says; `None` where nobody could be back.
    pub fn measured(&self, measure: Measure) -> Option<f64> {
        let each = |sum: f64| (self.eligible > 0).then(|| sum / self.eligible as f64);
        match measure {
            Measure::Customers => self.share,
            Measure::Activities => each(self.activities as f64),
            Measure::Money => each(self.amount.units()),
        }
    }
}

/// What a cell says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Measure {
    /// The share of customers who were back.
    #[default]
    Customers,
    /// Activities for each customer: orders or events.
    Activities,
    /// Money for each customer.
    Money,
}

/// Customers who stand together.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Cohort {
    /// What it is called where cohorts are values; `None` for the blank, for several values together, and for periods.
    pub value: Option<String>,
    /// First day of its period; `None` where cohorts are values.
    pub start: Option<Day>,
    /// The number of its period, or the codes of its values: several where the smallest are shown as one. What
    /// [`cell_customers`] asks for.
    pub rows: Vec<i64>,
    /// Customers in it.
    pub size: usize,
    /// For each column from its own period on; `None` for one that is not over.
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
    let plan = plan(&scene, config)?;
    let mut sums: Vec<Vec<Sum>> = vec![vec![Sum::default(); plan.n_columns]; plan.rows.len()];
    let mut sizes = vec![0; plan.rows.len()];
    scene.each(|member| {
        if let Ok(at) = plan.cohort_of.binary_search_by_key(&member.row, |&(row, _)| row) {
            let cohort = plan.cohort_of[at].1;
            sizes[cohort] += 1;
            add(&mut sums[cohort], &member, config);
        }
    });
    let made = plan.rows.into_iter().zip(sums).zip(sizes);
    let cohorts: Vec<Cohort> =
        made.map(|((rows, sums), size)| cohort(config, &scene, rows, sums, size)).collect();
    let averages = averages(&cohorts);
    Ok(Retention {
        of_orders: scene.of_orders(),
        period: config.period,
        as_of: scene.as_of,
        cohorts,
        averages,
        n_earlier: 0,
    })
}

/// The customers of one cell: those of a cohort's `rows` who were back in the `k`-th column; the whole cohort for 0.
///
/// # Errors
/// As [`retention`].
pub fn cell_customers(
    facts: &Facts,
    config: &RetentionConfig,
    rows: &[i64],
    k: usize,
) -> Result<Vec<CustomerIdx>, Error> {
    let mut customers = Vec::new();
    Scene::new(facts, config)?.each(|member| {
        if rows.contains(&member.row) && (k == 0 || (k <= member.over && returned(&member, config, k))) {
            customers.push(member.customer);
        }
    });
    Ok(customers)
}

/// Was the customer back in this column?
fn returned(member: &Member, config: &RetentionConfig, k: usize) -> bool {
    let enough = |n: u32| n >= config.minimum.max(1);
    let after = config.rule == ReturnRule::OnOrAfter;
    member.visits.iter().any(|visit| enough(visit.n) && (visit.k == k || (after && visit.k > k)))
}

/// Which cohorts are shown, and of how many columns.
struct Plan {
    /// For each period or value, ascending, its cohort.
    cohort_of: Vec<(i64, usize)>,
    /// The periods or values of each cohort.
    rows: Vec<Vec<i64>>,
    n_columns: usize,
}

fn plan(scene: &Scene, config: &RetentionConfig) -> Result<Plan, Error> {
    let by_time = config.cohorts.by_time();
    let from = config.from.filter(|_| by_time).map(|day| i64::from(config.period.of_day(day)));
    let (mut sizes, mut most) = (BTreeMap::<i64, usize>::new(), 0);
    scene.each(|member| {
        if from.is_none_or(|from| member.row >= from) {
            *sizes.entry(member.row).or_default() += 1;
            most = most.max(member.over).max(member.visits.last().map_or(0, |visit| visit.k));
        }
    });
    check_span(most as i64)?;
    let rows = if by_time {
        let end = i64::from(members::last_begun(config.period, scene.as_of));
        let first = from.or_else(|| sizes.keys().next().copied()).unwrap_or(end);
        let last = sizes.keys().next_back().copied().unwrap_or(first).max(end);
        check_span(last - first)?;
        (first..=last).map(|row| vec![row]).collect()
    } else {
        by_size(scene, sizes, config.most_values as usize)?
    };
    let mut cohort_of: Vec<(i64, usize)> = Vec::new();
    for (cohort, rows) in rows.iter().enumerate() {
        cohort_of.extend(rows.iter().map(|&row| (row, cohort)));
    }
    cohort_of.order();
    // What lies beyond the brackets has no column, though it is a return "or after" them.
    let n_columns = if config.brackets.is_empty() { most + 1 } else { config.brackets.len() + 2 };
    Ok(Plan { cohort_of, rows, n_columns })
}

/// The values, the largest first, and of equals the first by name; those after the `most` largest as one.
fn by_size(scene: &Scene, sizes: BTreeMap<i64, usize>, most: usize) -> Result<Vec<Vec<i64>>, Error> {
    let all = if most == 0 { MAX_PERIODS as usize } else { most };
    if most == 0 && sizes.len() > all {
        return Err(Error::config(message!(
            "The attribute has {} values, too many cohorts to show: choose one with fewer.",
            sizes.len()
        )));
    }
    let name = |row: i64| scene.values.as_ref().and_then(|values| values.name(row));
    let mut sizes: Vec<(i64, usize)> = sizes.into_iter().collect();
    sizes.order_by(|a, b| b.1.cmp(&a.1).then_with(|| name(a.0).cmp(&name(b.0))));
    let mut rows: Vec<Vec<i64>> = sizes.iter().take(all).map(|&(row, _)| vec![row]).collect();
    let rest: Vec<i64> = sizes.iter().skip(all).map(|&(row, _)| row).collect();
    if !rest.is_empty() {
        rows.push(rest);
    }
    Ok(rows)
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
    config: &RetentionConfig,
    scene: &Scene,
    rows: Vec<i64>,
    mut sums: Vec<Sum>,
    size: usize,
) -> Cohort {
    let row = match rows.as_slice() {
        &[row] => Some(row),
        _ => None,
    };
    let by_time = scene.values.is_none();
    let since = |last: i32| row.and_then(|row| usize::try_from(i64::from(last) - row).ok());
    if by_time {
        let begun = since(members::last_begun(config.period, scene.as_of)).unwrap_or(0);
        sums.truncate(config.columns_begun(begun) + 1);
    } else if !config.brackets.is_empty() {
        sums.truncate(config.brackets.len() + 1);
    }
    let over = since(members::last_over(config.period, scene.as_of)).map(|over| config.columns_over(over));
    let cell = |(k, sum): (usize, Sum)| {
        // A calendar cohort of nobody still has cells, once their periods are over.
        let empty = size == 0 && by_time && over.is_some_and(|over| k <= over);
        (k == 0 || sum.eligible > 0 || empty).then(|| Cell {
            eligible: sum.eligible,
            returned: sum.returned,
            share: (sum.eligible > 0).then(|| sum.returned as f64 / sum.eligible as f64),
            interval: if k == 0 { None } else { wilson(sum.returned, sum.eligible) },
            activities: sum.activities,
            amount: sum.amount,
        })
    };
    Cohort {
        value: row.and_then(|row| scene.values.as_ref()?.name(row)),
        start: row.filter(|_| by_time).map(|row| config.period.start(row as i32)),
        size,
        cells: sums.into_iter().enumerate().map(cell).collect(),
        rows,
    }
}
