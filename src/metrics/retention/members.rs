//! Each customer's periods: the first, the returns, and how many are over.

use std::ops::Range;

use crate::day::Day;
use crate::dictionary::{Dictionary, NO_CODE};
use crate::error::Error;
use crate::facts::{CustomerIdx, Facts};
use crate::message::message;
use crate::metrics::period::Period;
use crate::moment::Moment;
use crate::money::Money;

use super::config::{Activity, Cohorts, Frame, RetentionConfig};
use super::values::Values;

/// What a customer did in one period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Visit {
    /// Periods after the first of the cohort.
    pub k: usize,
    /// Activities; 0 where there was only a refund.
    pub n: u32,
    /// Money of the period, refunds taken off.
    pub amount: Money,
}

/// One customer in one cohort.
pub(super) struct Member<'a> {
    pub customer: CustomerIdx,
    /// The number of the period, or the code of the value.
    pub row: i64,
    /// Columns after the first that are over, so that a return would show.
    pub over: usize,
    /// In the order of time; the first has `k` of 0.
    pub visits: &'a [Visit],
}

/// The row of customers of whom the value is not known.
pub(super) const BLANK_ROW: i64 = NO_CODE as i64;

/// One activity, or a refund, which is none.
#[derive(Clone, Copy)]
struct Act {
    moment: Moment,
    day: Day,
    amount: Money,
    counts: bool,
}

/// The facts seen through one configuration.
pub(super) struct Scene<'a> {
    facts: &'a Facts,
    config: &'a RetentionConfig,
    /// For each event name whether it counts; `None`: purchases count.
    events: Option<Vec<bool>>,
    /// Of cohorts by a value; `None` where they are periods.
    pub values: Option<Values<'a>>,
    pub as_of: Day,
}

impl<'a> Scene<'a> {
    /// # Errors
    /// Nothing of the kind is loaded; the attribute is not there.
    pub fn new(facts: &'a Facts, config: &'a RetentionConfig) -> Result<Self, Error> {
        let events = match &config.activity {
            Some(Activity::Purchases) => None,
            None if !facts.orders.is_empty() => None,
            None => Some(vec![true; facts.events.vocabulary().len()]),
            Some(Activity::Events(names)) => Some(named(facts.events.vocabulary(), names)),
        };
        let is_empty = if events.is_none() { facts.orders.is_empty() } else { facts.events.is_empty() };
        let (orders, of_events) = facts.last_days();
        let last = if events.is_none() { orders } else { of_events };
        let last = last.filter(|_| !is_empty);
        let Some(last) = last else {
            return Err(Error::missing(message!(
                "Retention needs orders or events: load a file with a customer and a date."
            )));
        };
        config.check()?;
        let as_of = config.as_of.unwrap_or(last);
        Ok(Self { facts, config, events, values: Values::of(facts, &config.cohorts, as_of)?, as_of })
    }

    /// Are activities purchases?
    pub fn of_orders(&self) -> bool {
        self.events.is_none()
    }

    /// Hands over every customer in every cohort.
    pub fn each(&self, mut each: impl FnMut(Member)) {
        let (mut acts, mut visits, mut later) = (Vec::new(), Vec::new(), Vec::new());
        let groups =
            if self.events.is_some() { self.facts.events.groups() } else { self.facts.orders.groups() };
        for (customer, range) in groups.iter() {
            self.acts(range, &mut acts);
            let Some(first) = acts.iter().find(|act| act.counts).copied() else { continue };
            self.visits(&acts, &first, &mut visits);
            let start = self.config.period.number(first.moment, first.day);
            match &self.config.cohorts {
                Cohorts::Every => {
                    for (i, visit) in visits.iter().enumerate().filter(|(_, visit)| visit.n > 0) {
                        later.clear();
                        later
                            .extend(visits[i..].iter().map(|other| Visit { k: other.k - visit.k, ..*other }));
                        let start = start.saturating_add(visit.k as i32);
                        let over = self.over(start, &first).min(self.over_all(visit.k, &first));
                        let over = self.config.columns_over(over);
                        self.bracket(&mut later);
                        each(Member { customer, row: i64::from(start), over, visits: &later });
                    }
                }
                _ => {
                    let row = self.values.as_ref().map_or(start.into(), |values| values.row(customer));
                    let over = self.config.columns_over(self.over(start, &first));
                    self.bracket(&mut visits);
                    each(Member { customer, row, over, visits: &visits });
                }
            }
        }
    }

    /// What the customer did up to the day, in the order of time.
    fn acts(&self, range: Range<usize>, acts: &mut Vec<Act>) {
        acts.clear();
        for place in range {
            let act = match &self.events {
                Some(counts) => Act {
                    moment: self.facts.events.moment()[place],
                    day: self.facts.events.day()[place],
                    amount: Money::ZERO,
                    counts: counts[self.facts.events.name()[place] as usize],
                },
                None => {
                    let amount = self.facts.orders.amount()[place];
                    let (moment, day) = (self.facts.orders.moment()[place], self.facts.orders.day()[place]);
                    Act { moment, day, amount, counts: !amount.is_negative() }
                }
            };
            if act.day <= self.as_of {
                acts.push(act);
            }
        }
    }

    /// By period. A refund before the first purchase goes into the first period, so that the money is complete.
    fn visits(&self, acts: &[Act], first: &Act, visits: &mut Vec<Visit>) {
        visits.clear();
        let start = self.config.period.number(first.moment, first.day);
        for act in acts {
            let k = match self.config.frame {
                Frame::Calendar => {
                    i64::from(self.config.period.number(act.moment, act.day)) - i64::from(start)
                }
                Frame::Rolling => (act.moment.0 - first.moment.0).div_euclid(self.config.period.rolling_ms()),
            };
            let k = k.max(0) as usize;
            match visits.last_mut().filter(|visit| visit.k >= k) {
                Some(visit) => {
                    visit.n += u32::from(act.counts);
                    visit.amount += act.amount;
                }
                None => visits.push(Visit { k, n: u32::from(act.counts), amount: act.amount }),
            }
        }
    }

    /// Puts the visits of one column together.
    fn bracket(&self, visits: &mut Vec<Visit>) {
        if self.config.brackets.is_empty() {
            return;
        }
        for visit in visits.iter_mut() {
            visit.k = self.config.column(visit.k);
        }
        visits.dedup_by(|next, before| {
            let same = next.k == before.k;
            if same {
                before.n += next.n;
                before.amount += next.amount;
            }
            same
        });
    }

    /// How many periods after the first are over for someone who began then.
    fn over(&self, start: i32, first: &Act) -> usize {
        if self.config.frame == Frame::Rolling {
            return self.over_all(0, first);
        }
        let ends = last_over(self.config.period, self.as_of);
        usize::try_from(i64::from(ends) - i64::from(start)).unwrap_or(0)
    }

    /// The same on the own clock, from the `k`-th period on; without bound under the calendar.
    fn over_all(&self, k: usize, first: &Act) -> usize {
        if self.config.frame == Frame::Calendar {
            return usize::MAX;
        }
        let end = Moment::of_day(self.as_of.plus(1)).0;
        let over = (end - first.moment.0).div_euclid(self.config.period.rolling_ms()) - 1;
        usize::try_from(over - k as i64).unwrap_or(0)
    }
}

fn named(vocabulary: &Dictionary, names: &[String]) -> Vec<bool> {
    vocabulary.iter().map(|name| names.is_empty() || names.iter().any(|other| other == name)).collect()
}

/// The number of the last period that is over at the end of this day.
pub(super) fn last_over(period: Period, as_of: Day) -> i32 {
    period.of_day(as_of.plus(1)) - 1
}

/// The number of the period in which this day ends.
pub(super) fn last_begun(period: Period, as_of: Day) -> i32 {
    period.number(Moment(Moment::of_day(as_of.plus(1)).0 - 1), as_of)
}
