//! Each picture against the file that was looked at and found right. `CLIENTELE_BLESS=1` rewrites the files;
//! `CLIENTELE_GALLERY=folder` writes pages with every picture at four widths, to be looked at.

use std::fs;
use std::path::Path;

use clientele::chart::{Caption, Picture, Theme, svg};
use clientele::locale::{Affix, Currency, Locale};

use super::answers::Answers;
use super::fixtures;
use super::forms::Forms;

pub fn dollars() -> Locale {
    let affix = Affix { prefix: "$".into(), suffix: String::new() };
    Locale { currency: Some(Currency { affix, decimals: 2 }), ..Locale::default() }
}

fn check(name: &str, drawn: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(format!("{name}.svg"));
    if std::env::var_os("CLIENTELE_BLESS").is_some() {
        fs::write(&path, drawn).unwrap();
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(kept, drawn, "{name} differs; look at it, then bless it with CLIENTELE_BLESS=1");
}

fn caption(title: &'static str) -> Caption<'static> {
    Caption { title, subtitle: "All orders up to 30 Sep 1997", footer: "Clientele" }
}

#[test]
fn pictures_are_as_they_were_reviewed() {
    let bands = fixtures::worth();
    let (segments, funnel, ladder) = (fixtures::shop(), fixtures::checkout(), fixtures::ladder());
    let pictures = [
        ("segments", Picture::Segments(&segments), "412 champions bring 42% of the money"),
        ("funnel", Picture::Funnel(&funnel), "Most are lost before the basket: 37% go on"),
        ("value", Picture::Value(&bands), "A tenth of the customers is half of what to expect"),
        ("ladder", Picture::Ladder(&ladder), "1,398 of 2,846 buyers came back"),
    ];
    for (name, picture, title) in pictures {
        for (width, theme, look) in [(360.0, Theme::light(), "narrow"), (900.0, Theme::dark(), "wide-dark")] {
            check(
                &format!("{name}-{look}"),
                &svg(&picture, width, &caption(title), &theme, &dollars()).unwrap(),
            );
        }
        gallery(name, &picture, title);
    }
}

#[test]
fn forms_are_as_they_were_reviewed() {
    let forms = Forms::new();
    for (name, picture, _, title) in forms.all() {
        check(name, &svg(&picture, 640.0, &caption(title), &Theme::light(), &dollars()).unwrap());
        gallery(name, &picture, title);
    }
}

#[test]
fn answers_are_as_they_were_reviewed() {
    let answers = Answers::new();
    for (name, picture, _) in answers.all() {
        check(name, &svg(&picture, 640.0, &caption(""), &Theme::light(), &dollars()).unwrap());
        gallery(name, &picture, name);
    }
}

fn gallery(name: &str, picture: &Picture<'_>, title: &'static str) {
    let Some(folder) = std::env::var_os("CLIENTELE_GALLERY") else { return };
    let forced = Theme::forced(Theme::dark().background, Theme::dark().ink, Theme::dark().accent);
    for (look, theme) in [("light", Theme::light()), ("dark", Theme::dark()), ("forced", forced)] {
        let c = theme.background;
        let mut page =
            format!("<!doctype html><body style='margin:24px;background:rgb({},{},{})'>", c.r, c.g, c.b);
        for width in [320.0, 480.0, 768.0, 1200.0] {
            let drawn = svg(picture, width, &caption(title), &theme, &dollars()).unwrap();
            page += &format!(
                "<div style='display:inline-block;vertical-align:top;margin:0 40px 40px 0'>{drawn}</div>"
            );
        }
        fs::write(Path::new(&folder).join(format!("{name}-{look}.html")), page).unwrap();
    }
}
