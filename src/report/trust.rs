//! How far the forecast of value can be trusted, in words: what chose it, what speaks against it, how wrong it was.

use super::{Cell, Report, Sheet, Unit, fit, phrase};
use crate::locale::Locale;
use crate::message::{Arg, Word, say, word};
use crate::metrics::value::checks::Notice;
use crate::metrics::value::holdout::{Holdout, Score};
use crate::metrics::value::trust::{Trust, View};

const MONTHS: [Word; 12] = [
    word!("January"),
    word!("February"),
    word!("March"),
    word!("April"),
    word!("May"),
    word!("June"),
    word!("July"),
    word!("August"),
    word!("September"),
    word!("October"),
    word!("November"),
    word!("December"),
];

/// What the models take for granted and these orders do not keep, a sentence each.
#[inline(never)]
pub fn notices(notices: &[Notice], locale: &Locale) -> Vec<String> {
    notices.iter().map(|notice| one(notice, locale)).collect()
}

fn one(notice: &Notice, locale: &Locale) -> String {
    match *notice {
        Notice::SpendGoesWithFrequency(along) => {
            let sentence = if along > 0.0 {
                word!(
                    "Customers who buy more often spend more per purchase (correlation {}); the spend model takes \
                     the two as independent, so the value of frequent buyers may be off."
                )
            } else {
                word!(
                    "Customers who buy more often spend less per purchase (correlation {}); the spend model takes \
                     the two as independent, so the value of frequent buyers may be off."
                )
            };
            locale.say(sentence, &[Arg::Number(along, 2)])
        }
        Notice::RegularTiming(shape) => say!(
            locale,
            "Purchases come more regularly than by chance (shape {} where chance has 1); the models take them as \
             random, so a silence means more than they think.",
            Arg::Number(shape, 1)
        ),
        Notice::Seasonal(month, by) => {
            let sentence = if by > 0.0 {
                word!(
                    "Purchases follow the season: {} has {} more than the model expects. Look ahead by whole years."
                )
            } else {
                word!(
                    "Purchases follow the season: {} has {} fewer than the model expects. Look ahead by whole years."
                )
            };
            locale.say(sentence, &[MONTHS[(month.clamp(1, 12) - 1) as usize].into(), Arg::Share(by.abs())])
        }
        Notice::MixedCohorts(ratio) => {
            let sentence = if ratio > 1.0 {
                word!(
                    "Later customers bought {} more often than earlier ones in the same time after their first \
                     purchase; one model for all of them is a mean. Look at cohorts by themselves."
                )
            } else {
                word!(
                    "Later customers bought {} less often than earlier ones in the same time after their first \
                     purchase; one model for all of them is a mean. Look at cohorts by themselves."
                )
            };
            locale.say(sentence, &[Arg::Share((ratio - 1.0).abs())])
        }
        Notice::SilentEnd(days, expected) => say!(
            locale,
            "Nobody bought in the last {}, though about {} purchases could be expected: are the orders complete?",
            locale.days(f64::from(days)),
            Arg::Number(expected, 0)
        ),
        Notice::ShortData(days) => say!(
            locale,
            "The orders reach back only {}: too short to see who comes back and who has left. Read the forecast as a \
             first guess.",
            locale.days(f64::from(days))
        ),
        Notice::FewRepeaters(n) => say!(
            locale,
            "Only {} customers bought on two days or more: the forecast rests on few, and its interval is wide.",
            n
        ),
    }
}

/// Why the forecast is made as it is, for an automatic choice.
#[inline(never)]
pub fn choice(holdout: &Holdout, locale: &Locale) -> String {
    match holdout.best() {
        None => say!(
            locale,
            "BG/NBD is used: too little was bought in the last third of the time to tell which forecast is best."
        ),
        Some(_) => say!(locale, "{}.", verdict(holdout, locale)),
    }
}

fn verdict(holdout: &Holdout, locale: &Locale) -> String {
    let Some(best) = holdout.scores.get(holdout.winner) else {
        return say!(locale, "Nothing could be foreseen");
    };
    let name: Arg = match best.model {
        Some(model) => model.name().into(),
        None => word!("Going on at the rate so far").into(),
    };
    let split = holdout.split.map_or_else(|| Arg::from(word!("the split")), Arg::from);
    let sentence = match best.bias {
        Some(bias) if bias.abs() < 0.005 => {
            word!("{} foresaw best what came after {}: the number of purchases to within half a per cent")
        }
        Some(bias) if bias > 0.0 => {
            word!("{} foresaw best what came after {}: {} more purchases than came")
        }
        Some(_) => word!("{} foresaw best what came after {}: {} fewer purchases than came"),
        None => word!("{} foresaw best what came after {}: nothing was bought then"),
    };
    locale.say(sentence, &[name, split, Arg::Share(best.bias.unwrap_or(0.0).abs())])
}

/// One look at it, in words and as a table whose rows are those of the picture.
#[inline(never)]
pub fn trust(answer: &Trust, view: View, locale: &Locale) -> Report {
    let (finding, table) = match view {
        View::Forecasts => (verdict(&answer.holdout, locale), forecasts(answer, locale)),
        View::Gains => gains(answer, locale),
        View::Calibration => calibration(answer, locale),
        View::Frequency => frequency(answer, locale),
        View::Weeks | View::SoFar => weeks(answer, view, locale),
        View::Counts => counts(answer, locale),
        View::Fit => fit::candidates(answer, locale),
        View::Parameters => fit::parameters(answer, locale),
    };
    Report {
        question: match is_of_fit(view) {
            true => say!(locale, "How sure is the fit?"),
            false => say!(locale, "How wrong was the forecast last time?"),
        },
        finding,
        rule: rule(answer, view, locale),
        notes: if is_of_fit(view) { fit::notes(locale) } else { notes(answer, view, locale) },
        action: String::new(),
        table,
    }
}

fn is_of_fit(view: View) -> bool {
    matches!(view, View::Fit | View::Parameters)
}

fn shown(answer: &Trust) -> Option<&Score> {
    answer.holdout.scores.get(answer.shown)
}

fn rule(answer: &Trust, view: View, locale: &Locale) -> String {
    let holdout = &answer.holdout;
    match view {
        View::Fit => {
            return say!(
                locale,
                "All customers and all their purchases so far. Bars show how far the AIC of each model lies above the \
                 least: 0 is the best."
            );
        }
        View::Parameters => {
            return say!(
                locale,
                "All customers and all their purchases so far. Bars show how far each parameter is open: its standard \
                 error over its estimate."
            );
        }
        _ => {}
    }
    if view == View::Counts {
        return say!(
            locale,
            "All customers and all their purchases so far; purchases are days with an order."
        );
    }
    say!(
        locale,
        "Fitted on orders up to {}, then compared with the {} that followed; {} {|customer|customers} who had bought \
         before. Purchases are days with an order.",
        holdout.split.map_or_else(|| Arg::from(word!("the split")), Arg::from),
        locale.days(holdout.horizon),
        holdout.n_customers,
    )
}

fn notes(answer: &Trust, view: View, locale: &Locale) -> Vec<String> {
    let holdout = &answer.holdout;
    let mut notes = Vec::new();
    let naive = holdout.scores.iter().find(|score| score.model.is_none()).filter(|naive| naive.rmse > 0.0);
    if let (View::Forecasts, Some(best), Some(naive)) = (view, shown(answer), naive) {
        notes.push(say!(
            locale,
            "The error of {} per customer was {} of that of going on at the rate so far.",
            best.name,
            Arg::Share(best.rmse / naive.rmse)
        ));
        if let Some(coverage) = best.coverage {
            notes.push(say!(
                locale,
                "Its {} intervals of the number of purchases held what came for {} of the customers; counts are \
                 whole, so somewhat more is right.",
                Arg::Share(coverage.level),
                Arg::Share(coverage.share)
            ));
        }
        if let Some(money) = best.revenue_bias {
            let sentence = if money > 0.0 {
                word!("In money it foresaw {} more than came.")
            } else {
                word!("In money it foresaw {} less than came.")
            };
            notes.push(locale.say(sentence, &[Arg::Share(money.abs())]));
        }
    }
    if (1..phrase::FEW).contains(&holdout.n_customers) {
        notes.push(phrase::only(holdout.n_customers, locale));
    }
    notes
}

fn forecasts(answer: &Trust, locale: &Locale) -> Sheet {
    let holdout = &answer.holdout;
    let mut table = Sheet::of(
        &[
            (word!("Forecast"), Unit::Text),
            (word!("Purchases foreseen"), Unit::Number),
            (word!("Purchases that came"), Unit::Count),
            (word!("Off by"), Unit::Share),
            (word!("Mean error of one"), Unit::Number),
            (word!("Root mean square error"), Unit::Number),
            (word!("Correlation"), Unit::Number),
            (word!("Foreseen not to buy"), Unit::Share),
            (word!("Did not buy"), Unit::Share),
            (word!("Brier score of that"), Unit::Number),
            (word!("90% intervals that held"), Unit::Share),
            (word!("Money foreseen"), Unit::Money),
            (word!("Money that came"), Unit::Money),
            (word!("Money of the tenth ranked first"), Unit::Share),
        ],
        locale,
    );
    let none = holdout.n_none as f64 / holdout.n_customers as f64;
    for score in &holdout.scores {
        table.rows.push(vec![
            named(score, locale).into(),
            score.predicted.into(),
            (holdout.bought as usize).into(),
            score.bias.into(),
            score.mae.into(),
            score.rmse.into(),
            score.correlation.into(),
            score.none_mean.into(),
            none.into(),
            score.brier.into(),
            score.coverage.map(|coverage| coverage.share).into(),
            score.revenue.into(),
            holdout.paid.into(),
            score.top_decile_share.into(),
        ]);
    }
    table
}

fn named(score: &Score, locale: &Locale) -> String {
    if score.model.is_some() { score.name.into() } else { locale.word(word!("Rate so far")) }
}

fn gains(answer: &Trust, locale: &Locale) -> (String, Sheet) {
    let scores = &answer.holdout.scores;
    let mut table = Sheet::of(&[(word!("Customers ranked first"), Unit::Share)], locale);
    scores.iter().for_each(|score| table.add(named(score, locale), Unit::Share));
    if scores.iter().all(|score| score.gains.is_empty()) {
        return (say!(locale, "Nothing was paid after the split"), table);
    }
    for tenth in 1..=10 {
        let mut row: Vec<Cell> = vec![(tenth as f64 / 10.0).into()];
        row.extend(scores.iter().map(|score| Cell::from(score.gains.get(tenth).copied())));
        table.rows.push(row);
    }
    let best = shown(answer);
    let finding = say!(
        locale,
        "The tenth of customers that {} ranked first brought {} of the money",
        best.map_or("", |score| score.name),
        Arg::Share(best.and_then(|score| score.top_decile_share).unwrap_or(0.0))
    );
    (finding, table)
}

fn calibration(answer: &Trust, locale: &Locale) -> (String, Sheet) {
    let mut table = Sheet::of(
        &[
            (word!("Foreseen not to buy"), Unit::Share),
            (word!("Did not buy"), Unit::Share),
            (word!("Customers"), Unit::Count),
        ],
        locale,
    );
    let Some(score) = shown(answer).filter(|score| !score.reliability.is_empty()) else {
        return (say!(locale, "No model could be fitted, so nobody had a probability"), table);
    };
    for tenth in &score.reliability {
        table.rows.push(vec![tenth.foreseen.into(), tenth.actual.into(), tenth.n_customers.into()]);
    }
    let finding = say!(
        locale,
        "{} foresaw that {} would not buy; {} did not",
        score.name,
        Arg::Share(score.none_mean.unwrap_or(0.0)),
        Arg::Share(answer.holdout.n_none as f64 / answer.holdout.n_customers as f64)
    );
    (finding, table)
}

fn frequency(answer: &Trust, locale: &Locale) -> (String, Sheet) {
    let holdout = &answer.holdout;
    let mut table = Sheet::of(
        &[
            (word!("Repeat purchases before"), Unit::Text),
            (word!("Customers"), Unit::Count),
            (word!("Came"), Unit::Number),
        ],
        locale,
    );
    holdout.scores.iter().for_each(|score| table.add(named(score, locale), Unit::Number));
    for group in &holdout.by_frequency {
        let mut row: Vec<Cell> =
            vec![class(group.x as usize, locale).into(), group.n_customers.into(), group.actual.into()];
        row.extend(group.foreseen.iter().map(|&mean| Cell::from(mean)));
        table.rows.push(row);
    }
    let once = holdout.by_frequency.first().filter(|group| group.x == 0);
    let finding = match once.and_then(|group| Some((group.actual, *group.foreseen.get(answer.shown)?))) {
        Some((actual, foreseen)) => say!(
            locale,
            "Customers without a repeat purchase made {} each; {} was foreseen",
            Arg::Number(actual, 2),
            Arg::Number(foreseen, 2)
        ),
        None => say!(locale, "Purchases foreseen and made, by how often customers had bought"),
    };
    (finding, table)
}

fn class(x: usize, locale: &Locale) -> String {
    if x < 7 { locale.count(x) } else { say!(locale, "{} or more", x) }
}

fn weeks(answer: &Trust, view: View, locale: &Locale) -> (String, Sheet) {
    let heads =
        [(word!("Week up to"), Unit::Date), (word!("Came"), Unit::Count), (word!("Foreseen"), Unit::Number)];
    let mut table = Sheet::of(&heads, locale);
    let Some(tracking) = &answer.tracking else {
        return (say!(locale, "No model could be fitted, so there is no course to follow"), table);
    };
    for week in &tracking.weeks {
        let (actual, expected) = match view {
            View::Weeks => (week.actual, week.expected),
            _ => (week.actual_so_far, week.expected_so_far),
        };
        table.rows.push(vec![week.last_day.into(), actual.into(), expected.into()]);
    }
    let finding = match tracking.weeks.last() {
        Some(last) if last.actual_so_far > 0.0 => {
            let off = last.expected_so_far / last.actual_so_far - 1.0;
            let sentence = if off > 0.0 {
                word!("In all {} foresaw {} more repeat purchases than came")
            } else {
                word!("In all {} foresaw {} fewer repeat purchases than came")
            };
            locale.say(sentence, &[tracking.model.into(), Arg::Share(off.abs())])
        }
        _ => say!(locale, "No repeat purchase came in whole weeks"),
    };
    (finding, table)
}

fn counts(answer: &Trust, locale: &Locale) -> (String, Sheet) {
    let heads = [
        (word!("Repeat purchases"), Unit::Text),
        (word!("Customers"), Unit::Count),
        (word!("Customers by the model"), Unit::Number),
    ];
    let mut table = Sheet::of(&heads, locale);
    let Some(counts) = &answer.counts else {
        return (say!(locale, "No model is fitted, so there is nothing to compare with"), table);
    };
    for (x, (&actual, &expected)) in counts.actual.iter().zip(&counts.expected).enumerate() {
        table.rows.push(vec![class(x, locale).into(), actual.into(), expected.into()]);
    }
    let finding = say!(
        locale,
        "{} {|customer|customers} did not come back so far; {} expects {}",
        counts.actual[0],
        counts.model,
        Arg::Number(counts.expected[0], 0)
    );
    (finding, table)
}
