//! Purchases at regular opportunities: the grid is found where there is one, and only there; the model on it is that of
//! the histories counted by hand.

use clientele::day::Day;
use clientele::facts::{Facts, Order, Orders};
use clientele::metrics::value::base::Base;
use clientele::metrics::value::bgbb::{self, Taken};
use clientele::metrics::value::decide::chances::{Grid, chances};
use clientele::metrics::value::purchases::Model;
use clientele::metrics::value::{Forecaster, ValueConfig};
use clientele::moment::Moment;
use clientele::money::Money;
use clientele::num::random::Random;

use super::{cdnow_orders, close};

/// Donors who are asked on the first of every `step`th month of four years, and give within three days or not.
fn donors(step: u32) -> (Facts, Vec<Taken>) {
    let mut random = Random::new(77);
    let (mut orders, mut histories) = (Vec::new(), Vec::new());
    let n_chances = 48 / step;
    for customer in 0..600 {
        let first = random.below(n_chances as usize / 2) as u32;
        let (chance, leave) = (random.beta(1.2, 0.75), random.beta(0.66, 8.0));
        let mut own = Taken { x: 0, last: 0, n_chances: n_chances - 1 - first, n: 1.0 };
        for k in first..n_chances {
            if k > first && random.uniform() < leave {
                break;
            }
            if k == first || random.uniform() < chance {
                let start = Day::from_ymd(2020, 1, 1).unwrap().month_number();
                let day = Day::of_month_number(start + (k * step) as i32).plus(random.below(3) as i32);
                let amount = Money::from_units(20.0 + random.below(5) as f64);
                orders.push(Order { customer, moment: Moment::of_day(day), day, amount, cost: None });
                if k > first {
                    (own.x, own.last) = (own.x + 1, k - first);
                }
            }
        }
        histories.push(own);
    }
    (Facts { orders: Orders::new(600, &orders), ..Facts::default() }, histories)
}

#[test]
fn a_monthly_and_a_quarterly_grid_are_found_and_counted() {
    for (step, grid, n_ahead) in [(1, Grid::Months(1), 12), (3, Grid::Months(3), 4)] {
        let (facts, histories) = donors(step);
        let as_of = Day::from_ymd(2023, 12, 31).unwrap();
        let base = Base::new(&facts, as_of, Forecaster::Model(Model::BgNbd)).unwrap();
        let answer = chances(&facts, &base, &ValueConfig::default()).unwrap();
        assert_eq!((answer.grid, answer.n_ahead, answer.n_customers), (grid, n_ahead, 600));
        let by_hand = bgbb::fit(&histories).unwrap();
        close(answer.fit.log_likelihood, by_hand.log_likelihood, 1e-9);
        for (parameter, want) in answer.fit.parameters.iter().zip(by_hand.parameters) {
            close(parameter.value, want, 1e-5);
        }
        let expected: f64 = answer.rows.iter().map(|row| row.expected * row.n_customers as f64).sum();
        let want: f64 =
            histories.iter().map(|h| bgbb::standing(&by_hand.parameters, *h).expected(n_ahead, 1.0)).sum();
        close(expected, want, 1e-5);
        assert!(answer.value > 0.0 && answer.rows.iter().all(|row| (0.0..=1.0).contains(&row.p_alive)));
    }
}

#[test]
fn purchases_on_any_day_are_on_no_grid() {
    let facts = super::facts(&cdnow_orders());
    let base = Base::new(&facts, facts.last_day().unwrap(), Forecaster::Model(Model::BgNbd)).unwrap();
    let error = chances(&facts, &base, &ValueConfig::default()).unwrap_err();
    assert!(error.to_string().contains("any day"), "{error}");
}
