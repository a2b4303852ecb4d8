//! From the customers as of a day to the value of each and of all in a horizon, with intervals.

use crate::day::DAYS_PER_MONTH;
use crate::message::{Arg, message};
use crate::metrics::Interval;
use crate::num::linear::quadratic_form;

use super::base::{Base, Buying, Spending, told};
use super::history::Buyer;
use super::outlook::Ahead;
use super::spend;
use super::{CustomerValue, Summary, Value, ValueConfig};

/// Half the width of a 95 % interval in standard errors.
pub(in crate::metrics) const Z95: f64 = 1.959_963_984_540_054;

impl ValueConfig {
    /// The horizon in days, with the discount by day.
    pub(super) fn ahead(&self) -> Ahead {
        Ahead { horizon: self.horizon_months * DAYS_PER_MONTH, discount: daily(self.discount_per_year) }
    }
}

impl Base {
    /// The share of the amount that is left after cost, as it is used.
    pub(super) fn margin(&self, config: &ValueConfig) -> f64 {
        config.margin.or(self.known_margin).unwrap_or(1.0)
    }

    /// What the customers are worth together in a horizon. The day and the model are those of the base.
    pub fn summary(&self, config: &ValueConfig) -> Summary {
        self.summary_of(config, self.of_groups(config.ahead()).as_deref())
    }

    pub(super) fn summary_of(&self, config: &ValueConfig, each: Option<&[f64]>) -> Summary {
        let margin = self.margin(config);
        let mut notes = self.notes.clone();
        if let (None, Some(known)) = (config.margin, self.known_margin) {
            notes.insert(
                0,
                message!("The margin of {} is taken from the costs in the orders.", Arg::Share(known)),
            );
        }
        let total = |each: &[f64]| each.iter().zip(&self.sums).map(|(each, sums)| each * sums.worth).sum();
        let expected = each.map(total).map(|sum: f64| sum * margin);
        let error = each.and_then(|each| self.doubt(each, config.ahead())).map(libm::sqrt);
        let interval = expected.zip(error.filter(|e| e.is_finite())).map(|(mid, error)| around(mid, error));
        Summary {
            as_of: self.as_of,
            horizon_days: config.horizon_months * DAYS_PER_MONTH,
            margin,
            n_customers: self.buyers.len(),
            n_once: self.n_once,
            so_far: self.so_far,
            expected,
            interval,
            purchases: self.fit_report(),
            spend: self.spend_report(),
            notes,
        }
    }

    /// What the customers are worth, each of them.
    pub fn value(&self, config: &ValueConfig) -> Value {
        let ahead = config.ahead();
        let discounted = self.of_groups(ahead);
        let summary = self.summary_of(config, discounted.as_deref());
        let purchases = match ahead.discount > 0.0 {
            true => self.of_groups(Ahead { discount: 0.0, ..ahead }),
            false => discounted.clone(),
        };
        let mut customers: Vec<CustomerValue> = self.buyers.iter().map(CustomerValue::so_far).collect();
        let errors = discounted.as_ref().map(|_| Errors::new(self, ahead));
        let mut expected_purchases = 0.0;
        for (place, &i) in self.order.iter().enumerate() {
            let own = &mut customers[i as usize];
            let group = self.group_of[place] as usize;
            own.p_alive = self.alive.get(place).copied();
            own.expected_spend = Some(self.spends[place]);
            if let (Some(discounted), Some(purchases)) = (&discounted, &purchases) {
                let n = own.p_alive.unwrap_or(1.0) * purchases[group];
                own.expected_purchases = Some(n);
                expected_purchases += n;
                own.expected_value = Some(discounted[group] * self.of_one[place] * summary.margin);
                let error = errors.as_ref().map(|errors| errors.of(&self.buyers[i as usize], group));
                own.relative_error = error.filter(|e| e.is_finite());
            }
        }
        Value { summary, expected_purchases: discounted.map(|_| expected_purchases), customers }
    }

    /// Discounted purchases of a living customer of each group; `None` if nothing can be foreseen.
    pub(super) fn of_groups(&self, ahead: Ahead) -> Option<Vec<f64>> {
        let span = ahead.discount * ahead.horizon;
        let shrunk = if span > 0.0 { -libm::expm1(-span) / span } else { 1.0 };
        match &self.buying {
            Buying::Unknown => None,
            Buying::Pooled(rate, _) => Some(vec![rate * ahead.horizon * shrunk; self.groups.len()]),
            Buying::AsBefore => {
                let rate = |&(x, age): &(u32, u32)| {
                    if age > 0 { f64::from(x) / f64::from(age) * ahead.horizon * shrunk } else { 0.0 }
                };
                Some(self.groups.iter().map(rate).collect())
            }
            Buying::Fitted(..) => Some(self.outlook.as_ref()?.of_groups(ahead)),
        }
    }

    /// The squared standard error of the logarithm of the total, from those of the parameters (delta method). Purchases and
    /// spend are fitted apart, so their parts add.
    fn doubt(&self, each: &[f64], ahead: Ahead) -> Option<f64> {
        let parts = || each.iter().zip(&self.sums);
        let total: f64 = parts().map(|(each, sums)| each * sums.worth).sum();
        let of_buying = match &self.buying {
            Buying::Unknown => return None,
            Buying::AsBefore => {
                // A count of `x` is uncertain by its root.
                let of = |((each, sums), group): ((&f64, &super::base::GroupSums), &(u32, u32))| {
                    each * each * sums.square / f64::from(group.0.max(1))
                };
                return Some(parts().zip(&self.groups).map(of).sum::<f64>() / (total * total));
            }
            Buying::Pooled(_, error) => error * error,
            Buying::Fitted(_, fitted) => {
                let outlook = self.outlook.as_ref()?;
                let weights: Vec<f64> = parts().map(|(each, sums)| each * sums.worth).collect();
                let mut all = outlook.slopes(ahead).sum(&self.groups, outlook.age_of(), &weights);
                for (each, sums) in parts() {
                    for k in 0..4 {
                        all[k] += each * sums.by_buying[k];
                    }
                }
                quadratic_form(&fitted.covariance, &all.map(|sum| sum / total))
            }
        };
        let of_spending = match &self.spending {
            Spending::AsBefore => 0.0,
            Spending::Pooled(_, error) => error * error,
            Spending::Fitted(fitted) => {
                let mut all = [0.0; 3];
                for (each, sums) in parts() {
                    for k in 0..3 {
                        all[k] += each * sums.by_spending[k];
                    }
                }
                quadratic_form(&fitted.covariance, &all.map(|sum| sum / total))
            }
        };
        Some(of_buying + of_spending)
    }
}

/// Standard errors of the logarithms of what single customers are worth.
pub(super) struct Errors<'a> {
    base: &'a Base,
    slopes: Option<super::outlook::Slopes>,
    standings: super::base::Standings,
}

impl<'a> Errors<'a> {
    pub fn new(base: &'a Base, ahead: Ahead) -> Self {
        let slopes = base.outlook.as_ref().map(|outlook| outlook.slopes(ahead));
        Self { base, slopes, standings: super::base::Standings::new(base) }
    }

    /// The slopes of the logarithm of the purchases of one by the logarithms of the parameters.
    pub fn slopes(&self, b: &Buyer, group: usize) -> [f64; 4] {
        let (Some(slopes), Some(outlook)) = (&self.slopes, &self.base.outlook) else { return [0.0; 4] };
        let (own, ahead) = (self.standings.of(b).1, slopes.of(b.x, outlook.age_of()[group]));
        std::array::from_fn(|k| own[k] + ahead[k])
    }

    fn of(&self, b: &Buyer, group: usize) -> f64 {
        let of_buying = match &self.base.buying {
            Buying::Unknown => return f64::NAN,
            Buying::AsBefore => return 1.0 / libm::sqrt(f64::from(b.x.max(1))),
            Buying::Pooled(_, error) => error * error,
            Buying::Fitted(_, fitted) => quadratic_form(&fitted.covariance, &self.slopes(b, group)),
        };
        let of_spending = match &self.base.spending {
            Spending::AsBefore => 0.0,
            Spending::Pooled(_, error) => error * error,
            Spending::Fitted(fitted) => {
                let (x, sum) = told(b);
                quadratic_form(&fitted.covariance, &spend::expected_slopes(&fitted.parameters, x, sum))
            }
        };
        libm::sqrt(of_buying + of_spending)
    }
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
