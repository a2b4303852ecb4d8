//! What customers did.

use crate::day::Day;
use crate::dictionary::{Code, Dictionary, NO_CODE};
use crate::moment::Moment;
use crate::money::Money;

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
    pub(super) values: Option<Vec<Option<Money>>>,
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
        let (groups, mut rows) = Groups::by(n_customers, events.iter().map(|event| event.customer));
        for (_, range) in groups.iter() {
            rows[range].sort_by_key(|&row| events[row as usize].moment);
        }
        Self::gathered(groups, vocabulary, events, properties, &rows)
    }

    /// The same, but events of one customer at one instant stand by name, then by their properties and value, so that
    /// the order of rows does not matter. `values` has one entry an event.
    pub(super) fn sorted(
        n_customers: usize,
        vocabulary: Dictionary,
        events: &[Event],
        properties: Vec<Property>,
        values: &[Option<Money>],
    ) -> Self {
        let (groups, mut rows) = Groups::by(n_customers, events.iter().map(|event| event.customer));
        let key = |row: u32| (events[row as usize].moment, events[row as usize].name);
        let labels =
            |row: u32| properties.iter().map(move |property| property.codes.get(row as usize).copied());
        for (_, range) in groups.iter().filter(|(_, range)| range.len() > 1) {
            rows[range].sort_unstable_by(|&a, &b| {
                let tie =
                    || labels(a).cmp(labels(b)).then_with(|| values[a as usize].cmp(&values[b as usize]));
                key(a).cmp(&key(b)).then_with(tie)
            });
        }
        let has_value = values.iter().any(Option::is_some);
        let values = has_value.then(|| rows.iter().map(|&row| values[row as usize]).collect());
        Self { values, ..Self::gathered(groups, vocabulary, events, properties, &rows) }
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
            values: None,
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

    /// Value of each event, where a file gives any.
    pub fn values(&self) -> Option<&[Option<Money>]> {
        self.values.as_deref()
    }

    /// First and last day of any event.
    pub fn days(&self) -> (Option<Day>, Option<Day>) {
        (self.days.iter().min().copied(), self.days.iter().max().copied())
    }
}
