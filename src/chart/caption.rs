//! What an exported picture says around itself: the finding above, the origin of its numbers below.

use super::board::Board;
use super::pen::{Anchor, Pen};
use super::theme::Theme;
use super::{Caption, text};
use crate::error::Error;

/// A caption broken into lines that fit.
pub(super) struct Lines {
    title: Vec<String>,
    subtitle: Vec<String>,
    footer: Vec<String>,
    /// Room above the picture in CSS pixels; 0 without a title.
    pub above: f64,
    /// Room below it.
    pub below: f64,
}

impl Lines {
    pub fn new(caption: &Caption<'_>, pen: &dyn Pen, width: f64, theme: &Theme) -> Self {
        let break_up = |part: &str, font, n| text::wrap(pen, &text::clean(part), &font, width, n);
        let title = balance(pen, caption.title, theme, width);
        let subtitle = break_up(caption.subtitle, theme.label(), 2);
        let footer = break_up(caption.footer, theme.small(), 2);
        let above = title.len() as f64 * title_pitch(theme) + subtitle.len() as f64 * pitch(theme);
        let below = footer.len() as f64 * pitch(theme);
        let gap = |room: f64| if room > 0.0 { (room + theme.size).round() } else { 0.0 };
        Self { title, subtitle, footer, above: gap(above), below: gap(below) }
    }

    /// Writes them around a picture of this height, which starts at the zero of the board.
    pub fn draw(&self, board: &Board<'_>, height: f64) -> Result<(), Error> {
        let theme = board.theme;
        let mut y = -self.above;
        for line in &self.title {
            y += title_pitch(theme);
            board.text(line, (0.0, y - title_pitch(theme) / 2.0), Anchor::Left, &theme.title(), theme.ink)?;
        }
        for line in &self.subtitle {
            y += pitch(theme);
            board.text(line, (0.0, y - pitch(theme) / 2.0), Anchor::Left, &theme.label(), theme.muted)?;
        }
        y = height + theme.size;
        for line in &self.footer {
            y += pitch(theme);
            board.text(line, (0.0, y - pitch(theme) / 2.0), Anchor::Left, &theme.small(), theme.muted)?;
        }
        Ok(())
    }
}

/// The title in as few lines as fit, of about equal length: no word is left alone.
fn balance(pen: &dyn Pen, title: &str, theme: &Theme, width: f64) -> Vec<String> {
    let (title, font) = (text::clean(title), theme.title());
    let widest = text::wrap(pen, &title, &font, width, 3);
    let even = |part: f64| text::wrap(pen, &title, &font, width * part, 3);
    // Narrower lines that say as much in as many lines.
    let same = |lines: &Vec<String>| lines.len() == widest.len() && lines.join(" ") == widest.join(" ");
    [0.5, 0.6, 0.7, 0.8, 0.9].into_iter().map(even).find(same).unwrap_or(widest)
}

fn title_pitch(theme: &Theme) -> f64 {
    theme.title().size * 1.3
}

fn pitch(theme: &Theme) -> f64 {
    theme.size * 1.45
}
