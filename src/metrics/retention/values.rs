//! Cohorts by a value: of an attribute, of the first purchase, of the first campaign.

use std::borrow::Cow;

use crate::day::Day;
use crate::dictionary::{Code, Dictionary, NO_CODE};
use crate::error::Error;
use crate::facts::{Attribute, Contact, CustomerIdx, Facts};
use crate::message::{Arg, message};

use super::config::Cohorts;
use super::members::BLANK_ROW;

/// The value of each customer.
pub(super) struct Values<'a> {
    names: &'a Dictionary,
    /// One a customer; [`NO_CODE`] where it is not known.
    code_of: Cow<'a, [Code]>,
}

impl<'a> Values<'a> {
    /// The values that make up the cohorts; `None` where cohorts are periods.
    ///
    /// # Errors
    /// No file holds such values.
    pub fn of(facts: &'a Facts, cohorts: &Cohorts, as_of: Day) -> Result<Option<Self>, Error> {
        match cohorts {
            Cohorts::First | Cohorts::Every => Ok(None),
            Cohorts::Attribute(name) => {
                let found = named(&facts.customers.attributes, name)?;
                Ok(Some(Self { names: &found.values, code_of: Cow::Borrowed(&found.codes) }))
            }
            Cohorts::FirstOrder(name) => {
                let found = named(facts.orders.attributes(), name)?;
                let code = |place: usize| found.codes.get(place).copied();
                Ok(Some(Self { names: &found.values, code_of: of_first_orders(facts, as_of, &code) }))
            }
            Cohorts::FirstProduct | Cohorts::FirstCategory => {
                let nothing = || Error::missing(message!("No loaded order says what was bought."));
                let lines = facts.orders.lines().ok_or_else(nothing)?;
                let product = *cohorts == Cohorts::FirstProduct;
                let names = if product { lines.products() } else { lines.categories() };
                if names.is_empty() {
                    return Err(nothing());
                }
                let code = |order: usize| {
                    let lines = lines.of(order).map(|place| lines.line(place));
                    let named = lines.filter_map(|line| {
                        Some((line.amount, if product { line.product? } else { line.category? }))
                    });
                    // Of lines that cost the same the first by name.
                    named.max_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1))).map(|(_, code)| code)
                };
                Ok(Some(Self { names, code_of: of_first_orders(facts, as_of, &code) }))
            }
            Cohorts::FirstCampaign => {
                let names = facts.contacts.campaigns();
                if facts.contacts.contacts().is_empty() {
                    return Err(Error::missing(message!(
                        "No loaded campaign names the customers whom it reached."
                    )));
                }
                Ok(Some(Self { names, code_of: of_first_contacts(facts) }))
            }
        }
    }

    /// The row of a customer.
    pub fn row(&self, customer: CustomerIdx) -> i64 {
        self.code_of.get(customer as usize).map_or(BLANK_ROW, |&code| code.into())
    }

    /// What a row is called; `None` for the blank.
    pub fn name(&self, row: i64) -> Option<String> {
        (row != BLANK_ROW).then(|| self.names.get(row as Code).to_string())
    }
}

fn named<'a>(attributes: &'a [Attribute], name: &str) -> Result<&'a Attribute, Error> {
    let missing = || Error::missing(message!("No loaded file has an attribute called {}.", Arg::name(name)));
    attributes.iter().find(|attribute| attribute.name == name).ok_or_else(missing)
}

/// What the first purchase of each customer says.
fn of_first_orders<'a>(facts: &Facts, as_of: Day, code: &dyn Fn(usize) -> Option<Code>) -> Cow<'a, [Code]> {
    let orders = &facts.orders;
    let mut codes = vec![NO_CODE; orders.groups().n_customers()];
    for (customer, mut range) in orders.groups().iter() {
        let first = range.find(|&at| !orders.amount()[at].is_negative() && orders.day()[at] <= as_of);
        if let (Some(code), Some(slot)) = (first.and_then(code), codes.get_mut(customer as usize)) {
            *slot = code;
        }
    }
    codes.into()
}

/// The first campaign of each customer: who was held back, or to whom nothing was sent, was not reached. Of campaigns of
/// one day the first by name; those without a day come last.
fn of_first_contacts<'a>(facts: &Facts) -> Cow<'a, [Code]> {
    let contacts = facts.contacts.contacts();
    let rank = |contact: &Contact| (contact.day.is_none(), contact.day, contact.campaign);
    let reached = contacts.iter().filter(|one| one.is_control != Some(true) && one.sent != Some(false));
    let mut first: Vec<Option<&Contact>> = Vec::new();
    for contact in reached {
        let at = contact.customer as usize;
        if first.len() <= at {
            first.resize(at + 1, None);
        }
        if first[at].is_none_or(|known| rank(contact) < rank(known)) {
            first[at] = Some(contact);
        }
    }
    first.into_iter().map(|contact| contact.map_or(NO_CODE, |contact| contact.campaign)).collect()
}
