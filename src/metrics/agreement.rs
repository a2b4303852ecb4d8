//! # Question
//! Do two rules put the same customers together? Who is where under either?
//!
//! # Input
//! Two [`Parts`] of the same customers.
//!
//! # Result
//! How many customers are in which group under the one and the other rule; where both rules have groups of the same
//! names, the share who are in the same; and the adjusted Rand index, which asks for no names.
//!
//! # Edge cases
//! Only customers who are in a group under both rules are compared; the others are counted by themselves. Two rules that
//! part customers alike have an index of 1, whatever their groups are called; if both put everybody into one group too.
//! Nobody compared gives none.
//!
//! # Source
//! L. Hubert, P. Arabie, "Comparing partitions" (1985), Journal of Classification 2, 193-218, equation 5.
//!
//! # Example
//! ```
//! use clientele::{day::Day, message::Message, metrics::{agreement::agreement, partition::Parts}};
//! let parts = |of: [u8; 4]| Parts {
//!     as_of: Day(0), names: vec!["a".into(), "b".into()], of: of.map(Some).to_vec(), first: 0, made_of: vec![],
//! };
//! let answer = agreement(&parts([0, 0, 1, 1]), &parts([1, 1, 0, 0]));
//! assert_eq!((answer.same, answer.rand), (Some(0), Some(1.0)));
//! ```

use super::partition::Parts;
use crate::facts::CustomerIdx;
use crate::message::Message;
use crate::sort::Sort as _;

/// Two rules side by side.
#[derive(Debug, Clone, PartialEq)]
pub struct Agreement {
    /// The groups under the one rule and under the other.
    pub names: [Vec<Message>; 2],
    /// Customers by group under the one rule (rows) and under the other (columns).
    pub cells: Vec<Vec<usize>>,
    /// Customers who are in a group under both.
    pub n: usize,
    /// Customers in a group under the one or the other alone.
    pub only: [usize; 2],
    /// Those whose group has the same name under both; `None` where the rules have different groups.
    pub same: Option<usize>,
    /// The adjusted Rand index: 1 where both part alike, 0 as by chance; `None` for nobody.
    pub rand: Option<f64>,
}

/// Customers whom the second rule takes elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Move {
    /// The group under the one rule.
    pub from: usize,
    /// The group under the other.
    pub to: usize,
    /// How many.
    pub n: usize,
}

/// Lays two rules over each other.
#[inline(never)]
pub fn agreement(one: &Parts, other: &Parts) -> Agreement {
    let mut cells = vec![vec![0; other.names.len()]; one.names.len()];
    let (mut n, mut only) = (0, [0, 0]);
    for at in 0..one.of.len().max(other.of.len()) {
        let [from, to] = [one, other].map(|parts| parts.of.get(at).copied().flatten());
        match (from, to) {
            (Some(from), Some(to)) => {
                let row = cells.get_mut(usize::from(from));
                if let Some(cell) = row.and_then(|row| row.get_mut(usize::from(to))) {
                    *cell += 1;
                    n += 1;
                }
            }
            (Some(_), None) => only[0] += 1,
            (None, Some(_)) => only[1] += 1,
            (None, None) => {}
        }
    }
    let same = (one.names == other.names)
        .then(|| cells.iter().enumerate().filter_map(|(at, row)| row.get(at)).sum());
    let rand = rand_index(&cells, n);
    Agreement { names: [one.names.clone(), other.names.clone()], cells, n, only, same, rand }
}

/// Pairs among so many.
fn pairs(n: usize) -> f64 {
    n as f64 * (n as f64 - 1.0) / 2.0
}

fn rand_index(cells: &[Vec<usize>], n: usize) -> Option<f64> {
    if n == 0 {
        return None;
    }
    let rows: Vec<usize> = cells.iter().map(|row| row.iter().sum()).collect();
    let width = cells.first().map_or(0, Vec::len);
    let columns: Vec<usize> = (0..width).map(|at| cells.iter().map(|row| row[at]).sum()).collect();
    let within = |sizes: &[usize]| sizes.iter().map(|&size| pairs(size)).sum::<f64>();
    let together: f64 = cells.iter().map(|row| within(row)).sum();
    let (in_rows, in_columns) = (within(&rows), within(&columns));
    if together == in_rows && together == in_columns {
        return Some(1.0);
    }
    let expected = in_rows * in_columns / pairs(n);
    let most = (in_rows + in_columns) / 2.0;
    Some((together - expected) / (most - expected))
}

impl Agreement {
    /// Where the second rule takes customers elsewhere, the most first; `None` where the rules have different groups.
    pub fn moves(&self) -> Option<Vec<Move>> {
        self.same?;
        let mut moves = Vec::new();
        for (from, row) in self.cells.iter().enumerate() {
            for (to, &n) in row.iter().enumerate() {
                if from != to && n > 0 {
                    moves.push(Move { from, to, n });
                }
            }
        }
        moves.order_by(|a, b| b.n.cmp(&a.n));
        Some(moves)
    }
}

/// The customers of a cell.
pub fn between(one: &Parts, other: &Parts, from: usize, to: usize) -> Vec<CustomerIdx> {
    let is_in = |parts: &Parts, customer: CustomerIdx, group: usize| {
        parts.of.get(customer as usize).copied().flatten().is_some_and(|own| usize::from(own) == group)
    };
    one.members(from).into_iter().filter(|&customer| is_in(other, customer, to)).collect()
}
