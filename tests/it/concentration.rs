//! How far money rests on few: numbers by hand, the sample of CDNOW by `tests/reference/overview_cdnow.py`, laws.

use clientele::metrics::concentration::{Concentration, CurvePoint, concentration};
use clientele::money::Money;

use crate::shop::Dice;

fn of(units: &[f64]) -> Concentration {
    concentration(units.iter().copied().map(Money::from_units))
}

#[test]
fn equal_customers_have_no_concentration() {
    let answer = of(&[5.0; 10]);
    assert_eq!(answer.gini, Some(0.0));
    assert_eq!((answer.n_best_fifth, answer.best_fifth), (2, Some(0.2)));
    assert_eq!(answer.n_for_half, Some(5));
    assert!(answer.curve.iter().all(|point| (point.customers - point.amount).abs() < 1e-15));
}

#[test]
fn one_customer_has_all() {
    let answer = of(&[7.0]);
    assert_eq!((answer.gini, answer.best_fifth, answer.n_for_half), (Some(0.0), Some(1.0), Some(1)));
    let ends = [CurvePoint { customers: 0.0, amount: 0.0 }, CurvePoint { customers: 1.0, amount: 1.0 }];
    assert_eq!(answer.curve, ends);
}

/// One of n brings all: the coefficient is (n - 1) / n.
#[test]
fn one_of_many_brings_all() {
    let answer = of(&[0.0, 0.0, 0.0, 8.0]);
    assert_eq!((answer.gini, answer.n_for_half), (Some(0.75), Some(1)));
}

#[test]
fn without_a_whole_there_are_no_shares() {
    for units in [&[][..], &[0.0, 0.0], &[5.0, -1.0], &[-5.0]] {
        let answer = of(units);
        assert_eq!((answer.gini, answer.best_fifth, answer.n_for_half), (None, None, None));
        assert!(answer.curve.is_empty());
        assert_eq!(answer.n_customers, units.len());
        assert_eq!(answer.amount, units.iter().copied().map(Money::from_units).sum());
    }
}

#[test]
fn a_half_that_is_met_exactly_needs_no_more() {
    assert_eq!(of(&[5.0, 3.0, 2.0]).n_for_half, Some(1));
    assert_eq!(of(&[4.0, 4.0, 2.0]).n_for_half, Some(2));
}

#[test]
fn laws_hold_for_any_amounts() {
    let mut dice = Dice(1905);
    for _ in 0..300 {
        let mut amounts: Vec<Money> =
            (0..1 + dice.below(400)).map(|_| Money(dice.below(1_000_000) as i64)).collect();
        let answer = concentration(amounts.iter().copied());
        dice.shuffle(&mut amounts);
        assert_eq!(concentration(amounts.iter().copied()), answer);
        let doubled = concentration(amounts.iter().map(|amount| Money(2 * amount.0)));
        assert_eq!((doubled.gini, doubled.n_for_half), (answer.gini, answer.n_for_half));
        let Some(gini) = answer.gini else { continue };
        assert!((0.0..1.0).contains(&gini));
        assert!(answer.curve.windows(2).all(|pair| pair[0].amount <= pair[1].amount));
        assert!(answer.curve.iter().all(|point| point.amount <= point.customers + 1e-12));
        assert_eq!(answer.curve.last().map(|point| (point.customers, point.amount)), Some((1.0, 1.0)));
    }
}
