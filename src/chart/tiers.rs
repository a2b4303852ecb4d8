//! The customer pyramid: customers and what they bring, by tier, on one scale. The accent is on the best tier that is
//! not empty.

use super::pairs::{Column, Pairs, Row};
use super::words;
use crate::locale::Locale;
use crate::metrics::tiers::{Measure, Tier, Tiers};

/// The tiers as rows of two bars.
pub(super) fn pairs(tiers: &Tiers, locale: &Locale) -> Pairs {
    let best = tiers.tiers.iter().position(|tier| tier.n_customers > 0);
    let row = |(position, tier): (usize, &Tier)| Row {
        name: locale.word(tier.name.label()),
        bars: [
            Column {
                length: Some(tier.share),
                lead: locale.share(tier.share),
                rest: locale.count(tier.n_customers),
            },
            Column {
                length: tier.worth_share,
                lead: tier.worth_share.map(|share| locale.share(share)).unwrap_or_default(),
                rest: locale.money_compact(tier.worth.units()),
            },
        ],
        accented: best == Some(position),
        empty: tier.n_customers == 0,
    };
    let measure = match tiers.measure {
        Measure::Amount => words::MONEY,
        Measure::Profit => words::PROFIT,
    };
    Pairs {
        headings: [
            (locale.word(words::CUSTOMERS), locale.count(tiers.n_customers)),
            (locale.word(measure), locale.money_compact(tiers.worth.units())),
        ],
        rows: tiers.tiers.iter().enumerate().map(row).collect(),
    }
}
