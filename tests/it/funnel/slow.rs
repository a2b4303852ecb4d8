//! The counting rules read literally: every chain is tried. For few events only.

use clientele::metrics::funnel::{Rule, Ties};

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
