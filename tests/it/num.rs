//! Special functions against 40-digit values: `special_functions` of `tests/reference/value.json` (mpmath), and values
//! that mathematics knows in closed form.

use clientele::num::gamma::{digamma, digamma_ratio, ln_beta, ln_gamma, ln_gamma_ratio, trigamma};
use clientele::num::hypergeometric::hyp2f1;
use clientele::num::incomplete::{gamma_distribution, gamma_quantile, normal_quantile, tricomi_u};
use clientele::num::quadrature::GaussLegendre;
use clientele::num::quantile::cuts;
use proptest::prelude::*;
use serde_json::Value as Json;

fn table(name: &str) -> Vec<Json> {
    let all: Json = serde_json::from_str(include_str!("../reference/value.json")).unwrap();
    all["special_functions"][name].as_array().unwrap().clone()
}

fn get(row: &Json, name: &str) -> f64 {
    row[name].as_f64().unwrap()
}

#[track_caller]
fn close(got: f64, want: f64, relative: f64) {
    assert!((got - want).abs() <= relative * want.abs(), "got {got:e}, want {want:e}");
}

#[test]
fn gamma_functions_match_the_table() {
    for row in table("loggamma") {
        close(ln_gamma(get(&row, "x")), get(&row, "value"), 1e-14);
    }
    for row in table("digamma") {
        close(digamma(get(&row, "x")), get(&row, "value"), 1e-14);
    }
}

#[test]
fn hypergeometric_functions_match_the_table() {
    for row in table("hyp2f1") {
        let (a, b, c, z) = (get(&row, "a"), get(&row, "b"), get(&row, "c"), get(&row, "z"));
        // The table was made from decimals. So near to 1 the nearest double to 0.99999 is another argument: the value
        // there is mpmath's for the doubles.
        let want = if z == 0.99999 { 83.249_347_494_480_5 } else { get(&row, "value") };
        close(hyp2f1(a, b, c, z), want, 1e-13);
    }
    for row in table("hyperu") {
        // U(1, b, z): the table's first parameter is 1 throughout.
        assert_eq!(get(&row, "a"), 1.0);
        close(tricomi_u(2.0 - get(&row, "b"), get(&row, "z")), get(&row, "value"), 1e-13);
    }
}

#[test]
fn hypergeometric_functions_have_their_closed_forms() {
    for z in [-1e6, -30.0, -1.0, -1e-9, 0.0, 0.3, 0.94, 0.97, 0.999_999] {
        // 2F1(1, 1; 2; z) = -ln(1 - z) / z, and 2F1(a, b; b + n; z) with a = 0.5: 2F1(1/2, 1; 3/2; -y^2) = atan(y) / y.
        let want = if z == 0.0 { 1.0 } else { -libm::log1p(-z) / z };
        close(hyp2f1(1.0, 1.0, 2.0, z), want, 1e-13);
        if z < 0.0 {
            let y = libm::sqrt(-z);
            close(hyp2f1(0.5, 1.0, 1.5, z), libm::atan(y) / y, 1e-13);
        }
    }
    assert!(hyp2f1(1.0, 1.0, 2.0, 1.0).is_nan());
}

#[test]
fn gamma_differences_do_not_cancel() {
    // psi'(1) = pi^2 / 6, psi'(1/2) = pi^2 / 2; B(1/2, 1/2) = pi; Gamma(n + 1) / Gamma(n) = n.
    let pi = std::f64::consts::PI;
    close(trigamma(1.0), pi * pi / 6.0, 1e-15);
    close(trigamma(0.5), pi * pi / 2.0, 1e-15);
    close(ln_beta(0.5, 0.5), libm::log(pi), 1e-15);
    for x in [0.3, 9.9, 10.1, 1e4, 1e9, 1e15] {
        close(ln_gamma_ratio(x, 1.0), libm::log(x), 1e-13);
        close(digamma_ratio(x, 1.0), 1.0 / x, 1e-13);
        close(trigamma(x) - trigamma(x + 1.0), 1.0 / (x * x), if x < 100.0 { 1e-13 } else { 1.0 });
        // B(x, 1) = 1 / x, B(x, 2) = 1 / (x (x + 1)).
        close(ln_beta(x, 1.0), -libm::log(x), 1e-13);
        close(ln_beta(2.0, x), -libm::log(x) - libm::log(x + 1.0), 1e-13);
    }
    // mpmath: ln B(1e8, 1e8), ln B(12.5, 3e6).
    close(ln_beta(1e8, 1e8), -138_629_444.056_817_3, 1e-15);
    close(ln_beta(12.5, 3e6), -167.692_212_029_269_74, 1e-14);
}

#[test]
fn quantiles_undo_distributions() {
    close(normal_quantile(0.975), 1.959_963_984_540_054_2, 1e-15);
    close(normal_quantile(1e-12), -7.034_483_825_301_132, 1e-14);
    // Gamma(1) is exponential.
    close(gamma_quantile(1.0, 0.5), libm::log(2.0), 1e-15);
    close(gamma_distribution(1.0, 1e-9).0, -libm::expm1(-1e-9), 1e-14);
    close(gamma_distribution(1.0, 40.0).1, libm::exp(-40.0), 1e-13);
    for shape in [0.05, 0.9, 3.74, 40.0, 6253.74, 1e5] {
        for share in [1e-6, 0.05, 0.5, 0.95, 1.0 - 1e-6] {
            let (below, above) = gamma_distribution(shape, gamma_quantile(shape, share));
            close(below, share, 1e-10);
            close(above, 1.0 - share, 1e-9);
        }
    }
    assert_eq!(gamma_quantile(2.0, 0.0), 0.0);
    assert_eq!(gamma_quantile(2.0, 1.0), f64::INFINITY);
}

#[test]
fn gauss_legendre_is_exact_for_polynomials() {
    for n in 1..=64 {
        let rule = GaussLegendre::new(n);
        for degree in [0, 1, 2 * n - 2, 2 * n - 1] {
            // The integral of x^degree from 0 to 2.
            let got = rule.integrate(0.0, 2.0, |x| libm::pow(x, degree as f64));
            close(got, libm::pow(2.0, degree as f64 + 1.0) / (degree as f64 + 1.0), 1e-13);
        }
    }
}

proptest! {
    /// Each cut is the value at its position of the sorted set, whatever the spread and the ties.
    #[test]
    fn cuts_are_values_of_the_sorted_set(
        mut values in prop::collection::vec(prop_oneof![any::<i64>(), -3i64..9, 0i64..90_000_000], 0..400),
        n_bins in 2u8..=9,
    ) {
        let got = cuts(&values, n_bins);
        values.sort_unstable();
        let positions = (1..usize::from(n_bins)).map(|k| values.len().saturating_sub(1) * k / usize::from(n_bins));
        let want: Vec<i64> = positions.filter_map(|at| values.get(at).copied()).collect();
        prop_assert_eq!(got, want);
    }
}
