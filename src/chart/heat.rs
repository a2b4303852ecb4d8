//! A table whose cells are shaded: retention by cohort, weekday by hour, frequency by recency.
//!
//! One hue from the ground to the accent, so that more is always darker on light and brighter on dark. A cell says its
//! value where there is room; what is not known stays blank.

use super::Mark;
use super::axis::{self, Unit};
use super::board::Board;
use super::pen::{Anchor, Paint, Rect};
use super::text;
use super::theme::Theme;
use crate::error::Error;
use crate::message::say;

/// Shaded cells; the table beside them has the same rows and columns.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Heat {
    /// The columns from the left, as the reader sees them.
    pub columns: Vec<String>,
    /// From the top.
    pub rows: Vec<HeatRow>,
    /// What the values are.
    pub unit: Unit,
    /// The column of the table that says the first column of cells.
    pub first_column: usize,
    /// The value that has the full colour; `None` for the largest.
    pub full: Option<f64>,
}

/// One row.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct HeatRow {
    /// What it is called.
    pub name: String,
    /// What else is said of it, such as its size; may be blank.
    pub note: String,
    /// One for each column; what is missing at the end or in between is not known.
    pub cells: Vec<Option<f64>>,
}

/// The measures at one width.
struct Layout {
    head: f64,
    pitch: f64,
    /// Do the cells say their values? Otherwise a scale of the shades stands below.
    spoken: bool,
    below: f64,
}

impl Layout {
    fn new(heat: &Heat, width: f64, theme: &Theme) -> Self {
        // By what labels of the unit commonly need, so that the height does not depend on the font.
        let needed = match heat.unit {
            Unit::Share => 2.3,
            Unit::Count => 2.5,
            Unit::Money | Unit::Number => 3.4,
            Unit::Days | Unit::Date | Unit::Seconds | Unit::LogSeconds => 5.0,
        };
        let spoken = width * 0.78 / heat.columns.len().max(1) as f64 >= needed * theme.size;
        Self {
            head: (theme.size * 1.8).round(),
            pitch: (theme.size * 2.0).round().max(24.0),
            spoken,
            below: if spoken { 2.0 } else { (theme.size * 2.4).round() },
        }
    }
}

/// Height for this table.
#[inline(never)]
pub(super) fn height(heat: &Heat, width: f64, theme: &Theme) -> f64 {
    let layout = Layout::new(heat, width, theme);
    layout.head + layout.pitch * heat.rows.len().max(1) as f64 + layout.below
}

/// Draws the table.
#[inline(never)]
pub(super) fn draw(heat: &Heat, mut board: Board<'_>) -> Result<Vec<Mark>, Error> {
    let theme = board.theme;
    let layout = Layout::new(heat, board.width, theme);
    let (left, with_notes) = names_width(heat, &board);
    let n_columns = heat.columns.len().max(1);
    let cell = (board.width - left) / n_columns as f64;
    let known = heat.rows.iter().flat_map(|row| row.cells.iter().flatten().copied());
    let full = heat.full.unwrap_or_else(|| known.fold(0.0, f64::max)).max(f64::MIN_POSITIVE);
    let label = |(k, name): (usize, &String)| (left + cell * (k as f64 + 0.5), text::clean(name));
    let labels: Vec<(f64, String)> = heat.columns.iter().enumerate().map(label).collect();
    axis::under(&board, &axis::every(labels, &board), left..board.width, layout.head / 2.0)?;
    for (position, row) in heat.rows.iter().enumerate() {
        let top = layout.head + layout.pitch * position as f64;
        name(row, &board, top + layout.pitch / 2.0, left, with_notes)?;
        for column in 0..heat.columns.len() {
            let rect = Rect::new(left + cell * column as f64, top, cell, layout.pitch);
            board.mark(rect, position, heat.first_column + column);
            let Some(value) = row.cells.get(column).copied().flatten() else { continue };
            shade(&board, &rect, value, full, layout.spoken.then_some(heat.unit))?;
        }
    }
    if !layout.spoken {
        let y = layout.head + layout.pitch * heat.rows.len() as f64 + theme.size * 1.4;
        scale(heat, full, &board, (left, y))?;
    }
    Ok(board.finish())
}

/// The shades from none to full, with their values at the ends.
fn scale(heat: &Heat, full: f64, board: &Board<'_>, (left, y): (f64, f64)) -> Result<(), Error> {
    const SHADES: usize = 5;
    let theme = board.theme;
    let [low, high] = [0.0, full].map(|value| heat.unit.write(value, board.locale));
    board.text(&low, (left, y), Anchor::Left, &theme.small(), theme.muted)?;
    let mut x = left + board.width_of(&low, &theme.small()) + 6.0;
    for shade_of in 0..SHADES {
        let rect = Rect::new(x, y - 5.0, 16.0, 11.0);
        shade(board, &rect, full * shade_of as f64 / (SHADES - 1) as f64, full, None)?;
        x += 16.0;
    }
    let above = heat.rows.iter().flat_map(|row| row.cells.iter().flatten()).any(|&value| value > full);
    let high = if above { say!(board.locale, "{} or more", high) } else { high };
    let high = board.shorten(&high, &theme.small(), board.width - x - 6.0);
    board.text(&high, (x + 6.0, y), Anchor::Left, &theme.small(), theme.muted)
}

/// One cell, with a hairline of the ground around it.
fn shade(board: &Board<'_>, rect: &Rect, value: f64, full: f64, said: Option<Unit>) -> Result<(), Error> {
    let theme = board.theme;
    let part = (value / full).clamp(0.0, 1.0);
    // The least is a tint, so that a zero is seen and is not a blank. Forced colours have no shades: the cell fills up.
    let color = theme.background.mix(theme.accent, 0.07 + 0.93 * part);
    let gap = if rect.width > 8.0 { 1.0 } else { 0.0 };
    let inner = Rect::new(rect.x, rect.y, rect.width - gap, rect.height - 1.0);
    let panel = board.panel(inner, 0.0..1.0, 1.0..0.0);
    if theme.textured {
        panel.frame((0.0, 0.0), (1.0, 1.0), 1.0, Paint::plain(theme.grid))?;
        panel.bar((0.0, 0.0), (1.0, 0.14 * part), theme.accent_paint())?;
    } else {
        panel.bar((0.0, 0.0), (1.0, 1.0), Paint::plain(color))?;
    }
    let Some(unit) = said else { return Ok(()) };
    let said = unit.write(value, board.locale);
    if board.width_of(&said, &theme.small()) > rect.width - 2.0 {
        return Ok(());
    }
    let ink = if theme.textured { theme.ink } else { theme.text_on(color) };
    let middle = (rect.x + inner.width / 2.0, rect.y + inner.height / 2.0);
    board.text(&said, middle, Anchor::Middle, &theme.small(), ink)
}

/// Room for the names, and whether the notes fit as well.
fn names_width(heat: &Heat, board: &Board<'_>) -> (f64, bool) {
    let theme = board.theme;
    let widest = |part: &dyn Fn(&HeatRow) -> f64| heat.rows.iter().map(part).fold(0.0, f64::max);
    let names = widest(&|row| board.width_of(&text::clean(&row.name), &theme.label())) + 12.0;
    let notes = widest(&|row| board.width_of(&text::clean(&row.note), &theme.small()));
    let with_notes = notes > 0.0 && names + notes + 12.0 <= board.width * 0.28;
    (if with_notes { names + notes + 12.0 } else { names.min(board.width * 0.36) }.ceil(), with_notes)
}

fn name(row: &HeatRow, board: &Board<'_>, y: f64, left: f64, with_note: bool) -> Result<(), Error> {
    let theme = board.theme;
    let name = board.shorten(&text::clean(&row.name), &theme.label(), left - 12.0);
    let color = if row.cells.iter().any(Option::is_some) { theme.ink } else { theme.muted };
    board.text(&name, (0.0, y), Anchor::Left, &theme.label(), color)?;
    if with_note {
        let note = text::clean(&row.note);
        board.text(&note, (left - 12.0, y), Anchor::Right, &theme.small(), theme.muted)?;
    }
    Ok(())
}
