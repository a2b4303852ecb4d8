//! What a funnel can be asked besides its rule, read literally, for few events only: limits between steps, sessions, values held
//! constant, open funnels, groups, periods.

use clientele::metrics::funnel::Rule;

/// One event: when, which steps it can fill (bit by bit), its value if it has one.
pub type Valued = (i64, u64, Option<u32>);

/// The deepest chain in which each step is within `gap` of the one before and all within `window` of the first, by trying every event
/// as the next step. Events at one instant stand in any order.
pub fn level_within_gap(events: &[Valued], n: usize, rule: Rule, window: i64, gap: i64) -> usize {
    let first = events.iter().find(|event| event.1 & 1 == 1).map(|event| event.0);
    let mut best = 0;
    for (i, event) in events.iter().enumerate() {
        if event.1 & 1 == 1 && (rule != Rule::FirstEntry || Some(event.0) == first) {
            best = best.max(go_on(events, n, rule, window, gap, &mut vec![i]));
        }
    }
    best
}

fn go_on(events: &[Valued], n: usize, rule: Rule, window: i64, gap: i64, chain: &mut Vec<usize>) -> usize {
    let step = chain.len();
    let (first, last) = (events[chain[0]].0, events[chain[step - 1]].0);
    let mut best = step;
    for (i, event) in events.iter().enumerate() {
        let later = if rule == Rule::StrictIncrease { event.0 > last } else { event.0 >= last };
        let in_time = rule == Rule::NoWindow || event.0 - first <= window;
        let fills = step < n && event.1 >> step & 1 == 1 && !chain.contains(&i);
        if fills && later && in_time && event.0 - last <= gap {
            chain.push(i);
            best = best.max(go_on(events, n, rule, window, gap, chain));
            chain.pop();
        }
    }
    best
}

/// The events parted by value, those without one left out; the parts in the order of the values.
pub fn by_value(events: &[Valued]) -> Vec<Vec<Valued>> {
    let mut values: Vec<u32> = events.iter().filter_map(|event| event.2).collect();
    values.sort_unstable();
    values.dedup();
    values
        .iter()
        .map(|&value| events.iter().copied().filter(|event| event.2 == Some(value)).collect())
        .collect()
}

/// The events parted where more than `gap` lies between two of them.
pub fn by_silence(events: &[Valued], gap: i64) -> Vec<Vec<Valued>> {
    let mut parts: Vec<Vec<Valued>> = Vec::new();
    for &event in events {
        match parts.last_mut() {
            Some(part) if event.0 - part[part.len() - 1].0 <= gap => part.push(event),
            _ => parts.push(vec![event]),
        }
    }
    parts
}
