//! Settings as the page writes them, with the defaults of each metric for what it leaves out.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::JsValue;

use crate::csv::{DateOrder, DecimalMark};
use crate::day::Day;
use crate::error::Error;
use crate::import::Changes;
use crate::metrics::funnel::{self, FunnelConfig, Rule};
use crate::metrics::ladder::LadderConfig;
use crate::metrics::overview::OverviewConfig;
use crate::metrics::segments::{Purchases, SegmentsConfig};
use crate::metrics::value::ValueConfig;
use crate::roles::{Kind, Role};

/// Reads a plain object of the page.
pub fn read<T: DeserializeOwned>(value: JsValue) -> Result<T, Error> {
    serde_wasm_bindgen::from_value(value).map_err(|error| Error::config(error.to_string()))
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Overview {
    as_of: Option<i32>,
}

impl From<Overview> for OverviewConfig {
    fn from(from: Overview) -> Self {
        Self { as_of: from.as_of.map(Day) }
    }
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Segments {
    as_of: Option<i32>,
    n_bins: Option<u8>,
    purchases: Option<PurchasesCode>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
enum PurchasesCode {
    Orders,
    Days,
}

impl From<Segments> for SegmentsConfig {
    fn from(from: Segments) -> Self {
        let usual = Self::default();
        Self {
            as_of: from.as_of.map(Day),
            n_bins: from.n_bins.unwrap_or(usual.n_bins),
            purchases: match from.purchases {
                Some(PurchasesCode::Days) => Purchases::Days,
                Some(PurchasesCode::Orders) => Purchases::Orders,
                None => usual.purchases,
            },
        }
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Funnel {
    #[serde(default)]
    steps: Vec<Step>,
    rule: Option<String>,
    window_seconds: Option<f64>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Step {
    name: String,
    events: Vec<String>,
}

impl TryFrom<Funnel> for FunnelConfig {
    type Error = Error;

    fn try_from(from: Funnel) -> Result<Self, Error> {
        let rule = match from.rule {
            Some(name) => Rule::ALL
                .into_iter()
                .find(|rule| rule.name() == name)
                .ok_or_else(|| Error::config(format!("There is no counting rule {name:?}.")))?,
            None => Rule::default(),
        };
        let step =
            |step: Step| funnel::Step { name: step.name, events: step.events, ..funnel::Step::default() };
        Ok(Self {
            steps: from.steps.into_iter().map(step).collect(),
            rule,
            window_ms: from.window_seconds.map(|seconds| (seconds * 1000.0) as i64),
            ..Self::default()
        })
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Ladder {
    as_of: Option<i32>,
    loyal_days: Option<u32>,
    overdue_factor: Option<u32>,
}

impl From<Ladder> for LadderConfig {
    fn from(from: Ladder) -> Self {
        let usual = Self::default();
        Self {
            as_of: from.as_of.map(Day),
            loyal_days: from.loyal_days.unwrap_or(usual.loyal_days),
            overdue_factor: from.overdue_factor.unwrap_or(usual.overdue_factor),
            ..usual
        }
    }
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Value {
    as_of: Option<i32>,
    horizon_months: Option<f64>,
    discount_per_year: Option<f64>,
    margin: Option<f64>,
}

impl From<Value> for ValueConfig {
    fn from(from: Value) -> Self {
        let usual = Self::default();
        Self {
            as_of: from.as_of.map(Day),
            horizon_months: from.horizon_months.unwrap_or(usual.horizon_months),
            discount_per_year: from.discount_per_year.unwrap_or(usual.discount_per_year),
            margin: from.margin.unwrap_or(usual.margin),
            ..usual
        }
    }
}

/// A list of customers: those behind a row of a view, or all; with the settings of what is shown of them.
#[derive(Deserialize)]
pub struct Customers {
    pub view: Option<String>,
    #[serde(default, with = "serde_wasm_bindgen::preserve")]
    pub config: js_sys::Object,
    pub row: Option<usize>,
    #[serde(default)]
    pub segments: Segments,
    #[serde(default)]
    pub value: Value,
}

/// What the user says of a file.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Choices {
    kind: Option<String>,
    #[serde(default)]
    roles: Vec<(usize, String)>,
    #[serde(default)]
    date_orders: Vec<(usize, DateOrderCode)>,
    #[serde(default)]
    decimal_marks: Vec<(usize, DecimalMarkCode)>,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum DateOrderCode {
    Dmy,
    Mdy,
    Ymd,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum DecimalMarkCode {
    Dot,
    Comma,
}

impl TryFrom<Choices> for Changes {
    type Error = Error;

    fn try_from(from: Choices) -> Result<Self, Error> {
        let unknown = |what: &str, word: &str| Error::config(format!("There is no {what} {word:?}."));
        let kind = |word: String| Kind::of_word(&word).ok_or_else(|| unknown("kind of file", &word));
        let role = |(column, word): (usize, String)| match Role::of_word(&word) {
            Some(role) => Ok((column, role)),
            None => Err(unknown("role", &word)),
        };
        let order = |(column, code): (usize, DateOrderCode)| match code {
            DateOrderCode::Dmy => (column, DateOrder::DayMonthYear),
            DateOrderCode::Mdy => (column, DateOrder::MonthDayYear),
            DateOrderCode::Ymd => (column, DateOrder::YearMonthDay),
        };
        let mark = |(column, code): (usize, DecimalMarkCode)| match code {
            DecimalMarkCode::Dot => (column, DecimalMark::Dot),
            DecimalMarkCode::Comma => (column, DecimalMark::Comma),
        };
        Ok(Self {
            kind: from.kind.map(kind).transpose()?,
            roles: from.roles.into_iter().map(role).collect::<Result<_, _>>()?,
            date_orders: from.date_orders.into_iter().map(order).collect(),
            decimal_marks: from.decimal_marks.into_iter().map(mark).collect(),
        })
    }
}
