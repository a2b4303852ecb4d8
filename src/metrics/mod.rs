//! Answers: one question a file, each a pure function from facts and a configuration to a plain result.

pub mod agreement;
pub mod climb;
pub mod code_map;
pub mod concentration;
pub mod contract;
pub mod findings;
pub mod funnel;
pub mod interval;
pub mod kmeans;
pub mod ladder;
pub mod movement;
pub mod overview;
pub mod partition;
pub mod period;
pub mod profile;
pub mod retention;
pub mod rules;
pub mod segments;
pub mod tiers;
pub mod value;
pub mod value_bands;

pub use interval::Interval;
