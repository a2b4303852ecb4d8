//! What customers are worth: what each band of them paid so far and what is expected of it, on one scale of money.
//! The accent is on the best band.

use super::pairs::{Column, Pairs, Row};
use super::words;
use crate::locale::{Locale, UNKNOWN};
use crate::metrics::value_bands::{ValueBand, ValueBands};

/// The bands as rows of two bars.
pub(super) fn pairs(bands: &ValueBands, locale: &Locale) -> Pairs {
    let row = |(position, band): (usize, &ValueBand)| Row {
        name: bands.name(position, locale),
        bars: [
            column(Some(band.so_far.units()), band.so_far_share, locale),
            column(band.expected, band.expected_share, locale),
        ],
        accented: position == 0,
        empty: band.n_customers == 0,
    };
    let expected = bands.expected.map_or_else(|| UNKNOWN.into(), |units| locale.money_compact(units));
    Pairs {
        headings: [
            (locale.word(words::SO_FAR), locale.money_compact(bands.so_far.units())),
            (locale.word(words::EXPECTED), expected),
        ],
        rows: bands.bands.iter().enumerate().map(row).collect(),
    }
}

fn column(units: Option<f64>, share: Option<f64>, locale: &Locale) -> Column {
    Column {
        length: units,
        lead: units.map_or_else(|| UNKNOWN.into(), |units| locale.money_compact(units)),
        rest: share.map(|share| locale.share(share)).unwrap_or_default(),
    }
}
