//! What reading a file found out: problems by row, and how each column was understood, with the rows that prove it.

use std::ops::Range;

use super::date::DateOrder;
use super::number::DecimalMark;
use crate::issue::{Effect, Found, Problem};

/// A problem in one row, or in one cell of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowProblem {
    /// The row of the table, from 0.
    pub row: usize,
    /// The line of the file on which the row starts, from 1.
    pub line: u64,
    /// The column of the file, from 0, where one cell is to blame.
    pub column: Option<u32>,
    /// What is wrong.
    pub problem: Problem,
    /// What became of the row.
    pub effect: Effect,
    /// The start of the offending text, at most 80 characters. Hostile.
    pub text: String,
    /// Where the whole row stands in the file, line end included. The first row of a second table has the bytes of
    /// that table to the end of the file, its other rows none.
    pub bytes: Range<u64>,
}

/// How each column was understood.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ReadingReport {
    /// One for each column of the file, in its order.
    pub columns: Vec<ColumnReport>,
    /// Every problem, by row and column. The first of each kind are told in full as [`RowProblem`].
    pub found: Vec<Found>,
}

/// How one column was understood.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum ColumnReport {
    /// There was nothing to decide.
    #[default]
    Plain,
    /// A column of dates.
    Time(TimeReport),
    /// A column of numbers.
    Number(NumberReport),
}

/// What decided a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Decided {
    /// No cell needed a decision.
    #[default]
    NotNeeded,
    /// The user.
    User,
    /// Rows that can be read in one way only.
    Rows,
    /// Dots between day, month and year: the day leads.
    Dots,
    /// Another column of the file, itself decided by its rows.
    OtherColumn,
    /// Nothing: this is the default, and the user should be asked.
    Default,
}

/// Rows that prove one reading of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Proof {
    /// How many.
    pub rows: u64,
    /// The first of them, from 0, and its line in the file, from 1. Both mean nothing where `rows` is 0.
    pub first_row: usize,
    /// See `first_row`.
    pub first_line: u64,
}

/// How a column of dates was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TimeReport {
    /// The order that was taken for dates such as `3/5/2024`.
    pub order: DateOrder,
    /// Why.
    pub decided: Decided,
    /// Does another order fit every row as well? Then the user should be asked.
    pub ambiguous: bool,
    /// Cells whose order matters: numbers with the year last, or two-digit years.
    pub ordered: u64,
    /// Rows that can only be day first.
    pub day_first: Proof,
    /// Rows that can only be month first.
    pub month_first: Proof,
    /// Rows that can only be year first.
    pub year_first: Proof,
    /// Cells with dots between the numbers.
    pub dotted: u64,
    /// Cells with AM or PM.
    pub am_pm: u64,
    /// Cells that say how far they are from UTC.
    pub with_offset: u64,
    /// Cells that are not blank and cannot be read, conflicting ones included.
    pub bad: u64,
}

/// How a column of numbers was read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NumberReport {
    /// The mark that was taken before decimals.
    pub mark: DecimalMark,
    /// Why.
    pub decided: Decided,
    /// Does the other mark fit every row as well? Then the user should be asked.
    pub ambiguous: bool,
    /// Cells such as `1,234` or `1.234` that the column had to decide.
    pub undecided: u64,
    /// Rows that can only have a dot before the decimals.
    pub dot: Proof,
    /// Rows that can only have a comma before the decimals.
    pub comma: Proof,
    /// Currency symbols and codes as they stand, most frequent first.
    pub currencies: Vec<Currency>,
    /// Cells with a percent sign; they are read as shares: `15%` is 0.15.
    pub percent: u64,
    /// Cells that are not blank and are no number, those beyond the range included.
    pub bad: u64,
}

/// A currency that a column of numbers names.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Currency {
    /// The ISO 4217 code where the sign has one (`EUR` for `€`), else the sign as it stands (`$`, `kr`).
    pub code: String,
    /// Rows that name it.
    pub rows: u64,
    /// The first of them, from 0.
    pub first_row: usize,
}
