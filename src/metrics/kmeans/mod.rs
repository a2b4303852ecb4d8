//! # Question
//! Into which groups do customers fall by themselves?
//!
//! # Input
//! Orders up to the as-of day, and the features by which to compare customers.
//!
//! # Result
//! Groups of customers who are near each other in all features, the group that paid most first; how many groups were
//! tried and how clear each number was. The same data and seed give the same groups.
//!
//! # Edge cases
//! A feature in which all are equal plays no part. There are never more groups than customers who differ; one group if
//! none differ. More than 5,000 distinct customers are searched on an even selection of them, and all are then placed
//! by rounds over everybody. The clearness is measured on 1,000 of them at most.
//!
//! # Source
//! See [`cluster`](mod@cluster), [`silhouette`] and [`gaps`]. Of the numbers of groups that were asked for, the one with the highest
//! mean silhouette is taken, the smaller of equals.
//!
//! # Example
//! ```
//! use clientele::{day::Day, facts::{Facts, Order, Orders}, moment::Moment, money::Money};
//! use clientele::metrics::kmeans::{KmeansConfig, kmeans};
//!
//! // Three buy for about 10 lately, three for about 500 long ago.
//! let rows = [(90, 10.0), (91, 11.0), (92, 10.5), (2, 500.0), (1, 520.0), (3, 480.0)];
//! let orders: Vec<Order> = rows.into_iter().zip(0..).map(|((day, units), customer)| Order {
//!     customer, moment: Moment::of_day(Day(day)), day: Day(day), amount: Money::from_units(units), cost: None,
//! }).collect();
//! let facts = Facts { orders: Orders::new(6, &orders), ..Facts::default() };
//! let answer = kmeans(&facts, &KmeansConfig::default())?;
//! assert_eq!(answer.groups.iter().map(|group| group.n_customers).collect::<Vec<_>>(), [3, 3]);
//! assert_eq!(answer.groups[0].amount, Money::from_units(1500.0));
//! # Ok::<(), clientele::error::Error>(())
//! ```

pub mod cluster;
mod features;
mod gap;
mod judge;

use crate::day::Day;
use crate::error::Error;
use crate::facts::Facts;
use crate::message::message;
use crate::money::Money;
use crate::sort::Sort as _;

use cluster::{Clustering, Points, cluster, place, refine};
use features::scaled;
pub(in crate::metrics) use features::{Buyer, buyers};

pub use features::{Feature, FeatureScale};
pub use gap::{Gap, chosen, gaps};
pub use judge::{NO_STRUCTURE, silhouette};

/// How to group.
#[derive(Debug, Clone, PartialEq)]
pub struct KmeansConfig {
    /// Later orders are left out. `None`: the last day of the data.
    pub as_of: Option<Day>,
    /// What customers are compared by: at least one, each once.
    pub features: Vec<Feature>,
    /// Compare by orders of magnitude: take logarithms first. Money and orders are so unequal that without it a few
    /// large customers make up most groups.
    pub log: bool,
    /// Groups: 1 to 20. `None`: the clearest number from 2 to 8.
    pub n_groups: Option<u8>,
    /// Where the random numbers start.
    pub seed: u64,
}

/// Customers in groups.
#[derive(Debug, Clone, PartialEq)]
pub struct Kmeans {
    /// Later orders are left out.
    pub as_of: Day,
    /// Customers with at least one purchase.
    pub n_customers: usize,
    /// What they paid in all, refunds taken off.
    pub amount: Money,
    /// The features and how each was scaled.
    pub scales: Vec<FeatureScale>,
    /// The groups, the one that paid most first.
    pub groups: Vec<Group>,
    /// For each customer its position in `groups`; `None` for one who never bought.
    pub group_of: Vec<Option<u8>>,
    /// The sum of squared distances to the centres, on the common scale.
    pub inertia: f64,
    /// How clear the groups are, -1 to 1; `None` for one group. Up to [`NO_STRUCTURE`] they are not.
    pub silhouette: Option<f64>,
    /// What was tried, by the number of groups.
    pub trials: Vec<Trial>,
    /// The number of groups that the gap statistic would take, 1 included; `None` where it was not asked, or would take
    /// more than were tried.
    pub gap_choice: Option<u8>,
}

/// One number of groups.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Trial {
    /// Groups.
    pub n_groups: u8,
    /// The least sum of squared distances found, on the customers that were searched.
    pub inertia: f64,
    /// The mean silhouette; `None` for one group.
    pub silhouette: Option<f64>,
    /// The gap statistic; `None` where the number was given, or for too few customers.
    pub gap: Option<Gap>,
}

/// One group.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// Customers in it: at least one.
    pub n_customers: usize,
    /// Of all customers, 0 to 1.
    pub share: f64,
    /// What they paid, refunds taken off.
    pub amount: Money,
    /// Of all money, 0 to 1; `None` where there is none or a group is below zero.
    pub amount_share: Option<f64>,
    /// The mean of each feature, in its own unit.
    pub means: Vec<f64>,
    /// The centre on the common scale: standard deviations from the mean of all.
    pub center: Vec<f64>,
}

impl Default for KmeansConfig {
    /// Recency, orders and amount by order of magnitude; the clearest number of groups.
    fn default() -> Self {
        let features = vec![Feature::Recency, Feature::Orders, Feature::Amount];
        Self { as_of: None, features, log: true, n_groups: None, seed: 1 }
    }
}

const MOST_SEARCHED: usize = 5_000;
/// Rounds over all customers, from centres that are near the best already.
const ROUNDS_OF_ALL: usize = 30;
const MOST_JUDGED: usize = 1_000;
const STARTS: usize = 60;

/// Groups customers.
///
/// # Errors
/// A configuration error for no feature, one named twice, or a number of groups that is not 1 to 20; a missing-facts
/// error if nobody bought up to the as-of day.
pub fn kmeans(facts: &Facts, config: &KmeansConfig) -> Result<Kmeans, Error> {
    check(config)?;
    let nobody = || Error::missing(message!("Groups need at least one order up to the chosen day."));
    let as_of = config.as_of.or(facts.last_day()).ok_or_else(nobody)?;
    let buyers = buyers(facts, as_of);
    if buyers.is_empty() {
        return Err(nobody());
    }
    let (scales, rows) = rows(&buyers, as_of, config);
    let (points, point_of) = Points::new(scales.len(), &rows);
    let (found, mut trials) = search(&points, config).ok_or_else(nobody)?;
    let gap_choice =
        if config.n_groups.is_none() { judge_by_gap(&points, config, &mut trials) } else { None };
    let chosen =
        trials.iter().find(|trial| usize::from(trial.n_groups) * scales.len() == found.centers.len());
    let n_all = facts.customers.len().max(facts.orders.groups().n_customers());
    let mut answer = Kmeans {
        as_of,
        n_customers: buyers.len(),
        amount: buyers.iter().map(|buyer| buyer.amount).sum(),
        groups: Vec::new(),
        group_of: vec![None; n_all],
        inertia: found.inertia,
        silhouette: chosen.and_then(|trial| trial.silhouette),
        scales,
        trials,
        gap_choice,
    };
    fill(&mut answer, &buyers, &found, &point_of);
    Ok(answer)
}

fn check(config: &KmeansConfig) -> Result<(), Error> {
    let mut features = config.features.clone();
    features.order();
    features.dedup();
    if features.is_empty() || features.len() != config.features.len() {
        return Err(Error::config(message!("Choose at least one feature, and each once.")));
    }
    match config.n_groups {
        Some(n) if !(1..=20).contains(&n) => Err(Error::config(message!("Choose 1 to 20 groups."))),
        _ => Ok(()),
    }
}

/// The features of each buyer on the common scale, one row after the other.
fn rows(buyers: &[Buyer], as_of: Day, config: &KmeansConfig) -> (Vec<FeatureScale>, Vec<f64>) {
    let n_dims = config.features.len();
    let mut rows = vec![0.0; buyers.len() * n_dims];
    let mut scales = Vec::with_capacity(n_dims);
    for (dim, &feature) in config.features.iter().enumerate() {
        let values: Vec<f64> = buyers.iter().map(|buyer| feature.of(buyer, as_of)).collect();
        let (scale, values) = scaled(feature, &values, config.log);
        for (row, value) in rows.chunks_exact_mut(n_dims).zip(values) {
            row[dim] = value;
        }
        scales.push(scale);
    }
    (scales, rows)
}

/// Tries each number of groups and keeps the clearest.
fn search(points: &Points, config: &KmeansConfig) -> Option<(Clustering, Vec<Trial>)> {
    let few = points.thinned(MOST_SEARCHED);
    let judged = points.thinned(MOST_JUDGED);
    let numbers = match config.n_groups {
        Some(n) => n..=n,
        None => 2..=8,
    };
    let most = points.len().min(255) as u8;
    let mut trials: Vec<Trial> = Vec::new();
    let mut best: Option<(Option<f64>, Clustering)> = None;
    for n_groups in numbers.clone().filter(|&n| n <= most).chain((most < *numbers.start()).then_some(most)) {
        let found = cluster(&few, usize::from(n_groups), config.seed, STARTS)?;
        let clearness = silhouette(&judged, &place(&judged, &found.centers));
        let inertia = found.inertia;
        trials.push(Trial { n_groups, inertia, silhouette: clearness, gap: None });
        if best.as_ref().is_none_or(|(least, _)| clearness > *least) {
            best = Some((clearness, found));
        }
    }
    let (_, found) = best?;
    let found = if few.len() < points.len() { refine(points, &found.centers, ROUNDS_OF_ALL) } else { found };
    Some((found, trials))
}

/// Gives each trial its gap, and the number of groups that these speak for.
fn judge_by_gap(points: &Points, config: &KmeansConfig, trials: &mut [Trial]) -> Option<u8> {
    let numbers: Vec<u8> = [1].into_iter().chain(trials.iter().map(|trial| trial.n_groups)).collect();
    let gaps = gaps(&points.thinned(MOST_JUDGED), &numbers, config.seed);
    for (trial, &gap) in trials.iter_mut().zip(gaps.iter().skip(1)) {
        trial.gap = gap;
    }
    chosen(&numbers, &gaps)
}

/// Describes the groups and numbers them by money, then by size, then by centre.
fn fill(answer: &mut Kmeans, buyers: &[Buyer], found: &Clustering, point_of: &[u32]) {
    let n_dims = answer.scales.len();
    let k = found.centers.len() / n_dims.max(1);
    let label = |at: usize| usize::from(found.label_of[point_of[at] as usize]);
    let mut members: Vec<Vec<&Buyer>> = vec![Vec::new(); k];
    for (at, buyer) in buyers.iter().enumerate() {
        members[label(at)].push(buyer);
    }
    let amounts: Vec<Money> = members.iter().map(|own| own.iter().map(|buyer| buyer.amount).sum()).collect();
    let center = |label: usize| &found.centers[label * n_dims..(label + 1) * n_dims];
    let mut order: Vec<usize> = (0..k).filter(|&label| !members[label].is_empty()).collect();
    order.order_by(|&a, &b| {
        let size = members[b].len().cmp(&members[a].len());
        amounts[b].cmp(&amounts[a]).then(size).then_with(|| {
            center(a).iter().zip(center(b)).map(|(a, b)| a.total_cmp(b)).find(|o| o.is_ne()).unwrap_or(size)
        })
    });
    let shares = answer.amount > Money::ZERO && amounts.iter().all(|amount| !amount.is_negative());
    for &label in &order {
        let own = &members[label];
        answer.groups.push(Group {
            n_customers: own.len(),
            share: own.len() as f64 / buyers.len() as f64,
            amount: amounts[label],
            amount_share: shares.then(|| amounts[label].0 as f64 / answer.amount.0 as f64),
            means: answer.scales.iter().map(|scale| mean(scale.feature, own, answer.as_of)).collect(),
            center: center(label).to_vec(),
        });
    }
    for (at, buyer) in buyers.iter().enumerate() {
        let group = order.iter().position(|&other| other == label(at)).map(|group| group as u8);
        if let Some(slot) = answer.group_of.get_mut(buyer.customer as usize) {
            *slot = group;
        }
    }
}

/// The mean of a feature, summed in rising order.
fn mean(feature: Feature, buyers: &[&Buyer], as_of: Day) -> f64 {
    let mut values: Vec<f64> = buyers.iter().map(|buyer| feature.of(buyer, as_of)).collect();
    values.order_by(f64::total_cmp);
    values.iter().sum::<f64>() / values.len().max(1) as f64
}
