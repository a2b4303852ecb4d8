//! Facts about some customers or some days only, as facts of their own: every answer works on them as on the whole.

use std::ops::Range;

use super::lines::pick;
use super::orders::span;
use super::{
    Answer, Answers, Attribute, Contact, Contacts, CustomerIdx, Customers, Events, Facts, Groups, Measure,
    Orders, Property, Term,
};
use crate::day::Day;
use crate::dictionary::{Code, Dictionary, NO_CODE};
use crate::sort::Sort as _;
use crate::table::NO_NUMBER;

/// What is picked. Both parts hold at once; the default picks everything.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Selection {
    customers: Option<Vec<CustomerIdx>>,
    days: Option<(Day, Day)>,
    values: Vec<(String, Vec<String>)>,
}

impl Selection {
    /// These customers only. The customer at place `i` of [`Selection::customers`] is number `i` in the selected facts.
    #[must_use]
    pub fn of_customers(mut self, customers: impl IntoIterator<Item = CustomerIdx>) -> Self {
        let mut customers: Vec<CustomerIdx> = customers.into_iter().collect();
        customers.order();
        customers.dedup();
        self.customers = Some(customers);
        self
    }

    /// From the first of these days to the last, both included. Customers stay known though they did nothing then.
    #[must_use]
    pub fn of_days(mut self, first: Day, last: Day) -> Self {
        self.days = Some((first, last));
        self
    }

    /// Only orders and events with one of these values of an attribute or a property. Orders stay all where they have no
    /// such attribute, and so do events.
    #[must_use]
    pub fn of_values(mut self, name: &str, values: Vec<String>) -> Self {
        self.values.push((name.to_owned(), values));
        self
    }

    /// The customers picked, by number and without repetition; `None` if all are.
    pub fn customers(&self) -> Option<&[CustomerIdx]> {
        self.customers.as_deref()
    }

    /// The first and the last day; `None` if all are picked.
    pub fn days(&self) -> Option<(Day, Day)> {
        self.days
    }

    /// Does it pick everything?
    pub fn is_all(&self) -> bool {
        self.customers.is_none() && self.days.is_none() && self.values.is_empty()
    }
}

impl Facts {
    /// The facts about what is picked. Numbers that no customer has are passed over.
    pub fn select(&self, selection: &Selection) -> Self {
        let n =
            self.customers.len().max(self.orders.groups.n_customers()).max(self.events.groups.n_customers());
        let known =
            |customers: &[CustomerIdx]| customers.partition_point(|&customer| (customer as usize) < n);
        let customers = selection.customers().map(|customers| &customers[..known(customers)]);
        let picked = Picked { customers, days: selection.days, values: &selection.values };
        Self {
            customers: self.customers.select(customers),
            orders: self.orders.select(&picked),
            events: self.events.select(&picked),
            contacts: self.contacts.select(&picked),
            answers: self.answers.select(&picked),
            currency: self.currency.clone(),
            seen: Some(self.seen_by(selection)),
            among: None,
        }
    }
}

impl Facts {
    fn seen_by(&self, selection: &Selection) -> (Option<Day>, Option<Day>) {
        let (orders, events) = self.last_days();
        let within = |last: Option<Day>| match selection.days {
            Some((_, end)) => last.map(|last| last.min(end)),
            None => last,
        };
        (within(orders), within(events))
    }
}

/// Finds the rows that are picked.
struct Picked<'a> {
    customers: Option<&'a [CustomerIdx]>,
    days: Option<(Day, Day)>,
    values: &'a [(String, Vec<String>)],
}

impl Picked<'_> {
    /// The picked places of columns grouped by customer, and the groups that they form.
    fn of(&self, groups: &Groups, days: &[Day], named: &[Named<'_>]) -> (Groups, Vec<u32>) {
        let allowed: Vec<(&[Code], Vec<bool>)> =
            self.values.iter().flat_map(|wanted| allowed(named, wanted)).collect();
        let mut places = Vec::new();
        let mut starts = vec![0];
        let mut take = |range: Range<usize>| {
            let is_picked = |place: &usize| match self.days {
                Some((first, last)) => days.get(*place).is_some_and(|day| (first..=last).contains(day)),
                None => true,
            } && allowed.iter().all(|(codes, fits)| {
                codes.get(*place).is_some_and(|&code| fits.get(code as usize).copied().unwrap_or(false))
            });
            places.extend(range.filter(is_picked).map(|place| place as u32));
            starts.push(places.len() as u32);
        };
        match self.customers {
            Some(customers) => customers.iter().for_each(|&customer| take(groups.of(customer))),
            None => groups.iter().for_each(|(_, range)| take(range)),
        }
        (Groups::from_starts(starts), places)
    }
}

/// A column of codes by its name, and what they stand for.
type Named<'a> = (&'a str, &'a Dictionary, &'a [Code]);

/// The codes of the column with the wanted name, and for each of its values whether it is wanted; nothing where there is no
/// such column.
fn allowed<'a>(named: &[Named<'a>], wanted: &(String, Vec<String>)) -> Option<(&'a [Code], Vec<bool>)> {
    let &(_, names, codes) = named.iter().find(|(name, ..)| *name == wanted.0)?;
    Some((codes, names.iter().map(|name| wanted.1.iter().any(|other| other == name)).collect()))
}

impl Customers {
    fn select(&self, customers: Option<&[CustomerIdx]>) -> Self {
        let Some(customers) = customers else { return self.clone() };
        let attribute = |attribute: &Attribute| Attribute {
            role: attribute.role,
            name: attribute.name.clone(),
            values: attribute.values.clone(),
            codes: codes_at(&attribute.codes, customers),
        };
        let known = customers.iter().filter(|&&customer| (customer as usize) < self.ids.len());
        let measure = |measure: &Measure| Measure {
            role: measure.role,
            values: at(&measure.values, customers, NO_NUMBER),
        };
        // Who brought a customer is known only while both are picked.
        let place = |other: CustomerIdx| customers.binary_search(&other).ok().map(|at| at as CustomerIdx);
        let referrers = at(&self.referred_by, customers, None);
        Self {
            ids: known.map(|&customer| self.ids.get(customer)).collect(),
            attributes: self.attributes.iter().map(attribute).collect(),
            measures: self.measures.iter().map(measure).collect(),
            terms: at(&self.terms, customers, Term::default()),
            referred_by: referrers.into_iter().map(|other| other.and_then(place)).collect(),
        }
    }
}

fn codes_at(codes: &[Code], places: &[u32]) -> Vec<Code> {
    at(codes, places, NO_CODE)
}

fn at<T: Copy>(items: &[T], places: &[u32], none: T) -> Vec<T> {
    places.iter().map(|&place| items.get(place as usize).copied().unwrap_or(none)).collect()
}

impl Orders {
    fn select(&self, picked: &Picked<'_>) -> Self {
        let named: Vec<Named<'_>> = self
            .attributes
            .iter()
            .map(|one| (one.name.as_str(), &one.values, one.codes.as_slice()))
            .collect();
        let (groups, places) = picked.of(&self.groups, &self.days, &named);
        let attribute = |attribute: &Attribute| attribute.clone().reordered(&places);
        Self {
            groups,
            moments: pick(&self.moments, &places),
            days: pick(&self.days, &places),
            amounts: pick(&self.amounts, &places),
            costs: self.costs.as_ref().map(|costs| pick(costs, &places)),
            attributes: self.attributes.iter().map(attribute).collect(),
            lines: self.lines.as_ref().map(|lines| lines.select(&places)),
            span: span(places.iter().map(|&place| self.days[place as usize])),
        }
    }
}

impl Picked<'_> {
    fn has_day(&self, day: Option<Day>) -> bool {
        self.days.is_none_or(|(first, last)| day.is_some_and(|day| (first..=last).contains(&day)))
    }

    /// The new number of a customer, if picked.
    fn number(&self, customer: CustomerIdx) -> Option<CustomerIdx> {
        match self.customers {
            None => Some(customer),
            Some(customers) => customers.binary_search(&customer).ok().map(|number| number as CustomerIdx),
        }
    }

    fn n_customers(&self, groups: &Groups) -> usize {
        self.customers.map_or(groups.n_customers(), <[CustomerIdx]>::len)
    }
}

impl Contacts {
    /// Totals say nothing of single customers: they go where customers are picked.
    fn select(&self, picked: &Picked<'_>) -> Self {
        let contacts = self.contacts.iter().filter(|contact| picked.has_day(contact.day));
        let contacts = contacts.filter_map(|contact| {
            picked.number(contact.customer).map(|customer| Contact { customer, ..*contact })
        });
        let totals =
            self.totals.iter().filter(|total| picked.customers.is_none() && picked.has_day(total.day));
        let n = picked.n_customers(&self.groups);
        Self::new(n, self.campaigns.clone(), contacts.collect(), totals.copied().collect())
    }
}

impl Answers {
    /// Anonymous answers go where customers are picked.
    fn select(&self, picked: &Picked<'_>) -> Self {
        let answers = self.answers.iter().filter(|answer| picked.has_day(answer.day));
        let answers = answers.filter_map(|answer| match answer.customer {
            Some(customer) => {
                picked.number(customer).map(|customer| Answer { customer: Some(customer), ..*answer })
            }
            None => picked.customers.is_none().then_some(*answer),
        });
        Self::new(picked.n_customers(&self.groups), self.reasons.clone(), answers.collect())
    }
}

impl Events {
    fn select(&self, picked: &Picked<'_>) -> Self {
        let named: Vec<Named<'_>> = self
            .properties
            .iter()
            .map(|one| (one.name.as_str(), &one.values, one.codes.as_slice()))
            .collect();
        let (groups, places) = picked.of(&self.groups, &self.days, &named);
        let property = |property: &Property| Property {
            name: property.name.clone(),
            values: property.values.clone(),
            codes: codes_at(&property.codes, &places),
        };
        Self {
            groups,
            moments: pick(&self.moments, &places),
            names: pick(&self.names, &places),
            days: pick(&self.days, &places),
            properties: self.properties.iter().map(property).collect(),
            values: pick(&self.values, &places),
            vocabulary: self.vocabulary.clone(),
            span: span(places.iter().map(|&place| self.days[place as usize])),
        }
    }
}
