//! What to do about the value of customers: groups with their intervals, value at risk, gain, movement, silence.

use super::axis::Unit;
use super::columns::{Columns, Part, Places};
use super::forest::{Estimate, Forest};
use super::heat::{Heat, HeatRow};
use super::lines::{Line, Lines};
use super::words;
use crate::locale::Locale;
use crate::message::word;
use crate::metrics::contract::Contracts;
use crate::metrics::value::decide::chances::Chances;
use crate::metrics::value::decide::contact::{AtRisk, Contact};
use crate::metrics::value::decide::equity::Equity;
use crate::metrics::value::decide::grid::Grid;
use crate::metrics::value::decide::groups::Groups;
use crate::metrics::value::decide::referral::{Referrals, Referrer};
use crate::report::decide::{STEPS, contacted};

/// A picture of more names is none.
const MOST_NAMED: usize = 50;

/// What is to be drawn; names are those of the first customers.
#[derive(Debug, Clone, Copy)]
pub enum Decision<'a> {
    /// What one customer of each group is worth.
    Groups(&'a Groups),
    /// Whose value is at risk.
    Risk(&'a Contact, &'a [String]),
    /// The gain of contacting them.
    Contact(&'a Contact),
    /// The value of the base then and now.
    Movement(&'a Equity),
    /// What a silence means: for the probability, or for the value.
    Grid(&'a Grid, bool),
    /// Who brings others.
    Referrals(&'a Referrals, &'a [String]),
    /// How long customers under contract stay.
    Contracts(&'a Contracts),
    /// What comes at regular opportunities.
    Chances(&'a Chances),
}

/// What it is drawn as.
pub(super) enum Drawing {
    /// Estimates.
    Forest(Forest),
    /// Lines.
    Lines(Lines),
    /// Bars.
    Columns(Columns),
    /// Shades.
    Heat(Heat),
}

/// The drawing for a reader.
pub(super) fn drawing(decision: Decision<'_>, locale: &Locale) -> Drawing {
    match decision {
        Decision::Chances(answer) => Drawing::Columns(chances(answer, locale)),
        Decision::Groups(answer) => Drawing::Forest(groups(answer, locale)),
        Decision::Risk(answer, names) => Drawing::Forest(risk(answer, names)),
        Decision::Contact(answer) => Drawing::Lines(contact(answer, locale)),
        Decision::Movement(answer) => Drawing::Columns(equity(answer, locale)),
        Decision::Grid(answer, of_value) => Drawing::Heat(grid(answer, of_value, locale)),
        Decision::Referrals(answer, names) => Drawing::Forest(referrals(answer, names)),
        Decision::Contracts(answer) => Drawing::Lines(super::contract::survival(answer, locale)),
    }
}

/// What is expected of one customer of each group, with its interval.
fn groups(answer: &Groups, locale: &Locale) -> Forest {
    let row = |group: &crate::metrics::value::decide::groups::GroupValue| Estimate {
        name: group.name.written(locale),
        value: group.each,
        range: group.interval.map(|range| (range.low, range.high)),
        ..Estimate::default()
    };
    Forest { rows: answer.groups.iter().map(row).collect(), unit: Unit::Money, reference: None }
}

/// Value at risk of the first customers.
fn risk(answer: &Contact, names: &[String]) -> Forest {
    let shown = answer.customers.iter().zip(names).take(MOST_NAMED);
    let row = |(own, name): (&AtRisk, &String)| Estimate {
        name: name.clone(),
        value: Some(own.at_risk),
        range: None,
        ..Estimate::default()
    };
    Forest { rows: shown.map(row).collect(), unit: Unit::Money, reference: None }
}

/// Gain by the number of customers contacted; the best is marked.
fn contact(answer: &Contact, locale: &Locale) -> Lines {
    let counts: Vec<usize> = (0..=STEPS).map(|step| contacted(answer, step)).collect();
    let best = (answer.best > 0).then(|| (answer.best as f64, answer.best_gain, locale.count(answer.best)));
    Lines {
        x: counts.iter().map(|&n| n as f64).collect(),
        unlisted: 1,
        x_unit: Unit::Count,
        unit: Unit::Money,
        lines: vec![Line {
            values: counts.iter().map(|&n| Some(answer.gain(n))).collect(),
            accented: true,
            ..Line::default()
        }],
        titles: [locale.word(word!("Gain")), locale.word(word!("Customers contacted"))],
        point: best,
        ..Lines::default()
    }
}

/// The value of the base before and after, and what moved it.
fn equity(answer: &Equity, locale: &Locale) -> Columns {
    let names = vec![
        locale.day(answer.from),
        locale.word(words::NEW_CUSTOMERS),
        locale.word(word!("Worth more")),
        locale.word(word!("Worth less")),
        locale.day(answer.to),
    ];
    let parts = [answer.before, answer.new, answer.rose, answer.fell, answer.after];
    Columns {
        places: Places::Named(names),
        unit: Unit::Money,
        parts: vec![Part {
            name: locale.word(words::EXPECTED),
            values: parts.iter().map(|part| Some(part.change)).collect(),
            accented: true,
        }],
        ..Columns::default()
    }
}

/// Purchases down, silence across.
fn grid(answer: &Grid, of_value: bool, locale: &Locale) -> Heat {
    let row = |row: &crate::metrics::value::decide::grid::GridRow| HeatRow {
        name: locale.count(row.purchases as usize),
        note: String::new(),
        cells: if of_value { row.value.clone() } else { row.p_alive.clone() },
    };
    Heat {
        columns: answer.silences.iter().map(|&days| locale.count(days as usize)).collect(),
        rows: answer.rows.iter().map(row).collect(),
        unit: if of_value { Unit::Money } else { Unit::Share },
        first_column: 1,
        full: (!of_value).then_some(1.0),
    }
}

/// Value expected of those whom each of the first brought.
fn referrals(answer: &Referrals, names: &[String]) -> Forest {
    let row = |(own, name): (&Referrer, &String)| Estimate {
        name: name.clone(),
        value: Some(own.brought),
        range: None,
        ..Estimate::default()
    };
    Forest {
        rows: answer.referrers.iter().zip(names).take(MOST_NAMED).map(row).collect(),
        unit: Unit::Money,
        reference: None,
    }
}

/// Purchases to come by opportunities taken so far.
fn chances(answer: &Chances, locale: &Locale) -> Columns {
    Columns {
        places: Places::Named(answer.rows.iter().map(|row| locale.count(row.x as usize)).collect()),
        unit: super::axis::Unit::Number,
        parts: vec![Part {
            name: locale.word(word!("Purchases expected of one")),
            values: answer.rows.iter().map(|row| Some(row.expected)).collect(),
            accented: true,
        }],
        ..Columns::default()
    }
}
