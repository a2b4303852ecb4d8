//! Settings of the questions about groups.

use super::super::config::segments;
use super::super::dto::segment_code;
use super::super::later::{groups, tiers};
use super::super::setting::Setting;
use super::{AgreementAsked, ProfileAsked};
use crate::error::Error;
use crate::message::message;
use crate::metrics::kmeans::Feature;
use crate::metrics::partition::Partition;
use crate::metrics::rules::{Condition, Field, Rule, RulesConfig, Test};
use crate::metrics::segments::{Purchases, SegmentName, SegmentsConfig};
use crate::metrics::tiers::TierName;

/// Traits that are shown unless the page asks for more.
const SHOWN: u32 = 12;

/// A way to part customers; `None` for those who are picked.
fn partition(from: Setting<'_>) -> Result<Option<Partition>, Error> {
    let way = from.at("by");
    let name = if way.given().is_some() { way.text()? } else { "segments" };
    // A day for the whole goes before that of a part.
    let as_of = from.at("asOf").day()?;
    let by = match name {
        "segments" => Partition::Segments(segments(from.at("segments"))?),
        "tiers" => Partition::Tiers(tiers(from.at("tiers"))?),
        "groups" => Partition::Found(groups(from.at("groups"))?),
        "rules" => Partition::Rules(rules(from.at("rules"))?),
        "picked" => return Ok(None),
        _ => return Err(way.unknown("way to part customers")),
    };
    Ok(Some(by.as_of(as_of)))
}

/// The settings of the view "profile".
pub fn profile(from: Setting<'_>) -> Result<ProfileAsked, Error> {
    let from = from.only(&["by", "segments", "tiers", "groups", "rules", "group", "n", "asOf"])?;
    Ok(ProfileAsked {
        by: partition(from)?,
        as_of: from.at("asOf").day()?,
        group: from.at("group").given().map(|group| group.count()).transpose()?.map(|group| group as usize),
        n: from.at("n").count_or(SHOWN)? as usize,
    })
}

/// The settings of the view "agreement": the rule in use, and another one.
pub fn agreement(from: Setting<'_>) -> Result<AgreementAsked, Error> {
    let from = from.only(&["one", "other"])?;
    let rule = |name| {
        let from: Setting<'_> = from.at(name).only(&["by", "segments", "tiers", "groups", "rules"])?;
        let rule = partition(from)?;
        rule.ok_or_else(|| Error::config(message!("What is picked is no rule.")))
    };
    let (one, mut other) = (rule("one")?, rule("other")?);
    if from.at("other").given().is_none() {
        // The same rule by days instead of orders: what many systems count.
        other =
            Partition::Segments(SegmentsConfig { purchases: Purchases::Days, ..SegmentsConfig::default() });
    }
    Ok(AgreementAsked { one, other })
}

/// The settings of the view "rules".
pub fn rules(from: Setting<'_>) -> Result<RulesConfig, Error> {
    let from = from.only(&["rules", "segments", "tiers", "asOf"])?;
    let mut found = Vec::new();
    for item in from.at("rules").items()? {
        let item = item.only(&["name", "any"])?;
        let mut any = Vec::new();
        for list in item.at("any").items()? {
            let mut all = Vec::new();
            for one in list.items()? {
                all.push(condition(one)?);
            }
            any.push(all);
        }
        found.push(Rule { name: item.at("name").owned()?, any });
    }
    Ok(RulesConfig {
        as_of: from.at("asOf").day()?,
        rules: found,
        segments: segments(from.at("segments"))?,
        tiers: tiers(from.at("tiers"))?,
    })
}

fn condition(from: Setting<'_>) -> Result<Condition, Error> {
    let from = from.only(&["field", "name", "is", "values", "number"])?;
    let name = || from.at("name").owned();
    let field = match from.at("field").text()? {
        "recency" => Field::Feature(Feature::Recency),
        "orders" => Field::Feature(Feature::Orders),
        "amount" => Field::Feature(Feature::Amount),
        "meanOrder" => Field::Feature(Feature::MeanOrder),
        "age" => Field::Feature(Feature::Age),
        "firstDay" => Field::FirstDay,
        "lastDay" => Field::LastDay,
        "attribute" => Field::Attribute(name()?),
        "order" => Field::Order(name()?),
        "product" => Field::Product,
        "category" => Field::Category,
        "segment" => Field::Segment,
        "tier" => Field::Tier,
        _ => return Err(from.at("field").unknown("field")),
    };
    let values = || from.at("values").texts().map(|values| known(&field, values));
    let test = match from.at("is").text()? {
        "any of" => Test::AnyOf(values()?),
        "none of" => Test::NoneOf(values()?),
        "at least" => Test::AtLeast(from.at("number").number()?),
        "at most" => Test::AtMost(from.at("number").number()?),
        "filled" => Test::Filled,
        "blank" => Test::Blank,
        _ => return Err(from.at("is").unknown("test")),
    };
    Ok(Condition { field, test })
}

/// Segments and tiers are told by their codes; below the web by their names.
fn known(field: &Field, values: Vec<String>) -> Vec<String> {
    let name = |value: String| {
        let label = match field {
            Field::Segment => {
                SegmentName::ALL.into_iter().find(|name| segment_code(*name) == value).map(SegmentName::label)
            }
            Field::Tier => TierName::ALL
                .into_iter()
                .map(TierName::label)
                .find(|label| label.0.eq_ignore_ascii_case(&value)),
            _ => None,
        };
        label.map_or(value, |label| label.0.to_owned())
    };
    values.into_iter().map(name).collect()
}
