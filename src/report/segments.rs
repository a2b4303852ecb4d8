//! Segments in words.

use super::phrase;
use super::{Report, Sheet, Unit};
use crate::locale::Locale;
use crate::metrics::segments::{Purchases, Scale, Segment, SegmentName, Segments};
use crate::money::Money;

/// Segments in words; one row a group, in the order of `groups`.
pub fn segments(answer: &Segments, locale: &Locale) -> Report {
    Report {
        question: "Which groups of customers behave alike?",
        finding: finding(answer, locale),
        rule: rule(answer, locale),
        notes: notes(answer, locale),
        action: action(answer, locale),
        table: table(answer),
    }
}

fn finding(answer: &Segments, locale: &Locale) -> String {
    let all = phrase::customers(answer.n_customers, locale);
    let mut filled = answer.groups.iter().filter(|group| group.n_customers > 0);
    if let (Some(only), None) = (filled.next(), filled.next()) {
        let name = only.name.label();
        return match answer.n_customers {
            1 => format!("The one customer who bought is in the group {name}"),
            _ => format!("All {all} are in one group: {name}"),
        };
    }
    match first_in_money(answer) {
        Some((group, share)) => format!(
            "{} of customers {} and brought {} of the money",
            locale.share(group.share),
            predicate(group.name),
            locale.share(share),
        ),
        None => match largest(answer) {
            Some(group) => {
                let n = locale.count(group.n_customers);
                format!("{} is the largest group: {n} of {all}", group.name.label())
            }
            None => "Nobody has bought yet".into(),
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

/// What its members are or do, after "customers".
fn predicate(name: SegmentName) -> &'static str {
    match name {
        SegmentName::Champions => "are champions",
        SegmentName::Loyal => "are loyal",
        SegmentName::PotentialLoyalists => "are potential loyalists",
        SegmentName::New => "are new",
        SegmentName::Promising => "are promising",
        SegmentName::NeedAttention => "need attention",
        SegmentName::AboutToSleep => "are about to sleep",
        SegmentName::AtRisk => "are at risk",
        SegmentName::CannotLose => "are too good to lose",
        SegmentName::Hibernating => "are hibernating",
        SegmentName::Lost => "are lost",
    }
}

fn rule(answer: &Segments, locale: &Locale) -> String {
    let counted = match answer.purchases {
        Purchases::Orders => "number of orders",
        Purchases::Days => "number of days with an order",
    };
    format!(
        "Days since the last order, {counted} and amount, each scored 1 to {}; equal values share a score. \
         Orders from {} to {}, dated refunds taken off.",
        answer.recency.counts.len(),
        locale.day(answer.first_day),
        locale.day(answer.as_of),
    )
}

fn notes(answer: &Segments, locale: &Locale) -> Vec<String> {
    let mut notes = Vec::new();
    let scales =
        [("recency", &answer.recency), ("frequency", &answer.frequency), ("money", &answer.monetary)];
    for (name, scale) in scales {
        let empty: Vec<String> = scale.empty_scores().iter().map(u8::to_string).collect();
        if !empty.is_empty() {
            let scores = if empty.len() == 1 { "score" } else { "scores" };
            let list = phrase::list(&empty);
            notes.push(format!("No customer has {name} {scores} {list}: too many share a value."));
        }
    }
    if answer.n_customers < phrase::FEW {
        let n = phrase::customers(answer.n_customers, locale);
        notes.push(format!("Only {n}: one more or less changes the groups."));
    }
    let lowest = |scale: &Scale| scale.ranges.iter().flatten().map(|range| range.0).reduce(f64::min);
    if let Some(silence) = lowest(&answer.recency).filter(|&days| days >= 30.0) {
        let days = locale.days(silence);
        notes.push(format!("The last order was {days} before the day as of which recency is counted."));
    }
    if answer.groups.iter().any(|group| group.amount_share.is_none()) {
        notes.push("Refunds outweigh orders somewhere, so there are no shares of the money.".into());
    }
    let never = answer.group_of.iter().filter(|group| group.is_none()).count();
    if never > 0 {
        notes.push(match never {
            1 => "1 customer has not bought and is in no group.".into(),
            n => format!("{} have not bought and are in no group.", phrase::customers(n, locale)),
        });
    }
    notes
}

/// Those worth winning back first, where they matter; otherwise what the most valuable group calls for.
fn action(answer: &Segments, locale: &Locale) -> String {
    let slipping = |group: &&Segment| matches!(group.name, SegmentName::AtRisk | SegmentName::CannotLose);
    let n = answer.groups.iter().filter(slipping).map(|group| group.n_customers).sum();
    let amount: Money = answer.groups.iter().filter(slipping).map(|group| group.amount).sum();
    let Some((best, _)) = first_in_money(answer) else { return String::new() };
    let share = amount.0 as f64 / answer.amount.0 as f64;
    if share < 0.05 {
        return format!("{}: {}", best.name.label(), best.name.advice());
    }
    let customers = phrase::customers(n, locale);
    format!(
        "Win back first: {customers} at risk or too good to lose brought {} of the money.",
        locale.share(share)
    )
}

fn table(answer: &Segments) -> Sheet {
    let mut table = Sheet::of(&[
        ("Segment", Unit::Text),
        ("Customers", Unit::Count),
        ("Share of customers", Unit::Share),
        ("Amount", Unit::Money),
        ("Share of amount", Unit::Share),
        ("Amount per customer", Unit::Money),
        ("Orders per customer", Unit::Number),
        ("Median days since last order", Unit::Days),
        ("Who they are", Unit::Text),
        ("What to do", Unit::Text),
    ]);
    for group in &answer.groups {
        table.rows.push(vec![
            group.name.label().into(),
            group.n_customers.into(),
            group.share.into(),
            group.amount.into(),
            group.amount_share.into(),
            group.mean_amount.into(),
            group.mean_orders.into(),
            group.median_recency_days.into(),
            group.name.meaning().into(),
            group.name.advice().into(),
        ]);
    }
    table
}

/// Where the scales were cut: one row a score from 1 up, with the lowest and the highest value that has it.
pub fn scales(answer: &Segments) -> Sheet {
    let orders = match answer.purchases {
        Purchases::Orders => "Orders",
        Purchases::Days => "Order days",
    };
    let scales = [
        ("Days since last order", Unit::Days, &answer.recency),
        (orders, Unit::Count, &answer.frequency),
        ("Amount", Unit::Money, &answer.monetary),
    ];
    let mut heads = vec![("Score".to_string(), Unit::Count)];
    for (name, unit, _) in scales {
        heads.push((format!("{name}, from"), unit));
        heads.push((format!("{name}, to"), unit));
        heads.push((format!("{name}, customers"), Unit::Count));
    }
    let heads: Vec<(&str, Unit)> = heads.iter().map(|(name, unit)| (name.as_str(), *unit)).collect();
    let mut sheet = Sheet::of(&heads);
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
