//! Lines over days or numbers, with bands around them: money by month, survival, concentration, forecasts.
//!
//! Each line is named at its end; on narrow pictures above the plot. Names never collide: they are pushed apart.

use super::Mark;
use super::axis::{self, Unit, Values};
use super::board::{Board, Panel};
use super::pen::{Anchor, Font, Paint, Point, Rect, Texture};
use super::text;
use super::theme::Theme;
use crate::error::Error;
use crate::sort::Sort as _;

/// Lines over one scale; the table beside them has a row for each place of `x`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Lines {
    /// Places on the scale, rising.
    pub x: Vec<f64>,
    /// Places at the start that the table has no row for.
    pub unlisted: usize,
    /// What `x` counts.
    pub x_unit: Unit,
    /// What the values are.
    pub unit: Unit,
    /// At most six are told apart.
    pub lines: Vec<Line>,
    /// Titles of the scale of values, above it, and of the scale of places, below it; blank where they are plain.
    pub titles: [String; 2],
    /// Does a value hold until the next place, as in a survival curve?
    pub stepped: bool,
    /// A point that the finding is about, and what it is called.
    pub point: Option<(f64, f64, String)>,
    /// A line to compare with, from corner to corner: equality under a Lorenz curve.
    pub diagonal: bool,
}

/// One line.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Line {
    /// What it is called.
    pub name: String,
    /// One for each place; a gap where it is not known.
    pub values: Vec<Option<f64>>,
    /// Around the values, low and high; empty where there is none.
    pub band: Vec<Option<(f64, f64)>>,
    /// Places from this one on are expected, not observed: dashed.
    pub expected_from: Option<usize>,
    /// Is it what the finding is about? Where any line is, the others step back.
    pub accented: bool,
}

/// The measures at one width.
struct Layout {
    narrow: bool,
    above: f64,
    plot: f64,
    below: f64,
}

impl Layout {
    fn new(lines: &Lines, width: f64, theme: &Theme) -> Self {
        let narrow = width < super::NARROW;
        let n = lines.lines.len();
        let legend = if narrow && n > 1 { n as f64 * theme.size * 1.5 + 6.0 } else { 0.0 };
        let [title, below] = [0, 1].map(|k| if lines.titles[k].is_empty() { 0.0 } else { theme.size * 1.5 });
        Self {
            narrow,
            above: (theme.size * 0.7 + legend + title).round(),
            plot: (width * 0.42).clamp(180.0, 360.0).round(),
            below: (theme.size * 2.0 + below).round(),
        }
    }
}

/// Height for these lines.
#[inline(never)]
pub(super) fn height(lines: &Lines, width: f64, theme: &Theme) -> f64 {
    let layout = Layout::new(lines, width, theme);
    layout.above + layout.plot + layout.below
}

/// Draws the lines.
#[inline(never)]
pub(super) fn draw(lines: &Lines, mut board: Board<'_>) -> Result<Vec<Mark>, Error> {
    let layout = Layout::new(lines, board.width, board.theme);
    let names: Vec<String> = lines.lines.iter().map(|line| text::clean(&line.name)).collect();
    let values = lines.lines.iter().flat_map(|line| {
        let band = line.band.iter().flatten().flat_map(|&(low, high)| [low, high]);
        line.values.iter().flatten().copied().chain(band)
    });
    let scale = Values::new(values, lines.unit, 5, board.locale);
    let left = scale.width(&board);
    let right = if layout.narrow { 6.0 } else { names_width(&names, &board) };
    let plot = Rect::new(left, layout.above, (board.width - left - right).max(40.0), layout.plot);
    let x = lines.x.first().copied().unwrap_or(0.0)..lines.x.last().copied().unwrap_or(1.0);
    let panel = board.panel(plot, x.clone(), scale.range.end..scale.range.start);
    scale.draw(&board, &panel, &plot)?;
    let n_ticks = (plot.width / (board.theme.size * 6.0)) as usize;
    let ticks = if lines.x_unit == Unit::Date {
        axis::date_ticks(&x, n_ticks, board.locale)
    } else {
        axis::number_ticks(&x, lines.x_unit, n_ticks, board.locale)
    };
    let ticks: Vec<(f64, String)> = ticks.into_iter().map(|(at, label)| (panel.x(at), label)).collect();
    axis::under(&board, &ticks, 0.0..board.width, plot.bottom() + board.theme.size)?;
    write_titles(lines, &plot, &board)?;
    if lines.diagonal {
        let corners = [(x.start, scale.range.start), (x.end, scale.range.end)];
        panel.line(&corners, 1.0, Paint::plain(board.theme.muted).with(Texture::Dashed))?;
    }
    for (position, line) in lines.lines.iter().enumerate() {
        draw_line(lines, line, look(lines, position, board.theme), &panel)?;
    }
    draw_point(lines, &panel, &plot, &scale.range, &board)?;
    draw_names(lines, &names, &layout, &plot, &panel, &board)?;
    strips(lines, &panel, &plot, &mut board);
    Ok(board.finish())
}

/// Lines from the point to both scales; its name stands on the one across, where there is room before the diagonal.
fn draw_point(
    lines: &Lines,
    panel: &Panel<'_>,
    plot: &Rect,
    range: &std::ops::Range<f64>,
    board: &Board<'_>,
) -> Result<(), Error> {
    let Some((x, y, name)) = &lines.point else { return Ok(()) };
    let theme = board.theme;
    let start = lines.x.first().copied().unwrap_or(0.0);
    let inside = x.is_finite() && range.contains(y);
    if !inside {
        return Ok(());
    }
    let dotted = Paint::plain(theme.ink).with(Texture::Dotted);
    panel.line(&[(start, *y), (*x, *y), (*x, range.start)], 1.0, dotted)?;
    panel.dot((*x, *y), DOT, theme.accent_paint())?;
    let font = theme.small();
    let name = text::clean(name);
    let level = panel.y(*y) - theme.size * 0.75;
    let mut free = panel.x(*x);
    if lines.diagonal {
        // The diagonal climbs as the sides of the plot do.
        free = free.min(plot.x + (plot.bottom() - panel.y(*y)) * plot.width / plot.height);
    }
    if name.is_empty() || plot.x + 6.0 + board.width_of(&name, &font) + 6.0 > free {
        return Ok(());
    }
    board.text(&name, (plot.x + 6.0, level), Anchor::Left, &font, theme.ink)
}

fn write_titles(lines: &Lines, plot: &Rect, board: &Board<'_>) -> Result<(), Error> {
    let theme = board.theme;
    let font = theme.small();
    let [above, below] = &lines.titles;
    let title = board.shorten(above, &font, board.width);
    board.text(&title, (0.0, plot.y - theme.size * 1.4), Anchor::Left, &font, theme.muted)?;
    let title = board.shorten(below, &font, plot.right());
    board.text(&title, (plot.right(), plot.bottom() + theme.size * 2.5), Anchor::Right, &font, theme.muted)
}

/// A mark for each place: the strip up to half way to its neighbours.
fn strips(lines: &Lines, panel: &Panel<'_>, plot: &Rect, board: &mut Board<'_>) {
    let listed = lines.x.iter().skip(lines.unlisted);
    let at: Vec<f64> = listed.map(|&x| panel.x(x)).collect();
    for (row, &here) in at.iter().enumerate() {
        let half = |other: Option<&f64>, edge: f64| other.map_or(edge, |&there| (here + there) / 2.0);
        let left = half(row.checked_sub(1).and_then(|before| at.get(before)), plot.x);
        let right = half(at.get(row + 1), plot.right());
        board.mark(Rect::new(left, plot.y, (right - left).max(0.0), plot.height), row, 0);
    }
}

fn look(lines: &Lines, position: usize, theme: &Theme) -> Paint {
    let any = lines.lines.iter().any(|line| line.accented);
    match lines.lines.get(position) {
        Some(line) if line.accented => theme.accent_paint(),
        Some(_) if any => Paint::plain(theme.neutral),
        _ => Paint { texture: Texture::Plain, ..theme.series_paint(position) },
    }
}

/// The band under the line, then the observed part, then the expected one.
fn draw_line(lines: &Lines, line: &Line, paint: Paint, panel: &Panel<'_>) -> Result<(), Error> {
    for run in runs(&lines.x, &line.band) {
        let low = path(run.iter().map(|&(x, (low, _))| (x, low)), lines.stepped);
        let high = path(run.iter().map(|&(x, (_, high))| (x, high)), lines.stepped);
        let around: Vec<Point> = high.into_iter().chain(low.into_iter().rev()).collect();
        panel.polygon(&around, paint.at(0.16))?;
    }
    let from = line.expected_from.unwrap_or(lines.x.len());
    let part = |range: std::ops::Range<usize>| {
        let values = line.values.iter().enumerate();
        let values: Vec<Option<f64>> = values.map(|(i, v)| v.filter(|_| range.contains(&i))).collect();
        runs(&lines.x, &values)
    };
    let width = if line.accented { 2.5 } else { 2.0 };
    // The expected part starts where the observed one ends, so that the line is whole.
    for (range, paint) in
        [(0..from, paint), (from.saturating_sub(1)..lines.x.len(), paint.with(Texture::Dashed))]
    {
        for run in part(range) {
            match run.as_slice() {
                [(x, value)] => panel.dot((*x, *value), width, paint)?,
                run => panel.line(&path(run.iter().copied(), lines.stepped), width, paint)?,
            }
        }
        if line.expected_from.is_none() {
            break;
        }
    }
    Ok(())
}

/// The stretches without a gap.
fn runs<T: Copy>(x: &[f64], values: &[Option<T>]) -> Vec<Vec<(f64, T)>> {
    let mut runs = vec![Vec::new()];
    for (&x, value) in x.iter().zip(values) {
        match (value, runs.last_mut()) {
            (Some(value), Some(run)) => run.push((x, *value)),
            _ => runs.push(Vec::new()),
        }
    }
    runs.retain(|run| !run.is_empty());
    runs
}

fn path(points: impl Iterator<Item = Point>, stepped: bool) -> Vec<Point> {
    let mut path: Vec<Point> = Vec::new();
    for (x, y) in points {
        if let Some(&(_, before)) = path.last().filter(|_| stepped) {
            path.push((x, before));
        }
        path.push((x, y));
    }
    path
}

const DOT: f64 = 3.5;

/// Room for the names right of the plot; none for a line that needs no name.
fn names_width(names: &[String], board: &Board<'_>) -> f64 {
    let strong = board.theme.strong();
    let widest = names.iter().map(|name| board.width_of(name, &strong)).fold(0.0, f64::max);
    if widest == 0.0 { 8.0 } else { (widest + 16.0).min(board.width * 0.26) }
}

/// At the ends of the lines, or above the plot on narrow pictures.
fn draw_names(
    lines: &Lines,
    names: &[String],
    layout: &Layout,
    plot: &Rect,
    panel: &Panel<'_>,
    board: &Board<'_>,
) -> Result<(), Error> {
    let theme = board.theme;
    let font = |line: &Line| if line.accented { theme.strong() } else { theme.label() };
    let ends = lines.lines.iter().map(|line| {
        let last =
            lines.x.iter().zip(&line.values).filter_map(|(x, value)| Some((*x, (*value)?))).next_back();
        last.unwrap_or((0.0, 0.0))
    });
    let ends: Vec<Point> = ends.collect();
    let pitch = theme.size * 1.25;
    let wished: Vec<f64> = ends.iter().map(|end| panel.y(end.1)).collect();
    let places = if layout.narrow {
        (0..names.len()).map(|row| theme.size * (0.8 + 1.5 * row as f64)).collect()
    } else {
        spread(&wished, pitch, plot.y..plot.bottom())
    };
    for (position, (line, name)) in lines.lines.iter().zip(names).enumerate() {
        let paint = look(lines, position, theme);
        let (Some(&y), Some(&end)) = (places.get(position), ends.get(position)) else { continue };
        if !layout.narrow {
            panel.dot(end, DOT, paint)?;
        } else if names.len() > 1 {
            let swatch = board.panel(Rect::new(0.0, y - 2.0, 14.0, 4.0), 0.0..1.0, 0.0..1.0);
            swatch.bar((0.0, 0.0), (1.0, 1.0), Paint { texture: Texture::Plain, ..paint })?;
        } else {
            continue;
        }
        let x = if layout.narrow { 20.0 } else { plot.right() + 10.0 };
        write_name(board, name, (x, y), &font(line))?;
    }
    Ok(())
}

fn write_name(board: &Board<'_>, name: &str, at: Point, font: &Font<'_>) -> Result<(), Error> {
    let name = board.shorten(name, font, board.width - at.0);
    board.text(&name, at, Anchor::Left, font, board.theme.ink)
}

/// Places at least `pitch` apart, as near to the wished ones as that allows, in their order, within the edges where
/// there is room.
pub(super) fn spread(wished: &[f64], pitch: f64, edges: std::ops::Range<f64>) -> Vec<f64> {
    let mut order: Vec<usize> = (0..wished.len()).collect();
    order.order_by(|&a, &b| {
        let at = |i: usize| wished.get(i).copied().unwrap_or(0.0);
        at(a).total_cmp(&at(b)).then(a.cmp(&b))
    });
    let mut places = wished.to_vec();
    let mut free = edges.start;
    for &i in &order {
        if let Some(place) = places.get_mut(i) {
            *place = place.max(free);
            free = *place + pitch;
        }
    }
    // Those that were pushed over the lower edge push back.
    let mut free = edges.end;
    for &i in order.iter().rev() {
        if let Some(place) = places.get_mut(i) {
            *place = place.min(free);
            free = *place - pitch;
        }
    }
    places
}
