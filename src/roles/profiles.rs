//! Known exports: the headers by which each is recognised and what they mean. Data.

use super::Rules;
use super::header::Header;
use super::kinds::Kind;
use super::role::Role;
use crate::message::{Word, word};

/// One export of one system. In its lists a name is lower case and without signs; a star ends the start of a name.
pub(super) struct Profile {
    /// As the user knows it.
    pub(super) name: Word,
    pub(super) kind: Kind,
    /// Headers that must all be there, separated by commas; of several between bars one is enough.
    needs: &'static str,
    /// What its columns mean: `role=header|header;` and so on. The first of these headers that stands over values has
    /// the role; a second customer is an alias. Columns that are not named are ignored.
    roles: &'static str,
    pub(super) rules: Rules,
    /// What the user should know of such a file.
    pub(super) note: Option<Word>,
    /// Why nothing can be made of it, and what to do; empty for all others.
    pub(super) refusal: Option<Word>,
}

const PLAIN: Profile = Profile {
    name: word!(""),
    kind: Kind::Orders,
    needs: "",
    roles: "",
    rules: Rules { guests: false, won_only: false },
    note: None,
    refusal: None,
};

/// To add an export, add an entry, and a file with its headers to tests/data/exports.
const PROFILES: &[Profile] = &[
    Profile {
        name: word!("a Shopify orders export"),
        needs: "name, email, financial status, created at, lineitem name, lineitem quantity, total",
        roles: "order_id=name;customer=email;status=financial status;date=created at;amount=total;currency=currency;\
                refunded=refunded amount;coupon=discount code;discount=discount amount;product=lineitem name;\
                quantity=lineitem quantity;unit_price=lineitem price;country=shipping country;channel=source",
        rules: Rules { guests: true, won_only: false },
        ..PLAIN
    },
    Profile {
        name: word!("a Shopify customers export"),
        kind: Kind::Customers,
        needs: "first name, last name, email, accepts email marketing, total spent, total orders",
        roles: "customer=email|customer id;country=default address country code|country code|country;\
                attribute=accepts email marketing|accepts sms marketing|tax exempt",
        ..PLAIN
    },
    Profile {
        name: word!("a WooCommerce orders report"),
        needs: "date, order, status, customer, customer type, products, items sold, net sales|n revenue",
        roles: "order_id=order;customer=customer;status=status;date=date;amount=n revenue|net sales;coupon=coupons;\
                channel=attribution|origin;attribute=customer type",
        note: Some(word!(
            "The report names customers by name alone: two of one name count as one. Refunds stand on lines of their \
               own and are taken off their orders."
        )),
        ..PLAIN
    },
    Profile {
        name: word!("a Stripe payments export"),
        needs: "id, created utc|created date utc, amount, currency, status, customer email|customer id",
        roles: "order_id=id;customer=customer email|customer id;status=status;date=created utc|created date utc;\
                amount=converted amount|amount;currency=converted currency|currency;\
                refunded=converted amount refunded|amount refunded;country=card address country|card issue country",
        ..PLAIN
    },
    Profile {
        name: word!("a HubSpot contacts export"),
        kind: Kind::Customers,
        needs: "record id*, email, lifecycle stage|lead status|contact owner|marketing contact status",
        roles: "customer=email|record id*;country=country region|country;channel=original source|original traffic source;\
                attribute=lifecycle stage|lead status|marketing contact status|industry",
        ..PLAIN
    },
    Profile {
        name: word!("a HubSpot deals export"),
        needs: "record id*, deal name, deal stage, close date, amount",
        roles: "order_id=record id*;customer=associated contact ids*|associated company ids*|\
                associated company*|associated contact*;status=deal stage;date=close date;amount=amount in company currency|amount;\
                currency=currency;channel=original source*|original traffic source*;attribute=pipeline|deal type",
        rules: Rules { guests: false, won_only: true },
        note: Some(word!("Only deals that were won count as orders.")),
        ..PLAIN
    },
    Profile {
        name: word!("a Mailchimp audience export"),
        kind: Kind::Customers,
        needs: "email address|email, member rating, optin time|confirm time, leid, euid",
        roles: "customer=email address|email;country=cc;attribute=member rating|region;reason=unsub reason",
        ..PLAIN
    },
    Profile {
        name: word!("a GA4 report of traffic"),
        kind: Kind::Campaigns,
        needs: "sessions, engaged sessions, session*|first user*",
        roles: "campaign=session campaign*|first user campaign*|session google ads campaign*|session source*|\
                first user source*|session medium*|first user medium*|session primary channel group*|\
                session default channel group*|first user primary channel group*|first user default channel group*;\
                date=date;clicked=sessions;responded=key events*|conversions*;value=total revenue*",
        ..PLAIN
    },
    Profile {
        name: word!("a GA4 export of events"),
        kind: Kind::Events,
        needs: "event timestamp, event name, user pseudo id",
        roles: "customer=user id|user pseudo id;date=event timestamp;event=event name;session=ga session id;\
                channel=traffic source medium|medium;page=page location|page title;\
                value=event value in usd|ecommerce purchase revenue|value;country=geo country|country;\
                attribute=device category|platform",
        ..PLAIN
    },
    Profile {
        name: word!("a GA4 report of events"),
        kind: Kind::Events,
        needs: "event name, event count, total users|active users",
        refusal: Some(word!(
            "This GA4 report counts events, and names no customer and no time. Export the events themselves (one a \
                  row, with user and time), or a report by campaign."
        )),
        ..PLAIN
    },
    Profile {
        name: word!("a Google Ads report"),
        kind: Kind::Campaigns,
        needs: "campaign, clicks, impr, cost",
        roles: "campaign=campaign;date=day|week|month;impressions=impr;clicked=clicks;cost=cost;responded=conversions;\
                value=conv value|total conv value;currency=currency code;channel=campaign type",
        ..PLAIN
    },
    Profile {
        name: word!("a Klaviyo export of profiles"),
        kind: Kind::Customers,
        needs: "email, klaviyo id, email marketing consent",
        roles: "customer=email|klaviyo id;country=country;channel=source|initial source;\
                attribute=email marketing consent|sms marketing consent|locale",
        ..PLAIN
    },
    Profile {
        name: word!("a Klaviyo report of campaigns"),
        kind: Kind::Campaigns,
        needs: "campaign name, send time, total recipients, unique opens, unique clicks",
        roles: "campaign=campaign name;date=send time;sent=successful deliveries|total recipients;opened=unique opens;\
                clicked=unique clicks;responded=unique placed order|unique ordered product;value=revenue;\
                channel=campaign channel",
        ..PLAIN
    },
    Profile {
        name: word!("the Olist customers table"),
        kind: Kind::Customers,
        needs: "customer id, customer unique id, customer zip code prefix, customer state",
        roles: "customer=customer unique id|customer id;attribute=customer state",
        ..PLAIN
    },
    Profile {
        name: word!("the Olist orders table"),
        needs: "order id, customer id, order status, order purchase timestamp, order estimated delivery date",
        roles: "order_id=order id;customer=customer id;status=order status;date=order purchase timestamp",
        ..PLAIN
    },
    Profile {
        name: word!("the Olist order items table"),
        needs: "order id, order item id, product id, seller id, price, freight value",
        roles: "order_id=order id;product=product id;amount=price",
        ..PLAIN
    },
    Profile {
        name: word!("the Olist reviews table"),
        kind: Kind::Survey,
        needs: "review id, order id, review score, review creation date",
        roles: "order_id=order id;score=review score;reason=review comment message;date=review creation date",
        ..PLAIN
    },
];

impl Profile {
    /// The role of each column.
    pub(super) fn assign(&self, headers: &[Header], is_filled: &dyn Fn(usize) -> bool) -> Vec<Role> {
        let mut roles = vec![Role::Ignored; headers.len()];
        for (role, names) in self.roles.split(';').filter_map(|entry| entry.split_once('=')) {
            let role = Role::of_word(role.trim()).unwrap_or(Role::Ignored);
            let mut role = Some(role);
            for name in names.split('|').map(str::trim) {
                let found = |&column: &usize| headers[column].is(name) && is_filled(column);
                let Some(column) = (0..headers.len()).filter(|&at| roles[at] == Role::Ignored).find(found)
                else {
                    continue;
                };
                let Some(given) = role else { break };
                roles[column] = given;
                role = match given {
                    Role::Customer => Some(Role::CustomerAlias),
                    _ if given.is_shared() => role,
                    _ => None,
                };
            }
        }
        roles
    }
}

/// The first export whose headers these are.
pub(super) fn find(headers: &[Header]) -> Option<&'static Profile> {
    let has = |names: &str| names.split('|').any(|name| headers.iter().any(|header| header.is(name.trim())));
    PROFILES.iter().find(|profile| profile.needs.split(',').all(has))
}
