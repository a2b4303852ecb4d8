//! BG/NBD and MBG/NBD.

use super::STEP;
use super::product::Product;
use super::times::{History, Logs, Times};

/// What is summed over the customers with one number of purchases, before derivatives are put in their places.
#[derive(Debug, Clone, Copy, Default)]
#[expect(missing_docs, reason = "each is the sum of the derivative that it is called after")]
pub struct GeometricSums {
    pub n: f64,
    pub value: f64,
    pub r: f64,
    pub alpha: f64,
    pub r_alpha: f64,
    pub r2: f64,
    pub alpha2: f64,
    pub gone: f64,
    pub doubt: f64,
    pub doubt_r: f64,
    pub doubt_alpha: f64,
}

/// Sums over the histories from place `from` on, which share one number of purchases. `odds` are those of the coin that
/// was tossed at the last purchase, `a / (b + tosses - 1)`; 0 where none was.
pub fn geometric(
    same: &[History],
    from: usize,
    times: &Times,
    logs: &Logs,
    r: f64,
    alpha: f64,
    odds: f64,
) -> GeometricSums {
    let mut sums = GeometricSums::default();
    for (k, step) in same.chunks(STEP).enumerate() {
        let from = from + k * STEP;
        if odds > 0.0 {
            tossed(step, from, times, logs, [r, alpha, odds], &mut sums);
        } else {
            alone(step, from, times, logs, [r, alpha], &mut sums);
        }
    }
    sums
}

/// Without a toss only how long they have been there tells them apart.
#[inline(never)]
fn alone(
    same: &[History],
    from: usize,
    times: &Times,
    logs: &Logs,
    [r, alpha]: [f64; 2],
    sums: &mut GeometricSums,
) {
    let mut bought = *sums;
    for (k, h) in same.iter().enumerate() {
        let of = logs.of(times, from + k, h, alpha);
        bought.add_bought(h, r, alpha, of.age, of.at_age);
    }
    *sums = bought;
}

#[inline(never)]
fn tossed(
    same: &[History],
    from: usize,
    times: &Times,
    logs: &Logs,
    [r, alpha, odds]: [f64; 3],
    sums: &mut GeometricSums,
) {
    let ln_coin = libm::log(odds);
    let mut all = *sums;
    let mut stayed = Product::ONE;
    for (k, h) in same.iter().enumerate() {
        let of = logs.of(times, from + k, h, alpha);
        all.add_bought(h, r, alpha, of.age, of.at_age);
        let rate = r + h.x as f64;
        let ln_odds = ln_coin + rate * of.gap;
        let small = libm::exp(-ln_odds.abs());
        let inverse = 1.0 / (1.0 + small);
        let (gone, stays) =
            if ln_odds > 0.0 { (inverse, small * inverse) } else { (small * inverse, inverse) };
        let (gone, doubt) = (h.n * gone, h.n * gone * stays);
        // 1 / end - 1 / start, and 1 / start^2 - 1 / end^2.
        let first = -(h.age - h.tx) * of.at_tx * of.at_age;
        let second = -first * (of.at_tx + of.at_age);
        let by_alpha = rate * first;
        all.value += h.n * ln_odds.max(0.0);
        stayed.add(h.n, small);
        all.r += gone * of.gap;
        all.alpha += gone * by_alpha;
        all.r2 += doubt * of.gap * of.gap;
        all.r_alpha += doubt * of.gap * by_alpha + gone * first;
        all.alpha2 += doubt * by_alpha * by_alpha + gone * rate * second;
        all.gone += gone;
        all.doubt += doubt;
        all.doubt_r += doubt * of.gap;
        all.doubt_alpha += doubt * by_alpha;
    }
    all.value += stayed.sum();
    *sums = all;
}

impl GeometricSums {
    /// Adds that `x` purchases came in the whole time.
    #[inline(always)]
    fn add_bought(&mut self, h: &History, r: f64, alpha: f64, ln_ratio: f64, at_age: f64) {
        let (x, end) = (h.x as f64, alpha + h.age);
        let over = h.age / alpha;
        self.n += h.n;
        // The constant `x ln alpha` is the caller's.
        self.value -= h.n * (r + x) * ln_ratio;
        self.r -= h.n * ln_ratio;
        self.alpha -= h.n * (x - r * over) * at_age;
        self.r_alpha += h.n * over * at_age;
        // -r / alpha^2 + (r + x) / end^2 without the cancelling.
        let bend = r * over * (alpha + end) / alpha;
        self.alpha2 += h.n * (x - bend) * at_age * at_age;
    }
}
