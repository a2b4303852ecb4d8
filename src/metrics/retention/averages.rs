//! Two averages of a period over all cohorts: they differ, so both are given by name.

use crate::metrics::interval::{Interval, wilson};
use crate::sort::Sort as _;

use super::{Cell, Cohort, Measure};
use crate::money::Money;

/// One period after the first, over all cohorts for which it is over.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Average {
    /// Customers for whom the period is over.
    pub eligible: usize,
    /// Of these, customers who were back.
    pub returned: usize,
    /// Activities of the eligible.
    pub activities: u64,
    /// Money of the eligible.
    pub amount: Money,
    /// All customers together: returned of eligible; `None` where there is none.
    pub pooled: Option<f64>,
    /// Around `pooled`.
    pub interval: Option<Interval>,
    /// Each cohort alike: the mean of their shares, large or small; `None` where there is none.
    pub mean_of_cohorts: Option<f64>,
}

impl Average {
    /// What all customers together say.
    pub fn measured(&self, measure: Measure) -> Option<f64> {
        let Self { eligible, returned, activities, amount, pooled: share, .. } = *self;
        Cell { eligible, returned, activities, amount, share, interval: None }.measured(measure)
    }
}

/// Averages over the cells that are not blank; cohorts of nobody have no share and no say.
pub fn averages(cohorts: &[Cohort]) -> Vec<Average> {
    let n = cohorts.iter().map(|cohort| cohort.cells.len()).max().unwrap_or(0);
    let average = |k: usize| {
        let cells = cohorts.iter().filter_map(|cohort| cohort.cells.get(k).copied().flatten());
        let (mut sum, mut shares) = (Cell::default(), Vec::new());
        for cell in cells {
            sum.eligible += cell.eligible;
            sum.returned += cell.returned;
            sum.activities += cell.activities;
            sum.amount += cell.amount;
            shares.extend(cell.share);
        }
        let Cell { eligible, returned, activities, amount, .. } = sum;
        // Summed from the smallest up, so that the order of cohorts does not matter to the last bit.
        shares.order_by(f64::total_cmp);
        Average {
            eligible,
            returned,
            activities,
            amount,
            pooled: (eligible > 0).then(|| returned as f64 / eligible as f64),
            interval: if k == 0 { None } else { wilson(returned, eligible) },
            mean_of_cohorts: (!shares.is_empty()).then(|| shares.iter().sum::<f64>() / shares.len() as f64),
        }
    };
    (0..n).map(average).collect()
}
