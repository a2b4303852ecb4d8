//! Where purchases come at regular opportunities only (appeals, monthly boxes): who is still there, and at how many of the
//! next opportunities will they buy?
//!
//! # Question
//! Do all purchases lie on a regular grid, and if so, what is to be expected at its next points?
//!
//! # Input
//! Orders up to a day, the customers as of that day, and the horizon, discount and margin.
//!
//! # Result
//! [`Chances`]: the grid that was found, the fitted BG/BB model, and customers by number of purchases with the
//! probability that they are still there and what they are expected to buy.
//!
//! # Edge cases
//! * Purchases on any day: an error says so, and that the other models are the right ones.
//! * The opportunity under way is left out unless its purchases are in.
//! * The horizon is rounded to whole opportunities, at least one; each is discounted on its day.
//!
//! # Source
//! Fader, Hardie & Shang 2010, see [`bgbb`](super::super::bgbb). A grid: nine tenths of the purchase days lie in a seventh of
//! each period, and nearly nobody buys twice in one.

use crate::day::{DAYS_PER_MONTH, Day};
use crate::error::Error;
use crate::facts::Facts;
use crate::message::message;
use crate::sort::Sort as _;

use super::super::base::Base;
use super::super::bgbb::{self, NAMES, Standing, Taken};
use super::super::forecast::daily;
use super::super::history;
use super::super::{Fit, ValueConfig};

/// The distance of two opportunities.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grid {
    /// The same day of the week.
    Weeks,
    /// So many months, which divide a year.
    Months(u32),
}

impl Grid {
    /// From long to short: the first that fits is taken, for what comes once a quarter lies on the grid of months too.
    const ALL: [Self; 5] = [Self::Months(12), Self::Months(6), Self::Months(3), Self::Months(1), Self::Weeks];

    /// Days between two opportunities.
    pub fn days(self) -> f64 {
        match self {
            Self::Weeks => 7.0,
            Self::Months(n) => f64::from(n) * DAYS_PER_MONTH,
        }
    }

    /// The period in which a day lies, and how far into it, 0 to 1.
    fn place(self, day: Day) -> (i32, f64) {
        match self {
            Self::Weeks => (day.0.div_euclid(7), f64::from(day.0.rem_euclid(7)) / 7.0),
            Self::Months(n) => {
                let number = day.month_number().div_euclid(n as i32);
                let first = Day::of_month_number(number * n as i32);
                let next = Day::of_month_number((number + 1) * n as i32);
                (number, f64::from(day.since(first)) / f64::from(next.since(first)))
            }
        }
    }
}

/// Parts into which a period is cut; purchases of an opportunity lie in [`NARROW`] of them side by side.
const PARTS: usize = 28;
const NARROW: usize = 4;
/// Of the purchase days so many lie there, and so many customers and periods have no second one.
const MOST: f64 = 0.9;
const ONCE: f64 = 0.98;
/// Fewer purchases or periods than these make no grid.
const LEAST_DAYS: usize = 50;
const LEAST_PERIODS: i32 = 4;

/// Customers with one number of purchases after the first.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Row {
    /// Opportunities taken after the first purchase.
    pub x: u32,
    /// Customers.
    pub n_customers: usize,
    /// Mean opportunities since the first purchase.
    pub n_chances: f64,
    /// Mean probability to be there still.
    pub p_alive: f64,
    /// Mean purchases expected at the next opportunities.
    pub expected: f64,
    /// What is expected of all of them, discounted, in currency units.
    pub value: f64,
}

/// The answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Chances {
    /// Observation ended with this day.
    pub as_of: Day,
    /// The grid.
    pub grid: Grid,
    /// Share of the purchase days that lie on it.
    pub on_grid: f64,
    /// Opportunities ahead.
    pub n_ahead: u32,
    /// The model.
    pub fit: Fit,
    /// Customers.
    pub n_customers: usize,
    /// What is expected of all, discounted, in currency units.
    pub value: f64,
    /// By rising number of purchases; the last stands for all above.
    pub rows: Vec<Row>,
}

/// Rows of the answer at most.
const MOST_ROWS: u32 = 12;

/// Looks for a grid and fits the model on it.
///
/// # Errors
/// Purchases lie on no grid; nobody bought twice on it.
pub fn chances(facts: &Facts, base: &Base, config: &ValueConfig) -> Result<Chances, Error> {
    let mut all: Vec<Vec<Day>> = Vec::new();
    let mut who = Vec::new();
    history::visit_days(&facts.orders, base.as_of, &mut |customer, days| {
        who.push(customer);
        all.push(days.to_vec());
    });
    let found = Grid::ALL.into_iter().find_map(|grid| Some((grid, on_grid(grid, &all)?)));
    let (grid, on_grid) = found.ok_or_else(|| {
        Error::missing(message!(
            "Purchases come on any day here, not at regular opportunities such as a monthly appeal: the forecasts under \
             \"Value\" are the right ones."
        ))
    })?;
    let last = last_chance(grid, &all, base.as_of);
    let taken: Vec<Taken> = all.iter().map(|days| history_of(grid, days, last)).collect();
    let merged = merged(taken.clone());
    let fitted = bgbb::fit(&merged).ok_or_else(|| {
        Error::missing(message!("Nobody bought at a second opportunity, so there is nothing to go by."))
    })?;
    let n_ahead = ((config.horizon_months * DAYS_PER_MONTH / grid.days()).round() as u32).max(1);
    let factor = libm::exp(-daily(config.discount_per_year) * grid.days());
    let mut rows: Vec<Row> = Vec::new();
    let mut order: Vec<usize> = (0..taken.len()).collect();
    order.order_by_key(|&i| (taken[i].x, taken[i].n_chances, taken[i].last, who[i]));
    let mut kept: Option<(Taken, Standing)> = None;
    for i in order {
        let history = taken[i];
        let standing = match kept {
            Some((same, standing)) if same == history => standing,
            _ => bgbb::standing(&fitted.parameters, history),
        };
        kept = Some((history, standing));
        let spend = base.buyer(who[i]).map_or(0.0, |buyer| base.spend_of(buyer));
        let x = history.x.min(MOST_ROWS - 1);
        if rows.last().is_none_or(|row| row.x != x) {
            rows.push(Row { x, ..Row::default() });
        }
        if let Some(row) = rows.last_mut() {
            row.n_customers += 1;
            row.n_chances += f64::from(history.n_chances);
            row.p_alive += standing.p_alive;
            row.expected += standing.expected(n_ahead, 1.0);
            // The next opportunity lies one period ahead.
            row.value += factor * standing.expected(n_ahead, factor) * spend * base.margin(config);
        }
    }
    let value = rows.iter().map(|row| row.value).sum();
    for row in &mut rows {
        let n = row.n_customers as f64;
        row.n_chances /= n;
        row.p_alive /= n;
        row.expected /= n;
    }
    let fit = fitted.report("BG/BB", NAMES);
    Ok(Chances { as_of: base.as_of, grid, on_grid, n_ahead, fit, n_customers: taken.len(), value, rows })
}

/// The share of purchase days on a grid, if it is one.
fn on_grid(grid: Grid, all: &[Vec<Day>]) -> Option<f64> {
    let (mut parts, mut n_days, mut n_periods) = ([0usize; PARTS], 0, 0);
    let (mut first, mut last) = (i32::MAX, i32::MIN);
    for days in all {
        let mut before = None;
        for &day in days {
            let (period, share) = grid.place(day);
            parts[((share * PARTS as f64) as usize).min(PARTS - 1)] += 1;
            n_days += 1;
            n_periods += usize::from(before != Some(period));
            before = Some(period);
            (first, last) = (first.min(period), last.max(period));
        }
    }
    let inside = |from: usize| (from..from + NARROW).map(|part| parts[part % PARTS]).sum::<usize>();
    let most = (0..PARTS).map(inside).max().unwrap_or(0);
    let (share, once) = (most as f64 / n_days as f64, n_periods as f64 / n_days as f64);
    let enough = n_days >= LEAST_DAYS && last.saturating_sub(first) >= LEAST_PERIODS;
    (enough && share >= MOST && once >= ONCE).then_some(share)
}

/// The last opportunity that is over: one with purchases by as many as usual, or before the period under way.
fn last_chance(grid: Grid, all: &[Vec<Day>], as_of: Day) -> i32 {
    let (now, share) = grid.place(as_of);
    let seen = all.iter().flatten().filter(|day| grid.place(**day).0 == now);
    let latest = seen.map(|day| grid.place(*day).1).fold(0.0, f64::max);
    let is_over = latest > 0.0 && share - latest > 1.0 / PARTS as f64 || share > 0.95;
    if is_over { now } else { now - 1 }
}

/// What the model sees of a customer.
fn history_of(grid: Grid, days: &[Day], last: i32) -> Taken {
    let period = |day: &Day| grid.place(*day).0;
    let first = days.first().map_or(last, period);
    let (mut x, mut at) = (0, 0);
    let mut before = first;
    for now in days.iter().map(period).filter(|now| *now <= last) {
        if now > before {
            x += 1;
            at = (now - first) as u32;
            before = now;
        }
    }
    Taken { x, last: at, n_chances: (last - first).max(0) as u32, n: 1.0 }
}

fn merged(mut all: Vec<Taken>) -> Vec<Taken> {
    all.order_by_key(|h| (h.n_chances, h.x, h.last));
    all.dedup_by(|later, kept| {
        let same = (later.n_chances, later.x, later.last) == (kept.n_chances, kept.x, kept.last);
        if same {
            kept.n += later.n;
        }
        same
    });
    all
}
