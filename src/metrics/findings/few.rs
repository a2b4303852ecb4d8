//! Does the money hang on few customers?

use crate::metrics::segments::Segments;
use crate::sort::Sort as _;

use super::{Finding, What, share_of_money};

/// Half of the money comes from so few. What hangs on them is the sum of the squared shares: of all money, the part that
/// goes with the customer behind a unit of money taken at random. It is one over the number of customers where all bring
/// the same, so it weighs only where very few carry much.
///
/// Source: Herfindahl (1950), Concentration in the Steel Industry: the sum of squared shares.
pub fn few(answer: &Segments) -> Option<Finding> {
    let n = answer.customers.len();
    let mut order: Vec<usize> = (0..n).collect();
    order.order_by(|&a, &b| answer.customers[b].amount.cmp(&answer.customers[a].amount).then(a.cmp(&b)));
    let all = answer.amount.units();
    let (mut sum, mut n_for_half, mut weight) = (0.0, 0, 0.0);
    let mut is_in = vec![false; n];
    for at in order {
        let share = answer.customers[at].amount.units() / all;
        weight += share * share;
        if sum < 0.5 {
            sum += share;
            n_for_half += 1;
            is_in[at] = true;
        }
    }
    let (estimate, interval) = share_of_money(answer, &|at| is_in[at])?;
    // Half of nearly all customers is no finding.
    if 4 * n_for_half > n {
        return None;
    }
    Some(Finding { what: What::Few { n_for_half, n_customers: n }, estimate, interval, weight })
}
