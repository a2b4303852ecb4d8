//! Customers made from a model: to test that a fit finds what was put in, and to measure speed.

use crate::num::random::Random;

use super::history::History;
use super::purchases::Model;
use super::spend::Spend;

/// A model of purchases and its parameters.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Truth {
    /// Which model.
    pub model: Model,
    /// In the order of [`Model::parameter_names`].
    pub parameters: [f64; 4],
}

/// `n` customers whose ages are spread evenly between two times.
pub fn simulate(truth: &Truth, n: usize, ages: (f64, f64), seed: u64) -> Vec<History> {
    let mut random = Random::new(seed);
    (0..n)
        .map(|_| {
            let age = ages.0 + (ages.1 - ages.0) * random.uniform();
            let mut purchases = arrivals(truth, age, &mut random).into_iter();
            let (x, tx) = (purchases.len() as u32, purchases.next_back().unwrap_or(0.0));
            History { x, tx, age, n: 1.0 }
        })
        .collect()
}

/// Times of one customer's repeat purchases until `end`.
pub fn arrivals(truth: &Truth, end: f64, random: &mut Random) -> Vec<f64> {
    let [r, alpha, third, fourth] = truth.parameters;
    let rate = random.gamma(r) / alpha;
    let (leave, mut gone) = match truth.model {
        Model::BgNbd | Model::MbgNbd => (random.beta(third, fourth), f64::INFINITY),
        Model::ParetoNbd => (0.0, random.exponential() * fourth / random.gamma(third)),
    };
    if truth.model == Model::MbgNbd && random.uniform() < leave {
        gone = 0.0;
    }
    let mut times = Vec::new();
    let mut t = 0.0;
    loop {
        t += random.exponential() / rate;
        if t.is_nan() || t > end.min(gone) {
            return times;
        }
        times.push(t);
        if leave > 0.0 && random.uniform() < leave {
            gone = t;
        }
    }
}

/// The spend on the repeat purchases of each history, from the parameters p, q, gamma.
pub fn simulate_spend(histories: &[History], parameters: &[f64; 3], seed: u64) -> Vec<Spend> {
    let mut random = Random::new(seed);
    let &[p, q, gamma] = parameters;
    let repeaters = histories.iter().filter(|h| h.x > 0);
    repeaters
        .map(|h| {
            let nu = random.gamma(q) / gamma;
            Spend { x: h.x, sum: random.gamma(p * h.x as f64) / nu, n: 1.0 }
        })
        .collect()
}
