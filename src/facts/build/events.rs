//! Events from the rows of events files.

use std::cmp::Ordering;

use super::Source;
use super::labels::Labels;
use super::people::{NOBODY, People};
use super::verdict::Verdicts;
use crate::day::Day;
use crate::dictionary::Dictionary;
use crate::facts::lines::pick;
use crate::facts::{Account, CustomerIdx, Events, Groups, Property};
use crate::issue::Problem;
use crate::moment::Moment;
use crate::roles::Role;
use crate::sort::Sort as _;
use crate::table::NO_NUMBER;

/// Events of all files so far, one entry of each column an event.
#[derive(Default)]
pub(super) struct Builder {
    customers: Vec<CustomerIdx>,
    moments: Vec<Moment>,
    days: Vec<Day>,
    names: Labels,
    labels: Labels,
    values: Vec<i64>,
}

/// Properties that steps of a funnel and breakdowns may ask for.
const PROPERTIES: [Role; 7] = [
    Role::Channel,
    Role::Page,
    Role::Product,
    Role::Category,
    Role::Country,
    Role::Campaign,
    Role::Attribute,
];

impl Builder {
    /// Takes the rows of one file.
    pub(super) fn add(&mut self, source: &Source<'_>, people: &mut People) -> Account {
        let mut verdicts = Verdicts::new(source);
        let who = people.of_source(source);
        let (date, name) = (source.time(Role::Date), source.text(Role::EventName));
        let mut used = Vec::with_capacity(source.table.n_rows);
        for row in 0..source.table.n_rows {
            if who.get(row).is_none_or(|&who| who == NOBODY) {
                verdicts.reject(row, Problem::NoCustomer);
            } else if date.and_then(|date| date.moment(row)).is_none() {
                verdicts.reject(row, Problem::NoDate);
            } else if name.and_then(|name| name.code(row)).is_none() {
                verdicts.reject(row, Problem::NoEvent);
            }
            if verdicts.is_open(row) {
                used.push(row as u32);
            }
        }
        // By customer at once, so that what follows runs through memory in order.
        let none = people.len();
        let (_, places) = Groups::by(none, used.iter().map(|&row| who[row as usize]));
        let used = pick(&used, &places);
        let customers: Vec<CustomerIdx> = used.iter().map(|&row| who[row as usize]).collect();
        people.mark_used(&customers);
        self.customers.extend(customers);
        if let Some(date) = date {
            self.moments.extend(used.iter().map(|&row| date.moments[row as usize]));
            let day = |&row: &u32| date.moments[row as usize].day(date.offset(row as usize));
            self.days.extend(used.iter().map(day));
        }
        self.names.add(source, &[Role::EventName], &used, None);
        self.labels.add(source, &PROPERTIES, &used, None);
        if let Some(value) = source.number(Role::Value) {
            self.values.resize(self.customers.len() - used.len(), NO_NUMBER);
            self.values.extend(used.iter().map(|&row| value.values[row as usize]));
        }
        verdicts.account()
    }

    /// All events, on customers renumbered by `numbers`; events of one customer at one instant by name, then by what
    /// else is known of them, so that the order of rows does not matter.
    pub(super) fn finish(mut self, n_customers: usize, numbers: Option<&[CustomerIdx]>) -> Events {
        if let Some(numbers) = numbers {
            for customer in &mut self.customers {
                *customer = numbers.get(*customer as usize).copied().unwrap_or(NOBODY);
            }
        }
        if !self.values.is_empty() {
            self.values.resize(self.customers.len(), NO_NUMBER);
        }
        let (vocabulary, names) = match self.names.finish().into_iter().next() {
            Some(names) => (names.values, names.codes),
            None => (Dictionary::default(), Vec::new()),
        };
        let labels = self.labels.finish();
        let (groups, mut places) = Groups::by(n_customers, self.customers.iter().copied());
        let mut is_in_place = self.customers.is_sorted();
        let (moments, values) = (&self.moments, &self.values);
        let codes = |event: u32| labels.iter().map(move |label| label.codes[event as usize]);
        let compare = |&a: &u32, &b: &u32| {
            let key = |event: u32| (moments[event as usize], names[event as usize]);
            let value = |event: u32| values.get(event as usize);
            key(a).cmp(&key(b)).then_with(|| codes(a).cmp(codes(b))).then_with(|| value(a).cmp(&value(b)))
        };
        for (_, range) in groups.iter().filter(|(_, range)| range.len() > 1) {
            let places = &mut places[range];
            if !places.is_sorted_by(|a, b| compare(a, b) != Ordering::Greater) {
                places.order_by(compare);
                is_in_place = false;
            }
        }
        let property = |label: crate::facts::Attribute| Property {
            name: label.name,
            values: label.values,
            codes: label.codes,
        };
        let events = Events {
            groups,
            moments: self.moments,
            names,
            vocabulary,
            days: self.days,
            properties: labels.into_iter().map(property).collect(),
            values: self.values,
        };
        if is_in_place { events } else { events.reordered(&places) }
    }
}
