//! Answers: one question a file, each a pure function from facts and a configuration to a plain result.

pub mod funnel;
pub mod ladder;
pub mod segments;
pub mod value;
pub mod value_bands;

/// A value with the range in which it lies with the stated probability.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// Probability that the range holds the truth: 0.95 unless said otherwise.
    pub level: f64,
}
