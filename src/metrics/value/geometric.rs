//! BG/NBD and MBG/NBD: the customer leaves only right after a purchase, with a probability that is Beta(a, b).
//!
//! Source: Fader, Hardie & Lee 2005, "Counting your customers the easy way", equation 6; Batislam, Denizel &
//! Filiztekin 2007, for the toss after the first purchase.

use clientele_likelihood::{self as kernel, GeometricSums, Logs};

use crate::num::optimise::Local;

use super::history::Histories;
use super::purchases::Model;
use super::tables::RateTable;

/// The logarithm of the odds that a customer has left: `-infinity` where no coin was tossed.
pub(super) fn ln_odds_left(tosses: u32, parameters: &[f64; 4], x: u32, tx: f64, age: f64) -> f64 {
    let &[r, alpha, a, b] = parameters;
    if tosses == 0 {
        return f64::NEG_INFINITY;
    }
    let coin = libm::log(a / (b + (tosses - 1) as f64));
    coin + (r + x as f64) * libm::log1p((age - tx) / (alpha + tx))
}

/// The same for many customers whose times are days: logarithms of days are made once.
pub(super) struct Odds {
    pub parameters: [f64; 4],
    /// `ln(1 + day / alpha)`.
    logs: Vec<f64>,
}

impl Odds {
    /// For days up to `longest`; so many that they are not worth a list are served one by one.
    pub fn new(parameters: &[f64; 4], longest: u32) -> Self {
        let n = if longest < 1 << 16 { longest + 1 } else { 0 };
        let logs = (0..n).map(|day| libm::log1p(f64::from(day) / parameters[1])).collect();
        Self { parameters: *parameters, logs }
    }

    /// The logarithm of the odds that a customer has left, with its slopes by the logarithms of the parameters.
    pub fn of(&self, tosses: u32, x: u32, tx: u32, age: u32) -> (f64, [f64; 4]) {
        let (Some(ln_age), Some(ln_tx)) = (self.logs.get(age as usize), self.logs.get(tx as usize)) else {
            let (tx, age) = (f64::from(tx), f64::from(age));
            let slopes = odds_slopes(tosses, &self.parameters, x, tx, age);
            return (ln_odds_left(tosses, &self.parameters, x, tx, age), slopes);
        };
        if tosses == 0 {
            return (f64::NEG_INFINITY, [0.0; 4]);
        }
        let [r, alpha, a, b] = self.parameters;
        let (rate, gap, last) = (r + f64::from(x), ln_age - ln_tx, b + f64::from(tosses - 1));
        let (start, end) = (alpha + f64::from(tx), alpha + f64::from(age));
        let by_alpha = -alpha * rate * f64::from(age - tx) / (start * end);
        (libm::log(a / last) + rate * gap, [r * gap, by_alpha, 1.0, -b / last])
    }
}

/// The slopes of [`ln_odds_left`] by the logarithms of the parameters.
pub(super) fn odds_slopes(tosses: u32, parameters: &[f64; 4], x: u32, tx: f64, age: f64) -> [f64; 4] {
    let &[r, alpha, _, b] = parameters;
    if tosses == 0 {
        return [0.0; 4];
    }
    let (rate, gap) = (r + x as f64, age - tx);
    let by_alpha = -alpha * rate * gap / ((alpha + tx) * (alpha + age));
    [r * libm::log1p(gap / (alpha + tx)), by_alpha, 1.0, -b / (b + (tosses - 1) as f64)]
}

/// The log-likelihood with its derivatives by the parameters. For one customer, with `k` tosses:
///
/// `ln L = ln[(r)_x] + r ln alpha - (r + x) ln(alpha + T) + ln[(b)_k / (a + b)_k]
///         + [k > 0] ln(1 + a / (b + k - 1) ((alpha + T) / (alpha + tx))^(r + x))`
///
/// Written with differences of logarithms taken before they cancel, so that it is right for parameters of 1e9 and for
/// thousands of purchases.
pub(super) fn log_likelihood(model: Model, histories: &Histories, parameters: &[f64; 4]) -> Local<4> {
    let &[r, alpha, a, b] = parameters;
    let max_x = histories.max_x();
    let rates = RateTable::new(r, max_x);
    let tosses = model.tosses(max_x);
    let (lost, kept) = (RateTable::new(a + b, tosses), RateTable::new(b, tosses));
    let kept_share = kept_share(a, b, tosses);
    let ln_alpha = libm::log(alpha);
    let logs = Logs::new(&histories.times, alpha);
    let mut total = Local::ZERO;
    let mut from = 0;
    for group in histories.distinct.chunk_by(|h, g| h.x == g.x) {
        let Some(x) = group.first().map(|h| h.x) else { continue };
        let k = model.tosses(x) as usize;
        let coin = (k > 0).then(|| (a, b + (k - 1) as f64));
        let odds = coin.map_or(0.0, |(a, b)| a / b);
        let sums = kernel::geometric(group, from, &histories.times, &logs, r, alpha, odds);
        from += group.len();
        put(&sums, coin, &mut total);
        let (n, x) = (sums.n, x as usize);
        total.value += n * (rates.ln[x] - x as f64 * ln_alpha + kept_share[k]);
        total.gradient[0] += n * rates.first[x];
        total.hessian[0][0] += n * rates.second[x];
        total.gradient[2] -= n * lost.first[k];
        total.gradient[3] += n * (kept.first[k] - lost.first[k]);
        total.hessian[2][2] -= n * lost.second[k];
        total.hessian[2][3] -= n * lost.second[k];
        total.hessian[3][3] += n * (kept.second[k] - lost.second[k]);
    }
    for (i, j) in [(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)] {
        total.hessian[j][i] = total.hessian[i][j];
    }
    total
}

/// `ln[(b)_k / (a + b)_k]` for every `k`: the chance to stay at each of `k` tosses.
fn kept_share(a: f64, b: f64, tosses: u32) -> Vec<f64> {
    let mut sum = 0.0;
    let mut all = vec![0.0];
    for i in 0..tosses {
        sum -= libm::log1p(a / (b + i as f64));
        all.push(sum);
    }
    all
}

/// Puts what was summed over the customers with one number of purchases in its places. The coin of the last toss has odds
/// of `a / (b + k - 1)`.
fn put(sums: &GeometricSums, coin: Option<(f64, f64)>, total: &mut Local<4>) {
    total.value += sums.value;
    total.gradient[0] += sums.r;
    total.gradient[1] += sums.alpha;
    total.hessian[0][0] += sums.r2;
    total.hessian[0][1] += sums.r_alpha;
    total.hessian[1][1] += sums.alpha2;
    let Some((a, b)) = coin else { return };
    let (by_a, by_b) = (1.0 / a, -1.0 / b);
    total.gradient[2] += sums.gone * by_a;
    total.gradient[3] += sums.gone * by_b;
    total.hessian[0][2] += sums.doubt_r * by_a;
    total.hessian[0][3] += sums.doubt_r * by_b;
    total.hessian[1][2] += sums.doubt_alpha * by_a;
    total.hessian[1][3] += sums.doubt_alpha * by_b;
    total.hessian[2][2] += (sums.doubt - sums.gone) * by_a * by_a;
    total.hessian[2][3] += sums.doubt * by_a * by_b;
    total.hessian[3][3] += (sums.doubt + sums.gone) * by_b * by_b;
}
