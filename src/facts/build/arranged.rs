//! Rows brought together by customer and order, and what each order comes to, column by column.

use super::rows::{Rows, count, round};
use super::verdict::Verdicts;
use crate::day::Day;
use crate::facts::CustomerIdx;
use crate::facts::lines::pick;
use crate::issue::Problem;
use crate::moment::Moment;
use crate::money::Money;
use crate::sort::Sort as _;
use crate::table::NO_NUMBER;

/// The rows that are used, by customer and order.
pub(super) struct Arranged {
    pub(super) rows: Vec<u32>,
    /// Where the rows of each order start, and the end of the last; `None` where each row is an order.
    starts: Option<Vec<u32>>,
    /// The customer of each order.
    pub(super) customers: Vec<CustomerIdx>,
    /// Orders that were set aside as a whole.
    pub(super) n_rejected: usize,
}

impl Arranged {
    pub(super) fn new(rows: &Rows<'_>, verdicts: &mut Verdicts<'_>, n_customers: usize) -> Self {
        let (groups, mut sorted) = rows.by_customer(verdicts, n_customers);
        sorted.truncate(groups.of(n_customers as CustomerIdx).start);
        let mut customers = Vec::with_capacity(sorted.len());
        let mut starts = Vec::with_capacity(if rows.has_keys() { sorted.len() + 1 } else { 0 });
        let mut keyed: Vec<(u64, u32)> = Vec::new();
        for (customer, range) in groups.iter().take(n_customers) {
            if !rows.has_keys() {
                customers.resize(range.end, customer);
                continue;
            }
            keyed.clear();
            keyed.extend(sorted[range.clone()].iter().map(|&row| (rows.key(row), row)));
            keyed.order();
            for (slot, &(_, row)) in sorted[range.clone()].iter_mut().zip(&keyed) {
                *slot = row;
            }
            for (at, pair) in keyed.iter().enumerate() {
                let joins = at > 0 && pair.0 != 0 && keyed[at - 1].0 == pair.0;
                if !joins {
                    starts.push((range.start + at) as u32);
                    customers.push(customer);
                }
            }
        }
        starts.push(sorted.len() as u32);
        let is_single = customers.len() == sorted.len();
        let mut arranged =
            Self { rows: sorted, starts: (!is_single).then_some(starts), customers, n_rejected: 0 };
        if rows.has_no_orders() || !rows.is_complete() {
            arranged.set_aside(rows, verdicts);
        }
        arranged
    }

    pub(super) fn starts(&self) -> Option<&[u32]> {
        self.starts.as_deref()
    }

    pub(super) fn len(&self) -> usize {
        self.customers.len()
    }

    /// The rows of each order.
    fn orders(&self) -> impl Iterator<Item = &[u32]> {
        let starts = self.starts.as_deref();
        (0..self.customers.len()).map(move |order| match starts {
            None => &self.rows[order..=order],
            Some(starts) => &self.rows[starts[order] as usize..starts[order + 1] as usize],
        })
    }

    /// Sets aside orders that never came to be, and those without date or amount.
    fn set_aside(&mut self, rows: &Rows<'_>, verdicts: &mut Verdicts<'_>) {
        let (mut kept, mut starts, mut customers) = (Vec::new(), vec![0], Vec::new());
        let mut n_rejected = 0;
        for (order, &customer) in self.orders().zip(&self.customers) {
            let from = kept.len();
            keep_orders(rows, order, verdicts, &mut kept);
            let order = &kept[from..];
            let problem = if order.is_empty() {
                Some(Problem::NotAnOrder)
            } else if order.iter().all(|&row| rows.when(row).is_none()) {
                Some(Problem::NoDate)
            } else if order.iter().all(|&row| rows.amount(row).is_none()) {
                Some(Problem::NoAmount)
            } else {
                None
            };
            if let Some(problem) = problem {
                order.iter().for_each(|&row| verdicts.reject(row as usize, problem));
                kept.truncate(from);
                n_rejected += 1;
            } else {
                starts.push(kept.len() as u32);
                customers.push(customer);
            }
        }
        let is_single = customers.len() == kept.len();
        *self = Self { rows: kept, starts: (!is_single).then_some(starts), customers, n_rejected };
    }

    /// The first moment of each order, with its day.
    pub(super) fn when(&self, rows: &Rows<'_>) -> (Vec<Moment>, Vec<Day>) {
        if let (None, Some(date)) = (&self.starts, rows.date) {
            // Each row is an order: column by column, as memory likes it.
            let moments = pick(&date.moments, &self.rows);
            let day = |(moment, &row): (&Moment, &u32)| moment.day(date.offset(row as usize));
            let days = moments.iter().zip(&self.rows).map(day).collect();
            return (moments, days);
        }
        let none = (Moment(i64::MAX), Day(i32::MAX));
        let first = |order: &[u32]| order.iter().filter_map(|&row| rows.when(row)).min().unwrap_or(none);
        self.orders().map(first).unzip()
    }

    /// What each order comes to: exact up to here, rounded once.
    pub(super) fn amounts(&self, rows: &Rows<'_>) -> Vec<Money> {
        if let (None, Some(amount)) = (&self.starts, rows.amount) {
            return self.rows.iter().map(|&row| Money(amount.values[row as usize])).collect();
        }
        let scale = rows.scale();
        let sum = |order: &[u32]| order.iter().filter_map(|&row| rows.amount(row)).sum::<i128>();
        self.orders().map(|order| Money(count(round(sum(order), scale)))).collect()
    }

    /// In ten-thousandths; [`NO_NUMBER`] unless the cost of each row with an amount is known.
    pub(super) fn costs(&self, rows: &Rows<'_>) -> Vec<i64> {
        let cost = |order: &[u32]| {
            let priced = order.iter().filter(|&&row| rows.amount(row).is_some());
            priced.map(|&row| rows.cost(row)).sum::<Option<i128>>().map_or(NO_NUMBER, count)
        };
        self.orders().map(cost).collect()
    }

    /// What was paid for each row, in ten-thousandths; [`NO_NUMBER`] where the file does not say.
    pub(super) fn line_amounts(&self, rows: &Rows<'_>) -> Vec<i64> {
        if let Some(amount) = rows.amount {
            return pick(&amount.values, &self.rows);
        }
        let scale = rows.scale();
        let amount = |&row: &u32| rows.amount(row).map_or(NO_NUMBER, |amount| count(round(amount, scale)));
        self.rows.iter().map(amount).collect()
    }
}

/// The rows of an order that count. A row whose state says that nothing was bought does not; a row without a state
/// goes with the others.
fn keep_orders(rows: &Rows<'_>, order: &[u32], verdicts: &mut Verdicts<'_>, kept: &mut Vec<u32>) {
    let any = |state| order.iter().any(|&row| rows.is_no_order(row) == Some(state));
    if !any(true) {
        kept.extend_from_slice(order);
        return;
    }
    let any_good = any(false);
    for &row in order {
        if any_good && rows.is_no_order(row) != Some(true) {
            kept.push(row);
        } else {
            verdicts.reject(row as usize, Problem::NotAnOrder);
        }
    }
}
