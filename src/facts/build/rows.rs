//! The rows of an orders file: who, which order, how much.

use super::Source;
use super::currency::Currencies;
use super::dealt::Dealt;
use super::headers::Linked;
use super::numbers::Sums;
use super::people::{NOBODY, People};
use super::verdict::Verdicts;
use crate::bulk;
use crate::facts::CustomerIdx;
use crate::issue::Problem;
use crate::message::{Message, message};
use crate::roles::Role;
use crate::sort::Sort as _;
use crate::table::{Column, KeyColumn, NumberColumn, TextColumn, TimeColumn};

/// The columns of an orders file.
pub(super) struct Rows<'a> {
    pub(super) n: usize,
    /// The customer of each row; [`NOBODY`] where there is none.
    who: Vec<CustomerIdx>,
    key: Key<'a>,
    pub(super) date: Option<&'a TimeColumn>,
    /// The column that money stands in.
    money: Option<&'a NumberColumn>,
    pub(super) sums: Sums<'a>,
    linked: Option<&'a Linked>,
    /// The state of each row, and for each state whether it means that there is no order.
    state: Option<(&'a TextColumn, Vec<bool>)>,
    pub(super) notes: Vec<Message>,
}

/// What tells orders apart.
enum Key<'a> {
    /// Each row is an order.
    Row,
    Hash(&'a KeyColumn),
    Text(&'a TextColumn),
}

impl<'a> Rows<'a> {
    /// `linked` is what the rows take from another file.
    pub(super) fn new(source: &Source<'a>, people: &mut People, linked: Option<&'a Linked>) -> Self {
        let n = source.table.n_rows;
        Self {
            n,
            who: linked.map_or_else(|| people.of_source(source), |linked| linked.who.clone()),
            key: match source.column(Role::OrderId) {
                Some(Column::Key(column)) => Key::Hash(column),
                Some(Column::Text(column)) => Key::Text(column),
                _ => Key::Row,
            },
            date: linked.map(|linked| &linked.date).or(source.time(Role::Date)),
            linked,
            money: source.number(Role::Amount).or_else(|| source.number(Role::UnitPrice)),
            sums: Sums::new(source),
            state: source.text(Role::Status).map(|column| {
                (column, column.texts.iter().map(|state| source.mapping.rules.is_no_order(state)).collect())
            }),
            notes: Vec::new(),
        }
    }

    /// What tells the order of a row from others; 0 for a row that is an order by itself.
    pub(super) fn key(&self, row: u32) -> u64 {
        match self.key {
            Key::Row => 0,
            Key::Hash(column) => column.hash(row as usize),
            Key::Text(column) => column.code(row as usize).map_or(0, |code| u64::from(code) + 1),
        }
    }

    /// [`Rows::key`] of all rows; empty where each is an order.
    pub(super) fn keys(&self) -> Vec<u64> {
        match self.key {
            Key::Row => Vec::new(),
            Key::Hash(column) => column.all(),
            Key::Text(_) => (0..self.n as u32).map(|row| self.key(row)).collect(),
        }
    }

    /// Rows of one order that name no customer take the one that its other rows name, if they name one only.
    pub(super) fn fill_customers(&mut self) {
        if !bulk::has(&self.who, &NOBODY) {
            return;
        }
        let blank =
            || (0..self.n as u32).filter(|&row| self.who[row as usize] == NOBODY && self.key(row) != 0);
        let mut orders: Vec<(u64, CustomerIdx)> = blank().map(|row| (self.key(row), NOBODY)).collect();
        if orders.is_empty() {
            return;
        }
        orders.order();
        orders.dedup();
        let mut is_torn = vec![false; orders.len()];
        for row in (0..self.n as u32).filter(|&row| self.who[row as usize] != NOBODY) {
            let Ok(at) = orders.binary_search_by_key(&self.key(row), |order| order.0) else { continue };
            let who = self.who[row as usize];
            is_torn[at] |= orders[at].1 != NOBODY && orders[at].1 != who;
            orders[at].1 = who;
        }
        let rows: Vec<u32> = blank().collect();
        let mut n_filled = 0_usize;
        for row in rows {
            let Ok(at) = orders.binary_search_by_key(&self.key(row), |order| order.0) else { continue };
            if !is_torn[at] && orders[at].1 != NOBODY {
                self.who[row as usize] = orders[at].1;
                n_filled += 1;
            }
        }
        if n_filled > 0 {
            self.notes.push(message!(
                "{} {|row|rows} without a customer took the one of the same order.",
                n_filled
            ));
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
                *guest = people.unnamed(&format!("guest {}", orders.texts.get(order)));
            }
            self.who[row] = *guest;
        }
        let n = guests.iter().filter(|&&guest| guest != NOBODY).count();
        if n > 0 {
            self.notes.push(message!(
                "{} {|order names|orders name} no customer: each counts as a customer of its own, a guest.",
                n
            ));
        }
    }

    /// Sets aside what cannot be used whatever its order: rows without a customer, or in another currency.
    pub(super) fn find_unusable(
        &self,
        source: &Source<'_>,
        currencies: &Currencies,
        verdicts: &mut Verdicts<'_>,
    ) {
        if bulk::has(&self.who, &NOBODY) {
            let nobody = self.who.iter().enumerate().filter(|&(_, &who)| who == NOBODY);
            nobody.for_each(|(row, _)| verdicts.reject(row, Problem::NoCustomer));
        }
        currencies.reject(source, self.money, verdicts);
    }

    /// Open rows by customer.
    pub(super) fn dealt(&self, verdicts: &Verdicts<'_>, n_customers: usize) -> Dealt {
        if verdicts.are_open() {
            return Dealt::new(&self.who, n_customers);
        }
        let mut who = self.who.clone();
        for (row, who) in who.iter_mut().enumerate() {
            if !verdicts.is_open(row) {
                *who = n_customers as CustomerIdx;
            }
        }
        Dealt::new(&who, n_customers)
    }

    /// Lets go who stands in which row, once rows are dealt.
    pub(super) fn forget_customers(&mut self) {
        self.who = Vec::new();
    }

    /// Does any state in the file mean that there is no order?
    pub(super) fn has_no_orders(&self) -> bool {
        self.linked.is_some_and(|linked| linked.no_order.contains(&Some(true)))
            || self.state.as_ref().is_some_and(|(_, no_order)| no_order.contains(&true))
    }

    /// Does the row's state mean that nothing was bought? `None` where there is no state.
    pub(super) fn is_no_order(&self, row: u32) -> Option<bool> {
        if let Some(linked) = self.linked {
            return linked.no_order.get(row as usize).copied().flatten();
        }
        let (states, no_order) = self.state.as_ref()?;
        states.code(row as usize).map(|code| no_order[code as usize])
    }

    pub(super) fn has_date(&self, row: usize) -> bool {
        self.date.is_some_and(|date| date.moment(row).is_some())
    }

    /// Has every row a date and an amount?
    pub(super) fn is_complete(&self) -> bool {
        self.sums.is_complete() && self.date.is_some_and(|date| !date.moments.has_nothing())
    }
}
