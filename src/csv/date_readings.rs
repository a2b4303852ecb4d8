//! What the dates of a column would be under each order of day and month, for the user to choose.

use super::date::{Date, DateOrder, careful};
use crate::day::Day;

/// Dates read under one order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateReading {
    /// Which.
    pub order: DateOrder,
    /// A cell that the orders read differently, and the day that it is under this one.
    pub text: String,
    /// The day.
    pub day: Day,
    /// The earliest and the latest day of all cells.
    pub first: Day,
    /// The latest.
    pub last: Day,
}

/// Both readings of cells that can be read day first and month first; none where one of them does not fit all cells.
pub fn date_readings(cells: &[String]) -> Vec<DateReading> {
    let open = |cell: &String| match careful(cell.trim()) {
        Date::Open(_, numbers) => Some(numbers),
        _ => None,
    };
    let differs = |cell: &&String| {
        open(cell).is_some_and(|n| n.day(DateOrder::DayMonthYear) != n.day(DateOrder::MonthDayYear))
    };
    let Some(text) = cells.iter().find(differs) else { return Vec::new() };
    let reading = |order: DateOrder| {
        let days: Option<Vec<Day>> =
            cells.iter().filter_map(open).map(|numbers| numbers.day(order)).collect();
        let days = days?;
        Some(DateReading {
            order,
            text: text.chars().take(40).collect(),
            day: open(text)?.day(order)?,
            first: days.iter().copied().min()?,
            last: days.iter().copied().max()?,
        })
    };
    let both: Option<Vec<DateReading>> =
        [DateOrder::DayMonthYear, DateOrder::MonthDayYear].into_iter().map(reading).collect();
    both.unwrap_or_default()
}
