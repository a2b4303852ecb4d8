//! Many made-up events: every rule gives what the slow evaluator gives. A million of them in the test that is left out by default:
//! `cargo test --test it a_million -- --ignored`.

use clientele::dictionary::Dictionary;
use clientele::facts::{Event, Events, Facts};
use clientele::metrics::funnel::{FunnelConfig, Rule, Ties, compare};
use clientele::moment::Moment;

use super::slow;

const NAMES: [&str; 8] = ["visit", "view", "cart", "checkout", "buy", "search", "help", "share"];
const STEPS: [&str; 5] = ["visit", "view", "cart", "checkout", "buy"];
const HOUR: i64 = 3_600_000;

/// Numbers from a fixed start (Steele, Lea and Flood 2014, SplitMix64).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((u128::from(z ^ (z >> 31)) * u128::from(n)) >> 64) as u64
    }
}

/// Some twenty events a customer in a month, on whole minutes, often several at one of them.
fn events(n: usize) -> (usize, Vec<Event>) {
    let mut numbers = Numbers(7);
    let n_customers = n / 20;
    let mut events = Vec::with_capacity(n);
    let mut last = vec![0i64; n_customers];
    for _ in 0..n {
        let customer = numbers.below(n_customers as u64) as u32;
        let last = &mut last[customer as usize];
        let ms = match numbers.below(6) {
            0 => *last,
            1..=3 => *last + 60_000 * numbers.below(40) as i64,
            _ => 60_000 * numbers.below(30 * 24 * 60) as i64,
        };
        *last = ms;
        let moment = Moment(ms);
        events.push(Event { customer, moment, day: moment.day(0), name: numbers.below(8) as u32 });
    }
    (n_customers, events)
}

fn every_rule_equals_the_slow_one(n: usize) {
    let (n_customers, rows) = events(n);
    let facts = Facts {
        events: Events::new(n_customers, NAMES.into_iter().collect::<Dictionary>(), &rows),
        ..Facts::default()
    };
    let window = 24 * HOUR;
    let config = FunnelConfig { window_ms: Some(window), ..FunnelConfig::of(&STEPS) };
    let all = compare(&facts, &config).unwrap();
    let events = &facts.events;
    for counts in &all.rules {
        let mut reached = vec![0; STEPS.len()];
        for (customer, range) in events.groups().iter() {
            let fact = |place: usize| {
                let step = u64::from(events.name()[place]);
                (events.moment()[place].0, if step < 5 { 1 << step } else { 0 })
            };
            let own: Vec<slow::Fact> = range.map(fact).collect();
            let level = match counts.rule {
                // Every order of a dozen events of one instant is too many: by hand there are none so crowded.
                Rule::Neighbours if own.chunk_by(|a, b| a.0 == b.0).any(|tied| tied.len() > 6) => {
                    usize::from(counts.level_of[customer as usize])
                }
                rule => slow::level(&own, STEPS.len(), rule, Ties::StepOrder, window),
            };
            assert_eq!(
                usize::from(counts.level_of[customer as usize]),
                level,
                "{:?} customer {customer}",
                counts.rule
            );
            reached[..level].iter_mut().for_each(|n| *n += 1);
        }
        assert_eq!(counts.counts, reached, "{:?}", counts.rule);
        assert!(
            reached[4] > 0 || counts.rule == Rule::Neighbours,
            "{:?} is tried on nobody: {reached:?}",
            counts.rule
        );
    }
}

#[test]
fn every_rule_equals_the_slow_one_over_twenty_thousand_events() {
    every_rule_equals_the_slow_one(20_000);
}

#[test]
fn every_rule_equals_the_slow_one_over_a_million_events() {
    every_rule_equals_the_slow_one(1_000_000);
}
