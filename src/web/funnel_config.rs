//! Settings of a funnel as the page writes them.

use super::setting::Setting;
use crate::error::Error;
use crate::metrics::funnel::{
    Condition, Exclusion, ExclusionRule, FunnelConfig, Grain, Relation, Rule, Step, Test, Ties,
};

/// A funnel as the page asks for it first: its steps, and the default rule.
pub fn usual(from: Setting<'_>) -> Result<FunnelConfig, Error> {
    let mut config = FunnelConfig::default();
    for step in from.at("steps").items()? {
        config.steps.push(self::step(step)?);
    }
    Ok(config)
}

/// A funnel.
#[inline(never)]
pub fn funnel(from: Setting<'_>) -> Result<FunnelConfig, Error> {
    let from = from.only(&[
        "steps",
        "rule",
        "windowSeconds",
        "gapSeconds",
        "open",
        "exclusions",
        "exclusionRule",
        "grain",
        "session",
        "sessionGapSeconds",
        "hold",
        "ties",
    ])?;
    let mut config = usual(from)?;
    if let Some(rule) = from.at("rule").given() {
        let name = rule.text()?;
        let found = Rule::ALL.into_iter().find(|rule| rule.name() == name);
        config.rule = found.ok_or_else(|| rule.unknown("counting rule"))?;
    }
    config.window_ms = span(from.at("windowSeconds"))?;
    config.gap_ms = span(from.at("gapSeconds"))?;
    config.open = flag(from.at("open"))?;
    for exclusion in from.at("exclusions").items()? {
        config.exclusions.push(self::exclusion(exclusion)?);
    }
    if let Some(rule) = from.at("exclusionRule").given() {
        config.exclusion_rule = match rule.text()? {
            "end attempt" => ExclusionRule::EndAttempt,
            "drop customer" => ExclusionRule::DropCustomer,
            "keep first step" => ExclusionRule::KeepFirstStep,
            _ => return Err(rule.unknown("effect of an exclusion")),
        };
    }
    config.grain = grain(from)?;
    config.hold = from.at("hold").texts()?;
    if let Some(ties) = from.at("ties").given() {
        config.ties = match ties.text()? {
            "step order" => Ties::StepOrder,
            "row order" => Ties::RowOrder,
            _ => return Err(ties.unknown("order of events at one instant")),
        };
    }
    Ok(config)
}

/// Seconds as milliseconds; far too long is as long as can be.
#[inline(never)]
fn span(from: Setting<'_>) -> Result<Option<i64>, Error> {
    Ok(match from.given() {
        Some(seconds) => Some((seconds.number()? * 1000.0).round() as i64),
        None => None,
    })
}

#[inline(never)]
fn flag(from: Setting<'_>) -> Result<bool, Error> {
    if from.given().is_some() { from.flag() } else { Ok(false) }
}

fn grain(from: Setting<'_>) -> Result<Grain, Error> {
    let grain = from.at("grain");
    Ok(match grain.given().map(Setting::text).transpose()? {
        None | Some("customers") => Grain::Customers,
        Some("entries") => Grain::Entries,
        Some("sessions") => match (from.at("session").given(), span(from.at("sessionGapSeconds"))?) {
            (Some(property), _) => Grain::Sessions(property.owned()?),
            (None, gap) => Grain::SessionsByGap(gap.unwrap_or(USUAL_SILENCE_MS)),
        },
        Some(_) => return Err(grain.unknown("thing to count")),
    })
}

/// A session ends after half an hour of silence, as web analytics has it.
const USUAL_SILENCE_MS: i64 = 30 * 60 * 1000;

#[inline(never)]
fn step(from: Setting<'_>) -> Result<Step, Error> {
    let from = from.only(&["name", "events", "conditions", "alternatives", "optional"])?;
    let mut step = Step {
        name: from.at("name").owned()?,
        events: from.at("events").texts()?,
        conditions: conditions(from.at("conditions"))?,
        optional: flag(from.at("optional"))?,
        ..Step::default()
    };
    for list in from.at("alternatives").items()? {
        step.alternatives.push(conditions(list)?);
    }
    Ok(step)
}

fn exclusion(from: Setting<'_>) -> Result<Exclusion, Error> {
    let from = from.only(&["name", "events", "conditions", "fromStep", "toStep"])?;
    Ok(Exclusion {
        events: Step {
            name: from.at("name").owned()?,
            events: from.at("events").texts()?,
            conditions: conditions(from.at("conditions"))?,
            ..Step::default()
        },
        from_step: from.at("fromStep").count()? as usize,
        to_step: from.at("toStep").count()? as usize,
    })
}

#[inline(never)]
fn conditions(from: Setting<'_>) -> Result<Vec<Condition>, Error> {
    let mut all = Vec::new();
    for item in from.items()? {
        let item = item.only(&["property", "is", "values", "number"])?;
        all.push(Condition { property: item.at("property").owned()?, test: test(item)? });
    }
    Ok(all)
}

fn test(from: Setting<'_>) -> Result<Test, Error> {
    let (is, values) = (from.at("is"), || from.at("values").texts());
    let one = || Ok::<_, Error>(values()?.into_iter().next().unwrap_or_default());
    let number = |relation| Ok::<_, Error>(Test::Number(relation, from.at("number").number()?));
    match is.text()? {
        "any of" => values().map(Test::AnyOf),
        "none of" => values().map(Test::NoneOf),
        "contains" => one().map(Test::Contains),
        "lacks" => one().map(Test::Lacks),
        "blank" => Ok(Test::Blank),
        "filled" => Ok(Test::Filled),
        "less" => number(Relation::Less),
        "at most" => number(Relation::AtMost),
        "equal" => number(Relation::Equal),
        "at least" => number(Relation::AtLeast),
        "more" => number(Relation::More),
        _ => Err(is.unknown("condition")),
    }
}
