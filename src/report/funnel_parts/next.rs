//! What those who stopped did next, in words.

use super::super::{Cell, Report, Sheet, Unit};
use crate::locale::Locale;
use crate::message::{Arg, say, word};
use crate::metrics::funnel::NextEvents;
use crate::metrics::interval::wilson;

/// The event after the last step of those who stopped there; one row an event, the most frequent first. `rule` is that of
/// the funnel.
pub fn next(answer: &NextEvents, rule: &str, locale: &Locale) -> Report {
    let step = Arg::Name(answer.step.clone());
    Report {
        question: say!(locale, "What did they do instead?"),
        finding: finding(answer, locale),
        rule: say!(locale, "The first event after {}, of those whose way ended there. {}", step, rule),
        notes: Vec::new(),
        action: String::new(),
        table: table(answer, locale),
    }
}

fn finding(answer: &NextEvents, locale: &Locale) -> String {
    let step = Arg::Name(answer.step.clone());
    let Some((event, n)) = answer.events.first() else {
        return say!(locale, "Nobody stopped at {}", step);
    };
    let share = Arg::Share(*n as f64 / answer.n_stopped as f64);
    match event {
        None => say!(locale, "{} of those who stopped at {} did nothing more", share, step),
        Some(event) => {
            let event = Arg::Name(event.clone());
            say!(locale, "Those who stopped at {} most often went on to {}: {}", step, event, share)
        }
    }
}

fn table(answer: &NextEvents, locale: &Locale) -> Sheet {
    let mut table = Sheet::of(
        &[
            (word!("Next"), Unit::Text),
            (word!("Customers"), Unit::Count),
            (word!("Share"), Unit::Share),
            (word!("Share, low"), Unit::Share),
            (word!("Share, high"), Unit::Share),
        ],
        locale,
    );
    let mut row = |name: String, n: usize| {
        let interval = wilson(n, answer.n_stopped);
        table.rows.push(vec![
            Cell::Text(name),
            n.into(),
            Cell::from((answer.n_stopped > 0).then(|| n as f64 / answer.n_stopped as f64)),
            interval.map(|range| range.low).into(),
            interval.map(|range| range.high).into(),
        ]);
    };
    for (event, n) in &answer.events {
        row(event.clone().unwrap_or_else(|| say!(locale, "Nothing more")), *n);
    }
    let (names, n) = answer.rest;
    if names > 0 {
        row(say!(locale, "{} {|other event|other events}", names), n);
    }
    table
}
