//! What must hold of any events: the fast evaluator equals the slow one, and the laws of counting.

use clientele::dictionary::Dictionary;
use clientele::facts::{Event, Events, Facts};
use clientele::metrics::funnel::{FunnelConfig, Rule, Step, Ties, funnel};
use clientele::moment::Moment;
use proptest::prelude::*;

use super::slow;

/// Names of events; steps accept any of them.
const NAMES: [&str; 4] = ["a", "b", "c", "d"];

/// A random question: events as (customer, time, name), steps as sets of names, a window.
#[derive(Debug, Clone)]
struct Question {
    events: Vec<(u32, i64, u32)>,
    steps: Vec<u8>,
    window: i64,
}

/// Few instants, so that ties are common; steps overlap in half of the questions.
fn question() -> impl Strategy<Value = Question> {
    let single = prop::collection::vec((0..4u8).prop_map(|name| 1 << name), 1..5);
    let sets = prop::collection::vec(1..16u8, 1..5);
    let events = prop::collection::vec((0..3u32, 0..7i64, 0..4u32), 0..20);
    (events, prop_oneof![single, sets], 1..8i64).prop_map(|(events, steps, window)| Question {
        events,
        steps,
        window,
    })
}

impl Question {
    fn facts(&self) -> Facts {
        let events: Vec<Event> = self
            .events
            .iter()
            .map(|&(customer, ms, name)| Event { customer, moment: Moment(ms), day: Moment(ms).day(0), name })
            .collect();
        Facts {
            events: Events::new(3, NAMES.into_iter().collect::<Dictionary>(), &events),
            ..Facts::default()
        }
    }

    fn config(&self, rule: Rule, ties: Ties) -> FunnelConfig {
        let names = |set: u8| NAMES.iter().enumerate().filter(move |(i, _)| set >> i & 1 == 1);
        let step = |&set: &u8| Step {
            name: "step".to_string(),
            events: names(set).map(|(_, name)| name.to_string()).collect(),
            conditions: Vec::new(),
        };
        let steps = self.steps.iter().map(step).collect();
        FunnelConfig { steps, rule, window_ms: Some(self.window), ties, ..FunnelConfig::default() }
    }

    fn slow_level(&self, customer: u32, rule: Rule, ties: Ties) -> usize {
        let fills = |name: u32| {
            let bits = self.steps.iter().enumerate().filter(|(_, set)| *set >> name & 1 == 1);
            bits.map(|(step, _)| 1u64 << step).sum()
        };
        let own = self.events.iter().filter(|event| event.0 == customer);
        let mut events: Vec<slow::Fact> = own.map(|&(_, ms, name)| (ms, fills(name))).collect();
        events.sort_by_key(|event| event.0);
        slow::level(&events, self.steps.len(), rule, ties, self.window)
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn fast_equals_slow_under_every_rule(question in question()) {
        prop_assume!(!question.events.is_empty());
        let facts = question.facts();
        for ties in [Ties::StepOrder, Ties::RowOrder] {
            for rule in Rule::ALL {
                let funnel = funnel(&facts, &question.config(rule, ties)).unwrap();
                for customer in 0..3u32 {
                    let slow = question.slow_level(customer, rule, ties);
                    prop_assert_eq!(usize::from(funnel.level_of[customer as usize]), slow, "{:?} {:?} customer {}", rule, ties, customer);
                }
            }
        }
    }

    #[test]
    fn rows_in_any_order_give_the_same_funnel(question in question(), seed in any::<u64>()) {
        prop_assume!(!question.events.is_empty());
        let mut shuffled = question.clone();
        // A fixed linear congruence decides the order; the rows stay the same.
        shuffled.events.sort_by_key(|event| {
            let key = (u64::from(event.0) << 32 | (event.1 as u64) << 8 | u64::from(event.2)) ^ seed;
            key.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407)
        });
        for rule in Rule::ALL {
            let config = question.config(rule, Ties::StepOrder);
            prop_assert_eq!(funnel(&question.facts(), &config), funnel(&shuffled.facts(), &config));
        }
    }

    #[test]
    fn counts_never_rise_and_stops_part_the_entrants(question in question()) {
        prop_assume!(!question.events.is_empty());
        for rule in Rule::ALL {
            let funnel = funnel(&question.facts(), &question.config(rule, Ties::StepOrder)).unwrap();
            prop_assert!(funnel.steps.windows(2).all(|pair| pair[0].n_customers >= pair[1].n_customers));
            let mut stopped: Vec<u32> = (0..funnel.steps.len()).flat_map(|step| funnel.stopped_at(step)).collect();
            prop_assert_eq!(stopped.len(), funnel.n_entered());
            stopped.sort_unstable();
            stopped.dedup();
            prop_assert_eq!(stopped.len(), funnel.n_entered());
        }
    }
}
