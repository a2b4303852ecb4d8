//! The findings that matter most, as the page asks for them.

use super::answers::{Answer, Answers, Question};
use super::node::{Fields, Node};
use super::setting::Setting;
use super::{config, dto, funnel_config};
use crate::error::Error;
use crate::facts::Facts;
use crate::locale::Locale;
use crate::metrics::findings::{Finding, Given, What, findings};
use crate::metrics::period::Period;
use crate::report::findings::told;

/// Reads the settings, asks the views for what they know, and tells the three.
#[inline(never)]
pub fn found(
    from: Setting<'_>,
    facts: &Facts,
    answers: &mut Answers,
    locale: &Locale,
) -> Result<Node, Error> {
    let from = from.only(&["asOf", "funnel", "value"])?;
    let as_of = from.at("asOf").day()?;
    let mut value = config::value(from.at("value"))?.or_automatic();
    value.config.as_of = value.config.as_of.or(as_of);
    // A view to which the files do not speak has no finding.
    let funnel = Question::Funnel(funnel_config::funnel(from.at("funnel"))?);
    let funnel = answers.get(funnel, facts).ok();
    let funnel = match funnel.as_deref() {
        Some(Answer::Funnel(answer)) => Some(answer),
        _ => None,
    };
    let base = answers.base(&value, facts).ok();
    let given = Given { as_of, funnel, value: base.as_deref().map(|base| (base, &value.config)) };
    let found = findings(facts, &given);
    Ok(Node::List(found.iter().map(|finding| node(finding, locale)).collect()))
}

fn node(finding: &Finding, locale: &Locale) -> Node {
    let told = told(finding, locale);
    let (view, settings) = shown_by(&finding.what);
    let mut fields = Fields::new();
    fields
        .text("view", view)
        .node("config", settings)
        .text("finding", &told.finding)
        .text("certainty", &told.certainty)
        .text("action", &told.action)
        .number("estimate", finding.estimate)
        .node("interval", dto::interval(Some(&finding.interval)))
        .number("weight", finding.weight);
    fields.done()
}

/// The view that shows it, and what must be set there.
fn shown_by(what: &What) -> (&'static str, Node) {
    let mut settings = Fields::new();
    let view = match what {
        What::Revenue { .. } => "overview",
        What::Slipping { .. } => "segments",
        What::AtRisk { .. } => {
            settings.text("show", "risk");
            "decide"
        }
        What::Leak { .. } => "funnel",
        What::Few { .. } => "concentration",
        What::Cohorts { period, .. } => {
            settings.text("cohorts", "first").text("period", period_code(*period));
            "retention"
        }
        What::Group { attribute, period, .. } => {
            let mut cohorts = Fields::new();
            cohorts.text("attribute", attribute);
            settings.node("cohorts", cohorts.done()).text("period", period_code(*period));
            "retention"
        }
        What::Moved { from, .. } => {
            settings.day("from", *from);
            "movement"
        }
    };
    (view, settings.done())
}

fn period_code(period: Period) -> &'static str {
    match period {
        Period::Hour => "hour",
        Period::Day => "day",
        Period::WeekMonday => "week",
        Period::WeekSunday => "sunday week",
        Period::Month => "month",
        Period::Quarter => "quarter",
    }
}
