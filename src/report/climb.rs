//! The hurdles of the ladder, and the stages of acquisition in words.

use super::phrase;
use super::{Report, Sheet, Unit};
use crate::locale::Locale;
use crate::message::{Arg, Word, say, word};
use crate::metrics::climb::hurdle::Hurdle;
use crate::metrics::climb::stages::{Stage, StageName, Stages};
use crate::metrics::ladder::Ladder;

/// The ladder with own rungs, and with the hurdle between two of them.
pub fn rungs(answer: &Ladder, locale: &Locale) -> Report {
    let mut report = super::ladder::ladder(answer, locale);
    let names: Vec<Option<Hurdle>> =
        (0..answer.rungs.len()).map(|i| (i > 0).then(|| Hurdle::below_rung(answer.rungs[i].name))).collect();
    let counts: Vec<usize> = answer.rungs.iter().map(|rung| rung.n_customers).collect();
    with_hurdles(&mut report, &names, &counts, locale);
    report
}

/// The stages of acquisition; one row a stage, the first one first.
pub fn stages(answer: &Stages, locale: &Locale) -> Report {
    let gap = widest_gap(answer);
    let mut report = Report {
        question: say!(locale, "How far do customers come from the first enquiry to use?"),
        finding: finding(answer, gap, locale),
        rule: match answer.as_of {
            Some(day) => {
                say!(
                    locale,
                    "Who came to a later stage counts at those before it, seen there or not. As of {}.",
                    day
                )
            }
            None => say!(locale, "Who came to a later stage counts at those before it, seen there or not."),
        },
        notes: notes(answer, locale),
        action: gap.map(|(_, upper)| locale.word(advice(upper.name))).unwrap_or_default(),
        table: table(answer, locale),
    };
    let names: Vec<Option<Hurdle>> = (0..answer.stages.len())
        .map(|i| (i > 0).then(|| Hurdle::before_stage(answer.stages[i].name)))
        .collect();
    let counts: Vec<usize> = answer.stages.iter().map(|stage| stage.n_customers).collect();
    with_hurdles(&mut report, &names, &counts, locale);
    report
}

/// A column for the hurdle before each row, and a note on the one at which most stay behind, the lowest of equals.
fn with_hurdles(report: &mut Report, hurdles: &[Option<Hurdle>], counts: &[usize], locale: &Locale) {
    report
        .table
        .columns
        .push(Sheet::of(&[(word!("Hurdle before it"), Unit::Text)], locale).columns.remove(0));
    for (row, hurdle) in report.table.rows.iter_mut().zip(hurdles) {
        row.push(hurdle.map_or(String::new(), |hurdle| locale.word(label(hurdle))).into());
    }
    let mut worst: Option<(usize, Hurdle)> = None;
    for (pair, hurdle) in counts.windows(2).zip(hurdles.iter().skip(1)) {
        let behind = pair[0].saturating_sub(pair[1]);
        if let Some(hurdle) = *hurdle
            && behind > worst.map_or(0, |worst| worst.0)
        {
            worst = Some((behind, hurdle));
        }
    }
    if let Some((_, hurdle)) = worst {
        report.notes.push(locale.word(meaning(hurdle)));
        report.notes.push(say!(
            locale,
            "Files show who stayed behind, not why: the hurdle says what to ask them about."
        ));
    }
}

/// A hurdle as people call it.
pub fn label(hurdle: Hurdle) -> Word {
    match hurdle {
        Hurdle::Perception => word!("Perception"),
        Hurdle::Process => word!("Process"),
        Hurdle::Product => word!("Product"),
    }
}

fn meaning(hurdle: Hurdle) -> Word {
    match hurdle {
        Hurdle::Perception => {
            word!(
                "Most stay at the hurdle of perception: they know the offer and may not see what it is for them."
            )
        }
        Hurdle::Process => {
            word!(
                "Most stay at the hurdle of the process: they look for something and the way to it may be hard."
            )
        }
        Hurdle::Product => {
            word!(
                "Most stay at the hurdle of the product: they have it and it may give them too little to come back for."
            )
        }
    }
}

/// A stage as people call it.
pub fn stage_label(name: StageName) -> Word {
    match name {
        StageName::Enquiry => word!("Enquiry"),
        StageName::Interaction => word!("Interaction"),
        StageName::Delivery => word!("Delivery"),
        StageName::Use => word!("Use"),
    }
}

/// The two neighbouring stages between which most customers stay behind, the first of equals.
fn widest_gap(answer: &Stages) -> Option<(&Stage, &Stage)> {
    let behind = |pair: &(&Stage, &Stage)| pair.0.n_customers.saturating_sub(pair.1.n_customers);
    let pairs = answer.stages.windows(2).map(|pair| (&pair[0], &pair[1])).filter(|pair| behind(pair) > 0);
    pairs.reduce(|widest, next| if behind(&next) > behind(&widest) { next } else { widest })
}

fn finding(answer: &Stages, gap: Option<(&Stage, &Stage)>, locale: &Locale) -> String {
    let n = answer.stages.first().map_or(0, |stage| stage.n_customers);
    if n == 0 {
        return say!(locale, "Nobody has come to any stage yet");
    }
    let Some((lower, upper)) = gap else {
        return say!(
            locale,
            "Nobody stays behind: {0|the only customer|all {0} customers} came to the last stage",
            n
        );
    };
    let (behind, all) = (lower.n_customers - upper.n_customers, lower.n_customers);
    if behind == all {
        return locale.say(none(lower.name, upper.name), &[all.into()]);
    }
    let share = behind as f64 / all as f64;
    let part = if share == 0.5 { Arg::Word(word!("Half")) } else { Arg::Share(share) };
    locale.say(some(lower.name, upper.name), &[part, behind.into(), all.into()])
}

fn none(lower: StageName, upper: StageName) -> Word {
    match (lower, upper) {
        (_, StageName::Interaction) => word!("None of {} who enquired has dealt with us so far"),
        (_, StageName::Delivery) => word!("None of {} who enquired or dealt with us has bought so far"),
        (StageName::Delivery, _) => word!("None of {} {|buyer|buyers} shows any sign of use so far"),
        _ => word!("None of {} at the stage before shows any sign of use so far"),
    }
}

fn some(lower: StageName, upper: StageName) -> Word {
    match (lower, upper) {
        (_, StageName::Interaction) => {
            word!("{} of those who enquired have not dealt with us so far: {} of {}")
        }
        (_, StageName::Delivery) => {
            word!("{} of those who enquired or dealt with us have not bought so far: {} of {}")
        }
        (StageName::Delivery, _) => word!("{} of buyers show no sign of use so far: {} of {}"),
        _ => word!("{} of those at the stage before show no sign of use so far: {} of {}"),
    }
}

fn advice(upper: StageName) -> Word {
    match upper {
        StageName::Enquiry | StageName::Interaction => {
            word!("Answer enquiries sooner, each with one thing to do next.")
        }
        StageName::Delivery => {
            word!("Take the doubt out of the first order: a guarantee, a starter offer, a call.")
        }
        StageName::Use => {
            word!("Help with the first use: a guide, a call after delivery, an answer when something fails.")
        }
    }
}

fn notes(answer: &Stages, locale: &Locale) -> Vec<String> {
    let n = answer.stages.first().map_or(0, |stage| stage.n_customers);
    let mut notes = Vec::new();
    if (1..phrase::FEW).contains(&n) {
        notes.push(say!(locale, "Only {} {|customer|customers}: one more or less moves the shares.", n));
    }
    for stage in &answer.stages {
        let name = Arg::Word(stage_label(stage.name));
        if stage.n_seen < stage.n_customers {
            notes.push(say!(
                locale,
                "{}: {} of {} were seen at this very stage, the others only at a later one.",
                name,
                stage.n_seen,
                stage.n_customers
            ));
        }
    }
    notes
}

fn table(answer: &Stages, locale: &Locale) -> Sheet {
    let mut table = Sheet::of(
        &[
            (word!("Stage"), Unit::Text),
            (word!("Customers"), Unit::Count),
            (word!("Share of first stage"), Unit::Share),
            (word!("Share of stage before"), Unit::Share),
            (word!("Share, low"), Unit::Share),
            (word!("Share, high"), Unit::Share),
            (word!("Stayed at stage before"), Unit::Count),
            (word!("Seen at this very stage"), Unit::Count),
            (word!("Taken from"), Unit::Text),
        ],
        locale,
    );
    let mut before: Option<usize> = None;
    for stage in &answer.stages {
        table.rows.push(vec![
            locale.word(stage_label(stage.name)).into(),
            stage.n_customers.into(),
            stage.share_of_first.into(),
            stage.share_of_previous.into(),
            stage.interval.map(|range| range.low).into(),
            stage.interval.map(|range| range.high).into(),
            before.and_then(|n| n.checked_sub(stage.n_customers)).into(),
            stage.n_seen.into(),
            stage.rule.written(locale).into(),
        ]);
        before = Some(stage.n_customers);
    }
    table
}
