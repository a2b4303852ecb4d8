//! What customers did.

use crate::day::Day;
use crate::dictionary::{Code, Dictionary};
use crate::moment::Moment;

use super::{CustomerIdx, Groups};

/// Events grouped by customer, each customer's sorted by time; events at one instant keep the order of their rows.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Events {
    groups: Groups,
    moments: Vec<Moment>,
    names: Vec<Code>,
    vocabulary: Dictionary,
    days: Option<(Day, Day)>,
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
        let (groups, mut rows) = Groups::by(n_customers, events.iter().map(|event| event.customer));
        for (_, range) in groups.iter() {
            rows[range].sort_by_key(|&row| events[row as usize].moment);
        }
        let days = events.iter().map(|event| event.day);
        Self {
            moments: rows.iter().map(|&row| events[row as usize].moment).collect(),
            names: rows.iter().map(|&row| events[row as usize].name).collect(),
            days: days.clone().min().zip(days.max()),
            groups,
            vocabulary,
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

    /// First and last day of any event.
    pub fn days(&self) -> (Option<Day>, Option<Day>) {
        self.days.unzip()
    }
}
