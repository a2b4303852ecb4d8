//! Two peers count by flags that no named rule of ours stands for. Their rules are read here as their documents state
//! them, to hold the published cases; the product does not offer them.

/// One event: when, and which steps it can fill (bit by bit).
pub type Fact = (i64, u64);

/// The flags of ClickHouse's windowFunnel.
#[derive(Debug, Default)]
pub struct Flags {
    pub deduplication: bool,
    pub order: bool,
    pub reentry: bool,
}

/// The level by ClickHouse's windowFunnel: events by (time, step), one chain kept for each depth, one event may fill
/// several steps.
pub fn clickhouse(events: &[Fact], n: usize, window: i64, flags: &Flags) -> usize {
    let mut rows: Vec<(i64, Option<usize>)> = Vec::new();
    for &(at, steps) in events {
        rows.extend((0..n).filter(|step| steps >> step & 1 == 1).map(|step| (at, Some(step))));
        if steps == 0 && flags.order {
            rows.push((at, None));
        }
    }
    rows.sort();
    let mut starts: Vec<Option<i64>> = vec![None; n];
    let depth = |starts: &[Option<i64>]| starts.iter().rposition(Option::is_some).map_or(0, |step| step + 1);
    for (at, step) in rows {
        match step {
            None if starts[0].is_some() => break,
            None => {}
            Some(0) => starts[0] = Some(at),
            Some(step) if flags.deduplication && starts[step].is_some() => return depth(&starts),
            Some(step) => match starts[step - 1] {
                Some(start) if at - start <= window => starts[step] = Some(start),
                None if flags.order && !flags.reentry && starts[0].is_some() => return depth(&starts),
                _ => {}
            },
        }
    }
    depth(&starts)
}

/// The level by Apache Pinot's funnelMaxStep under `strict_order` without unlisted events, with a limit between steps. The
/// end of the window is not in it.
pub fn pinot_strict_order(events: &[Fact], n: usize, window: i64, gap: i64) -> usize {
    let listed: Vec<Fact> = events.iter().copied().filter(|event| event.1 != 0).collect();
    let from = |start: usize| {
        let (mut level, mut last) = (0, listed[start].0);
        for &(at, steps) in listed[start..].iter().take_while(|event| event.0 < listed[start].0 + window) {
            if level == n || steps >> level & 1 == 0 || at - last > gap {
                break;
            }
            (level, last) = (level + 1, at);
        }
        level
    };
    (0..listed.len()).map(from).max().unwrap_or(0)
}
