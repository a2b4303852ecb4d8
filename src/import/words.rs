//! What was found and what must be asked, in words.

use super::loaded::Loaded;
use super::review::Choice;
use crate::csv::{ColumnReport, DateOrder, Decided, DecimalMark, NumberReport, Proof, TimeReport};
use crate::roles::Role;

/// The name of a file for a message.
pub(super) fn file(name: &str) -> &str {
    if name.is_empty() { "The file" } else { name }
}

/// The name of a column for a message: its header, or its position from 1.
pub(super) fn column(header: &str, position: usize) -> String {
    if header.is_empty() { format!("column {}", position + 1) } else { format!("`{header}`") }
}

/// How a column was understood, where there was something to decide.
pub(super) fn decision(header: &str, report: &ColumnReport) -> Option<String> {
    match report {
        ColumnReport::Plain => None,
        ColumnReport::Time(time) => time_decision(header, time),
        ColumnReport::Number(number) => number_decision(header, number),
    }
}

/// Did no row decide?
pub(super) fn is_open(report: &ColumnReport) -> bool {
    match report {
        ColumnReport::Plain => false,
        ColumnReport::Time(time) => time.decided == Decided::Default,
        ColumnReport::Number(number) => number.decided == Decided::Default,
    }
}

fn time_decision(header: &str, time: &TimeReport) -> Option<String> {
    let (order, proof) = match time.order {
        DateOrder::DayMonthYear => ("day first", time.day_first),
        DateOrder::MonthDayYear => ("month first", time.month_first),
        DateOrder::YearMonthDay => ("year first", time.year_first),
    };
    let why = why(time.decided, proof, "dots between the numbers say so")?;
    Some(format!("Dates in `{header}` are read {order}: {why}."))
}

fn number_decision(header: &str, number: &NumberReport) -> Option<String> {
    let (mark, proof) = match number.mark {
        DecimalMark::Dot => ("a dot", number.dot),
        DecimalMark::Comma => ("a comma", number.comma),
    };
    let why = why(number.decided, proof, "")?;
    Some(format!("Numbers in `{header}` are read with {mark} before decimals: {why}."))
}

fn why(decided: Decided, proof: Proof, dots: &str) -> Option<String> {
    match decided {
        Decided::NotNeeded => None,
        Decided::User => Some("you said so".to_owned()),
        Decided::Rows if proof.rows == 1 => Some(format!("line {} can only be read so", proof.first_line)),
        Decided::Rows => {
            Some(format!("{} rows can only be read so, the first on line {}", proof.rows, proof.first_line))
        }
        Decided::Dots => Some(dots.to_owned()),
        Decided::OtherColumn => Some("another column of the file says so".to_owned()),
        Decided::Default => Some("no row tells, so please check".to_owned()),
    }
}

/// What must be asked of a column that was read as a whole.
pub(super) fn question(file: &Loaded, position: usize, report: &ColumnReport) -> Option<Choice> {
    let header = file.mapping.headers.get(position).map_or("", String::as_str);
    choice(header, position, report)
}

/// The same, from a header and a report.
pub(super) fn choice(header: &str, position: usize, report: &ColumnReport) -> Option<Choice> {
    let name = column(header, position);
    match report {
        ColumnReport::Time(time) if time.ambiguous && time.decided == Decided::Default => {
            Some(Choice::DateOrder {
                column: position,
                text: format!(
                    "Does the day or the month stand first in {name}? Both fit all {} dates: 03/05 is 3 May or March 5.",
                    time.ordered
                ),
            })
        }
        ColumnReport::Number(number) if number.ambiguous && number.decided == Decided::Default => {
            Some(Choice::DecimalMark {
                column: position,
                text: format!(
                    "Is 1,234 in {name} more than a thousand, or a little more than one? Both fit all {} such numbers.",
                    number.undecided
                ),
            })
        }
        _ => None,
    }
}

/// What a role is called in a question.
pub(super) fn role(role: Role) -> &'static str {
    match role {
        Role::Customer => "the customer",
        Role::Date => "the date",
        Role::Amount => "the amount",
        Role::Quantity => "the quantity",
        Role::UnitPrice => "the price of one piece",
        Role::EventName => "what happened",
        Role::Campaign => "the campaign",
        Role::Nps => "the recommendation from 0 to 10",
        Role::Csat => "the satisfaction",
        Role::Score => "the score",
        Role::Delivery => "what was received",
        Role::Expectation => "what was expected",
        Role::Frequency => "the number of repeat purchases",
        Role::Recency => "the time from first to last purchase",
        Role::Age => "the time since the first purchase",
        Role::Impressions => "how often it was shown",
        Role::Sent => "how many were sent",
        Role::Clicked => "how many clicked",
        Role::Responded => "how many responded",
        Role::Cost => "the cost",
        _ => "this",
    }
}
