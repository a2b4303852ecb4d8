//! The first rows as text, with what the cells of each column look like.

use super::kind::{self, Kind};
use super::layout::Layout;
use crate::csv::date::DateOrder;
use crate::csv::dialect::Encoding;
use crate::sort::Sort as _;
use crate::table::{Sample, SampleColumn};

/// The sample of a layout.
pub(super) fn take(layout: &Layout, _encoding: Encoding) -> Sample {
    let columns = layout
        .names
        .iter()
        .enumerate()
        .map(|(column, name)| {
            let cells = layout.rows.iter().map(|row| row.get(column).cloned().unwrap_or_default()).collect();
            column_of(name.clone(), cells)
        })
        .collect();
    Sample { columns, n_rows: layout.rows.len() }
}

fn column_of(header: String, cells: Vec<String>) -> SampleColumn {
    let mut column = SampleColumn { header, cells, ..SampleColumn::default() };
    let mut lengths: Vec<usize> =
        column.cells.iter().filter(|cell| !cell.is_empty()).map(|cell| cell.chars().count()).collect();
    lengths.order();
    column.n_filled = lengths.len();
    column.median_length = lengths.get(lengths.len() / 2).copied().unwrap_or(0);
    // Each distinct text is looked at once.
    let (texts, counts) = column.texts();
    column.n_distinct = texts.len();
    let (mut day_first, mut month_first) = (0, 0);
    for (cell, n) in texts.iter().zip(counts) {
        let of = |is: bool| if is { n } else { 0 };
        let has_zero =
            cell.len() > 1 && cell.starts_with('0') && cell.bytes().all(|byte| byte.is_ascii_digit());
        column.n_leading_zero += of(has_zero);
        match kind::of(cell) {
            Kind::Number { whole, negative, currency } => {
                column.n_numbers += n;
                column.n_whole += of(whole);
                column.n_negative += of(negative);
                column.n_currency += of(currency);
            }
            Kind::Date(order) => {
                column.n_dates += n;
                day_first += of(order == Some(DateOrder::DayMonthYear));
                month_first += of(order == Some(DateOrder::MonthDayYear));
                // Digits alone are a number as well.
                let is_number = cell.bytes().all(|byte| byte.is_ascii_digit());
                column.n_numbers += of(is_number);
                column.n_whole += of(is_number);
            }
            Kind::Address { email } => column.n_emails += of(email),
            Kind::Blank | Kind::Text => {}
        }
    }
    column.n_dates -= day_first.min(month_first);
    column
}
