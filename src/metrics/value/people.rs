//! Who had bought by a day, put in an order that does not depend on the order of rows. No model yet: all models of one
//! day share it.

use crate::day::Day;
use crate::error::Error;
use crate::facts::Facts;
use crate::message::message;
use crate::money::Money;
use crate::sort::{self, Sort as _};

use super::history::{self, Buyer, Histories};
use super::outlook::Group;
use super::spend::Spend;

/// The customers as of a day.
#[derive(Debug, Clone, PartialEq)]
pub struct People {
    /// Observation ended with this day.
    pub as_of: Day,
    /// Who bought by then, by customer.
    pub buyers: Vec<Buyer>,
    /// Places in `buyers` in an order fixed by values, so that sums do not depend on the order of rows.
    pub(super) order: Vec<u32>,
    /// Distinct purchases and ages in that order, and for each place of `order` which one.
    pub(super) groups: Vec<Group>,
    pub(super) group_of: Vec<u32>,
    /// What each paid so far, by place of `order`.
    pub(super) paid: Vec<i64>,
    /// What is left of the amount after cost, where costs are known.
    pub(super) known_margin: Option<f64>,
    /// What all paid so far, refunds taken off.
    pub so_far: Money,
    /// Who bought on one day only.
    pub n_once: usize,
}

impl People {
    /// Who had bought by the end of `as_of`.
    ///
    /// # Errors
    /// Nobody.
    pub fn new(facts: &Facts, as_of: Day) -> Result<Self, Error> {
        let buyers = history::buyers(&facts.orders, as_of);
        if buyers.is_empty() {
            return Err(Error::missing(message!("Nobody had bought by {}: choose a later day.", as_of)));
        }
        let order = by_values(&buyers);
        let mut groups: Vec<Group> = Vec::new();
        let mut group_of = Vec::with_capacity(order.len());
        for &i in &order {
            let b = &buyers[i as usize];
            if groups.last() != Some(&(b.x, b.age)) {
                groups.push((b.x, b.age));
            }
            group_of.push(groups.len() as u32 - 1);
        }
        let paid = order.iter().map(|&i| buyers[i as usize].so_far.0).collect();
        Ok(Self {
            as_of,
            order,
            groups,
            group_of,
            paid,
            known_margin: known_margin(facts, as_of),
            so_far: buyers.iter().map(|b| b.so_far).sum(),
            n_once: buyers.iter().filter(|b| b.x == 0).count(),
            buyers,
        })
    }

    /// The buyers in the fixed order.
    pub(super) fn sorted(&self) -> impl Iterator<Item = &Buyer> {
        self.order.iter().map(|&i| &self.buyers[i as usize])
    }

    /// Their histories in days.
    pub(super) fn histories(&self) -> Histories {
        Histories::of_buyers(self.sorted())
    }

    /// What repeat buyers spent, by their number of purchases.
    pub(super) fn repeat_spends(&self) -> Vec<Spend> {
        let told = self.sorted().filter(|b| b.x > 0 && b.repeat_spend > Money::ZERO);
        told.map(|b| Spend { x: b.x, sum: b.repeat_spend.units(), n: 1.0 }).collect()
    }

    /// The buyer who is this customer.
    pub fn buyer(&self, customer: u32) -> Option<&Buyer> {
        let place = self.buyers.partition_point(|b| b.customer < customer);
        self.buyers.get(place).filter(|b| b.customer == customer)
    }
}

/// Bits of an age or a recency in a key, and of the number of purchases.
const BITS: (u32, u32) = (22, 20);

/// By purchases, age and recency in linear time, then by what else tells two customers apart.
fn by_values(buyers: &[Buyer]) -> Vec<u32> {
    let history = |b: &Buyer| (b.x, b.age, b.tx);
    let rest = |b: &Buyer| (b.repeat_spend, b.so_far, b.customer);
    let fits = |b: &Buyer| b.age >> BITS.0 == 0 && b.x >> BITS.1 == 0;
    if !buyers.iter().all(fits) {
        let mut order: Vec<u32> = (0..buyers.len() as u32).collect();
        order.order_by_key(|&i| (history(&buyers[i as usize]), rest(&buyers[i as usize])));
        return order;
    }
    let key = |b: &Buyer| u64::from(b.x) << (2 * BITS.0) | u64::from(b.age) << BITS.0 | u64::from(b.tx);
    let keys: Vec<u64> = buyers.iter().map(key).collect();
    let mut order = sort::by_number(&keys);
    let same = |a: &u32, b: &u32| keys[*a as usize] == keys[*b as usize];
    for run in order.chunk_by_mut(same) {
        if run.len() > 1 {
            run.order_by_key(|&i| rest(&buyers[i as usize]));
        }
    }
    order
}

/// What is left of the amount after cost. One for all: a customer's own is mostly chance.
fn known_margin(facts: &Facts, as_of: Day) -> Option<f64> {
    let orders = &facts.orders;
    let costs = orders.cost()?;
    let rows = || (0..orders.len()).filter(|&row| orders.day()[row] <= as_of);
    let amount: Money = rows().map(|row| orders.amount()[row]).sum();
    let cost: Money = rows().map(|row| costs[row]).sum();
    let left = (amount - cost).units() / amount.units();
    (left > 0.0 && left <= 1.0).then_some(left)
}
