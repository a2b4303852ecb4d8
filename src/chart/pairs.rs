//! Rows of two bars on one scale: side by side where there is room, one under the other where there is not.

use super::Mark;
use super::board::{Board, Panel};
use super::pen::{Anchor, Paint, Point, Rect};
use super::theme::Theme;
use crate::error::Error;

/// What the two columns are, and the rows.
pub(super) struct Pairs {
    /// Title and sum of each column.
    pub headings: [(String, String); 2],
    /// From the top.
    pub rows: Vec<Row>,
}

/// One row.
pub(super) struct Row {
    pub name: String,
    pub bars: [Column; 2],
    /// Is it what the finding is about?
    pub accented: bool,
    /// Does it stand for nobody?
    pub empty: bool,
}

/// One bar and its label.
pub(super) struct Column {
    /// On the scale of both; nothing is drawn for what is unknown or not above zero.
    pub length: Option<f64>,
    /// The figure that the bar shows.
    pub lead: String,
    /// The other figure.
    pub rest: String,
}

/// The measures of the picture at one width, in CSS pixels.
struct Layout {
    wide: bool,
    /// Height of the headings.
    head: f64,
    /// From one row to the next.
    pitch: f64,
    bar: f64,
}

/// Between a bar and its label, and between the two figures of a label.
const GAP: f64 = 7.0;

impl Layout {
    fn new(width: f64, theme: &Theme) -> Self {
        let size = theme.size;
        let wide = width >= super::NARROW;
        Self {
            wide,
            head: (size * 2.8).round(),
            pitch: (size * if wide { 2.3 } else { 4.8 }).round(),
            bar: (size * if wide { 1.3 } else { 1.1 }).round(),
        }
    }

    fn top(&self, row: usize) -> f64 {
        self.head + 4.0 + self.pitch * row as f64
    }
}

/// Height for so many rows.
pub(super) fn height(n_rows: usize, width: f64, theme: &Theme) -> f64 {
    Layout::new(width, theme).top(n_rows.max(1)) + 4.0
}

/// Draws the rows.
pub(super) fn draw(pairs: &Pairs, mut board: Board<'_>) -> Result<Vec<Mark>, Error> {
    let layout = Layout::new(board.width, board.theme);
    let sheet = Sheet::new(pairs, &board, layout);
    sheet.headings(pairs, &board)?;
    for (position, row) in pairs.rows.iter().enumerate() {
        let top = sheet.layout.top(position);
        sheet.row(&board, row, top)?;
        board.mark(Rect::new(0.0, top, board.width, sheet.layout.pitch), position, 0);
    }
    Ok(board.finish())
}

/// Where the bars stand and how long they may be.
struct Sheet<'a> {
    layout: Layout,
    columns: [Panel<'a>; 2],
    /// Room for the names.
    names: f64,
}

impl<'a> Sheet<'a> {
    fn new(pairs: &Pairs, board: &Board<'a>, layout: Layout) -> Self {
        let strong = board.theme.strong();
        let widest = |width: &dyn Fn(&Row) -> f64| pairs.rows.iter().map(width).fold(0.0, f64::max);
        let [left, right] = [0, 1].map(|side| widest(&|row| label_width(board, &row.bars[side])) + GAP + 2.0);
        let lengths = pairs.rows.iter().flat_map(|row| row.bars.iter().filter_map(|bar| bar.length));
        let most = lengths.fold(0.0, f64::max);
        let height = layout.top(pairs.rows.len());
        let panel = |x: f64, width: f64| {
            board.panel(Rect::new(x, 0.0, width.max(16.0), height), 0.0..most, 0.0..height)
        };
        if !layout.wide {
            let length = board.width - left.max(right);
            return Self { layout, columns: [panel(0.0, length), panel(0.0, length)], names: board.width };
        }
        let names = (widest(&|row| board.width_of(&row.name, &strong)) + 20.0).min(board.width * 0.3).round();
        // Both columns are as wide as each other, so that lengths compare across them.
        let length = ((board.width - names - left - right - 24.0) / 2.0).floor();
        let second = names + length + left + 24.0;
        Self { layout, columns: [panel(names, length), panel(second.round(), length)], names: names - 12.0 }
    }

    /// What the bars are, and the sums that they are parts of.
    fn headings(&self, pairs: &Pairs, board: &Board<'_>) -> Result<(), Error> {
        let theme = board.theme;
        let y = (self.layout.head - 9.0) / 2.0;
        let mut x = 0.0;
        for (side, (title, sum)) in pairs.headings.iter().enumerate() {
            let end = if self.layout.wide {
                x = self.columns[side].x(0.0);
                if side == 0 { self.columns[1].x(0.0) - 12.0 } else { board.width }
            } else {
                let swatch = board.panel(Rect::new(x, y - 5.0, 10.0, 10.0), 0.0..1.0, 0.0..1.0);
                let fill = if side == 0 { Fill::Hollow } else { Fill::Full };
                fill.draw(&swatch, (0.0, 0.0), (1.0, 1.0), theme, false)?;
                x += 16.0;
                board.width
            };
            let title = board.shorten(title, &theme.strong(), end - x);
            board.text(&title, (x, y), Anchor::Left, &theme.strong(), theme.ink)?;
            let after = x + board.width_of(&title, &theme.strong()) + GAP;
            let sum = board.shorten(sum, &theme.label(), end - after);
            board.text(&sum, (after, y), Anchor::Left, &theme.label(), theme.muted)?;
            x = after + board.width_of(&sum, &theme.label()) + 20.0;
        }
        let rule = self.layout.head - 4.5;
        board.line(&[(0.0, rule), (board.width, rule)], 1.0, Paint::plain(theme.grid))
    }

    fn row(&self, board: &Board<'_>, row: &Row, top: f64) -> Result<(), Error> {
        let theme = board.theme;
        let Layout { wide, pitch, bar, .. } = self.layout;
        let font = if row.accented { theme.strong() } else { theme.label() };
        let line = theme.size * 1.6;
        let middle = if wide { top + pitch / 2.0 } else { top + line / 2.0 };
        let color = if row.empty { theme.muted } else { theme.ink };
        let name = board.shorten(&row.name, &font, self.names);
        board.text(&name, (0.0, middle), Anchor::Left, &font, color)?;
        let first = if wide { (middle - bar / 2.0).round() } else { (top + line).round() };
        for (side, column) in row.bars.iter().enumerate() {
            let top = if wide { first } else { first + side as f64 * (bar + 2.0) };
            let fill = if wide || side == 1 { Fill::Full } else { Fill::Hollow };
            self.bar(board, column, &self.columns[side], top, fill, row)?;
        }
        Ok(())
    }

    fn bar(
        &self,
        board: &Board<'_>,
        column: &Column,
        panel: &Panel<'_>,
        top: f64,
        fill: Fill,
        row: &Row,
    ) -> Result<(), Error> {
        let theme = board.theme;
        let mut x = panel.x(0.0);
        if let Some(length) = column.length.filter(|&length| length > 0.0) {
            fill.draw(panel, (0.0, top), (length, top + self.layout.bar), theme, row.accented)?;
            x = panel.x(length) + GAP;
        }
        let y = top + self.layout.bar / 2.0;
        if !column.lead.is_empty() {
            let font = if row.accented { theme.strong() } else { theme.label() };
            let color = if row.empty { theme.muted } else { theme.ink };
            board.text(&column.lead, (x, y), Anchor::Left, &font, color)?;
            x += board.width_of(&column.lead, &font) + GAP;
        }
        board.text(&column.rest, (x, y), Anchor::Left, &theme.label(), theme.muted)
    }
}

/// Where the two bars lie one under the other, the first is hollow: told apart without colour.
#[derive(Clone, Copy, PartialEq)]
enum Fill {
    Full,
    Hollow,
}

impl Fill {
    fn draw(
        self,
        panel: &Panel<'_>,
        from: Point,
        to: Point,
        theme: &Theme,
        accented: bool,
    ) -> Result<(), Error> {
        let paint = if accented { theme.accent_paint() } else { theme.neutral_paint() };
        if self == Self::Full {
            return panel.bar(from, to, paint);
        }
        panel.bar(from, to, Paint::plain(theme.tint(paint.color)))?;
        panel.frame(from, to, 1.0, Paint::plain(paint.color))
    }
}

fn label_width(board: &Board<'_>, column: &Column) -> f64 {
    board.width_of(&column.lead, &board.theme.strong())
        + GAP
        + board.width_of(&column.rest, &board.theme.label())
}
