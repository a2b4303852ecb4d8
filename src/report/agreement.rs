//! Two rules side by side in words.

use super::{Cell, Report, Sheet, Unit};
use crate::locale::Locale;
use crate::message::{Arg, say, word};
use crate::metrics::agreement::Agreement;

/// Two rules in words; one row a group of the one rule, one column a group of the other.
pub fn agreement(answer: &Agreement, locale: &Locale) -> Report {
    Report {
        question: say!(locale, "Would another rule put the same customers together?"),
        finding: finding(answer, locale),
        rule: say!(
            locale,
            "Rows: the rule in use. Columns: the other rule. {} customers are in a group under both. The adjusted Rand \
             index (Hubert and Arabie) is 1 where two rules part customers alike, and about 0 where they agree no more than by \
             chance.",
            answer.n
        ),
        notes: notes(answer, locale),
        action: action(answer, locale),
        table: table(answer, locale),
    }
}

fn finding(answer: &Agreement, locale: &Locale) -> String {
    let Some(rand) = answer.rand else { return say!(locale, "No customer is in a group under both rules") };
    let index = Arg::Number(rand, 2);
    match answer.same {
        Some(same) if same == answer.n => say!(locale, "Both rules put every customer into the same group"),
        Some(same) => {
            let share = locale.share(same as f64 / answer.n as f64);
            say!(
                locale,
                "{} of {} customers are in the same group under both rules; adjusted Rand index {}",
                share,
                answer.n,
                index
            )
        }
        None if rand >= 0.65 => {
            say!(locale, "The two rules part customers much alike: adjusted Rand index {}", index)
        }
        None if rand >= 0.2 => say!(locale, "The two rules agree in part: adjusted Rand index {}", index),
        None => say!(locale, "The two rules tell different things: adjusted Rand index {}", index),
    }
}

/// Moves that are named.
const NAMED: usize = 3;

fn notes(answer: &Agreement, locale: &Locale) -> Vec<String> {
    let mut notes = Vec::new();
    match answer.moves() {
        Some(moves) => {
            for own in moves.iter().take(NAMED) {
                let [from, to] = [(0, own.from), (1, own.to)]
                    .map(|(rule, at)| Arg::from(answer.names[rule].get(at).cloned().unwrap_or_default()));
                notes.push(say!(
                    locale,
                    "{} {|customer goes|customers go} from {} to {} under the other rule.",
                    own.n,
                    from,
                    to
                ));
            }
        }
        None => notes.push(say!(
            locale,
            "The rules have different groups, so nobody is in the same one; the index compares them without names."
        )),
    }
    let [one, other] = answer.only;
    if one + other > 0 {
        notes.push(say!(
            locale,
            "{} {|customer is|customers are} in a group under the rule in use alone, {} under the other alone.",
            one,
            other
        ));
    }
    notes
}

fn action(answer: &Agreement, locale: &Locale) -> String {
    match (answer.same, answer.rand) {
        (Some(same), Some(_)) if same < answer.n => say!(
            locale,
            "Before you change the rule, look at those who would move: click a cell off the diagonal."
        ),
        (None, Some(rand)) if rand < 0.2 => {
            say!(locale, "Use the two rules together: each cell is a group of its own.")
        }
        _ => String::new(),
    }
}

fn table(answer: &Agreement, locale: &Locale) -> Sheet {
    let [rows, columns] = &answer.names;
    let mut table =
        Sheet::of(&[(word!("Rule in use"), Unit::Text), (word!("Customers"), Unit::Count)], locale);
    for name in columns {
        table.add(name.written(locale), Unit::Count);
    }
    for (name, cells) in rows.iter().zip(&answer.cells) {
        let mut row: Vec<Cell> = vec![name.written(locale).into(), cells.iter().sum::<usize>().into()];
        row.extend(cells.iter().map(|&n| Cell::from(n)));
        table.rows.push(row);
    }
    table
}
