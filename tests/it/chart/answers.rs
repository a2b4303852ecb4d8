//! Every answer over the CDNOW sample, as the engine gives it: the pictures must bear real numbers.

use clientele::chart::Picture;
use clientele::facts::{Facts, Orders};
use clientele::metrics::ladder::{Ladder, LadderConfig, ladder};
use clientele::metrics::overview::{Overview, OverviewConfig, overview};
use clientele::metrics::segments::{Segments, SegmentsConfig, segments};
use clientele::metrics::tiers::{Tiers, TiersConfig, tiers};

use crate::shop::cdnow;

pub struct Answers {
    segments: Segments,
    ladder: Ladder,
    tiers: Tiers,
    overview: Overview,
}

impl Answers {
    pub fn new() -> Self {
        let (customers, orders) = cdnow();
        let orders = Orders::new(customers.ids.len(), &orders);
        let facts = Facts { customers, orders, ..Facts::default() };
        Self {
            segments: segments(&facts, &SegmentsConfig::default()).unwrap(),
            ladder: ladder(&facts, &LadderConfig::default()),
            tiers: tiers(&facts, &TiersConfig::default()).unwrap(),
            overview: overview(&facts, &OverviewConfig::default()).unwrap(),
        }
    }

    /// Each picture with its name and the number of its marks.
    pub fn all(&self) -> [(&'static str, Picture<'_>, usize); 6] {
        let overview = &self.overview;
        [
            ("cdnow-segments", Picture::Segments(&self.segments), 11),
            ("cdnow-ladder", Picture::Ladder(&self.ladder), self.ladder.rungs.len()),
            ("cdnow-tiers", Picture::Tiers(&self.tiers), 4),
            ("cdnow-months", Picture::Months(overview), overview.months.len()),
            (
                "cdnow-concentration",
                Picture::Concentration(&overview.concentration),
                overview.concentration.curve.len(),
            ),
            ("cdnow-rhythm", Picture::Rhythm(&overview.rhythm), 7),
        ]
    }
}
