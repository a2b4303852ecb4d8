//! Rows grouped by customer.

use std::ops::Range;

use super::CustomerIdx;

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
    pub fn by(n_customers: usize, customers: impl Iterator<Item = CustomerIdx> + Clone) -> (Self, Vec<u32>) {
        let mut starts = vec![0u32; n_customers + 1];
        let mut n = 0;
        for customer in customers.clone() {
            starts[customer as usize + 1] += 1;
            n += 1;
        }
        for i in 1..starts.len() {
            starts[i] += starts[i - 1];
        }
        let mut next = starts.clone();
        let mut rows = vec![0u32; n];
        for (row, customer) in customers.enumerate() {
            let place = &mut next[customer as usize];
            rows[*place as usize] = row as u32;
            *place += 1;
        }
        (Self { starts }, rows)
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
