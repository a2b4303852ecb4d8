//! Time to convert, in words.

use super::super::{Cell, Report, Sheet, Unit};
use super::span;
use crate::locale::Locale;
use crate::message::{Arg, say, word};
use crate::metrics::funnel::{TimeBin, TimeToConvert};

/// How long it takes from one step to another, by their names; one row a class of times, the shortest first. `rule` is that
/// of the funnel.
pub fn times(answer: &TimeToConvert, steps: (&str, &str), rule: &str, locale: &Locale) -> Report {
    let (from, to) = (Arg::Name(steps.0.into()), Arg::Name(steps.1.into()));
    Report {
        question: say!(locale, "How long does it take?"),
        finding: finding(answer, steps.1, locale),
        rule: say!(locale, "From {} to {}, of those who took both. {}", from, to, rule),
        notes: Vec::new(),
        action: String::new(),
        table: table(answer, locale),
    }
}

fn class_name(class: &TimeBin, locale: &Locale) -> String {
    let (from, to) = (span(class.from_ms, locale), span(class.to_ms, locale));
    if class.from_ms == 0 {
        return say!(locale, "up to {}", to);
    }
    say!(locale, "{} to {}", from, to)
}

fn finding(answer: &TimeToConvert, goal: &str, locale: &Locale) -> String {
    let goal = Arg::Name(goal.into());
    let within = |share| answer.quantile_seconds(share).map(|seconds| locale.span_seconds(seconds));
    let (Some(half), Some(most)) = (within(0.5), within(0.9)) else {
        return say!(locale, "Nobody came to {}", goal);
    };
    if half == most {
        return say!(locale, "Nine in ten of those who come to {} need no more than {}", goal, most);
    }
    say!(locale, "Half of those who come to {} do so within {}, nine in ten within {}", goal, half, most)
}

fn table(answer: &TimeToConvert, locale: &Locale) -> Sheet {
    let mut table = Sheet::of(
        &[
            (word!("Time"), Unit::Text),
            (word!("Customers"), Unit::Count),
            (word!("Share"), Unit::Share),
            (word!("Share so far"), Unit::Share),
        ],
        locale,
    );
    let all = answer.times.len();
    let mut so_far = 0;
    for class in answer.classes() {
        so_far += class.n;
        let share = |n: usize| n as f64 / all as f64;
        table.rows.push(vec![
            Cell::Text(class_name(&class, locale)),
            class.n.into(),
            share(class.n).into(),
            share(so_far).into(),
        ]);
    }
    table
}

/// Median, mean and percentiles, as key figures.
pub fn figures(answer: &TimeToConvert, locale: &Locale) -> Sheet {
    let mut table = Sheet::of(
        &[
            (word!("Median"), Unit::Seconds),
            (word!("Mean"), Unit::Seconds),
            (word!("A quarter within"), Unit::Seconds),
            (word!("Three quarters within"), Unit::Seconds),
            (word!("Nine in ten within"), Unit::Seconds),
        ],
        locale,
    );
    table.rows.push(vec![
        answer.median_seconds.into(),
        answer.mean_seconds.into(),
        answer.quantile_seconds(0.25).into(),
        answer.quantile_seconds(0.75).into(),
        answer.quantile_seconds(0.9).into(),
    ]);
    table
}
