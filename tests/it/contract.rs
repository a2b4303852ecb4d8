//! The shifted beta-geometric model against the published fit of Fader & Hardie 2007, and contracts from customers' days.

use clientele::day::Day;
use clientele::facts::{Customers, Facts, Measure, Term};
use clientele::metrics::contract::{ContractConfig, Life, contracts, fit};
use clientele::num::hypergeometric::hyp2f1;
use clientele::roles::Role;

/// Per cent still there after each year, `Fader & Hardie 2007`, table 1.
const HIGH_END: [f64; 13] = [100.0, 86.9, 74.3, 65.3, 59.3, 55.1, 51.7, 49.1, 46.8, 44.5, 42.7, 40.9, 39.4];
const REGULAR: [f64; 13] = [100.0, 63.1, 46.8, 38.2, 32.6, 28.9, 26.2, 24.1, 22.3, 20.7, 19.4, 18.3, 17.3];

/// A thousand customers seen for seven years, as in the paper.
fn seven_years(share: &[f64; 13]) -> Vec<Life> {
    let mut lives: Vec<Life> = (1..=7)
        .map(|t| Life { periods: t as u32, left: true, n: 10.0 * (share[t - 1] - share[t]) })
        .collect();
    lives.push(Life { periods: 7, left: false, n: 10.0 * share[7] });
    lives
}

#[test]
fn the_published_fits() {
    // The paper's figure 5: alpha 0.668, beta 3.806 for the high end, 0.704 and 1.182 for the regular customers.
    for (share, want) in [(&HIGH_END, [0.668, 3.806]), (&REGULAR, [0.704, 1.182])] {
        let model = fit(&seven_years(share)).unwrap();
        for (got, want) in model.fitted.parameters.iter().zip(want) {
            assert!((got - want).abs() < 6e-4, "{:?}", model.fitted.parameters);
        }
        assert!(model.fitted.optimum.converged);
        // Its projection of the five years it had not seen is the point of the paper: within two points.
        for t in 8..=12 {
            let off = 100.0 * model.survival(t as u32) - share[t];
            assert!(off.abs() < 2.0, "year {t}: {off}");
        }
    }
}

#[test]
fn what_remains_is_the_closed_form_of_the_paper() {
    // Fader & Hardie 2010, equation 6: (b + n - 1) / (a + b + n - 1) 2F1(1, b + n; a + b + n; 1 / (1 + d)).
    let model = fit(&seven_years(&REGULAR)).unwrap();
    let [a, b] = model.fitted.parameters;
    for (n, d) in [(1.0, 0.1), (4.0, 0.15), (8.0, 0.02)] {
        let factor = 1.0 / (1.0 + d);
        let want = (b + n - 1.0) / (a + b + n - 1.0) * hyp2f1(1.0, b + n, a + b + n, factor);
        let got = model.remaining(n as u32 - 1, 5000, factor);
        assert!((got / want - 1.0).abs() < 1e-10, "{got} {want}");
    }
}

#[test]
fn the_slopes_of_the_likelihood_vanish_at_the_fit() {
    let model = fit(&seven_years(&HIGH_END)).unwrap();
    let report = model.fitted.report("sBG", ["alpha", "beta"]);
    assert!(report.certificate.gradient_per_customer < 1e-9, "{report:?}");
    assert!(report.certificate.curvatures.iter().all(|curvature| *curvature > 0.0));
}

fn facts(terms: Vec<Term>, fees: Vec<i64>) -> Facts {
    let measures = vec![Measure { role: Role::Fee, values: fees }];
    Facts { customers: Customers { terms, measures, ..Customers::default() }, ..Facts::default() }
}

fn term(start: i32, end: Option<i32>) -> Term {
    Term { start: Some(Day(start)), end: end.map(Day) }
}

#[test]
fn days_become_periods_and_fees_become_value() {
    // Four months of 365.25 / 12 days are 121.75 days.
    let terms = vec![
        term(0, Some(30)),
        term(0, Some(60)),
        term(0, Some(60)),
        term(0, None),
        term(0, None),
        term(91, None),
        term(500, None),
    ];
    let facts = facts(terms, vec![100_000; 7]);
    let config = ContractConfig { as_of: Some(Day(122)), ..ContractConfig::default() };
    let answer = contracts(&facts, &config).unwrap();
    assert_eq!((answer.n_customers, answer.n_left), (6, 3));
    let came: Vec<usize> = answer.renewals.iter().map(|renewal| renewal.n_customers).collect();
    // To the first renewal came five: the one of day 91 has seen one whole month too.
    assert_eq!(came[..5], [6, 4, 2, 2, 0]);
    let actual: Vec<f64> = answer.renewals[..2].iter().map(|renewal| renewal.actual.unwrap()).collect();
    assert!((actual[0] - 5.0 / 6.0).abs() < 1e-12 && (actual[1] - 5.0 / 6.0 * 0.5).abs() < 1e-12);
    // Ten a month: at most the twelve payments ahead, discounted.
    for own in &answer.customers {
        let value = own.value.unwrap();
        assert!(own.payments > 0.0 && own.payments < 12.0 && value < 10.0 * own.payments);
    }
    let sum: f64 = answer.customers.iter().map(|own| own.value.unwrap()).sum();
    assert!((answer.expected.unwrap() - sum).abs() < 1e-9);
    let range = answer.interval.unwrap();
    assert!(range.low < sum && sum < range.high);
    assert!(contracts(&Facts::default(), &config).unwrap_err().is_missing());
}
