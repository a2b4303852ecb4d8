//! Every answer over the CDNOW sample, as the engine gives it: the pictures must bear real numbers.

use clientele::chart::Picture;
use clientele::day::Day;
use clientele::facts::{Facts, Orders};
use clientele::metrics::kmeans::{Kmeans, KmeansConfig, kmeans};
use clientele::metrics::ladder::{Ladder, LadderConfig, ladder};
use clientele::metrics::movement::{Movement, MovementConfig, movement};
use clientele::metrics::overview::{Overview, OverviewConfig, overview};
use clientele::metrics::retention::{
    GapClass, LateClass, Measure, PeriodRate, Retention, RetentionConfig, RhythmConfig, Survival,
    SurvivalConfig, rates, retention, rhythm, survival,
};
use clientele::metrics::segments::{Segments, SegmentsConfig, segments};
use clientele::metrics::tiers::{Tiers, TiersConfig, tiers};

use crate::shop::cdnow;

pub struct Answers {
    segments: Segments,
    pub ladder: Ladder,
    tiers: Tiers,
    overview: Overview,
    movement: Movement,
    retention: Retention,
    retention_config: RetentionConfig,
    gaps: Vec<GapClass>,
    late: Vec<LateClass>,
    groups: Kmeans,
    survival: Survival,
    rates: Vec<PeriodRate>,
}

impl Answers {
    pub fn new() -> Self {
        let (customers, orders) = cdnow();
        let orders = Orders::new(customers.ids.len(), &orders);
        let facts = Facts { customers, orders, ..Facts::default() };
        let rhythm = rhythm(&facts, &RhythmConfig::default()).unwrap();
        Self {
            segments: segments(&facts, &SegmentsConfig::default()).unwrap(),
            ladder: ladder(&facts, &LadderConfig::default()),
            tiers: tiers(&facts, &TiersConfig::default()).unwrap(),
            overview: overview(&facts, &OverviewConfig::default()).unwrap(),
            movement: movement(&facts, &MovementConfig::since(Day::from_ymd(1997, 9, 30).unwrap())).unwrap(),
            retention: retention(&facts, &RetentionConfig::default()).unwrap(),
            retention_config: RetentionConfig::default(),
            gaps: rhythm.classes(),
            late: rhythm.lateness(3),
            groups: kmeans(&facts, &KmeansConfig::default()).unwrap(),
            survival: survival(&facts, &SurvivalConfig::default()).unwrap(),
            rates: rates(&facts, &RetentionConfig::default()).unwrap(),
        }
    }

    /// Each picture with its name and the number of its marks.
    pub fn all(&self) -> [(&'static str, Picture<'_>, usize); 14] {
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
            ("cdnow-movement", Picture::Movement(&self.movement), self.movement.flows.len()),
            (
                "cdnow-retention",
                Picture::Retention(&self.retention, &self.retention_config, Measure::Customers),
                cells(&self.retention),
            ),
            ("cdnow-gaps", Picture::Gaps(&self.gaps), self.gaps.len()),
            ("cdnow-lateness", Picture::Lateness(&self.late), 5),
            ("cdnow-groups", Picture::Groups(&self.groups), self.groups.groups.len()),
            ("cdnow-matrix", Picture::Matrix(&self.movement), 12 * 11),
            ("cdnow-survival", Picture::Survival(&self.survival), self.survival.points.len()),
            ("cdnow-rates", Picture::Rates(&self.rates), self.rates.len()),
        ]
    }
}

/// A mark for each cell, blank ones included, and for the two averages of each period.
fn cells(retention: &Retention) -> usize {
    let longest = retention.cohorts.iter().map(|cohort| cohort.cells.len()).max().unwrap_or(0);
    longest * (retention.cohorts.len() + 2)
}
