//! Order statistics by counting and selection: linear time, exact, independent of the order of the values.

/// The values at which a set is cut into `n_bins` bins of as equal a size as ties allow: `n_bins - 1` values that
/// occur, rising. Bin `j` from 0 holds `(cuts[j - 1], cuts[j]]`, so equal values share a bin and a bin may stay empty.
///
/// Cut `k` is the value at position `floor((n - 1) k / n_bins)` of the sorted set. That puts every value into the bin
/// into which the interpolated quantile of R's and NumPy's default would put it: that quantile is a mean of this
/// value and the next one, and no value lies between. Empty for no values or less than two bins.
///
/// Source: R. J. Hyndman, Y. Fan, "Sample Quantiles in Statistical Packages" (1996), definition 7.
///
/// Values are counted by their leading bits, and only those that share such bits with a cut are looked at more closely.
pub fn cuts(values: &[i64], n_bins: u8) -> Vec<i64> {
    let (n, n_bins) = (values.len(), usize::from(n_bins));
    let positions: Vec<usize> = (1..n_bins).map(|k| n.saturating_sub(1) * k / n_bins).collect();
    at_positions(values, &positions)
}

/// The values at these rising positions of the sorted set, at most 255 of them; empty for no values.
pub fn at_positions(values: &[i64], positions: &[usize]) -> Vec<i64> {
    let mut found = Vec::with_capacity(positions.len());
    if !values.is_empty() {
        select(values, positions, &mut found);
    }
    found
}

/// Bits by which values are counted.
const DIGIT: u32 = 12;

/// Adds the values at these rising positions of the sorted set.
fn select(values: &[i64], positions: &[usize], found: &mut Vec<i64>) {
    let (mut least, mut most) = (i64::MAX, i64::MIN);
    for &value in values {
        least = least.min(value);
        most = most.max(value);
    }
    let shift = (64 - most.abs_diff(least).leading_zeros()).saturating_sub(DIGIT);
    let digit = |value: i64| (value.wrapping_sub(least) as u64 >> shift) as usize;
    let counts: &mut [usize] = &mut vec![0; 1 << DIGIT];
    for &value in values {
        counts[digit(value)] += 1;
    }
    let mut below = 0;
    let mut rest = positions;
    // Of the buckets that a position falls into: the positions inside, and the values.
    let mut wanted: Vec<(Vec<usize>, Vec<i64>)> = Vec::new();
    let places: &mut [u8] = &mut vec![0; 1 << DIGIT];
    for (bucket, &count) in counts.iter().enumerate() {
        let here = rest.partition_point(|&position| position < below + count);
        let (inside, others) = rest.split_at(here);
        if shift == 0 {
            found.resize(found.len() + here, least.wrapping_add(bucket as i64));
        } else if here > 0 {
            let inside = inside.iter().map(|position| position - below).collect();
            wanted.push((inside, Vec::with_capacity(count)));
            places[bucket] = wanted.len() as u8;
        }
        rest = others;
        below += count;
    }
    if wanted.is_empty() {
        return;
    }
    for &value in values {
        let place = usize::from(places[digit(value)]);
        if place > 0 {
            wanted[place - 1].1.push(value);
        }
    }
    for (inside, near) in wanted {
        select(&near, &inside, found);
    }
}

/// The middle value, or the mean of the two in the middle; `None` for no values. The order of `values` changes.
pub fn median(values: &mut [i64]) -> Option<f64> {
    let n = values.len();
    if n == 0 {
        return None;
    }
    let (lower, &mut upper, _) = values.select_nth_unstable(n / 2);
    let middle = if n % 2 == 1 { upper } else { lower.iter().copied().max()? };
    Some((middle as f64 + upper as f64) / 2.0)
}
