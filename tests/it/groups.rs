//! The map of codes, two rules side by side, segments from conditions: by hand, by counting plainly, and laws.

use clientele::day::Day;
use clientele::dictionary::NO_CODE;
use clientele::facts::{Attribute, Facts};
use clientele::locale::Locale;
use clientele::metrics::agreement::{Agreement, agreement, between};
use clientele::metrics::code_map::{code_map, members};
use clientele::metrics::kmeans::Feature;
use clientele::metrics::partition::{Partition, Parts};
use clientele::metrics::profile::About;
use clientele::metrics::rules::{Condition, Field, Rule, Rules, RulesConfig, Test, rules};
use clientele::metrics::segments::{Assigned, SegmentName, SegmentsConfig, segments};
use clientele::metrics::tiers::TiersConfig;
use clientele::report;

use crate::report::sound;
use crate::shop::{Dice, facts, order};

/// A shop of `n` customers with one to five orders each.
fn shop(n: u32) -> Facts {
    let mut dice = Dice(5);
    let mut orders = Vec::new();
    for customer in 0..n {
        for _ in 0..=dice.below(5) {
            orders.push(order(customer, dice.below(400) as i32, 5.0 + dice.below(90) as f64));
        }
    }
    facts(n as usize, &orders)
}

fn parts(of: &[u8], names: &[&str]) -> Parts {
    Parts {
        as_of: Day(0),
        names: names.iter().map(|name| (*name).into()).collect(),
        of: of.iter().map(|&group| Some(group)).collect(),
        first: 0,
        made_of: Vec::new(),
    }
}

/// Hubert and Arabie's index from its meaning: over all pairs, together or apart under either rule.
fn pair_by_pair(one: &[u8], other: &[u8]) -> f64 {
    let (mut both, mut in_one, mut in_other, mut pairs) = (0.0, 0.0, 0.0, 0.0);
    for i in 0..one.len() {
        for j in 0..i {
            let (a, b) = (f64::from(one[i] == one[j]), f64::from(other[i] == other[j]));
            (both, in_one, in_other, pairs) = (both + a * b, in_one + a, in_other + b, pairs + 1.0);
        }
    }
    let expected: f64 = in_one * in_other / pairs;
    (both - expected) / ((in_one + in_other) / 2.0 - expected)
}

/// The example of scikit-learn's documentation: [0, 0, 1, 2] against [0, 0, 1, 1] gives 0.57.
#[test]
fn the_index_is_as_published_and_as_the_pairs_say() {
    let answer = agreement(&parts(&[0, 0, 1, 2], &["a", "b", "c"]), &parts(&[0, 0, 1, 1], &["x", "y"]));
    assert!((answer.rand.unwrap() - 0.571_428_571).abs() < 1e-9 && answer.same.is_none());
    let mut dice = Dice(3);
    for _ in 0..100 {
        let [one, other] = [3, 4].map(|most| (0..30).map(|_| dice.below(most) as u8).collect::<Vec<_>>());
        let found = agreement(&parts(&one, &["a", "b", "c"]), &parts(&other, &["w", "x", "y", "z"]));
        assert!((found.rand.unwrap() - pair_by_pair(&one, &other)).abs() < 1e-12);
    }
}

#[test]
fn two_equal_rules_agree_whatever_their_names() {
    let facts = shop(300);
    let own = Partition::Segments(SegmentsConfig::default()).of(&facts).unwrap();
    let answer = agreement(&own, &own);
    assert_eq!((answer.rand, answer.same, answer.only), (Some(1.0), Some(300), [0, 0]));
    assert!(answer.moves().unwrap().is_empty());
    // One group for all, twice: alike.
    assert_eq!(agreement(&parts(&[0; 4], &["a"]), &parts(&[0; 4], &["b"])).rand, Some(1.0));
    let nobody = Parts { of: vec![None; 4], ..parts(&[], &["a"]) };
    assert_eq!(agreement(&nobody, &nobody).rand, None);
}

#[test]
fn who_is_where_adds_up_and_is_listed() {
    let facts = shop(300);
    let one = Partition::Segments(SegmentsConfig::default()).of(&facts).unwrap();
    let two =
        Partition::Segments(SegmentsConfig { n_bins: 3, ..SegmentsConfig::default() }).of(&facts).unwrap();
    let tiers = Partition::Tiers(TiersConfig::default()).of(&facts).unwrap();
    for other in [&two, &tiers] {
        let answer: Agreement = agreement(&one, other);
        assert_eq!(answer.cells.iter().flatten().sum::<usize>(), 300);
        for (from, row) in answer.cells.iter().enumerate() {
            assert_eq!(row.iter().sum::<usize>(), one.members(from).len());
            for (to, &n) in row.iter().enumerate() {
                assert_eq!(between(&one, other, from, to).len(), n);
            }
        }
        // The other way round it is the same index.
        assert!((answer.rand.unwrap() - agreement(other, &one).rand.unwrap()).abs() < 1e-12);
        sound(&report::agreement(&answer, &Locale::default()));
    }
    let moves = agreement(&one, &two).moves().unwrap();
    assert!(moves.windows(2).all(|pair| pair[0].n >= pair[1].n));
}

#[test]
fn codes_are_all_customers_and_each_is_in_the_group_of_its_code() {
    let facts = shop(300);
    for n_bins in [2, 5, 9] {
        let config = SegmentsConfig { n_bins, ..SegmentsConfig::default() };
        let answer = segments(&facts, &config).unwrap();
        let map = code_map(&answer, &config);
        assert_eq!(map.codes.len(), usize::from(n_bins).pow(3));
        assert_eq!(map.codes.iter().map(|cell| cell.n_customers).sum::<usize>(), 300);
        for cell in &map.codes {
            let own = members(&answer, cell.code);
            assert_eq!(own.len(), cell.n_customers);
            assert!(own.iter().all(|&who| answer.group_of[who as usize] == Some(cell.name as u8)));
        }
        let held: usize = map.half().iter().map(|cell| cell.n_customers).sum();
        assert!(2 * held >= 300 && map.codes.iter().all(|cell| !cell.moved));
        sound(&report::codes(&answer, &map, &Locale::default()));
    }
}

#[test]
fn a_moved_code_takes_its_customers_along_and_no_others() {
    let facts = shop(300);
    let usual = segments(&facts, &SegmentsConfig::default()).unwrap();
    let map = vec![
        Assigned { scores: [(1, 5), (1, 5), (5, 5)], name: SegmentName::Champions },
        Assigned { scores: [(1, 1), (1, 1), (5, 5)], name: SegmentName::CannotLose },
    ];
    let config = SegmentsConfig { map, ..SegmentsConfig::default() };
    let moved = segments(&facts, &config).unwrap();
    assert_eq!(moved.scores, usual.scores);
    for (who, &[r, f, m]) in usual.scores.iter().enumerate() {
        let wanted = match (r, f, m) {
            (1, 1, 5) => Some(SegmentName::CannotLose as u8),
            (_, _, 5) => Some(SegmentName::Champions as u8),
            _ => usual.group_of[who],
        };
        assert_eq!(moved.group_of[who], wanted, "{:?}", [r, f, m]);
    }
    let cells = code_map(&moved, &config);
    let one = cells.codes.iter().find(|cell| cell.code == [1, 1, 5]).unwrap();
    assert!(one.moved && one.name == SegmentName::CannotLose);
    // Where a code stays where it was, nothing is moved.
    assert!(cells.codes.iter().all(|cell| cell.code[2] == 5 || !cell.moved));
}

#[test]
fn one_scale_can_be_cut_by_hand_alone() {
    let facts = shop(300);
    let usual = segments(&facts, &SegmentsConfig::default()).unwrap();
    let cuts = Some([vec![], vec![1.0, 2.0, 3.0, 4.0], vec![]]);
    let own = segments(&facts, &SegmentsConfig { cuts, ..SegmentsConfig::default() }).unwrap();
    assert_eq!((own.recency, own.monetary), (usual.recency, usual.monetary));
    for customer in &own.customers {
        assert_eq!(u32::from(own.scores[customer.customer as usize][1]), customer.n_purchases.min(5));
    }
}

fn at_least(feature: Feature, number: f64) -> Condition {
    Condition { field: Field::Feature(feature), test: Test::AtLeast(number) }
}

fn ask(facts: &Facts, list: Vec<Rule>) -> Rules {
    rules(facts, &RulesConfig { rules: list, ..RulesConfig::default() }).unwrap()
}

fn rule(name: &str, any: Vec<Vec<Condition>>) -> Rule {
    Rule { name: name.into(), any }
}

/// Forty-two customers, two of whom never bought; a hostile attribute.
fn with_town() -> Facts {
    let mut facts = shop(40);
    for id in ["never", "nor I"] {
        facts.customers.ids.intern(id);
    }
    facts.customers.attributes.push(Attribute {
        name: "__proto__".into(),
        values: ["<b>x</b>", "=1+1", "town"].into_iter().collect(),
        codes: (0..42).map(|i| if i % 4 == 3 { NO_CODE } else { i % 4 }).collect(),
        ..Attribute::default()
    });
    facts
}

#[test]
fn conditions_hold_as_counting_plainly_says() {
    let facts = with_town();
    let town = |test: Test| Condition { field: Field::Attribute("__proto__".into()), test };
    let paid =
        |who: u32| -> f64 { facts.orders.groups().of(who).map(|at| facts.orders.amount()[at].units()).sum() };
    let bought = |who: u32| facts.orders.groups().of(who).len();
    let answer = ask(
        &facts,
        vec![
            rule(
                "in town",
                vec![vec![town(Test::AnyOf(vec!["town".into()])), at_least(Feature::Orders, 2.0)]],
            ),
            rule("large", vec![vec![at_least(Feature::Amount, 150.0)], vec![town(Test::Blank)]]),
            rule("nobody", vec![vec![]]),
            rule("elsewhere", vec![vec![town(Test::NoneOf(vec!["town".into()]))]]),
        ],
    );
    for who in 0..42u32 {
        let code = who % 4;
        let wanted = match () {
            () if code == 2 && bought(who) >= 2 => 0,
            () if paid(who) >= 150.0 || code == 3 => 1,
            () if code < 2 => 3,
            () => 4,
        };
        assert_eq!(answer.group_of[who as usize], wanted, "customer {who}");
    }
    sound(&report::rules(&answer, &Locale::default()));
}

#[test]
fn the_segments_and_everyone_else_are_all() {
    let facts = with_town();
    let answer = ask(&facts, vec![rule("two", vec![vec![at_least(Feature::Orders, 2.0)]])]);
    assert_eq!(answer.groups.iter().map(|group| group.n_customers).sum::<usize>(), 42);
    assert_eq!(answer.groups.iter().map(|group| group.amount.0).sum::<i64>(), answer.amount.0);
    assert_eq!(answer.groups.iter().map(|group| group.n_buyers).sum::<usize>(), 40);
    for at in 0..2 {
        assert_eq!(answer.members(at).len(), answer.groups[at].n_customers);
    }
    // Without rules all are everyone else.
    assert_eq!(ask(&facts, vec![]).groups.len(), 1);
}

#[test]
fn the_first_rule_that_holds_decides() {
    let facts = shop(60);
    let [few, many] = [1.0, 3.0].map(|n| rule("r", vec![vec![at_least(Feature::Orders, n)]]));
    let many_first = ask(&facts, vec![many.clone(), few.clone()]);
    let few_first = ask(&facts, vec![few, many]);
    assert_eq!(few_first.groups[1].n_customers, 0);
    assert_eq!(many_first.groups[0].n_customers + many_first.groups[1].n_customers, 60);
    assert!(many_first.groups[0].n_customers > 0);
}

#[test]
fn segments_and_tiers_can_be_asked_for() {
    let facts = shop(200);
    let own = segments(&facts, &SegmentsConfig::default()).unwrap();
    let named =
        |field: Field, name: &str| vec![vec![Condition { field, test: Test::AnyOf(vec![name.into()]) }]];
    let answer = ask(
        &facts,
        vec![rule("c", named(Field::Segment, "Champions")), rule("p", named(Field::Tier, "Lead"))],
    );
    assert_eq!(answer.groups[0].n_customers, own.groups[0].n_customers);
    assert!(answer.groups[1].n_customers > 0);
    let days = |test: Test| vec![vec![Condition { field: Field::LastDay, test }]];
    let last = facts.last_day().unwrap();
    let split = ask(&facts, vec![rule("late", days(Test::AtLeast(f64::from(last.0 - 30))))]);
    let plain = own.customers.iter().filter(|one| last.since(one.last_day) <= 30).count();
    assert_eq!(split.groups[0].n_customers, plain);
}

#[test]
fn what_cannot_be_asked_is_refused() {
    let facts = shop(5);
    let refused = |field: Field, test: Test| {
        let config = RulesConfig {
            rules: vec![rule("r", vec![vec![Condition { field, test }]])],
            ..Default::default()
        };
        rules(&facts, &config).unwrap_err().to_string()
    };
    assert_eq!(
        refused(Field::Attribute("x".into()), Test::Filled),
        "No loaded file has a column called “x”."
    );
    assert_eq!(refused(Field::Product, Test::Filled), "No loaded file says which products were bought.");
    assert_eq!(refused(Field::Segment, Test::AtLeast(1.0)), "A condition on a text asks for a text.");
    let number = refused(Field::Feature(Feature::Orders), Test::AnyOf(vec![]));
    assert_eq!(number, "A condition on a number asks for a number.");
    let many = RulesConfig { rules: vec![Rule::default(); 101], ..Default::default() };
    assert!(rules(&facts, &many).unwrap_err().is_config());
}

#[test]
fn a_partition_by_rules_knows_what_it_is_made_of() {
    let facts = with_town();
    let config = RulesConfig {
        rules: vec![rule(
            "a",
            vec![vec![Condition { field: Field::Attribute("__proto__".into()), test: Test::Filled }]],
        )],
        ..Default::default()
    };
    let parts = Partition::Rules(config).of(&facts).unwrap();
    assert_eq!(parts.made_of, [About::Attribute("__proto__".into())]);
    assert_eq!(parts.sizes().iter().sum::<usize>(), 42);
}
