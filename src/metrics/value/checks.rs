//! What do the models take for granted, and does it hold?
//!
//! # Question
//! Is there anything in these orders that the models of purchases and spend do not know, so that their forecast may be off?
//!
//! # Input
//! Orders, and the customers as of a day with the fitted models.
//!
//! # Result
//! [`Notice`]s: one for each assumption that is clearly broken, with how far. None of them where all is well. Each needs
//! both a departure beyond chance and one that is large enough to matter.
//!
//! # Edge cases
//! Too few customers to tell: no notice. Seasons need two whole years.
//!
//! # Source
//! Frequency against spend: Fader & Hardie 2013, section 4. Regular timing: Wheat & Morrison 1990, "Estimating purchase
//! regularity with two interpurchase times". Seasons: analysis of variance of what the model leaves over, by month of the
//! year. Cohorts: the test of Welch 1947.

use crate::day::Day;
use crate::facts::Facts;

use super::base::Base;
use super::history;
use super::newcomers::{self, Arrivals};
use super::spend::Spend;

/// An assumption that does not hold.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Notice {
    /// Those who buy more often spend more or less each time: the correlation of the logarithms.
    SpendGoesWithFrequency(f64),
    /// Purchases come more regularly than by chance: the shape of the times between, 1 by chance.
    RegularTiming(f64),
    /// Purchases follow the season: the month of the year that is furthest off, 1 to 12, and how far, 0.3 for 30 % above.
    Seasonal(u32, f64),
    /// Later customers buy more or less often than earlier ones did in the same time: the ratio.
    MixedCohorts(f64),
    /// Nobody bought in so many days before the end, though so many purchases could be expected.
    SilentEnd(i32, f64),
    /// The orders reach back only so many days.
    ShortData(i32),
    /// Only so many customers bought on two days or more.
    FewRepeaters(usize),
}

/// Fewer days than these tell little of a year.
const SHORT_DAYS: i32 = 91;
/// Fewer repeat buyers than these leave parameters open.
const FEW_REPEATERS: usize = 50;
/// Days of a year for what repeats yearly.
const YEAR: i32 = 365;

/// Every assumption that is clearly broken.
pub fn checks(facts: &Facts, base: &Base) -> Vec<Notice> {
    let seen = Seen::new(facts, base);
    let spends = base.people().repeat_spends();
    [
        short(&seen),
        few(&seen),
        silent_end(&seen),
        spend_with_frequency(&spends),
        seen.regular_timing(),
        seasonal(base, &seen),
        mixed_cohorts(&seen),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// What one walk through the orders shows.
struct Seen {
    as_of: Day,
    first: Day,
    last: Day,
    n_repeaters: usize,
    /// Of each customer, in a fixed order: the first purchase day.
    firsts: Vec<Day>,
    /// All repeat purchase days of all.
    repeats: Vec<Day>,
    /// Customers by day of first purchase with the repeat purchases in the first [`window`](Self::window) days.
    early: Vec<(Day, u32)>,
    window: i32,
    /// Of those with two repeat purchases: the departure of the share of the first gap from its mean, squared, and what it
    /// would be by chance.
    ratio_spread: f64,
    chance_spread: f64,
    n_ratios: f64,
}

impl Seen {
    fn new(facts: &Facts, base: &Base) -> Self {
        let as_of = base.as_of;
        let longest = base.buyers.iter().map(|b| b.age).max().unwrap_or(0);
        let first = as_of.plus(-(longest as i32));
        let mut seen = Self {
            as_of,
            first,
            last: first,
            n_repeaters: 0,
            firsts: Vec::new(),
            repeats: Vec::new(),
            early: Vec::new(),
            window: (as_of.since(first) / 4).min(YEAR),
            ratio_spread: 0.0,
            chance_spread: 0.0,
            n_ratios: 0.0,
        };
        let mut gaps: Vec<(i32, i32)> = Vec::new();
        history::visit_days(&facts.orders, as_of, &mut |_, days| seen.add(days, &mut gaps));
        // In an order fixed by values: sums of floats must not depend on the order of rows.
        crate::sort::Sort::order_by_number(&mut gaps[..], |&(first, second)| {
            (first as u64) << 32 | second as u64
        });
        for (first, second) in gaps {
            let whole = f64::from(first + second);
            let share = f64::from(first) / whole - 0.5;
            seen.ratio_spread += share * share;
            // Uniform over the days inside.
            seen.chance_spread += ((whole - 1.0) * (whole - 1.0) - 1.0) / (12.0 * whole * whole);
            seen.n_ratios += 1.0;
        }
        seen
    }

    fn add(&mut self, days: &[Day], gaps: &mut Vec<(i32, i32)>) {
        let (first, last) = (days[0], days[days.len() - 1]);
        self.last = self.last.max(last);
        self.firsts.push(first);
        self.repeats.extend_from_slice(&days[1..]);
        self.n_repeaters += usize::from(days.len() > 1);
        if self.as_of.since(first) >= self.window {
            let soon = days[1..].iter().filter(|day| day.since(first) <= self.window).count();
            self.early.push((first, soon as u32));
        }
        if let [first, second, third, ..] = days {
            // Days are whole: of two gaps that are short together nothing can be told.
            if third.since(*first) >= 14 {
                gaps.push((second.since(*first), third.since(*second)));
            }
        }
    }

    /// By chance the first of two times between purchases is any share of both alike.
    fn regular_timing(&self) -> Option<Notice> {
        let (spread, chance) = (self.ratio_spread / self.n_ratios, self.chance_spread / self.n_ratios);
        // The variance of the square of a uniform departure is 1/180.
        let z = (chance - spread) / libm::sqrt(1.0 / 180.0 / self.n_ratios);
        // A share of two gammas of shape k varies by 1 / (4 (2k + 1)).
        let shape = 0.5 * (1.0 / (4.0 * spread * (1.0 / 12.0) / chance) - 1.0);
        (self.n_ratios >= 30.0 && z > 4.0 && shape > 1.5).then_some(Notice::RegularTiming(shape))
    }
}

fn short(seen: &Seen) -> Option<Notice> {
    let days = seen.as_of.since(seen.first) + 1;
    (days < SHORT_DAYS).then_some(Notice::ShortData(days))
}

fn few(seen: &Seen) -> Option<Notice> {
    let n = seen.n_repeaters;
    (super::MIN_REPEATERS..FEW_REPEATERS).contains(&n).then_some(Notice::FewRepeaters(n))
}

/// The pace of the last months before the last purchase, carried on to the end.
fn silent_end(seen: &Seen) -> Option<Notice> {
    let silent = seen.as_of.since(seen.last);
    let span = (seen.last.since(seen.first) + 1).min(SHORT_DAYS);
    let from = seen.last.plus(1 - span);
    let recent = seen.repeats.iter().chain(&seen.firsts).filter(|day| **day >= from).count();
    let expected = recent as f64 / f64::from(span.max(1)) * f64::from(silent);
    (silent >= 7 && expected >= 20.0).then_some(Notice::SilentEnd(silent, expected))
}

/// Correlation of the logarithms of frequency and mean spend over repeat buyers, beyond chance and of weight.
fn spend_with_frequency(spends: &[Spend]) -> Option<Notice> {
    let n: f64 = spends.iter().map(|s| s.n).sum();
    let mut points: Vec<(f64, f64, f64)> = Vec::with_capacity(spends.len());
    let (mut x, mut ln_x) = (1, 0.0);
    for s in spends {
        // They stand by `x`.
        if s.x != x {
            (x, ln_x) = (s.x, libm::log(f64::from(s.x)));
        }
        points.push((ln_x, libm::log(s.sum) - ln_x, s.n));
    }
    let mean = |f: fn(&(f64, f64, f64)) -> f64| points.iter().map(f).sum::<f64>() / n;
    let (mx, my) = (mean(|p| p.2 * p.0), mean(|p| p.2 * p.1));
    let (mut xx, mut xy, mut yy) = (0.0, 0.0, 0.0);
    for (x, y, w) in points {
        xx += w * (x - mx) * (x - mx);
        xy += w * (x - mx) * (y - my);
        yy += w * (y - my) * (y - my);
    }
    let along = xy / libm::sqrt(xx * yy);
    let clear = along.abs() > 0.25 && along.abs() * libm::sqrt(n) > 4.0;
    (n >= 30.0 && clear).then_some(Notice::SpendGoesWithFrequency(along))
}

/// What the model leaves over, by month of the year, over whole years.
fn seasonal(base: &Base, seen: &Seen) -> Option<Notice> {
    let (model, fitted) = base.model()?;
    let arrivals = Arrivals::new(&seen.firsts)?;
    let (from, to) = (seen.first.month_number() + 1, seen.as_of.plus(1).month_number());
    // Whole years back from the end.
    let n_years = (to - from) / 12;
    if n_years < 2 {
        return None;
    }
    let from = to - 12 * n_years;
    let mut actual = vec![0.0; (12 * n_years) as usize];
    for day in &seen.repeats {
        let place = day.month_number() - from;
        if let Some(count) = usize::try_from(place).ok().and_then(|place| actual.get_mut(place)) {
            *count += 1.0;
        }
    }
    let expected = newcomers::expected(model, &fitted.parameters, seen.as_of.since(seen.first) as u32);
    let by = |month: i32| arrivals.repeats_by(Day::of_month_number(month).plus(-1), &expected);
    let ends: Vec<f64> = (from..=to).map(by).collect();
    if ends.windows(2).any(|pair| pair[1] - pair[0] < 10.0) {
        return None;
    }
    let mut over: Vec<f64> = actual
        .iter()
        .zip(ends.windows(2))
        .map(|(a, pair)| libm::log((a + 0.5) / (pair[1] - pair[0])))
        .collect();
    for year in over.chunks_mut(12) {
        let mean = year.iter().sum::<f64>() / 12.0;
        year.iter_mut().for_each(|month| *month -= mean);
    }
    let years = f64::from(n_years);
    let means: [f64; 12] = std::array::from_fn(|m| over.iter().skip(m).step_by(12).sum::<f64>() / years);
    let between = years * means.iter().map(|m| m * m).sum::<f64>() / 11.0;
    let within: f64 = over.iter().enumerate().map(|(k, v)| (v - means[k % 12]) * (v - means[k % 12])).sum();
    // Each year's mean was taken off.
    let left = 11.0 * (years - 1.0);
    let ratio = between / (within / left);
    // About the point that chance passes once in a thousand.
    let beyond = ratio > 3.0 + 45.0 / left;
    let spread = libm::sqrt(means.iter().map(|m| m * m).sum::<f64>() / 12.0);
    let place = (0..12).reduce(|most, m| if means[m].abs() > means[most].abs() { m } else { most })?;
    let month = Day::of_month_number(from + place as i32).ymd().1;
    (beyond && spread > 0.1).then(|| Notice::Seasonal(month, libm::expm1(means[place])))
}

/// Repeat purchases in the same time after the first, of early and of late customers. Where the orders allow it both
/// came in the same months of different years, so that seasons do not tell them apart.
fn mixed_cohorts(seen: &Seen) -> Option<Notice> {
    let room = seen.as_of.since(seen.first) - seen.window;
    let years = (room - 60) / YEAR;
    let (early, late) = if years >= 1 {
        let long = (room - years * YEAR).min(YEAR);
        (0..long, years * YEAR..years * YEAR + long)
    } else {
        (0..room / 2, room / 2..room + 1)
    };
    let of = |range: &std::ops::Range<i32>| {
        let mut counts: Vec<f64> = Vec::new();
        for &(first, n) in &seen.early {
            if range.contains(&first.since(seen.first)) {
                counts.push(f64::from(n));
            }
        }
        let n = counts.len() as f64;
        let mean = counts.iter().sum::<f64>() / n;
        // Whole numbers: these sums do not depend on their order beyond rounding that no threshold sees.
        let square = counts.iter().map(|c| c * c).sum::<f64>() / n - mean * mean;
        (n, mean, square / n)
    };
    let ((n, before, doubt), (m, after, more_doubt)) = (of(&early), of(&late));
    let ratio = after / before;
    let z = (after - before).abs() / libm::sqrt(doubt + more_doubt);
    let matters = !(0.75..=4.0 / 3.0).contains(&ratio) && ratio.is_finite() && ratio > 0.0;
    (n >= 50.0 && m >= 50.0 && z > 4.0 && matters).then_some(Notice::MixedCohorts(ratio))
}
