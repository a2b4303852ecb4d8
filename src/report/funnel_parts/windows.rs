//! The funnel under every window, in words.

use super::super::{Cell, Heading, Report, Sheet, Unit};
use super::span;
use crate::locale::Locale;
use crate::message::{Arg, say, word};
use crate::metrics::funnel::Windows;

/// Conversion by window; one row a window, the shortest first.
pub fn windows(answer: &Windows, locale: &Locale) -> Report {
    Report {
        question: say!(locale, "How long do they need?"),
        finding: finding(answer, locale),
        rule: say!(
            locale,
            "Steps in order, the best of all entries of a customer; for each window the customers who come so far within it, counted from the first step."
        ),
        notes: notes(answer, locale),
        action: String::new(),
        table: table(answer, locale),
    }
}

fn finding(answer: &Windows, locale: &Locale) -> String {
    let goal = Arg::Name(answer.steps.last().cloned().unwrap_or_default());
    let ever = answer.without_end.last().copied().unwrap_or(0);
    let now = answer.counts.get(answer.current).and_then(|counts| counts.last()).copied().unwrap_or(0);
    let window = answer.windows.get(answer.current).map_or(String::new(), |&window| span(window, locale));
    let Some(half) = answer.half_ms.map(|half| span(half, locale)) else {
        return say!(locale, "Nobody ever comes to {}, however long one waits", goal);
    };
    if now == ever {
        let enough = answer.counts.iter().position(|counts| counts.last() == Some(&ever));
        let all = enough.and_then(|at| answer.windows.get(at)).map_or(window, |&window| span(window, locale));
        return say!(locale, "All who come to {} do so within {}, half of them within {}", goal, all, half);
    }
    let caught = Arg::Share(now as f64 / ever as f64);
    say!(
        locale,
        "{} catch {} of those who ever come to {}; half of them come within {}",
        window,
        caught,
        goal,
        half
    )
}

fn notes(answer: &Windows, locale: &Locale) -> Vec<String> {
    let late = |(now, ever): (&usize, &usize)| ever.saturating_sub(*now);
    let now = answer.counts.get(answer.current).and_then(|counts| counts.last());
    match now.zip(answer.without_end.last()).map(late) {
        None | Some(0) => Vec::new(),
        Some(n) => vec![say!(
            locale,
            "{} {|customer|customers} more would come to the last step without a limit.",
            n
        )],
    }
}

fn table(answer: &Windows, locale: &Locale) -> Sheet {
    let mut table = Sheet::of(&[(word!("Window"), Unit::Text), (word!("Conversion"), Unit::Share)], locale);
    table.columns.extend(answer.steps.iter().map(|step| Heading { name: step.clone(), unit: Unit::Count }));
    for (&window, counts) in answer.windows.iter().zip(&answer.counts) {
        let entered = counts.first().copied().filter(|&n| n > 0);
        let conversion = entered.zip(counts.last()).map(|(n, &converted)| converted as f64 / n as f64);
        let mut row = vec![Cell::Text(span(window, locale)), conversion.into()];
        row.extend(counts.iter().map(|&n| Cell::from(n)));
        table.rows.push(row);
    }
    table
}
