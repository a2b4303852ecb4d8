//! Parts of sentences that several reports share.

use crate::locale::Locale;
use crate::message::say;

/// Under this many customers a share moves by more than three points with each of them.
pub(super) const FEW: usize = 30;

/// The note on few customers.
pub(super) fn only(n: usize, locale: &Locale) -> String {
    say!(locale, "Only {} {|customer|customers}.", n)
}

/// `2`, `2 and 3`, `2, 3 and 4`.
pub(super) fn list(items: Vec<String>, locale: &Locale) -> String {
    say!(locale, "{}", crate::message::Arg::All(items.into_iter().map(Into::into).collect()))
}
