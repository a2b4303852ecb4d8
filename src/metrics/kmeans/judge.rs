//! How clear is a grouping? The silhouette.
//!
//! Source: P. J. Rousseeuw, "Silhouettes: a graphical aid to the interpretation and validation of cluster analysis"
//! (1987); L. Kaufman, P. J. Rousseeuw, *Finding Groups in Data* (1990) for the reading of its size.

use super::cluster::{Clustering, Points, squared};

/// Up to here a mean silhouette shows no substantial structure.
pub const NO_STRUCTURE: f64 = 0.25;

/// The mean silhouette, -1 to 1; `None` for less than two groups. Each pair of points is measured once, so the time
/// grows with the square of their number.
pub fn silhouette(points: &Points, clustering: &Clustering) -> Option<f64> {
    let n = points.len();
    let k = clustering.label_of.iter().copied().max().map_or(0, |label| usize::from(label) + 1);
    if k < 2 {
        return None;
    }
    // For each point the summed distance to each group.
    let mut sums = vec![0.0; n * k];
    let mut sizes = vec![0.0; k];
    for i in 0..n {
        let label = usize::from(clustering.label_of[i]);
        sizes[label] += points.weight(i);
        for j in i + 1..n {
            let away = squared(points.at(i), points.at(j)).sqrt();
            sums[i * k + usize::from(clustering.label_of[j])] += points.weight(j) * away;
            sums[j * k + label] += points.weight(i) * away;
        }
    }
    if sizes.iter().filter(|&&size| size > 0.0).count() < 2 {
        return None;
    }
    let (mut total, mut weights) = (0.0, 0.0);
    for i in 0..n {
        let own = usize::from(clustering.label_of[i]);
        total += points.weight(i) * of_point(&sums[i * k..(i + 1) * k], &sizes, own);
        weights += points.weight(i);
    }
    Some(total / weights)
}

/// 0 for the only member of its group, as Rousseeuw sets it.
fn of_point(sums: &[f64], sizes: &[f64], own: usize) -> f64 {
    if sizes[own] <= 1.0 {
        return 0.0;
    }
    let within = sums[own] / (sizes[own] - 1.0);
    let others = (0..sizes.len()).filter(|&group| group != own && sizes[group] > 0.0);
    let between = others.map(|group| sums[group] / sizes[group]).fold(f64::INFINITY, f64::min);
    let larger = within.max(between);
    if larger > 0.0 { (between - within) / larger } else { 0.0 }
}
