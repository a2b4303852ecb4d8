//! Events from the rows of events files.

use super::Source;
use super::labels::Labels;
use super::people::{NOBODY, People};
use super::verdict::Verdicts;
use crate::dictionary::NO_CODE;
use crate::facts::{Account, CustomerIdx, Event, Events, Property};
use crate::issue::Problem;
use crate::money::Money;
use crate::roles::Role;
use crate::table::Column;

/// Events of all files so far.
#[derive(Default)]
pub(super) struct Builder {
    events: Vec<Event>,
    names: Labels,
    labels: Labels,
    values: Vec<Option<Money>>,
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
        let column = |role| source.mapping.column(role).and_then(|column| source.table.columns.get(column));
        let who = match column(Role::Customer) {
            Some(Column::Text(column)) => people.of_rows(column),
            _ => Vec::new(),
        };
        let date = match column(Role::Date) {
            Some(Column::Time(column)) => Some(column),
            _ => None,
        };
        let name = match column(Role::EventName) {
            Some(Column::Text(column)) => Some(column),
            _ => None,
        };
        let value = match column(Role::Value) {
            Some(Column::Number(column)) => Some(column),
            _ => None,
        };
        let names = self.names.of_source(source, &[Role::EventName]);
        let labels = self.labels.of_source(source, &PROPERTIES);
        self.events.reserve(source.table.n_rows);
        for row in 0..source.table.n_rows {
            let Some(&customer) = who.get(row).filter(|&&who| who != NOBODY) else {
                verdicts.reject(row, Problem::NoCustomer);
                continue;
            };
            let Some((moment, date)) = date.and_then(|date| date.moment(row).zip(Some(date))) else {
                verdicts.reject(row, Problem::NoDate);
                continue;
            };
            if name.and_then(|name| name.code(row)).is_none() {
                verdicts.reject(row, Problem::NoEvent);
            }
            if verdicts.is_open(row) {
                people.mark_used(customer);
                self.names.push(&names, &[row as u32]);
                self.labels.push(&labels, &[row as u32]);
                self.values.push(value.and_then(|value| value.value(row)).map(Money));
                self.events.push(Event {
                    customer,
                    moment,
                    day: moment.day(date.offset(row)),
                    name: NO_CODE,
                });
            }
        }
        verdicts.account()
    }

    /// All events, on customers renumbered by `numbers`; events of one customer at one instant by name, so that the
    /// order of rows does not matter.
    pub(super) fn finish(mut self, n_customers: usize, numbers: Option<&[CustomerIdx]>) -> Events {
        let Some(names) = self.names.finish().into_iter().next() else {
            return Events::new(n_customers, <_>::default(), &[]);
        };
        for (event, &name) in self.events.iter_mut().zip(&names.codes) {
            event.name = name;
            if let Some(numbers) = numbers {
                event.customer = numbers.get(event.customer as usize).copied().unwrap_or(NOBODY);
            }
        }
        let labels = self.labels.finish().into_iter();
        let properties =
            labels.map(|label| Property { name: label.name, values: label.values, codes: label.codes });
        Events::sorted(n_customers, names.values, &self.events, properties.collect(), &self.values)
    }
}
