//! How far the forecast can be trusted: what was foreseen beside what came.

use super::axis::Unit;
use super::columns::{Columns, Part, Places, Shape};
use super::lines::{Line, Lines};
use super::words;
use crate::locale::Locale;
use crate::message::say;
use crate::metrics::value::trust::{Trust, View};
use crate::metrics::value::{Fit, Parameter};

/// A look at it: bars or lines.
pub enum Look {
    /// Bars.
    Columns(Columns),
    /// Lines.
    Lines(Lines),
}

/// The picture of a look.
#[inline(never)]
pub(super) fn look(answer: &Trust, view: View, locale: &Locale) -> Look {
    match view {
        View::Forecasts => Look::Columns(forecasts(answer, locale)),
        View::Frequency => Look::Columns(frequency(answer, locale)),
        View::Counts => Look::Columns(counts(answer, locale)),
        View::Fit => Look::Columns(candidates(answer, locale)),
        View::Parameters => Look::Columns(parameters(answer, locale)),
        View::Gains => Look::Lines(gains(answer, locale)),
        View::Calibration => Look::Lines(calibration(answer, locale)),
        View::Weeks | View::SoFar => Look::Lines(weeks(answer, view, locale)),
    }
}

fn part(name: &str, values: Vec<Option<f64>>, accented: bool) -> Part {
    Part { name: name.into(), values, accented }
}

fn line(name: &str, values: Vec<Option<f64>>, accented: bool) -> Line {
    Line { name: name.into(), values, accented, ..Line::default() }
}

fn forecasts(answer: &Trust, locale: &Locale) -> Columns {
    let scores = &answer.holdout.scores;
    let came = answer.holdout.bought as f64;
    Columns {
        places: Places::Named(scores.iter().map(|score| score.name.to_owned()).collect()),
        parts: vec![
            part(
                &locale.word(words::FORESEEN),
                scores.iter().map(|score| Some(score.predicted)).collect(),
                true,
            ),
            part(&locale.word(words::CAME), scores.iter().map(|_| Some(came)).collect(), false),
        ],
        shape: Shape::Grouped,
        ..Columns::default()
    }
}

/// How far each candidate lies behind the best.
fn candidates(answer: &Trust, locale: &Locale) -> Columns {
    Columns {
        places: Places::Named(answer.candidates().map(|(fit, _)| fit.model.to_owned()).collect()),
        unit: Unit::Number,
        parts: vec![part(
            &locale.word(words::AIC_OVER_LEAST),
            answer.candidates().map(|(_, over)| Some(over)).collect(),
            true,
        )],
        shape: Shape::Grouped,
        ..Columns::default()
    }
}

/// How far each parameter is open.
fn parameters(answer: &Trust, locale: &Locale) -> Columns {
    let name = |(fit, parameter): (&Fit, &Parameter)| format!("{} {}", fit.model, parameter.name);
    Columns {
        places: Places::Named(answer.parameters().map(name).collect()),
        unit: Unit::Share,
        parts: vec![part(
            &locale.word(words::ERROR_OVER_ESTIMATE),
            answer.parameters().map(|(_, parameter)| parameter.relative_error()).collect(),
            true,
        )],
        shape: Shape::Grouped,
        ..Columns::default()
    }
}

fn class(x: usize, locale: &Locale) -> String {
    if x < 7 { locale.count(x) } else { say!(locale, "{} or more", x) }
}

fn frequency(answer: &Trust, locale: &Locale) -> Columns {
    let groups = &answer.holdout.by_frequency;
    let foreseen = groups.iter().map(|group| group.foreseen.get(answer.shown).copied()).collect();
    Columns {
        places: Places::Named(groups.iter().map(|group| class(group.x as usize, locale)).collect()),
        unit: Unit::Number,
        parts: vec![
            part(&locale.word(words::FORESEEN), foreseen, true),
            part(&locale.word(words::CAME), groups.iter().map(|group| Some(group.actual)).collect(), false),
        ],
        shape: Shape::Grouped,
        ..Columns::default()
    }
}

fn counts(answer: &Trust, locale: &Locale) -> Columns {
    let Some(counts) = &answer.counts else { return Columns::default() };
    Columns {
        places: Places::Named((0..counts.actual.len()).map(|x| class(x, locale)).collect()),
        parts: vec![
            part(counts.model, counts.expected.iter().map(|&n| Some(n)).collect(), true),
            part(
                &locale.word(words::CUSTOMERS),
                counts.actual.iter().map(|&n| Some(n as f64)).collect(),
                false,
            ),
        ],
        shape: Shape::Grouped,
        ..Columns::default()
    }
}

fn gains(answer: &Trust, locale: &Locale) -> Lines {
    let scores = answer.holdout.scores.iter().enumerate().filter(|(_, score)| !score.gains.is_empty());
    let values = |gains: &[f64]| gains.iter().map(|&share| Some(share)).collect();
    Lines {
        x: (0..=10).map(|tenth| f64::from(tenth) / 10.0).collect(),
        unlisted: 1,
        x_unit: Unit::Share,
        unit: Unit::Share,
        lines: scores.map(|(at, score)| line(score.name, values(&score.gains), at == answer.shown)).collect(),
        titles: [locale.word(words::SHARE_OF_MONEY), locale.word(words::SHARE_RANKED_FIRST)],
        diagonal: true,
        ..Lines::default()
    }
}

fn calibration(answer: &Trust, locale: &Locale) -> Lines {
    let tenths = answer.holdout.scores.get(answer.shown).map_or(&[][..], |score| &score.reliability);
    Lines {
        x: tenths.iter().map(|tenth| tenth.foreseen).collect(),
        x_unit: Unit::Share,
        unit: Unit::Share,
        lines: vec![
            line(&locale.word(words::CAME), tenths.iter().map(|tenth| Some(tenth.actual)).collect(), true),
            line(
                &locale.word(words::FORESEEN),
                tenths.iter().map(|tenth| Some(tenth.foreseen)).collect(),
                false,
            ),
        ],
        titles: [locale.word(words::DID_NOT_BUY), locale.word(words::FORESEEN_NOT_TO_BUY)],
        ..Lines::default()
    }
}

fn weeks(answer: &Trust, view: View, locale: &Locale) -> Lines {
    let Some(tracking) = &answer.tracking else { return Lines::default() };
    let values = |actual: bool| {
        let of = |week: &crate::metrics::value::tracking::Week| match (view, actual) {
            (View::Weeks, true) => week.actual,
            (View::Weeks, false) => week.expected,
            (_, true) => week.actual_so_far,
            (_, false) => week.expected_so_far,
        };
        tracking.weeks.iter().map(|week| Some(of(week))).collect::<Vec<Option<f64>>>()
    };
    let foreseen =
        Line { expected_from: Some(tracking.first_unseen), ..line(tracking.model, values(false), true) };
    Lines {
        x: tracking.weeks.iter().map(|week| f64::from(week.last_day.0)).collect(),
        x_unit: Unit::Date,
        unit: Unit::Count,
        lines: vec![line(&locale.word(words::CAME), values(true), false), foreseen],
        titles: [locale.word(words::REPEAT_PURCHASES), String::new()],
        ..Lines::default()
    }
}
