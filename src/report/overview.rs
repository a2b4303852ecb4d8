//! The overview in words: key figures, months, concentration, rhythm.

use super::phrase;
use super::{Cell, Report, Sheet, Unit};
use crate::locale::Locale;
use crate::message::{Arg, Word, say, word};
use crate::metrics::concentration::Concentration;
use crate::metrics::overview::Overview;
use crate::money::Money;

/// The key figures in words; one row.
#[inline(never)]
pub fn overview(answer: &Overview, locale: &Locale) -> Report {
    let mut table = Sheet::of(
        &[
            (word!("Customers"), Unit::Count),
            (word!("Orders"), Unit::Count),
            (word!("Amount"), Unit::Money),
            (word!("Mean order"), Unit::Money),
            (word!("Orders per customer"), Unit::Number),
            (word!("Customers who came back"), Unit::Count),
            (word!("Repeat rate"), Unit::Share),
            (word!("Repeat rate, low"), Unit::Share),
            (word!("Repeat rate, high"), Unit::Share),
            (word!("Refunds"), Unit::Count),
        ],
        locale,
    );
    table.rows.push(vec![
        answer.n_customers.into(),
        answer.n_orders.into(),
        answer.amount.into(),
        answer.mean_order.into(),
        (answer.n_orders as f64 / answer.n_customers as f64).into(),
        answer.n_repeaters.into(),
        answer.repeat_rate.into(),
        answer.repeat_interval.map(|range| range.low).into(),
        answer.repeat_interval.map(|range| range.high).into(),
        answer.n_refunds.into(),
    ]);
    Report {
        question: say!(locale, "How is the customer base doing?"),
        finding: state(answer, locale),
        rule: period(answer, locale),
        notes: few(answer.n_customers, locale),
        action: String::new(),
        table,
    }
}

/// How many brought how much, and how many came back.
fn state(answer: &Overview, locale: &Locale) -> String {
    let (all, amount) = (answer.n_customers, locale.money_whole(answer.amount.units()));
    let sentence = match answer.n_repeaters {
        0 => word!(
            "{0|1 customer brought {1} and has not|{0} customers brought {1}; none has} come back so far"
        ),
        n if n == all => word!("{0|1 customer brought {1} and|{0} customers brought {1}; all} came back"),
        _ => word!("{0} {0|customer|customers} brought {1}; {2} of them came back"),
    };
    locale.say(sentence, &[all.into(), amount.into(), Arg::Share(answer.repeat_rate)])
}

fn period(answer: &Overview, locale: &Locale) -> String {
    say!(
        locale,
        "Orders from {} to {}, dated refunds taken off. Who bought on two days or more came back.",
        answer.first_day,
        answer.as_of
    )
}

fn few(n: usize, locale: &Locale) -> Vec<String> {
    match n {
        1..phrase::FEW => vec![phrase::only(n, locale)],
        _ => Vec::new(),
    }
}

/// New and returning money by month in words; one row a month.
#[inline(never)]
pub fn months(answer: &Overview, locale: &Locale) -> Report {
    let mut table = Sheet::of(
        &[
            (word!("Month"), Unit::Month),
            (word!("New customers"), Unit::Count),
            (word!("Returning customers"), Unit::Count),
            (word!("Orders"), Unit::Count),
            (word!("Amount from new"), Unit::Money),
            (word!("Amount from returning"), Unit::Money),
            (word!("Share from returning"), Unit::Share),
        ],
        locale,
    );
    for month in &answer.months {
        table.rows.push(vec![
            month.first_day.into(),
            month.n_new.into(),
            month.n_returning.into(),
            month.n_orders.into(),
            month.new_amount.into(),
            month.returning_amount.into(),
            month.returning_share().into(),
        ]);
    }
    let unfinished = answer.months.last().filter(|month| !month.complete);
    Report {
        question: say!(locale, "Does the money come from new or from returning customers?"),
        finding: new_or_returning(answer, locale),
        rule: say!(
            locale,
            "What a customer pays on the first day of purchase is new, what comes later is returning. \
             Dated refunds taken off, as of {}.",
            answer.as_of
        ),
        notes: unfinished
            .map(|month| {
                say!(locale, "{} is not over and must not be compared.", locale.month(month.first_day))
            })
            .into_iter()
            .collect(),
        action: String::new(),
        table,
    }
}

/// Over the last twelve whole months, or as many as there are.
fn new_or_returning(answer: &Overview, locale: &Locale) -> String {
    let last = answer.last_year();
    let (Some(from), Some(to)) = (last.first(), last.last()) else {
        return say!(locale, "No month is over yet");
    };
    let (new, returning) = answer.year_amounts();
    let all = new + returning;
    let one = last.len() == 1;
    let (from, to) = (locale.month(from.first_day).into(), locale.month(to.first_day).into());
    if new.is_negative() || returning.is_negative() || all == Money::ZERO {
        let sentence = if one { word!("{} came in in {}") } else { word!("{} came in from {} to {}") };
        return locale.say(sentence, &[locale.money_whole(all.units()).into(), from, to]);
    }
    let sentence = match (returning >= new, one) {
        (true, true) => word!("Returning customers brought {} of the money in {}"),
        (true, false) => word!("Returning customers brought {} of the money from {} to {}"),
        (false, true) => word!("New customers brought {} of the money in {}"),
        (false, false) => word!("New customers brought {} of the money from {} to {}"),
    };
    locale.say(sentence, &[Arg::Share(new.max(returning).0 as f64 / all.0 as f64), from, to])
}

/// The Lorenz curve in words; one row a point, those who bring least first.
#[inline(never)]
pub fn concentration(answer: &Concentration, locale: &Locale) -> Report {
    let mut table = Sheet::of(
        &[(word!("Share of customers"), Unit::Share), (word!("Share of amount"), Unit::Share)],
        locale,
    );
    table.rows = answer.curve.iter().map(|point| vec![point.customers.into(), point.amount.into()]).collect();
    let mut notes = few(answer.n_customers, locale);
    if let (Some(best), Some(gini)) = (answer.best_fifth, answer.gini) {
        notes.push(say!(
            locale,
            "The best fifth, {} {|customer|customers}, brought {}. Gini coefficient {}.",
            answer.n_best_fifth,
            Arg::Share(best),
            Arg::Number(gini, 2)
        ));
    } else if answer.n_customers > 0 {
        notes.push(say!(
            locale,
            "There is no money in all, or a customer below zero, so there are no shares."
        ));
    }
    Report {
        question: say!(locale, "On how few customers does the money rest?"),
        finding: half(answer, locale),
        rule: say!(
            locale,
            "Customers by what they brought in all, dated refunds taken off, those who brought least first."
        ),
        notes,
        action: String::new(),
        table,
    }
}

fn half(answer: &Concentration, locale: &Locale) -> String {
    let all = answer.n_customers;
    match answer.n_for_half {
        _ if all == 0 => say!(locale, "Nobody has bought yet"),
        Some(_) if answer.gini == Some(0.0) && all > 1 => {
            say!(locale, "All {} customers brought the same", all)
        }
        Some(n) if all > 1 => say!(locale, "Half of the money comes from {} of {} customers", n, all),
        _ => {
            let amount = locale.money_whole(answer.amount.units());
            say!(locale, "{} {|customer|customers} brought {}", all, amount)
        }
    }
}

const WEEKDAYS: [Word; 7] = [
    word!("Monday"),
    word!("Tuesday"),
    word!("Wednesday"),
    word!("Thursday"),
    word!("Friday"),
    word!("Saturday"),
    word!("Sunday"),
];

/// Days of the week and hours in words; one row a day, and a column an hour where the time of day is known.
#[inline(never)]
pub fn rhythm(answer: &Overview, locale: &Locale) -> Report {
    let mut table = Sheet::of(
        &[
            (word!("Day"), Unit::Text),
            (word!("Orders"), Unit::Count),
            (word!("Share of orders"), Unit::Share),
        ],
        locale,
    );
    if answer.rhythm.by_hour.is_some() {
        (0..24).for_each(|hour| table.add(format!("{hour}:00"), Unit::Count));
    }
    let all = answer.n_orders as f64;
    for (at, (name, &n)) in WEEKDAYS.into_iter().zip(&answer.rhythm.by_weekday).enumerate() {
        let mut row: Vec<Cell> = vec![locale.word(name).into(), n.into(), (n as f64 / all).into()];
        let by_hour = answer.rhythm.by_hour.as_ref().and_then(|days| days.get(at));
        row.extend(by_hour.into_iter().flatten().map(|&n| Cell::from(n)));
        table.rows.push(row);
    }
    Report {
        question: say!(locale, "When do customers buy?"),
        finding: busiest(answer, locale),
        rule: period(answer, locale),
        notes: match answer.rhythm.by_hour {
            Some(_) => {
                vec![say!(locale, "Hours are of the clock of the file, or UTC where it gave an offset.")]
            }
            None => vec![say!(locale, "The orders have no time of day.")],
        },
        action: String::new(),
        table,
    }
}

/// The busiest day, if chance alone would not make one so busy.
fn busiest(answer: &Overview, locale: &Locale) -> String {
    const WEEKS: i32 = 8;
    let n = answer.n_orders as f64;
    if answer.as_of.since(answer.first_day) < 7 * WEEKS {
        return say!(
            locale,
            "{} {|order|orders} in less than eight weeks: too soon to tell the busiest day",
            answer.n_orders
        );
    }
    let days = answer.rhythm.by_weekday.iter().zip(WEEKDAYS);
    let best = days.reduce(|best, next| if next.0 > best.0 { next } else { best });
    // By chance the busiest of seven equal days is so many standard deviations up in less than one case of a hundred
    // (Bonferroni: the normal quantile of 1 - 0.01 / 7 is 2.98).
    const SIGNIFICANT: f64 = 3.0;
    let even = n / 7.0;
    let deviation = (even * 6.0 / 7.0).sqrt();
    match best {
        Some((&count, name)) if count as f64 - even > SIGNIFICANT * deviation => {
            say!(locale, "{} is the busiest day, with {} of the orders", name, Arg::Share(count as f64 / n))
        }
        _ => say!(locale, "No day of the week is clearly the busiest"),
    }
}
