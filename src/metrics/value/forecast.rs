//! From the customers as of a day to the value of each and of all in a horizon, with intervals.

use crate::day::DAYS_PER_MONTH;
use crate::message::{Arg, message};
use crate::metrics::Interval;
use crate::num::linear::quadratic_form;

use super::base::{Base, Buying, Spending, told};
use super::outlook::Ahead;
use super::spend;
use super::{CustomerValue, Value, ValueConfig};

/// Half the width of a 95 % interval in standard errors.
pub(in crate::metrics) const Z95: f64 = 1.959_963_984_540_054;

/// What is foreseen of each, by place of the order of the base.
struct Foreseen {
    purchases: Vec<f64>,
    discounted: Vec<f64>,
}

/// Sums of squares of what the parameters leave open.
struct Doubt {
    all: f64,
    each: Vec<f64>,
}

impl Base {
    /// What the customers are worth in a horizon. The day and the model are those of the base.
    pub fn value(&self, config: &ValueConfig) -> Value {
        let margin = config.margin.or(self.known_margin).unwrap_or(1.0);
        let mut notes = self.notes.clone();
        if let (None, Some(known)) = (config.margin, self.known_margin) {
            notes.insert(
                0,
                message!("The margin of {} is taken from the costs in the orders.", Arg::Share(known)),
            );
        }
        let horizon = config.horizon_months * DAYS_PER_MONTH;
        let discount = daily(config.discount_per_year);
        let foreseen = self.foresee(horizon, discount);
        let total = |parts: &dyn Fn(&Foreseen, usize) -> f64| {
            foreseen.as_ref().map(|all| (0..self.order.len()).map(|i| parts(all, i)).sum::<f64>())
        };
        let expected = total(&|all, i| all.discounted[i] * self.spends[i]).map(|sum| sum * margin);
        let doubt = foreseen.as_ref().and_then(|all| self.doubt(all, horizon, discount));
        let error = doubt.as_ref().map(|doubt| libm::sqrt(doubt.all)).filter(|error| error.is_finite());
        let interval = expected.zip(error).map(|(mid, error)| around(mid, error));
        let mut customers: Vec<CustomerValue> = self.buyers.iter().map(CustomerValue::so_far).collect();
        for (place, &i) in self.order.iter().enumerate() {
            let own = &mut customers[i as usize];
            own.p_alive = self.states.get(place).map(|state| state.p_alive);
            own.expected_spend = Some(self.spends[place]);
            if let Some(all) = &foreseen {
                own.expected_purchases = Some(all.purchases[place]);
                own.expected_value = Some(all.discounted[place] * self.spends[place] * margin);
                let each = doubt.as_ref().and_then(|doubt| doubt.each.get(place));
                own.relative_error = each.map(|square| libm::sqrt(*square)).filter(|e| e.is_finite());
            }
        }
        Value {
            as_of: self.as_of,
            horizon_days: horizon,
            margin,
            n_customers: self.buyers.len(),
            so_far: self.buyers.iter().map(|b| b.so_far).sum(),
            expected,
            interval,
            expected_purchases: total(&|all, i| all.purchases[i]),
            purchases: self.model().map(|(model, fit)| fit.report(model.name(), model.parameter_names())),
            spend: self.spend_model().map(|fit| fit.report("Gamma-Gamma", ["p", "q", "gamma"])),
            customers,
            notes,
        }
    }

    /// What is foreseen of each; `None` if nothing can be.
    fn foresee(&self, horizon: f64, discount: f64) -> Option<Foreseen> {
        let n = self.order.len();
        let span = discount * horizon;
        let shrunk = if span > 0.0 { -libm::expm1(-span) / span } else { 1.0 };
        match &self.buying {
            Buying::Unknown => None,
            Buying::Pooled(rate, _) => {
                let purchases = rate * horizon;
                Some(Foreseen { purchases: vec![purchases; n], discounted: vec![purchases * shrunk; n] })
            }
            Buying::AsBefore => {
                let rate = |&i: &u32| {
                    let b = &self.buyers[i as usize];
                    if b.age > 0 { b.x as f64 / b.age as f64 * horizon } else { 0.0 }
                };
                let purchases: Vec<f64> = self.order.iter().map(rate).collect();
                let discounted = purchases.iter().map(|p| p * shrunk).collect();
                Some(Foreseen { purchases, discounted })
            }
            Buying::Fitted(model, fitted) => {
                let ahead = |discount| {
                    let each = Ahead { model: *model, parameters: fitted.parameters, horizon, discount }
                        .of_groups(&self.groups);
                    let of =
                        |(state, &group): (&super::base::State, &u32)| state.p_alive * each[group as usize];
                    self.states.iter().zip(&self.group_of).map(of).collect::<Vec<f64>>()
                };
                let purchases = ahead(0.0);
                let discounted = if discount > 0.0 { ahead(discount) } else { purchases.clone() };
                Some(Foreseen { purchases, discounted })
            }
        }
    }

    /// The squared standard errors of the logarithms of the total and of each value, from those of the parameters (delta
    /// method). Purchases and spend are fitted apart, so their parts add.
    fn doubt(&self, foreseen: &Foreseen, horizon: f64, discount: f64) -> Option<Doubt> {
        let n = self.order.len();
        let value = |i: usize| foreseen.discounted[i] * self.spends[i];
        let total: f64 = (0..n).map(value).sum();
        let mut doubt = match &self.buying {
            Buying::Unknown => return None,
            Buying::AsBefore => return Some(self.doubt_of_counts(&value, total)),
            Buying::Pooled(_, error) => Doubt { all: error * error, each: vec![error * error; n] },
            Buying::Fitted(model, fitted) => {
                let ahead = Ahead { model: *model, parameters: fitted.parameters, horizon, discount };
                let slopes = ahead.slopes_of_groups(&self.groups);
                let slopes_of = |i: usize| -> [f64; 4] {
                    let (own, ahead) = (&self.states[i].slopes, &slopes[self.group_of[i] as usize]);
                    std::array::from_fn(|k| own[k] + ahead[k])
                };
                sums(n, total, &fitted.covariance, value, slopes_of)
            }
        };
        match &self.spending {
            Spending::AsBefore => {}
            Spending::Pooled(_, error) => {
                doubt.all += error * error;
                doubt.each.iter_mut().for_each(|each| *each += error * error);
            }
            Spending::Fitted(fitted) => {
                let slopes_of = |i: usize| {
                    let (x, sum) = told(&self.buyers[self.order[i] as usize]);
                    spend::expected_slopes(&fitted.parameters, x, sum)
                };
                let more = sums(n, total, &fitted.covariance, value, slopes_of);
                doubt.all += more.all;
                doubt.each.iter_mut().zip(more.each).for_each(|(each, more)| *each += more);
            }
        }
        Some(doubt)
    }
}

impl Base {
    /// The error of a rate that was counted: a count of `x` is uncertain by its root.
    fn doubt_of_counts(&self, value: &dyn Fn(usize) -> f64, total: f64) -> Doubt {
        let count = |i: usize| self.buyers[self.order[i] as usize].x.max(1) as f64;
        let n = self.order.len();
        let share = |i: usize| value(i) / total;
        let all = (0..n).map(|i| share(i) * share(i) / count(i)).sum();
        Doubt { all, each: (0..n).map(|i| 1.0 / count(i)).collect() }
    }
}

fn sums<const N: usize>(
    n: usize,
    total: f64,
    covariance: &[[f64; N]; N],
    value: impl Fn(usize) -> f64,
    slopes_of: impl Fn(usize) -> [f64; N],
) -> Doubt {
    let (mut all, mut each) = ([0.0; N], Vec::with_capacity(n));
    for i in 0..n {
        let slopes = slopes_of(i);
        let share = value(i) / total;
        for k in 0..N {
            all[k] += share * slopes[k];
        }
        each.push(quadratic_form(covariance, &slopes));
    }
    Doubt { all: quadratic_form(covariance, &all), each }
}

/// Continuous discount a day from the discount a year.
pub(super) fn daily(per_year: f64) -> f64 {
    libm::log1p(per_year) / 365.25
}

/// The interval of 95 % around a positive estimate whose logarithm has this standard error.
pub(in crate::metrics) fn around(mid: f64, error: f64) -> Interval {
    let factor = libm::exp(Z95 * error);
    Interval { low: mid / factor, high: mid * factor, level: 0.95 }
}

impl CustomerValue {
    fn so_far(b: &super::history::Buyer) -> Self {
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
            relative_error: None,
        }
    }

    /// Around the expected value, from the uncertainty of the parameters.
    pub fn interval(&self) -> Option<Interval> {
        Some(around(self.expected_value?, self.relative_error?))
    }
}
