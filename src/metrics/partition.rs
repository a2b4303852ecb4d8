//! # Question
//! Who is in which group, whatever made the groups?
//!
//! # Input
//! Facts, and a way to part customers: segments, tiers, groups found in the data, or what is picked.
//!
//! # Result
//! [`Parts`]: names, and for each customer at most one of them. What compares groups needs to know no more.
//!
//! # Edge cases
//! Customers whom a way leaves out (those who never bought) are in no group, and so neither in one nor in the rest.
//!
//! # Source
//! A partition in the sense of set theory: the groups do not overlap and together are all who take part.
//!
//! # Example
//! ```
//! use clientele::{day::Day, facts::{Facts, Order, Orders}, moment::Moment, money::Money};
//! use clientele::metrics::partition::Partition;
//! use clientele::metrics::tiers::TiersConfig;
//!
//! let orders = [90.0, 20.0, 10.0].map(Money::from_units).into_iter().zip(0..).map(|(amount, customer)| {
//!     Order { customer, moment: Moment(0), day: Day(0), amount, cost: None }
//! });
//! let facts = Facts { orders: Orders::new(3, &orders.collect::<Vec<_>>()), ..Facts::default() };
//! let parts = Partition::Tiers(TiersConfig::default()).of(&facts)?;
//! assert_eq!((parts.names[0].to_string().as_str(), parts.members(0)), ("Platinum", vec![0]));
//! # Ok::<(), clientele::error::Error>(())
//! ```

use super::kmeans::{Feature, KmeansConfig, kmeans};
use super::profile::About;
use super::rules::{Field, RulesConfig, rules};
use super::segments::{SegmentsConfig, segments};
use super::tiers::{Measure, TiersConfig, tiers};
use crate::day::Day;
use crate::error::Error;
use crate::facts::{Attribute, CustomerIdx, Facts};
use crate::message::{Message, message, word};

/// A way to part customers.
#[derive(Debug, Clone, PartialEq)]
pub enum Partition {
    /// By recency, frequency and money.
    Segments(SegmentsConfig),
    /// By what they bring.
    Tiers(TiersConfig),
    /// As the data fall by themselves.
    Found(KmeansConfig),
    /// By conditions of the user.
    Rules(RulesConfig),
}

/// Customers in groups that do not overlap.
#[derive(Debug, Clone, PartialEq)]
pub struct Parts {
    /// Up to which day facts were looked at.
    pub as_of: Day,
    /// What the groups are called, in their order.
    pub names: Vec<Message>,
    /// For each customer the position in `names`; `None` for one who takes no part.
    pub of: Vec<Option<u8>>,
    /// The group to look at first.
    pub first: usize,
    /// What the groups are made of: that they differ in it is no news.
    pub made_of: Vec<About>,
}

impl Partition {
    /// The same as of a day, unless none is given.
    #[must_use]
    pub fn as_of(mut self, day: Option<Day>) -> Self {
        let own = match &mut self {
            Self::Segments(config) => &mut config.as_of,
            Self::Tiers(config) => &mut config.as_of,
            Self::Found(config) => &mut config.as_of,
            Self::Rules(config) => &mut config.as_of,
        };
        *own = day.or(*own);
        self
    }

    /// Parts the customers.
    ///
    /// # Errors
    /// As the way itself.
    #[inline(never)]
    pub fn of(&self, facts: &Facts) -> Result<Parts, Error> {
        match self {
            Self::Segments(config) => {
                let answer = segments(facts, config)?;
                let most = answer
                    .groups
                    .iter()
                    .enumerate()
                    .max_by_key(|(at, group)| (group.amount, std::cmp::Reverse(*at)));
                Ok(Parts {
                    as_of: answer.as_of,
                    first: most.map_or(0, |(at, _)| at),
                    names: answer.groups.iter().map(|group| group.name.label().into()).collect(),
                    of: answer.group_of,
                    made_of: [Feature::Recency, Feature::Orders, Feature::Amount]
                        .map(About::Feature)
                        .to_vec(),
                })
            }
            Self::Tiers(config) => {
                let answer = tiers(facts, config)?;
                let made_of = match answer.measure {
                    Measure::Amount => vec![About::Feature(Feature::Amount)],
                    Measure::Profit => Vec::new(),
                };
                Ok(Parts {
                    as_of: answer.as_of,
                    first: answer.tiers.iter().position(|tier| tier.n_customers > 0).unwrap_or(0),
                    names: answer.tiers.iter().map(|tier| tier.name.label().into()).collect(),
                    of: answer.tier_of,
                    made_of,
                })
            }
            Self::Found(config) => {
                let answer = kmeans(facts, config)?;
                Ok(Parts {
                    as_of: answer.as_of,
                    first: 0,
                    names: (1..=answer.groups.len()).map(|number| message!("Group {}", number)).collect(),
                    of: answer.group_of,
                    made_of: answer.scales.iter().map(|scale| About::Feature(scale.feature)).collect(),
                })
            }
            Self::Rules(config) => {
                let answer = rules(facts, config)?;
                let names = answer.groups.iter().map(|group| match &group.name {
                    Some(name) => name.clone().into(),
                    None => word!("Everyone else").into(),
                });
                let conditions = config.rules.iter().flat_map(|rule| rule.any.iter().flatten());
                Ok(Parts {
                    as_of: answer.as_of,
                    first: 0,
                    names: names.collect(),
                    of: answer.group_of.iter().map(|&group| Some(group)).collect(),
                    made_of: conditions.flat_map(|one| made_of(&one.field)).collect(),
                })
            }
        }
    }
}

/// What a condition is on, as traits.
fn made_of(field: &Field) -> Vec<About> {
    match field {
        Field::Feature(feature) => vec![About::Feature(*feature)],
        Field::FirstDay => vec![About::Feature(Feature::Age)],
        Field::LastDay => vec![About::Feature(Feature::Recency)],
        Field::Attribute(name) => vec![About::Attribute(name.clone())],
        Field::Order(name) => vec![About::Mostly(name.clone())],
        Field::Category => vec![About::Category],
        Field::Segment => [Feature::Recency, Feature::Orders, Feature::Amount].map(About::Feature).to_vec(),
        Field::Tier => vec![About::Feature(Feature::Amount)],
        Field::Product => Vec::new(),
    }
}

/// Has each value of the attribute customers of one group only?
fn divides(of: &[Option<u8>], attribute: &Attribute) -> bool {
    let mut group_of: Vec<Option<u8>> = vec![None; attribute.values.len()];
    for (&group, &code) in of.iter().zip(&attribute.codes) {
        let Some(seen) = group_of.get_mut(code as usize).filter(|_| group.is_some()) else { continue };
        if seen.is_some() && *seen != group {
            return false;
        }
        *seen = group;
    }
    true
}

impl Parts {
    /// Those who did anything in some facts against all others who did anything: `some` are about customers of `all`.
    ///
    /// # Errors
    /// Nobody did anything.
    #[inline(never)]
    pub fn picked(some: &Facts, all: &Facts, as_of: Option<Day>) -> Result<Self, Error> {
        let nothing = || Error::missing(message!("Nobody did anything up to the chosen day."));
        let as_of = as_of.or(all.last_day()).ok_or_else(nothing)?;
        let n = all.customers.len();
        let mut of: Vec<Option<u8>> =
            (0..n).map(|at| all.did_anything(at as CustomerIdx).then_some(1)).collect();
        for at in 0..some.customers.len() {
            if !some.did_anything(at as CustomerIdx) {
                continue;
            }
            let known = all.customers.ids.find(some.customers.ids.get(at as CustomerIdx));
            if let Some(place) = known.and_then(|customer| of.get_mut(customer as usize)) {
                *place = Some(0);
            }
        }
        let names = vec![word!("Picked").into(), word!("Not picked").into()];
        let made_of = all.customers.attributes.iter().filter(|own| divides(&of, own));
        let made_of = made_of.map(|own| About::Attribute(own.name.clone())).collect();
        Ok(Self { as_of, names, of, first: 0, made_of })
    }

    /// The customers of a group.
    pub fn members(&self, group: usize) -> Vec<CustomerIdx> {
        let is_in = |at: &usize| self.of[*at].is_some_and(|own| usize::from(own) == group);
        (0..self.of.len()).filter(is_in).map(|at| at as CustomerIdx).collect()
    }

    /// How many are in each group.
    pub fn sizes(&self) -> Vec<usize> {
        let mut sizes = vec![0; self.names.len()];
        for group in self.of.iter().flatten() {
            if let Some(size) = sizes.get_mut(usize::from(*group)) {
                *size += 1;
            }
        }
        sizes
    }
}
