//! The customer pyramid in words.

use clientele::facts::Facts;
use clientele::locale::Locale;
use clientele::metrics::tiers::{TiersConfig, tiers};
use clientele::report::{self, Report};

use super::sound;
use crate::shop::{facts, order, order_at_cost};

fn say(facts: &Facts) -> Report {
    let report = report::tiers(&tiers(facts, &TiersConfig::default()).unwrap(), &Locale::default());
    sound(&report);
    assert_eq!(report.table.rows.len(), 4);
    report
}

#[test]
fn the_best_tier_and_its_share_are_named() {
    let orders: Vec<_> = (0..100).map(|i| order(i, 10, 1.0 + f64::from(i))).collect();
    let report = say(&facts(100, &orders));
    // 490 of 5050.
    assert_eq!(report.finding, "Platinum, 5 of 100 customers, brought 10% of the money");
    assert_eq!(report.action, "Give the 5 customers in Platinum the best service first.");
    assert!(report.notes.is_empty());
}

#[test]
fn a_tier_that_costs_is_the_news() {
    let orders: Vec<_> = (0..40).map(|i| order_at_cost(i, 10, 30.0 + f64::from(i), 60.0)).collect();
    let report = say(&facts(40, &orders));
    // They brought 30 to 69 at a cost of 60: 30 of them -30 to -1, -465 in all.
    assert_eq!(report.finding, "30 of 40 customers cost 465 more than they brought");
    assert!(report.notes.is_empty());
}

#[test]
fn a_few_who_cost_are_noted() {
    let orders: Vec<_> = (0..40).map(|i| order_at_cost(i, 10, 30.0 + f64::from(i), 30.5)).collect();
    let report = say(&facts(40, &orders));
    assert_eq!(report.finding, "Platinum, 2 of 40 customers, brought 10% of the profit");
    assert_eq!(report.notes, ["1 customer brought less than nothing, -1 in all."]);
}

#[test]
fn the_odd_pyramids_have_true_findings() {
    assert_eq!(say(&facts(1, &[order(0, 1, 2.0)])).finding, "The one customer is the whole pyramid");
    let same: Vec<_> = (0..40).map(|i| order(i, 10, 3.0)).collect();
    let report = say(&facts(40, &same));
    assert_eq!(report.finding, "All 40 customers are in one tier, for they bring the same");
    assert_eq!(
        report.notes,
        ["Nobody is in Gold, Iron and Lead: the tiers above took those who bring the same."]
    );
}
