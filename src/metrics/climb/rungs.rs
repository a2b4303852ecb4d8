//! How far up the ladder of loyalty did customers come, each rung as the reader defines it?
//!
//! # Question
//! Of the customers who know us by our own definition, how many tried, bought, bought again and stayed, each by our own definition?
//! # Input
//! Orders, events, contacts and customers, whichever are loaded; a [`RungsConfig`].
//! # Result
//! A [`Ladder`] as the usual one gives it, each rung with the definition that was used.
//! # Edge cases
//! A customer stands on every rung up to the highest. An order that is the trial is no purchase. Refunds are neither. Purchases on one
//! day are one. A definition that the loaded files cannot show is refused by name.
//! # Source
//! As [`ladder`](crate::metrics::ladder); the definitions are the reader's.
//! # Example
//! ```
//! use clientele::day::Day;
//! use clientele::facts::{Facts, Order, Orders};
//! use clientele::metrics::climb::rungs::{RungsConfig, Trial, rungs};
//! use clientele::moment::Moment;
//! use clientele::money::Money;
//!
//! // Customer 0 begins with a sample for 5 and buys twice; customer 1 only takes the sample.
//! let orders = [(0, 0, 5), (0, 10, 50), (0, 20, 50), (1, 20, 5)].map(|(customer, day, amount)| Order {
//!     customer, moment: Moment::of_day(Day(day)), day: Day(day), amount: Money::from_units(f64::from(amount)), cost: None,
//! });
//! let facts = Facts { orders: Orders::new(2, &orders), ..Facts::default() };
//! let trial = Trial::FirstOrderBelow(Money::from_units(10.0));
//! let ladder = rungs(&facts, &RungsConfig { trial, ..RungsConfig::default() }).unwrap();
//! // Trial, purchase, multiple purchase; nobody bought on four days.
//! assert_eq!(ladder.rungs.iter().map(|rung| rung.n_customers).collect::<Vec<_>>(), [2, 1, 1, 0]);
//! ```

use crate::day::Day;
use crate::dictionary::NO_CODE;
use crate::error::Error;
use crate::facts::{Attribute, CustomerIdx, Facts};
use crate::message::{Arg, Message, message};
use crate::metrics::ladder::{Ladder, Rung, RungName, overdue, purchases};
use crate::money::Money;
use crate::roles::Role;
use crate::sort::Sort as _;

use super::stages::climbed;

/// The definitions of all rungs.
#[derive(Debug, Clone, PartialEq)]
pub struct RungsConfig {
    /// The day as of which the ladder is seen; what came later is left out. `None`: the last day of the data.
    pub as_of: Option<Day>,
    /// Who knows us.
    pub aware: Aware,
    /// Who tried.
    pub trial: Trial,
    /// The least amount of an order that counts as a purchase; `None` for any that is no refund.
    pub least_amount: Option<Money>,
    /// From which purchase day on a customer bought repeatedly; less than 2 counts as 2.
    pub multiple_from: u32,
    /// From which purchase day on a customer is loyal; not less than `multiple_from`.
    pub loyal_from: u32,
    /// So many purchase days must lie within so many months; `None` for any time.
    pub within_months: Option<u32>,
    /// Loyalty ends with a silence longer than this many of the customer's own median gaps; `None` for never.
    pub overdue_factor: Option<u32>,
    /// Names of events that are purchases, where no orders are loaded. `None`: those of known names.
    pub purchase_events: Option<Vec<String>>,
}

impl Default for RungsConfig {
    fn default() -> Self {
        Self {
            as_of: None,
            aware: Aware::AnyFile,
            trial: Trial::AnyEvent,
            least_amount: None,
            multiple_from: 2,
            loyal_from: 4,
            within_months: None,
            overdue_factor: None,
            purchase_events: None,
        }
    }
}

/// Who knows us.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Aware {
    /// Whoever is in any file.
    #[default]
    AnyFile,
    /// Whom a campaign reached.
    Contacted,
    /// Who did one of these.
    Events(Vec<String>),
}

/// Who tried.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Trial {
    /// Who did anything that is no purchase.
    #[default]
    AnyEvent,
    /// Who did one of these.
    Events(Vec<String>),
    /// Whose first order was below this amount: that order is the trial.
    FirstOrderBelow(Money),
    /// Whose first order used a coupon: that order is the trial.
    FirstOrderWithCoupon,
}

/// Climbs the ladder with every customer.
///
/// # Errors
/// A definition needs a file that is not loaded, names an event that never occurs, or loyalty takes fewer purchases than buying again.
pub fn rungs(facts: &Facts, config: &RungsConfig) -> Result<Ladder, Error> {
    let scene = Scene::new(facts, config)?;
    let n = facts
        .customers
        .len()
        .max(facts.orders.groups().n_customers())
        .max(facts.events.groups().n_customers());
    let mut days = Vec::new();
    let mut highest = Vec::with_capacity(n);
    for customer in 0..n as CustomerIdx {
        highest.push(scene.highest(customer, &mut days));
    }
    let names = scene.shown(&highest);
    let place = |rung: RungName| names.iter().filter(|&&name| name <= rung).count() as u8;
    let level_of: Vec<u8> = highest.iter().map(|rung| rung.map_or(0, place)).collect();
    let counts = climbed(&level_of, names.len());
    let mut rungs = Vec::with_capacity(names.len());
    for (name, count) in names.into_iter().zip(counts) {
        rungs.push(Rung {
            name,
            rule: scene.rule(name),
            n_customers: count.n,
            share_of_first: count.share_of_first,
            share_of_previous: count.share_of_previous,
            interval: count.interval,
        });
    }
    Ok(Ladder { as_of: scene.known_day, rungs, level_of })
}

struct Scene<'a> {
    facts: &'a Facts,
    config: &'a RungsConfig,
    known_day: Option<Day>,
    as_of: Day,
    /// For each event name whether it is a purchase, makes aware, is a trial.
    bought: Vec<bool>,
    aware: Vec<bool>,
    tried: Vec<bool>,
    coupon: Option<&'a Attribute>,
}

impl<'a> Scene<'a> {
    fn new(facts: &'a Facts, config: &'a RungsConfig) -> Result<Self, Error> {
        if config.loyal_from < config.multiple_from.max(2) {
            return Err(Error::config(message!(
                "Loyalty takes at least as many purchases as buying again: choose {} or more.",
                config.multiple_from.max(2) as usize
            )));
        }
        let known_day = config.as_of.or_else(|| facts.last_day());
        let bought = purchases(facts, config.purchase_events.as_deref());
        let none = vec![false; bought.len()];
        let aware = match &config.aware {
            Aware::AnyFile => none.clone(),
            Aware::Events(names) => named(facts, names)?,
            Aware::Contacted if facts.contacts.contacts().is_empty() => {
                return Err(Error::missing(message!("No loaded file says whom a campaign reached.")));
            }
            Aware::Contacted => none.clone(),
        };
        let tried = match &config.trial {
            Trial::AnyEvent => bought.iter().map(|&bought| !bought).collect(),
            Trial::Events(names) => named(facts, names)?,
            _ => none,
        };
        let coupon = facts.orders.attributes().iter().find(|attribute| attribute.role == Role::Coupon);
        if config.trial == Trial::FirstOrderWithCoupon && coupon.is_none() {
            return Err(Error::missing(message!("No loaded orders say which coupon was used.")));
        }
        Ok(Self {
            facts,
            config,
            known_day,
            as_of: known_day.unwrap_or(Day(i32::MAX)),
            bought,
            aware,
            tried,
            coupon,
        })
    }

    /// The highest rung of a customer; `None` for one on none. `days` is room to work in.
    fn highest(&self, customer: CustomerIdx, days: &mut Vec<i32>) -> Option<RungName> {
        let (events, orders) = (&self.facts.events, &self.facts.orders);
        days.clear();
        let mut tried = false;
        let mut is_first = true;
        for place in orders.groups().of(customer) {
            let amount = orders.amount()[place];
            if amount.is_negative() || orders.day()[place] > self.as_of {
                continue;
            }
            let is_trial = is_first && self.is_trial(amount, place);
            is_first = false;
            tried |= is_trial;
            if !is_trial && self.config.least_amount.is_none_or(|least| amount >= least) {
                days.push(orders.day()[place].0);
            }
        }
        let mut aware = match self.config.aware {
            Aware::AnyFile => (customer as usize) < self.facts.customers.len(),
            Aware::Contacted => self.is_contacted(customer),
            Aware::Events(_) => false,
        };
        for place in events.groups().of(customer).filter(|&place| events.day()[place] <= self.as_of) {
            let name = events.name()[place] as usize;
            aware |= self.aware[name];
            tried |= self.tried[name];
            if self.bought[name] && orders.is_empty() {
                days.push(events.day()[place].0);
            }
        }
        if !days.is_sorted() {
            days.order();
        }
        days.dedup();
        match days.len() as u32 {
            0 if tried => Some(RungName::Trial),
            0 => aware.then_some(RungName::Aware),
            n if n < self.config.multiple_from.max(2) => Some(RungName::Purchase),
            n if n >= self.config.loyal_from && self.is_loyal(days) => Some(RungName::Loyalty),
            _ => Some(RungName::MultiplePurchase),
        }
    }

    fn is_trial(&self, amount: Money, place: usize) -> bool {
        match &self.config.trial {
            Trial::FirstOrderBelow(most) => amount < *most,
            Trial::FirstOrderWithCoupon => {
                self.coupon.is_some_and(|coupon| coupon.codes.get(place).is_some_and(|&code| code != NO_CODE))
            }
            Trial::AnyEvent | Trial::Events(_) => false,
        }
    }

    fn is_contacted(&self, customer: CustomerIdx) -> bool {
        let contacts = &self.facts.contacts;
        contacts.groups().of(customer).any(|place| {
            let contact = &contacts.contacts()[place];
            contact.day.is_none_or(|day| day <= self.as_of) && super::stages::reached(contact)
        })
    }

    /// Enough purchase days within the months, and not silent since.
    fn is_loyal(&self, days: &[i32]) -> bool {
        let n = self.config.loyal_from as usize;
        let soon_enough = match self.config.within_months {
            None => true,
            Some(months) => days.windows(n).any(|own| Day(own[n - 1]) <= months_after(Day(own[0]), months)),
        };
        soon_enough
            && self.config.overdue_factor.is_none_or(|factor| !overdue(days, self.as_of, factor.max(1)))
    }

    /// The rungs that the files can show; those below the purchase where somebody stands on them and on none above, or where events
    /// or contacts tell.
    fn shown(&self, highest: &[Option<RungName>]) -> Vec<RungName> {
        let stands = |rung: RungName| highest.contains(&Some(rung));
        let mut names = Vec::with_capacity(5);
        let defined = self.config.aware != Aware::AnyFile;
        if defined || !self.facts.events.is_empty() || stands(RungName::Aware) {
            names.push(RungName::Aware);
        }
        if stands(RungName::Trial) || self.tried.contains(&true) || self.config.trial != Trial::AnyEvent {
            names.push(RungName::Trial);
        }
        if !self.facts.orders.is_empty() || self.bought.contains(&true) {
            names.extend([RungName::Purchase, RungName::MultiplePurchase, RungName::Loyalty]);
        }
        names
    }

    fn rule(&self, name: RungName) -> Message {
        let config = self.config;
        match name {
            RungName::Aware => match &config.aware {
                Aware::AnyFile => message!("Known to us: in any loaded file."),
                Aware::Contacted => message!("Reached by a campaign, or further up."),
                Aware::Events(names) => message!("Did {}, or is further up.", list(names)),
            },
            RungName::Trial => match &config.trial {
                Trial::AnyEvent => message!("Did something that is not a purchase, or bought."),
                Trial::Events(names) => message!("Did {}, or is further up.", list(names)),
                Trial::FirstOrderBelow(most) => {
                    message!("The first order was below {}, or is further up.", amount(*most))
                }
                Trial::FirstOrderWithCoupon => message!("The first order used a coupon, or is further up."),
            },
            RungName::Purchase => match (config.least_amount, &config.trial) {
                (Some(least), _) => message!("Bought for {} or more at least once.", amount(least)),
                (None, Trial::AnyEvent | Trial::Events(_)) => {
                    message!("Bought at least once; refunds do not count.")
                }
                (None, _) => message!("Bought at least once besides the trial; refunds do not count."),
            },
            RungName::MultiplePurchase => {
                message!("Bought on at least {} days.", config.multiple_from.max(2) as usize)
            }
            RungName::Loyalty => self.loyalty_rule(),
        }
    }

    fn loyalty_rule(&self) -> Message {
        let n = self.config.loyal_from as usize;
        match (self.config.within_months, self.config.overdue_factor) {
            (None, None) => message!("Bought on at least {} days.", n),
            (Some(months), None) => {
                message!("Bought on at least {} days within {} {|month|months}.", n, months as usize)
            }
            (None, Some(factor)) => message!(
                "Bought on at least {} days, and has not been silent for more than {} times the own usual gap.",
                n,
                factor.max(1) as usize
            ),
            (Some(months), Some(factor)) => message!(
                "Bought on at least {} days within {} {|month|months}, and has not been silent for more than {} times the own usual gap.",
                n,
                months as usize,
                factor.max(1) as usize
            ),
        }
    }
}

/// The same day so many months on, or the last of that month.
fn months_after(day: Day, months: u32) -> Day {
    let (_, _, of_month) = day.ymd();
    let first = Day::of_month_number(day.month_number().saturating_add(months.min(12_000) as i32));
    let (year, month, _) = first.ymd();
    first.plus(of_month.min(crate::day::days_in_month(year, month)) as i32 - 1)
}

/// An amount in a sentence, with decimals where it has any.
fn amount(money: Money) -> Arg {
    let units = money.units();
    Arg::Number(units, if units % 1.0 == 0.0 { 0 } else { 2 })
}

/// Names in a sentence.
pub(super) fn list(names: &[String]) -> Arg {
    Arg::Any(names.iter().map(|name| Arg::name(name)).collect())
}

/// For each event name whether it is one of these.
///
/// # Errors
/// None of them occurs.
pub(super) fn named(facts: &Facts, names: &[String]) -> Result<Vec<bool>, Error> {
    let is: Vec<bool> =
        facts.events.vocabulary().iter().map(|name| names.iter().any(|other| other == name)).collect();
    if is.contains(&true) {
        return Ok(is);
    }
    Err(Error::missing(message!("No loaded event is called {}.", list(names))))
}
