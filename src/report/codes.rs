//! The map of codes in words.

use super::{Cell, Report, Sheet, Unit, segments};
use crate::locale::Locale;
use crate::message::{say, word};
use crate::metrics::code_map::{CodeCell, CodeMap};
use crate::metrics::segments::Segments;

/// The map in words; one row a code, in its order.
pub fn codes(answer: &Segments, map: &CodeMap, locale: &Locale) -> Report {
    let own = segments(answer, locale);
    let mut notes = own.notes;
    let moved = map.codes.iter().filter(|cell| cell.moved).count();
    if moved > 0 {
        notes.insert(
            0,
            say!(
                locale,
                "{} {|code belongs|codes belong} to another group than usual, by hand; framed.",
                moved
            ),
        );
    }
    Report {
        question: say!(locale, "Which scores make up which segment?"),
        finding: finding(map, locale),
        rule: say!(
            locale,
            "{} A code is recency, frequency, money; the best score is {}.",
            own.rule,
            usize::from(map.n_bins)
        ),
        notes,
        action: String::new(),
        table: table(map, locale),
    }
}

/// A code as people write it: `543`.
fn written(cell: &CodeCell) -> String {
    let [r, f, m] = cell.code;
    format!("{r}{f}{m}")
}

fn finding(map: &CodeMap, locale: &Locale) -> String {
    let half = map.half();
    let Some(first) = half.first() else { return say!(locale, "Nobody has bought yet") };
    say!(
        locale,
        "{0|One code of {1} holds|{0} of {1} codes hold} half of all customers; the fullest is {2} ({3}) with {4}",
        half.len(),
        map.codes.len(),
        written(first),
        first.name.label(),
        first.n_customers
    )
}

fn table(map: &CodeMap, locale: &Locale) -> Sheet {
    let columns = [
        (word!("Code"), Unit::Text),
        (word!("Customers"), Unit::Count),
        (word!("Share of customers"), Unit::Share),
        (word!("Amount"), Unit::Money),
        (word!("Segment"), Unit::Text),
    ];
    let mut table = Sheet::of(&columns, locale);
    for cell in &map.codes {
        let share = (map.n_customers > 0).then(|| cell.n_customers as f64 / map.n_customers as f64);
        table.rows.push(vec![
            written(cell).into(),
            cell.n_customers.into(),
            share.into(),
            if cell.n_customers > 0 { cell.amount.into() } else { Cell::Blank },
            locale.word(cell.name.label()).into(),
        ]);
    }
    table
}
