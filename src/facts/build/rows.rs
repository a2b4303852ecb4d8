//! The rows of an orders file, as orders need them.

use super::people::{NOBODY, People};
use super::verdict::Verdicts;
use super::{Source, status};
use crate::day::Day;
use crate::dictionary::{Code, NO_CODE};
use crate::facts::{CustomerIdx, Groups};
use crate::issue::Problem;
use crate::moment::Moment;
use crate::money::{Money, PER_UNIT};
use crate::roles::Role;
use crate::table::{Column, KeyColumn, NumberColumn, TextColumn, TimeColumn};

/// The columns of an orders file.
pub(super) struct Rows<'a> {
    n: usize,
    /// The customer of each row; [`NOBODY`] where there is none.
    who: Vec<CustomerIdx>,
    key: Key<'a>,
    date: Option<&'a TimeColumn>,
    amount: Option<&'a NumberColumn>,
    quantity: Option<&'a NumberColumn>,
    price: Option<&'a NumberColumn>,
    cost: Option<&'a NumberColumn>,
    profit: Option<&'a NumberColumn>,
    currency: Option<&'a TextColumn>,
    /// For each row's state whether it means that there is no order.
    state: Option<(&'a TextColumn, Vec<bool>)>,
    pub(super) notes: Vec<String>,
}

/// What tells orders apart.
enum Key<'a> {
    /// Each row is an order.
    Row,
    Hash(&'a KeyColumn),
    Text(&'a TextColumn),
}

/// What one order comes to.
#[derive(Default)]
pub(super) struct Sum {
    /// In ten-thousandths, or those of ten-thousandths where quantity and price were multiplied.
    amount: i128,
    scale: i128,
    n_amounts: usize,
    cost: i128,
    n_costs: usize,
    pub(super) when: Option<(Moment, Day)>,
}

impl<'a> Rows<'a> {
    pub(super) fn new(source: &Source<'a>, people: &mut People) -> Self {
        let column = |role| source.mapping.column(role).and_then(|column| source.table.columns.get(column));
        let text = |role| match column(role) {
            Some(Column::Text(column)) => Some(column),
            _ => None,
        };
        let number = |role| match column(role) {
            Some(Column::Number(column)) => Some(column),
            _ => None,
        };
        Self {
            n: source.table.n_rows,
            who: text(Role::Customer)
                .map_or_else(|| vec![NOBODY; source.table.n_rows], |column| people.of_rows(column)),
            key: match column(Role::OrderId) {
                Some(Column::Key(column)) => Key::Hash(column),
                Some(Column::Text(column)) => Key::Text(column),
                _ => Key::Row,
            },
            date: match column(Role::Date) {
                Some(Column::Time(column)) => Some(column),
                _ => None,
            },
            amount: number(Role::Amount),
            quantity: number(Role::Quantity),
            price: number(Role::UnitPrice),
            cost: number(Role::Cost),
            profit: number(Role::Profit),
            currency: text(Role::Currency),
            state: text(Role::Status).map(|column| (column, status::no_order(&column.texts))),
            notes: Vec::new(),
        }
    }

    /// What tells the order of a row from others; 0 for a row that is an order by itself.
    fn key(&self, row: u32) -> u64 {
        match self.key {
            Key::Row => 0,
            Key::Hash(column) => column.hashes.get(row as usize).copied().unwrap_or(0),
            Key::Text(column) => column.code(row as usize).map_or(0, |code| u64::from(code) + 1),
        }
    }

    pub(super) fn is_same_order(&self, a: u32, b: u32) -> bool {
        let key = self.key(a);
        key != 0 && key == self.key(b)
    }

    /// Rows of one order that name no customer take the one that its other rows name, if they name one only.
    pub(super) fn fill_customers(&mut self) {
        let blank =
            || (0..self.n as u32).filter(|&row| self.who[row as usize] == NOBODY && self.key(row) != 0);
        let mut orders: Vec<(u64, CustomerIdx)> = blank().map(|row| (self.key(row), NOBODY)).collect();
        if orders.is_empty() {
            return;
        }
        orders.sort_unstable();
        orders.dedup();
        let mut is_torn = vec![false; orders.len()];
        for row in (0..self.n as u32).filter(|&row| self.who[row as usize] != NOBODY) {
            let Ok(at) = orders.binary_search_by_key(&self.key(row), |order| order.0) else { continue };
            let who = self.who[row as usize];
            is_torn[at] |= orders[at].1 != NOBODY && orders[at].1 != who;
            orders[at].1 = who;
        }
        let rows: Vec<u32> = blank().collect();
        let mut n_filled = 0;
        for row in rows {
            let Ok(at) = orders.binary_search_by_key(&self.key(row), |order| order.0) else { continue };
            if !is_torn[at] && orders[at].1 != NOBODY {
                self.who[row as usize] = orders[at].1;
                n_filled += 1;
            }
        }
        if n_filled > 0 {
            self.notes.push(format!("{n_filled} rows without a customer took the one of the same order."));
        }
    }

    /// Makes each order that names no customer a guest's.
    pub(super) fn add_guests(&mut self, people: &mut People) {
        let Key::Text(orders) = self.key else { return };
        let mut guests: Vec<CustomerIdx> = vec![NOBODY; orders.texts.len()];
        for row in 0..self.n {
            let Some(order) = orders.code(row).filter(|_| self.who[row] == NOBODY) else { continue };
            let guest = &mut guests[order as usize];
            if *guest == NOBODY {
                *guest = people.guest(orders.texts.get(order));
            }
            self.who[row] = *guest;
        }
    }

    /// Sets aside what cannot be used whatever its order: rows without a customer, or in another currency.
    pub(super) fn find_unusable(&mut self, verdicts: &mut Verdicts<'_>) {
        for (row, _) in self.who.iter().enumerate().filter(|&(_, &who)| who == NOBODY) {
            verdicts.reject(row, Problem::NoCustomer);
        }
        let Some(currency) = self.currency.filter(|currency| currency.texts.len() > 1) else { return };
        let mut rows = vec![0usize; currency.texts.len()];
        for row in (0..self.n).filter(|&row| verdicts.is_open(row)) {
            if let Some(code) = currency.code(row) {
                rows[code as usize] += 1;
            }
        }
        let name = |code: Code| currency.texts.get(code);
        let codes = 0..currency.texts.len() as Code;
        // The most frequent; of two alike the first by name.
        let main =
            codes.max_by_key(|&code| (rows[code as usize], std::cmp::Reverse(name(code)))).unwrap_or(NO_CODE);
        for row in 0..self.n {
            if currency
                .code(row)
                .is_some_and(|code| code != main && !name(code).eq_ignore_ascii_case(name(main)))
            {
                verdicts.reject(row, Problem::OtherCurrency);
            }
        }
    }

    /// Open rows by customer.
    pub(super) fn by_customer(&self, verdicts: &Verdicts<'_>, n_customers: usize) -> (Groups, Vec<u32>) {
        // Closed rows go to one more customer, whom nobody asks for.
        let none = n_customers as CustomerIdx;
        let who =
            self.who.iter().enumerate().map(|(row, &who)| if verdicts.is_open(row) { who } else { none });
        Groups::by(n_customers + 1, who)
    }

    /// Brings the rows of each order together.
    pub(super) fn sort_by_order(&self, rows: &mut [u32]) {
        if rows.len() > 1 && !matches!(self.key, Key::Row) {
            rows.sort_unstable_by_key(|&row| (self.key(row), row));
        }
    }

    /// The rows of an order that count. A row whose state says that nothing was bought does not; a row without a
    /// state goes with the others.
    pub(super) fn keep(&self, order: &[u32], verdicts: &mut Verdicts<'_>, kept: &mut Vec<u32>) {
        kept.clear();
        kept.extend_from_slice(order);
        let Some((states, no_order)) = &self.state else { return };
        let is_bad = |row: u32| states.code(row as usize).map(|code| no_order[code as usize]);
        if !order.iter().any(|&row| is_bad(row) == Some(true)) {
            return;
        }
        let any_good = order.iter().any(|&row| is_bad(row) == Some(false));
        kept.retain(|&row| {
            let is_kept = any_good && is_bad(row) != Some(true);
            if !is_kept {
                verdicts.reject(row as usize, Problem::NotAnOrder);
            }
            is_kept
        });
    }

    /// What the rows of an order come to.
    pub(super) fn sum(&self, order: &[u32]) -> Sum {
        let mut sum =
            Sum { scale: if self.amount.is_some() { 1 } else { i128::from(PER_UNIT) }, ..Sum::default() };
        for &row in order {
            let row = row as usize;
            if let Some(moment) = self.date.and_then(|date| date.moment(row)) {
                let when = (moment, moment.day(self.date.map_or(0, |date| date.offset(row))));
                sum.when = Some(sum.when.map_or(when, |first| first.min(when)));
            }
            let Some(amount) = self.row_amount(row) else { continue };
            sum.amount += amount;
            sum.n_amounts += 1;
            let cost = self.cost.and_then(|cost| cost.value(row)).map(i128::from);
            let profit = self.profit.and_then(|profit| profit.value(row)).map(i128::from);
            let from_profit = profit.map(|profit| round(amount, sum.scale) - profit);
            if let Some(cost) = cost.or(from_profit) {
                sum.cost += cost;
                sum.n_costs += 1;
            }
        }
        sum
    }

    /// In units of the sum's scale.
    fn row_amount(&self, row: usize) -> Option<i128> {
        match self.amount {
            Some(amount) => amount.value(row).map(i128::from),
            None => {
                let (quantity, price) = (self.quantity?.value(row)?, self.price?.value(row)?);
                Some(i128::from(quantity) * i128::from(price))
            }
        }
    }

    /// What was paid for one row.
    pub(super) fn line_amount(&self, row: u32) -> Option<Money> {
        let scale = if self.amount.is_some() { 1 } else { i128::from(PER_UNIT) };
        self.row_amount(row as usize).map(|amount| money(round(amount, scale)))
    }

    /// Pieces of one row, in ten-thousandths.
    pub(super) fn line_quantity(&self, row: u32) -> Option<i64> {
        self.quantity.and_then(|quantity| quantity.value(row as usize))
    }
}

impl Sum {
    /// Exact up to here, rounded once; `None` if no row had an amount.
    pub(super) fn amount(&self) -> Option<Money> {
        (self.n_amounts > 0).then(|| money(round(self.amount, self.scale)))
    }

    /// Known only if it is known for every row with an amount.
    pub(super) fn cost(&self) -> Option<Money> {
        (self.n_costs > 0 && self.n_costs == self.n_amounts).then(|| money(self.cost))
    }
}

/// To the nearest; halves away from zero.
fn round(value: i128, scale: i128) -> i128 {
    let half = if value < 0 { -scale / 2 } else { scale / 2 };
    (value + half) / scale
}

fn money(count: i128) -> Money {
    Money(count.clamp(i128::from(-i64::MAX), i128::from(i64::MAX)) as i64)
}
