//! What the made-up shop sells, where, and what it did: a coffee shop with three ways to buy.

use super::calendar::{Day, day};

/// The first day on which anybody became a customer.
pub const FIRST: Day = day(2023, 10, 1);
/// The last day of the files.
pub const LAST: Day = day(2025, 12, 31);
/// The first day of the recorded clicks.
pub const CLICKS_FROM: Day = day(2025, 11, 1);

/// Something that is sold.
pub struct Product {
    /// Its name.
    pub name: &'static str,
    /// Its category.
    pub category: &'static str,
    /// Price in cents.
    pub price: i32,
    /// What it costs the shop, in cents.
    pub cost: i32,
    /// Is it used up and bought again?
    pub consumable: bool,
    /// How often it is chosen within its category.
    pub weight: u32,
}

const fn product(
    name: &'static str,
    category: &'static str,
    price: i32,
    cost: i32,
    consumable: bool,
    weight: u32,
) -> Product {
    Product { name, category, price, cost, consumable, weight }
}

/// The categories, in the order of [`PREFERENCES`].
pub const CATEGORIES: [&str; 4] = ["Espresso", "Filter coffee", "Tea", "Home"];
/// How many customers like each category best.
pub const PREFERENCES: [u32; 4] = [38, 34, 18, 10];

/// All that is sold.
pub const PRODUCTS: [Product; 18] = [
    product("House espresso, 1 kg", "Espresso", 2390, 1260, true, 50),
    product("Dark roast, 500 g", "Espresso", 1390, 700, true, 30),
    product("Espresso machine", "Espresso", 34900, 24800, false, 4),
    product("Tamper", "Espresso", 2490, 1100, false, 5),
    product("Descaler", "Espresso", 890, 270, true, 6),
    product("Ethiopia filter roast, 250 g", "Filter coffee", 1190, 560, true, 42),
    product("Decaf filter roast, 250 g", "Filter coffee", 1150, 560, true, 16),
    product(DRIPPER, "Filter coffee", 2990, 1450, false, 13),
    product(FILTERS, "Filter coffee", 490, 130, true, 9),
    product("Hand grinder", "Filter coffee", 5990, 3600, false, 7),
    product("Gooseneck kettle, 1 l", "Filter coffee", 6990, 4300, false, 4),
    product("Darjeeling, 100 g", "Tea", 990, 380, true, 34),
    product("Sencha, 100 g", "Tea", 1190, 480, true, 26),
    product("Rooibos, 200 g", "Tea", 850, 300, true, 22),
    product("Glass teapot", "Tea", 3490, 1900, false, 8),
    product("Porcelain cup", "Home", 1490, 640, false, 40),
    product("Travel mug", "Home", 2690, 1700, false, 38),
    product("Gift box \"Morning\"", "Home", 3990, 2700, false, 22),
];

/// The pair: whoever buys the first buys the second with it.
pub const DRIPPER: &str = "Pour-over dripper";
/// See [`DRIPPER`].
pub const FILTERS: &str = "Paper filters, 100 pieces";
/// The follow-up: whoever bought the first needs the second some weeks later.
pub const FOLLOW_UP: (&str, &str) = ("Espresso machine", "Descaler");
/// What the one-time discount buyers came for.
pub const BARGAINS: [&str; 2] = ["Travel mug", "Gift box \"Morning\""];

/// Where the customers live.
pub const COUNTRIES: [&str; 6] = ["Germany", "France", "Netherlands", "Austria", "Sweden", "Denmark"];
/// How many live in each.
pub const COUNTRY_WEIGHTS: [u32; 6] = [36, 20, 14, 10, 9, 11];
/// The country that is leaving: its parcels come from a warehouse farther away since this day.
pub const LEAVING: (&str, Day) = ("Denmark", day(2025, 4, 14));

/// How customers were won: name, weight, and the cost of one in cents from and to.
pub const ACQUISITION: [(&str, u32, i32, i32); 5] = [
    ("search", 33, 900, 1600),
    ("social", 20, 600, 1200),
    ("referral", 14, 500, 500),
    ("marketplace", 18, 1400, 2000),
    ("newsletter", 15, 100, 300),
];

/// Ages, and how many are of each.
pub const AGES: [(&str, u32); 5] = [("18-24", 12), ("25-34", 30), ("35-44", 26), ("45-59", 22), ("60+", 10)];

/// A campaign and what it did to those who got it.
pub struct Campaign {
    /// Its name.
    pub name: &'static str,
    /// When it went out.
    pub sent: Day,
    /// Of the active customers, how many are chosen.
    pub reach: f64,
    /// Of the chosen, how many are held back as the control group.
    pub control: f64,
    /// Cost of one contact in cents.
    pub cost: i32,
    /// Of those who got it, how many opened it; and of those, how many clicked.
    pub opened: f64,
    /// See `opened`.
    pub clicked: f64,
    /// Of those who got it, how many order within the window because of it.
    pub gained: f64,
    /// Of those who got it, how many never order again because of it.
    pub lost: f64,
    /// Of the orders within the window, how many are put off for good because of it.
    pub put_off: f64,
    /// The coupon of the orders that it brought.
    pub coupon: Option<(&'static str, i32)>,
}

/// Days after the sending in which an order counts as a response.
pub const WINDOW: Day = 14;

/// One that worked, one that did harm, one that did nothing.
pub const CAMPAIGNS: [Campaign; 3] = [
    Campaign {
        name: "Spring refill",
        sent: day(2025, 4, 8),
        reach: 0.85,
        control: 0.25,
        cost: 35,
        opened: 0.46,
        clicked: 0.38,
        gained: 0.17,
        lost: 0.0,
        put_off: 0.0,
        coupon: Some(("SPRING10", 10)),
    },
    Campaign {
        name: "Daily reminders",
        sent: day(2025, 8, 25),
        reach: 0.95,
        control: 0.25,
        cost: 60,
        opened: 0.22,
        clicked: 0.15,
        gained: 0.0,
        lost: 0.45,
        put_off: 0.35,
        coupon: None,
    },
    Campaign {
        name: "Autumn catalogue",
        sent: day(2025, 10, 6),
        reach: 0.55,
        control: 0.3,
        cost: 190,
        opened: 0.3,
        clicked: 0.2,
        gained: 0.0,
        lost: 0.0,
        put_off: 0.0,
        coupon: None,
    },
];

/// Why customers leave, in their words.
pub const REASONS: [&str; 9] = [
    "Too expensive",
    "Found it cheaper elsewhere",
    "Coffee tasted stale",
    "Wrong item sent twice",
    "Nobody answered my question",
    "Moved abroad",
    "Stopped drinking coffee",
    "Bought a capsule machine",
    "Our office has a supplier now",
];
/// What those say who leave because of the warehouse.
pub const REASON_DELIVERY: &str = "Delivery takes too long";
/// What those say who leave because of the reminders.
pub const REASON_MAIL: &str = "Too many e-mails";
