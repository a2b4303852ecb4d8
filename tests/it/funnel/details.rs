//! What a funnel says beside its counts: reasons, names, suggestions, sessions, optional steps.

use clientele::facts::Facts;
use clientele::metrics::funnel::{
    Condition, Exclusion, ExclusionRule, FunnelConfig, Grain, Rule, Step, Stopped, Test, Ties, explain,
    funnel, near_names, suggest, what_next,
};

use super::scene;

fn facts(rows: &str) -> Facts {
    scene::facts(rows, "s")
}

fn counts(facts: &Facts, config: &FunnelConfig) -> Vec<usize> {
    funnel(facts, config).unwrap().steps.iter().map(|step| step.n_customers).collect()
}

/// Seconds.
fn within(window: i64, events: &[&str]) -> FunnelConfig {
    FunnelConfig { window_ms: Some(window * 1000), ..FunnelConfig::of(events) }
}

#[test]
fn each_reason_for_stopping_is_told() {
    let why = |rows: &str, config: &FunnelConfig| explain(&facts(rows), config, 0).unwrap().stopped;
    let ab = within(10, &["a", "b"]);
    let rule = |rule: Rule| FunnelConfig { rule, ..ab.clone() };
    assert_eq!(why("user,ts,event\nu,1,a\nu,2,b\n", &ab), None);
    assert_eq!(why("user,ts,event\nu,1,a\nu,2,x\n", &ab), Some(Stopped::NeverHappened));
    assert_eq!(why("user,ts,event\nu,1,b\nu,2,a\n", &ab), Some(Stopped::Order));
    let window = Stopped::Window { needed_ms: Some(11_000), window_ms: 10_000 };
    assert_eq!(window.in_words("b").to_string(), "“b” came 1 second too late: the window is 10 seconds.");
    assert_eq!(why("user,ts,event\nu,1,a\nu,12,b\n", &ab), Some(window));
    assert_eq!(why("user,ts,event\nu,1,a\nu,1,b\n", &rule(Rule::StrictIncrease)), Some(Stopped::Tie));
    let by_row = FunnelConfig { ties: Ties::RowOrder, ..ab.clone() };
    assert_eq!(why("user,ts,event\nu,1,b\nu,1,a\n", &by_row), Some(Stopped::Tie));
    let stood_between = Stopped::NotNeighbour { place: Some(1) };
    assert_eq!(why("user,ts,event\nu,1,a\nu,2,x\nu,3,b\n", &rule(Rule::Neighbours)), Some(stood_between));
    assert_eq!(
        why("user,ts,event\nu,1,a\nu,20,a\nu,21,b\n", &rule(Rule::FirstEntry)),
        Some(Stopped::LaterEntry)
    );
    let exclusions = vec![Exclusion { events: Step::of("x"), from_step: 1, to_step: 2 }];
    let excluding = FunnelConfig { exclusions, ..ab.clone() };
    let excluded = Some(Stopped::Excluded { place: 1 });
    assert_eq!(why("user,ts,event\nu,1,a\nu,2,x\nu,3,b\n", &excluding), excluded);
    let dropping = FunnelConfig { exclusion_rule: ExclusionRule::DropCustomer, ..excluding };
    assert_eq!(why("user,ts,event\nu,1,a\nu,2,x\nu,3,b\n", &dropping), excluded);
    let sessions = FunnelConfig { grain: Grain::Sessions("session".to_string()), ..ab.clone() };
    assert_eq!(why("user,ts,event,session\nu,1,a,one\nu,2,b,two\n", &sessions), Some(Stopped::Parted));
    let twice = within(10, &["a", "a"]);
    assert_eq!(why("user,ts,event\nu,1,a\n", &twice), Some(Stopped::Used));
}

#[test]
fn a_mistyped_step_is_named_with_what_comes_close() {
    let facts = facts("user,ts,event\nu,1,Add to cart\nu,2,checkout\nu,3,visit\n");
    let funnel = funnel(&facts, &FunnelConfig::of(&["visit", "add_to_crat"])).unwrap();
    let note = "The step “add_to_crat” never occurs in the loaded events. No event is called “add_to_crat”; close to it: Add to cart.";
    let notes: Vec<String> = funnel.notes.iter().map(ToString::to_string).collect();
    assert_eq!(notes, [note]);
    assert_eq!(funnel.steps[1].n_events, 0);
    assert_eq!(near_names(&facts.events, "chekout"), ["checkout"]);
    assert!(near_names(&facts.events, "zzz").is_empty());
}

#[test]
fn steps_are_suggested_from_the_data() {
    let shop = facts("user,ts,event\nu,1,Purchase\nu,2,page_view\nu,3,add_to_cart\nu,4,other\n");
    let names = |facts: &Facts| {
        suggest(&facts.events).unwrap().steps.into_iter().map(|step| step.name).collect::<Vec<_>>()
    };
    assert_eq!(names(&shop), ["page_view", "add_to_cart", "Purchase"]);
    // Mean ranks by hand: x 1/3, y 4/3, z 4/3, w 3, v 4; y and z are equal and stand by name. The rarest of six is left out.
    let own = facts(
        "user,ts,event\na,1,x\na,2,y\nb,1,x\nb,2,y\nc,1,z\nc,2,x\nc,3,y\nc,9,v\nc,8,w\na,9,v\na,8,w\na,7,z\nb,3,z\nd,1,rare\n",
    );
    assert_eq!(names(&own), ["x", "y", "z", "w", "v"]);
    assert_eq!(suggest(&Facts::default().events), None);
}

#[test]
fn sessions_and_held_properties_part_the_events() {
    let facts = facts(
        "user,ts,event,session,item\nu,1,a,s1,i\nu,2,b,s1,j\nu,3,a,s2,i\nv,1,a,s1,i\nv,2,b,s1,i\nv,3,b,,i\n",
    );
    let sessions = FunnelConfig { grain: Grain::Sessions("session".to_string()), ..within(10, &["a", "b"]) };
    // Two sessions of u, of which one converts, and one of v.
    assert_eq!(counts(&facts, &sessions), [3, 2]);
    let held = FunnelConfig { hold: vec!["item".to_string()], ..within(10, &["a", "b"]) };
    assert_eq!(counts(&facts, &held), [2, 1]);
    let unknown = FunnelConfig { hold: vec!["colour".to_string()], ..held };
    assert!(
        funnel(&facts, &unknown)
            .is_err_and(|error| error.is_missing() && error.to_string().contains("session, item"))
    );
}

#[test]
fn an_optional_step_may_be_missing() {
    let optional = |event: &str| Step { optional: true, ..Step::of(event) };
    let config =
        FunnelConfig { steps: vec![Step::of("a"), optional("o"), Step::of("b")], ..within(10, &["a"]) };
    // u does all, v leaves the optional one out, w does it too late, x does only it, y does it after the window.
    let rows = "user,ts,event\nu,1,a\nu,2,o\nu,4,b\nv,1,a\nv,2,b\nw,1,a\nw,2,b\nw,3,o\nx,1,a\nx,2,o\ny,1,a\ny,12,o\n";
    let facts = facts(rows);
    let answer = funnel(&facts, &config).unwrap();
    assert_eq!(answer.steps.iter().map(|step| step.n_customers).collect::<Vec<_>>(), [5, 2, 3]);
    assert_eq!(answer.level_of, [3, 3, 3, 1, 1]);
    assert_eq!(answer.steps[1].share_of_previous, Some(0.4));
    assert_eq!(answer.steps[2].share_of_previous, Some(0.6));
    assert_eq!(answer.steps[1].median_seconds, Some(1.0));
    assert_eq!(
        (answer.stopped_at(0).len(), answer.stopped_at(1).len(), answer.stopped_at(2).len()),
        (2, 0, 3)
    );
    let last = FunnelConfig { steps: vec![Step::of("a"), optional("b")], ..config };
    assert!(funnel(&facts, &last).is_err_and(|error| error.is_config()));
}

#[test]
fn what_came_next_after_a_step() {
    let facts = facts("user,ts,event\nu,1,a\nu,2,x\nu,3,y\nv,1,a\nv,9,x\nw,1,a\nz,1,a\nz,2,b\n");
    let next = what_next(&facts, &within(10, &["a", "b"]), 1).unwrap();
    assert_eq!(next, [(Some("x".to_string()), 2), (None, 1)]);
}

#[test]
fn what_makes_no_sense_is_refused_with_words() {
    let facts = facts("user,ts,event\nu,1,a\n");
    let exclusion = |from_step, to_step| Exclusion { events: Step::of("x"), from_step, to_step };
    let with =
        |exclusions: Vec<Exclusion>, rule| FunnelConfig { exclusions, rule, ..within(10, &["a", "b"]) };
    // From a step to itself, backwards, beyond the last: refused, as the peer refuses them.
    for (from, to) in [(1, 1), (2, 1), (1, 3), (0, 1)] {
        assert!(
            funnel(&facts, &with(vec![exclusion(from, to)], Rule::BestChain))
                .is_err_and(|error| error.is_config())
        );
    }
    assert!(
        funnel(&facts, &with(vec![exclusion(1, 2)], Rule::Neighbours)).is_err_and(|error| error.is_config())
    );
    assert!(funnel(&facts, &FunnelConfig::default()).is_err_and(|error| error.is_config()));
    assert!(funnel(&facts, &FunnelConfig::of(&["a"; 65])).is_err_and(|error| error.is_config()));
    assert!(funnel(&Facts::default(), &FunnelConfig::of(&["a"])).is_err_and(|error| error.is_missing()));
    let conditions = vec![Condition { property: "colour".to_string(), test: Test::Blank }];
    let step = Step { conditions, ..Step::of("a") };
    assert!(
        funnel(&facts, &FunnelConfig { steps: vec![step], ..FunnelConfig::default() })
            .is_err_and(|error| error.is_missing())
    );
    // Forty steps are no limit.
    assert_eq!(counts(&facts, &FunnelConfig::of(&["a"; 40]))[..2], [1, 0]);
}
