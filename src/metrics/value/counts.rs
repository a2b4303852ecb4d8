//! Does the model say how many customers bought how often?
//!
//! # Question
//! How many customers made no, one, two ... repeat purchases so far, and how many would the model expect?
//!
//! # Input
//! The customers as of a day with the fitted model.
//!
//! # Result
//! [`Counts`]: customers by repeat purchases, 0 to 6 and 7 and more.
//!
//! # Edge cases
//! `None` where no model is fitted.
//!
//! # Source
//! Fader, Hardie & Lee 2005, equation 8, summed over the customers' own ages.

use super::base::Base;
use super::newcomers;

/// The last class holds all above.
pub const CLASSES: usize = 8;

/// Customers by repeat purchases.
#[derive(Debug, Clone, PartialEq)]
pub struct Counts {
    /// The model.
    pub model: &'static str,
    /// Customers in all.
    pub n_customers: usize,
    /// Customers with 0, 1, ... 6, 7 and more.
    pub actual: [usize; CLASSES],
    /// As many as the model expects.
    pub expected: [f64; CLASSES],
}

/// Actual and expected customers by repeat purchases.
pub fn counts(base: &Base) -> Option<Counts> {
    let (model, fitted) = base.model()?;
    let newcomer = model.newcomer(&fitted.parameters);
    let mut actual = [0; CLASSES];
    let longest = base.buyers.iter().map(|b| b.age).max()?;
    let mut of_age = vec![0u32; longest as usize + 1];
    for b in &base.buyers {
        actual[(b.x as usize).min(CLASSES - 1)] += 1;
        of_age[b.age as usize] += 1;
    }
    let mut expected = [0.0; CLASSES];
    for (n, sum) in expected.iter_mut().enumerate().take(CLASSES - 1) {
        let at_first = if n == 0 { 1.0 } else { 0.0 };
        let scale = fitted.parameters[1];
        let by_day = newcomers::by_day(scale, longest, &mut |t| newcomer.p_exactly(n as u32, t));
        *sum = f64::from(of_age[0]) * at_first
            + of_age.iter().zip(&by_day).skip(1).map(|(&who, p)| f64::from(who) * p).sum::<f64>();
    }
    let rest = base.buyers.len() as f64 - expected.iter().sum::<f64>();
    expected[CLASSES - 1] = rest.max(0.0);
    Some(Counts { model: model.name(), n_customers: base.buyers.len(), actual, expected })
}
