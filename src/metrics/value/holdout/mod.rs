//! How wrong would the forecast have been last time? The models are fitted on the first part of the data and asked for the
//! second.
//!
//! # Question
//! Which model foresees these customers best, and by how much is it off: in level, in ranking, in its probabilities?
//!
//! # Input
//! Orders, the end of observation, and a day to split at (or one chosen from the data).
//!
//! # Result
//! [`Holdout`]: a [`Score`] for BG/NBD, MBG/NBD, Pareto/NBD and the naive forecast (each goes on at the rate and the
//! mean spend so far),
//! the winner, and mean purchases by earlier frequency.
//!
//! # Edge cases
//! * Customers who first bought after the split are left out: nobody could foresee them.
//! * A model that cannot be fitted has no score. Where none can, the naive forecast stands alone.
//! * Purchases are days with a purchase, as in the models.
//! * Equal forecasts are ranked by customer, so that the order of rows does not matter.
//!
//! # Source
//! Fader, Hardie & Lee 2005, section 4 (hold-out by frequency); Brier 1950; the winner is the least root mean squared
//! error, the proper score of a forecast mean (Gneiting 2011).
//!
//! # Example
//! ```
//! use clientele::metrics::value::holdout::{Case, contest};
//!
//! // Sixty customers seen for 100 days; those who bought more often before buy more often after.
//! let case = |i: u32| Case {
//!     x: i % 4,
//!     tx: (i % 4 * 20 + i % 3 * u32::from(i % 4 > 0)) as f64,
//!     age: 100.0,
//!     repeat_spend: (i % 4) as f64 * (20.0 + i as f64),
//!     bought: i % 4 / 2,
//!     paid: (i % 4 / 2) as f64 * 25.0,
//! };
//! let cases: Vec<Case> = (0..60).map(case).collect();
//! let answer = contest(&cases, 50.0);
//! assert_eq!(answer.bought, 30);
//! assert_eq!(answer.scores.len(), 4);
//! ```

mod score;

pub use score::{Coverage, Reliability, Score};

use crate::day::Day;
use crate::error::Error;
use crate::facts::{CustomerIdx, Facts};
use crate::message::message;
use crate::sort::Sort as _;

use super::fit::{self, Fitted};
use super::history::{self, Histories, History};
use super::purchases::Model;
use super::spend::{self, Spend};
use super::{Forecaster, MIN_REPEATERS, purchases};
use score::Forecast;

/// Below so many purchases after the split the check tells nothing.
pub const LEAST_BOUGHT: u64 = 10;

/// Where to split.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HoldoutConfig {
    /// Observation ends with this day; later orders are left out. `None`: the last day of the data.
    pub as_of: Option<Day>,
    /// Last day of the first part. `None`: two thirds of the way from the first order to the end.
    pub split: Option<Day>,
}

/// One customer: the history up to the split, and what came after. Times in one unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Case {
    /// Repeat purchase days.
    pub x: u32,
    /// From the first purchase day to the last.
    pub tx: f64,
    /// From the first purchase day to the split.
    pub age: f64,
    /// Paid on repeat purchase days up to the split, in currency units.
    pub repeat_spend: f64,
    /// Purchase days after the split.
    pub bought: u32,
    /// Paid after the split, refunds taken off, in currency units.
    pub paid: f64,
}

/// How the forecasts did.
#[derive(Debug, Clone, PartialEq)]
pub struct Holdout {
    /// Last day of the first part; `None` for a contest over cases without days.
    pub split: Option<Day>,
    /// Length of the second part, in days or the unit of the cases.
    pub horizon: f64,
    /// Customers who bought by the split.
    pub n_customers: usize,
    /// Purchase days of them after it.
    pub bought: u64,
    /// Of them, who bought nothing after it.
    pub n_none: usize,
    /// What they paid after it, in currency units.
    pub paid: f64,
    /// One a forecast: the models that could be fitted, then the naive one.
    pub scores: Vec<Score>,
    /// The place of the winner in `scores`.
    pub winner: usize,
    /// Purchases by earlier frequency: 0 to 6, and 7 and more. Groups without customers are left out.
    pub by_frequency: Vec<FrequencyGroup>,
}

/// Customers with one number of repeat purchases before the split.
#[derive(Debug, Clone, PartialEq)]
pub struct FrequencyGroup {
    /// Repeat purchases before; 7 stands for 7 and more.
    pub x: u32,
    /// Customers.
    pub n_customers: usize,
    /// Mean purchases after the split.
    pub actual: f64,
    /// Mean foreseen by each of `scores`, in their order.
    pub foreseen: Vec<f64>,
}

/// Splits the orders in two and lets the models compete.
///
/// # Errors
/// No order; a split outside the data; nobody who bought by the split.
pub fn holdout(facts: &Facts, config: &HoldoutConfig) -> Result<Holdout, Error> {
    let orders = &facts.orders;
    let missing = || {
        Error::missing(message!(
            "No orders are loaded: the check against the past needs customers, dates and amounts."
        ))
    };
    let (first, last) = orders.days();
    let (first, last) = (first.ok_or_else(missing)?, config.as_of.or(last).ok_or_else(missing)?);
    let split = config.split.unwrap_or_else(|| first.plus(last.since(first) / 3 * 2));
    if split < first || split >= last {
        // Without a split of the user's it is the orders that do not allow one.
        let error = if config.split.is_some() { Error::config } else { Error::missing };
        return Err(error(message!(
            "Split between {} and {}: the check needs orders on both sides.",
            first,
            last
        )));
    }
    let before = history::buyers(orders, split);
    let after = history::buyers(orders, last);
    let mut later = after.iter().peekable();
    let mut cases: Vec<(CustomerIdx, Case)> = before
        .iter()
        .filter_map(|b| {
            while later.next_if(|a| a.customer < b.customer).is_some() {}
            let a = later.next_if(|a| a.customer == b.customer)?;
            let case = Case {
                x: b.x,
                tx: b.tx as f64,
                age: b.age as f64,
                repeat_spend: b.repeat_spend.units(),
                bought: a.x - b.x,
                paid: (a.so_far - b.so_far).units(),
            };
            Some((b.customer, case))
        })
        .collect();
    // By identifier, so that neither sums nor ties depend on the order of rows.
    let id = |customer| facts.customers.ids.get(customer);
    cases.order_by(|a, b| id(a.0).cmp(id(b.0)));
    let cases: Vec<Case> = cases.into_iter().map(|(_, case)| case).collect();
    if cases.is_empty() {
        return Err(Error::missing(message!("Nobody had bought by {}: split later.", split)));
    }
    Ok(Holdout { split: Some(split), ..contest(&cases, last.since(split) as f64) })
}

impl Holdout {
    /// What did best, where the check says anything: something was bought after the split, and a model could be fitted
    /// before it.
    pub fn best(&self) -> Option<Forecaster> {
        let best = self.scores.get(self.winner)?;
        let telling = self.bought >= LEAST_BOUGHT && self.scores.len() > 1;
        telling.then_some(best.model.map_or(Forecaster::AsBefore, Forecaster::Model))
    }
}

/// Fits every model on the histories and compares its forecast with what came. Ties in ranking are broken by the order
/// of `cases`.
pub fn contest(cases: &[Case], horizon: f64) -> Holdout {
    let histories =
        Histories::new(cases.iter().map(|c| History { x: c.x, tx: c.tx, age: c.age, n: 1.0 }).collect());
    let spends =
        spend::compressed(cases.iter().map(|c| Spend { x: c.x, sum: c.repeat_spend, n: 1.0 }).collect());
    let spending = SpendForecast::new(&spends);
    let mut forecasts: Vec<Forecast> = Vec::new();
    if histories.n_repeaters >= MIN_REPEATERS as f64 {
        for model in Model::ALL {
            if let Some(fitted) = fit::purchases(model, &histories) {
                forecasts.push(foresee(model, &fitted, cases, horizon));
            }
        }
    }
    forecasts.push(Forecast::naive(cases, horizon));
    let by_model: Vec<f64> = cases.iter().map(|c| spending.of(c)).collect();
    let as_before: Vec<f64> = cases.iter().map(|c| c.repeat_spend / c.x.max(1) as f64).collect();
    let score =
        |f: &Forecast| Score::new(f, cases, if f.model.is_some() { &by_model } else { &as_before }, horizon);
    let scores: Vec<Score> = forecasts.iter().map(score).collect();
    let winner =
        (0..scores.len()).reduce(|best, i| if scores[i].rmse < scores[best].rmse { i } else { best });
    let winner = winner.unwrap_or(0);
    Holdout {
        split: None,
        horizon,
        n_customers: cases.len(),
        bought: cases.iter().map(|c| c.bought as u64).sum(),
        n_none: cases.iter().filter(|c| c.bought == 0).count(),
        paid: cases.iter().map(|c| c.paid).sum(),
        winner,
        by_frequency: by_frequency(cases, &forecasts),
        scores,
    }
}

/// The forecast given that a customer is alive depends on purchases and age alone, which many share.
fn foresee(model: Model, fitted: &Fitted<4>, cases: &[Case], horizon: f64) -> Forecast {
    let mut order: Vec<usize> = (0..cases.len()).collect();
    order.order_by(|&i, &j| cases[i].x.cmp(&cases[j].x).then(cases[i].age.total_cmp(&cases[j].age)));
    let mut forecast = Forecast::empty(Some(model), cases.len());
    forecast.parameters = Some(fitted.parameters);
    let same = |&i: &usize, &j: &usize| cases[i].x == cases[j].x && cases[i].age == cases[j].age;
    for group in order.chunk_by(same) {
        let Some(first) = group.first().map(|&i| &cases[i]) else { continue };
        let alive = model.alive(&fitted.parameters, first.x, first.age);
        let (expected, none) = (alive.expected(horizon), alive.none(horizon));
        for &i in group {
            let ln_odds_left = model.ln_odds_left(&fitted.parameters, cases[i].x, cases[i].tx, cases[i].age);
            let standing = purchases::Standing { ln_odds_left, alive };
            forecast.purchases[i] = standing.p_alive() * expected;
            forecast.none[i] = standing.p_left() + standing.p_alive() * none;
            forecast.standings[i] = Some(standing);
        }
    }
    forecast
}

/// Spend per purchase by the spend model where it can be fitted, else by the mean.
enum SpendForecast {
    Fitted([f64; 3]),
    Mean(f64),
}

impl SpendForecast {
    fn new(spends: &[Spend]) -> Self {
        let enough = spends.iter().map(|s| s.n).sum::<f64>() >= MIN_REPEATERS as f64;
        match enough.then(|| fit::spends(spends)).flatten() {
            Some(fitted) if fitted.parameters[1] > 1.0 => Self::Fitted(fitted.parameters),
            _ => {
                let (n, sum) =
                    spends.iter().fold((0.0, 0.0), |(n, sum), s| (n + s.n * s.x as f64, sum + s.n * s.sum));
                Self::Mean(if n > 0.0 { sum / n } else { 0.0 })
            }
        }
    }

    fn of(&self, case: &Case) -> f64 {
        match self {
            Self::Mean(mean) => *mean,
            Self::Fitted(at) => {
                let x = if case.repeat_spend > 0.0 { case.x } else { 0 };
                spend::expected(at, x, case.repeat_spend.max(0.0)).unwrap_or(0.0)
            }
        }
    }
}

fn by_frequency(cases: &[Case], forecasts: &[Forecast]) -> Vec<FrequencyGroup> {
    (0..=7)
        .filter_map(|x| {
            let who: Vec<usize> = (0..cases.len()).filter(|&i| cases[i].x.min(7) == x).collect();
            let n = who.len() as f64;
            let mean = |f: &Forecast| who.iter().map(|&i| f.purchases[i]).sum::<f64>() / n;
            (!who.is_empty()).then(|| FrequencyGroup {
                x,
                n_customers: who.len(),
                actual: who.iter().map(|&i| cases[i].bought as f64).sum::<f64>() / n,
                foreseen: forecasts.iter().map(mean).collect(),
            })
        })
        .collect()
}
