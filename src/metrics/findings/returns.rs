//! Who comes back more, and who less: recent cohorts against those before, one group against all others.

use crate::day::Day;
use crate::facts::Facts;
use crate::metrics::interval::{holm, newcombe, same_share};
use crate::metrics::period::Period;
use crate::metrics::retention::{Cell, Cohort, Cohorts, Retention, RetentionConfig, retention};

use super::{FEW, Finding, What, cautious};

/// Attributes that are looked at: each is one pass over all customers.
const ATTRIBUTES: usize = 8;

/// Values of an attribute that are told apart.
const VALUES: u32 = 12;

fn config(facts: &Facts, as_of: Day, cohorts: Cohorts) -> RetentionConfig {
    let first = facts.first_day().unwrap_or(as_of);
    RetentionConfig {
        period: Period::usual(as_of.since(first)),
        cohorts,
        as_of: Some(as_of),
        most_values: VALUES,
        ..RetentionConfig::default()
    }
}

/// The first period after the own, where it is over.
fn next(cohort: &Cohort) -> Option<Cell> {
    cohort.cells.get(1).copied().flatten().filter(|cell| cell.eligible > 0)
}

fn pooled(cohorts: &[&Cohort]) -> (usize, usize) {
    let cells = cohorts.iter().filter_map(|cohort| next(cohort));
    cells.fold((0, 0), |sum, cell| (sum.0 + cell.returned, sum.1 + cell.eligible))
}

fn share((returned, of): (usize, usize)) -> f64 {
    returned as f64 / of as f64
}

/// The newest third of the cohorts, at most six, against all before: as the view of retention tells it. Newcombe's interval
/// around the difference.
pub fn cohorts(facts: &Facts, as_of: Day) -> Option<Finding> {
    let config = config(facts, as_of, Cohorts::First);
    let answer = retention(facts, &config).ok()?;
    let whole: Vec<&Cohort> = answer.cohorts.iter().filter(|cohort| next(cohort).is_some()).collect();
    if whole.len() < 4 {
        return None;
    }
    let (before, newest) = whole.split_at(whole.len() - (whole.len() / 3).clamp(1, 6));
    let (recent, earlier) = (pooled(newest), pooled(before));
    if recent.1 < FEW || earlier.1 < FEW {
        return None;
    }
    let interval = newcombe(recent, earlier)?;
    let what = What::Cohorts {
        since: newest.first()?.start?,
        recent: share(recent),
        before: share(earlier),
        period: config.period,
    };
    let weight = cautious(&interval) * recent.1 as f64 / n_customers(&answer);
    Some(Finding { what, estimate: share(recent) - share(earlier), interval, weight })
}

fn n_customers(answer: &Retention) -> f64 {
    answer.cohorts.iter().map(|cohort| cohort.size).sum::<usize>().max(1) as f64
}

/// The group that differs most from all others, by any attribute of customers. So many are tried that one differs by
/// chance: only those that stay certain after Holm's correction count.
pub fn group(facts: &Facts, as_of: Day) -> Option<Finding> {
    let mut tried = Vec::new();
    let mut chances = Vec::new();
    for attribute in facts.customers.attributes.iter().take(ATTRIBUTES) {
        let config = config(facts, as_of, Cohorts::Attribute(attribute.name.clone()));
        let Ok(answer) = retention(facts, &config) else { continue };
        let all = pooled(&answer.cohorts.iter().collect::<Vec<_>>());
        let n = n_customers(&answer);
        for cohort in &answer.cohorts {
            let (Some(value), Some(cell)) = (&cohort.value, next(cohort)) else { continue };
            let own = (cell.returned, cell.eligible);
            let others = (all.0 - own.0, all.1 - own.1);
            if own.1 < FEW || others.1 < FEW {
                continue;
            }
            let Some(interval) = newcombe(own, others) else { continue };
            let what = What::Group {
                attribute: attribute.name.clone(),
                value: value.clone(),
                own: share(own),
                others: share(others),
                period: config.period,
            };
            let weight = cautious(&interval) * own.1 as f64 / n;
            tried.push(Finding { what, estimate: share(own) - share(others), interval, weight });
            chances.push(same_share(own, others));
        }
    }
    let certain =
        tried.into_iter().zip(holm(&chances)).filter(|(_, chance)| chance.is_some_and(|p| p < 0.05));
    certain
        .map(|(finding, _)| finding)
        .reduce(|best, next| if next.weight > best.weight { next } else { best })
}
