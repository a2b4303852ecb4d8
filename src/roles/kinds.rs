//! The kinds of file: what a row is, what it must have and what it may have.

use super::role::Role;
use crate::message::{Word, word};
use crate::sort::Sort as _;

/// What a row of a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// An order or an order line.
    Orders,
    /// Something that a customer did.
    Events,
    /// A customer.
    Customers,
    /// A contact with a customer, or a campaign with its totals.
    Campaigns,
    /// An answer.
    Survey,
    /// A customer with the counts that a value model needs: frequency, recency, age.
    Summary,
}

/// What a kind needs and takes. A row must have one role group of each list in `must`.
pub(super) struct Spec {
    pub(super) kind: Kind,
    pub(super) word: &'static str,
    /// Each entry is a choice of role sets; one set must be there in full.
    pub(super) must: &'static [&'static [&'static [Role]]],
    pub(super) may: &'static [Role],
    /// Parts of a file name that hint at the kind.
    pub(super) file_words: &'static str,
}

use Role::{
    AcquisitionCost, Age, Amount, Campaign, Category, Channel, Clicked, Control, Cost, Country, Coupon, Csat,
    Currency, Customer, CustomerAlias, Date, Delivery, Discount, EndDate, EventName, Expectation, Fee,
    Frequency, Impressions, MeanSpend, Nps, Opened, OrderId, Page, Product, Profit, Quantity, Reason,
    Recency, ReferredBy, Refunded, Responded, Score, Sent, Session, StartDate, Status, UnitPrice, Value,
    Wallet,
};

/// The kinds, the most usual first: of two that fit alike the first is taken.
pub(super) const SPECS: &[Spec] = &[
    Spec {
        kind: Kind::Orders,
        word: "orders",
        must: &[&[&[Customer]], &[&[Date]], &[&[Amount], &[Quantity, UnitPrice]]],
        may: &[
            CustomerAlias,
            OrderId,
            Product,
            Category,
            Channel,
            Country,
            Discount,
            Cost,
            Profit,
            Currency,
            Status,
            Coupon,
            Quantity,
            UnitPrice,
            Refunded,
        ],
        file_words: "order,sale,transaction,purchase,invoice,bestell,umsatz,commande,vente,pedido,venta,vendas,ordin,vendit,verkoop,forsalj",
    },
    Spec {
        kind: Kind::Events,
        word: "events",
        must: &[&[&[Customer]], &[&[Date]], &[&[EventName]]],
        may: &[CustomerAlias, Session, Channel, Page, Product, Value, Category, Country, Campaign],
        file_words: "event,log,click,track,activit,ereignis",
    },
    Spec {
        kind: Kind::Survey,
        word: "survey",
        must: &[&[&[Nps], &[Csat], &[Score], &[Delivery, Expectation]]],
        may: &[
            CustomerAlias,
            Customer,
            Date,
            Expectation,
            Delivery,
            Score,
            Nps,
            Csat,
            Reason,
            OrderId,
            Channel,
            Product,
            Country,
        ],
        file_words: "survey,nps,csat,feedback,review,umfrage,befragung,enquete,sondage,encuesta,pesquisa,sondaggio,enquete,enkat",
    },
    Spec {
        kind: Kind::Campaigns,
        word: "campaigns",
        must: &[&[&[Campaign]], &[&[Customer], &[Impressions], &[Sent], &[Clicked], &[Responded], &[Cost]]],
        may: &[
            CustomerAlias,
            Date,
            Sent,
            Opened,
            Clicked,
            Responded,
            Cost,
            Control,
            Impressions,
            Value,
            Channel,
            Currency,
            Customer,
        ],
        file_words: "campaign,kampagne,campagne,campana,campanha,campagna,kampanj,mailing,newsletter,ads",
    },
    Spec {
        kind: Kind::Summary,
        word: "summary",
        must: &[&[&[Frequency]], &[&[Recency]], &[&[Age]]],
        may: &[Customer, MeanSpend],
        file_words: "summary,rfm,bgnbd,cbs",
    },
    Spec {
        kind: Kind::Customers,
        word: "customers",
        must: &[&[&[Customer]]],
        may: &[
            CustomerAlias,
            Channel,
            Country,
            AcquisitionCost,
            StartDate,
            EndDate,
            Reason,
            ReferredBy,
            Wallet,
            Fee,
        ],
        file_words: "customer,client,contact,member,user,audience,kunden,cliente,klant,kund",
    },
];

impl Kind {
    /// Every kind.
    pub fn all() -> impl Iterator<Item = Self> {
        SPECS.iter().map(|spec| spec.kind)
    }

    /// One word for programs: `orders`, `events`, `customers`, `campaigns`, `survey`, `summary`.
    pub fn word(self) -> &'static str {
        self.spec().map_or("orders", |spec| spec.word)
    }

    /// What the rows are, as the reader calls them.
    pub fn name(self) -> Word {
        match self {
            Self::Orders => word!("orders"),
            Self::Events => word!("events"),
            Self::Customers => word!("customers"),
            Self::Campaigns => word!("campaigns"),
            Self::Survey => word!("answers of a survey"),
            Self::Summary => word!("customers with counts"),
        }
    }

    /// The kind of a word.
    pub fn of_word(word: &str) -> Option<Self> {
        SPECS.iter().find(|spec| spec.word == word).map(|spec| spec.kind)
    }

    /// The roles that a column of such a file can have, attributes and ignored columns included.
    pub fn roles(self) -> Vec<Role> {
        let Some(spec) = self.spec() else { return Vec::new() };
        let mut roles: Vec<Role> =
            spec.must.iter().flat_map(|choice| choice.iter()).flat_map(|set| set.iter()).copied().collect();
        roles.extend(spec.may);
        roles.extend([Role::Attribute, Role::Ignored]);
        roles.order();
        roles.dedup();
        roles
    }

    pub(super) fn spec(self) -> Option<&'static Spec> {
        SPECS.iter().find(|spec| spec.kind == self)
    }
}
