//! Who matters: customers and money of each group on one scale, so that a long bar of money beside a short one of
//! customers is seen at once. The accent is on the group that brings the most.

use super::pairs::{Column, Pairs, Row};
use super::words;
use crate::locale::Locale;
use crate::metrics::kmeans::{Group, Kmeans};
use crate::metrics::segments::{Segment, Segments};
use crate::report;

/// The groups as rows of two bars.
pub(super) fn pairs(segments: &Segments, locale: &Locale) -> Pairs {
    let most = first_in_money(segments);
    let row = |(position, group): (usize, &Segment)| {
        let share = group.amount_share;
        Row {
            name: locale.word(group.name.label()),
            bars: [
                Column {
                    length: Some(group.share),
                    lead: locale.share(group.share),
                    rest: locale.count(group.n_customers),
                },
                Column {
                    length: share,
                    lead: share.map(|share| locale.share(share)).unwrap_or_default(),
                    rest: locale.money_compact(group.amount.units()),
                },
            ],
            accented: most == Some(position),
            empty: group.n_customers == 0,
        }
    };
    Pairs {
        headings: [
            (locale.word(words::CUSTOMERS), locale.count(segments.n_customers)),
            (locale.word(words::MONEY), locale.money_compact(segments.amount.units())),
        ],
        rows: segments.groups.iter().enumerate().map(row).collect(),
    }
}

/// Groups found in the data, the one that paid most first.
pub(super) fn found(answer: &Kmeans, locale: &Locale) -> Pairs {
    let row = |(position, group): (usize, &Group)| Row {
        name: format!("{}: {}", position + 1, report::group_words(answer, group, locale)),
        bars: [
            Column {
                length: Some(group.share),
                lead: locale.share(group.share),
                rest: locale.count(group.n_customers),
            },
            Column {
                length: group.amount_share,
                lead: group.amount_share.map(|share| locale.share(share)).unwrap_or_default(),
                rest: locale.money_compact(group.amount.units()),
            },
        ],
        accented: position == 0,
        empty: false,
    };
    Pairs {
        headings: [
            (locale.word(words::CUSTOMERS), locale.count(answer.n_customers)),
            (locale.word(words::MONEY), locale.money_compact(answer.amount.units())),
        ],
        rows: answer.groups.iter().enumerate().map(row).collect(),
    }
}

/// The group that brings the most money, the first of equals.
fn first_in_money(segments: &Segments) -> Option<usize> {
    let groups = segments.groups.iter().enumerate().filter(|(_, group)| group.amount_share.is_some());
    groups.max_by(|a, b| a.1.amount.cmp(&b.1.amount).then(b.0.cmp(&a.0))).map(|(row, _)| row)
}
