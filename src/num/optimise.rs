//! The maximum of a smooth function of a few variables whose gradient and Hessian are known.
//!
//! A trust region around Newton's method. The step is solved exactly in the eigenvectors of the Hessian, so saddle
//! points and nearly flat directions, which are the rule in likelihoods of few repeat buyers, are no special case.
//! The general optimiser crates (argmin) solve that step only for a positive definite Hessian or approximately, and
//! bring an executor, observers and generic algebra that would outweigh the whole of this crate's value code.
//!
//! Source: Nocedal & Wright, Numerical Optimization, 2nd edition, chapter 4 (algorithm 4.1, section 4.3).

use super::linear::{Eigen, dot, eigen, quadratic_form};
use super::within;

/// A function at a point.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Local<const N: usize> {
    /// Its value.
    pub value: f64,
    /// Its first derivatives.
    pub gradient: [f64; N],
    /// Its second derivatives, symmetric.
    pub hessian: [[f64; N]; N],
}

impl<const N: usize> Local<N> {
    /// Nothing yet: a sum starts here.
    pub const ZERO: Self = Self { value: 0.0, gradient: [0.0; N], hessian: [[0.0; N]; N] };

    fn is_finite(&self) -> bool {
        self.value.is_finite()
            && self.gradient.iter().all(|g| g.is_finite())
            && self.hessian.iter().flatten().all(|h| h.is_finite())
    }

    /// The same function of the logarithms of its variables, which are positive: how parameters are searched.
    #[must_use]
    pub fn in_logarithms(mut self, x: &[f64; N]) -> Self {
        for i in 0..N {
            for j in 0..N {
                self.hessian[i][j] *= x[i] * x[j];
            }
            self.gradient[i] *= x[i];
            self.hessian[i][i] += self.gradient[i];
        }
        self
    }
}

/// Where and how long to search.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Search {
    /// Every variable stays between these.
    pub low: f64,
    /// Every variable stays between these.
    pub high: f64,
    /// Ends when a full Newton step promises less gain than this.
    pub tolerance: f64,
    /// Ends after so many evaluations.
    pub max_evaluations: usize,
}

/// Where the search ended.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Optimum<const N: usize> {
    /// The best point.
    pub at: [f64; N],
    /// The function there.
    pub local: Local<N>,
    /// Eigenvalues and vectors of the negated Hessian there: all positive at a proper maximum.
    pub curvature: Eigen<N>,
    /// Gain that a further Newton step promises.
    pub promised: f64,
    /// Did it end because no gain was left? Otherwise evaluations ran out.
    pub converged: bool,
    /// Evaluations spent.
    pub n_evaluations: usize,
}

/// Beyond this a value is a sum over very many, where another step costs much and only moves rounding.
const LONG_SUM: f64 = 1e5;

/// Climbs from `start`. `None` if the function is not finite there.
pub fn maximise<const N: usize>(
    start: [f64; N],
    search: &Search,
    mut f: impl FnMut(&[f64; N]) -> Local<N>,
) -> Option<Optimum<N>> {
    let mut at = start.map(|x| within(x, search.low, search.high));
    let mut local = f(&at);
    if !local.is_finite() {
        return None;
    }
    let mut radius = 1.0;
    let mut n_evaluations = 1;
    let (mut last, mut converged, mut n_last) = (false, false, 0);
    loop {
        let (gradient, curvature) = free_part(&at, &local, search);
        // A slope that gains nothing even from bound to bound.
        let level = 1e-6 * search.tolerance / (search.high - search.low);
        let promised = newton_gain(&gradient, &curvature, level);
        // Rounding in a long sum.
        let noise = 64.0 * f64::EPSILON * local.value.abs();
        converged |= last || promised == Some(0.0);
        let enough = promised.is_some_and(|gain| gain <= search.tolerance + noise);
        if converged || n_evaluations >= search.max_evaluations {
            let curvature = eigen(&local.hessian.map(|row| row.map(|h| -h)));
            let promised = promised.unwrap_or(f64::INFINITY);
            let converged = converged || promised <= search.tolerance + noise;
            return Some(Optimum { at, local, curvature, promised, converged, n_evaluations });
        }
        // The last steps are Newton's own: each squares the error that is left. In a long sum one of them ends at rounding.
        n_last += usize::from(enough);
        last = enough && (n_last > 1 || local.value.abs() > LONG_SUM);
        let step = step_within(&gradient, &curvature, if enough { f64::INFINITY } else { radius });
        let next: [f64; N] = std::array::from_fn(|i| within(at[i] + step[i], search.low, search.high));
        let moved: [f64; N] = std::array::from_fn(|i| next[i] - at[i]);
        let expected = dot(&local.gradient, &moved) + 0.5 * quadratic_form(&local.hessian, &moved);
        let there = f(&next);
        n_evaluations += 1;
        let gained = there.value - local.value;
        let length = libm::sqrt(dot(&moved, &moved));
        let good = there.is_finite()
            && gained >= if enough { -noise - search.tolerance } else { 1e-4 * expected.max(0.0) - noise };
        if !good || gained < 0.25 * expected {
            radius = 0.25 * length.max(1e-12);
        } else if gained > 0.75 * expected && length > 0.9 * radius {
            radius = (2.0 * radius).min(16.0);
        }
        if good {
            (at, local) = (next, there);
        } else if radius < 1e-10 {
            last = true;
        }
    }
}

/// Gradient and negated Hessian without the variables that press against their bound.
fn free_part<const N: usize>(at: &[f64; N], local: &Local<N>, search: &Search) -> ([f64; N], Eigen<N>) {
    let mut gradient = local.gradient;
    let mut negated = local.hessian.map(|row| row.map(|h| -h));
    for i in 0..N {
        let held = (at[i] <= search.low && gradient[i] < 0.0) || (at[i] >= search.high && gradient[i] > 0.0);
        if held {
            gradient[i] = 0.0;
            negated[i] = [0.0; N];
            for row in &mut negated {
                row[i] = 0.0;
            }
            negated[i][i] = 1.0;
        }
    }
    (gradient, eigen(&negated))
}

/// Gain of a full Newton step in the quadratic picture; `None` where the function is not concave. Directions in which it
/// is `level` count for nothing.
fn newton_gain<const N: usize>(gradient: &[f64; N], curvature: &Eigen<N>, level: f64) -> Option<f64> {
    let mut gain = 0.0;
    for (value, vector) in curvature.values.iter().zip(&curvature.vectors) {
        let slope = dot(vector, gradient);
        if slope == 0.0 || (slope.abs() <= level && *value < level) {
            continue;
        }
        if *value <= 0.0 {
            return None;
        }
        gain += 0.5 * slope * slope / value;
    }
    Some(gain)
}

/// The best step no longer than `radius` in the quadratic picture: `(curvature + shift) step = gradient`.
fn step_within<const N: usize>(gradient: &[f64; N], curvature: &Eigen<N>, radius: f64) -> [f64; N] {
    let slopes: [f64; N] = std::array::from_fn(|k| dot(&curvature.vectors[k], gradient));
    let lengths = |shift: f64| -> [f64; N] {
        std::array::from_fn(|k| {
            let bend = curvature.values[k] + shift;
            if slopes[k] == 0.0 { 0.0 } else { slopes[k] / bend }
        })
    };
    let norm = |shift: f64| {
        let along = lengths(shift);
        libm::sqrt(dot(&along, &along))
    };
    let least = curvature.values[0];
    let scale = curvature.values[N - 1].abs().max(least.abs()).max(f64::MIN_POSITIVE);
    let (mut low, mut shift) = ((-least).max(0.0), 0.0);
    if least <= 0.0 || norm(0.0) > radius {
        let steepest = libm::sqrt(dot(&slopes, &slopes));
        let mut high = low + (steepest / radius.min(1e12)).max(scale * 1e-15);
        for _ in 0..200 {
            shift = 0.5 * (low + high);
            if norm(shift) > radius {
                low = shift
            } else {
                high = shift
            }
            if high - low <= 1e-3 * (high + low) {
                break;
            }
        }
        shift = high;
    }
    let mut along = lengths(shift);
    // The hard case: the gradient has no part along the direction that bends upward. Go along it to the edge.
    let length = libm::sqrt(dot(&along, &along));
    if least < 0.0 && radius.is_finite() && length < 0.9 * radius {
        let rest = libm::sqrt((radius * radius - length * length).max(0.0));
        along[0] += if slopes[0] < 0.0 { -rest } else { rest };
    }
    std::array::from_fn(|i| (0..N).map(|k| along[k] * curvature.vectors[k][i]).sum())
}
