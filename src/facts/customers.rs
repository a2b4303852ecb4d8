//! Who the customers are.

use crate::dictionary::{Code, Dictionary, NO_CODE};

use super::CustomerIdx;
use crate::roles::Role;

/// The customers of all files: an identifier each, in the order of first appearance, and what is known of them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Customers {
    /// Identifiers: trimmed, e-mail addresses case-folded. The position is the [`CustomerIdx`].
    pub ids: Dictionary,
    /// Attributes with few values, from the customers file or constant per customer elsewhere.
    pub attributes: Vec<Attribute>,
}

/// One attribute of all customers, or of all orders, or of all events.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Attribute {
    /// What it is, where that is known: channel, country, page.
    pub role: Role,
    /// The header it had. Hostile text.
    pub name: String,
    /// Its values in alphabetical order.
    pub values: Dictionary,
    /// One code a customer, order or event; [`NO_CODE`] where unknown.
    pub codes: Vec<Code>,
}

impl Customers {
    /// How many.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Is there none?
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }
}

impl Attribute {
    /// The value of a customer (or the order or event at this place), if known.
    pub fn value(&self, customer: CustomerIdx) -> Option<&str> {
        self.codes.get(customer as usize).filter(|&&code| code != NO_CODE).map(|&code| self.values.get(code))
    }

    /// The same attribute with its codes taken from these places.
    pub(super) fn reordered(mut self, places: &[u32]) -> Self {
        self.codes = super::lines::pick(&self.codes, places);
        self
    }
}
