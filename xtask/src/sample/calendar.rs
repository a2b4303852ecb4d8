//! Days as numbers, and back to text.

/// Days since 1970-01-01.
pub type Day = i32;

/// The day of a date of the Gregorian calendar (Hinnant 2013, days_from_civil).
pub const fn day(year: i32, month: i32, of_month: i32) -> Day {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + of_month - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// Year, month and day of the month (Hinnant 2013, civil_from_days).
pub fn date(day: Day) -> (i32, i32, i32) {
    let shifted = day + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let of_month = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (year + era * 400 + i32::from(month <= 2), month, of_month)
}

/// `2025-03-09`.
pub fn text(day: Day) -> String {
    let (year, month, of_month) = date(day);
    format!("{year:04}-{month:02}-{of_month:02}")
}

/// 0 for Monday to 6 for Sunday.
pub fn weekday(day: Day) -> usize {
    (day + 3).rem_euclid(7) as usize
}
