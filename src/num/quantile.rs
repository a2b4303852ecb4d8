//! Order statistics by selection: linear time, exact, independent of the order of the values.

/// The values at which a set is cut into `n_bins` bins of as equal a size as ties allow: `n_bins - 1` values that
/// occur, rising. Bin `j` from 0 holds `(cuts[j - 1], cuts[j]]`, so equal values share a bin and a bin may stay empty.
///
/// Cut `k` is the value at position `floor((n - 1) k / n_bins)` of the sorted set. That puts every value into the bin
/// into which the interpolated quantile of R's and NumPy's default would put it: that quantile is a mean of this
/// value and the next one, and no value lies between. Empty for no values or less than two bins.
///
/// Source: R. J. Hyndman, Y. Fan, "Sample Quantiles in Statistical Packages" (1996), definition 7.
pub fn cuts<T: Ord + Copy>(mut values: Vec<T>, n_bins: u8) -> Vec<T> {
    let (n, n_bins) = (values.len(), usize::from(n_bins));
    let mut cuts = Vec::with_capacity(n_bins.saturating_sub(1));
    let mut from = 0;
    for k in 1..n_bins {
        let position = n.saturating_sub(1) * k / n_bins;
        let Some(rest) = values.get_mut(from..) else { break };
        // What stands before `from` is not larger than any that follows, so the search goes on behind it.
        if position - from >= rest.len() {
            break;
        }
        cuts.push(*rest.select_nth_unstable(position - from).1);
        from = position;
    }
    cuts
}

/// The bin of a value, from 0.
pub fn bin_of<T: Ord>(cuts: &[T], value: &T) -> usize {
    cuts.partition_point(|cut| cut < value)
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
