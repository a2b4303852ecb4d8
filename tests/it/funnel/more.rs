//! Limits between steps, sessions, values held constant, open funnels, groups, conditions: each against what it says, read literally
//! or counted by hand.

use clientele::dictionary::{Dictionary, NO_CODE};
use clientele::facts::{Event, Events, Facts, Property};
use clientele::metrics::funnel::{
    Attribution, BreakdownConfig, Condition, Exclusion, ExclusionRule, FunnelConfig, Grain, GroupValue,
    Relation, Rule, Step, Test, Ties, breakdown, funnel, time_to_convert, trend, windows,
};
use clientele::metrics::period::Period;
use clientele::moment::Moment;
use proptest::prelude::*;

use super::scene;
use super::slow;
use super::slow_more::{Valued, by_silence, by_value, level_within_gap};

const NAMES: [&str; 4] = ["a", "b", "c", "d"];
const VALUES: [&str; 3] = ["x", "y", "z"];

/// Random events as (customer, time, name, value); a value of 3 is a blank.
#[derive(Debug, Clone)]
struct Question {
    events: Vec<(u32, i64, u32, u32)>,
    steps: Vec<u8>,
    window: i64,
    gap: i64,
}

/// Few instants, so that ties are common; steps overlap in half of the questions.
fn question() -> impl Strategy<Value = Question> {
    let single = prop::collection::vec((0..4u8).prop_map(|name| 1 << name), 1..5);
    let sets = prop::collection::vec(1..16u8, 1..5);
    let events = prop::collection::vec((0..3u32, 0..9i64, 0..4u32, 0..4u32), 1..18);
    (events, prop_oneof![single, sets], 1..9i64, 1..5i64).prop_map(|(events, steps, window, gap)| Question {
        events,
        steps,
        window,
        gap,
    })
}

impl Question {
    fn facts(&self) -> Facts {
        let event = |&(customer, ms, name, _): &(u32, i64, u32, u32)| Event {
            customer,
            moment: Moment(ms),
            day: Moment(ms).day(0),
            name,
        };
        let events: Vec<Event> = self.events.iter().map(event).collect();
        let codes = self.events.iter().map(|event| if event.3 == 3 { NO_CODE } else { event.3 }).collect();
        let property =
            Property { name: "value".to_string(), values: VALUES.into_iter().collect::<Dictionary>(), codes };
        let names = NAMES.into_iter().collect::<Dictionary>();
        Facts { events: Events::with_properties(3, names, &events, vec![property]), ..Facts::default() }
    }

    fn config(&self, rule: Rule) -> FunnelConfig {
        let names = |set: u8| NAMES.iter().enumerate().filter(move |(i, _)| set >> i & 1 == 1);
        let step = |&set: &u8| Step {
            name: "step".to_string(),
            events: names(set).map(|(_, name)| name.to_string()).collect(),
            ..Step::default()
        };
        let steps = self.steps.iter().map(step).collect();
        FunnelConfig { steps, rule, window_ms: Some(self.window), ..FunnelConfig::default() }
    }

    fn own(&self, customer: u32) -> Vec<Valued> {
        let fills = |name: u32| {
            let bits = self.steps.iter().enumerate().filter(|(_, set)| *set >> name & 1 == 1);
            bits.map(|(step, _)| 1u64 << step).sum::<u64>()
        };
        let own = self.events.iter().filter(|event| event.0 == customer);
        let value = |value: u32| if value == 3 { None } else { Some(value) };
        let mut events: Vec<Valued> = own.map(|&(_, ms, name, v)| (ms, fills(name), value(v))).collect();
        events.sort_by_key(|event| event.0);
        events
    }

    fn level(&self, events: &[Valued], rule: Rule) -> usize {
        let facts: Vec<slow::Fact> = events.iter().map(|event| (event.0, event.1)).collect();
        slow::level(&facts, self.steps.len(), rule, Ties::StepOrder, self.window)
    }
}

fn counts(facts: &Facts, config: &FunnelConfig) -> Vec<usize> {
    funnel(facts, config).unwrap().steps.iter().map(|step| step.n_customers).collect()
}

/// How many units came to each step.
fn reached(levels: &[usize], n: usize) -> Vec<usize> {
    (1..=n).map(|step| levels.iter().filter(|&&level| level >= step).count()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_limit_between_steps_equals_the_slow_one(question in question()) {
        let facts = question.facts();
        for rule in [Rule::BestChain, Rule::FirstEntry, Rule::NoWindow, Rule::StrictIncrease] {
            let config = FunnelConfig { gap_ms: Some(question.gap), ..question.config(rule) };
            let funnel = funnel(&facts, &config).unwrap();
            for customer in 0..3u32 {
                let slow = level_within_gap(&question.own(customer), question.steps.len(), rule, question.window, question.gap);
                prop_assert_eq!(usize::from(funnel.level_of[customer as usize]), slow, "{:?} customer {}", rule, customer);
            }
        }
    }

    /// A limit as long as the window limits nothing more.
    #[test]
    fn a_limit_of_the_window_changes_nothing(question in question()) {
        let facts = question.facts();
        for rule in [Rule::BestChain, Rule::FirstEntry, Rule::StrictIncrease, Rule::Neighbours] {
            let config = question.config(rule);
            let limited = FunnelConfig { gap_ms: Some(question.window), ..config.clone() };
            prop_assert_eq!(funnel(&facts, &config).unwrap().level_of, funnel(&facts, &limited).unwrap().level_of, "{:?}", rule);
        }
    }

    #[test]
    fn each_session_is_a_unit_of_its_own(question in question()) {
        let facts = question.facts();
        let n = question.steps.len();
        for rule in Rule::ALL {
            let named = FunnelConfig { grain: Grain::Sessions("value".to_string()), ..question.config(rule) };
            let silent = FunnelConfig { grain: Grain::SessionsByGap(question.gap), ..question.config(rule) };
            let (mut by_name, mut by_gap) = (Vec::new(), Vec::new());
            for customer in 0..3 {
                let own = question.own(customer);
                by_name.extend(by_value(&own).iter().map(|part| question.level(part, rule)));
                by_gap.extend(by_silence(&own, question.gap).iter().map(|part| question.level(part, rule)));
            }
            prop_assert_eq!(counts(&facts, &named), reached(&by_name, n), "{:?}", rule);
            prop_assert_eq!(counts(&facts, &silent), reached(&by_gap, n), "{:?}", rule);
        }
    }

    #[test]
    fn one_value_holds_throughout_a_chain(question in question()) {
        let facts = question.facts();
        for rule in Rule::ALL {
            let config = FunnelConfig { hold: vec!["value".to_string()], ..question.config(rule) };
            let levels: Vec<usize> = (0..3)
                .map(|customer| by_value(&question.own(customer)).iter().map(|part| question.level(part, rule)).max().unwrap_or(0))
                .collect();
            prop_assert_eq!(counts(&facts, &config), reached(&levels, question.steps.len()), "{:?}", rule);
        }
    }

    /// Everybody who did a step is at it; between two steps stand those whom a funnel of the two would count.
    #[test]
    fn an_open_funnel_is_its_pairs(question in question()) {
        let facts = question.facts();
        for rule in Rule::ALL.into_iter().filter(|&rule| rule != Rule::AnyOrder) {
            let config = FunnelConfig { open: true, ..question.config(rule) };
            let answer = funnel(&facts, &config).unwrap();
            for (i, step) in answer.steps.iter().enumerate() {
                let all = (0..3).filter(|&customer| question.own(customer).iter().any(|event| event.1 >> i & 1 == 1)).count();
                prop_assert_eq!(step.n_customers, all);
                if i > 0 {
                    let pair = FunnelConfig { steps: config.steps[i - 1..=i].to_vec(), open: false, ..config.clone() };
                    prop_assert_eq!(step.n_customers - step.n_new, counts(&facts, &pair)[1], "{:?}", rule);
                }
            }
            let deepest = |customer: u32| (0..question.steps.len()).rev()
                .find(|step| question.own(customer).iter().any(|event| event.1 >> step & 1 == 1)).map_or(0, |step| step + 1);
            prop_assert_eq!(answer.level_of.iter().map(|&level| usize::from(level)).collect::<Vec<_>>(), (0..3).map(deepest).collect::<Vec<_>>());
        }
    }

    /// Each attribution, by leaving out the events that do not count under a value.
    #[test]
    fn groups_equal_the_slow_ones(question in question()) {
        let facts = question.facts();
        let n = question.steps.len();
        for rule in Rule::ALL {
            for attribution in [Attribution::First, Attribution::Last, Attribution::AllSteps, Attribution::Step(1), Attribution::Step(n)] {
                let by = BreakdownConfig { property: "value".to_string(), attribution, max_groups: 9 };
                let mut expected: Vec<(Option<u32>, Vec<usize>)> = Vec::new();
                for value in [None, Some(0), Some(1), Some(2)] {
                    let levels: Vec<usize> = (0..3).map(|customer| {
                        let own = question.own(customer);
                        let part = part(&own, value, attribution, rule);
                        part.map_or(0, |part| question.level(&part, rule))
                    }).collect();
                    if levels.iter().any(|&level| level > 0) {
                        expected.push((value, reached(&levels, n)));
                    }
                }
                let mut got: Vec<(Option<u32>, Vec<usize>)> = breakdown(&facts, &question.config(rule), &by).unwrap().groups.into_iter()
                    .map(|group| match group.value {
                        GroupValue::Value(value) => (VALUES.iter().position(|other| *other == value).map(|i| i as u32), group.counts),
                        _ => (None, group.counts),
                    }).collect();
                got.sort();
                prop_assert_eq!(got, expected, "{:?} {:?}", rule, attribution);
            }
        }
    }

    /// A period has those with an attempt that begins in it, and those of them who convert from there.
    #[test]
    fn periods_equal_the_slow_ones(question in question()) {
        let mut hours = question.clone();
        for event in &mut hours.events {
            event.1 *= 1_800_000;
        }
        hours.window *= 1_800_000;
        let facts = hours.facts();
        let n = hours.steps.len();
        for rule in [Rule::BestChain, Rule::NoWindow, Rule::StrictIncrease, Rule::WindowRestarts] {
            let answer = trend(&facts, &hours.config(rule), Period::Hour).unwrap();
            let hour = |at: i64| at.div_euclid(3_600_000);
            let mut expected: Vec<(usize, usize)> = Vec::new();
            for period in 0..5 {
                let levels: Vec<usize> = (0..3).map(|customer| {
                    // Entries of other periods open nothing; they may still serve as later steps.
                    let own: Vec<Valued> = hours.own(customer).into_iter()
                        .map(|(at, steps, value)| (at, if hour(at) == period { steps } else { steps & !1 }, value))
                        .filter(|event| hour(event.0) >= period).collect();
                    hours.level(&own, rule)
                }).collect();
                let reached = reached(&levels, n);
                expected.push((reached[0], reached[n - 1]));
            }
            let used = expected.iter().position(|point| point.0 > 0).zip(expected.iter().rposition(|point| point.0 > 0));
            let expected = used.map_or(Vec::new(), |(first, last)| expected[first..=last].to_vec());
            let got: Vec<(usize, usize)> = answer.points.iter().map(|point| (point.n_entered, point.n_converted)).collect();
            prop_assert_eq!(got, expected, "{:?}", rule);
        }
    }

    #[test]
    fn windows_for_the_page_equal_the_funnel_at_each(question in question()) {
        let mut seconds = question.clone();
        seconds.events.iter_mut().for_each(|event| event.1 *= 700);
        seconds.window *= 700;
        let facts = seconds.facts();
        let answer = windows(&facts, &seconds.config(Rule::BestChain)).unwrap();
        prop_assert_eq!(answer.windows[answer.current], seconds.window);
        for (&window, expected) in answer.windows.iter().zip(&answer.counts) {
            let config = FunnelConfig { window_ms: Some(window), ..seconds.config(Rule::BestChain) };
            prop_assert_eq!(&counts(&facts, &config), expected);
        }
    }
}

/// The events of a customer that count under a value; nothing if the customer does not stand there.
fn part(own: &[Valued], value: Option<u32>, attribution: Attribution, rule: Rule) -> Option<Vec<Valued>> {
    let filling = || own.iter().filter(|event| event.1 != 0);
    let known = || filling().filter(|event| event.2.is_some());
    match attribution {
        // At one instant the smaller value.
        Attribution::First => {
            let first = known().min_by_key(|event| (event.0, event.2)).and_then(|event| event.2);
            (first == value && filling().next().is_some()).then(|| own.to_vec())
        }
        Attribution::Last => {
            let last = known().min_by_key(|event| (-event.0, event.2)).and_then(|event| event.2);
            (last == value && filling().next().is_some()).then(|| own.to_vec())
        }
        Attribution::Step(step) => {
            let at_step = || filling().filter(|event| event.1 >> (step - 1) & 1 == 1);
            let there =
                at_step().any(|event| event.2 == value) || (value.is_none() && at_step().next().is_none());
            let keep = |&(at, steps, own): &Valued| {
                (at, if own == value { steps } else { steps & !(1 << (step - 1)) }, own)
            };
            there.then(|| own.iter().map(keep).collect())
        }
        Attribution::AllSteps => {
            // Under neighbouring steps the events of other values are no neighbours either.
            let _ = rule;
            let there = filling().any(|event| event.2 == value);
            there.then(|| own.iter().copied().filter(|event| event.2 == value).collect())
        }
        Attribution::Customer => None,
    }
}

fn facts(rows: &str) -> Facts {
    scene::facts(rows, "s")
}

/// Seconds.
fn within(window: i64, events: &[&str]) -> FunnelConfig {
    FunnelConfig { window_ms: Some(window * 1000), ..FunnelConfig::of(events) }
}

#[test]
fn the_ends_of_a_limit_between_steps_are_in_it() {
    let gap = |rule| FunnelConfig { gap_ms: Some(5_000), rule, ..within(10, &["a", "b", "c"]) };
    // By hand: u just makes both limits, v is late between, w in the whole; x would fail if each step were taken at its first chance.
    let rows = "user,ts,event\nu,0,a\nu,5,b\nu,10,c\nv,0,a\nv,1,b\nv,7,c\nw,0,a\nw,5,b\nw,10,b\nw,11,c\nx,0,a\nx,1,b\nx,3,b\nx,8,c\n";
    let facts = facts(rows);
    assert_eq!(funnel(&facts, &gap(Rule::BestChain)).unwrap().level_of, [3, 2, 2, 3]);
    assert_eq!(funnel(&facts, &gap(Rule::FirstEntry)).unwrap().level_of, [3, 2, 2, 3]);
    assert_eq!(funnel(&facts, &gap(Rule::NoWindow)).unwrap().level_of, [3, 2, 2, 3]);
    let short = |rule| FunnelConfig { window_ms: Some(9_000), ..gap(rule) };
    assert_eq!(funnel(&facts, &short(Rule::BestChain)).unwrap().level_of, [2, 2, 2, 3]);
    assert_eq!(funnel(&facts, &short(Rule::NoWindow)).unwrap().level_of, [3, 2, 2, 3]);
    assert_eq!(funnel(&facts, &gap(Rule::Neighbours)).unwrap().level_of, [3, 2, 2, 2]);
    for rule in [Rule::WindowRestarts, Rule::AnyOrder] {
        assert!(funnel(&facts, &gap(rule)).is_err_and(|error| error.is_config()));
    }
    let words = funnel(&facts, &gap(Rule::BestChain)).unwrap().rule.to_string();
    assert!(words.ends_with("Each step is within 5 seconds of the one before."), "{words}");
}

#[test]
fn conditions_ask_for_numbers_texts_and_blanks() {
    // One customer a row, so that the count of a step is the number of rows that fit.
    let rows = "user,ts,event,price,page\na,1,view,10,/home\nb,1,view,9.99,/Home\nc,1,view,\"\",\nd,1,view,ten,/cart\ne,1,view,10.0,/cart/2\nf,1,view,1e1,\ng,1,view,-3,/\n"
        .replace("\"\"", "");
    let facts = facts(&rows);
    let fits = |property: &str, test: Test| {
        let condition = Condition { property: property.to_string(), test };
        let step = Step { conditions: vec![condition], ..Step::of("view") };
        counts(&facts, &FunnelConfig { steps: vec![step], ..FunnelConfig::default() })[0]
    };
    let price = |relation, than| fits("price", Test::Number(relation, than));
    // Numbers are 10, 9.99, 10.0, 1e1 and -3; a blank and "ten" are none.
    assert_eq!(price(Relation::Less, 10.0), 2);
    assert_eq!(price(Relation::AtMost, 10.0), 5);
    assert_eq!(price(Relation::Equal, 10.0), 3);
    assert_eq!(price(Relation::AtLeast, 10.0), 3);
    assert_eq!(price(Relation::More, 9.0), 4);
    assert_eq!(fits("price", Test::AnyOf(vec!["10".into(), "ten".into()])), 2);
    assert_eq!(fits("price", Test::NoneOf(vec!["10".into()])), 5);
    assert_eq!(fits("page", Test::Contains("/cart".into())), 2);
    assert_eq!(fits("page", Test::Lacks("/cart".into())), 3);
    assert_eq!((fits("page", Test::Blank), fits("page", Test::Filled)), (2, 5));
    // "Cart, or a price of more than 9.995": d, e; and a, e, f.
    let page = Condition { property: "page".into(), test: Test::Contains("/cart".into()) };
    let dear = Condition { property: "price".into(), test: Test::Number(Relation::More, 9.995) };
    let either =
        |conditions: Vec<Condition>, alternatives| Step { conditions, alternatives, ..Step::of("view") };
    let count =
        |step: Step| counts(&facts, &FunnelConfig { steps: vec![step], ..FunnelConfig::default() })[0];
    assert_eq!(count(either(vec![page.clone()], vec![vec![dear.clone()]])), 4);
    assert_eq!(count(either(vec![page.clone(), dear.clone()], Vec::new())), 1);
    // An empty list says nothing beside others.
    assert_eq!(count(either(Vec::new(), vec![vec![dear], Vec::new()])), 3);
    assert_eq!(count(either(Vec::new(), vec![Vec::new()])), 7);
}

#[test]
fn a_decimal_comma_is_a_number_too() {
    let rows = "user;ts;event;price\na;1;view;9,99\nb;1;view;1,000,000\nc;1;view;NaN\nd;1;view;inf\n"
        .replace(';', "\t");
    // The scene splits at commas, so the columns are made here.
    let mut facts = facts(&rows.replace(',', "~").replace('\t', ","));
    let values: Dictionary = ["9,99", "1,000,000", "NaN", "inf"].into_iter().collect();
    let names: Dictionary = ["view"].into_iter().collect();
    let event = |customer| Event { customer, moment: Moment(0), day: Moment(0).day(0), name: 0 };
    let events: Vec<Event> = (0..4).map(event).collect();
    let property = Property { name: "price".into(), values, codes: vec![0, 1, 2, 3] };
    facts.events = Events::with_properties(4, names, &events, vec![property]);
    let condition = Condition { property: "price".into(), test: Test::Number(Relation::More, 0.0) };
    let step = Step { conditions: vec![condition], ..Step::of("view") };
    let config = FunnelConfig { steps: vec![step], ..FunnelConfig::default() };
    assert_eq!(funnel(&facts, &config).unwrap().level_of, [1, 0, 0, 0]);
}

#[test]
fn who_converts_only_by_a_tie_is_told() {
    // u by a tie alone; v has a strict way besides; w has a tie before the last step only.
    let rows = "user,ts,event\nu,1,a\nu,1,b\nv,1,a\nv,1,b\nv,2,b\nw,1,a\nw,1,a\nw,2,b\nx,1,a\n";
    let answer = |config: &FunnelConfig| funnel(&facts(rows), config).unwrap().n_by_ties;
    let ab = within(10, &["a", "b"]);
    assert_eq!(answer(&ab), 1);
    assert_eq!(answer(&FunnelConfig { rule: Rule::StrictIncrease, ..ab.clone() }), 0);
    assert_eq!(answer(&FunnelConfig { ties: Ties::RowOrder, ..ab }), 0);
}

#[test]
fn exclusions_at_the_instant_of_a_step_do_nothing() {
    let exclusions = vec![Exclusion { events: Step::of("x"), from_step: 1, to_step: 2 }];
    let level = |rows: &str, exclusion_rule| {
        let config =
            FunnelConfig { exclusions: exclusions.clone(), exclusion_rule, ..within(10, &["a", "b"]) };
        funnel(&facts(rows), &config).unwrap().level_of[0]
    };
    let all = [ExclusionRule::EndAttempt, ExclusionRule::DropCustomer, ExclusionRule::KeepFirstStep];
    // At the first step, at the second, between, behind the window, and a second attempt that comes through.
    let expected = [
        ("u,1,a\nu,1,x\nu,3,b\n", [2, 2, 2]),
        ("u,1,a\nu,3,x\nu,3,b\n", [2, 2, 2]),
        ("u,1,a\nu,2,x\nu,3,b\n", [1, 0, 1]),
        ("u,1,a\nu,12,x\nu,13,b\n", [1, 1, 1]),
        ("u,1,a\nu,2,x\nu,3,a\nu,4,b\n", [2, 2, 2]),
        ("u,0,x\nu,1,a\nu,3,b\nu,4,x\n", [2, 2, 2]),
    ];
    for (rows, levels) in expected {
        let rows = format!("user,ts,event\n{rows}");
        assert_eq!(all.map(|rule| level(&rows, rule)), levels, "{rows}");
    }
}

#[test]
fn the_time_is_from_the_right_pair_of_events() {
    let config = |rule| FunnelConfig { rule, ..within(100, &["a", "b", "c"]) };
    let times = |rows: &str, rule, from, to| {
        time_to_convert(&facts(&format!("user,ts,event\n{rows}")), &config(rule), from, to, None)
            .unwrap()
            .times
    };
    // The best chain starts with the last first step before; the first entry with the first.
    assert_eq!(times("u,0,a\nu,20,a\nu,30,b\n", Rule::BestChain, 1, 2), [(0, 10_000)]);
    assert_eq!(times("u,0,a\nu,20,a\nu,30,b\n", Rule::FirstEntry, 1, 2), [(0, 30_000)]);
    // An incomplete try before and a second conversion after do not count.
    assert_eq!(
        times("u,0,a\nu,5,b\nu,50,a\nu,52,b\nu,53,c\nu,60,a\nu,61,b\nu,62,c\n", Rule::BestChain, 1, 3),
        [(0, 3_000)]
    );
    // Who never came to the later step has no time.
    assert!(times("u,0,a\nu,1,b\n", Rule::BestChain, 1, 3).is_empty());
    assert_eq!(times("u,0,a\nu,1,b\nv,0,a\n", Rule::BestChain, 1, 2), [(0, 1_000)]);
}

#[test]
fn classes_of_times_hold_every_time_once() {
    let answer = |seconds: &[i64]| {
        let line = |(i, s): (usize, &i64)| format!("u{i},0,a\nu{i},{s},b\n");
        let rows: String = seconds.iter().enumerate().map(line).collect();
        let config = within(i64::from(u32::MAX), &["a", "b"]);
        time_to_convert(&facts(&format!("user,ts,event\n{rows}")), &config, 1, 2, None).unwrap().classes()
    };
    // Close together: one width, here a minute.
    let close = answer(&[130, 200, 250, 610]);
    assert_eq!(
        close.iter().map(|bin| (bin.from_ms / 1000, bin.n)).collect::<Vec<_>>()[..3],
        [(120, 1), (180, 1), (240, 1)]
    );
    assert!(
        close
            .windows(2)
            .all(|pair| pair[0].to_ms == pair[1].from_ms && pair[0].to_ms - pair[0].from_ms == 60_000)
    );
    // Far apart: classes that grow.
    let far = answer(&[0, 5, 30, 7_200, 400 * 86_400]);
    assert_eq!(far.first().map(|bin| (bin.from_ms, bin.n)), Some((0, 2)));
    assert_eq!(far.iter().map(|bin| bin.n).sum::<usize>(), 5);
    assert_eq!(answer(&[7]).iter().map(|bin| bin.n).collect::<Vec<_>>(), [1]);
}

#[test]
fn entries_are_counted_one_by_one() {
    let entries = |rule, rows: &str| {
        let config = FunnelConfig { rule, grain: Grain::Entries, ..within(10, &["a", "b"]) };
        counts(&facts(&format!("user,ts,event\n{rows}")), &config)
    };
    // Each event serves one attempt, the latest that waits.
    assert_eq!(entries(Rule::BestChain, "u,0,a\nu,1,a\nu,2,b\n"), [2, 1]);
    assert_eq!(entries(Rule::BestChain, "u,0,a\nu,1,a\nu,2,b\nu,3,b\n"), [2, 2]);
    // The end of the window is in it.
    assert_eq!(entries(Rule::BestChain, "u,0,a\nu,10,b\nv,0,a\nv,11,b\n"), [2, 1]);
    // An open attempt blocks the next entry until it converts or runs out of time.
    assert_eq!(entries(Rule::FirstEntry, "u,0,a\nu,1,a\nu,2,b\nu,3,b\n"), [1, 1]);
    assert_eq!(entries(Rule::FirstEntry, "u,0,a\nu,2,b\nu,3,a\nu,4,b\n"), [2, 2]);
    assert_eq!(entries(Rule::FirstEntry, "u,0,a\nu,11,a\nu,12,b\n"), [2, 1]);
}
