//! The ladder of loyalty in words.

use super::phrase;
use super::{Report, Sheet, Unit};
use crate::locale::Locale;
use crate::metrics::ladder::{Ladder, Rung, RungName};

/// The ladder in words; one row a rung, the lowest first.
pub fn ladder(answer: &Ladder, locale: &Locale) -> Report {
    let gap = widest_gap(answer);
    Report {
        question: "How far towards loyalty do customers come?",
        finding: finding(answer, gap, locale),
        rule: rule(answer, locale),
        notes: notes(answer, locale),
        action: gap.map(|(_, upper)| advice(upper.name).to_string()).unwrap_or_default(),
        table: table(answer),
    }
}

/// The two neighbouring rungs between which most customers stay behind, the lowest of equals.
fn widest_gap(answer: &Ladder) -> Option<(&Rung, &Rung)> {
    let behind = |pair: &(&Rung, &Rung)| pair.0.n_customers.saturating_sub(pair.1.n_customers);
    let pairs = answer.rungs.windows(2).map(|pair| (&pair[0], &pair[1])).filter(|pair| behind(pair) > 0);
    pairs.reduce(|widest, next| if behind(&next) > behind(&widest) { next } else { widest })
}

fn rule(answer: &Ladder, locale: &Locale) -> String {
    let seen = answer.as_of.map_or(String::new(), |day| format!(" As of {}.", locale.day(day)));
    format!("A customer stands on every rung up to the highest reached.{seen}")
}

fn finding(answer: &Ladder, gap: Option<(&Rung, &Rung)>, locale: &Locale) -> String {
    let (Some(first), Some(last)) = (answer.rungs.first(), answer.rungs.last()) else {
        return "The files show no rung of the ladder".into();
    };
    if first.n_customers == 0 {
        return "Nobody stands on the ladder yet".into();
    }
    let Some((lower, upper)) = gap else {
        let all = phrase::customers(first.n_customers, locale);
        let every = if first.n_customers == 1 { "The only customer" } else { &format!("All {all}") };
        let verb = if first.n_customers == 1 { "stands" } else { "stand" };
        return format!("{every} {verb} on the highest rung, {}", label(last.name).to_lowercase());
    };
    let behind = lower.n_customers - upper.n_customers;
    let (who, what) = (people(lower.name), missed(upper.name));
    let (behind_n, all) = (locale.count(behind), locale.count(lower.n_customers));
    if behind == lower.n_customers {
        return format!("None of {all} {who} {}", reached(upper.name));
    }
    let part = phrase::part_of(behind as f64 / lower.n_customers as f64, locale);
    format!("{part} {who} {what}: {behind_n} of {all}")
}

/// A rung as people call it.
fn label(name: RungName) -> &'static str {
    match name {
        RungName::Aware => "Aware",
        RungName::Trial => "Trial",
        RungName::Purchase => "Purchase",
        RungName::MultiplePurchase => "Multiple purchase",
        RungName::Loyalty => "Loyalty",
    }
}

/// Those who stand on a rung.
fn people(name: RungName) -> &'static str {
    match name {
        RungName::Aware => "customers we know",
        RungName::Trial => "customers who tried",
        RungName::Purchase => "buyers",
        RungName::MultiplePurchase => "repeat buyers",
        RungName::Loyalty => "loyal customers",
    }
}

/// What those who stay below a rung did not do.
fn missed(name: RungName) -> &'static str {
    match name {
        RungName::Aware => "are not known to us",
        RungName::Trial => "have tried nothing so far",
        RungName::Purchase => "have not bought so far",
        RungName::MultiplePurchase => "have not come back so far",
        RungName::Loyalty => "are not loyal so far",
    }
}

/// What those who reach a rung did.
fn reached(name: RungName) -> &'static str {
    match name {
        RungName::Aware => "is known to us",
        RungName::Trial => "has tried anything so far",
        RungName::Purchase => "has bought so far",
        RungName::MultiplePurchase => "has come back so far",
        RungName::Loyalty => "is loyal so far",
    }
}

/// What helps customers onto a rung.
fn advice(name: RungName) -> &'static str {
    match name {
        RungName::Aware => "Make yourself known.",
        RungName::Trial => "Give those who know you something to try: a sample, a visit, a free account.",
        RungName::Purchase => "Take the doubt out of the first order: a guarantee, a starter offer, a call.",
        RungName::MultiplePurchase => {
            "Win the second order: write soon after the first, with what goes with it."
        }
        RungName::Loyalty => {
            "Give those who return a reason to stay: a scheme, a contact of their own, a subscription."
        }
    }
}

fn notes(answer: &Ladder, locale: &Locale) -> Vec<String> {
    let n = answer.rungs.first().map_or(0, |rung| rung.n_customers);
    let mut notes = Vec::new();
    if (1..phrase::FEW).contains(&n) {
        notes.push(format!("Only {}: one more or less moves the shares.", phrase::customers(n, locale)));
    }
    notes
}

fn table(answer: &Ladder) -> Sheet {
    let mut table = Sheet::of(&[
        ("Rung", Unit::Text),
        ("Customers", Unit::Count),
        ("Share of lowest rung", Unit::Share),
        ("Share of rung below", Unit::Share),
        ("Share, low", Unit::Share),
        ("Share, high", Unit::Share),
        ("Stayed on rung below", Unit::Count),
        ("Who stands there", Unit::Text),
    ]);
    let mut below: Option<usize> = None;
    for rung in &answer.rungs {
        table.rows.push(vec![
            label(rung.name).into(),
            rung.n_customers.into(),
            rung.share_of_first.into(),
            rung.share_of_previous.into(),
            rung.interval.map(|range| range.low).into(),
            rung.interval.map(|range| range.high).into(),
            below.and_then(|n| n.checked_sub(rung.n_customers)).into(),
            rung.rule.as_str().into(),
        ]);
        below = Some(rung.n_customers);
    }
    table
}
