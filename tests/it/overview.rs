//! The state of the base: the sample of CDNOW by `tests/reference/overview_cdnow.py`, numbers by hand, laws.

use clientele::day::Day;
use clientele::facts::{Facts, Order, Orders};
use clientele::metrics::overview::{Overview, OverviewConfig, overview};
use clientele::moment::Moment;
use clientele::money::Money;

use crate::shop::{Dice, cdnow, facts, order};

fn ask(facts: &Facts) -> Overview {
    overview(facts, &OverviewConfig::default()).unwrap()
}

#[test]
fn cdnow_is_as_the_standard_library_of_python_has_it() {
    let (customers, orders) = cdnow();
    let facts = Facts { orders: Orders::new(customers.len(), &orders), customers, ..Facts::default() };
    let answer = ask(&facts);
    let cents = |text: &str| Money(text.parse::<i64>().unwrap() * 100);
    let n = |text: &str| text.parse::<usize>().unwrap();
    let mut months = answer.months.iter();
    let mut checked = 0;
    for line in include_str!("../reference/overview_cdnow.txt").lines() {
        let words: Vec<&str> = line.split(' ').collect();
        match words[0] {
            "customers" => assert_eq!(answer.n_customers, n(words[1])),
            "orders" => assert_eq!(answer.n_orders, n(words[1])),
            "cents" => assert_eq!(answer.amount, cents(words[1])),
            "repeaters" => assert_eq!(answer.n_repeaters, n(words[1])),
            "gini" => {
                let theirs: f64 = words[1].parse().unwrap();
                assert!((answer.concentration.gini.unwrap() - theirs).abs() < 1e-14);
            }
            "best_fifth_cents" => {
                let share = cents(words[1]).0 as f64 / answer.amount.0 as f64;
                assert_eq!(
                    (answer.concentration.n_best_fifth, answer.concentration.best_fifth),
                    (471, Some(share))
                );
            }
            "half" => assert_eq!(answer.concentration.n_for_half, Some(n(words[1]))),
            "month" => {
                let month = months.next().unwrap();
                assert!(month.first_day.to_string().starts_with(words[1]) && month.complete);
                assert_eq!((month.new_amount, month.returning_amount), (cents(words[2]), cents(words[3])));
                assert_eq!((month.n_new, month.n_returning), (n(words[4]), n(words[5])));
            }
            "weekday" => assert_eq!(answer.rhythm.by_weekday[n(words[1])], n(words[2])),
            other => panic!("{other}"),
        }
        checked += 1;
    }
    assert_eq!(checked, 7 + 18 + 7);
    assert!(months.next().is_none());
    assert_eq!(answer.rhythm.by_hour, None);
}

#[test]
fn months_without_an_order_are_there() {
    let january = Day::from_ymd(2024, 1, 15).unwrap();
    let march = Day::from_ymd(2024, 3, 30).unwrap();
    let answer = ask(&facts(1, &[order(0, january.0, 5.0), order(0, march.0, 7.0)]));
    let months: Vec<_> =
        answer.months.iter().map(|m| (m.first_day.to_string(), m.n_new, m.n_returning, m.complete)).collect();
    let expected = [("2024-01-01", 1, 0, true), ("2024-02-01", 0, 0, true), ("2024-03-01", 0, 1, false)];
    assert_eq!(
        months,
        expected.map(|(day, new, returning, complete)| (day.to_string(), new, returning, complete))
    );
    assert_eq!(answer.months[1].returning_share(), None);
    assert_eq!(answer.months[2].returning_share(), Some(1.0));
}

#[test]
fn refunds_are_no_orders() {
    let answer = ask(&facts(2, &[order(0, 10, 9.0), order(0, 11, -4.0), order(1, 12, -1.0)]));
    assert_eq!((answer.n_customers, answer.n_orders, answer.n_refunds), (1, 1, 1));
    assert_eq!((answer.amount, answer.mean_order), (Money::from_units(5.0), Money::from_units(9.0)));
    assert_eq!(answer.months[0].returning_amount, Money::from_units(-5.0));
    assert_eq!(answer.rhythm.by_weekday.iter().sum::<usize>(), 1);
    assert!(overview(&facts(1, &[order(0, 12, -1.0)]), &OverviewConfig::default()).unwrap_err().is_missing());
}

#[test]
fn a_refund_before_the_first_purchase_does_not_make_it_earlier() {
    let answer = ask(&facts(1, &[order(0, 10, -9.0), order(0, 11, 4.0)]));
    assert_eq!((answer.n_repeaters, answer.months[0].n_new), (0, 1));
    assert_eq!(answer.months[0].new_amount, Money::from_units(4.0));
}

#[test]
fn hours_are_of_the_clock_of_the_file() {
    let at = |hour: i64| Order { moment: Moment(hour * 3_600_000), ..order(0, 0, 1.0) };
    let hours = ask(&facts(1, &[at(9), at(9), at(23)])).rhythm.by_hour.unwrap();
    // 1 January 1970 was a Thursday.
    assert_eq!((hours[3][9], hours[3][23]), (2, 1));
    assert_eq!(hours.iter().flatten().sum::<usize>(), 3);
}

#[test]
fn orders_after_the_day_do_not_exist() {
    let shop = facts(2, &[order(0, 10, 9.0), order(0, 50, 4.0), order(1, 60, 1.0)]);
    let answer = overview(&shop, &OverviewConfig { as_of: Some(Day(40)) }).unwrap();
    assert_eq!((answer.n_customers, answer.n_orders, answer.n_repeaters), (1, 1, 0));
    assert_eq!(answer.months.len(), 2);
    assert!(overview(&shop, &OverviewConfig { as_of: Some(Day(9)) }).unwrap_err().is_missing());
    assert!(overview(&Facts::default(), &OverviewConfig::default()).unwrap_err().is_missing());
}

#[test]
fn the_order_of_rows_does_not_matter_and_months_add_up() {
    let mut dice = Dice(42);
    for _ in 0..200 {
        let mut orders: Vec<_> = (0..1 + dice.below(60))
            .map(|_| order(dice.below(12) as u32, dice.below(200) as i32, dice.below(90) as f64))
            .collect();
        let answer = ask(&facts(12, &orders));
        dice.shuffle(&mut orders);
        assert_eq!(ask(&facts(12, &orders)), answer);
        let by_month = |of: fn(&clientele::metrics::overview::Month) -> usize| {
            answer.months.iter().map(of).sum::<usize>()
        };
        assert_eq!(by_month(|month| month.n_orders), answer.n_orders);
        assert_eq!(by_month(|month| month.n_new), answer.n_customers);
        let amount: Money = answer.months.iter().map(|month| month.new_amount + month.returning_amount).sum();
        assert_eq!(amount, answer.amount);
        assert_eq!(answer.rhythm.by_weekday.iter().sum::<usize>(), answer.n_orders);
    }
}
