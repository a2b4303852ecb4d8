//! What was wrong in the data: where, what, and what was done about it. Data, never a failure.

/// A row that was read but not used, or a cell that was read as blank. Lines and columns count from 1, as a
/// spreadsheet and an editor show them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issue {
    /// What was wrong.
    pub problem: Problem,
    /// The line of the file on which the row starts.
    pub line: u64,
    /// The column, where one cell is to blame.
    pub column: Option<u32>,
    /// The start of the offending text, as it stood (at most 80 characters). Hostile: never HTML, never a formula.
    pub text: String,
    /// What became of the row.
    pub effect: Effect,
}

/// Of a kind of problem so many are kept with their texts: a file in which every row is bad is no larger in memory than
/// a good one. Counts are exact whatever is kept.
pub const SHOWN: usize = 1000;

/// All issues of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IssueKind {
    /// What was wrong.
    pub problem: Problem,
    /// What became of the rows.
    pub effect: Effect,
    /// How many there are.
    pub count: usize,
    /// The first of them, at most [`SHOWN`], by row.
    pub first: Vec<Issue>,
}

/// A problem in a row as a reader met it, in brief: each is kept, so that the account is exact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// The row of the table, from 0.
    pub row: u32,
    /// The column of the file, from 0; [`Found::WHOLE_ROW`] where no cell is to blame.
    pub place: u32,
    /// What is wrong.
    pub problem: Problem,
    /// What became of the row.
    pub effect: Effect,
}

impl Found {
    /// No cell is to blame.
    pub const WHOLE_ROW: u32 = u32::MAX;

    /// The column of the file, from 0, where one cell is to blame.
    pub fn column(self) -> Option<u32> {
        (self.place != Self::WHOLE_ROW).then_some(self.place)
    }
}

/// What became of the row that has the problem.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effect {
    /// The row is used; the cell counts as blank.
    CellBlank,
    /// The row is not used. Rows read = rows used + rows set aside.
    SetAside,
    /// The row is used as it is; the user should know.
    Noted,
}

/// The kinds of problem, each with what the user can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Problem {
    /// No customer in the row.
    NoCustomer,
    /// No date, or one that cannot be read.
    NoDate,
    /// A date cell that is not blank and cannot be read.
    BadDate,
    /// No amount where one is needed.
    NoAmount,
    /// An amount cell that is not blank and is not a number.
    BadNumber,
    /// No event name.
    NoEvent,
    /// No campaign in the row.
    NoCampaign,
    /// No score in the row of a survey.
    NoAnswer,
    /// Fewer cells than the header has.
    TooFewCells,
    /// More cells than the header has.
    TooManyCells,
    /// A quote that opens and never closes, or text after a closing quote.
    BadQuote,
    /// A line of totals, not an order.
    TotalsRow,
    /// The header again, in the middle of the data.
    RepeatedHeader,
    /// The order failed, was voided or is a test.
    NotAnOrder,
    /// The same row twice.
    Duplicate,
    /// Bytes that are not text in the encoding of the file.
    BadEncoding,
    /// Another table begins here.
    SecondTable,
    /// The file ends in the middle of a row.
    CutOff,
    /// An amount in another currency than the rest.
    OtherCurrency,
}
