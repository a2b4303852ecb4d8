//! How do purchases and silence tell who still buys, and who is worth what?
//!
//! # Question
//! For a customer who bought so often and has been silent for so long: what is the probability to be alive, and the
//! value?
//!
//! # Input
//! The customers as of a day with the fitted models.
//!
//! # Result
//! [`Grid`]: one row a number of purchases, one column a silence.
//!
//! # Edge cases
//! A customer who bought once has been silent since the first purchase. For the others the time since the first purchase
//! is the median of those who came back; a silence that leaves no time for their purchases is blank.
//!
//! # Source
//! Fader, Hardie & Lee 2005, "RFM and CLV: using iso-value curves for customer base analysis".

use crate::day::DAYS_PER_MONTH;
use crate::num::quantile::median;

use super::super::ValueConfig;
use super::super::base::Base;
use super::super::forecast::daily;
use super::super::spend;

/// Purchases in all, the first counted.
const PURCHASES: [u32; 10] = [1, 2, 3, 4, 5, 6, 8, 10, 15, 20];
/// Days of silence.
const SILENCES: [u32; 12] = [0, 7, 14, 30, 60, 90, 120, 180, 270, 365, 545, 730];

/// The map.
#[derive(Debug, Clone, PartialEq)]
pub struct Grid {
    /// Days of silence, one a column.
    pub silences: Vec<u32>,
    /// Days since the first purchase of those who came back.
    pub age_days: u32,
    /// From few purchases to many.
    pub rows: Vec<GridRow>,
}

/// Customers with one number of purchases.
#[derive(Debug, Clone, PartialEq)]
pub struct GridRow {
    /// Purchases in all.
    pub purchases: u32,
    /// Probability to be alive, one a silence.
    pub p_alive: Vec<Option<f64>>,
    /// Discounted value expected in the horizon of one who spends as the mean does, in currency units.
    pub value: Vec<Option<f64>>,
}

/// The map for the customers of a base; `None` where no model is fitted.
pub fn grid(base: &Base, config: &ValueConfig) -> Option<Grid> {
    let (model, fitted) = base.model()?;
    let mut ages: Vec<i64> = base.buyers.iter().filter(|b| b.x > 0).map(|b| i64::from(b.age)).collect();
    let age = median(&mut ages)? as u32;
    let silences: Vec<u32> = SILENCES.into_iter().filter(|&silence| silence < age).collect();
    let horizon = config.horizon_months * DAYS_PER_MONTH;
    let discount = daily(config.discount_per_year);
    let margin = config.margin.or(base.known_margin).unwrap_or(1.0);
    let mean = base.spends.iter().sum::<f64>() / base.spends.len() as f64;
    let each = |x: u32| match base.spend_model() {
        Some(fitted) => {
            let all = spend::expected(&fitted.parameters, 0, 0.0).unwrap_or(mean);
            spend::expected(&fitted.parameters, x, f64::from(x) * all).unwrap_or(mean)
        }
        None => mean,
    };
    let mut rows = Vec::new();
    for purchases in PURCHASES {
        let x = purchases - 1;
        let (mut p_alive, mut value) = (Vec::new(), Vec::new());
        for &silence in &silences {
            let own = if x == 0 { silence } else { age };
            // So many purchase days must fit before the silence.
            let room = x == 0 || age - silence >= x;
            let standing =
                room.then(|| model.standing(&fitted.parameters, x, f64::from(own - silence), f64::from(own)));
            p_alive.push(standing.map(|standing| standing.p_alive()));
            value.push(standing.map(|standing| standing.discounted(horizon, discount) * each(x) * margin));
        }
        rows.push(GridRow { purchases, p_alive, value });
    }
    Some(Grid { silences, age_days: age, rows })
}
