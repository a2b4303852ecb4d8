//! One customer in words: what was, what is to be expected, how sure that is, and the course of the probability.

use super::{Report, Sheet, Unit};
use crate::locale::Locale;
use crate::message::{Arg, say, word};
use crate::metrics::Interval;
use crate::metrics::value::one::{Estimate, One, Outlook};

/// What stands above the course: the key figures, with their ranges in the notes. `name` is the identifier.
#[inline(never)]
pub fn one(answer: &One, name: &str, locale: &Locale) -> Report {
    let months = months(answer);
    let finding = match &answer.outlook {
        Some(outlook) => say!(
            locale,
            "{0} will bring {1} in the next {2|month|{2} months}, and still buys with a probability of {3}",
            Arg::Name(name.into()),
            locale.money(outlook.value.value),
            months.clone(),
            Arg::Share(outlook.p_alive.value)
        ),
        None => say!(
            locale,
            "{} paid {} so far; no model is fitted, so nothing more can be said",
            Arg::Name(name.into()),
            locale.money(answer.so_far.units())
        ),
    };
    Report {
        question: say!(locale, "What is this customer worth?"),
        finding,
        rule: rule(answer, locale),
        notes: answer.outlook.as_ref().map_or_else(Vec::new, |outlook| notes(answer, outlook, locale)),
        action: String::new(),
        table: figures(answer, locale),
    }
}

fn months(answer: &One) -> Arg {
    let months = answer.horizon_days / crate::day::DAYS_PER_MONTH;
    let whole = (months - months.round()).abs() < 1e-9;
    Arg::Number(if whole { months.round() } else { months }, u8::from(!whole))
}

fn rule(answer: &One, locale: &Locale) -> String {
    let n = answer.days.len();
    match (answer.days.first(), answer.days.last()) {
        (Some(&first), Some(&last)) => {
            say!(locale, "As of {}: purchases on {} {|day|days} from {} to {}.", answer.as_of, n, first, last)
        }
        _ => say!(locale, "As of {}.", answer.as_of),
    }
}

fn figures(answer: &One, locale: &Locale) -> Sheet {
    let heads = [
        (word!("Paid so far"), Unit::Money),
        (word!("Probability still buying"), Unit::Share),
        (word!("Expected purchases"), Unit::Number),
        (word!("Expected spend each"), Unit::Money),
        (word!("Expected value"), Unit::Money),
    ];
    let mut table = Sheet::of(&heads, locale);
    let of = |pick: fn(&Outlook) -> f64| answer.outlook.as_ref().map(pick);
    table.rows.push(vec![
        answer.so_far.into(),
        of(|o| o.p_alive.value).into(),
        of(|o| o.purchases.value).into(),
        of(|o| o.spend.value).into(),
        of(|o| o.value.value).into(),
    ]);
    table
}

/// Each number with what the parameters leave open, then what chance does.
fn notes(answer: &One, outlook: &Outlook, locale: &Locale) -> Vec<String> {
    let mut notes = Vec::new();
    let months = || months(answer);
    let money = |units: f64| Arg::Text(locale.money(units));
    let number = |value: f64| Arg::Number(value, 2);
    let range = |low: Arg, high: Arg| Arg::Message(crate::message::message!("{} to {}", low, high));
    let known = |estimate: &Estimate, write: &dyn Fn(f64) -> Arg| {
        estimate.interval.map_or_else(
            || Arg::Word(word!("not known")),
            |Interval { low, high, .. }| range(write(low), write(high)),
        )
    };
    let share = |value: f64| Arg::Share(value);
    notes.push(say!(
        locale,
        "Still buying: {} today ({}), {} at the end of the time ahead ({}).",
        Arg::Share(outlook.p_alive.value),
        known(&outlook.p_alive, &share),
        Arg::Share(outlook.p_alive_later.value),
        known(&outlook.p_alive_later, &share)
    ));
    notes.push(say!(
        locale,
        "No purchase in the next {}: {} ({}).",
        locale.days(answer.none_days),
        Arg::Share(outlook.p_none.value),
        known(&outlook.p_none, &share)
    ));
    notes.push(say!(
        locale,
        "Purchases expected in the next {0|month|{0} months}: {1} ({2}). What will be seen lies between {3} and {4}.",
        months(),
        number(outlook.purchases.value),
        known(&outlook.purchases, &number),
        outlook.range.purchases.0 as usize,
        outlook.range.purchases.1 as usize
    ));
    let exactly: Vec<Arg> = outlook.exactly.iter().map(|&p| Arg::Share(p)).collect();
    notes.push(say!(locale, "Probability of 0, 1, 2, 3, 4, 5, 6 or more of them: {}.", Arg::All(exactly)));
    notes.push(say!(
        locale,
        "Spend expected each time: {} ({}).",
        money(outlook.spend.value),
        known(&outlook.spend, &money)
    ));
    notes.push(say!(
        locale,
        "Discounted value expected: {} ({}). What will be seen lies between {} and {}.",
        money(outlook.value.value),
        known(&outlook.value, &money),
        money(outlook.range.value.0),
        money(outlook.range.value.1)
    ));
    notes.push(match &outlook.endless {
        Some(endless) => say!(
            locale,
            "Without end it is {} ({}).",
            money(endless.value),
            known(endless, &money)
        ),
        None => say!(
            locale,
            "Without end it is infinite: some customers never leave, and without a discount their purchases add up \
             for ever."
        ),
    });
    notes.push(next(outlook, locale));
    let after = &outlook.after_purchase;
    notes.push(say!(
        locale,
        "A purchase today would raise the probability to {} and the value still to come to {}.",
        Arg::Share(after.p_alive),
        money(after.value)
    ));
    notes.push(say!(
        locale,
        "Ranges in brackets are 95% intervals from the uncertainty of the model; what will be seen varies by chance as \
         well, and lies in its range with a probability of 95%."
    ));
    notes
}

fn next(outlook: &Outlook, locale: &Locale) -> String {
    match outlook.next {
        [Some(early), Some(middle), Some(late)] => say!(
            locale,
            "The next purchase comes by {} with a probability of 50%; with 90% between {} and {}.",
            middle,
            early,
            late
        ),
        [Some(early), Some(middle), None] => say!(
            locale,
            "The next purchase comes by {} with a probability of 50%, hardly before {}, and perhaps never.",
            middle,
            early
        ),
        _ => say!(locale, "It is more likely than not that no further purchase comes."),
    }
}

/// The course of the probability; its rows are those of the picture.
#[inline(never)]
pub fn course(answer: &One, locale: &Locale) -> Report {
    let heads = [
        (word!("Day"), Unit::Date),
        (word!("Probability still buying"), Unit::Share),
        (word!("After a purchase today"), Unit::Share),
        (word!("Purchase"), Unit::Text),
    ];
    let mut table = Sheet::of(&heads, locale);
    for point in answer.outlook.iter().flat_map(|outlook| &outlook.course) {
        table.rows.push(vec![
            point.day.into(),
            point.p_alive.into(),
            point.after_purchase.into(),
            point.bought.then(|| locale.word(word!("yes"))).into(),
        ]);
    }
    let finding = match &answer.outlook {
        Some(outlook) => say!(
            locale,
            "A purchase today would change the probability from {} to {}",
            Arg::Share(outlook.p_alive.value),
            Arg::Share(outlook.after_purchase.p_alive)
        ),
        None => say!(locale, "No model is fitted, so there is no probability"),
    };
    Report {
        question: String::new(),
        finding,
        rule: say!(locale, "Probability still to buy by what was known on each day; dots are purchases."),
        notes: Vec::new(),
        action: String::new(),
        table,
    }
}
