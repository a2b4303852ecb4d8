//! A smooth function of the logarithm of time, kept by its logarithm, and integrals of it.

/// Greatest length of one piece.
const PIECE: f64 = 0.5;
/// Values that describe a piece: the nearest singularity lies `i pi` off, so the error is below 1e-15.
const POINTS: usize = 13;
/// What a piece may be off where it is tried.
const TOLERANCE: f64 = 2e-14;

/// The logarithm of a function of `v = ln(1 + z)` from 0 to an end, piece by piece in Chebyshev polynomials.
#[derive(Debug, Clone, PartialEq)]
pub struct Curve {
    /// Length of a piece.
    piece: f64,
    pieces: Vec<[f64; POINTS]>,
}

impl Curve {
    /// Of `ln_f`, a function of `z`; `None` where pieces of this length do not describe it.
    pub fn new(end: f64, ln_f: &mut dyn FnMut(f64) -> f64) -> Option<Self> {
        let n = ((end / PIECE) as usize).checked_add(1).filter(|&n| n < 200)?;
        let length = end / n as f64;
        let turn = |k: f64| libm::cos(std::f64::consts::PI * k / POINTS as f64);
        let mut pieces = Vec::with_capacity(n);
        for piece in 0..n {
            let mut at = |t: f64| ln_f(libm::expm1(length * (piece as f64 + 0.5 * (t + 1.0))));
            let values: [f64; POINTS] = std::array::from_fn(|k| at(turn(k as f64 + 0.5)));
            let coefficients: [f64; POINTS] = std::array::from_fn(|j| {
                let sum: f64 =
                    values.iter().enumerate().map(|(k, v)| v * turn(j as f64 * (k as f64 + 0.5))).sum();
                sum * if j == 0 { 1.0 } else { 2.0 } / POINTS as f64
            });
            for t in [-0.99, 0.1] {
                let (got, want) = (sum_at(&coefficients, t), at(t));
                let off = (got - want).abs() / (1.0 + want.abs());
                if off.is_nan() || off > TOLERANCE {
                    return None;
                }
            }
            pieces.push(coefficients);
        }
        Some(Self { piece: length, pieces })
    }

    /// How far it reaches.
    pub fn end(&self) -> f64 {
        self.piece * self.pieces.len() as f64
    }

    /// The integral of `e^v f exp(-rate (e^v - 1))` from 0 to `end`, by a rule in so many parts.
    #[inline(never)]
    pub fn integral(&self, end: f64, rate: f64, parts: usize, (nodes, weights): &super::Rule) -> f64 {
        let width = end / parts as f64;
        let mut sum = 0.0;
        for part in 0..parts {
            for (node, weight) in nodes.iter().zip(weights) {
                let v = width * (part as f64 + node);
                let place = ((v / self.piece) as usize).min(self.pieces.len() - 1);
                let ln_f = sum_at(&self.pieces[place], 2.0 * (v / self.piece - place as f64) - 1.0);
                let fall = if rate > 0.0 { rate * libm::expm1(v) } else { 0.0 };
                sum += weight * libm::exp(v + ln_f - fall);
            }
        }
        sum * width
    }
}

/// The sum of Chebyshev polynomials (Clenshaw 1955).
#[inline(always)]
fn sum_at(coefficients: &[f64; POINTS], t: f64) -> f64 {
    let (mut one, mut two) = (0.0, 0.0);
    for c in coefficients[1..].iter().rev() {
        (one, two) = (c + 2.0 * t * one - two, one);
    }
    coefficients[0] + t * one - two
}

/// For each of `places` the sum of the products of its row of `weights` with `values`.
pub fn mix(weights: &[f64], values: &[f64], places: &[u32], into: &mut Vec<f64>) {
    let n = values.len();
    for &place in places {
        let row = &weights[place as usize * n..][..n];
        into.push(row.iter().zip(values).map(|(w, v)| w * v).sum());
    }
}
