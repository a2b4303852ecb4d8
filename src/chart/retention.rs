//! Do they come back: cohorts as a shaded triangle, how long customers stay, the rate from period to period.

use super::axis::Unit;
use super::heat::{Heat, HeatRow};
use super::lines::{Line, Lines};
use super::{text, words};
use crate::day::Day;
use crate::locale::{Locale, UNKNOWN};
use crate::metrics::period::Period;
use crate::metrics::retention::{Cohort, PeriodRate, Retention, Survival};

/// A row a cohort with its size, a column a period since the first; what is not over is blank.
pub(super) fn cohorts(retention: &Retention, locale: &Locale) -> Heat {
    let shares = |cohort: &Cohort| -> Vec<Option<f64>> {
        cohort.cells.iter().map(|cell| cell.as_ref().and_then(|cell| cell.share)).collect()
    };
    let row = |cohort: &Cohort| HeatRow {
        name: name(cohort, retention.period, locale),
        note: locale.count(cohort.size),
        cells: shares(cohort),
    };
    let n_columns = retention.cohorts.iter().map(|cohort| cohort.cells.len()).max().unwrap_or(0);
    // The first period is all of them by definition: the shades tell the later ones apart.
    let later = retention.cohorts.iter().flat_map(|cohort| shares(cohort).into_iter().skip(1).flatten());
    let most = later.fold(0.0, f64::max);
    Heat {
        columns: (0..n_columns).map(|k| locale.count(k)).collect(),
        rows: retention.cohorts.iter().map(row).collect(),
        unit: Unit::Share,
        // The table says the cohort and its size before the periods.
        first_column: 2,
        full: Some(if most > 0.0 { most } else { 1.0 }),
    }
}

fn name(cohort: &Cohort, period: Period, locale: &Locale) -> String {
    match (&cohort.value, cohort.start) {
        (Some(value), _) => text::clean(value),
        (None, Some(start)) => start_name(start, period, locale),
        (None, None) => UNKNOWN.into(),
    }
}

fn start_name(start: Day, period: Period, locale: &Locale) -> String {
    match period {
        Period::Month | Period::Quarter => locale.month(start),
        Period::Hour | Period::Day | Period::WeekMonday | Period::WeekSunday => locale.day(start),
    }
}

/// The share that stays longer than so many days, in steps, with its interval.
pub(super) fn survival(survival: &Survival, locale: &Locale) -> Lines {
    // Before anybody left all were there; the table begins with the first who did.
    let points = &survival.points;
    let start = std::iter::once(Some((1.0, 1.0)));
    Lines {
        x: std::iter::once(0.0).chain(points.iter().map(|point| f64::from(point.days))).collect(),
        x_unit: Unit::Days,
        unit: Unit::Share,
        lines: vec![Line {
            values: std::iter::once(Some(1.0)).chain(points.iter().map(|point| Some(point.share))).collect(),
            band: start
                .chain(points.iter().map(|p| p.interval.map(|range| (range.low, range.high))))
                .collect(),
            accented: true,
            ..Line::default()
        }],
        stepped: true,
        unlisted: 1,
        titles: [locale.word(words::STILL_THERE), String::new()],
        point: survival.median_days.map(|days| {
            let days = f64::from(days);
            (days, survival.at(days as u32), String::new())
        }),
        ..Lines::default()
    }
}

/// The retention rate of each period, with its interval.
pub(super) fn rates(rates: &[PeriodRate], locale: &Locale) -> Lines {
    Lines {
        x: rates.iter().map(|rate| f64::from(rate.start.0)).collect(),
        x_unit: Unit::Date,
        unit: Unit::Share,
        lines: vec![Line {
            values: rates.iter().map(|rate| rate.retention).collect(),
            band: rates.iter().map(|rate| rate.interval.map(|range| (range.low, range.high))).collect(),
            accented: true,
            ..Line::default()
        }],
        titles: [locale.word(words::RETENTION_RATE), String::new()],
        ..Lines::default()
    }
}
