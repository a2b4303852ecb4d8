//! Intervals of shares against the published figures.

use clientele::metrics::interval::{holm, newcombe, same_share, wilson};
use proptest::prelude::*;

fn near(got: f64, printed: f64) -> bool {
    (got - printed).abs() < 5e-5
}

/// Newcombe (1998), Statistics in Medicine 17, 857-872, table I, method 3: 81 of 263, 15 of 148, 0 of 20, 1 of 29.
#[test]
fn wilson_gives_the_published_table() {
    let table = [
        ((81, 263), (0.2553, 0.3662)),
        ((15, 148), (0.0624, 0.1605)),
        ((0, 20), (0.0, 0.1611)),
        ((1, 29), (0.0061, 0.1718)),
    ];
    for ((successes, n), (low, high)) in table {
        let got = wilson(successes, n).unwrap();
        assert!(near(got.low, low) && near(got.high, high), "{successes} of {n}: {got:?}");
    }
}

/// Newcombe (1998), Statistics in Medicine 17, 873-890, table II, method 10: 56/70 - 48/80, 9/10 - 3/10, 10/10 - 0/10.
#[test]
fn newcombe_gives_the_published_table() {
    let table = [
        ((56, 70), (48, 80), (0.0524, 0.3339)),
        ((9, 10), (3, 10), (0.1705, 0.8090)),
        ((10, 10), (0, 10), (0.6075, 1.0)),
    ];
    for (a, b, (low, high)) in table {
        let got = newcombe(a, b).unwrap();
        assert!(near(got.low, low) && near(got.high, high), "{a:?} {b:?}: {got:?}");
    }
    assert_eq!(newcombe((0, 0), (1, 2)), None);
}

/// By hand: 56/70 against 48/80: z = 0.2 / sqrt(104/150 * 46/150 * (1/70 + 1/80)) = 2.6507; the two-sided tail is 0.00803.
#[test]
fn equal_shares_are_tested_and_corrected() {
    assert!((same_share((56, 70), (48, 80)).unwrap() - 0.008_03).abs() < 2e-5);
    assert_eq!(same_share((5, 5), (7, 7)), Some(1.0));
    assert_eq!(same_share((0, 0), (7, 7)), None);
    // Holm (1979): the smallest of three times 3, the next times 2, never less than the one before.
    let raised = holm(&[Some(0.03), None, Some(0.01), Some(0.02)]);
    let expected = [Some(0.04), None, Some(0.03), Some(0.04)];
    for (raised, expected) in raised.iter().zip(expected) {
        assert!(
            raised.unwrap_or(0.0) - expected.unwrap_or(0.0) < 1e-12 && raised.is_some() == expected.is_some()
        );
    }
}

proptest! {
    #[test]
    fn a_share_lies_in_its_interval(n in 1..5000usize, part in 0.0..=1.0f64) {
        let successes = (n as f64 * part) as usize;
        let interval = wilson(successes, n).unwrap();
        let share = successes as f64 / n as f64;
        prop_assert!(0.0 <= interval.low && interval.low <= share && share <= interval.high && interval.high <= 1.0);
    }
}
