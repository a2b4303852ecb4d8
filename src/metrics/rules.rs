//! # Question
//! Who belongs to the segments that the user makes from conditions?
//!
//! # Input
//! Named rules in their order, each of conditions on what is known of customers up to the as-of day.
//!
//! # Result
//! For each customer the first rule that holds, or the group of everyone else; for each group how many, how much, how
//! often, how long ago.
//!
//! # Edge cases
//! Everybody known takes part, also who never bought. What is not known fulfils no condition but the one that asks for
//! it to be unknown; so `none of` holds only where something is known. A rule without conditions holds for nobody. Of orders "any
//! of" asks whether a customer ever bought so, "none of" whether never. Where money in all is not above zero, or a
//! group's below, there is no share of money. Cells of files are compared letter by letter and are nothing else.
//!
//! # Source
//! Decision lists: R. L. Rivest (1987), Machine Learning 2, 229-246: the first rule that holds decides.
//!
//! # Example
//! ```
//! use clientele::{day::Day, facts::{Facts, Order, Orders}, moment::Moment, money::Money};
//! use clientele::metrics::kmeans::Feature;
//! use clientele::metrics::rules::{Condition, Field, Rule, RulesConfig, Test, rules};
//! let orders = [90.0, 20.0].map(Money::from_units).into_iter().zip(0..).map(|(amount, customer)| {
//!     Order { customer, moment: Moment(0), day: Day(0), amount, cost: None }
//! });
//! let facts = Facts { orders: Orders::new(2, &orders.collect::<Vec<_>>()), ..Facts::default() };
//! let large = Condition { field: Field::Feature(Feature::Amount), test: Test::AtLeast(50.0) };
//! let config = RulesConfig { rules: vec![Rule { name: "Large".into(), any: vec![vec![large]] }], ..Default::default() };
//! assert_eq!(rules(&facts, &config)?.group_of, [0, 1]);
//! # Ok::<(), clientele::error::Error>(())
//! ```

use super::kmeans::{Buyer, Feature, buyers};
use super::segments::{SegmentsConfig, segments};
use super::tiers::{TiersConfig, tiers};
use crate::day::Day;
use crate::dictionary::{Code, Dictionary};
use crate::error::Error;
use crate::facts::{CustomerIdx, Facts};
use crate::message::{Arg, message};
use crate::money::Money;
use crate::num::quantile;

/// Rules, and by which settings segments and tiers are asked for.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RulesConfig {
    /// Later orders are left out. `None`: the last day of the data.
    pub as_of: Option<Day>,
    /// The first that holds decides; at most [`MOST_RULES`].
    pub rules: Vec<Rule>,
    /// For [`Field::Segment`].
    pub segments: SegmentsConfig,
    /// For [`Field::Tier`].
    pub tiers: TiersConfig,
}

/// Rules in one list.
pub const MOST_RULES: usize = 100;

/// One named segment.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Rule {
    /// What the user calls it.
    pub name: String,
    /// It holds if all conditions of any of these lists do. Empty lists are passed over.
    pub any: Vec<Vec<Condition>>,
}

/// One condition.
#[derive(Debug, Clone, PartialEq)]
pub struct Condition {
    /// On what.
    pub field: Field,
    /// What must hold.
    pub test: Test,
}

/// What a condition is on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Field {
    /// Recency, orders, amount, mean order, age.
    Feature(Feature),
    /// The day of the first purchase, in days since 1970.
    FirstDay,
    /// The day of the last purchase.
    LastDay,
    /// An attribute of the customer, by its header.
    Attribute(String),
    /// An attribute of any purchase: channel, country, coupon; by its header.
    Order(String),
    /// Any product bought.
    Product,
    /// Any category bought.
    Category,
    /// The segment by recency, frequency and money, by its English name.
    Segment,
    /// The tier, by its English name.
    Tier,
}

/// What must hold.
#[derive(Debug, Clone, PartialEq)]
pub enum Test {
    /// One of these texts.
    AnyOf(Vec<String>),
    /// Known, and none of these.
    NoneOf(Vec<String>),
    /// A number or day not below.
    AtLeast(f64),
    /// A number or day not above.
    AtMost(f64),
    /// Known.
    Filled,
    /// Not known, or nothing of the kind.
    Blank,
}

/// Customers by the first rule that holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Rules {
    /// Later orders are left out.
    pub as_of: Day,
    /// All known customers.
    pub n_customers: usize,
    /// What they paid.
    pub amount: Money,
    /// One a rule, in their order, and everyone else at the end.
    pub groups: Vec<RuleGroup>,
    /// For each customer the position in `groups`.
    pub group_of: Vec<u8>,
}

/// One segment.
#[derive(Debug, Clone, PartialEq)]
pub struct RuleGroup {
    /// What the user calls it; `None` for everyone else. Hostile.
    pub name: Option<String>,
    /// Customers in it.
    pub n_customers: usize,
    /// Of all customers, 0 to 1; `None` where there are none.
    pub share: Option<f64>,
    /// Those of them who bought.
    pub n_buyers: usize,
    /// What they paid.
    pub amount: Money,
    /// Of all money, 0 to 1.
    pub amount_share: Option<f64>,
    /// Mean purchases of those who bought.
    pub mean_orders: Option<f64>,
    /// Median days since the last purchase of those who bought.
    pub median_recency_days: Option<f64>,
}

/// Sorts customers by rules.
///
/// # Errors
/// Too many rules; a condition on something that no loaded file has, or that asks for a number where there are texts; what
/// [`segments`] or [`tiers`] refuse, where a condition is on them.
#[inline(never)]
pub fn rules(facts: &Facts, config: &RulesConfig) -> Result<Rules, Error> {
    if config.rules.len() > MOST_RULES {
        return Err(Error::config(message!("At most {} segments can be made from conditions.", MOST_RULES)));
    }
    let nobody = || Error::missing(message!("No customers are loaded."));
    let as_of = config.as_of.or(facts.last_day()).unwrap_or(Day(0));
    let n = facts.customers.len().max(facts.orders.groups().n_customers());
    if n == 0 {
        return Err(nobody());
    }
    let buyers = buyers(facts, as_of);
    let looked = Looked { facts, config, as_of, n, buyers: &buyers };
    let rest = config.rules.len() as u8;
    let mut group_of = vec![rest; n];
    for (at, rule) in config.rules.iter().enumerate() {
        let holds = looked.rule(rule)?;
        for (group, _) in group_of.iter_mut().zip(&holds).filter(|(group, holds)| **holds && **group == rest)
        {
            *group = at as u8;
        }
    }
    let names = config.rules.iter().map(|rule| Some(rule.name.clone())).chain([None]);
    let groups = describe(names.collect(), &group_of, &buyers, as_of);
    let amount = buyers.iter().map(|buyer| buyer.amount).sum();
    Ok(Rules { as_of, n_customers: n, amount, groups, group_of })
}

/// What conditions look at.
struct Looked<'a> {
    facts: &'a Facts,
    config: &'a RulesConfig,
    as_of: Day,
    n: usize,
    buyers: &'a [Buyer],
}

impl Looked<'_> {
    fn rule(&self, rule: &Rule) -> Result<Vec<bool>, Error> {
        let mut any = vec![false; self.n];
        for conditions in rule.any.iter().filter(|conditions| !conditions.is_empty()) {
            let mut all = vec![true; self.n];
            for condition in conditions {
                let holds = self.condition(condition)?;
                all.iter_mut().zip(&holds).for_each(|(all, holds)| *all &= holds);
            }
            any.iter_mut().zip(&all).for_each(|(any, all)| *any |= all);
        }
        Ok(any)
    }

    fn condition(&self, condition: &Condition) -> Result<Vec<bool>, Error> {
        let test = &condition.test;
        match &condition.field {
            Field::Feature(feature) => self.number(test, &|buyer| feature.of(buyer, self.as_of)),
            Field::FirstDay => self.number(test, &|buyer| f64::from(buyer.first_day.0)),
            Field::LastDay => self.number(test, &|buyer| f64::from(buyer.last_day.0)),
            Field::Attribute(name) => {
                let own = self.facts.customers.attributes.iter().find(|own| own.name == *name);
                let own = own.ok_or_else(|| unknown(name))?;
                let wanted = Wanted::new(test, &own.values)?;
                let mut seen = Seen::new(self.n);
                for (customer, &code) in own.codes.iter().enumerate() {
                    seen.add(customer, wanted.has(code));
                }
                Ok(seen.hold(test))
            }
            Field::Order(name) => {
                let own = self.facts.orders.attributes().iter().find(|own| own.name == *name);
                let own = own.ok_or_else(|| unknown(name))?;
                let wanted = Wanted::new(test, &own.values)?;
                self.ever(test, &|order, seen, customer| {
                    seen.add(customer, own.codes.get(order).and_then(|&code| wanted.has(code)));
                })
            }
            Field::Product | Field::Category => {
                let of_product = condition.field == Field::Product;
                let none = || Error::config(message!("No loaded file says which products were bought."));
                let lines = self.facts.orders.lines().ok_or_else(none)?;
                let (values, codes) = match of_product {
                    true => (lines.products(), lines.product()),
                    false => (lines.categories(), lines.category()),
                };
                let wanted = Wanted::new(test, values)?;
                self.ever(test, &|order, seen, customer| {
                    for place in lines.of(order) {
                        seen.add(customer, codes.get(place).and_then(|&code| wanted.has(code)));
                    }
                })
            }
            Field::Segment => {
                let config = SegmentsConfig { as_of: Some(self.as_of), ..self.config.segments.clone() };
                let answer = segments(self.facts, &config)?;
                let names: Dictionary = answer.groups.iter().map(|group| group.name.label().0).collect();
                self.named(test, &names, &answer.group_of)
            }
            Field::Tier => {
                let config = TiersConfig { as_of: Some(self.as_of), ..self.config.tiers.clone() };
                let answer = tiers(self.facts, &config)?;
                let names: Dictionary = answer.tiers.iter().map(|tier| tier.name.label().0).collect();
                self.named(test, &names, &answer.tier_of)
            }
        }
    }

    /// A number of those who bought.
    fn number(&self, test: &Test, of: &dyn Fn(&Buyer) -> f64) -> Result<Vec<bool>, Error> {
        let mut holds = vec![*test == Test::Blank; self.n];
        for buyer in self.buyers {
            let Some(holds) = holds.get_mut(buyer.customer as usize) else { continue };
            *holds = match test {
                Test::AtLeast(least) => of(buyer) >= *least,
                Test::AtMost(most) => of(buyer) <= *most,
                Test::Filled => true,
                Test::Blank => false,
                Test::AnyOf(_) | Test::NoneOf(_) => {
                    return Err(Error::config(message!("A condition on a number asks for a number.")));
                }
            };
        }
        Ok(holds)
    }

    /// Purchases up to the day, one after the other.
    fn ever(&self, test: &Test, look: &dyn Fn(usize, &mut Seen, usize)) -> Result<Vec<bool>, Error> {
        let orders = &self.facts.orders;
        let mut seen = Seen::new(self.n);
        for (customer, range) in orders.groups().iter() {
            for order in range {
                if orders.day()[order] <= self.as_of && !orders.amount()[order].is_negative() {
                    look(order, &mut seen, customer as usize);
                }
            }
        }
        Ok(seen.hold(test))
    }

    fn named(&self, test: &Test, names: &Dictionary, of: &[Option<u8>]) -> Result<Vec<bool>, Error> {
        let wanted = Wanted::new(test, names)?;
        let mut seen = Seen::new(self.n);
        for (customer, group) in of.iter().enumerate() {
            seen.add(customer, group.and_then(|group| wanted.has(Code::from(group))));
        }
        Ok(seen.hold(test))
    }
}

fn unknown(name: &str) -> Error {
    Error::config(message!("No loaded file has a column called {}.", Arg::name(name)))
}

/// Which values of a dictionary are asked for.
struct Wanted(Vec<bool>);

impl Wanted {
    fn new(test: &Test, values: &Dictionary) -> Result<Self, Error> {
        let asked = match test {
            Test::AnyOf(asked) | Test::NoneOf(asked) => asked.as_slice(),
            Test::Filled | Test::Blank => &[],
            Test::AtLeast(_) | Test::AtMost(_) => {
                return Err(Error::config(message!("A condition on a text asks for a text.")));
            }
        };
        Ok(Self(values.iter().map(|value| asked.iter().any(|other| other == value)).collect()))
    }

    /// `None` for no value.
    fn has(&self, code: Code) -> Option<bool> {
        self.0.get(code as usize).copied()
    }
}

/// What was seen of each customer: anything known, and anything asked for.
struct Seen(Vec<[bool; 2]>);

impl Seen {
    fn new(n: usize) -> Self {
        Self(vec![[false; 2]; n])
    }

    fn add(&mut self, customer: usize, wanted: Option<bool>) {
        if let (Some(seen), Some(wanted)) = (self.0.get_mut(customer), wanted) {
            *seen = [true, seen[1] || wanted];
        }
    }

    fn hold(&self, test: &Test) -> Vec<bool> {
        let holds = |&[known, wanted]: &[bool; 2]| match test {
            Test::AnyOf(_) => wanted,
            Test::NoneOf(_) => known && !wanted,
            Test::Blank => !known,
            _ => known,
        };
        self.0.iter().map(holds).collect()
    }
}

fn describe(names: Vec<Option<String>>, group_of: &[u8], buyers: &[Buyer], as_of: Day) -> Vec<RuleGroup> {
    let mut sizes = vec![0usize; names.len()];
    for &group in group_of {
        sizes[usize::from(group)] += 1;
    }
    let mut days: Vec<Vec<i64>> = vec![Vec::new(); names.len()];
    let mut amounts = vec![Money::ZERO; names.len()];
    let mut orders = vec![0.0; names.len()];
    for buyer in buyers {
        let Some(&group) = group_of.get(buyer.customer as usize) else { continue };
        let group = usize::from(group);
        days[group].push(i64::from(as_of.since(buyer.last_day)));
        amounts[group] += buyer.amount;
        orders[group] += Feature::Orders.of(buyer, as_of);
    }
    let all: Money = amounts.iter().copied().sum();
    let shares = all > Money::ZERO && amounts.iter().all(|amount| !amount.is_negative());
    let mut groups = Vec::with_capacity(names.len());
    for (at, name) in names.into_iter().enumerate() {
        let n_buyers = days[at].len();
        groups.push(RuleGroup {
            name,
            n_customers: sizes[at],
            share: (!group_of.is_empty()).then(|| sizes[at] as f64 / group_of.len() as f64),
            n_buyers,
            amount: amounts[at],
            amount_share: shares.then(|| amounts[at].0 as f64 / all.0 as f64),
            mean_orders: (n_buyers > 0).then(|| orders[at] / n_buyers as f64),
            median_recency_days: quantile::median(&mut days[at]),
        });
    }
    groups
}

impl Rules {
    /// The customers of a group.
    pub fn members(&self, group: usize) -> Vec<CustomerIdx> {
        let own = self.group_of.iter().enumerate().filter(|(_, own)| usize::from(**own) == group);
        own.map(|(customer, _)| customer as CustomerIdx).collect()
    }
}
