//! What to do about the value of customers: one view with several looks.

use super::config;
use super::node::{Fields, Node};
use super::setting::Setting;
use super::worth::{Fits, ValueAsked};
use crate::chart::{Decision, Picture};
use crate::day::{DAYS_PER_MONTH, Day};
use crate::error::Error;
use crate::facts::{CustomerIdx, Facts};
use crate::locale::Locale;
use crate::message::message;
use crate::metrics::contract::{self, ContractConfig, Contracts};
use crate::metrics::value::decide::chances::{Chances, chances};
use crate::metrics::value::decide::contact::{Contact, Effort, contact};
use crate::metrics::value::decide::equity::{Equity, equity};
use crate::metrics::value::decide::grid::{Grid, grid};
use crate::metrics::value::decide::grouping::{By, group, members};
use crate::metrics::value::decide::groups::{Groups, groups};
use crate::metrics::value::decide::referral::{Referrals, referrals};
use crate::report::{Report, chances as chance_words, contract as contract_words, decide as words};

/// Customers shown by name.
const NAMED: u32 = 20;

/// What to look at.
#[derive(Debug, Clone, PartialEq)]
pub enum Show {
    Groups(By),
    Risk(usize),
    Contact,
    /// The earlier day; a quarter before unless it is given.
    Movement(Option<Day>),
    Alive,
    Worth,
    Referrals(usize),
    /// Months of a period.
    Contracts(u32),
    Chances,
}

/// The settings of the view "decide".
#[derive(Debug, Clone, PartialEq)]
pub struct DecideAsked {
    pub value: ValueAsked,
    pub show: Show,
    pub effort: Effort,
}

/// What was found.
#[derive(Debug)]
pub struct Decided {
    asked: DecideAsked,
    found: Found,
    /// Of the first customers, where they are shown by name.
    names: Vec<String>,
}

#[derive(Debug)]
enum Found {
    Groups(Groups),
    Contact(Contact),
    Movement(Equity),
    Grid(Grid),
    Referrals(Referrals),
    Contracts(Contracts),
    Chances(Box<Chances>),
}

impl DecideAsked {
    pub fn read(from: Setting<'_>) -> Result<Self, Error> {
        let own = ["show", "by", "n", "cost", "uplift", "since", "periodMonths"];
        let from = from.only(&[&config::OF_VALUE[..], &own[..]].concat())?;
        let n = from.at("n").count_or(NAMED)? as usize;
        let show = match from.at("show").given() {
            None => Show::Groups(by(from.at("by"))?),
            Some(show) => match show.text()? {
                "groups" => Show::Groups(by(from.at("by"))?),
                "risk" => Show::Risk(n),
                "contact" => Show::Contact,
                "movement" => Show::Movement(from.at("since").day()?),
                "alive" => Show::Alive,
                "worth" => Show::Worth,
                "referrals" => Show::Referrals(n),
                "opportunities" => Show::Chances,
                "contracts" => Show::Contracts(from.at("periodMonths").count_or(1)?),
                _ => return Err(show.unknown("look")),
            },
        };
        let usual = Effort::default();
        let effort = Effort {
            cost: from.at("cost").number_or(usual.cost)?,
            uplift: from.at("uplift").number_or(usual.uplift)?,
        };
        Ok(Self { value: config::worth(from)?.or_automatic(), show, effort })
    }

    pub fn answer(&self, facts: &Facts, fits: &mut Fits) -> Result<Decided, Error> {
        let config = &self.value.config;
        if let Show::Contracts(period_months) = self.show {
            let asked = ContractConfig {
                as_of: config.as_of,
                period_months,
                n_ahead: ((config.horizon_months / f64::from(period_months.max(1))).round() as u32).max(1),
                discount_per_year: config.discount_per_year,
                margin: config.margin.unwrap_or(1.0),
            };
            let found = Found::Contracts(contract::contracts(facts, &asked)?);
            return Ok(Decided { asked: self.clone(), found, names: Vec::new() });
        }
        let base = fits.asked(&self.value, facts)?;
        let found = match &self.show {
            Show::Chances => Found::Chances(Box::new(chances(facts, &base, config)?)),
            Show::Groups(by) => {
                let grouping = group(facts, base.as_of, *by)?;
                Found::Groups(groups(facts, &base, config, *by, grouping))
            }
            Show::Risk(_) | Show::Contact => Found::Contact(contact(&base, config, self.effort)?),
            Show::Movement(since) => {
                let quarter = (3.0 * DAYS_PER_MONTH) as i32;
                Found::Movement(equity(facts, &base, config, since.unwrap_or(base.as_of.plus(-quarter)))?)
            }
            Show::Alive | Show::Worth => {
                let none = || Error::missing(message!("Without a fitted model a silence cannot be read."));
                Found::Grid(grid(&base, config).ok_or_else(none)?)
            }
            Show::Referrals(_) | Show::Contracts(_) => Found::Referrals(referrals(facts, &base, config)?),
        };
        let id = |customer: CustomerIdx| facts.customers.ids.get(customer).to_owned();
        let names = match (&self.show, &found) {
            (Show::Risk(n), Found::Contact(answer)) => {
                answer.customers.iter().take(*n).map(|own| id(own.customer)).collect()
            }
            (Show::Referrals(n), Found::Referrals(answer)) => {
                answer.referrers.iter().take(*n).map(|own| id(own.customer)).collect()
            }
            _ => Vec::new(),
        };
        Ok(Decided { asked: self.clone(), found, names })
    }
}

fn by(from: Setting<'_>) -> Result<By, Error> {
    let Some(from) = from.given() else { return Ok(By::default()) };
    let name = from.text()?;
    let found = By::ALL.into_iter().find(|(_, other)| *other == name);
    found.map(|(by, _)| by).ok_or_else(|| from.unknown("group"))
}

impl Decided {
    pub fn report(&self, locale: &Locale) -> Report {
        let (config, names) = (&self.asked.value.config, &self.names[..]);
        match &self.found {
            Found::Groups(answer) => words::groups(answer, config, locale),
            Found::Contact(answer) if self.asked.show == Show::Contact => {
                words::contact(answer, config, locale)
            }
            Found::Contact(answer) => words::risk(answer, names, config, locale),
            Found::Movement(answer) => words::equity(answer, config, locale),
            Found::Grid(answer) => words::grid(answer, self.asked.show == Show::Worth, config, locale),
            Found::Referrals(answer) => words::referrals(answer, names, config, locale),
            Found::Contracts(answer) => contract_words::contracts(answer, locale),
            Found::Chances(answer) => chance_words::chances(answer, config, locale),
        }
    }

    pub fn picture(&self) -> Picture<'_> {
        let names = &self.names[..];
        Picture::Decide(match &self.found {
            Found::Groups(answer) => Decision::Groups(answer),
            Found::Contact(answer) if self.asked.show == Show::Contact => Decision::Contact(answer),
            Found::Contact(answer) => Decision::Risk(answer, names),
            Found::Movement(answer) => Decision::Movement(answer),
            Found::Grid(answer) => Decision::Grid(answer, self.asked.show == Show::Worth),
            Found::Referrals(answer) => Decision::Referrals(answer, names),
            Found::Contracts(answer) => Decision::Contracts(answer),
            Found::Chances(answer) => Decision::Chances(answer),
        })
    }

    /// Are its rows customers by name?
    pub fn names_customers(&self) -> bool {
        !self.names.is_empty()
    }

    /// The customers behind a row.
    pub fn members(&self, row: usize) -> Option<Vec<CustomerIdx>> {
        match &self.found {
            Found::Groups(answer) => Some(members(&answer.grouping, row)),
            Found::Contact(answer) if self.asked.show == Show::Contact => {
                let n = words::contacted(answer, row + 1);
                Some(answer.customers[..n].iter().map(|own| own.customer).collect())
            }
            _ => None,
        }
    }

    /// The table as plain data: what each column holds, and the rows.
    pub fn node(&self, locale: &Locale) -> Node {
        let report = self.report(locale);
        Fields::new().text("finding", &report.finding).node("table", super::dto::sheet(&report.table)).done()
    }
}
