//! Do groups of customers buy and leave differently: by channel, country, first product?
//!
//! # Question
//! Does it help the model of purchases to know which group a customer belongs to, and what does each group do?
//!
//! # Input
//! The histories of each group.
//!
//! # Result
//! [`Covariates`]: the fit with one scale of the rate and of leaving for each group and shared shapes, and the
//! likelihood-ratio test against one model for all.
//!
//! # Edge cases
//! Fewer than two groups with [`LEAST`](LEAST) repeat buyers each: `None`. The others are left out of both fits.
//!
//! # Source
//! Fader & Hardie 2007, "Incorporating time-invariant covariates into the Pareto/NBD and BG/NBD models": with `z` the
//! membership of a group, `alpha_g = alpha_0 exp(-gamma_1 z)`; Pareto/NBD `beta_g = beta_0 exp(-gamma_2 z)`; BG/NBD
//! `a_g = a_0 exp(gamma_2 z)`, `b_g = b_0 exp(gamma_3 z)`. The test: Wilks 1938.

use crate::num::incomplete::gamma_distribution;
use crate::num::linear::dot;
use crate::num::optimise::{Local, Optimum, Search, maximise};

use super::fit::{self, SEARCH};
use super::history::Histories;
use super::purchases::Model;

/// Repeat buyers that a group needs to have parameters of its own.
pub const LEAST: f64 = 30.0;

/// The fit by groups.
#[derive(Debug, Clone, PartialEq)]
pub struct Covariates {
    /// The model.
    pub model: Model,
    /// For each group handed in its four parameters; `None` for one left out.
    pub parameters: Vec<Option<[f64; 4]>>,
    /// Of the fit by groups.
    pub log_likelihood: f64,
    /// Of one model for all in these groups.
    pub log_likelihood_of_one: f64,
    /// Twice the difference: as a chi-square of so many degrees of freedom where groups do not differ.
    pub ratio: f64,
    /// Parameters that the groups add.
    pub degrees: usize,
    /// Probability of so large a ratio by chance.
    pub p_value: f64,
    /// Did both searches end at a maximum?
    pub converged: bool,
}

/// Inside the search over the shared parameters; tighter than that, so that its errors do not show.
const INNER: Search = Search { tolerance: 1e-11, max_evaluations: 200, ..SEARCH };

/// Fits one model to all groups, and one with scales of their own.
pub fn covariates(model: Model, groups: &[Histories]) -> Option<Covariates> {
    let used: Vec<usize> = (0..groups.len()).filter(|&g| groups[g].n_repeaters >= LEAST).collect();
    if used.len() < 2 {
        return None;
    }
    let all = Histories::new(used.iter().flat_map(|&g| groups[g].distinct.iter().copied()).collect());
    let one = fit::purchases(model, &all)?;
    let start = one.parameters.map(libm::log);
    let known: Vec<&Histories> = used.iter().map(|&g| &groups[g]).collect();
    let (points, log_likelihood, converged, own) = match model {
        // Shared: r and s; own: alpha and beta.
        Model::ParetoNbd => by_groups([0, 2], [1, 3], model, &known, start)?,
        // Shared: r; own: alpha, a and b.
        Model::BgNbd | Model::MbgNbd => by_groups([0], [1, 2, 3], model, &known, start)?,
    };
    let mut parameters = vec![None; groups.len()];
    for (&g, point) in used.iter().zip(points) {
        parameters[g] = Some(point.map(libm::exp));
    }
    let ratio = 2.0 * (log_likelihood - one.log_likelihood);
    let degrees = own * (used.len() - 1);
    Some(Covariates {
        model,
        parameters,
        log_likelihood,
        log_likelihood_of_one: one.log_likelihood,
        ratio,
        degrees,
        p_value: gamma_distribution(degrees as f64 / 2.0, ratio.max(0.0) / 2.0).1,
        converged: converged && one.optimum.converged,
    })
}

type Found = (Vec<[f64; 4]>, f64, bool, usize);

/// Climbs over the shared parameters; at each step every group climbs over its own. At the inner maxima the slope by the
/// shared parameters is the sum of the groups', and the curvature is what is left of it when the own ones follow (the
/// Schur complement of the Hessian).
fn by_groups<const S: usize, const O: usize>(
    shared: [usize; S],
    own: [usize; O],
    model: Model,
    groups: &[&Histories],
    start: [f64; 4],
) -> Option<Found> {
    let mut starts = vec![own.map(|i| start[i]); groups.len()];
    let mut points = vec![start; groups.len()];
    let mut inner_converged = true;
    let found: Optimum<S> = maximise(shared.map(|i| start[i]), &INNER, |at| {
        let mut total = Local::<S>::ZERO;
        inner_converged = true;
        for (g, histories) in groups.iter().enumerate() {
            let point = |own_at: &[f64; O]| {
                let mut point = [0.0; 4];
                shared.iter().zip(at).for_each(|(&i, &value)| point[i] = value);
                own.iter().zip(own_at).for_each(|(&i, &value)| point[i] = value);
                point
            };
            let full = |own_at: &[f64; O]| model.log_likelihood(histories, &point(own_at).map(libm::exp));
            let inner = maximise(starts[g], &INNER, |own_at| part(&full(own_at), &own));
            let Some(inner) = inner else {
                total.value = f64::NAN;
                return total;
            };
            inner_converged &= inner.converged;
            starts[g] = inner.at;
            points[g] = point(&inner.at);
            add_profile(&mut total, &full(&inner.at), &shared, &own, &inner);
        }
        total
    })?;
    // The points belong to the last step tried: once more at the best one.
    let mut value = 0.0;
    for (g, histories) in groups.iter().enumerate() {
        shared.iter().zip(&found.at).for_each(|(&i, &at)| points[g][i] = at);
        let own_start = own.map(|i| points[g][i]);
        let last = maximise(own_start, &INNER, |own_at| {
            let mut point = points[g];
            own.iter().zip(own_at).for_each(|(&i, &value)| point[i] = value);
            part(&model.log_likelihood(histories, &point.map(libm::exp)), &own)
        })?;
        own.iter().zip(&last.at).for_each(|(&i, &at)| points[g][i] = at);
        value += last.local.value;
    }
    Some((points, value, found.converged && inner_converged, O))
}

/// The function of some of its variables.
fn part<const N: usize>(full: &Local<4>, which: &[usize; N]) -> Local<N> {
    Local {
        value: full.value,
        gradient: which.map(|i| full.gradient[i]),
        hessian: which.map(|i| which.map(|j| full.hessian[i][j])),
    }
}

fn add_profile<const S: usize, const O: usize>(
    total: &mut Local<S>,
    full: &Local<4>,
    shared: &[usize; S],
    own: &[usize; O],
    inner: &Optimum<O>,
) {
    let outer = part(full, shared);
    total.value += outer.value;
    for (k, &i) in shared.iter().enumerate() {
        total.gradient[k] += outer.gradient[k];
        for (l, &j) in shared.iter().enumerate() {
            total.hessian[k][l] += outer.hessian[k][l];
            let (to_i, to_j) = (own.map(|o| full.hessian[i][o]), own.map(|o| full.hessian[o][j]));
            for (value, vector) in inner.curvature.values.iter().zip(&inner.curvature.vectors) {
                // The curvatures are those of the negated Hessian; along a flat direction nothing follows.
                if *value > 1e-9 {
                    total.hessian[k][l] += dot(&to_i, vector) * dot(vector, &to_j) / value;
                }
            }
        }
    }
}
