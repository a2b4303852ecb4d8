//! Funnels in words.

use clientele::locale::Locale;
use clientele::metrics::funnel::{Funnel, FunnelStep};
use clientele::report::{self, Cell};

use super::sound;

fn say(counts: &[(&str, usize)]) -> report::Report {
    let first = counts.first().map_or(0, |(_, n)| *n);
    let mut before = None;
    let mut steps = Vec::new();
    for &(name, n) in counts {
        let share = |of: usize| (of > 0).then(|| n as f64 / of as f64);
        steps.push(FunnelStep {
            name: name.into(),
            n_customers: n,
            share_of_entrants: share(first),
            share_of_previous: before.and_then(share),
            ..FunnelStep::default()
        });
        before = Some(n);
    }
    let funnel = Funnel { rule: "In order.".into(), steps, ..Funnel::default() };
    let report = report::funnel(&funnel, &Locale::default());
    sound(&report);
    assert_eq!(report.table.rows.len(), counts.len());
    report
}

#[test]
fn the_step_that_loses_most_is_named() {
    let report = say(&[("view", 1000), ("cart", 800), ("checkout", 312), ("pay", 300)]);
    assert_eq!(report.finding, "Most are lost between “cart” and “checkout”: 61% leave");
    assert_eq!(report.notes, ["30% of 1,000 customers who started reached “pay”."]);
    assert_eq!(report.action, "Look at what comes after “cart”: 488 customers stopped there.");
    assert_eq!(report.table.rows[2][6], Cell::Number(488.0));
    assert_eq!(report.table.rows[0][6], Cell::Blank);
}

/// 300, 250 and 250 are lost: the largest loss is not most of it.
#[test]
fn most_is_only_said_of_more_than_half() {
    let report = say(&[("a", 1000), ("b", 700), ("c", 450), ("d", 200)]);
    assert_eq!(report.finding, "The largest loss is between “a” and “b”: 30% leave");
}

#[test]
fn the_odd_funnels_have_true_findings() {
    assert_eq!(say(&[("a", 0), ("b", 0)]).finding, "Nobody reached the first step, “a”");
    assert_eq!(say(&[("a", 12)]).finding, "12 customers reached “a”");
    assert_eq!(say(&[("a", 12), ("b", 12)]).finding, "All 12 customers who started went on to “b”");
    assert_eq!(say(&[("a", 1), ("b", 1)]).finding, "1 customer who started went on to “b”");
    assert_eq!(say(&[("a", 8), ("b", 0)]).finding, "Nobody gets from “a” to “b”: all 8 customers leave");
    assert_eq!(say(&[("a", 1), ("b", 0)]).finding, "Nobody gets from “a” to “b”: the one customer leaves");
    assert_eq!(say(&[("a", 8), ("b", 2)]).finding, "75% of customers leave between “a” and “b”");
    assert_eq!(say(&[]).finding, "The funnel has no steps");
}

#[test]
fn few_customers_are_said() {
    assert!(
        say(&[("a", 8), ("b", 2)])
            .notes
            .contains(&"Only 8 customers started: one more or less moves the shares.".into())
    );
    assert_eq!(say(&[("a", 800), ("b", 200)]).notes.len(), 1);
}

#[test]
fn a_hostile_name_is_cut_and_kept_in_quotes() {
    let long = "x".repeat(5000);
    let report = say(&[("a\u{0}\n<b>", 800), (&long, 200)]);
    assert!(report.finding.len() < 200);
    assert!(report.finding.contains("“a<b>”"));
    assert_eq!(report.table.rows[1][0], Cell::Text(long));
}
