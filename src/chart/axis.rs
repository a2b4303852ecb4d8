//! Scales that people read: round ticks, labels in the reader's habits that never touch.

use std::ops::Range;

use super::board::{Board, Panel};
use super::pen::{Anchor, Paint, Rect};
use crate::day::Day;
use crate::error::Error;
use crate::locale::Locale;

/// What the numbers of a scale are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Unit {
    /// A count.
    #[default]
    Count,
    /// A number with decimals.
    Number,
    /// 0 to 1, shown in per cent.
    Share,
    /// Currency units.
    Money,
    /// A number of days.
    Days,
    /// A civil day: days since 1970-01-01.
    Date,
    /// A span of time in seconds.
    Seconds,
    /// The decimal logarithm of a span of time in seconds: seconds and months on one scale.
    LogSeconds,
}

/// Spans in seconds at which scales of time have ticks.
const SPANS: [f64; 21] = [
    1.0,
    5.0,
    15.0,
    60.0,
    300.0,
    900.0,
    3600.0,
    10_800.0,
    21_600.0,
    43_200.0,
    86_400.0,
    172_800.0,
    259_200.0,
    604_800.0,
    1_209_600.0,
    2_592_000.0,
    7_776_000.0,
    15_552_000.0,
    31_536_000.0,
    63_072_000.0,
    157_680_000.0,
];

impl Unit {
    /// The value as a label.
    pub fn write(self, value: f64, locale: &Locale) -> String {
        match self {
            Self::Count if value.abs() < 10_000.0 => locale.number(value, 0),
            Self::Count => locale.compact(value),
            Self::Number => locale.number(value, if value.abs() < 10.0 { 2 } else { 1 }),
            Self::Share => locale.share(value),
            Self::Money => locale.money_compact(value),
            Self::Days => locale.days(value),
            Self::Date => locale.day(Day(value as i32)),
            Self::Seconds => locale.span_seconds(value),
            Self::LogSeconds => locale.span_seconds(libm::exp10(value)),
        }
    }

    /// The value at a tick of a scale with this step: as many decimals as the step needs.
    fn tick(self, value: f64, step: f64, locale: &Locale) -> String {
        let decimals =
            |step: f64| (0..6).find(|&d| is_whole(step * libm::pow(10.0, f64::from(d)))).unwrap_or(6);
        match self {
            Self::Share => locale.share_to(value, decimals(100.0 * step)),
            Self::Count | Self::Number | Self::Days if value.abs() < 10_000.0 => {
                locale.number(value, decimals(step))
            }
            Self::Count | Self::Number | Self::Days => locale.compact(value),
            Self::Money | Self::Date | Self::Seconds | Self::LogSeconds => self.write(value, locale),
        }
    }
}

fn is_whole(value: f64) -> bool {
    (value - value.round()).abs() < 1e-6
}

/// The distance between ticks, 1, 2 or 5 times a power of ten, so that at most `n` steps reach over `span`.
pub(super) fn nice_step(span: f64, n: usize) -> f64 {
    let least = span / n.max(1) as f64;
    if !(least > 0.0 && least.is_finite()) {
        return 1.0;
    }
    let power = libm::pow(10.0, libm::floor(libm::log10(least)));
    // A hair less, because 0.1 + 0.2 is more than 0.3.
    [1.0, 2.0, 5.0]
        .into_iter()
        .map(|k| k * power)
        .find(|&s| s >= least * (1.0 - 1e-9))
        .unwrap_or(10.0 * power)
}

/// The multiples of a step within a range.
pub(super) fn multiples(range: &Range<f64>, step: f64) -> Vec<f64> {
    let first = libm::ceil(range.start / step - 1e-9);
    let last = libm::floor(range.end / step + 1e-9);
    let n = (last - first).clamp(-1.0, 200.0) as i32;
    // Adding zero takes the sign off a negative zero.
    (0..=n).map(|k| (first + f64::from(k)) * step + 0.0).collect()
}

/// A scale for the values: it holds zero, and ends at a tick.
pub(super) struct Values {
    pub range: Range<f64>,
    ticks: Vec<(f64, String)>,
}

impl Values {
    /// Over all finite values; at most `n` steps.
    pub fn new(values: impl Iterator<Item = f64>, unit: Unit, n: usize, locale: &Locale) -> Self {
        let (low, high) = values
            .filter(|value| value.is_finite())
            .fold((0.0_f64, 0.0_f64), |(low, high), value| (low.min(value), high.max(value)));
        let high = if low == high { low + 1.0 } else { high };
        let mut step = nice_step(high - low, n);
        if unit == Unit::Count {
            step = step.max(1.0);
        }
        let start = libm::floor(low / step + 1e-9) * step;
        // No share is more than all.
        let end = if unit == Unit::Share && high <= 1.0 && high > 0.9 {
            1.0
        } else {
            libm::ceil(high / step - 1e-9) * step
        };
        let range = start..end;
        let ticks = multiples(&range, step).into_iter().map(|at| (at, unit.tick(at, step, locale))).collect();
        Self { range, ticks }
    }

    /// Room that the labels take, with the gap to the plot.
    pub fn width(&self, board: &Board<'_>) -> f64 {
        let font = board.theme.small();
        let widest = self.ticks.iter().map(|(_, label)| board.width_of(label, &font)).fold(0.0, f64::max);
        (widest + 8.0).min(board.width * 0.3)
    }

    /// Hairlines over the plot, labels left of it. The line of zero is darker.
    pub fn draw(&self, board: &Board<'_>, panel: &Panel<'_>, plot: &Rect) -> Result<(), Error> {
        let theme = board.theme;
        for (at, label) in &self.ticks {
            let y = panel.y(*at);
            let color = if *at == 0.0 { theme.muted } else { theme.grid };
            // Half a pixel down: a hairline fills one row of pixels.
            let line = y.round().min(plot.bottom() - 1.0) + 0.5;
            board.line(&[(plot.x, line), (plot.right(), line)], 1.0, Paint::plain(color))?;
            let label = board.shorten(label, &theme.small(), plot.x - 8.0);
            board.text(&label, (plot.x - 8.0, y), Anchor::Right, &theme.small(), theme.muted)?;
        }
        Ok(())
    }
}

/// Writes labels under the plot, each at its place; those that would touch the one before are left out, and those at the
/// ends are pulled inside.
pub(super) fn under(
    board: &Board<'_>,
    labels: &[(f64, String)],
    edges: Range<f64>,
    y: f64,
) -> Result<(), Error> {
    let font = board.theme.small();
    let mut free = f64::NEG_INFINITY;
    for (x, label) in labels {
        let width = board.width_of(label, &font);
        let left = (x - width / 2.0).min(edges.end - width).max(edges.start);
        if left < free || left + width > edges.end + 0.01 {
            continue;
        }
        board.text(label, (left, y), Anchor::Left, &font, board.theme.muted)?;
        free = left + width + 12.0;
    }
    Ok(())
}

/// Every label, or every second, third and so on: as many as stand apart.
pub(super) fn every(labels: Vec<(f64, String)>, board: &Board<'_>) -> Vec<(f64, String)> {
    let font = board.theme.small();
    let labels: Vec<(f64, String)> =
        labels.into_iter().map(|(x, label)| (x, board.shorten(&label, &font, board.width * 0.3))).collect();
    let widest = labels.iter().map(|(_, label)| board.width_of(label, &font)).fold(0.0, f64::max) + 12.0;
    let pitch = match labels.as_slice() {
        [(first, _), (second, _), ..] => second - first,
        _ => widest,
    };
    labels.into_iter().step_by((widest / pitch.max(0.1)).ceil().max(1.0) as usize).collect()
}

/// Ticks of a scale of numbers.
pub(super) fn number_ticks(range: &Range<f64>, unit: Unit, n: usize, locale: &Locale) -> Vec<(f64, String)> {
    let span = range.end - range.start;
    if unit == Unit::LogSeconds {
        return log_ticks(range, n, locale);
    }
    let mut step = nice_step(span, n);
    match unit {
        Unit::Seconds => {
            step = SPANS.into_iter().find(|step| span / step <= n.max(1) as f64).unwrap_or(step);
        }
        Unit::Count => step = step.max(1.0),
        // Weeks, months of 30 days and years, rather than tens.
        Unit::Days => {
            let days = [1.0, 2.0, 7.0, 14.0, 30.0, 60.0, 90.0, 180.0, 365.0];
            step = days.into_iter().find(|days| span / days <= n.max(1) as f64).unwrap_or(step.max(365.0));
        }
        _ => {}
    }
    let ticks = multiples(range, step);
    let last = ticks.len().saturating_sub(1);
    // One label says what is counted.
    let named = |k: usize| unit == Unit::Days && k == last;
    let label = |(k, at): (usize, f64)| {
        (at, if named(k) { unit.write(at, locale) } else { unit.tick(at, step, locale) })
    };
    ticks.into_iter().enumerate().map(label).collect()
}

/// Ticks at spans that people think in, as many of them as there is room for.
fn log_ticks(range: &Range<f64>, n: usize, locale: &Locale) -> Vec<(f64, String)> {
    let inside =
        |span: &f64| range.start - 1e-9 <= libm::log10(*span) && libm::log10(*span) <= range.end + 1e-9;
    let spans: Vec<f64> = SPANS.into_iter().filter(inside).collect();
    let every = spans.len().div_ceil(n.max(1)).max(1);
    let label = |span: f64| (libm::log10(span), locale.span_seconds(span));
    spans.into_iter().step_by(every).map(label).collect()
}

/// Ticks of a scale of days, at starts of months where it is long enough: `Jan 1997`, `Apr`, `Jul`. The year stands at
/// the first tick and where it changes.
pub(super) fn date_ticks(range: &Range<f64>, n: usize, locale: &Locale) -> Vec<(f64, String)> {
    let (first, last) = (Day(range.start as i32), Day(range.end as i32));
    if last.month_number() - first.month_number() < 2 {
        let steps = [1, 2, 7, 14, 28];
        let step = steps.into_iter().find(|step| last.since(first) / step <= n.max(1) as i32).unwrap_or(28);
        return (0..=last.since(first) / step)
            .map(|k| first.plus(k * step))
            .map(|day| (f64::from(day.0), locale.day(day)))
            .collect();
    }
    let ticks = month_ticks(first, last, n, locale);
    ticks.into_iter().filter(|(at, _)| *at >= range.start && *at <= range.end).collect()
}

/// Ticks at the first days of months, from the month of one day to that of another.
pub(super) fn month_ticks(first: Day, last: Day, n: usize, locale: &Locale) -> Vec<(f64, String)> {
    let months = last.month_number() - first.month_number() + 1;
    let steps = [1, 3, 6, 12, 24, 60, 120];
    let step = steps.into_iter().find(|step| months / step <= n.max(1) as i32).unwrap_or(240);
    let mut year = None;
    let from = (first.month_number() + step - 1).div_euclid(step) * step;
    (0..=(last.month_number() - from).max(-1).div_euclid(step))
        .map(|k| Day::of_month_number(from + k * step))
        .map(|day| {
            let (this_year, month, _) = day.ymd();
            let same = year.replace(this_year) == Some(this_year);
            let short = locale.months_short.get(month as usize - 1).cloned().unwrap_or_default();
            (f64::from(day.0), if same { short } else { locale.month(day) })
        })
        .collect()
}
