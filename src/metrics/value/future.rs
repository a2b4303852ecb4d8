//! Futures of one customer drawn from the model: what will be seen, and not only what is to be expected.
//!
//! Each future has its own parameters, drawn from the normal approximation of their posterior (the maximum and the
//! covariance of the logarithms), its own customer, drawn from what the history says, and its own chance.

use crate::num::incomplete::normal_quantile;
use crate::num::linear::Eigen;
use crate::num::random::Random;
use crate::sort::Sort as _;

use super::base::{Base, told};
use super::fit::Fitted;
use super::history::Buyer;
use super::process::Process;

/// Futures drawn; of so many the ends of a range of 95 % are within about a point of probability.
const FUTURES: usize = 4000;

/// Parameters drawn: each serves some futures.
const PARAMETERS: usize = 200;

/// Purchases after which a future is cut: nobody buys more often.
const MOST: u32 = 20_000;

/// Where what will be seen lies with a probability of 95 %.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Range {
    /// Purchases in the horizon: the least and the most.
    pub purchases: (u32, u32),
    /// Their discounted value in currency units.
    pub value: (f64, f64),
    /// The share of futures without a purchase.
    pub none: f64,
}

/// Draws futures of a customer from a fixed seed. `None` where no model is fitted.
pub fn range(base: &Base, buyer: &Buyer, horizon: f64, discount: f64, margin: f64) -> Option<Range> {
    let (model, fitted) = base.model()?;
    let spending = base.spend_model();
    let mut random = Random::new(0x00c1_1e47_e1e5_eed0);
    let mut counts: Vec<u32> = Vec::with_capacity(FUTURES);
    let mut values: Vec<f64> = Vec::with_capacity(FUTURES);
    for _ in 0..PARAMETERS {
        let at = drawn(fitted, &mut random);
        let standing = model.standing(&at, buyer.x, buyer.tx as f64, buyer.age as f64);
        let money = spending.map(|fitted| drawn(fitted, &mut random));
        for _ in 0..FUTURES / PARAMETERS {
            let is_alive = random.uniform() < standing.p_alive();
            let mut left = 0.0;
            let mut n = 0;
            if is_alive {
                visit(&standing.alive, horizon, &mut random, &mut |t| {
                    n += 1;
                    left += libm::exp(-discount * t);
                });
            }
            counts.push(n);
            values.push(left * paid(base, buyer, money, n, &mut random) * margin);
        }
    }
    counts.order();
    values.order_by(f64::total_cmp);
    let place = |share: f64| ((FUTURES - 1) as f64 * share) as usize;
    let (low, high) = (place(0.025), place(0.975) + 1);
    Some(Range {
        purchases: (counts[low], counts[high.min(FUTURES - 1)]),
        value: (values[low], values[high.min(FUTURES - 1)]),
        none: counts.partition_point(|&n| n == 0) as f64 / FUTURES as f64,
    })
}

/// Parameters from the normal approximation of their posterior, by their logarithms. Flat directions move as far as the weak prior lets them.
fn drawn<const N: usize>(fitted: &Fitted<N>, random: &mut Random) -> [f64; N] {
    let Eigen { values, vectors } = crate::num::linear::eigen(&fitted.covariance);
    let mut moved = [0.0; N];
    for (value, vector) in values.iter().zip(&vectors) {
        let along = libm::sqrt(value.max(0.0)) * normal_quantile(random.uniform());
        for (into, part) in moved.iter_mut().zip(vector) {
            *into += along * part;
        }
    }
    std::array::from_fn(|i| fitted.parameters[i] * libm::exp(moved[i].clamp(-20.0, 20.0)))
}

/// Times of the purchases of one living customer.
fn visit(alive: &Process, horizon: f64, random: &mut Random, each: &mut dyn FnMut(f64)) {
    let (rate, leave, gone) = match *alive {
        Process::Geometric { r, alpha, a, b } => (random.gamma(r) / alpha, random.beta(a, b), horizon),
        Process::Pareto { r, alpha, s, beta } => {
            (random.gamma(r) / alpha, 0.0, (random.exponential() * beta / random.gamma(s)).min(horizon))
        }
    };
    let mut t = 0.0;
    for _ in 0..MOST {
        t += random.exponential() / rate;
        if t.is_nan() || t > gone {
            return;
        }
        each(t);
        if leave > 0.0 && random.uniform() < leave {
            return;
        }
    }
}

/// The mean paid for `n` purchases: a customer of this history, then the purchases.
fn paid(base: &Base, buyer: &Buyer, money: Option<[f64; 3]>, n: u32, random: &mut Random) -> f64 {
    let Some([p, q, gamma]) = money else { return base.spend_of(buyer) };
    if n == 0 {
        return 0.0;
    }
    let (x, sum) = told(buyer);
    let nu = (random.gamma(p * x as f64 + q) / (gamma + sum)).max(f64::MIN_POSITIVE);
    random.gamma(p * n as f64) / nu / n as f64
}
