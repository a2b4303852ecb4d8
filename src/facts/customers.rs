//! Who the customers are.

use crate::dictionary::{Code, Dictionary, NO_CODE};

use super::CustomerIdx;
use crate::day::Day;
use crate::money::Money;
use crate::roles::Role;
use crate::table::NO_NUMBER;

/// The customers of all files: an identifier each, in the order of first appearance, and what is known of them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Customers {
    /// Identifiers: trimmed, e-mail addresses case-folded. The position is the [`CustomerIdx`].
    pub ids: Dictionary,
    /// Attributes with few values, from the customers file or constant per customer elsewhere.
    pub attributes: Vec<Attribute>,
    /// Numbers that customers files and summaries give of each customer, one entry a role.
    pub measures: Vec<Measure>,
    /// First and last day of each customer's contract; empty where no file gives any.
    pub terms: Vec<Term>,
    /// Who brought each customer; empty where no file says. `None` for those whom nobody brought, or nobody known here.
    pub referred_by: Vec<Option<CustomerIdx>>,
}

/// One number of all customers: [`Role::AcquisitionCost`], [`Role::Fee`] (a month), [`Role::Wallet`]; of a summary
/// [`Role::Frequency`], [`Role::Recency`], [`Role::Age`], [`Role::MeanSpend`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Measure {
    /// Which.
    pub role: Role,
    /// In ten-thousandths, one a customer; [`NO_NUMBER`] where unknown.
    pub values: Vec<i64>,
}

/// The contract of one customer, as far as the files tell.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Term {
    /// Its first day.
    pub start: Option<Day>,
    /// Its last day; `None` while it runs.
    pub end: Option<Day>,
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

    /// A number of a customer in ten-thousandths, if known.
    pub fn number(&self, role: Role, customer: CustomerIdx) -> Option<i64> {
        let measure = self.measures.iter().find(|measure| measure.role == role)?;
        measure.values.get(customer as usize).copied().filter(|&value| value != NO_NUMBER)
    }

    /// The same as money, for roles that are such.
    pub fn money(&self, role: Role, customer: CustomerIdx) -> Option<Money> {
        self.number(role, customer).map(Money)
    }

    /// The contract of a customer; without a day where no file tells.
    pub fn term(&self, customer: CustomerIdx) -> Term {
        self.terms.get(customer as usize).copied().unwrap_or_default()
    }

    /// Who brought a customer, if it is known and a customer too.
    pub fn referrer(&self, customer: CustomerIdx) -> Option<CustomerIdx> {
        self.referred_by.get(customer as usize).copied().flatten()
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
