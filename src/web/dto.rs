//! Answers as plain objects for the page, converted by hand so that the shape of the wire stands in one place.
//! `types.d.ts` says the same in TypeScript.

use super::funnel_parts;
use super::node::{Fields, Node};
use crate::dictionary::Dictionary;
use crate::facts::{Attribute, Facts, Lines};
use crate::locale::Locale;
use crate::metrics::Interval;
use crate::metrics::funnel::{self, Funnel};
use crate::metrics::ladder::{Ladder, RungName};
use crate::metrics::overview::Overview;
use crate::metrics::segments::{Scale, SegmentName, Segments};
use crate::metrics::value::{CustomerValue, Fit, Value};
use crate::report::{Cell, Report, Sheet, Unit};
use crate::sort::Sort;

/// An interval; nothing where there is none.
#[inline(never)]
pub fn interval(interval: Option<&Interval>) -> Node {
    match interval {
        Some(&Interval { low, high, level }) => {
            Fields::new().number("low", low).number("high", high).number("level", level).done()
        }
        None => Node::Null,
    }
}

/// The key figures, and the months.
#[inline(never)]
pub fn overview(answer: &Overview) -> Node {
    let mut months = Vec::with_capacity(answer.months.len());
    for month in &answer.months {
        let mut fields = Fields::new();
        fields
            .day("firstDay", month.first_day)
            .flag("complete", month.complete)
            .count("nNew", month.n_new)
            .count("nReturning", month.n_returning)
            .count("nOrders", month.n_orders)
            .number("newAmount", month.new_amount.units())
            .number("returningAmount", month.returning_amount.units());
        months.push(fields.done());
    }
    Fields::new()
        .day("asOf", answer.as_of)
        .day("firstDay", answer.first_day)
        .count("nCustomers", answer.n_customers)
        .count("nOrders", answer.n_orders)
        .count("nRefunds", answer.n_refunds)
        .number("amount", answer.amount.units())
        .number("meanOrder", answer.mean_order.units())
        .count("nRepeaters", answer.n_repeaters)
        .number("repeatRate", answer.repeat_rate)
        .node("repeatInterval", interval(answer.repeat_interval.as_ref()))
        .node("months", Node::List(months))
        .done()
}

#[inline(never)]
fn scale(scale: &Scale) -> Node {
    Fields::new().node("cuts", Node::numbers(&scale.cuts)).node("counts", Node::counts(&scale.counts)).done()
}

pub fn segment_code(name: SegmentName) -> &'static str {
    match name {
        SegmentName::Champions => "champions",
        SegmentName::Loyal => "loyal",
        SegmentName::PotentialLoyalists => "potential_loyalists",
        SegmentName::New => "new",
        SegmentName::Promising => "promising",
        SegmentName::NeedAttention => "need_attention",
        SegmentName::AboutToSleep => "about_to_sleep",
        SegmentName::AtRisk => "at_risk",
        SegmentName::CannotLose => "cannot_lose",
        SegmentName::Hibernating => "hibernating",
        SegmentName::Lost => "lost",
    }
}

/// The groups, and for each customer group and scores.
pub fn segments(answer: &Segments, locale: &Locale) -> Node {
    let mut groups = Vec::with_capacity(answer.groups.len());
    for group in &answer.groups {
        let mut fields = Fields::new();
        fields
            .text("code", segment_code(group.name))
            .text("name", &locale.word(group.name.label()))
            .count("nCustomers", group.n_customers)
            .number("share", group.share)
            .number("amount", group.amount.units())
            .maybe("amountShare", group.amount_share)
            .maybe("medianRecencyDays", group.median_recency_days)
            .maybe("meanOrders", group.mean_orders)
            .maybe("meanAmount", group.mean_amount.map(|amount| amount.units()));
        groups.push(fields.done());
    }
    let group_of: Vec<u8> = answer.group_of.iter().map(|group| group.unwrap_or(u8::MAX)).collect();
    Fields::new()
        .day("asOf", answer.as_of)
        .day("firstDay", answer.first_day)
        .count("nCustomers", answer.n_customers)
        .number("amount", answer.amount.units())
        .node("recency", scale(&answer.recency))
        .node("frequency", scale(&answer.frequency))
        .node("monetary", scale(&answer.monetary))
        .node("groups", Node::List(groups))
        .node("groupOf", Node::bytes(&group_of))
        .node("scores", Node::bytes(answer.scores.as_flattened()))
        .done()
}

/// The steps, and for each customer how many were reached.
pub fn funnel(answer: &Funnel, locale: &Locale) -> Node {
    let mut steps = Vec::with_capacity(answer.steps.len());
    for step in &answer.steps {
        let mut fields = Fields::new();
        fields
            .text("name", &step.name)
            .count("nCustomers", step.n_customers)
            .count("nEvents", step.n_events)
            .count("nNew", step.n_new)
            .flag("optional", step.optional)
            .maybe("shareOfEntrants", step.share_of_entrants)
            .maybe("shareOfPrevious", step.share_of_previous)
            .maybe("shareOfSeen", step.share_of_seen)
            .node("interval", interval(step.interval.as_ref()))
            .node("intervalOfPrevious", interval(step.interval_of_previous.as_ref()))
            .maybe("medianSeconds", step.median_seconds)
            .maybe("meanSeconds", step.mean_seconds);
        steps.push(fields.done());
    }
    Fields::new()
        .message("rule", &answer.rule, locale)
        .count("nSeen", answer.n_seen)
        .count("nByTies", answer.n_by_ties)
        .flag("open", answer.open)
        .messages("notes", &answer.notes, locale)
        .node("steps", Node::List(steps))
        .node("levelOf", Node::bytes(&answer.level_of))
        .done()
}

/// What the facts hold, for the settings of views.
pub fn contents(facts: &Facts, locale: &Locale) -> Node {
    let suggestion = funnel::suggest(&facts.events).map(|suggestion| suggestion.steps).unwrap_or_default();
    let mut steps = Vec::with_capacity(suggestion.len());
    for step in &suggestion {
        // A step of several events bears a name of ours; one of a single event is called as that is.
        let name = if step.events.len() > 1 { locale.words.find(&step.name) } else { &step.name };
        steps.push(Fields::new().text("name", name).texts("events", &step.events).done());
    }
    let mut events = Vec::new();
    for (name, n) in event_names(facts) {
        events.push(Fields::new().text("name", name).count("nEvents", n).done());
    }
    let mut properties = Vec::new();
    for property in funnel_parts::properties(facts) {
        let values = property.values.iter().map(|value| Node::text(value)).collect();
        properties.push(
            Fields::new()
                .text("name", property.name)
                .text("of", if property.of_customers { "customers" } else { "events" })
                .node("values", Node::List(values))
                .count("nValues", property.n_values)
                .done(),
        );
    }
    Fields::new()
        .count("nCustomers", facts.customers.len())
        .count("nOrders", facts.orders.len())
        .count("nEvents", facts.events.len())
        .text("currency", facts.currency.as_deref().unwrap_or_default())
        .maybe_day("firstDay", facts.first_day())
        .maybe_day("lastDay", facts.last_day())
        .flag("costs", facts.orders.cost().is_some())
        .flag("products", facts.orders.lines().is_some_and(|lines| !lines.products().is_empty()))
        .flag("categories", facts.orders.lines().is_some_and(|lines| !lines.categories().is_empty()))
        .node("productNames", first_names(facts.orders.lines().map(Lines::products)))
        .node("categoryNames", first_names(facts.orders.lines().map(Lines::categories)))
        .flag("campaigns", !facts.contacts.contacts().is_empty())
        .flag("contracts", facts.customers.terms.iter().any(|term| term.start.is_some()))
        .node("attributes", names(&facts.customers.attributes))
        .node("orderAttributes", names(facts.orders.attributes()))
        .node("events", Node::List(events))
        .node("steps", Node::List(steps))
        .node("properties", Node::List(properties))
        .flag("eventsHaveValues", facts.events.has_values())
        .done()
}

fn names(attributes: &[Attribute]) -> Node {
    let mut nodes = Vec::with_capacity(attributes.len());
    for attribute in attributes {
        let values = attribute.values.iter().take(MOST_VALUES).map(Node::text).collect();
        nodes.push(Fields::new().text("name", &attribute.name).node("values", Node::List(values)).done());
    }
    Node::List(nodes)
}

/// The first names by the alphabet.
fn first_names(names: Option<&Dictionary>) -> Node {
    let names = names.into_iter().flat_map(Dictionary::iter).take(MOST_VALUES);
    Node::List(names.map(Node::text).collect())
}

/// Values of an attribute that a page offers to choose from.
const MOST_VALUES: usize = 200;

/// Names of events, the most frequent first; equal ones by name.
fn event_names(facts: &Facts) -> Vec<(&str, usize)> {
    let mut names: Vec<(&str, usize)> = facts.events.vocabulary().iter().map(|name| (name, 0)).collect();
    for &code in facts.events.name() {
        if let Some((_, n)) = names.get_mut(code as usize) {
            *n += 1;
        }
    }
    names.retain(|&(_, n)| n > 0);
    names.order_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    names
}

/// The rungs, and for each customer how many were climbed.
pub fn ladder(answer: &Ladder, locale: &Locale) -> Node {
    let mut rungs = Vec::with_capacity(answer.rungs.len());
    for rung in &answer.rungs {
        let code = match rung.name {
            RungName::Aware => "aware",
            RungName::Trial => "trial",
            RungName::Purchase => "purchase",
            RungName::MultiplePurchase => "multiple_purchase",
            RungName::Loyalty => "loyalty",
        };
        let mut fields = Fields::new();
        fields
            .text("code", code)
            .text("name", &locale.word(crate::chart::words::rung(rung.name)))
            .message("rule", &rung.rule, locale)
            .count("nCustomers", rung.n_customers)
            .maybe("shareOfFirst", rung.share_of_first)
            .maybe("shareOfPrevious", rung.share_of_previous)
            .node("interval", interval(rung.interval.as_ref()));
        rungs.push(fields.done());
    }
    Fields::new()
        .maybe_day("asOf", answer.as_of)
        .node("rungs", Node::List(rungs))
        .node("levelOf", Node::bytes(&answer.level_of))
        .done()
}

#[inline(never)]
pub fn fit(fit: Option<&Fit>) -> Node {
    let Some(fit) = fit else { return Node::Null };
    let mut parameters = Vec::with_capacity(fit.parameters.len());
    for parameter in &fit.parameters {
        let mut fields = Fields::new();
        fields
            .text("name", parameter.name)
            .number("value", parameter.value)
            .maybe("standardError", parameter.standard_error);
        parameters.push(fields.done());
    }
    Fields::new()
        .text("model", fit.model)
        .node("parameters", Node::List(parameters))
        .number("logLikelihood", fit.log_likelihood)
        .flag("converged", fit.converged)
        .count("nIterations", fit.n_iterations)
        .number("gradientPerCustomer", fit.certificate.gradient_per_customer)
        .node("curvatures", Node::numbers(&fit.certificate.curvatures))
        .number("promisedGain", fit.certificate.promised_gain)
        .number("toBounds", fit.certificate.to_bounds)
        .node("notHeld", Node::words(&fit.certificate.not_held))
        .count("nCustomers", fit.n_customers)
        .number("aic", fit.aic)
        .number("bic", fit.bic)
        .done()
}

/// What customers are worth; one entry a customer in typed columns, NaN where a number is not known.
pub fn value(answer: &Value, locale: &Locale) -> Node {
    Fields::new()
        .day("asOf", answer.as_of)
        .number("horizonDays", answer.horizon_days)
        .number("margin", answer.margin)
        .count("nCustomers", answer.n_customers)
        .number("soFar", answer.so_far.units())
        .maybe("expected", answer.expected)
        .node("interval", interval(answer.interval.as_ref()))
        .maybe("expectedPurchases", answer.expected_purchases)
        .node("purchases", fit(answer.purchases.as_ref()))
        .node("spend", fit(answer.spend.as_ref()))
        .messages("notes", &answer.notes, locale)
        .node("customers", customer_columns(&answer.customers))
        .done()
}

fn customer_columns(customers: &[CustomerValue]) -> Node {
    let whole = |of: fn(&CustomerValue) -> u32| wholes(customers, of);
    let real = |of: fn(&CustomerValue) -> Option<f64>| doubles(customers, of);
    Fields::new()
        .node("customer", whole(|c| c.customer))
        .node("frequency", whole(|c| c.frequency))
        .node("recencyDays", whole(|c| c.recency_days))
        .node("ageDays", whole(|c| c.age_days))
        .node("soFar", real(|c| Some(c.so_far.units())))
        .node("pAlive", real(|c| c.p_alive))
        .node("expectedPurchases", real(|c| c.expected_purchases))
        .node("expectedSpend", real(|c| c.expected_spend))
        .node("expectedValue", real(|c| c.expected_value))
        .node("relativeError", real(|c| c.relative_error))
        .done()
}

#[inline(never)]
fn wholes(customers: &[CustomerValue], of: fn(&CustomerValue) -> u32) -> Node {
    Node::wholes(&customers.iter().map(of).collect::<Vec<u32>>())
}

#[inline(never)]
fn doubles(customers: &[CustomerValue], of: fn(&CustomerValue) -> Option<f64>) -> Node {
    let values: Vec<f64> = customers.iter().map(|customer| of(customer).unwrap_or(f64::NAN)).collect();
    Node::doubles(&values)
}

/// Some rows of a list of customers, and how many it has.
pub fn list(total: usize, rows: &Sheet) -> Node {
    Fields::new().count("total", total).node("table", sheet(rows)).done()
}

/// An answer in words and as a table.
pub fn report(report: &Report, summary: Option<&Report>, choices: &[String], scales: Option<&Sheet>) -> Node {
    let above = summary.map(|summary| {
        Fields::new()
            .text("question", &summary.question)
            .text("finding", &summary.finding)
            .text("rule", &summary.rule)
            .texts("notes", &summary.notes)
            .node("figures", sheet(&summary.table))
            .done()
    });
    Fields::new()
        .text("question", &report.question)
        .text("finding", &report.finding)
        .text("action", &report.action)
        .text("rule", &report.rule)
        .texts("notes", &report.notes)
        .node("table", sheet(&report.table))
        .node("summary", above.unwrap_or_default())
        .texts("choices", choices)
        .node("scales", scales.map_or(Node::Null, sheet))
        .done()
}

#[inline(never)]
pub fn sheet(sheet: &Sheet) -> Node {
    let mut columns = Vec::with_capacity(sheet.columns.len());
    for heading in &sheet.columns {
        columns.push(Fields::new().text("name", &heading.name).text("unit", unit(heading.unit)).done());
    }
    let mut rows = Vec::with_capacity(sheet.rows.len());
    for row in &sheet.rows {
        rows.push(Node::List(row.iter().map(cell).collect()));
    }
    Fields::new().node("columns", Node::List(columns)).node("rows", Node::List(rows)).done()
}

fn cell(cell: &Cell) -> Node {
    match cell {
        Cell::Blank => Node::Null,
        Cell::Text(text) => Node::text(text),
        Cell::Number(number) => Node::Number(*number),
    }
}

fn unit(unit: Unit) -> &'static str {
    match unit {
        Unit::Text => "text",
        Unit::Count => "count",
        Unit::Number => "number",
        Unit::Share => "share",
        Unit::Money => "money",
        Unit::Days => "days",
        Unit::Date => "date",
        Unit::Month => "month",
        Unit::Seconds => "seconds",
    }
}
