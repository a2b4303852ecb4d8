//! Segments made from conditions, in words.

use super::{Report, Sheet, Unit};
use crate::locale::Locale;
use crate::message::{Arg, say, word};
use crate::metrics::rules::{RuleGroup, Rules};

/// Segments of the user in words; one row a segment in their order, everyone else last.
pub fn rules(answer: &Rules, locale: &Locale) -> Report {
    Report {
        question: say!(locale, "Who fits the conditions that you set?"),
        finding: finding(answer, locale),
        rule: say!(
            locale,
            "Each customer stands in the first segment whose conditions hold. Orders up to {}, dated refunds taken \
             off; customers who never bought included.",
            answer.as_of
        ),
        notes: notes(answer, locale),
        action: String::new(),
        table: table(answer, locale),
    }
}

/// A segment by its name.
pub fn name(group: &RuleGroup, locale: &Locale) -> String {
    match group.name.as_deref() {
        Some(name) if name.trim().is_empty() => say!(locale, "No name"),
        Some(name) => name.to_owned(),
        None => say!(locale, "Everyone else"),
    }
}

fn finding(answer: &Rules, locale: &Locale) -> String {
    let own = || answer.groups.iter().filter(|group| group.name.is_some());
    let Some(most) = own().reduce(|best, next| if next.amount > best.amount { next } else { best }) else {
        return say!(locale, "Set conditions, and see at once who fits them");
    };
    let n: usize = own().map(|group| group.n_customers).sum();
    if n == 0 {
        return say!(locale, "No customer fits the conditions");
    }
    let name = Arg::Name(name(most, locale));
    match most.amount_share {
        Some(share) => say!(
            locale,
            "{} of {} customers are in the segment {} and brought {} of the money",
            most.n_customers,
            answer.n_customers,
            name,
            locale.share(share)
        ),
        None => say!(
            locale,
            "{} of {} customers are in the segment {}",
            most.n_customers,
            answer.n_customers,
            name
        ),
    }
}

fn notes(answer: &Rules, locale: &Locale) -> Vec<String> {
    let empty = answer.groups.iter().filter(|group| group.name.is_some() && group.n_customers == 0);
    let mut notes: Vec<String> = empty
        .map(|group| say!(locale, "Nobody is in the segment {}.", Arg::Name(name(group, locale))))
        .collect();
    let never: usize = answer.groups.iter().map(|group| group.n_customers - group.n_buyers).sum();
    if never > 0 {
        notes.push(say!(locale, "{} {|customer has|customers have} not bought.", never));
    }
    notes
}

fn table(answer: &Rules, locale: &Locale) -> Sheet {
    let columns = [
        (word!("Segment"), Unit::Text),
        (word!("Customers"), Unit::Count),
        (word!("Share of customers"), Unit::Share),
        (word!("Amount"), Unit::Money),
        (word!("Share of amount"), Unit::Share),
        (word!("Orders per customer"), Unit::Number),
        (word!("Median days since last order"), Unit::Days),
    ];
    let mut table = Sheet::of(&columns, locale);
    for group in &answer.groups {
        table.rows.push(vec![
            name(group, locale).into(),
            group.n_customers.into(),
            group.share.into(),
            group.amount.into(),
            group.amount_share.into(),
            group.mean_orders.into(),
            group.median_recency_days.into(),
        ]);
    }
    table
}
