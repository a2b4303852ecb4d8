//! Movement between groups in words.

use super::phrase;
use super::{Report, Sheet, Unit};
use crate::locale::Locale;
use crate::metrics::movement::{Flow, Movement};
use crate::metrics::segments::SegmentName;

/// Movement in words; one row a flow.
pub fn movement(answer: &Movement, locale: &Locale) -> Report {
    let mut table = Sheet::of(&[
        ("From", Unit::Text),
        ("To", Unit::Text),
        ("Customers", Unit::Count),
        ("Share of group", Unit::Share),
        ("Paid between", Unit::Money),
    ]);
    for flow in &answer.flows {
        table.rows.push(vec![
            flow.from.map_or("New customers", SegmentName::label).into(),
            flow.to.label().into(),
            flow.n_customers.into(),
            (flow.n_customers as f64 / of_group(answer, flow.from) as f64).into(),
            flow.amount.into(),
        ]);
    }
    Report {
        question: "Who moved between groups?",
        finding: finding(answer, locale),
        rule: format!(
            "Groups as of {} and as of {}. Scores are ranks among the customers of the day: some rise because others fall.",
            locale.day(answer.from),
            locale.day(answer.to),
        ),
        notes: notes(answer, locale),
        action: action(answer, locale),
        table,
    }
}

/// Customers who were in a group on the first day.
fn of_group(answer: &Movement, from: Option<SegmentName>) -> usize {
    answer.flows.iter().filter(|flow| flow.from == from).map(|flow| flow.n_customers).sum()
}

fn finding(answer: &Movement, locale: &Locale) -> String {
    let since = locale.day(answer.from);
    let (up, down) = (locale.count(answer.n_up), locale.count(answer.n_down));
    if answer.n_new == answer.n_customers {
        return format!("All {} are new since {since}", phrase::customers(answer.n_customers, locale));
    }
    match answer.n_down.cmp(&answer.n_up) {
        std::cmp::Ordering::Greater => {
            format!("More customers moved down than up since {since}: {down} against {up}")
        }
        std::cmp::Ordering::Less => {
            format!("More customers moved up than down since {since}: {up} against {down}")
        }
        std::cmp::Ordering::Equal if answer.n_up == 0 => format!("No customer changed group since {since}"),
        std::cmp::Ordering::Equal => format!("As many customers moved up as down since {since}: {up}"),
    }
}

fn notes(answer: &Movement, locale: &Locale) -> Vec<String> {
    let mut notes = Vec::new();
    if answer.n_new > 0 && answer.n_new < answer.n_customers {
        let n = phrase::customers(answer.n_new, locale);
        notes.push(format!("{n} bought for the first time between the days."));
    }
    notes
}

/// The champions who are so no longer.
fn action(answer: &Movement, locale: &Locale) -> String {
    let slipped =
        |flow: &&Flow| flow.from == Some(SegmentName::Champions) && flow.to != SegmentName::Champions;
    let n: usize = answer.flows.iter().filter(slipped).map(|flow| flow.n_customers).sum();
    let all = of_group(answer, Some(SegmentName::Champions));
    match n {
        0 => String::new(),
        _ => format!(
            "Call those who slipped: {} of {} champions are so no longer.",
            locale.count(n),
            locale.count(all)
        ),
    }
}
