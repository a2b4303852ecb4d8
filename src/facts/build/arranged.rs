//! Rows brought together by customer and order, and what each order comes to, column by column.

use std::ops::Range;

use bytemuck::cast_vec;
use clientele_cells::{Packed, Whole};

use super::dealt::Dealt;
use super::numbers::{Sums, count, round};
use super::rows::Rows;
use super::verdict::Verdicts;
use crate::bulk::STEP;
use crate::day::Day;
use crate::facts::CustomerIdx;
use crate::facts::lines::pick;
use crate::issue::Problem;
use crate::moment::Moment;
use crate::money::Money;
use crate::sort::{Sort as _, by_number};
use crate::table::{NO_MOMENT, NO_NUMBER, TimeColumn};

/// The rows that are used, by customer and order.
pub(super) struct Arranged {
    dealt: Dealt,
    /// The places of the used rows among the dealt ones, by order; `None` where all stand as they were dealt.
    places: Option<Vec<u32>>,
    /// Where the rows of each order start, and the end of the last; `None` where each row is an order.
    starts: Option<Vec<u32>>,
    /// The customer of each order.
    pub(super) customers: Vec<CustomerIdx>,
    /// Orders that were set aside as a whole.
    pub(super) n_rejected: usize,
}

impl Arranged {
    /// `keys` tell the order of each row from others; none where each row is one.
    pub(super) fn new(
        rows: &Rows<'_>,
        keys: &[u64],
        verdicts: &mut Verdicts<'_>,
        n_customers: usize,
    ) -> Self {
        let dealt = rows.dealt(verdicts, n_customers);
        let customers = dealt.groups().expanded(dealt.len());
        let mut arranged = Self { dealt, places: None, starts: None, customers, n_rejected: 0 };
        if !keys.is_empty() {
            arranged.join(keys);
        }
        if rows.has_no_orders() || !rows.is_complete() {
            arranged.set_aside(rows, verdicts);
        }
        arranged
    }

    pub(super) fn starts(&self) -> Option<&[u32]> {
        self.starts.as_deref()
    }

    /// How many orders.
    pub(super) fn len(&self) -> usize {
        self.customers.len()
    }

    /// How many rows.
    pub(super) fn n_rows(&self) -> usize {
        self.places.as_ref().map_or(self.dealt.len(), Vec::len)
    }

    /// A column of the file, its rows by customer and order.
    pub(super) fn take<T: Copy + Default>(&self, column: &[T]) -> Vec<T> {
        let dealt = self.dealt.take(column);
        match &self.places {
            None => dealt,
            Some(places) => pick(&dealt, places),
        }
    }

    /// The same of a packed column.
    pub(super) fn unpack<T: Whole>(&self, column: &Packed<T>) -> Vec<T> {
        let dealt = self.dealt.unpack(column);
        match &self.places {
            None => dealt,
            Some(places) => pick(&dealt, places),
        }
    }

    /// The places of the rows of each order in what [`Arranged::take`] gives.
    fn orders(&self) -> impl Iterator<Item = Range<usize>> {
        let starts = self.starts.as_deref();
        (0..self.customers.len()).map(move |order| match starts {
            None => order..order + 1,
            Some(starts) => starts[order] as usize..starts[order + 1] as usize,
        })
    }

    /// Brings the rows of each order together.
    fn join(&mut self, keys: &[u64]) {
        let keys = self.dealt.take(keys);
        let (mut starts, mut customers) = (Vec::new(), Vec::new());
        let mut places: Vec<u32> = (0..keys.len() as u32).collect();
        for (customer, range) in self.dealt.groups().iter() {
            let start = range.start;
            let Some(places) = places.get_mut(range) else { continue };
            let key = |place: u32| keys[place as usize];
            if !places.is_sorted_by_key(|&place| key(place)) {
                places.order_by_key(|&place| key(place));
            }
            for (at, &place) in places.iter().enumerate() {
                let before = at.checked_sub(1).map(|at| key(places[at]));
                if key(place) == 0 || before != Some(key(place)) {
                    starts.push((start + at) as u32);
                    customers.push(customer);
                }
            }
        }
        // Else only other customers have the same keys.
        if customers.len() < places.len() {
            starts.push(places.len() as u32);
            (self.places, self.starts, self.customers) = (Some(places), Some(starts), customers);
        }
    }

    /// Sets aside orders that never came to be, and those without date or amount.
    fn set_aside(&mut self, rows: &Rows<'_>, verdicts: &mut Verdicts<'_>) {
        let row_at = self.take(&(0..rows.n as u32).collect::<Vec<u32>>());
        let (mut kept, mut starts, mut customers) = (Vec::new(), vec![0], Vec::new());
        let mut n_rejected = 0;
        for (order, &customer) in self.orders().zip(&self.customers) {
            let from = kept.len();
            keep_orders(rows, &row_at, order, verdicts, &mut kept);
            let order = || kept[from..].iter().map(|&at| row_at[at as usize] as usize);
            let problem = if kept.len() == from {
                Some(Problem::NotAnOrder)
            } else if !order().any(|row| rows.has_date(row)) {
                Some(Problem::NoDate)
            } else if order().all(|row| rows.sums.amount(row).is_none()) {
                Some(Problem::NoAmount)
            } else {
                None
            };
            if let Some(problem) = problem {
                order().for_each(|row| verdicts.reject(row, problem));
                kept.truncate(from);
                n_rejected += 1;
            } else {
                starts.push(kept.len() as u32);
                customers.push(customer);
            }
        }
        let is_single = customers.len() == kept.len();
        self.places = Some(self.places.as_ref().map_or_else(|| kept.clone(), |places| pick(places, &kept)));
        self.starts = (!is_single).then_some(starts);
        (self.customers, self.n_rejected) = (customers, n_rejected);
    }

    /// The first moment of each order, with its day.
    pub(super) fn when(&self, rows: &Rows<'_>) -> (Vec<Moment>, Vec<Day>) {
        let Some(date) = rows.date else { return (Vec::new(), Vec::new()) };
        let (moments, days) = when(date, &|moments| self.unpack(moments), &|offsets| self.take(offsets));
        if self.starts.is_none() {
            return (moments, days);
        }
        let mut first = (Vec::with_capacity(self.len()), Vec::with_capacity(self.len()));
        for order in self.orders() {
            let mut least = (Moment(i64::MAX), Day(i32::MAX));
            for at in order.filter(|&at| moments[at] != NO_MOMENT) {
                least = least.min((moments[at], days[at]));
            }
            first.0.push(least.0);
            first.1.push(least.1);
        }
        first
    }

    /// What each order comes to: exact up to here, rounded once. `sums` are by customer and order.
    pub(super) fn amounts(&self, sums: &Sums<'_>) -> Vec<Money> {
        if let (None, Some(amount)) = (&self.starts, sums.given_amounts()) {
            return cast_vec(amount);
        }
        let scale = sums.scale();
        let mut amounts = Vec::with_capacity(self.len());
        for order in self.orders() {
            let sum = order.filter_map(|at| sums.amount(at)).sum::<i128>();
            amounts.push(Money(count(round(sum, scale))));
        }
        amounts
    }

    /// In ten-thousandths; [`NO_NUMBER`] unless the cost of each row with an amount is known.
    pub(super) fn costs(&self, sums: &Sums<'_>) -> Vec<i64> {
        let cost = |order: Range<usize>| {
            let priced = order.filter(|&at| sums.amount(at).is_some());
            priced.map(|at| sums.cost(at)).sum::<Option<i128>>().map_or(NO_NUMBER, count)
        };
        self.orders().map(cost).collect()
    }
}

/// The moments of a column that is taken in another order, and their days on the clock of the file.
pub(super) fn when(
    date: &TimeColumn,
    moments: &dyn Fn(&Packed<i64>) -> Vec<i64>,
    offsets: &dyn Fn(&[i16]) -> Vec<i16>,
) -> (Vec<Moment>, Vec<Day>) {
    let moments: Vec<Moment> = cast_vec(moments(&date.moments));
    let mut days = vec![Day(0); moments.len()];
    let offsets = if date.offsets.is_empty() { Vec::new() } else { offsets(&date.offsets) };
    for (at, (days, moments)) in days.chunks_mut(STEP).zip(moments.chunks(STEP)).enumerate() {
        days_of(days, moments, offsets.get(at * STEP..).unwrap_or(&[]));
    }
    (moments, days)
}

/// `offsets` may be empty.
#[inline(never)]
fn days_of(days: &mut [Day], moments: &[Moment], offsets: &[i16]) {
    if offsets.is_empty() {
        for (day, moment) in days.iter_mut().zip(moments) {
            *day = moment.day(0);
        }
    } else {
        for ((day, moment), &offset) in days.iter_mut().zip(moments).zip(offsets) {
            *day = moment.day(offset);
        }
    }
}

/// Do two rows name one order? Two passes over the keys: the first marks a bit for each and finds where two share one,
/// the second gathers the few keys of such bits, which are then compared.
pub(super) fn is_repeated(keys: &[u64]) -> bool {
    let mask = (keys.len() * 16).next_power_of_two() as u64 - 1;
    let seen: &mut [u64] = &mut vec![0; mask as usize / 64 + 1];
    let mut shared = Vec::new();
    if keys.chunks(STEP).any(|step| mark(step, mask, seen, &mut shared)) {
        return true;
    }
    seen.fill(0);
    for &key in &shared {
        seen[(key & mask) as usize / 64] |= 1 << (key % 64);
    }
    shared.clear();
    keys.chunks(STEP).for_each(|step| gather(step, mask, seen, &mut shared));
    let order = by_number(&shared);
    order.windows(2).any(|pair| shared[pair[0] as usize] == shared[pair[1] as usize])
}

/// The first pass. `true`: a key stands twice in a row, which settles it.
#[inline(never)]
fn mark(keys: &[u64], mask: u64, seen: &mut [u64], shared: &mut Vec<u64>) -> bool {
    let mut before = 0;
    for &key in keys {
        if key == before && key != 0 {
            return true;
        }
        before = key;
        let (word, bit) = ((key & mask) as usize / 64, 1 << (key % 64));
        if seen[word] & bit != 0 && key != 0 {
            shared.push(key);
        }
        seen[word] |= bit;
    }
    false
}

/// The second pass.
#[inline(never)]
fn gather(keys: &[u64], mask: u64, seen: &[u64], shared: &mut Vec<u64>) {
    for &key in keys {
        if key != 0 && seen[(key & mask) as usize / 64] & 1 << (key % 64) != 0 {
            shared.push(key);
        }
    }
}

/// Which of the rows of an order count: their places are added to `kept`. A row whose state says that nothing was bought
/// does not; a row without a state goes with the others.
fn keep_orders(
    rows: &Rows<'_>,
    row_at: &[u32],
    order: Range<usize>,
    verdicts: &mut Verdicts<'_>,
    kept: &mut Vec<u32>,
) {
    let any = |state| order.clone().any(|at| rows.is_no_order(row_at[at]) == Some(state));
    if !any(true) {
        kept.extend(order.start as u32..order.end as u32);
        return;
    }
    let any_good = any(false);
    for at in order {
        if any_good && rows.is_no_order(row_at[at]) != Some(true) {
            kept.push(at as u32);
        } else {
            verdicts.reject(row_at[at] as usize, Problem::NotAnOrder);
        }
    }
}
