//! Which groups of customers behave alike? Recency, frequency and money, scored by quantiles.

use crate::day::Day;
use crate::money::Money;

/// How to score.
#[derive(Debug, Clone, PartialEq)]
pub struct SegmentsConfig {
    /// The day as of which recency is counted; later orders are left out. `None`: the last day of the data.
    pub as_of: Option<Day>,
    /// Scores run from 1 to this, 2 to 9. The eleven groups read fifths of the scale.
    pub n_bins: u8,
}

/// Customers who bought, in groups that everybody understands. Each is in exactly one.
#[derive(Debug, Clone, PartialEq)]
pub struct Segments {
    /// The day as of which recency was counted.
    pub as_of: Day,
    /// Customers with at least one purchase.
    pub n_customers: usize,
    /// What they paid in all, refunds taken off.
    pub amount: Money,
    /// Days since the last purchase: fewer is better.
    pub recency: Scale,
    /// Purchases.
    pub frequency: Scale,
    /// Amount in all, in currency units.
    pub monetary: Scale,
    /// The eleven groups in their fixed order, empty ones included.
    pub groups: Vec<Segment>,
    /// For each customer its position in `groups`; `None` for one who never bought.
    pub group_of: Vec<Option<u8>>,
    /// For each customer the scores of recency, frequency, money; zeros for one who never bought.
    pub scores: Vec<[u8; 3]>,
}

/// How one of the three was cut. Equal values always share a score.
#[derive(Debug, Clone, PartialEq)]
pub struct Scale {
    /// Score `k` holds values in `(cuts[k - 2], cuts[k - 1]]` of the sorted direction; `n_bins - 1` cuts.
    pub cuts: Vec<f64>,
    /// Customers with each score, from 1 up. A 0 means ties left the score empty: said, not hidden.
    pub counts: Vec<usize>,
}

/// One group.
#[derive(Debug, Clone, PartialEq)]
pub struct Segment {
    /// Which.
    pub name: SegmentName,
    /// Customers in it.
    pub n_customers: usize,
    /// Of all customers who bought, 0 to 1.
    pub share: f64,
    /// What they paid.
    pub amount: Money,
    /// Of all money, 0 to 1; `None` where there is none.
    pub amount_share: Option<f64>,
    /// Median days since the last purchase; `None` for an empty group.
    pub median_recency_days: Option<f64>,
    /// Mean purchases; `None` for an empty group.
    pub mean_orders: Option<f64>,
    /// Mean amount per customer; `None` for an empty group.
    pub mean_amount: Option<Money>,
}

/// The eleven groups, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SegmentName {
    /// Bought lately, often, and spend the most.
    Champions,
    /// Buy often.
    Loyal,
    /// Recent, with some frequency.
    PotentialLoyalists,
    /// Bought for the first time lately.
    New,
    /// Recent, but spend little.
    Promising,
    /// Above average, not very recent.
    NeedAttention,
    /// Below average on everything and slipping.
    AboutToSleep,
    /// Bought often or much, but long ago.
    AtRisk,
    /// The best of old, gone for long.
    CannotLose,
    /// Long gone, low on the rest.
    Hibernating,
    /// The lowest on everything.
    Lost,
}
