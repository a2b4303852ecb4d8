//! What is to be expected of customers from the day of their first purchase on, day by day.

use crate::day::Day;
use crate::num::chebyshev::Chebyshev;

use super::purchases::Model;

/// Relative tolerance of a curve before the last refinement.
const TOLERANCE: f64 = 3e-8;

/// A function of the days since the first purchase at days 0 to `n`, 0 at day 0. It is kept over time by a curve in the
/// logarithm of time, in which these models are smooth.
pub(super) fn by_day(scale: f64, n: u32, f: &mut dyn FnMut(f64) -> f64) -> Vec<f64> {
    let place = |t: f64| libm::log(scale + t);
    let curve = if n < 40 {
        None
    } else {
        Chebyshev::of(place(1.0), place(f64::from(n)), TOLERANCE, &mut |v| {
            let t = libm::exp(v) - scale;
            f(t) / t
        })
    };
    let mut all = vec![0.0];
    for t in 1..=n {
        let t = f64::from(t);
        all.push(curve.as_ref().map_or_else(|| f(t), |curve| curve.at(place(t)) * t));
    }
    all
}

/// Repeat purchases expected until each day since the first purchase.
pub(super) fn expected(model: Model, parameters: &[f64; 4], n: u32) -> Vec<f64> {
    let newcomer = model.newcomer(parameters);
    by_day(parameters[1], n, &mut |t| newcomer.expected(t))
}

/// Customers by the day of their first purchase.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Arrivals {
    pub first: Day,
    /// One a day from `first` on.
    pub n: Vec<u32>,
}

impl Arrivals {
    pub fn new(firsts: &[Day]) -> Option<Self> {
        let (first, last) = (*firsts.iter().min()?, *firsts.iter().max()?);
        let mut n = vec![0; last.since(first) as usize + 1];
        for day in firsts {
            n[day.since(first) as usize] += 1;
        }
        Some(Self { first, n })
    }

    /// Repeat purchases of all expected until the end of `day`; `expected` is by day since the first purchase.
    pub fn repeats_by(&self, day: Day, expected: &[f64]) -> f64 {
        let age = |k: usize| day.since(self.first.plus(k as i32));
        let known = self.n.iter().enumerate().filter(|&(k, &n)| n > 0 && age(k) >= 0);
        known.map(|(k, &n)| f64::from(n) * expected.get(age(k) as usize).copied().unwrap_or(0.0)).sum()
    }
}
