//! The reader's habits and the look of a picture, as the page hands them in.

use std::rc::Rc;

use super::setting::Setting;
use crate::chart::Theme;
use crate::error::Error;
use crate::locale::{Affix, Compact, Currency, Locale, SpanName, Spans};
use crate::message::Words;

/// The habits of the reader. Digits that are left out are the usual ones.
#[inline(never)]
pub fn locale(from: Setting<'_>) -> Result<Locale, Error> {
    // Filled in place: a literal would drop what is read so far anew at each field that can fail.
    let mut locale = Locale::default();
    for (digit, text) in locale.digits.iter_mut().zip(from.at("digits").items()?) {
        *digit = text.text()?.chars().next().unwrap_or(*digit);
    }
    from.at("decimal").text_into(&mut locale.decimal)?;
    from.at("group").text_into(&mut locale.group)?;
    locale.group_size = from.at("groupSize").small()?;
    locale.group_size_further = from.at("groupSizeFurther").small()?;
    locale.min_grouping = from.at("minGrouping").small()?;
    from.at("minus").text_into(&mut locale.minus)?;
    affix(from.at("percent"), &mut locale.percent)?;
    locale.currency = from.at("currency").given().map(currency).transpose()?;
    locale.compact = compact(from.at("compact"))?;
    months(from.at("monthsShort"), &mut locale.months_short)?;
    months(from.at("monthsLong"), &mut locale.months_long)?;
    from.at("dayPattern").text_into(&mut locale.day_pattern)?;
    from.at("monthPattern").text_into(&mut locale.month_pattern)?;
    spans(from.at("spans"), &mut locale.spans)?;
    locale.right_to_left = from.at("rightToLeft").flag()?;
    locale.words = Rc::new(words(from)?);
    Ok(locale)
}

/// Sentences in the language of the reader; none is English.
#[inline(never)]
fn words(from: Setting<'_>) -> Result<Words, Error> {
    let mut entries = Vec::new();
    if let Some(given) = from.at("words").given() {
        for entry in given.items()? {
            let (template, translation) = entry.pair()?;
            entries.push((template.owned()?, translation.owned()?));
        }
    }
    Ok(Words::new(entries, from.at("noneIsOne").flag()?))
}

#[inline(never)]
fn affix(from: Setting<'_>, into: &mut Affix) -> Result<(), Error> {
    from.at("prefix").text_into(&mut into.prefix)?;
    from.at("suffix").text_into(&mut into.suffix)
}

#[inline(never)]
fn currency(from: Setting<'_>) -> Result<Currency, Error> {
    let mut currency = Currency { affix: Affix::default(), decimals: from.at("decimals").small()? };
    affix(from.at("affix"), &mut currency.affix)?;
    Ok(currency)
}

#[inline(never)]
fn compact(from: Setting<'_>) -> Result<Vec<Compact>, Error> {
    let mut marks = Vec::new();
    for mark in from.items()? {
        marks.push(Compact { power: mark.at("power").small()?, suffix: mark.at("suffix").owned()? });
    }
    Ok(marks)
}

#[inline(never)]
fn months(from: Setting<'_>, into: &mut [String; 12]) -> Result<(), Error> {
    let names = from.items()?;
    if names.len() != into.len() {
        return Err(from.takes("twelve texts"));
    }
    for (name, into) in names.into_iter().zip(into) {
        name.text_into(into)?;
    }
    Ok(())
}

#[inline(never)]
fn spans(from: Setting<'_>, into: &mut Spans) -> Result<(), Error> {
    span(from.at("second"), &mut into.second)?;
    span(from.at("minute"), &mut into.minute)?;
    span(from.at("hour"), &mut into.hour)?;
    span(from.at("day"), &mut into.day)?;
    span(from.at("month"), &mut into.month)?;
    span(from.at("year"), &mut into.year)
}

#[inline(never)]
fn span(from: Setting<'_>, into: &mut SpanName) -> Result<(), Error> {
    from.at("one").text_into(&mut into.one)?;
    from.at("other").text_into(&mut into.other)
}

/// Colours, font and size of the page.
#[inline(never)]
fn theme(from: Setting<'_>) -> Result<Theme, Error> {
    let mut theme = Theme::light();
    for property in from.at("properties").items()? {
        let (name, value) = property.pair()?;
        theme.set(name.text()?, value.text()?)?;
    }
    if from.at("forced").flag()? {
        let Theme { background, ink, accent, font, size, .. } = theme;
        return Ok(Theme { font, size, ..Theme::forced(background, ink, accent) });
    }
    Ok(theme)
}

/// Size and look of one picture.
#[derive(Debug)]
pub struct Look {
    /// CSS pixels.
    pub width: f64,
    /// Device pixels for a CSS pixel.
    pub ratio: f64,
    /// Colours, font and size.
    pub theme: Theme,
    /// Stands below an exported picture; `None` for a picture of the page.
    pub footer: Option<String>,
}

/// How a picture is to look.
#[inline(never)]
pub fn look(from: Setting<'_>) -> Result<Look, Error> {
    Ok(Look {
        width: from.at("width").number()?,
        ratio: from.at("ratio").number()?,
        theme: theme(from.at("theme"))?,
        footer: from.at("footer").given().map(Setting::owned).transpose()?,
    })
}
