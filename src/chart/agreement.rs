//! Two rules side by side: who is where, shaded.

use super::axis::Unit;
use super::heat::{Heat, HeatRow};
use crate::locale::Locale;
use crate::message::Message;
use crate::metrics::agreement::Agreement;

/// Groups of the one rule down, of the other across; numbers lead from the columns to the rows where both have the same
/// groups.
pub(super) fn cells(answer: &Agreement, locale: &Locale) -> Heat {
    let [rows, columns] = &answer.names;
    let numbered = answer.same.is_some();
    let head = |(at, name): (usize, &Message)| match numbered {
        true => locale.count(at + 1),
        false => name.written(locale),
    };
    let row = |((at, name), cells): ((usize, &Message), &Vec<usize>)| HeatRow {
        name: match numbered {
            true => format!("{}  {}", locale.count(at + 1), name.written(locale)),
            false => name.written(locale),
        },
        note: locale.count(cells.iter().sum()),
        // Nobody is a blank, so that the few who go elsewhere stand out.
        cells: cells.iter().map(|&n| (n > 0).then_some(n as f64)).collect(),
    };
    Heat {
        columns: columns.iter().enumerate().map(head).collect(),
        rows: rows.iter().enumerate().zip(&answer.cells).map(row).collect(),
        unit: Unit::Count,
        first_column: 2,
        full: None,
    }
}
