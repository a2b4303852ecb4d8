//! Every published case, each under the rule that it names. The figures and their credits stand in
//! `tests/reference/funnel.json`.

use clientele::facts::Facts;
use clientele::metrics::funnel::{
    Attribution, BreakdownConfig, Condition, Exclusion, ExclusionRule, Funnel, FunnelConfig, Grain,
    GroupValue, Peer, Rule, Step, Test, TrendPoint, breakdown, funnel, peer_levels, time_to_convert, trend,
};
use clientele::metrics::period::Period;
use serde_json::Value;

use super::scene::{facts, unit_ms};

/// All cases of the reference file.
fn cases() -> Vec<Value> {
    let text = include_str!("../../reference/funnel.json");
    let file: Value = serde_json::from_str(text).unwrap();
    file["cases"].as_array().unwrap().clone()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_string()
}

fn texts(value: &Value) -> Vec<String> {
    value.as_array().map_or(Vec::new(), |all| all.iter().map(text).collect())
}

fn condition((property, test): (&String, &Value)) -> Condition {
    let test = match test {
        Value::Null => Test::Blank,
        Value::Object(test) => Test::Contains(text(&test["contains"])),
        value => Test::AnyOf(vec![text(value)]),
    };
    Condition { property: property.clone(), test }
}

fn step(value: &Value) -> Step {
    let events = texts(&value["any_of"]);
    let conditions = value["where"].as_object().map_or(Vec::new(), |all| all.iter().map(condition).collect());
    Step { name: events.join(" or "), events, conditions, ..Step::default() }
}

fn exclusion(value: &Value) -> Exclusion {
    let step = |name: &str| value[name].as_u64().unwrap() as usize;
    Exclusion {
        events: Step::of(value["event"].as_str().unwrap()),
        from_step: step("from_step"),
        to_step: step("to_step"),
    }
}

pub fn config(case: &Value, rule: Rule) -> FunnelConfig {
    let window = case["window"].as_i64().map(|window| window * unit_ms(case["time_unit"].as_str().unwrap()));
    let steps = case["steps"].as_array().unwrap().iter().map(step).collect();
    let exclusions = case["exclude"].as_array().map_or(Vec::new(), |all| all.iter().map(exclusion).collect());
    let exclusion_rule = match case["exclusion_rule"].as_str() {
        Some("drop-user") => ExclusionRule::DropCustomer,
        Some("keep-first-step") => ExclusionRule::KeepFirstStep,
        _ => ExclusionRule::EndAttempt,
    };
    let grain = if case["count"] == "entries" { Grain::Entries } else { Grain::Customers };
    FunnelConfig {
        steps,
        rule,
        window_ms: window,
        exclusions,
        exclusion_rule,
        grain,
        ..FunnelConfig::default()
    }
}

fn counts(funnel: &Funnel) -> Vec<u64> {
    funnel.steps.iter().map(|step| step.n_customers as u64).collect()
}

/// The answer of a case that is asked of the product by one rule and nothing else.
fn ask(case: &Value, rule: Rule) -> (Facts, Funnel) {
    let facts = facts(case["events"].as_str().unwrap(), case["time_unit"].as_str().unwrap());
    let funnel = funnel(&facts, &config(case, rule)).unwrap();
    (facts, funnel)
}

/// Holds whatever a case expects of a plain funnel against the answer; returns how much that was.
fn check(case: &Value, rule: Rule) -> usize {
    let (facts, funnel) = ask(case, rule);
    let (id, expect) = (&case["id"], &case["expect"]);
    let mut checked = 0;
    if let Some(levels) = expect["level_by_user"].as_object() {
        for (user, level) in levels {
            let customer = facts.customers.ids.find(user).unwrap();
            assert_eq!(u64::from(funnel.level_of[customer as usize]), level.as_u64().unwrap(), "{id} {user}");
            checked += 1;
        }
    }
    if let Some(reaching) = expect["users_reaching_step"].as_array() {
        let reaching: Vec<u64> = reaching.iter().map(|n| n.as_u64().unwrap()).collect();
        assert_eq!(counts(&funnel), reaching, "{id} {rule:?}");
        checked += 1;
    }
    if let Some(reached) = expect["reached"].as_object() {
        for (step, users) in reached {
            let step: u8 = step.parse().unwrap();
            let all = facts.customers.ids.iter().zip(&funnel.level_of);
            let mut got: Vec<&str> = all.filter(|&(_, &level)| level >= step).map(|(id, _)| id).collect();
            let mut wanted = texts(users);
            got.sort_unstable();
            wanted.sort_unstable();
            assert_eq!(got, wanted, "{id} step {step}");
            checked += 1;
        }
    }
    checked + check_shares(case, &funnel)
}

fn check_shares(case: &Value, funnel: &Funnel) -> usize {
    let (id, expect) = (&case["id"], &case["expect"]);
    let mut checked = 0;
    for (i, step) in funnel.steps.iter().enumerate() {
        if let Some(share) = expect["share_of_all_users"][i].as_f64() {
            assert_eq!(step.share_of_seen, Some(share), "{id}");
            checked += 1;
        }
        // The peer prints the first step against all customers and 0 of nobody; we print a blank for nobody.
        if let (Some(share), true) = (expect["share_of_previous_step"][i].as_f64(), i > 0) {
            let nobody = funnel.steps[i - 1].n_customers == 0;
            assert_eq!(step.share_of_previous, (!nobody).then_some(share), "{id}");
            checked += 1;
        }
        if let Some(seconds) = expect["average_seconds_from_previous_step"][i].as_f64() {
            assert_eq!(step.mean_seconds, Some(seconds), "{id}");
            checked += 1;
        }
    }
    checked
}

/// A case that is held by a peer's own rule.
fn check_peer(case: &Value, peer: Peer) -> usize {
    let facts = facts(case["events"].as_str().unwrap(), case["time_unit"].as_str().unwrap());
    let n = case["steps"].as_array().unwrap().len();
    let levels = peer_levels(&facts, &config(case, Rule::BestChain), peer).unwrap();
    for (user, expected) in case["expect"]["level_by_user"].as_object().unwrap() {
        let customer = facts.customers.ids.find(user).unwrap();
        assert_eq!(u64::from(levels[customer as usize]), expected.as_u64().unwrap(), "{} {user}", case["id"]);
    }
    let reached: Vec<usize> =
        (1..=n).map(|step| levels.iter().filter(|&&level| usize::from(level) >= step).count()).collect();
    assert_eq!(serde_json::json!(reached), case["expect"]["users_reaching_step"], "{}", case["id"]);
    levels.len()
}

fn by_entries(case: &Value) -> usize {
    let (_, funnel) = ask(case, rule_of(case).unwrap());
    assert_eq!(funnel.n_entered() as u64, case["expect"]["entries"].as_u64().unwrap(), "{}", case["id"]);
    assert_eq!(
        funnel.n_converted() as u64,
        case["expect"]["conversions"].as_u64().unwrap(),
        "{}",
        case["id"]
    );
    2
}

fn by_value(case: &Value) -> usize {
    let facts = facts(case["events"].as_str().unwrap(), case["time_unit"].as_str().unwrap());
    let attribution = match case["attribution"].as_str().unwrap() {
        "first-touch" => Attribution::First,
        "all-steps" => Attribution::AllSteps,
        step => Attribution::Step(step.strip_prefix("step-").unwrap().parse().unwrap()),
    };
    let by = BreakdownConfig { property: text(&case["breakdown"]), attribution, max_groups: 25 };
    let answer = breakdown(&facts, &config(case, rule_of(case).unwrap()), &by).unwrap();
    let mut got = serde_json::Map::new();
    for group in answer.groups {
        let value = match group.value {
            GroupValue::Value(value) => value,
            _ => String::new(),
        };
        got.insert(value, serde_json::json!(group.counts));
    }
    assert_eq!(Value::Object(got), case["expect"]["by"], "{}", case["id"]);
    1
}

fn by_entry_day(case: &Value) -> usize {
    let facts = facts(case["events"].as_str().unwrap(), case["time_unit"].as_str().unwrap());
    let answer = trend(&facts, &config(case, rule_of(case).unwrap()), Period::Day).unwrap();
    let expect = &case["expect"];
    if let Some(days) = expect["per_entry_day_nonzero"].as_object() {
        let mut got = serde_json::Map::new();
        for point in answer.points.iter().filter(|point| point.n_entered > 0) {
            got.insert(point.start.to_string(), serde_json::json!([point.n_entered, point.n_converted]));
        }
        assert_eq!(&got, days, "{}", case["id"]);
        return 1;
    }
    let expect = &expect["per_entry_day"];
    let list = |value: fn(&TrendPoint) -> usize| {
        serde_json::json!(answer.points.iter().map(value).collect::<Vec<_>>())
    };
    assert_eq!(list(|point| point.n_entered), expect["entered"], "{}", case["id"]);
    assert_eq!(list(|point| point.n_converted), expect["converted"], "{}", case["id"]);
    assert_eq!(
        list(|point| (point.conversion.unwrap() * 100.0) as usize),
        expect["rate_percent"],
        "{}",
        case["id"]
    );
    3
}

/// The peer's bins begin with the shortest time, are a whole fraction of the span wide, and the longest time has one more.
fn by_time(case: &Value) -> usize {
    let facts = facts(case["events"].as_str().unwrap(), case["time_unit"].as_str().unwrap());
    let answer = time_to_convert(&facts, &config(case, rule_of(case).unwrap()), 1, 2, None).unwrap();
    let expect = &case["expect"];
    let mut got = serde_json::Map::new();
    for &(customer, ms) in &answer.times {
        got.insert(facts.customers.ids.get(customer).to_string(), serde_json::json!(ms / 1000));
    }
    assert_eq!(Value::Object(got), expect["seconds_step1_to_step2"]);
    assert_eq!(answer.mean_seconds, expect["mean_seconds"].as_f64());
    let times: Vec<i64> = answer.times.iter().map(|time| time.1 / 1000).collect();
    for (i, bin) in expect["bins"].as_array().unwrap().iter().enumerate() {
        let (from, n) = (bin[0].as_i64().unwrap(), bin[1].as_u64().unwrap());
        let next = expect["bins"][i + 1][0].as_i64().unwrap_or(i64::MAX);
        assert_eq!(times.iter().filter(|&&time| time >= from && time < next).count() as u64, n);
    }
    assert_eq!(answer.histogram.iter().map(|bin| bin.n).collect::<Vec<_>>(), [2, 1]);
    check(case, Rule::BestChain)
}

/// The rule of ours that a case names; `None` for one that only a peer's flags give.
fn rule_of(case: &Value) -> Option<Rule> {
    let flags = texts(&case["flags"]);
    let flag = |name: &str| flags.iter().any(|flag| flag == name);
    let reuse = texts(&case["agreeing_rules"]) == ["best-chain-reuse"];
    if flag("strict_order") || flag("strict_deduplication") || reuse {
        return None;
    }
    Some(match case["order"].as_str() {
        _ if flag("strict_increase") => Rule::StrictIncrease,
        Some("strict") => Rule::Neighbours,
        Some("any") => Rule::AnyOrder,
        Some("sequence") => Rule::NoWindow,
        Some("first-entry") => Rule::FirstEntry,
        // "strict_once" is what the default rule does: one event fills one step.
        _ => Rule::BestChain,
    })
}

/// Holds a case by whatever it names; returns how many expectations were held.
fn hold(case: &Value) -> usize {
    let flags = texts(&case["flags"]);
    let flag = |name: &str| flags.iter().any(|flag| flag == name);
    match (case["family"].as_str().unwrap(), rule_of(case)) {
        ("validation", _) => window_fallback(case),
        ("pinot-max-step", None) => {
            let gap = flags.iter().find_map(|flag| flag.strip_prefix("max_step_gap="));
            let unit = unit_ms(case["time_unit"].as_str().unwrap());
            let gap_ms = gap.map_or(i64::MAX, |gap| gap.parse::<i64>().unwrap() * unit);
            check_peer(case, Peer::Pinot { gap_ms })
        }
        (_, None) => check_peer(
            case,
            Peer::ClickHouse {
                deduplication: flag("strict_deduplication"),
                order: flag("strict_order"),
                reentry: flag("allow_reentry"),
            },
        ),
        ("funnel-trend", _) => by_entry_day(case),
        ("time-to-convert", _) => by_time(case),
        _ if case["count"] == "entries" => by_entries(case),
        _ if case["attribution"].is_string() => by_value(case),
        (_, Some(rule)) => check(case, rule),
    }
}

/// No window, none at all and a negative one fall back to fourteen days.
fn window_fallback(case: &Value) -> usize {
    let inputs = case["inputs"].as_array().unwrap().iter();
    let day = clientele::moment::MS_PER_DAY;
    let days = inputs.map(|days| {
        let config =
            FunnelConfig { window_ms: days.as_i64().map(|days| days * day), ..FunnelConfig::default() };
        config.window().unwrap() / day
    });
    assert_eq!(serde_json::json!(days.collect::<Vec<_>>()), case["expect"]["window_days"]);
    4
}

#[test]
fn every_case_holds_under_the_rule_that_it_names() {
    let all = cases();
    let held: Vec<usize> = all.iter().map(hold).collect();
    for (case, held) in all.iter().zip(&held) {
        assert!(*held > 0, "nothing held of {}", case["id"]);
    }
    assert_eq!(held.len(), 69);
}

#[test]
fn consensus_cases_hold_under_the_default_rule() {
    let mut checked = 0;
    for case in cases().iter().filter(|case| case["consensus"] == true) {
        // Time to convert has further expectations, which are held elsewhere.
        checked += usize::from(check(case, Rule::BestChain) > 0);
    }
    assert_eq!(checked, 26);
}

#[test]
fn cases_of_the_default_rule_that_peers_dispute() {
    let all = cases();
    let named = |case: &&Value| {
        let rules = texts(&case["agreeing_rules"]);
        case["consensus"] != true && rules.iter().any(|rule| rule == "best-chain")
    };
    let disputed: Vec<&Value> = all.iter().filter(named).collect();
    assert!(disputed.iter().all(|case| check(case, Rule::BestChain) > 0));
    assert_eq!(disputed.len(), 2);
}
