//! A funnel in words.

use super::phrase;
use super::{Cell, Report, Sheet, Unit};
use crate::locale::Locale;
use crate::metrics::funnel::{Funnel, FunnelStep};

/// A funnel in words; one row a step, in order.
pub fn funnel(answer: &Funnel, locale: &Locale) -> Report {
    let loss = biggest_loss(answer);
    Report {
        question: "Where do customers drop out?",
        finding: finding(answer, loss, locale),
        rule: answer.rule.clone(),
        notes: notes(answer, locale),
        action: loss.map(|loss| action(&loss, locale)).unwrap_or_default(),
        table: table(answer),
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
    let losses = answer.steps.windows(2).map(|pair| Loss {
        from: &pair[0],
        to: &pair[1],
        n: pair[0].n_customers.saturating_sub(pair[1].n_customers),
    });
    losses.filter(|loss| loss.n > 0).reduce(|best, next| if next.n > best.n { next } else { best })
}

fn finding(answer: &Funnel, loss: Option<Loss<'_>>, locale: &Locale) -> String {
    let (Some(first), Some(last)) = (answer.steps.first(), answer.steps.last()) else {
        return "The funnel has no steps".into();
    };
    let started = phrase::customers(first.n_customers, locale);
    if first.n_customers == 0 {
        return format!("Nobody reached the first step, {}", phrase::quoted(&first.name));
    }
    if answer.steps.len() == 1 {
        return format!("{started} reached {}", phrase::quoted(&first.name));
    }
    let Some(loss) = loss else {
        let (all, goal) = (if first.n_customers == 1 { "" } else { "All " }, phrase::quoted(&last.name));
        return format!("{all}{started} who started went on to {goal}");
    };
    let (from, to) = (phrase::quoted(&loss.from.name), phrase::quoted(&loss.to.name));
    if loss.to.n_customers == 0 {
        return match loss.n {
            1 => format!("Nobody gets from {from} to {to}: the one customer leaves"),
            n => format!("Nobody gets from {from} to {to}: all {} leave", phrase::customers(n, locale)),
        };
    }
    let left = locale.share(loss.n as f64 / loss.from.n_customers as f64);
    let n_lost = first.n_customers.saturating_sub(last.n_customers);
    if answer.steps.len() == 2 {
        format!("{left} of customers leave between {from} and {to}")
    } else if 2 * loss.n > n_lost {
        format!("Most are lost between {from} and {to}: {left} leave")
    } else {
        format!("The largest loss is between {from} and {to}: {left} leave")
    }
}

fn notes(answer: &Funnel, locale: &Locale) -> Vec<String> {
    let mut notes = Vec::new();
    let (Some(first), Some(last)) = (answer.steps.first(), answer.steps.last()) else { return notes };
    if let (Some(share), true) = (last.share_of_entrants, answer.steps.len() > 1) {
        let (started, goal) = (phrase::customers(first.n_customers, locale), phrase::quoted(&last.name));
        let range = last.interval.map_or(String::new(), |range| {
            let (low, high) = (locale.share_to(range.low, 1), locale.share_to(range.high, 1));
            format!(" ({} interval {low} to {high})", locale.share(range.level))
        });
        notes.push(format!("{} of {started} who started reached {goal}{range}.", locale.share(share)));
    }
    if (1..phrase::FEW).contains(&first.n_customers) {
        let n = phrase::customers(first.n_customers, locale);
        notes.push(format!("Only {n} started: one more or less moves the shares."));
    }
    notes.extend(answer.notes.iter().cloned());
    notes
}

fn action(loss: &Loss<'_>, locale: &Locale) -> String {
    let n = phrase::customers(loss.n, locale);
    format!("Look at what comes after {}: {n} stopped there.", phrase::quoted(&loss.from.name))
}

fn table(answer: &Funnel) -> Sheet {
    let mut table = Sheet::of(&[
        ("Step", Unit::Text),
        ("Customers", Unit::Count),
        ("Share of first step", Unit::Share),
        ("Share, low", Unit::Share),
        ("Share, high", Unit::Share),
        ("Share of step before", Unit::Share),
        ("Lost since step before", Unit::Count),
        ("Median time from step before", Unit::Seconds),
    ]);
    let mut before: Option<usize> = None;
    for step in &answer.steps {
        let lost = before.and_then(|n| n.checked_sub(step.n_customers));
        table.rows.push(vec![
            Cell::Text(step.name.clone()),
            step.n_customers.into(),
            step.share_of_entrants.into(),
            step.interval.map(|range| range.low).into(),
            step.interval.map(|range| range.high).into(),
            step.share_of_previous.into(),
            lost.into(),
            step.median_seconds.into(),
        ]);
        before = Some(step.n_customers);
    }
    table
}
