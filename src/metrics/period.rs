//! Periods of the calendar: which one does a day fall into, and when does it begin?

use crate::day::Day;
use crate::message::{Word, word};
use crate::moment::{MS_PER_DAY, Moment};

/// How long a period is and where it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Period {
    /// An hour of the clock of the moments.
    Hour,
    /// A civil day.
    Day,
    /// A week from Monday to Sunday (ISO 8601).
    WeekMonday,
    /// A week from Sunday to Saturday.
    WeekSunday,
    /// A calendar month.
    #[default]
    Month,
    /// Three calendar months from January, April, July or October.
    Quarter,
}

/// Milliseconds of an hour.
const MS_PER_HOUR: i64 = MS_PER_DAY / 24;

impl Period {
    /// One of which so many days hold a readable number.
    pub fn usual(days: i32) -> Self {
        match days {
            ..=45 => Self::Day,
            46..=200 => Self::WeekMonday,
            201..=1100 => Self::Month,
            _ => Self::Quarter,
        }
    }

    /// The number of the period that holds this time: neighbours differ by one, also across the turn of a year.
    pub fn number(self, moment: Moment, day: Day) -> i32 {
        match self {
            Self::Hour => moment.0.div_euclid(MS_PER_HOUR).clamp(i32::MIN.into(), i32::MAX.into()) as i32,
            Self::Day => day.0,
            // 1970-01-01 was a Thursday: three days after a Monday, four after a Sunday.
            Self::WeekMonday => day.0.saturating_add(3).div_euclid(7),
            Self::WeekSunday => day.0.saturating_add(4).div_euclid(7),
            Self::Month => day.month_number(),
            Self::Quarter => day.month_number().div_euclid(3),
        }
    }

    /// The number of the period that holds this day, taken at midnight.
    pub fn of_day(self, day: Day) -> i32 {
        self.number(Moment::of_day(day), day)
    }

    /// The day on which the period with this number begins.
    pub fn start(self, number: i32) -> Day {
        match self {
            Self::Hour => Day(number.div_euclid(24)),
            Self::Day => Day(number),
            Self::WeekMonday => Day(number.saturating_mul(7).saturating_sub(3)),
            Self::WeekSunday => Day(number.saturating_mul(7).saturating_sub(4)),
            Self::Month => Day::of_month_number(number),
            Self::Quarter => Day::of_month_number(number.saturating_mul(3)),
        }
    }

    /// One of them, in words.
    pub fn name(self) -> Word {
        match self {
            Self::Hour => word!("hour"),
            Self::Day => word!("day"),
            Self::WeekMonday | Self::WeekSunday => word!("week"),
            Self::Month => word!("month"),
            Self::Quarter => word!("quarter"),
        }
    }
}

/// The most days whose periods are worked out ahead: far more than a century.
const MOST_DAYS: i64 = 1 << 16;

/// The numbers of periods over a stretch of days, worked out once: months take some arithmetic, and there are many events in a day.
pub struct Periods {
    period: Period,
    first: Day,
    numbers: Vec<i32>,
}

impl Periods {
    /// For these days; others are worked out one by one.
    pub fn over(period: Period, days: (Option<Day>, Option<Day>)) -> Self {
        let (first, last) = (days.0.unwrap_or(Day(0)), days.1.unwrap_or(Day(0)));
        let span = i64::from(last.0) - i64::from(first.0);
        let is_short = (0..MOST_DAYS).contains(&span) && period != Period::Hour;
        let numbers = match is_short {
            true => (first.0..=last.0).map(|day| period.of_day(Day(day))).collect(),
            false => Vec::new(),
        };
        Self { period, first, numbers }
    }

    /// As [`Period::number`].
    pub fn number(&self, moment: Moment, day: Day) -> i32 {
        let known = usize::try_from(i64::from(day.0) - i64::from(self.first.0)).ok();
        match known.and_then(|at| self.numbers.get(at)) {
            Some(&number) => number,
            None => self.period.number(moment, day),
        }
    }
}
