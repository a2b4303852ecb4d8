//! The words in the pictures. Names of steps and groups come with the results; these are the rest.

use crate::metrics::ladder::RungName;

/// Customers, as a heading.
pub const CUSTOMERS: &str = "Customers";

/// Money, as a heading.
pub const MONEY: &str = "Money";

/// Amount less cost, as a heading.
pub const PROFIT: &str = "Profit";

/// Purchases.
pub const ORDERS: &str = "Orders";

/// Who buys for the first time.
pub const NEW_CUSTOMERS: &str = "New customers";

/// Who has bought before.
pub const RETURNING_CUSTOMERS: &str = "Returning customers";

/// The title of a scale.
pub const SHARE_OF_CUSTOMERS: &str = "Share of customers";

/// The title of a scale.
pub const SHARE_OF_MONEY: &str = "Share of money";

/// Came into a group further up the list.
pub const MOVED_UP: &str = "Moved up";

/// Came into a group further down the list.
pub const MOVED_DOWN: &str = "Moved down";

/// Is in the same group.
pub const STAYED: &str = "Stayed";

/// After the highest value of a scale of shades, where some are above it.
pub const OR_MORE: &str = "or more";

/// The title of a survival curve.
pub const STILL_THERE: &str = "Share still there after so many days";

/// The title of a scale.
pub const RETENTION_RATE: &str = "Retention rate";

/// From Monday, short.
pub const WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/// After a count.
pub const OF_CUSTOMERS: &str = "customers";

/// Marks the point up to which customers bring half.
pub const HALF: &str = "Half of the money";

/// Value so far, as a heading.
pub const SO_FAR: &str = "Paid so far";

/// Value expected in the horizon, as a heading.
pub const EXPECTED: &str = "Expected";

/// After a share: went from one step to the next.
pub const WENT_ON: &str = "went on";

/// After a count: did not go on.
pub const STOPPED: &str = "stopped";

/// Before a span of time.
pub const MEDIAN: &str = "median";

/// Between the ends of a range.
pub const TO: &str = "to";

/// A rung as people call it.
pub fn rung(name: RungName) -> &'static str {
    match name {
        RungName::Aware => "Aware",
        RungName::Trial => "Trial",
        RungName::Purchase => "Purchase",
        RungName::MultiplePurchase => "Multiple purchase",
        RungName::Loyalty => "Loyalty",
    }
}
