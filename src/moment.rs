//! A point in time.

use crate::day::Day;

/// Milliseconds since 1 January 1970, 00:00. UTC where the file gave an offset or a zone; otherwise the clock of
/// the file, so that differences within one file are right either way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, bytemuck::Pod, bytemuck::Zeroable)]
#[repr(transparent)]
pub struct Moment(pub i64);

/// Milliseconds of a day of 24 hours.
pub const MS_PER_DAY: i64 = 86_400_000;

impl Moment {
    /// Midnight at the start of `day`.
    pub fn of_day(day: Day) -> Self {
        Self(day.0 as i64 * MS_PER_DAY)
    }

    /// The civil day of this moment for a clock that runs `offset_minutes` ahead of UTC.
    pub fn day(self, offset_minutes: i16) -> Day {
        let ms = self.0.saturating_add(offset_minutes as i64 * 60_000);
        if ms.unsigned_abs() < 1 << 52 {
            // Exact: the quotient of such numbers is never rounded up to a whole one. Whole division takes longer.
            return Day((ms as f64 / MS_PER_DAY as f64).floor() as i32);
        }
        Day(ms.div_euclid(MS_PER_DAY) as i32)
    }
}
