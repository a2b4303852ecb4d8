//! How numbers are written. Expected texts were written by hand from the rules in the module, except where a line
//! names `Intl`: what `new Intl.NumberFormat(tag, options).format(x)` gives (ICU 78.2).

use clientele::day::Day;
use clientele::locale::{Affix, Compact, Currency, Locale, SpanName, UNKNOWN};

fn german() -> Locale {
    Locale {
        decimal: ",".into(),
        group: ".".into(),
        percent: Affix { prefix: String::new(), suffix: "\u{a0}%".into() },
        currency: Some(Currency {
            affix: Affix { prefix: String::new(), suffix: "\u{a0}€".into() },
            decimals: 2,
        }),
        compact: vec![Compact { power: 6, suffix: "\u{a0}Mio.".into() }],
        day_pattern: "{dd}.{mm}.{y}".into(),
        ..Locale::default()
    }
}

fn dollars() -> Locale {
    let affix = Affix { prefix: "$".into(), suffix: String::new() };
    Locale { currency: Some(Currency { affix, decimals: 2 }), ..Locale::default() }
}

#[test]
fn counts_are_grouped() {
    let english = Locale::default();
    assert_eq!(english.count(0), "0");
    assert_eq!(english.count(999), "999");
    assert_eq!(english.count(1000), "1,000");
    assert_eq!(english.count(1_234_567), "1,234,567");
    assert_eq!(german().count(1_234_567), "1.234.567");
}

#[test]
fn groups_follow_the_reader() {
    let spanish = Locale { min_grouping: 2, group: ".".into(), ..Locale::default() };
    assert_eq!(spanish.count(1234), "1234");
    assert_eq!(spanish.count(12_345), "12.345");
    let indian = Locale { group_size_further: 2, ..Locale::default() };
    assert_eq!(indian.count(12_345_678), "1,23,45,678"); // Intl, en-IN
    let none = Locale { group_size: 0, ..Locale::default() };
    assert_eq!(none.count(12_345_678), "12345678");
}

#[test]
fn digits_follow_the_reader() {
    let digits = ['٠', '١', '٢', '٣', '٤', '٥', '٦', '٧', '٨', '٩'];
    let arabic = Locale { digits, group: "٬".into(), decimal: "٫".into(), ..Locale::default() };
    assert_eq!(arabic.number(1234.5, 1), "١٬٢٣٤٫٥"); // Intl, ar-EG
    assert_eq!(arabic.day(Day(0)), "١ Jan ١٩٧٠");
}

#[test]
fn halves_round_away_from_zero_as_the_reader_sees_them() {
    let english = Locale::default();
    assert_eq!(english.number(0.5, 0), "1");
    assert_eq!(english.number(1.5, 0), "2");
    assert_eq!(english.number(2.5, 0), "3");
    assert_eq!(english.number(-2.5, 0), "-3");
    assert_eq!(english.number(1.005, 2), "1.01"); // Intl, en
    assert_eq!(english.number(0.004_999, 2), "0.00");
    assert_eq!(english.number(999.995, 2), "1,000.00");
    assert_eq!(english.number(9.99, 1), "10.0");
    assert_eq!(english.number(7.0, 3), "7.000");
}

#[test]
fn zero_has_no_sign_and_no_number_is_said() {
    let english = Locale::default();
    assert_eq!(english.number(-0.0, 0), "0");
    assert_eq!(english.number(-0.004, 2), "0.00");
    assert_eq!(dollars().money(-0.001), "$0.00");
    assert_eq!(english.share(-0.001), "0%");
    for nothing in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        assert_eq!(english.number(nothing, 2), UNKNOWN);
        assert_eq!(english.money_compact(nothing), UNKNOWN);
        assert_eq!(english.share(nothing), UNKNOWN);
    }
}

#[test]
fn only_a_true_zero_and_a_true_whole_say_so() {
    let english = Locale::default();
    assert_eq!(english.share(0.0), "0%");
    assert_eq!(english.share(0.000_1), "<0.1%");
    assert_eq!(english.share(0.004), "0.4%");
    assert_eq!(english.share(0.012), "1%");
    assert_eq!(english.share(0.614), "61%");
    assert_eq!(english.share(0.996), "99.6%");
    assert_eq!(english.share(0.999_9), ">99.9%");
    assert_eq!(english.share(1.0), "100%");
    assert_eq!(english.share_to(0.614_2, 1), "61.4%");
    assert_eq!(german().share(0.614), "61\u{a0}%");
}

#[test]
fn money_has_the_coins_of_its_currency() {
    assert_eq!(Locale::default().money(29.33), "29.33");
    assert_eq!(dollars().money(-1234.5), "-$1,234.50"); // Intl, en-US, USD
    assert_eq!(dollars().money_whole(1234.5), "$1,235");
    assert_eq!(german().money(1234.5), "1.234,50\u{a0}€"); // Intl, de-DE, EUR
}

#[test]
fn compact_numbers_keep_three_figures() {
    let english = Locale::default();
    assert_eq!(english.compact(0.0), "0");
    assert_eq!(english.compact(950.0), "950");
    assert_eq!(english.compact(999.4), "999");
    assert_eq!(english.compact(999.6), "1k");
    assert_eq!(english.compact(1500.0), "1.5k");
    assert_eq!(english.compact(12_345.0), "12.3k");
    assert_eq!(english.compact(999_950.0), "1M");
    assert_eq!(english.compact(2_500_315.63), "2.5M");
    assert_eq!(english.compact(-45_000.0), "-45k");
    assert_eq!(english.compact(7.0e12), "7,000B");
    assert_eq!(dollars().money_compact(1_230_000.0), "$1.23M");
    assert_eq!(german().money_compact(12_345.0), "12.345\u{a0}€");
    assert_eq!(german().money_compact(2_500_000.0), "2,5\u{a0}Mio.\u{a0}€"); // Intl, de-DE, EUR, compact, 3 figures
}

#[test]
fn days_and_months_follow_their_patterns() {
    let day = Day::from_ymd(1997, 9, 3).unwrap();
    assert_eq!(Locale::default().day(day), "3 Sep 1997");
    assert_eq!(Locale::default().month(day), "Sep 1997");
    assert_eq!(german().day(day), "03.09.1997");
    let long = Locale { day_pattern: "{month} {d}, {y}".into(), ..Locale::default() };
    assert_eq!(long.day(day), "September 3, 1997");
}

#[test]
fn spans_take_the_largest_fitting_unit() {
    let english = Locale::default();
    let day = 86_400.0;
    for (seconds, text) in [
        (0.0, "0 s"),
        (45.0, "45 s"),
        (59.97, "1 min"),
        (90.0, "1.5 min"),
        (3600.0, "1 h"),
        (36_000.0, "10 h"),
        (day, "1 day"),
        (1.5 * day, "1.5 days"),
        (45.4 * day, "45 days"),
        (122.0 * day, "4 months"),
        (365.25 * 3.0 * day, "3 years"),
        (-90.0, "-1.5 min"),
    ] {
        assert_eq!(english.span_seconds(seconds), text);
    }
    assert_eq!(english.days(1.0), "1 day");
    assert_eq!(english.days(0.5), "0.5 days");
    assert_eq!(english.days(212.5), "213 days");
    let name = SpanName { one: "{n} Tag".into(), other: "{n} Tage".into() };
    let mut german = german();
    german.spans.day = name;
    assert_eq!(german.days(1.0), "1 Tag");
    assert_eq!(german.days(2.5), "2,5 Tage");
}

/// The law behind the rounding: what is written lies within half a unit of the last place.
#[test]
fn what_is_written_is_near_what_is_meant() {
    let english = Locale { group_size: 0, ..Locale::default() };
    let mut value = 1.0e-7;
    while value < 1.0e12 {
        for decimals in 0..6u8 {
            let written: f64 = english.number(value, decimals).parse().unwrap();
            let half = 0.5 * libm::pow(10.0, -f64::from(decimals));
            assert!((written - value).abs() <= half * 1.000_001 + value * 1e-15, "{value} with {decimals}");
        }
        value *= 1.37;
    }
}
