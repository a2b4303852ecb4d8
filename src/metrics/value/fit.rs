//! Maximum likelihood: starts, search, certificate, standard errors.

use crate::num::linear::Eigen;
use crate::num::optimise::{Local, Optimum, Search, maximise};

use super::history::{Histories, History};
use super::purchases::Model;
use super::spend::{self, Spend};
use super::{Certificate, Fit, Parameter};

/// Curvature of the log-likelihood by logarithms of parameters below which a direction counts as flat: the parameter
/// would be known to a factor of `e^300` only.
const FLAT: f64 = 1e-5;

/// Above so many distinct histories the rough place of the maximum is found on an even part of them.
const PART: usize = 6000;

/// A fitted model with what is needed to carry its uncertainty on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fitted<const N: usize> {
    /// In the unit of the data.
    pub parameters: [f64; N],
    /// At the maximum, in the unit of the data.
    pub log_likelihood: f64,
    /// Of the logarithms of the parameters; flat directions are left out.
    pub covariance: [[f64; N]; N],
    /// Is the parameter held by the data? Otherwise it runs along a flat direction or into a bound.
    pub held: [bool; N],
    /// The search.
    pub optimum: Optimum<N>,
    /// Customers who were used.
    pub n_customers: f64,
}

/// Logarithms of parameters, in units of the mean age or mean spend.
const SEARCH: Search = Search { low: -23.0, high: 23.0, tolerance: 1e-9, max_evaluations: 300 };

/// Starts for the purchase models: shape of the rate, and of both chances. Between them they cover alike and unlike
/// customers who stay or leave early.
const STARTS: [[f64; 3]; 5] =
    [[0.5, 0.8, 2.5], [1.5, 0.5, 4.0], [0.2, 2.0, 2.0], [5.0, 0.1, 2.0], [0.5, 10.0, 40.0]];

/// Fits a model of purchases. `None` if there is nothing to fit: no customer, no time, or no repeat purchase.
pub fn purchases(model: Model, histories: &Histories) -> Option<Fitted<4>> {
    if histories.n_repeats <= 0.0 || histories.time <= 0.0 {
        return None;
    }
    let unit = histories.time / histories.n_customers;
    let scaled = Histories::new(
        histories.distinct.iter().map(|h| History { tx: h.tx / unit, age: h.age / unit, ..*h }).collect(),
    );
    let rate = scaled.n_repeats / scaled.time;
    let starts = STARTS.map(|[r, third, fourth]| [r, 0.5 * r / rate, third, fourth].map(libm::log));
    let part = scaled.every(scaled.distinct.len() / PART + 1);
    let of = |h: &Histories, at: &[f64; 4]| model.log_likelihood(h, &at.map(libm::exp));
    let small = part.distinct.len() < scaled.distinct.len() && part.n_repeats > 0.0;
    let mut best = if small {
        let rough = best_of(&starts, |at| of(&part, at));
        maximise(rough.map_or(starts[0], |o| o.at), &SEARCH, |at| of(&scaled, at))?
    } else {
        best_of(&starts, |at| of(&scaled, at))?
    };
    best.local.value -= scaled.n_repeats * libm::log(unit);
    let mut fitted = Fitted::new(best, histories.n_customers);
    for &i in model.times() {
        fitted.parameters[i] *= unit;
    }
    Some(fitted)
}

/// Fits the model of spend. `None` if fewer than two customers differ.
pub fn spends(spends: &[Spend]) -> Option<Fitted<3>> {
    let (sum, n) = spends.iter().fold((0.0, 0.0), |(sum, n), s| (sum + s.n * s.sum / s.x as f64, n + s.n));
    let unit = sum / n;
    let mean = |s: &Spend| s.sum / s.x as f64 / unit;
    if !spends.iter().any(|s| (mean(s) - 1.0).abs() > 1e-6) {
        return None;
    }
    let scaled: Vec<Spend> = spends.iter().map(|s| Spend { sum: s.sum / unit, ..*s }).collect();
    let starts = [[1.0, 3.0, 2.0], [6.0, 4.0, 0.5], [0.5, 10.0, 18.0], [20.0, 20.0, 0.95], [30.0, 2.0, 0.03]];
    let mut best = best_of(&starts.map(|start| start.map(libm::log)), |at| {
        spend::log_likelihood(&scaled, &at.map(libm::exp))
    })?;
    best.local.value -= n * libm::log(unit);
    let mut fitted = Fitted::new(best, n);
    fitted.parameters[2] *= unit;
    Some(fitted)
}

/// The highest end of all searches; the first of equals.
fn best_of<const N: usize>(starts: &[[f64; N]], f: impl Fn(&[f64; N]) -> Local<N>) -> Option<Optimum<N>> {
    let ends = starts.iter().filter_map(|&start| maximise(start, &SEARCH, &f));
    ends.reduce(|best, next| if next.local.value > best.local.value { next } else { best })
}

impl<const N: usize> Fitted<N> {
    fn new(optimum: Optimum<N>, n_customers: f64) -> Self {
        let Eigen { values, vectors } = optimum.curvature;
        let mut covariance = [[0.0; N]; N];
        let mut held: [bool; N] = optimum.at.map(|x| x > SEARCH.low && x < SEARCH.high);
        for (value, vector) in values.iter().zip(&vectors) {
            for i in 0..N {
                if *value < FLAT {
                    held[i] &= vector[i].abs() < 0.1;
                    continue;
                }
                for j in 0..N {
                    covariance[i][j] += vector[i] * vector[j] / value;
                }
            }
        }
        Self {
            parameters: optimum.at.map(libm::exp),
            log_likelihood: optimum.local.value,
            covariance,
            held,
            optimum,
            n_customers,
        }
    }

    /// The fit as it is shown.
    pub fn report(&self, model: &'static str, names: [&'static str; N]) -> Fit {
        let parameters = (0..N)
            .map(|i| Parameter {
                name: names[i],
                value: self.parameters[i],
                standard_error: self.held[i].then(|| self.parameters[i] * libm::sqrt(self.covariance[i][i])),
            })
            .collect();
        let gradient = self.optimum.local.gradient.iter().fold(0.0_f64, |most, g| most.max(g.abs()));
        Fit {
            model,
            parameters,
            log_likelihood: self.log_likelihood,
            converged: self.optimum.converged,
            n_iterations: self.optimum.n_evaluations,
            certificate: Certificate {
                gradient_per_customer: gradient / self.n_customers,
                curvatures: self.optimum.curvature.values.to_vec(),
                promised_gain: self.optimum.promised,
                not_held: (0..N).filter(|&i| !self.held[i]).map(|i| names[i]).collect(),
            },
            n_customers: self.n_customers as usize,
            aic: 2.0 * N as f64 - 2.0 * self.log_likelihood,
            bic: N as f64 * libm::log(self.n_customers) - 2.0 * self.log_likelihood,
        }
    }
}
