//! Open funnels: a customer may enter at any step.
//!
//! Each step counts everybody who took it. Between two neighbouring steps stand those who went on from the one to the other under the
//! rule, the window and the limits of the funnel, as if the two were a funnel of their own; the others entered here.

use crate::error::Error;
use crate::facts::Facts;

use super::config::{Exclusion, FunnelConfig};
use super::count::Counter;
use super::matcher::Matcher;
use super::{Funnel, FunnelStep, mean_seconds, median_seconds, names, share, wilson};

/// Counts an open funnel.
pub(super) fn open(facts: &Facts, config: &FunnelConfig) -> Result<Funnel, Error> {
    config.check()?;
    let events = &facts.events;
    let n = config.steps.len();
    let n_customers = facts.customers.len().max(events.groups().n_customers());
    let (mut level_of, mut reached, mut waits) = (vec![0u8; n_customers], vec![0; n], vec![Vec::new(); n]);
    for step in 0..n {
        Counter::new(events, &part(config, step, step))?.all(|customer, chain| {
            if chain.next().is_some() {
                reached[step] += 1;
                level_of[customer as usize] = step as u8 + 1;
            }
        });
        if step > 0 {
            Counter::new(events, &part(config, step - 1, step))?.all(|_, chain| {
                if let (Some(first), Some(second)) = (chain.next(), chain.next()) {
                    waits[step].push(second.at - first.at);
                }
            });
        }
    }
    let n_entered = level_of.iter().filter(|&&level| level > 0).count();
    let n_events = Matcher::new(events, &config.steps)?.counts(n);
    let n_seen = events.groups().iter().filter(|(_, range)| !range.is_empty()).count();
    let step = |i: usize, waits: &mut Vec<i64>| {
        let before = (i > 0).then(|| reached[i - 1]);
        // Sessions may be more than customers: of these no share is told.
        let whole = if config.by_session() { 0 } else { n_entered };
        FunnelStep {
            name: config.steps[i].name.clone(),
            n_customers: reached[i],
            n_new: reached[i] - waits.len(),
            share_of_entrants: share(reached[i], whole),
            share_of_previous: before.and_then(|before| share(waits.len(), before)),
            share_of_seen: share(reached[i], n_seen),
            interval: wilson(reached[i], whole),
            interval_of_previous: before.and_then(|before| wilson(waits.len(), before)),
            mean_seconds: mean_seconds(waits),
            median_seconds: median_seconds(waits),
            n_events: n_events[i],
            optional: false,
        }
    };
    let steps = waits.iter_mut().enumerate().map(|(i, waits)| step(i, waits)).collect();
    Ok(Funnel {
        rule: config.in_words(),
        steps,
        notes: names::notes(events, config, &n_events),
        level_of,
        n_seen,
        n_by_ties: 0,
        open: true,
    })
}

/// The funnel of the steps from one to another, which stand beside each other or are the same.
fn part(config: &FunnelConfig, from: usize, to: usize) -> FunnelConfig {
    let holds =
        |exclusion: &&Exclusion| from < to && exclusion.from_step <= from + 1 && exclusion.to_step > to;
    let here =
        |exclusion: &Exclusion| Exclusion { events: exclusion.events.clone(), from_step: 1, to_step: 2 };
    FunnelConfig {
        steps: config.steps[from..=to].to_vec(),
        exclusions: config.exclusions.iter().filter(holds).map(here).collect(),
        open: false,
        ..config.clone()
    }
}
