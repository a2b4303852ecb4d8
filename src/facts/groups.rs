//! Rows grouped by customer.

use std::cmp::Ordering;
use std::ops::Range;

use super::CustomerIdx;
use crate::bulk;
use crate::moment::Moment;
use crate::sort::Sort as _;

/// Where the rows of each customer stand in columns that are sorted by customer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Groups {
    starts: Vec<u32>,
}

impl Default for Groups {
    fn default() -> Self {
        Self { starts: vec![0] }
    }
}

impl Groups {
    /// Groups rows by a stable counting sort. Returns the groups and, for each new place, the row that stands there.
    pub fn by(n_customers: usize, customers: &[CustomerIdx]) -> (Self, Vec<u32>) {
        let groups = Self::of_any(n_customers, customers);
        let next: &mut [u32] = &mut groups.starts.clone();
        let mut rows = vec![0u32; customers.len()];
        let places: &mut [u32] = &mut rows;
        for (row, &customer) in customers.iter().enumerate() {
            let place = &mut next[customer as usize];
            places[*place as usize] = row as u32;
            *place += 1;
        }
        (groups, rows)
    }

    /// The groups that rows of these customers will form, in whatever order they stand.
    pub(super) fn of_any(n_customers: usize, customers: &[CustomerIdx]) -> Self {
        let mut starts = vec![0u32; n_customers + 1];
        bulk::count(customers, &mut starts);
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        Self { starts }
    }

    /// Groups rows by customer, then by moment, then by `compare`, which sees the moments too. The rows come without a
    /// list where they stand so already.
    pub(super) fn in_time(
        n_customers: usize,
        customers: &[CustomerIdx],
        moments: &[Moment],
        compare: &mut dyn FnMut(u32, u32) -> Ordering,
    ) -> (Self, Option<Vec<u32>>) {
        let mut is_moved = !customers.is_sorted();
        let (groups, mut rows) = match is_moved {
            true => Self::by(n_customers, customers),
            false => (Self::of_any(n_customers, customers), Vec::new()),
        };
        let by_customer = !is_moved;
        for (_, range) in groups.iter() {
            if by_customer && is_rising(&moments[range.clone()]) {
                continue;
            }
            if rows.is_empty() {
                rows = (0..customers.len() as u32).collect();
            }
            let own = &mut rows[range];
            if !own.is_sorted_by(|&a, &b| compare(a, b) != Ordering::Greater) {
                own.order_by(|&a, &b| compare(a, b));
                is_moved = true;
            }
        }
        (groups, is_moved.then_some(rows))
    }

    /// Groups that start at these places; the last one is the end of the columns.
    pub(super) fn from_starts(starts: Vec<u32>) -> Self {
        Self { starts }
    }

    /// The rows of a customer; empty for one who has none.
    pub fn of(&self, customer: CustomerIdx) -> Range<usize> {
        let customer = customer as usize;
        match (self.starts.get(customer), self.starts.get(customer + 1)) {
            (Some(&start), Some(&end)) => start as usize..end as usize,
            _ => 0..0,
        }
    }

    /// Where each customer's rows start, and the end of the last.
    pub(super) fn starts(&self) -> &[u32] {
        &self.starts
    }

    /// The customer of each of the first `n` places.
    pub(super) fn expanded(&self, n: usize) -> Vec<CustomerIdx> {
        let mut customers = Vec::with_capacity(n);
        for (customer, &end) in self.starts.iter().skip(1).enumerate() {
            customers.resize((end as usize).min(n), customer as CustomerIdx);
        }
        customers
    }

    /// The ranges of all customers in their order.
    pub fn iter(&self) -> impl Iterator<Item = (CustomerIdx, Range<usize>)> {
        self.starts
            .windows(2)
            .enumerate()
            .map(|(customer, pair)| (customer as CustomerIdx, pair[0] as usize..pair[1] as usize))
    }

    /// How many customers, those without rows included.
    pub fn n_customers(&self) -> usize {
        self.starts.len() - 1
    }
}

/// Is each moment later than the one before?
#[inline(never)]
fn is_rising(moments: &[Moment]) -> bool {
    let mut before = i64::MIN;
    for moment in moments {
        if moment.0 <= before {
            return false;
        }
        before = moment.0;
    }
    true
}
