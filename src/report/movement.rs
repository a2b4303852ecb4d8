//! Movement between groups in words.

use std::cmp::Ordering;

use super::{Cell, Report, Sheet, Unit};
use crate::locale::Locale;
use crate::message::{say, word};
use crate::metrics::movement::{Flow, Movement};
use crate::metrics::segments::SegmentName;

/// Movement in words; one row a flow.
pub fn movement(answer: &Movement, locale: &Locale) -> Report {
    Report { table: flows(answer, locale), ..said(answer, locale) }
}

/// The same as a matrix: one row a group of the first day, new customers first, one column a group of the second.
pub fn matrix(answer: &Movement, locale: &Locale) -> Report {
    let mut table = Sheet::of(&[(word!("From"), Unit::Text), (word!("Customers"), Unit::Count)], locale);
    for to in SegmentName::ALL {
        table.add(locale.word(to.label()), Unit::Count);
    }
    for from in [None].into_iter().chain(SegmentName::ALL.map(Some)) {
        let mut row: Vec<Cell> = vec![label(from, locale).into(), of_group(answer, from).into()];
        row.extend(SegmentName::ALL.map(|to| Cell::from(answer.n_between(from, to))));
        table.rows.push(row);
    }
    Report { table, ..said(answer, locale) }
}

fn label(from: Option<SegmentName>, locale: &Locale) -> String {
    locale.word(from.map_or(word!("New customers"), SegmentName::label))
}

fn flows(answer: &Movement, locale: &Locale) -> Sheet {
    let mut table = Sheet::of(
        &[
            (word!("From"), Unit::Text),
            (word!("To"), Unit::Text),
            (word!("Customers"), Unit::Count),
            (word!("Share of group"), Unit::Share),
            (word!("Paid between"), Unit::Money),
        ],
        locale,
    );
    for flow in &answer.flows {
        table.rows.push(vec![
            label(flow.from, locale).into(),
            locale.word(flow.to.label()).into(),
            flow.n_customers.into(),
            (flow.n_customers as f64 / of_group(answer, flow.from) as f64).into(),
            flow.amount.into(),
        ]);
    }
    table
}

fn said(answer: &Movement, locale: &Locale) -> Report {
    Report {
        question: say!(locale, "Who moved between groups?"),
        finding: finding(answer, locale),
        rule: say!(
            locale,
            "Groups as of {} and as of {}. Scores are ranks among the customers of the day: some rise because \
             others fall.",
            answer.from,
            answer.to
        ),
        notes: notes(answer, locale),
        action: action(answer, locale),
        table: Sheet::default(),
    }
}

/// Customers who were in a group on the first day.
fn of_group(answer: &Movement, from: Option<SegmentName>) -> usize {
    answer.flows.iter().filter(|flow| flow.from == from).map(|flow| flow.n_customers).sum()
}

fn finding(answer: &Movement, locale: &Locale) -> String {
    let (up, down, since) = (answer.n_up, answer.n_down, answer.from);
    if answer.n_new == answer.n_customers {
        return say!(locale, "All {} {|customer|customers} are new since {}", answer.n_customers, since);
    }
    match down.cmp(&up) {
        Ordering::Greater => {
            say!(locale, "More customers moved down than up since {}: {} against {}", since, down, up)
        }
        Ordering::Less => {
            say!(locale, "More customers moved up than down since {}: {} against {}", since, up, down)
        }
        Ordering::Equal if up == 0 => say!(locale, "No customer changed group since {}", since),
        Ordering::Equal => say!(locale, "As many customers moved up as down since {}: {}", since, up),
    }
}

fn notes(answer: &Movement, locale: &Locale) -> Vec<String> {
    let mut notes = Vec::new();
    if answer.n_new > 0 && answer.n_new < answer.n_customers {
        notes.push(say!(
            locale,
            "{} {|customer|customers} bought for the first time between the days.",
            answer.n_new
        ));
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
        _ => say!(locale, "Call those who slipped: {} of {} champions are so no longer.", n, all),
    }
}
