//! Segments in words.

use super::phrase;
use super::{Report, Sheet, Unit};
use crate::locale::Locale;
use crate::message::{Word, say, word};
use crate::metrics::segments::{Purchases, Scale, Segment, SegmentName, Segments};
use crate::money::Money;

/// Segments in words; one row a group, in the order of `groups`.
pub fn segments(answer: &Segments, locale: &Locale) -> Report {
    Report {
        question: say!(locale, "Which groups of customers behave alike?"),
        finding: finding(answer, locale),
        rule: rule(answer, locale),
        notes: notes(answer, locale),
        action: action(answer, locale),
        table: table(answer, locale),
    }
}

fn finding(answer: &Segments, locale: &Locale) -> String {
    let mut filled = answer.groups.iter().filter(|group| group.n_customers > 0);
    if let (Some(only), None) = (filled.next(), filled.next()) {
        let name = only.name.label();
        return match answer.n_customers {
            1 => say!(locale, "The one customer who bought is in the group {}", name),
            n => say!(locale, "All {} customers are in one group: {}", n, name),
        };
    }
    match first_in_money(answer) {
        Some((group, share)) => {
            let shares = [locale.share(group.share).into(), locale.share(share).into()];
            locale.say(brought(group.name), &shares)
        }
        None => match largest(answer) {
            Some(group) => say!(
                locale,
                "{} is the largest group: {} of {} {|customer|customers}",
                group.name.label(),
                group.n_customers,
                answer.n_customers
            ),
            None => say!(locale, "Nobody has bought yet"),
        },
    }
}

/// The group that brings the most money, the first of equals, with its share.
fn first_in_money(answer: &Segments) -> Option<(&Segment, f64)> {
    let groups = answer.groups.iter().filter_map(|group| Some((group, group.amount_share?)));
    groups.reduce(|best, next| if next.0.amount > best.0.amount { next } else { best })
}

fn largest(answer: &Segments) -> Option<&Segment> {
    let groups = answer.groups.iter().filter(|group| group.n_customers > 0);
    groups.reduce(|best, next| if next.n_customers > best.n_customers { next } else { best })
}

/// What share of customers its members are, and what share of the money they brought.
fn brought(name: SegmentName) -> Word {
    match name {
        SegmentName::Champions => word!("{} of customers are champions and brought {} of the money"),
        SegmentName::Loyal => word!("{} of customers are loyal and brought {} of the money"),
        SegmentName::PotentialLoyalists => {
            word!("{} of customers are potential loyalists and brought {} of the money")
        }
        SegmentName::New => word!("{} of customers are new and brought {} of the money"),
        SegmentName::Promising => word!("{} of customers are promising and brought {} of the money"),
        SegmentName::NeedAttention => word!("{} of customers need attention and brought {} of the money"),
        SegmentName::AboutToSleep => word!("{} of customers are about to sleep and brought {} of the money"),
        SegmentName::AtRisk => word!("{} of customers are at risk and brought {} of the money"),
        SegmentName::CannotLose => word!("{} of customers are too good to lose and brought {} of the money"),
        SegmentName::Hibernating => word!("{} of customers are hibernating and brought {} of the money"),
        SegmentName::Lost => word!("{} of customers are lost and brought {} of the money"),
    }
}

fn rule(answer: &Segments, locale: &Locale) -> String {
    let counted = match answer.purchases {
        Purchases::Orders => word!(
            "Days since the last order, number of orders and amount, each scored 1 to {}; equal values share a \
             score. Orders from {} to {}, dated refunds taken off."
        ),
        Purchases::Days => word!(
            "Days since the last order, number of days with an order and amount, each scored 1 to {}; equal \
             values share a score. Orders from {} to {}, dated refunds taken off."
        ),
    };
    locale.say(counted, &[answer.recency.counts.len().into(), answer.first_day.into(), answer.as_of.into()])
}

fn notes(answer: &Segments, locale: &Locale) -> Vec<String> {
    let mut notes = Vec::new();
    let scales = [
        (word!("No customer has recency {0|score|scores} {1}: too many share a value."), &answer.recency),
        (word!("No customer has frequency {0|score|scores} {1}: too many share a value."), &answer.frequency),
        (word!("No customer has money {0|score|scores} {1}: too many share a value."), &answer.monetary),
    ];
    for (sentence, scale) in scales {
        let empty: Vec<String> = scale.empty_scores().iter().map(u8::to_string).collect();
        if !empty.is_empty() {
            let n = empty.len();
            notes.push(locale.say(sentence, &[n.into(), phrase::list(empty, locale).into()]));
        }
    }
    if answer.n_customers < phrase::FEW {
        notes.push(say!(
            locale,
            "Only {} {|customer|customers}: one more or less changes the groups.",
            answer.n_customers
        ));
    }
    let lowest = |scale: &Scale| scale.ranges.iter().flatten().map(|range| range.0).reduce(f64::min);
    if let Some(silence) = lowest(&answer.recency).filter(|&days| days >= 30.0) {
        let days = locale.days(silence);
        notes.push(say!(
            locale,
            "The last order was {} before the day as of which recency is counted.",
            days
        ));
    }
    if answer.groups.iter().any(|group| group.amount_share.is_none()) {
        notes.push(say!(locale, "Refunds outweigh orders somewhere, so there are no shares of the money."));
    }
    let never = answer.group_of.iter().filter(|group| group.is_none()).count();
    if never > 0 {
        notes.push(say!(
            locale,
            "{} {|customer has|customers have} not bought and {|is|are} in no group.",
            never
        ));
    }
    notes
}

/// Those worth winning back first, where they matter; otherwise what the most valuable group calls for.
fn action(answer: &Segments, locale: &Locale) -> String {
    let slipping = |group: &&Segment| matches!(group.name, SegmentName::AtRisk | SegmentName::CannotLose);
    let n: usize = answer.groups.iter().filter(slipping).map(|group| group.n_customers).sum();
    let amount: Money = answer.groups.iter().filter(slipping).map(|group| group.amount).sum();
    let Some((best, _)) = first_in_money(answer) else { return String::new() };
    let share = amount.0 as f64 / answer.amount.0 as f64;
    if share < 0.05 {
        return locale.word(best.name.advice());
    }
    say!(
        locale,
        "Win back first: {} {|customer|customers} at risk or too good to lose brought {} of the money.",
        n,
        locale.share(share)
    )
}

fn table(answer: &Segments, locale: &Locale) -> Sheet {
    let mut table = Sheet::of(
        &[
            (word!("Segment"), Unit::Text),
            (word!("Customers"), Unit::Count),
            (word!("Share of customers"), Unit::Share),
            (word!("Amount"), Unit::Money),
            (word!("Share of amount"), Unit::Share),
            (word!("Amount per customer"), Unit::Money),
            (word!("Orders per customer"), Unit::Number),
            (word!("Median days since last order"), Unit::Days),
            (word!("Who they are"), Unit::Text),
            (word!("What to do"), Unit::Text),
        ],
        locale,
    );
    for group in &answer.groups {
        table.rows.push(vec![
            locale.word(group.name.label()).into(),
            group.n_customers.into(),
            group.share.into(),
            group.amount.into(),
            group.amount_share.into(),
            group.mean_amount.into(),
            group.mean_orders.into(),
            group.median_recency_days.into(),
            locale.word(group.name.meaning()).into(),
            locale.word(group.name.advice()).into(),
        ]);
    }
    table
}

/// Where the scales were cut: one row a score from 1 up, with the lowest and the highest value that has it.
pub fn scales(answer: &Segments, locale: &Locale) -> Sheet {
    let orders = match answer.purchases {
        Purchases::Orders => word!("Orders"),
        Purchases::Days => word!("Order days"),
    };
    let scales = [
        (word!("Days since last order"), Unit::Days, &answer.recency),
        (orders, Unit::Count, &answer.frequency),
        (word!("Amount"), Unit::Money, &answer.monetary),
    ];
    let mut sheet = Sheet::of(&[(word!("Score"), Unit::Count)], locale);
    for (name, unit, _) in scales {
        sheet.add(say!(locale, "{}, from", name), unit);
        sheet.add(say!(locale, "{}, to", name), unit);
        sheet.add(say!(locale, "{}, customers", name), Unit::Count);
    }
    for at in 0..answer.recency.counts.len() {
        let mut row = vec![(at + 1).into()];
        for (_, _, scale) in scales {
            let range = scale.ranges.get(at).copied().flatten();
            row.push(range.map(|range| range.0).into());
            row.push(range.map(|range| range.1).into());
            row.push(scale.counts.get(at).copied().into());
        }
        sheet.rows.push(row);
    }
    sheet
}
