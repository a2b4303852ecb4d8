//! What customers bought.

use crate::day::Day;
use crate::moment::Moment;
use crate::money::Money;
use crate::sort::Sort as _;

use super::lines::pick;
use super::{Attribute, CustomerIdx, Groups, Lines};

/// Orders grouped by customer, each customer's sorted by time. Order lines of one order are one order.
///
/// A **purchase** is an order whose amount is zero or more; an order below zero is a **refund**: it lowers the money
/// and is never counted as a purchase.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Orders {
    pub(super) groups: Groups,
    pub(super) moments: Vec<Moment>,
    pub(super) days: Vec<Day>,
    pub(super) amounts: Vec<Money>,
    pub(super) costs: Option<Vec<Money>>,
    pub(super) attributes: Vec<Attribute>,
    pub(super) lines: Option<Lines>,
    /// First and last day.
    pub(super) span: Option<(Day, Day)>,
}

/// One order, as it goes in and comes out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Order {
    /// Who bought.
    pub customer: CustomerIdx,
    /// When, for the order of things.
    pub moment: Moment,
    /// On which day of the clock that wrote the file.
    pub day: Day,
    /// For how much; below zero for a refund.
    pub amount: Money,
    /// What the goods cost, where the file says so.
    pub cost: Option<Money>,
}

impl Orders {
    /// Groups and sorts. Orders of one customer at one moment stand by amount, so the order of rows does not matter.
    pub fn new(n_customers: usize, orders: &[Order]) -> Self {
        let customers: Vec<CustomerIdx> = orders.iter().map(|order| order.customer).collect();
        let (groups, mut rows) = Groups::by(n_customers, &customers);
        for (_, range) in groups.iter() {
            rows[range].order_by_key(|&row| {
                let order = &orders[row as usize];
                (order.moment, order.day, order.amount, order.cost)
            });
        }
        let sorted = || rows.iter().map(|&row| &orders[row as usize]);
        let has_cost = orders.iter().any(|order| order.cost.is_some());
        Self {
            moments: sorted().map(|order| order.moment).collect(),
            days: sorted().map(|order| order.day).collect(),
            amounts: sorted().map(|order| order.amount).collect(),
            costs: has_cost.then(|| sorted().map(|order| order.cost.unwrap_or_default()).collect()),
            groups,
            attributes: Vec::new(),
            lines: None,
            span: span(orders.iter().map(|order| order.day)),
        }
    }

    /// The same groups, their orders taken from these places.
    pub(super) fn reordered(self, places: &[u32]) -> Self {
        // Each column is let go once its items are picked.
        fn picked<T: Copy>(items: Vec<T>, places: &[u32]) -> Vec<T> {
            pick(&items, places)
        }
        Self {
            moments: picked(self.moments, places),
            days: picked(self.days, places),
            amounts: picked(self.amounts, places),
            costs: self.costs.map(|costs| picked(costs, places)),
            attributes: self.attributes.into_iter().map(|attribute| attribute.reordered(places)).collect(),
            lines: self.lines.map(|lines| lines.select(places)),
            groups: self.groups,
            span: self.span,
        }
    }

    /// How many orders, refunds included.
    pub fn len(&self) -> usize {
        self.days.len()
    }

    /// Is there none?
    pub fn is_empty(&self) -> bool {
        self.days.is_empty()
    }

    /// Where each customer's orders stand.
    pub fn groups(&self) -> &Groups {
        &self.groups
    }

    /// Day of each order, by customer and then by time.
    pub fn day(&self) -> &[Day] {
        &self.days
    }

    /// Moment of each order.
    pub fn moment(&self) -> &[Moment] {
        &self.moments
    }

    /// Amount of each order.
    pub fn amount(&self) -> &[Money] {
        &self.amounts
    }

    /// Cost of each order, where any is known.
    pub fn cost(&self) -> Option<&[Money]> {
        self.costs.as_deref()
    }

    /// Channel, country, coupon and other attributes of each order.
    pub fn attributes(&self) -> &[Attribute] {
        &self.attributes
    }

    /// Products and categories, where a file names them.
    pub fn lines(&self) -> Option<&Lines> {
        self.lines.as_ref()
    }

    /// First and last day of any order.
    pub fn days(&self) -> (Option<Day>, Option<Day>) {
        self.span.unzip()
    }
}

/// The first and the last of some days.
pub(super) fn span(days: impl Iterator<Item = Day>) -> Option<(Day, Day)> {
    let (first, last) =
        days.fold((i32::MAX, i32::MIN), |(first, last), day| (first.min(day.0), last.max(day.0)));
    (first <= last).then_some((Day(first), Day(last)))
}
