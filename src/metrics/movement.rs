//! # Question
//! Who moved between groups from one day to another?
//!
//! # Input
//! Orders, and two days. Each day sees the orders up to it.
//!
//! # Result
//! The flows between the eleven groups: how many customers went from which group to which, and what they paid between
//! the two days.
//!
//! # Edge cases
//! Customers who bought for the first time between the days come from no group. Nobody leaves: who bought once stays a
//! customer. Scores are ranks among the customers of the day, so a customer may move because others did. A first day
//! before all orders makes everybody new.
//!
//! # Source
//! Migration tables of direct marketing: A. M. Hughes, *Strategic Database Marketing* (1994).
//!
//! # Example
//! ```
//! use clientele::{day::Day, facts::{Facts, Order, Orders}, moment::Moment, money::Money};
//! use clientele::metrics::movement::{MovementConfig, movement};
//!
//! // Both buy on day 1; customer 0 comes back on day 30.
//! let rows = [(0, 1), (1, 1), (0, 30)];
//! let orders = rows.map(|(customer, day)| Order {
//!     customer, moment: Moment::of_day(Day(day)), day: Day(day), amount: Money::from_units(5.0), cost: None,
//! });
//! let facts = Facts { orders: Orders::new(2, &orders), ..Facts::default() };
//! let answer = movement(&facts, &MovementConfig::since(Day(10)))?;
//! assert_eq!((answer.n_up, answer.n_down, answer.n_same, answer.n_new), (1, 1, 0, 0));
//! # Ok::<(), clientele::error::Error>(())
//! ```

use super::segments::{Assigned, Purchases, SegmentName, Segments, SegmentsConfig, segments};
use crate::day::Day;
use crate::error::Error;
use crate::facts::{CustomerIdx, Facts};
use crate::message::message;
use crate::money::Money;

/// Between which days, and how to score on each.
#[derive(Debug, Clone, PartialEq)]
pub struct MovementConfig {
    /// The first day.
    pub from: Day,
    /// The second day. `None`: the last day of the data.
    pub to: Option<Day>,
    /// Scores run from 1 to this, 2 to 9.
    pub n_bins: u8,
    /// What counts as one purchase.
    pub purchases: Purchases,
    /// Own cuts, as of the segments.
    pub cuts: Option<[Vec<f64>; 3]>,
    /// Codes given to other groups, as of the segments.
    pub map: Vec<Assigned>,
}

/// Who moved.
#[derive(Debug, Clone, PartialEq)]
pub struct Movement {
    /// The first day.
    pub from: Day,
    /// The second day.
    pub to: Day,
    /// Customers on the second day.
    pub n_customers: usize,
    /// Those who came into a group further up the list.
    pub n_up: usize,
    /// Those who came into a group further down.
    pub n_down: usize,
    /// Those who stayed.
    pub n_same: usize,
    /// Those who bought for the first time between the days.
    pub n_new: usize,
    /// All flows of at least one customer: by the group they come from, new customers first, then by the group they
    /// go to, best first.
    pub flows: Vec<Flow>,
}

/// Customers who went one way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flow {
    /// The group on the first day; `None` for new customers.
    pub from: Option<SegmentName>,
    /// The group on the second day.
    pub to: SegmentName,
    /// How many.
    pub n_customers: usize,
    /// What they paid between the days, refunds taken off.
    pub amount: Money,
}

impl MovementConfig {
    /// From this day to the end of the data, in fifths, by orders.
    pub fn since(from: Day) -> Self {
        let SegmentsConfig { n_bins, purchases, cuts, map, .. } = SegmentsConfig::default();
        Self { from, to: None, n_bins, purchases, cuts, map }
    }
}

impl Movement {
    /// Customers who went from one group to another; from `None` are new.
    pub fn n_between(&self, from: Option<SegmentName>, to: SegmentName) -> usize {
        let flow = self.flows.iter().find(|flow| flow.from == from && flow.to == to);
        flow.map_or(0, |flow| flow.n_customers)
    }

    /// The customers of one flow, in their order.
    pub fn of_flow(before: Option<&Segments>, after: &Segments, flow: &Flow) -> Vec<CustomerIdx> {
        let group = |answer: &Segments, customer: usize| -> Option<SegmentName> {
            let group = answer.group_of.get(customer).copied().flatten()?;
            answer.groups.get(usize::from(group)).map(|group| group.name)
        };
        let went = |&customer: &usize| {
            before.and_then(|before| group(before, customer)) == flow.from
                && group(after, customer) == Some(flow.to)
        };
        (0..after.group_of.len()).filter(went).map(|customer| customer as CustomerIdx).collect()
    }
}

/// A quarter back, or half of what the facts span if that is less.
pub fn usual_from(facts: &Facts, to: Option<Day>) -> Day {
    const QUARTER: i32 = 91;
    match (facts.first_day(), to.or_else(|| facts.last_day())) {
        (Some(first), Some(last)) => last.plus(-QUARTER.min(last.since(first) / 2).max(1)),
        _ => Day(0),
    }
}

/// Scores on both days and counts who went where.
///
/// # Errors
/// As [`segments`]; a configuration error if the second day is not after the first.
pub fn movement(facts: &Facts, config: &MovementConfig) -> Result<Movement, Error> {
    let (before, after) = both_days(facts, config)?;
    Ok(between(config, before.as_ref(), &after))
}

/// The same from the groups of both days.
pub fn between(config: &MovementConfig, before: Option<&Segments>, after: &Segments) -> Movement {
    let before_customers = before.iter().flat_map(|answer| &answer.customers);
    let mut paid_before = vec![Money::ZERO; after.group_of.len()];
    for customer in before_customers {
        if let Some(paid) = paid_before.get_mut(customer.customer as usize) {
            *paid = customer.amount;
        }
    }
    // Twelve rows: new customers, then the groups; eleven columns.
    let n = SegmentName::ALL.len();
    let mut cells = vec![(0usize, Money::ZERO); (n + 1) * n];
    for customer in &after.customers {
        let at = customer.customer as usize;
        let old = before.and_then(|before| before.group_of.get(at).copied().flatten());
        let new = after.group_of.get(at).copied().flatten();
        let row = old.map_or(0, |group| usize::from(group) + 1);
        let paid = paid_before.get(at).copied().unwrap_or_default();
        if let Some(cell) = new.and_then(|group| cells.get_mut(row * n + usize::from(group))) {
            cell.0 += 1;
            cell.1 += customer.amount - paid;
        }
    }
    let flows = flows(&cells);
    let count = |which: fn(&Flow) -> bool| -> usize {
        flows.iter().filter(|flow| which(flow)).map(|flow| flow.n_customers).sum()
    };
    Movement {
        from: config.from,
        to: after.as_of,
        n_customers: after.n_customers,
        n_up: count(|flow| flow.from.is_some_and(|from| flow.to < from)),
        n_down: count(|flow| flow.from.is_some_and(|from| flow.to > from)),
        n_same: count(|flow| flow.from == Some(flow.to)),
        n_new: count(|flow| flow.from.is_none()),
        flows,
    }
}

/// The groups on the first day, where anybody had bought by then, and on the second.
///
/// # Errors
/// As [`movement`].
pub fn both_days(facts: &Facts, config: &MovementConfig) -> Result<(Option<Segments>, Segments), Error> {
    let scored = |as_of| {
        segments(
            facts,
            &SegmentsConfig {
                as_of,
                n_bins: config.n_bins,
                purchases: config.purchases,
                cuts: config.cuts.clone(),
                map: config.map.clone(),
            },
        )
    };
    let after = scored(config.to)?;
    if config.from >= after.as_of {
        return Err(Error::config(message!("The first day of a comparison must lie before the second.")));
    }
    match scored(Some(config.from)) {
        Ok(before) => Ok((Some(before), after)),
        Err(error) if error.is_missing() => Ok((None, after)),
        Err(error) => Err(error),
    }
}

fn flows(cells: &[(usize, Money)]) -> Vec<Flow> {
    let n = SegmentName::ALL.len();
    let mut flows = Vec::new();
    for (row, cells) in cells.chunks(n).enumerate() {
        let from = row.checked_sub(1).and_then(|at| SegmentName::ALL.get(at)).copied();
        for (&to, &(n_customers, amount)) in SegmentName::ALL.iter().zip(cells) {
            if n_customers > 0 {
                flows.push(Flow { from, to, n_customers, amount });
            }
        }
    }
    flows
}
