//! How sure is the fit? The candidates side by side, and each parameter with its standard error.

use super::{Cell, Sheet, Unit};
use crate::locale::Locale;
use crate::message::{Arg, say, word};
use crate::metrics::value::Fit;
use crate::metrics::value::trust::Trust;

/// Half the width of a 95 % interval in standard errors.
const Z95: f64 = 1.959_963_984_540_054;

/// A slope so small that no step gains anything, per customer.
const FLAT_ENOUGH: f64 = 1e-6;

/// Is it a maximum that the orders hold in every direction?
fn is_sound(fit: &Fit) -> bool {
    let certificate = &fit.certificate;
    fit.converged && certificate.gradient_per_customer < FLAT_ENOUGH && certificate.not_held.is_empty()
}

/// Between the steepest and the flattest direction; `None` where one is flat.
fn condition(fit: &Fit) -> Option<f64> {
    let (least, most) = (fit.certificate.curvatures.first()?, fit.certificate.curvatures.last()?);
    (*least > 0.0).then(|| most / least)
}

fn verdict(fit: &Fit, locale: &Locale) -> String {
    if is_sound(fit) {
        locale.word(word!("Sound"))
    } else if fit.converged {
        locale.word(word!("Not all held"))
    } else {
        locale.word(word!("Not sure"))
    }
}

/// A number of any size with four digits.
fn digits(value: Option<f64>, locale: &Locale) -> Cell {
    let Some(value) = value else { return Cell::Blank };
    let size = value.abs();
    if size != 0.0 && !(1e-3..1e6).contains(&size) {
        return format!("{value:.3e}").into();
    }
    let decimals = if size < 1.0 { 4 } else { 3 - libm::log10(size).min(3.0) as u8 };
    locale.number(value, decimals).into()
}

/// The models of purchases, one a row.
pub(super) fn candidates(answer: &Trust, locale: &Locale) -> (String, Sheet) {
    let heads = [
        (word!("Model"), Unit::Text),
        (word!("AIC over the least"), Unit::Number),
        (word!("Certificate"), Unit::Text),
        (word!("Log-likelihood"), Unit::Number),
        (word!("AIC"), Unit::Number),
        (word!("BIC"), Unit::Number),
        (word!("Steepest slope per customer"), Unit::Text),
        (word!("Least curvature"), Unit::Text),
        (word!("Greatest over least curvature"), Unit::Text),
        (word!("Distance to bounds"), Unit::Number),
        (word!("Steps"), Unit::Count),
        (word!("Customers"), Unit::Count),
    ];
    let mut table = Sheet::of(&heads, locale);
    for (fit, over) in answer.candidates() {
        let certificate = &fit.certificate;
        let row: Vec<Cell> = vec![
            fit.model.into(),
            over.into(),
            verdict(fit, locale).into(),
            fit.log_likelihood.into(),
            fit.aic.into(),
            fit.bic.into(),
            digits(Some(certificate.gradient_per_customer), locale),
            digits(certificate.curvatures.first().copied(), locale),
            digits(condition(fit), locale),
            certificate.to_bounds.into(),
            fit.n_iterations.into(),
            fit.n_customers.into(),
        ];
        table.rows.push(row);
    }
    let best = answer.candidates().reduce(|best, next| if next.1 < best.1 { next } else { best });
    let finding = match best {
        None => say!(locale, "No model could be fitted: too few customers came back"),
        Some((fit, _)) if is_sound(fit) => {
            say!(locale, "{} describes these orders best, and its fit is certain", fit.model)
        }
        Some((fit, _)) if fit.converged => say!(
            locale,
            "{} describes these orders best; they do not pin down {}",
            fit.model,
            Arg::All(fit.certificate.not_held.iter().map(|&name| name.into()).collect())
        ),
        Some((fit, _)) => {
            say!(
                locale,
                "{} describes these orders best, but its fit may not be the best there is",
                fit.model
            )
        }
    };
    (finding, table)
}

/// Every parameter of the models, one a row.
pub(super) fn parameters(answer: &Trust, locale: &Locale) -> (String, Sheet) {
    let heads = [
        (word!("Parameter"), Unit::Text),
        (word!("Estimate"), Unit::Text),
        (word!("Standard error"), Unit::Text),
        (word!("Standard error over estimate"), Unit::Share),
        (word!("Lower end, 95%"), Unit::Text),
        (word!("Upper end, 95%"), Unit::Text),
    ];
    let mut table = Sheet::of(&heads, locale);
    let mut loose = 0;
    for (fit, parameter) in answer.parameters() {
        let relative = parameter.relative_error();
        loose += usize::from(relative.is_none());
        // By the logarithm, in which the search runs.
        let end = |sign: f64| relative.map(|error| parameter.value * libm::exp(sign * Z95 * error));
        table.rows.push(vec![
            locale.say(word!("{} of {}"), &[parameter.name.into(), fit.model.into()]).into(),
            digits(Some(parameter.value), locale),
            digits(parameter.standard_error, locale),
            relative.into(),
            digits(end(-1.0), locale),
            digits(end(1.0), locale),
        ]);
    }
    let finding = match loose {
        0 => say!(locale, "The orders hold every parameter"),
        n => say!(
            locale,
            "The orders do not hold {} {|parameter|parameters}; the forecast does not hang on {0|it|them}",
            n
        ),
    };
    (finding, table)
}

/// What the reader may want to know, or skip.
pub(super) fn notes(locale: &Locale) -> Vec<String> {
    vec![
        say!(
            locale,
            "For the curious: a fit is certain where no step from it gains anything (slope 0) and every step away loses \
             (curvature above 0)."
        ),
        say!(
            locale,
            "AIC and BIC weigh how well a model describes the past against its number of parameters; less is better, and a \
             difference below 2 means nothing. How it foresees is told by the check against the past."
        ),
        say!(locale, "Times are in days, derivatives by the logarithms of the parameters."),
    ]
}
