//! Facts about customers: valid, typed, grouped by customer and sorted by time. Built once; they cannot be invalid.

mod account;
mod answers;
mod build;
mod contacts;
mod customers;
mod events;
mod groups;
mod lines;
mod orders;
mod select;

pub use account::{Account, SetAside};
pub use answers::{Answer, Answers};
pub use build::{Source, build};
pub use contacts::{CampaignTotals, Contact, Contacts};
pub use customers::{Attribute, Customers, Measure, Term};
pub use events::{Event, Events, Property};
pub use groups::Groups;
pub use lines::{Line, Lines};
pub use orders::{Order, Orders};
pub use select::Selection;

use std::rc::Rc;

use crate::day::Day;

/// A customer's position in [`Customers`].
pub type CustomerIdx = u32;

/// Everything that the loaded files say, on one set of customers.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    /// Who they are.
    pub customers: Customers,
    /// What they bought.
    pub orders: Orders,
    /// What they did.
    pub events: Events,
    /// Whom campaigns reached.
    pub contacts: Contacts,
    /// What they said.
    pub answers: Answers,
    /// What amounts are in: the code or the sign that most rows name; `None` where none does. Amounts in another one are
    /// set aside.
    pub currency: Option<String>,
    /// The last days of orders and of events that were looked at, where these are facts about a part: who fell silent
    /// within the part is silent up to there. `None`: the last on which anything happened.
    pub seen: Option<(Option<Day>, Option<Day>)>,
    /// All customers in the same days, where these are facts about some only: ranks are among all.
    pub among: Option<Rc<Facts>>,
}

impl Facts {
    /// The last day on which anything happened: the day as of which questions are answered unless another is asked.
    pub fn last_day(&self) -> Option<Day> {
        self.last_days().0.max(self.last_days().1)
    }

    /// The last days of orders and of events.
    pub fn last_days(&self) -> (Option<Day>, Option<Day>) {
        self.seen.unwrap_or_else(|| (self.orders.days().1, self.events.days().1))
    }

    /// The customers among whom these are ranked: all in the same days.
    pub fn all(&self) -> &Self {
        self.among.as_deref().unwrap_or(self)
    }

    /// Has the customer any order or event?
    pub fn did_anything(&self, customer: CustomerIdx) -> bool {
        !self.orders.groups().of(customer).is_empty() || !self.events.groups().of(customer).is_empty()
    }

    /// The first day on which anything happened.
    pub fn first_day(&self) -> Option<Day> {
        [self.orders.days().0, self.events.days().0].into_iter().flatten().min()
    }
}
