//! The eleven groups as data: which codes of recency, frequency and money belong to which.

use std::ops::RangeInclusive;

use crate::message::{Word, word};

/// The eleven groups, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SegmentName {
    /// Bought lately, often, and spend the most.
    Champions,
    /// Buy often, and not long ago.
    Loyal,
    /// Bought lately, more than once.
    PotentialLoyalists,
    /// Bought for the first time, or hardly more, in the latest fifth.
    New,
    /// Few purchases, the last not long ago.
    Promising,
    /// In the middle on everything, and slipping.
    NeedAttention,
    /// Below the middle in money, not seen for a while.
    AboutToSleep,
    /// Bought often or much, but not for a long time.
    AtRisk,
    /// Bought often and much, but not for a long time.
    CannotLose,
    /// Long gone, low on the rest.
    Hibernating,
    /// The lowest on everything.
    Lost,
}

/// A block of codes, in fifths of each scale: recency, frequency, money; 5 is best.
type Block = (SegmentName, RangeInclusive<u8>, RangeInclusive<u8>, RangeInclusive<u8>);

/// Every code lies in exactly one block. With frequency and money held, a better recency never leads to a group further
/// down the list.
const BLOCKS: [Block; 19] = [
    (SegmentName::Champions, 4..=5, 4..=5, 4..=5),
    (SegmentName::Loyal, 4..=5, 4..=5, 1..=3),
    (SegmentName::Loyal, 3..=3, 4..=5, 1..=5),
    (SegmentName::PotentialLoyalists, 4..=5, 2..=3, 1..=5),
    (SegmentName::New, 5..=5, 1..=1, 1..=5),
    (SegmentName::Promising, 4..=4, 1..=1, 1..=5),
    (SegmentName::Promising, 3..=3, 1..=1, 3..=5),
    (SegmentName::NeedAttention, 3..=3, 2..=3, 3..=5),
    (SegmentName::NeedAttention, 2..=2, 2..=3, 3..=3),
    (SegmentName::AboutToSleep, 3..=3, 1..=3, 1..=2),
    (SegmentName::AboutToSleep, 2..=2, 2..=3, 1..=2),
    (SegmentName::AtRisk, 1..=2, 4..=5, 1..=3),
    (SegmentName::AtRisk, 1..=2, 2..=3, 4..=5),
    (SegmentName::AtRisk, 2..=2, 1..=1, 4..=5),
    (SegmentName::CannotLose, 1..=2, 4..=5, 4..=5),
    (SegmentName::Hibernating, 2..=2, 1..=1, 1..=3),
    (SegmentName::Hibernating, 1..=1, 2..=3, 1..=3),
    (SegmentName::Hibernating, 1..=1, 1..=1, 3..=5),
    (SegmentName::Lost, 1..=1, 1..=1, 1..=2),
];

impl SegmentName {
    /// All eleven, best first.
    pub const ALL: [Self; 11] = [
        Self::Champions,
        Self::Loyal,
        Self::PotentialLoyalists,
        Self::New,
        Self::Promising,
        Self::NeedAttention,
        Self::AboutToSleep,
        Self::AtRisk,
        Self::CannotLose,
        Self::Hibernating,
        Self::Lost,
    ];

    /// The group of a code, each score 1 to 5 and 5 best; `None` for a score outside.
    pub fn of_code([recency, frequency, money]: [u8; 3]) -> Option<Self> {
        BLOCKS
            .iter()
            .find(|(_, r, f, m)| r.contains(&recency) && f.contains(&frequency) && m.contains(&money))
            .map(|(name, ..)| *name)
    }

    /// The blocks of codes that make up the group: recency, frequency, money, in fifths of each scale.
    pub fn blocks(self) -> impl Iterator<Item = [RangeInclusive<u8>; 3]> {
        let own = BLOCKS.iter().filter(move |(name, ..)| *name == self);
        own.map(|(_, r, f, m)| [r.clone(), f.clone(), m.clone()])
    }

    /// As the reader sees it.
    pub fn label(self) -> Word {
        match self {
            Self::Champions => word!("Champions"),
            Self::Loyal => word!("Loyal"),
            Self::PotentialLoyalists => word!("Potential loyalists"),
            Self::New => word!("New"),
            Self::Promising => word!("Promising"),
            Self::NeedAttention => word!("Need attention"),
            Self::AboutToSleep => word!("About to sleep"),
            Self::AtRisk => word!("At risk"),
            Self::CannotLose => word!("Cannot lose"),
            Self::Hibernating => word!("Hibernating"),
            Self::Lost => word!("Lost"),
        }
    }

    /// Who they are, in a few words.
    pub fn meaning(self) -> Word {
        match self {
            Self::Champions => word!("bought lately, often, and spend the most"),
            Self::Loyal => word!("buy often, and not long ago"),
            Self::PotentialLoyalists => word!("bought lately, more than once"),
            Self::New => word!("few purchases, the last one very recent"),
            Self::Promising => word!("few purchases, the last one not long ago"),
            Self::NeedAttention => word!("in the middle on everything, and slipping"),
            Self::AboutToSleep => word!("spend little and have not been seen for a while"),
            Self::AtRisk => word!("bought often or much, but not for a long time"),
            Self::CannotLose => word!("bought often and much, but not for a long time"),
            Self::Hibernating => word!("long gone, low on the rest"),
            Self::Lost => word!("the lowest on everything"),
        }
    }

    /// What to do about them.
    pub fn advice(self) -> Word {
        match self {
            Self::Champions => {
                word!("Thank them: early access, a word of their own, ask them to recommend you.")
            }
            Self::Loyal => word!("Offer the next product up and a reason to stay, such as a loyalty scheme."),
            Self::PotentialLoyalists => {
                word!("Recommend what goes with their last order while they still remember it.")
            }
            Self::New => word!("Welcome them and make the second order easy."),
            Self::Promising => word!("Remind them with one relevant offer; the second order decides."),
            Self::NeedAttention => word!("Make an offer with an end date, on what they bought before."),
            Self::AboutToSleep => word!("Reach out once with something new; do not spend much."),
            Self::AtRisk => {
                word!("Write in person, ask what went wrong, bring them back before they forget you.")
            }
            Self::CannotLose => word!("Call them: losing these costs the most for each customer."),
            Self::Hibernating => word!("Include them in what goes to all; no budget of their own."),
            Self::Lost => word!("Leave them be, or clean them from the list."),
        }
    }
}

/// The fifth of a scale of `n_bins` scores in which the middle of a score falls: 1 to 5.
pub(super) fn fifth(score: u8, n_bins: u8) -> u8 {
    let (score, n) = (u32::from(score), u32::from(n_bins.max(1)));
    ((2 * score.max(1) - 1) * 5).div_ceil(2 * n).clamp(1, 5) as u8
}
