//! Decimal digits of numbers, against the standard library's.

use clientele::num::decimal::{digits, read, rounded};
use proptest::prelude::*;

#[test]
fn digits_are_those_that_name_the_number() {
    for (value, text) in [
        (0.0, "0"),
        (0.1, "0.1"),
        (1.005, "1.005"),
        (0.1 + 0.2, "0.30000000000000004"),
        (16_857_433_755.429972, "16857433755.429972"),
        (1e-22, "0.0000000000000000000001"),
        (1e-300, "0"),
        (123_456.789, "123456.789"),
        (9_007_199_254_740_993.0, "9007199254740992"),
        (1e20, "100000000000000000000"),
        (2.5e35, "250000000000000000000000000000000000"),
        (f64::INFINITY, "0"),
        (f64::NAN, "0"),
    ] {
        assert_eq!(digits(value), text);
    }
}

#[test]
fn halves_go_away_from_zero() {
    assert_eq!(rounded(2.5, 0), Some((false, "3".into())));
    assert_eq!(rounded(-0.15, 1), Some((true, "0.2".into())));
    assert_eq!(rounded(-0.04, 1), Some((false, "0.0".into())));
    assert_eq!(rounded(999.95, 1), Some((false, "1000.0".into())));
    assert_eq!(rounded(f64::NAN, 1), None);
}

#[test]
fn what_is_no_number_is_not_read() {
    for text in ["", ".", "-", "1,5", "0x1", "1e", "e5", "1.2.3", " 1", "∞", "nan"] {
        assert_eq!(read(text), None, "{text:?}");
    }
}

proptest! {
    #[test]
    fn up_to_15_digits_come_back(whole in 0_u64..10_u64.pow(15), decimals in 0_usize..16) {
        // The standard library reads and writes exactly.
        let value: f64 = format!("{whole}e-{decimals}").parse().unwrap();
        prop_assert_eq!(digits(value), value.to_string());
        prop_assert_eq!(read(&value.to_string()), Some(value));
        prop_assert_eq!(read(&format!("-{whole}e-{decimals}")), Some(-value));
    }

    #[test]
    fn any_number_is_named(value in 1e-5_f64..1e15) {
        prop_assert_eq!(digits(value).parse(), Ok(value));
    }

    #[test]
    fn a_large_number_is_written_to_15_digits(value in 1e15_f64..1e37) {
        let back: f64 = digits(value).parse().unwrap();
        prop_assert!((back - value).abs() <= value * 1e-14, "{value} {back}");
    }

    #[test]
    fn any_number_is_read_to_15_digits(value in proptest::num::f64::NORMAL) {
        let read = read(&format!("{value:e}")).unwrap();
        let near = (read - value).abs() <= value.abs() * 1e-14;
        // Beyond 308 powers of ten the power itself is no number.
        prop_assert!(near || !(1e-290..1e290).contains(&value.abs()), "{value} {read}");
    }
}
