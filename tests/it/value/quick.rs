//! What a changed setting asks for is computed without a list of customers: it is the same as with one. A search that sets
//! out from the fit of another day comes to the same maximum.

use std::rc::Rc;

use clientele::day::Day;
use clientele::facts::{Facts, Order, Orders};
use clientele::metrics::value::base::Base;
use clientele::metrics::value::fit::{purchases, purchases_near};
use clientele::metrics::value::history::Histories;
use clientele::metrics::value::people::People;
use clientele::metrics::value::purchases::Model;
use clientele::metrics::value::simulate::{Truth, arrivals, simulate};
use clientele::metrics::value::{Forecaster, ValueConfig};
use clientele::metrics::value_bands::{ValueBands, value_bands};
use clientele::moment::Moment;
use clientele::money::Money;
use clientele::num::random::Random;

use super::{calibration, cdnow_orders, close};

fn same(quick: &ValueBands, slow: &ValueBands) {
    assert_eq!((quick.n_customers, quick.so_far), (slow.n_customers, slow.so_far));
    for (quick, slow) in quick.bands.iter().zip(&slow.bands) {
        assert_eq!((quick.n_customers, quick.so_far), (slow.n_customers, slow.so_far));
        let numbers = [
            (quick.expected, slow.expected),
            (quick.expected_share, slow.expected_share),
            (quick.least_expected, slow.least_expected),
            (quick.mean_p_alive, slow.mean_p_alive),
            (quick.so_far_share, slow.so_far_share),
        ];
        for (quick, slow) in numbers {
            assert_eq!(quick.is_some(), slow.is_some());
            if let (Some(quick), Some(slow)) = (quick, slow) {
                assert!((quick - slow).abs() <= 1e-11 * slow.abs(), "{quick} {slow}");
            }
        }
    }
}

#[test]
fn bands_without_a_list_are_those_of_the_list() {
    let whole = super::facts(&cdnow_orders());
    // With two customers alike in all, ties everywhere, and too few for a model.
    let few: Vec<Order> = cdnow_orders().into_iter().filter(|order| order.customer < 40).collect();
    let mut free = few.clone();
    free.iter_mut().for_each(|order| order.amount = Money::ZERO);
    let small = |orders: &[Order]| Facts { orders: Orders::new(40, orders), ..Facts::default() };
    for facts in [whole, small(&few), small(&free), small(&few[..3])] {
        for forecaster in Forecaster::ALL {
            let Ok(base) = Base::new(&facts, calibration().as_of.unwrap(), forecaster) else { continue };
            for (months, rate, margin) in [(12.0, 0.1, None), (60.0, 0.0, Some(0.3)), (1.0, 0.5, None)] {
                let config =
                    ValueConfig { horizon_months: months, discount_per_year: rate, margin, ..calibration() };
                let value = base.value(&config);
                for n_bands in [10, 3, 1] {
                    let (summary, bands) = base.worth(&config, n_bands);
                    assert_eq!(summary, value.summary);
                    same(&bands, &value_bands(&value.customers, n_bands));
                }
            }
        }
    }
}

/// Orders of customers who arrive over two years.
fn shop(n: u32) -> Facts {
    let truth = Truth { model: Model::BgNbd, parameters: [0.6, 60.0, 0.8, 3.0] };
    let mut random = Random::new(4);
    let mut orders = Vec::new();
    for customer in 0..n {
        let first = (random.uniform() * 600.0) as i32;
        let spend = 10.0 + 50.0 * random.uniform();
        let later = arrivals(&truth, f64::from(730 - first), &mut random);
        for day in [0.0].into_iter().chain(later) {
            let day = Day(first + day as i32);
            let amount = Money::from_units((spend * random.gamma(5.0) * 20.0).round() / 100.0);
            orders.push(Order { customer, moment: Moment::of_day(day), day, amount, cost: None });
        }
    }
    Facts { orders: Orders::new(n as usize, &orders), ..Facts::default() }
}

#[test]
fn a_day_reached_from_another_is_answered_the_same() {
    let facts = shop(40_000);
    for model in [Model::BgNbd, Model::MbgNbd] {
        let forecaster = Forecaster::Model(model);
        let before = Base::new(&facts, Day(600), forecaster).unwrap();
        let people = Rc::new(People::new(&facts, Day(730)).unwrap());
        let from = Base::fitted(people, forecaster, Some(&before));
        let anew = Base::new(&facts, Day(730), forecaster).unwrap();
        let (a, b) = (from.model().unwrap().1, anew.model().unwrap().1);
        assert!((a.log_likelihood - b.log_likelihood).abs() < 1e-6);
        for i in 0..4 {
            close(a.parameters[i], b.parameters[i], 1e-6);
        }
        let config = ValueConfig::default();
        close(from.summary(&config).expected.unwrap(), anew.summary(&config).expected.unwrap(), 1e-7);
    }
}

#[test]
fn days_in_a_list_and_times_of_any_kind_are_fitted_alike() {
    // The same customers, once as days that many share, and once moved by so little that nothing is shared.
    let truth = Truth { model: Model::BgNbd, parameters: [0.6, 60.0, 0.8, 3.0] };
    let mut days = simulate(&truth, 20_000, (100.0, 700.0), 9);
    for h in &mut days {
        (h.tx, h.age) = (h.tx.floor(), h.age.ceil());
    }
    let mut moved = days.clone();
    for (k, h) in moved.iter_mut().enumerate() {
        h.age *= 1.0 + 1e-13 * k as f64;
    }
    for model in Model::ALL {
        let (a, b) = (Histories::new(days.clone()), Histories::new(moved.clone()));
        let (a, b) = (purchases(model, &a).unwrap(), purchases_near(model, &b, None).unwrap());
        close(a.log_likelihood, b.log_likelihood, 1e-9);
        for i in 0..4 {
            close(a.parameters[i], b.parameters[i], 1e-5);
        }
    }
}
