//! # Question
//! Which groups of customers behave alike? Recency, frequency and money, scored by quantiles.
//!
//! # Input
//! Orders up to the as-of day. A purchase is an order of zero or more; refunds lower the money and are not purchases.
//!
//! # Result
//! For each customer who bought a score from 1 to `n_bins` on each of the three scales, 5 of 5 being best, and one
//! of eleven groups; for each scale its cut points; for each group how many, how much, how long ago.
//!
//! # Edge cases
//! Equal values share a score, so with many one-time buyers a score may stay empty; `counts` says so. With one
//! customer all scores are those of the first bin. Customers with refunds alone never bought and are in no group.
//! Where money in all is not above zero, or a group's is below, there is no share of money.
//!
//! # Source
//! A. M. Hughes, *Strategic Database Marketing* (1994): independent scoring of the three. The cuts are the quantiles of
//! [`num::quantile`](crate::num::quantile::cuts). The groups are a partition of all codes of our own, after the
//! names in common use, whose published ranges overlap.
//!
//! # Example
//! ```
//! use clientele::{day::Day, facts::{Facts, Order, Orders}, moment::Moment, money::Money};
//! use clientele::metrics::segments::{SegmentName, SegmentsConfig, segments};
//!
//! // Customer 0 buys twice, the others once; 2 was here long ago.
//! let rows = [(0, 10, 20.0), (0, 90, 30.0), (1, 95, 5.0), (2, 1, 8.0)];
//! let orders = rows.map(|(customer, day, units)| Order {
//!     customer,
//!     moment: Moment::of_day(Day(day)),
//!     day: Day(day),
//!     amount: Money::from_units(units),
//!     cost: None,
//! });
//! let facts = Facts { orders: Orders::new(3, &orders), ..Facts::default() };
//!
//! let answer = segments(&facts, &SegmentsConfig { n_bins: 3, ..SegmentsConfig::default() })?;
//! assert_eq!(answer.scores, [[2, 3, 3], [3, 1, 1], [1, 1, 2]]);
//! assert_eq!(answer.recency.cuts, [0.0, 5.0]); // 0 and 5 days ago end the first and the second third
//! # Ok::<(), clientele::error::Error>(())
//! ```

mod groups;
mod scale;

use crate::day::Day;
use crate::error::Error;
use crate::facts::{CustomerIdx, Facts};
use crate::message::message;
use crate::money::Money;
use crate::num::quantile;

pub use groups::SegmentName;
pub use scale::Scale;

/// How to score.
#[derive(Debug, Clone, PartialEq)]
pub struct SegmentsConfig {
    /// The day as of which recency is counted; later orders are left out. `None`: the last day of the data.
    pub as_of: Option<Day>,
    /// Scores run from 1 to this, 2 to 9. The eleven groups read fifths of the scale.
    pub n_bins: u8,
    /// What counts as one purchase.
    pub purchases: Purchases,
    /// Own cuts of recency in days, of purchases, of money in currency units: each rising, one less than scores. `None`, and
    /// for a scale without cuts: quantiles, among all customers where the facts are about some only.
    pub cuts: Option<[Vec<f64>; 3]>,
    /// Codes that belong to another group than usual; where two speak of a code, the later one holds.
    pub map: Vec<Assigned>,
}

/// Codes given to a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Assigned {
    /// Recency, frequency, money: the first and the last score of the scale as it is.
    pub scores: [(u8, u8); 3],
    /// To which.
    pub name: SegmentName,
}

/// What counts as one purchase.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Purchases {
    /// Each order: two on one day are two.
    #[default]
    Orders,
    /// Each day with an order: two on one day are one, as in models of lifetime value.
    Days,
}

/// Customers who bought, in groups that everybody understands. Each is in exactly one.
#[derive(Debug, Clone, PartialEq)]
pub struct Segments {
    /// The day as of which recency was counted.
    pub as_of: Day,
    /// The day of the first order that counts.
    pub first_day: Day,
    /// What was counted as one purchase.
    pub purchases: Purchases,
    /// Customers with at least one purchase.
    pub n_customers: usize,
    /// What they paid in all, refunds taken off.
    pub amount: Money,
    /// Days since the last purchase: fewer is better.
    pub recency: Scale,
    /// Purchases.
    pub frequency: Scale,
    /// Amount in all, in currency units.
    pub monetary: Scale,
    /// The eleven groups in their fixed order, empty ones included.
    pub groups: Vec<Segment>,
    /// For each customer its position in `groups`; `None` for one who never bought.
    pub group_of: Vec<Option<u8>>,
    /// For each customer the scores of recency, frequency, money; zeros for one who never bought.
    pub scores: Vec<[u8; 3]>,
    /// What was scored: one for each customer who bought, by customer.
    pub customers: Vec<CustomerRfm>,
}

/// What was scored of one customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CustomerRfm {
    /// Who.
    pub customer: CustomerIdx,
    /// The day of the last purchase.
    pub last_day: Day,
    /// Purchases.
    pub n_purchases: u32,
    /// Amount in all, refunds taken off.
    pub amount: Money,
}

/// One group.
#[derive(Debug, Clone, PartialEq)]
pub struct Segment {
    /// Which.
    pub name: SegmentName,
    /// Customers in it.
    pub n_customers: usize,
    /// Of all customers who bought, 0 to 1.
    pub share: f64,
    /// What they paid.
    pub amount: Money,
    /// Of all money, 0 to 1; `None` where there is none, or where refunds leave a group below zero.
    pub amount_share: Option<f64>,
    /// Median days since the last purchase; `None` for an empty group.
    pub median_recency_days: Option<f64>,
    /// Mean purchases; `None` for an empty group.
    pub mean_orders: Option<f64>,
    /// Mean amount per customer; `None` for an empty group.
    pub mean_amount: Option<Money>,
}

impl Default for SegmentsConfig {
    /// Fifths, of orders, as of the last day of the data.
    fn default() -> Self {
        Self { as_of: None, n_bins: 5, purchases: Purchases::default(), cuts: None, map: Vec::new() }
    }
}

impl SegmentsConfig {
    /// The group of a code in the scores as they are: the usual one, unless the map says another.
    pub fn name_of(&self, code: [u8; 3]) -> Option<SegmentName> {
        let holds = |own: &&Assigned| {
            let [r, f, m] = own.scores;
            let within = |(first, last): (u8, u8), score: u8| first <= score && score <= last;
            within(r, code[0]) && within(f, code[1]) && within(m, code[2])
        };
        match self.map.iter().rev().find(holds) {
            Some(own) => Some(own.name),
            None => self.usual_name_of(code),
        }
    }

    /// The group of a code before the map.
    pub fn usual_name_of(&self, code: [u8; 3]) -> Option<SegmentName> {
        SegmentName::of_code(code.map(|score| groups::fifth(score, self.n_bins)))
    }
}

/// Scores each customer who bought and names the group.
///
/// # Errors
/// A configuration error if `n_bins` is not 2 to 9; a missing-facts error if nobody bought up to the as-of day.
pub fn segments(facts: &Facts, config: &SegmentsConfig) -> Result<Segments, Error> {
    let n_bins = config.n_bins;
    if !(2..=9).contains(&n_bins) {
        return Err(Error::config(message!(
            "Scores from 1 to {} are not possible: choose 2 to 9.",
            usize::from(n_bins)
        )));
    }
    let nobody = || Error::missing(message!("Segments need at least one order up to the chosen day."));
    let as_of = config.as_of.or(facts.last_day()).ok_or_else(nobody)?;
    let customers = purchases(facts, as_of, config.purchases);
    if customers.is_empty() {
        return Err(nobody());
    }
    let own = scored(&customers, as_of);
    let mut cuts = match &facts.among {
        Some(all) => scored(&purchases(all, as_of, config.purchases), as_of)
            .map(|values| quantile::cuts(&values, n_bins)),
        None => own.each_ref().map(|values| quantile::cuts(values, n_bins)),
    };
    if let Some(asked) = &config.cuts {
        for (cuts, asked) in cuts.iter_mut().zip(own_cuts(asked, n_bins)?) {
            if !asked.is_empty() {
                *cuts = asked;
            }
        }
    }
    let [by_days, by_number, by_amount] = cuts;
    let [days, numbers, amounts] = own;
    let (recency, r) = scale::score(&days, by_days, n_bins, false, |days| days as f64);
    let (frequency, f) = scale::score(&numbers, by_number, n_bins, true, |number| number as f64);
    let (monetary, m) = scale::score(&amounts, by_amount, n_bins, true, |amount| Money(amount).units());

    let n_all = facts.customers.len().max(facts.orders.groups().n_customers());
    let (group_of, scores) = place(n_all, &customers, [&r, &f, &m], config);
    let amount = customers.iter().map(|customer| customer.amount).sum();
    Ok(Segments {
        as_of,
        first_day: facts.orders.days().0.unwrap_or(as_of).min(as_of),
        purchases: config.purchases,
        n_customers: customers.len(),
        amount,
        recency,
        frequency,
        monetary,
        groups: describe(&customers, &group_of, as_of, amount),
        group_of,
        scores,
        customers,
    })
}

/// What is scored: days of silence, purchases, money.
fn scored(customers: &[CustomerRfm], as_of: Day) -> [Vec<i64>; 3] {
    [
        customers.iter().map(|customer| days_since(customer, as_of)).collect(),
        customers.iter().map(|customer| i64::from(customer.n_purchases)).collect(),
        customers.iter().map(|customer| customer.amount.0).collect(),
    ]
}

/// # Errors
/// Cuts that do not rise, or too many or too few of them.
fn own_cuts(cuts: &[Vec<f64>; 3], n_bins: u8) -> Result<[Vec<i64>; 3], Error> {
    let fit = |cuts: &Vec<f64>| {
        let rises = cuts.windows(2).all(|pair| pair[0] < pair[1]);
        cuts.is_empty() || (cuts.len() + 1 == usize::from(n_bins) && rises)
    };
    if !cuts.iter().all(fit) {
        return Err(Error::config(message!(
            "Own cuts rise, and each scale has one less than there are scores: {}.",
            usize::from(n_bins.saturating_sub(1))
        )));
    }
    let [days, numbers, amounts] = cuts;
    let whole = |cuts: &Vec<f64>| cuts.iter().map(|&cut| libm::floor(cut) as i64).collect();
    Ok([whole(days), whole(numbers), amounts.iter().map(|&cut| Money::from_units(cut).0).collect()])
}

fn days_since(customer: &CustomerRfm, as_of: Day) -> i64 {
    i64::from(as_of.0) - i64::from(customer.last_day.0)
}

/// What each customer bought up to the day; those who bought nothing are left out.
fn purchases(facts: &Facts, as_of: Day, counted: Purchases) -> Vec<CustomerRfm> {
    let (days, amounts) = (facts.orders.day(), facts.orders.amount());
    let mut found = Vec::with_capacity(facts.orders.groups().n_customers());
    for (customer, range) in facts.orders.groups().iter() {
        found.extend(purchase(customer, &days[range.clone()], &amounts[range], as_of, counted));
    }
    found
}

/// What one customer bought, by days and amounts. A function by itself: see [`bulk`](crate::bulk).
#[inline(never)]
fn purchase(
    customer: CustomerIdx,
    days: &[Day],
    amounts: &[Money],
    as_of: Day,
    counted: Purchases,
) -> Option<CustomerRfm> {
    let mut sum = Money::ZERO;
    let (mut n_purchases, mut last_day) = (0, None);
    for (&day, &amount) in days.iter().zip(amounts) {
        if day > as_of {
            continue;
        }
        sum += amount;
        // Orders stand by moment; by day they may step back where two files gave different offsets from UTC.
        let same_day = counted == Purchases::Days && last_day >= Some(day);
        if !amount.is_negative() {
            n_purchases += u32::from(!same_day);
            last_day = last_day.max(Some(day));
        }
    }
    last_day.map(|last_day| CustomerRfm { customer, last_day, n_purchases, amount: sum })
}

/// Spreads scores and groups over all customers.
fn place(
    n_all: usize,
    customers: &[CustomerRfm],
    [r, f, m]: [&[u8]; 3],
    config: &SegmentsConfig,
) -> (Vec<Option<u8>>, Vec<[u8; 3]>) {
    let mut group_of = vec![None; n_all];
    let mut scores = vec![[0; 3]; n_all];
    // At most 729 codes, so each is looked up in the blocks once.
    let names = Codes::new(config);
    for (i, customer) in customers.iter().enumerate() {
        let code = [r[i], f[i], m[i]];
        let at = customer.customer as usize;
        if let (Some(group), Some(score)) = (group_of.get_mut(at), scores.get_mut(at)) {
            *group = names.get(code);
            *score = code;
        }
    }
    (group_of, scores)
}

/// The group of each code of a scale.
struct Codes([Option<u8>; 1000]);

impl Codes {
    fn new(config: &SegmentsConfig) -> Self {
        let mut table = [None; 1000];
        for (at, group) in table.iter_mut().enumerate() {
            let code = [at / 100, at / 10 % 10, at % 10].map(|score| score as u8);
            *group = config.name_of(code).map(|name| name as u8);
        }
        Self(table)
    }

    fn get(&self, code: [u8; 3]) -> Option<u8> {
        let at = code.iter().fold(0, |at, &score| at * 10 + usize::from(score));
        self.0.get(at).copied().flatten()
    }
}

/// What can be said of each group.
fn describe(customers: &[CustomerRfm], group_of: &[Option<u8>], as_of: Day, all: Money) -> Vec<Segment> {
    let mut days: Vec<Vec<i64>> = vec![Vec::new(); SegmentName::ALL.len()];
    let mut amounts = vec![Money::ZERO; SegmentName::ALL.len()];
    let mut numbers = vec![0u64; SegmentName::ALL.len()];
    for customer in customers {
        let Some(group) = group_of.get(customer.customer as usize).copied().flatten() else { continue };
        let group = usize::from(group);
        days[group].push(days_since(customer, as_of));
        amounts[group] += customer.amount;
        numbers[group] += u64::from(customer.n_purchases);
    }
    let shares = all > Money::ZERO && amounts.iter().all(|amount| !amount.is_negative());
    let mut groups = Vec::with_capacity(SegmentName::ALL.len());
    for (at, name) in SegmentName::ALL.into_iter().enumerate() {
        let (n, amount) = (days[at].len(), amounts[at]);
        groups.push(Segment {
            name,
            n_customers: n,
            share: n as f64 / customers.len() as f64,
            amount,
            amount_share: shares.then(|| amount.0 as f64 / all.0 as f64),
            median_recency_days: quantile::median(&mut days[at]),
            mean_orders: (n > 0).then(|| numbers[at] as f64 / n as f64),
            mean_amount: (n > 0).then(|| amount.over(n)),
        });
    }
    groups
}
