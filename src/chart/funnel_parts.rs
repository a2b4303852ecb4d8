//! What stands behind a funnel, brought into forms: rules and groups as estimates, windows and periods as lines, times as bars.

use super::axis::Unit;
use super::columns::{Columns, Part as Bar, Places, Shape};
use super::forest::{Estimate, Forest};
use super::lines::{Line, Lines};
use super::pairs::{Column, Pairs, Row};
use super::{text, words};
use crate::locale::{Locale, UNKNOWN};
use crate::message::say;
use crate::metrics::Interval;
use crate::metrics::funnel::{
    Breakdown, Comparison, GroupValue, MoneyStep, NextEvents, Rule, StepMoney, TimeToConvert, Trend, Way,
    Windows,
};
use crate::metrics::interval::wilson;
use crate::money::Money;

/// One of the questions behind a funnel.
#[derive(Debug, Clone, Copy)]
pub enum FunnelPart<'a> {
    /// Conversion under each rule, and the rule of the funnel.
    Rules(&'a Comparison, Rule),
    /// Conversion within each window.
    Windows(&'a Windows),
    /// Conversion of each group.
    Groups(&'a Breakdown),
    /// Conversion by period.
    Trend(&'a Trend),
    /// How long it takes.
    Times(&'a TimeToConvert),
    /// What came next.
    Next(&'a NextEvents),
    /// Money at each step.
    Money(&'a StepMoney),
    /// One customer's way.
    Way(&'a Way),
}

fn range(interval: Option<Interval>) -> Option<(f64, f64)> {
    interval.map(|range| (range.low, range.high))
}

fn share(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

/// Conversion under each rule, against that of the funnel.
#[inline(never)]
pub(super) fn rules(answer: &Comparison, chosen: Rule, locale: &Locale) -> Forest {
    let ends = |counts: &[usize]| Some((*counts.last()?, *counts.first()?));
    let mut reference = None;
    let mut rows = Vec::with_capacity(answer.rules.len());
    for counts in &answer.rules {
        let value = ends(&counts.counts).and_then(|(converted, entered)| share(converted, entered));
        if counts.rule == chosen {
            reference = value.map(|value| (value, locale.word(words::THIS_RULE)));
        }
        rows.push(Estimate {
            name: locale.word(counts.rule.label()),
            value,
            range: ends(&counts.counts).and_then(|(converted, entered)| range(wilson(converted, entered))),
            ..Estimate::default()
        });
    }
    Forest { rows, unit: Unit::Share, reference }
}

/// A line for each step after the first over windows, the last with the accent.
#[inline(never)]
pub(super) fn windows(answer: &Windows, locale: &Locale) -> Lines {
    let seconds = |ms: i64| libm::log10(ms.max(1) as f64 / 1000.0);
    let of_step = |step: usize| -> Vec<Option<f64>> {
        let part = |counts: &Vec<usize>| share(*counts.get(step)?, *counts.first()?);
        answer.counts.iter().map(part).collect()
    };
    let n = answer.steps.len();
    let line = |step: usize| Line {
        name: text::clean(&answer.steps[step]),
        values: of_step(step),
        accented: step + 1 == n,
        ..Line::default()
    };
    let current = answer.windows.get(answer.current);
    let now = of_step(n.saturating_sub(1)).get(answer.current).copied().flatten();
    Lines {
        x: answer.windows.iter().map(|&window| seconds(window)).collect(),
        x_unit: Unit::LogSeconds,
        unit: Unit::Share,
        // One step is no conversion, yet its line is not left out.
        lines: (usize::from(n > 1)..n).map(line).collect(),
        titles: [locale.word(words::CONVERSION_WITHIN), String::new()],
        point: current.zip(now).map(|(&ms, now)| (seconds(ms), now, locale.span_seconds(ms as f64 / 1000.0))),
        ..Lines::default()
    }
}

/// Conversion of each group, against that of all together where each customer stands in one.
#[inline(never)]
pub(super) fn groups(answer: &Breakdown, locale: &Locale) -> Forest {
    let name = |value: &GroupValue| match value {
        GroupValue::Value(value) => text::clean(value),
        GroupValue::Blank => locale.word(words::BLANK),
        GroupValue::Rest(n) => say!(locale, "{} {|other value|other values}", *n),
    };
    let sum = |of: fn(&[usize]) -> Option<&usize>| -> usize {
        answer.groups.iter().filter_map(|group| of(&group.counts)).sum()
    };
    let all = share(sum(|counts| counts.last()), sum(|counts| counts.first()));
    let row = |group: &crate::metrics::funnel::Group| Estimate {
        name: name(&group.value),
        value: group.conversion,
        range: range(group.interval),
        ..Estimate::default()
    };
    Forest {
        rows: answer.groups.iter().map(row).collect(),
        unit: Unit::Share,
        reference: all.map(|all| (all, locale.word(words::ALL_TOGETHER))),
    }
}

/// Conversion by period of entry, with its interval; dashed where conversions may still come.
#[inline(never)]
pub(super) fn trend(answer: &Trend, locale: &Locale) -> Lines {
    let points = &answer.points;
    let open = points.iter().position(|point| !point.finished);
    Lines {
        x: points.iter().map(|point| f64::from(point.start.0)).collect(),
        x_unit: Unit::Date,
        unit: Unit::Share,
        lines: vec![Line {
            values: points.iter().map(|point| point.conversion).collect(),
            band: points.iter().map(|point| range(point.interval)).collect(),
            expected_from: open,
            accented: true,
            ..Line::default()
        }],
        titles: [locale.word(words::CONVERSION), String::new()],
        ..Lines::default()
    }
}

/// Customers in each class of times.
#[inline(never)]
pub(super) fn times(answer: &TimeToConvert, locale: &Locale) -> Columns {
    let classes = answer.classes();
    let span = |ms: i64| locale.span_seconds(ms as f64 / 1000.0);
    Columns {
        places: Places::Named(
            classes.iter().map(|class| format!("\u{2264} {}", span(class.to_ms))).collect(),
        ),
        unit: Unit::Count,
        parts: vec![Bar {
            values: classes.iter().map(|class| Some(class.n as f64)).collect(),
            ..Bar::default()
        }],
        shape: Shape::Touching,
        unfinished_from: None,
    }
}

/// The share of those who stopped for each event that followed.
#[inline(never)]
pub(super) fn next(answer: &NextEvents, locale: &Locale) -> Forest {
    let row = |name: String, n: usize| Estimate {
        name,
        value: share(n, answer.n_stopped),
        range: range(wilson(n, answer.n_stopped)),
        ..Estimate::default()
    };
    let name = |event: &Option<String>| {
        event.as_deref().map_or_else(|| locale.word(words::NOTHING_MORE), text::clean)
    };
    let mut rows: Vec<Estimate> = answer.events.iter().map(|(event, n)| row(name(event), *n)).collect();
    let (names, n) = answer.rest;
    if names > 0 {
        rows.push(row(say!(locale, "{} {|other event|other events}", names), n));
    }
    Forest { rows, unit: Unit::Share, reference: None }
}

/// What those bring who came to each step, and those who stopped there: their orders, or else the amounts of the events and what was
/// spent.
#[inline(never)]
pub(super) fn money(answer: &StepMoney, locale: &Locale) -> Pairs {
    let orders = answer.total.orders.is_some();
    let left = |step: &MoneyStep| if orders { step.reached.orders } else { step.taken };
    let right = |step: &MoneyStep| if orders { step.stopped.orders } else { step.stopped.cost };
    let write = |money: Option<Money>| {
        money.map_or_else(|| UNKNOWN.into(), |money| locale.money_compact(money.units()))
    };
    let column = |money: Option<Money>, n: usize| Column {
        length: money.map(Money::units),
        lead: write(money),
        rest: locale.count(n),
    };
    let rows = answer.steps.iter().map(|step| Row {
        name: text::clean(&step.name),
        bars: [column(left(step), step.n_reached), column(right(step), step.n_stopped)],
        accented: false,
        empty: step.n_reached == 0,
    });
    let headings = if orders {
        [
            (locale.word(words::CAME_HERE), write(answer.total.orders)),
            (locale.word(words::STOPPED_HERE), String::new()),
        ]
    } else {
        [
            (locale.word(words::AMOUNT_OF_EVENTS), String::new()),
            (locale.word(words::SPENT_ON_STOPPED), String::new()),
        ]
    };
    Pairs { headings, rows: rows.collect() }
}

/// A window of more than so many times the way is left out.
const FAR: i64 = 8;

/// When each step was taken, from the first one on, and where the window ends.
#[inline(never)]
pub(super) fn way(answer: &Way, locale: &Locale) -> Forest {
    let first = answer.taken.first().map(|taken| taken.moment.0);
    let row = |(i, step): (usize, &String)| Estimate {
        name: text::clean(step),
        value: answer.taken.get(i).zip(first).map(|(taken, first)| (taken.moment.0 - first) as f64 / 1000.0),
        range: None,
        ..Estimate::default()
    };
    // A window that is far away tells nothing and leaves no room for the steps.
    let end = answer.taken.last().zip(first).map_or(0, |(last, first)| last.moment.0 - first);
    let near = answer.window_ms.filter(|&ms| answer.out_of_time || end.saturating_mul(FAR) > ms);
    let window = near.map(|ms| (ms as f64 / 1000.0, locale.word(words::WINDOW_ENDS)));
    Forest {
        rows: answer.steps.iter().enumerate().map(row).collect(),
        unit: Unit::Seconds,
        reference: window.filter(|_| first.is_some()),
    }
}
