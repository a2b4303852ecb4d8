//! What each customer is worth, and in which band that is.

use super::STEP;

/// `of_one` times what the customer's group expects, into `into`.
pub fn worth(of_one: &[f64], group_of: &[u32], each: &[f64], into: &mut [f64]) {
    let steps = of_one.chunks(STEP).zip(group_of.chunks(STEP)).zip(into.chunks_mut(STEP));
    steps.for_each(|((of_one, group_of), into)| some_worth(of_one, group_of, each, into));
}

#[inline(never)]
fn some_worth(of_one: &[f64], group_of: &[u32], each: &[f64], into: &mut [f64]) {
    for ((into, own), group) in into.iter_mut().zip(of_one).zip(group_of) {
        *into = own * each.get(*group as usize).copied().unwrap_or(0.0);
    }
}

/// Marks a value that is equal to a cut.
pub const TIED: u8 = 1 << 7;

/// For each value how many of the falling `cuts` it is below, with [`TIED`] where it is equal to one.
pub fn band_of(values: &[f64], cuts: &[f64], into: &mut [u8]) {
    values.chunks(STEP).zip(into.chunks_mut(STEP)).for_each(|(values, into)| some_bands(values, cuts, into));
}

#[inline(never)]
fn some_bands(values: &[f64], cuts: &[f64], into: &mut [u8]) {
    for (into, value) in into.iter_mut().zip(values) {
        *into = cuts.iter().fold(0, |band, cut| {
            let tied = if value == cut { TIED } else { 0 };
            (band + u8::from(value < cut)) | tied
        });
    }
}

/// What is summed over a band.
#[derive(Debug, Clone, Copy, Default)]
#[expect(missing_docs, reason = "sums of the columns of the same name")]
pub struct BandSums {
    pub n: usize,
    pub so_far: i64,
    pub value: f64,
    pub alive: f64,
}

/// Sums over bands. `alive` may be empty.
pub fn band_sums(bands: &[u8], values: &[f64], so_far: &[i64], alive: &[f64], into: &mut [BandSums]) {
    for (k, bands) in bands.chunks(STEP).enumerate() {
        let from = k * STEP;
        let to = from + bands.len();
        some_sums(bands, &values[from..to], &so_far[from..to], alive.get(from..to).unwrap_or_default(), into);
    }
}

#[inline(never)]
fn some_sums(bands: &[u8], values: &[f64], so_far: &[i64], alive: &[f64], into: &mut [BandSums]) {
    for (at, (&band, (value, paid))) in bands.iter().zip(values.iter().zip(so_far)).enumerate() {
        let Some(sums) = into.get_mut(usize::from(band)) else { continue };
        sums.n += 1;
        sums.so_far = sums.so_far.saturating_add(*paid);
        sums.value += value;
        sums.alive += alive.get(at).copied().unwrap_or(0.0);
    }
}
