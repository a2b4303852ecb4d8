//! Bands of customers by expected value. Expected numbers are sums done by hand.

use clientele::metrics::value::CustomerValue;
use clientele::metrics::value_bands::{TENTHS, value_bands};
use clientele::money::Money;

use crate::shop::Dice;

pub fn customer(customer: u32, so_far: f64, expected: Option<f64>) -> CustomerValue {
    CustomerValue {
        customer,
        frequency: 1,
        recency_days: 10,
        age_days: 20,
        so_far: Money::from_units(so_far),
        p_alive: expected.map(|_| 0.5),
        expected_purchases: expected.map(|_| 1.0),
        expected_spend: expected,
        expected_value: expected,
        relative_error: None,
    }
}

#[test]
fn the_best_stand_first_and_shares_are_of_all() {
    let customers: Vec<_> = (0..20u32).map(|i| customer(i, 10.0, Some(f64::from(i)))).collect();
    let answer = value_bands(&customers, TENTHS);
    assert_eq!(answer.bands.len(), 10);
    assert_eq!(answer.expected, Some(190.0));
    assert_eq!(answer.bands[0].expected, Some(37.0));
    assert_eq!(answer.bands[0].least_expected, Some(18.0));
    assert_eq!(answer.bands[0].expected_share, Some(37.0 / 190.0));
    assert_eq!(answer.bands[0].so_far_share, Some(0.1));
    assert_eq!(answer.bands[0].mean_p_alive, Some(0.5));
    assert_eq!(answer.bands[9].expected, Some(1.0));
}

#[test]
fn few_customers_have_a_band_each() {
    let answer = value_bands(&[customer(0, 10.0, Some(1.0)), customer(1, 5.0, Some(2.0))], TENTHS);
    let sizes: Vec<_> = answer.bands.iter().map(|band| (band.n_customers, band.expected)).collect();
    assert_eq!(sizes, [(1, Some(2.0)), (1, Some(1.0))]);
    assert!(value_bands(&[], TENTHS).bands.is_empty());
    assert_eq!(value_bands(&[], TENTHS).expected, None);
}

#[test]
fn without_an_expectation_money_ranks() {
    let answer = value_bands(&[customer(0, 5.0, None), customer(1, 15.0, None)], 2);
    assert_eq!(answer.expected, None);
    assert_eq!(answer.bands[0].so_far, Money::from_units(15.0));
    assert_eq!(answer.bands[0].so_far_share, Some(0.75));
    assert_eq!(answer.bands[0].expected_share, None);
}

#[test]
fn money_below_zero_has_no_shares() {
    let answer = value_bands(&[customer(0, 5.0, Some(1.0)), customer(1, -2.0, Some(0.5))], 2);
    assert!(answer.bands.iter().all(|band| band.so_far_share.is_none()));
    let nothing = value_bands(&[customer(0, 0.0, Some(0.0))], 2);
    assert_eq!((nothing.bands[0].so_far_share, nothing.bands[0].expected_share), (None, None));
}

#[test]
fn the_order_of_customers_does_not_matter() {
    let mut dice = Dice(99);
    let mut customers: Vec<_> =
        (0..500u32).map(|i| customer(i, dice.below(9) as f64, Some(dice.below(50) as f64 / 7.0))).collect();
    let answer = value_bands(&customers, 7);
    assert_eq!(answer.bands.iter().map(|band| band.n_customers).sum::<usize>(), 500);
    for _ in 0..20 {
        dice.shuffle(&mut customers);
        assert_eq!(value_bands(&customers, 7), answer);
    }
}
