//! The value of a cell as text.

use super::style::Style;
use crate::day::Day;

/// Seconds of a day.
const DAY: i64 = 86_400;
/// The day after the last that a sheet knows, 31 December 9999.
const MOST_DAYS: f64 = 2_958_466.0;

/// A number as the sheet shows it: a date as ISO, else plain digits with a dot.
pub(super) fn number(text: &str, style: Style, from_1904: bool) -> String {
    let text = text.trim();
    match style {
        Style::Date => date(text, from_1904).unwrap_or_else(|| plain(text)),
        Style::Padded(width) if text.bytes().all(|byte| byte.is_ascii_digit()) => {
            format!("{text:0>width$}", width = usize::from(width))
        }
        _ => plain(text),
    }
}

/// Digits alone stay as they stand, however many. Others are binary fractions, of which a spreadsheet shows 15 digits:
/// `19.989999999999998` is 19.99.
fn plain(text: &str) -> String {
    let digits = text.strip_prefix('-').unwrap_or(text);
    if digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return text.to_owned();
    }
    let Some(value) = text.parse::<f64>().ok().filter(|value| value.is_finite()) else {
        return text.to_owned();
    };
    let rounded = format!("{value:.14e}");
    let Some((digits, power)) = rounded.split_once('e') else { return text.to_owned() };
    let Ok(power) = power.parse::<i32>() else { return text.to_owned() };
    if !(-30..=30).contains(&power) {
        return if power < 0 { "0".to_owned() } else { text.to_owned() };
    }
    let (sign, digits) = digits.strip_prefix('-').map_or(("", digits), |digits| ("-", digits));
    let digits: String = digits.chars().filter(char::is_ascii_digit).collect();
    let digits = digits.trim_end_matches('0');
    // How many digits stand before the point.
    let whole = power + 1;
    let n = digits.len() as i32;
    if n == 0 {
        return "0".to_owned();
    }
    if whole <= 0 {
        return with_decimals(sign, "0", &format!("{}{digits}", "0".repeat(-whole as usize)));
    }
    if n <= whole {
        return format!("{sign}{digits}{}", "0".repeat((whole - n) as usize));
    }
    let (before, after) = digits.split_at(whole as usize);
    with_decimals(sign, before, after)
}

/// Three decimals get a fourth: `1.234` alone might be a thousand and more, `1.2340` cannot.
fn with_decimals(sign: &str, whole: &str, decimals: &str) -> String {
    let zero = if decimals.len() == 3 { "0" } else { "" };
    format!("{sign}{whole}.{decimals}{zero}")
}

/// `2024-03-05`, `2024-03-05 14:02:11`, or a time of day alone.
fn date(text: &str, from_1904: bool) -> Option<String> {
    let serial = text.parse::<f64>().ok().filter(|serial| (0.0..MOST_DAYS).contains(serial))?;
    let seconds = (serial * DAY as f64).round() as i64;
    let (days, seconds) = (seconds.div_euclid(DAY), seconds.rem_euclid(DAY));
    let clock = format!("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
    if days == 0 && !from_1904 {
        return Some(clock);
    }
    // Serial 1 is 1 January 1900. The sheet counts a 29 February 1900 that never was: serial 60.
    let first = match (from_1904, days) {
        (true, _) => Day::from_ymd(1904, 1, 1)?.0,
        (false, ..60) => Day::from_ymd(1899, 12, 31)?.0,
        (false, _) => Day::from_ymd(1899, 12, 30)?.0,
    };
    let day = Day(first + days as i32);
    Some(if seconds == 0 { day.to_string() } else { format!("{day} {clock}") })
}

/// Characters that XML cannot hold are written `_x000D_`.
pub(super) fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let code = from.get(2..6).filter(|_| from.get(6..7) == Some("_"));
        let char = code.and_then(|code| u32::from_str_radix(code, 16).ok()).and_then(char::from_u32);
        match char {
            Some(char) => out.push(char),
            None => out.push_str("_x"),
        }
        rest = from.get(if char.is_some() { 7 } else { 2 }..).unwrap_or("");
    }
    out.push_str(rest);
    out
}
