//! Ladders that the reader defines: their settings and their answers as plain data.

use super::super::node::{Fields, Node};
use super::super::setting::Setting;
use super::config::one_of;
use crate::error::Error;
use crate::locale::Locale;
use crate::metrics::climb::hurdle::Hurdle;
use crate::metrics::climb::rungs::{Aware, RungsConfig, Trial};
use crate::metrics::climb::stages::{Source, StageName, Stages, StagesConfig};
use crate::money::Money;
use crate::report::climb::{label, stage_label};

/// The settings of the view "rungs".
pub fn rungs(from: Setting<'_>) -> Result<RungsConfig, Error> {
    let from = from.only(&[
        "asOf",
        "aware",
        "trial",
        "leastAmount",
        "multipleFrom",
        "loyalFrom",
        "withinMonths",
        "overdueFactor",
        "purchaseEvents",
    ])?;
    let usual = RungsConfig::default();
    let within = from.at("withinMonths").given().map(Setting::count).transpose()?;
    let silence = from.at("overdueFactor").given().map(Setting::count).transpose()?;
    let events = from.at("purchaseEvents").given().map(Setting::texts).transpose()?;
    Ok(RungsConfig {
        as_of: from.at("asOf").day()?,
        aware: aware(from.at("aware"))?,
        trial: trial(from.at("trial"))?,
        least_amount: from.at("leastAmount").given().map(money).transpose()?,
        multiple_from: from.at("multipleFrom").count_or(usual.multiple_from)?,
        loyal_from: from.at("loyalFrom").count_or(usual.loyal_from)?,
        within_months: within.filter(|&months| months > 0),
        overdue_factor: silence.filter(|&factor| factor > 0),
        purchase_events: events,
    })
}

fn money(from: Setting<'_>) -> Result<Money, Error> {
    let units = from.number()?;
    if (0.0..=1e12).contains(&units) {
        Ok(Money::from_units(units))
    } else {
        Err(from.takes("an amount of 0 or more"))
    }
}

/// A word, or `{ events }`.
fn aware(from: Setting<'_>) -> Result<Aware, Error> {
    match from.given() {
        Some(given) if given.text().is_err() => {
            Ok(Aware::Events(given.only(&["events"])?.at("events").texts()?))
        }
        _ => {
            let known = one_of(from, "way to know us", &[("any file", false), ("contacted", true)])?;
            Ok(if known == Some(true) { Aware::Contacted } else { Aware::AnyFile })
        }
    }
}

/// A word, `{ events }` or `{ below }`.
fn trial(from: Setting<'_>) -> Result<Trial, Error> {
    match from.given() {
        Some(given) if given.text().is_err() => {
            let given = given.only(&["events", "below"])?;
            match given.at("below").given() {
                Some(below) => money(below).map(Trial::FirstOrderBelow),
                None => given.at("events").texts().map(Trial::Events),
            }
        }
        _ => {
            let known = one_of(from, "way to try", &[("any event", false), ("coupon", true)])?;
            Ok(if known == Some(true) { Trial::FirstOrderWithCoupon } else { Trial::AnyEvent })
        }
    }
}

const STAGES: [&str; 4] = ["enquiry", "interaction", "delivery", "use"];

/// The words of sources that need nothing else.
const SOURCES: [(&str, &Source); 9] = [
    ("known", &Source::Known),
    ("contacts", &Source::Contacts),
    ("responses", &Source::Responses),
    ("any event", &Source::AnyEvent),
    ("events after purchase", &Source::EventsAfterPurchase),
    ("orders", &Source::Orders),
    ("repeat orders", &Source::RepeatOrders),
    ("answers", &Source::Answers),
    ("nothing", &Source::Nothing),
];

/// The settings of the view "stages": for each stage a word or `{ events }`.
pub fn stages(from: Setting<'_>) -> Result<StagesConfig, Error> {
    let from = from.only(&["asOf", "enquiry", "interaction", "delivery", "use"])?;
    let mut config = StagesConfig { as_of: from.at("asOf").day()?, ..StagesConfig::default() };
    for (slot, name) in config.sources.iter_mut().zip(STAGES) {
        let from = from.at(name);
        *slot = match from.given() {
            Some(given) if given.text().is_err() => {
                Some(Source::Events(given.only(&["events"])?.at("events").texts()?))
            }
            _ => one_of(from, "source of a stage", &SOURCES)?.cloned(),
        };
    }
    Ok(config)
}

fn source_word(source: &Source) -> &'static str {
    SOURCES.iter().find(|(_, other)| *other == source).map_or("events", |(word, _)| word)
}

/// The stages, and for each customer how many were passed.
pub fn stages_node(answer: &Stages, locale: &Locale) -> Node {
    let mut stages = Vec::with_capacity(answer.stages.len());
    for (i, stage) in answer.stages.iter().enumerate() {
        let hurdle = match Hurdle::before_stage(stage.name) {
            _ if i == 0 => Node::Null,
            hurdle => Node::text(&locale.word(label(hurdle))),
        };
        let code = StageName::ALL.iter().position(|name| *name == stage.name).map_or("", |at| STAGES[at]);
        let mut fields = Fields::new();
        fields
            .text("code", code)
            .text("name", &locale.word(stage_label(stage.name)))
            .text("source", source_word(&stage.source))
            .message("rule", &stage.rule, locale)
            .count("nCustomers", stage.n_customers)
            .count("nSeen", stage.n_seen)
            .maybe("shareOfFirst", stage.share_of_first)
            .maybe("shareOfPrevious", stage.share_of_previous)
            .node("interval", super::super::dto::interval(stage.interval.as_ref()))
            .node("hurdle", hurdle);
        stages.push(fields.done());
    }
    Fields::new()
        .maybe_day("asOf", answer.as_of)
        .node("stages", Node::List(stages))
        .node("levelOf", Node::bytes(&answer.level_of))
        .done()
}
