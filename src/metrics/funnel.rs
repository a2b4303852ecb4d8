//! Where do customers drop out? An event funnel.

use super::Interval;

/// Customers who reached each step.
#[derive(Debug, Clone, PartialEq)]
pub struct Funnel {
    /// The counting rule in words, printed beside the number.
    pub rule: String,
    /// The steps in order.
    pub steps: Vec<FunnelStep>,
    /// For each customer how many steps were reached: 0 for one who never entered.
    pub level_of: Vec<u8>,
}

/// One step.
#[derive(Debug, Clone, PartialEq)]
pub struct FunnelStep {
    /// What it is called.
    pub name: String,
    /// Customers who reached it.
    pub n_customers: usize,
    /// Of those who entered, 0 to 1; `None` if nobody did.
    pub share_of_entrants: Option<f64>,
    /// Of those who reached the step before; `None` for the first step, or if nobody did.
    pub share_of_previous: Option<f64>,
    /// Around `share_of_entrants`.
    pub interval: Option<Interval>,
    /// Median seconds from the step before; `None` for the first step, or if nobody arrived.
    pub median_seconds: Option<f64>,
}
