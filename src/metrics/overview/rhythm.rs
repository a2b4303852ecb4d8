//! The days of the week and the hours at which customers buy.

use std::ops::Range;

use crate::day::Day;
use crate::facts::Orders;
use crate::moment::{MS_PER_DAY, Moment};

/// Purchases by day of the week and hour.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rhythm {
    /// From Monday to Sunday.
    pub by_weekday: [usize; 7],
    /// For each of them from midnight, 24 hours; `None` where the orders have no time of day. It is the clock of the
    /// file, or UTC where the file gave an offset.
    pub by_hour: Option<[[usize; 24]; 7]>,
}

/// Counts as it goes.
#[derive(Default)]
pub(super) struct Count {
    by_hour: [[usize; 24]; 7],
    has_time: bool,
}

impl Count {
    pub fn add(&mut self, orders: &Orders, range: Range<usize>, as_of: Day) {
        for at in range {
            let (day, moment) = (orders.day()[at], orders.moment()[at]);
            if day > as_of || orders.amount()[at].is_negative() {
                continue;
            }
            let ms = (moment.0 - Moment::of_day(moment.day(0)).0) as u32;
            self.has_time |= ms > 0;
            let hour = (ms / (MS_PER_DAY as u32 / 24)) as usize;
            self.by_hour[day.weekday() as usize % 7][hour % 24] += 1;
        }
    }

    pub fn finish(self) -> Rhythm {
        Rhythm {
            by_weekday: self.by_hour.map(|hours| hours.iter().sum()),
            by_hour: self.has_time.then_some(self.by_hour),
        }
    }
}
