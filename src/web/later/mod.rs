//! Questions that a page asks after the first ones: retention, tiers, groups, movement.

mod climb;
mod config;
mod dto;

pub use config::{groups, tiers};

use crate::chart::Picture;
use crate::day::Day;
use crate::error::Error;
use crate::facts::{CustomerIdx, Facts};
use crate::locale::Locale;
use crate::metrics::climb::rungs::{self, RungsConfig};
use crate::metrics::climb::stages::{self, Stages, StagesConfig};
use crate::metrics::kmeans::{self, Kmeans, KmeansConfig};
use crate::metrics::ladder::Ladder;
use crate::metrics::movement::{self, Flow, Movement, MovementConfig};
use crate::metrics::overview::{self, Overview, OverviewConfig};
use crate::metrics::period::Period;
use crate::metrics::retention::{
    self, GapClass, LateClass, Measure, PeriodRate, Retention, RetentionConfig, Rhythm, RhythmConfig,
    Survival, SurvivalConfig,
};
use crate::metrics::segments::{SegmentName, Segments};
use crate::metrics::tiers::{self, Tiers, TiersConfig};
use crate::report::{self, Report};

use super::node::Node;
use super::setting::Setting;

/// Cohorts and columns after the first that a picture shows, unless the page asks for more.
const COHORTS: u32 = 36;
const COLUMNS: u32 = 12;

/// A view with its settings.
#[derive(Debug, Clone, PartialEq)]
pub enum Question {
    Hours(OverviewConfig),
    Concentration(OverviewConfig),
    Tiers(TiersConfig),
    Groups(KmeansConfig),
    Movement(MovementAsked),
    Retention(RetentionAsked),
    Rates(PeriodAsked),
    Survival(SurvivalConfig),
    Gaps(RhythmConfig),
    Lateness(RhythmConfig),
    Rungs(RungsConfig),
    Stages(StagesConfig),
}

/// Retention; the period is chosen by the span of the facts where none is given.
#[derive(Debug, Clone, PartialEq)]
pub struct RetentionAsked {
    pub asked: PeriodAsked,
    pub measure: Measure,
    /// At most so many cohorts, and columns after the first.
    pub shown: (u32, u32),
}

/// A question by period.
#[derive(Debug, Clone, PartialEq)]
pub struct PeriodAsked {
    pub period: Option<Period>,
    pub config: RetentionConfig,
}

/// Movement; the first day is chosen where none is given.
#[derive(Debug, Clone, PartialEq)]
pub struct MovementAsked {
    pub from: Option<Day>,
    pub config: MovementConfig,
    pub as_matrix: bool,
}

/// What the facts say to it.
#[derive(Debug)]
pub enum Answer {
    Hours(Box<Overview>),
    Concentration(Box<Overview>),
    Tiers(Tiers),
    Groups(Kmeans),
    Movement(Box<Moved>),
    Retention(Box<(Retention, RetentionAsked, RetentionConfig)>),
    Rates(Vec<PeriodRate>, Period),
    Survival(Survival),
    Gaps(Rhythm, Vec<GapClass>),
    Lateness(Rhythm, Vec<LateClass>, u32),
    Rungs(Ladder),
    Stages(Stages),
}

/// Movement, and the groups on both days.
#[derive(Debug)]
pub struct Moved {
    movement: Movement,
    before: Option<Segments>,
    after: Segments,
    as_matrix: bool,
}

impl Question {
    /// Reads the name of a view and its settings; `None` if it is none of these.
    pub fn read(view: &str, from: Setting<'_>) -> Result<Option<Self>, Error> {
        let read = match view {
            "hours" => Self::Hours(super::config::overview(from)?),
            "concentration" => Self::Concentration(super::config::overview(from)?),
            "tiers" => Self::Tiers(config::tiers(from)?),
            "groups" => Self::Groups(config::groups(from)?),
            "movement" => Self::Movement(config::movement(from)?),
            "retention" => Self::Retention(config::retention(from)?),
            "rates" => Self::Rates(config::rates(from)?),
            "survival" => Self::Survival(config::survival(from)?),
            "gaps" => Self::Gaps(config::rhythm(from)?),
            "lateness" => Self::Lateness(config::rhythm(from)?),
            "rungs" => Self::Rungs(climb::rungs(from)?),
            "stages" => Self::Stages(climb::stages(from)?),
            _ => return Ok(None),
        };
        Ok(Some(read))
    }

    /// Asks the facts.
    #[inline(never)]
    pub fn answer(&self, facts: &Facts) -> Result<Answer, Error> {
        Ok(match self {
            Self::Hours(config) => Answer::Hours(Box::new(overview::overview(facts, config)?)),
            Self::Concentration(config) => {
                Answer::Concentration(Box::new(overview::overview(facts, config)?))
            }
            Self::Tiers(config) => Answer::Tiers(tiers::tiers(facts, config)?),
            Self::Groups(config) => Answer::Groups(kmeans::kmeans(facts, config)?),
            Self::Movement(asked) => Answer::Movement(Box::new(moved(facts, asked)?)),
            Self::Retention(asked) => {
                let config = asked.asked.resolved(facts);
                let (rows, columns) = asked.shown;
                let answer = retention::retention(facts, &config)?.latest(rows as usize, columns as usize);
                Answer::Retention(Box::new((answer, asked.clone(), config)))
            }
            Self::Rates(asked) => {
                let config = asked.resolved(facts);
                Answer::Rates(retention::rates(facts, &config)?, config.period)
            }
            Self::Survival(config) => Answer::Survival(retention::survival(facts, config)?),
            Self::Gaps(config) => {
                let rhythm = retention::rhythm(facts, config)?;
                let classes = rhythm.classes();
                Answer::Gaps(rhythm, classes)
            }
            Self::Lateness(config) => {
                let rhythm = retention::rhythm(facts, config)?;
                let classes = rhythm.lateness(config.overdue_factor);
                Answer::Lateness(rhythm, classes, config.overdue_factor)
            }
            Self::Rungs(config) => Answer::Rungs(rungs::rungs(facts, config)?),
            Self::Stages(config) => Answer::Stages(stages::stages(facts, config)?),
        })
    }
}

impl PeriodAsked {
    /// With a period of which the facts span a readable number.
    fn resolved(&self, facts: &Facts) -> RetentionConfig {
        let days = match (facts.first_day(), self.config.as_of.or_else(|| facts.last_day())) {
            (Some(first), Some(last)) => last.since(first),
            _ => 0,
        };
        RetentionConfig { period: self.period.unwrap_or(Period::usual(days)), ..self.config.clone() }
    }
}

fn moved(facts: &Facts, asked: &MovementAsked) -> Result<Moved, Error> {
    let from = asked.from.unwrap_or_else(|| movement::usual_from(facts, asked.config.to));
    let config = MovementConfig { from, ..asked.config.clone() };
    let (before, after) = movement::both_days(facts, &config)?;
    Ok(Moved {
        movement: movement::between(&config, before.as_ref(), &after),
        before,
        after,
        as_matrix: asked.as_matrix,
    })
}

impl Moved {
    fn members(&self, row: usize, column: usize) -> Option<Vec<CustomerIdx>> {
        let flow = if self.as_matrix {
            let to = *SegmentName::ALL.get(column.checked_sub(2)?)?;
            let from = row.checked_sub(1).and_then(|at| SegmentName::ALL.get(at)).copied();
            Flow { from, to, n_customers: 0, amount: crate::money::Money::ZERO }
        } else {
            self.movement.flows.get(row)?.clone()
        };
        Some(Movement::of_flow(self.before.as_ref(), &self.after, &flow))
    }
}

/// Those who are in the group at a position.
fn in_group(group_of: &[Option<u8>], row: usize) -> Vec<CustomerIdx> {
    let members = group_of.iter().enumerate().filter(|(_, group)| group.map(usize::from) == Some(row));
    members.map(|(customer, _)| customer as CustomerIdx).collect()
}

/// Those whose highest rung is at a position.
fn on_rung(level_of: &[u8], row: usize) -> Vec<CustomerIdx> {
    let members = level_of.iter().enumerate().filter(|(_, level)| usize::from(**level) == row + 1);
    members.map(|(customer, _)| customer as CustomerIdx).collect()
}

impl Answer {
    /// As plain data.
    #[inline(never)]
    pub fn node(&self, locale: &Locale) -> Node {
        match self {
            Self::Hours(answer) => dto::hours(answer),
            Self::Concentration(answer) => dto::concentration(answer),
            Self::Tiers(answer) => dto::tiers(answer),
            Self::Groups(answer) => dto::groups(answer),
            Self::Movement(moved) => dto::movement(&moved.movement),
            Self::Retention(answer) => dto::retention(&answer.0),
            Self::Rates(answer, _) => dto::rates(answer),
            Self::Survival(answer) => dto::survival(answer),
            Self::Gaps(answer, _) | Self::Lateness(answer, ..) => dto::rhythm(answer),
            Self::Rungs(answer) => super::dto::ladder(answer, locale),
            Self::Stages(answer) => climb::stages_node(answer, locale),
        }
    }

    /// To be drawn.
    pub fn picture(&self) -> Picture<'_> {
        match self {
            Self::Hours(answer) => Picture::Rhythm(&answer.rhythm),
            Self::Concentration(answer) => Picture::Concentration(&answer.concentration),
            Self::Tiers(answer) => Picture::Tiers(answer),
            Self::Groups(answer) => Picture::Groups(answer),
            Self::Movement(moved) if moved.as_matrix => Picture::Matrix(&moved.movement),
            Self::Movement(moved) => Picture::Movement(&moved.movement),
            Self::Retention(answer) => Picture::Retention(&answer.0, &answer.2, answer.1.measure),
            Self::Rates(answer, _) => Picture::Rates(answer),
            Self::Survival(answer) => Picture::Survival(answer),
            Self::Gaps(_, classes) => Picture::Gaps(classes),
            Self::Lateness(_, classes, _) => Picture::Lateness(classes),
            Self::Rungs(answer) => Picture::Ladder(answer),
            Self::Stages(answer) => Picture::Stages(answer),
        }
    }

    /// In words and as a table.
    #[inline(never)]
    pub fn report(&self, locale: &Locale) -> Report {
        match self {
            Self::Hours(answer) => report::rhythm(answer, locale),
            Self::Concentration(answer) => report::concentration(&answer.concentration, locale),
            Self::Tiers(answer) => report::tiers(answer, locale),
            Self::Groups(answer) => report::kmeans(answer, locale),
            Self::Movement(moved) if moved.as_matrix => report::matrix(&moved.movement, locale),
            Self::Movement(moved) => report::movement(&moved.movement, locale),
            Self::Retention(answer) => {
                report::retention::retention(&answer.0, &answer.2, answer.1.measure, locale)
            }
            Self::Rates(answer, period) => report::rates(answer, *period, locale),
            Self::Survival(answer) => report::survival(answer, locale),
            Self::Gaps(answer, classes) => report::gaps(answer, classes, locale),
            Self::Lateness(answer, classes, factor) => report::lateness(answer, classes, *factor, locale),
            Self::Rungs(answer) => report::climb::rungs(answer, locale),
            Self::Stages(answer) => report::climb::stages(answer, locale),
        }
    }

    /// The customers behind a row of its table, or behind a cell where each has its mark; `None` where there are none.
    #[inline(never)]
    pub fn members(
        &self,
        facts: &Facts,
        row: usize,
        column: usize,
    ) -> Result<Option<Vec<CustomerIdx>>, Error> {
        Ok(match self {
            Self::Tiers(answer) => Some(in_group(&answer.tier_of, row)),
            Self::Groups(answer) => Some(in_group(&answer.group_of, row)),
            Self::Movement(moved) => moved.members(row, column),
            Self::Rungs(answer) => Some(on_rung(&answer.level_of, row)),
            Self::Stages(answer) => Some(on_rung(&answer.level_of, row)),
            Self::Lateness(_, classes, _) => classes.get(row).map(|class| class.customers.clone()),
            Self::Retention(answer) => {
                let (answer, asked, config) = answer.as_ref();
                let Some(column) = column.checked_sub(report::retention::FIRST_COLUMN) else {
                    return Ok(None);
                };
                let cohort = row.checked_sub(report::retention::average_rows(asked.measure));
                let rows: Vec<i64> = match cohort {
                    Some(at) => answer.cohorts.get(at).map(|cohort| cohort.rows.clone()).unwrap_or_default(),
                    // An average is of all whose period is over.
                    None => answer.cohorts.iter().flat_map(|cohort| cohort.rows.clone()).collect(),
                };
                Some(retention::cell_customers(facts, config, &rows, column)?)
            }
            _ => None,
        })
    }
}
