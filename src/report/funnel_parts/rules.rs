//! One funnel under every rule, in words.

use super::super::{Cell, Report, Sheet, Unit};
use crate::locale::Locale;
use crate::message::{Arg, say, word};
use crate::metrics::funnel::{Comparison, Rule, RuleCounts};
use crate::metrics::interval::wilson;

/// Conversion under each rule; one row a rule, in the order in which they are offered. `chosen` is the rule of the funnel.
pub fn rules(answer: &Comparison, chosen: Rule, locale: &Locale) -> Report {
    Report {
        question: say!(locale, "How much depends on how it is counted?"),
        finding: finding(answer, locale),
        rule: say!(
            locale,
            "The same steps and settings, counted by each rule in turn. The funnel above goes by: {}.",
            chosen.label()
        ),
        notes: notes(answer, locale),
        action: String::new(),
        table: table(answer, chosen, locale),
    }
}

/// Entrants and those who took the last step; `None` where the rule was not counted.
fn ends(counts: &RuleCounts) -> Option<(usize, usize)> {
    Some((*counts.counts.first()?, *counts.counts.last()?))
}

fn conversion(counts: &RuleCounts) -> Option<f64> {
    ends(counts).filter(|ends| ends.0 > 0).map(|(entered, converted)| converted as f64 / entered as f64)
}

fn finding(answer: &Comparison, locale: &Locale) -> String {
    let shares = || answer.rules.iter().filter_map(conversion);
    let (low, high) = (shares().fold(f64::INFINITY, f64::min), shares().fold(f64::NEG_INFINITY, f64::max));
    if low > high {
        return say!(locale, "Nobody entered under any rule");
    }
    if answer.disagreeing.is_empty() {
        return say!(locale, "All rules agree on every customer: {} convert", Arg::Share(low));
    }
    if locale.share(low) == locale.share(high) {
        return say!(
            locale,
            "Conversion is {} however it is counted, yet rules disagree on {} {|customer|customers}",
            Arg::Share(low),
            answer.disagreeing.len()
        );
    }
    say!(locale, "Conversion is {} to {}, depending on how it is counted", Arg::Share(low), Arg::Share(high))
}

fn notes(answer: &Comparison, locale: &Locale) -> Vec<String> {
    let mut notes = Vec::new();
    if !answer.disagreeing.is_empty() {
        notes.push(say!(
            locale,
            "{} {|customer is|customers are} not counted the same by all rules. Choose a rule to list those on whom it differs from the funnel above.",
            answer.disagreeing.len()
        ));
    }
    if !answer.by_ties.is_empty() {
        notes.push(say!(
            locale,
            "{} {|customer converts|customers convert} only because two events share a time: which came first is not known.",
            answer.by_ties.len()
        ));
    }
    for counts in &answer.rules {
        if let Some(refused) = &counts.refused {
            notes.push(say!(
                locale,
                "Not counted by “{}”: {}",
                counts.rule.label(),
                refused.clone().told(locale).to_string()
            ));
        }
    }
    notes
}

fn table(answer: &Comparison, chosen: Rule, locale: &Locale) -> Sheet {
    let mut table = Sheet::of(
        &[
            (word!("Rule"), Unit::Text),
            (word!("Customers at the first step"), Unit::Count),
            (word!("Customers at the last step"), Unit::Count),
            (word!("Conversion"), Unit::Share),
            (word!("Conversion, low"), Unit::Share),
            (word!("Conversion, high"), Unit::Share),
            (word!("Counted differently"), Unit::Count),
        ],
        locale,
    );
    for counts in &answer.rules {
        let ends = ends(counts);
        let interval = ends.and_then(|(entered, converted)| wilson(converted, entered));
        let differing = counts.refused.is_none().then(|| answer.between(chosen, counts.rule).len());
        table.rows.push(vec![
            Cell::Text(locale.word(counts.rule.label())),
            ends.map(|ends| ends.0).into(),
            ends.map(|ends| ends.1).into(),
            conversion(counts).into(),
            interval.map(|range| range.low).into(),
            interval.map(|range| range.high).into(),
            differing.into(),
        ]);
    }
    table
}
