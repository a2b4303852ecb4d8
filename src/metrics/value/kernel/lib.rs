//! The loops that run once for each history of purchases, or each customer's spend, in each step of a fit: compiled for
//! speed, where the rest of the module is compiled for size. Formulas and their sources stand where these are called.
#![forbid(unsafe_code)]

mod bands;
mod curve;
mod geometric;
mod pareto;
mod product;
mod spend;
mod times;

pub use bands::{BandSums, TIED, band_of, band_sums, worth};
pub use curve::{Curve, mix};
pub use geometric::{GeometricSums, geometric};
pub use pareto::{Leaving, ParetoSums, Rule, pareto};
pub use spend::{SpendSums, spends};
pub use times::{History, Logs, Times};

/// Histories of one call: a browser swaps faster code in when a function is called, never in the midst of a loop.
pub const STEP: usize = 1 << 12;
