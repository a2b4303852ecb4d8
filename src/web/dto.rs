//! Answers as plain objects for the page, converted by hand so that the shape of the wire stands in one place.
//! `types.d.ts` says the same in TypeScript.

use js_sys::{Float64Array, Uint8Array, Uint32Array};
use serde::Serialize;
use wasm_bindgen::{JsCast, JsValue};

use crate::error::Error;
use crate::facts::Facts;
use crate::metrics::Interval;
use crate::metrics::funnel::{self, Funnel};
use crate::metrics::ladder::{Ladder, RungName};
use crate::metrics::overview::Overview;
use crate::metrics::segments::{Scale, SegmentName, Segments};
use crate::metrics::value::{CustomerValue, Fit, Value};
use crate::report::{Cell, Report, Sheet, Unit};

/// A value that can cross.
pub fn to_js(value: &impl Serialize) -> Result<JsValue, Error> {
    let serializer = serde_wasm_bindgen::Serializer::json_compatible();
    value.serialize(&serializer).map_err(|error| Error::config(error.to_string()))
}

/// A plain object, and beside its serialised fields some typed columns.
pub fn with_columns(value: &impl Serialize, columns: &[(&str, JsValue)]) -> Result<JsValue, Error> {
    let object = to_js(value)?;
    for (name, column) in columns {
        js_sys::Reflect::set(&object, &JsValue::from_str(name), column)
            .map_err(|_| Error::config("The answer cannot be built."))?;
    }
    Ok(object)
}

#[derive(Serialize)]
struct IntervalDto {
    low: f64,
    high: f64,
    level: f64,
}

fn interval(interval: &Option<Interval>) -> Option<IntervalDto> {
    interval.as_ref().map(|&Interval { low, high, level }| IntervalDto { low, high, level })
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct OverviewDto {
    as_of: i32,
    first_day: i32,
    n_customers: usize,
    n_orders: usize,
    n_refunds: usize,
    amount: f64,
    mean_order: f64,
    n_repeaters: usize,
    repeat_rate: f64,
    repeat_interval: Option<IntervalDto>,
    months: Vec<MonthDto>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct MonthDto {
    first_day: i32,
    complete: bool,
    n_new: usize,
    n_returning: usize,
    n_orders: usize,
    new_amount: f64,
    returning_amount: f64,
}

/// The key figures, and the months.
pub fn overview(answer: &Overview) -> Result<JsValue, Error> {
    let months = answer.months.iter().map(|month| MonthDto {
        first_day: month.first_day.0,
        complete: month.complete,
        n_new: month.n_new,
        n_returning: month.n_returning,
        n_orders: month.n_orders,
        new_amount: month.new_amount.units(),
        returning_amount: month.returning_amount.units(),
    });
    to_js(&OverviewDto {
        as_of: answer.as_of.0,
        first_day: answer.first_day.0,
        n_customers: answer.n_customers,
        n_orders: answer.n_orders,
        n_refunds: answer.n_refunds,
        amount: answer.amount.units(),
        mean_order: answer.mean_order.units(),
        n_repeaters: answer.n_repeaters,
        repeat_rate: answer.repeat_rate,
        repeat_interval: interval(&answer.repeat_interval),
        months: months.collect(),
    })
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SegmentsDto {
    as_of: i32,
    first_day: i32,
    n_customers: usize,
    amount: f64,
    recency: ScaleDto,
    frequency: ScaleDto,
    monetary: ScaleDto,
    groups: Vec<SegmentDto>,
}

#[derive(Serialize)]
struct ScaleDto {
    cuts: Vec<f64>,
    counts: Vec<usize>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SegmentDto {
    code: &'static str,
    name: &'static str,
    n_customers: usize,
    share: f64,
    amount: f64,
    amount_share: Option<f64>,
    median_recency_days: Option<f64>,
    mean_orders: Option<f64>,
    mean_amount: Option<f64>,
}

fn scale(scale: &Scale) -> ScaleDto {
    ScaleDto { cuts: scale.cuts.clone(), counts: scale.counts.clone() }
}

fn segment_code(name: SegmentName) -> &'static str {
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
pub fn segments(answer: &Segments) -> Result<JsValue, Error> {
    let groups = answer.groups.iter().map(|group| SegmentDto {
        code: segment_code(group.name),
        name: group.name.label(),
        n_customers: group.n_customers,
        share: group.share,
        amount: group.amount.units(),
        amount_share: group.amount_share,
        median_recency_days: group.median_recency_days,
        mean_orders: group.mean_orders,
        mean_amount: group.mean_amount.map(|amount| amount.units()),
    });
    let dto = SegmentsDto {
        as_of: answer.as_of.0,
        first_day: answer.first_day.0,
        n_customers: answer.n_customers,
        amount: answer.amount.units(),
        recency: scale(&answer.recency),
        frequency: scale(&answer.frequency),
        monetary: scale(&answer.monetary),
        groups: groups.collect(),
    };
    let group_of: Vec<u8> = answer.group_of.iter().map(|group| group.unwrap_or(u8::MAX)).collect();
    let columns = [("groupOf", bytes(&group_of)), ("scores", bytes(answer.scores.as_flattened()))];
    with_columns(&dto, &columns)
}

fn bytes(values: &[u8]) -> JsValue {
    Uint8Array::from(values).unchecked_into()
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct FunnelDto {
    rule: String,
    n_seen: usize,
    notes: Vec<String>,
    steps: Vec<FunnelStepDto>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct FunnelStepDto {
    name: String,
    n_customers: usize,
    n_events: usize,
    share_of_entrants: Option<f64>,
    share_of_previous: Option<f64>,
    share_of_seen: Option<f64>,
    interval: Option<IntervalDto>,
    interval_of_previous: Option<IntervalDto>,
    median_seconds: Option<f64>,
    mean_seconds: Option<f64>,
}

/// The steps, and for each customer how many were reached.
pub fn funnel(answer: &Funnel) -> Result<JsValue, Error> {
    let steps = answer.steps.iter().map(|step| FunnelStepDto {
        name: step.name.clone(),
        n_customers: step.n_customers,
        n_events: step.n_events,
        share_of_entrants: step.share_of_entrants,
        share_of_previous: step.share_of_previous,
        share_of_seen: step.share_of_seen,
        interval: interval(&step.interval),
        interval_of_previous: interval(&step.interval_of_previous),
        median_seconds: step.median_seconds,
        mean_seconds: step.mean_seconds,
    });
    let dto = FunnelDto {
        rule: answer.rule.clone(),
        n_seen: answer.n_seen,
        notes: answer.notes.clone(),
        steps: steps.collect(),
    };
    with_columns(&dto, &[("levelOf", bytes(&answer.level_of))])
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ContentsDto<'a> {
    n_customers: usize,
    n_orders: usize,
    n_events: usize,
    first_day: Option<i32>,
    last_day: Option<i32>,
    events: Vec<EventNameDto<'a>>,
    steps: Vec<StepDto>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct EventNameDto<'a> {
    name: &'a str,
    n_events: usize,
}

#[derive(Serialize)]
struct StepDto {
    name: String,
    events: Vec<String>,
}

/// What the facts hold, for the settings of views.
pub fn contents(facts: &Facts) -> Result<JsValue, Error> {
    let suggestion = funnel::suggest(&facts.events).map(|suggestion| suggestion.steps).unwrap_or_default();
    to_js(&ContentsDto {
        n_customers: facts.customers.len(),
        n_orders: facts.orders.len(),
        n_events: facts.events.len(),
        first_day: facts.first_day().map(|day| day.0),
        last_day: facts.last_day().map(|day| day.0),
        events: event_names(facts),
        steps: suggestion.into_iter().map(|step| StepDto { name: step.name, events: step.events }).collect(),
    })
}

/// Names of events, the most frequent first; equal ones by name.
fn event_names(facts: &Facts) -> Vec<EventNameDto<'_>> {
    let vocabulary = facts.events.vocabulary();
    let mut names: Vec<EventNameDto<'_>> =
        vocabulary.iter().map(|name| EventNameDto { name, n_events: 0 }).collect();
    for &code in facts.events.name() {
        if let Some(name) = names.get_mut(code as usize) {
            name.n_events += 1;
        }
    }
    names.retain(|name| name.n_events > 0);
    names.sort_by(|a, b| b.n_events.cmp(&a.n_events).then(a.name.cmp(b.name)));
    names
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct LadderDto {
    as_of: Option<i32>,
    rungs: Vec<RungDto>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct RungDto {
    code: &'static str,
    name: &'static str,
    rule: String,
    n_customers: usize,
    share_of_first: Option<f64>,
    share_of_previous: Option<f64>,
    interval: Option<IntervalDto>,
}

/// The rungs, and for each customer how many were climbed.
pub fn ladder(answer: &Ladder) -> Result<JsValue, Error> {
    let rungs = answer.rungs.iter().map(|rung| RungDto {
        code: match rung.name {
            RungName::Aware => "aware",
            RungName::Trial => "trial",
            RungName::Purchase => "purchase",
            RungName::MultiplePurchase => "multiple_purchase",
            RungName::Loyalty => "loyalty",
        },
        name: crate::chart::words::rung(rung.name),
        rule: rung.rule.clone(),
        n_customers: rung.n_customers,
        share_of_first: rung.share_of_first,
        share_of_previous: rung.share_of_previous,
        interval: interval(&rung.interval),
    });
    let dto = LadderDto { as_of: answer.as_of.map(|day| day.0), rungs: rungs.collect() };
    with_columns(&dto, &[("levelOf", bytes(&answer.level_of))])
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ValueDto {
    as_of: i32,
    horizon_days: f64,
    margin: f64,
    n_customers: usize,
    so_far: f64,
    expected: Option<f64>,
    interval: Option<IntervalDto>,
    expected_purchases: Option<f64>,
    purchases: Option<FitDto>,
    spend: Option<FitDto>,
    notes: Vec<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct FitDto {
    model: &'static str,
    parameters: Vec<ParameterDto>,
    log_likelihood: f64,
    converged: bool,
    n_iterations: usize,
    n_customers: usize,
    aic: f64,
    bic: f64,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ParameterDto {
    name: &'static str,
    value: f64,
    standard_error: Option<f64>,
}

fn fit(fit: &Fit) -> FitDto {
    let parameters = fit.parameters.iter().map(|parameter| ParameterDto {
        name: parameter.name,
        value: parameter.value,
        standard_error: parameter.standard_error,
    });
    FitDto {
        model: fit.model,
        parameters: parameters.collect(),
        log_likelihood: fit.log_likelihood,
        converged: fit.converged,
        n_iterations: fit.n_iterations,
        n_customers: fit.n_customers,
        aic: fit.aic,
        bic: fit.bic,
    }
}

/// What customers are worth; one entry a customer in typed columns, NaN where a number is not known.
pub fn value(answer: &Value) -> Result<JsValue, Error> {
    let dto = ValueDto {
        as_of: answer.as_of.0,
        horizon_days: answer.horizon_days,
        margin: answer.margin,
        n_customers: answer.n_customers,
        so_far: answer.so_far.units(),
        expected: answer.expected,
        interval: interval(&answer.interval),
        expected_purchases: answer.expected_purchases,
        purchases: answer.purchases.as_ref().map(fit),
        spend: answer.spend.as_ref().map(fit),
        notes: answer.notes.clone(),
    };
    with_columns(&dto, &[("customers", customer_columns(&answer.customers)?)])
}

fn customer_columns(customers: &[CustomerValue]) -> Result<JsValue, Error> {
    let whole = |of: fn(&CustomerValue) -> u32| -> JsValue {
        Uint32Array::from(customers.iter().map(of).collect::<Vec<u32>>().as_slice()).unchecked_into()
    };
    let real = |of: fn(&CustomerValue) -> Option<f64>| -> JsValue {
        let values: Vec<f64> = customers.iter().map(|customer| of(customer).unwrap_or(f64::NAN)).collect();
        Float64Array::from(values.as_slice()).unchecked_into()
    };
    with_columns(
        &NoFields {},
        &[
            ("customer", whole(|c| c.customer)),
            ("frequency", whole(|c| c.frequency)),
            ("recencyDays", whole(|c| c.recency_days)),
            ("ageDays", whole(|c| c.age_days)),
            ("soFar", real(|c| Some(c.so_far.units()))),
            ("pAlive", real(|c| c.p_alive)),
            ("expectedPurchases", real(|c| c.expected_purchases)),
            ("expectedSpend", real(|c| c.expected_spend)),
            ("expectedValue", real(|c| c.expected_value)),
        ],
    )
}

#[derive(Serialize)]
struct NoFields {}

#[derive(Serialize)]
struct ReportDto<'a> {
    question: &'a str,
    finding: &'a str,
    action: &'a str,
    rule: &'a str,
    notes: &'a [String],
    table: SheetDto<'a>,
    summary: Option<SummaryDto<'a>>,
}

#[derive(Serialize)]
struct SummaryDto<'a> {
    question: &'a str,
    finding: &'a str,
    rule: &'a str,
    notes: &'a [String],
    figures: SheetDto<'a>,
}

#[derive(Serialize)]
struct SheetDto<'a> {
    columns: Vec<HeadingDto<'a>>,
    rows: Vec<Vec<CellDto<'a>>>,
}

#[derive(Serialize)]
struct HeadingDto<'a> {
    name: &'a str,
    unit: &'static str,
}

#[derive(Serialize)]
#[serde(untagged)]
enum CellDto<'a> {
    Blank(()),
    Text(&'a str),
    Number(f64),
}

fn sheet(sheet: &Sheet) -> SheetDto<'_> {
    let columns =
        sheet.columns.iter().map(|heading| HeadingDto { name: &heading.name, unit: unit(heading.unit) });
    let rows = sheet.rows.iter().map(|row| row.iter().map(cell).collect());
    SheetDto { columns: columns.collect(), rows: rows.collect() }
}

#[derive(Serialize)]
struct ListDto<'a> {
    total: usize,
    table: SheetDto<'a>,
}

/// Some rows of a list of customers, and how many it has.
pub fn list(total: usize, rows: &Sheet) -> Result<JsValue, Error> {
    to_js(&ListDto { total, table: sheet(rows) })
}

/// An answer in words and as a table.
pub fn report(report: &Report, summary: Option<&Report>) -> Result<JsValue, Error> {
    let dto = ReportDto {
        question: report.question,
        finding: &report.finding,
        action: &report.action,
        rule: &report.rule,
        notes: &report.notes,
        table: sheet(&report.table),
        summary: summary.map(|summary| SummaryDto {
            question: summary.question,
            finding: &summary.finding,
            rule: &summary.rule,
            notes: &summary.notes,
            figures: sheet(&summary.table),
        }),
    };
    to_js(&dto)
}

fn cell(cell: &Cell) -> CellDto<'_> {
    match cell {
        Cell::Blank => CellDto::Blank(()),
        Cell::Text(text) => CellDto::Text(text),
        Cell::Number(number) => CellDto::Number(*number),
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
        Unit::Seconds => "seconds",
    }
}
