//! Numbers: special functions, optimiser, quantiles, seeded random numbers. One file each; `libm` only.

pub mod quantile;
