//! The sort of the project against the one of the standard library.

use clientele::sort::{Sort, by_number, real, signed};
use proptest::prelude::*;

proptest! {
    #[test]
    fn sorts_as_the_standard_library_does_and_keeps_the_order_of_equals(keys in prop::collection::vec(0u8..20, 0..200)) {
        let items: Vec<(u8, usize)> = keys.into_iter().zip(0..).collect();
        let mut expected = items.clone();
        expected.sort_by_key(|item| item.0);
        let mut by_key = items.clone();
        by_key.order_by_key(|item| item.0);
        prop_assert_eq!(&by_key, &expected);
        let mut by = items.clone();
        by.order_by(|a, b| b.0.cmp(&a.0));
        expected.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        prop_assert_eq!(&by, &expected);
        let mut texts: Vec<String> = items.iter().map(|(key, _)| key.to_string()).collect();
        let mut sorted = texts.clone();
        sorted.sort();
        texts.order();
        prop_assert_eq!(texts, sorted);
    }

    #[test]
    fn numbers_are_dealt_out_in_their_order(keys in prop::collection::vec(prop_oneof![any::<u64>(), 0u64..9, any::<u32>().prop_map(u64::from)], 0..300)) {
        let mut expected: Vec<u32> = (0..keys.len() as u32).collect();
        expected.sort_by_key(|&at| keys[at as usize]);
        prop_assert_eq!(by_number(&keys), expected);
        let mut items: Vec<(u64, usize)> = keys.into_iter().zip(0..).collect();
        let mut sorted = items.clone();
        sorted.sort_by_key(|item| item.0);
        items.order_by_number(|item| item.0);
        prop_assert_eq!(items, sorted);
    }

    #[test]
    fn the_numbers_of_values_stand_in_the_order_of_the_values(a: i64, b: i64, x: u64, y: u64) {
        prop_assert_eq!(signed(a).cmp(&signed(b)), a.cmp(&b));
        let (x, y) = (f64::from_bits(x), f64::from_bits(y));
        prop_assert_eq!(real(x).cmp(&real(y)), x.total_cmp(&y));
    }
}
