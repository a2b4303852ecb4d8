//! What one cell looks like.

use crate::csv::date::{self, Date, DateOrder};
use crate::csv::number::{self, Number};

/// What a cell looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Nothing, or a spelling of nothing.
    Blank,
    /// A number, perhaps with a currency.
    Number { whole: bool, negative: bool, currency: bool },
    /// A date; with the only order that it can be read in, if there is only one.
    Date(Option<DateOrder>),
    /// An e-mail address or a web address.
    Address { email: bool },
    /// Anything else.
    Text,
}

/// The kind of a trimmed cell.
pub(super) fn of(text: &str) -> Kind {
    // As nearly all dates and numbers are written; the rest is looked at with care.
    if let Some((day, rest)) = text.as_bytes().split_first_chunk::<10>()
        && day.first() != Some(&b'0')
        && date::iso_day(day).is_some()
        && clientele_cells::clock(rest).is_some()
    {
        return Kind::Date(None);
    }
    if let Some((value, _)) = clientele_cells::plain(text.as_bytes())
        && !may_be_date(text)
    {
        let whole = value % crate::money::PER_UNIT == 0;
        return Kind::Number { whole, negative: value < 0, currency: false };
    }
    if number::is_blank(text) {
        return Kind::Blank;
    }
    if is_email(text) {
        return Kind::Address { email: true };
    }
    if text.starts_with("http://") || text.starts_with("https://") || text.starts_with("www.") {
        return Kind::Address { email: false };
    }
    if !text.contains(|c: char| c.is_numeric()) || text.len() > 64 {
        return Kind::Text;
    }
    if may_be_date(text) {
        match date::careful(text) {
            Date::Fixed(..) => return Kind::Date(None),
            Date::Open(_, numbers) => return Kind::Date(numbers.proof()),
            Date::Blank | Date::Bad => {}
        }
    }
    match number::careful(text) {
        Number::Value(value) => Kind::Number {
            whole: value.value % crate::money::PER_UNIT == 0 && !value.percent,
            negative: value.value < 0,
            currency: !value.currency.is_empty(),
        },
        Number::Blank | Number::Bad => Kind::Text,
    }
}

/// Digits alone are a date only where nothing else is as likely: `20240305`, `1709647331`, `1433221332117`.
fn may_be_date(text: &str) -> bool {
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let whole = text.split('.').next().unwrap_or("");
    match whole.len() {
        _ if !is_number || text.matches('.').count() > 1 => true,
        8 | 12 | 14 => text.len() == whole.len(),
        10 => whole.starts_with("20") || whole.starts_with('1'),
        13 => whole.starts_with('1'),
        5 => text.len() > 7,
        _ => false,
    }
}

fn is_email(text: &str) -> bool {
    let Some((name, domain)) = text.split_once('@') else { return false };
    let is_plain = |part: &str| {
        !part.is_empty() && !part.contains(|c: char| c.is_whitespace() || matches!(c, '@' | ',' | ';' | '"'))
    };
    is_plain(name)
        && is_plain(domain)
        && domain.contains('.')
        && !domain.starts_with('.')
        && !domain.ends_with('.')
}
