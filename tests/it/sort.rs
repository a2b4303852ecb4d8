//! The sort of the project against the one of the standard library.

use clientele::sort::Sort;
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
}
