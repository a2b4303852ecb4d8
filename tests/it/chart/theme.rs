//! The two themes that ship keep the contrasts that `src/chart/theme.rs` promises.

use clientele::chart::Theme;
use clientele::chart::pen::{Color, Texture};

fn themes() -> [(&'static str, Theme); 2] {
    [("light", Theme::light()), ("dark", Theme::dark())]
}

#[test]
fn contrast_is_that_of_the_standard() {
    let (white, black) = (Color::hex(0xFF_FFFF), Color::hex(0));
    assert!((white.contrast(black) - 21.0).abs() < 1e-12);
    assert_eq!(white.contrast(white), 1.0);
    // W3C, Understanding SC 1.4.3: #777777 on white is just under 4.5, #767676 just over.
    assert!(white.contrast(Color::hex(0x77_7777)) < 4.5 && white.contrast(Color::hex(0x76_7676)) > 4.5);
}

#[test]
fn text_stands_out_from_every_ground_it_is_written_on() {
    for (name, theme) in themes() {
        for ground in [theme.background, theme.tint(theme.accent), theme.tint(theme.neutral)] {
            for text in [theme.ink, theme.muted, theme.accent] {
                let contrast = text.contrast(ground);
                assert!(contrast >= 4.5, "{name}: {text:?} on {ground:?} has {contrast:.2}");
            }
        }
        let shades = (0..=20).map(|k| theme.background.mix(theme.accent, f64::from(k) / 20.0));
        for mark in theme.series.into_iter().chain([theme.accent, theme.neutral]).chain(shades) {
            let contrast = theme.text_on(mark).contrast(mark);
            assert!(contrast >= 4.5, "{name}: {contrast:.2} on {mark:?}");
        }
    }
}

#[test]
fn marks_stand_out_from_the_ground_and_from_their_neighbours() {
    for (name, theme) in themes() {
        for mark in theme.series.into_iter().chain([theme.accent, theme.neutral]) {
            let contrast = mark.contrast(theme.background);
            assert!(contrast >= 3.0, "{name}: {mark:?} has {contrast:.2} to the ground");
        }
        let contrast = theme.accent.contrast(theme.neutral);
        assert!(contrast >= 3.0, "{name}: accent beside neutral has {contrast:.2}");
        for (a, b) in neighbours(&theme) {
            assert!(a.contrast(b) >= 3.0, "{name}: {a:?} beside {b:?} has {:.2}", a.contrast(b));
        }
    }
}

/// The last stands beside the first where the series repeat.
fn neighbours(theme: &Theme) -> impl Iterator<Item = (Color, Color)> + '_ {
    (0..6).map(|i| (theme.series[i], theme.series[(i + 1) % 6]))
}

/// Severity 1.0. Source: Machado, Oliveira, Fernandes (2009), table 1; on linear channels.
const BLINDNESS: [(&str, [[f64; 3]; 3]); 3] = [
    (
        "protanopia",
        [
            [0.152_286, 1.052_583, -0.204_868],
            [0.114_503, 0.786_281, 0.099_216],
            [-0.003_882, -0.048_116, 1.051_998],
        ],
    ),
    (
        "deuteranopia",
        [
            [0.367_322, 0.860_646, -0.227_968],
            [0.280_085, 0.672_501, 0.047_413],
            [-0.011_820, 0.042_940, 0.968_881],
        ],
    ),
    (
        "tritanopia",
        [
            [1.255_528, -0.076_749, -0.178_779],
            [-0.078_411, 0.930_809, 0.147_602],
            [0.004_733, 0.691_367, 0.303_900],
        ],
    ),
];

fn seen(color: Color, matrix: &[[f64; 3]; 3]) -> Color {
    let linear = [color.r, color.g, color.b].map(|c| {
        let c = f64::from(c) / 255.0;
        if c <= 0.04045 { c / 12.92 } else { libm::pow((c + 0.055) / 1.055, 2.4) }
    });
    let [r, g, b] = matrix.map(|row| {
        let c: f64 = row.iter().zip(linear).map(|(weight, channel)| weight * channel).sum();
        let c = c.clamp(0.0, 1.0);
        let c = if c <= 0.003_130_8 { 12.92 * c } else { 1.055 * libm::pow(c, 1.0 / 2.4) - 0.055 };
        (c * 255.0).round() as u8
    });
    Color { r, g, b }
}

#[test]
fn neighbours_differ_for_eyes_that_do_not_see_every_colour() {
    for (name, theme) in themes() {
        for (blindness, matrix) in &BLINDNESS {
            for (a, b) in neighbours(&theme) {
                let contrast = seen(a, matrix).contrast(seen(b, matrix));
                assert!(contrast >= 2.7, "{name}, {blindness}: {a:?} beside {b:?} has {contrast:.2}");
            }
        }
    }
}

#[test]
fn forced_colours_are_told_apart_by_texture() {
    let theme = Theme::forced(Color::hex(0), Color::hex(0xFF_FFFF), Color::hex(0xFF_FF00));
    for i in 0..6 {
        let (a, b) = (theme.series_paint(i), theme.series_paint((i + 1) % 6));
        assert!(a.texture != b.texture || a.color != b.color, "{i}");
    }
    assert_ne!(theme.neutral_paint().texture, Texture::Plain);
    assert_eq!(theme.accent_paint().texture, Texture::Plain);
}

#[test]
fn properties_of_the_page_are_read() {
    let mut theme = Theme::light();
    let forms = ["#0a141e", "rgb(10, 20, 30)", "rgb(10 20 30 / 0.5)", "color(srgb 0.0392 0.0784 0.1176)"];
    for form in forms {
        theme.accent = Color::hex(0);
        theme.set("accent", form).unwrap();
        assert_eq!(theme.accent, Color { r: 10, g: 20, b: 30 }, "{form}");
    }
    theme.set("ink", "#fa3").unwrap();
    assert_eq!(theme.ink, Color { r: 255, g: 170, b: 51 });
    theme.set("series-6", "#010203").unwrap();
    assert_eq!(theme.series[5], Color { r: 1, g: 2, b: 3 });
    theme.set("size", "16px").unwrap();
    assert_eq!(theme.size, 16.0);
    let before = theme.clone();
    theme.set("muted", "  ").unwrap();
    assert_eq!(theme, before, "blank leaves it as it was");
}

#[test]
fn properties_that_cannot_be_read_are_refused() {
    let mut theme = Theme::light();
    let bad = [
        ("accent", "red; background: url(x)"),
        ("accent", "#12"),
        ("accent", "#gggggg"),
        ("accent", "#é12"),
        ("accent", "rgb(1, 2)"),
        ("accent", "rgb(NaN 1 1)"),
        ("series-0", "#ffffff"),
        ("series-7", "#ffffff"),
        ("size", "0"),
        ("size", "NaN"),
        ("size", "1e9px"),
        ("colour", "#ffffff"),
    ];
    for (name, value) in bad {
        assert!(theme.set(name, value).unwrap_err().is_config(), "{name}: {value}");
    }
    assert_eq!(theme, Theme::light());
}
