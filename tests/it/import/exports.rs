//! Known exports: a small file with the true headers of each, what it must come to, and what must not count twice.
//! The files are in tests/data/exports; their contents are invented.

use clientele::facts::Facts;
use clientele::import::{Import, read_whole};
use clientele::issue::Problem;
use clientele::money::Money;
use clientele::roles::{Kind, Role};

use super::{own, read, review, sum};

/// Reads an export that must be known by this name.
fn export(file: &str, name: &str) -> (Facts, Vec<(Problem, usize)>) {
    let bytes = own(&format!("exports/{file}"));
    assert_eq!(review(file, &bytes).profile.map(|profile| profile.0), Some(name));
    let (_, facts, account) = read(file, &bytes);
    (facts, account.by_problem())
}

fn ids(facts: &Facts) -> Vec<&str> {
    facts.customers.ids.iter().collect()
}

fn orders(facts: &Facts) -> Vec<String> {
    facts.orders.amount().iter().map(Money::to_string).collect()
}

/// The values of an attribute, a customer each.
fn attribute<'f>(facts: &'f Facts, name: &str) -> Vec<Option<&'f str>> {
    let attribute = facts.customers.attributes.iter().find(|attribute| attribute.name == name).unwrap();
    (0..facts.customers.len() as u32).map(|customer| attribute.value(customer)).collect()
}

#[test]
fn shopify_orders_count_the_total_once_and_guests_apart() {
    let (facts, problems) = export("shopify_orders.csv", "a Shopify orders export");
    // 30 + 10 of anna, 10 of a guest; the voided 20 and the repeated lines are none.
    assert_eq!((sum(&facts).as_str(), facts.orders.len()), ("50.00", 3));
    assert_eq!(ids(&facts), ["anna@mail.example", "guest #1002"]);
    assert_eq!(problems, [(Problem::NotAnOrder, 1)]);
    // 23:30 on the last of March on the clock of the shop, which UTC calls April.
    assert_eq!(facts.last_day().unwrap().to_string(), "2024-03-31");
}

#[test]
fn shopify_customers_are_known_by_address_or_number() {
    let (facts, _) = export("shopify_customers.csv", "a Shopify customers export");
    assert_eq!(ids(&facts), ["anna@mail.example", "ben@mail.example", "7210448301124"]);
    assert_eq!(attribute(&facts, "Default Address Country Code"), [Some("US"), Some("US"), Some("CA")]);
    assert_eq!(attribute(&facts, "Tax Exempt"), [Some("no"), Some("no"), Some("yes")]);
}

#[test]
fn woocommerce_refunds_are_taken_off_their_orders() {
    let (facts, problems) = export("woocommerce_orders.csv", "a WooCommerce orders report");
    assert_eq!(ids(&facts), ["Anna Example", "Ben Example"]);
    // Order 301 is 40 less 10, order 304 was given back in full; 303 failed.
    assert_eq!(orders(&facts), ["30.00", "10.00", "0.00"]);
    assert_eq!(problems, [(Problem::NotAnOrder, 1)]);
}

#[test]
fn stripe_payments_that_failed_are_no_orders() {
    let (facts, problems) = export("stripe_payments.csv", "a Stripe payments export");
    assert_eq!(ids(&facts), ["anna@mail.example", "cus_B2"]);
    // In the currency of the account: 18.40 and 30 of anna, 10 of the customer without an address.
    assert_eq!(orders(&facts), ["18.40", "30.00", "10.00"]);
    assert_eq!(problems, [(Problem::NotAnOrder, 2)]);
}

#[test]
fn hubspot_deals_count_once_won_and_belong_to_their_contacts() {
    let (facts, problems) = export("hubspot_contacts.csv", "a HubSpot contacts export");
    assert_eq!((ids(&facts), problems), (vec!["anna@mail.example", "ben@mail.example", "103"], vec![]));
    let stages = [Some("Customer"), Some("Lead"), Some("Subscriber")];
    assert_eq!(attribute(&facts, "Lifecycle Stage"), stages);
    let (alone, problems) = export("hubspot_deals.csv", "a HubSpot deals export");
    assert_eq!(orders(&alone), ["1200.00", "300.50"]);
    assert_eq!(problems, [(Problem::NotAnOrder, 2)]);
    let files = ["hubspot_contacts.csv", "hubspot_deals.csv"];
    let loaded = files.map(|file| read_whole(file, &own(&format!("exports/{file}"))).unwrap());
    let (joined, _) = clientele::import::facts(&loaded);
    let anna = joined.customers.ids.find("anna@mail.example").unwrap();
    assert_eq!(joined.orders.amount()[joined.orders.groups().of(anna)], [Money(12_000_000)]);
}

#[test]
fn a_mailchimp_audience_is_a_file_of_customers() {
    let (facts, _) = export("mailchimp_audience.csv", "a Mailchimp audience export");
    assert_eq!(facts.customers.len(), 3);
    assert_eq!(attribute(&facts, "CC"), [Some("DE"), Some("FR"), None]);
    assert_eq!(attribute(&facts, "MEMBER_RATING"), [Some("4"), Some("2"), Some("2")]);
}

#[test]
fn the_unnamed_first_row_of_a_ga4_report_is_its_grand_total() {
    let (facts, problems) = export("ga4_traffic.csv", "a GA4 report of traffic");
    assert_eq!(problems, [(Problem::TotalsRow, 1)]);
    let totals = facts.contacts.totals();
    let sum =
        |of: fn(&clientele::facts::CampaignTotals) -> Option<i64>| totals.iter().filter_map(of).sum::<i64>();
    assert_eq!((sum(|t| t.clicked), sum(|t| t.responded)), (15_000_000, 750_000));
    assert_eq!(totals.iter().filter_map(|total| total.value).sum::<Money>().to_string(), "2812.50");
}

#[test]
fn ga4_events_know_a_user_before_and_after_the_login() {
    let (facts, _) = export("ga4_events.csv", "a GA4 export of events");
    assert_eq!(ids(&facts), ["anna@mail.example", "2345678901.1709712000"]);
    assert_eq!(facts.events.groups().of(0).len(), 3);
    assert_eq!(facts.events.value(2).unwrap().to_string(), "21.50");
    assert_eq!(facts.events.property("device_category").unwrap().values.len(), 2);
}

#[test]
fn a_ga4_report_that_counts_events_is_refused_with_what_to_do() {
    let bytes = own("exports/ga4_event_counts.csv");
    let error = Import::inspect("ga4.csv", bytes.len() as u64, &bytes, true).err().unwrap();
    assert!(error.is_file() && error.to_string().contains("Export the events themselves"), "{error}");
}

#[test]
fn google_ads_totals_are_set_aside() {
    let (facts, problems) = export("google_ads.csv", "a Google Ads report");
    assert_eq!(problems, [(Problem::TotalsRow, 2)]);
    let cost = facts.contacts.totals().iter().filter_map(|total| total.cost).sum::<Money>();
    assert_eq!(cost.to_string(), "7841.20");
    assert_eq!(facts.contacts.totals().iter().filter(|total| total.value.is_none()).count(), 1);
}

#[test]
fn klaviyo_profiles_and_campaigns_are_known() {
    let (facts, _) = export("klaviyo_profiles.csv", "a Klaviyo export of profiles");
    assert_eq!(ids(&facts), ["anna@mail.example", "ben@mail.example", "01HCCC"]);
    let source = facts.customers.attributes.iter().find(|attribute| attribute.role == Role::Channel).unwrap();
    assert_eq!(source.value(1), Some("Popup"));
    let (facts, _) = export("klaviyo_campaigns.csv", "a Klaviyo report of campaigns");
    let total = facts.contacts.totals()[0];
    assert_eq!((total.sent, total.responded), (Some(11_800_000), Some(120_000)));
    assert_eq!(total.day.unwrap().to_string(), "2024-03-12");
}

#[test]
fn a_role_given_by_hand_holds_in_a_known_export_too() {
    let bytes = own("exports/shopify_orders.csv");
    let mut import = Import::inspect("orders.csv", bytes.len() as u64, &bytes, true).unwrap();
    let of = |import: &Import, header: &str| {
        import.review().columns.iter().position(|column| column.header == header).unwrap()
    };
    let subtotal = of(&import, "Subtotal");
    let changes = clientele::import::Changes { roles: vec![(subtotal, Role::Amount)], ..Default::default() };
    import.assign(changes);
    let review = import.review();
    assert_eq!((review.kind, review.columns[subtotal].role), (Kind::Orders, Role::Amount));
    assert_eq!(review.columns[of(&import, "Total")].role, Role::Ignored);
}
