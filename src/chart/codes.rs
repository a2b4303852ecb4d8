//! The map of codes: for each score of money a block, frequency down, recency across, the best first. A cell says how
//! many customers have the code and to which group it belongs; one that was moved by hand has a frame.

use super::Mark;
use super::board::Board;
use super::pen::{Anchor, Paint, Point, Rect};
use super::theme::Theme;
use crate::error::Error;
use crate::message::say;
use crate::metrics::code_map::{CodeCell, CodeMap};

/// The measures at one width.
struct Layout {
    /// Does a cell hold number and name side by side?
    wide: bool,
    bins: usize,
    left: f64,
    cell: f64,
    pitch: f64,
    head: f64,
}

impl Layout {
    fn new(map: &CodeMap, width: f64, theme: &Theme) -> Self {
        let bins = usize::from(map.n_bins).max(1);
        let left = (theme.size * 2.4).round();
        let cell = (width - left) / bins as f64;
        let wide = cell >= theme.size * 11.0;
        let pitch = (theme.size * if wide { 2.1 } else { 3.2 }).round();
        Self { wide, bins, left, cell, pitch, head: (theme.size * 2.2).round() }
    }

    fn block(&self) -> f64 {
        self.head + self.pitch * self.bins as f64
    }

    /// Where a code stands, by its place in the map.
    fn rect(&self, at: usize) -> Rect {
        let (block, row, column) = (at / (self.bins * self.bins), at / self.bins % self.bins, at % self.bins);
        let top = self.block() * block as f64 + self.head + self.pitch * row as f64;
        Rect::new(self.left + self.cell * column as f64, top, self.cell, self.pitch)
    }
}

/// Height for this map.
#[inline(never)]
pub(super) fn height(map: &CodeMap, width: f64, theme: &Theme) -> f64 {
    let layout = Layout::new(map, width, theme);
    layout.block() * layout.bins as f64 + 2.0
}

/// Draws the map.
#[inline(never)]
pub(super) fn draw(map: &CodeMap, mut board: Board<'_>) -> Result<Vec<Mark>, Error> {
    let theme = board.theme;
    let layout = Layout::new(map, board.width, theme);
    let full = map.codes.iter().map(|cell| cell.n_customers).max().unwrap_or(0).max(1);
    for block in 0..layout.bins {
        let score = layout.bins - block;
        let top = layout.block() * block as f64;
        let middle = top + layout.head * 0.6;
        let title = say!(board.locale, "Money {}", score);
        board.text(&title, (0.0, middle), Anchor::Left, &theme.strong(), theme.ink)?;
        for place in 0..layout.bins {
            let score = layout.bins - place;
            let across = layout.rect(place);
            let x = across.x + across.width / 2.0;
            // The name of a block stands where the first columns begin.
            if x > board.width_of(&title, &theme.strong()) + theme.size * 3.0 {
                let head = say!(board.locale, "R{}", score);
                board.text(&head, (x, middle), Anchor::Middle, &theme.small(), theme.muted)?;
            }
            let y = top + layout.head + layout.pitch * (place as f64 + 0.5);
            let head = say!(board.locale, "F{}", score);
            board.text(&head, (0.0, y), Anchor::Left, &theme.small(), theme.muted)?;
        }
    }
    for (at, cell) in map.codes.iter().enumerate() {
        let rect = layout.rect(at);
        draw_cell(cell, &layout, &board, rect, full)?;
        board.mark(rect, at, 0);
    }
    Ok(board.finish())
}

fn draw_cell(
    cell: &CodeCell,
    layout: &Layout,
    board: &Board<'_>,
    rect: Rect,
    full: usize,
) -> Result<(), Error> {
    let theme = board.theme;
    let part = cell.n_customers as f64 / full as f64;
    let inner = Rect::new(rect.x, rect.y, (rect.width - 2.0).max(1.0), rect.height - 2.0);
    // The ground shows through where nobody is; forced colours have no shades, so numbers alone tell.
    let color = if cell.n_customers == 0 || theme.textured {
        theme.background
    } else {
        theme.background.mix(theme.accent, 0.08 + 0.72 * part)
    };
    board.fill(inner, Paint::plain(color))?;
    if cell.moved {
        let (right, bottom) = (inner.right() - 1.0, inner.bottom() - 1.0);
        let (left, top) = (inner.x + 1.0, inner.y + 1.0);
        let corners: [Point; 5] = [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)];
        board.line(&corners, 2.0, Paint::plain(theme.ink))?;
    }
    let ink = if cell.n_customers == 0 { theme.muted } else { theme.text_on(color) };
    let n = board.locale.count(cell.n_customers);
    let name = board.locale.word(cell.name.label());
    let middle = inner.y + inner.height / 2.0;
    let room = inner.width - 10.0;
    if layout.wide {
        let used = if cell.n_customers == 0 { 0.0 } else { board.width_of(&n, &theme.strong()) + 8.0 };
        if cell.n_customers > 0 {
            board.text(&n, (inner.x + 6.0, middle), Anchor::Left, &theme.strong(), ink)?;
        }
        let name = board.shorten(&name, &theme.small(), room - used);
        return board.text(&name, (inner.x + 6.0 + used, middle), Anchor::Left, &theme.small(), ink);
    }
    let across = inner.x + inner.width / 2.0;
    let shift = if cell.n_customers == 0 { 0.0 } else { theme.size * 0.62 };
    if cell.n_customers > 0 {
        board.text(&n, (across, middle - shift), Anchor::Middle, &theme.strong(), ink)?;
    }
    let name = board.shorten(&name, &theme.small(), inner.width - 2.0);
    board.text(&name, (across, middle + shift), Anchor::Middle, &theme.small(), ink)
}
