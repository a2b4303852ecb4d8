//! What must hold of any events: the fast evaluator equals the slow one, and the laws of counting.

use clientele::dictionary::Dictionary;
use clientele::facts::{Attribute, Event, Events, Facts};
use clientele::metrics::funnel::{
    Attribution, BreakdownConfig, Exclusion, ExclusionRule, FunnelConfig, Kept, Rule, Step, Ties, breakdown,
    compare, compare_again, explain, funnel, funnel_again, next_events, next_events_again, time_to_convert,
    time_to_convert_again, window_curve,
};
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
    let events = prop::collection::vec((0..3u32, 0..7i64, 0..4u32), 1..20);
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
            ..Step::default()
        };
        let steps = self.steps.iter().map(step).collect();
        FunnelConfig { steps, rule, window_ms: Some(self.window), ties, ..FunnelConfig::default() }
    }

    fn fills(&self, name: u32) -> u64 {
        let bits = self.steps.iter().enumerate().filter(|(_, set)| *set >> name & 1 == 1);
        bits.map(|(step, _)| 1u64 << step).sum()
    }

    fn own(&self, customer: u32) -> Vec<(i64, u32)> {
        let own = self.events.iter().filter(|event| event.0 == customer);
        let mut events: Vec<(i64, u32)> = own.map(|&(_, ms, name)| (ms, name)).collect();
        events.sort_by_key(|event| event.0);
        events
    }

    fn slow_level(&self, customer: u32, rule: Rule, ties: Ties) -> usize {
        let events: Vec<slow::Fact> =
            self.own(customer).iter().map(|&(ms, name)| (ms, self.fills(name))).collect();
        slow::level(&events, self.steps.len(), rule, ties, self.window)
    }

    /// The event `d` must not happen between the first step and the last.
    fn slow_level_excluding(&self, customer: u32, rule: Rule, what: ExclusionRule) -> usize {
        let n = self.steps.len();
        let kills = |name: u32| if name == 3 { (1u64 << (n - 1)) - 1 } else { 0 };
        let events: Vec<slow::Excluding> =
            self.own(customer).iter().map(|&(ms, name)| (ms, self.fills(name), kills(name))).collect();
        slow::level_excluding(&events, n, rule, self.window, what)
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_kept_changes_no_answer(question in question(), other in question()) {
        let facts = question.facts();
        let mut kept = Kept::default();
        // Other steps between, then the first ones again, within several windows and under every rule.
        for (steps, window) in [(&question, 1), (&question, 3), (&other, 2), (&question, 8), (&question, 0)] {
            for rule in Rule::ALL {
                let config = FunnelConfig { window_ms: Some(window), ..steps.config(rule, Ties::StepOrder) };
                let again = funnel_again(&facts, &config, Some(&mut kept));
                prop_assert_eq!(again, funnel(&facts, &config));
                let again = compare_again(&facts, &config, Some(&mut kept));
                prop_assert_eq!(again, compare(&facts, &config));
                let n = config.steps.len();
                if n > 1 && rule != Rule::AnyOrder {
                    let again = time_to_convert_again(&facts, &config, (1, n), None, Some(&mut kept));
                    prop_assert_eq!(again, time_to_convert(&facts, &config, 1, n, None));
                }
                let again = next_events_again(&facts, &config, (0, 3), Some(&mut kept));
                prop_assert_eq!(again, next_events(&facts, &config, 0, 3));
            }
        }
    }

    #[test]
    fn fast_equals_slow_under_every_rule(question in question()) {
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

    #[test]
    fn exclusions_equal_the_slow_ones(question in question()) {
        let n = question.steps.len();
        if n < 2 {
            return Ok(());
        }
        let facts = question.facts();
        let exclusions = vec![Exclusion { events: Step::of("d"), from_step: 1, to_step: n }];
        for rule in [Rule::BestChain, Rule::FirstEntry, Rule::NoWindow, Rule::StrictIncrease, Rule::AnyOrder] {
            for exclusion_rule in [ExclusionRule::EndAttempt, ExclusionRule::DropCustomer, ExclusionRule::KeepFirstStep] {
                let exclusions = exclusions.clone();
                let plain = question.config(rule, Ties::StepOrder);
                let funnel = funnel(&facts, &FunnelConfig { exclusions, exclusion_rule, ..plain }).unwrap();
                for customer in 0..3u32 {
                    let slow = question.slow_level_excluding(customer, rule, exclusion_rule);
                    prop_assert_eq!(usize::from(funnel.level_of[customer as usize]), slow, "{:?} {:?} {}", rule, exclusion_rule, customer);
                }
            }
        }
    }

    #[test]
    fn the_curve_over_windows_equals_the_funnel_at_each(question in question()) {
        let facts = question.facts();
        let curve = window_curve(&facts, &question.config(Rule::BestChain, Ties::StepOrder)).unwrap();
        for window in 1..8 {
            let config = FunnelConfig { window_ms: Some(window), ..question.config(Rule::BestChain, Ties::StepOrder) };
            let counts: Vec<usize> = funnel(&facts, &config).unwrap().steps.iter().map(|step| step.n_customers).collect();
            prop_assert_eq!(curve.at(window), counts);
        }
    }

    /// The events shown fill the steps, each once, in an order that the rule allows, as many as the level says; and there is
    /// a reason where the way ends early.
    #[test]
    fn an_explained_chain_is_valid(question in question()) {
        let facts = question.facts();
        for rule in Rule::ALL {
            let config = question.config(rule, Ties::StepOrder);
            let levels = funnel(&facts, &config).unwrap().level_of;
            for customer in 0..3u32 {
                let why = explain(&facts, &config, customer).unwrap();
                prop_assert_eq!(why.taken.len(), usize::from(levels[customer as usize]));
                prop_assert_eq!(why.stopped.is_none(), why.taken.len() == question.steps.len());
                let mut places: Vec<usize> = why.taken.iter().map(|taken| taken.place).collect();
                prop_assert!(places.iter().all(|place| facts.events.groups().of(customer).contains(place)));
                prop_assert!(why.taken.windows(2).all(|pair| pair[0].moment <= pair[1].moment));
                places.sort_unstable();
                places.dedup();
                prop_assert_eq!(places.len(), why.taken.len());
                let chain: Vec<slow::Fact> = why.taken.iter().map(|taken| {
                    let name = facts.events.name()[taken.place];
                    (taken.moment.0, question.fills(name))
                }).collect();
                // The chain by itself, in which no other event can stand, is as deep under the same rule.
                prop_assert_eq!(slow::level(&chain, question.steps.len(), rule, Ties::StepOrder, question.window), chain.len());
            }
        }
    }

    #[test]
    fn groups_of_a_breakdown_add_up(question in question()) {
        let mut facts = question.facts();
        let values: Dictionary = ["x", "y"].into_iter().collect();
        let codes = (0..3u32).map(|customer| customer % 2).collect();
        facts.customers.attributes.push(Attribute { name: "channel".to_string(), values, codes, ..Attribute::default() });
        for rule in Rule::ALL {
            let config = question.config(rule, Ties::StepOrder);
            let by = BreakdownConfig { property: "channel".to_string(), attribution: Attribution::Customer, max_groups: 1 };
            let groups = breakdown(&facts, &config, &by).unwrap().groups;
            for (step, all) in funnel(&facts, &config).unwrap().steps.iter().enumerate() {
                prop_assert_eq!(groups.iter().map(|group| group.counts[step]).sum::<usize>(), all.n_customers);
            }
        }
    }

    #[test]
    fn rules_disagree_exactly_where_levels_differ(question in question()) {
        let facts = question.facts();
        let all = compare(&facts, &question.config(Rule::BestChain, Ties::StepOrder)).unwrap();
        for customer in 0..3u32 {
            let levels: Vec<usize> = Rule::ALL.iter().map(|&rule| question.slow_level(customer, rule, Ties::StepOrder)).collect();
            prop_assert_eq!(all.disagreeing.contains(&customer), levels.iter().any(|&level| level != levels[0]));
            let n = question.steps.len();
            prop_assert_eq!(all.by_ties.contains(&customer), levels[0] == n && levels[6] < n);
        }
    }
}
