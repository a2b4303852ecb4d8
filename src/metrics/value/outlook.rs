//! What a living customer brings in a horizon, for many customers at once.
//!
//! Given that a customer is alive, the forecast depends on purchases and age alone, and smoothly on the logarithm of
//! age: customers with one number of purchases share a curve that a few ages describe to rounding. So a changed horizon
//! costs some hundred integrals, however many customers there are. The integrals of the geometric models run over a
//! function of one variable for each number of purchases; it is tabulated once for a fit.

use std::sync::LazyLock;

use clientele_likelihood::{self as kernel, Curve, Rule};

use crate::day::DAYS_PER_MONTH;
use crate::num::chebyshev::Chebyshev;
use crate::num::hypergeometric::beta_power;
use crate::num::quadrature::GaussLegendre;

use super::process::Process;
use super::purchases::Model;

/// Purchases and age in days.
pub(super) type Group = (u32, u32);

/// Fewer groups than this with one number of purchases are computed one by one.
const FEW: usize = 30;

/// Relative tolerance of the curve before the last: the error of the last is about its square.
const TOLERANCE: f64 = 3e-8;

/// Step of the logarithms of parameters for differences.
const STEP: f64 = 1e-3;

/// Pieces of the curves of slopes: they hold the slopes to about 1e-4 of themselves, far below what an interval shows.
const SLOPE_PIECES: usize = 6;

/// Tables reach as far as this horizon, which is the longest that the page offers, or to where the rate is no longer a
/// short sum (19 times the scale of the rate); beyond, each integral is made anew.
const LONGEST: f64 = 60.0 * DAYS_PER_MONTH;
const FURTHEST: f64 = 2.99;

/// As in [`Process::discounted`].
static RULE: LazyLock<Rule> = LazyLock::new(|| {
    let GaussLegendre { nodes, weights } = GaussLegendre::new(24);
    (nodes, weights)
});

/// What is tabulated for a fit.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Outlook {
    model: Model,
    parameters: [f64; 4],
    groups: Vec<Group>,
    /// Distinct ages, and for each group which one.
    ages: Vec<u32>,
    age_of: Vec<u32>,
    /// By number of purchases, for those that many groups share.
    curves: Vec<(u32, Option<Curve>)>,
    /// Numbers of purchases that carry slopes, with the curves a step up and down by each parameter.
    carriers: Vec<(u32, [[Option<Curve>; 2]; 4])>,
}

/// A horizon in days, and the discount by day, continuous.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Ahead {
    pub horizon: f64,
    pub discount: f64,
}

impl Ahead {
    /// Purchases of a living customer in it, discounted; from the table if there is one.
    fn of(self, alive: Process, curve: Option<&Curve>) -> f64 {
        let Process::Geometric { r, alpha, a, b } = alive else {
            return alive.discounted(self.horizon, self.discount);
        };
        let end = libm::log1p(self.horizon / alpha);
        match curve {
            Some(curve) if end <= curve.end() => {
                // Those who leave often leave soon: the rate falls fast.
                let width = if r * a / (a + b) < 5.0 { 2.0 } else { 1.0 };
                let parts = 1 + (end / width + self.discount * self.horizon / 10.0) as usize;
                r * curve.integral(end, self.discount * alpha, parts, &RULE)
            }
            _ => alive.discounted(self.horizon, self.discount),
        }
    }
}

/// The rate of a living customer over time, less its scale; `None` for Pareto/NBD, which needs no table.
fn curve(model: Model, parameters: &[f64; 4], x: u32, youngest: f64) -> Option<Curve> {
    let Process::Geometric { r, a, b, .. } = model.alive(parameters, x, 0.0) else { return None };
    let end = libm::log1p(LONGEST / (parameters[1] + youngest)).min(FURTHEST);
    Curve::new(end, &mut |z| libm::log(beta_power(r + 1.0, a, b, z)))
}

fn moved(parameters: &[f64; 4], i: usize, step: f64) -> [f64; 4] {
    let mut moved = *parameters;
    moved[i] *= libm::exp(step);
    moved
}

impl Outlook {
    /// For groups that stand by purchases and then age.
    pub fn new(model: Model, parameters: [f64; 4], groups: &[Group]) -> Self {
        let mut ages: Vec<u32> = groups.iter().map(|group| group.1).collect();
        crate::sort::Sort::order_by_number(&mut ages[..], |age| u64::from(*age));
        ages.dedup();
        let age_of = groups.iter().map(|group| ages.partition_point(|age| *age < group.1) as u32).collect();
        let mut outlook = Self {
            model,
            parameters,
            groups: groups.to_vec(),
            ages,
            age_of,
            curves: Vec::new(),
            carriers: Vec::new(),
        };
        if model != Model::ParetoNbd {
            outlook.tabulate();
        }
        outlook
    }

    fn tabulate(&mut self) {
        let youngest = self.ages.first().map_or(0.0, |age| f64::from(*age));
        let (model, parameters) = (self.model, self.parameters);
        for same in self.groups.chunk_by(|a, b| a.0 == b.0) {
            // What a table costs is about what thirty integrals do.
            if same.len() >= FEW {
                self.curves.push((same[0].0, curve(model, &parameters, same[0].0, youngest)));
            }
        }
        let most = self.groups.last().map_or(0, |group| group.0);
        let mut x = 0;
        loop {
            let around = std::array::from_fn(|i| {
                // The scale of the rate is no part of a curve: the table of the fit serves both steps.
                let at = |step| if i == 1 { parameters } else { moved(&parameters, i, step) };
                [STEP, -STEP].map(|step| curve(model, &at(step), x, youngest))
            });
            self.carriers.push((x, around));
            if x >= most {
                break;
            }
            x += if x < 4 { 1 } else { x / 2 };
        }
    }

    /// The time that ages are held against, and the interval of its logarithm.
    fn range(&self) -> (f64, f64, f64) {
        let scale = match self.model {
            Model::BgNbd | Model::MbgNbd => self.parameters[1],
            Model::ParetoNbd => self.parameters[3],
        };
        let place = |age: u32| libm::log(scale + f64::from(age));
        let (low, high) = (self.ages.first().copied().unwrap_or(0), self.ages.last().copied().unwrap_or(0));
        (scale, place(low), place(high.max(low + 1)))
    }

    /// How values at the points of so many pieces make up those at each age, a row an age.
    fn weights(&self, pieces: usize) -> Vec<f64> {
        let (scale, low, high) = self.range();
        let row = |age: &u32| Chebyshev::weights(pieces, low, high, libm::log(scale + f64::from(*age)));
        self.ages.iter().flat_map(row).collect()
    }

    /// Purchases of a living customer of each group.
    pub fn of_groups(&self, ahead: Ahead) -> Vec<f64> {
        let mut kept: Vec<(usize, Vec<f64>)> = Vec::new();
        if self.model == Model::ParetoNbd {
            return self.of_pareto(ahead, &mut kept);
        }
        let mut all = Vec::with_capacity(self.groups.len());
        for same in self.groups.chunk_by(|a, b| a.0 == b.0) {
            let x = same[0].0;
            let found = self.curves.binary_search_by_key(&x, |curve| curve.0).ok();
            let table = found.and_then(|at| self.curves[at].1.as_ref());
            let mut f = |age: f64| ahead.of(self.model.alive(&self.parameters, x, age), table);
            let places = &self.age_of[all.len()..][..same.len()];
            self.add_curve(places, &mut f, &mut kept, &mut all);
        }
        all
    }

    /// Pareto/NBD: `(r + x) / (alpha + T)` times what depends on age alone.
    fn of_pareto(&self, ahead: Ahead, kept: &mut Vec<(usize, Vec<f64>)>) -> Vec<f64> {
        let [r, alpha, ..] = self.parameters;
        let mut f = |age: f64| ahead.of(self.model.alive(&self.parameters, 0, age), None) * (alpha + age) / r;
        let places: Vec<u32> = (0..self.ages.len() as u32).collect();
        let mut each = Vec::with_capacity(places.len());
        self.add_curve(&places, &mut f, kept, &mut each);
        let of = |(&(x, age), &place): (&Group, &u32)| {
            each[place as usize] * (r + f64::from(x)) / (alpha + f64::from(age))
        };
        self.groups.iter().zip(&self.age_of).map(of).collect()
    }

    /// A function of age at the ages at these places.
    fn add_curve(
        &self,
        places: &[u32],
        f: &mut dyn FnMut(f64) -> f64,
        kept: &mut Vec<(usize, Vec<f64>)>,
        all: &mut Vec<f64>,
    ) {
        let (scale, low, high) = self.range();
        let curve = if places.len() < FEW {
            None
        } else {
            Chebyshev::of(low, high, TOLERANCE, &mut |v| f((libm::exp(v) - scale).max(0.0)))
        };
        let Some(curve) = curve else {
            all.extend(places.iter().map(|&place| f(f64::from(self.ages[place as usize]))));
            return;
        };
        let pieces = curve.values().len() - 1;
        let at = match kept.iter().position(|(n, _)| *n == pieces) {
            Some(at) => at,
            None => {
                kept.push((pieces, self.weights(pieces)));
                kept.len() - 1
            }
        };
        kernel::mix(&kept[at].1, curve.values(), places, all);
    }

    /// The slopes of the logarithm of what each group brings by the logarithms of the parameters.
    pub fn slopes(&self, ahead: Ahead) -> Slopes {
        let (scale, low, high) = self.range();
        let of = |f: &mut dyn FnMut(f64) -> f64| {
            let at = Chebyshev::with(SLOPE_PIECES, low, high, &mut |v| f((libm::exp(v) - scale).max(0.0)));
            at.values().to_vec()
        };
        let mut by_age = self.weights(SLOPE_PIECES);
        let by = |x: u32, i: usize, tables: [Option<&Curve>; 2]| {
            of(&mut |age| {
                let at = |step: f64, table| {
                    let alive = self.model.alive(&moved(&self.parameters, i, step), x, age);
                    libm::log(ahead.of(alive, table))
                };
                (at(STEP, tables[0]) - at(-STEP, tables[1])) / (2.0 * STEP)
            })
        };
        if self.model == Model::ParetoNbd {
            // The rate is a factor: its slopes are known, and those of leaving do not depend on purchases.
            let [_, alpha, ..] = self.parameters;
            let of_alpha = of(&mut |age| -alpha / (alpha + age));
            let values = [vec![0.0; SLOPE_PIECES + 1], of_alpha, by(0, 2, [None; 2]), by(0, 3, [None; 2])];
            let carriers = vec![(0, values)];
            return Slopes { by_age: std::mem::take(&mut by_age), carriers, shape: Some(self.parameters[0]) };
        }
        let carriers = self.carriers.iter().map(|(x, around)| {
            (*x, std::array::from_fn(|i| by(*x, i, [around[i][0].as_ref(), around[i][1].as_ref()])))
        });
        Slopes { by_age: std::mem::take(&mut by_age), carriers: carriers.collect(), shape: None }
    }

    /// Of each group where its age stands among all, for [`Slopes::of`].
    pub fn age_of(&self) -> &[u32] {
        &self.age_of
    }
}

/// Slopes by number of purchases and age.
pub(super) struct Slopes {
    /// A row an age.
    by_age: Vec<f64>,
    /// Values of the slopes at the points; between these numbers of purchases they run straight in the logarithm.
    carriers: Vec<(u32, [Vec<f64>; 4])>,
    /// Pareto/NBD: the shape of the rate, whose own slope is `r / (r + x)`.
    shape: Option<f64>,
}

impl Slopes {
    /// Between which carriers a number of purchases stands, and how far from the first to the second.
    fn between(&self, x: u32) -> (usize, usize, f64) {
        let carriers = &self.carriers;
        let after = carriers.partition_point(|carrier| carrier.0 < x).min(carriers.len() - 1);
        let before = if carriers[after].0 >= x { after.saturating_sub(1) } else { after };
        let (from, to) = (carriers[before].0, carriers[after].0);
        if to == x || from == to {
            return (after, after, 0.0);
        }
        let share = libm::log(f64::from(x + 1) / f64::from(from + 1))
            / libm::log(f64::from(to + 1) / f64::from(from + 1));
        (before, after, share)
    }

    /// Of customers with `x` purchases whose age stands at `place`.
    pub fn of(&self, x: u32, place: u32) -> [f64; 4] {
        let row = &self.by_age[place as usize * (SLOPE_PIECES + 1)..][..SLOPE_PIECES + 1];
        let (from, to, share) = self.between(x);
        let at = |carrier: usize, i: usize| -> f64 {
            self.carriers[carrier].1[i].iter().zip(row).map(|(value, weight)| value * weight).sum()
        };
        let mut slopes = std::array::from_fn(|i| {
            let low = at(from, i);
            if share == 0.0 { low } else { low + share * (at(to, i) - low) }
        });
        if let Some(r) = self.shape {
            slopes[0] = r / (r + f64::from(x));
        }
        slopes
    }

    /// The sum of the slopes of all groups, each times its weight.
    pub fn sum(&self, groups: &[Group], age_of: &[u32], weights: &[f64]) -> [f64; 4] {
        const N: usize = SLOPE_PIECES + 1;
        let mut on = vec![[0.0; N]; self.carriers.len()];
        let mut of_shape = 0.0;
        let mut last = (u32::MAX, (0, 0, 0.0));
        for ((&(x, _), &place), &weight) in groups.iter().zip(age_of).zip(weights) {
            if last.0 != x {
                last = (x, self.between(x));
            }
            let (from, to, share) = last.1;
            let row = &self.by_age[place as usize * N..][..N];
            for k in 0..N {
                let part = weight * row[k];
                on[from][k] += part * (1.0 - share);
                on[to][k] += part * share;
            }
            if let Some(r) = self.shape {
                of_shape += weight * r / (r + f64::from(x));
            }
        }
        let mut sums: [f64; 4] = std::array::from_fn(|i| {
            let of_carrier = |(values, on): (&(u32, [Vec<f64>; 4]), &[f64; N])| {
                values.1[i].iter().zip(on).map(|(value, weight)| value * weight).sum::<f64>()
            };
            self.carriers.iter().zip(&on).map(of_carrier).sum()
        });
        if self.shape.is_some() {
            sums[0] = of_shape;
        }
        sums
    }
}
