//! The pen that draws on a canvas of the page or of a worker.

use std::cell::RefCell;

use js_sys::{Array, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::CanvasRenderingContext2d;

use crate::chart::Size;
use crate::chart::pen::{
    Anchor, Color, Font, HATCH_GAP, HATCH_WIDTH, Paint, Pen, Point, Rect, Texture, Weight,
};
use crate::error::Error;
use crate::num::decimal;

/// Widths kept before the cache is emptied: several pictures' worth of labels.
const MOST_WIDTHS: usize = 4096;

/// Canvases of browsers end at about this many pixels either way.
const MOST_PIXELS: f64 = 16_384.0;

/// A size in thousandths of a pixel and a weight: a font within one family.
type FontKey = (u32, Weight);

/// Draws on one canvas, at any device pixel ratio. Keep it between pictures: it remembers how wide texts are.
#[derive(Debug)]
pub struct CanvasPen {
    context: CanvasRenderingContext2d,
    /// What the context is set to; setting it again costs more than drawing.
    now: RefCell<State>,
    widths: RefCell<Widths>,
    clipping: bool,
}

#[derive(Debug, Default)]
struct State {
    fill: Option<Color>,
    stroke: Option<Color>,
    alpha: Option<f64>,
    line_width: Option<f64>,
    dashes: Option<Texture>,
    anchor: Option<Anchor>,
    font: Option<(String, FontKey)>,
}

#[derive(Debug, Default)]
struct Widths {
    family: String,
    /// In the order of fonts and texts.
    known: Vec<(FontKey, String, f64)>,
}

impl CanvasPen {
    /// A pen over the 2D context of a canvas or of an `OffscreenCanvas`.
    ///
    /// # Errors
    /// Something that is not a 2D context.
    pub fn new(context: JsValue) -> Result<Self, Error> {
        // The two kinds of context have the same methods, which are called by their names.
        let has = |name: &str| Reflect::has(&context, &name.into()).unwrap_or(false);
        if !(context.is_object() && has("fillText") && has("canvas")) {
            return Err(Error::draw("Hand in the 2D context of a canvas."));
        }
        let context = context.unchecked_into();
        Ok(Self { context, now: RefCell::default(), widths: RefCell::default(), clipping: false })
    }

    /// Starts a picture: gives the canvas the pixels of this size in CSS pixels at this device pixel ratio, and wipes
    /// it.
    ///
    /// # Errors
    /// A canvas that cannot be resized, because another thread has it.
    pub fn begin(&mut self, size: Size, ratio: f64) -> Result<(), Error> {
        let refused = |_| Error::draw("The canvas cannot be resized.");
        let ratio = if ratio.is_finite() { ratio.clamp(0.25, 8.0) } else { 1.0 };
        let pixels = |length: f64| (length * ratio).round().clamp(1.0, MOST_PIXELS);
        let (across, down) = (pixels(size.width), pixels(size.height));
        let canvas = Reflect::get(&self.context, &"canvas".into()).map_err(refused)?;
        Reflect::set(&canvas, &"width".into(), &across.into()).map_err(refused)?;
        Reflect::set(&canvas, &"height".into(), &down.into()).map_err(refused)?;
        self.now.replace(State::default());
        self.clipping = false;
        let scaled = self.context.set_transform(across / size.width, 0.0, 0.0, down / size.height, 0.0, 0.0);
        scaled.map_err(refused)?;
        // A page that is written from right to left would turn figures and dots around.
        Reflect::set(&self.context, &"direction".into(), &"ltr".into()).map_err(refused)?;
        self.context.set_text_baseline("alphabetic");
        self.context.set_line_join("round");
        Ok(())
    }

    /// Forgets how wide texts are: a font has been loaded.
    pub fn forget_widths(&mut self) {
        self.widths.replace(Widths::default());
    }

    fn alpha(&self, alpha: f64) {
        if self.now.borrow_mut().alpha.replace(alpha) != Some(alpha) {
            self.context.set_global_alpha(alpha);
        }
    }

    fn fill_with(&self, paint: Paint) {
        if self.now.borrow_mut().fill.replace(paint.color) != Some(paint.color) {
            self.context.set_fill_style_str(&hex(paint.color));
        }
        self.alpha(paint.alpha);
    }

    fn stroke_with(&self, width: f64, paint: Paint) {
        let mut now = self.now.borrow_mut();
        if now.stroke.replace(paint.color) != Some(paint.color) {
            self.context.set_stroke_style_str(&hex(paint.color));
        }
        if now.line_width.replace(width) != Some(width) {
            self.context.set_line_width(width);
        }
        if now.dashes.replace(paint.texture) != Some(paint.texture) {
            let dashes: Array = paint.texture.dashes().iter().map(|&d| JsValue::from(d)).collect();
            // Refused only for lengths that are not numbers.
            let _ = self.context.set_line_dash(&dashes);
        }
        drop(now);
        self.alpha(paint.alpha);
    }

    fn write_with(&self, font: &Font<'_>) {
        let mut now = self.now.borrow_mut();
        let same = now.font.as_ref().is_some_and(|(family, k)| *k == key(font) && family == font.family);
        if !same {
            let weight = if font.weight == Weight::Bold { "600 " } else { "" };
            self.context.set_font(&format!("{weight}{}px {}", decimal::digits(font.size), font.family));
            now.font = Some((font.family.to_string(), key(font)));
        }
    }

    fn path(&self, points: &[Point]) {
        self.context.begin_path();
        for (position, &(x, y)) in points.iter().enumerate() {
            if position == 0 {
                self.context.move_to(x, y);
            } else {
                self.context.line_to(x, y);
            }
        }
    }

    /// Strokes across the current path.
    fn hatch(&self, bounds: Rect, paint: Paint) {
        self.context.save();
        self.context.clip();
        self.stroke_with(HATCH_WIDTH, Paint { texture: Texture::Plain, ..paint });
        self.context.begin_path();
        for &(dx, dy) in paint.texture.hatches() {
            // From the top edge down, as far left as a slanted stroke must start to reach the far corner.
            let reach = if dx == 0.0 { 0.0 } else { bounds.height };
            let first = ((bounds.x - reach) / HATCH_GAP).floor() * HATCH_GAP;
            let n = ((bounds.width + 2.0 * reach) / HATCH_GAP).ceil() as i32 + 2;
            for stroke in 0..n {
                let x = first + f64::from(stroke) * HATCH_GAP + if dx == 0.0 { HATCH_GAP / 2.0 } else { 0.0 };
                self.context.move_to(x, bounds.y);
                self.context.line_to(x + dx * dy * reach, bounds.bottom());
            }
        }
        self.context.stroke();
        self.context.restore();
        // The context is as it was before, which is not what was set last.
        self.now.replace(State::default());
    }
}

impl Pen for CanvasPen {
    fn rect(&mut self, rect: Rect, paint: Paint) {
        if paint.texture.hatches().is_empty() {
            self.fill_with(paint);
            self.context.fill_rect(rect.x, rect.y, rect.width, rect.height);
        } else {
            self.context.begin_path();
            self.context.rect(rect.x, rect.y, rect.width, rect.height);
            self.hatch(rect, paint);
        }
    }

    fn polygon(&mut self, points: &[Point], paint: Paint) {
        self.path(points);
        self.context.close_path();
        if paint.texture.hatches().is_empty() {
            self.fill_with(paint);
            self.context.fill();
        } else {
            self.hatch(Rect::around(points), paint);
        }
    }

    fn line(&mut self, points: &[Point], width: f64, paint: Paint) {
        let closed = points.len() > 2 && points.first() == points.last();
        self.path(points);
        if closed {
            self.context.close_path();
        }
        self.stroke_with(width, paint);
        self.context.stroke();
    }

    fn circle(&mut self, (x, y): Point, radius: f64, rim: Option<f64>, paint: Paint) {
        self.context.begin_path();
        // Refused only for a radius below zero.
        let _ = self.context.arc(x, y, radius.max(0.0), 0.0, std::f64::consts::TAU);
        match rim {
            Some(width) => {
                self.stroke_with(width, paint);
                self.context.stroke();
            }
            None if paint.texture.hatches().is_empty() => {
                self.fill_with(paint);
                self.context.fill();
            }
            None => self.hatch(Rect::new(x - radius, y - radius, 2.0 * radius, 2.0 * radius), paint),
        }
    }

    fn text(&mut self, text: &str, (x, y): Point, anchor: Anchor, font: &Font<'_>, paint: Paint) {
        self.write_with(font);
        self.fill_with(paint);
        if self.now.borrow_mut().anchor.replace(anchor) != Some(anchor) {
            self.context.set_text_align(match anchor {
                Anchor::Left => "left",
                Anchor::Middle => "center",
                Anchor::Right => "right",
            });
        }
        // Refused only for a canvas that another thread has; `begin` has said so.
        let _ = self.context.fill_text(text, x, y);
    }

    fn text_width(&self, text: &str, font: &Font<'_>) -> f64 {
        let mut widths = self.widths.borrow_mut();
        if widths.family != font.family || widths.known.len() >= MOST_WIDTHS {
            *widths = Widths { family: font.family.to_string(), ..Widths::default() };
        }
        let key = key(font);
        let place = widths
            .known
            .binary_search_by(|(font, known, _)| font.cmp(&key).then_with(|| known.as_str().cmp(text)));
        let at = match place {
            Ok(at) => return widths.known.get(at).map_or(0.0, |known| known.2),
            Err(at) => at,
        };
        self.write_with(font);
        let width = self.context.measure_text(text).map_or(0.0, |metrics| metrics.width());
        widths.known.insert(at, (key, text.to_string(), width));
        width
    }

    fn clip(&mut self, rect: Option<Rect>) {
        if self.clipping {
            self.context.restore();
            self.now.replace(State::default());
        }
        self.clipping = rect.is_some();
        if let Some(rect) = rect {
            self.context.save();
            self.context.begin_path();
            self.context.rect(rect.x, rect.y, rect.width, rect.height);
            self.context.clip();
        }
    }
}

fn key(font: &Font<'_>) -> FontKey {
    ((font.size * 1000.0) as u32, font.weight)
}

fn hex(Color { r, g, b }: Color) -> String {
    format!("#{r:02x}{g:02x}{b:02x}")
}
