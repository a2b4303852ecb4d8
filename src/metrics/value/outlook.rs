//! What a living customer brings in a horizon, for many customers at once.
//!
//! Given that a customer is alive, the forecast depends on purchases and age alone, and smoothly on the logarithm of
//! age: customers with one number of purchases share a curve that a few ages describe to rounding. So a changed horizon
//! costs some hundred integrals, however many customers there are.

use crate::num::chebyshev::Chebyshev;

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

/// Purchases within a horizon, each worth `exp(-discount u)` at time `u`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Ahead {
    pub model: Model,
    pub parameters: [f64; 4],
    /// Days.
    pub horizon: f64,
    /// By day, continuous.
    pub discount: f64,
}

impl Ahead {
    fn at(&self, parameters: &[f64; 4], x: u32, age: f64) -> f64 {
        self.model.alive(parameters, x, age).discounted(self.horizon, self.discount)
    }

    fn scale(&self) -> f64 {
        match self.model {
            Model::BgNbd | Model::MbgNbd => self.parameters[1],
            Model::ParetoNbd => self.parameters[3],
        }
    }

    /// For each of the groups, which stand by purchases and then age.
    pub fn of_groups(&self, groups: &[Group]) -> Vec<f64> {
        match self.model {
            Model::ParetoNbd => self.of_pareto(groups),
            Model::BgNbd | Model::MbgNbd => {
                let mut all = Vec::with_capacity(groups.len());
                for same in groups.chunk_by(|a, b| a.0 == b.0) {
                    self.add_curve(same, &mut |age| self.at(&self.parameters, same[0].0, age), &mut all);
                }
                all
            }
        }
    }

    /// Pareto/NBD: `(r + x) / (alpha + T)` times what depends on age alone.
    fn of_pareto(&self, groups: &[Group]) -> Vec<f64> {
        let [r, alpha, ..] = self.parameters;
        let mut ages: Vec<Group> = groups.iter().map(|&(_, age)| (0, age)).collect();
        crate::sort::Sort::order(&mut ages[..]);
        ages.dedup();
        let mut each = Vec::with_capacity(ages.len());
        let unit = |age: f64| self.at(&self.parameters, 0, age) * (alpha + age) / r;
        self.add_curve(&ages, &mut { unit }, &mut each);
        let of = |&(x, age): &Group| {
            let place = ages.partition_point(|other| other.1 < age);
            each[place.min(each.len() - 1)] * (r + x as f64) / (alpha + age as f64)
        };
        groups.iter().map(of).collect()
    }

    fn add_curve(&self, same: &[Group], f: &mut dyn FnMut(f64) -> f64, all: &mut Vec<f64>) {
        let scale = self.scale();
        let (Some(first), Some(last)) = (same.first(), same.last()) else { return };
        let place = |age: f64| libm::log(scale + age);
        let curve = if same.len() < FEW {
            None
        } else {
            let (low, high) = (place(first.1 as f64), place(last.1 as f64));
            Chebyshev::of(low, high, TOLERANCE, &mut |v| f(libm::exp(v) - scale))
        };
        match curve {
            Some(curve) => all.extend(same.iter().map(|group| curve.at(place(group.1 as f64)))),
            None => all.extend(same.iter().map(|group| f(group.1 as f64))),
        }
    }

    /// For each of the groups the slopes of the logarithm by the logarithms of the parameters.
    pub fn slopes_of_groups(&self, groups: &[Group]) -> Vec<[f64; 4]> {
        let Some(longest) = groups.iter().map(|group| group.1).max() else { return Vec::new() };
        let shortest = groups.iter().map(|group| group.1).min().unwrap_or(0);
        let scale = self.scale();
        let place = |age: u32| libm::log(scale + age as f64);
        let range = (place(shortest), if longest > shortest { place(longest) } else { place(longest + 1) });
        // Numbers of purchases that carry curves; between them the slopes run straight in the logarithm.
        let mut carriers: Vec<(u32, [Chebyshev; 4])> = Vec::new();
        let mut all = Vec::with_capacity(groups.len());
        for &(x, age) in groups {
            while carriers.last().is_none_or(|last| last.0 < x) {
                let next = match carriers.last() {
                    None => 0,
                    Some(last) if last.0 < 4 => last.0 + 1,
                    Some(last) => last.0 + last.0 / 2,
                };
                carriers.push((next, self.slope_curves(next, range)));
            }
            let after = carriers.partition_point(|carrier| carrier.0 < x).min(carriers.len() - 1);
            let before = if carriers[after].0 == x { after } else { after.saturating_sub(1) };
            let v = place(age);
            let (from, to) = (&carriers[before], &carriers[after]);
            let share = if from.0 == to.0 {
                0.0
            } else {
                libm::log((x + 1) as f64 / (from.0 + 1) as f64)
                    / libm::log((to.0 + 1) as f64 / (from.0 + 1) as f64)
            };
            all.push(std::array::from_fn(|i| {
                let low = from.1[i].at(v);
                if share == 0.0 { low } else { low + share * (to.1[i].at(v) - low) }
            }));
        }
        all
    }

    fn slope_curves(&self, x: u32, (low, high): (f64, f64)) -> [Chebyshev; 4] {
        let scale = self.scale();
        std::array::from_fn(|i| {
            Chebyshev::with(SLOPE_PIECES, low, high, &mut |v| {
                let age = (libm::exp(v) - scale).max(0.0);
                let at = |step: f64| {
                    let mut moved = self.parameters;
                    moved[i] *= libm::exp(step);
                    libm::log(self.at(&moved, x, age))
                };
                (at(STEP) - at(-STEP)) / (2.0 * STEP)
            })
        })
    }
}
