//! The ladder of loyalty, from orders alone and with other files.

use clientele::day::Day;
use clientele::dictionary::Dictionary;
use clientele::facts::{Event, Events, Facts, Order, Orders};
use clientele::metrics::ladder::{Kept, LadderConfig, RungName, ladder, ladder_again};
use clientele::moment::Moment;
use clientele::money::Money;

/// Orders as (customer, day, ten-thousandths).
fn orders(n_customers: usize, rows: &[(u32, i32, i64)]) -> Orders {
    let order = |&(customer, day, amount): &(u32, i32, i64)| Order {
        customer,
        moment: Moment::of_day(Day(day)),
        day: Day(day),
        amount: Money(amount),
        cost: None,
    };
    Orders::new(n_customers, &rows.iter().map(order).collect::<Vec<_>>())
}

/// Events as (customer, day, name).
fn events(n_customers: usize, rows: &[(u32, i32, &str)]) -> Events {
    let mut names = Dictionary::default();
    let event = |&(customer, day, name): &(u32, i32, &str)| Event {
        customer,
        moment: Moment::of_day(Day(day)),
        day: Day(day),
        name: names.intern(name),
    };
    let rows: Vec<Event> = rows.iter().map(event).collect();
    Events::new(n_customers, names, &rows)
}

fn climbed(facts: &Facts, config: &LadderConfig) -> Vec<(RungName, usize)> {
    ladder(facts, config).rungs.iter().map(|rung| (rung.name, rung.n_customers)).collect()
}

#[test]
fn orders_alone_show_three_rungs() {
    // 0: one day, twice. 1: two days. 2: gaps of 10 days, then silent for 30: not longer than 3 times 10. 3: the same, silent for 31.
    // 4: only a refund.
    let rows = [
        (0, 5, 1),
        (0, 5, 1),
        (1, 0, 1),
        (1, 61, 1),
        (2, 11, 1),
        (2, 21, 1),
        (2, 31, 1),
        (3, 10, 1),
        (3, 20, 1),
        (3, 30, 1),
        (4, 3, -1),
    ];
    let facts = Facts { orders: orders(5, &rows), ..Facts::default() };
    let config = LadderConfig::default();
    let expected = [(RungName::Purchase, 4), (RungName::MultiplePurchase, 3), (RungName::Loyalty, 1)];
    assert_eq!(climbed(&facts, &config), expected);
    let ladder = ladder(&facts, &config);
    assert_eq!(ladder.level_of, [1, 2, 3, 2, 0]);
    assert_eq!(ladder.as_of, Some(Day(61)));
    assert_eq!(ladder.rungs[1].share_of_previous, Some(0.75));
    assert_eq!(ladder.rungs[0].share_of_previous, None);
}

#[test]
fn what_comes_after_the_day_is_not_seen() {
    let facts = Facts { orders: orders(1, &[(0, 0, 1), (0, 10, 1), (0, 20, 1)]), ..Facts::default() };
    let config = LadderConfig { as_of: Some(Day(10)), ..LadderConfig::default() };
    let expected = [(RungName::Purchase, 1), (RungName::MultiplePurchase, 1), (RungName::Loyalty, 0)];
    assert_eq!(climbed(&facts, &config), expected);
}

#[test]
fn a_known_customer_who_never_bought_is_aware() {
    let mut facts = Facts { orders: orders(2, &[(0, 0, 1)]), ..Facts::default() };
    facts.customers.ids = ["bought", "known"].into_iter().collect();
    let expected = [
        (RungName::Aware, 2),
        (RungName::Purchase, 1),
        (RungName::MultiplePurchase, 0),
        (RungName::Loyalty, 0),
    ];
    assert_eq!(climbed(&facts, &LadderConfig::default()), expected);
}

/// A buyer stands on every rung below, seen there or not; orders decide over events about what is a purchase.
#[test]
fn events_add_the_lower_rungs() {
    let seen = events(3, &[(0, 0, "visit"), (0, 0, "Purchase"), (1, 0, "visit")]);
    let bought = Facts { orders: orders(3, &[(2, 0, 1)]), events: seen.clone(), ..Facts::default() };
    let both = [
        (RungName::Aware, 3),
        (RungName::Trial, 3),
        (RungName::Purchase, 1),
        (RungName::MultiplePurchase, 0),
    ];
    assert_eq!(climbed(&bought, &LadderConfig::default())[..4], both);
    let alone = Facts { events: seen, ..Facts::default() };
    let from_events = [(RungName::Aware, 2), (RungName::Trial, 2), (RungName::Purchase, 1)];
    assert_eq!(climbed(&alone, &LadderConfig::default())[..3], from_events);
    let config = LadderConfig { purchase_events: Some(vec!["visit".to_string()]), ..LadderConfig::default() };
    assert_eq!(climbed(&alone, &config)[2], (RungName::Purchase, 2));
}

#[test]
fn nothing_loaded_gives_no_rungs() {
    assert!(ladder(&Facts::default(), &LadderConfig::default()).rungs.is_empty());
}

/// What is kept between two questions changes no answer, whichever setting changes.
#[test]
fn what_is_kept_changes_no_answer() {
    let rows: Vec<(u32, i32, i64)> =
        (0..400).map(|i| ((i * 7 % 23) as u32, i * i % 97, i64::from(i % 9) - 1)).collect();
    let facts = Facts {
        orders: orders(25, &rows),
        events: events(25, &[(23, 1, "visit"), (24, 50, "purchase")]),
        ..Facts::default()
    };
    let mut kept = Kept::default();
    for as_of in [None, Some(Day(40)), Some(Day(80)), None] {
        for (loyal_days, overdue_factor) in [(3, 3), (9, 1), (4, 12), (0, 0)] {
            let config = LadderConfig { as_of, loyal_days, overdue_factor, ..LadderConfig::default() };
            assert_eq!(ladder_again(&facts, &config, &mut kept), ladder(&facts, &config));
        }
    }
    let config = LadderConfig { purchase_events: Some(vec!["visit".to_string()]), ..LadderConfig::default() };
    assert_eq!(ladder_again(&facts, &config, &mut kept), ladder(&facts, &config));
}
