//! Steps to begin with, when the user has chosen none.

use crate::dictionary::Code;
use crate::facts::Events;
use crate::message::{Message, Word, message, word};
use crate::sort::Sort as _;

use super::config::Step;

/// Steps, and why these.
#[derive(Debug, Clone, PartialEq)]
pub struct Suggestion {
    /// One to five steps.
    pub steps: Vec<Step>,
    /// A sentence for the reader.
    pub reason: Message,
}

/// Names of a purchase, in lower case without signs: for the funnel that is proposed and for the ladder.
pub(crate) const PURCHASE_NAMES: &[&str] = &[
    "purchase",
    "purchased",
    "buy",
    "order",
    "ordercompleted",
    "orderplaced",
    "placedorder",
    "completedorder",
    "transaction",
];

/// The stages of a shop in their order, each with the names that shops give it, in lower case without signs.
const STAGES: [(Word, &[&str]); 5] = [
    (
        word!("Visit"),
        &[
            "visit",
            "sessionstart",
            "pageview",
            "pageviewed",
            "screenview",
            "landing",
            "appopen",
            "firstvisit",
        ],
    ),
    (
        word!("View product"),
        &["view", "viewitem", "viewproduct", "productview", "productviewed", "viewedproduct", "viewcontent"],
    ),
    (word!("Add to cart"), &["cart", "addtocart", "addedtocart", "productadded", "basket", "addtobasket"]),
    (
        word!("Check out"),
        &["checkout", "begincheckout", "checkoutstarted", "startedcheckout", "initiatecheckout"],
    ),
    (word!("Buy"), PURCHASE_NAMES),
];

/// How many names are taken where the stages are not those of a shop.
const N_COMMON: usize = 5;

/// Steps that the data speaks for; `None` without events.
///
/// If events of at least two stages of a shop are there (visit, view, cart, checkout, purchase), these in that order. Otherwise
/// the five events that most customers have, in the order in which customers first do them: by the mean rank of the first time
/// among these five. Equal ones stand by name, so the order of rows does not matter.
pub fn suggest(events: &Events) -> Option<Suggestion> {
    if events.is_empty() {
        return None;
    }
    Some(shop(events).unwrap_or_else(|| common(events)))
}

fn shop(events: &Events) -> Option<Suggestion> {
    let mut steps = Vec::new();
    for (stage, known) in STAGES {
        let mut names: Vec<String> = events
            .vocabulary()
            .iter()
            .filter(|name| known.contains(&super::names::plain(name).iter().collect::<String>().as_str()))
            .map(str::to_string)
            .collect();
        names.order();
        if !names.is_empty() {
            let name = if names.len() == 1 { names[0].clone() } else { stage.to_string() };
            steps.push(Step { name, events: names, ..Step::default() });
        }
    }
    let reason = message!("Events that shops are known to record, in the order of a purchase.");
    (steps.len() >= 2).then_some(Suggestion { steps, reason })
}

fn common(events: &Events) -> Suggestion {
    let names = most_common(events);
    let mut ranked = ranks(events, &names);
    // Mean ranks as fractions: a / b < c / d exactly where a * d < c * b.
    ranked.order_by(|a, b| (a.sum * b.n).cmp(&(b.sum * a.n)).then_with(|| a.name.cmp(b.name)));
    let reason = message!(
        "The {0|event|{0} events} that most customers have, in the order in which customers first do them.",
        ranked.len()
    );
    Suggestion { steps: ranked.iter().map(|ranked| Step::of(ranked.name)).collect(), reason }
}

/// The names that most customers have, at most [`N_COMMON`].
fn most_common(events: &Events) -> Vec<Code> {
    let vocabulary = events.vocabulary();
    let mut customers = vec![0u64; vocabulary.len()];
    let mut last_seen = vec![u32::MAX; vocabulary.len()];
    for (customer, range) in events.groups().iter() {
        for &name in &events.name()[range] {
            if last_seen[name as usize] != customer {
                last_seen[name as usize] = customer;
                customers[name as usize] += 1;
            }
        }
    }
    let mut names: Vec<Code> =
        (0..vocabulary.len() as Code).filter(|&name| customers[name as usize] > 0).collect();
    names.order_by_key(|&name| (std::cmp::Reverse(customers[name as usize]), vocabulary.get(name)));
    names.truncate(N_COMMON);
    names
}

/// A name with the ranks of its first time: 0 for a customer who did it before the others.
struct Ranked<'a> {
    name: &'a str,
    sum: u64,
    n: u64,
}

fn ranks<'a>(events: &'a Events, names: &[Code]) -> Vec<Ranked<'a>> {
    let text = |&name: &Code| Ranked { name: events.vocabulary().get(name), sum: 0, n: 0 };
    let mut ranked: Vec<Ranked> = names.iter().map(text).collect();
    let mut first = vec![None; names.len()];
    for (_, range) in events.groups().iter() {
        first.fill(None);
        for place in range {
            if let Some(i) = names.iter().position(|&name| name == events.name()[place]) {
                first[i].get_or_insert(events.moment()[place]);
            }
        }
        for (ranked, own) in ranked.iter_mut().zip(&first) {
            if own.is_some() {
                ranked.sum += first.iter().filter(|other| other.is_some() && *other < own).count() as u64;
                ranked.n += 1;
            }
        }
    }
    ranked
}
