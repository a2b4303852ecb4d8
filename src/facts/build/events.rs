//! Events from the rows of events files.

use super::Source;
use super::arranged::when;
use super::currency::Currencies;
use super::dealt::Dealt;
use super::labels::Labels;
use super::orders::append;
use super::people::{NOBODY, People};
use super::verdict::Verdicts;
use crate::day::Day;
use crate::dictionary::{Code, Dictionary};
use crate::facts::orders::span;
use crate::facts::{Account, CustomerIdx, Events, Groups, Property};
use crate::issue::Problem;
use crate::moment::Moment;
use crate::roles::Role;
use crate::table::{NO_NUMBER, Packed};

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
    pub(super) fn add(
        &mut self,
        source: &Source<'_>,
        people: &mut People,
        currencies: &Currencies,
    ) -> Account {
        let mut verdicts = Verdicts::new(source);
        let mut who = people.of_source(source);
        let (date, name) = (source.time(Role::Date), source.text(Role::EventName));
        let none = people.len() as CustomerIdx;
        for (row, who) in who.iter_mut().enumerate() {
            let problem = if *who == NOBODY {
                Some(Problem::NoCustomer)
            } else if date.is_none_or(|date| date.moment(row).is_none()) {
                Some(Problem::NoDate)
            } else if name.is_none_or(|name| name.code(row).is_none()) {
                Some(Problem::NoEvent)
            } else {
                None
            };
            if let Some(problem) = problem {
                verdicts.reject(row, problem);
            }
            if !verdicts.is_open(row) {
                *who = none;
            }
        }
        let dealt = Dealt::new(&who, people.len());
        let customers = dealt.groups().expanded(dealt.len());
        people.mark_used(&customers);
        append(&mut self.customers, customers);
        if let Some(date) = date {
            let (moments, days) =
                when(date, &|moments| dealt.unpack(moments), &|offsets| dealt.take(offsets));
            append(&mut self.moments, moments);
            append(&mut self.days, days);
        }
        source.spend(&[Role::Customer, Role::CustomerAlias, Role::Date]);
        let take = |codes: &Packed<Code>| {
            let taken = dealt.unpack(codes);
            source.spent(codes);
            taken
        };
        self.names.add(source, &[Role::EventName], dealt.len(), &take, None);
        self.labels.add(source, &PROPERTIES, dealt.len(), &take, None);
        if let Some(value) = source.number(Role::Value) {
            self.values.resize(self.customers.len() - dealt.len(), NO_NUMBER);
            let mut values = dealt.unpack(&value.values);
            // An event counts whatever its value is in; the value only in the currency of the rest.
            if let Some(others) = currencies.others(source, Some(value)) {
                let others = values.iter_mut().zip(dealt.take(&others)).filter(|(_, is_other)| *is_other);
                others.for_each(|(value, _)| *value = NO_NUMBER);
            }
            self.values.append(&mut values);
            source.spend(&[Role::Value]);
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
        let (moments, values) = (&self.moments, &self.values);
        let codes = |event: u32| labels.iter().map(move |label| label.codes[event as usize]);
        let mut compare = |a: u32, b: u32| {
            let key = |event: u32| (moments[event as usize], names[event as usize]);
            let value = |event: u32| values.get(event as usize);
            key(a).cmp(&key(b)).then_with(|| codes(a).cmp(codes(b))).then_with(|| value(a).cmp(&value(b)))
        };
        let (groups, places) = Groups::in_time(n_customers, &self.customers, moments, &mut compare);
        let property = |label: crate::facts::Attribute| Property {
            name: label.name,
            values: label.values,
            codes: label.codes,
        };
        let span = span(self.days.iter().copied());
        let events = Events {
            groups,
            moments: self.moments,
            names,
            vocabulary,
            days: self.days,
            properties: labels.into_iter().map(property).collect(),
            values: self.values,
            span,
        };
        match places {
            Some(places) => events.reordered(&places),
            None => events,
        }
    }
}
