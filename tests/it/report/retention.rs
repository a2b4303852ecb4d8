//! Retention in words.

use clientele::facts::Facts;
use clientele::locale::Locale;
use clientele::metrics::retention::{
    Measure, RetentionConfig, ReturnRule, RhythmConfig, SurvivalConfig, rates, retention, rhythm, survival,
};
use clientele::report::{self, Report};

use super::sound;
use crate::shop::{facts, order};

fn say(facts: &Facts, config: &RetentionConfig, measure: Measure) -> Report {
    let report =
        report::retention::retention(&retention(facts, config).unwrap(), config, measure, &Locale::default());
    sound(&report);
    report
}

/// Months from January 1970 on; so many of so many customers are back in the month after. The last order is on the last
/// day of the month after the last.
fn months(of: &[(u32, u32)]) -> Facts {
    const FIRST: [i32; 13] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365];
    let (mut rows, mut customer) = (Vec::new(), 0);
    for (month, &(back, all)) in of.iter().enumerate() {
        for i in 0..all {
            rows.push(order(customer, FIRST[month], 10.0));
            if i < back {
                rows.push(order(customer, FIRST[month + 1] + 20, 5.0));
            }
            customer += 1;
        }
    }
    rows.push(order(0, FIRST[of.len() + 1] - 1, 1.0));
    facts(customer as usize, &rows)
}

#[test]
fn the_plain_finding_is_the_first_period_and_the_farthest_known() {
    let facts = months(&[(20, 100), (22, 100), (19, 100)]);
    let report = say(&facts, &RetentionConfig::default(), Measure::Customers);
    assert_eq!(report.finding, "Of all customers, 20% are back 1 month after their first, 1% after 3 months");
    // Two averages, four months of which the last brought nobody; in the third month after only January is known.
    assert_eq!(report.table.rows.len(), 2 + 4);
    let or_after = RetentionConfig { rule: ReturnRule::OnOrAfter, ..RetentionConfig::default() };
    let report = say(&facts, &or_after, Measure::Customers);
    assert!(
        report.finding.starts_with("Of all customers, 20% are back 1 month after their first or later, ")
    );
    // 61 of 300 are back with 5 each.
    let report = say(&facts, &RetentionConfig::default(), Measure::Money);
    assert!(
        report.finding.starts_with(
            "A customer brings 10.00 in the first period, 1.02 after 1 month, 0.01 after 3 months"
        ),
        "{}",
        report.finding
    );
}

#[test]
fn a_month_that_stands_out_is_the_finding() {
    let facts = months(&[(30, 100), (28, 100), (9, 200), (31, 100)]);
    let report = say(&facts, &RetentionConfig::default(), Measure::Customers);
    // 9 of 200 against 89 of 300.
    assert_eq!(
        report.finding,
        "Customers won in Mar 1970 come back less than the others: 5% against 30% are back 1 month later"
    );
}

#[test]
fn a_drift_of_many_months_is_the_finding_where_none_stands_out() {
    // 14 of 40 a month, then 8 of 40: no single month is certain among nine, three together are.
    let facts =
        months(&[(15, 40), (14, 40), (15, 40), (14, 40), (15, 40), (14, 40), (8, 40), (8, 40), (8, 40)]);
    let report = say(&facts, &RetentionConfig::default(), Measure::Customers);
    assert_eq!(
        report.finding,
        "Newer customers come back less: of those since Jul 1970, 20% are back 1 month later, of those before 36%"
    );
}

#[test]
fn rates_survival_and_gaps_have_true_findings() {
    let facts = months(&[(20, 100), (22, 100), (40, 100)]);
    let all = rates(&facts, &RetentionConfig::default()).unwrap();
    let report = report::rates(&all, Default::default(), &Locale::default());
    sound(&report);
    assert_eq!(report.table.rows.len(), all.len());
    // 40 and 22 active in April, of whom only customer 0 is not: April has 40, and nobody of them in May.
    assert!(report.finding.starts_with("Of those active in Mar 1970, "), "{}", report.finding);
    let report = report::survival(&survival(&facts, &SurvivalConfig::default()).unwrap(), &Locale::default());
    sound(&report);
    let rhythm = rhythm(&facts, &RhythmConfig::default()).unwrap();
    let report = report::gaps(&rhythm, &rhythm.classes(), &Locale::default());
    sound(&report);
    assert!(
        report.finding.starts_with("In half of all cases the next time comes within "),
        "{}",
        report.finding
    );
    let report = report::lateness(&rhythm, &rhythm.lateness(3), 3, &Locale::default());
    sound(&report);
    assert_eq!(report.finding, "None of 1 customer with a rhythm is overdue");
}
