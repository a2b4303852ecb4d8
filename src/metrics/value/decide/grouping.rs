//! Customers by what is known of them: segment, tier, channel, country, first product, quarter of the first purchase.

use crate::day::Day;
use crate::dictionary::{Code, NO_CODE};
use crate::error::Error;
use crate::facts::{Attribute, CustomerIdx, Facts};
use crate::message::{Message, message, word};
use crate::metrics::segments::{SegmentsConfig, segments};
use crate::metrics::tiers::{TiersConfig, tiers};
use crate::roles::Role;
use crate::sort::Sort as _;

/// By what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum By {
    /// How recently, how often and for how much they bought.
    #[default]
    Segment,
    /// By what they brought.
    Tier,
    /// The way by which they came, or by which their first order did.
    Channel,
    /// Their country, or that of their first order.
    Country,
    /// What they bought first.
    FirstProduct,
    /// The quarter of the first purchase.
    Cohort,
}

impl By {
    /// By their names for programs.
    pub const ALL: [(Self, &'static str); 6] = [
        (Self::Segment, "segment"),
        (Self::Tier, "tier"),
        (Self::Channel, "channel"),
        (Self::Country, "country"),
        (Self::FirstProduct, "first product"),
        (Self::Cohort, "cohort"),
    ];
}

/// Customers in groups.
#[derive(Debug, Clone, PartialEq)]
pub struct Grouping {
    /// What the groups are called, in their order.
    pub names: Vec<Message>,
    /// For each customer the group; `None` for one of whom it is not known, or who is in none.
    pub of: Vec<Option<u32>>,
}

/// Groups shown by themselves; the smaller ones are put together.
const MOST_GROUPS: usize = 12;

/// Puts customers into groups as of a day.
///
/// # Errors
/// Nothing of that kind is known.
pub fn group(facts: &Facts, as_of: Day, by: By) -> Result<Grouping, Error> {
    match by {
        By::Segment => {
            let answer =
                segments(facts, &SegmentsConfig { as_of: Some(as_of), ..SegmentsConfig::default() })?;
            let names = answer.groups.iter().map(|group| Message::new(group.name.label(), vec![])).collect();
            Ok(Grouping { names, of: answer.group_of.iter().map(|group| group.map(u32::from)).collect() })
        }
        By::Tier => {
            let answer = tiers(facts, &TiersConfig { as_of: Some(as_of), ..TiersConfig::default() })?;
            let names = answer.tiers.iter().map(|tier| Message::new(tier.name.label(), vec![])).collect();
            Ok(Grouping { names, of: answer.tier_of.iter().map(|tier| tier.map(u32::from)).collect() })
        }
        By::Cohort => Ok(cohorts(facts, as_of)),
        By::Channel => by_role(facts, Role::Channel, as_of)
            .ok_or_else(|| Error::missing(message!("No file says by which channel customers came."))),
        By::Country => by_role(facts, Role::Country, as_of)
            .ok_or_else(|| Error::missing(message!("No file says from which country customers are."))),
        By::FirstProduct => first_product(facts, as_of)
            .ok_or_else(|| Error::missing(message!("No file says which products were bought."))),
    }
}

/// The place of the first order of each customer up to a day.
fn first_orders(facts: &Facts, as_of: Day) -> Vec<Option<usize>> {
    let orders = &facts.orders;
    let mut first = vec![None; facts.customers.len().max(orders.groups().n_customers())];
    for (customer, range) in orders.groups().iter() {
        let mut bought =
            range.filter(|&row| orders.day()[row] <= as_of && !orders.amount()[row].is_negative());
        first[customer as usize] = bought.next();
    }
    first
}

fn by_role(facts: &Facts, role: Role, as_of: Day) -> Option<Grouping> {
    if let Some(own) = facts.customers.attributes.iter().find(|attribute| attribute.role == role) {
        let codes: Vec<Code> = (0..facts.customers.len())
            .map(|customer| own.codes.get(customer).copied().unwrap_or(NO_CODE))
            .collect();
        return Some(named(&codes, &|code| own.values.get(code).to_owned()));
    }
    let attribute: &Attribute = facts.orders.attributes().iter().find(|attribute| attribute.role == role)?;
    let codes: Vec<Code> = first_orders(facts, as_of)
        .into_iter()
        .map(|order| order.and_then(|order| attribute.codes.get(order).copied()).unwrap_or(NO_CODE))
        .collect();
    Some(named(&codes, &|code| attribute.values.get(code).to_owned()))
}

fn first_product(facts: &Facts, as_of: Day) -> Option<Grouping> {
    let lines = facts.orders.lines().filter(|lines| !lines.product().is_empty())?;
    let of = |order: Option<usize>| {
        let place = lines.of(order?).next()?;
        lines.line(place).product
    };
    let codes: Vec<Code> =
        first_orders(facts, as_of).into_iter().map(|order| of(order).unwrap_or(NO_CODE)).collect();
    Some(named(&codes, &|code| lines.products().get(code).to_owned()))
}

/// The largest groups by themselves, in the order of their size and then their names; the rest together.
fn named(codes: &[Code], name: &dyn Fn(Code) -> String) -> Grouping {
    let mut sizes: Vec<(Code, usize)> = Vec::new();
    let mut sorted: Vec<Code> = codes.iter().copied().filter(|&code| code != NO_CODE).collect();
    sorted.order();
    for same in sorted.chunk_by(|a, b| a == b) {
        sizes.push((same[0], same.len()));
    }
    sizes.order_by(|a, b| b.1.cmp(&a.1).then_with(|| name(a.0).cmp(&name(b.0))));
    let shown = if sizes.len() > MOST_GROUPS { MOST_GROUPS - 1 } else { sizes.len() };
    let mut names: Vec<Message> = sizes[..shown].iter().map(|&(code, _)| name(code).into()).collect();
    if shown < sizes.len() {
        names.push(message!("{} others", sizes.len() - shown));
    }
    let mut place_of: Vec<(Code, u32)> =
        sizes.iter().enumerate().map(|(at, &(code, _))| (code, at.min(shown) as u32)).collect();
    place_of.order();
    let of = |&code: &Code| {
        let at = place_of.binary_search_by_key(&code, |&(other, _)| other).ok()?;
        Some(place_of[at].1)
    };
    Grouping { names, of: codes.iter().map(of).collect() }
}

fn cohorts(facts: &Facts, as_of: Day) -> Grouping {
    let first = first_orders(facts, as_of);
    let quarter = |order: Option<usize>| Some(facts.orders.day()[order?].month_number().div_euclid(3));
    let (earliest, latest) = first
        .iter()
        .filter_map(|&order| quarter(order))
        .fold((i32::MAX, i32::MIN), |(low, high), q| (low.min(q), high.max(q)));
    // The earliest together where there are many.
    let from = earliest.max(latest.saturating_sub(MOST_GROUPS as i32 - 1));
    let name = |q: i32| {
        let start = Day::of_month_number(3 * q);
        let (year, month, _) = start.ymd();
        let quarter = Message::new(
            word!("Quarter {} of {}"),
            vec![
                crate::message::Arg::Text(month.div_ceil(3).to_string()),
                crate::message::Arg::Text(year.to_string()),
            ],
        );
        if q == from && from > earliest { message!("Up to {}", quarter) } else { quarter }
    };
    let names = if earliest > latest { Vec::new() } else { (from..=latest).map(name).collect() };
    let of = |&order: &Option<usize>| quarter(order).map(|q| (q.max(from) - from) as u32);
    Grouping { names, of: first.iter().map(of).collect() }
}

/// Customers of a group.
pub fn members(grouping: &Grouping, row: usize) -> Vec<CustomerIdx> {
    let is_in = |&customer: &CustomerIdx| grouping.of[customer as usize] == Some(row as u32);
    (0..grouping.of.len() as CustomerIdx).filter(is_in).collect()
}
