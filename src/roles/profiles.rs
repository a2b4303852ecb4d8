//! Known exports: the headers by which each is recognised and what they mean. Data.

use super::Rules;
use super::header::Header;
use super::kinds::Kind;
use super::role::Role;

/// One export of one system.
pub(super) struct Profile {
    /// As the user knows it.
    pub(super) name: &'static str,
    pub(super) kind: Kind,
    /// Headers that must all be there, separated by commas, lower case and without signs.
    pub(super) fingerprint: &'static str,
    /// What its columns mean; others are ignored.
    pub(super) roles: &'static [(&'static str, Role)],
    pub(super) rules: Rules,
}

const PLAIN: Rules = Rules { guests: false };

/// To add an export, add an entry and a test file.
const PROFILES: &[Profile] = &[
    Profile {
        name: "a Shopify orders export",
        kind: Kind::Orders,
        fingerprint: "name, email, financial status, created at, lineitem name, lineitem quantity, total",
        roles: &[
            ("name", Role::OrderId),
            ("email", Role::Customer),
            ("financial status", Role::Status),
            ("created at", Role::Date),
            ("total", Role::Amount),
            ("currency", Role::Currency),
            ("refunded amount", Role::Refunded),
            ("discount code", Role::Coupon),
            ("discount amount", Role::Discount),
            ("lineitem name", Role::Product),
            ("lineitem quantity", Role::Quantity),
            ("lineitem price", Role::UnitPrice),
            ("shipping country", Role::Country),
            ("source", Role::Channel),
        ],
        rules: Rules { guests: true },
    },
    Profile {
        name: "the Olist customers table",
        kind: Kind::Customers,
        fingerprint: "customer id, customer unique id, customer zip code prefix, customer state",
        roles: &[
            ("customer unique id", Role::Customer),
            ("customer id", Role::CustomerAlias),
            ("customer state", Role::Attribute),
        ],
        rules: PLAIN,
    },
    Profile {
        name: "the Olist orders table",
        kind: Kind::Orders,
        fingerprint: "order id, customer id, order status, order purchase timestamp, order estimated delivery date",
        roles: &[
            ("order id", Role::OrderId),
            ("customer id", Role::Customer),
            ("order status", Role::Status),
            ("order purchase timestamp", Role::Date),
        ],
        rules: PLAIN,
    },
    Profile {
        name: "the Olist order items table",
        kind: Kind::Orders,
        fingerprint: "order id, order item id, product id, seller id, price, freight value",
        roles: &[("order id", Role::OrderId), ("product id", Role::Product), ("price", Role::Amount)],
        rules: PLAIN,
    },
    Profile {
        name: "the Olist reviews table",
        kind: Kind::Survey,
        fingerprint: "review id, order id, review score, review creation date",
        roles: &[
            ("order id", Role::OrderId),
            ("review score", Role::Score),
            ("review comment message", Role::Reason),
            ("review creation date", Role::Date),
        ],
        rules: PLAIN,
    },
];

impl Profile {
    pub(super) fn role(&self, header: &Header) -> Role {
        self.roles.iter().find(|(name, _)| header.is(name)).map_or(Role::Ignored, |&(_, role)| role)
    }
}

/// The first export whose fingerprint the headers hold.
pub(super) fn find(headers: &[Header]) -> Option<&'static Profile> {
    PROFILES.iter().find(|profile| {
        profile.fingerprint.split(',').all(|name| headers.iter().any(|header| header.is(name.trim())))
    })
}
