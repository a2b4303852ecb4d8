//! Conversion over time, in words.

use super::super::{Cell, Report, Sheet, Unit};
use crate::locale::Locale;
use crate::message::{Arg, say, word};
use crate::metrics::funnel::{Trend, TrendPoint};
use crate::metrics::interval::newcombe;
use crate::metrics::period::Period;

/// Conversion by period of entry; one row a period, the earliest first. `rule` is that of the funnel.
pub fn trend(answer: &Trend, rule: &str, locale: &Locale) -> Report {
    Report {
        question: say!(locale, "Does conversion change?"),
        finding: finding(answer, locale),
        rule: say!(locale, "Each attempt in the period in which it began, whenever it converts. {}", rule),
        notes: notes(answer, locale),
        action: String::new(),
        table: table(answer, locale),
    }
}

/// A period as the reader writes it.
fn name(point: &TrendPoint, period: Period, locale: &Locale) -> String {
    match period {
        Period::Month => locale.month(point.start),
        Period::Quarter => say!(locale, "the quarter from {}", locale.month(point.start)),
        Period::Hour | Period::Day => locale.day(point.start),
        Period::WeekMonday | Period::WeekSunday => say!(locale, "the week of {}", point.start),
    }
}

/// The last finished period against all finished ones before it: higher, lower, or no different by more than chance.
fn finding(answer: &Trend, locale: &Locale) -> String {
    let finished: Vec<&TrendPoint> =
        answer.points.iter().filter(|point| point.finished && point.n_entered > 0).collect();
    let Some((last, before)) = finished.split_last() else {
        return match answer.points.is_empty() {
            true => say!(locale, "Nobody entered the funnel"),
            false => say!(locale, "No period is over yet for all who entered in it"),
        };
    };
    let (when, share) = (name(last, answer.period, locale), Arg::Share(last.conversion.unwrap_or(0.0)));
    let sum = |of: fn(&TrendPoint) -> usize| before.iter().map(|point| of(point)).sum::<usize>();
    let (converted, entered) = (sum(|point| point.n_converted), sum(|point| point.n_entered));
    if entered == 0 {
        return say!(locale, "Of those who entered in {}, {} converted", when, share);
    }
    let old = Arg::Share(converted as f64 / entered as f64);
    match newcombe((last.n_converted, last.n_entered), (converted, entered)) {
        Some(range) if range.low > 0.0 => {
            say!(locale, "Conversion is up: {} in {} against {} before", share, when, old)
        }
        Some(range) if range.high < 0.0 => {
            say!(locale, "Conversion is down: {} in {} against {} before", share, when, old)
        }
        _ => say!(locale, "Conversion holds: {} in {}, {} before", share, when, old),
    }
}

fn notes(answer: &Trend, locale: &Locale) -> Vec<String> {
    let mut notes = Vec::new();
    let open = answer.points.iter().filter(|point| !point.finished).count();
    if open > 0 {
        notes.push(say!(
            locale,
            "{0|The last period is|The last {0} periods are} not over for all who entered: conversions may still come.",
            open
        ));
    }
    let last = answer.points.iter().rev().find(|point| point.finished && point.n_entered > 0);
    if let Some((last, range)) = last.and_then(|last| Some((last, last.interval?))) {
        notes.push(say!(
            locale,
            "{} in {} ({} interval {} to {}).",
            Arg::Share(last.conversion.unwrap_or(0.0)),
            name(last, answer.period, locale),
            Arg::Share(range.level),
            locale.share_to(range.low, 1),
            locale.share_to(range.high, 1)
        ));
    }
    notes
}

fn table(answer: &Trend, locale: &Locale) -> Sheet {
    let mut table = Sheet::of(
        &[
            (word!("Period from"), Unit::Date),
            (word!("Entered"), Unit::Count),
            (word!("Converted"), Unit::Count),
            (word!("Conversion"), Unit::Share),
            (word!("Conversion, low"), Unit::Share),
            (word!("Conversion, high"), Unit::Share),
            (word!("Over"), Unit::Text),
        ],
        locale,
    );
    for point in &answer.points {
        table.rows.push(vec![
            Cell::from(point.start),
            point.n_entered.into(),
            point.n_converted.into(),
            point.conversion.into(),
            point.interval.map(|range| range.low).into(),
            point.interval.map(|range| range.high).into(),
            Cell::Text(locale.word(if point.finished { word!("yes") } else { word!("no") })),
        ]);
    }
    table
}
