//! Rows brought into the order of their customers, column by column.

use clientele_cells::{Packed, Whole};

use crate::bulk;
use crate::facts::{CustomerIdx, Groups};

/// An order of rows: those of one customer stand together, in the order of the file.
///
/// A column is dealt out twice: to ranges of customers, then within each range. Both times the places that are written
/// to next lie near the processor, which takes a fraction of the time that each cell would need at once.
pub(super) struct Dealt {
    groups: Groups,
    n: usize,
    /// Where each row stands among the ranges.
    first: Vec<u32>,
    /// Where each place among the ranges stands in the end.
    second: Vec<u32>,
}

/// The ranges are so many as this many bits count, or a little more.
const RANGE_BITS: u32 = 8;

impl Dealt {
    /// `who` may be `n_customers` for rows that are left out.
    #[inline(never)]
    pub(super) fn new(who: &[CustomerIdx], n_customers: usize) -> Self {
        let groups = Groups::of_any(n_customers + 1, who);
        let shift = (n_customers + 1).ilog2().saturating_sub(RANGE_BITS);
        let starts = groups.starts();
        let next: &mut [u32] = &mut starts.iter().copied().step_by(1 << shift).collect::<Vec<u32>>();
        let (mut first, mut second) = (vec![0; who.len()], vec![0; who.len()]);
        bulk::number(who, shift, next, &mut first);
        let mut ranges = vec![0; who.len()];
        bulk::deal(who, &first, &mut ranges);
        bulk::number(&ranges, 0, &mut starts.to_vec(), &mut second);
        Self { n: groups.of(n_customers as CustomerIdx).start, groups, first, second }
    }

    /// The rows of each customer. After the last customer stand the rows that are left out.
    pub(super) fn groups(&self) -> &Groups {
        &self.groups
    }

    /// Rows that are not left out.
    pub(super) fn len(&self) -> usize {
        self.n
    }

    /// A packed column in this order.
    #[inline(never)]
    pub(super) fn unpack<T: Whole>(&self, column: &Packed<T>) -> Vec<T> {
        let mut ranges = vec![T::NOTHING; self.first.len()];
        column.steps(|row, values| {
            bulk::deal(values, self.first.get(row..).unwrap_or(&[]), &mut ranges);
        });
        self.second(&ranges)
    }

    /// A column in this order.
    #[inline(never)]
    pub(super) fn take<T: Copy + Default>(&self, column: &[T]) -> Vec<T> {
        let mut ranges = vec![T::default(); self.first.len()];
        bulk::deal(column, &self.first, &mut ranges);
        self.second(&ranges)
    }

    /// A column that is dealt to the ranges.
    fn second<T: Copy>(&self, ranges: &[T]) -> Vec<T> {
        let mut dealt = ranges.to_vec();
        bulk::deal(ranges, &self.second, &mut dealt);
        dealt.truncate(self.n);
        dealt
    }
}
