//! What the orders consist of.

use std::ops::Range;

use crate::dictionary::{Code, Dictionary, NO_CODE};
use crate::money::Money;

/// The lines of all orders, in the order of [`Orders`](super::Orders); within one order by product. Only orders from
/// files that name products or categories have lines.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Lines {
    pub(super) starts: Vec<u32>,
    pub(super) products: Dictionary,
    pub(super) categories: Dictionary,
    pub(super) lines: Vec<Line>,
}

/// One line of an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Line {
    /// What was bought: a code in [`Lines::products`]; [`NO_CODE`] where unknown.
    pub product: Code,
    /// Its category: a code in [`Lines::categories`]; [`NO_CODE`] where unknown.
    pub category: Code,
    /// Pieces in ten-thousandths; `None` where unknown.
    pub quantity: Option<i64>,
    /// What was paid for the line; `None` where the file gives money by order only.
    pub amount: Option<Money>,
}

impl Line {
    /// The product, if known.
    pub fn product(&self) -> Option<Code> {
        Some(self.product).filter(|&code| code != NO_CODE)
    }

    /// The category, if known.
    pub fn category(&self) -> Option<Code> {
        Some(self.category).filter(|&code| code != NO_CODE)
    }
}

impl Lines {
    /// The lines of the order at this place in [`Orders`](super::Orders); empty where unknown.
    pub fn of(&self, order: usize) -> &[Line] {
        self.lines.get(self.range(order)).unwrap_or(&[])
    }

    fn range(&self, order: usize) -> Range<usize> {
        match (self.starts.get(order), self.starts.get(order + 1)) {
            (Some(&start), Some(&end)) => start as usize..end as usize,
            _ => 0..0,
        }
    }

    /// Names of products in alphabetical order.
    pub fn products(&self) -> &Dictionary {
        &self.products
    }

    /// Names of categories in alphabetical order.
    pub fn categories(&self) -> &Dictionary {
        &self.categories
    }

    /// How many lines in all.
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// Is there none?
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }
}
