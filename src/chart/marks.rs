//! The marks of a picture: which one lies under the pointer, and how one is shown as pointed at or chosen.

use super::Size;
use super::pen::{Paint, Pen, Point, Rect};
use super::theme::Theme;
use crate::error::Error;

/// A mark that can be pointed at or walked to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mark {
    /// Left edge in CSS pixels of the picture.
    pub x: f32,
    /// Top edge.
    pub y: f32,
    /// Width.
    pub width: f32,
    /// Height.
    pub height: f32,
    /// The row of the table beside the picture that says the same.
    pub row: u32,
    /// The column of that table, where each cell has its mark; 0 where a mark stands for a whole row.
    pub column: u32,
}

/// Why a mark is shown apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Focus {
    /// The pointer rests on it: a veil.
    Hover,
    /// The keyboard stands on it: a ring of two lines, one of which stands out from any ground.
    Cursor,
    /// It was chosen: a veil and an edge in the accent.
    Chosen,
}

/// Pixels beyond a mark that still belong to it, where nothing else is nearer.
const NEAR: f32 = 4.0;

impl Mark {
    fn rect(&self) -> Rect {
        Rect::new(self.x.into(), self.y.into(), self.width.into(), self.height.into())
    }

    /// The larger of the distances across and down from a point to the mark; 0 inside.
    fn distance(&self, x: f32, y: f32) -> f32 {
        let across = (self.x - x).max(x - self.x - self.width).max(0.0);
        let down = (self.y - y).max(y - self.y - self.height).max(0.0);
        across.max(down)
    }
}

/// The position in `marks` of the one at a point in CSS pixels: the smallest that holds it, or else the nearest within
/// four pixels. `None` where there is none.
pub fn hit(marks: &[Mark], x: f32, y: f32) -> Option<usize> {
    if !(x.is_finite() && y.is_finite()) {
        return None;
    }
    let near = marks.iter().enumerate().filter(|(_, mark)| mark.distance(x, y) <= NEAR);
    let rank = |mark: &Mark| (mark.distance(x, y), mark.width * mark.height);
    let better = |a: &Mark, b: &Mark| {
        let (a, b) = (rank(a), rank(b));
        a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1))
    };
    near.min_by(|a, b| better(a.1, b.1)).map(|(position, _)| position)
}

/// Shows marks apart, on a surface of its own above the picture. It starts from an empty surface.
///
/// # Errors
/// A size out of range.
pub fn show(marks: &[(Mark, Focus)], pen: &mut dyn Pen, size: Size, theme: &Theme) -> Result<(), Error> {
    size.check()?;
    for (mark, focus) in marks {
        let rect = mark.rect();
        match focus {
            Focus::Hover => pen.rect(rect, Paint::plain(theme.ink).at(0.08)),
            Focus::Chosen => {
                pen.rect(rect, Paint::plain(theme.accent).at(0.14));
                pen.rect(Rect { width: 3.0, ..rect }, Paint::plain(theme.accent));
            }
            Focus::Cursor => {
                ring(pen, rect, &size, 1.0, Paint::plain(theme.ink));
                ring(pen, rect, &size, 3.0, Paint::plain(theme.background));
            }
        }
    }
    Ok(())
}

/// A line of two pixels around a mark, so far inside its edge, and inside the surface.
fn ring(pen: &mut dyn Pen, rect: Rect, size: &Size, inset: f64, paint: Paint) {
    let left = rect.x.max(0.0) + inset;
    let top = rect.y.max(0.0) + inset;
    let right = (rect.right().min(size.width) - inset).max(left);
    let bottom = (rect.bottom().min(size.height) - inset).max(top);
    let corners: [Point; 5] = [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)];
    pen.line(&corners, 2.0, paint);
}
