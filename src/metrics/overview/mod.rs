//! # Question
//! How is the customer base doing?
//!
//! # Input
//! Orders up to the as-of day.
//!
//! # Result
//! The key figures; the money of new and returning customers by month; how far it rests on few; the days of the
//! week and the hours at which they buy.
//!
//! # Edge cases
//! A refund lowers the money and is no order. Customers with refunds alone never bought; their refunds stand in the
//! money of the month and in no key figure. Months without an order are there, with zeros. The last month is marked where
//! the as-of day is not its end.
//!
//! # Source
//! Definitions of our own, each at its field. The interval of the repeat rate is Wilson's.
//!
//! # Example
//! ```
//! use clientele::{day::Day, facts::{Facts, Order, Orders}, moment::Moment, money::Money};
//! use clientele::metrics::overview::{OverviewConfig, overview};
//!
//! // Customer 0 buys in January and again in February 1970, customer 1 in February.
//! let rows = [(0, 5, 20.0), (0, 40, 30.0), (1, 45, 10.0)];
//! let orders = rows.map(|(customer, day, units)| Order {
//!     customer,
//!     moment: Moment::of_day(Day(day)),
//!     day: Day(day),
//!     amount: Money::from_units(units),
//!     cost: None,
//! });
//! let facts = Facts { orders: Orders::new(2, &orders), ..Facts::default() };
//! let answer = overview(&facts, &OverviewConfig::default())?;
//! assert_eq!(answer.mean_order, Money::from_units(20.0));
//! assert_eq!(answer.repeat_rate, 0.5);
//! assert_eq!(answer.months[1].returning_amount, Money::from_units(30.0));
//! # Ok::<(), clientele::error::Error>(())
//! ```

mod months;
mod rhythm;

use std::ops::Range;

use super::concentration::{Concentration, concentration};
use super::interval::{Interval, wilson};
use crate::day::Day;
use crate::error::Error;
use crate::facts::{Facts, Orders};
use crate::message::message;
use crate::money::Money;

pub use months::Month;
pub use rhythm::Rhythm;

/// As of when.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OverviewConfig {
    /// Later orders are left out. `None`: the last day of the data.
    pub as_of: Option<Day>,
}

/// The state of the base.
#[derive(Debug, Clone, PartialEq)]
pub struct Overview {
    /// Later orders are left out.
    pub as_of: Day,
    /// The day of the first order.
    pub first_day: Day,
    /// Customers with at least one purchase.
    pub n_customers: usize,
    /// Purchases.
    pub n_orders: usize,
    /// Refunds of these customers.
    pub n_refunds: usize,
    /// What they paid in all, refunds taken off.
    pub amount: Money,
    /// The mean of a purchase, refunds not taken off.
    pub mean_order: Money,
    /// Customers who bought on two days or more.
    pub n_repeaters: usize,
    /// Of all who bought, 0 to 1.
    pub repeat_rate: f64,
    /// Around it.
    pub repeat_interval: Option<Interval>,
    /// Every month from the first order to the as-of day.
    pub months: Vec<Month>,
    /// How far the money rests on few customers.
    pub concentration: Concentration,
    /// When they buy.
    pub rhythm: Rhythm,
}

impl Overview {
    /// The last twelve whole months, or as many as there are.
    pub fn last_year(&self) -> &[Month] {
        let whole = self.months.iter().take_while(|month| month.complete).count();
        &self.months[whole.saturating_sub(12)..whole]
    }

    /// New and returning money of that year.
    pub fn year_amounts(&self) -> (Money, Money) {
        let year = self.last_year();
        (
            year.iter().map(|month| month.new_amount).sum(),
            year.iter().map(|month| month.returning_amount).sum(),
        )
    }
}

/// Sums up.
///
/// # Errors
/// A missing-facts error if nobody bought up to the as-of day.
#[inline(never)]
pub fn overview(facts: &Facts, config: &OverviewConfig) -> Result<Overview, Error> {
    let nobody = || Error::missing(message!("The overview needs at least one order up to the chosen day."));
    let as_of = config.as_of.or(facts.last_day()).ok_or_else(nobody)?;
    let orders = &facts.orders;
    let first_day = orders.days().0.filter(|&day| day <= as_of).ok_or_else(nobody)?;
    let mut months = months::Months::new(first_day, as_of);
    let mut rhythm = rhythm::Count::default();
    let mut sums = Sums::default();
    for (customer, range) in orders.groups().iter() {
        let first_purchase = first_purchase(orders, range.clone(), as_of);
        months.add(orders, customer, first_purchase, as_of);
        rhythm.add(orders, range.clone(), as_of);
        if let Some(first_purchase) = first_purchase {
            sums.add(orders, range, first_purchase, as_of);
        }
    }
    let n_customers = sums.amounts.len();
    if n_customers == 0 {
        return Err(nobody());
    }
    Ok(Overview {
        as_of,
        first_day,
        n_customers,
        n_orders: sums.n_orders,
        n_refunds: sums.n_refunds,
        amount: sums.amounts.iter().copied().sum(),
        mean_order: sums.purchases.over(sums.n_orders),
        n_repeaters: sums.n_repeaters,
        repeat_rate: sums.n_repeaters as f64 / n_customers as f64,
        repeat_interval: wilson(sums.n_repeaters, n_customers),
        months: months.finish(),
        concentration: concentration(sums.amounts),
        rhythm: rhythm.finish(),
    })
}

/// The day of a customer's first purchase up to the day.
fn first_purchase(orders: &Orders, range: Range<usize>, as_of: Day) -> Option<Day> {
    let purchases = orders.day()[range.clone()].iter().zip(&orders.amount()[range]);
    purchases
        .filter(|(_, amount)| !amount.is_negative())
        .map(|(&day, _)| day)
        .min()
        .filter(|&day| day <= as_of)
}

/// Sums over customers who bought.
#[derive(Default)]
struct Sums {
    amounts: Vec<Money>,
    purchases: Money,
    n_orders: usize,
    n_refunds: usize,
    n_repeaters: usize,
}

impl Sums {
    fn add(&mut self, orders: &Orders, range: Range<usize>, first_purchase: Day, as_of: Day) {
        let mut own = Money::ZERO;
        let mut repeats = false;
        for (&day, &amount) in orders.day()[range.clone()].iter().zip(&orders.amount()[range]) {
            if day > as_of {
                continue;
            }
            own += amount;
            if amount.is_negative() {
                self.n_refunds += 1;
            } else {
                self.n_orders += 1;
                self.purchases += amount;
                repeats |= day > first_purchase;
            }
        }
        self.amounts.push(own);
        self.n_repeaters += usize::from(repeats);
    }
}
