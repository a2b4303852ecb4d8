//! One selection for all views: filters one after the other, each on what those before it left.

use std::rc::Rc;

use super::answers::{Answers, Question};
use super::node::{Fields, Node};
use super::setting::Setting;
use crate::day::Day;
use crate::error::Error;
use crate::facts::{CustomerIdx, Facts, Selection};
use crate::message::message;

/// What the page picked, and the facts about it.
#[derive(Debug, Default)]
pub struct Selected {
    facts: Option<Rc<Facts>>,
}

/// One thing picked.
enum Filter {
    /// What happened from one day to another.
    Days(Day, Day),
    /// Customers with one of some values of an attribute of theirs.
    Customers(String, Vec<String>),
    /// Orders and events with one of some values of an attribute.
    Rows(String, Vec<String>),
    /// The customers behind a mark of a picture.
    Mark(Box<Question>, usize, usize),
}

impl Selected {
    /// Nothing is picked any more: the files have changed.
    pub fn clear(&mut self) {
        self.facts = None;
    }

    /// The facts about what is picked; `None` if nothing is.
    pub fn facts(&self) -> Option<&Rc<Facts>> {
        self.facts.as_ref()
    }

    /// Picks anew. Returns how many customers each filter left, and how many there are. Whatever goes wrong, what was picked
    /// before stays.
    pub fn pick(&mut self, filters: Setting<'_>, whole: &Rc<Facts>) -> Result<Node, Error> {
        let (mut part, mut all, mut some) = (whole.clone(), whole.clone(), false);
        let mut left = Vec::new();
        for filter in filters.items()? {
            let selection = match read(filter)? {
                Filter::Days(first, last) => Selection::default().of_days(first, last),
                Filter::Rows(name, values) => Selection::default().of_values(&name, values),
                Filter::Customers(name, values) => {
                    some = true;
                    Selection::default().of_customers(with_attribute(&part, &name, &values)?)
                }
                Filter::Mark(question, row, column) => {
                    some = true;
                    Selection::default().of_customers(behind(&part, *question, row, column)?)
                }
            };
            if selection.customers().is_none() {
                all = Rc::new(all.select(&selection));
            }
            let mut next = part.select(&selection);
            next.among = some.then(|| all.clone());
            part = Rc::new(next);
            left.push(n_active(&part));
        }
        let (n_customers, n_all) = (n_active(&part), n_active(whole));
        self.facts = (!left.is_empty()).then_some(part);
        Ok(Fields::new()
            .count("nCustomers", n_customers)
            .count("nAll", n_all)
            .node("left", Node::counts(&left))
            .done())
    }
}

fn read(from: Setting<'_>) -> Result<Filter, Error> {
    let from =
        from.only(&["view", "config", "row", "column", "attribute", "rows", "values", "from", "to"])?;
    if let Some(view) = from.at("view").given() {
        let question = Question::read(view.text()?, from.at("config"))?;
        let [row, column] = [from.at("row").count_or(0)?, from.at("column").count_or(0)?];
        return Ok(Filter::Mark(Box::new(question), row as usize, column as usize));
    }
    if let Some(name) = from.at("attribute").given() {
        return Ok(Filter::Customers(name.owned()?, from.at("values").texts()?));
    }
    if let Some(name) = from.at("rows").given() {
        return Ok(Filter::Rows(name.owned()?, from.at("values").texts()?));
    }
    match (from.at("from").day()?, from.at("to").day()?) {
        (None, None) => Err(from.takes("a mark of a view, an attribute with values, or days")),
        (first, last) => Ok(Filter::Days(first.unwrap_or(Day(i32::MIN)), last.unwrap_or(Day(i32::MAX)))),
    }
}

fn with_attribute(facts: &Facts, name: &str, values: &[String]) -> Result<Vec<CustomerIdx>, Error> {
    let found = facts.customers.attributes.iter().find(|attribute| attribute.name == name);
    let found = found.ok_or_else(|| Error::config(message!("No loaded file has such an attribute.")))?;
    let wanted: Vec<bool> =
        found.values.iter().map(|value| values.iter().any(|other| other == value)).collect();
    let codes = found.codes.iter().enumerate();
    let fits = codes.filter(|(_, code)| wanted.get(**code as usize).copied().unwrap_or(false));
    Ok(fits.map(|(customer, _)| customer as CustomerIdx).collect())
}

fn behind(facts: &Facts, question: Question, row: usize, column: usize) -> Result<Vec<CustomerIdx>, Error> {
    let answer = Answers::default().get(question, facts)?;
    let members = answer.members(facts, row, column)?;
    members.ok_or_else(|| Error::config("The rows of this view are no lists of customers."))
}

/// Customers who did anything.
fn n_active(facts: &Facts) -> usize {
    (0..facts.customers.len()).filter(|&customer| facts.did_anything(customer as CustomerIdx)).count()
}
