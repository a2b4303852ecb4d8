//! A pen that writes SVG: for export, print and tests. The same picture gives the same text everywhere.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::pen::{Anchor, Color, Font, HATCH_GAP, HATCH_WIDTH, Paint, Pen, Point, Rect, Texture, Weight};
use super::text::steers;
use super::widths::table_width;

/// Collects the marks of one picture. No inline style and no script: a strict page may show it as it is.
#[derive(Debug, Default)]
pub struct SvgPen {
    body: String,
    /// The hatches in use and the clips, each with a name made of what it is: two pictures on one page may share it.
    patterns: BTreeMap<(Texture, u32), String>,
    clips: BTreeMap<String, Rect>,
    clipping: bool,
    /// The font stack of the first text; the document states it once.
    family: String,
}

/// What a picture says about itself to those who do not see it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Description<'a> {
    /// The finding.
    pub title: &'a str,
    /// More, where there is more.
    pub text: &'a str,
}

impl SvgPen {
    /// An empty sheet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The picture as an SVG document of this size in CSS pixels.
    pub fn finish(mut self, width: f64, height: f64, description: Description<'_>) -> String {
        self.clip(None);
        let (w, h) = (Num(width), Num(height));
        let mut out = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{w}\" height=\"{h}\" viewBox=\"0 0 {w} {h}\" role=\"img\" direction=\"ltr\" font-family=\"{}\">\n",
            escape(&self.family)
        );
        for (name, text) in [("title", description.title), ("desc", description.text)] {
            if !text.is_empty() {
                let _ = writeln!(out, "<{name}>{}</{name}>", escape(text));
            }
        }
        if !(self.patterns.is_empty() && self.clips.is_empty()) {
            out.push_str("<defs>\n");
            for ((texture, _), name) in &self.patterns {
                out.push_str(&hatch(*texture, name));
            }
            for (name, rect) in &self.clips {
                let _ = writeln!(out, "<clipPath id=\"{name}\"><rect{}/></clipPath>", Edges(*rect));
            }
            out.push_str("</defs>\n");
        }
        out.push_str(&self.body);
        out.push_str("</svg>\n");
        out
    }

    fn fill(&mut self, paint: Paint) -> String {
        let fill = if paint.texture.hatches().is_empty() {
            Hex(paint.color).to_string()
        } else {
            let Color { r, g, b } = paint.color;
            let key = (paint.texture, u32::from_be_bytes([0, r, g, b]));
            let name = self.patterns.entry(key).or_insert_with(|| {
                format!(
                    "{}-{}",
                    format!("{:?}", paint.texture).to_lowercase(),
                    &Hex(paint.color).to_string()[1..]
                )
            });
            format!("url(#{name})")
        };
        format!(" fill=\"{fill}\"{}", Alpha("fill-opacity", paint.alpha))
    }

    fn stroke(width: f64, paint: Paint) -> String {
        let mut text = format!(" fill=\"none\" stroke=\"{}\"", Hex(paint.color));
        if width != 1.0 {
            let _ = write!(text, " stroke-width=\"{}\"", Num(width));
        }
        let dashes: Vec<String> = paint.texture.dashes().iter().map(|&d| Num(d).to_string()).collect();
        if !dashes.is_empty() {
            let _ = write!(text, " stroke-dasharray=\"{}\"", dashes.join(" "));
        }
        let _ = write!(text, "{}", Alpha("stroke-opacity", paint.alpha));
        text
    }
}

impl Pen for SvgPen {
    fn rect(&mut self, rect: Rect, paint: Paint) {
        let fill = self.fill(paint);
        let _ = writeln!(self.body, "<rect{}{fill}/>", Edges(rect));
    }

    fn polygon(&mut self, points: &[Point], paint: Paint) {
        let fill = self.fill(paint);
        let _ = writeln!(self.body, "<path d=\"{}Z\"{fill}/>", Steps(points));
    }

    fn line(&mut self, points: &[Point], width: f64, paint: Paint) {
        let closed = points.len() > 2 && points.first() == points.last();
        let open = if closed { &points[..points.len() - 1] } else { points };
        let end = if closed { "Z" } else { "" };
        let stroke = Self::stroke(width, paint);
        let _ = writeln!(self.body, "<path d=\"{}{end}\"{stroke}/>", Steps(open));
    }

    fn circle(&mut self, (x, y): Point, radius: f64, rim: Option<f64>, paint: Paint) {
        let look = rim.map_or_else(|| self.fill(paint), |width| Self::stroke(width, paint));
        let (x, y, r) = (Num(x), Num(y), Num(radius));
        let _ = writeln!(self.body, "<circle cx=\"{x}\" cy=\"{y}\" r=\"{r}\"{look}/>");
    }

    fn text(&mut self, text: &str, (x, y): Point, anchor: Anchor, font: &Font<'_>, paint: Paint) {
        let anchor = match anchor {
            Anchor::Left => "",
            Anchor::Middle => " text-anchor=\"middle\"",
            Anchor::Right => " text-anchor=\"end\"",
        };
        if self.family.is_empty() {
            self.family = font.family.into();
        }
        let other = font.family != self.family;
        let family = if other { format!(" font-family=\"{}\"", escape(font.family)) } else { String::new() };
        let weight = if font.weight == Weight::Bold { " font-weight=\"600\"" } else { "" };
        let _ = writeln!(
            self.body,
            "<text x=\"{}\" y=\"{}\"{anchor}{family} font-size=\"{}\"{weight} fill=\"{}\"{}>{}</text>",
            Num(x),
            Num(y),
            Num(font.size),
            Hex(paint.color),
            Alpha("fill-opacity", paint.alpha),
            escape(text),
        );
    }

    fn text_width(&self, text: &str, font: &Font<'_>) -> f64 {
        table_width(text, font)
    }

    fn clip(&mut self, rect: Option<Rect>) {
        if self.clipping {
            self.body.push_str("</g>\n");
        }
        self.clipping = rect.is_some();
        if let Some(rect) = rect {
            let part = |n: f64| Num(n).to_string().replace('.', "_").replace('-', "m");
            let name =
                format!("clip-{}-{}-{}-{}", part(rect.x), part(rect.y), part(rect.width), part(rect.height));
            let _ = writeln!(self.body, "<g clip-path=\"url(#{name})\">");
            self.clips.insert(name, rect);
        }
    }
}

fn hatch(texture: Texture, name: &str) -> String {
    let color = name.rsplit('-').next().unwrap_or_default();
    let gap = HATCH_GAP;
    let mut d = String::new();
    for &(dx, dy) in texture.hatches() {
        // Corner to corner, and once more a tile away on either side, so that the strokes meet at the seams.
        let (start, sideways) = match (dx, dy) {
            (0.0, _) => ((gap / 2.0, 0.0), &[0.0][..]),
            (_, d) if d < 0.0 => ((0.0, gap), &[-gap, 0.0, gap][..]),
            _ => ((0.0, 0.0), &[-gap, 0.0, gap][..]),
        };
        for shift in sideways {
            let (x, y) = (start.0 + shift, start.1);
            let _ = write!(d, "M{} {}L{} {}", Num(x), Num(y), Num(x + dx * gap), Num(y + dy * gap));
        }
    }
    format!(
        "<pattern id=\"{name}\" width=\"{g}\" height=\"{g}\" patternUnits=\"userSpaceOnUse\"><path d=\"{d}\" stroke=\"#{color}\" stroke-width=\"{w}\"/></pattern>\n",
        g = Num(gap),
        w = Num(HATCH_WIDTH),
    )
}

/// Safe between tags and in attributes; what XML cannot hold, or what turns text around, is left out.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\t' | '\n' => out.push(c),
            c if steers(c) || matches!(c, '\u{FFFE}' | '\u{FFFF}') => {}
            c => out.push(c),
        }
    }
    out
}

/// At most two decimals, none where there are none.
struct Num(f64);

impl std::fmt::Display for Num {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let hundredths = if self.0.is_finite() { (self.0 * 100.0).round() / 100.0 } else { 0.0 };
        // Adding zero takes the sign off a negative zero.
        write!(f, "{}", hundredths + 0.0)
    }
}

struct Hex(Color);

impl std::fmt::Display for Hex {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.0.r, self.0.g, self.0.b)
    }
}

/// An attribute that is left out where it says nothing.
struct Alpha(&'static str, f64);

impl std::fmt::Display for Alpha {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.1 < 1.0 { write!(f, " {}=\"{}\"", self.0, Num(self.1)) } else { Ok(()) }
    }
}

struct Edges(Rect);

impl std::fmt::Display for Edges {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Rect { x, y, width, height } = self.0;
        write!(f, " x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"", Num(x), Num(y), Num(width), Num(height))
    }
}

struct Steps<'a>(&'a [Point]);

impl std::fmt::Display for Steps<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (position, &(x, y)) in self.0.iter().enumerate() {
            write!(f, "{}{} {}", if position == 0 { "M" } else { "L" }, Num(x), Num(y))?;
        }
        Ok(())
    }
}
