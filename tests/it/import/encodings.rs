//! Encodings that the head of a file does not show: where the first letter stands changes nothing.

use super::*;
use proptest::prelude::*;

/// Orders of `n` customers; the one of the row `at` has the name `name`, in bytes.
fn orders(n: usize, at: usize, name: &[u8]) -> Vec<u8> {
    let mut file = b"order,customer,date,total\n".to_vec();
    for row in 0..n {
        file.extend(format!("{row},").bytes());
        file.extend(if row == at { name.to_vec() } else { format!("anna{row}").into_bytes() });
        file.extend(b",2024-03-05,10.00\n");
    }
    file
}

/// More rows than the head holds.
const MANY: usize = 14_000;

fn customer(loaded: &Loaded, row: usize) -> &str {
    let clientele::table::Column::Text(column) = &loaded.table.columns[1] else { panic!("text") };
    column.text(row).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_place_of_the_first_letter_changes_nothing(at in 0..MANY, which in 0..3_usize) {
        // "Müller" in Windows-1252, Mac Roman and UTF-8, by their tables.
        let name: &[u8] = [b"M\xfcller".as_slice(), b"M\x9fller", "Müller".as_bytes()][which];
        let bytes = orders(MANY, at, name);
        prop_assert!(bytes.len() > clientele::import::HEAD_BYTES + 50_000);
        let loaded = read_whole("orders.csv", &bytes).unwrap();
        prop_assert_eq!(customer(&loaded, at), "Müller");
        prop_assert_eq!(loaded.problems.len(), 0);
    }
}

#[test]
fn a_late_encoding_is_told() {
    let loaded = read_whole("orders.csv", &orders(MANY, MANY - 1, b"M\xfcller")).unwrap();
    let told: Vec<String> = loaded.notes().iter().map(ToString::to_string).collect();
    assert!(told.iter().any(|note| note.contains("WINDOWS-1252")), "{told:?}");
}

#[test]
fn a_few_broken_bytes_in_utf_8_are_counted_and_replaced() {
    // Both in the head and beyond it.
    for at in [3, MANY - 1] {
        let mut bytes = orders(MANY, at, b"M\xfcller");
        for row in 0..40 {
            bytes.extend(format!("x{row},Jürgen{row},2024-03-05,10.00\n").bytes());
            let early = format!("y{row},Zoë{row},2024-03-05,10.00\n");
            bytes.splice(26..26, early.bytes());
        }
        let loaded = read_whole("orders.csv", &bytes).unwrap();
        assert_eq!(loaded.mistaken, None);
        assert_eq!((customer(&loaded, 40 + at), customer(&loaded, 39)), ("M\u{fffd}ller", "Zoë0"));
        let told: Vec<_> = loaded.problems.iter().map(|p| (p.problem, p.effect, p.line)).collect();
        assert_eq!(told, [(Problem::BadEncoding, Effect::Noted, 42 + at as u64)]);
    }
}
