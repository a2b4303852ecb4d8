//! Sentences in the language of the reader. Expected texts follow from the rules that stand in the module.

use std::rc::Rc;

use clientele::day::Day;
use clientele::locale::Locale;
use clientele::message::{Arg, Message, Word, Words};
use proptest::prelude::*;

fn reader(entries: &[(&str, &str)], none_is_one: bool) -> Locale {
    let entries = entries.iter().map(|(english, other)| ((*english).into(), (*other).into())).collect();
    Locale { words: Rc::new(Words::new(entries, none_is_one)), ..Locale::default() }
}

fn say(locale: &Locale, template: &'static str, args: &[Arg]) -> String {
    locale.say(Word(template), args)
}

#[test]
fn blanks_are_filled_in_order_or_by_number() {
    let english = Locale::default();
    assert_eq!(say(&english, "{} of {}", &["3".into(), 1200_usize.into()]), "3 of 1,200");
    assert_eq!(say(&english, "{1} of {0}: {}", &["3".into(), "4".into()]), "4 of 3: 3");
    assert_eq!(say(&english, "{} on {}", &[Arg::Share(0.5), Day(0).into()]), "50% on 1 Jan 1970");
}

#[test]
fn a_count_chooses_its_form() {
    let english = Locale::default();
    let template = "Only {} {|customer|customers} left; {0|it is|{0} are} few";
    assert_eq!(say(&english, template, &[1_usize.into()]), "Only 1 customer left; it is few");
    assert_eq!(say(&english, template, &[2000_usize.into()]), "Only 2,000 customers left; 2,000 are few");
    assert_eq!(say(&english, "{} {|month|months}", &[Arg::Number(1.0, 0)]), "1 month");
    assert_eq!(say(&english, "{} {|month|months}", &[Arg::Number(1.5, 1)]), "1.5 months");
}

#[test]
fn in_french_none_is_singular() {
    let template = "{} {|customer|customers}";
    let french = reader(&[(template, "{} {|client|clients}")], true);
    assert_eq!(say(&french, template, &[0_usize.into()]), "0 client");
    assert_eq!(say(&french, template, &[2_usize.into()]), "2 clients");
    assert_eq!(say(&Locale::default(), template, &[0_usize.into()]), "0 customers");
}

#[test]
fn a_catalogue_may_order_blanks_anew_and_lack_sentences() {
    let german = reader(&[("{} of {} left", "Von {1} gingen {0}"), ("Gold", "Gold!")], false);
    assert_eq!(say(&german, "{} of {} left", &[1_usize.into(), 9_usize.into()]), "Von 9 gingen 1");
    assert_eq!(say(&german, "{} stayed", &[1_usize.into()]), "1 stayed");
    assert_eq!(say(&german, "{} stayed", &[Word("Gold").into()]), "Gold! stayed");
    // A text of a file is never taken for one of ours.
    assert_eq!(say(&german, "{} stayed", &["Gold".into()]), "Gold stayed");
    assert_eq!(say(&german, "{} stayed", &["{0} of {} left".into()]), "{0} of {} left stayed");
}

#[test]
fn lists_and_names_follow_the_reader() {
    let all = |items: &[&'static str]| Arg::All(items.iter().map(|&item| item.into()).collect());
    let english = Locale::default();
    assert_eq!(say(&english, "{}", &[all(&["a"])]), "a");
    assert_eq!(say(&english, "{}", &[all(&["a", "b", "c"])]), "a, b and c");
    assert_eq!(say(&english, "{}", &[Arg::Any(vec!["a".into(), "b".into()])]), "a or b");
    let german = reader(&[("{} and {}", "{} und {}"), ("“{}”", "„{}“")], false);
    assert_eq!(say(&german, "{}", &[all(&["a", "b", "c"])]), "a, b und c");
    assert_eq!(say(&german, "{}", &[Arg::Name("Kauf\n".into())]), "„Kauf“");
}

#[test]
fn a_message_waits_for_its_reader() {
    let inner = Message::new(Word("{} rows"), vec![3_usize.into()]);
    let message = Message::new(Word("There are {}."), vec![inner.into()]);
    assert_eq!(message.to_string(), "There are 3 rows.");
    let german = reader(&[("There are {}.", "Es sind {}."), ("{} rows", "{} Zeilen")], false);
    assert_eq!(message.written(&german), "Es sind 3 Zeilen.");
}

#[test]
fn the_later_of_two_entries_counts() {
    assert_eq!(Words::new(vec![("a".into(), "1".into()), ("a".into(), "2".into())], false).find("a"), "2");
}

proptest! {
    /// Whatever stands in a catalogue, a sentence comes out.
    #[test]
    fn no_template_panics(translation in "[{}|0-9 aé]{0,24}", n in 0_usize..3) {
        let odd = reader(&[("{} and {}", &translation)], false);
        let args: Vec<Arg> = (0..n).map(Arg::from).collect();
        say(&odd, "{} and {}", &args);
    }
}
