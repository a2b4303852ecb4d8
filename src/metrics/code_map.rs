//! # Question
//! Which code of recency, frequency and money belongs to which group, and how many customers have it?
//!
//! # Input
//! [`Segments`], and the settings by which they were made.
//!
//! # Result
//! Every code with its customers, what they paid, and its group; by money, then frequency, then recency, the best first.
//!
//! # Edge cases
//! A code that nobody has stands there with none. The codes add up to all who bought.
//!
//! # Source
//! A. M. Hughes, *Strategic Database Marketing* (1994): the 125 cells of recency, frequency and money.
//!
//! # Example
//! ```
//! use clientele::{day::Day, facts::{Facts, Order, Orders}, moment::Moment, money::Money};
//! use clientele::metrics::{code_map::code_map, segments::{SegmentsConfig, segments}};
//! let order = Order { customer: 0, moment: Moment(0), day: Day(0), amount: Money::from_units(5.0), cost: None };
//! let facts = Facts { orders: Orders::new(1, &[order]), ..Facts::default() };
//! let config = SegmentsConfig::default();
//! let map = code_map(&segments(&facts, &config)?, &config);
//! assert_eq!((map.codes.len(), map.codes[0].code), (125, [5, 5, 5]));
//! # Ok::<(), clientele::error::Error>(())
//! ```

use super::segments::{SegmentName, Segments, SegmentsConfig};
use crate::facts::CustomerIdx;
use crate::money::Money;
use crate::sort::Sort as _;

/// All codes.
#[derive(Debug, Clone, PartialEq)]
pub struct CodeMap {
    /// Scores run from 1 to this.
    pub n_bins: u8,
    /// Customers who bought.
    pub n_customers: usize,
    /// By money, then frequency, then recency, the best first.
    pub codes: Vec<CodeCell>,
}

/// One code.
#[derive(Debug, Clone, PartialEq)]
pub struct CodeCell {
    /// Recency, frequency, money.
    pub code: [u8; 3],
    /// Customers who have it.
    pub n_customers: usize,
    /// What they paid.
    pub amount: Money,
    /// The group to which it belongs.
    pub name: SegmentName,
    /// Was it given to that group by hand?
    pub moved: bool,
}

/// Counts the customers of each code.
#[inline(never)]
pub fn code_map(answer: &Segments, config: &SegmentsConfig) -> CodeMap {
    let n_bins = config.n_bins;
    let bins = usize::from(n_bins);
    let mut codes = Vec::with_capacity(bins * bins * bins);
    for m in (1..=n_bins).rev() {
        for f in (1..=n_bins).rev() {
            for r in (1..=n_bins).rev() {
                let code = [r, f, m];
                let Some(name) = config.name_of(code) else { continue };
                let moved = config.usual_name_of(code) != Some(name);
                codes.push(CodeCell { code, n_customers: 0, amount: Money::ZERO, name, moved });
            }
        }
    }
    for customer in &answer.customers {
        let Some(&code) = answer.scores.get(customer.customer as usize) else { continue };
        if let Some(cell) = place(code, bins).and_then(|at| codes.get_mut(at)) {
            cell.n_customers += 1;
            cell.amount += customer.amount;
        }
    }
    CodeMap { n_bins, n_customers: answer.n_customers, codes }
}

/// Where a code stands.
fn place([r, f, m]: [u8; 3], bins: usize) -> Option<usize> {
    let down = |score: u8| bins.checked_sub(usize::from(score));
    Some((down(m)? * bins + down(f)?) * bins + down(r)?)
}

impl CodeMap {
    /// The fewest codes that hold half of all customers, the fullest first.
    pub fn half(&self) -> Vec<&CodeCell> {
        let mut fullest: Vec<&CodeCell> = self.codes.iter().filter(|cell| cell.n_customers > 0).collect();
        fullest.order_by(|a, b| b.n_customers.cmp(&a.n_customers));
        let mut held = 0;
        let mut needed = 0;
        for cell in &fullest {
            if 2 * held >= self.n_customers {
                break;
            }
            held += cell.n_customers;
            needed += 1;
        }
        fullest.truncate(needed);
        fullest
    }
}

/// The customers who have a code.
pub fn members(answer: &Segments, code: [u8; 3]) -> Vec<CustomerIdx> {
    let has = |customer: &&super::segments::CustomerRfm| {
        answer.scores.get(customer.customer as usize) == Some(&code)
    };
    answer.customers.iter().filter(has).map(|customer| customer.customer).collect()
}
