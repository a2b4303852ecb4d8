//! Where the funnel loses most.

use crate::facts::Facts;
use crate::metrics::funnel::Funnel;
use crate::metrics::interval::wilson;
use crate::sort::Sort as _;

use super::{FEW, Finding, What};

/// The step at which more go no further than at any other. It is claimed where that is more than chance: of those lost
/// there and at the step that loses second most, Wilson's interval of the greater share lies above one half.
pub fn leak(facts: &Facts, answer: &Funnel) -> Option<Finding> {
    let mut losses: Vec<(usize, usize)> =
        (1..answer.steps.len()).filter_map(|at| Some((answer.lost_before(at)?, at))).collect();
    losses.order_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    let &(n_lost, at) = losses.first()?;
    let from = answer.steps[..at].iter().rev().find(|step| !step.optional)?;
    if from.n_customers < FEW {
        return None;
    }
    if let Some(&(second, _)) = losses.get(1)
        && wilson(n_lost, n_lost + second)?.low <= 0.5
    {
        return None;
    }
    let interval = wilson(n_lost, from.n_customers)?;
    let weight = wilson(n_lost, facts.customers.len().max(n_lost))?.low;
    let to = answer.steps[at].name.clone();
    let what = What::Leak { from: from.name.clone(), to, n_lost };
    Some(Finding { what, estimate: n_lost as f64 / from.n_customers as f64, interval, weight })
}
