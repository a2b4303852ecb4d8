//! Numbers: special functions, quadrature, optimiser, quantiles. One file each; `libm` only, so that the results are
//! the same to the bit natively and in wasm.
//!
//! Crates that offer the same functions (statrs, puruspe, special) take their logarithms and powers from the standard
//! library, which differs from platform to platform; `libm` itself has the logarithm of gamma and is used for it.

pub mod chebyshev;
pub mod decimal;
pub mod gamma;
pub mod hypergeometric;
pub mod incomplete;
pub mod linear;
pub mod optimise;
pub mod quadrature;
pub mod quantile;
pub mod random;

/// The number, or the bound that it is beyond; NaN stays one. Unlike `f64::clamp` it brings no message for bounds that
/// are the wrong way round.
pub fn within(value: f64, low: f64, high: f64) -> f64 {
    if value < low {
        low
    } else if value > high {
        high
    } else {
        value
    }
}
