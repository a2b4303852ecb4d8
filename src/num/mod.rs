//! Numbers: special functions, quadrature, optimiser, quantiles. One file each; `libm` only, so that the results are
//! the same to the bit natively and in wasm.
//!
//! Crates that offer the same functions (statrs, puruspe, special) take their logarithms and powers from the standard
//! library, which differs from platform to platform; `libm` itself has the logarithm of gamma and is used for it.

pub mod chebyshev;
pub mod gamma;
pub mod hypergeometric;
pub mod incomplete;
pub mod linear;
pub mod optimise;
pub mod quadrature;
pub mod quantile;
pub mod random;
