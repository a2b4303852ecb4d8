//! How the base is doing: money by month, how far it rests on few, when customers buy.

use super::axis::Unit;
use super::columns::{Columns, Part, Places, Shape};
use super::heat::{Heat, HeatRow};
use super::lines::{Line, Lines};
use super::words;
use crate::locale::Locale;
use crate::message::{Word, say};
use crate::metrics::concentration::{Concentration, CurvePoint};
use crate::metrics::overview::{Month, Overview, Rhythm};
use crate::money::Money;

/// New and returning money by month, returning at the foot; the larger has the accent. A month that is not over is hollow.
#[inline(never)]
pub(super) fn months(overview: &Overview, locale: &Locale) -> Columns {
    let months = &overview.months;
    // The accent is on what the finding is about.
    let (new, returning) = overview.year_amounts();
    let part = |name: Word, amount: fn(&Month) -> Money, accented| Part {
        name: locale.word(name),
        values: months.iter().map(|month| Some(amount(month).units())).collect(),
        accented,
    };
    Columns {
        places: Places::Months(months.iter().map(|month| month.first_day).collect()),
        unit: Unit::Money,
        parts: vec![
            part(words::RETURNING_CUSTOMERS, |month| month.returning_amount, returning >= new),
            part(words::NEW_CUSTOMERS, |month| month.new_amount, new > returning),
        ],
        shape: Shape::Stacked,
        unfinished_from: months.iter().position(|month| !month.complete),
    }
}

/// The Lorenz curve, beside the line on which all bring the same.
#[inline(never)]
pub(super) fn concentration(concentration: &Concentration, locale: &Locale) -> Lines {
    let curve = &concentration.curve;
    let half = concentration.n_for_half.filter(|_| concentration.n_customers > 0 && !curve.is_empty());
    let point = half.map(|n| {
        let below = 1.0 - n as f64 / concentration.n_customers as f64;
        let name = say!(locale, "Half of the money: {} {|customer|customers}", n);
        (below, at(curve, below), name)
    });
    Lines {
        x: curve.iter().map(|point| point.customers).collect(),
        x_unit: Unit::Share,
        unit: Unit::Share,
        lines: vec![Line {
            values: curve.iter().map(|point| Some(point.amount)).collect(),
            accented: true,
            ..Line::default()
        }],
        point,
        titles: [locale.word(words::SHARE_OF_MONEY), locale.word(words::SHARE_OF_CUSTOMERS)],
        diagonal: true,
        ..Lines::default()
    }
}

/// Where the curve is over a share of customers, along the line between its points.
fn at(curve: &[CurvePoint], customers: f64) -> f64 {
    let after = curve.iter().position(|point| point.customers >= customers).unwrap_or(0);
    let (Some(b), Some(a)) = (curve.get(after), curve.get(after.saturating_sub(1))) else { return 0.0 };
    let wide = b.customers - a.customers;
    if wide > 0.0 { a.amount + (b.amount - a.amount) * (customers - a.customers) / wide } else { b.amount }
}

/// Orders by weekday and hour, where the time of day is known.
#[inline(never)]
pub(super) fn by_hour(rhythm: &Rhythm, locale: &Locale) -> Option<Heat> {
    let days = rhythm.by_hour.as_ref()?;
    let row = |(name, hours): (Word, &[usize; 24])| HeatRow {
        name: locale.word(name),
        note: String::new(),
        cells: hours.iter().map(|&n| Some(n as f64)).collect(),
    };
    Some(Heat {
        columns: (0..24).map(|hour: usize| hour.to_string()).collect(),
        rows: words::WEEKDAYS.into_iter().zip(days).map(row).collect(),
        unit: Unit::Count,
        // The table says the day, its orders and their share before the hours.
        first_column: 3,
        full: None,
    })
}

/// Orders by weekday.
#[inline(never)]
pub(super) fn by_weekday(rhythm: &Rhythm, locale: &Locale) -> Columns {
    let values = rhythm.by_weekday.iter().map(|&n| Some(n as f64)).collect();
    Columns {
        places: Places::Named(words::WEEKDAYS.map(|day| locale.word(day)).to_vec()),
        unit: Unit::Count,
        parts: vec![Part { name: locale.word(words::ORDERS), values, accented: false }],
        ..Columns::default()
    }
}
