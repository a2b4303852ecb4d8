//! Retention in words: cohorts, rates, survival, gaps between activities, and who is late.

use super::{Cell, Report, Sheet, Unit};
use crate::day::Day;
use crate::locale::Locale;
use crate::message::{Arg, Word, say, word};
use crate::metrics::interval::{holm, newcombe, same_share};
use crate::metrics::period::Period;
use crate::metrics::retention::{Cohort, Cohorts, Frame, Measure, Retention, RetentionConfig, ReturnRule};

/// A cohort or an average with so few customers is too small to be compared.
const SMALL: usize = 30;

/// Rows of averages before those of the cohorts.
pub fn average_rows(measure: Measure) -> usize {
    if measure == Measure::Customers { 2 } else { 1 }
}

/// The column of the table that holds the first period.
pub const FIRST_COLUMN: usize = 2;

/// Cohorts in words: first a row for each average, then a row a cohort, and a column a period.
pub fn retention(answer: &Retention, config: &RetentionConfig, measure: Measure, locale: &Locale) -> Report {
    let (finding, action) = finding(answer, config, measure, locale);
    Report {
        question: say!(locale, "Do customers come back?"),
        finding,
        rule: rule(answer, config, locale),
        notes: notes(answer, measure, locale),
        action,
        table: table(answer, config, measure, locale),
    }
}

/// A period as it stands at the head of a row.
pub fn period_name(start: Day, period: Period, locale: &Locale) -> String {
    match period {
        Period::Month => locale.month(start),
        Period::Quarter => format!("{} \u{2013} {}", locale.month(start), locale.month(start.plus(75))),
        Period::Hour | Period::Day | Period::WeekMonday | Period::WeekSunday => locale.day(start),
    }
}

/// What a cohort is called.
pub fn cohort_name(cohort: &Cohort, period: Period, locale: &Locale) -> String {
    match (&cohort.value, cohort.start) {
        (Some(value), _) => value.clone(),
        (None, Some(start)) => period_name(start, period, locale),
        (None, None) if cohort.rows.len() > 1 => say!(locale, "{} others", cohort.rows.len()),
        (None, None) => say!(locale, "Not known"),
    }
}

/// The name of a column: the number of its period, or of its first and last.
pub fn column_name(config: &RetentionConfig, column: usize, locale: &Locale) -> String {
    match config.periods_of(column) {
        (first, last) if first == last => locale.count(first as usize),
        (first, last) => format!("{}\u{2013}{}", locale.count(first as usize), locale.count(last as usize)),
    }
}

fn table(answer: &Retention, config: &RetentionConfig, measure: Measure, locale: &Locale) -> Sheet {
    let unit = match measure {
        Measure::Customers => Unit::Share,
        Measure::Activities => Unit::Number,
        Measure::Money => Unit::Money,
    };
    let mut table = Sheet::of(&[(word!("Cohort"), Unit::Text), (word!("Customers"), Unit::Count)], locale);
    for column in 0..answer.n_columns() {
        let name = locale.say(column_head(answer.period), &[column_name(config, column, locale).into()]);
        table.add(name, unit);
    }
    let all = answer.averages.first().map_or(0, |average| average.eligible);
    let mut together = vec![Cell::from(say!(locale, "All customers together")), all.into()];
    together.extend(answer.averages.iter().map(|average| Cell::from(average.measured(measure))));
    table.rows.push(together);
    if measure == Measure::Customers {
        let mut alike = vec![Cell::from(say!(locale, "Each cohort alike")), Cell::Blank];
        alike.extend(answer.averages.iter().map(|average| Cell::from(average.mean_of_cohorts)));
        table.rows.push(alike);
    }
    for cohort in &answer.cohorts {
        let mut row = vec![Cell::from(cohort_name(cohort, answer.period, locale)), cohort.size.into()];
        for column in 0..answer.n_columns() {
            let cell = cohort.cells.get(column).copied().flatten();
            row.push(cell.and_then(|cell| cell.measured(measure)).into());
        }
        table.rows.push(row);
    }
    table
}

/// The head of a column by its number.
fn column_head(period: Period) -> Word {
    match period {
        Period::Hour => word!("Hour {}"),
        Period::Day => word!("Day {}"),
        Period::WeekMonday | Period::WeekSunday => word!("Week {}"),
        Period::Month => word!("Month {}"),
        Period::Quarter => word!("Quarter {}"),
    }
}

/// `1 month`, `6 months`, `4 to 6 months`.
fn span(config: &RetentionConfig, column: usize, period: Period, locale: &Locale) -> String {
    let (first, last) = config.periods_of(column);
    let last_in_words = periods(last as usize, period, locale);
    if first == last { last_in_words } else { say!(locale, "{} to {}", first as usize, last_in_words) }
}

/// So many periods.
pub(super) fn periods(n: usize, period: Period, locale: &Locale) -> String {
    let words = match period {
        Period::Hour => word!("{} {|hour|hours}"),
        Period::Day => word!("{} {|day|days}"),
        Period::WeekMonday | Period::WeekSunday => word!("{} {|week|weeks}"),
        Period::Month => word!("{} {|month|months}"),
        Period::Quarter => word!("{} {|quarter|quarters}"),
    };
    locale.say(words, &[n.into()])
}

/// What the cohorts are, who is back, what the periods are.
fn rule(answer: &Retention, config: &RetentionConfig, locale: &Locale) -> String {
    let by = |name: &str| locale.name(name);
    let cohorts = match &config.cohorts {
        Cohorts::First => say!(locale, "Customers by the period of their first time."),
        Cohorts::Every => say!(locale, "Customers by every period in which they were there."),
        Cohorts::Attribute(name) => say!(locale, "Customers by {}, each from the own first time.", by(name)),
        Cohorts::FirstOrder(name) => {
            say!(locale, "Customers by {} of the first order, each from the own first time.", by(name))
        }
        Cohorts::FirstProduct => say!(
            locale,
            "Customers by the product that cost most in the first order, each from the own first time."
        ),
        Cohorts::FirstCategory => say!(
            locale,
            "Customers by the category that cost most in the first order, each from the own first time."
        ),
        Cohorts::FirstCampaign => {
            say!(locale, "Customers by the first campaign that reached them, each from the own first time.")
        }
    };
    let back = match (config.rule, answer.of_orders) {
        (ReturnRule::On, true) => word!("Back is who bought at least {} {|time|times} in the period."),
        (ReturnRule::On, false) => word!("Back is who was there at least {} {|time|times} in the period."),
        (ReturnRule::OnOrAfter, true) => {
            word!("Back is who bought at least {} {|time|times} in the period or a later one.")
        }
        (ReturnRule::OnOrAfter, false) => {
            word!("Back is who was there at least {} {|time|times} in the period or a later one.")
        }
    };
    let back = locale.say(back, &[(config.minimum.max(1) as usize).into()]);
    let periods = match (config.frame, answer.period) {
        (Frame::Rolling, _) => {
            word!("Periods count from the own first time, months as 30 days, quarters as 91.")
        }
        (_, Period::WeekSunday) => word!("Weeks begin with Sunday."),
        (_, Period::WeekMonday) => word!("Weeks begin with Monday."),
        _ => word!("Periods are those of the calendar."),
    };
    say!(locale, "{} {} {} As of {}.", cohorts, back, periods, answer.as_of)
}

/// The finding and what to do about it.
fn finding(
    answer: &Retention,
    config: &RetentionConfig,
    measure: Measure,
    locale: &Locale,
) -> (String, String) {
    let known = |column: usize| answer.averages.get(column).filter(|average| average.eligible > 0);
    let all = answer.averages.first().map_or(0, |average| average.eligible);
    let period = answer.period;
    let Some(first) = known(1) else {
        let finding =
            say!(locale, "{} {|customer|customers}, and no period after their first is over yet", all);
        return (finding, String::new());
    };
    // The last column of which enough customers are known, a year of months at most.
    let enough =
        |column: &usize| known(*column).is_some_and(|average| average.eligible >= SMALL.max(all / 10));
    let far = (2..answer.n_columns().min(13)).rev().find(enough);
    if measure != Measure::Customers {
        return (spending(answer, config, measure, far, locale), String::new());
    }
    if let Some(found) = standout(answer, config, locale).or_else(|| change(answer, config, locale)) {
        return found;
    }
    let share = |column: usize| Arg::Share(known(column).and_then(|average| average.pooled).unwrap_or(0.0));
    let span = |column: usize| span(config, column, period, locale);
    let finding = match (far, config.rule) {
        (None, ReturnRule::On) => {
            say!(locale, "Of all customers, {} are back {} after their first", share(1), span(1))
        }
        (None, ReturnRule::OnOrAfter) => {
            say!(locale, "Of all customers, {} are back {} after their first or later", share(1), span(1))
        }
        (Some(far), ReturnRule::On) => say!(
            locale,
            "Of all customers, {} are back {} after their first, {} after {}",
            share(1),
            span(1),
            share(far),
            span(far)
        ),
        (Some(far), ReturnRule::OnOrAfter) => say!(
            locale,
            "Of all customers, {} are back {} after their first or later, {} after {} or later",
            share(1),
            span(1),
            share(far),
            span(far)
        ),
    };
    let most = answer.averages.iter().skip(1).filter_map(|average| average.pooled).fold(0.0, f64::max);
    let action = if config.rule == ReturnRule::On && first.pooled == Some(most) && most > 0.0 {
        say!(locale, "Speak to new customers before the first period is over: no later one brings back more.")
    } else {
        String::new()
    };
    (finding, action)
}

fn spending(
    answer: &Retention,
    config: &RetentionConfig,
    measure: Measure,
    far: Option<usize>,
    locale: &Locale,
) -> String {
    let write = |column: usize| -> Arg {
        let value = answer.averages.get(column).and_then(|average| average.measured(measure)).unwrap_or(0.0);
        if measure == Measure::Money { locale.money(value).into() } else { Arg::Number(value, 2) }
    };
    let span = |column: usize| span(config, column, answer.period, locale);
    let sentence = match (measure == Measure::Money, far.is_some()) {
        (true, true) => word!("A customer brings {} in the first period, {} after {}, {} after {}"),
        (true, false) => word!("A customer brings {} in the first period, {} after {}"),
        (false, true) => {
            word!("A customer is there {} times in the first period, {} times after {}, {} times after {}")
        }
        (false, false) => word!("A customer is there {} times in the first period, {} times after {}"),
    };
    let mut args = vec![write(0), write(1), span(1).into()];
    if let Some(far) = far {
        args.extend([write(far), span(far).into()]);
    }
    locale.say(sentence, &args)
}

/// Are the newest cohorts back less or more than those before? Said only where the interval of the difference leaves zero
/// out and it is a sixth of the rate or more.
fn change(answer: &Retention, config: &RetentionConfig, locale: &Locale) -> Option<(String, String)> {
    let known: Vec<(&Cohort, usize, usize)> = answer
        .cohorts
        .iter()
        .filter(|cohort| cohort.start.is_some())
        .filter_map(|cohort| {
            let cell = cohort.cells.get(1).copied().flatten()?;
            (cell.eligible > 0).then_some((cohort, cell.returned, cell.eligible))
        })
        .collect();
    if known.len() < 4 || answer.n_earlier > 0 {
        return None;
    }
    let (before, newest) = known.split_at(known.len() - (known.len() / 3).clamp(1, 6));
    let sum = |part: &[(&Cohort, usize, usize)]| {
        part.iter().fold((0, 0), |sum, (_, returned, eligible)| (sum.0 + returned, sum.1 + eligible))
    };
    let (old, new) = (sum(before), sum(newest));
    let range = newcombe(new, old)?;
    let share = |(returned, eligible): (usize, usize)| returned as f64 / eligible as f64;
    let differs = range.low > 0.0 || range.high < 0.0;
    let large = (share(new) - share(old)).abs() * 6.0 >= share(old);
    if old.1 < SMALL || new.1 < SMALL || !differs || !large {
        return None;
    }
    let since = period_name(newest.first()?.0.start?, answer.period, locale);
    let sentence = match share(new) < share(old) {
        true => word!(
            "Newer customers come back less: of those since {}, {} are back {} later, of those before {}"
        ),
        false => word!(
            "Newer customers come back more: of those since {}, {} are back {} later, of those before {}"
        ),
    };
    let span = span(config, 1, answer.period, locale);
    let finding = locale
        .say(sentence, &[since.clone().into(), Arg::Share(share(new)), span.into(), Arg::Share(share(old))]);
    let action = match share(new) < share(old) {
        true => say!(
            locale,
            "Look at what is different for customers since {}: where they come from, what they buy first.",
            since
        ),
        false => say!(locale, "Find out what changed with {}, and keep it.", since),
    };
    Some((finding, action))
}

/// The cohort that stands out most from the others, by customers more or fewer than there would be at their rate, if chance
/// alone would not make one of so many stand out so.
fn standout(answer: &Retention, config: &RetentionConfig, locale: &Locale) -> Option<(String, String)> {
    let average = answer.averages.get(1)?;
    let cells: Vec<(&Cohort, usize, usize)> = answer
        .cohorts
        .iter()
        .filter(|cohort| cohort.value.is_some() || cohort.start.is_some())
        .filter_map(|cohort| {
            let cell = cohort.cells.get(1).copied().flatten()?;
            (cell.eligible >= SMALL).then_some((cohort, cell.returned, cell.eligible))
        })
        .collect();
    let rest = |&(_, returned, eligible): &(&Cohort, usize, usize)| {
        (average.returned.saturating_sub(returned), average.eligible.saturating_sub(eligible))
    };
    let chances: Vec<Option<f64>> =
        cells.iter().map(|cell| same_share((cell.1, cell.2), rest(cell))).collect();
    let surplus = |cell: &(&Cohort, usize, usize)| {
        let others = rest(cell);
        cell.1 as f64 - cell.2 as f64 * others.0 as f64 / others.1 as f64
    };
    let certain = cells.iter().zip(holm(&chances)).filter(|(_, chance)| chance.is_some_and(|p| p < 0.05));
    let found = certain.map(|(cell, _)| cell);
    let found = found.reduce(|a, b| if surplus(b).abs() > surplus(a).abs() { b } else { a })?;
    let (cohort, returned, eligible) = *found;
    let others = rest(found);
    let less = surplus(found) < 0.0;
    let by_time = cohort.start.is_some();
    let who: Arg = match (&cohort.value, cohort.start) {
        (Some(value), _) => Arg::Name(value.clone()),
        (None, Some(start)) => period_name(start, answer.period, locale).into(),
        (None, None) => return None,
    };
    let (sentence, action) = match (by_time, less) {
        (true, true) => (
            word!("Customers won in {} come back less than the others: {} against {} are back {} later"),
            word!("Look at what brought them: a season or an offer that draws buyers who do not return."),
        ),
        (true, false) => (
            word!("Customers won in {} come back more than the others: {} against {} are back {} later"),
            word!("Find out what was done then, and do it again."),
        ),
        (false, true) => (
            word!("Customers of {} come back less than the others: {} against {} are back {} later"),
            word!("Spend less on winning them, or give them a reason of their own to return."),
        ),
        (false, false) => (
            word!("Customers of {} come back more than the others: {} against {} are back {} later"),
            word!("Win more customers like these."),
        ),
    };
    let share = |returned: usize, of: usize| Arg::Share(returned as f64 / of as f64);
    let span = span(config, 1, answer.period, locale);
    let finding =
        locale.say(sentence, &[who, share(returned, eligible), share(others.0, others.1), span.into()]);
    Some((finding, locale.word(action)))
}

fn notes(answer: &Retention, measure: Measure, locale: &Locale) -> Vec<String> {
    let mut notes = Vec::new();
    if let Some(average) = answer.averages.get(1)
        && let (Measure::Customers, Some(range)) = (measure, average.interval)
    {
        notes.push(say!(
            locale,
            "In the first period after their first {} of {} customers were back: {} to {} with a certainty of {}.",
            average.returned,
            average.eligible,
            Arg::Share(range.low),
            Arg::Share(range.high),
            Arg::Share(range.level)
        ));
    }
    notes.push(match measure {
        Measure::Customers => say!(
            locale,
            "“All customers together” lets large cohorts count for more, “Each cohort alike” does not. What is \
             not over is blank and in neither."
        ),
        Measure::Activities => say!(
            locale,
            "Times for each customer of the cohort. What is not over is blank and in no average."
        ),
        Measure::Money => say!(
            locale,
            "Money for each customer of the cohort, dated refunds taken off. What is not over is blank and in no \
             average."
        ),
    });
    if answer.n_earlier > 0 {
        notes.push(say!(
            locale,
            "{} more {|cohort is|cohorts are} not shown; the averages are of all.",
            answer.n_earlier
        ));
    }
    notes
}
