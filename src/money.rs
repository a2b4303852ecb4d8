//! Amounts of money as exact counts, so that sums do not depend on the order of rows.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Neg, Sub};

/// Ten-thousandths of the currency unit: four decimals are exact (exports write `957.5775`), and sums are
/// independent of their order. Arithmetic saturates: 9.2e14 units is beyond any file.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, bytemuck::Pod, bytemuck::Zeroable,
)]
#[repr(transparent)]
pub struct Money(pub i64);

/// Counts per currency unit.
pub const PER_UNIT: i64 = 10_000;

impl Money {
    /// No money.
    pub const ZERO: Self = Self(0);

    /// The nearest amount to `units`; saturates, and a NaN becomes zero.
    pub fn from_units(units: f64) -> Self {
        Self((units * PER_UNIT as f64).round() as i64)
    }

    /// In currency units.
    pub fn units(self) -> f64 {
        self.0 as f64 / PER_UNIT as f64
    }

    /// An equal part of `n`, to the nearest count, halves away from zero; the whole where `n` is 0.
    #[must_use]
    pub fn over(self, n: usize) -> Self {
        let n = n.max(1) as i128;
        let half = if self.is_negative() { -n } else { n };
        Self(((2 * i128::from(self.0) + half) / (2 * n)) as i64)
    }

    /// Is it less than nothing, as a refund is?
    pub fn is_negative(self) -> bool {
        self.0 < 0
    }
}

impl Add for Money {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sub for Money {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl AddAssign for Money {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Neg for Money {
    type Output = Self;
    fn neg(self) -> Self {
        Self(self.0.saturating_neg())
    }
}

impl Sum for Money {
    fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
        iter.fold(Self::ZERO, Add::add)
    }
}

impl fmt::Display for Money {
    /// A plain decimal without a currency, shortest exact form with at least two decimals: `29.33`, `957.5775`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let count = self.0.unsigned_abs();
        let (whole, part) = (count / PER_UNIT as u64, count % PER_UNIT as u64);
        if part % 100 == 0 {
            write!(f, "{sign}{whole}.{:02}", part / 100)
        } else {
            let digits = format!("{part:04}");
            write!(f, "{sign}{whole}.{}", digits.trim_end_matches('0'))
        }
    }
}
