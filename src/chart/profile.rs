//! What sets a group apart: differences from the rest on one scale, the largest first.

use super::axis::Unit;
use super::forest::{Estimate, Forest};
use crate::locale::Locale;
use crate::message::say;
use crate::metrics::profile::{Profile, Trait};
use crate::report::profile::{label, shown};

/// The first traits with their intervals.
pub(super) fn traits(answer: &Profile, n: usize, locale: &Locale) -> Forest {
    let row = |own: &Trait| Estimate {
        name: label(own, locale),
        value: Some(own.size),
        range: own.interval.map(|around| (around.low, around.high)),
        doubtful: !own.certain,
    };
    Forest {
        rows: shown(answer, n).map(row).collect(),
        unit: Unit::Share,
        reference: Some((0.0, say!(locale, "as the rest"))),
    }
}
