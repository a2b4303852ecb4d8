//! Colours and type, as the page hands them in.
//!
//! # Theming
//!
//! The page reads its CSS custom properties and passes each on by its name without the prefix `--clientele-`:
//!
//! | name | what it colours or sets |
//! |---|---|
//! | `background` | the ground, and text on dark marks |
//! | `ink` | names and figures |
//! | `muted` | what explains: captions, axes, definitions |
//! | `grid` | hairlines |
//! | `accent` | the marks that the finding is about; one accent a picture |
//! | `neutral` | the marks beside them |
//! | `series-1` … `series-6` | marks of several kinds, in this order |
//! | `font` | a CSS font stack |
//! | `size` | size of a label in CSS pixels, 8 to 32 |
//!
//! The two themes that ship keep these laws, and `tests/it/chart/theme.rs` holds them: text stands out from the ground
//! 4.5 to 1, every mark 3 to 1, and neighbouring series 3 to 1 from each other, 2.7 to 1 for eyes that do not see every
//! colour. A texture is the second cue; where the system forces colours it is the first.

use super::pen::{Color, Font, Paint, Texture, Weight};
use crate::error::Error;
use crate::num::decimal;

/// Colours and type of a picture.
#[derive(Debug, Clone, PartialEq)]
pub struct Theme {
    /// The ground.
    pub background: Color,
    /// Names and figures.
    pub ink: Color,
    /// What explains.
    pub muted: Color,
    /// Hairlines.
    pub grid: Color,
    /// The marks that the finding is about.
    pub accent: Color,
    /// The marks beside them.
    pub neutral: Color,
    /// Marks of several kinds.
    pub series: [Color; 6],
    /// A CSS font stack.
    pub font: String,
    /// Size of a label in CSS pixels.
    pub size: f64,
    /// Are the textures shown? Always where colours are forced.
    pub textured: bool,
}

/// Each of the series has its texture, for pictures that need more than colour.
const TEXTURES: [Texture; 6] =
    [Texture::Plain, Texture::Rising, Texture::Crossed, Texture::Falling, Texture::Upright, Texture::Plain];

impl Theme {
    /// Dark on white.
    pub fn light() -> Self {
        Self {
            background: Color::hex(0xFF_FFFF),
            ink: Color::hex(0x1C_2026),
            muted: Color::hex(0x5B_6470),
            grid: Color::hex(0xE2_E5E9),
            accent: Color::hex(0x17_3B90),
            neutral: Color::hex(0x89_94A3),
            series: [0x17_3B90, 0xB4_8E0F, 0x04_4731, 0x47_99D4, 0x74_154C, 0x89_94A3].map(Color::hex),
            font: "\"Helvetica Neue\", Helvetica, Arial, \"Liberation Sans\", sans-serif".into(),
            size: 13.0,
            textured: false,
        }
    }

    /// Light on near black.
    pub fn dark() -> Self {
        Self {
            background: Color::hex(0x14_171C),
            ink: Color::hex(0xE6_E9EE),
            muted: Color::hex(0x9A_A4B2),
            grid: Color::hex(0x2C_323A),
            accent: Color::hex(0xA0_C4FF),
            neutral: Color::hex(0x5A_6778),
            series: [0xA0_C4FF, 0xA4_4A0D, 0x88_DDBA, 0x26_6998, 0xF9_B5F9, 0x5A_6778].map(Color::hex),
            ..Self::light()
        }
    }

    /// With the few colours that a system forces (`Canvas`, `CanvasText`, `Highlight` of CSS): everything is ink or
    /// accent, and textures tell marks apart.
    pub fn forced(background: Color, ink: Color, accent: Color) -> Self {
        Self {
            background,
            ink,
            muted: ink,
            grid: ink,
            accent,
            neutral: ink,
            series: [accent, ink, accent, ink, accent, ink],
            textured: true,
            ..Self::light()
        }
    }

    /// Sets one property by its name in the table above. A blank value leaves it as it was.
    ///
    /// # Errors
    /// A name that is not in the table; a colour that is none of `#rgb`, `#rrggbb`, `rgb(…)` and `color(srgb …)`, the
    /// forms in which browsers hand out a computed colour; a size out of its range.
    pub fn set(&mut self, name: &str, value: &str) -> Result<(), Error> {
        let value = value.trim();
        if value.is_empty() {
            return Ok(());
        }
        match name {
            "font" => self.font = value.chars().filter(|c| !c.is_control()).take(200).collect(),
            "size" => {
                let size =
                    decimal::read(value.trim_end_matches("px")).filter(|size| (8.0..=32.0).contains(size));
                self.size = size.ok_or_else(|| bad(name, value, "8 to 32 pixels"))?;
            }
            _ => {
                let slot = self.color_mut(name);
                let slot =
                    slot.ok_or_else(|| Error::config(format!("The theme has no property \"{name}\".")))?;
                *slot = parse(value).ok_or_else(|| bad(name, value, "a colour such as #1a2b3c"))?;
            }
        }
        Ok(())
    }

    fn color_mut(&mut self, name: &str) -> Option<&mut Color> {
        match name {
            "background" => Some(&mut self.background),
            "ink" => Some(&mut self.ink),
            "muted" => Some(&mut self.muted),
            "grid" => Some(&mut self.grid),
            "accent" => Some(&mut self.accent),
            "neutral" => Some(&mut self.neutral),
            _ => {
                let number: usize = name.strip_prefix("series-")?.parse().ok()?;
                self.series.get_mut(number.checked_sub(1)?)
            }
        }
    }

    /// The paint of a series, counted from 0; they repeat after six.
    pub fn series_paint(&self, position: usize) -> Paint {
        let position = position % self.series.len();
        let color = self.series.get(position).copied().unwrap_or(self.accent);
        let texture = TEXTURES.get(position).copied().filter(|_| self.textured).unwrap_or_default();
        Paint::plain(color).with(texture)
    }

    /// The paint of what the finding is about.
    pub fn accent_paint(&self) -> Paint {
        Paint::plain(self.accent)
    }

    /// The paint of what stands beside it.
    pub fn neutral_paint(&self) -> Paint {
        Paint::plain(self.neutral).with(if self.textured { Texture::Rising } else { Texture::Plain })
    }

    /// A tint of a colour that lets text stand on it: the ground with a little of the colour.
    pub fn tint(&self, color: Color) -> Color {
        let part = if self.background.luminance() > 0.5 { 0.13 } else { 0.19 };
        if self.textured { self.background } else { self.background.mix(color, part) }
    }

    /// The ink or the ground, whichever reads better on a mark of this colour; black or white where neither reads 4.5
    /// to 1.
    pub fn text_on(&self, mark: Color) -> Color {
        let better = |a: Color, b: Color| if a.contrast(mark) >= b.contrast(mark) { a } else { b };
        let own = better(self.ink, self.background);
        if own.contrast(mark) >= 4.5 { own } else { better(Color::hex(0), Color::hex(0xFF_FFFF)) }
    }

    /// The type of a label.
    pub fn label(&self) -> Font<'_> {
        Font { family: &self.font, size: self.size, weight: Weight::Regular }
    }

    /// The type of a figure that counts.
    pub fn strong(&self) -> Font<'_> {
        Font { weight: Weight::Bold, ..self.label() }
    }

    /// The type of what explains.
    pub fn small(&self) -> Font<'_> {
        Font { size: (self.size * 0.88).max(8.0), ..self.label() }
    }

    /// The type of the title on an exported picture.
    pub fn title(&self) -> Font<'_> {
        Font { size: self.size * 1.45, ..self.strong() }
    }
}

fn bad(name: &str, value: &str, wanted: &str) -> Error {
    Error::config(format!("The theme's {name} cannot be \"{value}\": it wants {wanted}."))
}

/// A computed CSS colour; an alpha is read and left out, because marks lie on a ground that is not known to be one.
fn parse(text: &str) -> Option<Color> {
    if let Some(digits) = text.strip_prefix('#') {
        let value = u32::from_str_radix(digits, 16).ok()?;
        return match digits.len() {
            3 => {
                Some(Color::hex((value >> 8) * 0x11_0000 + (value >> 4 & 15) * 0x1100 + (value & 15) * 0x11))
            }
            6 => Some(Color::hex(value)),
            8 => Some(Color::hex(value >> 8)),
            _ => None,
        };
    }
    let (name, inner) = text.strip_suffix(')')?.split_once('(')?;
    let parts = inner.split([' ', ',', '/']).map(str::trim).filter(|part| !part.is_empty());
    let (parts, unit): (Vec<&str>, f64) = match name {
        "rgb" | "rgba" => (parts.collect(), 1.0),
        "color" => (parts.skip_while(|&part| part == "srgb").collect(), 255.0),
        _ => return None,
    };
    let channel = |position: usize| -> Option<u8> {
        let value = decimal::read(parts.get(position)?)?;
        value.is_finite().then(|| (value * unit).round().clamp(0.0, 255.0) as u8)
    };
    Some(Color { r: channel(0)?, g: channel(1)?, b: channel(2)? })
}
