//! All that is known of customers one by one, put so that groups can be compared by it in one pass: gathered once, asked
//! often.

use crate::day::Day;
use crate::dictionary::{Code, Dictionary, NO_CODE};
use crate::facts::{CustomerIdx, Facts};
use crate::metrics::kmeans::{Buyer, Feature, buyers};
use crate::money::Money;
use crate::roles::Role;
use crate::sort::{self, Sort as _};
use crate::table::NO_NUMBER;

/// What customers are compared by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum About {
    /// An attribute, by its header. Hostile.
    Attribute(String),
    /// What most orders of a customer have: a channel, a country, a coupon; by the header. Hostile.
    Mostly(String),
    /// The category of most lines that a customer bought.
    Category,
    /// A number that follows from the orders.
    Feature(Feature),
    /// A number that a file gives: cost of acquisition, monthly fee, wallet.
    Given(Role),
    /// How many events.
    Events,
    /// The latest answer to: would you recommend us?
    Nps,
    /// The latest answer to: how satisfied are you?
    Csat,
}

/// Values of one thing that are looked at by themselves: those of most customers.
pub const MOST_VALUES: usize = 50;

/// What a customer is or mostly does: at most one value of each thing.
#[derive(Debug, Clone, PartialEq)]
pub struct Quality {
    /// What.
    pub about: About,
    /// Those that are looked at, by falling number of customers, equal ones by their texts. Hostile.
    pub values: Vec<String>,
    /// Are there more than these?
    pub has_more: bool,
    /// For each customer the position in `values`, past its end for another; [`NO_CODE`] where unknown.
    pub codes: Vec<Code>,
}

/// A number of customers.
#[derive(Debug, Clone, PartialEq)]
pub struct Ranked {
    /// Which.
    pub about: About,
    /// The values that occur, rising: at least two.
    pub values: Vec<f64>,
    /// For each customer the position in `values`; [`NO_CODE`] where unknown.
    pub ranks: Vec<Code>,
}

/// All that customers can be compared by.
#[derive(Debug, Clone, PartialEq)]
pub struct Traits {
    /// Later orders and events are left out.
    pub as_of: Day,
    /// Words.
    pub qualities: Vec<Quality>,
    /// Numbers.
    pub numbers: Vec<Ranked>,
}

impl Traits {
    /// Gathers what the facts say up to a day.
    #[inline(never)]
    pub fn of(facts: &Facts, as_of: Day) -> Self {
        Self { as_of, qualities: qualities(facts, as_of), numbers: numbers(facts, as_of) }
    }
}

fn n_customers(facts: &Facts) -> usize {
    facts.customers.len().max(facts.orders.groups().n_customers())
}

fn qualities(facts: &Facts, as_of: Day) -> Vec<Quality> {
    let mut found = Vec::new();
    for own in &facts.customers.attributes {
        found.extend(quality(About::Attribute(own.name.clone()), &own.values, own.codes.clone()));
    }
    let orders = &facts.orders;
    for of_orders in orders.attributes() {
        // What never changes from order to order stands with the customers already.
        if facts.customers.attributes.iter().any(|own| own.name == of_orders.name) {
            continue;
        }
        let tally = |order: usize, tally: &mut Tally| {
            let code = of_orders.codes.get(order).copied().unwrap_or(NO_CODE);
            tally.add(code, orders.amount()[order].0);
        };
        let codes = main_values(facts, as_of, &of_orders.values, &tally);
        found.extend(quality(About::Mostly(of_orders.name.clone()), &of_orders.values, codes));
    }
    if let Some(lines) = orders.lines().filter(|lines| !lines.category().is_empty()) {
        let tally = |order: usize, tally: &mut Tally| {
            for place in lines.of(order) {
                let line = lines.line(place);
                tally.add(line.category.unwrap_or(NO_CODE), line.amount.unwrap_or_default().0);
            }
        };
        let codes = main_values(facts, as_of, lines.categories(), &tally);
        found.extend(quality(About::Category, lines.categories(), codes));
    }
    found
}

/// How often each value occurs among the orders of one customer, and with how much money.
#[derive(Default)]
struct Tally(Vec<(Code, u32, i64)>);

impl Tally {
    fn add(&mut self, code: Code, amount: i64) {
        if code == NO_CODE {
            return;
        }
        match self.0.iter_mut().find(|entry| entry.0 == code) {
            Some(entry) => {
                entry.1 += 1;
                entry.2 += amount;
            }
            None => self.0.push((code, 1, amount)),
        }
    }

    /// The value that occurs most; of equals the one with more money, then the first by the alphabet.
    fn take_main(&mut self, values: &Dictionary) -> Code {
        let mut main: Option<(Code, u32, i64)> = None;
        for &(code, n, amount) in &self.0 {
            let is_more = main.is_none_or(|(other, most, money)| {
                (n, amount) > (most, money)
                    || ((n, amount) == (most, money) && values.get(code) < values.get(other))
            });
            if is_more {
                main = Some((code, n, amount));
            }
        }
        self.0.clear();
        main.map_or(NO_CODE, |main| main.0)
    }
}

/// For each customer the main value over the purchases up to a day.
fn main_values(facts: &Facts, as_of: Day, values: &Dictionary, add: &dyn Fn(usize, &mut Tally)) -> Vec<Code> {
    let orders = &facts.orders;
    let mut codes = vec![NO_CODE; n_customers(facts)];
    let mut tally = Tally::default();
    for (customer, range) in orders.groups().iter() {
        for order in range {
            if orders.day()[order] <= as_of && !orders.amount()[order].is_negative() {
                add(order, &mut tally);
            }
        }
        if let Some(code) = codes.get_mut(customer as usize) {
            *code = tally.take_main(values);
        }
    }
    codes
}

/// Keeps the values of most customers; `None` where all whose value is known have the same.
fn quality(about: About, values: &Dictionary, mut codes: Vec<Code>) -> Option<Quality> {
    let mut sizes: Vec<(usize, Code)> = (0..values.len()).map(|code| (0, code as Code)).collect();
    for &code in &codes {
        if let Some(size) = sizes.get_mut(code as usize) {
            size.0 += 1;
        }
    }
    sizes.retain(|&(n, _)| n > 0);
    if sizes.len() < 2 {
        return None;
    }
    sizes.order_by(|a, b| b.0.cmp(&a.0).then_with(|| values.get(a.1).cmp(values.get(b.1))));
    let mut place_of = vec![NO_CODE; values.len()];
    for (place, &(_, code)) in sizes.iter().enumerate() {
        if let Some(slot) = place_of.get_mut(code as usize) {
            *slot = place.min(MOST_VALUES) as Code;
        }
    }
    crate::bulk::recode(&mut codes, &place_of, NO_CODE);
    let shown = sizes.iter().take(MOST_VALUES).map(|&(_, code)| values.get(code).to_owned());
    Some(Quality { about, values: shown.collect(), has_more: sizes.len() > MOST_VALUES, codes })
}

fn numbers(facts: &Facts, as_of: Day) -> Vec<Ranked> {
    let n = n_customers(facts);
    let mut found = Vec::new();
    let buyers: Vec<Buyer> = buyers(facts, as_of);
    for feature in Feature::ALL {
        let known: Vec<(CustomerIdx, f64)> =
            buyers.iter().map(|buyer| (buyer.customer, feature.of(buyer, as_of))).collect();
        found.extend(ranked(About::Feature(feature), n, &known));
    }
    for measure in &facts.customers.measures {
        // What a summary gives instead of orders is no trait beside them.
        if matches!(measure.role, Role::AcquisitionCost | Role::Fee | Role::Wallet) {
            found.extend(ranked(About::Given(measure.role), n, &given(&measure.values)));
        }
    }
    found.extend(ranked(About::Events, n, &events(facts, as_of)));
    for (about, of) in [
        (About::Nps, (|answer| answer.nps) as fn(&crate::facts::Answer) -> Option<i64>),
        (About::Csat, |answer| answer.csat),
    ] {
        found.extend(ranked(about, n, &latest(facts, as_of, of)));
    }
    found
}

fn given(values: &[i64]) -> Vec<(CustomerIdx, f64)> {
    let known = values.iter().enumerate().filter(|(_, value)| **value != NO_NUMBER);
    known.map(|(customer, &value)| (customer as CustomerIdx, Money(value).units())).collect()
}

/// Events of each customer up to a day; none where no file has events.
fn events(facts: &Facts, as_of: Day) -> Vec<(CustomerIdx, f64)> {
    if facts.events.is_empty() {
        return Vec::new();
    }
    let days = facts.events.day();
    let within = |range: std::ops::Range<usize>| days[range].iter().filter(|day| **day <= as_of).count();
    facts.events.groups().iter().map(|(customer, range)| (customer, within(range) as f64)).collect()
}

/// The latest score of each customer who gave any.
fn latest(
    facts: &Facts,
    as_of: Day,
    of: fn(&crate::facts::Answer) -> Option<i64>,
) -> Vec<(CustomerIdx, f64)> {
    let answers = &facts.answers;
    let mut known = Vec::new();
    for (customer, range) in answers.groups().iter() {
        let mut own = answers.answers().get(range).unwrap_or_default().iter().rev();
        let seen = own.find_map(|answer| of(answer).filter(|_| answer.day.is_none_or(|day| day <= as_of)));
        known.extend(seen.map(|score| (customer, Money(score).units())));
    }
    known
}

/// Puts numbers in their order; `None` where fewer than two values occur.
fn ranked(about: About, n: usize, known: &[(CustomerIdx, f64)]) -> Option<Ranked> {
    // Less and greater zero are one value.
    let keys: Vec<u64> = known.iter().map(|&(_, value)| sort::real(value + 0.0)).collect();
    let mut ranks = vec![NO_CODE; n];
    let mut values: Vec<f64> = Vec::new();
    for at in sort::by_number(&keys) {
        let Some(&(customer, value)) = known.get(at as usize) else { continue };
        if values.last() != Some(&value) {
            values.push(value);
        }
        if let Some(rank) = ranks.get_mut(customer as usize) {
            *rank = values.len() as Code - 1;
        }
    }
    (values.len() > 1).then_some(Ranked { about, values, ranks })
}
