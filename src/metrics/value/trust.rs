//! How far can the forecast be trusted?
//!
//! # Question
//! How wrong would each forecast have been last time, and does the model describe what happened so far?
//!
//! # Input
//! Orders, the check against the past, the customers as of a day with the fitted model.
//!
//! # Result
//! [`Trust`]: the check, the week by week course, the customers by number of purchases.
//!
//! # Edge cases
//! The naive forecast has no course and no probabilities: where it won, the best of the models stands for them.

use crate::facts::Facts;

use super::base::Base;
use super::counts::{Counts, counts};
use super::holdout::Holdout;
use super::tracking::{Tracking, tracking};
use super::{Fit, Parameter};

/// All that speaks for and against the forecast.
#[derive(Debug, Clone, PartialEq)]
pub struct Trust {
    /// The check against the past.
    pub holdout: Holdout,
    /// The place in its scores of the model that is shown: the winner, or the best model where none won.
    pub shown: usize,
    /// Week by week.
    pub tracking: Option<Tracking>,
    /// Customers by number of purchases.
    pub counts: Option<Counts>,
    /// The fits of the candidates to all orders, and that of spend; empty unless they are asked for.
    pub fits: Vec<Fit>,
}

/// Brings together what speaks for and against the forecast of `base`.
pub fn trust(facts: &Facts, holdout: &Holdout, base: &Base) -> Trust {
    let scores = &holdout.scores;
    let models = (0..scores.len()).filter(|&i| scores[i].model.is_some());
    let best = models.reduce(|best, i| if scores[i].rmse < scores[best].rmse { i } else { best });
    let shown = best.unwrap_or(holdout.winner);
    Trust {
        tracking: tracking(facts, holdout, shown, base.as_of),
        counts: counts(base),
        shown,
        holdout: holdout.clone(),
        fits: Vec::new(),
    }
}

impl Trust {
    /// The models of purchases, each with how far its AIC lies over the least.
    pub fn candidates(&self) -> impl Iterator<Item = (&Fit, f64)> {
        let of_purchases = || self.fits.iter().filter(|fit| fit.parameters.len() == 4);
        let least = of_purchases().map(|fit| fit.aic).fold(f64::INFINITY, f64::min);
        of_purchases().map(move |fit| (fit, fit.aic - least))
    }

    /// The parameters of all of them.
    pub fn parameters(&self) -> impl Iterator<Item = (&Fit, &Parameter)> {
        self.fits.iter().flat_map(|fit| fit.parameters.iter().map(move |parameter| (fit, parameter)))
    }
}

/// What to look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum View {
    /// The forecasts side by side.
    #[default]
    Forecasts,
    /// How much of the money the customers brought who were ranked first.
    Gains,
    /// Does it happen as often as foreseen that nobody buys?
    Calibration,
    /// By purchases before the split.
    Frequency,
    /// Purchases week by week.
    Weeks,
    /// The same since the beginning.
    SoFar,
    /// Customers by number of purchases.
    Counts,
    /// The candidates, with what shows that each fit is a maximum.
    Fit,
    /// Their parameters with standard errors.
    Parameters,
}

impl View {
    /// By their names for programs.
    pub const ALL: [(Self, &'static str); 9] = [
        (Self::Forecasts, "forecasts"),
        (Self::Gains, "gains"),
        (Self::Calibration, "calibration"),
        (Self::Frequency, "frequency"),
        (Self::Weeks, "weeks"),
        (Self::SoFar, "so far"),
        (Self::Counts, "counts"),
        (Self::Fit, "fit"),
        (Self::Parameters, "parameters"),
    ];
}
