//! Customers made from known parameters: the fits find them, and their intervals hold as often as they say.

use clientele::metrics::value::fit::{self, Fitted};
use clientele::metrics::value::history::Histories;
use clientele::metrics::value::purchases::Model;
use clientele::metrics::value::simulate::{Truth, simulate, simulate_spend};
use clientele::metrics::value::spend;
use clientele::num::linear::quadratic_form;

/// The parameters published for CDNOW (weeks), with customers as old as there.
const AGES: (f64, f64) = (27.0, 39.0);

fn truths() -> [Truth; 3] {
    [
        Truth { model: Model::BgNbd, parameters: [0.243, 4.414, 0.793, 2.426] },
        Truth { model: Model::MbgNbd, parameters: [0.525, 6.183, 0.891, 1.614] },
        Truth { model: Model::ParetoNbd, parameters: [0.553, 10.578, 0.606, 11.669] },
    ]
}

/// How many standard errors the estimate of the logarithm of parameter `i` is off.
fn errors_off<const N: usize>(fitted: &Fitted<N>, truth: &[f64; N], i: usize) -> f64 {
    libm::log(fitted.parameters[i] / truth[i]) / fitted.covariance[i][i].sqrt()
}

#[test]
fn five_thousand_customers_give_their_parameters_back() {
    for truth in truths() {
        let customers = simulate(&truth, 5_000, AGES, 20_050_501);
        let fitted = fit::purchases(truth.model, &Histories::new(customers.clone())).unwrap();
        for i in 0..4 {
            let off = errors_off(&fitted, &truth.parameters, i);
            assert!(
                off.abs() < 3.0,
                "{} {i}: {off} standard errors, {:?}",
                truth.model.name(),
                fitted.parameters
            );
        }
        let spends = spend::compressed(simulate_spend(&customers, &[6.25, 3.74, 15.44], 1));
        let fitted = fit::spends(&spends).unwrap();
        for i in 0..3 {
            let off = errors_off(&fitted, &[6.25, 3.74, 15.44], i);
            assert!(off.abs() < 3.0, "spend {i}: {off} standard errors, {:?}", fitted.parameters);
        }
    }
}

/// Sets of customers for the check of intervals: 100, or as many as `CLIENTELE_SETS` says.
fn n_sets() -> u64 {
    std::env::var("CLIENTELE_SETS").ok().and_then(|n| n.parse().ok()).unwrap_or(100)
}

#[test]
fn intervals_hold_as_often_as_they_say() {
    // What a customer is expected to buy in a year is what the reader sees; its interval comes from the delta method.
    let year = |truth: &Truth, at: &[f64; 4]| libm::log(truth.model.newcomer(at).expected(52.0));
    for truth in truths() {
        let (mut inside, sets) = (0, n_sets());
        for seed in 0..sets {
            let histories = Histories::new(simulate(&truth, 400, AGES, 1000 + seed));
            let fitted = fit::purchases(truth.model, &histories).unwrap();
            let slopes = std::array::from_fn(|i| {
                let moved = |step: f64| {
                    let mut at = fitted.parameters;
                    at[i] *= libm::exp(step);
                    year(&truth, &at)
                };
                (moved(1e-4) - moved(-1e-4)) / 2e-4
            });
            let error = quadratic_form(&fitted.covariance, &slopes).sqrt();
            let off = year(&truth, &fitted.parameters) - year(&truth, &truth.parameters);
            inside += u32::from(off.abs() <= 1.96 * error);
        }
        let share = inside as f64 / sets as f64;
        // Three standard errors of a share of so many sets around 95 %.
        let slack = 3.0 * (0.95 * 0.05 / sets as f64).sqrt();
        println!("{}: {share} of {sets} intervals hold", truth.model.name());
        assert!((share - 0.95).abs() <= slack, "{}: {share}", truth.model.name());
    }
}
