//! What a reader finds wrong, in a form that crosses between workers.

use crate::issue::{Effect, Problem, SHOWN};

/// A problem of a row, or of one cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, bytemuck::Pod, bytemuck::Zeroable)]
#[repr(C)]
pub(crate) struct Trouble {
    /// Where the row starts in the file.
    pub offset: u64,
    /// Bytes of the row, line end included.
    pub length: u64,
    pub row: u32,
    /// `u32::MAX` where the whole row is to blame.
    pub column: u32,
    /// Where its text ends in the excerpts.
    pub text_end: u32,
    /// Cells of the row, and what they may be: see [`shape`](super::second::shape); 0 where one cell is to blame.
    pub shape: u16,
    problem: u8,
    effect: u8,
}

/// The problems that a reader finds.
const PROBLEMS: [Problem; 11] = [
    Problem::BadDate,
    Problem::BadNumber,
    Problem::TooFewCells,
    Problem::TooManyCells,
    Problem::BadQuote,
    Problem::TotalsRow,
    Problem::RepeatedHeader,
    Problem::BadEncoding,
    Problem::SecondTable,
    Problem::CutOff,
    Problem::OtherCurrency,
];

const EFFECTS: [Effect; 3] = [Effect::CellBlank, Effect::SetAside, Effect::Noted];

impl Trouble {
    pub(crate) fn new(row: u32, column: Option<u32>, problem: Problem, effect: Effect) -> Self {
        Self {
            offset: 0,
            length: 0,
            row,
            column: column.unwrap_or(u32::MAX),
            text_end: 0,
            shape: 0,
            problem: PROBLEMS.iter().position(|p| *p == problem).unwrap_or(0) as u8,
            effect: EFFECTS.iter().position(|e| *e == effect).unwrap_or(0) as u8,
        }
    }

    /// Is it one that a reader of so many columns may find?
    pub(crate) fn is_known(&self, n_columns: usize) -> bool {
        (self.column == u32::MAX || (self.column as usize) < n_columns)
            && usize::from(self.problem) < PROBLEMS.len()
            && usize::from(self.effect) < EFFECTS.len()
    }

    pub(crate) fn problem(&self) -> Problem {
        PROBLEMS.get(usize::from(self.problem)).copied().unwrap_or(Problem::BadQuote)
    }

    pub(crate) fn effect(&self) -> Effect {
        EFFECTS.get(usize::from(self.effect)).copied().unwrap_or(Effect::Noted)
    }
}

/// Whose texts are kept: the first [`SHOWN`] of each column, and of each problem of whole rows. Within a column rows
/// come in the order of the file, so the first of a whole file are among the first of its parts.
#[derive(Debug, Default)]
pub(crate) struct Quota {
    columns: Vec<u32>,
    rows: [u32; PROBLEMS.len()],
}

impl Quota {
    /// Is this trouble one of those?
    pub(crate) fn takes(&mut self, trouble: &Trouble) -> bool {
        let slot = match trouble.column {
            u32::MAX => self.rows.get_mut(usize::from(trouble.problem)),
            column => {
                let column = column as usize;
                if self.columns.len() <= column {
                    self.columns.resize(column + 1, 0);
                }
                self.columns.get_mut(column)
            }
        };
        let Some(n) = slot.filter(|n| (**n as usize) < SHOWN) else { return false };
        *n += 1;
        true
    }
}
