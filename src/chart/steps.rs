//! Steps from top to bottom, for the funnel and the ladder: how many came, how many went on, where most stopped.

use super::board::Board;
use super::pen::{Anchor, Paint, Rect};
use super::theme::Theme;
use super::{Mark, text, words};
use crate::error::Error;
use crate::metrics::Interval;
use crate::metrics::funnel::Funnel;
use crate::metrics::ladder::Ladder;

/// One step, whichever question it answers.
pub(super) struct Step {
    name: String,
    rule: String,
    n_customers: usize,
    share_of_first: Option<f64>,
    share_of_previous: Option<f64>,
    interval: Option<Interval>,
    median_seconds: Option<f64>,
}

/// The steps of a funnel. Their names come from a file.
pub(super) fn of_funnel(funnel: &Funnel) -> Vec<Step> {
    let step = |step: &crate::metrics::funnel::FunnelStep| Step {
        name: text::clean(&step.name),
        rule: String::new(),
        n_customers: step.n_customers,
        share_of_first: step.share_of_entrants,
        share_of_previous: step.share_of_previous,
        interval: step.interval,
        median_seconds: step.median_seconds,
    };
    funnel.steps.iter().map(step).collect()
}

/// The rungs of a ladder, the lowest first.
pub(super) fn of_ladder(ladder: &Ladder) -> Vec<Step> {
    let step = |rung: &crate::metrics::ladder::Rung| Step {
        name: words::rung(rung.name).into(),
        rule: text::clean(&rung.rule),
        n_customers: rung.n_customers,
        share_of_first: rung.share_of_first,
        share_of_previous: rung.share_of_previous,
        interval: None,
        median_seconds: None,
    };
    ladder.rungs.iter().map(step).collect()
}

/// The measures of the picture at one width, in CSS pixels.
struct Layout {
    wide: bool,
    /// Left edge of the bars.
    bars: f64,
    /// Height of the names above a bar; 0 where they stand beside it.
    head: f64,
    bar: f64,
    /// From the foot of a bar to the next step.
    gap: f64,
}

impl Layout {
    fn new(steps: &[Step], width: f64, theme: &Theme) -> Self {
        let line = theme.size * 1.4;
        let ruled = steps.iter().any(|step| !step.rule.is_empty());
        let wide = width >= super::NARROW;
        Self {
            wide,
            bars: if wide { (width * 0.26).clamp(150.0, 280.0).round() } else { 0.0 },
            head: if wide { 0.0 } else { (line * if ruled { 2.2 } else { 1.2 }).round() },
            bar: if wide { (theme.size * 2.6).round() } else { (theme.size * 1.4).round() },
            gap: (theme.size * 2.8).round(),
        }
    }

    fn pitch(&self) -> f64 {
        self.head + self.bar + self.gap
    }
}

/// Height for these steps.
pub(super) fn height(steps: &[Step], width: f64, theme: &Theme) -> f64 {
    let layout = Layout::new(steps, width, theme);
    (steps.len() as f64 * layout.pitch() - layout.gap).max(layout.pitch()) + PAD * 2.0
}

/// Room above and below the steps.
const PAD: f64 = 8.0;

/// The step at which most of those who came are lost: the smallest share that went on, the first of equals.
fn worst(steps: &[Step]) -> Option<usize> {
    let known = steps.iter().enumerate().filter_map(|(row, step)| Some((row, step.share_of_previous?)));
    let worst = known.min_by(|a, b| a.1.total_cmp(&b.1))?;
    (worst.1 < 1.0).then_some(worst.0)
}

/// Draws the steps.
pub(super) fn draw(steps: &[Step], mut board: Board<'_>) -> Result<Vec<Mark>, Error> {
    let layout = Layout::new(steps, board.width, board.theme);
    let most = steps.iter().map(|step| step.n_customers).max().unwrap_or(0).max(1) as f64;
    let labels = steps.iter().map(|step| label_width(&board, step)).fold(0.0, f64::max);
    let room = (board.width - layout.bars - if layout.wide { labels + 12.0 } else { 1.0 }).max(24.0);
    let bottom = PAD + steps.len() as f64 * layout.pitch();
    let scale = board.panel(Rect::new(layout.bars, 0.0, room, bottom), 0.0..most, 0.0..bottom);
    let worst = worst(steps);
    for (row, step) in steps.iter().enumerate() {
        let top = PAD + row as f64 * layout.pitch();
        let bar_top = top + layout.head;
        let bar_bottom = bar_top + layout.bar;
        let end = step.n_customers as f64;
        scale.bar((0.0, bar_top), (end, bar_bottom), board.theme.neutral_paint())?;
        if let Some(next) = steps.get(row + 1) {
            let lost_most = worst == Some(row + 1);
            let next_top = bar_bottom + layout.gap;
            let color = if lost_most { board.theme.accent } else { board.theme.neutral };
            if layout.wide {
                let to = next.n_customers as f64;
                let corners = [(0.0, bar_bottom), (end, bar_bottom), (to, next_top), (0.0, next_top)];
                scale.polygon(&corners, Paint::plain(board.theme.tint(color)))?;
            }
            passage(&board, (layout.bars, bar_bottom + layout.gap / 2.0), step, next, lost_most)?;
        }
        name(&board, &layout, step, top)?;
        let reach = whisker(&board, &scale, step, (bar_top + bar_bottom) / 2.0)?;
        figures(&board, &layout, step, reach.max(scale.x(end)), top)?;
        board.mark(Rect::new(0.0, top, board.width, layout.head + layout.bar), row);
    }
    Ok(board.finish())
}

/// The interval around a share, on the scale of customers. Returns how far right it reaches.
fn whisker(board: &Board<'_>, scale: &super::board::Panel<'_>, step: &Step, y: f64) -> Result<f64, Error> {
    let (Some(interval), Some(share)) = (step.interval, step.share_of_first) else { return Ok(0.0) };
    if share <= 0.0 || interval.high <= interval.low {
        return Ok(0.0);
    }
    let entrants = step.n_customers as f64 / share;
    let (low, high) = (interval.low * entrants, interval.high * entrants);
    let ink = Paint::plain(board.theme.ink);
    scale.line(&[(low, y), (high, y)], 1.0, ink)?;
    for end in [low, high] {
        scale.line(&[(end, y - 4.0), (end, y + 4.0)], 1.0, ink)?;
    }
    Ok(scale.x(high))
}

/// What happened between two steps: who went on, who did not, how long it took.
fn passage(
    board: &Board<'_>,
    (x, y): (f64, f64),
    step: &Step,
    next: &Step,
    lost_most: bool,
) -> Result<(), Error> {
    let Some(share) = next.share_of_previous else { return Ok(()) };
    let theme = board.theme;
    let lost = step.n_customers.saturating_sub(next.n_customers);
    let mut parts = vec![
        format!("{} {}", board.locale.share(share), words::WENT_ON),
        format!("{} {}", board.locale.count(lost), words::LEFT),
    ];
    if let Some(seconds) = next.median_seconds {
        parts.push(format!("{} {}", words::MEDIAN, board.locale.span_seconds(seconds)));
    }
    let font = if lost_most { theme.strong() } else { theme.label() };
    let font = super::pen::Font { size: theme.small().size, ..font };
    let color = if lost_most { theme.accent } else { theme.muted };
    // What fits is said; the table has the rest.
    while parts.len() > 1 && board.width_of(&parts.join(SEPARATOR), &font) > board.width - x - 10.0 {
        parts.pop();
    }
    board.text(&parts.join(SEPARATOR), (x + 10.0, y), Anchor::Left, &font, color)
}

const SEPARATOR: &str = "  ·  ";

fn name(board: &Board<'_>, layout: &Layout, step: &Step, top: f64) -> Result<(), Error> {
    let theme = board.theme;
    let (strong, small) = (theme.strong(), theme.small());
    if !layout.wide {
        let room = board.width - label_width(board, step) - 12.0;
        let line = theme.size * 1.4;
        board.text(
            &board.shorten(&step.name, &strong, room),
            (0.0, top + line / 2.0),
            Anchor::Left,
            &strong,
            theme.ink,
        )?;
        let rule = board.shorten(&step.rule, &small, board.width);
        return board.text(&rule, (0.0, top + line * 1.5), Anchor::Left, &small, theme.muted);
    }
    let room = layout.bars - 16.0;
    let mut lines: Vec<(String, bool)> = Vec::new();
    let n_name = if step.rule.is_empty() { 2 } else { 1 };
    lines.extend(board.wrap(&step.name, &strong, room, n_name).into_iter().map(|line| (line, true)));
    lines.extend(board.wrap(&step.rule, &small, room, 2).into_iter().map(|line| (line, false)));
    let pitch = theme.size * 1.3;
    let middle = top + layout.bar / 2.0;
    let first = middle - pitch * (lines.len() as f64 - 1.0) / 2.0;
    for (position, (line, is_name)) in lines.iter().enumerate() {
        let (font, color) = if *is_name { (&strong, theme.ink) } else { (&small, theme.muted) };
        board.text(line, (0.0, first + pitch * position as f64), Anchor::Left, font, color)?;
    }
    Ok(())
}

/// Customers and their share: `1,412  61%`.
fn figures(board: &Board<'_>, layout: &Layout, step: &Step, end: f64, top: f64) -> Result<(), Error> {
    let theme = board.theme;
    let count = board.locale.count(step.n_customers);
    let (x, y) = if layout.wide {
        (end + 10.0, top + layout.bar / 2.0)
    } else {
        (board.width - label_width(board, step), top + theme.size * 0.7)
    };
    board.text(&count, (x, y), Anchor::Left, &theme.strong(), theme.ink)?;
    let Some(share) = step.share_of_first else { return Ok(()) };
    let x = x + board.width_of(&count, &theme.strong()) + 7.0;
    board.text(&board.locale.share(share), (x, y), Anchor::Left, &theme.label(), theme.muted)
}

fn label_width(board: &Board<'_>, step: &Step) -> f64 {
    let count = board.width_of(&board.locale.count(step.n_customers), &board.theme.strong());
    let share = step.share_of_first;
    count + share.map_or(0.0, |share| 7.0 + board.width_of(&board.locale.share(share), &board.theme.label()))
}
