//! Value in words.

use super::phrase;
use super::{Report, Sheet, Unit};
use crate::locale::Locale;
use crate::metrics::value::{Value, ValueConfig};
use crate::metrics::value_bands::{ValueBand, ValueBands};

/// Value in words; one row a band, the best first. `bands` are those of `answer`, `config` is what it was asked with.
pub fn value(answer: &Value, bands: &ValueBands, config: &ValueConfig, locale: &Locale) -> Report {
    Report {
        question: "What are customers worth?",
        finding: finding(bands, config, locale),
        rule: rule(answer, config, locale),
        notes: notes(answer, bands, config, locale),
        action: action(bands, locale),
        table: table(bands, locale),
    }
}

fn finding(bands: &ValueBands, config: &ValueConfig, locale: &Locale) -> String {
    let Some(best) = bands.bands.first() else { return "Nobody has bought yet".into() };
    let (who, verb) = best_band(best, bands, locale);
    if let Some(share) = best.expected_share {
        let ahead = ahead(config, locale);
        return format!("{who} {verb} expected to bring {} of the value of {ahead}", locale.share(share));
    }
    match best.so_far_share {
        Some(share) => format!("{who} brought {} of the money so far", locale.share(share)),
        None => format!("{} brought no money in all so far", phrase::customers(bands.n_customers, locale)),
    }
}

/// The customers of the best band, and the verb that goes with them.
fn best_band(best: &ValueBand, bands: &ValueBands, locale: &Locale) -> (String, &'static str) {
    let all = locale.count(bands.n_customers);
    match (bands.bands.len(), best.n_customers) {
        (1, 1) => ("The one customer".into(), "is"),
        (1, n) => (format!("All {}", phrase::customers(n, locale)), "are"),
        (_, 1) => (format!("The best of {all} customers"), "is"),
        (10, n) => (format!("The best tenth, {} of {all} customers,", locale.count(n)), "are"),
        (_, n) => (format!("The best {} of {all} customers", locale.count(n)), "are"),
    }
}

/// `the next 12 months`.
fn ahead(config: &ValueConfig, locale: &Locale) -> String {
    let decimals = u8::from(config.horizon_months.fract() != 0.0);
    match config.horizon_months {
        1.0 => "the next month".into(),
        months => format!("the next {} months", locale.number(months, decimals)),
    }
}

fn rule(answer: &Value, config: &ValueConfig, locale: &Locale) -> String {
    let models: Vec<String> =
        [&answer.purchases, &answer.spend].into_iter().flatten().map(|fit| fit.model.to_string()).collect();
    let with = if models.is_empty() { String::new() } else { format!(" by {}", phrase::list(&models)) };
    let margin = if answer.margin < 1.0 {
        format!(", at a margin of {}", locale.share(answer.margin))
    } else {
        String::new()
    };
    format!(
        "Orders up to {}, those of one day counted once. Value expected in {}{with}, discounted by {} a year{margin}.",
        locale.day(answer.as_of),
        ahead(config, locale),
        locale.share(config.discount_per_year),
    )
}

fn notes(answer: &Value, bands: &ValueBands, config: &ValueConfig, locale: &Locale) -> Vec<String> {
    let mut notes = Vec::new();
    if let Some(expected) = answer.expected {
        let range = answer.interval.map_or(String::new(), |range| {
            let (low, high) = (locale.money_whole(range.low), locale.money_whole(range.high));
            format!(" ({} interval {low} to {high})", locale.share(range.level))
        });
        let (value, ahead) = (locale.money_whole(expected), ahead(config, locale));
        notes.push(format!("All customers together: {value} expected in {ahead}{range}."));
    }
    if (1..phrase::FEW).contains(&bands.n_customers) {
        let n = phrase::customers(bands.n_customers, locale);
        notes.push(format!("Only {n}: the bands are small."));
    }
    let once = answer.customers.iter().filter(|own| own.frequency == 0 && own.p_alive.is_some()).count();
    if once > 0 && answer.purchases.as_ref().is_some_and(|fit| fit.model == "BG/NBD") {
        let n = phrase::customers(once, locale);
        notes.push(format!("BG/NBD takes the {n} who bought once as still buying: go by their value."));
    }
    notes.extend(answer.notes.iter().cloned());
    notes
}

fn action(bands: &ValueBands, locale: &Locale) -> String {
    let Some(best) = bands.bands.first().filter(|best| best.expected_share.is_some()) else {
        return String::new();
    };
    let n = phrase::customers(best.n_customers, locale);
    match best.least_expected {
        Some(least) if bands.bands.len() > 1 && least > 0.0 => {
            format!("Look after {n} of whom at least {} each is expected.", locale.money_whole(least))
        }
        _ => String::new(),
    }
}

fn table(bands: &ValueBands, locale: &Locale) -> Sheet {
    let mut table = Sheet::of(&[
        ("Customers by expected value", Unit::Text),
        ("Customers", Unit::Count),
        ("Amount so far", Unit::Money),
        ("Share of amount so far", Unit::Share),
        ("Expected value", Unit::Money),
        ("Share of expected value", Unit::Share),
        ("Least expected of one", Unit::Money),
        ("Mean probability still buying", Unit::Share),
    ]);
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
