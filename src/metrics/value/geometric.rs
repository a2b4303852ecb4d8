//! BG/NBD and MBG/NBD: the customer leaves only right after a purchase, with a probability that is Beta(a, b).
//!
//! Source: Fader, Hardie & Lee 2005, "Counting your customers the easy way", equation 6; Batislam, Denizel &
//! Filiztekin 2007, for the toss after the first purchase.

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
    let mut total = Local::ZERO;
    for group in histories.distinct.chunk_by(|h, g| h.x == g.x) {
        let Some(x) = group.first().map(|h| h.x) else { continue };
        let k = model.tosses(x) as usize;
        let coin =
            (k > 0).then(|| Coin { ln_odds: libm::log(a / (b + (k - 1) as f64)), a, b: b + (k - 1) as f64 });
        let mut sums = Sums::default();
        let n: f64 = group.iter().map(|h| h.n).sum();
        for h in group {
            let end = alpha + h.age;
            let ln_ratio = libm::log1p(h.age / alpha);
            let (rate, inverse) = (r + x as f64, 1.0 / end);
            sums.value -= h.n * (r * ln_ratio + x as f64 * (ln_alpha + ln_ratio));
            sums.r -= h.n * ln_ratio;
            sums.alpha -= h.n * (x as f64 - r * h.age / alpha) * inverse;
            sums.r_alpha += h.n * h.age / alpha * inverse;
            // -r / alpha^2 + (r + x) / end^2 without the cancelling.
            let bend = r * h.age * (alpha + end) / (alpha * alpha);
            sums.alpha2 += h.n * (x as f64 - bend) * inverse * inverse;
            if let Some(coin) = &coin {
                sums.add_left(h.n, rate, h.tx, h.age, alpha, coin);
            }
        }
        sums.finish(coin.as_ref(), &mut total);
        let x = x as usize;
        total.value += n * (rates.ln[x] + kept_share[k]);
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

/// The last toss: `ln(a / (b + k - 1))` and its parts.
struct Coin {
    ln_odds: f64,
    a: f64,
    b: f64,
}

/// What is summed over the customers with one number of purchases, before derivatives are put in their places.
#[derive(Default)]
struct Sums {
    value: f64,
    r: f64,
    alpha: f64,
    r_alpha: f64,
    r2: f64,
    alpha2: f64,
    gone: f64,
    doubt: f64,
    doubt_r: f64,
    doubt_alpha: f64,
}

impl Sums {
    /// Adds `ln(1 + odds)`, the odds that the customer left after the last purchase.
    fn add_left(&mut self, n: f64, rate: f64, tx: f64, age: f64, alpha: f64, coin: &Coin) {
        let (start, end) = (alpha + tx, alpha + age);
        let ln_ratio = libm::log1p((age - tx) / start);
        let ln_odds = coin.ln_odds + rate * ln_ratio;
        let small = libm::exp(-ln_odds.abs());
        let (gone, stays) = if ln_odds > 0.0 {
            (1.0 / (1.0 + small), small / (1.0 + small))
        } else {
            (small / (1.0 + small), 1.0 / (1.0 + small))
        };
        let (gone, doubt) = (n * gone, n * gone * stays);
        // 1 / end - 1 / start, and 1 / start^2 - 1 / end^2.
        let first = -(age - tx) / (start * end);
        let second = -first * (1.0 / start + 1.0 / end);
        let by_alpha = rate * first;
        self.value += n * (ln_odds.max(0.0) + libm::log1p(small));
        self.r += gone * ln_ratio;
        self.alpha += gone * by_alpha;
        self.r2 += doubt * ln_ratio * ln_ratio;
        self.r_alpha += doubt * ln_ratio * by_alpha + gone * first;
        self.alpha2 += doubt * by_alpha * by_alpha + gone * rate * second;
        self.gone += gone;
        self.doubt += doubt;
        self.doubt_r += doubt * ln_ratio;
        self.doubt_alpha += doubt * by_alpha;
    }

    fn finish(&self, coin: Option<&Coin>, total: &mut Local<4>) {
        total.value += self.value;
        total.gradient[0] += self.r;
        total.gradient[1] += self.alpha;
        total.hessian[0][0] += self.r2;
        total.hessian[0][1] += self.r_alpha;
        total.hessian[1][1] += self.alpha2;
        let Some(coin) = coin else { return };
        let (by_a, by_b) = (1.0 / coin.a, -1.0 / coin.b);
        total.gradient[2] += self.gone * by_a;
        total.gradient[3] += self.gone * by_b;
        total.hessian[0][2] += self.doubt_r * by_a;
        total.hessian[0][3] += self.doubt_r * by_b;
        total.hessian[1][2] += self.doubt_alpha * by_a;
        total.hessian[1][3] += self.doubt_alpha * by_b;
        total.hessian[2][2] += (self.doubt - self.gone) * by_a * by_a;
        total.hessian[2][3] += self.doubt * by_a * by_b;
        total.hessian[3][3] += (self.doubt + self.gone) * by_b * by_b;
    }
}
