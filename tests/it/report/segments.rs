//! Segments in words.

use clientele::day::Day;
use clientele::facts::{Facts, Orders};
use clientele::locale::Locale;
use clientele::metrics::segments::{Segments, SegmentsConfig, segments};
use clientele::report::{self, Cell, Report};

use super::sound;
use crate::shop::{cdnow, facts, order};

fn ask(facts: &Facts) -> (Segments, Report) {
    let answer = segments(facts, &SegmentsConfig::default()).unwrap();
    let report = report::segments(&answer, &Locale::default());
    sound(&report);
    (answer, report)
}

/// Numbers from `tests/reference/segments_cdnow.txt`: 627 of 2357 brought 165 221.51 of 244 091.94.
#[test]
fn cdnow_rests_on_its_champions() {
    let (customers, orders) = cdnow();
    let facts = Facts { orders: Orders::new(customers.len(), &orders), customers, ..Facts::default() };
    let (answer, report) = ask(&facts);
    assert_eq!(report.finding, "27% of customers are champions and brought 68% of the money");
    assert_eq!(
        report.rule,
        "Days since the last order, number of orders and amount, each scored 1 to 5; equal values share a score. \
         Orders from 1 Jan 1997 to 30 Jun 1998, dated refunds taken off."
    );
    assert_eq!(report.notes, ["No customer has frequency score 2: too many share a value."]);
    assert_eq!(report.table.rows.len(), answer.groups.len());
    assert!(
        report
            .spoken(0, &Locale::default())
            .starts_with("Champions: Customers 627, Share of customers 27%, ")
    );
    let amounts: f64 = report.table.rows.iter().map(|row| number(&row[3])).sum();
    assert!((amounts - 244_091.94).abs() < 1e-6);
}

fn number(cell: &Cell) -> f64 {
    match cell {
        Cell::Number(value) => *value,
        _ => f64::NAN,
    }
}

#[test]
fn one_customer_and_one_group_say_so() {
    let (_, report) = ask(&facts(1, &[order(0, 5, 9.0)]));
    assert_eq!(report.finding, "The one customer who bought is in the group New");
    assert!(report.notes.contains(&"Only 1 customer: one more or less changes the groups.".to_string()));
    let orders: Vec<_> = (0..40).map(|customer| order(customer, 5, 9.0)).collect();
    let (_, report) = ask(&facts(41, &orders));
    assert_eq!(report.finding, "All 40 customers are in one group: New");
    assert!(report.notes.contains(&"1 customer has not bought and is in no group.".to_string()));
}

#[test]
fn without_shares_the_largest_group_is_named() {
    let refunded = |customer| vec![order(customer, 2, 1.0), order(customer, 11, -5.0)];
    let orders = [vec![order(0, 10, 4.0), order(0, 12, 5.0)], refunded(1), refunded(2)].concat();
    let (answer, report) = ask(&facts(3, &orders));
    assert_eq!(answer.group_of[1], answer.group_of[2]);
    assert!(report.finding.ends_with("is the largest group: 2 of 3 customers"), "{}", report.finding);
    assert!(report.notes.iter().any(|note| note.contains("no shares of the money")));
    assert_eq!(report.action, "");
}

#[test]
fn a_day_long_after_the_last_order_is_said() {
    let shop = facts(2, &[order(0, 5, 9.0), order(1, 7, 1.0)]);
    let answer = segments(&shop, &SegmentsConfig { as_of: Some(Day(107)), ..Default::default() }).unwrap();
    let report = report::segments(&answer, &Locale::default());
    sound(&report);
    assert!(report.notes.iter().any(|note| note.contains("The last order was 100 days before")));
}

/// Ranges of the scores of orders 1, 1, 1, 2, 3: cuts at positions 0, 1, 2, 3 of the sorted values are 1, 1, 1, 2.
#[test]
fn scales_show_what_each_score_holds() {
    let orders: Vec<_> = [0, 1, 2, 3, 3, 4, 4, 4]
        .into_iter()
        .zip(1..)
        .map(|(customer, day)| order(customer, day, 1.0))
        .collect();
    let (answer, _) = ask(&facts(5, &orders));
    let sheet = report::scales(&answer, &Locale::default());
    let column = |at: usize| sheet.rows.iter().map(|row| row[at].clone()).collect::<Vec<_>>();
    let known = |n: usize| Cell::from(n);
    assert_eq!(column(4), [known(1), Cell::Blank, Cell::Blank, known(2), known(3)]);
    assert_eq!(column(6), [known(3), known(0), known(0), known(1), known(1)]);
    // The last orders were 7, 6, 5, 3 and 0 days ago: score 5 is the latest.
    assert_eq!(column(1), [7, 6, 5, 3, 0].map(known));
}
