//! How far up the ladder of loyalty did customers come? From orders alone, or with whatever other files are there.
//!
//! # Question
//! Of the customers who know us, how many tried, bought, bought again, and keep buying?
//! # Input
//! Orders, events and customers, whichever are loaded; a [`LadderConfig`].
//! # Result
//! A [`Ladder`]: one [`Rung`] after the other from the lowest that the files can show, each with its definition in words.
//! # Edge cases
//! A customer stands on every rung up to the highest: one who bought counts as aware and as having tried, seen or not. From
//! orders alone the ladder starts with the purchase. Without orders, purchases are read from events of a known name. Refunds are no
//! purchases. Two purchases on one day are one.
//! # Source
//! The five steps are Griffin's (1995, Customer Loyalty) in the wording of this product. Overdue: silence longer than `k` times the
//! customer's own median gap; for gaps of constant risk a customer who still buys is so silent with probability 2^-k.
//! # Example
//! ```
//! use clientele::day::Day;
//! use clientele::facts::{Facts, Order, Orders};
//! use clientele::metrics::ladder::{LadderConfig, RungName, ladder};
//! use clientele::moment::Moment;
//! use clientele::money::Money;
//!
//! // Customer 0 bought on days 0, 10, 20; customer 1 only on day 20.
//! let orders = [(0, 0), (0, 10), (0, 20), (1, 20)].map(|(customer, day)| Order {
//!     customer, moment: Moment::of_day(Day(day)), day: Day(day), amount: Money(1), cost: None,
//! });
//! let facts = Facts { orders: Orders::new(2, &orders), ..Facts::default() };
//! let ladder = ladder(&facts, &LadderConfig::default());
//! assert_eq!(ladder.rungs[0].name, RungName::Purchase);
//! assert_eq!(ladder.rungs.iter().map(|rung| rung.n_customers).collect::<Vec<_>>(), [2, 1, 1]);
//! ```

use crate::day::Day;
use crate::facts::{CustomerIdx, Facts};
use crate::letters;
use crate::message::{Message, message};
use crate::sort::Sort as _;

use super::funnel::PURCHASE_NAMES;
use super::interval::{Interval, wilson};

/// Where the rungs are.
#[derive(Debug, Clone, PartialEq)]
pub struct LadderConfig {
    /// The day as of which the ladder is seen; what came later is left out. `None`: the last day of the data.
    pub as_of: Option<Day>,
    /// Purchase days that loyalty takes; less than 3 counts as 3, for a rhythm needs two gaps.
    pub loyal_days: u32,
    /// Loyalty ends with a silence longer than this many of the customer's own median gaps between purchase days; 0 counts as 1.
    pub overdue_factor: u32,
    /// Names of events that are purchases. They matter only where no orders are loaded. `None`: the names that shops are known
    /// to record for a purchase.
    pub purchase_events: Option<Vec<String>>,
}

impl Default for LadderConfig {
    fn default() -> Self {
        Self { as_of: None, loyal_days: 3, overdue_factor: 3, purchase_events: None }
    }
}

/// Customers on each rung; a customer stands on every rung up to the highest.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Ladder {
    /// The day as of which it is seen; `None` where nothing has a date.
    pub as_of: Option<Day>,
    /// From the lowest rung that the files can show to loyalty.
    pub rungs: Vec<Rung>,
    /// For each customer how many rungs were climbed: 0 for none.
    pub level_of: Vec<u8>,
}

/// One rung.
#[derive(Debug, Clone, PartialEq)]
pub struct Rung {
    /// Which.
    pub name: RungName,
    /// Its definition in words.
    pub rule: Message,
    /// Customers on it or above.
    pub n_customers: usize,
    /// Of those on the lowest rung, 0 to 1; `None` if nobody is there.
    pub share_of_first: Option<f64>,
    /// Of those on the rung below; `None` for the first, or if nobody is there.
    pub share_of_previous: Option<f64>,
    /// Around `share_of_previous`.
    pub interval: Option<Interval>,
}

/// The five rungs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RungName {
    /// Known to us: in the customers file, contacted, or seen in any event.
    Aware,
    /// Tried: any event or answer that is not a purchase, where files show them.
    Trial,
    /// Bought once.
    Purchase,
    /// Bought on two days or more.
    MultiplePurchase,
    /// Keeps buying.
    Loyalty,
}

/// What of a ladder does not depend on what loyalty takes, kept while a reader changes that. It belongs to one set of facts.
#[derive(Debug, Default)]
pub struct Kept(Option<Seen>);

/// All customers by a day, where these events are purchases.
#[derive(Debug)]
struct Seen {
    as_of: Option<Day>,
    purchase_events: Option<Vec<String>>,
    known: Vec<Known>,
}

/// What is known of one customer by the day.
#[derive(Debug, Clone, Copy)]
struct Known {
    /// The highest rung, loyalty left open.
    highest: Option<RungName>,
    /// Days with a purchase.
    n_days: u32,
    /// Twice the median gap between them; 0 for fewer than two.
    twice_median: i64,
    /// Days since the last of them.
    silence: i64,
}

/// From the lowest to the highest.
const RUNGS: [RungName; 5] =
    [RungName::Aware, RungName::Trial, RungName::Purchase, RungName::MultiplePurchase, RungName::Loyalty];

/// Climbs the ladder with every customer.
pub fn ladder(facts: &Facts, config: &LadderConfig) -> Ladder {
    ladder_again(facts, config, &mut Kept::default())
}

/// The same, for one who will ask again what loyalty takes: that is soon answered.
pub fn ladder_again(facts: &Facts, config: &LadderConfig, kept: &mut Kept) -> Ladder {
    let as_of = config.as_of.or_else(|| facts.last_day());
    let scene = Scene {
        facts,
        config,
        as_of: as_of.unwrap_or(Day(i32::MAX)),
        purchases: purchases(facts, config.purchase_events.as_deref()),
    };
    let n = facts
        .customers
        .len()
        .max(facts.orders.groups().n_customers())
        .max(facts.events.groups().n_customers());
    let same =
        kept.0.take().filter(|seen| seen.as_of == as_of && seen.purchase_events == config.purchase_events);
    let Seen { known, .. } = kept.0.insert(same.unwrap_or_else(|| {
        let mut days = Vec::new();
        let known = (0..n as CustomerIdx).map(|customer| scene.known(customer, &mut days)).collect();
        Seen { as_of, purchase_events: config.purchase_events.clone(), known }
    }));
    let names = scene.shown();
    // How many rungs are shown up to each.
    let up_to = RUNGS.map(|rung| names.iter().filter(|&&name| name <= rung).count() as u8);
    let (least, factor) = (scene.loyal_days(), i64::from(scene.factor()));
    let mut level_of = vec![0; known.len()];
    let mut counts = [0; RUNGS.len() + 1];
    for (level, own) in level_of.iter_mut().zip(known.iter()) {
        let loyal = own.n_days >= least && 2 * own.silence <= factor * own.twice_median;
        let highest = if loyal { Some(RungName::Loyalty) } else { own.highest };
        *level = highest.map_or(0, |rung| up_to[rung as usize]);
        counts[usize::from(*level)] += 1;
    }
    let mut rungs: Vec<Rung> = Vec::with_capacity(names.len());
    for (i, &name) in names.iter().enumerate() {
        let n_customers = counts[i + 1..].iter().sum();
        let first = rungs.first().map_or(n_customers, |first| first.n_customers);
        let previous = rungs.last().map(|rung| rung.n_customers);
        let share = |whole: usize| (whole > 0).then(|| n_customers as f64 / whole as f64);
        rungs.push(Rung {
            name,
            rule: scene.rule(name),
            n_customers,
            share_of_first: share(first),
            share_of_previous: previous.and_then(share),
            interval: previous.and_then(|n| wilson(n_customers, n)),
        });
    }
    Ladder { as_of, rungs, level_of }
}

/// For each event name whether it is a purchase: one of these, or of the names that are known for it.
pub(super) fn purchases(facts: &Facts, names: Option<&[String]>) -> Vec<bool> {
    let is = |name: &str| match names {
        Some(names) => names.iter().any(|purchase| purchase == name),
        None => {
            let plain: String = name.chars().filter(|c| c.is_alphanumeric()).map(letters::small).collect();
            PURCHASE_NAMES.contains(&plain.as_str())
        }
    };
    facts.events.vocabulary().iter().map(is).collect()
}

/// Gaps between the purchase days of most customers, at most.
const GAPS: usize = 24;

struct Scene<'a> {
    facts: &'a Facts,
    config: &'a LadderConfig,
    as_of: Day,
    purchases: Vec<bool>,
}

impl Scene<'_> {
    /// What is known of a customer; no rung for one of whom nothing is known by that day. `days` is room to work in.
    fn known(&self, customer: CustomerIdx, days: &mut Vec<i32>) -> Known {
        let (events, orders) = (&self.facts.events, &self.facts.orders);
        days.clear();
        for place in orders.groups().of(customer) {
            if !orders.amount()[place].is_negative() && orders.day()[place] <= self.as_of {
                days.push(orders.day()[place].0);
            }
        }
        let mut tried = false;
        for place in events.groups().of(customer) {
            if events.day()[place] <= self.as_of {
                let bought = self.purchases[events.name()[place] as usize];
                tried |= !bought;
                if bought && orders.is_empty() {
                    days.push(events.day()[place].0);
                }
            }
        }
        if !days.is_sorted() {
            days.order();
        }
        days.dedup();
        let highest = match days.len() {
            0 if tried => Some(RungName::Trial),
            0 if (customer as usize) < self.facts.customers.len() => Some(RungName::Aware),
            0 => None,
            1 => Some(RungName::Purchase),
            _ => Some(RungName::MultiplePurchase),
        };
        let silence = days.last().map_or(0, |&last| i64::from(self.as_of.0) - i64::from(last));
        Known { highest, n_days: days.len() as u32, twice_median: twice_median_gap(days), silence }
    }

    fn loyal_days(&self) -> u32 {
        self.config.loyal_days.max(3)
    }

    fn factor(&self) -> u32 {
        self.config.overdue_factor.max(1)
    }

    /// Rungs below the purchase are shown where files can tell them apart from it.
    fn shown(&self) -> Vec<RungName> {
        let events = !self.facts.events.is_empty();
        let (orders, customers) = (&self.facts.orders, self.facts.customers.len() as CustomerIdx);
        let only_known = (0..customers).any(|customer| orders.groups().of(customer).is_empty());
        let mut names = Vec::with_capacity(5);
        if events || only_known {
            names.push(RungName::Aware);
        }
        if events {
            names.push(RungName::Trial);
        }
        if !self.facts.orders.is_empty() || self.purchases.contains(&true) {
            names.extend([RungName::Purchase, RungName::MultiplePurchase, RungName::Loyalty]);
        }
        names
    }

    fn rule(&self, name: RungName) -> Message {
        match name {
            RungName::Aware => message!("Known to us: in any loaded file."),
            RungName::Trial => message!("Did something that is not a purchase, or bought."),
            RungName::Purchase => message!("Bought at least once; refunds do not count."),
            RungName::MultiplePurchase => message!("Bought on at least two days."),
            RungName::Loyalty => message!(
                "Bought on at least {} days, and has not been silent for more than {} times the own usual gap.",
                self.loyal_days() as usize,
                self.factor() as usize
            ),
        }
    }
}

/// Is the silence since the last of these days longer than the rhythm allows?
pub(super) fn overdue(days: &[i32], as_of: Day, factor: u32) -> bool {
    let silence = days.last().map_or(0, |&last| i64::from(as_of.0) - i64::from(last));
    2 * silence > i64::from(factor) * twice_median_gap(days)
}

/// Twice the median of the gaps between neighbouring days; 0 for fewer than two days.
fn twice_median_gap(days: &[i32]) -> i64 {
    let n = days.len().saturating_sub(1);
    if n == 0 {
        return 0;
    }
    if n > GAPS {
        let mut gaps: Vec<i32> = days.windows(2).map(|pair| pair[1].saturating_sub(pair[0])).collect();
        gaps.order();
        i64::from(gaps[(n - 1) / 2]) + i64::from(gaps[n / 2])
    } else {
        // The common case by insertion, without a list of its own for each of so many customers.
        let mut gaps = [i32::MAX; GAPS];
        for (at, pair) in days.windows(2).enumerate() {
            let gap = pair[1].saturating_sub(pair[0]);
            let mut place = at;
            while place > 0 && gaps[place - 1] > gap {
                gaps[place] = gaps[place - 1];
                place -= 1;
            }
            gaps[place] = gap;
        }
        i64::from(gaps[(n - 1) / 2]) + i64::from(gaps[n / 2])
    }
}
