//! Incomplete integrals: the gamma distribution and its quantiles, the generalised exponential integral.

use std::sync::LazyLock;

use super::gamma::{ln_gamma, stirling_rest};
use super::quadrature::GaussLegendre;

static RULE: LazyLock<GaussLegendre> = LazyLock::new(|| GaussLegendre::new(24));

/// The density of Gamma(shape, 1) times `x`: `x^shape e^-x / Gamma(shape)`.
fn gamma_density(shape: f64, x: f64) -> f64 {
    if shape < 10.0 {
        return libm::exp(shape * libm::log(x) - x - ln_gamma(shape));
    }
    let off = (x - shape) / shape;
    let bulk = shape * (libm::log1p(off) - off) - stirling_rest(shape);
    libm::exp(bulk) * libm::sqrt(shape / (2.0 * std::f64::consts::PI))
}

/// `P` and `1 - P`, the distribution function of Gamma(shape, 1) at `x` and its rest, each exact when it is small.
/// Relative error below 1e-13 for shapes up to 1e5.
///
/// Source: the power series below the mean (Abramowitz & Stegun 6.5.29), the continued fraction above (6.5.31).
pub fn gamma_distribution(shape: f64, x: f64) -> (f64, f64) {
    if x <= 0.0 {
        return (0.0, 1.0);
    }
    let density = gamma_density(shape, x);
    if x < shape + 1.0 {
        let (mut term, mut sum, mut k) = (1.0 / shape, 1.0 / shape, 1.0);
        while term > 1e-17 * sum && k < 1e6 {
            term *= x / (shape + k);
            sum += term;
            k += 1.0;
        }
        let below = density * sum;
        return (below, 1.0 - below);
    }
    let above = density * lentz(x + 1.0 - shape, |k| (k * (shape - k), x + 2.0 * k + 1.0 - shape));
    (1.0 - above, above)
}

/// `1 / (b0 + a1 / (b1 + a2 / (b2 + ...)))` by the modified method of Lentz (Thompson & Barnett 1986).
fn lentz(b0: f64, term: impl Fn(f64) -> (f64, f64)) -> f64 {
    const TINY: f64 = 1e-290;
    let or_tiny = |x: f64| if x.abs() < TINY { TINY } else { x };
    let mut value = or_tiny(b0);
    let (mut up, mut down) = (value, 0.0);
    let mut k = 1.0;
    while k < 1e5 {
        let (a, b) = term(k);
        down = 1.0 / or_tiny(b + a * down);
        up = or_tiny(b + a / up);
        let change = up * down;
        value *= change;
        if (change - 1.0).abs() < 2e-16 {
            break;
        }
        k += 1.0;
    }
    1.0 / value
}

/// The value below which Gamma(shape, 1) falls with probability `share`, 0 to 1. Relative error below 1e-12; NaN for a
/// shape of 0 and less.
///
/// Newton's method in the logarithm, from the cube of a normal quantile (Wilson & Hilferty 1931), kept inside a bracket.
pub fn gamma_quantile(shape: f64, share: f64) -> f64 {
    if share.is_nan() || shape.is_nan() || shape <= 0.0 {
        return f64::NAN;
    }
    if share <= 0.0 || share >= 1.0 {
        return if share >= 1.0 { f64::INFINITY } else { 0.0 };
    }
    let (mut low, mut high) = (0.0, f64::INFINITY);
    let spread = 1.0 / (9.0 * shape);
    let cube = 1.0 - spread + normal_quantile(share) * libm::sqrt(spread);
    let small = libm::exp((libm::log(share) + ln_gamma(shape + 1.0)) / shape);
    let mut x = if cube > 0.2 { shape * cube * cube * cube } else { small };
    for _ in 0..100 {
        let (below, above) = gamma_distribution(shape, x);
        let off = if share < 0.5 { below - share } else { (1.0 - share) - above };
        if off > 0.0 {
            high = x
        } else {
            low = x
        }
        let density = gamma_density(shape, x);
        let mut next = x * libm::exp((-off / density).clamp(-3.0, 3.0));
        if !(next > low && next < high) {
            next = if high.is_finite() { 0.5 * (low + high) } else { 2.0 * x };
        }
        let moved = (next - x).abs();
        x = next;
        if moved <= 1e-15 * x {
            break;
        }
    }
    x
}

/// The value below which a standard normal falls with probability `share`, 0 < share < 1. Error below 1e-14.
///
/// A rational start (Abramowitz & Stegun 26.2.23) and Newton's method on the complementary error function.
pub fn normal_quantile(share: f64) -> f64 {
    let tail = share.min(1.0 - share);
    let t = libm::sqrt(-2.0 * libm::log(tail));
    let top = 2.515_517 + t * (0.802_853 + t * 0.010_328);
    let mut x = t - top / (1.0 + t * (1.432_788 + t * (0.189_269 + t * 0.001_308)));
    for _ in 0..4 {
        let above = 0.5 * libm::erfc(x * std::f64::consts::FRAC_1_SQRT_2);
        let density = libm::exp(-0.5 * x * x) / libm::sqrt(2.0 * std::f64::consts::PI);
        let step = (above - tail) / density;
        x += step / (1.0 - 0.5 * x * step);
    }
    if share < 0.5 { -x } else { x }
}

/// Tricomi's `U(1, 2 - n, z)`, which is `e^z E_n(z) = Int_0^inf e^(-z t) (1 + t)^-n dt`, for z > 0 and any n.
/// Relative error below 1e-13.
///
/// A continued fraction (Abramowitz & Stegun 5.1.22, contracted) where it converges fast, else the integral in the
/// logarithm of `1 + t`, whose terms are positive.
pub fn tricomi_u(n: f64, z: f64) -> f64 {
    if z >= 1.0 && z + n > 2.0 {
        return lentz(z + n, |k| (-k * (n + k - 1.0), z + n + 2.0 * k));
    }
    // Where the integrand has fallen below e^-45.
    let mut end = libm::log1p(45.0 / z);
    if n > 1.0 {
        end = end.min(45.0 / (n - 1.0));
    } else {
        end = libm::log1p((45.0 + (1.0 - n) * end) / z);
    }
    let parts = 1 + (end / 1.5).max(((n - 1.0).abs() * end / 15.0).min(1e4)) as usize;
    RULE.integrate_in_parts(0.0, end, parts, |v| libm::exp(-z * libm::expm1(v) - (n - 1.0) * v))
}
