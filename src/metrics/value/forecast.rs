//! From fitted models to the value of each customer and of all, with an interval.

use crate::day::{DAYS_PER_MONTH, Day};
use crate::facts::Facts;
use crate::metrics::Interval;
use crate::money::Money;
use crate::num::linear::quadratic_form;
use crate::sort::Sort as _;

use super::fit::{self, Fitted};
use super::history::{Buyer, Histories, History};
use super::purchases::Model;
use super::spend::{self, Spend};
use super::{CustomerValue, MIN_REPEATERS, Value, ValueConfig};

/// Half the width of a 95 % interval in standard errors.
const Z95: f64 = 1.959_963_984_540_054;

/// Step of the logarithms of parameters for differences: the error of the slopes is below 1e-6, far below what an
/// interval shows.
const STEP: f64 = 1e-3;

/// How purchases are foreseen.
enum Buying {
    Fitted(Model, Box<Fitted<4>>),
    /// One rate for all, and the relative standard error of it.
    Pooled(f64, f64),
    Unknown,
}

/// How spend is foreseen.
enum Spending {
    Fitted(Box<Fitted<3>>),
    /// One mean for all, and the relative standard error of it.
    Pooled(f64, f64),
}

/// Buyers in an order fixed by their values, so that sums do not depend on the order of rows.
struct Sorted<'a> {
    buyers: Vec<&'a Buyer>,
    horizon: f64,
    discount: f64,
}

/// What is foreseen of one customer.
#[derive(Clone, Copy)]
struct Foreseen {
    p_alive: Option<f64>,
    purchases: f64,
    discounted: f64,
}

pub(super) fn forecast(facts: &Facts, config: &ValueConfig, as_of: Day, buyers: &[Buyer]) -> Value {
    let mut notes = Vec::new();
    let (margin, known) = margin(facts, config, as_of);
    if known {
        notes.push(format!("Margin {:.1} % is taken from the costs in the orders.", 100.0 * margin));
    }
    let buying = buying(buyers, config.model, &mut notes);
    let spending = spending(buyers, &mut notes);
    let mut order: Vec<usize> = (0..buyers.len()).collect();
    let key = |b: &Buyer| (b.x, b.age, b.tx, b.repeat_spend, b.so_far, b.customer);
    order.order_by_key(|&i| key(&buyers[i]));
    let sorted = Sorted {
        buyers: order.iter().map(|&i| &buyers[i]).collect(),
        horizon: config.horizon_months * DAYS_PER_MONTH,
        discount: libm::log1p(config.discount_per_year) / 365.25,
    };
    let foreseen = sorted.foresee(&buying);
    let spends: Vec<f64> = sorted.buyers.iter().map(|b| expected_spend(&spending, b)).collect();
    let total = |f: fn(&Foreseen, f64) -> f64| {
        foreseen.as_ref().map(|all| all.iter().zip(&spends).map(|(one, &spend)| f(one, spend)).sum::<f64>())
    };
    let expected = total(|one, spend| one.discounted * spend).map(|sum| sum * margin);
    let interval = expected.zip(relative_error(&sorted, &buying, &spending, &spends)).map(|(mid, error)| {
        let factor = libm::exp(Z95 * error);
        Interval { low: mid / factor, high: mid * factor, level: 0.95 }
    });
    let mut customers: Vec<CustomerValue> = buyers.iter().map(CustomerValue::so_far).collect();
    for (place, &i) in order.iter().enumerate() {
        let one = foreseen.as_ref().map(|all| all[place]);
        customers[i].p_alive = one.and_then(|one| one.p_alive);
        customers[i].expected_purchases = one.map(|one| one.purchases);
        customers[i].expected_spend = Some(spends[place]);
        customers[i].expected_value = one.map(|one| one.discounted * spends[place] * margin);
    }
    Value {
        as_of,
        horizon_days: sorted.horizon,
        margin,
        n_customers: buyers.len(),
        so_far: buyers.iter().map(|b| b.so_far).sum(),
        expected,
        interval,
        expected_purchases: total(|one, _| one.purchases),
        purchases: match &buying {
            Buying::Fitted(model, fitted) => Some(fitted.report(model.name(), model.parameter_names())),
            _ => None,
        },
        spend: match &spending {
            Spending::Fitted(fitted) => Some(fitted.report("Gamma-Gamma", ["p", "q", "gamma"])),
            Spending::Pooled(..) => None,
        },
        customers,
        notes,
    }
}

impl CustomerValue {
    fn so_far(b: &Buyer) -> Self {
        Self {
            customer: b.customer,
            frequency: b.x,
            recency_days: b.tx,
            age_days: b.age,
            so_far: b.so_far,
            p_alive: None,
            expected_purchases: None,
            expected_spend: None,
            expected_value: None,
        }
    }
}

/// The margin, and whether it comes from known costs. One for all: a customer's own is mostly chance.
fn margin(facts: &Facts, config: &ValueConfig, as_of: Day) -> (f64, bool) {
    let orders = &facts.orders;
    let Some(costs) = orders.cost() else { return (config.margin, false) };
    let rows = || (0..orders.len()).filter(|&row| orders.day()[row] <= as_of);
    let amount: Money = rows().map(|row| orders.amount()[row]).sum();
    let cost: Money = rows().map(|row| costs[row]).sum();
    let left = (amount - cost).units() / amount.units();
    if left > 0.0 && left <= 1.0 { (left, true) } else { (config.margin, false) }
}

fn buying(buyers: &[Buyer], model: Model, notes: &mut Vec<String>) -> Buying {
    let histories = Histories::new(
        buyers.iter().map(|b| History { x: b.x, tx: b.tx as f64, age: b.age as f64, n: 1.0 }).collect(),
    );
    let repeaters = histories.n_repeaters as usize;
    if repeaters == 0 {
        notes.push(
            "Nobody bought on two different days, so the orders cannot tell how often customers come back: future value is not known."
                .into(),
        );
        return Buying::Unknown;
    }
    let fitted = if repeaters < MIN_REPEATERS { None } else { fit::purchases(model, &histories) };
    let Some(fitted) = fitted else {
        notes.push(format!(
            "Only {repeaters} customers bought on two different days, too few for a model: one purchase rate is used for everyone, and nobody is taken to have left."
        ));
        let rate = histories.n_repeats / histories.time;
        return Buying::Pooled(rate, 1.0 / libm::sqrt(histories.n_repeats));
    };
    if !fitted.optimum.converged {
        notes.push("The search for the purchase model ended before it was sure of the maximum: read its numbers with care.".into());
    }
    let names = model.parameter_names();
    let loose: Vec<&str> = (0..4).filter(|&i| !fitted.held[i]).map(|i| names[i]).collect();
    if !loose.is_empty() {
        notes.push(format!(
            "The orders do not pin down {} of the purchase model (a parameter at its bound): the forecast holds, but this parameter has no standard error.",
            loose.join(", ")
        ));
    }
    Buying::Fitted(model, Box::new(fitted))
}

fn spending(buyers: &[Buyer], notes: &mut Vec<String>) -> Spending {
    let spends = spend::compressed(
        buyers
            .iter()
            .filter(|b| b.x > 0)
            .map(|b| Spend { x: b.x, sum: b.repeat_spend.units(), n: 1.0 })
            .collect(),
    );
    let n: f64 = spends.iter().map(|s| s.n).sum();
    let fitted = if n < MIN_REPEATERS as f64 { None } else { fit::spends(&spends) };
    match fitted {
        Some(fitted) if fitted.parameters[1] > 1.0 => {
            if let Some(along) = frequency_correlation(&spends).filter(|c| c.abs() > 0.25) {
                let who = if along > 0.0 { "more" } else { "less" };
                notes.push(format!(
                    "Customers who buy more often spend {who} per purchase (correlation {along:.2}); the spend model takes the two as independent, so the value of frequent buyers may be off."
                ));
            }
            return Spending::Fitted(Box::new(fitted));
        }
        Some(_) => notes.push(
            "Spend differs so much between customers that the spend model has no mean: the mean of all purchases is used for everyone."
                .into(),
        ),
        None => notes.push(
            "Too few repeat buyers with different spend for a spend model: the mean of all purchases is used for everyone."
                .into(),
        ),
    }
    pooled_spend(buyers, &spends)
}

/// The mean of repeat purchases; of all purchases where nobody repeated.
fn pooled_spend(buyers: &[Buyer], spends: &[Spend]) -> Spending {
    let (n, sum) = spends.iter().fold((0.0, 0.0), |(n, sum), s| (n + s.n * s.x as f64, sum + s.n * s.sum));
    if n > 0.0 {
        let mean = sum / n;
        let off: f64 =
            spends.iter().map(|s| s.n * (s.sum - mean * s.x as f64) * (s.sum - mean * s.x as f64)).sum();
        return Spending::Pooled(mean, libm::sqrt(off) / sum);
    }
    let paid: Money = buyers.iter().map(|b| b.so_far).sum();
    let n: f64 = buyers.iter().map(|b| b.x as f64 + 1.0).sum();
    Spending::Pooled((paid.units() / n).max(0.0), 1.0 / libm::sqrt(n))
}

/// Correlation of the logarithms of frequency and mean spend over repeat buyers; `None` below 30 of them.
fn frequency_correlation(spends: &[Spend]) -> Option<f64> {
    let n: f64 = spends.iter().map(|s| s.n).sum();
    let points = || spends.iter().map(|s| (libm::log(s.x as f64), libm::log(s.sum / s.x as f64), s.n));
    let mean = |f: fn((f64, f64, f64)) -> f64| points().map(f).sum::<f64>() / n;
    let (mx, my) = (mean(|p| p.2 * p.0), mean(|p| p.2 * p.1));
    let (mut xx, mut xy, mut yy) = (0.0, 0.0, 0.0);
    for (x, y, w) in points() {
        xx += w * (x - mx) * (x - mx);
        xy += w * (x - mx) * (y - my);
        yy += w * (y - my) * (y - my);
    }
    (n >= 30.0 && xx > 0.0 && yy > 0.0).then(|| xy / libm::sqrt(xx * yy))
}

fn expected_spend(spending: &Spending, b: &Buyer) -> f64 {
    match spending {
        Spending::Pooled(mean, _) => *mean,
        Spending::Fitted(fitted) => spend_of(&fitted.parameters, b),
    }
}

fn spend_of(parameters: &[f64; 3], b: &Buyer) -> f64 {
    // Free purchases and those refunded in full tell nothing of the spend: such a customer counts as average.
    let x = if b.repeat_spend > Money::ZERO { b.x } else { 0 };
    spend::expected(parameters, x, b.repeat_spend.units()).unwrap_or(0.0)
}

impl Sorted<'_> {
    /// What is foreseen of each; `None` if nothing can be.
    fn foresee(&self, buying: &Buying) -> Option<Vec<Foreseen>> {
        match buying {
            Buying::Unknown => None,
            Buying::Pooled(rate, _) => {
                let purchases = rate * self.horizon;
                let span = self.discount * self.horizon;
                let discounted = if span > 0.0 { purchases * -libm::expm1(-span) / span } else { purchases };
                Some(vec![Foreseen { p_alive: None, purchases, discounted }; self.buyers.len()])
            }
            Buying::Fitted(model, fitted) => Some(self.foresee_by(*model, &fitted.parameters)),
        }
    }

    /// The forecast given that a customer is alive depends on purchases and age alone, which many share.
    fn foresee_by(&self, model: Model, parameters: &[f64; 4]) -> Vec<Foreseen> {
        let mut all = Vec::with_capacity(self.buyers.len());
        for same in self.buyers.chunk_by(|a, b| (a.x, a.age) == (b.x, b.age)) {
            let Some(first) = same.first() else { continue };
            let alive = model.alive(parameters, first.x, first.age as f64);
            let purchases = alive.discounted(self.horizon, 0.0);
            let discounted = alive.discounted(self.horizon, self.discount);
            for b in same {
                let p =
                    1.0 / (1.0 + libm::exp(model.ln_odds_left(parameters, b.x, b.tx as f64, b.age as f64)));
                all.push(Foreseen { p_alive: Some(p), purchases: p * purchases, discounted: p * discounted });
            }
        }
        all
    }

    fn value_by(&self, model: Model, parameters: &[f64; 4], spends: &[f64]) -> f64 {
        let mut total = 0.0;
        let mut place = 0;
        for same in self.buyers.chunk_by(|a, b| (a.x, a.age) == (b.x, b.age)) {
            let Some(first) = same.first() else { continue };
            let alive = model.alive(parameters, first.x, first.age as f64);
            let each = alive.discounted(self.horizon, self.discount);
            for b in same {
                let odds = libm::exp(model.ln_odds_left(parameters, b.x, b.tx as f64, b.age as f64));
                total += each * spends[place] / (1.0 + odds);
                place += 1;
            }
        }
        total
    }
}

/// The standard error of the logarithm of the total, from that of the parameters (delta method). Purchases and spend
/// are fitted apart, so their parts add.
fn relative_error(sorted: &Sorted, buying: &Buying, spending: &Spending, spends: &[f64]) -> Option<f64> {
    let from_buying = match buying {
        Buying::Unknown => return None,
        Buying::Pooled(_, error) => error * error,
        Buying::Fitted(model, fitted) => {
            let slopes = slopes(&fitted.parameters, |at| libm::log(sorted.value_by(*model, at, spends)));
            quadratic_form(&fitted.covariance, &slopes)
        }
    };
    let from_spending = match spending {
        Spending::Pooled(_, error) => error * error,
        Spending::Fitted(fitted) => {
            let weights: Vec<f64> = sorted.foresee(buying)?.iter().map(|one| one.discounted).collect();
            let total = |at: &[f64; 3]| -> f64 {
                sorted.buyers.iter().zip(&weights).map(|(b, w)| w * spend_of(at, b)).sum()
            };
            quadratic_form(&fitted.covariance, &slopes(&fitted.parameters, |at| libm::log(total(at))))
        }
    };
    let error = libm::sqrt(from_buying + from_spending);
    error.is_finite().then_some(error)
}

/// Slopes by the logarithms of the parameters, by central differences.
fn slopes<const N: usize>(parameters: &[f64; N], f: impl Fn(&[f64; N]) -> f64) -> [f64; N] {
    std::array::from_fn(|i| {
        let at = |step: f64| {
            let mut moved = *parameters;
            moved[i] *= libm::exp(step);
            f(&moved)
        };
        (at(STEP) - at(-STEP)) / (2.0 * STEP)
    })
}
