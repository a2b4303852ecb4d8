//! What the orders consist of.

use std::ops::Range;

use crate::dictionary::{Code, Dictionary, NO_CODE};
use crate::money::Money;
use crate::table::{NO_NUMBER, Packed};

/// The lines of all orders, in the order of [`Orders`](super::Orders); within one order by product.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Lines {
    /// Where the lines of each order start, and the end of the last; `None` where each order has one line.
    pub(super) starts: Option<Vec<u32>>,
    pub(super) products: Dictionary,
    pub(super) categories: Dictionary,
    /// One code a line; empty where no file names any.
    pub(super) product: Vec<Code>,
    pub(super) category: Vec<Code>,
    /// Pieces in ten-thousandths, one a line; empty where no file says any.
    pub(super) quantity: Packed<i64>,
    /// One a line, in ten-thousandths.
    pub(super) amount: Packed<i64>,
}

/// One line of an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Line {
    /// What was bought: a code in [`Lines::products`].
    pub product: Option<Code>,
    /// Its category: a code in [`Lines::categories`].
    pub category: Option<Code>,
    /// Pieces in ten-thousandths.
    pub quantity: Option<i64>,
    /// What was paid for the line; `None` where the file gives money by order only.
    pub amount: Option<Money>,
}

impl Lines {
    /// The places of the lines of the order at this place in [`Orders`](super::Orders); empty for one that is not there.
    pub fn of(&self, order: usize) -> Range<usize> {
        match &self.starts {
            None if order < self.len() => order..order + 1,
            None => 0..0,
            Some(starts) => match (starts.get(order), starts.get(order + 1)) {
                (Some(&start), Some(&end)) => start as usize..end as usize,
                _ => 0..0,
            },
        }
    }

    /// The line at a place. What the file does not say is `None`.
    pub fn line(&self, place: usize) -> Line {
        let code = |codes: &[Code]| codes.get(place).copied().filter(|&code| code != NO_CODE);
        let number = |numbers: &Packed<i64>| numbers.get(place).filter(|&number| number != NO_NUMBER);
        Line {
            product: code(&self.product),
            category: code(&self.category),
            quantity: number(&self.quantity),
            amount: number(&self.amount).map(Money),
        }
    }

    /// Product of each line, [`NO_CODE`] where unknown; empty where no file names products.
    pub fn product(&self) -> &[Code] {
        &self.product
    }

    /// Category of each line, [`NO_CODE`] where unknown; empty where no file names categories.
    pub fn category(&self) -> &[Code] {
        &self.category
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
        self.amount.len()
    }

    /// Is there none?
    pub fn is_empty(&self) -> bool {
        self.amount.is_empty()
    }

    /// The lines of these orders, in this order.
    pub(super) fn select(&self, orders: &[u32]) -> Self {
        let mut starts = Vec::new();
        let mut places = Vec::new();
        if self.starts.is_some() {
            starts.push(0);
        }
        for &order in orders {
            places.extend(self.of(order as usize).map(|place| place as u32));
            if self.starts.is_some() {
                starts.push(places.len() as u32);
            }
        }
        Self {
            starts: self.starts.is_some().then_some(starts),
            products: self.products.clone(),
            categories: self.categories.clone(),
            product: pick(&self.product, &places),
            category: pick(&self.category, &places),
            quantity: pick_packed(&self.quantity, &places),
            amount: pick_packed(&self.amount, &places),
        }
    }
}

/// The same of a packed column.
pub(super) fn pick_packed(items: &Packed<i64>, places: &[u32]) -> Packed<i64> {
    Packed::from(pick(&items.to_vec(), places).as_slice())
}

/// The items at these places; none of a column that is not there.
pub(super) fn pick<T: Copy>(items: &[T], places: &[u32]) -> Vec<T> {
    if items.is_empty() { Vec::new() } else { places.iter().map(|&place| items[place as usize]).collect() }
}
