//! What to ask of retention: which activity, which cohorts, which periods.

use crate::day::Day;
use crate::error::Error;
use crate::message::message;
use crate::metrics::period::Period;
use crate::moment::MS_PER_DAY;

/// The most cohorts and periods in one answer: a wrong date must not fill the memory.
pub(super) const MAX_PERIODS: i64 = 1500;

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
    /// Columns of several periods: the last period of each, rising, the first period being 0. `[1, 3, 6]` gives the
    /// first period after the own, the second and third together, the fourth to the sixth together. Empty: one column a
    /// period.
    pub brackets: Vec<u32>,
    /// Of cohorts by a value so many of the largest are shown, the rest as one. 0: all, as long as they are no more than
    /// 1500.
    pub most_values: u32,
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
    /// Customers whose first purchase had one value of this attribute of orders: its channel, its country.
    FirstOrder(String),
    /// Customers by the product on which they spent most in their first purchase.
    FirstProduct,
    /// The same by category.
    FirstCategory,
    /// Customers by the first campaign that reached them.
    FirstCampaign,
}

impl Cohorts {
    /// Are cohorts periods, and not values?
    pub(super) fn by_time(&self) -> bool {
        matches!(self, Self::First | Self::Every)
    }
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
    /// The column of the `k`-th period after the first; the one after the last where brackets do not reach so far.
    pub(super) fn column(&self, k: usize) -> usize {
        match self.brackets.is_empty() || k == 0 {
            true => k,
            false => self.brackets.partition_point(|&end| (end as usize) < k) + 1,
        }
    }

    /// How many columns after the first are over, where so many periods are.
    pub(super) fn columns_over(&self, periods: usize) -> usize {
        match self.brackets.is_empty() {
            true => periods,
            false => self.brackets.partition_point(|&end| end as usize <= periods),
        }
    }

    /// How many columns after the first have begun, where so many periods have.
    pub(super) fn columns_begun(&self, periods: usize) -> usize {
        match self.brackets.is_empty() {
            true => periods,
            false => self.column(periods).min(self.brackets.len()),
        }
    }

    /// The first and the last period of a column.
    pub fn periods_of(&self, column: usize) -> (u32, u32) {
        match column.checked_sub(1).and_then(|at| self.brackets.get(at)) {
            None => (column as u32, column as u32),
            Some(&end) => {
                let before = column.checked_sub(2).and_then(|at| self.brackets.get(at));
                (before.map_or(1, |&before| before + 1), end)
            }
        }
    }

    /// # Errors
    /// Brackets that do not rise from 1 on.
    pub(super) fn check(&self) -> Result<(), Error> {
        let rising = self.brackets.windows(2).all(|pair| pair[0] < pair[1]);
        let first = self.brackets.first().is_none_or(|&end| end > 0);
        if rising && first && self.brackets.last().is_none_or(|&end| i64::from(end) < MAX_PERIODS) {
            return Ok(());
        }
        Err(Error::config(message!(
            "Brackets are the last period of each, rising from 1, such as 1, 3, 6, 12."
        )))
    }
}
