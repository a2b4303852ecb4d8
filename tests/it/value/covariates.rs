//! Models with a scale for each group: the maximum is one, the test is what chance makes of it, and truth is found.

use clientele::metrics::value::covariates::covariates;
use clientele::metrics::value::fit;
use clientele::metrics::value::history::Histories;
use clientele::metrics::value::purchases::Model;
use clientele::metrics::value::simulate::{Truth, simulate};

const TRUTHS: [(Model, [f64; 4]); 2] =
    [(Model::BgNbd, [0.8, 8.0, 0.8, 2.5]), (Model::ParetoNbd, [0.8, 8.0, 0.9, 12.0])];

fn group(model: Model, parameters: [f64; 4], n: usize, seed: u64) -> Histories {
    Histories::new(simulate(&Truth { model, parameters }, n, (20.0, 60.0), seed))
}

#[test]
fn groups_that_differ_are_told_apart_and_their_parameters_found() {
    for (model, truth) in TRUTHS {
        let mut slower = truth;
        // Half the rate, by twice the scale.
        slower[1] *= 2.0;
        let groups = [group(model, truth, 4000, 1), group(model, slower, 4000, 2)];
        let answer = covariates(model, &groups).unwrap();
        assert!(answer.converged && answer.p_value < 1e-6, "{answer:?}");
        assert_eq!(answer.degrees, if model == Model::ParetoNbd { 2 } else { 3 });
        let found: Vec<[f64; 4]> = answer.parameters.iter().map(|p| p.unwrap()).collect();
        let ratio = found[1][1] / found[0][1];
        assert!((1.6..2.5).contains(&ratio), "{model:?} {ratio}");
        // The shared shape is one.
        assert_eq!(found[0][0], found[1][0]);
        if model == Model::ParetoNbd {
            assert_eq!(found[0][2], found[1][2]);
        }
        // Not below one model for all, not above one of its own for each.
        let alone: f64 = groups.iter().map(|g| fit::purchases(model, g).unwrap().log_likelihood).sum();
        assert!(
            answer.log_likelihood_of_one < answer.log_likelihood && answer.log_likelihood <= alone + 1e-6
        );
        // It is a maximum: no step of any parameter, shared ones in all groups, gains.
        let value = |points: &[[f64; 4]]| -> f64 {
            groups.iter().zip(points).map(|(g, p)| model.log_likelihood(g, p).value).sum()
        };
        let top = value(&found);
        assert!((top - answer.log_likelihood).abs() < 1e-6 * top.abs());
        let shared: &[usize] = if model == Model::ParetoNbd { &[0, 2] } else { &[0] };
        for i in 0..4 {
            for step in [-1e-2, 1e-2] {
                for g in 0..2 {
                    let mut moved = found.clone();
                    for (h, point) in moved.iter_mut().enumerate() {
                        if h == g || shared.contains(&i) {
                            point[i] *= libm::exp(step);
                        }
                    }
                    assert!(value(&moved) < top, "{model:?} {i} {step} {g}");
                }
            }
        }
    }
}

#[test]
fn groups_that_do_not_differ_are_rarely_told_apart() {
    // 100 pairs from one truth: the share below 0.05 is 0.05 with a standard error of 0.022, the mean of the ratio the
    // degrees of freedom with one of sqrt(2 d / 100).
    for (model, truth) in TRUTHS {
        let (mut low, mut sum, mut degrees) = (0, 0.0, 0);
        for k in 0..100 {
            let groups = [group(model, truth, 700, 1000 + 2 * k), group(model, truth, 500, 1001 + 2 * k)];
            let answer = covariates(model, &groups).unwrap();
            low += usize::from(answer.p_value < 0.05);
            sum += answer.ratio;
            degrees = answer.degrees;
            assert!(answer.ratio > -1e-6, "{answer:?}");
        }
        let (d, mean) = (degrees as f64, sum / 100.0);
        assert!((0..=13).contains(&low), "{model:?}: {low} of 100");
        assert!((mean - d).abs() < 4.0 * (2.0 * d / 100.0).sqrt(), "{model:?}: {mean} for {d}");
    }
}

#[test]
fn one_group_or_few_customers_are_no_question() {
    let (model, truth) = TRUTHS[0];
    let large = group(model, truth, 1000, 3);
    assert_eq!(covariates(model, std::slice::from_ref(&large)), None);
    assert_eq!(covariates(model, &[large, group(model, truth, 30, 4)]), None);
}
