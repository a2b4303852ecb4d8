//! The overview in words: key figures, months, concentration, rhythm.

use super::phrase;
use super::{Cell, Report, Sheet, Unit};
use crate::locale::Locale;
use crate::metrics::concentration::Concentration;
use crate::metrics::overview::{Month, Overview};
use crate::money::Money;

/// The key figures in words; one row.
pub fn overview(answer: &Overview, locale: &Locale) -> Report {
    let mut table = Sheet::of(&[
        ("Customers", Unit::Count),
        ("Orders", Unit::Count),
        ("Amount", Unit::Money),
        ("Mean order", Unit::Money),
        ("Orders per customer", Unit::Number),
        ("Customers who came back", Unit::Count),
        ("Repeat rate", Unit::Share),
        ("Repeat rate, low", Unit::Share),
        ("Repeat rate, high", Unit::Share),
        ("Refunds", Unit::Count),
    ]);
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
        question: "How is the customer base doing?",
        finding: state(answer, locale),
        rule: period(answer, locale),
        notes: few(answer.n_customers, locale),
        action: String::new(),
        table,
    }
}

/// How many brought how much, and how many came back.
fn state(answer: &Overview, locale: &Locale) -> String {
    let customers = phrase::customers(answer.n_customers, locale);
    let amount = locale.money_whole(answer.amount.units());
    match answer.n_repeaters {
        0 if answer.n_customers == 1 => format!("1 customer brought {amount} and has not come back so far"),
        0 => format!("{customers} brought {amount}; none has come back so far"),
        n if n == answer.n_customers && n > 1 => format!("{customers} brought {amount}; all came back"),
        1 if answer.n_customers == 1 => format!("1 customer brought {amount} and came back"),
        _ => format!("{customers} brought {amount}; {} of them came back", locale.share(answer.repeat_rate)),
    }
}

fn period(answer: &Overview, locale: &Locale) -> String {
    let (first, last) = (locale.day(answer.first_day), locale.day(answer.as_of));
    format!(
        "Orders from {first} to {last}, dated refunds taken off. Who bought on two days or more came back."
    )
}

fn few(n: usize, locale: &Locale) -> Vec<String> {
    match n {
        1..phrase::FEW => vec![format!("Only {}.", phrase::customers(n, locale))],
        _ => Vec::new(),
    }
}

/// New and returning money by month in words; one row a month.
pub fn months(answer: &Overview, locale: &Locale) -> Report {
    let mut table = Sheet::of(&[
        ("Month", Unit::Date),
        ("New customers", Unit::Count),
        ("Returning customers", Unit::Count),
        ("Orders", Unit::Count),
        ("Amount from new", Unit::Money),
        ("Amount from returning", Unit::Money),
        ("Share from returning", Unit::Share),
    ]);
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
        question: "Does the money come from new or from returning customers?",
        finding: new_or_returning(&answer.months, locale),
        rule: format!(
            "What a customer pays on the first day of purchase is new, what comes later is returning. \
             Refunds taken off, as of {}.",
            locale.day(answer.as_of)
        ),
        notes: unfinished
            .map(|month| format!("{} is not over and must not be compared.", locale.month(month.first_day)))
            .into_iter()
            .collect(),
        action: String::new(),
        table,
    }
}

/// Over the last twelve whole months, or as many as there are.
fn new_or_returning(months: &[Month], locale: &Locale) -> String {
    let whole: Vec<&Month> = months.iter().filter(|month| month.complete).collect();
    let last = &whole[whole.len().saturating_sub(12)..];
    let (Some(from), Some(to)) = (last.first(), last.last()) else {
        return "No month is over yet".into();
    };
    let new: Money = last.iter().map(|month| month.new_amount).sum();
    let returning: Money = last.iter().map(|month| month.returning_amount).sum();
    let all = new + returning;
    let span = match last.len() {
        1 => format!("in {}", locale.month(to.first_day)),
        _ => format!("from {} to {}", locale.month(from.first_day), locale.month(to.first_day)),
    };
    if new.is_negative() || returning.is_negative() || all == Money::ZERO {
        return format!("{} came in {span}", locale.money_whole(all.units()));
    }
    let share = |part: Money| locale.share(part.0 as f64 / all.0 as f64);
    if returning >= new {
        format!("Returning customers brought {} of the money {span}", share(returning))
    } else {
        format!("New customers brought {} of the money {span}", share(new))
    }
}

/// The Lorenz curve in words; one row a point, those who bring least first.
pub fn concentration(answer: &Concentration, locale: &Locale) -> Report {
    let mut table = Sheet::of(&[("Share of customers", Unit::Share), ("Share of amount", Unit::Share)]);
    table.rows = answer.curve.iter().map(|point| vec![point.customers.into(), point.amount.into()]).collect();
    let mut notes = few(answer.n_customers, locale);
    if let (Some(best), Some(gini)) = (answer.best_fifth, answer.gini) {
        let n = phrase::customers(answer.n_best_fifth, locale);
        let gini = locale.number(gini, 2);
        notes.push(format!("The best fifth, {n}, brought {}. Gini coefficient {gini}.", locale.share(best)));
    } else if answer.n_customers > 0 {
        notes.push("There is no money in all, or a customer below zero, so there are no shares.".into());
    }
    Report {
        question: "On how few customers does the money rest?",
        finding: half(answer, locale),
        rule: "Customers by what they brought in all, refunds taken off, those who brought least first."
            .into(),
        notes,
        action: String::new(),
        table,
    }
}

fn half(answer: &Concentration, locale: &Locale) -> String {
    let all = phrase::customers(answer.n_customers, locale);
    match answer.n_for_half {
        _ if answer.n_customers == 0 => "Nobody has bought yet".into(),
        Some(_) if answer.gini == Some(0.0) && answer.n_customers > 1 => {
            format!("All {all} brought the same")
        }
        Some(n) if answer.n_customers > 1 => {
            format!("Half of the money comes from {} of {all}", locale.count(n))
        }
        _ => format!("{all} brought {}", locale.money_whole(answer.amount.units())),
    }
}

const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// Days of the week and hours in words; one row a day, and a column an hour where the time of day is known.
pub fn rhythm(answer: &Overview, locale: &Locale) -> Report {
    let hours: Vec<String> = (0..24).map(|hour| format!("{hour}:00")).collect();
    let mut heads = vec![("Day", Unit::Text), ("Orders", Unit::Count), ("Share of orders", Unit::Share)];
    if answer.rhythm.by_hour.is_some() {
        heads.extend(hours.iter().map(|hour| (hour.as_str(), Unit::Count)));
    }
    let mut table = Sheet::of(&heads);
    let all = answer.n_orders as f64;
    for (at, (name, &n)) in WEEKDAYS.into_iter().zip(&answer.rhythm.by_weekday).enumerate() {
        let mut row: Vec<Cell> = vec![name.into(), n.into(), (n as f64 / all).into()];
        let by_hour = answer.rhythm.by_hour.as_ref().and_then(|days| days.get(at));
        row.extend(by_hour.into_iter().flatten().map(|&n| Cell::from(n)));
        table.rows.push(row);
    }
    Report {
        question: "When do customers buy?",
        finding: busiest(answer, locale),
        rule: period(answer, locale),
        notes: match answer.rhythm.by_hour {
            Some(_) => vec!["Hours are of the clock of the file, or UTC where it gave an offset.".into()],
            None => vec!["The orders have no time of day.".into()],
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
        let n = phrase::orders(answer.n_orders, locale);
        return format!("{n} in less than eight weeks: too soon to tell the busiest day");
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
            format!("{name} is the busiest day, with {} of the orders", locale.share(count as f64 / n))
        }
        _ => "No day of the week is clearly the busiest".into(),
    }
}
