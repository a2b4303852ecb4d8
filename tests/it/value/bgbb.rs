//! BG/BB against the published fit of Fader, Hardie & Shang 2010, and its closed forms against integrals over its
//! distributions.

use clientele::metrics::value::bgbb::{Taken, fit, log_likelihood, standing};
use clientele::num::hypergeometric::beta_mean;

/// The donors of 1995 with their gifts 1996 to 2001: times of giving, the last time, how many (the paper's table 3; the
/// count adds up to its 11 104).
const DONORS: [(u32, u32, f64); 22] = [
    (6, 6, 1203.0),
    (5, 6, 728.0),
    (4, 6, 512.0),
    (3, 6, 357.0),
    (2, 6, 234.0),
    (1, 6, 129.0),
    (5, 5, 335.0),
    (4, 5, 284.0),
    (3, 5, 225.0),
    (2, 5, 173.0),
    (1, 5, 119.0),
    (4, 4, 240.0),
    (3, 4, 181.0),
    (2, 4, 155.0),
    (1, 4, 78.0),
    (3, 3, 322.0),
    (2, 3, 255.0),
    (1, 3, 129.0),
    (2, 2, 613.0),
    (1, 2, 277.0),
    (1, 1, 1091.0),
    (0, 0, 3464.0),
];

fn donors() -> Vec<Taken> {
    DONORS.iter().map(|&(x, last, n)| Taken { x, last, n_chances: 6, n }).collect()
}

#[test]
fn the_published_fit() {
    assert_eq!(donors().iter().map(|h| h.n).sum::<f64>(), 11_104.0);
    let fitted = fit(&donors()).unwrap();
    // The paper's table 4: alpha 1.204, beta 0.750, gamma 0.657, delta 2.783, log-likelihood -33 225.6.
    for (got, want) in fitted.parameters.iter().zip([1.204, 0.750, 0.657, 2.783]) {
        assert!((got - want).abs() < 6e-4, "{:?}", fitted.parameters);
    }
    assert!((fitted.log_likelihood + 33_225.6).abs() < 0.05, "{}", fitted.log_likelihood);
    assert!(fitted.optimum.converged);
    // Its figure on the years ahead: a donor of all six years gives 3.75 times in the next five.
    let best = standing(&fitted.parameters, Taken { x: 6, last: 6, n_chances: 6, n: 1.0 });
    assert!((best.expected(5, 1.0) - 3.75).abs() < 0.005, "{}", best.expected(5, 1.0));
}

/// The likelihood of one history given both chances, from the story itself.
fn given(h: &Taken, p: f64, leave: f64, also_alive: bool) -> f64 {
    let power = |base: f64, n: u32| libm::pow(base, f64::from(n));
    let bought = power(p, h.x);
    let alive = bought * power(1.0 - p, h.n_chances - h.x) * power(1.0 - leave, h.n_chances);
    if also_alive {
        return alive;
    }
    let left = (h.last..h.n_chances)
        .map(|m| bought * power(1.0 - p, m - h.x) * power(1.0 - leave, m) * leave)
        .sum::<f64>();
    alive + left
}

#[test]
fn closed_forms_are_the_integrals_of_the_model() {
    for parameters in [[1.204, 0.75, 0.657, 2.783], [0.3, 2.0, 1.0, 1.0], [8.0, 1.5, 0.05, 4.0]] {
        let [a, b, c, d] = parameters;
        let mean = |f: &dyn Fn(f64, f64) -> f64| beta_mean(a, b, |p, _| beta_mean(c, d, |q, _| f(p, q)));
        for (x, last, n_chances) in [(0, 0, 1), (0, 0, 6), (1, 1, 6), (3, 5, 6), (6, 6, 6), (2, 9, 12)] {
            let h = Taken { x, last, n_chances, n: 1.0 };
            let likelihood = mean(&|p, q| given(&h, p, q, false));
            let close = |got: f64, want: f64| assert!((got / want - 1.0).abs() < 1e-10, "{got} {want} {h:?}");
            close(libm::exp(log_likelihood(&[h], &parameters).value), likelihood);
            let standing = standing(&parameters, h);
            close(standing.p_alive, mean(&|p, q| given(&h, p, q, true)) / likelihood);
            let ahead = mean(&|p, q| {
                let stay = |k: i32| libm::pow(1.0 - q, f64::from(k));
                given(&h, p, q, true) * p * (1..=4).map(stay).sum::<f64>()
            });
            close(standing.expected(4, 1.0), ahead / likelihood);
            let later = mean(&|p, q| given(&h, p, q, true) * libm::pow(1.0 - q, 3.0));
            close(standing.p_alive_after(3), later / likelihood);
        }
    }
}

#[test]
fn derivatives_are_those_of_the_value() {
    let at = [1.1, 0.8, 0.6, 2.5];
    let local = log_likelihood(&donors(), &at);
    for i in 0..4 {
        let moved = |step: f64| {
            let mut moved = at;
            moved[i] *= libm::exp(step);
            log_likelihood(&donors(), &moved)
        };
        let (up, down) = (moved(1e-5), moved(-1e-5));
        let slope = (up.value - down.value) / 2e-5;
        assert!((slope / local.gradient[i] - 1.0).abs() < 1e-5, "{slope} {}", local.gradient[i]);
        for j in 0..4 {
            let bend = (up.gradient[j] - down.gradient[j]) / 2e-5;
            assert!((bend - local.hessian[i][j]).abs() < 1e-5 * local.hessian[j][j].abs(), "{i} {j}");
        }
    }
}

#[test]
fn nothing_to_fit_is_no_fit() {
    assert_eq!(fit(&[]), None);
    assert_eq!(fit(&[Taken { x: 0, last: 0, n_chances: 5, n: 40.0 }]), None);
    assert_eq!(
        fit(&[Taken { x: 3, last: 2, n_chances: 5, n: 40.0 }]),
        None,
        "three purchases by the second chance"
    );
}
