//! Every published case, each under the rule that it names. The figures and their credits stand in
//! `tests/reference/funnel.json`.

use clientele::metrics::funnel::{Condition, Funnel, FunnelConfig, Rule, Step, Test, funnel};
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
    Step { name: events.join(" or "), events, conditions }
}

pub fn config(case: &Value, rule: Rule) -> FunnelConfig {
    let window = case["window"].as_i64().map(|window| window * unit_ms(case["time_unit"].as_str().unwrap()));
    let steps = case["steps"].as_array().unwrap().iter().map(step).collect();
    FunnelConfig { steps, rule, window_ms: window, ..FunnelConfig::default() }
}

fn counts(funnel: &Funnel) -> Vec<u64> {
    funnel.steps.iter().map(|step| step.n_customers as u64).collect()
}

/// The answer of a case that is asked of the product by one rule and nothing else.
fn ask(case: &Value, rule: Rule) -> (clientele::facts::Facts, Funnel) {
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
