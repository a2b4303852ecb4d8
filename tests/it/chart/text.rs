//! Text of any kind fits its room.

use clientele::chart::pen::{Font, Weight};
use clientele::chart::svg::SvgPen;
use clientele::chart::text::{clean, shorten, wrap};
use clientele::chart::widths::table_width;

use super::fixtures::hostile;

const FONT: Font<'static> = Font { family: "Arial", size: 13.0, weight: Weight::Regular };

#[test]
fn widths_are_those_of_the_font() {
    // Liberation Sans, table hmtx: A 667, V 667, blank 278; bold A 722.
    let at_1000 = |weight| Font { size: 1000.0, weight, ..FONT };
    assert_eq!(table_width("A V", &at_1000(Weight::Regular)), 667.0 + 278.0 + 667.0);
    assert_eq!(table_width("A", &at_1000(Weight::Bold)), 722.0);
    // Figures are as wide as each other: columns line up.
    for digit in "0123456789".chars() {
        assert_eq!(table_width(&digit.to_string(), &at_1000(Weight::Bold)), 556.0);
    }
    assert_eq!(table_width("", &FONT), 0.0);
}

#[test]
fn shortened_text_fits_and_is_a_beginning() {
    let pen = SvgPen::new();
    for name in hostile() {
        let name = clean(&name);
        assert!(name.chars().count() <= 241);
        for room in [0.0, 5.0, 14.0, 40.0, 120.0, 300.0, 1e6] {
            let short = shorten(&pen, &name, &FONT, room);
            assert!(table_width(&short, &FONT) <= room, "{short:?} in {room}");
            match short.strip_suffix('…') {
                Some(kept) if short != name => assert!(name.starts_with(kept), "{kept:?} of {name:?}"),
                _ => assert!(short == name || short.is_empty()),
            }
        }
    }
}

#[test]
fn shortening_keeps_as_much_as_fits() {
    let pen = SvgPen::new();
    let width = table_width("Put it in…", &FONT);
    assert_eq!(shorten(&pen, "Put it in the basket", &FONT, width), "Put it in…");
    // Not half a family, and not a thumb without its colour.
    let family = "👩‍👩‍👧 at home";
    for room in 0..60 {
        let short = shorten(&pen, family, &FONT, f64::from(room));
        assert!(short.is_empty() || short.starts_with("👩‍👩‍👧") || short == "…", "{short:?}");
    }
}

#[test]
fn wrapped_lines_fit_and_lose_nothing_before_the_ellipsis() {
    let pen = SvgPen::new();
    for name in hostile().iter().map(|name| clean(name)) {
        for (room, n) in [(30.0, 1), (60.0, 2), (200.0, 3), (1e6, 2)] {
            let lines = wrap(&pen, &name, &FONT, room, n);
            assert!(lines.len() <= n);
            assert!(lines.iter().all(|line| table_width(line, &FONT) <= room));
            if !lines.iter().any(|line| line.ends_with('…')) && !name.is_empty() {
                assert_eq!(lines.join(" "), name, "{room}");
            }
        }
    }
    let fits = table_width("Put it in the", &FONT);
    assert_eq!(wrap(&pen, "Put it in the basket", &FONT, fits, 2), ["Put it in the", "basket"]);
}

#[test]
fn what_steers_is_taken_out() {
    assert_eq!(clean(" a\u{0}\n\tb \u{202E}c\u{2066} \u{FEFF} "), "a b c");
    assert_eq!(clean("\u{1b}[31mred"), "[31mred");
}
