//! Purchase histories: what the models of purchases see of a customer.
//!
//! Same-day orders are one purchase, as the literature has it. Refunds lower the money of the purchase day that they
//! follow, never the count.

use crate::day::Day;
use crate::facts::{CustomerIdx, Orders};
use crate::money::Money;
use crate::sort::{self, Sort as _};

/// Repeat purchase days, when the last one was (0 if there was none) and how long we have been looking; times from the
/// first purchase, in any one unit.
pub use clientele_likelihood::History;
use clientele_likelihood::Times;

/// Distinct histories in a fixed order, so that sums do not depend on the order of rows.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Histories {
    /// Sorted by `x`, then age, then `tx`.
    pub distinct: Vec<History>,
    /// Customers in all.
    pub n_customers: f64,
    /// Repeat purchases of all.
    pub n_repeats: f64,
    /// Customers with a repeat purchase.
    pub n_repeaters: f64,
    /// Time under observation of all.
    pub time: f64,
    /// The times that occur, where they are few: days.
    pub(super) times: Times,
}

/// Up to so many days are listed one by one.
const MOST_DAYS: u32 = 1 << 16;

impl Histories {
    /// Sorts and merges equal ones. Those that cannot be (a time that is negative or not finite, `tx` above the age,
    /// `x` of 0 with a later purchase) are left out.
    pub fn new(mut all: Vec<History>) -> Self {
        all.retain(|h| {
            h.age.is_finite() && h.n > 0.0 && h.tx >= 0.0 && h.tx <= h.age && (h.x > 0 || h.tx == 0.0)
        });
        // In linear time but for those who share purchases and age.
        all.order_by_number(|h| sort::real(h.age));
        all.order_by_number(|h| u64::from(h.x));
        for same in all.chunk_by_mut(|a, b| a.x == b.x && a.age == b.age) {
            if same.len() > 1 {
                same.order_by(|a, b| a.tx.total_cmp(&b.tx).then(a.n.total_cmp(&b.n)));
            }
        }
        let mut distinct: Vec<History> = Vec::with_capacity(all.len());
        for h in all {
            match distinct.last_mut() {
                Some(last) if last.x == h.x && last.tx == h.tx && last.age == h.age => last.n += h.n,
                _ => distinct.push(h),
            }
        }
        Self::of_sorted(distinct)
    }

    /// Of buyers who stand by `x`, age and `tx`: in days.
    pub(super) fn of_buyers<'a>(sorted: impl Iterator<Item = &'a Buyer>) -> Self {
        let mut distinct: Vec<History> = Vec::new();
        let mut places: Vec<[u32; 2]> = Vec::new();
        for b in sorted {
            match (distinct.last_mut(), places.last()) {
                (Some(last), Some(place)) if last.x == b.x && *place == [b.tx, b.age] => last.n += 1.0,
                _ => {
                    distinct.push(History { x: b.x, tx: b.tx as f64, age: b.age as f64, n: 1.0 });
                    places.push([b.tx, b.age]);
                }
            }
        }
        let longest = places.iter().map(|place| place[1]).max().unwrap_or(0);
        let mut histories = Self::of_sorted(distinct);
        if longest < MOST_DAYS && (longest as usize) < histories.distinct.len() {
            histories.times = Times { all: (0..=longest).map(f64::from).collect(), places };
        }
        histories
    }

    fn of_sorted(distinct: Vec<History>) -> Self {
        let sum = |f: fn(&History) -> f64| distinct.iter().map(f).sum();
        Self {
            n_customers: sum(|h| h.n),
            n_repeats: sum(|h| h.n * h.x as f64),
            n_repeaters: sum(|h| if h.x > 0 { h.n } else { 0.0 }),
            time: sum(|h| h.n * h.age),
            times: Times::default(),
            distinct,
        }
    }

    /// The same with another unit of time, which leaves their order as it is.
    #[must_use]
    pub fn in_units_of(&self, unit: f64) -> Self {
        let scaled = |h: &History| History { tx: h.tx / unit, age: h.age / unit, ..*h };
        let all = self.times.all.iter().map(|t| t / unit).collect();
        let times = Times { all, places: self.times.places.clone() };
        Self { times, ..Self::of_sorted(self.distinct.iter().map(scaled).collect()) }
    }

    /// One history in `step`, evenly over the order: enough to find where the maximum roughly lies.
    #[must_use]
    pub fn every(&self, step: usize) -> Self {
        let step = step.max(1);
        Self::of_sorted(self.distinct.iter().skip(step / 2).step_by(step).copied().collect())
    }

    /// The most repeat purchases of any customer.
    pub fn max_x(&self) -> u32 {
        self.distinct.last().map_or(0, |h| h.x)
    }
}

/// A customer who bought, seen as of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Buyer {
    /// Who.
    pub customer: CustomerIdx,
    /// Repeat purchase days.
    pub x: u32,
    /// Days from the first purchase day to the last.
    pub tx: u32,
    /// Days from the first purchase day to the end of observation.
    pub age: u32,
    /// Paid in all, refunds taken off.
    pub so_far: Money,
    /// Paid on repeat purchase days, refunds taken off the day they follow, never below zero.
    pub repeat_spend: Money,
}

/// Everyone who bought by `as_of`, in the order of customers.
pub fn buyers(orders: &Orders, as_of: Day) -> Vec<Buyer> {
    let mut days = Vec::new();
    orders
        .groups()
        .iter()
        .filter_map(|(customer, range)| {
            let (dates, amounts) = (orders.day().get(range.clone())?, orders.amount().get(range)?);
            if let Some(plain) = plain_buyer(customer, dates, amounts, as_of) {
                return (plain.age != NOT_YET).then_some(plain);
            }
            let rows = dates.iter().zip(amounts);
            purchase_days(rows.filter(|(day, _)| **day <= as_of), &mut days);
            let (first, last) = (days.first()?.0, days.last()?.0);
            Some(Buyer {
                customer,
                x: days.len() as u32 - 1,
                tx: last.since(first) as u32,
                age: as_of.since(first) as u32,
                so_far: orders_sum(orders, customer, as_of),
                repeat_spend: days.iter().skip(1).map(|&(_, money)| money).sum(),
            })
        })
        .collect()
}

/// Stands for the age of a customer who had not bought yet.
const NOT_YET: u32 = u32::MAX;

/// A customer without refunds whose orders stand by day, as nearly all do; `None` for the others.
#[inline(never)]
fn plain_buyer(customer: CustomerIdx, dates: &[Day], amounts: &[Money], as_of: Day) -> Option<Buyer> {
    let (Some(&first), mut last) = (dates.first(), i32::MIN) else { return None };
    let (mut n_days, mut so_far, mut on_first) = (0u32, 0i64, 0i64);
    for (day, amount) in dates.iter().zip(amounts) {
        if amount.0 < 0 || day.0 < last {
            return None;
        }
        if *day > as_of {
            // Those that follow are later still, or the slow way sees to it.
            let rest = dates.is_sorted();
            if rest { break } else { return None }
        }
        n_days += u32::from(day.0 > last);
        last = day.0;
        so_far = so_far.checked_add(amount.0)?;
        on_first = if n_days == 1 { so_far } else { on_first };
    }
    let is_buyer = n_days > 0;
    Some(Buyer {
        customer,
        x: n_days.saturating_sub(1),
        tx: if is_buyer { last.abs_diff(first.0) } else { 0 },
        age: if is_buyer { as_of.since(first) as u32 } else { NOT_YET },
        so_far: Money(so_far),
        repeat_spend: Money(so_far - on_first),
    })
}

/// The days of purchases of one customer by `as_of`, ascending, each once.
pub fn days_of(orders: &Orders, customer: CustomerIdx, as_of: Day) -> Vec<Day> {
    let mut days = Vec::new();
    purchase_days_of(orders, orders.groups().of(customer), as_of, &mut days);
    days
}

fn purchase_days_of(orders: &Orders, range: std::ops::Range<usize>, as_of: Day, days: &mut Vec<Day>) {
    days.clear();
    for row in range {
        let (day, amount) = (orders.day()[row], orders.amount()[row]);
        if day <= as_of && !amount.is_negative() && days.last() != Some(&day) {
            days.push(day);
        }
    }
    if !days.is_sorted() {
        days.order();
        days.dedup();
    }
}

/// Visits everyone who bought by `as_of` with the days of purchases, ascending, each once.
pub fn visit_days(orders: &Orders, as_of: Day, each: &mut dyn FnMut(CustomerIdx, &[Day])) {
    let mut days: Vec<Day> = Vec::new();
    for (customer, range) in orders.groups().iter() {
        purchase_days_of(orders, range, as_of, &mut days);
        if !days.is_empty() {
            each(customer, &days);
        }
    }
}

fn orders_sum(orders: &Orders, customer: CustomerIdx, as_of: Day) -> Money {
    let range = orders.groups().of(customer);
    range.filter(|&row| orders.day()[row] <= as_of).map(|row| orders.amount()[row]).sum()
}

/// The days with a purchase and their money, ascending. A refund is taken off the last purchase day at or before it,
/// what is left off the one before, and so on; more than was paid is not taken off anywhere.
fn purchase_days<'a>(rows: impl Iterator<Item = (&'a Day, &'a Money)> + Clone, days: &mut Vec<(Day, Money)>) {
    days.clear();
    for (&day, &amount) in rows.clone().filter(|(_, amount)| !amount.is_negative()) {
        match days.last_mut() {
            Some(last) if last.0 == day => last.1 += amount,
            _ => days.push((day, amount)),
        }
    }
    // Orders stand by moment; a file of several clocks can put their days out of order.
    if !days.is_sorted_by_key(|day| day.0) {
        days.order();
        days.dedup_by(|later, kept| {
            let same = later.0 == kept.0;
            if same {
                kept.1 += later.1;
            }
            same
        });
    }
    for (&day, &refund) in rows.filter(|(_, amount)| amount.is_negative()) {
        let mut left = -refund;
        for (_, money) in days.iter_mut().rev().filter(|purchase| purchase.0 <= day) {
            let taken = left.min(*money);
            *money = *money - taken;
            left = left - taken;
        }
    }
}
