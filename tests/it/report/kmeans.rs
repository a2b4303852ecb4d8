//! Groups found in the data, in words.

use clientele::facts::{Facts, Orders};
use clientele::locale::Locale;
use clientele::metrics::kmeans::{Kmeans, KmeansConfig, kmeans};
use clientele::report::{self, Cell, Report};

use super::sound;
use crate::shop::{cdnow, facts, order};

fn say(facts: &Facts) -> Report {
    let answer = kmeans(facts, &KmeansConfig::default()).unwrap();
    let report = report::kmeans(&answer, &Locale::default());
    sound(&report);
    assert_eq!(report.table.rows.len(), answer.groups.len());
    report
}

/// Two groups are the clearest: scikit-learn finds the same inertia for them (`tests/reference/kmeans_cdnow.txt`).
#[test]
fn cdnow_falls_into_two() {
    let (customers, orders) = cdnow();
    let shop = Facts { orders: Orders::new(customers.len(), &orders), customers, ..Facts::default() };
    let report = say(&shop);
    let finding =
        "Of 2 groups the first, 27% of customers (many orders and seen lately), brought 71% of the money";
    assert_eq!(report.finding, finding);
    let clearest = "2 groups are the clearest of the numbers tried: mean silhouette 0.58 of 1.";
    assert_eq!(report.notes[0], clearest);
    assert!(report.notes[1].starts_with("The gap statistic takes "));
    assert_eq!(report.table.rows[1].last(), Some(&Cell::Text("few orders and not seen for long".into())));
}

#[test]
fn no_structure_is_not_claimed() {
    // What a weak silhouette looks like does not matter here: it is what the words go by.
    let orders = [order(0, 1, 2.0), order(1, 3, 9.0), order(2, 8, 4.0)];
    let answer = kmeans(&facts(3, &orders), &KmeansConfig::default()).unwrap();
    let report = report::kmeans(&Kmeans { silhouette: Some(0.2), ..answer }, &Locale::default());
    sound(&report);
    assert_eq!(report.finding, "Customers do not fall into clear groups");
}

#[test]
fn the_odd_bases_have_true_findings() {
    assert_eq!(say(&facts(1, &[order(0, 1, 2.0)])).finding, "One customer makes no groups");
    let same: Vec<_> = (0..40).map(|i| order(i, 5, 7.0)).collect();
    let report = say(&facts(40, &same));
    assert_eq!(report.finding, "40 customers in one group");
    assert_eq!(report.notes, ["All customers are equal in days since last order, orders and amount."]);
}
