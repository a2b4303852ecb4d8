//! How long a funnel over a million events takes, by each rule: the least of five runs.
//!
//! `cargo run --release --example funnel_speed`
#![allow(clippy::disallowed_methods, clippy::unwrap_used)]

use std::time::Instant;

use clientele::dictionary::Dictionary;
use clientele::facts::{Event, Events, Facts};
use clientele::metrics::funnel::{FunnelConfig, Rule, compare, funnel, window_curve};
use clientele::moment::Moment;

/// 50 000 customers, one million events of eight names within 30 days, from a linear congruence.
fn million(n: u32) -> Facts {
    let names: Dictionary = ["a", "b", "c", "d", "e", "f", "g", "h"].into_iter().collect();
    let mut state = 1u64;
    let mut next = |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    let events: Vec<Event> = (0..n)
        .map(|_| {
            let moment = Moment(next(30 * 86_400) as i64 * 1000);
            Event {
                customer: next(u64::from(n / 20)) as u32,
                moment,
                day: moment.day(0),
                name: next(8) as u32,
            }
        })
        .collect();
    Facts { events: Events::new(n as usize / 20, names, &events), ..Facts::default() }
}

fn main() {
    let facts = million(1_000_000);
    let steps = FunnelConfig::of(&["a", "b", "c", "d", "e"]);
    let time = |name: &str, run: &mut dyn FnMut() -> usize| {
        let mut best = (0..5)
            .map(|_| {
                let start = Instant::now();
                run();
                start.elapsed()
            })
            .min()
            .unwrap();
        best = best.max(std::time::Duration::from_nanos(1));
        println!("{name}: {:.1} ms", best.as_secs_f64() * 1000.0);
    };
    for rule in Rule::ALL {
        let config = FunnelConfig { rule, ..steps.clone() };
        time(rule.name(), &mut || funnel(&facts, &config).unwrap().n_converted());
    }
    time("all rules", &mut || compare(&facts, &steps).unwrap().disagreeing.len());
    time("curve", &mut || window_curve(&facts, &steps).unwrap().needs.len());
}
