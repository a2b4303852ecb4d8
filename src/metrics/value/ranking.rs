//! Customers by what is expected of them, in bands, without a list of customers: what a changed horizon asks for.

use clientele_likelihood::{self as kernel, BandSums, TIED};

use crate::metrics::value_bands::{ValueBand, ValueBands, value_bands};
use crate::money::Money;
use crate::num::quantile;
use crate::sort::Sort as _;

use super::base::Base;
use super::{Summary, ValueConfig};

impl Base {
    /// What the customers are worth together, and in bands by what is expected of each: the same as [`value_bands`] of
    /// the customers of [`Base::value`].
    pub fn worth(&self, config: &ValueConfig, n_bands: u8) -> (Summary, ValueBands) {
        let Some(each) = self.of_groups(config.ahead()) else {
            let value = self.value(config);
            let bands = value_bands(&value.customers, n_bands);
            return (value.summary, bands);
        };
        let summary = self.summary_of(config, Some(&each));
        let mut values = vec![0.0; self.order.len()];
        kernel::worth(&self.of_one, &self.group_of, &each, &mut values);
        let n_bands = usize::from(n_bands.max(1)).min(values.len());
        let bands = self.bands(&values, n_bands, summary.margin);
        (summary, ValueBands::new(bands))
    }

    /// Values by place of the order, in bands of as equal a size as possible.
    fn bands(&self, values: &[f64], n_bands: usize, margin: f64) -> Vec<ValueBand> {
        let n = values.len();
        // Where each band but the last ends, in the falling ranking; the values at these places, falling.
        let ends: Vec<usize> = (1..n_bands).map(|k| n * k / n_bands).collect();
        let positions: Vec<usize> = ends.iter().rev().map(|end| n - end).collect();
        // The bits of numbers that are not negative stand in their order.
        let keys: Vec<i64> = values.iter().map(|value| value.max(0.0).to_bits() as i64).collect();
        let rising = quantile::at_positions(&keys, &positions);
        let cuts: Vec<f64> = rising.iter().rev().map(|&bits| f64::from_bits(bits as u64)).collect();
        let mut band_of = vec![0; n];
        kernel::band_of(values, &cuts, &mut band_of);
        self.deal_ties(values, &cuts, &ends, &mut band_of);
        let mut sums = vec![BandSums::default(); n_bands];
        kernel::band_sums(&band_of, values, &self.paid, &self.alive, &mut sums);
        let least = values.iter().copied().fold(f64::INFINITY, f64::min);
        let least_of = |k: usize| cuts.get(k).copied().unwrap_or(least);
        let has_alive = !self.alive.is_empty();
        let band = |(k, sums): (usize, &BandSums)| ValueBand {
            n_customers: sums.n,
            so_far: Money(sums.so_far),
            so_far_share: None,
            expected: Some(sums.value * margin),
            expected_share: None,
            least_expected: Some(least_of(k) * margin),
            mean_p_alive: has_alive.then(|| sums.alive / sums.n as f64),
        };
        sums.iter().enumerate().map(band).collect()
    }

    /// Customers whose value is exactly that at the end of a band: who paid more so far stands higher, then who bought
    /// more often, and so on.
    fn deal_ties(&self, values: &[f64], cuts: &[f64], ends: &[usize], band_of: &mut [u8]) {
        let mut untied = vec![0; cuts.len() + 1];
        let mut tied: Vec<u32> = Vec::new();
        for (place, &band) in band_of.iter().enumerate() {
            if band & TIED == 0 {
                untied[usize::from(band)] += 1;
            } else {
                tied.push(place as u32);
            }
        }
        tied.order_by(|&a, &b| {
            let of = |place: u32| &self.buyers[self.order[place as usize] as usize];
            let (one, other) = (of(a), of(b));
            let by_value = values[b as usize].total_cmp(&values[a as usize]);
            let rest = (other.so_far, other.x, other.tx).cmp(&(one.so_far, one.x, one.tx));
            by_value.then(rest).then(one.age.cmp(&other.age))
        });
        for (before, &place) in tied.iter().enumerate() {
            let place = place as usize;
            let higher = cuts.iter().take_while(|cut| **cut > values[place]).count();
            let rank = untied[..=higher].iter().sum::<usize>() + before;
            band_of[place] = ends.iter().filter(|end| **end <= rank).count() as u8;
        }
    }
}
