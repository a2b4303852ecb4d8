//! Few customers, odd customers: there is always an answer or a reason.

use clientele::metrics::value::fit::{self, SEARCH};
use clientele::metrics::value::purchases::Model;
use clientele::metrics::value::spend;
use clientele::metrics::value::value;
use clientele::num::optimise::maximise;
use clientele::num::random::Random;

use super::fits::{spends, summary, weeks};

/// `n` of the customers, drawn without putting back.
fn subsample(rows: &[Vec<f64>], n: usize, random: &mut Random) -> Vec<Vec<f64>> {
    let mut places: Vec<usize> = (0..rows.len()).collect();
    for i in 0..n {
        let j = i + random.below(places.len() - i);
        places.swap(i, j);
    }
    places[..n].iter().map(|&i| rows[i].clone()).collect()
}

/// Logarithms of parameters far from the usual starts.
fn odd_start<const N: usize>(random: &mut Random) -> [f64; N] {
    std::array::from_fn(|_| 2.5 * random.normal())
}

/// Random starts for the best known maximum of each sample: one, or as many as `CLIENTELE_STARTS` says.
fn n_starts() -> u32 {
    std::env::var("CLIENTELE_STARTS").ok().and_then(|n| n.parse().ok()).unwrap_or(1)
}

#[test]
fn four_hundred_small_samples_of_cdnow_are_fitted_to_the_best_known_maximum() {
    let rows = summary();
    let mut random = Random::new(1997);
    let mut below = Vec::new();
    for n in [50, 100, 200, 500] {
        for draw in 0..100 {
            let sample = subsample(&rows, n, &mut random);
            let histories = weeks(&sample, true);
            for model in Model::ALL {
                let fitted = fit::purchases(model, &histories).expect("some of fifty customers buy twice");
                let what = format!("{} n={n} draw={draw}", model.name());
                assert!(fitted.parameters.iter().all(|p| p.is_finite() && *p > 0.0), "{what}");
                assert!(fitted.optimum.converged, "{what} {fitted:?}");
                let ends = (0..n_starts()).filter_map(|_| {
                    maximise(odd_start(&mut random), &SEARCH, |at| {
                        model.log_likelihood(&histories, &at.map(libm::exp))
                    })
                });
                let other = ends.reduce(|a, b| if b.local.value > a.local.value { b } else { a });
                let best = other.map_or(f64::NEG_INFINITY, |o| o.local.value);
                if fitted.log_likelihood < best - 1e-6 {
                    below.push(format!(
                        "{what}: {} against {best} {:?} {:?} {:?}",
                        fitted.log_likelihood,
                        fitted.parameters,
                        other.map(|o| o.at.map(libm::exp)),
                        other.map(|o| o.curvature.values)
                    ));
                }
            }
            let spends = spends(&sample);
            let fitted = fit::spends(&spends).expect("spends differ");
            assert!(fitted.optimum.converged, "spend n={n} draw={draw} {fitted:?}");
            let ends = (0..n_starts()).filter_map(|_| {
                maximise(odd_start(&mut random), &SEARCH, |at| {
                    spend::log_likelihood(&spends, &at.map(libm::exp))
                })
            });
            let best = ends.map(|end| end.local.value).fold(f64::NEG_INFINITY, f64::max);
            if fitted.log_likelihood < best - 1e-6 {
                below.push(format!("spend n={n} draw={draw}: {} against {best}", fitted.log_likelihood));
            }
        }
    }
    assert!(below.is_empty(), "{} fits fell short:\n{}", below.len(), below.join("\n"));
}

#[test]
fn any_part_of_cdnow_gets_a_whole_answer() {
    let orders = super::cdnow_orders();
    let mut random = Random::new(11);
    for n in [1, 2, 3, 5, 8, 13, 21, 34, 55, 89] {
        for _ in 0..5 {
            let chosen: Vec<u32> = (0..n).map(|_| random.below(2357) as u32).collect();
            let part: Vec<_> = orders.iter().filter(|o| chosen.contains(&o.customer)).copied().collect();
            let answer = value(&super::facts(&part), &super::calibration()).unwrap();
            for c in &answer.customers {
                let numbers = [c.p_alive, c.expected_purchases, c.expected_spend, c.expected_value];
                assert!(numbers.into_iter().flatten().all(|v| v.is_finite() && v >= 0.0), "{c:?}");
                assert!(c.p_alive.is_none_or(|p| p <= 1.0));
            }
            assert!(answer.expected.is_none_or(|v| v.is_finite() && v >= 0.0));
            assert_eq!(answer.expected.is_some(), answer.interval.is_some(), "{answer:#?}");
            assert!(answer.purchases.is_some() || !answer.notes.is_empty());
        }
    }
}
