//! The customer pyramid. Numbers by hand; those of CDNOW from `tests/reference/overview_cdnow.txt`.

use clientele::day::Day;
use clientele::facts::{Facts, Orders};
use clientele::metrics::tiers::{Measure, Tiers, TiersConfig, tiers};
use clientele::money::Money;

use crate::shop::{Dice, cdnow, facts, order, order_at_cost};

fn ask(facts: &Facts) -> Tiers {
    tiers(facts, &TiersConfig::default()).unwrap()
}

fn sizes(answer: &Tiers) -> Vec<usize> {
    answer.tiers.iter().map(|tier| tier.n_customers).collect()
}

#[test]
fn tiers_have_their_shares_where_nobody_is_equal() {
    let orders: Vec<_> = (0..100).map(|i| order(i, 10, 1.0 + f64::from(i))).collect();
    let answer = ask(&facts(100, &orders));
    assert_eq!(sizes(&answer), [5, 15, 30, 50]);
    assert_eq!(answer.measure, Measure::Amount);
    // The best five brought 96 + 97 + 98 + 99 + 100 = 490 of 5050.
    assert_eq!(answer.tiers[0].worth, Money::from_units(490.0));
    assert_eq!(answer.tiers[0].worth_share, Some(490.0 / 5050.0));
    assert_eq!(answer.tiers[0].least, Some(Money::from_units(96.0)));
    assert_eq!(answer.tiers[3].mean, Some(Money::from_units(25.5)));
    assert_eq!(answer.tier_of[99], Some(0));
}

/// The best fifth ends within equals: the exact share lies between that of the best 471 and of a few more.
#[test]
fn cdnow_rests_on_a_fifth() {
    let (customers, orders) = cdnow();
    let answer = ask(&Facts { orders: Orders::new(customers.len(), &orders), customers, ..Facts::default() });
    let n: usize = sizes(&answer)[..2].iter().sum();
    assert_eq!(n, 472);
    let share: f64 = answer.tiers[..2].iter().filter_map(|tier| tier.worth_share).sum();
    let (best_471, all) = (16_452_177.0, 24_409_194.0);
    assert!(share > best_471 / all && share < (best_471 + 2.0 * 13_100.0) / all, "{share}");
}

#[test]
fn equals_share_a_tier() {
    let orders: Vec<_> = (0..20).map(|i| order(i, 10, if i < 3 { 50.0 } else { 5.0 })).collect();
    // 5 % of 20 are one, and two more brought as much; 20 % are four, and all the rest bring the same.
    assert_eq!(sizes(&ask(&facts(20, &orders))), [3, 17, 0, 0]);
}

#[test]
fn profit_ranks_where_costs_are_known() {
    let orders = [
        order_at_cost(0, 10, 100.0, 99.0),
        order_at_cost(1, 10, 50.0, 10.0),
        order_at_cost(2, 10, 9.0, 12.0),
    ];
    let shop = facts(3, &orders);
    let answer = ask(&shop);
    assert_eq!((answer.measure, answer.worth), (Measure::Profit, Money::from_units(38.0)));
    assert_eq!(answer.tier_of, [Some(2), Some(0), Some(3)]);
    assert_eq!((answer.n_below_zero, answer.below_zero), (1, Money::from_units(-3.0)));
    assert!(answer.tiers.iter().all(|tier| tier.worth_share.is_none()));
    let by_amount = TiersConfig { measure: Some(Measure::Amount), ..TiersConfig::default() };
    assert_eq!(tiers(&shop, &by_amount).unwrap().tier_of, [Some(0), Some(2), Some(3)]);
}

#[test]
fn a_bad_call_is_refused_with_what_to_do() {
    let shop = facts(1, &[order(0, 10, 9.0)]);
    for ends in [[0.0, 0.2, 0.5], [0.2, 0.2, 0.5], [0.1, 0.2, 1.0], [0.5, 0.2, 0.1], [f64::NAN, 0.2, 0.5]] {
        assert!(tiers(&shop, &TiersConfig { ends, ..TiersConfig::default() }).unwrap_err().is_config());
    }
    let profit = TiersConfig { measure: Some(Measure::Profit), ..TiersConfig::default() };
    assert!(tiers(&shop, &profit).unwrap_err().is_missing());
    assert!(tiers(&Facts::default(), &TiersConfig::default()).unwrap_err().is_missing());
    let early = TiersConfig { as_of: Some(Day(9)), ..TiersConfig::default() };
    assert!(tiers(&shop, &early).unwrap_err().is_missing());
}

#[test]
fn laws_hold_for_any_shop() {
    let mut dice = Dice(2001);
    for _ in 0..200 {
        let mut orders: Vec<_> = (0..1 + dice.below(60))
            .map(|_| {
                let (units, cost) = (dice.below(30) as f64 - 2.0, dice.below(15) as f64);
                order_at_cost(dice.below(20) as u32, dice.below(50) as i32, units, cost)
            })
            .collect();
        orders.push(order_at_cost(0, 1, 1.0, 1.0));
        let answer = ask(&facts(20, &orders));
        dice.shuffle(&mut orders);
        assert_eq!(ask(&facts(20, &orders)), answer);
        assert_eq!(sizes(&answer).iter().sum::<usize>(), answer.n_customers);
        assert_eq!(answer.tiers.iter().map(|tier| tier.worth).sum::<Money>(), answer.worth);
        let leasts: Vec<Money> = answer.tiers.iter().filter_map(|tier| tier.least).collect();
        assert!(leasts.windows(2).all(|pair| pair[0] > pair[1]));
        assert!(answer.tiers[0].n_customers > 0);
    }
}
