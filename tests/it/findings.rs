//! What matters most: cases by hand, and laws.

use clientele::day::Day;
use clientele::facts::{Events, Facts, Order, Orders};
use clientele::locale::Locale;
use clientele::metrics::findings::{Finding, Given, What, findings};
use clientele::metrics::value::ValueConfig;
use clientele::metrics::value::base::Base;
use clientele::metrics::value::{Forecaster, purchases::Model};
use clientele::money::Money;
use clientele::report::findings::told;

use crate::shop::{Dice, cdnow, facts, order};

fn ask(facts: &Facts) -> Vec<Finding> {
    findings(facts, &Given::default())
}

/// The first of January 2024 and so many months and days later.
fn day(month: i32, day: i32) -> i32 {
    Day::of_month_number(2024 * 12 + month).0 + day
}

/// Customers who each buy on the same day of every month for the same amount.
fn steady(n: u32, months: i32) -> Vec<Order> {
    (0..n)
        .flat_map(|who| (0..months).map(move |month| order(who, day(month, (who % 28) as i32), 50.0)))
        .collect()
}

#[test]
fn a_base_without_change_has_no_change() {
    for months in [4, 7, 12, 16, 30] {
        let mut orders = steady(90, months);
        orders.push(order(0, day(months, 0), 50.0));
        let found = ask(&facts(90, &orders));
        assert!(
            !found.iter().any(|one| matches!(
                one.what,
                What::Revenue { .. } | What::Moved { .. } | What::Cohorts { .. } | What::Group { .. }
            )),
            "{months}: {found:?}"
        );
    }
}

/// Each of 300 customers buys in each month with the same chance and amounts from the same range, for two years.
fn by_chance(seed: u64) -> Facts {
    let mut dice = Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    let mut orders = Vec::new();
    for who in 0..300 {
        for month in 0..24 {
            if dice.below(100) < 20 {
                orders.push(order(who, day(month, dice.below(28) as i32), 10.0 + dice.below(90) as f64));
            }
        }
    }
    orders.push(order(0, day(24, 0), 1.0));
    facts(300, &orders)
}

#[test]
fn what_chance_does_is_seldom_called_a_change_of_revenue() {
    let claims = |seed| ask(&by_chance(seed)).iter().any(|one| matches!(one.what, What::Revenue { .. }));
    let n = (1..=200).filter(|&seed| claims(seed)).count();
    // With 95 % certainty 10 of 200 are expected; more than 20 happen once in 500 such tests (binomial, n 200, p 0.05).
    assert!(n <= 20, "{n} of 200");
    // And not because nothing is ever claimed: double the last three months.
    let mut louder = 0;
    for seed in 1..=20 {
        let base = by_chance(seed);
        let mut orders: Vec<Order> = Vec::new();
        for (customer, range) in base.orders.groups().iter() {
            for at in range {
                let (day_of, amount) = (base.orders.day()[at], base.orders.amount()[at]);
                let factor = if day_of.0 >= day(21, 0) && day_of.0 < day(24, 0) { 2.0 } else { 1.0 };
                orders.push(order(customer, day_of.0, amount.units() * factor));
            }
        }
        let found = ask(&facts(300, &orders));
        louder += usize::from(
            found.iter().any(|one| matches!(one.what, What::Revenue { .. }) && one.estimate > 0.5),
        );
    }
    assert_eq!(louder, 20);
}

#[test]
fn the_unit_of_money_does_not_change_what_matters() {
    let (customers, orders) = cdnow();
    let n = customers.len();
    let tell = |factor: i64| {
        let orders: Vec<Order> =
            orders.iter().map(|one| Order { amount: Money(one.amount.0 * factor), ..*one }).collect();
        let facts =
            Facts { orders: Orders::new(n, &orders), customers: customers.clone(), ..Facts::default() };
        let kinds = |found: Vec<Finding>| -> Vec<_> {
            found.iter().map(|one| (std::mem::discriminant(&one.what), one.weight, one.interval)).collect()
        };
        kinds(ask(&facts))
    };
    let (once, tenfold) = (tell(1), tell(10));
    assert!(!once.is_empty());
    assert_eq!(once.len(), tenfold.len());
    for (a, b) in once.iter().zip(&tenfold) {
        assert_eq!(a.0, b.0);
        assert!(
            (a.1 - b.1).abs() < 1e-9
                && (a.2.low - b.2.low).abs() < 1e-9
                && (a.2.high - b.2.high).abs() < 1e-9
        );
    }
}

#[test]
fn every_claim_leaves_nothing_out_of_its_interval_and_the_weightiest_stands_first() {
    let mut said = 0;
    for seed in 1..60 {
        let mut dice = Dice(seed);
        let n = 20 + dice.below(80) as u32;
        let orders: Vec<Order> = (0..n as u64 * (1 + dice.below(6)))
            .map(|_| {
                order(
                    dice.below(u64::from(n)) as u32,
                    day(dice.below(20) as i32, dice.below(28) as i32),
                    dice.below(500) as f64,
                )
            })
            .collect();
        let found = ask(&facts(n as usize, &orders));
        assert!(found.len() <= 3);
        assert!(found.windows(2).all(|pair| pair[0].weight >= pair[1].weight));
        for one in &found {
            said += 1;
            let range = one.interval;
            assert!(range.low <= one.estimate && one.estimate <= range.high, "{one:?}");
            assert!(one.weight >= 0.01 && one.weight <= 1.0, "{one:?}");
            let nothing = if matches!(one.what, What::Moved { .. }) { 0.5 } else { 0.0 };
            assert!(range.low > nothing || range.high < nothing, "{one:?}");
            let words = told(one, &Locale::default());
            for text in [&words.finding, &words.certainty, &words.action] {
                assert!(!text.contains("NaN") && !text.contains("  ") && text.len() > 10, "{text}");
            }
            assert!(
                words.certainty.ends_with('.')
                    && words.action.ends_with('.')
                    && !words.finding.ends_with('.')
            );
        }
    }
    assert!(said > 30, "{said}");
}

#[test]
fn revenue_is_held_against_the_same_months_of_the_year_before() {
    // 60 customers pay 10 a month, and from October of the second year on 5: a fall by half, known to the cent.
    let mut orders = Vec::new();
    for who in 0..60_u32 {
        for month in 0..24 {
            orders.push(order(who, day(month, (who % 28) as i32), if month >= 21 { 5.0 } else { 10.0 }));
        }
    }
    orders.push(order(0, day(24, 0), 5.0));
    let found = ask(&facts(60, &orders));
    let change = found.iter().find(|one| matches!(one.what, What::Revenue { .. })).unwrap();
    assert_eq!(change.estimate, -0.5);
    // 60 customers differ by 15 each: half of the interval is 1.96 * sqrt(60 * 15^2) / 1800.
    let half = 1.959_963_984_540_054 * (60.0_f64 * 225.0).sqrt() / 1800.0;
    assert!(
        (change.interval.high + 0.5 - half).abs() < 1e-12 && (change.weight - (0.5 - half)).abs() < 1e-12
    );
    assert_eq!(
        told(change, &Locale::default()).finding,
        "Revenue fell by 50%: 900 from Oct 2025 to Dec 2025, against 1,800 in the same months a year before"
    );
}

#[test]
fn one_customer_who_carries_most_is_told() {
    let mut orders: Vec<Order> = (0..50).map(|who| order(who, day(0, (who % 28) as i32), 10.0)).collect();
    orders.push(order(0, day(0, 20), 990.0));
    let found = ask(&facts(50, &orders));
    let few = found.iter().find(|one| matches!(one.what, What::Few { .. })).unwrap();
    assert_eq!(few.what, What::Few { n_for_half: 1, n_customers: 50 });
    // 1000 of 1490 from one, 10 from each of 49: the sum of squared shares.
    let weight = (1000.0_f64 * 1000.0 + 49.0 * 100.0) / (1490.0 * 1490.0);
    assert!((few.weight - weight).abs() < 1e-12);
    // All alike: nothing hangs on anybody.
    let even: Vec<Order> = (0..50).map(|who| order(who, day(0, (who % 28) as i32), 10.0)).collect();
    assert!(!ask(&facts(50, &even)).iter().any(|one| matches!(one.what, What::Few { .. })));
}

#[test]
fn value_at_risk_is_told_from_the_fit_or_not_at_all() {
    let (customers, orders) = cdnow();
    let facts = Facts { orders: Orders::new(customers.len(), &orders), customers, ..Facts::default() };
    let base = Base::new(&facts, facts.last_day().unwrap(), Forecaster::Model(Model::BgNbd)).unwrap();
    let config = ValueConfig::default();
    let found = findings(&facts, &Given { value: Some((&base, &config)), ..Given::default() });
    let value = base.value(&config);
    let leaving =
        found.iter().find(|one| matches!(one.what, What::AtRisk { .. } | What::Slipping { .. })).unwrap();
    if let What::AtRisk { at_risk, expected, .. } = leaving.what {
        assert_eq!(Some(expected), value.expected);
        assert!(at_risk > 0.0 && at_risk < expected);
    }
    assert!(!ask(&facts).iter().any(|one| matches!(one.what, What::AtRisk { .. })));
}

#[test]
fn nothing_is_found_in_nothing() {
    assert!(ask(&Facts::default()).is_empty());
    assert!(ask(&Facts { events: Events::default(), ..facts(1, &[order(0, 3, 5.0)]) }).is_empty());
    assert!(ask(&facts(1, &[order(0, 3, -5.0)])).is_empty());
}
