//! A funnel by property, in words.

use super::super::{Cell, Heading, Report, Sheet, Unit, phrase};
use crate::locale::Locale;
use crate::message::{Arg, say, word};
use crate::metrics::funnel::{Attribution, Breakdown, BreakdownConfig, Group, GroupValue};

/// A probability below this is no chance.
const RARE: f64 = 0.05;

/// Conversion of each group; one row a group, the largest first. `steps` are the names of the required steps.
pub fn groups(answer: &Breakdown, by: &BreakdownConfig, steps: &[String], locale: &Locale) -> Report {
    Report {
        question: say!(locale, "Who converts better?"),
        finding: finding(answer, by, locale),
        rule: answer.rule.written(locale),
        notes: notes(by, answer, locale),
        action: String::new(),
        table: table(answer, steps, locale),
    }
}

/// What a group is called.
fn name(value: &GroupValue, locale: &Locale) -> String {
    match value {
        GroupValue::Value(value) => value.clone(),
        GroupValue::Blank => say!(locale, "(blank)"),
        GroupValue::Rest(n) => say!(locale, "{} {|other value|other values}", *n),
    }
}

fn finding(answer: &Breakdown, by: &BreakdownConfig, locale: &Locale) -> String {
    let property = Arg::Name(by.property.clone());
    let shares = || answer.groups.iter().filter_map(|group| group.conversion);
    let (low, high) = (shares().fold(f64::INFINITY, f64::min), shares().fold(f64::NEG_INFINITY, f64::max));
    if low > high {
        return say!(locale, "Nobody entered the funnel");
    }
    if answer.groups.len() == 1 {
        return say!(locale, "All who entered have the same {}: {} convert", property, Arg::Share(low));
    }
    // Of those that differ by more than chance, the one that differs most; a rest is no group to act on.
    let certain = |group: &&Group| {
        group.p.is_some_and(|p| p < RARE)
            && !matches!(group.value, GroupValue::Rest(_))
            && group.difference.is_some()
    };
    let size = |group: &Group| group.difference.map_or(0.0, f64::abs);
    let groups = answer.groups.iter().filter(certain);
    let most = groups.reduce(|best, next| if size(next) > size(best) { next } else { best });
    let Some(group) = most else {
        return say!(
            locale,
            "No {} differs from the others by more than chance: {} to {} convert",
            property,
            Arg::Share(low),
            Arg::Share(high)
        );
    };
    let (own, difference) = (group.conversion.unwrap_or(0.0), group.difference.unwrap_or(0.0));
    let (value, own, others) =
        (Arg::Name(name(&group.value, locale)), Arg::Share(own), Arg::Share(own - difference));
    if difference > 0.0 {
        say!(locale, "{} converts better than the others: {} against {}", value, own, others)
    } else {
        say!(locale, "{} converts worse than the others: {} against {}", value, own, others)
    }
}

fn notes(by: &BreakdownConfig, answer: &Breakdown, locale: &Locale) -> Vec<String> {
    let mut notes = Vec::new();
    if matches!(by.attribution, Attribution::Step(_) | Attribution::AllSteps) {
        notes.push(say!(
            locale,
            "A customer may stand in several groups, so they do not add up to the whole."
        ));
    }
    let few = answer.groups.iter().filter(|group| (1..phrase::FEW).contains(&group.counts[0])).count();
    if few > 0 {
        notes.push(say!(
            locale,
            "{} {|group has|groups have} fewer than {} customers: one more or less moves the shares.",
            few,
            phrase::FEW
        ));
    }
    notes.push(say!(
        locale,
        "The probability is that of such a difference by chance, corrected for the number of groups (Holm)."
    ));
    notes
}

fn table(answer: &Breakdown, steps: &[String], locale: &Locale) -> Sheet {
    let mut table = Sheet::of(
        &[
            (word!("Value"), Unit::Text),
            (word!("Conversion"), Unit::Share),
            (word!("Conversion, low"), Unit::Share),
            (word!("Conversion, high"), Unit::Share),
            (word!("Difference from the others"), Unit::Share),
            (word!("Difference, low"), Unit::Share),
            (word!("Difference, high"), Unit::Share),
            (word!("Probability by chance"), Unit::Share),
        ],
        locale,
    );
    table.columns.extend(steps.iter().map(|step| Heading { name: step.clone(), unit: Unit::Count }));
    for group in &answer.groups {
        let mut row = vec![
            Cell::Text(name(&group.value, locale)),
            group.conversion.into(),
            group.interval.map(|range| range.low).into(),
            group.interval.map(|range| range.high).into(),
            group.difference.into(),
            group.difference_interval.map(|range| range.low).into(),
            group.difference_interval.map(|range| range.high).into(),
            group.p.into(),
        ];
        row.extend(group.counts.iter().map(|&n| Cell::from(n)));
        table.rows.push(row);
    }
    table
}
