//! The ladder in words.

use clientele::locale::Locale;
use clientele::metrics::ladder::{Ladder, Rung, RungName};
use clientele::report;

use super::sound;

fn say(counts: &[(RungName, usize)]) -> report::Report {
    let first = counts.first().map_or(0, |(_, n)| *n);
    let mut before = None;
    let mut rungs = Vec::new();
    for &(name, n) in counts {
        let share = |of: usize| (of > 0).then(|| n as f64 / of as f64);
        let (share_of_first, share_of_previous) = (share(first), before.and_then(share));
        rungs.push(Rung {
            name,
            rule: "Rule.".into(),
            n_customers: n,
            share_of_first,
            share_of_previous,
            interval: None,
        });
        before = Some(n);
    }
    let report = report::ladder(&Ladder { rungs, ..Ladder::default() }, &Locale::default());
    sound(&report);
    report
}

use RungName::{Aware, Loyalty, MultiplePurchase, Purchase, Trial};

#[test]
fn the_widest_gap_is_named() {
    let report = say(&[(Purchase, 2357), (MultiplePurchase, 1139), (Loyalty, 700)]);
    assert_eq!(report.finding, "52% of buyers have not come back so far: 1,218 of 2,357");
    assert!(report.action.starts_with("Win the second order"));
    let report = say(&[(Purchase, 200), (MultiplePurchase, 100)]);
    assert_eq!(report.finding, "Half of buyers have not come back so far: 100 of 200");
    let report = say(&[(Aware, 100), (Trial, 90), (Purchase, 20), (MultiplePurchase, 10)]);
    assert_eq!(report.finding, "78% of customers who tried have not bought so far: 70 of 90");
    let report = say(&[(Purchase, 100), (MultiplePurchase, 80), (Loyalty, 8)]);
    assert_eq!(report.finding, "90% of repeat buyers are not loyal so far: 72 of 80");
}

#[test]
fn the_odd_ladders_have_true_findings() {
    assert_eq!(say(&[]).finding, "The files show no rung of the ladder");
    assert_eq!(say(&[(Purchase, 0), (MultiplePurchase, 0)]).finding, "Nobody stands on the ladder yet");
    assert_eq!(
        say(&[(Purchase, 40), (Loyalty, 40)]).finding,
        "All 40 customers stand on the highest rung: Loyalty"
    );
    assert_eq!(
        say(&[(Purchase, 1), (Loyalty, 1)]).finding,
        "The only customer stands on the highest rung: Loyalty"
    );
    assert_eq!(
        say(&[(Purchase, 40), (MultiplePurchase, 0)]).finding,
        "None of 40 buyers has come back so far"
    );
}
