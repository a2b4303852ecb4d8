//! # Question
//! On how few customers does the value to come rest?
//!
//! # Input
//! The customers of a [`Value`](super::value::Value) and a number of bands.
//!
//! # Result
//! Customers by falling expected value in bands of as equal a size as possible, the best first: what each band paid
//! so far and what is expected of it.
//!
//! # Edge cases
//! Fewer customers than bands: one customer a band. Where nothing can be expected of anybody, customers stand by what
//! they paid so far and `expected` is `None`. Customers of equal history are equal here, so the order of rows does not
//! matter. Where the money in all is not above zero, or a band's is below, there is no share of it.
//!
//! # Source
//! The decile or gains table of direct marketing: A. M. Hughes, *Strategic Database Marketing* (1994).
//!
//! # Example
//! ```
//! use clientele::{metrics::value::CustomerValue, metrics::value_bands::value_bands, money::Money};
//!
//! let one = |customer, expected| CustomerValue {
//!     customer,
//!     frequency: 1,
//!     recency_days: 10,
//!     age_days: 20,
//!     so_far: Money::from_units(50.0),
//!     p_alive: Some(0.5),
//!     expected_purchases: Some(1.0),
//!     expected_spend: Some(expected),
//!     expected_value: Some(expected),
//!     relative_error: None,
//! };
//! let answer = value_bands(&[one(0, 10.0), one(1, 60.0), one(2, 30.0), one(3, 0.0)], 2);
//! assert_eq!(answer.bands[0].n_customers, 2);
//! assert_eq!(answer.bands[0].expected, Some(90.0));
//! assert_eq!(answer.bands[0].expected_share, Some(0.9));
//! ```

use std::cmp::{Ordering, Reverse};

use super::value::CustomerValue;
use crate::locale::Locale;
use crate::message::say;
use crate::money::Money;
use crate::sort::Sort as _;

/// Bands unless another number is asked for: tenths.
pub const TENTHS: u8 = 10;

/// All customers in bands.
#[derive(Debug, Clone, PartialEq)]
pub struct ValueBands {
    /// Customers in all bands.
    pub n_customers: usize,
    /// What they paid so far, refunds taken off.
    pub so_far: Money,
    /// What is expected of them, in currency units; `None` where nothing can be expected.
    pub expected: Option<f64>,
    /// The best first.
    pub bands: Vec<ValueBand>,
}

/// Customers of about equal rank.
#[derive(Debug, Clone, PartialEq)]
pub struct ValueBand {
    /// Customers in it: at least one.
    pub n_customers: usize,
    /// What they paid so far, refunds taken off.
    pub so_far: Money,
    /// Of what all paid, 0 to 1.
    pub so_far_share: Option<f64>,
    /// What is expected of them, in currency units.
    pub expected: Option<f64>,
    /// Of what is expected of all, 0 to 1.
    pub expected_share: Option<f64>,
    /// The least that is expected of one of them: what it takes to be in the band.
    pub least_expected: Option<f64>,
    /// Mean probability that one of them still buys.
    pub mean_p_alive: Option<f64>,
}

impl ValueBands {
    /// A band as people call it, by its place from 0: `Best 10%`, `10% to 20%`. Empty for one that does not exist.
    pub fn name(&self, at: usize, locale: &Locale) -> String {
        let n = self.bands.len();
        let edge = |k: usize| locale.share_to(k as f64 / n as f64, 0);
        match at {
            _ if at >= n => String::new(),
            _ if n == 1 => say!(locale, "All"),
            0 => say!(locale, "Best {}", edge(1)),
            _ => say!(locale, "{} to {}", edge(at), edge(at + 1)),
        }
    }
}

/// Ranks customers by expected value and cuts the ranking into `n_bands` of equal size, at least one.
pub fn value_bands(customers: &[CustomerValue], n_bands: u8) -> ValueBands {
    let mut ranked: Vec<&CustomerValue> = customers.iter().collect();
    ranked.order_by(|a, b| by_rank(a, b));
    let n = ranked.len();
    let n_bands = usize::from(n_bands.max(1)).min(n);
    ValueBands::new((0..n_bands).map(|k| band(&ranked[n * k / n_bands..n * (k + 1) / n_bands])).collect())
}

impl ValueBands {
    /// All bands, with their shares.
    pub(super) fn new(mut bands: Vec<ValueBand>) -> Self {
        let so_far: Money = bands.iter().map(|band| band.so_far).sum();
        let expected = total(bands.iter().map(|band| band.expected));
        let paid = so_far > Money::ZERO && bands.iter().all(|band| !band.so_far.is_negative());
        for band in &mut bands {
            band.so_far_share = paid.then(|| band.so_far.0 as f64 / so_far.0 as f64);
            let of_all = band.expected.zip(expected.filter(|&all| all > 0.0));
            band.expected_share = of_all.map(|(own, all)| own / all);
        }
        Self { n_customers: bands.iter().map(|band| band.n_customers).sum(), so_far, expected, bands }
    }
}

/// Falling expected value, unknown last; then falling money. What follows tells only unequal histories apart.
fn by_rank(a: &CustomerValue, b: &CustomerValue) -> Ordering {
    let expected = |customer: &CustomerValue| customer.expected_value.unwrap_or(f64::NEG_INFINITY);
    expected(b).total_cmp(&expected(a)).then_with(|| {
        let rest = |customer: &CustomerValue| {
            (
                Reverse(customer.so_far),
                Reverse(customer.frequency),
                Reverse(customer.recency_days),
                customer.age_days,
            )
        };
        rest(a).cmp(&rest(b))
    })
}

fn band(customers: &[&CustomerValue]) -> ValueBand {
    let n = customers.len();
    let alive = total(customers.iter().map(|customer| customer.p_alive));
    ValueBand {
        n_customers: n,
        so_far: customers.iter().map(|customer| customer.so_far).sum(),
        so_far_share: None,
        expected: total(customers.iter().map(|customer| customer.expected_value)),
        expected_share: None,
        least_expected: customers.last().and_then(|customer| customer.expected_value),
        mean_p_alive: alive.map(|sum| sum / n as f64),
    }
}

/// The sum in the order of the ranking; `None` unless every part is known, and for no parts.
fn total(parts: impl Iterator<Item = Option<f64>>) -> Option<f64> {
    let mut sum = None;
    for part in parts {
        sum = Some(sum.unwrap_or(0.0) + part?);
    }
    sum
}
