//! The gamma function's family: logarithm, derivatives, beta function, and differences that do not cancel.

/// Shift up to here before an asymptotic series is used.
const LARGE: f64 = 16.0;

/// Coefficients of the Stirling series `B_2k / (2k (2k - 1))` for k = 1..8. Source: Abramowitz & Stegun 6.1.41.
const STIRLING: [f64; 8] = [
    1.0 / 12.0,
    -1.0 / 360.0,
    1.0 / 1260.0,
    -1.0 / 1680.0,
    1.0 / 1188.0,
    -691.0 / 360_360.0,
    1.0 / 156.0,
    -3617.0 / 122_400.0,
];

/// `ln |Gamma(x)|`. Relative error below 1e-15 away from its zeros at 1 and 2, and there as well.
pub fn ln_gamma(x: f64) -> f64 {
    libm::lgamma(x)
}

/// `psi(x)`, the derivative of `ln Gamma`, for x > 0. Error below 1e-14 relative, absolute near its zero at 1.4616.
///
/// Source: recurrence up and the asymptotic series (Abramowitz & Stegun 6.3.5, 6.3.18).
pub fn digamma(x: f64) -> f64 {
    let mut shift = 0.0;
    let mut y = x;
    while y < LARGE {
        shift += 1.0 / y;
        y += 1.0;
    }
    let inverse = 1.0 / y;
    let square = inverse * inverse;
    let mut tail = 0.0;
    for (k, &c) in STIRLING.iter().enumerate().rev() {
        tail = tail * square + c * (2 * k + 1) as f64;
    }
    libm::log(y) - 0.5 * inverse - square * tail - shift
}

/// `psi(x + h) - psi(x)` for x > 0, h >= 0. Does not cancel when x is much larger than h.
pub fn digamma_ratio(x: f64, h: f64) -> f64 {
    if x < 10.0 {
        return digamma(x + h) - digamma(x);
    }
    let end = x + h;
    // The series is a sum of powers of 1 / x^2; each difference is taken factor by factor.
    let rest = |y: f64| {
        let square = 1.0 / (y * y);
        STIRLING.iter().enumerate().rev().fold(0.0, |sum, (k, &c)| sum * square + c * (2 * k + 1) as f64)
            * square
    };
    libm::log1p(h / x) + 0.5 * h / (x * end) + (rest(x) - rest(end))
}

/// `psi'(x)` for x > 0. Relative error below 1e-14.
///
/// Source: recurrence up and the asymptotic series (Abramowitz & Stegun 6.4.6, 6.4.12).
pub fn trigamma(x: f64) -> f64 {
    let mut shift = 0.0;
    let mut y = x;
    while y < LARGE {
        shift += 1.0 / (y * y);
        y += 1.0;
    }
    let inverse = 1.0 / y;
    let square = inverse * inverse;
    let mut tail = 0.0;
    for (k, &c) in STIRLING.iter().enumerate().rev() {
        tail = tail * square + c * ((2 * k + 1) * (2 * k + 2)) as f64;
    }
    inverse + square * (0.5 + inverse * tail) + shift
}

/// What Stirling's formula leaves over: `ln Gamma(x) - [(x - 1/2) ln x - x + ln(2 pi) / 2]`, for x of 10 and more.
pub(super) fn stirling_rest(x: f64) -> f64 {
    let square = 1.0 / (x * x);
    STIRLING.iter().rev().fold(0.0, |sum, &c| sum * square + c) / x
}

/// `ln Gamma(x + h) - ln Gamma(x)` for x > 0, h >= 0. Does not cancel when x is much larger than h.
pub fn ln_gamma_ratio(x: f64, h: f64) -> f64 {
    if x < 10.0 {
        return ln_gamma(x + h) - ln_gamma(x);
    }
    let end = x + h;
    (x - 0.5) * libm::log1p(h / x) + h * (libm::log(end) - 1.0) + (stirling_rest(end) - stirling_rest(x))
}

/// `ln B(a, b)` for a, b > 0. Does not cancel when either is large.
pub fn ln_beta(a: f64, b: f64) -> f64 {
    let (small, large) = if a < b { (a, b) } else { (b, a) };
    if large < 10.0 {
        return ln_gamma(a) + ln_gamma(b) - ln_gamma(a + b);
    }
    if small < 10.0 {
        return ln_gamma(small) - ln_gamma_ratio(large, small);
    }
    let ratio = small / large;
    let half_ln_two_pi = 0.918_938_533_204_672_7;
    let rest = stirling_rest(small) + stirling_rest(large) - stirling_rest(small + large);
    half_ln_two_pi - 0.5 * libm::log(large) + (small - 0.5) * libm::log(ratio / (1.0 + ratio))
        - large * libm::log1p(ratio)
        + rest
}
