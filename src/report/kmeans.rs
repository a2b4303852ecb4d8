//! Groups found in the data, in words.

use super::phrase;
use super::{Cell, Report, Sheet, Unit};
use crate::locale::Locale;
use crate::metrics::kmeans::{Feature, Group, Kmeans, NO_STRUCTURE};
use crate::sort::Sort as _;

/// Groups found in the data in words; one row a group, the one that paid most first.
pub fn kmeans(answer: &Kmeans, locale: &Locale) -> Report {
    Report {
        question: "Into which groups do customers fall by themselves?",
        finding: finding(answer, locale),
        rule: rule(answer, locale),
        notes: notes(answer, locale),
        action: String::new(),
        table: table(answer),
    }
}

fn finding(answer: &Kmeans, locale: &Locale) -> String {
    let Some(best) = answer.groups.first() else { return "Nobody has bought yet".into() };
    let Some(clearness) = answer.silhouette else {
        return match answer.n_customers {
            1 => "One customer makes no groups".into(),
            n => format!("{} in one group", phrase::customers(n, locale)),
        };
    };
    if clearness <= NO_STRUCTURE {
        return "Customers do not fall into clear groups".into();
    }
    let (n, share) = (answer.groups.len(), locale.share(best.share));
    let who = describe(answer, best);
    match best.amount_share {
        Some(money) => {
            format!(
                "Of {n} groups the first, {share} of customers ({who}), brought {} of the money",
                locale.share(money)
            )
        }
        None => format!("Of {n} groups the first holds {share} of customers ({who})"),
    }
}

/// What sets a group apart: up to two features in which its centre is three tenths of a standard deviation or more from the mean
/// of all, the farthest first.
fn describe(answer: &Kmeans, group: &Group) -> String {
    let mut features: Vec<(f64, Feature)> =
        group.center.iter().copied().zip(answer.scales.iter().map(|scale| scale.feature)).collect();
    features.order_by(|a, b| b.0.abs().total_cmp(&a.0.abs()).then(a.1.cmp(&b.1)));
    let words: Vec<String> = features
        .into_iter()
        .filter(|(away, _)| away.abs() >= 0.3)
        .take(2)
        .map(|(away, feature)| word(feature, away > 0.0).to_string())
        .collect();
    if words.is_empty() { "near the middle in all".into() } else { phrase::list(&words) }
}

fn word(feature: Feature, high: bool) -> &'static str {
    match (feature, high) {
        (Feature::Recency, true) => "not seen for long",
        (Feature::Recency, false) => "seen lately",
        (Feature::Orders, true) => "many orders",
        (Feature::Orders, false) => "few orders",
        (Feature::Amount, true) => "much money",
        (Feature::Amount, false) => "little money",
        (Feature::MeanOrder, true) => "large orders",
        (Feature::MeanOrder, false) => "small orders",
        (Feature::Age, true) => "with us for long",
        (Feature::Age, false) => "new with us",
    }
}

fn rule(answer: &Kmeans, locale: &Locale) -> String {
    let features: Vec<String> =
        answer.scales.iter().map(|scale| heading(scale.feature).0.to_lowercase()).collect();
    let log =
        if answer.scales.iter().any(|scale| scale.log) { ", each by its order of magnitude" } else { "" };
    format!(
        "Customers near each other in {}{log}, by k-means. As of {}, refunds taken off.",
        phrase::list(&features),
        locale.day(answer.as_of)
    )
}

fn notes(answer: &Kmeans, locale: &Locale) -> Vec<String> {
    let mut notes = Vec::new();
    if let Some(clearness) = answer.silhouette {
        let (clearness, n) = (locale.number(clearness, 2), answer.groups.len());
        notes.push(match answer.trials.len() {
            1 => format!("Mean silhouette {clearness} of 1."),
            _ => {
                format!("{n} groups are the clearest of the numbers tried: mean silhouette {clearness} of 1.")
            }
        });
    }
    let equal = answer.scales.iter().filter(|scale| scale.deviation == 0.0);
    let equal: Vec<String> = equal.map(|scale| heading(scale.feature).0.to_lowercase()).collect();
    if !equal.is_empty() && answer.n_customers > 1 {
        notes.push(format!("All customers are equal in {}.", phrase::list(&equal)));
    }
    if answer.n_customers < phrase::FEW {
        notes.push(format!("Only {}.", phrase::customers(answer.n_customers, locale)));
    }
    notes
}

fn heading(feature: Feature) -> (&'static str, Unit) {
    match feature {
        Feature::Recency => ("Days since last order", Unit::Days),
        Feature::Orders => ("Orders", Unit::Number),
        Feature::Amount => ("Amount", Unit::Money),
        Feature::MeanOrder => ("Mean order", Unit::Money),
        Feature::Age => ("Days since first order", Unit::Days),
    }
}

fn table(answer: &Kmeans) -> Sheet {
    let means: Vec<(String, Unit)> = answer
        .scales
        .iter()
        .map(|scale| heading(scale.feature))
        .map(|(name, unit)| (format!("{name}, mean"), unit))
        .collect();
    let mut heads = vec![
        ("Group", Unit::Text),
        ("Customers", Unit::Count),
        ("Share of customers", Unit::Share),
        ("Amount in all", Unit::Money),
        ("Share of amount", Unit::Share),
    ];
    heads.extend(means.iter().map(|(name, unit)| (name.as_str(), *unit)));
    heads.push(("What sets them apart", Unit::Text));
    let mut table = Sheet::of(&heads);
    for (at, group) in answer.groups.iter().enumerate() {
        let mut row: Vec<Cell> = vec![
            (at + 1).to_string().into(),
            group.n_customers.into(),
            group.share.into(),
            group.amount.into(),
            group.amount_share.into(),
        ];
        row.extend(group.means.iter().map(|&mean| Cell::from(mean)));
        row.push(describe(answer, group).into());
        table.rows.push(row);
    }
    table
}
