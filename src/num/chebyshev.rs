//! A smooth function of one variable, kept by a few of its values.

/// The first and the largest number of pieces between the points: each refinement doubles them and keeps the values.
const PIECES: (usize, usize) = (8, 128);

/// A function on an interval by its values at Chebyshev points of the second kind.
///
/// Source: the barycentric formula of Berrut & Trefethen, "Barycentric Lagrange Interpolation" (2004), section 5.
#[derive(Debug, Clone, PartialEq)]
pub struct Chebyshev {
    points: Vec<f64>,
    values: Vec<f64>,
}

impl Chebyshev {
    /// Doubles the points until the interpolation before foresaw each new value to a relative `tolerance`; the error
    /// that is left is about the square of it. `None` where the function is not that smooth.
    pub fn of(low: f64, high: f64, tolerance: f64, f: &mut dyn FnMut(f64) -> f64) -> Option<Self> {
        let mut pieces = PIECES.0;
        let mut kept = Self::with(pieces, low, high, f);
        while pieces < PIECES.1 {
            pieces *= 2;
            let mut finer = Self { points: Vec::new(), values: Vec::new() };
            let mut off = 0.0_f64;
            for k in 0..=pieces {
                let x = point(low, high, k, pieces);
                let value = if k % 2 == 0 { kept.values[k / 2] } else { f(x) };
                if k % 2 == 1 {
                    off = off.max(((kept.at(x) - value) / value).abs());
                }
                finer.points.push(x);
                finer.values.push(value);
            }
            kept = finer;
            if off <= tolerance {
                return Some(kept);
            }
        }
        None
    }

    /// With this many pieces, however smooth the function is.
    pub fn with(pieces: usize, low: f64, high: f64, f: &mut dyn FnMut(f64) -> f64) -> Self {
        let points: Vec<f64> = (0..=pieces).map(|k| point(low, high, k, pieces)).collect();
        let values = points.iter().map(|&x| f(x)).collect();
        Self { points, values }
    }

    /// The values that it is kept by.
    pub fn values(&self) -> &[f64] {
        &self.values
    }

    /// The factors with which the values of any function kept by so many pieces on this interval make up the one at `x`.
    pub fn weights(pieces: usize, low: f64, high: f64, x: f64) -> Vec<f64> {
        let mut weights = Vec::with_capacity(pieces + 1);
        for k in 0..=pieces {
            let gap = x - point(low, high, k, pieces);
            if gap == 0.0 {
                return (0..=pieces).map(|other| if other == k { 1.0 } else { 0.0 }).collect();
            }
            let half = if k == 0 || k == pieces { 0.5 } else { 1.0 };
            weights.push(if k % 2 == 0 { half / gap } else { -half / gap });
        }
        let sum: f64 = weights.iter().sum();
        weights.iter_mut().for_each(|weight| *weight /= sum);
        weights
    }

    /// The function at `x`.
    pub fn at(&self, x: f64) -> f64 {
        let last = self.points.len() - 1;
        let (mut above, mut below) = (0.0, 0.0);
        for (k, (&point, &value)) in self.points.iter().zip(&self.values).enumerate() {
            let gap = x - point;
            if gap == 0.0 {
                return value;
            }
            let sign = if k % 2 == 0 { 1.0 } else { -1.0 };
            let weight = if k == 0 || k == last { 0.5 * sign } else { sign } / gap;
            above += weight * value;
            below += weight;
        }
        above / below
    }
}

fn point(low: f64, high: f64, k: usize, pieces: usize) -> f64 {
    let turn = libm::cos(std::f64::consts::PI * k as f64 / pieces as f64);
    0.5 * (low + high) - 0.5 * (high - low) * turn
}
