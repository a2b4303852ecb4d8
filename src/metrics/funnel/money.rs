//! Money and cost along a funnel: what do those bring who come to a step, and what did it cost to bring them there?
//!
//! # Question
//! Where does the money leave, and what does a customer cost at each step?
//! # Input
//! Events and a funnel; orders, values of events and costs of campaigns, whichever are loaded.
//! # Result
//! A [`StepMoney`]: for each required step the sums over the customers who reached it and over those whose way ended there.
//! # Edge cases
//! The sums over those who stopped at each step and over those who never entered are the totals of the files. Of what no file tells
//! the sums are `None`. A cost of a campaign that names no customers counts in the total alone.
//! # Source
//! None; sums. Cost per customer at a step is the whole cost over those who came so far, as an acquisition cost is counted.
//! # Example
//! ```
//! # use clientele::day::Day;
//! # use clientele::dictionary::Dictionary;
//! # use clientele::facts::{Event, Events, Facts, Order, Orders};
//! # use clientele::moment::Moment;
//! # use clientele::money::Money;
//! // Customer 0 views and buys for 30, customer 1 only views and paid 5 elsewhere.
//! let names: Dictionary = ["view", "buy"].into_iter().collect();
//! let events = [(0, 0, 0), (0, 60, 1), (1, 0, 0)].map(|(customer, second, name)| {
//!     let moment = Moment(second * 1000);
//!     Event { customer, moment, day: moment.day(0), name }
//! });
//! let orders = [(0, 30.0), (1, 5.0)].map(|(customer, units)| Order {
//!     customer, moment: Moment(0), day: Day(0), amount: Money::from_units(units), cost: None,
//! });
//! let facts = Facts { events: Events::new(2, names, &events), orders: Orders::new(2, &orders), ..Facts::default() };
//! use clientele::metrics::funnel::{FunnelConfig, step_money};
//! let money = step_money(&facts, &FunnelConfig::of(&["view", "buy"])).unwrap();
//! let reached = |step: usize| money.steps[step].reached.orders.unwrap().units();
//! assert_eq!((reached(0), reached(1)), (35.0, 30.0));
//! ```

use crate::error::Error;
use crate::facts::{CustomerIdx, Facts};
use crate::message::message;
use crate::money::Money;

use super::config::FunnelConfig;
use super::count::Counter;

/// Money along a funnel.
#[derive(Debug, Clone, PartialEq)]
pub struct StepMoney {
    /// The required steps.
    pub steps: Vec<MoneyStep>,
    /// Over customers who never entered.
    pub outside: Sums,
    /// Over all, with campaigns that name no customers.
    pub total: Sums,
    /// Does any campaign have a cost without naming customers? Then the sums over customers are less than the total.
    pub unassigned_cost: Option<Money>,
}

/// One step.
#[derive(Debug, Clone, PartialEq)]
pub struct MoneyStep {
    /// What it is called.
    pub name: String,
    /// Customers who reached it.
    pub n_reached: usize,
    /// Customers whose way ended here.
    pub n_stopped: usize,
    /// Over those who reached it.
    pub reached: Sums,
    /// Over those whose way ended here.
    pub stopped: Sums,
    /// The amounts of the events that took the step; `None` where no event has one.
    pub taken: Option<Money>,
    /// The whole cost over those who reached it; `None` without costs or customers.
    pub cost_per_customer: Option<Money>,
}

/// Sums over some customers; `None` where no file tells any.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sums {
    /// All their orders, refunds taken off.
    pub orders: Option<Money>,
    /// What contacts with them cost.
    pub cost: Option<Money>,
}

/// Sums money and cost along the funnel.
///
/// # Errors
/// As [`funnel`](super::funnel); there is neither an order nor an amount of an event nor a cost.
#[inline(never)]
pub fn step_money(facts: &Facts, config: &FunnelConfig) -> Result<StepMoney, Error> {
    config.closed()?;
    let config = &config.required()?;
    let (events, orders, contacts) = (&facts.events, &facts.orders, &facts.contacts);
    let mut counter = Counter::new(events, config)?.by_content();
    let n = config.steps.len();
    let n_customers =
        facts.customers.len().max(events.groups().n_customers()).max(orders.groups().n_customers());
    let (mut level_of, mut taken) = (vec![0; n_customers], vec![Money::ZERO; n]);
    counter.all(|customer, chain| {
        let mut level = 0;
        for hit in chain {
            if let Some(value) = events.value(hit.place as usize) {
                taken[level] += value;
            }
            level += 1;
        }
        let known = &mut level_of[customer as usize];
        *known = level.max(*known);
    });
    let unassigned = contacts.totals().iter().filter_map(|total| total.cost).reduce(|one, other| one + other);
    let has_cost = contacts.contacts().iter().any(|contact| contact.cost.is_some());
    if orders.is_empty() && !events.has_values() && !has_cost && unassigned.is_none() {
        return Err(Error::missing(message!(
            "Money along a funnel needs orders, amounts of events or costs of campaigns: load a file with one of them."
        )));
    }
    // Sums over customers by level: 0 for those who never entered.
    let mut by_level = vec![
        Sums {
            orders: (!orders.is_empty()).then_some(Money::ZERO),
            cost: has_cost.then_some(Money::ZERO)
        };
        n + 1
    ];
    let mut n_by_level = vec![0; n + 1];
    for (customer, &level) in level_of.iter().enumerate() {
        let customer = customer as CustomerIdx;
        n_by_level[level] += 1;
        for place in orders.groups().of(customer) {
            by_level[level].orders = by_level[level].orders.map(|sum| sum + orders.amount()[place]);
        }
        for place in contacts.groups().of(customer) {
            let cost = contacts.contacts()[place].cost.unwrap_or(Money::ZERO);
            by_level[level].cost = by_level[level].cost.map(|sum| sum + cost);
        }
    }
    let mut steps = Vec::with_capacity(n);
    let (mut reached, mut n_reached) = (Sums::default(), 0);
    for (step, own) in config.steps.iter().enumerate().rev() {
        reached = reached.and(by_level[step + 1]);
        n_reached += n_by_level[step + 1];
        steps.push(MoneyStep {
            name: own.name.clone(),
            n_reached,
            n_stopped: n_by_level[step + 1],
            reached,
            stopped: by_level[step + 1],
            taken: events.has_values().then_some(taken[step]),
            cost_per_customer: None,
        });
    }
    steps.reverse();
    let mut total = reached.and(by_level[0]);
    total.cost = both(total.cost, unassigned);
    for step in &mut steps {
        let n = step.n_reached;
        step.cost_per_customer = total.cost.filter(|_| n > 0).map(|cost| cost.over(n));
    }
    Ok(StepMoney { steps, outside: by_level[0], total, unassigned_cost: unassigned })
}

impl Sums {
    fn and(self, other: Self) -> Self {
        Self { orders: both(self.orders, other.orders), cost: both(self.cost, other.cost) }
    }
}

fn both(one: Option<Money>, other: Option<Money>) -> Option<Money> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one + other),
        (one, other) => one.or(other),
    }
}
