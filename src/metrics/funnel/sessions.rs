//! What a chain must stay within: a session, one value of a property.

use std::borrow::Cow;

use crate::dictionary::Code;
use crate::error::Error;
use crate::facts::Events;

use super::config::{FunnelConfig, Grain};

/// For each thing that parts the events one code an event, the session first.
///
/// # Errors
/// A property is named that the events do not have.
pub(super) fn splits<'a>(events: &'a Events, config: &FunnelConfig) -> Result<Vec<Cow<'a, [Code]>>, Error> {
    let mut splits = Vec::new();
    match &config.grain {
        Grain::Sessions(property) => splits.push(Cow::Borrowed(events.need(property)?.codes.as_slice())),
        Grain::SessionsByGap(gap) => splits.push(Cow::Owned(by_gap(events, *gap))),
        Grain::Customers | Grain::Entries => {}
    }
    for property in &config.hold {
        splits.push(Cow::Borrowed(events.need(property)?.codes.as_slice()));
    }
    Ok(splits)
}

/// For each event the number of its session among those of its customer: a silence of more than `gap` milliseconds between two
/// events, of whatever name, begins the next.
fn by_gap(events: &Events, gap: i64) -> Vec<Code> {
    let mut sessions = vec![0; events.len()];
    for (_, range) in events.groups().iter() {
        let mut session = 0;
        let mut before = None;
        for place in range {
            let at = events.moment()[place].0;
            if before.is_some_and(|before: i64| at.saturating_sub(before) > gap) {
                session += 1;
            }
            sessions[place] = session;
            before = Some(at);
        }
    }
    sessions
}
