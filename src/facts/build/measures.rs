//! Numbers, days and referrals that customers files and summaries give of customers.

use super::Source;
use super::currency::Currencies;
use super::people::{NOBODY, People};
use super::verdict::Verdicts;
use crate::dictionary::{Code, Dictionary};
use crate::facts::{CustomerIdx, Customers, Measure, Term};
use crate::roles::Role;
use crate::table::NO_NUMBER;

/// What is known so far, by the number that customers have while files are read.
///
/// A customer may stand in several rows or files. So that their order does not matter, the greatest number holds: a
/// cost that two files repeat is not added up. A contract runs from the earliest start to the latest end, and still
/// runs while one of its rows has no end.
#[derive(Default)]
pub(super) struct Measures {
    numbers: Vec<(Role, Vec<(CustomerIdx, i64)>)>,
    terms: Vec<(CustomerIdx, Term, bool)>,
    referrers: Dictionary,
    referred: Vec<(CustomerIdx, Code)>,
}

const NUMBERS: [Role; 7] = [
    Role::AcquisitionCost,
    Role::Fee,
    Role::Wallet,
    Role::Frequency,
    Role::Recency,
    Role::Age,
    Role::MeanSpend,
];

impl Measures {
    /// Takes the rows of one file that are used.
    #[inline(never)]
    pub(super) fn add(
        &mut self,
        source: &Source<'_>,
        who: &[CustomerIdx],
        verdicts: &Verdicts<'_>,
        currencies: &Currencies,
    ) {
        let rows: Vec<usize> = (0..source.table.n_rows).filter(|&row| verdicts.is_open(row)).collect();
        for role in NUMBERS {
            let Some(column) = source.number(role) else { continue };
            // A customer counts whatever a number is in; the number only in the currency of the rest.
            let others = currencies.others(source, Some(column));
            let is_other = |row: usize| others.as_ref().is_some_and(|others| others[row]);
            let rows = rows.iter().filter(|&&row| !is_other(row));
            let values = rows.filter_map(|&row| Some((who[row], column.value(row)?)));
            match self.numbers.iter_mut().find(|(other, _)| *other == role) {
                Some((_, known)) => known.extend(values),
                None => self.numbers.push((role, values.collect())),
            }
        }
        let (start, end) = (source.time(Role::StartDate), source.time(Role::EndDate));
        if start.is_some() || end.is_some() {
            for &row in &rows {
                let day = |column: Option<&crate::table::TimeColumn>| {
                    column.and_then(|column| Some(column.moment(row)?.day(column.offset(row))))
                };
                let term = Term { start: day(start), end: day(end) };
                self.terms.push((who[row], term, end.is_some() && term.end.is_none()));
            }
        }
        if let Some(column) = source.text(Role::ReferredBy) {
            let codes: Vec<Code> = column.texts.iter().map(|text| self.referrers.intern(text)).collect();
            let named = rows.iter().filter_map(|&row| Some((who[row], codes[column.code(row)? as usize])));
            self.referred.extend(named);
        }
    }

    /// One value a customer, on customers renumbered by `numbers`. Nobody brings themselves.
    #[inline(never)]
    pub(super) fn finish(self, people: &People, numbers: Option<&[CustomerIdx]>) -> Customers {
        let n = people.len();
        let place = |customer: CustomerIdx| {
            let number = |numbers: &[CustomerIdx]| numbers.get(customer as usize).copied().unwrap_or(NOBODY);
            numbers.map_or(customer, number) as usize
        };
        let mut customers = Customers::default();
        for (role, known) in self.numbers {
            let mut values = vec![NO_NUMBER; n];
            for (customer, value) in known {
                if let Some(slot) = values.get_mut(place(customer)) {
                    // `NO_NUMBER` is the least number.
                    *slot = (*slot).max(value);
                }
            }
            customers.measures.push(Measure { role, values });
        }
        if !self.terms.is_empty() {
            let mut is_running = vec![false; n];
            customers.terms = vec![Term::default(); n];
            for (customer, term, runs) in self.terms {
                let Some(slot) = customers.terms.get_mut(place(customer)) else { continue };
                slot.start = [slot.start, term.start].into_iter().flatten().min();
                slot.end = slot.end.max(term.end);
                is_running[place(customer)] |= runs;
            }
            let running = customers.terms.iter_mut().zip(is_running).filter(|(_, runs)| *runs);
            running.for_each(|(term, _)| term.end = None);
        }
        if !self.referred.is_empty() {
            let known: Vec<Option<CustomerIdx>> =
                self.referrers.iter().map(|text| people.known(text, numbers)).collect();
            customers.referred_by = vec![None; n];
            for (customer, code) in self.referred {
                let at = place(customer);
                let referrer = known[code as usize].filter(|&other| other as usize != at);
                if let Some(slot) = customers.referred_by.get_mut(at) {
                    *slot = [*slot, referrer].into_iter().flatten().min();
                }
            }
        }
        customers
    }
}
