//! # Question
//! Who are they? What sets one group of customers apart from all others?
//!
//! # Input
//! [`Traits`]: every attribute, channel, country, category and number that is known of customers; and the
//! [`Parts`] of which one is held against the rest.
//!
//! # Result
//! For each trait what the group has and what the rest has, the size of the difference on one scale from -1 to 1, its
//! interval, and its probability by chance corrected for the number of traits. Ranked by size, what is certain first.
//!
//! # Edge cases
//! Shares are of all in the group; those of whom nothing is known count as having no value, which is a trait by itself. Of a
//! number only customers are compared of whom it is known. Of a thing with two values one is looked at: the other says the
//! same. What the groups are made of is marked and never claimed. A difference is certain if its interval leaves zero out and its corrected probability is
//! at most 0.05. An empty group, or one without a rest, has no traits.
//!
//! # Source
//! Shares: Newcombe (1998), method 10, and the pooled z test; Cohen's h: J. Cohen, *Statistical Power Analysis for the
//! Behavioral Sciences* (1988), 6.2. Numbers: see [`dominance`]. Many tests: Holm (1979).
//!
//! # Example
//! ```
//! use clientele::metrics::profile::dominance;
//! // Two of three lie above all of the other set, one is equal to one of two.
//! let counts = [[0, 1], [1, 1], [2, 0]];
//! assert!((dominance(&counts).unwrap().delta - 5.0 / 6.0).abs() < 1e-12);
//! ```

mod dominance;
mod traits;

use super::interval::{Interval, holm, newcombe, same_share};
use super::partition::Parts;
use crate::day::Day;
use crate::dictionary::{Code, NO_CODE};
use crate::facts::CustomerIdx;
use crate::message::Message;
use crate::sort::{self, Sort as _};

pub use dominance::{Dominance, dominance};
pub use traits::{About, MOST_VALUES, Quality, Ranked, Traits};

/// A difference is claimed up to this probability of its coming by chance.
const LEAST_CERTAIN: f64 = 0.05;

/// The value of those of whom nothing is known.
pub const UNKNOWN: &str = "";

/// One group against the rest.
#[derive(Debug, Clone, PartialEq)]
pub struct Profile {
    /// Later facts are left out.
    pub as_of: Day,
    /// What the group is called.
    pub name: Message,
    /// Customers in the group.
    pub n: usize,
    /// Customers in all other groups.
    pub n_rest: usize,
    /// What is certain and not of the making of the groups, by falling size; then what is not certain, by falling size; then
    /// what the groups are made of.
    pub traits: Vec<Trait>,
    /// Things with more values than are looked at.
    pub cut: Vec<About>,
}

/// One trait.
#[derive(Debug, Clone, PartialEq)]
pub struct Trait {
    /// What is compared.
    pub about: About,
    /// The value whose share is compared, [`UNKNOWN`] for none; `None` for a number. Hostile.
    pub value: Option<String>,
    /// The share who have the value, 0 to 1, or the median: in the group.
    pub own: f64,
    /// The same in the rest.
    pub rest: f64,
    /// Customers compared: all, or of a number those of whom it is known; in the group, in the rest.
    pub n_known: [usize; 2],
    /// The difference of the shares; for a number Cliff's delta, which is the same for marks 0 and 1.
    pub size: f64,
    /// Around `size`.
    pub interval: Option<Interval>,
    /// Cohen's h; `None` for a number.
    pub h: Option<f64>,
    /// Two-sided probability of such a difference by chance, corrected for the number of traits (Holm).
    pub p: Option<f64>,
    /// Are the groups made of this, so that the difference is no news?
    pub made_of: bool,
    /// May the difference be claimed?
    pub certain: bool,
}

/// Which side of the comparison a customer is on; everybody else takes no part.
struct Sides(Vec<Option<bool>>);

impl Sides {
    fn of(parts: &Parts, group: usize) -> Self {
        Self(parts.of.iter().map(|own| own.map(|own| usize::from(own) != group)).collect())
    }

    /// Customers in the group and in the rest.
    fn sizes(&self) -> [usize; 2] {
        [false, true].map(|rest| self.0.iter().filter(|side| **side == Some(rest)).count())
    }

    /// How often each code up to `n` occurs in the group and in the rest.
    fn count(&self, codes: &[Code], n: usize) -> Vec<[usize; 2]> {
        let mut counts = vec![[0; 2]; n];
        for (side, &code) in self.0.iter().zip(codes) {
            if let (Some(side), Some(count)) = (side, counts.get_mut(code as usize)) {
                count[usize::from(*side)] += 1;
            }
        }
        counts
    }
}

/// Holds a group against the rest.
#[inline(never)]
pub fn profile(traits: &Traits, parts: &Parts, group: usize) -> Profile {
    let sides = Sides::of(parts, group);
    let [n, n_rest] = sides.sizes();
    let mut found = Vec::new();
    for quality in &traits.qualities {
        of_quality(quality, &sides, &mut found);
    }
    for number in &traits.numbers {
        found.extend(of_number(number, &sides));
    }
    let tested: Vec<Option<f64>> = found.iter().map(|own| own.p).collect();
    for (own, p) in found.iter_mut().zip(holm(&tested)) {
        own.p = p;
        own.made_of = parts.made_of.contains(&own.about);
        let clear = own.interval.is_some_and(|around| around.low > 0.0 || around.high < 0.0);
        own.certain = clear && !own.made_of && p.is_some_and(|p| p <= LEAST_CERTAIN);
    }
    found.order_by_key(|own| (own.made_of, !own.certain, std::cmp::Reverse(sort::real(own.size.abs()))));
    Profile {
        as_of: parts.as_of,
        name: parts.names.get(group).cloned().unwrap_or_default(),
        n,
        n_rest,
        traits: found,
        cut: traits.qualities.iter().filter(|own| own.has_more).map(|own| own.about.clone()).collect(),
    }
}

/// The values of one thing: each against all others.
fn of_quality(quality: &Quality, sides: &Sides, found: &mut Vec<Trait>) {
    let mut counts = sides.count(&quality.codes, quality.values.len() + 1);
    let [n, m] = sides.sizes();
    let known = counts.iter().fold([0, 0], |sum, pair| [sum[0] + pair[0], sum[1] + pair[1]]);
    if n == 0 || m == 0 || known == [0, 0] {
        return;
    }
    // What is not looked at by itself makes no trait; that nothing is known does.
    let others = counts.pop();
    counts.push([n - known[0], m - known[1]]);
    let values = quality.values.iter().map(String::as_str).chain([UNKNOWN]);
    let mut traits = Vec::new();
    for (value, &[own, rest]) in values.zip(&counts) {
        // What nobody has, or everybody, tells nothing.
        if own + rest == 0 || own + rest == n + m {
            continue;
        }
        let (p, q) = (own as f64 / n as f64, rest as f64 / m as f64);
        traits.push(Trait {
            about: quality.about.clone(),
            value: Some(value.to_owned()),
            own: p,
            rest: q,
            n_known: [n, m],
            size: p - q,
            interval: newcombe((own, n), (rest, m)),
            h: Some(2.0 * (libm::asin(p.sqrt()) - libm::asin(q.sqrt()))),
            p: same_share((own, n), (rest, m)),
            made_of: false,
            certain: false,
        });
    }
    // Two values that are all there is say the same twice: the one that the group has more of stays.
    if let ([one, other], Some([0, 0])) = (traits.as_slice(), others) {
        let least = if other.size > one.size { 0 } else { 1 };
        traits.remove(least);
    }
    found.append(&mut traits);
}

fn of_number(number: &Ranked, sides: &Sides) -> Option<Trait> {
    let counts = sides.count(&number.ranks, number.values.len());
    let found = dominance(&counts)?;
    let n_known = counts.iter().fold([0, 0], |sum, pair| [sum[0] + pair[0], sum[1] + pair[1]]);
    let median = |side: usize| median(&number.values, &counts, side, n_known[side]);
    Some(Trait {
        about: number.about.clone(),
        value: None,
        own: median(0)?,
        rest: median(1)?,
        n_known,
        size: found.delta,
        interval: found.interval,
        h: None,
        p: Some(found.p),
        made_of: false,
        certain: false,
    })
}

/// The middle of `n` numbers of a side, or the mean of the two in the middle.
fn median(values: &[f64], counts: &[[usize; 2]], side: usize, n: usize) -> Option<f64> {
    let at = |place: usize| {
        let mut passed = 0;
        values.iter().zip(counts).find(|(_, counts)| {
            passed += counts[side];
            passed > place
        })
    };
    let lower = at(n.checked_sub(1)? / 2)?.0;
    let upper = at(n / 2)?.0;
    Some((lower + upper) / 2.0)
}

impl Trait {
    /// The customers of the group who have the value; of a number, all of the group of whom it is known.
    pub fn members(&self, traits: &Traits, parts: &Parts, group: usize) -> Vec<CustomerIdx> {
        let quality = traits.qualities.iter().find(|own| own.about == self.about);
        let number = traits.numbers.iter().find(|own| own.about == self.about);
        let wanted = self.value.as_ref().and_then(|value| {
            if value == UNKNOWN {
                return Some(NO_CODE);
            }
            quality?.values.iter().position(|other| other == value).map(|at| at as Code)
        });
        let codes = quality.map(|own| &own.codes).or(number.map(|own| &own.ranks));
        let code = |customer: CustomerIdx| {
            codes.and_then(|codes| codes.get(customer as usize)).copied().unwrap_or(NO_CODE)
        };
        let has = |&customer: &CustomerIdx| match wanted {
            Some(wanted) => code(customer) == wanted,
            None => code(customer) != NO_CODE,
        };
        parts.members(group).into_iter().filter(has).collect()
    }
}
