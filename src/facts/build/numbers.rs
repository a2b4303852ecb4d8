//! The number columns of orders, in the order of rows or in any other.

use std::borrow::Cow;

use super::Source;
use crate::money::PER_UNIT;
use crate::roles::Role;
use crate::table::{NO_NUMBER, Packed};

type Numbers<'a> = Option<Cow<'a, Packed<i64>>>;

/// Money and pieces, one entry of each column a row; in ten-thousandths.
pub(super) struct Sums<'a> {
    amount: Numbers<'a>,
    quantity: Numbers<'a>,
    price: Numbers<'a>,
    cost: Numbers<'a>,
    profit: Numbers<'a>,
}

impl<'a> Sums<'a> {
    pub(super) fn new(source: &Source<'a>) -> Self {
        let column = |role| source.number(role).map(|column| Cow::Borrowed(&column.values));
        Self {
            amount: column(Role::Amount),
            quantity: column(Role::Quantity),
            price: column(Role::UnitPrice),
            cost: column(Role::Cost),
            profit: column(Role::Profit),
        }
    }

    /// The same rows in another order.
    pub(super) fn taken(&self, take: &dyn Fn(&Packed<i64>) -> Vec<i64>) -> Sums<'static> {
        let taken = |column: &Numbers<'_>| {
            let taken = take(column.as_ref()?);
            Some(Cow::Owned(Packed::from(taken.as_slice())))
        };
        Sums {
            amount: taken(&self.amount),
            quantity: taken(&self.quantity),
            price: if self.amount.is_some() { None } else { taken(&self.price) },
            cost: taken(&self.cost),
            profit: taken(&self.profit),
        }
    }

    /// Amounts as the file gives them.
    pub(super) fn given_amounts(&self) -> Option<Vec<i64>> {
        self.amount.as_ref().map(|amounts| amounts.to_vec())
    }

    /// In ten-thousandths, or in their square where quantity and price are multiplied: see [`Sums::scale`].
    pub(super) fn amount(&self, at: usize) -> Option<i128> {
        match &self.amount {
            Some(_) => get(&self.amount, at),
            None => Some(get(&self.quantity, at)? * get(&self.price, at)?),
        }
    }

    /// Counts of [`Sums::amount`] in one ten-thousandth.
    pub(super) fn scale(&self) -> i128 {
        if self.amount.is_some() { 1 } else { i128::from(PER_UNIT) }
    }

    /// Has every row an amount?
    pub(super) fn is_complete(&self) -> bool {
        let full = |column: &Numbers<'_>| column.as_ref().is_some_and(|column| !column.has_nothing());
        match self.amount {
            Some(_) => full(&self.amount),
            None => full(&self.quantity) && full(&self.price),
        }
    }

    pub(super) fn knows_cost(&self) -> bool {
        self.cost.is_some() || self.profit.is_some()
    }

    /// What the goods of a row cost: as the file says, or its amount less its profit.
    pub(super) fn cost(&self, at: usize) -> Option<i128> {
        get(&self.cost, at).or_else(|| Some(round(self.amount(at)?, self.scale()) - get(&self.profit, at)?))
    }

    /// What was paid for each of `n` rows, [`NO_NUMBER`] where the file does not say; and the pieces of each, where it
    /// says any.
    pub(super) fn into_lines(self, n: usize) -> (Packed<i64>, Option<Packed<i64>>) {
        let scale = self.scale();
        let amount = |at| self.amount(at).map_or(NO_NUMBER, |amount| count(round(amount, scale)));
        let products = self.amount.is_none().then(|| (0..n).map(amount).collect());
        let amounts = self.amount.map(Cow::into_owned).or(products).unwrap_or_default();
        (amounts, self.quantity.map(Cow::into_owned))
    }
}

fn get(column: &Numbers<'_>, at: usize) -> Option<i128> {
    column.as_ref()?.get(at).filter(|&value| value != NO_NUMBER).map(i128::from)
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
