//! What sets a group apart, in words.

use super::kmeans::heading;
use super::phrase;
use super::{Cell, Report, Sheet, Unit};
use crate::locale::Locale;
use crate::message::{Arg, Word, say, word};
use crate::metrics::profile::{About, MOST_VALUES, Profile, Trait, UNKNOWN};
use crate::roles::Role;

/// One group against the rest; one row for each of the first `n` traits that the groups are not made of.
pub fn profile(answer: &Profile, n: usize, locale: &Locale) -> Report {
    Report {
        question: say!(locale, "Who are they, and what sets them apart from the rest?"),
        finding: finding(answer, locale),
        rule: say!(
            locale,
            "{} customers of the group against {} others, by what is known up to {}. Difference: share of the group \
             less share of the rest; of a number, how much more often one of the group lies above one of the rest \
             than below (Cliff’s delta). 95% intervals; probabilities corrected for all traits (Holm).",
            answer.n,
            answer.n_rest,
            answer.as_of
        ),
        notes: notes(answer, locale),
        action: action(answer, locale),
        table: table(answer, n, locale),
    }
}

/// The traits of the picture and of the table.
pub fn shown(answer: &Profile, n: usize) -> impl Iterator<Item = &Trait> {
    answer.traits.iter().filter(|own| !own.made_of).take(n)
}

/// A trait by its name. Hostile where it comes from a file.
pub fn label(own: &Trait, locale: &Locale) -> String {
    let name = name(&own.about, locale);
    match own.value.as_deref() {
        Some(UNKNOWN) => say!(locale, "{}: not known", name),
        Some(value) => say!(locale, "{}: {}", name, value),
        None => name,
    }
}

fn name(about: &About, locale: &Locale) -> String {
    match about {
        About::Attribute(name) => name.clone(),
        About::Mostly(name) => say!(locale, "Mostly {}", name.as_str()),
        About::Category => say!(locale, "Mostly category"),
        About::Feature(feature) => locale.word(heading(*feature).0),
        About::Given(Role::AcquisitionCost) => say!(locale, "Acquisition cost"),
        About::Given(Role::Fee) => say!(locale, "Monthly fee"),
        About::Given(_) => say!(locale, "Estimated spend in all"),
        About::Events => say!(locale, "Number of events"),
        About::Nps => say!(locale, "Would recommend, 0 to 10"),
        About::Csat => say!(locale, "Satisfaction"),
    }
}

fn unit(about: &About) -> Unit {
    match about {
        About::Feature(feature) => heading(*feature).1,
        About::Given(_) => Unit::Money,
        _ => Unit::Number,
    }
}

/// What differs most with certainty: what they are or prefer before how much.
fn first(answer: &Profile) -> Option<&Trait> {
    let certain = || answer.traits.iter().filter(|own| own.certain);
    certain().find(|own| own.value.as_deref().is_some_and(|value| value != UNKNOWN)).or(certain().next())
}

/// The name of a trait in a sentence: in quotes where it comes from a file.
fn quoted(own: &Trait, locale: &Locale) -> Arg {
    let label = label(own, locale);
    if own.value.is_some() { Arg::Name(label) } else { Arg::Text(label) }
}

fn finding(answer: &Profile, locale: &Locale) -> String {
    let group = Arg::from(answer.name.clone());
    if answer.n == 0 {
        return say!(locale, "Nobody is in the group {}", group);
    }
    if answer.n_rest == 0 {
        return say!(locale, "All customers are in the group {}: there is no rest to compare with", group);
    }
    let Some(own) = first(answer) else {
        return say!(locale, "Nothing known sets the group {} apart with certainty", group);
    };
    let name = quoted(own, locale);
    if own.value.is_some() {
        let [here, there] = [own.own, own.rest].map(|share| locale.share(share));
        return say!(locale, "{} of the group {} have {}, {} of the rest", here, group, name, there);
    }
    let [here, there] = medians(own, locale);
    if own.own == own.rest {
        let sentence = match own.size > 0.0 {
            true => {
                word!("In the group {}, {} is more often high than in the rest; half have {} or less in both")
            }
            false => {
                word!("In the group {}, {} is more often low than in the rest; half have {} or less in both")
            }
        };
        return locale.say(sentence, &[group, name, here]);
    }
    say!(locale, "In the group {}, the median of {} is {}, in the rest {}", group, name, here, there)
}

fn medians(own: &Trait, locale: &Locale) -> [Arg; 2] {
    [own.own, own.rest].map(|median| match unit(&own.about) {
        Unit::Number => Arg::shortest(median),
        unit => Arg::Text(Cell::Number(median).shown(unit, locale)),
    })
}

fn notes(answer: &Profile, locale: &Locale) -> Vec<String> {
    let mut notes = Vec::new();
    let compared = answer.traits.iter().filter(|own| !own.made_of).count();
    let certain = answer.traits.iter().filter(|own| own.certain).count();
    if compared > 0 {
        notes.push(say!(
            locale,
            "{} of {} traits differ with certainty. A difference is no cause: try it on a few first.",
            certain,
            compared
        ));
    } else if answer.n > 0 && answer.n_rest > 0 {
        notes.push(say!(
            locale,
            "Nothing is known of these customers but how they buy: load a list of customers, or orders with a channel, a \
             country or a category."
        ));
    }
    let is_mostly = |own: &Trait| own.certain && matches!(own.about, About::Mostly(_) | About::Category);
    if answer.traits.iter().any(is_mostly) {
        notes.push(say!(
            locale,
            "“Mostly” is what most orders of a customer have: who orders often shows the commonest value more often."
        ));
    }
    let made_of: Vec<Arg> =
        answer.traits.iter().filter(|own| own.made_of).map(|own| Arg::Text(label(own, locale))).collect();
    if !made_of.is_empty() {
        notes.push(say!(locale, "Left out, because the groups are made of it: {}.", Arg::All(made_of)));
    }
    for about in &answer.cut {
        let name = Arg::Name(name(about, locale));
        notes.push(say!(locale, "Of {} the {} values of most customers are compared.", name, MOST_VALUES));
    }
    if answer.n > 0 && answer.n < phrase::FEW {
        notes.push(phrase::only(answer.n, locale));
    }
    notes
}

fn action(answer: &Profile, locale: &Locale) -> String {
    let Some(own) = first(answer) else { return String::new() };
    let name = quoted(own, locale);
    if own.value.is_none() {
        let [here, there] = medians(own, locale);
        return if own.own == own.rest {
            String::new()
        } else {
            say!(
                locale,
                "Plan for this group with its own median of {}: {} instead of {}.",
                name,
                here,
                there
            )
        };
    }
    match own.size > 0.0 {
        true => say!(locale, "Address this group by {}: nothing else sets it apart as much.", name),
        false => say!(locale, "Do not count on {} with this group: it is rarer here than in the rest.", name),
    }
}

const COLUMNS: [(Word, Unit); 9] = [
    (word!("Trait"), Unit::Text),
    (word!("Share of the group"), Unit::Share),
    (word!("Share of the rest"), Unit::Share),
    (word!("Median of the group"), Unit::Number),
    (word!("Median of the rest"), Unit::Number),
    (word!("Difference"), Unit::Share),
    (word!("Difference, from"), Unit::Share),
    (word!("Difference, to"), Unit::Share),
    (word!("Cohen’s h"), Unit::Number),
];

fn table(answer: &Profile, n: usize, locale: &Locale) -> Sheet {
    let mut table = Sheet::of(&COLUMNS, locale);
    table.add(say!(locale, "Probability by chance"), Unit::Share);
    table.add(say!(locale, "Certain"), Unit::Text);
    for own in shown(answer, n) {
        let is_share = own.value.is_some();
        let [own_share, rest_share] = [own.own, own.rest].map(|share| is_share.then_some(share));
        let [own_median, rest_median] = [own.own, own.rest].map(|median| (!is_share).then_some(median));
        table.rows.push(vec![
            label(own, locale).into(),
            own_share.into(),
            rest_share.into(),
            own_median.into(),
            rest_median.into(),
            own.size.into(),
            own.interval.map(|around| around.low).into(),
            own.interval.map(|around| around.high).into(),
            own.h.into(),
            own.p.into(),
            locale.word(if own.certain { word!("yes") } else { word!("no") }).into(),
        ]);
    }
    table
}
