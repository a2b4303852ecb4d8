//! What became of the rows of a file.

use crate::issue::Problem;
use crate::message::Message;
use crate::sort::Sort as _;

/// Every row of one file: read = used + set aside.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Account {
    /// Rows that the file has, without its header.
    pub rows_read: usize,
    /// Rows that facts were made of.
    pub rows_used: usize,
    /// The others, by row.
    pub set_aside: Vec<SetAside>,
    /// Orders that facts were made of; 0 for other kinds of file.
    pub orders_used: usize,
    /// Orders that were set aside as a whole, such as voided ones.
    pub orders_set_aside: usize,
    /// What the user should know about how rows were used; each a sentence without a customer's data.
    pub notes: Vec<Message>,
}

/// A row that was read but not used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SetAside {
    /// The row of the table, from 0.
    pub row: u32,
    /// Why.
    pub problem: Problem,
    /// The column of the file, from 0, that is to blame, where one is.
    pub column: Option<u32>,
}

impl Account {
    /// How many rows were set aside for each reason, the most frequent first.
    pub fn by_problem(&self) -> Vec<(Problem, usize)> {
        let mut problems: Vec<Problem> = self.set_aside.iter().map(|row| row.problem).collect();
        problems.order();
        let mut counts: Vec<(Problem, usize)> =
            problems.chunk_by(|a, b| a == b).map(|same| (same[0], same.len())).collect();
        counts.order_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
        counts
    }
}
