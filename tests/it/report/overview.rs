//! The overview in words.

use clientele::day::Day;
use clientele::facts::{Facts, Orders};
use clientele::locale::Locale;
use clientele::metrics::overview::{Overview, OverviewConfig, overview};
use clientele::report::{self, Report};

use super::sound;
use crate::shop::{cdnow, facts, order};

fn ask(facts: &Facts) -> (Overview, [Report; 4]) {
    let answer = overview(facts, &OverviewConfig::default()).unwrap();
    let english = Locale::default();
    let reports = [
        report::overview(&answer, &english),
        report::months(&answer, &english),
        report::concentration(&answer.concentration, &english),
        report::rhythm(&answer, &english),
    ];
    reports.iter().for_each(sound);
    (answer, reports)
}

/// Numbers from `tests/reference/overview_cdnow.txt`. All customers of the sample are new by March 1997.
#[test]
fn cdnow_in_words() {
    let (customers, orders) = cdnow();
    let shop = Facts { orders: Orders::new(customers.len(), &orders), customers, ..Facts::default() };
    let (_, [state, months, concentration, rhythm]) = ask(&shop);
    assert_eq!(state.finding, "2,357 customers brought 244,092; 48% of them came back");
    assert_eq!(months.finding, "Returning customers brought 100% of the money from Jul 1997 to Jun 1998");
    assert_eq!(months.table.rows.len(), 18);
    assert_eq!(concentration.finding, "Half of the money comes from 228 of 2,357 customers");
    assert_eq!(concentration.notes, ["The best fifth, 471 customers, brought 67%. Gini coefficient 0.63."]);
    assert_eq!(concentration.table.rows.len(), 101);
    assert_eq!(rhythm.table.rows.len(), 7);
    assert_eq!(rhythm.notes, ["The orders have no time of day."]);
}

#[test]
fn new_customers_may_bring_more() {
    let day = |year, month, day| Day::from_ymd(year, month, day).unwrap().0;
    let orders =
        [order(0, day(2024, 1, 3), 9.0), order(1, day(2024, 1, 9), 9.0), order(0, day(2024, 2, 9), 5.0)];
    let (_, [state, months, ..]) = ask(&facts(2, &orders));
    assert_eq!(state.finding, "2 customers brought 23; 50% of them came back");
    assert_eq!(months.finding, "New customers brought 100% of the money in Jan 2024");
    assert_eq!(months.notes, ["Feb 2024 is not over and must not be compared."]);
}

#[test]
fn the_odd_bases_have_true_findings() {
    let (_, [state, months, concentration, rhythm]) = ask(&facts(1, &[order(0, 5, 9.0)]));
    assert_eq!(state.finding, "1 customer brought 9 and has not come back so far");
    assert_eq!(months.finding, "No month is over yet");
    assert_eq!(concentration.finding, "1 customer brought 9");
    assert_eq!(rhythm.finding, "1 order in less than eight weeks: too soon to tell the busiest day");
    let (_, [state, _, concentration, _]) = ask(&facts(2, &[order(0, 5, 9.0), order(1, 5, 9.0)]));
    assert_eq!(state.finding, "2 customers brought 18; none has come back so far");
    assert_eq!(concentration.finding, "All 2 customers brought the same");
    let (_, [state, ..]) = ask(&facts(1, &[order(0, 5, 9.0), order(0, 6, 9.0)]));
    assert_eq!(state.finding, "1 customer brought 18 and came back");
    let (_, [_, months, concentration, _]) = ask(&facts(1, &[order(0, 5, 9.0), order(0, 40, -11.0)]));
    assert_eq!(months.finding, "New customers brought 100% of the money in Jan 1970");
    assert_eq!(concentration.finding, "1 customer brought -2");
}

/// 1 January 1970 was a Thursday. One order on each of 140 days, and 20 or 60 more on Thursdays.
#[test]
fn a_busiest_day_is_only_named_where_chance_would_not_make_it() {
    let week = |extra: i32| -> Vec<_> {
        let daily = (0..140).map(|day| order(0, day, 1.0));
        daily.chain((0..extra).map(|i| order(0, 7 * (i % 20), 1.0))).collect()
    };
    let finding = |extra| ask(&facts(1, &week(extra))).1[3].finding.clone();
    assert_eq!(finding(0), "No day of the week is clearly the busiest");
    // 25 of 145: an even share is 20.7 with a deviation of 4.2.
    assert_eq!(finding(5), "No day of the week is clearly the busiest");
    // 80 of 200: an even share is 28.6 with a deviation of 4.9.
    assert_eq!(finding(60), "Thursday is the busiest day, with 40% of the orders");
}
