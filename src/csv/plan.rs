//! What to read and how: made once from the sniffed head and the roles, sent to every reader.

use super::date::DateOrder;
use super::dialect::Dialect;
use super::number::DecimalMark;
use super::wire::{Wire, Writer, cut};
use crate::error::Error;
use crate::table::Reading;

/// How to read a whole file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plan {
    /// How the file writes rows and cells.
    pub dialect: Dialect,
    /// Byte offset of the first data record in the file.
    pub data_start: u64,
    /// Line of the file on which it starts, from 1.
    pub data_line: u64,
    /// The header record as it stands in the file (as UTF-8 for UTF-16 files), so that its repetitions are
    /// known; empty where there is none.
    pub header: Vec<u8>,
    /// A mark of the first data row, so that the same table again is known; 0 where there is none.
    pub first_row: u64,
    /// One for each column of the file, in its order.
    pub readings: Vec<ColumnPlan>,
}

/// How to read one column.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ColumnPlan {
    /// Into what.
    pub reading: Reading,
    /// The order of day, month and year where the user said it; `None` lets the column's rows decide.
    pub date_order: Option<DateOrder>,
    /// The decimal mark where the user said it; `None` lets the column's rows decide.
    pub decimal_mark: Option<DecimalMark>,
}

impl ColumnPlan {
    /// Read so, and let the rows decide the rest.
    pub fn new(reading: Reading) -> Self {
        Self { reading, date_order: None, decimal_mark: None }
    }
}

impl Plan {
    /// May the file be read in slices by several readers? Not where bytes must be turned into UTF-8 in order.
    pub fn is_sliceable(&self) -> bool {
        !self.dialect.encoding.is_utf16()
    }

    /// Up to `n` slices `(from, to)` of a file of `file_bytes`, in order and without gaps, for as many readers.
    pub fn slices(&self, file_bytes: u64, n: usize) -> Vec<(u64, u64)> {
        let start = self.data_start.min(file_bytes);
        let n = if self.is_sliceable() { n.max(1) as u64 } else { 1 };
        let size = (file_bytes - start).div_ceil(n).max(1);
        let mut slices: Vec<(u64, u64)> = (0..n)
            .map(|i| (start + i * size, (start + (i + 1) * size).min(file_bytes)))
            .filter(|(from, to)| from < to)
            .collect();
        if slices.is_empty() {
            slices.push((start, file_bytes));
        }
        slices
    }

    /// As one buffer, for a worker.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut to = Writer::default();
        self.dialect.write(&mut to);
        to.number(self.data_start);
        to.number(self.data_line);
        to.number(self.first_row);
        to.slice(&self.header);
        let columns: Vec<u8> = self
            .readings
            .iter()
            .flat_map(|column| {
                [
                    column.reading as u8,
                    column.date_order.map_or(0, |order| order as u8 + 1),
                    column.decimal_mark.map_or(0, |mark| mark as u8 + 1),
                ]
            })
            .collect();
        to.slice(&columns);
        to.done()
    }

    /// What [`Plan::to_bytes`] wrote; an error for anything else.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Error> {
        let mut from = Wire::new(bytes);
        let dialect = Dialect::read(&mut from)?;
        let (data_start, data_line, first_row) = (from.number()?, from.number()?, from.number()?);
        let header = from.slice()?;
        let columns: Vec<u8> = from.slice()?;
        if !columns.len().is_multiple_of(3) || !from.is_done() {
            return Err(cut());
        }
        let readings = columns.chunks_exact(3).map(column_of).collect::<Result<_, _>>()?;
        Ok(Self { dialect, data_start, data_line, header, first_row, readings })
    }
}

fn column_of(bytes: &[u8]) -> Result<ColumnPlan, Error> {
    let &[reading, order, mark] = bytes else { return Err(cut()) };
    Ok(ColumnPlan {
        reading: match reading {
            0 => Reading::Skip,
            1 => Reading::Text,
            2 => Reading::Key,
            3 => Reading::Time,
            4 => Reading::Number,
            5 => Reading::Id,
            _ => return Err(cut()),
        },
        date_order: match order {
            0 => None,
            1 => Some(DateOrder::DayMonthYear),
            2 => Some(DateOrder::MonthDayYear),
            3 => Some(DateOrder::YearMonthDay),
            _ => return Err(cut()),
        },
        decimal_mark: match mark {
            0 => None,
            1 => Some(DecimalMark::Dot),
            2 => Some(DecimalMark::Comma),
            _ => return Err(cut()),
        },
    })
}
