//! Estimates with their intervals, one under the other against one line: lift of campaigns, satisfaction by segment.

use super::Mark;
use super::axis::{self, Unit};
use super::board::{Board, Panel};
use super::pen::{Anchor, Paint, Rect, Texture};
use super::text;
use super::theme::Theme;
use crate::error::Error;
use crate::message::say;

/// Estimates on one scale; the table beside them has the same rows.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Forest {
    /// From the top.
    pub rows: Vec<Estimate>,
    /// What the values are.
    pub unit: Unit,
    /// The value to compare with, such as no effect, and what it is called.
    pub reference: Option<(f64, String)>,
}

/// One estimate.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Estimate {
    /// What it is of.
    pub name: String,
    /// The estimate; `None` where there is none.
    pub value: Option<f64>,
    /// Where the truth lies with the stated probability, low and high.
    pub range: Option<(f64, f64)>,
    /// Though the range leaves the reference out, must nothing be claimed? So where it is one of many.
    pub doubtful: bool,
}

/// The measures at one width.
struct Layout {
    wide: bool,
    head: f64,
    pitch: f64,
    below: f64,
}

impl Layout {
    fn new(width: f64, theme: &Theme) -> Self {
        let wide = width >= super::NARROW;
        let pitch = (theme.size * if wide { 2.2 } else { 3.2 }).round().max(24.0);
        Self { wide, head: (theme.size * 1.8).round(), pitch, below: (theme.size * 2.2).round() }
    }
}

/// Height for these estimates.
#[inline(never)]
pub(super) fn height(forest: &Forest, width: f64, theme: &Theme) -> f64 {
    let layout = Layout::new(width, theme);
    layout.head + layout.pitch * forest.rows.len().max(1) as f64 + layout.below
}

/// Draws the estimates.
#[inline(never)]
pub(super) fn draw(forest: &Forest, mut board: Board<'_>) -> Result<Vec<Mark>, Error> {
    let theme = board.theme;
    let layout = Layout::new(board.width, theme);
    let names = forest.rows.iter().map(|row| board.width_of(&text::clean(&row.name), &theme.label()));
    let widest = names.fold(0.0, f64::max) + 20.0;
    let left = if layout.wide { widest.min(board.width * 0.3).round() } else { 6.0 };
    let labels = forest.rows.iter().map(|row| board.width_of(&label(forest, row, &board), &theme.strong()));
    let right = labels.fold(0.0, f64::max) + 14.0;
    let body = layout.pitch * forest.rows.len() as f64;
    let room = if layout.wide { board.width - left - right } else { board.width - 12.0 };
    let plot = Rect::new(left, layout.head, room.max(40.0), body);
    let range = reach(forest);
    let panel = board.panel(plot, range.clone(), 0.0..body.max(1.0));
    let n_ticks = (plot.width / (theme.size * 6.0)) as usize;
    let ticks = axis::number_ticks(&range, forest.unit, n_ticks, board.locale);
    for (at, _) in &ticks {
        upright(&layout, forest.rows.len(), panel.x(*at), &board, Paint::plain(theme.grid))?;
    }
    let ticks: Vec<(f64, String)> = ticks.into_iter().map(|(at, label)| (panel.x(at), label)).collect();
    axis::under(&board, &ticks, 0.0..board.width, plot.bottom() + theme.size)?;
    if let Some((at, name)) = &forest.reference {
        let dashed = Paint::plain(theme.muted).with(Texture::Dashed);
        upright(&layout, forest.rows.len(), panel.x(*at), &board, dashed)?;
        let middle = layout.head / 2.0 - 2.0;
        axis::under(&board, &[(panel.x(*at), text::clean(name))], 0.0..board.width, middle)?;
    }
    for (position, row) in forest.rows.iter().enumerate() {
        let top = layout.head + layout.pitch * position as f64;
        estimate(forest, row, &layout, &board, &panel, top)?;
        board.mark(Rect::new(0.0, top, board.width, layout.pitch), position, 0);
    }
    Ok(board.finish())
}

/// From the lowest to the highest of all, with a little room.
fn reach(forest: &Forest) -> std::ops::Range<f64> {
    let all = forest.rows.iter().flat_map(|row| {
        let (low, high) = row.range.unzip();
        [row.value, low, high]
    });
    let all = all.flatten().chain(forest.reference.as_ref().map(|reference| reference.0));
    let ends = all.filter(|value| value.is_finite()).fold(None, |ends: Option<(f64, f64)>, value| {
        ends.map_or(Some((value, value)), |(low, high)| Some((low.min(value), high.max(value))))
    });
    let (low, high) = ends.unwrap_or((0.0, 1.0));
    let air = if low == high { 1.0 } else { (high - low) * 0.04 };
    low - air..high + air
}

/// A line from the top to the foot; on narrow pictures it leaves out the names and figures.
fn upright(layout: &Layout, n_rows: usize, x: f64, board: &Board<'_>, paint: Paint) -> Result<(), Error> {
    let x = x.round() + 0.5;
    let foot = layout.head + layout.pitch * n_rows as f64;
    if layout.wide {
        return board.line(&[(x, layout.head - 3.0), (x, foot)], 1.0, paint);
    }
    for row in 0..n_rows {
        let top = layout.head + layout.pitch * row as f64;
        board.line(&[(x, top + board.theme.size * 1.65), (x, top + layout.pitch)], 1.0, paint)?;
    }
    Ok(())
}

/// Is it certain that the estimate differs from the reference?
fn differs(forest: &Forest, row: &Estimate) -> bool {
    let reference = forest.reference.as_ref().map(|reference| reference.0);
    !row.doubtful && row.range.zip(reference).is_some_and(|((low, high), at)| low > at || high < at)
}

fn estimate(
    forest: &Forest,
    row: &Estimate,
    layout: &Layout,
    board: &Board<'_>,
    panel: &Panel<'_>,
    top: f64,
) -> Result<(), Error> {
    let theme = board.theme;
    let certain = differs(forest, row);
    let paint = Paint::plain(if certain { theme.accent } else { theme.neutral });
    let font = if certain { theme.strong() } else { theme.label() };
    let (line, middle) = if layout.wide {
        (top + layout.pitch / 2.0, top + layout.pitch / 2.0)
    } else {
        (top + theme.size * 0.9, top + theme.size * 2.3)
    };
    let label = label(forest, row, board);
    let room =
        if layout.wide { panel.left() - 14.0 } else { board.width - board.width_of(&label, &font) - 12.0 };
    let name = board.shorten(&text::clean(&row.name), &font, room);
    board.text(&name, (0.0, line), Anchor::Left, &font, theme.ink)?;
    board.text(&label, (board.width, line), Anchor::Right, &font, theme.ink)?;
    let y = middle - layout.head;
    if let Some((low, high)) = row.range {
        panel.line(&[(low, y), (high, y)], 2.0, paint)?;
        for end in [low, high] {
            panel.line(&[(end, y - 4.0), (end, y + 4.0)], 2.0, paint)?;
        }
    }
    match row.value {
        Some(value) => panel.dot((value, y), 4.5, paint),
        None => Ok(()),
    }
}

/// The estimate with its range: `12% (9% to 15%)`; not wider than a part of the picture.
fn label(forest: &Forest, row: &Estimate, board: &Board<'_>) -> String {
    board.shorten(&full_label(forest, row, board), &board.theme.strong(), board.width * 0.4)
}

fn full_label(forest: &Forest, row: &Estimate, board: &Board<'_>) -> String {
    let write = |value| forest.unit.write(value, board.locale);
    match (row.value, row.range) {
        (None, _) => crate::locale::UNKNOWN.into(),
        (Some(value), None) => write(value),
        (Some(value), Some((low, high))) => {
            say!(board.locale, "{} ({} to {})", write(value), write(low), write(high))
        }
    }
}
