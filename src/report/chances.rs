//! Purchases at regular opportunities, in words.

use super::{Report, Sheet, Unit};
use crate::locale::Locale;
use crate::message::{Arg, say, word};
use crate::metrics::value::ValueConfig;
use crate::metrics::value::decide::chances::{Chances, Grid};

/// One row a number of purchases.
pub fn chances(answer: &Chances, config: &ValueConfig, locale: &Locale) -> Report {
    let heads = [
        (word!("Opportunities taken"), Unit::Count),
        (word!("Customers"), Unit::Count),
        (word!("Opportunities so far, mean"), Unit::Number),
        (word!("Still there"), Unit::Share),
        (word!("Purchases expected of one"), Unit::Number),
        (word!("Expected value"), Unit::Money),
    ];
    let mut table = Sheet::of(&heads, locale);
    for row in &answer.rows {
        table.rows.push(vec![
            (row.x as usize).into(),
            row.n_customers.into(),
            row.n_chances.into(),
            row.p_alive.into(),
            row.expected.into(),
            row.value.into(),
        ]);
    }
    let parameters = answer.fit.parameters.iter().map(|parameter| {
        Arg::Text(match parameter.standard_error {
            Some(error) => format!("{} {:.3} (±{:.3})", parameter.name, parameter.value, error),
            None => format!("{} {:.3}", parameter.name, parameter.value),
        })
    });
    let reason = match answer.grid {
        Grid::Weeks => say!(
            locale,
            "{} of all purchase days fall on the same days of the week, so a week is one opportunity.",
            Arg::Share(answer.on_grid)
        ),
        Grid::Months(n) => say!(
            locale,
            "{} of all purchase days fall on the same days of {1|each month|every {1} months}, so that is one opportunity.",
            Arg::Share(answer.on_grid),
            n as usize
        ),
    };
    let model = say!(
        locale,
        "BG/BB model (Fader, Hardie and Shang 2010): {}; log-likelihood {}.",
        Arg::All(parameters.collect()),
        Arg::Number(answer.fit.log_likelihood, 1)
    );
    Report {
        question: say!(locale, "What will come at the next opportunities?"),
        finding: say!(
            locale,
            "{} {|customer|customers}: {} expected at the next {2|opportunity|{2} opportunities}",
            answer.n_customers,
            locale.money_whole(answer.value),
            answer.n_ahead as usize
        ),
        rule: say!(
            locale,
            "Orders up to {}, those of one opportunity counted once; discounted by {} a year.",
            answer.as_of,
            Arg::Share(config.discount_per_year)
        ),
        notes: vec![reason, model],
        action: String::new(),
        table,
    }
}
