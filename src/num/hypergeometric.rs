//! Gauss's hypergeometric function where the models of purchases need it, and means over a beta distribution.

/// Beyond this argument the power series is left for an integral.
const SERIES_END: f64 = 0.95;

/// `2F1(a, b; c; z)` for a, b, c > 0 and z < 1. Relative error below 1e-13 where `c >= a` or `c >= b` or z is below
/// 0.95; NaN for z of 1 and more.
///
/// Only sums of positive terms are used: the power series, at a negative z after Pfaff's transformation (Abramowitz &
/// Stegun 15.3.4, 15.3.5), near 1 Euler's integral (15.3.1).
pub fn hyp2f1(a: f64, b: f64, c: f64, z: f64) -> f64 {
    if z.is_nan() || z >= 1.0 {
        return f64::NAN;
    }
    // The second parameter is the one that Euler's integral can take.
    let (a, b) = if b < c && (a >= c || b <= a) { (a, b) } else { (b, a) };
    if z < 0.0 {
        return if b < c { beta_power(a, b, c - b, -z) } else { series(a, b, c, z, 100_000) };
    }
    if z <= SERIES_END || b >= c {
        return series(a, b, c, z, 10_000_000);
    }
    beta_mean(b, c - b, |p, one_minus_p| libm::exp(-a * libm::log(one_minus_p + p * (1.0 - z))))
}

/// The mean of `(1 + p z)^-n` where p is Beta(a, b), that is `2F1(n, a; a + b; -z)`, for n > 0, a, b > 0, z >= 0.
/// Between 0 and 1; relative error below 1e-13.
pub fn beta_power(n: f64, a: f64, b: f64, z: f64) -> f64 {
    let w = z / (1.0 + z);
    let ln = libm::log1p(z);
    if w <= SERIES_END && a <= n && n <= a + b && a * ln < 650.0 {
        return libm::exp(-a * ln) * series(a + b - n, a, a + b, w, 10_000);
    }
    if w <= SERIES_END && n * ln < 650.0 {
        return libm::exp(-n * ln) * series(n, b, a + b, w, 10_000);
    }
    beta_mean(a, b, |p, _| libm::exp(-n * libm::log1p(p * z)))
}

/// The power series of `2F1`, for terms of one sign.
fn series(a: f64, b: f64, c: f64, z: f64, max_terms: usize) -> f64 {
    let (mut term, mut sum, mut k) = (1.0, 1.0, 0.0);
    for _ in 0..max_terms {
        let ratio = (a + k) * (b + k) / ((c + k) * (1.0 + k)) * z;
        term *= ratio;
        sum += term;
        k += 1.0;
        // The rest is less than a geometric series once terms fall.
        if ratio < 1.0 && term.abs() * z.abs() <= 1e-17 * sum.abs() * (1.0 - z.abs().max(ratio.abs())) {
            break;
        }
    }
    sum
}

/// The mean of `f(p, 1 - p)` where p is Beta(a, b), for a, b > 0. For a positive f that is smooth in the logit of p,
/// the relative error is below 1e-13.
///
/// Double exponential quadrature in the logit, centred on the bulk of the distribution (Takahasi & Mori 1974): step
/// halved until two sums agree. The weights are summed along, so that no normalising constant can cancel.
pub fn beta_mean(a: f64, b: f64, f: impl Fn(f64, f64) -> f64) -> f64 {
    let width = libm::sqrt(1.0 / a + 1.0 / b).min(1.0);
    let term = |x: f64| {
        let from_centre = width * libm::sinh(x);
        let weight = width * libm::cosh(x) * libm::exp(ln_beta_density(a, b, from_centre));
        let (p, q) = logistic(libm::log(a / b) + from_centre);
        if weight > 0.0 { (weight * f(p, q), weight) } else { (0.0, 0.0) }
    };
    let mut step = 0.25;
    let mut sum = add(term(0.0), add(one_side(step, step, &term), one_side(-step, -step, &term)));
    let mut mean = sum.0 / sum.1;
    for _ in 0..7 {
        sum = add(sum, add(one_side(0.5 * step, step, &term), one_side(-0.5 * step, -step, &term)));
        step *= 0.5;
        let finer = sum.0 / sum.1;
        let done = (finer - mean).abs() <= 1e-14 * finer.abs();
        mean = finer;
        if done {
            break;
        }
    }
    mean
}

/// `p` and `1 - p` of a logit, each exact when it is small.
fn logistic(y: f64) -> (f64, f64) {
    let small = libm::exp(-y.abs());
    let (near, far) = (small / (1.0 + small), 1.0 / (1.0 + small));
    if y < 0.0 { (near, far) } else { (far, near) }
}

/// `ln[p^a (1 - p)^b]` at a distance in the logit from `p = a / (a + b)`, less its value there: a sum of differences
/// that is right for parameters from 1e-9 to 1e12.
fn ln_beta_density(a: f64, b: f64, from_centre: f64) -> f64 {
    let (p, q) = (a / (a + b), b / (a + b));
    let ln_p = -ln_mix(q, p, -from_centre);
    let ln_q = -ln_mix(p, q, from_centre);
    a * ln_p + b * ln_q
}

/// `ln(share e^y + rest)` where `share + rest` is 1.
fn ln_mix(share: f64, rest: f64, y: f64) -> f64 {
    if y > 1.0 {
        y + libm::log(share + rest * libm::exp(-y))
    } else if y < -1.0 {
        libm::log(rest + share * libm::exp(y))
    } else {
        libm::log1p(share * libm::expm1(y))
    }
}

fn add(a: (f64, f64), b: (f64, f64)) -> (f64, f64) {
    (a.0 + b.0, a.1 + b.1)
}

/// Sums terms outward until both parts have fallen to nothing.
fn one_side(start: f64, step: f64, term: &impl Fn(f64) -> (f64, f64)) -> (f64, f64) {
    let (mut sum, mut largest, mut before) = ((0.0, 0.0), (0.0_f64, 0.0_f64), (f64::INFINITY, f64::INFINITY));
    let mut x = start;
    while x.abs() < 40.0 {
        let now = term(x);
        sum = add(sum, now);
        largest = (largest.0.max(now.0), largest.1.max(now.1));
        let falls = now.0 <= before.0 && now.1 <= before.1;
        if falls && now.0 <= 1e-20 * largest.0 && now.1 <= 1e-20 * largest.1 {
            break;
        }
        before = now;
        x += step;
    }
    sum
}
