//! What is one customer worth, and is he or she still there?
//!
//! # Question
//! Is this customer still buying, when will the next purchase come, what is to be expected, and how sure is all that?
//!
//! # Input
//! Orders, the customers as of a day with the fitted models, who, and the horizon, discount and margin.
//!
//! # Result
//! [`One`]: each number with its interval from the uncertainty of the parameters, the range that chance leaves to what
//! will be seen, the probability to be alive over time, and the same had the customer bought today.
//!
//! # Edge cases
//! * Where no model is fitted nothing can be said of one customer: the parts of the forecast are `None`.
//! * Without discount the value without end is infinite where customers leave too slowly (`a <= 1`, `s <= 1`): `None`.
//! * A next purchase that may never come has no day by which it is that sure: `None`.
//!
//! # Source
//! Intervals of parameters: the delta method on logarithms and logits, with the covariance from the Hessian. Ranges of
//! chance: futures drawn from the model, each under parameters drawn from the normal approximation of their posterior
//! (Gelman et al., Bayesian Data Analysis, 3rd edition, section 4.1), from a fixed seed.

use crate::day::{DAYS_PER_MONTH, Day};
use crate::error::Error;
use crate::facts::{CustomerIdx, Facts};
use crate::message::message;
use crate::metrics::Interval;
use crate::money::Money;
use crate::num::linear::quadratic_form;

use super::ValueConfig;
use super::base::{Base, told};
use super::forecast::{Z95, daily};
use super::future::{self, Range};
use super::history::{self, Buyer};
use super::purchases::Standing;
use super::spend;

/// Points of the curve over the past and over the horizon, besides the purchases.
const POINTS: i32 = 120;

/// Numbers of purchases whose probabilities are given; the last stands for all above.
pub const CLASSES: usize = 7;

/// Days ahead for "no purchase" unless another number is asked for: a quarter.
pub const QUARTER: f64 = 91.0;

/// A number with its interval from the uncertainty of the parameters.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// The number.
    pub value: f64,
    /// Around it; `None` where the parameters do not say.
    pub interval: Option<Interval>,
}

/// One customer.
#[derive(Debug, Clone, PartialEq)]
pub struct One {
    /// Who.
    pub customer: CustomerIdx,
    /// Observation ended with this day.
    pub as_of: Day,
    /// Days with a purchase.
    pub days: Vec<Day>,
    /// Paid so far, refunds taken off.
    pub so_far: Money,
    /// Days looked ahead.
    pub horizon_days: f64,
    /// Days looked ahead for no purchase at all.
    pub none_days: f64,
    /// Share of the amount that is left after cost, as it was used.
    pub margin: f64,
    /// What the model says; `None` where none is fitted.
    pub outlook: Option<Outlook>,
}

/// What is to be expected of one customer.
#[derive(Debug, Clone, PartialEq)]
pub struct Outlook {
    /// Probability to be alive now.
    pub p_alive: Estimate,
    /// The same at the end of the horizon.
    pub p_alive_later: Estimate,
    /// Probability of no purchase in the next [`One::none_days`].
    pub p_none: Estimate,
    /// Purchases expected in the horizon.
    pub purchases: Estimate,
    /// Spend expected per purchase, in currency units.
    pub spend: Estimate,
    /// Discounted value expected in the horizon, in currency units.
    pub value: Estimate,
    /// The same without end; `None` where it is infinite.
    pub endless: Option<Estimate>,
    /// Probability of exactly 0, 1, ... purchases in the horizon; the last of that many and more.
    pub exactly: [f64; CLASSES],
    /// Where the purchases and the discounted value of the horizon will lie by chance and parameters, 95 %.
    pub range: Range,
    /// The days by which the next purchase has come with a probability of 5 %, 50 %, 95 %.
    pub next: [Option<Day>; 3],
    /// Probability to be alive by day, up to the end of the horizon.
    pub course: Vec<Point>,
    /// Had the customer bought today as well.
    pub after_purchase: AfterPurchase,
}

/// What one more purchase today would change.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AfterPurchase {
    /// Probability to be alive.
    pub p_alive: f64,
    /// Purchases expected in the horizon.
    pub purchases: f64,
    /// Discounted value expected in the horizon, that purchase not counted.
    pub value: f64,
}

/// One day of the course.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// The day.
    pub day: Day,
    /// Probability to be alive at its end, by what was known then.
    pub p_alive: f64,
    /// Was there a purchase?
    pub bought: bool,
    /// From today on: the probability after one more purchase today.
    pub after_purchase: Option<f64>,
}

/// Looks at one customer. The day and the models are those of the base.
///
/// # Errors
/// The customer has not bought by that day.
pub fn one(
    facts: &Facts,
    base: &Base,
    customer: CustomerIdx,
    config: &ValueConfig,
    none_days: f64,
) -> Result<One, Error> {
    let missing = || Error::missing(message!("This customer had not bought by {}.", base.as_of));
    let buyer = base.buyer(customer).ok_or_else(missing)?;
    let days = history::days_of(&facts.orders, customer, base.as_of);
    let margin = config.margin.or(base.known_margin).unwrap_or(1.0);
    let asked = Asked {
        base,
        buyer,
        horizon: config.horizon_months * DAYS_PER_MONTH,
        discount: daily(config.discount_per_year),
        margin,
        none_days,
    };
    Ok(One {
        customer,
        as_of: base.as_of,
        so_far: buyer.so_far,
        horizon_days: asked.horizon,
        none_days,
        margin,
        outlook: asked.outlook(&days),
        days,
    })
}

struct Asked<'a> {
    base: &'a Base,
    buyer: &'a Buyer,
    horizon: f64,
    discount: f64,
    margin: f64,
    none_days: f64,
}

/// Between which bounds a number lies: its interval is made where it is unbounded.
#[derive(Clone, Copy)]
enum Scale {
    Logit,
    Log,
}

impl Asked<'_> {
    fn outlook(&self, days: &[Day]) -> Option<Outlook> {
        let standing = self.base.standing(self.buyer)?;
        let spend = self.spend();
        let times = |estimate: Estimate| self.worth(estimate, spend);
        let (horizon, discount) = (self.horizon, self.discount);
        let endless = standing.endless(discount);
        let mut exactly = [0.0; CLASSES];
        let mut rest = 1.0;
        for (n, p) in exactly.iter_mut().enumerate().take(CLASSES - 1) {
            *p = standing.p_exactly(n as u32, horizon);
            rest -= *p;
        }
        exactly[CLASSES - 1] = f64::max(rest, 0.0);
        let next = [0.05, 0.5, 0.95].map(|share| {
            standing
                .next_purchase(share)
                .filter(|days| *days < 36_525.0)
                .map(|days| self.base.as_of.plus(days.ceil() as i32))
        });
        let after = self.after_purchase()?;
        Some(Outlook {
            p_alive: self.estimate(Scale::Logit, &|s| s.p_alive())?,
            p_alive_later: self.estimate(Scale::Logit, &|s| s.p_alive_after(horizon))?,
            p_none: self.estimate(Scale::Logit, &|s| s.p_none(self.none_days))?,
            purchases: self.estimate(Scale::Log, &|s| s.expected(horizon))?,
            value: times(self.estimate(Scale::Log, &|s| s.discounted(horizon, discount))?),
            endless: match endless.is_finite() {
                true => Some(times(self.estimate(Scale::Log, &|s| s.endless(discount))?)),
                false => None,
            },
            spend,
            exactly,
            range: future::range(self.base, self.buyer, horizon, discount, self.margin)?,
            next,
            course: self.course(days, &after),
            after_purchase: AfterPurchase {
                p_alive: after.p_alive(),
                purchases: after.expected(horizon),
                value: after.discounted(horizon, discount) * spend.value * self.margin,
            },
        })
    }

    /// The standing after one more purchase today. A second one on the same day counts once.
    fn after_purchase(&self) -> Option<Standing> {
        let b = self.buyer;
        let x = if b.tx == b.age { b.x } else { b.x + 1 };
        self.base.standing(&Buyer { x, tx: b.age, ..*b })
    }

    /// A number of the standing, with the interval of the delta method.
    fn estimate(&self, scale: Scale, of: &dyn Fn(&Standing) -> f64) -> Option<Estimate> {
        const STEP: f64 = 1e-3;
        let (model, fitted) = self.base.model()?;
        let b = self.buyer;
        let free = |at: &[f64; 4]| {
            let value = of(&model.standing(at, b.x, b.tx as f64, b.age as f64));
            match scale {
                Scale::Log => libm::log(value),
                Scale::Logit => libm::log(value) - libm::log1p(-value),
            }
        };
        let slopes: [f64; 4] = std::array::from_fn(|i| {
            let at = |step: f64| {
                let mut moved = fitted.parameters;
                moved[i] *= libm::exp(step);
                free(&moved)
            };
            (at(STEP) - at(-STEP)) / (2.0 * STEP)
        });
        let value = of(&self.base.standing(b)?);
        let (mid, half) =
            (free(&fitted.parameters), Z95 * libm::sqrt(quadratic_form(&fitted.covariance, &slopes)));
        let back = |free: f64| match scale {
            Scale::Log => libm::exp(free),
            Scale::Logit => 1.0 / (1.0 + libm::exp(-free)),
        };
        let known = (mid.is_finite() && half.is_finite()).then(|| Interval {
            low: back(mid - half),
            high: back(mid + half),
            level: 0.95,
        });
        Some(Estimate { value, interval: known })
    }

    fn spend(&self) -> Estimate {
        let value = self.base.spend_of(self.buyer);
        let interval = self.base.spend_model().map(|fitted| {
            let (x, sum) = told(self.buyer);
            let slopes = spend::expected_slopes(&fitted.parameters, x, sum);
            let error = libm::sqrt(quadratic_form(&fitted.covariance, &slopes));
            super::forecast::around(value, error)
        });
        Estimate { value, interval }
    }

    /// Purchases times spend: they are fitted apart, so the squares of their relative errors add.
    fn worth(&self, purchases: Estimate, spend: Estimate) -> Estimate {
        let value = purchases.value * spend.value * self.margin;
        let half = |estimate: Estimate| {
            estimate.interval.map(|range| libm::log(range.high / range.low) / (2.0 * Z95))
        };
        let error = half(purchases).map(|own| {
            let more = half(spend).unwrap_or(0.0);
            libm::sqrt(own * own + more * more)
        });
        Estimate {
            value,
            interval: error.filter(|e| e.is_finite()).map(|e| super::forecast::around(value, e)),
        }
    }

    /// Day by day from the first purchase to the end of the horizon.
    fn course(&self, days: &[Day], after: &Standing) -> Vec<Point> {
        let (Some((model, fitted)), Some(&first)) = (self.base.model(), days.first()) else {
            return Vec::new();
        };
        let as_of = self.base.as_of;
        let end = as_of.plus(self.horizon.min(36_525.0) as i32);
        let steps = |from: Day, to: Day| {
            let step = (to.since(from) / POINTS).max(1);
            (0..=to.since(from) / step).map(move |k| from.plus(k * step))
        };
        let mut at: Vec<Day> = steps(first, as_of).chain(steps(as_of, end)).chain([end]).collect();
        // The fall before each purchase and the rise by it.
        at.extend(days.iter().flat_map(|day| [day.plus(-1), *day]).filter(|day| *day >= first));
        crate::sort::Sort::order(&mut at[..]);
        at.dedup();
        let of = |&day: &Day| {
            let known = if day > as_of { as_of } else { day };
            let n = days.partition_point(|bought| *bought <= known);
            let (x, tx) = (n as u32 - 1, days[n - 1].since(first) as f64);
            let then = model.standing(&fitted.parameters, x, tx, known.since(first) as f64);
            let ahead = day.since(known) as f64;
            Point {
                day,
                p_alive: then.p_alive_after(ahead),
                bought: days.binary_search(&day).is_ok(),
                after_purchase: (day >= as_of).then(|| after.p_alive_after(ahead)),
            }
        };
        at.iter().map(of).collect()
    }
}
