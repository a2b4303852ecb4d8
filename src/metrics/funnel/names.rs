//! The rule in words, and what to say of a step that never occurs.

use crate::facts::Events;
use crate::sort::Sort as _;

use super::config::{FunnelConfig, Rule, Ties};

impl FunnelConfig {
    /// The counting rule as a sentence for the reader.
    pub fn in_words(&self) -> String {
        let window = self.window().map(span).unwrap_or_default();
        let order = match self.rule {
            Rule::BestChain => format!(
                "Steps in order, other events allowed between; the best of all entries of a customer counts; \
                 within {window} of the first step"
            ),
            Rule::FirstEntry => {
                format!("Steps in order; only the first entry of a customer counts; within {window} of it")
            }
            Rule::WindowRestarts => {
                format!(
                    "Steps in order; each within {window} of the step before, however long the whole takes"
                )
            }
            Rule::NoWindow => "Steps in order, however long it takes".to_string(),
            Rule::Neighbours => format!(
                "Steps in order, no other event of the customer between them; within {window} of the first step"
            ),
            Rule::AnyOrder => {
                format!("Steps in any order within {window}; counted by how many different ones")
            }
            Rule::StrictIncrease => format!(
                "Steps in order, each strictly later than the one before; the best of all entries counts; \
                 within {window} of the first step"
            ),
        };
        let ties = match (self.rule, self.ties) {
            (Rule::StrictIncrease, _) => "",
            (_, Ties::StepOrder) => "; events at the same instant may be taken in step order",
            (_, Ties::RowOrder) => "; events at the same instant happened in the order of the rows",
        };
        format!("{order}; one event fills one step{ties}.")
    }
}

/// Milliseconds in the largest unit that they fill exactly: `14 days`, `90 minutes`.
pub(super) fn span(ms: i64) -> String {
    const UNITS: [(i64, &str); 4] =
        [(86_400_000, "day"), (3_600_000, "hour"), (60_000, "minute"), (1000, "second")];
    let (size, name) = UNITS.into_iter().find(|(size, _)| ms % size == 0).unwrap_or((1, "millisecond"));
    let count = ms / size;
    format!("{count} {name}{}", if count == 1 { "" } else { "s" })
}

/// A sentence for each step that no event fills.
pub(super) fn notes(events: &Events, config: &FunnelConfig, n_events: &[usize]) -> Vec<String> {
    let mut notes = Vec::new();
    for (step, _) in config.steps.iter().zip(n_events).filter(|&(_, &n)| n == 0) {
        let mut note = format!("The step \"{}\" never occurs in the loaded events.", step.name);
        for name in &step.events {
            if events.vocabulary().find(name).is_none() {
                let near = near_names(events, name);
                note.push_str(&match near.is_empty() {
                    true => format!(" No event is called \"{name}\"."),
                    false => format!(" No event is called \"{name}\"; close to it: {}.", near.join(", ")),
                });
            }
        }
        notes.push(note);
    }
    notes
}

/// Up to five event names close to a mistyped one, the closest first.
///
/// Close means: the same letters and digits in either case, or an edit distance (Levenshtein 1966) of at most a third of
/// the longer name, or one contains the other.
pub fn near_names(events: &Events, name: &str) -> Vec<String> {
    let wanted = plain(name);
    let mut near = Vec::new();
    for other in events.vocabulary().iter() {
        let candidate = plain(other);
        let longer = wanted.len().max(candidate.len());
        let distance = edit_distance(&wanted, &candidate);
        let within = |a: &[char], b: &[char]| b.len() >= 3 && a.windows(b.len()).any(|part| part == b);
        if distance * 3 <= longer || within(&wanted, &candidate) || within(&candidate, &wanted) {
            near.push((distance, other));
        }
    }
    near.order();
    near.truncate(5);
    near.into_iter().map(|(_, other)| other.to_string()).collect()
}

/// Letters and digits, in lower case; at most 64, so that a hostile name costs little.
pub(super) fn plain(name: &str) -> Vec<char> {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).take(64).collect()
}

fn edit_distance(a: &[char], b: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = i;
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let change = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = change.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}
