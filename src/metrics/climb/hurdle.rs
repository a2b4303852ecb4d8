//! What stands between two neighbouring rungs or stages.
//!
//! # Question
//! Behind which hurdle do those stay who do not go on?
//! # Source
//! The three hurdles of this product: how the offer is seen (perception), how easy it is to get (process), whether it does
//! what it should (product). Which one stands where is a reading of the rungs, not a measurement: the files show that
//! somebody stayed behind, never why.

use crate::metrics::ladder::RungName;

use super::stages::StageName;

/// One of three.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hurdle {
    /// They know of it and do not see what it is for them.
    Perception,
    /// They want it and the way to it is hard: the order, the price, the delivery.
    Process,
    /// They have it and it does not give them enough to come back.
    Product,
}

impl Hurdle {
    /// What stands below a rung of the ladder, seen from the rung that is shown below it; nothing below the first one.
    pub fn below_rung(rung: RungName) -> Self {
        match rung {
            RungName::Aware | RungName::Trial => Self::Perception,
            RungName::Purchase => Self::Process,
            RungName::MultiplePurchase | RungName::Loyalty => Self::Product,
        }
    }

    /// What stands before a stage of acquisition.
    pub fn before_stage(stage: StageName) -> Self {
        match stage {
            StageName::Enquiry | StageName::Interaction => Self::Perception,
            StageName::Delivery => Self::Process,
            StageName::Use => Self::Product,
        }
    }
}
