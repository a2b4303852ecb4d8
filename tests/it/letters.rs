//! The standard library knows each letter; it is the truth here.

use clientele::letters::{in_small, is_capital, small};

/// The small letter by the standard library, where that is one sign.
fn by_std(c: char) -> Option<char> {
    let mut letters = c.to_lowercase();
    letters.next().filter(|_| letters.next().is_none())
}

#[test]
fn no_sign_gets_another_small_letter_than_it_has() {
    for c in '\0'..=char::MAX {
        // The capital I with a dot: the standard library keeps the dot as a sign of its own.
        let known = if c == 'İ' { Some('i') } else { by_std(c) };
        assert!(small(c) == c || Some(small(c)) == known, "{c}");
    }
}

#[test]
fn every_capital_of_the_scripts_is_known() {
    let blocks = [
        'A'..='\u{17F}',
        '\u{386}'..='\u{3CE}',
        '\u{400}'..='\u{52F}',
        '\u{531}'..='\u{556}',
        '\u{1E00}'..='\u{1EFF}',
    ];
    for c in blocks.into_iter().flatten().filter(|c| c.is_uppercase()) {
        assert!(is_capital(c), "{c}");
    }
    assert!(!is_capital('ß') && !is_capital('漢') && !is_capital('7'));
    assert_eq!(in_small("ÄRGER Çok İyi ЗАКАЗ Ώρα ŻÓŁĆ"), "ärger çok iyi заказ ώρα żółć");
}
