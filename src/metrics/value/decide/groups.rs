//! Which groups of customers are worth most, and do they buy and leave differently?
//!
//! # Question
//! What did each group bring so far, what is expected of it, and is a customer of one worth more than one of another?
//!
//! # Input
//! The customers as of a day with the fitted models, and their groups.
//!
//! # Result
//! [`Groups`]: value of each group in all and per customer with its interval, what winning a customer cost and after how
//! many months that is paid back, and the likelihood-ratio test of one model for each against one for all.
//!
//! # Edge cases
//! Customers of no group are left out. Segments and tiers are made from the purchases themselves, so a test on them would
//! prove nothing: there is none. A group without an acquisition cost has no payback.
//!
//! # Source
//! Intervals: the delta method. The test: Fader & Hardie 2007, see [`covariates`](super::super::covariates).

use crate::facts::Facts;
use crate::message::Message;
use crate::metrics::Interval;
use crate::money::Money;
use crate::num::linear::quadratic_form;
use crate::roles::Role;

use super::super::ValueConfig;
use super::super::base::{Base, Buying, Spending, told};
use super::super::covariates::{Covariates, covariates};
use super::super::forecast::{Errors, around};
use super::super::history::{Histories, History};
use super::super::spend;
use super::grouping::{By, Grouping};
use crate::day::DAYS_PER_MONTH;

/// Months within which a payback is looked for.
const LONGEST_PAYBACK: u32 = 120;

/// The groups.
#[derive(Debug, Clone, PartialEq)]
pub struct Groups {
    /// By what.
    pub by: By,
    /// In the order of the grouping.
    pub groups: Vec<GroupValue>,
    /// Who is in which.
    pub grouping: Grouping,
    /// One model for each group against one for all; `None` where it cannot be or would prove nothing.
    pub test: Option<Covariates>,
}

/// One group.
#[derive(Debug, Clone, PartialEq)]
pub struct GroupValue {
    /// What it is called.
    pub name: Message,
    /// Customers who bought.
    pub n_customers: usize,
    /// What they paid so far, refunds taken off.
    pub so_far: Money,
    /// What is expected of them, in currency units.
    pub expected: Option<f64>,
    /// The same per customer.
    pub each: Option<f64>,
    /// Around that, from the uncertainty of the parameters.
    pub interval: Option<Interval>,
    /// Mean probability that one still buys.
    pub mean_p_alive: Option<f64>,
    /// What winning one cost on the mean, in currency units, where it is known.
    pub acquisition_cost: Option<f64>,
    /// Months after which a new customer has brought that; `None` where it is not known or never.
    pub payback_months: Option<u32>,
}

/// Value by group. Horizon, discount and margin are those of `config`.
pub fn groups(facts: &Facts, base: &Base, config: &ValueConfig, by: By, grouping: Grouping) -> Groups {
    let value = base.value(config);
    let n = grouping.names.len();
    let of = |customer: u32| grouping.of.get(customer as usize).copied().flatten().map(|g| g as usize);
    let mut sums = vec![Sum::default(); n];
    // In the order of the base, which does not depend on the order of rows.
    for &place in &base.order {
        let own = &value.customers[place as usize];
        let Some(sum) = of(own.customer).and_then(|g| sums.get_mut(g)) else { continue };
        sum.n += 1;
        sum.so_far += own.so_far;
        sum.expected += own.expected_value.unwrap_or(0.0);
        sum.p_alive += own.p_alive.unwrap_or(0.0);
        sum.spend += own.expected_spend.unwrap_or(0.0);
        if let Some(cost) = facts.customers.money(Role::AcquisitionCost, own.customer) {
            sum.cost += cost;
            sum.n_costs += 1;
        }
    }
    let errors = errors(base, config, n, &of, &value.customers);
    let test = match by {
        By::Segment | By::Tier => None,
        _ => test(base, n, &of),
    };
    let known = value.expected.is_some();
    let groups = sums
        .iter()
        .enumerate()
        .map(|(g, sum)| {
            let each = (known && sum.n > 0).then(|| sum.expected / sum.n as f64);
            let cost = (sum.n_costs > 0).then(|| sum.cost.units() / sum.n_costs as f64);
            GroupValue {
                name: grouping.names[g].clone(),
                n_customers: sum.n,
                so_far: sum.so_far,
                expected: known.then_some(sum.expected),
                each,
                interval: each.zip(errors[g]).map(|(each, error)| around(each, error)),
                mean_p_alive: (!base.alive.is_empty() && sum.n > 0).then(|| sum.p_alive / sum.n as f64),
                acquisition_cost: cost,
                payback_months: cost.and_then(|cost| {
                    let own = test.as_ref().and_then(|test| test.parameters.get(g).copied().flatten());
                    payback(base, own, cost, sum.spend / sum.n.max(1) as f64 * value.margin)
                }),
            }
        })
        .collect();
    Groups { by, groups, grouping, test }
}

#[derive(Debug, Clone, Copy, Default)]
struct Sum {
    n: usize,
    so_far: Money,
    expected: f64,
    p_alive: f64,
    spend: f64,
    cost: Money,
    n_costs: usize,
}

/// Standard errors of the logarithms of the totals.
fn errors(
    base: &Base,
    config: &ValueConfig,
    n: usize,
    of: &dyn Fn(u32) -> Option<usize>,
    customers: &[super::super::CustomerValue],
) -> Vec<Option<f64>> {
    let (mut totals, mut buying, mut spending) = (vec![0.0; n], vec![[0.0; 4]; n], vec![[0.0; 3]; n]);
    let mut counted = vec![0.0; n];
    let slopes = Errors::new(base, config.ahead());
    for (i, &place) in base.order.iter().enumerate() {
        let own = &customers[place as usize];
        let (Some(g), Some(value)) = (of(own.customer).filter(|&g| g < n), own.expected_value) else {
            continue;
        };
        totals[g] += value;
        counted[g] += value * value / own.frequency.max(1) as f64;
        let by_buying = slopes.slopes(&base.buyers[place as usize], base.group_of[i] as usize);
        for k in 0..4 {
            buying[g][k] += value * by_buying[k];
        }
        if let Spending::Fitted(fitted) = &base.spending {
            let (x, sum) = told(&base.buyers[place as usize]);
            let own = spend::expected_slopes(&fitted.parameters, x, sum);
            for k in 0..3 {
                spending[g][k] += value * own[k];
            }
        }
    }
    (0..n)
        .map(|g| {
            let from_buying = match &base.buying {
                Buying::Unknown => return None,
                Buying::Pooled(_, error) => error * error,
                Buying::AsBefore => counted[g] / (totals[g] * totals[g]),
                Buying::Fitted(_, fitted) => {
                    quadratic_form(&fitted.covariance, &buying[g].map(|sum| sum / totals[g]))
                }
            };
            let from_spending = match &base.spending {
                Spending::AsBefore => 0.0,
                Spending::Pooled(_, error) => error * error,
                Spending::Fitted(fitted) => {
                    quadratic_form(&fitted.covariance, &spending[g].map(|sum| sum / totals[g]))
                }
            };
            Some(libm::sqrt(from_buying + from_spending)).filter(|error| error.is_finite())
        })
        .collect()
}

/// One model for each group against one for all.
fn test(base: &Base, n: usize, of: &dyn Fn(u32) -> Option<usize>) -> Option<Covariates> {
    let (model, _) = base.model()?;
    let mut groups: Vec<Vec<History>> = vec![Vec::new(); n];
    for b in &base.buyers {
        if let Some(group) = of(b.customer).and_then(|g| groups.get_mut(g)) {
            group.push(History { x: b.x, tx: b.tx as f64, age: b.age as f64, n: 1.0 });
        }
    }
    let groups: Vec<Histories> = groups.into_iter().map(Histories::new).collect();
    covariates(model, &groups)
}

/// Months until a new customer of this group has brought `cost`: the first purchase and those expected after it, at
/// `left` each.
fn payback(base: &Base, own: Option<[f64; 4]>, cost: f64, left: f64) -> Option<u32> {
    let (model, fitted) = base.model()?;
    let newcomer = model.newcomer(&own.unwrap_or(fitted.parameters));
    let brought = |months: u32| left * (1.0 + newcomer.expected(f64::from(months) * DAYS_PER_MONTH));
    if brought(LONGEST_PAYBACK) < cost {
        return None;
    }
    let (mut low, mut high) = (0, LONGEST_PAYBACK);
    while low < high {
        let middle = (low + high) / 2;
        if brought(middle) >= cost { high = middle } else { low = middle + 1 }
    }
    Some(low)
}
