//! A table: typed columns of equal length, dictionary-encoded text, missing cells as such. Append-only.

use crate::dictionary::{Code, Dictionary, NO_CODE};
use crate::moment::Moment;

pub use clientele_cells::Packed;

/// Rows of one file in typed columns. Columns that nobody asked for are not read.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Table {
    /// Rows, set-aside ones included.
    pub n_rows: usize,
    /// One for each column of the file, in its order.
    pub columns: Vec<Column>,
    /// On which line of the file each row starts.
    pub lines: Lines,
}

/// On which line each row starts: a row is one line, except where breaks say otherwise.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lines {
    /// Rows at which the count of lines jumps, ascending.
    rows: Vec<u32>,
    /// The line of each of them, from 1.
    lines: Vec<u64>,
}

impl Lines {
    /// The next row is `row` (ascending) and starts on `line`.
    pub fn push(&mut self, row: u32, line: u64) {
        if self.line(row as usize) != line || self.rows.is_empty() {
            self.rows.push(row);
            self.lines.push(line);
        }
    }

    /// The line on which a row starts, from 1. Rows beyond the last break count on from it.
    pub fn line(&self, row: usize) -> u64 {
        let at = self.rows.partition_point(|&first| first as usize <= row);
        match at.checked_sub(1).and_then(|at| Some((*self.rows.get(at)?, *self.lines.get(at)?))) {
            Some((first, line)) => line + (row - first as usize) as u64,
            None => row as u64 + 1,
        }
    }

    /// Rows at which the count jumps, each with its line.
    pub fn breaks(&self) -> impl Iterator<Item = (u32, u64)> {
        self.rows.iter().copied().zip(self.lines.iter().copied())
    }
}

/// A column as it was read.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Column {
    /// Nobody asked for it.
    #[default]
    Skipped,
    /// Text with few or many distinct values: customers, categories, event names.
    Text(TextColumn),
    /// Texts that only have to be told apart, such as order numbers.
    Key(KeyColumn),
    /// Dates and times.
    Time(TimeColumn),
    /// Amounts, quantities, scores.
    Number(NumberColumn),
}

/// Codes into a dictionary; [`NO_CODE`] where the cell is blank.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TextColumn {
    /// The distinct texts, trimmed.
    pub texts: Dictionary,
    /// One code a row.
    pub codes: Packed<Code>,
}

/// A 64-bit hash of each trimmed text; 0 where the cell is blank.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct KeyColumn {
    /// One hash a row, as a number with a sign.
    pub hashes: Packed<i64>,
}

/// Moments with the offset from UTC that the text gave.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TimeColumn {
    /// Milliseconds as a [`Moment`] counts, one a row; [`NO_MOMENT`] where the cell is blank or cannot be read.
    pub moments: Packed<i64>,
    /// Minutes ahead of UTC, one a row; empty if no cell gave any.
    pub offsets: Vec<i16>,
    /// Does any cell have a time of day?
    pub has_time: bool,
}

/// Stands where there is no moment.
pub const NO_MOMENT: Moment = Moment(i64::MIN);

/// Exact decimals in ten-thousandths, as [`Money`](crate::money::Money) counts.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NumberColumn {
    /// One a row; [`NO_NUMBER`] where the cell is blank or is not a number.
    pub values: Packed<i64>,
    /// The currencies that cells name, by code (`EUR`) or sign (`$`); empty where none does.
    pub currencies: Vec<String>,
    /// Rows from which on cells name another currency, ascending, and which: a place in `currencies`, or `None`.
    pub currency_runs: Vec<(u32, Option<u16>)>,
}

/// Stands where there is no number.
pub const NO_NUMBER: i64 = i64::MIN;

impl SampleColumn {
    /// The distinct texts of the filled cells, and how many cells have each.
    pub(crate) fn texts(&self) -> (Dictionary, Vec<usize>) {
        let (mut texts, mut counts) = (Dictionary::default(), Vec::new());
        for cell in self.cells.iter().filter(|cell| !cell.is_empty()) {
            let code = texts.intern(cell) as usize;
            counts.resize(texts.len(), 0);
            counts[code] += 1;
        }
        (texts, counts)
    }
}

impl Column {
    /// Gives the memory of its rows back: nothing may be asked of them any more.
    pub fn spend(&self) {
        match self {
            Self::Skipped => {}
            Self::Text(column) => column.codes.spend(),
            Self::Key(column) => column.hashes.spend(),
            Self::Time(column) => column.moments.spend(),
            Self::Number(column) => column.values.spend(),
        }
    }

    /// About as many bytes as its rows take.
    pub fn n_bytes(&self) -> usize {
        match self {
            Self::Skipped => 0,
            Self::Text(column) => column.codes.n_bytes(),
            Self::Key(column) => column.hashes.n_bytes(),
            Self::Time(column) => column.moments.n_bytes() + 2 * column.offsets.len(),
            Self::Number(column) => column.values.n_bytes(),
        }
    }
}

impl KeyColumn {
    /// The hash of a row; 0 where the cell is blank.
    pub fn hash(&self, row: usize) -> u64 {
        self.hashes.get(row).unwrap_or(0) as u64
    }

    /// The hashes of all rows.
    pub fn all(&self) -> Vec<u64> {
        bytemuck::cast_vec(self.hashes.to_vec())
    }
}

impl TextColumn {
    /// The code of a row, if it has a text.
    pub fn code(&self, row: usize) -> Option<Code> {
        self.codes.get(row).filter(|&code| code != NO_CODE)
    }

    /// The text of a row, if it has one.
    pub fn text(&self, row: usize) -> Option<&str> {
        self.code(row).map(|code| self.texts.get(code))
    }
}

impl TimeColumn {
    /// The moment of a row, if it has one.
    pub fn moment(&self, row: usize) -> Option<Moment> {
        self.moments.get(row).map(Moment).filter(|&moment| moment != NO_MOMENT)
    }

    /// Minutes ahead of UTC of a row; 0 where the file gave none.
    pub fn offset(&self, row: usize) -> i16 {
        self.offsets.get(row).copied().unwrap_or(0)
    }
}

impl NumberColumn {
    /// The value of a row in ten-thousandths, if it has one.
    pub fn value(&self, row: usize) -> Option<i64> {
        self.values.get(row).filter(|&value| value != NO_NUMBER)
    }

    /// The currency that the cell of a row names, if it names one.
    pub fn currency(&self, row: usize) -> Option<&str> {
        let at = self.currency_runs.partition_point(|(first, _)| *first as usize <= row);
        let (_, which) = self.currency_runs.get(at.checked_sub(1)?)?;
        self.currencies.get(usize::from((*which)?)).map(String::as_str)
    }
}

/// How a column is to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Reading {
    /// Not at all.
    #[default]
    Skip,
    /// As [`TextColumn`].
    Text,
    /// As [`KeyColumn`].
    Key,
    /// As [`TimeColumn`].
    Time,
    /// As [`NumberColumn`].
    Number,
    /// As [`TextColumn`], by the rules of identifiers: `17850.0` is `17850`, the apostrophe that guards `'7210` from a
    /// spreadsheet is left out, leading zeros stay. [`Reading::Key`] follows the same rules.
    Id,
}

/// The first rows of a file as text, with what their values look like: what roles are guessed from.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sample {
    /// One for each column of the file, in its order.
    pub columns: Vec<SampleColumn>,
    /// Rows in the sample.
    pub n_rows: usize,
}

/// One column of the sample.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SampleColumn {
    /// Its header, trimmed; several header rows are joined with a blank; empty where there is none.
    pub header: String,
    /// Its cells as text, unquoted and trimmed, one a row; blank cells are empty.
    pub cells: Vec<String>,
    /// Cells that are not blank.
    pub n_filled: usize,
    /// Distinct texts among them.
    pub n_distinct: usize,
    /// Cells that can be read as a date or a time in one consistent way, under the best such way.
    pub n_dates: usize,
    /// Cells that can be read as a number under the best decimal mark: amounts with symbols count too.
    pub n_numbers: usize,
    /// Numbers among them that are whole.
    pub n_whole: usize,
    /// Numbers among them below zero.
    pub n_negative: usize,
    /// Cells that carry a currency symbol or code.
    pub n_currency: usize,
    /// Cells that look like an e-mail address.
    pub n_emails: usize,
    /// Numbers that start with a zero which is part of the text (`00042`), so an identifier.
    pub n_leading_zero: usize,
    /// Median length of the filled cells in characters.
    pub median_length: usize,
}
