//! The rows of an orders file: who, which order, how much.

use super::Source;
use super::headers::Linked;
use super::people::{NOBODY, People};
use super::verdict::Verdicts;
use crate::day::Day;
use crate::dictionary::Code;
use crate::facts::{CustomerIdx, Groups};
use crate::issue::Problem;
use crate::message::{Message, message};
use crate::moment::Moment;
use crate::money::PER_UNIT;
use crate::roles::Role;
use crate::sort::Sort as _;
use crate::table::{Column, KeyColumn, NO_NUMBER, NumberColumn, TextColumn, TimeColumn};

/// The columns of an orders file.
pub(super) struct Rows<'a> {
    n: usize,
    /// The customer of each row; [`NOBODY`] where there is none.
    who: Vec<CustomerIdx>,
    key: Key<'a>,
    pub(super) date: Option<&'a TimeColumn>,
    pub(super) amount: Option<&'a NumberColumn>,
    quantity: Option<&'a NumberColumn>,
    price: Option<&'a NumberColumn>,
    cost: Option<&'a NumberColumn>,
    profit: Option<&'a NumberColumn>,
    currency: Option<&'a TextColumn>,
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
            amount: source.number(Role::Amount),
            quantity: source.number(Role::Quantity),
            price: source.number(Role::UnitPrice),
            cost: source.number(Role::Cost),
            profit: source.number(Role::Profit),
            currency: source.text(Role::Currency),
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
            Key::Hash(column) => column.hashes.get(row as usize).copied().unwrap_or(0),
            Key::Text(column) => column.code(row as usize).map_or(0, |code| u64::from(code) + 1),
        }
    }

    pub(super) fn has_keys(&self) -> bool {
        !matches!(self.key, Key::Row)
    }

    /// Rows of one order that name no customer take the one that its other rows name, if they name one only.
    pub(super) fn fill_customers(&mut self) {
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
    pub(super) fn find_unusable(&mut self, verdicts: &mut Verdicts<'_>) {
        for (row, _) in self.who.iter().enumerate().filter(|&(_, &who)| who == NOBODY) {
            verdicts.reject(row, Problem::NoCustomer);
        }
        if let Some(currency) = self.currency.filter(|currency| currency.texts.len() > 1) {
            let names: Vec<&str> = currency.texts.iter().collect();
            self.keep_main_currency(&names, |row| currency.code(row), verdicts);
        }
        // Amounts that name their currency themselves: `12.00 EUR`.
        let money = if self.amount.is_some() { self.amount } else { self.price };
        if let Some(money) = money.filter(|money| money.currencies.len() > 1) {
            let names: Vec<&str> = money.currencies.iter().map(String::as_str).collect();
            let code =
                |row| names.iter().position(|name| money.currency(row) == Some(name)).map(|at| at as Code);
            self.keep_main_currency(&names, code, verdicts);
        }
    }

    /// Sets aside rows that name another currency than most rows do; of two as frequent the first by name stays.
    fn keep_main_currency(
        &self,
        names: &[&str],
        code: impl Fn(usize) -> Option<Code>,
        verdicts: &mut Verdicts<'_>,
    ) {
        let mut rows = vec![0usize; names.len()];
        // `eur` is `EUR`.
        let same = |code: Code| {
            names.iter().position(|name| name.eq_ignore_ascii_case(names[code as usize])).unwrap_or(0)
        };
        let same: Vec<usize> = (0..names.len() as Code).map(same).collect();
        for row in (0..self.n).filter(|&row| verdicts.is_open(row)) {
            if let Some(code) = code(row) {
                rows[same[code as usize]] += 1;
            }
        }
        let upper = |at: usize| names[at].to_uppercase();
        let main = (0..names.len()).max_by_key(|&at| (rows[at], std::cmp::Reverse(upper(at))));
        for row in 0..self.n {
            if code(row).is_some_and(|code| Some(same[code as usize]) != main) {
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

    /// When, and on which day of the clock of the file.
    pub(super) fn when(&self, row: u32) -> Option<(Moment, Day)> {
        let (date, row) = (self.date?, row as usize);
        let moment = date.moment(row)?;
        Some((moment, moment.day(date.offset(row))))
    }

    /// Has every row a date and an amount?
    pub(super) fn is_complete(&self) -> bool {
        let full =
            |column: Option<&NumberColumn>| column.is_some_and(|column| !column.values.contains(&NO_NUMBER));
        let priced = match self.amount {
            Some(_) => full(self.amount),
            None => full(self.quantity) && full(self.price),
        };
        priced && self.date.is_some_and(|date| !date.moments.contains(&crate::table::NO_MOMENT))
    }

    /// In ten-thousandths, or in their square where quantity and price are multiplied: see [`Rows::scale`].
    pub(super) fn amount(&self, row: u32) -> Option<i128> {
        let row = row as usize;
        match self.amount {
            Some(amount) => amount.value(row).map(i128::from),
            None => {
                let (quantity, price) = (self.quantity?.value(row)?, self.price?.value(row)?);
                Some(i128::from(quantity) * i128::from(price))
            }
        }
    }

    /// Counts of [`Rows::amount`] in one ten-thousandth.
    pub(super) fn scale(&self) -> i128 {
        if self.amount.is_some() { 1 } else { i128::from(PER_UNIT) }
    }

    pub(super) fn knows_cost(&self) -> bool {
        self.cost.is_some() || self.profit.is_some()
    }

    /// What the goods of a row cost, in ten-thousandths: as the file says, or its amount less its profit.
    pub(super) fn cost(&self, row: u32) -> Option<i128> {
        let of = |column: Option<&NumberColumn>| {
            column.and_then(|column| column.value(row as usize)).map(i128::from)
        };
        of(self.cost).or_else(|| Some(round(self.amount(row)?, self.scale()) - of(self.profit)?))
    }

    /// Pieces of a row in ten-thousandths; [`NO_NUMBER`] where unknown.
    pub(super) fn quantity(&self, row: u32) -> i64 {
        self.quantity.and_then(|quantity| quantity.value(row as usize)).unwrap_or(NO_NUMBER)
    }

    pub(super) fn knows_quantity(&self) -> bool {
        self.quantity.is_some()
    }
}

/// To the nearest; halves away from zero.
pub(super) fn round(value: i128, scale: i128) -> i128 {
    if scale == 1 {
        return value;
    }
    let half = if value < 0 { -scale / 2 } else { scale / 2 };
    (value + half) / scale
}

/// A count that fits; what is beyond is the greatest that does.
pub(super) fn count(value: i128) -> i64 {
    value.clamp(i128::from(-i64::MAX), i128::from(i64::MAX)) as i64
}
