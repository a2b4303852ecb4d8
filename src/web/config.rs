//! Settings as the page writes them, with the defaults of each metric for what it leaves out.

use super::answers::{CustomerAsked, TrustAsked};
use super::dto;
use super::setting::Setting;
use super::worth::{Choice, ValueAsked};
use crate::csv::{DateOrder, DecimalMark};
use crate::error::Error;
use crate::import::Changes;
use crate::message::message;
use crate::metrics::ladder::LadderConfig;
use crate::metrics::overview::OverviewConfig;
use crate::metrics::segments::{Assigned, Purchases, SegmentName, SegmentsConfig};
use crate::metrics::value::one;
use crate::metrics::value::trust::View;
use crate::metrics::value::{Forecaster, ValueConfig};
use crate::roles::{Kind, Role};

/// The settings of the view "overview".
pub fn overview(from: Setting<'_>) -> Result<OverviewConfig, Error> {
    let from = from.only(&["asOf"])?;
    Ok(OverviewConfig { as_of: from.at("asOf").day()? })
}

/// The settings of the view "segments".
pub fn segments(from: Setting<'_>) -> Result<SegmentsConfig, Error> {
    let from = from.only(&["asOf", "nBins", "purchases", "cuts", "map"])?;
    Ok(SegmentsConfig { as_of: from.at("asOf").day()?, ..scored(from)? })
}

/// How customers are scored and the codes named.
#[inline(never)]
pub fn scored(from: Setting<'_>) -> Result<SegmentsConfig, Error> {
    let config = scoring(from.at("nBins"), from.at("purchases"))?;
    let cuts = match from.at("cuts").given() {
        Some(cuts) => {
            let cuts = cuts.only(&["recency", "frequency", "money"])?;
            let [recency, frequency, money] =
                ["recency", "frequency", "money"].map(|name| numbers(cuts.at(name)));
            Some([recency?, frequency?, money?])
        }
        None => None,
    };
    Ok(SegmentsConfig { cuts, map: assigned(from.at("map"))?, ..config })
}

/// Codes given to other groups than usual.
fn assigned(from: Setting<'_>) -> Result<Vec<Assigned>, Error> {
    let mut map = Vec::new();
    for item in from.items()? {
        let item = item.only(&["recency", "frequency", "money", "segment"])?;
        let mut scores = [(0, 0); 3];
        for (score, name) in scores.iter_mut().zip(["recency", "frequency", "money"]) {
            let (first, last) = item.at(name).pair()?;
            *score = (first.small()?, last.small()?);
        }
        let code = item.at("segment");
        let found = SegmentName::ALL.into_iter().find(|name| code.text() == Ok(dto::segment_code(*name)));
        map.push(Assigned { scores, name: found.ok_or_else(|| code.unknown("segment"))? });
    }
    Ok(map)
}

fn numbers(from: Setting<'_>) -> Result<Vec<f64>, Error> {
    from.items()?.into_iter().map(Setting::number).collect()
}

/// How customers are scored.
fn scoring(n_bins: Setting<'_>, purchases: Setting<'_>) -> Result<SegmentsConfig, Error> {
    let mut config = SegmentsConfig::default();
    if let Some(n_bins) = n_bins.given() {
        config.n_bins = n_bins.small()?;
    }
    if let Some(purchases) = purchases.given() {
        config.purchases = match purchases.text()? {
            "orders" => Purchases::Orders,
            "days" => Purchases::Days,
            _ => return Err(purchases.unknown("way to count purchases")),
        };
    }
    Ok(config)
}

/// The settings of the view "ladder".
pub fn ladder(from: Setting<'_>) -> Result<LadderConfig, Error> {
    let from = from.only(&["asOf", "loyalDays", "overdueFactor"])?;
    let usual = LadderConfig::default();
    Ok(LadderConfig {
        as_of: from.at("asOf").day()?,
        loyal_days: from.at("loyalDays").count_or(usual.loyal_days)?,
        overdue_factor: from.at("overdueFactor").count_or(usual.overdue_factor)?,
        ..usual
    })
}

pub const OF_VALUE: [&str; 5] = ["asOf", "horizonMonths", "discountPerYear", "margin", "model"];

/// The settings of the view "value".
pub fn value(from: Setting<'_>) -> Result<ValueAsked, Error> {
    worth(from.only(&OF_VALUE)?)
}

/// The settings of the view "customer": those of the value, who, and how far to look for no purchase.
pub fn customer(from: Setting<'_>) -> Result<CustomerAsked, Error> {
    let from = from.only(&[&OF_VALUE[..], &["customer", "noneDays"]].concat())?;
    let none_days = from.at("noneDays").number_or(one::QUARTER)?;
    if !(none_days > 0.0 && none_days <= 36_525.0) {
        return Err(Error::config(message!("The days ahead must be above 0 and at most 36525.")));
    }
    let customer = from.at("customer").given().map(|id| id.owned()).transpose()?;
    Ok(CustomerAsked { customer, value: worth(from)?.or_automatic(), none_days })
}

pub fn worth(from: Setting<'_>) -> Result<ValueAsked, Error> {
    let usual = ValueConfig::default();
    let config = ValueConfig {
        as_of: from.at("asOf").day()?,
        horizon_months: from.at("horizonMonths").number_or(usual.horizon_months)?,
        discount_per_year: from.at("discountPerYear").number_or(usual.discount_per_year)?,
        margin: from.at("margin").given().map(|margin| margin.number()).transpose()?,
        ..usual
    };
    Ok(ValueAsked { config, choice: choice(from.at("model"))? })
}

fn choice(from: Setting<'_>) -> Result<Choice, Error> {
    let Some(from) = from.given() else { return Ok(Choice::Usual) };
    let name = from.text()?;
    if name == "automatic" {
        return Ok(Choice::Automatic);
    }
    let found = Forecaster::ALL.into_iter().find(|forecaster| forecaster.name() == name);
    found.map(Choice::This).ok_or_else(|| from.unknown("model"))
}

/// The settings of the view "trust".
pub fn trust(from: Setting<'_>) -> Result<TrustAsked, Error> {
    let from = from.only(&["asOf", "show"])?;
    let mut view = View::default();
    if let Some(show) = from.at("show").given() {
        let name = show.text()?;
        let found = View::ALL.into_iter().find(|(_, other)| *other == name);
        view = found.ok_or_else(|| show.unknown("look"))?.0;
    }
    Ok(TrustAsked { as_of: from.at("asOf").day()?, view })
}

/// What the user says of a file.
pub fn changes(from: Setting<'_>) -> Result<Changes, Error> {
    let from = from.only(&["kind", "roles", "dateOrders", "decimalMarks"])?;
    let mut changes = Changes::default();
    if let Some(kind) = from.at("kind").given() {
        changes.kind = Some(Kind::of_word(kind.text()?).ok_or_else(|| kind.unknown("kind of file"))?);
    }
    for (column, role) in of_columns(from.at("roles"))? {
        let found = Role::of_word(role.text()?).ok_or_else(|| role.unknown("role"))?;
        changes.roles.push((column, found));
    }
    for (column, order) in of_columns(from.at("dateOrders"))? {
        let found = match order.text()? {
            "dmy" => DateOrder::DayMonthYear,
            "mdy" => DateOrder::MonthDayYear,
            "ymd" => DateOrder::YearMonthDay,
            _ => return Err(order.unknown("order of dates")),
        };
        changes.date_orders.push((column, found));
    }
    for (column, mark) in of_columns(from.at("decimalMarks"))? {
        let found = match mark.text()? {
            "dot" => DecimalMark::Dot,
            "comma" => DecimalMark::Comma,
            _ => return Err(mark.unknown("decimal mark")),
        };
        changes.decimal_marks.push((column, found));
    }
    Ok(changes)
}

/// What is said of columns: a list of pairs of a position and a word.
#[inline(never)]
fn of_columns<'a>(from: Setting<'a>) -> Result<Vec<(usize, Setting<'a>)>, Error> {
    let mut pairs = Vec::new();
    for item in from.items()? {
        let (column, word) = item.pair()?;
        pairs.push((column.count()? as usize, word));
    }
    Ok(pairs)
}
