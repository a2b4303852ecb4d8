//! Value in words.

use clientele::day::Day;
use clientele::locale::Locale;
use clientele::metrics::Interval;
use clientele::metrics::value::{CustomerValue, Summary, Value, ValueConfig};
use clientele::metrics::value_bands::{TENTHS, value_bands};
use clientele::report::{self, Cell, Report};

use super::sound;
use crate::value_bands::customer;

pub fn value_of(customers: Vec<CustomerValue>) -> Value {
    let sums: Option<Vec<f64>> = customers.iter().map(|own| own.expected_value).collect();
    let summary = Summary {
        as_of: Day(10_000),
        horizon_days: 365.25,
        margin: 1.0,
        n_customers: customers.len(),
        n_once: customers.iter().filter(|own| own.frequency == 0).count(),
        so_far: customers.iter().map(|own| own.so_far).sum(),
        expected: sums.map(|sums| sums.iter().sum()),
        interval: None,
        purchases: None,
        spend: None,
        notes: vec![],
    };
    Value { summary, expected_purchases: None, customers }
}

fn with(mut value: Value, change: fn(&mut Summary)) -> Value {
    change(&mut value.summary);
    value
}

fn config(horizon_months: f64) -> ValueConfig {
    ValueConfig { horizon_months, ..ValueConfig::default() }
}

fn say(value: &Value) -> Report {
    let bands = value_bands(&value.customers, TENTHS);
    let report = report::value(value, &bands, &config(12.0), &Locale::default());
    sound(&report);
    assert_eq!(report.table.rows.len(), bands.bands.len());
    report
}

/// 40 customers of whom 1 to 40 is expected, 820 in all: the best four bring 37 + 38 + 39 + 40 = 154.
#[test]
fn the_best_tenth_and_its_share_are_named() {
    let customers = (1..=40u32).map(|i| customer(i - 1, 10.0, Some(f64::from(i)))).collect();
    let value = with(value_of(customers), |all| {
        all.interval = Some(Interval { low: 700.0, high: 950.0, level: 0.95 })
    });
    let report = say(&value);
    let finding =
        "The best tenth, 4 of 40 customers, are expected to bring 19% of the value of the next 12 months";
    assert_eq!(report.finding, finding);
    let together = "All customers together: 820 expected in the next 12 months (95% interval 700 to 950).";
    assert_eq!(report.notes, [together]);
    assert_eq!(report.action, "Look after 4 customers of whom at least 37 each is expected.");
    assert_eq!(report.table.rows[0][0], Cell::Text("Best 10%".into()));
    assert_eq!(report.table.rows[9][0], Cell::Text("90% to 100%".into()));
}

#[test]
fn what_cannot_be_expected_is_not_claimed() {
    let customers = (1..=40u32).map(|i| customer(i - 1, f64::from(i), None)).collect();
    let value = with(value_of(customers), |all| all.notes = vec!["Too few came back.".into()]);
    let report = say(&value);
    assert_eq!(report.finding, "The best tenth, 4 of 40 customers, brought 19% of the money so far");
    assert_eq!(report.notes, ["Too few came back."]);
    assert_eq!(report.action, "");
}

#[test]
fn the_odd_bases_have_true_findings() {
    let one = say(&value_of(vec![customer(0, 5.0, Some(3.0))]));
    assert_eq!(one.finding, "The one customer is expected to bring 100% of the value of the next 12 months");
    let three = (0..3).map(|i| customer(i, 5.0, Some(if i == 0 { 4.0 } else { 3.0 }))).collect();
    let three = say(&value_of(three));
    assert_eq!(
        three.finding,
        "The best of 3 customers is expected to bring 40% of the value of the next 12 months"
    );
    assert_eq!(say(&value_of(vec![])).finding, "Nobody has bought yet");
    let nothing = say(&value_of(vec![customer(0, 0.0, None)]));
    assert_eq!(nothing.finding, "1 customer brought no money in all so far");
}

#[test]
fn the_horizon_is_the_one_that_was_asked_for() {
    let value = value_of((0..40).map(|i| customer(i, 5.0, Some(3.0))).collect());
    let bands = value_bands(&value.customers, TENTHS);
    for (months, text) in
        [(1.0, "the next month"), (24.0, "the next 24 months"), (1.5, "the next 1.5 months")]
    {
        let report = report::value(&value, &bands, &config(months), &Locale::default());
        assert!(report.finding.ends_with(text) && report.rule.contains(text));
    }
}
