//! What customers did.

use crate::day::Day;
use crate::dictionary::{Code, Dictionary, NO_CODE};
use crate::moment::Moment;
use crate::money::Money;
use crate::sort::Sort as _;
use crate::table::NO_NUMBER;

use super::lines::pick;
use super::orders::span;
use super::{CustomerIdx, Groups};

/// Events grouped by customer, each customer's sorted by time; events at one instant keep the order of their rows.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Events {
    pub(super) groups: Groups,
    pub(super) moments: Vec<Moment>,
    pub(super) names: Vec<Code>,
    pub(super) vocabulary: Dictionary,
    pub(super) days: Vec<Day>,
    pub(super) properties: Vec<Property>,
    /// In ten-thousandths, one an event; empty where no file gives any.
    pub(super) values: Vec<i64>,
    /// First and last day.
    pub(super) span: Option<(Day, Day)>,
}

/// What else the file says of each event: page, channel, product.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Property {
    /// The header it had. Hostile text.
    pub name: String,
    /// Its values.
    pub values: Dictionary,
    /// One code an event; [`NO_CODE`] where the cell is blank.
    pub codes: Vec<Code>,
}

/// One event, as it goes in and comes out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Event {
    /// Who.
    pub customer: CustomerIdx,
    /// When.
    pub moment: Moment,
    /// On which day of the clock that wrote the file.
    pub day: Day,
    /// What: a code in the vocabulary.
    pub name: Code,
}

impl Events {
    /// Groups and sorts. `vocabulary` holds the names of events.
    pub fn new(n_customers: usize, vocabulary: Dictionary, events: &[Event]) -> Self {
        Self::with_properties(n_customers, vocabulary, events, Vec::new())
    }

    /// The same with properties, whose codes come in the order of `events`; one with too few codes is blank at the end.
    pub fn with_properties(
        n_customers: usize,
        vocabulary: Dictionary,
        events: &[Event],
        properties: Vec<Property>,
    ) -> Self {
        let customers: Vec<CustomerIdx> = events.iter().map(|event| event.customer).collect();
        let (groups, mut rows) = Groups::by(n_customers, &customers);
        for (_, range) in groups.iter() {
            rows[range].order_by_key(|&row| events[row as usize].moment);
        }
        Self::gathered(groups, vocabulary, events, properties, &rows)
    }

    /// Takes everything in the order of `rows`.
    fn gathered(
        groups: Groups,
        vocabulary: Dictionary,
        events: &[Event],
        mut properties: Vec<Property>,
        rows: &[u32],
    ) -> Self {
        for property in &mut properties {
            let codes = rows.iter().map(|&row| property.codes.get(row as usize).copied().unwrap_or(NO_CODE));
            property.codes = codes.collect();
        }
        Self {
            moments: rows.iter().map(|&row| events[row as usize].moment).collect(),
            names: rows.iter().map(|&row| events[row as usize].name).collect(),
            days: rows.iter().map(|&row| events[row as usize].day).collect(),
            properties,
            groups,
            vocabulary,
            values: Vec::new(),
            span: span(events.iter().map(|event| event.day)),
        }
    }

    /// The same groups, their events taken from these places.
    pub(super) fn reordered(self, places: &[u32]) -> Self {
        let property = |property: Property| Property { codes: pick(&property.codes, places), ..property };
        Self {
            moments: pick(&self.moments, places),
            names: pick(&self.names, places),
            days: pick(&self.days, places),
            properties: self.properties.into_iter().map(property).collect(),
            values: pick(&self.values, places),
            vocabulary: self.vocabulary,
            groups: self.groups,
            span: self.span,
        }
    }

    /// How many events.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Is there none?
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// Where each customer's events stand.
    pub fn groups(&self) -> &Groups {
        &self.groups
    }

    /// Moment of each event, by customer and then by time.
    pub fn moment(&self) -> &[Moment] {
        &self.moments
    }

    /// Name of each event, as a code in the vocabulary.
    pub fn name(&self) -> &[Code] {
        &self.names
    }

    /// The names of events.
    pub fn vocabulary(&self) -> &Dictionary {
        &self.vocabulary
    }

    /// Day of each event on the clock that wrote the file.
    pub fn day(&self) -> &[Day] {
        &self.days
    }

    /// Properties of the events, their codes in the order of the events.
    pub fn properties(&self) -> &[Property] {
        &self.properties
    }

    /// The property with this name, if there is one.
    pub fn property(&self, name: &str) -> Option<&Property> {
        self.properties.iter().find(|property| property.name == name)
    }

    /// The value of the event at a place, where a file gives one.
    pub fn value(&self, place: usize) -> Option<Money> {
        self.values.get(place).copied().filter(|&value| value != NO_NUMBER).map(Money)
    }

    /// Does a file give values at all?
    pub fn has_values(&self) -> bool {
        !self.values.is_empty()
    }

    /// First and last day of any event.
    pub fn days(&self) -> (Option<Day>, Option<Day>) {
        self.span.unzip()
    }
}
