//! The customers, and the days on which each ordered.

use super::calendar::{Day, date, day};
use super::random::Random;
use super::shop::{
    ACQUISITION, AGES, CAMPAIGNS, COUNTRIES, COUNTRY_WEIGHTS, Campaign, FIRST, LAST, LEAVING, PREFERENCES,
    REASON_DELIVERY, REASON_MAIL, REASONS, WINDOW,
};

/// What kind of customer somebody is. No file says so: the analyses find it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Orders every few weeks, for years.
    Loyal,
    /// Orders now and then, until one day no more.
    Regular,
    /// Came for a discount, bought once.
    Bargain,
    /// Signed up and never bought.
    Lead,
}

const KINDS: [(Kind, u32); 4] =
    [(Kind::Loyal, 6), (Kind::Regular, 50), (Kind::Bargain, 20), (Kind::Lead, 24)];

/// Where an order is placed.
pub const CHANNELS: [&str; 3] = ["web", "app", "store"];

/// One customer with a whole history.
pub struct Person {
    /// As the files name them.
    pub id: String,
    /// What they are.
    pub kind: Kind,
    /// Position in the countries.
    pub country: usize,
    /// Position in the ages.
    pub age: usize,
    /// Position in the ways of being won.
    pub acquisition: usize,
    /// What winning them cost, in cents.
    pub acquisition_cost: i32,
    /// Position in the channels: the one they like.
    pub channel: usize,
    /// Position in the categories: the one they like.
    pub taste: usize,
    /// When they became one.
    pub start: Day,
    /// Visits, in order.
    pub orders: Vec<Visit>,
    /// When and why they left for good, where they did.
    pub left: Option<(Day, &'static str)>,
    /// Campaigns that they were chosen for.
    pub contacts: Vec<Contact>,
}

/// A day on which somebody ordered.
pub struct Visit {
    /// When.
    pub day: Day,
    /// Coupon and its per cent.
    pub coupon: Option<(&'static str, i32)>,
}

/// Being chosen for a campaign.
pub struct Contact {
    /// Which.
    pub campaign: &'static Campaign,
    /// Held back to compare with.
    pub control: bool,
}

/// Makes one customer.
pub fn person(number: usize, random: &mut Random) -> Person {
    let kind = KINDS[random.weighted(&KINDS.map(|(_, weight)| weight))].0;
    let acquisition = match kind {
        Kind::Bargain if random.chance(0.7) => 1,
        _ => random.weighted(&ACQUISITION.map(|(_, weight, ..)| weight)),
    };
    let age = random.weighted(&AGES.map(|(_, weight)| weight));
    let (_, _, low, high) = ACQUISITION[acquisition];
    let mut person = Person {
        id: format!("C{:05}", 10_000 + number * 7 % 9973),
        kind,
        country: random.weighted(&COUNTRY_WEIGHTS),
        age,
        acquisition,
        acquisition_cost: random.between(low, high),
        channel: random.weighted(&if age >= 3 { [45, 10, 45] } else { [50, 35, 15] }),
        taste: random.weighted(&PREFERENCES),
        start: start(kind, random),
        orders: Vec::new(),
        left: None,
        contacts: Vec::new(),
    };
    history(&mut person, random);
    for campaign in &CAMPAIGNS {
        contact(&mut person, campaign, random);
    }
    person
}

/// Most discount buyers came in the sale of November 2024.
fn start(kind: Kind, random: &mut Random) -> Day {
    match kind {
        Kind::Bargain if random.chance(0.65) => random.between(day(2024, 11, 22), day(2024, 12, 2)),
        Kind::Loyal => random.between(FIRST, day(2025, 3, 31)),
        _ => random.between(FIRST, LAST),
    }
}

/// Orders at the customer's own pace until they leave: after each order with their own probability.
fn history(person: &mut Person, random: &mut Random) {
    let (pace, leaves) = match person.kind {
        Kind::Lead => return,
        Kind::Bargain => (60.0, 0.96),
        Kind::Loyal => (19.0 + 14.0 * random.unit(), 0.004),
        Kind::Regular => (35.0 + 90.0 * random.unit(), 0.06 + 0.26 * random.unit()),
    };
    let leaving = COUNTRIES[person.country] == LEAVING.0;
    if leaving && person.start >= LEAVING.1 && random.chance(0.7) {
        person.kind = Kind::Lead;
        return;
    }
    let mut day = person.start + random.between(0, 3);
    let mut coupon = match person.kind {
        Kind::Bargain => Some(("WELCOME20", 20)),
        _ => random.chance(0.12).then_some(("WELCOME20", 20)),
    };
    while day <= LAST {
        person.orders.push(Visit { day, coupon: coupon.take() });
        let slow = leaving && day >= LEAVING.1;
        if random.chance(if slow { 0.75 } else { leaves }) {
            let reason = if slow && random.chance(0.85) { REASON_DELIVERY } else { *random.one(&REASONS) };
            person.left = Some((day + random.between(5, 40), reason));
            return;
        }
        day += gap(person.kind, pace, day, random);
    }
}

/// Days to the next order: even for the loyal, random for the others, shorter before Christmas.
fn gap(kind: Kind, pace: f64, day: Day, random: &mut Random) -> Day {
    let festive = matches!(date(day), (_, 11, _) | (_, 12, ..=18));
    let pace = if festive { pace * 0.65 } else { pace };
    let days = match kind {
        Kind::Loyal => pace * (0.75 + 0.5 * random.unit()),
        _ => random.exponential(pace),
    };
    (days as Day).max(1)
}

/// Chooses an active customer for a campaign, and lets it do what it does.
fn contact(person: &mut Person, campaign: &'static Campaign, random: &mut Random) {
    let known = person.orders.iter().any(|visit| (campaign.sent - 300..campaign.sent).contains(&visit.day));
    let gone = person.left.is_some_and(|(day, _)| day <= campaign.sent);
    if !known || gone || !random.chance(campaign.reach) {
        return;
    }
    let control = random.chance(campaign.control);
    person.contacts.push(Contact { campaign, control });
    if control {
        return;
    }
    if random.chance(campaign.gained) {
        let day = campaign.sent + random.between(1, WINDOW - 2);
        let at = person.orders.partition_point(|visit| visit.day <= day);
        person.orders.insert(at, Visit { day, coupon: campaign.coupon });
    }
    let window = campaign.sent..=campaign.sent + WINDOW;
    person.orders.retain(|visit| !window.contains(&visit.day) || !random.chance(campaign.put_off));
    if random.chance(campaign.lost) {
        person.orders.retain(|visit| visit.day < campaign.sent);
        person.left = Some((campaign.sent + random.between(2, 12), REASON_MAIL));
    }
}

/// Did they order within the window of a campaign?
pub fn responded(person: &Person, campaign: &Campaign) -> bool {
    person.orders.iter().any(|visit| (campaign.sent..=campaign.sent + WINDOW).contains(&visit.day))
}
