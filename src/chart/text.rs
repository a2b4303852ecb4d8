//! Text that comes from a file is hostile: it is cleaned, measured, shortened and wrapped here before it is drawn.

use super::pen::{Font, Pen};

/// From the baseline up to the top of the letters, as a part of the size.
pub const ASCENT: f64 = 0.76;

/// From the baseline down to the foot of the letters.
pub const DESCENT: f64 = 0.22;

/// From the middle of the figures down to the baseline: half their height.
pub const MIDDLE: f64 = 0.36;

/// No label is longer, whatever the room: what a reader takes in at a glance, and what is worth measuring.
const LONGEST: usize = 240;

/// One line without what could steer the page: control characters, line ends, marks that turn the direction of the
/// text around. Runs of blanks become one. At most 240 characters.
pub fn clean(text: &str) -> String {
    let mut line = String::new();
    let shown = text.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).filter(|&c| !steers(c));
    for (n, c) in shown.enumerate() {
        if n >= LONGEST {
            line.push('…');
            break;
        }
        if c != ' ' || !(line.is_empty() || line.ends_with(' ')) {
            line.push(c);
        }
    }
    line.truncate(line.trim_end().len());
    line
}

/// Does this character give orders to the page instead of being seen?
pub(super) fn steers(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

/// Does this character belong to the one before it? An accent, a joiner, a variant, a tone of skin.
fn joins(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{200C}' | '\u{200D}' | '\u{FE00}'..='\u{FE0F}' | '\u{1F3FB}'..='\u{1F3FF}')
}

/// The text if it fits, otherwise as much of it as fits with an ellipsis; empty if not even one letter does.
pub fn shorten(pen: &dyn Pen, text: &str, font: &Font<'_>, room: f64) -> String {
    if pen.text_width(text, font) <= room {
        return text.to_string();
    }
    let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    let fits = |&at: &usize| pen.text_width(&with_ellipsis(text, at), font) <= room;
    let n_fit = ends.partition_point(fits);
    match n_fit.checked_sub(1).and_then(|last| ends.get(last)) {
        Some(&at) if at > 0 => with_ellipsis(text, at),
        _ => String::new(),
    }
}

/// The text up to a byte, less half characters and blanks at its end, and an ellipsis.
fn with_ellipsis(text: &str, at: usize) -> String {
    let (mut kept, rest) = text.split_at_checked(at).unwrap_or((text, ""));
    // What is joined is cut as a whole.
    let mut torn = rest.starts_with(joins);
    while torn || kept.ends_with('\u{200D}') {
        kept = kept.trim_end_matches(joins);
        kept = kept.char_indices().next_back().map_or("", |(last, _)| kept.get(..last).unwrap_or(""));
        torn = false;
    }
    format!("{}…", kept.trim_end_matches([' ', ',', '.', ';', ':', '-', '–', '(']))
}

/// The text in lines that fit, broken at blanks; each is shortened where a word is wider than the room, and the last
/// where more would follow.
pub fn wrap(pen: &dyn Pen, text: &str, font: &Font<'_>, room: f64, max_lines: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let longer = if line.is_empty() { word.to_string() } else { format!("{line} {word}") };
        let full = !line.is_empty() && pen.text_width(&longer, font) > room;
        if full && lines.len() + 1 < max_lines {
            lines.push(std::mem::replace(&mut line, word.to_string()));
        } else {
            line = longer;
        }
    }
    lines.push(line);
    lines.into_iter().map(|line| shorten(pen, &line, font, room)).filter(|line| !line.is_empty()).collect()
}
