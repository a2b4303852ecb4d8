//! What customers are compared by, put on one scale.

use crate::day::Day;
use crate::facts::{CustomerIdx, Facts};
use crate::money::Money;
use crate::sort::Sort as _;

/// Something that customers differ in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Feature {
    /// Days since the last purchase.
    Recency,
    /// Purchases.
    Orders,
    /// What was paid in all, refunds taken off, in currency units.
    Amount,
    /// The mean of a purchase, refunds not taken off, in currency units.
    MeanOrder,
    /// Days since the first purchase.
    Age,
}

/// One customer who bought.
#[derive(Debug, Clone, Copy)]
pub(in crate::metrics) struct Buyer {
    pub customer: CustomerIdx,
    pub amount: Money,
    paid: Money,
    n_orders: u32,
    pub first_day: Day,
    pub last_day: Day,
}

/// What customers bought up to the day.
pub(in crate::metrics) fn buyers(facts: &Facts, as_of: Day) -> Vec<Buyer> {
    let orders = &facts.orders;
    let mut buyers: Vec<Buyer> = Vec::with_capacity(orders.groups().n_customers());
    for (customer, range) in orders.groups().iter() {
        let mut amount = Money::ZERO;
        let mut own: Option<Buyer> = None;
        for (&day, &paid) in orders.day()[range.clone()].iter().zip(&orders.amount()[range]) {
            if day > as_of {
                continue;
            }
            amount += paid;
            if !paid.is_negative() {
                let none =
                    Buyer { customer, amount, paid: Money::ZERO, n_orders: 0, first_day: day, last_day: day };
                let buyer = own.get_or_insert(none);
                buyer.paid += paid;
                buyer.n_orders += 1;
                buyer.first_day = buyer.first_day.min(day);
                buyer.last_day = buyer.last_day.max(day);
            }
        }
        buyers.extend(own.map(|buyer| Buyer { amount, ..buyer }));
    }
    buyers
}

impl Feature {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Recency, Self::Orders, Self::Amount, Self::MeanOrder, Self::Age];

    /// Of one customer, in the feature's own unit.
    pub(in crate::metrics) fn of(self, buyer: &Buyer, as_of: Day) -> f64 {
        match self {
            Self::Recency => f64::from(as_of.since(buyer.last_day)),
            Self::Orders => f64::from(buyer.n_orders),
            Self::Amount => buyer.amount.units(),
            Self::MeanOrder => buyer.paid.over(buyer.n_orders as usize).units(),
            Self::Age => f64::from(as_of.since(buyer.first_day)),
        }
    }
}

/// How a feature was put on the common scale: less its mean, over its standard deviation, of all customers.
#[derive(Debug, Clone, PartialEq)]
pub struct FeatureScale {
    /// Which.
    pub feature: Feature,
    /// Was the logarithm of one more taken first? What is below zero counts as zero then.
    pub log: bool,
    /// The mean on that scale.
    pub mean: f64,
    /// The standard deviation on that scale; 0 where all customers are equal, who then do not differ in it.
    pub deviation: f64,
}

/// The scale of these values, and the values on it.
pub(super) fn scaled(feature: Feature, values: &[f64], log: bool) -> (FeatureScale, Vec<f64>) {
    let value = |x: &f64| if log { libm::log1p(x.max(0.0)) } else { *x };
    let values: Vec<f64> = values.iter().map(value).collect();
    // Sums in rising order do not depend on the order of customers.
    let mut rising = values.clone();
    rising.order_by(f64::total_cmp);
    let n = rising.len().max(1) as f64;
    let equal = rising.first() == rising.last();
    let mean = if equal { rising.first().copied().unwrap_or(0.0) } else { rising.iter().sum::<f64>() / n };
    let variance = rising.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / n;
    let deviation = if equal { 0.0 } else { variance.sqrt() };
    let scale = |x: f64| if deviation > 0.0 { (x - mean) / deviation } else { 0.0 };
    let scaled = values.into_iter().map(scale).collect();
    (FeatureScale { feature, log, mean, deviation }, scaled)
}
