//! One customer's way through a funnel, in words.

use super::super::{Cell, Report, Sheet, Unit};
use crate::locale::Locale;
use crate::message::{Arg, say, word};
use crate::metrics::funnel::Way;
use crate::moment::Moment;

/// Which event took which step, and why the way ended; one row a step. `rule` is that of the funnel.
pub fn customer(answer: &Way, rule: &str, locale: &Locale) -> Report {
    let notes = vec![say!(locale, "{} {|event is|events are} known of this customer.", answer.n_events)];
    Report {
        question: say!(locale, "Why is this customer counted so?"),
        finding: finding(answer, locale),
        rule: rule.into(),
        notes,
        action: String::new(),
        table: table(answer, locale),
    }
}

fn finding(answer: &Way, locale: &Locale) -> String {
    let customer = Arg::Name(answer.customer.clone());
    let why = answer.stopped.as_ref().map_or(String::new(), |why| why.written(locale));
    let why = why.trim_end_matches('.');
    let last = |n: usize| Arg::Name(answer.steps.get(n).cloned().unwrap_or_default());
    match answer.taken.len() {
        0 => say!(locale, "{} never entered: {}", customer, why),
        n if n == answer.steps.len() => say!(locale, "{} took every step", customer),
        n => say!(locale, "{} stopped at {}: {}", customer, last(n - 1), why),
    }
}

/// `30 Sep 1997, 14:05:09`, on the clock of the file.
fn when(moment: Moment, locale: &Locale) -> String {
    const DAY: i64 = 86_400;
    let second = moment.0.div_euclid(1000).rem_euclid(DAY);
    format!("{}, {:02}:{:02}:{:02}", locale.day(moment.day(0)), second / 3600, second / 60 % 60, second % 60)
}

fn table(answer: &Way, locale: &Locale) -> Sheet {
    let mut table = Sheet::of(
        &[
            (word!("Step"), Unit::Text),
            (word!("Event"), Unit::Text),
            (word!("When"), Unit::Text),
            (word!("Since the first step"), Unit::Seconds),
            (word!("Since the step before"), Unit::Seconds),
        ],
        locale,
    );
    let seconds = |from: Moment, to: Moment| (to.0 - from.0) as f64 / 1000.0;
    for (i, step) in answer.steps.iter().enumerate() {
        let taken = answer.taken.get(i);
        let first = answer.taken.first().zip(taken).map(|(first, own)| seconds(first.moment, own.moment));
        let before = i.checked_sub(1).and_then(|before| answer.taken.get(before));
        let since = before.zip(taken).map(|(before, own)| seconds(before.moment, own.moment));
        table.rows.push(vec![
            Cell::Text(step.clone()),
            taken.map(|own| own.event.clone()).into(),
            taken.map(|own| when(own.moment, locale)).into(),
            first.into(),
            since.into(),
        ]);
    }
    table
}
