//! How long customers stay, in words: rates from period to period, survival, gaps, and who is late.

use super::retention::period_name;
use super::{Report, Sheet, Unit};
use crate::locale::Locale;
use crate::message::{Arg, say, word};
use crate::metrics::period::Period;
use crate::metrics::retention::{GapClass, LateClass, PeriodRate, Rhythm, Survival};

/// The retention rate from period to period in words; one row a period.
pub fn rates(answer: &[PeriodRate], period: Period, locale: &Locale) -> Report {
    let mut table = Sheet::of(
        &[
            (word!("Period"), Unit::Text),
            (word!("Active"), Unit::Count),
            (word!("Kept"), Unit::Count),
            (word!("New"), Unit::Count),
            (word!("Won back"), Unit::Count),
            (word!("Lost"), Unit::Count),
            (word!("Retention rate"), Unit::Share),
            (word!("From"), Unit::Share),
            (word!("To"), Unit::Share),
            (word!("Churn rate"), Unit::Share),
        ],
        locale,
    );
    for rate in answer {
        table.rows.push(vec![
            period_name(rate.start, period, locale).into(),
            rate.active.into(),
            rate.kept.into(),
            rate.new.into(),
            rate.won_back.into(),
            rate.lost.into(),
            rate.retention.into(),
            rate.interval.map(|range| range.low).into(),
            rate.interval.map(|range| range.high).into(),
            rate.churn.into(),
        ]);
    }
    let unfinished = answer.last().filter(|rate| !rate.over);
    let unfinished = unfinished.map(|rate| period_name(rate.start, period, locale));
    Report {
        question: say!(locale, "How many stay from one period to the next?"),
        finding: latest_rate(answer, period, locale),
        rule: say!(
            locale,
            "Of those active in a period, the share active in the next; churn is the rest. Who pauses for a period \
             counts as lost, and as won back later."
        ),
        notes: unfinished
            .map(|name| say!(locale, "{} is not over and has no rate.", name))
            .into_iter()
            .collect(),
        action: String::new(),
        table,
    }
}

/// The last rate beside those before it, up to twelve.
fn latest_rate(answer: &[PeriodRate], period: Period, locale: &Locale) -> String {
    let known: Vec<(usize, &PeriodRate)> =
        answer.iter().enumerate().filter(|(_, rate)| rate.retention.is_some()).collect();
    let Some((&(at, last), earlier)) = known.split_last() else {
        return say!(locale, "No two periods with customers are over yet");
    };
    let before = at.checked_sub(1).and_then(|at| answer.get(at));
    let start = before.map_or(last.start, |rate| rate.start);
    let mut args: Vec<Arg> = vec![
        period_name(start, period, locale).into(),
        Arg::Share(last.retention.unwrap_or(0.0)),
        period_name(last.start, period, locale).into(),
    ];
    let usual = &earlier[earlier.len().saturating_sub(12)..];
    let kept: usize = usual.iter().map(|(_, rate)| rate.kept).sum();
    let all: usize = usual.iter().map(|(_, rate)| rate.kept + rate.lost).sum();
    if usual.len() < 3 || all == 0 {
        return locale.say(word!("Of those active in {}, {} were back in {}"), &args);
    }
    let usual = kept as f64 / all as f64;
    args.push(Arg::Share(usual));
    let sentence = match last.interval {
        Some(range) if range.high < usual => {
            word!("Of those active in {}, {} were back in {}: fewer than the usual {}")
        }
        Some(range) if range.low > usual => {
            word!("Of those active in {}, {} were back in {}: more than the usual {}")
        }
        _ => word!("Of those active in {}, {} were back in {}, about as usual ({})"),
    };
    locale.say(sentence, &args)
}

/// How long customers stay in words; one row a day on which someone left.
pub fn survival(answer: &Survival, locale: &Locale) -> Report {
    let mut table = Sheet::of(
        &[
            (word!("Days"), Unit::Count),
            (word!("Share still there"), Unit::Share),
            (word!("From"), Unit::Share),
            (word!("To"), Unit::Share),
            (word!("Seen so long"), Unit::Count),
            (word!("Left"), Unit::Count),
        ],
        locale,
    );
    for point in &answer.points {
        table.rows.push(vec![
            (point.days as usize).into(),
            point.share.into(),
            point.interval.map(|range| range.low).into(),
            point.interval.map(|range| range.high).into(),
            point.at_risk.into(),
            point.ended.into(),
        ]);
    }
    let open = answer.n - answer.n_ended;
    Report {
        question: say!(locale, "How long do customers stay?"),
        finding: staying(answer, locale),
        rule: answer.rule.written(locale),
        notes: vec![say!(
            locale,
            "{} of {} {|customer|customers} are still there, so how long they will stay is not known: they count as \
             long as they were seen.",
            open,
            answer.n
        )],
        action: String::new(),
        table,
    }
}

/// Those who never came back, the share left after a year, or the median.
fn staying(answer: &Survival, locale: &Locale) -> String {
    const YEAR: u32 = 365;
    let span = |days: u32| locale.span_seconds(f64::from(days) * 86_400.0);
    let Some(last) = answer.points.last() else {
        return say!(locale, "{0|The one customer is|All {0} customers are} still there", answer.n);
    };
    // A year, or as far as the curve tells.
    let day = last.days.min(YEAR);
    let left = 1.0 - answer.at(0);
    let still = Arg::Share(answer.at(day));
    if left >= 0.2 && day > 0 {
        return say!(
            locale,
            "{} of customers leave after the first day of purchase; {} are still there after {}",
            Arg::Share(left),
            still,
            span(day)
        );
    }
    match answer.median_days {
        Some(days) if days > 0 => say!(locale, "Half of the customers have left within {}", span(days)),
        _ => say!(locale, "{} of customers are still there after {}", still, span(day)),
    }
}

fn class_name(class: &GapClass, locale: &Locale) -> String {
    let from = locale.count(class.from as usize);
    match class.to {
        Some(to) if to == class.from => from,
        Some(to) => format!("{from}\u{2013}{}", locale.count(to as usize)),
        None => say!(locale, "{} or more", from),
    }
}

/// The time between activities in words; one row a class.
pub fn gaps(answer: &Rhythm, classes: &[GapClass], locale: &Locale) -> Report {
    let mut table = Sheet::of(
        &[
            (word!("Days"), Unit::Text),
            (word!("Times"), Unit::Count),
            (word!("Share of times"), Unit::Share),
            (word!("Up to here"), Unit::Share),
        ],
        locale,
    );
    let all = answer.gaps.len();
    let mut so_far = 0;
    for class in classes {
        so_far += class.n;
        let share = |n: usize| n as f64 / all as f64;
        table.rows.push(vec![
            class_name(class, locale).into(),
            class.n.into(),
            share(class.n).into(),
            share(so_far).into(),
        ]);
    }
    let days = |share: f64| answer.quantile_days(share).map(|days| locale.days(f64::from(days)));
    let (finding, action) = match (days(0.5), days(0.9)) {
        (Some(half), Some(most)) => (
            say!(
                locale,
                "In half of all cases the next time comes within {}, in nine of ten within {}",
                half.clone(),
                most.clone()
            ),
            say!(locale, "Remind those who have been silent for {}; after {} few come back.", half, most),
        ),
        _ => (say!(locale, "Nobody has come back on another day yet"), String::new()),
    };
    Report {
        question: say!(locale, "How long is it from one time to the next?"),
        finding,
        rule: say!(
            locale,
            "Days between two days with an activity of one customer; several on a day are one. As of {}.",
            answer.as_of
        ),
        notes: Vec::new(),
        action,
        table,
    }
}

/// How many own gaps customers have been silent.
pub fn late_name(class: &LateClass, locale: &Locale) -> String {
    let above = locale.count(class.above as usize);
    match class.up_to {
        Some(end) if class.above == 0 => say!(locale, "Up to {}", end as usize),
        Some(end) => format!("{above}\u{2013}{}", locale.count(end as usize)),
        None => say!(locale, "Over {}", above),
    }
}

/// Who is late by the own rhythm, in words; one row a class of silence.
pub fn lateness(answer: &Rhythm, classes: &[LateClass], factor: u32, locale: &Locale) -> Report {
    let mut table = Sheet::of(
        &[
            (word!("Own usual gaps since the last time"), Unit::Text),
            (word!("Customers"), Unit::Count),
            (word!("Share of customers"), Unit::Share),
            (word!("Overdue"), Unit::Text),
        ],
        locale,
    );
    let all = answer.customers.len();
    for class in classes {
        table.rows.push(vec![
            late_name(class, locale).into(),
            class.customers.len().into(),
            (class.customers.len() as f64 / all.max(1) as f64).into(),
            locale.word(if class.overdue { word!("yes") } else { word!("no") }).into(),
        ]);
    }
    let n: usize = classes.iter().filter(|class| class.overdue).map(|class| class.customers.len()).sum();
    let factor = factor.max(1) as usize;
    let finding = match (all, n) {
        (0, _) => say!(locale, "Nobody has come on three days yet, so no rhythm is known"),
        (_, 0) => say!(locale, "None of {} {|customer|customers} with a rhythm is overdue", all),
        _ => say!(
            locale,
            "{0} of {1} {1|customer|customers} with a rhythm {0|is|are} overdue: silent for more than {2} \
             {2|usual gap|usual gaps}",
            n,
            all,
            factor
        ),
    };
    let action = match n {
        0 => String::new(),
        _ => say!(locale, "Choose the overdue, save the list, and write to those worth most first."),
    };
    Report {
        question: say!(locale, "Who should have been back by now?"),
        finding,
        rule: say!(
            locale,
            "Silence since the last day of activity in median gaps of the customer's own, for those with three days \
             or more. As of {}.",
            answer.as_of
        ),
        notes: vec![say!(
            locale,
            "One who still buys as before would be so late with a chance of about {}.",
            Arg::Share(libm::pow(0.5, factor as f64))
        )],
        action,
        table,
    }
}
