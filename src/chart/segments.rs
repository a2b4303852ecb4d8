//! Who matters: customers and money of each group on one scale, so that a long bar of money beside a short one of
//! customers is seen at once.

use super::board::{Board, Panel};
use super::pen::{Anchor, Paint, Rect, Texture};
use super::theme::Theme;
use super::{Mark, words};
use crate::error::Error;
use crate::metrics::segments::{Segment, Segments};

/// The measures of the picture at one width, in CSS pixels.
struct Layout {
    wide: bool,
    /// Height of the headings.
    head: f64,
    /// From one group to the next.
    pitch: f64,
    bar: f64,
}

impl Layout {
    fn new(width: f64, theme: &Theme) -> Self {
        let size = theme.size;
        let wide = width >= super::NARROW;
        Self {
            wide,
            head: (size * 2.6).round(),
            pitch: (size * if wide { 2.3 } else { 4.3 }).round(),
            bar: (size * if wide { 1.3 } else { 1.0 }).round(),
        }
    }
}

/// Height for these groups.
pub(super) fn height(segments: &Segments, width: f64, theme: &Theme) -> f64 {
    let layout = Layout::new(width, theme);
    layout.head + layout.pitch * segments.groups.len().max(1) as f64 + 8.0
}

/// The group that brings the most money, the first of equals.
fn first_in_money(segments: &Segments) -> Option<usize> {
    let groups = segments.groups.iter().enumerate().filter(|(_, group)| group.amount_share.is_some());
    groups.max_by(|a, b| a.1.amount.cmp(&b.1.amount).then(b.0.cmp(&a.0))).map(|(row, _)| row)
}

/// Draws the groups.
pub(super) fn draw(segments: &Segments, mut board: Board<'_>) -> Result<Vec<Mark>, Error> {
    let layout = Layout::new(board.width, board.theme);
    let columns = Columns::new(segments, &board, &layout);
    columns.headings(segments, &board, &layout)?;
    let accented = first_in_money(segments);
    for (row, group) in segments.groups.iter().enumerate() {
        let top = layout.head + 4.0 + layout.pitch * row as f64;
        columns.group(&board, &layout, group, top, accented == Some(row))?;
        board.mark(Rect::new(0.0, top, board.width, layout.pitch), row);
    }
    Ok(board.finish())
}

/// Where the bars stand and how long they may be.
struct Columns<'a> {
    customers: Panel<'a>,
    money: Panel<'a>,
    /// Room for the names.
    names: f64,
}

impl<'a> Columns<'a> {
    fn new(segments: &Segments, board: &Board<'a>, layout: &Layout) -> Self {
        let theme = board.theme;
        let name = |group: &Segment| board.width_of(group.name.label(), &theme.strong());
        let widest = segments.groups.iter().map(name).fold(0.0, f64::max);
        let labels = |label: &dyn Fn(&Board<'_>, &Segment) -> [String; 2]| {
            let width = |group: &Segment| label_width(board, &label(board, group));
            segments.groups.iter().map(width).fold(0.0, f64::max) + 16.0
        };
        let (left, right) = (labels(&customers_label), labels(&money_label));
        let shares = segments.groups.iter().flat_map(|g| [Some(g.share), g.amount_share]).flatten();
        let most = shares.fold(0.0, f64::max).max(0.01);
        let height = layout.head + layout.pitch * (segments.groups.len() + 1) as f64;
        let names = if layout.wide { (widest + 20.0).min(board.width * 0.3) } else { board.width };
        let panel = |x: f64, width: f64| {
            board.panel(Rect::new(x, 0.0, width.max(24.0), height), 0.0..most, 0.0..height)
        };
        if layout.wide {
            // Both columns are as wide as each other, so that lengths compare across them.
            let length = ((board.width - names - left - right - 24.0) / 2.0).max(40.0);
            let money = names + length + left + 24.0;
            Self { customers: panel(names, length), money: panel(money, length), names: names - 12.0 }
        } else {
            let length = board.width - left.max(right);
            Self { customers: panel(0.0, length), money: panel(0.0, length), names }
        }
    }

    /// What the bars are, and the sums that the shares are of.
    fn headings(&self, segments: &Segments, board: &Board<'_>, layout: &Layout) -> Result<(), Error> {
        let theme = board.theme;
        let y = (layout.head - 8.0) / 2.0;
        let sums = [
            (words::CUSTOMERS, board.locale.count(segments.n_customers)),
            (words::MONEY, board.locale.money_compact(segments.amount.units())),
        ];
        let mut x = 0.0;
        for (position, (title, sum)) in sums.iter().enumerate() {
            if layout.wide {
                x = if position == 0 { self.customers.x(0.0) } else { self.money.x(0.0) };
            } else {
                let paint = if position == 0 { customers_paint(theme, false) } else { theme.neutral_paint() };
                board.fill(Rect::new(x, y - 5.0, 10.0, 10.0), paint)?;
                x += 16.0;
            }
            board.text(title, (x, y), Anchor::Left, &theme.strong(), theme.ink)?;
            let after = x + board.width_of(title, &theme.strong()) + 7.0;
            board.text(sum, (after, y), Anchor::Left, &theme.label(), theme.muted)?;
            x = after + board.width_of(sum, &theme.label()) + 20.0;
        }
        let rule = layout.head - 4.5;
        board.line(&[(0.0, rule), (board.width, rule)], 1.0, Paint::plain(theme.grid))
    }

    fn group(
        &self,
        board: &Board<'_>,
        layout: &Layout,
        group: &Segment,
        top: f64,
        accented: bool,
    ) -> Result<(), Error> {
        let theme = board.theme;
        let font = if accented { theme.strong() } else { theme.label() };
        let color = if group.n_customers == 0 { theme.muted } else { theme.ink };
        let line = theme.size * 1.5;
        let middle = if layout.wide { top + layout.pitch / 2.0 } else { top + line / 2.0 };
        let name = board.shorten(group.name.label(), &font, self.names);
        board.text(&name, (0.0, middle), Anchor::Left, &font, color)?;
        let bars = if layout.wide {
            [middle - layout.bar / 2.0; 2]
        } else {
            [top + line, top + line + layout.bar + 2.0]
        };
        let money_paint = if accented { theme.accent_paint() } else { theme.neutral_paint() };
        let people_paint = if layout.wide { money_paint } else { customers_paint(theme, accented) };
        let people = Bar { share: Some(group.share), top: bars[0], paint: people_paint, accented };
        people.draw(board, layout, &self.customers, customers_label(board, group))?;
        let money = Bar { share: group.amount_share, top: bars[1], paint: money_paint, accented };
        money.draw(board, layout, &self.money, money_label(board, group))
    }
}

/// One bar and its label.
struct Bar {
    share: Option<f64>,
    top: f64,
    paint: Paint,
    accented: bool,
}

impl Bar {
    fn draw(
        &self,
        board: &Board<'_>,
        layout: &Layout,
        panel: &Panel<'_>,
        [figure, share]: [String; 2],
    ) -> Result<(), Error> {
        let theme = board.theme;
        let long = self.share.unwrap_or(0.0);
        if long > 0.0 {
            panel.bar((0.0, self.top), (long, self.top + layout.bar), self.paint)?;
        }
        let y = self.top + layout.bar / 2.0;
        let mut x = panel.x(long) + if long > 0.0 { 7.0 } else { 0.0 };
        if !share.is_empty() {
            let font = if self.accented { theme.strong() } else { theme.label() };
            board.text(&share, (x, y), Anchor::Left, &font, theme.ink)?;
            x += board.width_of(&share, &font) + 7.0;
        }
        board.text(&figure, (x, y), Anchor::Left, &theme.label(), theme.muted)
    }
}

/// On narrow pictures customers lie above money: they are lighter, and told apart by texture where colours are forced.
fn customers_paint(theme: &Theme, accented: bool) -> Paint {
    if theme.textured {
        return Paint::plain(if accented { theme.accent } else { theme.ink }).with(Texture::Upright);
    }
    let color = if accented { theme.accent } else { theme.neutral };
    Paint::plain(theme.background.mix(color, 0.5))
}

/// The count and the share.
fn customers_label(board: &Board<'_>, group: &Segment) -> [String; 2] {
    [board.locale.count(group.n_customers), board.locale.share(group.share)]
}

/// The amount and the share, which is blank where there is none.
fn money_label(board: &Board<'_>, group: &Segment) -> [String; 2] {
    let share = group.amount_share.map(|share| board.locale.share(share));
    [board.locale.money_compact(group.amount.units()), share.unwrap_or_default()]
}

fn label_width(board: &Board<'_>, [figure, share]: &[String; 2]) -> f64 {
    board.width_of(share, &board.theme.strong()) + 7.0 + board.width_of(figure, &board.theme.label())
}
