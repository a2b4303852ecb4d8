//! What every picture is drawn with: plotters areas in CSS pixels, labels that are measured, marks that are kept.

use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;

use plotters::coord::Shift;
use plotters::coord::cartesian::Cartesian2d;
use plotters::coord::types::RangedCoordf64;
use plotters::drawing::{DrawingArea, DrawingAreaErrorKind};
use plotters::element::{Circle, CoordMapper, Drawable, PathElement, PointCollection, Polygon, Rectangle};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{FontDesc, FontFamily, FontStyle, ShapeStyle, TextStyle};

use super::pen::{Anchor, Color, Font, Paint, Pen, Point, Rect, Weight};
use super::surface::{GRID, Surface, carry};
use super::text;
use super::theme::Theme;
use super::{Mark, Size};
use crate::error::Error;
use crate::locale::Locale;
use crate::num;

/// A sheet to draw one picture on. Places are in CSS pixels from its top left corner.
pub(super) struct Board<'a> {
    area: DrawingArea<Surface<'a>, Shift>,
    surface: Rc<RefCell<Surface<'a>>>,
    /// Colours and type.
    pub theme: &'a Theme,
    /// How numbers are written.
    pub locale: &'a Locale,
    /// Room for the picture in CSS pixels.
    pub width: f64,
    origin: Point,
    full_width: f64,
    marks: Vec<Mark>,
}

/// A part of the board with a scale on either axis.
pub(super) struct Panel<'a> {
    area: DrawingArea<Surface<'a>, Cartesian2d<RangedCoordf64, RangedCoordf64>>,
    rect: Rect,
    x: Range<f64>,
    y: Range<f64>,
}

impl<'a> Board<'a> {
    /// A board over a pen, with the ground painted. The picture starts at `origin` and leaves as much room at the right
    /// as at the left.
    pub fn new(
        pen: &'a mut dyn Pen,
        size: Size,
        origin: Point,
        theme: &'a Theme,
        locale: &'a Locale,
    ) -> Result<Self, Error> {
        size.check()?;
        let surface = Surface::new(pen, size.width, size.height, locale.right_to_left);
        let surface = Rc::new(RefCell::new(surface));
        let area = DrawingArea::from(&surface);
        area.fill(&carry(Paint::plain(theme.background))).map_err(refused)?;
        let width = size.width - 2.0 * origin.0;
        Ok(Self { area, surface, theme, locale, width, origin, full_width: size.width, marks: Vec::new() })
    }

    /// A part of the board on which x and y run over these ranges; y runs downwards where its start is the larger.
    pub fn panel(&self, rect: Rect, x: Range<f64>, y: Range<f64>) -> Panel<'a> {
        let size = (grid(rect.width), grid(rect.height));
        let area = self.area.clone().shrink(self.at((rect.x, rect.y)), size);
        let pixels = area.get_pixel_range();
        let x = if x.start == x.end { x.start..x.start + 1.0 } else { x };
        let y = if y.start == y.end { y.start..y.start + 1.0 } else { y };
        Panel { area: area.apply_coord_spec(Cartesian2d::new(x.clone(), y.clone(), pixels)), rect, x, y }
    }

    /// Width of a text in CSS pixels.
    pub fn width_of(&self, text: &str, font: &Font<'_>) -> f64 {
        self.surface.borrow().pen().text_width(text, font)
    }

    /// The text, or as much of it as fits with an ellipsis.
    pub fn shorten(&self, text: &str, font: &Font<'_>, room: f64) -> String {
        text::shorten(self.surface.borrow().pen(), text, font, room)
    }

    /// The text in lines that fit.
    pub fn wrap(&self, text: &str, font: &Font<'_>, room: f64, max_lines: usize) -> Vec<String> {
        text::wrap(self.surface.borrow().pen(), text, font, room, max_lines)
    }

    /// Writes on one line; `y` is the middle of its figures.
    pub fn text(
        &self,
        text: &str,
        at: Point,
        anchor: Anchor,
        font: &Font<'_>,
        color: Color,
    ) -> Result<(), Error> {
        if text.is_empty() {
            return Ok(());
        }
        let style = if font.weight == Weight::Bold { FontStyle::Bold } else { FontStyle::Normal };
        let side = match anchor {
            Anchor::Left => HPos::Left,
            Anchor::Middle => HPos::Center,
            Anchor::Right => HPos::Right,
        };
        let style = TextStyle {
            font: FontDesc::new(FontFamily::Name(font.family), font.size * GRID, style),
            color: plotters::style::Color::to_backend_color(&carry(Paint::plain(color))),
            pos: Pos::new(side, VPos::Center),
        };
        self.area.draw_text(text, &style, self.at(at)).map_err(refused)
    }

    /// Draws a hairline or a thicker one.
    pub fn line(&self, points: &[Point], width: f64, paint: Paint) -> Result<(), Error> {
        let points: Vec<(i32, i32)> = points.iter().map(|&at| self.at(at)).collect();
        self.area.draw(&PathElement::new(points, outline(paint, width))).map_err(refused)
    }

    /// Fills a rectangle that stands for no value of a scale.
    pub fn fill(&self, rect: Rect, paint: Paint) -> Result<(), Error> {
        let corners = [self.at((rect.x, rect.y)), self.at((rect.right(), rect.bottom()))];
        self.area.draw(&Rectangle::new(corners, area(paint))).map_err(refused)
    }

    /// Fills a polygon that lies on no scale.
    pub fn polygon(&self, points: &[Point], paint: Paint) -> Result<(), Error> {
        let points: Vec<(i32, i32)> = points.iter().map(|&at| self.at(at)).collect();
        self.area.draw(&Polygon::new(points, area(paint))).map_err(refused)
    }

    /// Keeps the place of a row of the table, or of a cell.
    pub fn mark(&mut self, rect: Rect, row: usize, column: usize) {
        let (left, top) = (rect.x + self.origin.0, rect.y + self.origin.1);
        let x = if self.locale.right_to_left { self.full_width - left - rect.width } else { left };
        self.marks.push(Mark {
            x: x as f32,
            y: top as f32,
            width: rect.width as f32,
            height: rect.height as f32,
            row: row as u32,
            column: column as u32,
        });
    }

    fn at(&self, (x, y): Point) -> (i32, i32) {
        (grid(x + self.origin.0), grid(y + self.origin.1))
    }

    /// The marks in the order of the table.
    pub fn finish(self) -> Vec<Mark> {
        self.marks
    }
}

impl Panel<'_> {
    /// Fills a rectangle between two points of the scales.
    pub fn bar(&self, from: Point, to: Point, paint: Paint) -> Result<(), Error> {
        self.draw(&Rectangle::new([self.inside(from), self.inside(to)], area(paint)))?;
        if paint.texture.hatches().is_empty() {
            return Ok(());
        }
        // A hatch has no edge of its own.
        self.frame(from, to, 1.0, Paint::plain(paint.color))
    }

    /// Draws the frame of a rectangle between two points of the scales, inside its edges.
    pub fn frame(&self, from: Point, to: Point, width: f64, paint: Paint) -> Result<(), Error> {
        let half = grid(width / 2.0);
        let map = |at: Point| self.area.map_coordinate(&self.inside(at));
        let ((ax, ay), (bx, by)) = (map(from), map(to));
        let (left, top, right, bottom) =
            (ax.min(bx) + half, ay.min(by) + half, ax.max(bx) - half, ay.max(by) - half);
        // Narrower than its own line: a line is all there is to see.
        let (left, right) = (left.min(right), left.max(right));
        let corners = [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)];
        let sheet = self.area.use_screen_coord();
        sheet.draw(&PathElement::new(corners.to_vec(), outline(paint, width))).map_err(refused)
    }

    /// Fills a polygon.
    pub fn polygon(&self, points: &[Point], paint: Paint) -> Result<(), Error> {
        let points: Vec<Point> = points.iter().map(|&at| self.inside(at)).collect();
        self.draw(&Polygon::new(points, area(paint)))
    }

    /// Draws a line through points; the caller has cut it at the edges of the scales.
    pub fn line(&self, points: &[Point], width: f64, paint: Paint) -> Result<(), Error> {
        let points: Vec<Point> = points.iter().map(|&at| self.inside(at)).collect();
        self.draw(&PathElement::new(points, outline(paint, width)))
    }

    /// Fills a circle; the radius is in CSS pixels.
    pub fn dot(&self, at: Point, radius: f64, paint: Paint) -> Result<(), Error> {
        self.draw(&Circle::new(self.inside(at), grid(radius), area(paint)))
    }

    /// The left edge on the board.
    pub fn left(&self) -> f64 {
        self.rect.x
    }

    /// Where a value of the x scale lies on the board.
    pub fn x(&self, value: f64) -> f64 {
        self.rect.x + self.rect.width * place(value, &self.x)
    }

    /// Where a value of the y scale lies on the board.
    pub fn y(&self, value: f64) -> f64 {
        self.rect.y + self.rect.height * place(value, &self.y)
    }

    fn inside(&self, (x, y): Point) -> Point {
        (within(x, &self.x), within(y, &self.y))
    }

    fn draw<E, M>(&self, element: &E) -> Result<(), Error>
    where
        M: CoordMapper,
        for<'e> &'e E: PointCollection<'e, Point, M>,
        for<'s> E: Drawable<Surface<'s>, M>,
    {
        self.area.draw(element).map_err(refused)
    }
}

/// 0 at the start of a scale, 1 at its end.
fn place(value: f64, scale: &Range<f64>) -> f64 {
    (within(value, scale) - scale.start) / (scale.end - scale.start)
}

fn within(value: f64, scale: &Range<f64>) -> f64 {
    if value.is_finite() {
        num::within(value, scale.start.min(scale.end), scale.start.max(scale.end))
    } else {
        scale.start
    }
}

fn grid(pixels: f64) -> i32 {
    (pixels * GRID).round() as i32
}

fn area(paint: Paint) -> ShapeStyle {
    ShapeStyle { color: carry(paint), filled: true, stroke_width: 1 }
}

fn outline(paint: Paint, width: f64) -> ShapeStyle {
    ShapeStyle { color: carry(paint), filled: false, stroke_width: grid(width).max(1) as u32 }
}

fn refused(error: DrawingAreaErrorKind<Error>) -> Error {
    Error::draw(format!("The picture could not be drawn: {error}."))
}
