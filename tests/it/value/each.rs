//! The forecast of each customer, made for many at once, against the one of the customer alone; and its uncertainty
//! against differences of that one by the parameters.

use clientele::facts::Facts;
use clientele::metrics::value::base::Base;
use clientele::metrics::value::purchases::Model;
use clientele::metrics::value::{Forecaster, ValueConfig, spend};
use clientele::num::linear::quadratic_form;

use super::{calibration, cdnow_orders, close, facts};

const DAYS: f64 = 365.25 / 12.0;

fn base(facts: &Facts, model: Model) -> Base {
    Base::new(facts, calibration().as_of.unwrap(), Forecaster::Model(model)).unwrap()
}

#[test]
fn many_at_once_are_as_each_alone() {
    let facts = facts(&cdnow_orders());
    for model in Model::ALL {
        let base = base(&facts, model);
        for (months, rate) in [(12.0, 0.1), (1.0, 0.0), (120.0, 1.5)] {
            let config = ValueConfig { horizon_months: months, discount_per_year: rate, ..calibration() };
            let answer = base.value(&config);
            for (own, buyer) in answer.customers.iter().zip(&base.buyers) {
                let alone = base.standing(buyer).unwrap();
                close(own.p_alive.unwrap(), alone.p_alive(), 1e-14);
                close(own.expected_purchases.unwrap(), alone.expected(months * DAYS), 1e-11);
                let discounted = alone.discounted(months * DAYS, libm::log1p(rate) / 365.25);
                close(own.expected_value.unwrap(), discounted * base.spend_of(buyer), 1e-11);
            }
        }
    }
}

#[test]
fn the_uncertainty_of_each_is_that_of_the_parameters() {
    let facts = facts(&cdnow_orders());
    for model in Model::ALL {
        let base = base(&facts, model);
        let (_, fitted) = base.model().unwrap();
        let spending = base.spend_model().unwrap();
        let answer = base.value(&calibration());
        for (own, buyer) in answer.customers.iter().zip(&base.buyers).step_by(53) {
            let purchases = |at: &[f64; 4]| {
                let alone = model.standing(at, buyer.x, buyer.tx as f64, buyer.age as f64);
                libm::log(alone.discounted(12.0 * DAYS, libm::log1p(0.1) / 365.25))
            };
            let spend =
                |at: &[f64; 3]| libm::log(spend::expected(at, buyer.x, buyer.repeat_spend.units()).unwrap());
            let square = quadratic_form(&fitted.covariance, &slopes(&fitted.parameters, purchases))
                + quadratic_form(&spending.covariance, &slopes(&spending.parameters, spend));
            close(own.relative_error.unwrap(), square.sqrt(), 2e-3);
        }
    }
}

fn slopes<const N: usize>(at: &[f64; N], f: impl Fn(&[f64; N]) -> f64) -> [f64; N] {
    std::array::from_fn(|i| {
        let moved = |step: f64| {
            let mut moved = *at;
            moved[i] *= libm::exp(step);
            f(&moved)
        };
        (moved(1e-4) - moved(-1e-4)) / 2e-4
    })
}
