//! New and returning customers and their money, month by month.

use crate::day::Day;
use crate::facts::{CustomerIdx, Orders};
use crate::money::Money;

/// One calendar month. What happens on a customer's first day of purchase is new, what happens later is returning; a
/// customer who comes back within the month counts as both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Month {
    /// Its first day.
    pub first_day: Day,
    /// Does the as-of day leave it whole at its end? An unfinished month must not be compared.
    pub complete: bool,
    /// Customers who bought for the first time.
    pub n_new: usize,
    /// Customers who bought on a later day than their first.
    pub n_returning: usize,
    /// Purchases.
    pub n_orders: usize,
    /// Paid on first days, refunds taken off.
    pub new_amount: Money,
    /// Paid later, refunds taken off.
    pub returning_amount: Money,
}

impl Month {
    /// Of all that was paid in the month, what came from returning customers, 0 to 1; `None` where there is no money
    /// or a part is below zero.
    pub fn returning_share(&self) -> Option<f64> {
        let all = self.new_amount + self.returning_amount;
        let parts = !self.new_amount.is_negative() && !self.returning_amount.is_negative();
        (parts && all > Money::ZERO).then(|| self.returning_amount.0 as f64 / all.0 as f64)
    }
}

/// Adds up by month.
pub(super) struct Months {
    /// For each day from the first to the as-of day its place in `months`.
    month_of: Vec<u32>,
    first_day: Day,
    months: Vec<Month>,
    /// For each month one more than the last customer counted as returning.
    last_returning: Vec<u32>,
}

impl Months {
    pub fn new(first_day: Day, as_of: Day) -> Self {
        let (first, last) = (first_day.month_number(), as_of.month_number());
        let month = |number| Month {
            first_day: Day::of_month_number(number),
            complete: as_of.plus(1).month_number() > number,
            n_new: 0,
            n_returning: 0,
            n_orders: 0,
            new_amount: Money::ZERO,
            returning_amount: Money::ZERO,
        };
        let months: Vec<Month> = (first..=last).map(month).collect();
        let mut month_of = Vec::with_capacity(as_of.since(first_day) as usize + 1);
        for (at, number) in (first..=last).enumerate() {
            let end = Day::of_month_number(number + 1).min(as_of.plus(1));
            month_of.resize(end.since(first_day) as usize, at as u32);
        }
        Self { month_of, first_day, last_returning: vec![0; months.len()], months }
    }

    /// Adds one customer's orders up to the day. Refunds without a purchase count as returning.
    pub fn add(&mut self, orders: &Orders, customer: CustomerIdx, first_purchase: Option<Day>, as_of: Day) {
        let range = orders.groups().of(customer);
        for (&day, &amount) in orders.day()[range.clone()].iter().zip(&orders.amount()[range]) {
            if day > as_of {
                continue;
            }
            let at = self.month(day);
            let marks = self.months.get_mut(at).zip(self.last_returning.get_mut(at));
            let Some((month, last_returning)) = marks else { continue };
            let new = first_purchase == Some(day);
            *(if new { &mut month.new_amount } else { &mut month.returning_amount }) += amount;
            if amount.is_negative() {
                continue;
            }
            month.n_orders += 1;
            if !new && *last_returning != customer + 1 {
                month.n_returning += 1;
                *last_returning = customer + 1;
            }
        }
        if let Some(first) = first_purchase {
            let at = self.month(first);
            if let Some(month) = self.months.get_mut(at) {
                month.n_new += 1;
            }
        }
    }

    fn month(&self, day: Day) -> usize {
        self.month_of.get(day.since(self.first_day) as usize).map_or(usize::MAX, |&at| at as usize)
    }

    pub fn finish(self) -> Vec<Month> {
        self.months
    }
}
