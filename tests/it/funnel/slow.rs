//! The counting rules read literally: every chain is tried. For few events only.

use clientele::metrics::funnel::{ExclusionRule, Rule, Ties};

/// One event: when, and which steps it can fill (bit by bit).
pub type Fact = (i64, u64);

/// The level of one customer. `events` are sorted by time and stand in the order of rows within an instant; those that fill no
/// step are there too.
pub fn level(events: &[Fact], n: usize, rule: Rule, ties: Ties, window: i64) -> usize {
    let ordered = ties == Ties::RowOrder;
    match rule {
        Rule::AnyOrder => any_order(events, n, window),
        Rule::Neighbours if ordered => neighbours(events, n, window),
        Rule::Neighbours => {
            orders(events).iter().map(|order| neighbours(order, n, window)).max().unwrap_or(0)
        }
        _ => {
            let entry = events.iter().position(|event| event.1 & 1 == 1);
            let mut best = 0;
            for (i, event) in events.iter().enumerate().filter(|(_, event)| event.1 & 1 == 1) {
                // Under "first entry" the entry is an instant; in the order of rows it is one event.
                let first =
                    entry.is_some_and(|entry| if ordered { entry == i } else { events[entry].0 == event.0 });
                if rule == Rule::FirstEntry && !first {
                    continue;
                }
                best = best.max(deepest(events, n, rule, ordered, window, &mut vec![i]));
            }
            best
        }
    }
}

/// The deepest chain that begins with `chain`, by trying every event as the next step.
fn deepest(
    events: &[Fact],
    n: usize,
    rule: Rule,
    ordered: bool,
    window: i64,
    chain: &mut Vec<usize>,
) -> usize {
    let (first, last, step) = (chain[0], chain[chain.len() - 1], chain.len());
    if step == n {
        return n;
    }
    let mut best = step;
    for (i, event) in events.iter().enumerate() {
        let from = match rule {
            Rule::WindowRestarts => events[last].0,
            _ => events[first].0,
        };
        let later = match (rule, ordered) {
            (Rule::StrictIncrease, _) => event.0 > events[last].0,
            (_, true) => i > last,
            (_, false) => event.0 >= events[last].0,
        };
        let in_time = rule == Rule::NoWindow || event.0 - from <= window;
        if event.1 >> step & 1 == 1 && later && in_time && !chain.contains(&i) {
            chain.push(i);
            best = best.max(deepest(events, n, rule, ordered, window, chain));
            chain.pop();
        }
    }
    best
}

/// The longest run of neighbours that fill the steps from the first on.
fn neighbours(events: &[Fact], n: usize, window: i64) -> usize {
    let run = |start: usize| {
        let fits = |(k, event): (usize, &Fact)| event.1 >> k & 1 == 1 && event.0 - events[start].0 <= window;
        events[start..].iter().take(n).enumerate().take_while(|&(k, event)| fits((k, event))).count()
    };
    (0..events.len()).map(run).max().unwrap_or(0)
}

/// Every order of the events that time allows.
fn orders(events: &[Fact]) -> Vec<Vec<Fact>> {
    let Some(first) = events.first() else { return vec![Vec::new()] };
    let tied = events.iter().take_while(|event| event.0 == first.0).count();
    let mut all = Vec::new();
    for i in 0..tied {
        let mut rest = events.to_vec();
        let next = rest.remove(i);
        for mut order in orders(&rest) {
            order.insert(0, next);
            all.push(order);
        }
    }
    all
}

/// The most different steps that the events from one event to the end of its window can fill, each event once.
fn any_order(events: &[Fact], n: usize, window: i64) -> usize {
    fn fill(events: &[Fact], step: usize, n: usize, used: &mut Vec<bool>) -> usize {
        if step == n {
            return 0;
        }
        let mut best = fill(events, step + 1, n, used);
        for i in 0..events.len() {
            if !used[i] && events[i].1 >> step & 1 == 1 {
                used[i] = true;
                best = best.max(1 + fill(events, step + 1, n, used));
                used[i] = false;
            }
        }
        best
    }
    let from = |start: &Fact| {
        let inside: Vec<Fact> = events
            .iter()
            .copied()
            .filter(|event| event.0 >= start.0 && event.0 - start.0 <= window)
            .collect();
        fill(&inside, 0, n, &mut vec![false; inside.len()])
    };
    events.iter().map(from).max().unwrap_or(0)
}

/// An event with exclusions: when, which steps it can fill, which steps must be the last done for it to end an attempt.
pub type Excluding = (i64, u64, u64);

/// What becomes of each attempt of a customer: its depth, and whether an exclusion ended it.
fn attempts(events: &[Excluding], n: usize, rule: Rule, window: i64, consumed: bool) -> Vec<(usize, bool)> {
    // Entry, depth, time of the last step, ended.
    let mut all: Vec<(i64, usize, i64, bool)> = Vec::new();
    for instant in events.chunk_by(|a, b| a.0 == b.0) {
        let at = instant[0].0;
        let mut ended = 0u64;
        for attempt in all.iter_mut().filter(|attempt| !attempt.3 && attempt.1 < n) {
            if rule != Rule::NoWindow && at - attempt.0 > window {
                continue;
            }
            let run = run(instant, attempt.1, n, rule);
            if run > 0 {
                (attempt.1, attempt.2) = (attempt.1 + run, at);
            } else if instant.iter().any(|event| event.2 >> (attempt.1 - 1) & 1 == 1) {
                attempt.3 = true;
                ended |= 1 << (attempt.1 - 1);
            }
        }
        let enters = instant.iter().any(|event| event.1 & 1 == 1 && (!consumed || event.2 & ended == 0));
        if enters && (rule != Rule::FirstEntry || all.is_empty()) {
            all.push((at, run(instant, 0, n, rule), at, false));
        }
    }
    all.into_iter().map(|attempt| (attempt.1, attempt.3)).collect()
}

/// How many steps in a row distinct events of an instant can fill.
fn run(instant: &[Excluding], from: usize, n: usize, rule: Rule) -> usize {
    fn go(instant: &[Excluding], step: usize, n: usize, used: &mut Vec<bool>) -> usize {
        let mut best = 0;
        for i in 0..instant.len() {
            if step < n && !used[i] && instant[i].1 >> step & 1 == 1 {
                used[i] = true;
                best = best.max(1 + go(instant, step + 1, n, used));
                used[i] = false;
            }
        }
        best
    }
    let run = go(instant, from, n, &mut vec![false; instant.len()]);
    if rule == Rule::StrictIncrease { run.min(1) } else { run }
}

/// The level of a customer with exclusions.
pub fn level_excluding(
    events: &[Excluding],
    n: usize,
    rule: Rule,
    window: i64,
    what: ExclusionRule,
) -> usize {
    if rule == Rule::AnyOrder {
        return any_order_excluding(events, n, window, what);
    }
    let deepest = |attempts: &[(usize, bool)]| attempts.iter().map(|attempt| attempt.0).max().unwrap_or(0);
    let attempts_now = attempts(events, n, rule, window, what == ExclusionRule::EndAttempt);
    if what == ExclusionRule::EndAttempt {
        return deepest(&attempts_now);
    }
    let free: Vec<Excluding> = events.iter().map(|event| (event.0, event.1, 0)).collect();
    let all = deepest(&attempts(&free, n, rule, window, false));
    let clean: Vec<(usize, bool)> = attempts_now.into_iter().filter(|attempt| !attempt.1).collect();
    spared(all, deepest(&clean), what)
}

fn spared(all: usize, clean: usize, what: ExclusionRule) -> usize {
    match what {
        _ if clean == all => all,
        ExclusionRule::KeepFirstStep => all.min(1),
        _ => 0,
    }
}

/// In any order: from each event, up to the exclusion that follows within the window, at whose instant steps still count.
fn any_order_excluding(events: &[Excluding], n: usize, window: i64, what: ExclusionRule) -> usize {
    let (mut clean, mut reached) = (0, 0);
    for start in events.iter().filter(|event| event.1 != 0) {
        let killer =
            events.iter().find(|event| event.2 != 0 && event.0 > start.0 && event.0 - start.0 <= window);
        let inside = events
            .iter()
            .filter(|event| event.0 >= start.0 && killer.is_none_or(|killer| event.0 <= killer.0));
        let inside: Vec<Fact> =
            inside.filter(|event| event.0 - start.0 <= window).map(|event| (event.0, event.1)).collect();
        let level = any_order(&inside, n, window);
        reached = reached.max(level);
        if killer.is_none() || level == n {
            clean = clean.max(level);
        }
    }
    let free: Vec<Fact> = events.iter().map(|event| (event.0, event.1)).collect();
    match what {
        ExclusionRule::EndAttempt => reached,
        _ => spared(any_order(&free, n, window), clean, what),
    }
}
