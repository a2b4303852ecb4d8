//! Segments of the user: customers and money of each on one scale.

use super::pairs::{Column, Pairs, Row};
use super::words;
use crate::locale::Locale;
use crate::metrics::rules::{RuleGroup, Rules};
use crate::report::rule_name;

/// The segments as rows of two bars; everyone else last.
pub(super) fn pairs(answer: &Rules, locale: &Locale) -> Pairs {
    let row = |group: &RuleGroup| Row {
        name: rule_name(group, locale),
        bars: [
            Column {
                length: group.share,
                lead: group.share.map(|share| locale.share(share)).unwrap_or_default(),
                rest: locale.count(group.n_customers),
            },
            Column {
                length: group.amount_share,
                lead: group.amount_share.map(|share| locale.share(share)).unwrap_or_default(),
                rest: locale.money_compact(group.amount.units()),
            },
        ],
        accented: group.name.is_some(),
        empty: group.n_customers == 0,
    };
    Pairs {
        headings: [
            (locale.word(words::CUSTOMERS), locale.count(answer.n_customers)),
            (locale.word(words::MONEY), locale.money_compact(answer.amount.units())),
        ],
        rows: answer.groups.iter().map(row).collect(),
    }
}
