//! What did those who stopped at a step do next?
//!
//! # Question
//! Where do they go instead?
//! # Input
//! Events, a funnel and one of its steps.
//! # Result
//! Names of events with customers, the most frequent first.
//! # Edge cases
//! Nothing more is an answer too: `None`. Events at the instant of the last step are not "next".
//! # Source
//! None; a count.
//! # Example
//! ```
//! # use clientele::dictionary::Dictionary;
//! # use clientele::facts::{Event, Events, Facts};
//! # use clientele::moment::Moment;
//! // (customer, second, name): customer 0 views and buys at once, customer 1 after a minute, customer 2 only views.
//! let names: Dictionary = ["view", "buy"].into_iter().collect();
//! let events = [(0, 0, 0), (0, 0, 1), (1, 0, 0), (1, 60, 1), (2, 5, 0)].map(|(customer, second, name)| {
//!     let moment = Moment(second * 1000);
//!     Event { customer, moment, day: moment.day(0), name }
//! });
//! let facts = Facts { events: Events::new(3, names, &events), ..Facts::default() };
//! use clientele::metrics::funnel::{FunnelConfig, what_next};
//! assert_eq!(what_next(&facts, &FunnelConfig::of(&["view", "buy"]), 1).unwrap(), [(None, 1)]);
//! ```

use crate::dictionary::NO_CODE;
use crate::error::Error;
use crate::facts::Facts;
use crate::message::message;
use crate::sort::Sort as _;

use super::config::FunnelConfig;
use super::count::Counter;
use super::kept::Kept;

/// The event that followed, and how many customers it was for; `None` for nothing more.
pub type NextEvent = (Option<String>, usize);

/// For customers whose way ended at `step`, counted from 1 among the required steps: the first event behind their chain, by name. The
/// most frequent first, equal ones by name; those who did nothing more stand under `None`. Of several events at that instant the
/// first by name counts.
///
/// # Errors
/// As [`funnel`](super::funnel).
#[inline(never)]
pub fn what_next(facts: &Facts, config: &FunnelConfig, step: usize) -> Result<Vec<NextEvent>, Error> {
    what_next_again(facts, config, step, None)
}

#[inline(never)]
fn what_next_again(
    facts: &Facts,
    config: &FunnelConfig,
    step: usize,
    kept: Option<&mut Kept>,
) -> Result<Vec<NextEvent>, Error> {
    config.closed()?;
    let config = &config.required()?;
    let events = &facts.events;
    let mut counter = Counter::new(events, config)?;
    counter.apart = kept.map(|kept| kept.ready(events, config)).transpose()?;
    let mut counts = vec![0; events.vocabulary().len()];
    let mut nothing = 0;
    counter.all(|customer, chain| {
        let (mut level, mut last) = (0, i64::MIN);
        for hit in chain {
            (level, last) = (level + 1, hit.at);
        }
        if level == 0 || level != step {
            return;
        }
        // Sorted by time: those at the next instant stand together.
        let range = events.groups().of(customer);
        let (end, moments) = (range.end, events.moment());
        let first = range.start + moments[range].partition_point(|moment| moment.0 <= last);
        let behind = (first..end).take_while(|&place| moments[place] == moments[first]);
        let next = match behind.clone().nth(1) {
            None => behind.last(),
            Some(_) => behind.min_by_key(|&place| events.vocabulary().get(events.name()[place])),
        };
        match next.map(|place| events.name()[place]).filter(|&name| name != NO_CODE) {
            Some(name) => counts[name as usize] += 1,
            None => nothing += 1,
        }
    });
    let names = events.vocabulary().iter().map(|name| Some(name.to_string()));
    let mut next: Vec<NextEvent> =
        names.zip(counts).chain([(None, nothing)]).filter(|(_, n)| *n > 0).collect();
    next.order_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    Ok(next)
}

/// What followed a step, for the page.
#[derive(Debug, Clone, PartialEq)]
pub struct NextEvents {
    /// The step at which they stopped.
    pub step: String,
    /// How many customers stopped there.
    pub n_stopped: usize,
    /// As [`what_next`] gives it; further names than `most` stand together in `rest`.
    pub events: Vec<NextEvent>,
    /// How many further names there are, and how many customers they are for.
    pub rest: (usize, usize),
}

/// The same as [`what_next`], at most `most` names of it. Step 0 is the one where most stop.
///
/// # Errors
/// As [`what_next`]; there is no such step.
pub fn next_events(
    facts: &Facts,
    config: &FunnelConfig,
    step: usize,
    most: usize,
) -> Result<NextEvents, Error> {
    next_events_again(facts, config, (step, most), None)
}

/// The same, for one who will ask again; see [`funnel_again`](super::funnel_again).
///
/// # Errors
/// As [`next_events`].
#[inline(never)]
pub fn next_events_again(
    facts: &Facts,
    config: &FunnelConfig,
    (step, most): (usize, usize),
    mut kept: Option<&mut Kept>,
) -> Result<NextEvents, Error> {
    let required = config.required()?;
    let step = if step == 0 {
        let worst = super::explain::worst_stop(&super::funnel_again(facts, config, kept.as_deref_mut())?);
        config.steps[..worst].iter().filter(|step| !step.optional).count()
    } else {
        step
    };
    let own = step.checked_sub(1).and_then(|step| required.steps.get(step));
    let own = own.ok_or_else(|| Error::config(message!("There is no step {} to stop at.", step)))?;
    let mut events = what_next_again(facts, config, step, kept)?;
    let n_stopped = events.iter().map(|event| event.1).sum();
    let further = events.split_off(events.len().min(most));
    let rest = (further.len(), further.iter().map(|event| event.1).sum());
    Ok(NextEvents { step: own.name.clone(), n_stopped, events, rest })
}
