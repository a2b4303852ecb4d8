//! The backend on which plotters draws: any [`Pen`], on a virtual grid finer than pixels.
//!
//! plotters counts in whole pixels and in one colour a mark. The grid has [`GRID`] steps a CSS pixel, so edges fall
//! where the data puts them; what a colour cannot say (the texture) travels in the alpha above 1; see [`carry`].
//! Text is measured by the pen, never by plotters. plotters' own legends and multi-line text measure past the
//! backend: they are not used.

use plotters_backend::text_anchor::{HPos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind, FontStyle,
};

use super::pen::{Anchor, Color, Font, Paint, Pen, Point, Rect, Texture, Weight};
use super::text::{ASCENT, DESCENT, MIDDLE};
use crate::error::Error;

/// Steps of the virtual grid in one CSS pixel.
pub const GRID: f64 = 8.0;

/// A paint as the one colour that plotters hands through. Alpha runs from 0 to 1; each texture adds 2 to it.
pub fn carry(paint: Paint) -> plotters::style::RGBAColor {
    let code = Texture::ALL.iter().position(|&texture| texture == paint.texture).unwrap_or(0);
    let Color { r, g, b } = paint.color;
    plotters::style::RGBAColor(r, g, b, paint.alpha.clamp(0.0, 1.0) + 2.0 * code as f64)
}

/// The paint that [`carry`] packed.
fn unpack(color: BackendColor) -> Paint {
    let code = (color.alpha / 2.0).floor().max(0.0);
    let texture = Texture::ALL.get(code as usize).copied().unwrap_or_default();
    let (r, g, b) = color.rgb;
    Paint { color: Color { r, g, b }, alpha: color.alpha - 2.0 * code, texture }
}

/// A pen as plotters sees it.
pub struct Surface<'a> {
    pen: &'a mut dyn Pen,
    width: f64,
    height: f64,
    mirrored: bool,
}

impl<'a> Surface<'a> {
    /// A surface of this size in CSS pixels. A mirrored one is for readers from right to left: everything that a
    /// picture puts on the left appears on the right, and text stays readable.
    pub fn new(pen: &'a mut dyn Pen, width: f64, height: f64, mirrored: bool) -> Self {
        Self { pen, width, height, mirrored }
    }

    /// The pen, to measure with.
    pub fn pen(&self) -> &dyn Pen {
        self.pen
    }

    /// Shows what follows only inside a rectangle; `None` ends it.
    pub fn clip(&mut self, rect: Option<Rect>) {
        let rect = rect.map(|r| if self.mirrored { Rect { x: self.width - r.right(), ..r } } else { r });
        self.pen.clip(rect);
    }

    fn point(&self, (x, y): BackendCoord) -> Point {
        let x = f64::from(x) / GRID;
        (if self.mirrored { self.width - x } else { x }, f64::from(y) / GRID)
    }

    fn points(&self, path: impl IntoIterator<Item = BackendCoord>) -> Vec<Point> {
        path.into_iter().map(|at| self.point(at)).collect()
    }
}

/// Widths come in steps of the grid, as all lengths do.
fn stroke<S: BackendStyle>(style: &S) -> f64 {
    f64::from(style.stroke_width()) / GRID
}

fn weight(style: FontStyle) -> Weight {
    if matches!(style, FontStyle::Bold) { Weight::Bold } else { Weight::Regular }
}

type Drawn = Result<(), DrawingErrorKind<Error>>;

impl DrawingBackend for Surface<'_> {
    type ErrorType = Error;

    fn get_size(&self) -> (u32, u32) {
        ((self.width * GRID) as u32, (self.height * GRID) as u32)
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, at: BackendCoord, color: BackendColor) -> Drawn {
        let (x, y) = self.point(at);
        self.pen.rect(Rect::new(x, y, 1.0 / GRID, 1.0 / GRID), unpack(color));
        Ok(())
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Drawn {
        self.draw_path([from, to], style)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        a: BackendCoord,
        b: BackendCoord,
        style: &S,
        fill: bool,
    ) -> Drawn {
        let ((ax, ay), (bx, by)) = (self.point(a), self.point(b));
        let rect = Rect::new(ax.min(bx), ay.min(by), (ax - bx).abs(), (ay - by).abs());
        let paint = unpack(style.color());
        if fill {
            self.pen.rect(rect, paint);
        } else {
            let (right, bottom) = (rect.right(), rect.bottom());
            let corners =
                [(rect.x, rect.y), (right, rect.y), (right, bottom), (rect.x, bottom), (rect.x, rect.y)];
            self.pen.line(&corners, stroke(style), paint);
        }
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        let points = self.points(path);
        self.pen.line(&points, stroke(style), unpack(style.color()));
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        at: BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Drawn {
        let rim = (!fill).then(|| stroke(style));
        self.pen.circle(self.point(at), f64::from(radius) / GRID, rim, unpack(style.color()));
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        corners: I,
        style: &S,
    ) -> Drawn {
        let points = self.points(corners);
        self.pen.polygon(&points, unpack(style.color()));
        Ok(())
    }

    fn draw_text<T: BackendTextStyle>(&mut self, text: &str, style: &T, at: BackendCoord) -> Drawn {
        let family = style.family();
        let size = style.size() / GRID;
        let font = Font { family: family.as_str(), size, weight: weight(style.style()) };
        let anchor = match (style.anchor().h_pos, self.mirrored) {
            (HPos::Center, _) => Anchor::Middle,
            (HPos::Left, false) | (HPos::Right, true) => Anchor::Left,
            (HPos::Left, true) | (HPos::Right, false) => Anchor::Right,
        };
        let (x, y) = self.point(at);
        let baseline = match style.anchor().v_pos {
            VPos::Top => y + ASCENT * size,
            VPos::Center => y + MIDDLE * size,
            VPos::Bottom => y - DESCENT * size,
        };
        self.pen.text(text, (x, baseline), anchor, &font, unpack(style.color()));
        Ok(())
    }

    fn estimate_text_size<T: BackendTextStyle>(
        &self,
        text: &str,
        style: &T,
    ) -> Result<(u32, u32), DrawingErrorKind<Error>> {
        let family = style.family();
        let size = style.size() / GRID;
        let font = Font { family: family.as_str(), size, weight: weight(style.style()) };
        let width = self.pen.text_width(text, &font) * GRID;
        Ok((width.ceil() as u32, ((ASCENT + DESCENT) * style.size()).ceil() as u32))
    }
}
