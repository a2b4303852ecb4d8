//! How far did customers come through the stages of acquisition: enquiry, interaction, delivery, use?
//!
//! # Question
//! Of those who enquired, how many dealt with us, were delivered to, and use what they got?
//! # Input
//! Contacts, events, orders and answers, whichever are loaded; a [`StagesConfig`] that may say what each stage is taken from.
//! # Result
//! [`Stages`]: one [`Stage`] after the other, each with what it was taken from.
//! # Edge cases
//! A customer who came to a later stage has come to those before, seen or not. A stage that no loaded file shows is left out. Refunds are
//! no deliveries.
//! # Source
//! The four stages are those of this product. What each is taken from is chosen in this order, where the reader does not: enquiry from
//! contacts that the customer took up, else from contacts; interaction from events that are no
//! purchases; delivery from orders, else from events that are purchases; use from what customers did on days after the first purchase,
//! else from answers to surveys.
//! # Example
//! ```
//! use clientele::day::Day;
//! use clientele::dictionary::Dictionary;
//! use clientele::facts::{Event, Events, Facts, Order, Orders};
//! use clientele::metrics::climb::stages::{StageName, StagesConfig, stages};
//! use clientele::moment::Moment;
//! use clientele::money::Money;
//!
//! let at = |day: i32| (Moment::of_day(Day(day)), Day(day));
//! // Customer 0 visits, buys and visits again; customer 1 only visits.
//! let names: Dictionary = ["visit"].into_iter().collect();
//! let events = [(0, 0), (0, 9), (1, 3)].map(|(customer, day)| Event { customer, moment: at(day).0, day: Day(day), name: 0 });
//! let order = Order { customer: 0, moment: at(5).0, day: Day(5), amount: Money::from_units(1.0), cost: None };
//! let facts = Facts { events: Events::new(2, names, &events), orders: Orders::new(2, &[order]), ..Facts::default() };
//! let stages = stages(&facts, &StagesConfig::default()).unwrap();
//! let counts: Vec<_> = stages.stages.iter().map(|stage| (stage.name, stage.n_customers)).collect();
//! assert_eq!(counts, [(StageName::Interaction, 2), (StageName::Delivery, 1), (StageName::Use, 1)]);
//! ```

use crate::day::Day;
use crate::error::Error;
use crate::facts::{Contact, CustomerIdx, Facts};
use crate::message::{Message, message};
use crate::metrics::interval::{Interval, wilson};
use crate::metrics::ladder::purchases;

use super::rungs::{list, named};

/// The four stages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum StageName {
    /// Asked, or was asked and took it up.
    Enquiry,
    /// Dealt with us before buying.
    Interaction,
    /// Got what was ordered.
    Delivery,
    /// Uses it.
    Use,
}

impl StageName {
    /// In order.
    pub const ALL: [Self; 4] = [Self::Enquiry, Self::Interaction, Self::Delivery, Self::Use];
}

/// What a stage is taken from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// Whoever is in a file of customers, or any other.
    Known,
    /// Whom a campaign reached.
    Contacts,
    /// Who opened, clicked or responded.
    Responses,
    /// Who did anything that is no purchase.
    AnyEvent,
    /// Who did one of these.
    Events(Vec<String>),
    /// Who did anything on a later day than the first purchase.
    EventsAfterPurchase,
    /// Who bought.
    Orders,
    /// Who bought on two days or more.
    RepeatOrders,
    /// Who answered a survey.
    Answers,
    /// Leave the stage out.
    Nothing,
}

/// What each stage is taken from; `None` for what the loaded files offer.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct StagesConfig {
    /// What came later is left out. `None`: the last day of the data.
    pub as_of: Option<Day>,
    /// In the order of [`StageName::ALL`].
    pub sources: [Option<Source>; 4],
}

/// Customers at each stage.
#[derive(Debug, Clone, PartialEq)]
pub struct Stages {
    /// The day as of which they are seen; `None` where nothing has a date.
    pub as_of: Option<Day>,
    /// From the first that the files show.
    pub stages: Vec<Stage>,
    /// For each customer how many stages were passed: 0 for none.
    pub level_of: Vec<u8>,
}

/// One stage.
#[derive(Debug, Clone, PartialEq)]
pub struct Stage {
    /// Which.
    pub name: StageName,
    /// What it was taken from.
    pub source: Source,
    /// The same in words.
    pub rule: Message,
    /// Customers who came to it or to a later one.
    pub n_customers: usize,
    /// Customers whom a file shows at this very stage, whatever came later.
    pub n_seen: usize,
    /// Of those at the first stage, 0 to 1; `None` if nobody is there.
    pub share_of_first: Option<f64>,
    /// Of those at the stage before; `None` for the first, or if nobody is there.
    pub share_of_previous: Option<f64>,
    /// Around `share_of_previous`.
    pub interval: Option<Interval>,
}

/// Takes every customer through the stages.
///
/// # Errors
/// A chosen source is not loaded, an event that is named never occurs, or no stage is left.
pub fn stages(facts: &Facts, config: &StagesConfig) -> Result<Stages, Error> {
    let as_of =
        config.as_of.or_else(|| facts.last_day().max(facts.contacts.days().1).max(facts.answers.days().1));
    let scene = Scene { facts, as_of: as_of.unwrap_or(Day(i32::MAX)), bought: purchases(facts, None) };
    let mut taken: Vec<(StageName, Source)> = Vec::with_capacity(4);
    for (name, chosen) in StageName::ALL.into_iter().zip(&config.sources) {
        let source = match chosen {
            Some(source) => {
                scene.check(source)?;
                Some(source.clone())
            }
            None => scene.usual(name),
        };
        taken.extend(source.filter(|source| *source != Source::Nothing).map(|source| (name, source)));
    }
    if taken.len() < 2 {
        return Err(Error::missing(message!(
            "The stages of acquisition need two of these: contacts, events, orders, answers to a survey."
        )));
    }
    let n = facts
        .customers
        .len()
        .max(facts.orders.groups().n_customers())
        .max(facts.events.groups().n_customers());
    let mut level_of = vec![0u8; n];
    let mut seen = vec![0; taken.len()];
    for (at, (_, source)) in taken.iter().enumerate() {
        let wanted = match source {
            Source::Events(names) => named(facts, names)?,
            _ => Vec::new(),
        };
        for (customer, level) in level_of.iter_mut().enumerate() {
            if scene.shows(source, &wanted, customer as CustomerIdx) {
                *level = at as u8 + 1;
                seen[at] += 1;
            }
        }
    }
    let counts = climbed(&level_of, taken.len());
    let mut stages = Vec::with_capacity(taken.len());
    for (((name, source), n_seen), count) in taken.into_iter().zip(seen).zip(counts) {
        stages.push(Stage {
            name,
            rule: source.in_words(),
            source,
            n_customers: count.n,
            n_seen,
            share_of_first: count.share_of_first,
            share_of_previous: count.share_of_previous,
            interval: count.interval,
        });
    }
    Ok(Stages { as_of, stages, level_of })
}

/// What is counted of one rung or stage.
pub(super) struct Count {
    pub n: usize,
    pub share_of_first: Option<f64>,
    pub share_of_previous: Option<f64>,
    pub interval: Option<Interval>,
}

/// Customers on each of `n` rungs or above.
pub(super) fn climbed(level_of: &[u8], n: usize) -> Vec<Count> {
    let mut counts: Vec<Count> = Vec::with_capacity(n);
    for i in 0..n {
        let own = level_of.iter().filter(|&&level| usize::from(level) > i).count();
        let first = counts.first().map_or(own, |count| count.n);
        let previous = counts.last().map(|count| count.n);
        let share = |whole: usize| (whole > 0).then(|| own as f64 / whole as f64);
        counts.push(Count {
            n: own,
            share_of_first: share(first),
            share_of_previous: previous.and_then(share),
            interval: previous.and_then(|whole| wilson(own, whole)),
        });
    }
    counts
}

/// Did the contact reach the customer? One held back was not reached.
pub(super) fn reached(contact: &Contact) -> bool {
    contact.is_control != Some(true) && contact.sent != Some(false)
}

fn took_up(contact: &Contact) -> bool {
    [contact.opened, contact.clicked, contact.responded].contains(&Some(true))
}

struct Scene<'a> {
    facts: &'a Facts,
    as_of: Day,
    bought: Vec<bool>,
}

impl Scene<'_> {
    /// What the loaded files offer for a stage.
    fn usual(&self, name: StageName) -> Option<Source> {
        let choices: &[Source] = match name {
            StageName::Enquiry => &[Source::Responses, Source::Contacts],
            StageName::Interaction => &[Source::AnyEvent],
            StageName::Delivery => &[Source::Orders],
            StageName::Use => &[Source::EventsAfterPurchase, Source::Answers],
        };
        choices.iter().find(|source| self.has(source)).cloned()
    }

    fn has(&self, source: &Source) -> bool {
        let facts = self.facts;
        let contacts = facts.contacts.contacts();
        match source {
            Source::Known => !facts.customers.is_empty(),
            Source::Contacts => !contacts.is_empty(),
            Source::Responses => contacts.iter().any(took_up),
            Source::AnyEvent => self.bought.contains(&false),
            Source::Events(_) => !facts.events.is_empty(),
            Source::EventsAfterPurchase => self.bought.contains(&false) && self.has(&Source::Orders),
            Source::Orders | Source::RepeatOrders => !facts.orders.is_empty() || self.bought.contains(&true),
            Source::Answers => facts.answers.groups().n_customers() > 0 && !facts.answers.is_empty(),
            Source::Nothing => true,
        }
    }

    fn check(&self, source: &Source) -> Result<(), Error> {
        if self.has(source) {
            return Ok(());
        }
        Err(Error::missing(match source {
            Source::Known => message!("No customers are loaded."),
            Source::Contacts | Source::Responses => message!("No loaded file says whom a campaign reached."),
            Source::AnyEvent | Source::Events(_) | Source::EventsAfterPurchase => {
                message!("No loaded file says what customers did.")
            }
            Source::Orders | Source::RepeatOrders => message!("No loaded file says what customers bought."),
            Source::Answers | Source::Nothing => message!("No loaded file holds answers of known customers."),
        }))
    }

    fn shows(&self, source: &Source, wanted: &[bool], customer: CustomerIdx) -> bool {
        let facts = self.facts;
        let in_time = |day: Option<Day>| day.is_none_or(|day| day <= self.as_of);
        let contact = |is: fn(&Contact) -> bool| {
            let mut own = facts.contacts.groups().of(customer).map(|place| &facts.contacts.contacts()[place]);
            own.any(|contact| in_time(contact.day) && is(contact))
        };
        match source {
            Source::Known => (customer as usize) < facts.customers.len(),
            Source::Contacts => contact(reached),
            Source::Responses => contact(took_up),
            Source::AnyEvent => self.did(customer, &|name| !self.bought[name], Day(i32::MIN)),
            Source::Events(_) => self.did(customer, &|name| wanted[name], Day(i32::MIN)),
            Source::EventsAfterPurchase => {
                let (first, _) = self.purchase_days(customer);
                first.is_some_and(|first| self.did(customer, &|name| !self.bought[name], first.plus(1)))
            }
            Source::Orders => self.purchase_days(customer).0.is_some(),
            Source::RepeatOrders => {
                let (first, last) = self.purchase_days(customer);
                first != last
            }
            Source::Answers => {
                let mut own = facts.answers.groups().of(customer);
                own.any(|place| in_time(facts.answers.answers()[place].day))
            }
            Source::Nothing => false,
        }
    }

    /// Any event of these names on a day from this one on?
    fn did(&self, customer: CustomerIdx, is: &dyn Fn(usize) -> bool, from: Day) -> bool {
        let events = &self.facts.events;
        events.groups().of(customer).any(|place| {
            (from..=self.as_of).contains(&events.day()[place]) && is(events.name()[place] as usize)
        })
    }

    /// The first and the last day of a purchase.
    fn purchase_days(&self, customer: CustomerIdx) -> (Option<Day>, Option<Day>) {
        let (orders, events) = (&self.facts.orders, &self.facts.events);
        let (mut first, mut last) = (None, None);
        let mut add = |day: Day| {
            if day <= self.as_of {
                first = Some(first.map_or(day, |first: Day| first.min(day)));
                last = Some(last.map_or(day, |last: Day| last.max(day)));
            }
        };
        if orders.is_empty() {
            let own = events.groups().of(customer);
            own.filter(|&place| self.bought[events.name()[place] as usize])
                .for_each(|place| add(events.day()[place]));
        } else {
            let own = orders.groups().of(customer);
            own.filter(|&place| !orders.amount()[place].is_negative())
                .for_each(|place| add(orders.day()[place]));
        }
        (first, last)
    }
}

impl Source {
    fn in_words(&self) -> Message {
        match self {
            Self::Known => message!("Taken from all files: known to us."),
            Self::Contacts => message!("Taken from contacts: reached by a campaign."),
            Self::Responses => message!("Taken from contacts: opened, clicked or responded."),
            Self::AnyEvent => message!("Taken from events: did anything that is not a purchase."),
            Self::Events(names) => message!("Taken from events: did {}.", list(names)),
            Self::EventsAfterPurchase => {
                message!("Taken from events: did anything on a day after the first purchase.")
            }
            Self::Orders => message!("Taken from purchases: bought."),
            Self::RepeatOrders => message!("Taken from purchases: bought on two days or more."),
            Self::Answers => message!("Taken from the survey: answered."),
            Self::Nothing => message!("Left out."),
        }
    }
}
