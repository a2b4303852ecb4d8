//! Who moved between groups: the groups of the first day on the left, of the second on the right, a band for each flow.
//! The accent is on those who moved down.

use std::collections::BTreeMap;

use super::Mark;
use super::axis::Unit;
use super::board::Board;
use super::heat::{Heat, HeatRow};
use super::lines::spread;
use super::pen::{Anchor, Paint, Point, Rect};
use super::theme::Theme;
use super::words;
use crate::error::Error;
use crate::locale::Locale;
use crate::metrics::movement::{Flow, Movement};
use crate::metrics::segments::SegmentName;
use crate::sort::Sort as _;

/// A group on one of the days; `None` are those who were not there yet, and stand first.
type Node = Option<SegmentName>;

/// Where a customer went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Way {
    Same,
    New,
    Up,
    Down,
}

impl Way {
    fn of(flow: &Flow) -> Self {
        match flow.from {
            None => Self::New,
            // Groups are ordered from the best down.
            Some(from) if flow.to < from => Self::Up,
            Some(from) if flow.to > from => Self::Down,
            Some(_) => Self::Same,
        }
    }

    fn paint(self, theme: &Theme) -> Paint {
        match self {
            Self::Same => Paint::plain(theme.neutral).at(0.3),
            Self::New => Paint::plain(theme.neutral).at(0.5),
            Self::Up => Paint::plain(theme.neutral).at(0.9),
            Self::Down => Paint::plain(theme.accent).at(0.85),
        }
    }
}

/// The measures in CSS pixels.
struct Layout {
    legend: f64,
    days: f64,
    plot: f64,
}

/// Width of the upright bar of a group.
const NODE: f64 = 8.0;

/// Between groups.
const GAP: f64 = 6.0;

impl Layout {
    fn new(movement: &Movement, width: f64, theme: &Theme) -> Self {
        let rows = if width < super::NARROW { 2.0 } else { 1.0 };
        let [from, to] = nodes(movement);
        let n = from.len().max(to.len()).max(1) as f64;
        Self {
            legend: (theme.size * 1.7 * rows).round(),
            days: (theme.size * 2.0).round(),
            plot: (n * (theme.size * 1.9 + GAP)).max(160.0).round(),
        }
    }
}

/// From each group of the first day, new customers first, to each of the second.
pub(super) fn matrix(movement: &Movement, locale: &Locale) -> Heat {
    // Names do not fit over the columns: numbers lead from them to the rows.
    let number = |at: usize| locale.count(at);
    let row = |(at, from): (usize, Node)| {
        let cells: Vec<usize> = SegmentName::ALL.map(|to| movement.n_between(from, to)).to_vec();
        HeatRow {
            name: match from {
                None => locale.word(words::NEW_CUSTOMERS),
                Some(name) => format!("{}  {}", number(at), locale.word(name.label())),
            },
            note: locale.count(cells.iter().sum()),
            // Nobody is a blank, so that the few ways that were gone stand out.
            cells: cells.iter().map(|&n| (n > 0).then_some(n as f64)).collect(),
        }
    };
    Heat {
        columns: (1..=SegmentName::ALL.len()).map(number).collect(),
        rows: [None].into_iter().chain(SegmentName::ALL.map(Some)).enumerate().map(row).collect(),
        unit: Unit::Count,
        first_column: 2,
        full: None,
    }
}

/// Height for these flows.
#[inline(never)]
pub(super) fn height(movement: &Movement, width: f64, theme: &Theme) -> f64 {
    let layout = Layout::new(movement, width, theme);
    layout.legend + layout.days + layout.plot + 8.0
}

/// The groups of either day with their customers.
fn nodes(movement: &Movement) -> [BTreeMap<Node, usize>; 2] {
    let mut sides = [BTreeMap::new(), BTreeMap::new()];
    for flow in &movement.flows {
        let [from, to] = &mut sides;
        *from.entry(flow.from).or_insert(0) += flow.n_customers;
        *to.entry(Some(flow.to)).or_insert(0) += flow.n_customers;
    }
    sides
}

/// Draws the flows.
#[inline(never)]
pub(super) fn draw(movement: &Movement, mut board: Board<'_>) -> Result<Vec<Mark>, Error> {
    let layout = Layout::new(movement, board.width, board.theme);
    legend(movement, &board)?;
    let top = layout.legend + layout.days;
    let names = (board.width * if counted(&board) { 0.3 } else { 0.35 }).min(board.theme.size * 13.0).round();
    let (left, right) = (names, board.width - names);
    let sides = nodes(movement);
    let all: usize = movement.flows.iter().map(|flow| flow.n_customers).sum();
    let n_gaps = sides.iter().map(BTreeMap::len).max().unwrap_or(1).saturating_sub(1);
    let pitch = (layout.plot - GAP * n_gaps as f64) / all.max(1) as f64;
    let mut tops = [0, 1].map(|side| place(&sides[side], top, pitch));
    write_days(movement, &layout, &board, [left, right])?;
    write_nodes(&sides, &tops, &layout, pitch, &board, [left, right])?;
    let mut bands: Vec<(Way, [Point; 2], f64)> = Vec::new();
    for (row, flow) in movement.flows.iter().enumerate() {
        let thick = flow.n_customers as f64 * pitch;
        let mut take = |side: usize, node: Node| {
            let next = tops[side].entry(node).or_insert(top);
            let at = *next;
            *next += thick;
            at
        };
        let (a, b) = (take(0, flow.from), take(1, Some(flow.to)));
        bands.push((Way::of(flow), [(left + NODE, a), (right - NODE, b)], thick));
        board.mark(Rect::new(left, a, (right - left) / 2.0, thick), row, 0);
    }
    // Those who stayed lie under those who moved.
    bands.order_by_key(|band| band.0);
    for (way, ends, thick) in bands {
        band(&board, ends, thick, way.paint(board.theme))?;
    }
    Ok(board.finish())
}

/// Where each group starts.
fn place(side: &BTreeMap<Node, usize>, top: f64, pitch: f64) -> BTreeMap<Node, f64> {
    let mut y = top;
    let mut places = BTreeMap::new();
    for (&node, &n) in side {
        places.insert(node, y);
        y += n as f64 * pitch + GAP;
    }
    places
}

/// A band that leaves and arrives level.
fn band(board: &Board<'_>, [from, to]: [Point; 2], thick: f64, paint: Paint) -> Result<(), Error> {
    const STEPS: usize = 24;
    let edge = |shift: f64| {
        (0..=STEPS).map(move |k| {
            let part = k as f64 / STEPS as f64;
            // Smoothstep: no slope at either end.
            let rise = part * part * (3.0 - 2.0 * part);
            (from.0 + (to.0 - from.0) * part, from.1 + (to.1 - from.1) * rise + shift)
        })
    };
    let around: Vec<Point> = edge(0.0).chain(edge(thick).rev()).collect();
    board.polygon(&around, paint)
}

fn write_days(
    movement: &Movement,
    layout: &Layout,
    board: &Board<'_>,
    [left, right]: [f64; 2],
) -> Result<(), Error> {
    let theme = board.theme;
    let font = theme.small();
    let y = layout.legend + layout.days / 2.0 - 2.0;
    let room = (right - left) / 2.0 - 6.0;
    let [from, to] = [movement.from, movement.to].map(|day| board.locale.day(day));
    // Over the bars where there is room between them, otherwise over the names.
    let fit = [&from, &to].into_iter().all(|day| board.width_of(day, &font) <= room);
    let (left, right) = if fit { (left, right) } else { (0.0, board.width) };
    board.text(&from, (left, y), Anchor::Left, &font, theme.muted)?;
    board.text(&to, (right, y), Anchor::Right, &font, theme.muted)
}

/// Is there room for counts beside the names? The table has them anyway.
fn counted(board: &Board<'_>) -> bool {
    board.width >= 30.0 * board.theme.size
}

/// The bars of the groups, their names and their customers.
fn write_nodes(
    sides: &[BTreeMap<Node, usize>; 2],
    tops: &[BTreeMap<Node, f64>; 2],
    layout: &Layout,
    pitch: f64,
    board: &Board<'_>,
    edges: [f64; 2],
) -> Result<(), Error> {
    let theme = board.theme;
    let font = theme.small();
    let room = edges[0] - 10.0;
    for side in [0, 1] {
        let nodes: Vec<(Node, usize, f64)> = sides[side]
            .iter()
            .map(|(&node, &n)| (node, n, tops[side].get(&node).copied().unwrap_or(0.0)))
            .collect();
        let wished: Vec<f64> = nodes.iter().map(|&(_, n, top)| top + n as f64 * pitch / 2.0).collect();
        let top = layout.legend + layout.days;
        let half = theme.size * 0.6;
        let places = spread(&wished, theme.size * 1.25, top + half..top + layout.plot - half);
        for (&(node, n, top), y) in nodes.iter().zip(places) {
            let x = if side == 0 { edges[0] } else { edges[1] - NODE };
            let bar = Rect::new(x, top, NODE, (n as f64 * pitch).max(1.0));
            board.fill(bar, Paint::plain(theme.muted))?;
            let count = if counted(board) { board.locale.count(n) } else { String::new() };
            let name = board.locale.word(node.map_or(words::NEW_CUSTOMERS, SegmentName::label));
            let taken = if count.is_empty() { 0.0 } else { board.width_of(&count, &font) + 6.0 };
            let name = board.shorten(&name, &font, room - taken);
            let gap = board.width_of(&name, &font) + 6.0;
            if side == 0 {
                board.text(&count, (room, y), Anchor::Right, &font, theme.muted)?;
                board.text(&name, (room - taken, y), Anchor::Right, &font, theme.ink)?;
            } else {
                let start = edges[1] + 10.0;
                board.text(&name, (start, y), Anchor::Left, &font, theme.ink)?;
                board.text(&count, (start + gap, y), Anchor::Left, &font, theme.muted)?;
            }
        }
    }
    Ok(())
}

/// The four ways with their customers.
fn legend(movement: &Movement, board: &Board<'_>) -> Result<(), Error> {
    let theme = board.theme;
    let ways = [
        (Way::Down, words::MOVED_DOWN, movement.n_down),
        (Way::Up, words::MOVED_UP, movement.n_up),
        (Way::Same, words::STAYED, movement.n_same),
        (Way::New, words::NEW_CUSTOMERS, movement.n_new),
    ];
    let narrow = board.width < super::NARROW;
    let column = if narrow { board.width / 2.0 } else { board.width / 4.0 };
    for (k, (way, name, n)) in ways.into_iter().enumerate() {
        let (x, y) =
            if narrow { ((k % 2) as f64 * column, (k / 2) as f64) } else { (k as f64 * column, 0.0) };
        let y = theme.size * (0.8 + 1.6 * y);
        board.fill(Rect::new(x, y - 5.0, 10.0, 10.0), way.paint(theme))?;
        let font = if way == Way::Down { theme.strong() } else { theme.label() };
        let count = board.locale.count(n);
        let name = board.shorten(
            &board.locale.word(name),
            &font,
            column - 36.0 - board.width_of(&count, &theme.label()),
        );
        board.text(&name, (x + 16.0, y), Anchor::Left, &font, theme.ink)?;
        let after = x + 22.0 + board.width_of(&name, &font);
        board.text(&count, (after, y), Anchor::Left, &theme.label(), theme.muted)?;
    }
    Ok(())
}
