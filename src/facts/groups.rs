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
    pub fn by(n_customers: usize, customers: &[CustomerIdx]) -> (Self, Vec<u32>) {
        let groups = Self::of_any(n_customers, customers);
        let mut next = groups.starts.clone();
        let mut rows = vec![0u32; customers.len()];
        for (row, &customer) in customers.iter().enumerate() {
            let place = &mut next[customer as usize];
            rows[*place as usize] = row as u32;
            *place += 1;
        }
        (groups, rows)
    }

    /// The groups that rows of these customers will form, in whatever order they stand.
    pub(super) fn of_any(n_customers: usize, customers: &[CustomerIdx]) -> Self {
        let mut starts = vec![0u32; n_customers + 1];
        for &customer in customers {
            starts[customer as usize + 1] += 1;
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        Self { starts }
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
