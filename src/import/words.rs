//! What was found and what must be asked, in words.

use super::loaded::Loaded;
use super::review::Choice;
use crate::csv::{ColumnReport, DateOrder, Decided, DecimalMark, NumberReport, Proof, TimeReport};
use crate::message::{Arg, Message, Word, message, word};
use crate::roles::Role;

/// The name of a file for a message.
pub(super) fn file(name: &str) -> &str {
    if name.is_empty() { "The file" } else { name }
}

/// The name of a column for a message: its header, or its position from 1.
pub(super) fn column(header: &str, position: usize) -> Arg {
    match header {
        "" => message!("column {}", position + 1).into(),
        _ => Arg::name(header),
    }
}

/// How a column was understood, where there was something to decide.
pub(super) fn decision(header: &str, report: &ColumnReport) -> Option<Message> {
    match report {
        // What is asked is not decided.
        _ if choice(header, 0, report).is_some() => None,
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

fn time_decision(header: &str, time: &TimeReport) -> Option<Message> {
    let (sentence, proof) = match time.order {
        DateOrder::DayMonthYear => (word!("Dates in {} are read day first: {}."), time.day_first),
        DateOrder::MonthDayYear => (word!("Dates in {} are read month first: {}."), time.month_first),
        DateOrder::YearMonthDay => (word!("Dates in {} are read year first: {}."), time.year_first),
    };
    Some(Message::new(sentence, vec![Arg::name(header), why(time.decided, proof)?]))
}

fn number_decision(header: &str, number: &NumberReport) -> Option<Message> {
    let (sentence, proof) = match number.mark {
        DecimalMark::Dot => (word!("Numbers in {} are read with a dot before decimals: {}."), number.dot),
        DecimalMark::Comma => {
            (word!("Numbers in {} are read with a comma before decimals: {}."), number.comma)
        }
    };
    Some(Message::new(sentence, vec![Arg::name(header), why(number.decided, proof)?]))
}

/// After a colon.
fn why(decided: Decided, proof: Proof) -> Option<Arg> {
    let why = match decided {
        Decided::NotNeeded => return None,
        Decided::User => message!("you said so"),
        Decided::Rows => message!(
            "{0|line {1} can only be read so|{0} rows can only be read so, the first on line {1}}",
            proof.rows as usize,
            proof.first_line as usize
        ),
        Decided::Dots => message!("dots between the numbers say so"),
        Decided::OtherColumn => message!("another column of the file says so"),
        Decided::Default => message!("no row tells, so please check"),
    };
    Some(why.into())
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
                text: message!(
                    "Does the day or the month stand first in {}? Both fit all {} dates: 03/05 is 3 May or March 5.",
                    name,
                    time.ordered as usize
                ),
            })
        }
        ColumnReport::Number(number) if number.ambiguous && number.decided == Decided::Default => {
            Some(Choice::DecimalMark {
                column: position,
                text: message!(
                    "Is 1,234 in {} more than a thousand, or a little more than one? Both fit all {} such numbers.",
                    name,
                    number.undecided as usize
                ),
            })
        }
        _ => None,
    }
}

/// What a role is called in a question.
pub(super) fn role(role: Role) -> Word {
    match role {
        Role::Customer => word!("the customer"),
        Role::Date => word!("the date"),
        Role::Amount => word!("the amount"),
        Role::Quantity => word!("the quantity"),
        Role::UnitPrice => word!("the price of one piece"),
        Role::EventName => word!("what happened"),
        Role::Campaign => word!("the campaign"),
        Role::Nps => word!("the recommendation from 0 to 10"),
        Role::Csat => word!("the satisfaction"),
        Role::Score => word!("the score"),
        Role::Delivery => word!("what was received"),
        Role::Expectation => word!("what was expected"),
        Role::Frequency => word!("the number of repeat purchases"),
        Role::Recency => word!("the time from first to last purchase"),
        Role::Age => word!("the time since the first purchase"),
        Role::Impressions => word!("how often it was shown"),
        Role::Sent => word!("how many were sent"),
        Role::Clicked => word!("how many clicked"),
        Role::Responded => word!("how many responded"),
        Role::Cost => word!("the cost"),
        _ => word!("this"),
    }
}
