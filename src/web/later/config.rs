//! Settings of the later views, with the defaults of each metric for what is left out.

use super::super::setting::Setting;
use super::{COHORTS, COLUMNS, MovementAsked, PeriodAsked, RetentionAsked};
use crate::day::Day;
use crate::error::Error;
use crate::metrics::kmeans::{Feature, KmeansConfig};
use crate::metrics::movement::MovementConfig;
use crate::metrics::period::Period;
use crate::metrics::retention::{
    Activity, Cohorts, Frame, Measure, RetentionConfig, ReturnRule, RhythmConfig, SurvivalConfig,
};
use crate::metrics::tiers::{self, TiersConfig};

/// The words of a setting and what they mean, the usual one first.
pub fn one_of<T: Copy>(from: Setting<'_>, what: &str, words: &[(&str, T)]) -> Result<Option<T>, Error> {
    let Some(from) = from.given() else { return Ok(None) };
    let word = from.text()?;
    let found = words.iter().find(|(name, _)| *name == word);
    found.map(|(_, value)| Some(*value)).ok_or_else(|| from.unknown(what))
}

const PERIODS: [(&str, Period); 6] = [
    ("month", Period::Month),
    ("hour", Period::Hour),
    ("day", Period::Day),
    ("week", Period::WeekMonday),
    ("sunday week", Period::WeekSunday),
    ("quarter", Period::Quarter),
];

/// What counts as being there: `purchases`, `events`, or a list of names of events.
fn activity(from: Setting<'_>) -> Result<Option<Activity>, Error> {
    let Some(from) = from.given() else { return Ok(None) };
    match from.text() {
        Ok("purchases") => Ok(Some(Activity::Purchases)),
        Ok("events") => Ok(Some(Activity::Events(Vec::new()))),
        Ok(_) => Err(from.unknown("activity")),
        Err(_) => Ok(Some(Activity::Events(from.texts()?))),
    }
}

/// Cohorts by a word, or by `{ attribute }` or `{ firstOrder }` with the name of an attribute.
fn cohorts(from: Setting<'_>) -> Result<Cohorts, Error> {
    let Some(from) = from.given() else { return Ok(Cohorts::First) };
    let Ok(word) = from.text() else {
        let from = from.only(&["attribute", "firstOrder"])?;
        return match from.at("attribute").given() {
            Some(name) => name.owned().map(Cohorts::Attribute),
            None => from.at("firstOrder").owned().map(Cohorts::FirstOrder),
        };
    };
    match word {
        "first" => Ok(Cohorts::First),
        "every" => Ok(Cohorts::Every),
        "product" => Ok(Cohorts::FirstProduct),
        "category" => Ok(Cohorts::FirstCategory),
        "campaign" => Ok(Cohorts::FirstCampaign),
        _ => Err(from.unknown("way to form cohorts")),
    }
}

/// The settings of the view "retention".
pub fn retention(from: Setting<'_>) -> Result<RetentionAsked, Error> {
    let from = from.only(&[
        "asOf",
        "period",
        "clock",
        "rule",
        "cohorts",
        "measure",
        "minimum",
        "brackets",
        "from",
        "activity",
        "mostCohorts",
        "rows",
        "columns",
    ])?;
    let mut brackets = Vec::new();
    for end in from.at("brackets").items()? {
        brackets.push(end.count()?);
    }
    let frames = [("calendar", Frame::Calendar), ("own", Frame::Rolling)];
    let rules = [("on", ReturnRule::On), ("on or after", ReturnRule::OnOrAfter)];
    let measures =
        [("customers", Measure::Customers), ("activities", Measure::Activities), ("money", Measure::Money)];
    let config = RetentionConfig {
        activity: activity(from.at("activity"))?,
        frame: one_of(from.at("clock"), "clock", &frames)?.unwrap_or_default(),
        rule: one_of(from.at("rule"), "rule", &rules)?.unwrap_or_default(),
        cohorts: cohorts(from.at("cohorts"))?,
        minimum: from.at("minimum").count_or(1)?,
        most_values: from.at("mostCohorts").count_or(12)?,
        as_of: from.at("asOf").day()?,
        from: from.at("from").day()?,
        brackets,
        ..RetentionConfig::default()
    };
    Ok(RetentionAsked {
        asked: PeriodAsked { period: one_of(from.at("period"), "period", &PERIODS)?, config },
        measure: one_of(from.at("measure"), "measure", &measures)?.unwrap_or_default(),
        shown: (from.at("rows").count_or(COHORTS)?, from.at("columns").count_or(COLUMNS)?),
    })
}

/// The settings of the view "rates".
pub fn rates(from: Setting<'_>) -> Result<PeriodAsked, Error> {
    let from = from.only(&["asOf", "period", "activity"])?;
    let config = RetentionConfig {
        activity: activity(from.at("activity"))?,
        as_of: from.at("asOf").day()?,
        ..RetentionConfig::default()
    };
    Ok(PeriodAsked { period: one_of(from.at("period"), "period", &PERIODS)?, config })
}

/// The settings of the view "survival".
pub fn survival(from: Setting<'_>) -> Result<SurvivalConfig, Error> {
    let from = from.only(&["asOf", "activity", "silenceDays", "contracts"])?;
    let retention = RetentionConfig {
        activity: activity(from.at("activity"))?,
        as_of: from.at("asOf").day()?,
        ..RetentionConfig::default()
    };
    Ok(SurvivalConfig {
        retention,
        silence_days: from.at("silenceDays").given().map(Setting::count).transpose()?,
        contracts: from.at("contracts").given().map(Setting::flag).transpose()?,
    })
}

/// The settings of the views "gaps" and "lateness".
pub fn rhythm(from: Setting<'_>) -> Result<RhythmConfig, Error> {
    let from = from.only(&["asOf", "activity", "overdueFactor", "leastDays"])?;
    let usual = RhythmConfig::default();
    let retention = RetentionConfig {
        activity: activity(from.at("activity"))?,
        as_of: from.at("asOf").day()?,
        ..RetentionConfig::default()
    };
    Ok(RhythmConfig {
        retention,
        least_days: from.at("leastDays").count_or(usual.least_days)?,
        overdue_factor: from.at("overdueFactor").count_or(usual.overdue_factor)?,
    })
}

/// The settings of the view "tiers".
pub fn tiers(from: Setting<'_>) -> Result<TiersConfig, Error> {
    let from = from.only(&["asOf", "measure", "ends"])?;
    let measures = [("amount", tiers::Measure::Amount), ("profit", tiers::Measure::Profit)];
    let mut config = TiersConfig {
        as_of: from.at("asOf").day()?,
        measure: one_of(from.at("measure"), "measure", &measures)?,
        ..TiersConfig::default()
    };
    if let Some(ends) = from.at("ends").given() {
        match ends.items()?.as_slice() {
            &[a, b, c] => config.ends = [a.number()?, b.number()?, c.number()?],
            _ => return Err(ends.takes("three shares")),
        }
    }
    Ok(config)
}

/// The settings of the view "groups".
pub fn groups(from: Setting<'_>) -> Result<KmeansConfig, Error> {
    let from = from.only(&["asOf", "features", "log", "nGroups", "seed"])?;
    let usual = KmeansConfig::default();
    let names = [
        ("recency", Feature::Recency),
        ("orders", Feature::Orders),
        ("amount", Feature::Amount),
        ("meanOrder", Feature::MeanOrder),
        ("age", Feature::Age),
    ];
    let mut features = Vec::new();
    for name in from.at("features").items()? {
        features.extend(one_of(name, "feature", &names)?);
    }
    Ok(KmeansConfig {
        as_of: from.at("asOf").day()?,
        features: if from.at("features").given().is_some() { features } else { usual.features },
        log: from.at("log").given().map_or(Ok(usual.log), Setting::flag)?,
        n_groups: from.at("nGroups").given().map(Setting::small).transpose()?,
        seed: from.at("seed").count_or(1)?.into(),
    })
}

/// The settings of the view "movement".
pub fn movement(from: Setting<'_>) -> Result<MovementAsked, Error> {
    let from = from.only(&["from", "asOf", "nBins", "purchases", "cuts", "map", "as"])?;
    let scored = super::super::config::scored(from)?;
    let as_matrix = one_of(from.at("as"), "picture", &[("flow", false), ("matrix", true)])?;
    let day = from.at("from").day()?;
    let usual = MovementConfig::since(day.unwrap_or(Day(0)));
    Ok(MovementAsked {
        from: day,
        config: MovementConfig {
            to: from.at("asOf").day()?,
            n_bins: scored.n_bins,
            purchases: scored.purchases,
            cuts: scored.cuts,
            map: scored.map,
            ..usual
        },
        as_matrix: as_matrix.unwrap_or(false),
    })
}
