//! Customers one by one: what the table view shows and the export holds.

use std::cmp::Ordering;
use std::ops::Range;

use super::{Cell, CsvOptions, Guard, Sheet, Unit};
use crate::day::Day;
use crate::dictionary::Dictionary;
use crate::facts::{CustomerIdx, Customers};
use crate::locale::Locale;
use crate::message::{Word, word};
use crate::metrics::segments::{CustomerRfm, Purchases, Segments};
use crate::metrics::value::{CustomerValue, Value};
use crate::money::Money;
use crate::sort::Sort as _;

/// Customers ranked by expected value, then by amount, then by identifier; those of whom nothing is known stand last.
///
/// The ranking is made once; cells are made for the rows that are asked for.
#[derive(Debug, Clone)]
pub struct CustomerList<'a> {
    ids: &'a Dictionary,
    segments: Option<&'a Segments>,
    value: Option<&'a Value>,
    rows: Vec<Row<'a>>,
}

/// What is known of one customer.
#[derive(Debug, Clone, Copy)]
struct Row<'a> {
    customer: CustomerIdx,
    rfm: Option<&'a CustomerRfm>,
    value: Option<&'a CustomerValue>,
}

impl<'a> CustomerList<'a> {
    /// The customers in `only`, each once however often it stands there; `None`: all who bought.
    pub fn new(
        customers: &'a Customers,
        segments: Option<&'a Segments>,
        value: Option<&'a Value>,
        only: Option<&[CustomerIdx]>,
    ) -> Self {
        let mut rows: Vec<Row<'a>> = (0..customers.len() as CustomerIdx)
            .map(|customer| Row { customer, rfm: None, value: None })
            .collect();
        for rfm in segments.iter().flat_map(|answer| &answer.customers) {
            if let Some(row) = rows.get_mut(rfm.customer as usize) {
                row.rfm = Some(rfm);
            }
        }
        for own in value.iter().flat_map(|answer| &answer.customers) {
            if let Some(row) = rows.get_mut(own.customer as usize) {
                row.value = Some(own);
            }
        }
        match only {
            Some(only) => {
                let mut wanted = vec![false; rows.len()];
                for &customer in only {
                    if let Some(mark) = wanted.get_mut(customer as usize) {
                        *mark = true;
                    }
                }
                rows.retain(|row| wanted.get(row.customer as usize) == Some(&true));
            }
            None => rows.retain(|row| row.rfm.is_some() || row.value.is_some()),
        }
        let ids = &customers.ids;
        rows.order_by(|a, b| by_worth(a, b).then_with(|| ids.get(a.customer).cmp(ids.get(b.customer))));
        Self { ids, segments, value, rows }
    }

    /// How many customers.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Is there none?
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The customers in their rank.
    pub fn customers(&self) -> impl Iterator<Item = CustomerIdx> {
        self.rows.iter().map(|row| row.customer)
    }

    /// The rows of these ranks from 0, as many of them as there are.
    pub fn sheet(&self, ranks: Range<usize>, locale: &Locale) -> Sheet {
        let mut sheet = Sheet::of(&self.columns(), locale);
        let end = ranks.end.min(self.rows.len());
        let rows = self.rows.get(ranks.start.min(end)..end).unwrap_or_default();
        sheet.rows = rows.iter().map(|row| self.cells(row, locale)).collect();
        sheet
    }

    /// The whole list as a CSV file.
    pub fn to_csv(&self, options: CsvOptions, guard: &Guard, locale: &Locale) -> String {
        const ROWS_AT_ONCE: usize = 4096;
        let mut text = String::new();
        for start in (0..self.rows.len().max(1)).step_by(ROWS_AT_ONCE) {
            let mut sheet = self.sheet(start..start + ROWS_AT_ONCE, locale);
            guard.code(&mut sheet);
            guard.stamp(&mut sheet, locale);
            if start == 0 {
                text = sheet.to_csv(options);
            } else {
                // Where the numbers come from stands once.
                if let (false, Some(Cell::Text(origin))) =
                    (guard.origin.is_empty(), sheet.rows.first_mut().and_then(|row| row.last_mut()))
                {
                    origin.clear();
                }
                sheet.write_rows(&mut text);
            }
        }
        text
    }

    fn columns(&self) -> Vec<(Word, Unit)> {
        let mut columns = vec![(word!("Customer"), Unit::Text)];
        if let Some(segments) = self.segments {
            columns.push((word!("Segment"), Unit::Text));
            columns.push((word!("Recency score"), Unit::Count));
            columns.push((word!("Frequency score"), Unit::Count));
            columns.push((word!("Money score"), Unit::Count));
            columns.push((word!("Last order"), Unit::Date));
            columns.push((
                match segments.purchases {
                    Purchases::Orders => word!("Orders"),
                    Purchases::Days => word!("Order days"),
                },
                Unit::Count,
            ));
            columns.push((word!("Amount"), Unit::Money));
        } else if self.value.is_some() {
            columns.push((word!("Last order"), Unit::Date));
            columns.push((word!("Order days"), Unit::Count));
            columns.push((word!("Amount"), Unit::Money));
        }
        if self.value.is_some() {
            columns.push((word!("Probability still buying"), Unit::Share));
            columns.push((word!("Expected order days"), Unit::Number));
            columns.push((word!("Expected value"), Unit::Money));
        }
        columns
    }

    fn cells(&self, row: &Row<'_>, locale: &Locale) -> Vec<Cell> {
        let mut cells = vec![Cell::from(self.ids.get(row.customer))];
        match (self.segments, self.value) {
            (Some(segments), _) => scored(segments, row, &mut cells, locale),
            (None, Some(value)) => {
                cells.push(row.value.map(|own| last_day(value.as_of, own)).into());
                cells.push(row.value.map(|own| own.frequency as usize + 1).into());
                cells.push(row.value.map(|own| own.so_far).into());
            }
            (None, None) => {}
        }
        if self.value.is_some() {
            cells.push(row.value.and_then(|own| own.p_alive).into());
            cells.push(row.value.and_then(|own| own.expected_purchases).into());
            cells.push(row.value.and_then(|own| own.expected_value).into());
        }
        cells
    }
}

fn scored(segments: &Segments, row: &Row<'_>, cells: &mut Vec<Cell>, locale: &Locale) {
    let at = row.customer as usize;
    let group = segments.group_of.get(at).copied().flatten();
    let group = group.and_then(|group| segments.groups.get(usize::from(group)));
    cells.push(group.map(|group| locale.word(group.name.label())).into());
    let scores = segments.scores.get(at).copied().unwrap_or_default();
    cells.extend(scores.map(|score| Cell::from((score > 0).then_some(usize::from(score)))));
    cells.push(row.rfm.map(|rfm| rfm.last_day).into());
    cells.push(row.rfm.map(|rfm| rfm.n_purchases as usize).into());
    cells.push(row.rfm.map(|rfm| rfm.amount).into());
}

fn last_day(as_of: Day, own: &CustomerValue) -> Day {
    let silent = own.age_days.saturating_sub(own.recency_days);
    as_of.plus(-i32::try_from(silent).unwrap_or(i32::MAX))
}

/// The worthiest first.
fn by_worth(a: &Row<'_>, b: &Row<'_>) -> Ordering {
    let expected = |row: &Row<'_>| row.value.and_then(|own| own.expected_value).unwrap_or(f64::NEG_INFINITY);
    let amount = |row: &Row<'_>| -> Option<Money> {
        row.value.map(|own| own.so_far).or_else(|| row.rfm.map(|rfm| rfm.amount))
    };
    expected(b).total_cmp(&expected(a)).then_with(|| amount(b).cmp(&amount(a)))
}
