//! How long customers under contract stay: as it was, and by the model.

use super::axis::Unit;
use super::lines::{Line, Lines};
use super::words;
use crate::locale::Locale;
use crate::message::word;
use crate::metrics::contract::{Contracts, Renewal};

/// Share still there after each renewal.
pub(super) fn survival(answer: &Contracts, locale: &Locale) -> Lines {
    let renewals = &answer.renewals;
    let seen = renewals.iter().filter(|renewal| renewal.actual.is_some()).count();
    // All are there before the first.
    let line = |name, of: &dyn Fn(&Renewal) -> Option<f64>, ahead, accented| Line {
        name: locale.word(name),
        values: std::iter::once(Some(1.0)).chain(renewals.iter().map(of)).collect(),
        expected_from: ahead,
        accented,
        ..Line::default()
    };
    Lines {
        x: (0..=renewals.len()).map(|number| number as f64).collect(),
        unlisted: 1,
        x_unit: Unit::Count,
        unit: Unit::Share,
        lines: vec![
            line(words::CAME, &|renewal| renewal.actual, None, false),
            line(words::FORESEEN, &|renewal| Some(renewal.expected), Some(seen + 1), true),
        ],
        titles: [locale.word(word!("Still there")), locale.word(word!("Renewal"))],
        ..Lines::default()
    }
}
