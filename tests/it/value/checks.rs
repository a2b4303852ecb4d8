//! Each assumption of the models broken by itself in a simulated shop: exactly its notice must be given, and none for a
//! shop that keeps them all, nor for CDNOW.

use clientele::day::Day;
use clientele::facts::{Facts, Order, Orders};
use clientele::metrics::value::Forecaster;
use clientele::metrics::value::base::Base;
use clientele::metrics::value::checks::{Notice, checks};
use clientele::metrics::value::purchases::Model;
use clientele::moment::Moment;
use clientele::money::Money;
use clientele::num::random::Random;

/// A shop in which customers arrive evenly, buy at random at a rate of their own, and leave at a rate of their own: the
/// assumptions of Pareto/NBD and of Gamma-Gamma. Each field breaks one.
struct Shop {
    customers: u32,
    days: i32,
    /// Shape of the times between purchases: 1 is by chance.
    shape: u32,
    /// How far the rate swings over the year.
    swing: f64,
    /// Rate of those who come in the second half of the time, over that of the first.
    later: f64,
    /// Power of the rate by which the spend goes with it.
    spend_power: f64,
    /// Days after the last order.
    silent: i32,
}

const KEEPS_ALL: Shop =
    Shop { customers: 3000, days: 1200, shape: 1, swing: 0.0, later: 1.0, spend_power: 0.0, silent: 0 };

impl Shop {
    fn notices(&self, seed: u64) -> Vec<Notice> {
        let mut random = Random::new(seed);
        let mut orders = Vec::new();
        for customer in 0..self.customers {
            self.buy(customer, &mut random, &mut orders);
        }
        let facts = Facts { orders: Orders::new(self.customers as usize, &orders), ..Facts::default() };
        let as_of = Day(10_000 + self.days + self.silent);
        let base = Base::new(&facts, as_of, Forecaster::Model(Model::ParetoNbd)).unwrap();
        checks(&facts, &base)
    }

    fn buy(&self, customer: u32, random: &mut Random, orders: &mut Vec<Order>) {
        let first = random.uniform() * f64::from(self.days);
        let mut rate = random.gamma(1.2) / 60.0;
        if first > f64::from(self.days) / 2.0 {
            rate *= self.later;
        }
        let gone = first + random.exponential() * 300.0 / random.gamma(0.9);
        let spend = 40.0 / random.gamma(4.0) * libm::pow(rate * 60.0, self.spend_power);
        let mut order = |t: f64, random: &mut Random| {
            let day = Day(10_000 + t as i32);
            let amount = Money::from_units((spend * random.gamma(5.0) * 20.0).round() / 100.0 + 0.01);
            orders.push(Order { customer, moment: Moment::of_day(day), day, amount, cost: None });
        };
        order(first, random);
        let mut t = first;
        // Thinning: candidates at the highest rate, kept by the season.
        let highest = rate * (1.0 + self.swing);
        loop {
            t += random.gamma(f64::from(self.shape)) / (highest * f64::from(self.shape));
            if t > gone.min(f64::from(self.days)) {
                return;
            }
            let season = 1.0 + self.swing * libm::sin(t / 365.25 * std::f64::consts::TAU);
            if random.uniform() * (1.0 + self.swing) <= season {
                order(t, random);
            }
        }
    }
}

#[test]
fn a_shop_that_keeps_every_assumption_gets_no_notice() {
    for seed in 1..=12 {
        assert_eq!(KEEPS_ALL.notices(seed), [], "seed {seed}");
    }
}

fn only(shop: &Shop, is_it: fn(&Notice) -> bool) {
    for seed in [21, 22, 23] {
        let notices = shop.notices(seed);
        assert!(notices.len() == 1 && is_it(&notices[0]), "seed {seed}: {notices:?}");
    }
}

#[test]
fn each_broken_assumption_gets_its_own_notice_and_no_other() {
    only(
        &Shop { spend_power: 0.6, ..KEEPS_ALL },
        |n| matches!(n, Notice::SpendGoesWithFrequency(along) if (0.25..0.9).contains(along)),
    );
    only(
        &Shop { shape: 4, ..KEEPS_ALL },
        |n| matches!(n, Notice::RegularTiming(shape) if (2.5..6.0).contains(shape)),
    );
    only(&Shop { swing: 0.6, ..KEEPS_ALL }, |n| matches!(n, Notice::Seasonal(_, by) if by.abs() > 0.2));
    only(
        &Shop { later: 0.5, ..KEEPS_ALL },
        |n| matches!(n, Notice::MixedCohorts(ratio) if (0.4..0.7).contains(ratio)),
    );
    only(
        &Shop { silent: 60, ..KEEPS_ALL },
        |n| matches!(n, Notice::SilentEnd(days, expected) if (60..=62).contains(days) && *expected > 100.0),
    );
    only(
        &Shop { days: 60, ..KEEPS_ALL },
        |n| matches!(n, Notice::ShortData(days) if (55..=61).contains(days)),
    );
    only(&Shop { customers: 60, ..KEEPS_ALL }, |n| matches!(n, Notice::FewRepeaters(5..50)));
}

#[test]
fn cdnow_gets_no_notice() {
    let facts = super::facts(&super::cdnow_orders());
    for as_of in [super::calibration().as_of.unwrap(), facts.last_day().unwrap()] {
        for model in Model::ALL {
            let base = Base::new(&facts, as_of, Forecaster::Model(model)).unwrap();
            assert_eq!(checks(&facts, &base), [], "{} {as_of}", model.name());
        }
    }
}
