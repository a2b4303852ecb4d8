//! How long customers under contract stay, in words.

use super::{Report, Sheet, Unit};
use crate::locale::Locale;
use crate::message::{Arg, say, word};
use crate::metrics::contract::Contracts;

/// One row a renewal.
pub fn contracts(answer: &Contracts, locale: &Locale) -> Report {
    let heads = [
        (word!("Renewal"), Unit::Count),
        (word!("Customers who came to it"), Unit::Count),
        (word!("Still there"), Unit::Share),
        (word!("Still there by the model"), Unit::Share),
        (word!("Renew by the model"), Unit::Share),
    ];
    let mut table = Sheet::of(&heads, locale);
    for renewal in &answer.renewals {
        table.rows.push(vec![
            (renewal.number as usize).into(),
            renewal.n_customers.into(),
            renewal.actual.into(),
            renewal.expected.into(),
            renewal.retention.into(),
        ]);
    }
    let here = answer.customers.len();
    let mut notes = Vec::new();
    if let (Some(expected), Some(range)) = (answer.expected, answer.interval) {
        notes.push(say!(
            locale,
            "Those who are there will pay {} (95% interval {} to {}), discounted.",
            locale.money_whole(expected),
            locale.money_whole(range.low),
            locale.money_whole(range.high)
        ));
    } else if answer.expected.is_none() {
        notes.push(say!(locale, "No file gives a monthly fee, so there is time but no money."));
    }
    let parameters = answer.fit.parameters.iter().map(|parameter| {
        Arg::Text(match parameter.standard_error {
            Some(error) => format!("{} {:.3} (±{:.3})", parameter.name, parameter.value, error),
            None => format!("{} {:.3}", parameter.name, parameter.value),
        })
    });
    notes.push(say!(locale, "Shifted beta-geometric model: {}.", Arg::All(parameters.collect())));
    let retention = answer.renewals.first().map_or(0.0, |renewal| renewal.retention);
    Report {
        question: say!(locale, "How long do customers under contract stay?"),
        finding: say!(
            locale,
            "{} of {} {|customer|customers} are still there; {} renew the first time, and more each time after",
            here,
            answer.n_customers,
            Arg::Share(retention)
        ),
        rule: say!(
            locale,
            "As of {}; a renewal every {1|month|{1} months}, the period under way not counted.",
            answer.as_of,
            answer.period_months as usize
        ),
        notes,
        action: String::new(),
        table,
    }
}
