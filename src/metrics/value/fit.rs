//! Maximum likelihood: starts, search, certificate, standard errors.

use crate::num::linear::Eigen;
use crate::num::optimise::{Local, Optimum, Search, maximise};
use crate::sort::Sort as _;

use super::history::Histories;
use super::purchases::Model;
use super::spend::{Spend, Spends};
use super::{Certificate, Fit, Parameter};

/// A weak prior for directions that the data leave open: the logarithm of a parameter is known to 3 beforehand, the
/// parameter to a factor of 20. Where the data say less, it stands in for them, so that intervals stay finite and honest.
const WEAK_PRIOR: f64 = 9.0;

/// Curvature of the log-likelihood by logarithms of parameters below which a direction counts as flat: the data say less
/// than the weak prior.
const FLAT: f64 = 1.0 / WEAK_PRIOR;

/// Where there are many distinct histories, the place of the maximum is found on an even part of them first: from all
/// starts on the smallest, then on the next.
const PARTS: [usize; 2] = [1000, 10_000];

/// The same for spends.
const SPEND_PART: usize = 3000;

/// A fitted model with what is needed to carry its uncertainty on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fitted<const N: usize> {
    /// In the unit of the data.
    pub parameters: [f64; N],
    /// At the maximum, in the unit of the data.
    pub log_likelihood: f64,
    /// Of the logarithms of the parameters; a weak prior stands in for flat directions.
    pub covariance: [[f64; N]; N],
    /// Is the parameter held by the data? Otherwise it runs along a flat direction or into a bound.
    pub held: [bool; N],
    /// The search.
    pub optimum: Optimum<N>,
    /// Customers who were used.
    pub n_customers: f64,
}

/// Logarithms of parameters, in units of the mean age or mean spend.
pub const SEARCH: Search = Search { low: -300.0, high: 23.0, tolerance: 1e-9, max_evaluations: 300 };

/// For a first look: good to a small part of a standard error.
const ROUGH: Search = Search { tolerance: 1e-3, max_evaluations: 60, ..SEARCH };

/// Starts for the purchase models: shape of the rate, its mean over the mean of all customers, and the last two
/// parameters. Between them they cover alike and unlike customers who stay, leave early, or leave at once or never.
const STARTS: [[f64; 4]; 7] = [
    [0.5, 2.0, 0.8, 2.5],
    [1.5, 2.0, 0.5, 4.0],
    [0.2, 2.0, 2.0, 2.0],
    [5.0, 2.0, 0.1, 2.0],
    [0.5, 2.0, 10.0, 40.0],
    [5.0, 4.0, 0.25, 0.2],
    [100.0, 4.0, 0.2, 0.05],
];

/// Fits a model of purchases. `None` if there is nothing to fit: no customer, no time, or no repeat purchase.
pub fn purchases(model: Model, histories: &Histories) -> Option<Fitted<4>> {
    purchases_near(model, histories, None)
}

/// The same, where the parameters of nearly the same customers are known: those of another day.
pub fn purchases_near(model: Model, histories: &Histories, near: Option<[f64; 4]>) -> Option<Fitted<4>> {
    if histories.n_repeats <= 0.0 || histories.time <= 0.0 {
        return None;
    }
    let unit = histories.time / histories.n_customers;
    let scaled = histories.in_units_of(unit);
    let rate = scaled.n_repeats / scaled.time;
    let starts = STARTS.map(|[r, more, third, fourth]| [r, r / (more * rate), third, fourth].map(libm::log));
    let of = |h: &Histories, at: &[f64; 4]| model.log_likelihood(h, &at.map(libm::exp));
    // So near that no other maximum lies between only where customers are many.
    let mut rough = near.filter(|_| scaled.distinct.len() > 3 * PARTS[1]).map(|mut near| {
        model.times().iter().for_each(|&i| near[i] /= unit);
        near.map(libm::log)
    });
    for size in PARTS {
        if rough.is_some() && size == PARTS[0] {
            continue;
        }
        let part = scaled.every(scaled.distinct.len() / size);
        if part.distinct.len() * 3 < scaled.distinct.len() && part.n_repeaters >= 50.0 {
            let f = |at: &[f64; 4]| of(&part, at);
            let found = match rough {
                None => best_of(&starts, &ROUGH, f),
                Some(start) => maximise(start, &ROUGH, f),
            };
            rough = found.map(|o| o.at).or(rough);
        }
    }
    let f = |at: &[f64; 4]| of(&scaled, at);
    let from_part = rough.and_then(|start| maximise(start, &SEARCH, f)).filter(|found| found.converged);
    let mut best = from_part.or_else(|| best_of(&starts, &SEARCH, f))?;
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
    let starts = starts.map(|start| start.map(libm::log));
    let step = scaled.len() / SPEND_PART;
    let mut rough = None;
    if step >= 3 {
        let part: Vec<Spend> = scaled.iter().skip(step / 2).step_by(step).copied().collect();
        let part = Spends::new(&part);
        rough = best_of(&starts, &ROUGH, |at| part.log_likelihood(&at.map(libm::exp)));
    }
    let all = Spends::new(&scaled);
    let f = |at: &[f64; 3]| all.log_likelihood(&at.map(libm::exp));
    let from_part = rough.and_then(|start| maximise(start.at, &SEARCH, f)).filter(|found| found.converged);
    let mut best = from_part.or_else(|| best_of(&starts, &SEARCH, f))?;
    best.local.value -= n * libm::log(unit);
    let mut fitted = Fitted::new(best, n);
    fitted.parameters[2] *= unit;
    Some(fitted)
}

/// The highest end of all searches. All are climbed roughly, then the two highest to the end.
pub(in crate::metrics) fn best_of<const N: usize>(
    starts: &[[f64; N]],
    search: &Search,
    f: impl Fn(&[f64; N]) -> Local<N>,
) -> Option<Optimum<N>> {
    let mut rough: Vec<Optimum<N>> = starts.iter().filter_map(|&start| maximise(start, &ROUGH, &f)).collect();
    rough.order_by(|a, b| b.local.value.total_cmp(&a.local.value));
    // Ends that agree came to the same place: one of them is enough.
    rough.dedup_by(|later, kept| kept.local.value - later.local.value < 1e-7);
    let ends = rough.iter().take(2).filter_map(|o| maximise(o.at, search, &f));
    ends.reduce(|best, next| if next.local.value > best.local.value { next } else { best })
}

impl<const N: usize> Fitted<N> {
    pub(in crate::metrics) fn new(optimum: Optimum<N>, n_customers: f64) -> Self {
        let Eigen { values, vectors } = optimum.curvature;
        let mut covariance = [[0.0; N]; N];
        let mut held: [bool; N] = optimum.at.map(|x| x > SEARCH.low && x < SEARCH.high);
        for (value, vector) in values.iter().zip(&vectors) {
            for i in 0..N {
                let is_flat = *value < FLAT;
                let variance = if is_flat { WEAK_PRIOR } else { 1.0 / value };
                held[i] &= !is_flat || vector[i].abs() < 0.1;
                for j in 0..N {
                    covariance[i][j] += vector[i] * vector[j] * variance;
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
                to_bounds: self
                    .optimum
                    .at
                    .iter()
                    .fold(f64::INFINITY, |least, x| least.min(x - SEARCH.low).min(SEARCH.high - x)),
                promised_gain: self.optimum.promised,
                not_held: (0..N).filter(|&i| !self.held[i]).map(|i| names[i]).collect(),
            },
            n_customers: self.n_customers as usize,
            aic: 2.0 * N as f64 - 2.0 * self.log_likelihood,
            bic: N as f64 * libm::log(self.n_customers) - 2.0 * self.log_likelihood,
        }
    }
}
