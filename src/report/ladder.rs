//! The ladder of loyalty in words.

use super::phrase;
use super::{Report, Sheet, Unit};
use crate::locale::Locale;
use crate::message::{Arg, Word, say, word};
use crate::metrics::ladder::{Ladder, Rung, RungName};

/// The ladder in words; one row a rung, the lowest first.
pub fn ladder(answer: &Ladder, locale: &Locale) -> Report {
    let gap = widest_gap(answer);
    Report {
        question: say!(locale, "How far towards loyalty do customers come?"),
        finding: finding(answer, gap, locale),
        rule: rule(answer, locale),
        notes: notes(answer, locale),
        action: gap.map(|(_, upper)| locale.word(advice(upper.name))).unwrap_or_default(),
        table: table(answer, locale),
    }
}

/// The two neighbouring rungs between which most customers stay behind, the lowest of equals.
fn widest_gap(answer: &Ladder) -> Option<(&Rung, &Rung)> {
    let behind = |pair: &(&Rung, &Rung)| pair.0.n_customers.saturating_sub(pair.1.n_customers);
    let pairs = answer.rungs.windows(2).map(|pair| (&pair[0], &pair[1])).filter(|pair| behind(pair) > 0);
    pairs.reduce(|widest, next| if behind(&next) > behind(&widest) { next } else { widest })
}

fn rule(answer: &Ladder, locale: &Locale) -> String {
    match answer.as_of {
        Some(day) => {
            say!(locale, "A customer stands on every rung up to the highest reached. As of {}.", day)
        }
        None => say!(locale, "A customer stands on every rung up to the highest reached."),
    }
}

fn finding(answer: &Ladder, gap: Option<(&Rung, &Rung)>, locale: &Locale) -> String {
    let (Some(first), Some(last)) = (answer.rungs.first(), answer.rungs.last()) else {
        return say!(locale, "The files show no rung of the ladder");
    };
    if first.n_customers == 0 {
        return say!(locale, "Nobody stands on the ladder yet");
    }
    let Some((lower, upper)) = gap else {
        return say!(
            locale,
            "{0|The only customer stands|All {0} customers stand} on the highest rung: {1}",
            first.n_customers,
            label(last.name)
        );
    };
    let (behind, all) = (lower.n_customers - upper.n_customers, lower.n_customers);
    let step = (lower.name, upper.name);
    if behind == all {
        return locale.say(none(step), &[all.into()]);
    }
    let share = behind as f64 / all as f64;
    let part = if share == 0.5 { Arg::Word(word!("Half")) } else { Arg::Share(share) };
    locale.say(some(step), &[part, behind.into(), all.into()])
}

/// A rung as people call it.
fn label(name: RungName) -> Word {
    match name {
        RungName::Aware => word!("Aware"),
        RungName::Trial => word!("Trial"),
        RungName::Purchase => word!("Purchase"),
        RungName::MultiplePurchase => word!("Multiple purchase"),
        RungName::Loyalty => word!("Loyalty"),
    }
}

/// None of those on a rung reached the next.
fn none(step: (RungName, RungName)) -> Word {
    match step {
        (RungName::Aware, RungName::Trial) => {
            word!("None of {} {|customer|customers} we know has tried anything so far")
        }
        (RungName::Aware, _) => word!("None of {} {|customer|customers} we know has bought so far"),
        (RungName::Trial, _) => word!("None of {} {|customer|customers} who tried has bought so far"),
        (RungName::Purchase, _) => word!("None of {} {|buyer|buyers} has come back so far"),
        (RungName::MultiplePurchase | RungName::Loyalty, _) => {
            word!("None of {} repeat {|buyer|buyers} is loyal so far")
        }
    }
}

/// A part of those on a rung did not reach the next.
fn some(step: (RungName, RungName)) -> Word {
    match step {
        (RungName::Aware, RungName::Trial) => {
            word!("{} of customers we know have tried nothing so far: {} of {}")
        }
        (RungName::Aware, _) => word!("{} of customers we know have not bought so far: {} of {}"),
        (RungName::Trial, _) => word!("{} of customers who tried have not bought so far: {} of {}"),
        (RungName::Purchase, _) => word!("{} of buyers have not come back so far: {} of {}"),
        (RungName::MultiplePurchase | RungName::Loyalty, _) => {
            word!("{} of repeat buyers are not loyal so far: {} of {}")
        }
    }
}

/// What helps customers onto a rung.
fn advice(name: RungName) -> Word {
    match name {
        RungName::Aware => word!("Make yourself known."),
        RungName::Trial => {
            word!("Give those who know you something to try: a sample, a visit, a free account.")
        }
        RungName::Purchase => {
            word!("Take the doubt out of the first order: a guarantee, a starter offer, a call.")
        }
        RungName::MultiplePurchase => {
            word!("Win the second order: write soon after the first, with what goes with it.")
        }
        RungName::Loyalty => {
            word!("Give those who return a reason to stay: a scheme, a contact of their own, a subscription.")
        }
    }
}

fn notes(answer: &Ladder, locale: &Locale) -> Vec<String> {
    let n = answer.rungs.first().map_or(0, |rung| rung.n_customers);
    let mut notes = Vec::new();
    if (1..phrase::FEW).contains(&n) {
        notes.push(say!(locale, "Only {} {|customer|customers}: one more or less moves the shares.", n));
    }
    notes
}

fn table(answer: &Ladder, locale: &Locale) -> Sheet {
    let mut table = Sheet::of(
        &[
            (word!("Rung"), Unit::Text),
            (word!("Customers"), Unit::Count),
            (word!("Share of lowest rung"), Unit::Share),
            (word!("Share of rung below"), Unit::Share),
            (word!("Share, low"), Unit::Share),
            (word!("Share, high"), Unit::Share),
            (word!("Stayed on rung below"), Unit::Count),
            (word!("Who stands there"), Unit::Text),
        ],
        locale,
    );
    let mut below: Option<usize> = None;
    for rung in &answer.rungs {
        table.rows.push(vec![
            locale.word(label(rung.name)).into(),
            rung.n_customers.into(),
            rung.share_of_first.into(),
            rung.share_of_previous.into(),
            rung.interval.map(|range| range.low).into(),
            rung.interval.map(|range| range.high).into(),
            below.and_then(|n| n.checked_sub(rung.n_customers)).into(),
            rung.rule.written(locale).into(),
        ]);
        below = Some(rung.n_customers);
    }
    table
}
