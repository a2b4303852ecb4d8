//! How well the values of a column fit a role, whatever its header says.

use super::role::Role;
use super::status::is_state;
use crate::letters;
use crate::message::{Message, message};
use crate::table::{Sample, SampleColumn};

/// What the values of one column look like, as shares of its filled cells.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Look {
    pub(super) n: usize,
    dates: f64,
    numbers: f64,
    whole: f64,
    /// Of all cells, as identifiers with a dash can look like a number below zero.
    negative: f64,
    currency: f64,
    pub(super) emails: f64,
    leading_zero: f64,
    distinct: f64,
    n_distinct: usize,
    length: usize,
    /// Cells that start with a number from 0 to 10.
    to_ten: f64,
    /// Cells that say yes or no in some way.
    yes_no: f64,
    /// Cells that say how satisfied somebody is.
    satisfied: f64,
    /// Cells that name the state of an order.
    states: f64,
    filled: f64,
}

/// Cells that say yes or no.
const YES_NO: &str =
    "yes no y n true false t f 1 0 ja nein oui non si sim nao nee nej x control treatment test kontrolle ok";

impl Look {
    pub(super) fn of(column: &SampleColumn, sample: &Sample) -> Self {
        let n = column.n_filled;
        let share = |count: usize| if n == 0 { 0.0 } else { (count as f64 / n as f64).min(1.0) };
        let (texts, counts) = column.texts();
        let cells = || texts.iter().zip(&counts);
        let count =
            |test: fn(&str) -> bool| share(cells().filter(|(cell, _)| test(cell)).map(|(_, n)| n).sum());
        let numbers = column.n_numbers.max(1) as f64;
        Self {
            n,
            dates: share(column.n_dates),
            numbers: share(column.n_numbers),
            whole: (column.n_whole as f64 / numbers).min(1.0),
            negative: share(column.n_negative),
            currency: share(column.n_currency),
            emails: share(column.n_emails),
            leading_zero: share(column.n_leading_zero),
            distinct: share(column.n_distinct),
            n_distinct: column.n_distinct,
            length: column.median_length,
            to_ten: count(is_to_ten),
            yes_no: count(is_yes_no),
            satisfied: count(is_satisfaction),
            states: count(is_state),
            filled: if sample.n_rows == 0 { 0.0 } else { (n as f64 / sample.n_rows as f64).min(1.0) },
        }
    }

    /// 0 for values that cannot have the role, 1 for values that look just like it.
    pub(super) fn fit(&self, role: Role) -> f64 {
        if self.n == 0 {
            return 0.0;
        }
        match role {
            Role::Customer | Role::CustomerAlias | Role::ReferredBy => {
                self.identifier(true) * (0.6 + 0.4 * self.filled)
            }
            Role::OrderId | Role::Session => self.identifier(false) * (0.6 + 0.4 * self.filled),
            Role::Date | Role::StartDate | Role::EndDate => self.dates * self.dates,
            Role::Amount => self.money() * (0.7 + 0.3 * self.filled),
            Role::UnitPrice
            | Role::Cost
            | Role::Fee
            | Role::AcquisitionCost
            | Role::Wallet
            | Role::MeanSpend => self.money(),
            Role::Profit | Role::Discount | Role::Refunded | Role::Value => {
                self.money().max(0.9 * self.number())
            }
            Role::Quantity => {
                self.number() * (0.5 + 0.5 * self.whole) * if self.length <= 5 { 1.0 } else { 0.4 }
            }
            Role::Frequency | Role::Recency | Role::Age | Role::Impressions => self.number(),
            Role::Sent | Role::Opened | Role::Clicked | Role::Responded | Role::Control => self
                .yes_no
                .max(self.dates)
                .max(if role == Role::Control { 0.4 * self.label() } else { self.number() }),
            Role::Score | Role::Nps | Role::Csat | Role::Expectation | Role::Delivery => self.scale(role),
            Role::Currency => self.label() * if self.length <= 4 { 1.0 } else { 0.1 },
            Role::Country | Role::Channel | Role::Category | Role::EventName | Role::Campaign => self.label(),
            Role::Status => self.label() * if self.states > 0.3 { 1.0 } else { 0.25 },
            Role::Coupon => self.text() * 0.9,
            Role::Product | Role::Page => self.text() * if self.distinct > 0.0 { 1.0 } else { 0.0 },
            Role::Reason => self.text(),
            Role::Attribute => self.label(),
            Role::Ignored => 0.0,
        }
    }

    fn is_decimal(&self) -> bool {
        self.numbers > 0.8 && self.whole < 0.97
    }

    fn identifier(&self, customer: bool) -> f64 {
        if self.emails > 0.5 {
            return if customer { 0.8 + 0.2 * self.emails } else { 0.05 };
        }
        if self.is_decimal() || self.currency > 0.2 {
            return 0.08;
        }
        if self.dates > 0.8 && self.numbers < 0.8 {
            return 0.08;
        }
        if self.n_distinct == 1 && self.n > 20 || self.length > 60 || self.negative > 0.01 {
            return 0.2;
        }
        if self.n >= 100 && self.n_distinct <= 12 { 0.25 } else { 0.9 }
    }

    fn number(&self) -> f64 {
        if self.leading_zero > 0.05 { 0.3 * self.numbers } else { self.numbers * self.numbers }
    }

    /// A number; decimals or a currency make it look like money, a long whole number like an identifier.
    fn money(&self) -> f64 {
        let as_money = if self.is_decimal() || self.currency > 0.2 {
            1.0
        } else if self.length >= 8 {
            0.35
        } else {
            0.75
        };
        // A date without separators can be read as a number too.
        let not_date = if self.dates > 0.8 && self.currency < 0.2 && !self.is_decimal() { 0.4 } else { 1.0 };
        self.number() * as_money * not_date
    }

    /// Text that repeats itself.
    fn label(&self) -> f64 {
        let repeats = match (self.n, self.n_distinct) {
            (0..=20, _) => 0.85,
            (_, 0..=40) => 1.0,
            _ => (1.25 - self.distinct).clamp(0.1, 1.0),
        };
        self.text() * repeats * if self.length > 60 { 0.3 } else { 1.0 }
    }

    fn text(&self) -> f64 {
        let number = if self.numbers > 0.9 { 0.35 } else { 1.0 };
        let date = if self.dates > 0.8 && self.numbers < 0.8 { 0.1 } else { 1.0 };
        let email = if self.emails > 0.5 { 0.1 } else { 1.0 };
        let decimal = if self.is_decimal() || self.currency > 0.2 { 0.2 } else { 1.0 };
        number * date * email * decimal
    }

    fn scale(&self, role: Role) -> f64 {
        let small = if self.n_distinct <= 101 { 1.0 } else { 0.3 };
        let numbers = self.to_ten * if self.dates > 0.8 && self.numbers < 0.8 { 0.1 } else { 1.0 };
        match role {
            Role::Nps => numbers * small,
            Role::Csat => self.satisfied.max(numbers).max(0.8 * self.number()) * small,
            _ => numbers.max(0.8 * self.number()).max(0.9 * self.satisfied) * small,
        }
    }

    /// What the values look like, in words.
    pub(super) fn words(&self, role: Role) -> Message {
        let n = self.n;
        let cells = |share: f64| (share * n as f64).round() as usize;
        match role {
            _ if n == 0 => message!("no cell is filled"),
            Role::Customer | Role::CustomerAlias if self.emails > 0.5 => {
                message!("{} of {} cells look like e-mail addresses", cells(self.emails), n)
            }
            Role::Customer | Role::CustomerAlias | Role::OrderId | Role::Session | Role::ReferredBy => {
                self.distinct()
            }
            Role::Date | Role::StartDate | Role::EndDate => {
                message!("{} of {} cells can be read as dates", cells(self.dates), n)
            }
            Role::Nps | Role::Score | Role::Expectation | Role::Delivery if self.to_ten > 0.5 => {
                message!("{} of {} cells start with a number from 0 to 10", cells(self.to_ten), n)
            }
            Role::Csat if self.satisfied > 0.5 => {
                message!("{} of {} cells say how satisfied somebody is", cells(self.satisfied), n)
            }
            _ if self.currency > 0.2 => message!("{} of {} cells carry a currency", cells(self.currency), n),
            _ if self.numbers > 0.5 && role.reading() == crate::table::Reading::Number => {
                message!("{} of {} cells are numbers", cells(self.numbers), n)
            }
            _ => self.distinct(),
        }
    }

    fn distinct(&self) -> Message {
        message!("{} distinct {|value|values} in {} {|cell|cells}", self.n_distinct, self.n)
    }
}

fn is_to_ten(cell: &str) -> bool {
    let digits: String = cell.chars().take_while(char::is_ascii_digit).collect();
    let rest = &cell[digits.len()..];
    let ends =
        rest.chars().next().is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '/' | '-' | ':' | '@'));
    digits.parse::<u32>().is_ok_and(|n| n <= 10) && ends
}

fn is_yes_no(cell: &str) -> bool {
    cell.len() <= 10 && {
        let cell = letters::in_small(cell);
        YES_NO.split(' ').any(|word| word == cell)
    }
}

fn is_satisfaction(cell: &str) -> bool {
    if cell.contains('@') {
        return false;
    }
    let cell = letters::in_small(cell);
    ["satisf", "neither", "neutral", "zufrieden", "insatisf", "soddisf", "tevreden", "nojd", "nöjd"]
        .iter()
        .any(|word| cell.contains(word))
}
