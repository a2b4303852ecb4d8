//! What a surface must be able to do: fill, stroke, write and measure, in CSS pixels. One trait, so that a canvas, an
//! SVG text and a test that collects boxes are drawn on by the same code.

/// A place in CSS pixels: x to the right, y down.
pub type Point = (f64, f64);

/// A rectangle in CSS pixels.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Rect {
    /// Left edge.
    pub x: f64,
    /// Top edge.
    pub y: f64,
    /// Width, not negative.
    pub width: f64,
    /// Height, not negative.
    pub height: f64,
}

impl Rect {
    /// From its left, top, width and height.
    pub const fn new(x: f64, y: f64, width: f64, height: f64) -> Self {
        Self { x, y, width, height }
    }

    /// The smallest that holds all points; empty for none.
    pub fn around(points: &[Point]) -> Self {
        let least = |of: fn(&Point) -> f64| points.iter().map(of).fold(f64::INFINITY, f64::min);
        let most = |of: fn(&Point) -> f64| points.iter().map(of).fold(f64::NEG_INFINITY, f64::max);
        let (x, y) = (least(|p| p.0), least(|p| p.1));
        if points.is_empty() {
            Self::default()
        } else {
            Self::new(x, y, most(|p| p.0) - x, most(|p| p.1) - y)
        }
    }

    /// The right edge.
    pub fn right(&self) -> f64 {
        self.x + self.width
    }

    /// The bottom edge.
    pub fn bottom(&self) -> f64 {
        self.y + self.height
    }

    /// Do the two share more than an edge?
    pub fn overlaps(&self, other: &Self) -> bool {
        self.x < other.right() && other.x < self.right() && self.y < other.bottom() && other.y < self.bottom()
    }
}

/// An opaque colour of the sRGB space.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Color {
    /// Red.
    pub r: u8,
    /// Green.
    pub g: u8,
    /// Blue.
    pub b: u8,
}

impl Color {
    /// From `0xRRGGBB`.
    pub const fn hex(rgb: u32) -> Self {
        Self { r: (rgb >> 16) as u8, g: (rgb >> 8) as u8, b: rgb as u8 }
    }

    /// Part of the way from this colour to `other`: 0 is this one, 1 the other.
    #[must_use]
    pub fn mix(self, other: Self, part: f64) -> Self {
        let channel = |from: u8, to: u8| {
            let (from, to) = (f64::from(from), f64::from(to));
            (from + (to - from) * part.clamp(0.0, 1.0)).round() as u8
        };
        Self { r: channel(self.r, other.r), g: channel(self.g, other.g), b: channel(self.b, other.b) }
    }

    /// Relative luminance, 0 to 1. Source: W3C, WCAG 2.2 (2023), definition of relative luminance.
    pub fn luminance(self) -> f64 {
        let linear = |channel: u8| {
            let c = f64::from(channel) / 255.0;
            if c <= 0.04045 { c / 12.92 } else { libm::pow((c + 0.055) / 1.055, 2.4) }
        };
        0.2126 * linear(self.r) + 0.7152 * linear(self.g) + 0.0722 * linear(self.b)
    }

    /// Contrast with another colour, 1 to 21. Source: W3C, WCAG 2.2 (2023), definition of contrast ratio.
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }
}

/// The second cue beside colour: hatches for areas, dashes for lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Texture {
    /// None: a full area, an unbroken line.
    #[default]
    Plain,
    /// An area hatched from bottom left to top right.
    Rising,
    /// An area hatched from top left to bottom right.
    Falling,
    /// An area hatched both ways.
    Crossed,
    /// An area of upright stripes.
    Upright,
    /// A dashed line.
    Dashed,
    /// A dotted line.
    Dotted,
}

impl Texture {
    /// All of them; the position of each is its code.
    pub const ALL: [Self; 7] =
        [Self::Plain, Self::Rising, Self::Falling, Self::Crossed, Self::Upright, Self::Dashed, Self::Dotted];

    /// Its strokes for a surface that has no hatches of its own: directions `(dx, dy)` of unit steps, each drawn
    /// every [`HATCH_GAP`] pixels.
    pub fn hatches(self) -> &'static [(f64, f64)] {
        match self {
            Self::Rising => &[(1.0, -1.0)],
            Self::Falling => &[(1.0, 1.0)],
            Self::Crossed => &[(1.0, -1.0), (1.0, 1.0)],
            Self::Upright => &[(0.0, 1.0)],
            Self::Plain | Self::Dashed | Self::Dotted => &[],
        }
    }

    /// Lengths of dash and gap in CSS pixels; empty for an unbroken line.
    pub fn dashes(self) -> &'static [f64] {
        match self {
            Self::Dashed => &[4.0, 3.0],
            Self::Dotted => &[1.0, 3.0],
            _ => &[],
        }
    }
}

/// Pixels between the strokes of a hatch, across or down.
pub const HATCH_GAP: f64 = 6.0;

/// Width of the strokes of a hatch in pixels.
pub const HATCH_WIDTH: f64 = 1.5;

/// How an area is filled or a line is drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Paint {
    /// The colour.
    pub color: Color,
    /// 0 is invisible, 1 opaque.
    pub alpha: f64,
    /// The second cue. The ground between the strokes of a hatch is left as it was.
    pub texture: Texture,
}

impl Paint {
    /// Opaque and plain.
    pub const fn plain(color: Color) -> Self {
        Self { color, alpha: 1.0, texture: Texture::Plain }
    }

    /// The same with a texture.
    #[must_use]
    pub const fn with(self, texture: Texture) -> Self {
        Self { texture, ..self }
    }

    /// The same, let through.
    #[must_use]
    pub const fn at(self, alpha: f64) -> Self {
        Self { alpha, ..self }
    }
}

/// Two weights are enough for a hierarchy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Weight {
    /// 400.
    #[default]
    Regular,
    /// 600.
    Bold,
}

/// A font.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Font<'a> {
    /// A whole CSS font stack.
    pub family: &'a str,
    /// Size in CSS pixels.
    pub size: f64,
    /// Weight.
    pub weight: Weight,
}

/// Which end of a text stands at its point. Left and right are those of the screen, never start and end: a page that
/// is written from right to left would move them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Anchor {
    /// Its left end.
    #[default]
    Left,
    /// Its middle.
    Middle,
    /// Its right end.
    Right,
}

/// Draws. Coordinates are CSS pixels; numbers that are not finite are the caller's fault and draw nothing.
pub trait Pen {
    /// Fills a rectangle.
    fn rect(&mut self, rect: Rect, paint: Paint);

    /// Fills a polygon.
    fn polygon(&mut self, points: &[Point], paint: Paint);

    /// Draws a line through points; closed where the last is the first.
    fn line(&mut self, points: &[Point], width: f64, paint: Paint);

    /// Fills a circle, or draws its rim where a width is given.
    fn circle(&mut self, centre: Point, radius: f64, rim: Option<f64>, paint: Paint);

    /// Writes on one line. `at` is the anchor on the baseline.
    fn text(&mut self, text: &str, at: Point, anchor: Anchor, font: &Font<'_>, paint: Paint);

    /// Width of a text in CSS pixels.
    fn text_width(&self, text: &str, font: &Font<'_>) -> f64;

    /// Shows what follows only inside a rectangle; `None` ends it. Not nested.
    fn clip(&mut self, rect: Option<Rect>);
}
