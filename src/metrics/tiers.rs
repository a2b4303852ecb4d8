//! # Question
//! Which customers carry the business, and which cost more than they bring? The customer pyramid.
//!
//! # Input
//! Orders up to the as-of day, with their costs where the file has them.
//!
//! # Result
//! Customers by falling profit, or amount where no cost is known, in four tiers: the best 5 %, the next 15 %, the next
//! 30 %, the rest; or other shares.
//!
//! # Edge cases
//! Customers who bring the same share a tier: all who bring as much as the last of a tier belong to it, so it may be
//! larger than its share and the next one smaller or empty. A tier takes at least one customer unless those above it
//! took all. Of facts about some customers only, tiers are cut among all. An order without a cost in a file with costs counts as free of cost. Where the whole is not above zero, or
//! a tier below, there are no shares of it.
//!
//! # Source
//! V. A. Zeithaml, R. T. Rust, K. N. Lemon, "The Customer Pyramid: Creating and Serving Profitable Customers" (2001):
//! the four tiers and their names. They leave the sizes open; those here are ours.
//!
//! # Example
//! ```
//! use clientele::{day::Day, facts::{Facts, Order, Orders}, moment::Moment, money::Money};
//! use clientele::metrics::tiers::{TiersConfig, tiers};
//!
//! let orders = [90.0, 20.0, 20.0, 10.0].map(Money::from_units).into_iter().zip(0..).map(|(amount, customer)| {
//!     Order { customer, moment: Moment(0), day: Day(0), amount, cost: None }
//! });
//! let facts = Facts { orders: Orders::new(4, &orders.collect::<Vec<_>>()), ..Facts::default() };
//! let answer = tiers(&facts, &TiersConfig::default())?;
//! // The best 5 % of four are one; 20 % are one too, so gold is empty; half are two, and equals share a tier.
//! assert_eq!(answer.tiers.iter().map(|tier| tier.n_customers).collect::<Vec<_>>(), [1, 0, 2, 1]);
//! # Ok::<(), clientele::error::Error>(())
//! ```

use super::concentration::{Concentration, concentration};
use crate::day::Day;
use crate::error::Error;
use crate::facts::{CustomerIdx, Facts};
use crate::message::{Word, message, word};
use crate::money::Money;
use crate::num::quantile;
use crate::sort::Sort as _;

/// How to build the pyramid.
#[derive(Debug, Clone, PartialEq)]
pub struct TiersConfig {
    /// Later orders are left out. `None`: the last day of the data.
    pub as_of: Option<Day>,
    /// What ranks customers. `None`: profit where costs are known, otherwise amount.
    pub measure: Option<Measure>,
    /// Where platinum, gold and iron end: shares of all customers counted from the best, rising, each above 0 and below 1.
    pub ends: [f64; 3],
}

/// What ranks customers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// What was paid, refunds taken off.
    Amount,
    /// What was paid less what it cost.
    Profit,
}

/// The pyramid.
#[derive(Debug, Clone, PartialEq)]
pub struct Tiers {
    /// Later orders are left out.
    pub as_of: Day,
    /// What ranked the customers.
    pub measure: Measure,
    /// Customers with at least one purchase.
    pub n_customers: usize,
    /// What they brought in the measure.
    pub worth: Money,
    /// The four tiers, best first, empty ones included.
    pub tiers: Vec<Tier>,
    /// For each customer the position in `tiers`; `None` for one who never bought.
    pub tier_of: Vec<Option<u8>>,
    /// Customers who brought less than nothing.
    pub n_below_zero: usize,
    /// What these brought: zero or less.
    pub below_zero: Money,
    /// How far the measure rests on few.
    pub concentration: Concentration,
}

/// One tier.
#[derive(Debug, Clone, PartialEq)]
pub struct Tier {
    /// Which.
    pub name: TierName,
    /// Customers in it.
    pub n_customers: usize,
    /// Of all customers, 0 to 1.
    pub share: f64,
    /// What they brought in the measure.
    pub worth: Money,
    /// Of what all brought, 0 to 1.
    pub worth_share: Option<f64>,
    /// The least that one of them brought; `None` for an empty tier.
    pub least: Option<Money>,
    /// The mean of what they brought; `None` for an empty tier.
    pub mean: Option<Money>,
    /// What they paid, refunds taken off.
    pub amount: Money,
    /// Mean purchases; `None` for an empty tier.
    pub mean_orders: Option<f64>,
    /// Median days since the last purchase; `None` for an empty tier.
    pub median_recency_days: Option<f64>,
}

/// The four tiers, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TierName {
    /// The most profitable.
    Platinum,
    /// Profitable, though they ask for discounts.
    Gold,
    /// They fill the capacity.
    Iron,
    /// They bring the least, or cost.
    Lead,
}

impl TierName {
    /// All four, best first.
    pub const ALL: [Self; 4] = [Self::Platinum, Self::Gold, Self::Iron, Self::Lead];

    /// As the reader sees it.
    pub fn label(self) -> Word {
        match self {
            Self::Platinum => word!("Platinum"),
            Self::Gold => word!("Gold"),
            Self::Iron => word!("Iron"),
            Self::Lead => word!("Lead"),
        }
    }
}

impl Default for TiersConfig {
    /// The best 5, 20 and 50 % end platinum, gold and iron.
    fn default() -> Self {
        Self { as_of: None, measure: None, ends: [0.05, 0.2, 0.5] }
    }
}

/// Ranks customers and cuts the ranking.
///
/// # Errors
/// A configuration error if the ends do not rise within 0 to 1; a missing-facts error if nobody bought up to the as-of
/// day, or profit is asked for and no cost is known.
pub fn tiers(facts: &Facts, config: &TiersConfig) -> Result<Tiers, Error> {
    let [platinum, gold, iron] = config.ends;
    if !(0.0 < platinum && platinum < gold && gold < iron && iron < 1.0) {
        return Err(Error::config(message!(
            "The ends of the tiers must rise between 0 and 1, such as 0.05, 0.2, 0.5."
        )));
    }
    let has_cost = facts.orders.cost().is_some();
    if config.measure == Some(Measure::Profit) && !has_cost {
        return Err(Error::missing(message!(
            "Profit needs the cost of orders: choose a column for it, or rank by amount."
        )));
    }
    let measure = config.measure.unwrap_or(if has_cost { Measure::Profit } else { Measure::Amount });
    let nobody = || Error::missing(message!("Tiers need at least one order up to the chosen day."));
    let as_of = config.as_of.or(facts.last_day()).ok_or_else(nobody)?;
    let customers = worths(facts, as_of, measure);
    if customers.is_empty() {
        return Err(nobody());
    }
    let floors = match &facts.among {
        Some(all) => floors(&worths(all, as_of, measure), config.ends),
        None => floors(&customers, config.ends),
    };
    let mut tier_of = vec![None; facts.customers.len().max(facts.orders.groups().n_customers())];
    let mut members: [Vec<&Worth>; 4] = Default::default();
    for customer in &customers {
        let tier = floors.iter().take_while(|&&floor| customer.worth < floor).count();
        if let (Some(members), Some(slot)) =
            (members.get_mut(tier), tier_of.get_mut(customer.customer as usize))
        {
            members.push(customer);
            *slot = Some(tier as u8);
        }
    }
    let below = || customers.iter().map(|customer| customer.worth).filter(|worth| worth.is_negative());
    let concentration = concentration(customers.iter().map(|customer| customer.worth));
    Ok(Tiers {
        as_of,
        measure,
        n_customers: customers.len(),
        worth: concentration.amount,
        tiers: describe(&members, &concentration, as_of),
        tier_of,
        n_below_zero: below().count(),
        below_zero: below().sum(),
        concentration,
    })
}

/// What one customer brought.
struct Worth {
    customer: CustomerIdx,
    worth: Money,
    amount: Money,
    n_orders: u32,
    last_day: Day,
}

fn worths(facts: &Facts, as_of: Day, measure: Measure) -> Vec<Worth> {
    let orders = &facts.orders;
    let costs = orders.cost().filter(|_| measure == Measure::Profit);
    let mut found = Vec::with_capacity(orders.groups().n_customers());
    for (customer, range) in orders.groups().iter() {
        let (mut amount, mut cost, mut n_orders, mut last_day) = (Money::ZERO, Money::ZERO, 0, None);
        for at in range.filter(|&at| orders.day()[at] <= as_of) {
            amount += orders.amount()[at];
            cost += costs.map_or(Money::ZERO, |costs| costs[at]);
            if !orders.amount()[at].is_negative() {
                n_orders += 1;
                last_day = last_day.max(Some(orders.day()[at]));
            }
        }
        if let Some(last_day) = last_day {
            found.push(Worth { customer, worth: amount - cost, amount, n_orders, last_day });
        }
    }
    found
}

/// What it takes to be in platinum, gold, iron: what the last customer of each brought.
fn floors(customers: &[Worth], ends: [f64; 3]) -> [Money; 3] {
    let mut falling: Vec<Money> = customers.iter().map(|customer| customer.worth).collect();
    falling.order_by(|a, b| b.cmp(a));
    ends.map(|end| {
        let n = (end * falling.len() as f64).ceil() as usize;
        falling.get(n.saturating_sub(1)).copied().unwrap_or(Money::ZERO)
    })
}

fn describe(members: &[Vec<&Worth>; 4], all: &Concentration, as_of: Day) -> Vec<Tier> {
    let sums: Vec<Money> = members.iter().map(|tier| tier.iter().map(|one| one.worth).sum()).collect();
    let shares = all.amount > Money::ZERO && sums.iter().all(|sum| !sum.is_negative());
    let mut tiers = Vec::with_capacity(4);
    for ((name, tier), worth) in TierName::ALL.into_iter().zip(members).zip(sums) {
        let n = tier.len();
        let mut days: Vec<i64> =
            tier.iter().map(|one| i64::from(as_of.0) - i64::from(one.last_day.0)).collect();
        let n_orders: u64 = tier.iter().map(|one| u64::from(one.n_orders)).sum();
        tiers.push(Tier {
            name,
            n_customers: n,
            share: n as f64 / all.n_customers as f64,
            worth,
            worth_share: shares.then(|| worth.0 as f64 / all.amount.0 as f64),
            least: tier.iter().map(|one| one.worth).min(),
            mean: (n > 0).then(|| worth.over(n)),
            amount: tier.iter().map(|one| one.amount).sum(),
            mean_orders: (n > 0).then(|| n_orders as f64 / n as f64),
            median_recency_days: quantile::median(&mut days),
        });
    }
    tiers
}
