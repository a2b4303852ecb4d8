//! Upright bars over periods or classes: stacked, beside each other, or touching as in a histogram.

use super::Mark;
use super::axis::{self, Unit, Values};
use super::board::{Board, Panel};
use super::pen::{Anchor, Paint, Rect};
use super::text;
use super::theme::Theme;
use crate::day::Day;
use crate::error::Error;

/// Bars over places in a row; the table beside them has a row for each place.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Columns {
    /// The places from the left.
    pub places: Places,
    /// What the values are.
    pub unit: Unit,
    /// The parts of each bar, from the foot up; at most six are told apart.
    pub parts: Vec<Part>,
    /// How the parts of one place stand.
    pub shape: Shape,
    /// Places from this one on are not over yet: hollow, for they must not be compared.
    pub unfinished_from: Option<usize>,
}

/// What the bars stand on.
#[derive(Debug, Clone, PartialEq)]
pub enum Places {
    /// Names, as the reader sees them.
    Named(Vec<String>),
    /// Months in a row, each by its first day.
    Months(Vec<Day>),
}

impl Default for Places {
    fn default() -> Self {
        Self::Named(Vec::new())
    }
}

impl Places {
    fn len(&self) -> usize {
        match self {
            Self::Named(names) => names.len(),
            Self::Months(days) => days.len(),
        }
    }
}

/// One part of every bar.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Part {
    /// What it is called.
    pub name: String,
    /// One for each place; a gap where it is not known.
    pub values: Vec<Option<f64>>,
    /// Is it what the finding is about? Where any part is, the others step back.
    pub accented: bool,
}

/// How the parts of one place stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Shape {
    /// On top of each other. Values below zero hang from the line of zero.
    #[default]
    Stacked,
    /// Beside each other.
    Grouped,
    /// On top of each other, and without a gap to the next place: classes of one scale.
    Touching,
}

struct Layout {
    above: f64,
    plot: f64,
    below: f64,
}

impl Layout {
    fn new(columns: &Columns, width: f64, theme: &Theme) -> Self {
        // A line of the legend for each part on narrow pictures, one line for all on wide ones.
        let n = columns.parts.len();
        let lines = if n < 2 {
            0
        } else if width < super::NARROW {
            n
        } else {
            1
        };
        Self {
            above: (theme.size * (0.7 + 1.6 * lines as f64)).round(),
            plot: (width * 0.4).clamp(170.0, 340.0).round(),
            below: (theme.size * 2.0).round(),
        }
    }
}

/// Height for these bars.
#[inline(never)]
pub(super) fn height(columns: &Columns, width: f64, theme: &Theme) -> f64 {
    let layout = Layout::new(columns, width, theme);
    layout.above + layout.plot + layout.below
}

/// Draws the bars.
#[inline(never)]
pub(super) fn draw(columns: &Columns, mut board: Board<'_>) -> Result<Vec<Mark>, Error> {
    let layout = Layout::new(columns, board.width, board.theme);
    let mut scale = Values::new(reach(columns), columns.unit, 5, board.locale);
    let mut left = scale.width(&board);
    let said = said(columns, board.width, &board);
    if said.is_some() {
        // Bars that say their values need no scale, only room above the highest.
        left = 0.0;
        let most = reach(columns).fold(0.0, f64::max).max(f64::MIN_POSITIVE);
        scale.range = 0.0..most * (1.0 + 1.8 * board.theme.size / layout.plot);
    }
    let plot = Rect::new(left, layout.above, (board.width - left).max(40.0), layout.plot);
    let n = columns.places.len();
    let panel = board.panel(plot, 0.0..n.max(1) as f64, scale.range.end..scale.range.start);
    if let Some(foot) = said.as_ref().map(|_| plot.bottom() - 0.5) {
        board.line(&[(plot.x, foot), (plot.right(), foot)], 1.0, Paint::plain(board.theme.muted))?;
    } else {
        scale.draw(&board, &panel, &plot)?;
    }
    legend(columns, &board)?;
    for place in 0..n {
        bars(columns, place, &panel, &plot, board.theme)?;
        let figure = said.as_ref().and_then(|said| said.get(place)).zip(value(columns, place));
        if let Some((figure, value)) = figure {
            let at = (panel.x(place as f64 + 0.5), panel.y(value) - board.theme.size * 0.75);
            board.text(figure, at, Anchor::Middle, &board.theme.label(), board.theme.ink)?;
        }
        let (x, right) = (panel.x(place as f64), panel.x(place as f64 + 1.0));
        board.mark(Rect::new(x, plot.y, right - x, plot.height), place, 0);
    }
    let labels = labels(&columns.places, &panel, &plot, &board);
    axis::under(&board, &labels, 0.0..board.width, plot.bottom() + board.theme.size)?;
    Ok(board.finish())
}

/// The value of the only part.
fn value(columns: &Columns, place: usize) -> Option<f64> {
    columns.parts.first().and_then(|part| part.values.get(place).copied().flatten())
}

/// The values as labels, where there is one part, none is below zero, and all labels fit over their bars.
fn said(columns: &Columns, width: f64, board: &Board<'_>) -> Option<Vec<String>> {
    let n = columns.places.len();
    if columns.parts.len() != 1
        || n == 0
        || (0..n).any(|place| value(columns, place).is_none_or(|value| value < 0.0))
    {
        return None;
    }
    let write = |place| columns.unit.write(value(columns, place).unwrap_or(0.0), board.locale);
    let labels: Vec<String> = (0..n).map(write).collect();
    let widest = labels.iter().map(|label| board.width_of(label, &board.theme.label())).fold(0.0, f64::max);
    (widest + 6.0 <= width / n as f64).then_some(labels)
}

fn labels(places: &Places, panel: &Panel<'_>, plot: &Rect, board: &Board<'_>) -> Vec<(f64, String)> {
    let middle = |place: f64| panel.x(place + 0.5);
    match places {
        Places::Named(names) => {
            let label = |(place, name): (usize, &String)| (middle(place as f64), text::clean(name));
            axis::every(names.iter().enumerate().map(label).collect(), board)
        }
        Places::Months(days) => {
            let (Some(first), Some(last)) = (days.first(), days.last()) else { return Vec::new() };
            let n = (plot.width / (board.theme.size * 4.6)) as usize;
            let place = |at: f64| f64::from(Day(at as i32).month_number() - first.month_number());
            let ticks = axis::month_ticks(*first, *last, n, board.locale);
            ticks.into_iter().map(|(at, label)| (middle(place(at)), label)).collect()
        }
    }
}

/// How far up and down the bars reach.
fn reach(columns: &Columns) -> impl Iterator<Item = f64> + '_ {
    let at =
        |place: usize| columns.parts.iter().filter_map(move |part| part.values.get(place).copied().flatten());
    (0..columns.places.len()).flat_map(move |place| {
        let sum = |sign: f64| at(place).filter(|value| value * sign > 0.0).sum::<f64>();
        let ends = if columns.shape == Shape::Grouped {
            (at(place).fold(0.0, f64::max), at(place).fold(0.0, f64::min))
        } else {
            (sum(1.0), sum(-1.0))
        };
        [ends.0, ends.1]
    })
}

fn look(columns: &Columns, position: usize, theme: &Theme) -> Paint {
    let any = columns.parts.iter().any(|part| part.accented);
    match columns.parts.get(position) {
        Some(part) if part.accented => theme.accent_paint(),
        Some(_) if any || columns.parts.len() == 1 => theme.neutral_paint(),
        _ => theme.series_paint(position),
    }
}

/// The bar or bars of one place.
fn bars(columns: &Columns, place: usize, panel: &Panel<'_>, plot: &Rect, theme: &Theme) -> Result<(), Error> {
    let pixel = columns.places.len().max(1) as f64 / plot.width;
    let n_bars = if columns.shape == Shape::Grouped { columns.parts.len().max(1) as f64 } else { 1.0 };
    // A gap that the eye sees, yet never more than the bar.
    let gap = match columns.shape {
        Shape::Touching => (0.5 * pixel).min(0.1),
        // A bar wider than a thumb says no more.
        _ => 0.15_f64.max((1.0 - 72.0 * n_bars * pixel) / 2.0),
    };
    let (left, right) = (place as f64 + gap, place as f64 + 1.0 - gap);
    let n = columns.parts.len().max(1) as f64;
    let (mut up, mut down) = (0.0, 0.0);
    for (position, part) in columns.parts.iter().enumerate() {
        let Some(value) = part.values.get(place).copied().flatten().filter(|&value| value != 0.0) else {
            continue;
        };
        let paint = look(columns, position, theme);
        let (from, to) = if columns.shape == Shape::Grouped {
            let width = (right - left) / n;
            let from = left + width * position as f64;
            ((from, 0.0), (from + width, value))
        } else {
            let foot = if value > 0.0 { &mut up } else { &mut down };
            let from = *foot;
            *foot += value;
            ((left, from), (right, *foot))
        };
        if columns.unfinished_from.is_some_and(|first| place >= first) {
            panel.bar(from, to, Paint::plain(theme.tint(paint.color)))?;
            panel.frame(from, to, 1.0, Paint::plain(paint.color))?;
        } else {
            panel.bar(from, to, paint)?;
        }
    }
    Ok(())
}

/// What the parts are; nothing where there is only one.
fn legend(columns: &Columns, board: &Board<'_>) -> Result<(), Error> {
    if columns.parts.len() < 2 {
        return Ok(());
    }
    let theme = board.theme;
    let narrow = board.width < super::NARROW;
    let room = if narrow { board.width } else { board.width / columns.parts.len() as f64 };
    let (mut x, mut y) = (0.0, theme.size * 0.8);
    let mut parts: Vec<(usize, &Part)> = columns.parts.iter().enumerate().collect();
    if narrow && columns.shape != Shape::Grouped {
        // The list runs down as the stack does.
        parts.reverse();
    }
    for (position, part) in parts {
        let swatch = board.panel(Rect::new(x, y - 5.0, 10.0, 10.0), 0.0..1.0, 0.0..1.0);
        swatch.bar((0.0, 0.0), (1.0, 1.0), look(columns, position, theme))?;
        let font = if part.accented { theme.strong() } else { theme.label() };
        let name = board.shorten(&text::clean(&part.name), &font, room - 40.0);
        board.text(&name, (x + 16.0, y), Anchor::Left, &font, theme.ink)?;
        if narrow {
            y += theme.size * 1.6;
        } else {
            x += board.width_of(&name, &font) + 36.0;
        }
    }
    Ok(())
}
