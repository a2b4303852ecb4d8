//! # Question
//! On how few customers does the money rest?
//!
//! # Input
//! An amount for each customer, in any order.
//!
//! # Result
//! The Lorenz curve, the Gini coefficient, the share of the best fifth, and how many customers bring half.
//!
//! # Edge cases
//! Nobody, no money in all, or an amount below zero: there are no shares, all is `None` and the curve is empty. One
//! customer: the coefficient is 0.
//!
//! # Source
//! M. O. Lorenz, "Methods of Measuring the Concentration of Wealth" (1905); C. Gini, *Variabilità e mutabilità* (1912):
//! `G = sum((2 i - n - 1) x_i) / (n sum(x_i))` with `x` rising and `i` from 1, computed in whole numbers.
//!
//! # Example
//! ```
//! use clientele::{metrics::concentration::concentration, money::Money};
//!
//! // Of 100 the best of five customers brings 60.
//! let answer = concentration([10.0, 10.0, 10.0, 10.0, 60.0].map(Money::from_units));
//! assert_eq!(answer.best_fifth, Some(0.6));
//! assert_eq!(answer.n_for_half, Some(1));
//! assert_eq!(answer.gini, Some(0.4));
//! ```

use crate::money::Money;
use crate::sort::{by_number, signed};

/// How unequally money is spread.
#[derive(Debug, Clone, PartialEq)]
pub struct Concentration {
    /// Customers.
    pub n_customers: usize,
    /// What they brought in all.
    pub amount: Money,
    /// 0 where all bring the same, near 1 where one brings all.
    pub gini: Option<f64>,
    /// Customers in the best fifth: a fifth of them to the nearest, at least one.
    pub n_best_fifth: usize,
    /// What they bring, 0 to 1.
    pub best_fifth: Option<f64>,
    /// The least number of customers who bring at least half of the money.
    pub n_for_half: Option<usize>,
    /// The Lorenz curve from (0, 0) to (1, 1), a point for each per cent of customers or for each customer.
    pub curve: Vec<CurvePoint>,
}

/// So many customers, those who bring least first, bring so much.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CurvePoint {
    /// Of all customers, 0 to 1.
    pub customers: f64,
    /// Of all money, 0 to 1.
    pub amount: f64,
}

/// Ranks customers by amount and adds up.
pub fn concentration(amounts: impl IntoIterator<Item = Money>) -> Concentration {
    let amounts: Vec<Money> = amounts.into_iter().collect();
    let order = by_number(&amounts.iter().map(|amount| signed(amount.0)).collect::<Vec<u64>>());
    let amounts: Vec<i64> = order.into_iter().map(|at| amounts[at as usize].0).collect();
    let n = amounts.len();
    let sum: i128 = amounts.iter().copied().map(i128::from).sum();
    let n_best_fifth = ((2 * n + 5) / 10).max(1).min(n);
    let shares = sum > 0 && amounts.first().is_some_and(|&least| least >= 0);
    let amounts = if shares { amounts } else { Vec::new() };
    let best = |k: usize| amounts.iter().rev().take(k).copied().map(i128::from).sum::<i128>();
    Concentration {
        n_customers: n,
        amount: Money(sum.clamp(i64::MIN.into(), i64::MAX.into()) as i64),
        gini: shares.then(|| gini(&amounts, sum)),
        n_best_fifth,
        best_fifth: shares.then(|| best(n_best_fifth) as f64 / sum as f64),
        n_for_half: shares.then(|| n_for_half(&amounts, sum)),
        curve: curve(&amounts, sum),
    }
}

fn gini(rising: &[i64], sum: i128) -> f64 {
    let n = rising.len() as i128;
    let weighted: i128 = rising.iter().zip(1i128..).map(|(&x, i)| (2 * i - n - 1) * i128::from(x)).sum();
    weighted as f64 / (n as f64 * sum as f64)
}

fn n_for_half(rising: &[i64], sum: i128) -> usize {
    let mut running = 0;
    rising
        .iter()
        .rev()
        .take_while(|&&amount| {
            let go_on = 2 * running < sum;
            running += i128::from(amount);
            go_on
        })
        .count()
}

fn curve(rising: &[i64], sum: i128) -> Vec<CurvePoint> {
    let n = rising.len();
    if n == 0 {
        return Vec::new();
    }
    let steps = n.min(100);
    let (mut running, mut at) = (0i128, 0);
    let point = |step: usize| {
        let end = n * step / steps;
        running += rising[at..end].iter().copied().map(i128::from).sum::<i128>();
        at = end;
        CurvePoint { customers: end as f64 / n as f64, amount: running as f64 / sum as f64 }
    };
    (0..=steps).map(point).collect()
}
