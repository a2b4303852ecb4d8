//! Steps from top to bottom, for the funnel and the ladder: how many came, how many went on, where most stopped.

use super::board::{Board, Panel};
use super::pen::{Anchor, Color, Font, Paint, Rect, Weight};
use super::theme::Theme;
use super::{Mark, text, words};
use crate::error::Error;
use crate::locale::Locale;
use crate::message::say;
use crate::metrics::Interval;
use crate::metrics::climb::stages::{Stage, Stages};
use crate::metrics::funnel::Funnel;
use crate::metrics::ladder::Ladder;

/// One step, whichever question it answers.
pub(super) struct Step {
    name: String,
    rule: String,
    n_customers: usize,
    /// Those lost since the step before; `None` where it may be missing, or is the first.
    n_lost: Option<usize>,
    optional: bool,
    share_of_first: Option<f64>,
    share_of_previous: Option<f64>,
    /// Where `n_customers` may lie with chance, on the scale of customers.
    range: Option<(f64, f64)>,
    median_seconds: Option<f64>,
}

/// The steps of a funnel. Their names come from a file.
pub(super) fn of_funnel(funnel: &Funnel, locale: &Locale) -> Vec<Step> {
    let step = |(i, step): (usize, &crate::metrics::funnel::FunnelStep)| Step {
        name: text::clean(&step.name),
        rule: if step.optional { locale.word(words::OPTIONAL) } else { String::new() },
        n_customers: step.n_customers,
        n_lost: funnel.lost_before(i),
        optional: step.optional,
        share_of_first: step.share_of_entrants,
        share_of_previous: step.share_of_previous,
        range: range(step.n_customers, step.share_of_entrants, step.interval),
        median_seconds: step.median_seconds,
    };
    funnel.steps.iter().enumerate().map(step).collect()
}

/// The rungs of a ladder, the lowest first.
pub(super) fn of_ladder(ladder: &Ladder, locale: &Locale) -> Vec<Step> {
    let step = |(i, rung): (usize, &crate::metrics::ladder::Rung)| Step {
        name: locale.word(words::rung(rung.name)),
        rule: rung.rule.written(locale),
        n_customers: rung.n_customers,
        n_lost: (i > 0).then(|| ladder.rungs[i - 1].n_customers.saturating_sub(rung.n_customers)),
        optional: false,
        share_of_first: rung.share_of_first,
        share_of_previous: rung.share_of_previous,
        range: range(rung.n_customers, rung.share_of_previous, rung.interval),
        median_seconds: None,
    };
    ladder.rungs.iter().enumerate().map(step).collect()
}

/// The stages of acquisition, the first one first.
#[inline(never)]
pub(super) fn of_stages(answer: &Stages, locale: &Locale) -> Vec<Step> {
    let step = |(i, stage): (usize, &Stage)| Step {
        name: locale.word(crate::report::climb::stage_label(stage.name)),
        rule: stage.rule.written(locale),
        n_customers: stage.n_customers,
        n_lost: (i > 0).then(|| answer.stages[i - 1].n_customers.saturating_sub(stage.n_customers)),
        optional: false,
        share_of_first: stage.share_of_first,
        share_of_previous: stage.share_of_previous,
        range: range(stage.n_customers, stage.share_of_previous, stage.interval),
        median_seconds: None,
    };
    answer.stages.iter().enumerate().map(step).collect()
}

/// An interval around a share of some whole, in customers of that whole.
fn range(n: usize, share: Option<f64>, interval: Option<Interval>) -> Option<(f64, f64)> {
    let (share, interval) = share.filter(|&share| share > 0.0).zip(interval)?;
    let whole = n as f64 / share;
    (interval.high > interval.low).then_some((interval.low * whole, interval.high * whole))
}

/// The measures of the picture at one width, in CSS pixels.
struct Layout {
    wide: bool,
    /// Height of the names above a bar; 0 where they stand beside it.
    head: f64,
    bar: f64,
    /// From the foot of a bar to the next step.
    gap: f64,
}

impl Layout {
    fn new(steps: &[Step], width: f64, theme: &Theme) -> Self {
        let line = theme.size * 1.5;
        let ruled = steps.iter().any(|step| !step.rule.is_empty());
        let wide = width >= super::NARROW;
        Self {
            wide,
            head: if wide { 0.0 } else { (line * if ruled { 2.1 } else { 1.2 }).round() },
            bar: (theme.size
                * if !wide {
                    1.3
                } else if ruled {
                    3.2
                } else {
                    2.6
                })
            .round(),
            gap: (theme.size * if wide { 2.5 } else { 3.0 }).round(),
        }
    }

    fn pitch(&self) -> f64 {
        self.head + self.bar + self.gap
    }

    /// Where the bars start: right of the names.
    fn left(&self, steps: &[Step], board: &Board<'_>) -> f64 {
        if !self.wide {
            return 0.0;
        }
        let (strong, small) = (board.theme.strong(), board.theme.small());
        // A rule may take two lines.
        let width = |s: &Step| board.width_of(&s.name, &strong).max(board.width_of(&s.rule, &small) * 0.6);
        let widest = steps.iter().map(width).fold(72.0, f64::max);
        (widest + 20.0).min(board.width * 0.3).round()
    }
}

/// Height for these steps.
pub(super) fn height(steps: &[Step], width: f64, theme: &Theme) -> f64 {
    let layout = Layout::new(steps, width, theme);
    (steps.len() as f64 * layout.pitch() - layout.gap).max(layout.pitch()) + PAD * 2.0
}

/// Room above and below the steps.
const PAD: f64 = 8.0;

/// The step before which most customers are lost, the first of equals: what the finding is about.
fn worst(steps: &[Step]) -> Option<usize> {
    let lost = steps.iter().enumerate().filter_map(|(row, step)| step.n_lost.map(|n| (row, n)));
    let worst = lost.filter(|&(_, n)| n > 0).reduce(|best, next| if next.1 > best.1 { next } else { best });
    worst.map(|(row, _)| row)
}

/// Draws the steps.
pub(super) fn draw(steps: &[Step], mut board: Board<'_>) -> Result<Vec<Mark>, Error> {
    let layout = Layout::new(steps, board.width, board.theme);
    let left = layout.left(steps, &board);
    let most = steps.iter().map(|step| step.n_customers).max().unwrap_or(0).max(1) as f64;
    let labels = steps.iter().map(|step| label_width(&board, step)).fold(0.0, f64::max);
    let room = (board.width - left - if layout.wide { labels + 12.0 } else { 1.0 }).max(24.0);
    let bottom = PAD + steps.len() as f64 * layout.pitch();
    let scale = board.panel(Rect::new(left, 0.0, room, bottom), 0.0..most, 0.0..bottom);
    let worst = worst(steps);
    for (row, step) in steps.iter().enumerate() {
        let top = PAD + row as f64 * layout.pitch();
        let bar_top = top + layout.head;
        let foot = bar_top + layout.bar;
        let end = step.n_customers as f64;
        scale.bar((0.0, bar_top), (end, foot), board.theme.neutral_paint())?;
        if let Some(next) = steps.get(row + 1) {
            let passage = Passage { step, next, foot, gap: layout.gap, lost_most: worst == Some(row + 1) };
            if layout.wide { passage.slope(&board, &scale)? } else { passage.line(&board)? }
        }
        name(&board, &layout, step, left, top)?;
        let reach = whisker(&board, &scale, step, (bar_top + foot) / 2.0)?;
        figures(&board, &layout, step, reach.max(scale.x(end)), top)?;
        board.mark(Rect::new(0.0, top, board.width, layout.head + layout.bar), row, 0);
    }
    Ok(board.finish())
}

/// The range in which chance puts a number. Returns how far right it reaches.
fn whisker(board: &Board<'_>, scale: &Panel<'_>, step: &Step, y: f64) -> Result<f64, Error> {
    let Some((low, high)) = step.range else { return Ok(0.0) };
    let ink = Paint::plain(board.theme.ink);
    scale.line(&[(low, y), (high, y)], 1.0, ink)?;
    for end in [low, high] {
        scale.line(&[(end, y - 3.0), (end, y + 3.0)], 1.0, ink)?;
    }
    Ok(scale.x(high))
}

/// What lies between two steps: who went on, who did not, how long it took.
struct Passage<'a> {
    step: &'a Step,
    next: &'a Step,
    /// Lower edge of the bar above.
    foot: f64,
    gap: f64,
    lost_most: bool,
}

impl Passage<'_> {
    /// Beside the bars: those who went on stand inside the slope from one bar to the next, those who stopped outside,
    /// where the bar has gone.
    fn slope(&self, board: &Board<'_>, scale: &Panel<'_>) -> Result<(), Error> {
        let theme = board.theme;
        let (from, to) = (self.step.n_customers as f64, self.next.n_customers as f64);
        let floor = self.foot + self.gap;
        let tint = theme.tint(if self.lost_most { theme.accent } else { theme.neutral });
        let corners = [(0.0, self.foot), (from, self.foot), (to, floor), (0.0, floor)];
        scale.polygon(&corners, Paint::plain(tint))?;
        let (font, color) = self.look(theme);
        let y = self.foot + self.gap / 2.0;
        let x = scale.x(0.0) + 10.0;
        // Where the slope is narrowest beside the text: at its foot, or at its top where the steps rise.
        let edge = |part: f64| scale.x(from) + (scale.x(to) - scale.x(from)) * part;
        let inside = longest(board, self.went_on(board), &font, edge(0.72).min(edge(0.28)) - x - 6.0);
        board.text(&inside, (x, y), Anchor::Left, &font, color)?;
        let x = edge(0.28).max(edge(0.72)) + 10.0;
        let mut outside = self.stopped(board);
        if inside.is_empty() {
            for text in &mut outside {
                let went_on = self.went_on(board).into_iter().nth(1).unwrap_or_default();
                *text = format!("{went_on}{SEPARATOR}{text}");
            }
            outside.extend(self.went_on(board).into_iter().skip(1));
        }
        let outside = longest(board, outside, &font, board.width - x);
        board.text(&outside, (x, y), Anchor::Left, &font, color)
    }

    /// Under the bars, where names stand between them: all on one line.
    fn line(&self, board: &Board<'_>) -> Result<(), Error> {
        let (font, color) = self.look(board.theme);
        let y = self.foot + self.gap / 2.0 - 2.0;
        let stopped = self.stopped(board).into_iter().next().unwrap_or_default();
        let join = |went_on: String| match stopped.is_empty() {
            true => went_on,
            false => format!("{stopped}{SEPARATOR}{went_on}"),
        };
        let lines = self.went_on(board).into_iter().map(join);
        let text = longest(board, lines.chain([stopped.clone()]).collect(), &font, board.width);
        board.text(&text, (0.0, y), Anchor::Left, &font, color)
    }

    fn look<'t>(&self, theme: &'t Theme) -> (Font<'t>, Color) {
        let weight = if self.lost_most { Weight::Bold } else { Weight::Regular };
        (Font { weight, ..theme.small() }, if self.lost_most { theme.accent } else { theme.muted })
    }

    /// From the fullest to the shortest.
    fn went_on(&self, board: &Board<'_>) -> Vec<String> {
        let Some(share) = self.next.share_of_previous else { return Vec::new() };
        let locale = board.locale;
        let share = locale.share(share);
        let plain = match self.next.optional {
            true => say!(locale, "{} took it", share.as_str()),
            false => say!(locale, "{} went on", share.as_str()),
        };
        let full = match self.next.median_seconds {
            Some(seconds) => {
                format!("{plain}{SEPARATOR}{}", say!(locale, "median {}", locale.span_seconds(seconds)))
            }
            None => plain.clone(),
        };
        vec![full, plain, share]
    }

    fn stopped(&self, board: &Board<'_>) -> Vec<String> {
        match self.next.n_lost {
            None | Some(0) => Vec::new(),
            Some(n) => vec![say!(board.locale, "{} stopped", n)],
        }
    }
}

/// The first text that fits; empty if none does.
fn longest(board: &Board<'_>, texts: Vec<String>, font: &Font<'_>, room: f64) -> String {
    texts.into_iter().find(|text| board.width_of(text, font) <= room).unwrap_or_default()
}

const SEPARATOR: &str = "  ·  ";

fn name(board: &Board<'_>, layout: &Layout, step: &Step, left: f64, top: f64) -> Result<(), Error> {
    let theme = board.theme;
    let (strong, small) = (theme.strong(), theme.small());
    if !layout.wide {
        let room = board.width - label_width(board, step) - 12.0;
        let line = theme.size * 1.5;
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
    let room = left - 16.0;
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
        (board.width - label_width(board, step), top + theme.size * 0.75)
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
