//! One forecast against what came.

use crate::message::word;
use crate::metrics::value::purchases::{Model, Standing};
use crate::sort::Sort as _;

use super::Case;

/// Customers whose intervals are checked: an even part of them where there are more.
const COVERAGE_CUSTOMERS: usize = 2000;

/// How one forecast did.
#[derive(Debug, Clone, PartialEq)]
pub struct Score {
    /// `BG/NBD`, `MBG/NBD`, `Pareto/NBD` or `Rate so far`.
    pub name: &'static str,
    /// The model; `None` for the naive forecast.
    pub model: Option<Model>,
    /// Its parameters from the first part, in the unit of the cases.
    pub parameters: Option<[f64; 4]>,
    /// Purchases foreseen of all.
    pub predicted: f64,
    /// Foreseen over actual, less 1; `None` if nobody bought.
    pub bias: Option<f64>,
    /// Mean absolute error per customer.
    pub mae: f64,
    /// Root mean squared error per customer.
    pub rmse: f64,
    /// Correlation of foreseen and actual purchases; `None` where either is the same for all.
    pub correlation: Option<f64>,
    /// Mean probability of no purchase; `None` for the naive forecast, which has none.
    pub none_mean: Option<f64>,
    /// Mean squared error of that probability: 0 is perfect.
    pub brier: Option<f64>,
    /// Tenths of the customers by that probability, lowest first.
    pub reliability: Vec<Reliability>,
    /// Money foreseen of all, in currency units.
    pub revenue: f64,
    /// Foreseen over actual money, less 1; `None` if nothing was paid.
    pub revenue_bias: Option<f64>,
    /// Share of the actual money that the tenth ranked highest brought; `None` if nothing was paid.
    pub top_decile_share: Option<f64>,
    /// The same for the first 0, 1, ... 10 tenths: the curve of gains.
    pub gains: Vec<f64>,
    /// How often the intervals of the counts held; `None` for the naive forecast.
    pub coverage: Option<Coverage>,
}

/// One tenth of the customers by their probability of no purchase.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reliability {
    /// Customers.
    pub n_customers: usize,
    /// Mean probability foreseen.
    pub foreseen: f64,
    /// Share who did not buy.
    pub actual: f64,
}

/// How often the central 90 % interval of the number of purchases held what came. Counts are whole, so the interval holds
/// more than 90 % even where the model is right.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Coverage {
    /// 0.9.
    pub level: f64,
    /// Share of customers whose count lay inside.
    pub share: f64,
    /// Mean width in purchases.
    pub mean_width: f64,
}

/// What a forecast says of each case.
pub(super) struct Forecast {
    pub model: Option<Model>,
    pub parameters: Option<[f64; 4]>,
    pub purchases: Vec<f64>,
    /// Probability of no purchase; empty for the naive forecast.
    pub none: Vec<f64>,
    pub standings: Vec<Option<Standing>>,
}

impl Forecast {
    pub fn empty(model: Option<Model>, n: usize) -> Self {
        let n_none = if model.is_some() { n } else { 0 };
        Self {
            model,
            parameters: None,
            purchases: vec![0.0; n],
            none: vec![0.0; n_none],
            standings: vec![None; n_none],
        }
    }

    /// Each goes on at the rate so far.
    pub fn naive(cases: &[Case], horizon: f64) -> Self {
        let rate = |c: &Case| if c.age > 0.0 { c.x as f64 / c.age * horizon } else { 0.0 };
        Self { purchases: cases.iter().map(rate).collect(), ..Self::empty(None, 0) }
    }
}

impl Score {
    pub(super) fn new(forecast: &Forecast, cases: &[Case], spend_each: &[f64], horizon: f64) -> Self {
        let n = cases.len() as f64;
        let actual: Vec<f64> = cases.iter().map(|c| c.bought as f64).collect();
        let predicted: f64 = forecast.purchases.iter().sum();
        let off = || forecast.purchases.iter().zip(&actual).map(|(p, a)| p - a);
        let ratio = |got: f64, truth: f64| (truth > 0.0).then(|| got / truth - 1.0);
        let money: Vec<f64> = forecast.purchases.iter().zip(spend_each).map(|(p, each)| p * each).collect();
        let (revenue, paid) = (money.iter().sum(), cases.iter().map(|c| c.paid).sum());
        let gains = gains(&money, cases);
        let brier = |p: &f64, c: &Case| {
            let missed = p - if c.bought == 0 { 1.0 } else { 0.0 };
            missed * missed
        };
        let has_none = !forecast.none.is_empty();
        Self {
            name: forecast.model.map_or(word!("Rate so far").0, Model::name),
            model: forecast.model,
            parameters: forecast.parameters,
            predicted,
            bias: ratio(predicted, actual.iter().sum()),
            mae: off().map(f64::abs).sum::<f64>() / n,
            rmse: libm::sqrt(off().map(|d| d * d).sum::<f64>() / n),
            correlation: correlation(&forecast.purchases, &actual),
            none_mean: has_none.then(|| forecast.none.iter().sum::<f64>() / n),
            brier: has_none
                .then(|| forecast.none.iter().zip(cases).map(|(p, c)| brier(p, c)).sum::<f64>() / n),
            reliability: if has_none { reliability(&forecast.none, cases) } else { Vec::new() },
            revenue,
            revenue_bias: ratio(revenue, paid),
            top_decile_share: gains.get(1).copied(),
            gains,
            coverage: coverage(&forecast.standings, cases, horizon),
        }
    }
}

fn correlation(a: &[f64], b: &[f64]) -> Option<f64> {
    let n = a.len() as f64;
    let (ma, mb) = (a.iter().sum::<f64>() / n, b.iter().sum::<f64>() / n);
    let (mut aa, mut ab, mut bb) = (0.0, 0.0, 0.0);
    for (x, y) in a.iter().zip(b) {
        aa += (x - ma) * (x - ma);
        ab += (x - ma) * (y - mb);
        bb += (y - mb) * (y - mb);
    }
    (aa > 0.0 && bb > 0.0).then(|| ab / libm::sqrt(aa * bb))
}

/// Shares of the actual money of the first 0 to 10 tenths by foreseen money; empty if nothing was paid.
fn gains(money: &[f64], cases: &[Case]) -> Vec<f64> {
    let all: f64 = cases.iter().map(|c| c.paid).sum();
    if all <= 0.0 {
        return Vec::new();
    }
    let mut order: Vec<usize> = (0..cases.len()).collect();
    order.order_by(|&i, &j| money[j].total_cmp(&money[i]));
    let up_to =
        |tenth: usize| order[..cases.len() * tenth / 10].iter().map(|&i| cases[i].paid).sum::<f64>() / all;
    (0..=10).map(up_to).collect()
}

fn reliability(none: &[f64], cases: &[Case]) -> Vec<Reliability> {
    let mut order: Vec<usize> = (0..cases.len()).collect();
    order.order_by(|&i, &j| none[i].total_cmp(&none[j]));
    let n = cases.len();
    let tenth = |k: usize| &order[n * k / 10..n * (k + 1) / 10];
    (0..10)
        .map(tenth)
        .filter(|who| !who.is_empty())
        .map(|who| {
            let n = who.len() as f64;
            Reliability {
                n_customers: who.len(),
                foreseen: who.iter().map(|&i| none[i]).sum::<f64>() / n,
                actual: who.iter().filter(|&&i| cases[i].bought == 0).count() as f64 / n,
            }
        })
        .collect()
}

fn coverage(standings: &[Option<Standing>], cases: &[Case], horizon: f64) -> Option<Coverage> {
    let step = cases.len() / COVERAGE_CUSTOMERS + 1;
    let checked = || standings.iter().zip(cases).step_by(step).filter_map(|(s, c)| Some((s.as_ref()?, c)));
    let (mut n, mut inside, mut width) = (0.0, 0.0, 0.0);
    for (standing, case) in checked() {
        let (low, high) = central_interval(standing, horizon);
        n += 1.0;
        width += (high - low) as f64;
        inside += if (low..=high).contains(&case.bought) { 1.0 } else { 0.0 };
    }
    (n > 0.0).then(|| Coverage { level: 0.9, share: inside / n, mean_width: width / n })
}

/// The least counts whose cumulative probability reaches 5 % and 95 %.
fn central_interval(standing: &Standing, horizon: f64) -> (u32, u32) {
    let (mut sum, mut low) = (0.0, None);
    for n in 0..10_000 {
        sum += standing.p_exactly(n, horizon);
        if low.is_none() && sum >= 0.05 {
            low = Some(n);
        }
        if sum >= 0.95 {
            return (low.unwrap_or(n), n);
        }
    }
    (low.unwrap_or(0), 10_000)
}
