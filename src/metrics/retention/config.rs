//! What to ask of retention: which activity, which cohorts, which periods.

use crate::day::Day;
use crate::message::{Arg, Message, message};
use crate::metrics::period::Period;
use crate::moment::MS_PER_DAY;

/// How to form cohorts and how to count returns.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RetentionConfig {
    /// What counts as being there. `None`: purchases where orders are loaded, otherwise any event.
    pub activity: Option<Activity>,
    /// The length of a period.
    pub period: Period,
    /// Where periods begin.
    pub frame: Frame,
    /// When a customer counts as returned.
    pub rule: ReturnRule,
    /// Who stands together.
    pub cohorts: Cohorts,
    /// Activities that a period needs to count as a return; 0 counts as 1. The first period needs one.
    pub minimum: u32,
    /// The day as of which retention is seen; later activity is left out. `None`: the last day of the data. The day is taken
    /// as over.
    pub as_of: Option<Day>,
    /// Cohorts begin with the period of this day; earlier ones are not shown. `None`: with the first activity.
    pub from: Option<Day>,
}

/// What counts as being there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Activity {
    /// Purchases: orders that are no refund.
    Purchases,
    /// Any of these events; none named means any event.
    Events(Vec<String>),
}

/// Where periods begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Frame {
    /// With the calendar: a customer of 31 January is in the second month on 1 February.
    #[default]
    Calendar,
    /// With the customer's own first activity, to the millisecond: hours, days of 24 hours, weeks of 7 days, months of 30
    /// days, quarters of 91 days.
    Rolling,
}

/// When a customer counts as returned in a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ReturnRule {
    /// Active in that period.
    #[default]
    On,
    /// Active in that period or any later one.
    OnOrAfter,
}

/// Who stands together.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Cohorts {
    /// Customers whose first activity fell into one period.
    #[default]
    First,
    /// Customers active in a period, whenever they began: a customer is in as many cohorts as active periods.
    Every,
    /// Customers with one value of this attribute, each counted from the own first period.
    Attribute(String),
}

impl Period {
    /// Milliseconds of a rolling period.
    pub(super) fn rolling_ms(self) -> i64 {
        match self {
            Self::Hour => MS_PER_DAY / 24,
            Self::Day => MS_PER_DAY,
            Self::WeekMonday | Self::WeekSunday => 7 * MS_PER_DAY,
            Self::Month => 30 * MS_PER_DAY,
            Self::Quarter => 91 * MS_PER_DAY,
        }
    }
}

impl RetentionConfig {
    /// The rule in words.
    pub fn in_words(&self) -> Message {
        let counted = match &self.activity {
            None => message!("Purchases count; without orders, events."),
            Some(Activity::Purchases) => message!("Purchases count."),
            Some(Activity::Events(names)) if names.is_empty() => message!("Events of any kind count."),
            Some(Activity::Events(names)) => {
                let names = names.iter().map(|name| Arg::name(name)).collect();
                message!("These events count: {}.", Arg::All(names))
            }
        };
        let period = self.period.name();
        let cohorts = match &self.cohorts {
            Cohorts::First => message!("Cohorts by {}, each customer in that of the first time.", period),
            Cohorts::Every => message!("Cohorts by {}, each customer in all with such a time.", period),
            Cohorts::Attribute(name) => {
                message!("Cohorts by {}, each customer from the first time on.", Arg::name(name))
            }
        };
        let back = match self.rule {
            ReturnRule::On => message!(
                "Back is who did so {0|again|at least {0} times} in the period.",
                self.minimum.max(1)
            ),
            ReturnRule::OnOrAfter => message!(
                "Back is who did so {0|again|at least {0} times} in the period or later.",
                self.minimum.max(1)
            ),
        };
        let frame = match self.frame {
            Frame::Calendar => message!("Periods of the calendar; unfinished ones are blank."),
            Frame::Rolling => message!("Periods from the own first time; unfinished ones are blank."),
        };
        counted.then(cohorts).then(back).then(frame)
    }
}
