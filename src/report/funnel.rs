//! A funnel in words.

use super::phrase;
use super::{Cell, Heading, Report, Sheet, Unit};
use crate::locale::Locale;
use crate::message::{Arg, say, word};
use crate::metrics::funnel::{Funnel, FunnelStep};

/// A funnel in words; one row a step, in order.
pub fn funnel(answer: &Funnel, locale: &Locale) -> Report {
    let loss = biggest_loss(answer);
    Report {
        question: say!(locale, "Where do customers drop out?"),
        finding: finding(answer, loss, locale),
        rule: answer.rule.written(locale),
        notes: notes(answer, locale),
        action: loss.map(|loss| action(&loss, locale)).unwrap_or_default(),
        table: table(answer, locale),
    }
}

/// Two neighbouring steps and how many went no further than the first.
#[derive(Clone, Copy)]
struct Loss<'a> {
    from: &'a FunnelStep,
    to: &'a FunnelStep,
    n: usize,
}

/// Where the most customers are lost, the first of equals; `None` where nobody is.
fn biggest_loss(answer: &Funnel) -> Option<Loss<'_>> {
    let loss = |(i, to)| {
        let from = answer.steps[..i].iter().rev().find(|step| !step.optional)?;
        Some(Loss { from, to, n: answer.lost_before(i)? })
    };
    let losses = answer.steps.iter().enumerate().filter_map(loss);
    losses.filter(|loss| loss.n > 0).reduce(|best, next| if next.n > best.n { next } else { best })
}

fn finding(answer: &Funnel, loss: Option<Loss<'_>>, locale: &Locale) -> String {
    let (Some(first), Some(last)) = (answer.steps.first(), answer.steps.last()) else {
        return say!(locale, "The funnel has no steps");
    };
    let n = first.n_customers;
    if answer.open {
        return open_finding(answer, loss, locale);
    }
    if n == 0 {
        return say!(locale, "Nobody reached the first step, {}", Arg::Name(first.name.clone()));
    }
    if answer.steps.len() == 1 {
        return say!(locale, "{} {|customer|customers} reached {}", n, Arg::Name(first.name.clone()));
    }
    let Some(loss) = loss else {
        let goal = Arg::Name(last.name.clone());
        return say!(locale, "{0|1 customer|All {0} customers} who started went on to {1}", n, goal);
    };
    let (from, to) = (Arg::Name(loss.from.name.clone()), Arg::Name(loss.to.name.clone()));
    if loss.to.n_customers == 0 {
        return say!(
            locale,
            "Nobody gets from {} to {}: {2|the one customer leaves|all {2} customers leave}",
            from,
            to,
            loss.n
        );
    }
    let left = Arg::Share(loss.n as f64 / loss.from.n_customers as f64);
    let n_lost = first.n_customers.saturating_sub(last.n_customers);
    if answer.steps.len() == 2 {
        say!(locale, "{} of customers leave between {} and {}", left, from, to)
    } else if 2 * loss.n > n_lost {
        say!(locale, "Most are lost between {} and {}: {} leave", from, to, left)
    } else {
        say!(locale, "The largest loss is between {} and {}: {} leave", from, to, left)
    }
}

/// Where customers may enter at any step, the first is not where all started.
fn open_finding(answer: &Funnel, loss: Option<Loss<'_>>, locale: &Locale) -> String {
    let n = answer.n_entered();
    match loss {
        _ if n == 0 => say!(locale, "Nobody took any of the steps"),
        None => say!(locale, "{} {|customer|customers} took at least one step", n),
        Some(loss) => say!(
            locale,
            "Most do not go on from {} to {}: {} of those who came there",
            Arg::Name(loss.from.name.clone()),
            Arg::Name(loss.to.name.clone()),
            Arg::Share(loss.n as f64 / loss.from.n_customers as f64)
        ),
    }
}

fn notes(answer: &Funnel, locale: &Locale) -> Vec<String> {
    let mut notes = Vec::new();
    let (Some(first), Some(last)) = (answer.steps.first(), answer.steps.last()) else { return notes };
    if let (Some(share), true) = (last.share_of_entrants, answer.steps.len() > 1 && !answer.open) {
        let (share, n, goal) = (Arg::Share(share), first.n_customers, Arg::Name(last.name.clone()));
        notes.push(match last.interval {
            Some(range) => say!(
                locale,
                "{} of {} {|customer|customers} who started reached {} ({} interval {} to {}).",
                share,
                n,
                goal,
                Arg::Share(range.level),
                locale.share_to(range.low, 1),
                locale.share_to(range.high, 1),
            ),
            None => {
                say!(locale, "{} of {} {|customer|customers} who started reached {}.", share, n, goal)
            }
        });
    }
    if (1..phrase::FEW).contains(&first.n_customers) {
        notes.push(say!(
            locale,
            "Only {} {|customer|customers} started: one more or less moves the shares.",
            first.n_customers
        ));
    }
    if answer.n_by_ties > 0 {
        notes.push(say!(
            locale,
            "{} {|customer converts|customers convert} only because two events share a time: which came first is not known.",
            answer.n_by_ties
        ));
    }
    notes.extend(answer.notes.iter().map(|note| note.written(locale)));
    notes
}

fn action(loss: &Loss<'_>, locale: &Locale) -> String {
    say!(
        locale,
        "Look at what comes after {}: {} {|customer|customers} stopped there.",
        Arg::Name(loss.from.name.clone()),
        loss.n
    )
}

fn table(answer: &Funnel, locale: &Locale) -> Sheet {
    let mut table = Sheet::of(
        &[
            (word!("Step"), Unit::Text),
            (word!("Customers"), Unit::Count),
            (
                if answer.open {
                    word!("Share of all who took a step")
                } else {
                    word!("Share of first step")
                },
                Unit::Share,
            ),
            (word!("Share, low"), Unit::Share),
            (word!("Share, high"), Unit::Share),
            (word!("Share of step before"), Unit::Share),
            (word!("Lost since step before"), Unit::Count),
            (word!("Median time from step before"), Unit::Seconds),
        ],
        locale,
    );
    if answer.open {
        table.columns.push(Heading { name: say!(locale, "Entered here"), unit: Unit::Count });
    }
    for (i, step) in answer.steps.iter().enumerate() {
        let mut row = vec![
            Cell::Text(step.name.clone()),
            step.n_customers.into(),
            step.share_of_entrants.into(),
            step.interval.map(|range| range.low).into(),
            step.interval.map(|range| range.high).into(),
            step.share_of_previous.into(),
            answer.lost_before(i).into(),
            step.median_seconds.into(),
        ];
        if answer.open {
            row.push(step.n_new.into());
        }
        table.rows.push(row);
    }
    table
}
