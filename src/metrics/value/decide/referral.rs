//! What are customers worth through those whom they brought?
//!
//! # Question
//! Who brought other customers, and what did these pay and will these bring?
//!
//! # Input
//! Who brought each customer, the customers as of a day.
//!
//! # Result
//! [`Referrals`]: those who brought others, by the value that came through them.
//!
//! # Edge cases
//! Only direct referrals count: value through a chain of them would be counted at each link. One who brought a customer
//! without having bought counts too. No file names referrers: an error says so.
//!
//! # Source
//! Kumar, Petersen & Leone 2010, "Driving profitability by encouraging customer referrals".

use crate::error::Error;
use crate::facts::{CustomerIdx, Facts};
use crate::message::message;
use crate::money::Money;
use crate::sort::Sort as _;

use super::super::ValueConfig;
use super::super::base::Base;

/// One who brought others.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Referrer {
    /// Who.
    pub customer: CustomerIdx,
    /// Own value expected in the horizon, in currency units; 0 for one who never bought.
    pub own: f64,
    /// Customers brought who bought.
    pub n_brought: usize,
    /// What those paid so far, refunds taken off.
    pub so_far: Money,
    /// Value expected of those in the horizon, in currency units.
    pub brought: f64,
}

/// Those who brought others, the most valuable first.
#[derive(Debug, Clone, PartialEq)]
pub struct Referrals {
    /// Them.
    pub referrers: Vec<Referrer>,
    /// Customers who were brought, of all who bought.
    pub n_brought: usize,
    /// All who bought.
    pub n_customers: usize,
}

/// Value through referrals.
///
/// # Errors
/// No file names referrers.
pub fn referrals(facts: &Facts, base: &Base, config: &ValueConfig) -> Result<Referrals, Error> {
    if facts.customers.referred_by.iter().all(Option::is_none) {
        return Err(Error::missing(message!("No file says who brought whom.")));
    }
    let value = base.value(config);
    let mut all: Vec<Referrer> = (0..facts.customers.len() as CustomerIdx)
        .map(|customer| Referrer { customer, ..Referrer::default() })
        .collect();
    let mut n_brought = 0;
    for own in base.order.iter().map(|&place| &value.customers[place as usize]) {
        let worth = own.expected_value.unwrap_or(0.0);
        if let Some(one) = all.get_mut(own.customer as usize) {
            one.own = worth;
        }
        let by = facts.customers.referrer(own.customer).filter(|&by| by != own.customer);
        if let Some(one) = by.and_then(|by| all.get_mut(by as usize)) {
            one.n_brought += 1;
            one.so_far += own.so_far;
            one.brought += worth;
            n_brought += 1;
        }
    }
    all.retain(|one| one.n_brought > 0);
    all.order_by(|a, b| {
        b.brought.total_cmp(&a.brought).then(b.so_far.cmp(&a.so_far)).then(b.n_brought.cmp(&a.n_brought))
    });
    Ok(Referrals { referrers: all, n_brought, n_customers: base.buyers.len() })
}
