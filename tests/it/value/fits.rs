//! Maximum likelihood on the CDNOW sample against the `mle` block of `tests/reference/value.json` (Newton's method at 40
//! digits), and on what breaks other programs.

use clientele::metrics::value::fit::{self, Fitted};
use clientele::metrics::value::history::{Histories, History};
use clientele::metrics::value::spend::{self, Spend};
use serde_json::Value as Json;

use super::reference::{model, number, parameters, reference};

const SUMMARY: &str = include_str!("../../data/cdnow_summary.csv");

/// The rows of `tests/data/cdnow_summary.csv` as numbers: `customer_id, frequency, recency, T, monetary_value,
/// recency_days, T_days, frequency_holdout, monetary_value_holdout`.
pub fn summary() -> Vec<Vec<f64>> {
    SUMMARY.lines().skip(1).map(|line| line.split(',').map(|cell| cell.parse().unwrap()).collect()).collect()
}

/// Histories in weeks: rounded to two decimals as in the authors' spreadsheets, or exact.
pub fn weeks(rows: &[Vec<f64>], exact: bool) -> Histories {
    let one = |row: &Vec<f64>| {
        let (tx, age) = if exact { (row[5] / 7.0, row[6] / 7.0) } else { (row[2], row[3]) };
        History { x: row[1] as u32, tx, age, n: 1.0 }
    };
    Histories::new(rows.iter().map(one).collect())
}

pub fn spends(rows: &[Vec<f64>]) -> Vec<Spend> {
    spend::compressed(
        rows.iter().map(|row| Spend { x: row[1] as u32, sum: row[1] * row[4], n: 1.0 }).collect(),
    )
}

fn compare<const N: usize>(what: &str, fitted: &Fitted<N>, want: &Json, names: [&str; N]) {
    let off = |got: f64, want: f64| ((got - want) / want).abs();
    let estimates = parameters(&want["params"], names);
    let errors = parameters(&want["se"], names);
    for i in 0..N {
        let name = names[i];
        let (got, error) = (fitted.parameters[i], fitted.parameters[i] * fitted.covariance[i][i].sqrt());
        assert!(off(got, estimates[i]) < 1e-8, "{what} {name}: {got} against {}", estimates[i]);
        assert!(off(error, errors[i]) < 1e-6, "{what} error of {name}: {error} against {}", errors[i]);
    }
    let ll = number(&want["loglik"]);
    assert!((fitted.log_likelihood - ll).abs() < 1e-8, "{what}: {} against {ll}", fitted.log_likelihood);
    assert_eq!(fitted.n_customers, number(&want["customers"]));
    assert!(fitted.optimum.converged && fitted.held.iter().all(|&held| held));
}

#[test]
fn the_three_purchase_models_reach_the_maximum() {
    let (reference, rows) = (reference(), summary());
    for (name, roundings) in reference["mle"].as_object().unwrap().iter().filter(|(name, _)| *name != "gg") {
        for (rounding, want) in roundings.as_object().unwrap() {
            let histories = weeks(&rows, rounding == "weeks_exact");
            assert_eq!(histories.distinct.len() as f64, number(&want["patterns"]));
            let model = model(name);
            let fitted = fit::purchases(model, &histories).unwrap();
            compare(&format!("{name} {rounding}"), &fitted, want, model.parameter_names());
        }
    }
}

#[test]
fn the_spend_model_reaches_the_maximum() {
    let fitted = fit::spends(&spends(&summary())).unwrap();
    compare("gg", &fitted, &reference()["mle"]["gg"]["z_full"], ["p", "q", "gamma"]);
}

#[test]
fn the_unit_of_time_does_not_matter() {
    let rows = summary();
    let in_days = |row: &Vec<f64>| History { x: row[1] as u32, tx: row[5], age: row[6], n: 1.0 };
    let days = Histories::new(rows.iter().map(in_days).collect());
    let weeks = weeks(&rows, true);
    for model in clientele::metrics::value::purchases::Model::ALL {
        let (a, b) = (fit::purchases(model, &days).unwrap(), fit::purchases(model, &weeks).unwrap());
        let off = (a.parameters[1] / (7.0 * b.parameters[1]) - 1.0).abs();
        assert!(off < 1e-9, "{} {off:e} {a:?} {b:?}", model.name());
        let (x, y) = (
            model.newcomer(&a.parameters).expected(365.0),
            model.newcomer(&b.parameters).expected(365.0 / 7.0),
        );
        assert!((x / y - 1.0).abs() < 1e-9, "{x} {y}");
    }
}
