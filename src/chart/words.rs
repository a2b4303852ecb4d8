//! The words in the pictures. Names of steps and groups come with the results; these are the rest.

use crate::message::{Word, word};
use crate::metrics::ladder::RungName;

/// Customers, as a heading.
pub const CUSTOMERS: Word = word!("Customers");

/// Money, as a heading.
pub const MONEY: Word = word!("Money");

/// Amount less cost, as a heading.
pub const PROFIT: Word = word!("Profit");

/// Purchases.
pub const ORDERS: Word = word!("Orders");

/// Who buys for the first time.
pub const NEW_CUSTOMERS: Word = word!("New customers");

/// Who has bought before.
pub const RETURNING_CUSTOMERS: Word = word!("Returning customers");

/// The title of a scale.
pub const SHARE_OF_CUSTOMERS: Word = word!("Share of customers");

/// The title of a scale.
pub const SHARE_OF_MONEY: Word = word!("Share of money");

/// Came into a group further up the list.
pub const MOVED_UP: Word = word!("Moved up");

/// Came into a group further down the list.
pub const MOVED_DOWN: Word = word!("Moved down");

/// Is in the same group.
pub const STAYED: Word = word!("Stayed");

/// The average in which each customer counts alike.
pub const TOGETHER: Word = word!("All together");

/// The average in which each cohort counts alike.
pub const ALIKE: Word = word!("Each cohort alike");

/// Activities after the first.
pub const TIMES: Word = word!("Times");

/// Silent no longer than usual.
pub const IN_TIME: Word = word!("In their usual time");

/// Silent for much longer than usual.
pub const OVERDUE: Word = word!("Overdue");

/// The title of a survival curve.
pub const STILL_THERE: Word = word!("Share still there after so many days");

/// The title of a scale.
pub const RETENTION_RATE: Word = word!("Retention rate");

/// From Monday, short.
pub const WEEKDAYS: [Word; 7] =
    [word!("Mon"), word!("Tue"), word!("Wed"), word!("Thu"), word!("Fri"), word!("Sat"), word!("Sun")];

/// Value so far, as a heading.
pub const SO_FAR: Word = word!("Paid so far");

/// Value expected in the horizon, as a heading.
pub const EXPECTED: Word = word!("Expected");

/// What happened, beside what was foreseen.
pub const CAME: Word = word!("Came");

/// What a model had said before.
pub const FORESEEN: Word = word!("Foreseen");

/// The title of a scale.
pub const SHARE_RANKED_FIRST: Word = word!("Share of customers, those ranked first from the left");

/// The title of a scale.
pub const DID_NOT_BUY: Word = word!("Share who did not buy");

/// The title of a scale.
pub const FORESEEN_NOT_TO_BUY: Word = word!("Probability foreseen not to buy");

/// How far a model lies behind the best by Akaike's criterion.
pub const AIC_OVER_LEAST: Word = word!("AIC over the least");

/// How far a parameter is open.
pub const ERROR_OVER_ESTIMATE: Word = word!("Standard error over estimate");

/// A customer who has not left.
pub const STILL_BUYING: Word = word!("Still buying");

/// The same if there were a purchase today.
pub const AFTER_PURCHASE: Word = word!("After a purchase today");

/// The title of a scale.
pub const PROBABILITY: Word = word!("Probability");

/// The title of a scale.
pub const REPEAT_PURCHASES: Word = word!("Repeat purchases");

/// Beside a step that may be missing.
pub const OPTIONAL: Word = word!("optional");

/// The rule by which the funnel is counted, as a line to compare with.
pub const THIS_RULE: Word = word!("this funnel");

/// The title of a scale: shares of those who entered.
pub const CONVERSION_WITHIN: Word = word!("Share of those who entered, by the time allowed");

/// The title of a scale.
pub const CONVERSION: Word = word!("Conversion");

/// A group without a value.
pub const BLANK: Word = word!("(blank)");

/// The share of all groups, as a line to compare with.
pub const ALL_TOGETHER: Word = word!("all together");

/// Stands for no further event.
pub const NOTHING_MORE: Word = word!("Nothing more");

/// Orders of those who came to a step, as a heading.
pub const CAME_HERE: Word = word!("Orders of those who came so far");

/// Orders of those whose way ended at a step, as a heading.
pub const STOPPED_HERE: Word = word!("Orders of those who came no further");

/// Amounts of the events that took a step, as a heading.
pub const AMOUNT_OF_EVENTS: Word = word!("Amount of the events");

/// What contacts cost with those whose way ended at a step, as a heading.
pub const SPENT_ON_STOPPED: Word = word!("Spent on those who came no further");

/// A line in time.
pub const WINDOW_ENDS: Word = word!("time is up");

/// A rung as people call it.
pub fn rung(name: RungName) -> Word {
    match name {
        RungName::Aware => word!("Aware"),
        RungName::Trial => word!("Trial"),
        RungName::Purchase => word!("Purchase"),
        RungName::MultiplePurchase => word!("Multiple purchase"),
        RungName::Loyalty => word!("Loyalty"),
    }
}
