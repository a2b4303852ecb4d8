//! Value in words.

use super::phrase;
use super::{Report, Sheet, Unit};
use crate::locale::Locale;
use crate::message::{Arg, say, word};
use crate::metrics::value::{Summary, ValueConfig};
use crate::metrics::value_bands::ValueBands;

/// Value in words; one row a band, the best first. `bands` are those of `answer`, `config` is what it was asked with.
pub fn value(answer: &Summary, bands: &ValueBands, config: &ValueConfig, locale: &Locale) -> Report {
    Report {
        question: say!(locale, "What are customers worth?"),
        finding: finding(bands, config, locale),
        rule: rule(answer, config, locale),
        notes: notes(answer, bands, config, locale),
        action: action(bands, locale),
        table: table(bands, locale),
    }
}

fn finding(bands: &ValueBands, config: &ValueConfig, locale: &Locale) -> String {
    let Some(best) = bands.bands.first() else { return say!(locale, "Nobody has bought yet") };
    let (n, all) = (best.n_customers.into(), bands.n_customers.into());
    let of = (bands.bands.len(), best.n_customers);
    if let Some(share) = best.expected_share {
        let sentence = match of {
            (1, _) => word!(
                "{1|The one customer is|All {1} customers are} expected to bring {2} of the value of the \
                 next {3|month|{3} months}"
            ),
            (10, 2..) => word!(
                "The best tenth, {} of {} customers, are expected to bring {} of the value of the next \
                 {3|month|{3} months}"
            ),
            _ => word!(
                "The best {0|of {1} customers is|{0} of {1} customers are} expected to bring {2} of the \
                 value of the next {3|month|{3} months}"
            ),
        };
        return locale.say(sentence, &[n, all, Arg::Share(share), months(config)]);
    }
    let Some(share) = best.so_far_share else {
        return say!(locale, "{} {|customer|customers} brought no money in all so far", bands.n_customers);
    };
    let sentence = match of {
        (1, _) => word!("{1|The one customer|All {1} customers} brought {2} of the money so far"),
        (10, 2..) => word!("The best tenth, {} of {} customers, brought {} of the money so far"),
        _ => word!("The best {0|of {1}|{0} of {1}} customers brought {2} of the money so far"),
    };
    locale.say(sentence, &[n, all, Arg::Share(share)])
}

fn months(config: &ValueConfig) -> Arg {
    Arg::shortest(config.horizon_months)
}

fn rule(answer: &Summary, config: &ValueConfig, locale: &Locale) -> String {
    let models: Vec<Arg> =
        [&answer.purchases, &answer.spend].into_iter().flatten().map(|fit| fit.model.into()).collect();
    let sentence = match models.is_empty() {
        true => word!(
            "Orders up to {}, those of one day counted once. Value expected in the next \
             {1|month|{1} months}, discounted by {2} a year."
        ),
        false => word!(
            "Orders up to {}, those of one day counted once. Value expected in the next \
             {1|month|{1} months} by {3}, discounted by {2} a year."
        ),
    };
    let mut rule =
        locale.say(sentence, &[answer.as_of.into(), months(config), discount_of(config), Arg::All(models)]);
    if config.discount_per_year > 0.0 {
        let monthly = libm::expm1(libm::log1p(config.discount_per_year) / 12.0);
        rule.push(' ');
        rule.push_str(&say!(
            locale,
            "{} a year is {} a month.",
            discount_of(config),
            locale.share_to(monthly, 2)
        ));
    }
    if answer.margin < 1.0 {
        rule.push(' ');
        rule.push_str(&say!(locale, "At a margin of {}.", Arg::Share(answer.margin)));
    }
    rule
}

fn discount_of(config: &ValueConfig) -> Arg {
    Arg::Share(config.discount_per_year)
}

/// Does the value without end and without discount have no bound? Then the parameter that says so.
fn endless(answer: &Summary) -> Option<(&'static str, f64)> {
    let third = answer.purchases.as_ref()?.parameters.get(2)?;
    (third.value <= 1.0).then_some((third.name, third.value))
}

fn notes(answer: &Summary, bands: &ValueBands, config: &ValueConfig, locale: &Locale) -> Vec<String> {
    let mut notes = Vec::new();
    if let Some(expected) = answer.expected {
        let value = locale.money_whole(expected);
        notes.push(match answer.interval {
            Some(range) => say!(
                locale,
                "All customers together: {0} expected in the next {1|month|{1} months} ({2} interval {3} to {4}).",
                value,
                months(config),
                Arg::Share(range.level),
                locale.money_whole(range.low),
                locale.money_whole(range.high),
            ),
            None => say!(
                locale,
                "All customers together: {0} expected in the next {1|month|{1} months}.",
                value,
                months(config)
            ),
        });
    }
    if let Some((name, value)) = endless(answer).filter(|_| config.discount_per_year == 0.0) {
        notes.push(say!(
            locale,
            "Nothing is discounted: up to the horizon that is a number, without end it would be infinite, because {} is {} \
             and not above 1.",
            name,
            Arg::Number(value, 2)
        ));
    }
    if (1..phrase::FEW).contains(&bands.n_customers) {
        let n = bands.n_customers;
        notes.push(say!(locale, "Only {} {|customer|customers}: the bands are small.", n));
    }
    let once = answer.n_once;
    if once > 0 && answer.purchases.as_ref().is_some_and(|fit| fit.model == "BG/NBD") {
        notes.push(say!(
            locale,
            "BG/NBD takes the {} {|customer|customers} who bought once as still buying: go by their value.",
            once
        ));
    }
    notes.extend(answer.notes.iter().map(|note| note.written(locale)));
    notes
}

fn action(bands: &ValueBands, locale: &Locale) -> String {
    let Some(best) = bands.bands.first().filter(|best| best.expected_share.is_some()) else {
        return String::new();
    };
    match best.least_expected {
        Some(least) if bands.bands.len() > 1 && least > 0.0 => say!(
            locale,
            "Look after {} {|customer|customers} of whom at least {} each is expected.",
            best.n_customers,
            locale.money_whole(least)
        ),
        _ => String::new(),
    }
}

fn table(bands: &ValueBands, locale: &Locale) -> Sheet {
    let mut table = Sheet::of(
        &[
            (word!("Customers by expected value"), Unit::Text),
            (word!("Customers"), Unit::Count),
            (word!("Amount so far"), Unit::Money),
            (word!("Share of amount so far"), Unit::Share),
            (word!("Expected value"), Unit::Money),
            (word!("Share of expected value"), Unit::Share),
            (word!("Least expected of one"), Unit::Money),
            (word!("Mean probability still buying"), Unit::Share),
        ],
        locale,
    );
    for (at, band) in bands.bands.iter().enumerate() {
        table.rows.push(vec![
            bands.name(at, locale).into(),
            band.n_customers.into(),
            band.so_far.into(),
            band.so_far_share.into(),
            band.expected.into(),
            band.expected_share.into(),
            band.least_expected.into(),
            band.mean_p_alive.into(),
        ]);
    }
    table
}
