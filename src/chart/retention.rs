//! Do they come back: cohorts as a shaded triangle, how long customers stay, the rate from period to period, the time
//! between activities, who is late.

use super::axis::Unit;
use super::columns::{Columns, Part, Places, Shape};
use super::heat::{Heat, HeatRow};
use super::lines::{Line, Lines};
use super::{text, words};
use crate::locale::Locale;
use crate::message::Word;
use crate::metrics::retention::{
    Cohort, GapClass, LateClass, Measure, PeriodRate, Retention, RetentionConfig, Survival,
};
use crate::report::{self, retention};

/// A row for each average and a row a cohort with its size, a column a period since the first; what is not over is blank.
pub(super) fn cohorts(
    retention: &Retention,
    config: &RetentionConfig,
    measure: Measure,
    locale: &Locale,
) -> Heat {
    let cells = |cohort: &Cohort| -> Vec<Option<f64>> {
        cohort.cells.iter().map(|cell| cell.as_ref().and_then(|cell| cell.measured(measure))).collect()
    };
    let averages = &retention.averages;
    let mut rows = vec![HeatRow {
        name: locale.word(words::TOGETHER),
        note: averages.first().map(|average| locale.count(average.eligible)).unwrap_or_default(),
        cells: averages.iter().map(|average| average.measured(measure)).collect(),
    }];
    if measure == Measure::Customers {
        let cells = averages.iter().map(|average| average.mean_of_cohorts).collect();
        rows.push(HeatRow { name: locale.word(words::ALIKE), note: String::new(), cells });
    }
    rows.extend(retention.cohorts.iter().map(|cohort| HeatRow {
        name: text::clean(&retention::cohort_name(cohort, retention.period, locale)),
        note: locale.count(cohort.size),
        cells: cells(cohort),
    }));
    // The first period is all of them by definition: the shades tell the later ones apart.
    let later = rows.iter().flat_map(|row| row.cells.iter().skip(1).flatten().copied());
    let most = later.fold(0.0, f64::max);
    Heat {
        columns: (0..retention.n_columns()).map(|k| retention::column_name(config, k, locale)).collect(),
        rows,
        unit: match measure {
            Measure::Customers => Unit::Share,
            Measure::Activities => Unit::Number,
            Measure::Money => Unit::Money,
        },
        first_column: retention::FIRST_COLUMN,
        full: Some(if most > 0.0 { most } else { 1.0 }),
    }
}

/// The time between activities, a bar a class.
pub(super) fn gaps(classes: &[GapClass], locale: &Locale) -> Columns {
    let name = |class: &GapClass| match class.to {
        Some(to) => locale.count(to as usize),
        None => format!("{}+", locale.count(class.from as usize)),
    };
    Columns {
        places: Places::Named(classes.iter().map(name).collect()),
        unit: Unit::Count,
        parts: vec![Part {
            name: locale.word(words::TIMES),
            values: classes.iter().map(|class| Some(class.n as f64)).collect(),
            accented: true,
        }],
        shape: Shape::Touching,
        unfinished_from: None,
    }
}

/// Customers by the own gaps that they have been silent; the overdue have the accent.
pub(super) fn lateness(classes: &[LateClass], locale: &Locale) -> Columns {
    let part = |name: Word, overdue: bool| Part {
        name: locale.word(name),
        values: classes
            .iter()
            .map(|class| Some(if class.overdue == overdue { class.customers.len() as f64 } else { 0.0 }))
            .collect(),
        accented: overdue,
    };
    Columns {
        places: Places::Named(classes.iter().map(|class| report::late_name(class, locale)).collect()),
        unit: Unit::Count,
        parts: vec![part(words::IN_TIME, false), part(words::OVERDUE, true)],
        shape: Shape::Stacked,
        unfinished_from: None,
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
