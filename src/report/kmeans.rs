//! Groups found in the data, in words.

use super::phrase;
use super::{Cell, Report, Sheet, Unit};
use crate::locale::Locale;
use crate::message::{Arg, Word, say, word};
use crate::metrics::kmeans::{Feature, Group, Kmeans, NO_STRUCTURE};
use crate::sort::Sort as _;

/// Groups found in the data in words; one row a group, the one that paid most first.
pub fn kmeans(answer: &Kmeans, locale: &Locale) -> Report {
    Report {
        question: say!(locale, "Into which groups do customers fall by themselves?"),
        finding: finding(answer, locale),
        rule: rule(answer, locale),
        notes: notes(answer, locale),
        action: String::new(),
        table: table(answer, locale),
    }
}

fn finding(answer: &Kmeans, locale: &Locale) -> String {
    let Some(best) = answer.groups.first() else { return say!(locale, "Nobody has bought yet") };
    let Some(clearness) = answer.silhouette else {
        return say!(
            locale,
            "{0|One customer makes no groups|{0} customers in one group}",
            answer.n_customers
        );
    };
    // Kaufman and Rousseeuw take up to 0.5 for weak; without a gap it may be chance.
    if clearness <= NO_STRUCTURE || (answer.gap_choice == Some(1) && clearness < 0.5) {
        return say!(locale, "Customers do not fall into clear groups");
    }
    let (n, share, who) = (answer.groups.len(), Arg::Share(best.share), group_words(answer, best, locale));
    match best.amount_share {
        Some(money) => say!(
            locale,
            "Of {} groups the first, {} of customers ({}), brought {} of the money",
            n,
            share,
            who,
            Arg::Share(money)
        ),
        None => say!(locale, "Of {} groups the first holds {} of customers ({})", n, share, who),
    }
}

/// What sets a group apart: up to two features in which its centre is three tenths of a standard deviation or more from the mean
/// of all, the farthest first.
pub fn group_words(answer: &Kmeans, group: &Group, locale: &Locale) -> String {
    let mut features: Vec<(f64, Feature)> =
        group.center.iter().copied().zip(answer.scales.iter().map(|scale| scale.feature)).collect();
    features.order_by(|a, b| b.0.abs().total_cmp(&a.0.abs()).then(a.1.cmp(&b.1)));
    let words: Vec<Arg> = features
        .into_iter()
        .filter(|(away, _)| away.abs() >= 0.3)
        .take(2)
        .map(|(away, feature)| trait_of(feature, away > 0.0).into())
        .collect();
    if words.is_empty() {
        say!(locale, "near the middle in all")
    } else {
        say!(locale, "{}", Arg::All(words))
    }
}

fn trait_of(feature: Feature, high: bool) -> Word {
    match (feature, high) {
        (Feature::Recency, true) => word!("not seen for long"),
        (Feature::Recency, false) => word!("seen lately"),
        (Feature::Orders, true) => word!("many orders"),
        (Feature::Orders, false) => word!("few orders"),
        (Feature::Amount, true) => word!("much money"),
        (Feature::Amount, false) => word!("little money"),
        (Feature::MeanOrder, true) => word!("large orders"),
        (Feature::MeanOrder, false) => word!("small orders"),
        (Feature::Age, true) => word!("with us for long"),
        (Feature::Age, false) => word!("new with us"),
    }
}

fn rule(answer: &Kmeans, locale: &Locale) -> String {
    let features = answer.scales.iter().map(|scale| in_sentence(scale.feature).into()).collect();
    let sentence = match answer.scales.iter().any(|scale| scale.log) {
        true => word!(
            "Customers near each other in {}, each by its order of magnitude, by k-means. As of {}, dated \
             refunds taken off."
        ),
        false => word!("Customers near each other in {}, by k-means. As of {}, dated refunds taken off."),
    };
    locale.say(sentence, &[Arg::All(features), answer.as_of.into()])
}

fn notes(answer: &Kmeans, locale: &Locale) -> Vec<String> {
    let mut notes = Vec::new();
    if let Some(clearness) = answer.silhouette {
        let clearness = Arg::Number(clearness, 2);
        notes.push(match answer.trials.len() {
            1 => say!(locale, "Mean silhouette {} of 1.", clearness),
            _ => say!(
                locale,
                "{} groups are the clearest of the numbers tried: mean silhouette {} of 1.",
                answer.groups.len(),
                clearness
            ),
        });
    }
    notes.extend(answer.gap_choice.map(|gap| match gap {
        1 => say!(
            locale,
            "The gap statistic finds no groups: take these for a way to sort customers, not for kinds of them."
        ),
        same if usize::from(same) == answer.groups.len() => {
            say!(locale, "The gap statistic takes the same number.")
        }
        other => say!(locale, "The gap statistic takes {}.", usize::from(other)),
    }));
    let equal = answer.scales.iter().filter(|scale| scale.deviation == 0.0);
    let equal: Vec<Arg> = equal.map(|scale| in_sentence(scale.feature).into()).collect();
    if !equal.is_empty() && answer.n_customers > 1 {
        notes.push(say!(locale, "All customers are equal in {}.", Arg::All(equal)));
    }
    if answer.n_customers < phrase::FEW {
        notes.push(phrase::only(answer.n_customers, locale));
    }
    notes
}

/// A feature after "in".
fn in_sentence(feature: Feature) -> Word {
    match feature {
        Feature::Recency => word!("days since last order"),
        Feature::Orders => word!("orders"),
        Feature::Amount => word!("amount"),
        Feature::MeanOrder => word!("mean order"),
        Feature::Age => word!("days since first order"),
    }
}

pub(super) fn heading(feature: Feature) -> (Word, Unit) {
    match feature {
        Feature::Recency => (word!("Days since last order"), Unit::Days),
        Feature::Orders => (word!("Orders"), Unit::Number),
        Feature::Amount => (word!("Amount"), Unit::Money),
        Feature::MeanOrder => (word!("Mean order"), Unit::Money),
        Feature::Age => (word!("Days since first order"), Unit::Days),
    }
}

fn table(answer: &Kmeans, locale: &Locale) -> Sheet {
    let heads = [
        (word!("Group"), Unit::Text),
        (word!("Customers"), Unit::Count),
        (word!("Share of customers"), Unit::Share),
        (word!("Amount in all"), Unit::Money),
        (word!("Share of amount"), Unit::Share),
    ];
    let mut table = Sheet::of(&heads, locale);
    for (name, unit) in answer.scales.iter().map(|scale| heading(scale.feature)) {
        table.add(say!(locale, "{}, mean", name), unit);
    }
    table.add(say!(locale, "What sets them apart"), Unit::Text);
    for (at, group) in answer.groups.iter().enumerate() {
        let mut row: Vec<Cell> = vec![
            (at + 1).to_string().into(),
            group.n_customers.into(),
            group.share.into(),
            group.amount.into(),
            group.amount_share.into(),
        ];
        row.extend(group.means.iter().map(|&mean| Cell::from(mean)));
        row.push(group_words(answer, group, locale).into());
        table.rows.push(row);
    }
    table
}
