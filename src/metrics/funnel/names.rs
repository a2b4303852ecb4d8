//! The rule in words, and what to say of a step that never occurs.

use crate::facts::Events;
use crate::letters;
use crate::message::{Arg, Message, message, word};
use crate::sort::Sort as _;

use super::config::{ExclusionRule, FunnelConfig, Grain, Rule, Ties};

impl FunnelConfig {
    /// The counting rule as a sentence for the reader.
    pub fn in_words(&self) -> Message {
        let window = self.window().map_or_else(Message::default, span);
        let order = match self.rule {
            Rule::BestChain => message!(
                "Steps in order, other events allowed between; the best of all entries of a customer counts; \
                 within {} of the first step",
                window
            ),
            Rule::FirstEntry => {
                message!("Steps in order; only the first entry of a customer counts; within {} of it", window)
            }
            Rule::WindowRestarts => message!(
                "Steps in order; each within {} of the step before, however long the whole takes",
                window
            ),
            Rule::NoWindow => message!("Steps in order, however long it takes"),
            Rule::Neighbours => message!(
                "Steps in order, no other event of the customer between them; within {} of the first step",
                window
            ),
            Rule::AnyOrder => {
                message!("Steps in any order within {}; counted by how many different ones", window)
            }
            Rule::StrictIncrease => message!(
                "Steps in order, each strictly later than the one before; the best of all entries counts; \
                 within {} of the first step",
                window
            ),
        };
        let rule = match (self.rule, self.ties) {
            (Rule::StrictIncrease, _) => message!("{}; one event fills one step.", order),
            (_, Ties::StepOrder) => message!(
                "{}; one event fills one step; events at the same instant may be taken in step order.",
                order
            ),
            (_, Ties::RowOrder) => message!(
                "{}; one event fills one step; events at the same instant happened in the order of the rows.",
                order
            ),
        };
        self.limits().into_iter().fold(rule, |rule, limit| message!("{} {}", rule, limit))
    }

    /// What the user has added to the plain rule, a sentence each.
    fn limits(&self) -> Vec<Message> {
        let mut limits = Vec::new();
        if let Some(gap) = self.gap() {
            limits.push(message!("Each step is within {} of the one before.", span(gap)));
        }
        for exclusion in &self.exclusions {
            let name = Arg::name(&exclusion.events.name);
            let (from, to) = (exclusion.from_step, exclusion.to_step);
            limits.push(match self.exclusion_rule {
                ExclusionRule::EndAttempt => {
                    message!("{} between steps {} and {} ends the attempt.", name, from, to)
                }
                ExclusionRule::DropCustomer => {
                    message!("{} between steps {} and {} takes the customer out.", name, from, to)
                }
                ExclusionRule::KeepFirstStep => {
                    message!("{} between steps {} and {} leaves only the first step.", name, from, to)
                }
            });
        }
        for property in &self.hold {
            limits.push(message!("{} is the same throughout.", Arg::name(property)));
        }
        match &self.grain {
            Grain::Customers => {}
            Grain::Entries => limits.push(message!("Each entry is counted.")),
            Grain::Sessions(property) => {
                limits.push(message!("Each session is counted, as {} names it.", Arg::name(property)));
            }
            Grain::SessionsByGap(gap) => {
                let gap = span(*gap);
                limits
                    .push(message!("Each session is counted; it ends with a silence of more than {}.", gap));
            }
        }
        if self.open {
            limits.push(message!("A customer may enter at any step."));
        }
        limits
    }
}

/// Milliseconds in the largest unit that they fill exactly: `14 days`, `90 minutes`.
pub(super) fn span(ms: i64) -> Message {
    let units = [
        (86_400_000, word!("{} {|day|days}")),
        (3_600_000, word!("{} {|hour|hours}")),
        (60_000, word!("{} {|minute|minutes}")),
        (1000, word!("{} {|second|seconds}")),
    ];
    let fitting = units.into_iter().find(|(size, _)| ms % size == 0);
    let (size, name) = fitting.unwrap_or((1, word!("{} {|millisecond|milliseconds}")));
    Message::new(name, vec![Arg::Count(usize::try_from(ms / size).unwrap_or_default())])
}

/// A sentence for each step that no event fills.
pub(super) fn notes(events: &Events, config: &FunnelConfig, n_events: &[usize]) -> Vec<Message> {
    let mut notes = Vec::new();
    for (step, _) in config.steps.iter().zip(n_events).filter(|&(_, &n)| n == 0) {
        let mut note = message!("The step {} never occurs in the loaded events.", Arg::name(&step.name));
        for name in &step.events {
            if events.vocabulary().find(name).is_none() {
                let near = near_names(events, name);
                note = note.then(match near.is_empty() {
                    true => message!("No event is called {}.", Arg::name(name)),
                    false => {
                        message!("No event is called {}; close to it: {}.", Arg::name(name), near.join(", "))
                    }
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
    name.chars().filter(|c| c.is_alphanumeric()).map(letters::small).take(64).collect()
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
