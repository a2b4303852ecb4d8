//! The reader's habits and the look of a picture, as the page hands them in.

use serde::Deserialize;

use crate::chart::Theme;
use crate::error::Error;
use crate::locale;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Locale {
    digits: Vec<String>,
    decimal: String,
    group: String,
    group_size: u8,
    group_size_further: u8,
    min_grouping: u8,
    minus: String,
    percent: Affix,
    currency: Option<Currency>,
    compact: Vec<Compact>,
    months_short: [String; 12],
    months_long: [String; 12],
    day_pattern: String,
    month_pattern: String,
    spans: Spans,
    right_to_left: bool,
}

#[derive(Deserialize)]
struct Affix {
    prefix: String,
    suffix: String,
}

#[derive(Deserialize)]
struct Currency {
    affix: Affix,
    decimals: u8,
}

#[derive(Deserialize)]
struct Compact {
    power: u8,
    suffix: String,
}

#[derive(Deserialize)]
struct Spans {
    second: Span,
    minute: Span,
    hour: Span,
    day: Span,
    month: Span,
    year: Span,
}

#[derive(Deserialize)]
struct Span {
    one: String,
    other: String,
}

impl From<Locale> for locale::Locale {
    fn from(from: Locale) -> Self {
        let usual = Self::default();
        let digit = |i: usize| {
            from.digits
                .get(i)
                .and_then(|text| text.chars().next())
                .unwrap_or(usual.digits.get(i).copied().unwrap_or('0'))
        };
        let currency = |c: Currency| locale::Currency { affix: c.affix.into(), decimals: c.decimals };
        let compact = |c: Compact| locale::Compact { power: c.power, suffix: c.suffix };
        let span = |span: Span| locale::SpanName { one: span.one, other: span.other };
        Self {
            digits: std::array::from_fn(digit),
            decimal: from.decimal,
            group: from.group,
            group_size: from.group_size,
            group_size_further: from.group_size_further,
            min_grouping: from.min_grouping,
            minus: from.minus,
            percent: from.percent.into(),
            currency: from.currency.map(currency),
            compact: from.compact.into_iter().map(compact).collect(),
            months_short: from.months_short,
            months_long: from.months_long,
            day_pattern: from.day_pattern,
            month_pattern: from.month_pattern,
            spans: locale::Spans {
                second: span(from.spans.second),
                minute: span(from.spans.minute),
                hour: span(from.spans.hour),
                day: span(from.spans.day),
                month: span(from.spans.month),
                year: span(from.spans.year),
            },
            right_to_left: from.right_to_left,
        }
    }
}

impl From<Affix> for locale::Affix {
    fn from(from: Affix) -> Self {
        Self { prefix: from.prefix, suffix: from.suffix }
    }
}

#[derive(Deserialize)]
#[serde(rename = "Theme")]
pub struct ThemeOf {
    forced: bool,
    properties: Vec<(String, String)>,
}

impl TryFrom<ThemeOf> for Theme {
    type Error = Error;

    fn try_from(from: ThemeOf) -> Result<Self, Error> {
        let mut theme = Self::light();
        for (name, value) in &from.properties {
            theme.set(name, value)?;
        }
        if from.forced {
            let Theme { background, ink, accent, font, size, .. } = theme;
            return Ok(Self { font, size, ..Self::forced(background, ink, accent) });
        }
        Ok(theme)
    }
}

/// Size, look and words of one picture.
#[derive(Deserialize)]
pub struct Look {
    /// CSS pixels.
    pub width: f64,
    /// Device pixels for a CSS pixel.
    pub ratio: f64,
    pub theme: ThemeOf,
    pub locale: Locale,
    /// Stands below an exported picture; `None` for a picture of the page.
    #[serde(default)]
    pub footer: Option<String>,
}
