//! Parts of sentences that several reports share.

use crate::locale::Locale;

/// Under this many customers a share moves by more than three points with each of them.
pub(super) const FEW: usize = 30;

/// `1 customer`, `412 customers`.
pub(super) fn customers(n: usize, locale: &Locale) -> String {
    if n == 1 { "1 customer".into() } else { format!("{} customers", locale.count(n)) }
}

/// `1 order`, `412 orders`.
pub(super) fn orders(n: usize, locale: &Locale) -> String {
    if n == 1 { "1 order".into() } else { format!("{} orders", locale.count(n)) }
}

/// `Half of` or `52% of`: to begin a sentence with.
pub(super) fn part_of(share: f64, locale: &Locale) -> String {
    if share == 0.5 { "Half of".into() } else { format!("{} of", locale.share(share)) }
}

/// A name from a file as it stands in a sentence: in quotes, cut where it is long.
pub(super) fn quoted(name: &str) -> String {
    const LONGEST: usize = 40;
    let mut shown: String = name.chars().filter(|c| !c.is_control()).take(LONGEST).collect();
    if name.chars().count() > LONGEST {
        shown.push('\u{2026}');
    }
    format!("\u{201c}{shown}\u{201d}")
}

/// `2`, `2 and 3`, `2, 3 and 4`.
pub(super) fn list(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [firsts @ .., last] => format!("{} and {last}", firsts.join(", ")),
    }
}
