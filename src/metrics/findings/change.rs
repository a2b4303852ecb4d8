//! What changed: revenue against a period before, and the way in which customers moved between segments.

use crate::day::Day;
use crate::facts::Facts;
use crate::metrics::interval::{Interval, LEVEL, Z, wilson};
use crate::metrics::movement::{self, MovementConfig};
use crate::money::Money;

use super::{FEW, Finding, What, cautious};

/// Months of a period that is compared.
const MONTHS: i32 = 3;

/// The last three whole months against the same months a year before, or where the data do not reach back so far
/// against the three months just before. The first month of the data may not be whole and is never compared.
///
/// Source: sums of what independent customers pay are compound Poisson, so the variance of the difference of two sums
/// is estimated by the sum of the squared differences of each customer (Ross, Introduction to Probability Models,
/// "Compound Poisson processes"). Normal approximation.
pub fn revenue(facts: &Facts, as_of: Day) -> Option<Finding> {
    let orders = &facts.orders;
    let first = orders.days().0?.month_number() + 1;
    let end = as_of.plus(1).month_number();
    let back = match end - first {
        n if n >= 12 + MONTHS => 12,
        n if n >= 2 * MONTHS => MONTHS,
        _ => return None,
    };
    let day = Day::of_month_number;
    let (from, to) = (day(end - MONTHS), day(end));
    let (before_from, before_to) = (day(end - back - MONTHS), day(end - back));
    let (mut recent, mut before) = (Money::ZERO, Money::ZERO);
    let (mut squares, mut n) = (0.0, 0);
    for (_, range) in orders.groups().iter() {
        let (mut now, mut then) = (Money::ZERO, Money::ZERO);
        for (&day, &amount) in orders.day()[range.clone()].iter().zip(&orders.amount()[range]) {
            if from <= day && day < to {
                now += amount;
            } else if before_from <= day && day < before_to {
                then += amount;
            }
        }
        if now != Money::ZERO || then != Money::ZERO {
            n += 1;
            recent += now;
            before += then;
            let step = now.units() - then.units();
            squares += step * step;
        }
    }
    let base = before.units();
    if n < FEW || base <= 0.0 || recent.is_negative() {
        return None;
    }
    let estimate = (recent.units() - base) / base;
    let half = Z * squares.sqrt() / base;
    // No more than all can be lost.
    let interval = Interval { low: (estimate - half).max(-1.0), high: estimate + half, level: LEVEL };
    let what = What::Revenue { months: (from, day(end - 1)), recent, before, year_before: back == 12 };
    Some(Finding { what, estimate, interval, weight: cautious(&interval).min(1.0) })
}

/// More customers moved down than up in three months, or the other way. Between days on the same place of the calendar,
/// for who buys on the first of each month ranks otherwise on the second than on the thirtieth. Of all who moved, half would have gone either way
/// if nothing pulled: Wilson's interval around the share of the greater half.
pub fn moved(facts: &Facts, as_of: Day) -> Option<Finding> {
    let number = as_of.month_number();
    let in_month = as_of.since(Day::of_month_number(number));
    let from = Day::of_month_number(number - MONTHS).plus(in_month);
    // Half a year of data before: who has only begun cannot have moved.
    if facts.orders.days().0? > Day::of_month_number(number - 3 * MONTHS) {
        return None;
    }
    let config = MovementConfig { to: Some(as_of), ..MovementConfig::since(from) };
    let answer = movement::movement(facts, &config).ok()?;
    let (n_up, n_down) = (answer.n_up, answer.n_down);
    let n = n_up + n_down;
    if n < FEW {
        return None;
    }
    let more = n_up.max(n_down);
    let interval = wilson(more, n)?;
    // Those who went the one way beyond those who went the other, of all customers.
    let beyond = (2.0 * interval.low - 1.0).max(0.0);
    let weight = beyond * n as f64 / answer.n_customers.max(1) as f64;
    let what = What::Moved { n_up, n_down, from: config.from };
    Some(Finding { what, estimate: more as f64 / n as f64, interval, weight })
}
