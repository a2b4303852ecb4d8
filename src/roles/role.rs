//! What a column can be.

use crate::table::Reading;

/// The meaning of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Role {
    /// Who: the identifier on which files are joined.
    Customer,
    /// Another identifier of the same customer, used by other files of the set.
    CustomerAlias,
    /// Which order: lines with the same one belong together.
    OrderId,
    /// When.
    Date,
    /// How much was paid for the row.
    Amount,
    /// How many pieces.
    Quantity,
    /// Price of one piece.
    UnitPrice,
    /// What was bought.
    Product,
    /// The group of goods that it belongs to.
    Category,
    /// The way by which the customer came or bought.
    Channel,
    /// The country of the customer or the delivery.
    Country,
    /// Reduction of the price.
    Discount,
    /// What the goods, the contact or the campaign cost.
    Cost,
    /// What is left of the amount after cost.
    Profit,
    /// Code or symbol of the currency.
    Currency,
    /// State of the order or its payment.
    Status,
    /// Code of a voucher.
    Coupon,
    /// Money given back for the order, as a total without a date.
    Refunded,
    /// What happened.
    EventName,
    /// A visit that holds events together.
    Session,
    /// Page or screen of an event.
    Page,
    /// Money or weight of an event or campaign.
    Value,
    /// Name of a campaign.
    Campaign,
    /// How often it was shown.
    Impressions,
    /// Was it sent, or how often.
    Sent,
    /// Was it opened, or how often.
    Opened,
    /// Was it clicked, or how often.
    Clicked,
    /// Did the customer respond or convert, or how often.
    Responded,
    /// Was the customer held back as a control.
    Control,
    /// An answer on some scale.
    Score,
    /// Would you recommend us, 0 to 10.
    Nps,
    /// How satisfied are you.
    Csat,
    /// What was expected.
    Expectation,
    /// What was received: the perception.
    Delivery,
    /// Why: free text of an answer, or the reason for leaving.
    Reason,
    /// First day of a contract or membership.
    StartDate,
    /// Last day of it.
    EndDate,
    /// What it costs a month.
    Fee,
    /// What it cost to win the customer.
    AcquisitionCost,
    /// The customer who brought this one.
    ReferredBy,
    /// Estimated spend of the customer with everybody.
    Wallet,
    /// Repeat purchases, in a customer summary.
    Frequency,
    /// Time from first to last purchase, in a customer summary.
    Recency,
    /// Time from first purchase to the end of observation, in a customer summary.
    Age,
    /// Mean spend of a repeat purchase, in a customer summary.
    MeanSpend,
    /// A property with few values, to compare groups by.
    #[default]
    Attribute,
    /// Not used.
    Ignored,
}

/// The word of each role, in the order of the enumeration.
const WORDS: [(Role, &str); 47] = [
    (Role::Customer, "customer"),
    (Role::CustomerAlias, "customer_alias"),
    (Role::OrderId, "order_id"),
    (Role::Date, "date"),
    (Role::Amount, "amount"),
    (Role::Quantity, "quantity"),
    (Role::UnitPrice, "unit_price"),
    (Role::Product, "product"),
    (Role::Category, "category"),
    (Role::Channel, "channel"),
    (Role::Country, "country"),
    (Role::Discount, "discount"),
    (Role::Cost, "cost"),
    (Role::Profit, "profit"),
    (Role::Currency, "currency"),
    (Role::Status, "status"),
    (Role::Coupon, "coupon"),
    (Role::Refunded, "refunded"),
    (Role::EventName, "event"),
    (Role::Session, "session"),
    (Role::Page, "page"),
    (Role::Value, "value"),
    (Role::Campaign, "campaign"),
    (Role::Impressions, "impressions"),
    (Role::Sent, "sent"),
    (Role::Opened, "opened"),
    (Role::Clicked, "clicked"),
    (Role::Responded, "responded"),
    (Role::Control, "control"),
    (Role::Score, "score"),
    (Role::Nps, "nps"),
    (Role::Csat, "csat"),
    (Role::Expectation, "expectation"),
    (Role::Delivery, "delivery"),
    (Role::Reason, "reason"),
    (Role::StartDate, "start_date"),
    (Role::EndDate, "end_date"),
    (Role::Fee, "fee"),
    (Role::AcquisitionCost, "acquisition_cost"),
    (Role::ReferredBy, "referred_by"),
    (Role::Wallet, "wallet"),
    (Role::Frequency, "frequency"),
    (Role::Recency, "recency"),
    (Role::Age, "age"),
    (Role::MeanSpend, "mean_spend"),
    (Role::Attribute, "attribute"),
    (Role::Ignored, "ignored"),
];

impl Role {
    /// Every role.
    pub fn all() -> impl Iterator<Item = Self> {
        WORDS.iter().map(|&(role, _)| role)
    }

    /// One word for programs: `customer`, `order_id`, `unit_price`.
    pub fn word(self) -> &'static str {
        WORDS.iter().find(|&&(role, _)| role == self).map_or("ignored", |&(_, word)| word)
    }

    /// The role of a word.
    pub fn of_word(word: &str) -> Option<Self> {
        WORDS.iter().find(|&&(_, other)| other == word).map(|&(role, _)| role)
    }

    /// May several columns of a file have it?
    pub fn is_shared(self) -> bool {
        matches!(self, Self::Attribute | Self::Ignored)
    }

    /// How a column with this role is read. Discounts and refund totals are shown in the review and not read: no
    /// answer uses them. Scores are text because surveys write `10 - Extremely likely`; flags because files write
    /// `yes`, `1` or the date on which it happened.
    pub fn reading(self) -> Reading {
        match self {
            Self::Ignored | Self::Discount | Self::Refunded => Reading::Skip,
            Self::Customer | Self::CustomerAlias | Self::ReferredBy => Reading::Id,
            Self::OrderId | Self::Session => Reading::Key,
            Self::Date | Self::StartDate | Self::EndDate => Reading::Time,
            Self::Amount
            | Self::Quantity
            | Self::UnitPrice
            | Self::Cost
            | Self::Profit
            | Self::Value
            | Self::Impressions
            | Self::Fee
            | Self::AcquisitionCost
            | Self::Wallet
            | Self::Frequency
            | Self::Recency
            | Self::Age
            | Self::MeanSpend => Reading::Number,
            _ => Reading::Text,
        }
    }
}
