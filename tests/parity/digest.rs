//! Every answer, from the bytes of files on, as text in which two floats look alike only if they are the same to the
//! bit. `cargo xtask test` compiles this natively and for wasm and compares what the two print.

use std::fmt::Debug;

use clientele::chart::{Caption, Decision, FunnelPart, Picture, Theme, svg};
use clientele::day::Day;
use clientele::error::Error;
use clientele::facts::{Facts, Selection};
use clientele::import;
use clientele::locale::Locale;
use clientele::metrics::agreement::agreement;
use clientele::metrics::climb::rungs::{self as own_ladder, RungsConfig};
use clientele::metrics::climb::stages::stages;
use clientele::metrics::code_map::code_map;
use clientele::metrics::contract;
use clientele::metrics::funnel::{self, Attribution, BreakdownConfig, FunnelConfig, Grain, Rule, Step};
use clientele::metrics::kmeans::Feature;
use clientele::metrics::movement::{self, MovementConfig};
use clientele::metrics::partition::Partition;
use clientele::metrics::period::Period;
use clientele::metrics::profile::{Traits, profile};
use clientele::metrics::retention::{self, Measure};
use clientele::metrics::rules::{self, Condition, Field, RulesConfig, Test};
use clientele::metrics::segments::SegmentsConfig;
use clientele::metrics::value::base::Base;
use clientele::metrics::value::decide::{contact, equity, grid, grouping, groups, referral};
use clientele::metrics::value::{Forecaster, ValueConfig, checks, holdout, one, trust, value};
use clientele::metrics::{kmeans, ladder, overview, segments, tiers, value_bands};
use clientele::report::{self, funnel_parts as words};

/// Each a set of files that belong together.
const SETS: [&[(&str, &[u8])]; 2] = [
    &[("cdnow_transactions.csv", include_bytes!("../data/cdnow_transactions.csv"))],
    &[
        ("orders.csv", include_bytes!("../../www/sample/orders.csv")),
        ("events.csv", include_bytes!("../../www/sample/events.csv")),
        ("customers.csv", include_bytes!("../../www/sample/customers.csv")),
    ],
];

const STEPS: [&str; 5] = ["visit", "view_product", "add_to_cart", "checkout", "purchase"];

/// All that is said, one field a line.
#[derive(Default)]
struct Said(Vec<String>);

impl Said {
    fn say(&mut self, what: &str, answer: &impl Debug) {
        self.0.push(format!("{what}: {answer:#?}"));
    }

    fn draw(&mut self, picture: &Picture<'_>) -> Result<(), Error> {
        let document = svg(picture, 720.0, &Caption::default(), &Theme::light(), &Locale::default())?;
        self.0.push(document.replace('>', ">\n"));
        Ok(())
    }
}

/// An answer that is refused ends it: two refusals are no proof.
fn digest() -> Result<String, Error> {
    let mut said = Said::default();
    for files in SETS {
        let facts = read(files, &mut said)?;
        of_orders(&facts, &mut said)?;
        of_value(&facts, &mut said)?;
        if !facts.events.is_empty() {
            of_events(&facts, &mut said)?;
        }
    }
    Ok(said.0.join("\n"))
}

fn read(files: &[(&str, &[u8])], said: &mut Said) -> Result<Facts, Error> {
    let loaded: Result<Vec<_>, _> =
        files.iter().map(|(name, bytes)| import::read_whole(name, bytes)).collect();
    let loaded = loaded?;
    let (facts, accounts) = import::facts(&loaded);
    // Not the tables: they hold hashes of keys, which differ with the width of the machine and only tell keys apart.
    for file in &loaded {
        said.say("read", &(&file.mapping, file.notes(), file.questions(), &file.problems));
    }
    said.say("facts", &facts);
    said.say("accounts", &accounts);
    Ok(facts)
}

fn of_orders(facts: &Facts, said: &mut Said) -> Result<(), Error> {
    let locale = Locale::default();
    let base = overview::overview(facts, &Default::default())?;
    said.say("overview", &(&base, report::overview(&base, &locale)));
    said.draw(&Picture::Months(&base))?;
    let groups = segments::segments(facts, &Default::default())?;
    said.say("segments", &(&groups, report::segments(&groups, &locale)));
    said.draw(&Picture::Segments(&groups))?;
    let pyramid = tiers::tiers(facts, &Default::default())?;
    said.say("tiers", &(&pyramid, report::tiers(&pyramid, &locale)));
    said.draw(&Picture::Tiers(&pyramid))?;
    let some = facts.select(&Selection::default().of_customers(0..facts.customers.len() as u32 / 2));
    said.say("selected", &segments::segments(&some, &Default::default())?.groups);
    let rungs = ladder::ladder(facts, &Default::default());
    said.say("ladder", &(&rungs, report::ladder(&rungs, &locale)));
    said.draw(&Picture::Ladder(&rungs))?;
    let own = RungsConfig { loyal_from: 3, within_months: Some(12), ..RungsConfig::default() };
    let own = own_ladder::rungs(facts, &own)?;
    said.say("rungs", &(&own, report::climb::rungs(&own, &locale)));
    if let Ok(stages) = stages(facts, &Default::default()) {
        said.say("stages", &(&stages, report::climb::stages(&stages, &locale)));
        said.draw(&Picture::Stages(&stages))?;
    }
    let cohorts = retention::retention(facts, &Default::default())?;
    let config = Default::default();
    for measure in [Measure::Customers, Measure::Activities, Measure::Money] {
        let report = report::retention::retention(&cohorts, &config, measure, &locale);
        said.say("retention", &(&cohorts, report));
        said.draw(&Picture::Retention(&cohorts, &config, measure))?;
    }
    let rates = retention::rates(facts, &Default::default())?;
    said.say("rates", &(&rates, report::rates(&rates, config.period, &locale)));
    let survival = retention::survival(facts, &Default::default())?;
    said.say("survival", &(&survival, report::survival(&survival, &locale)));
    said.draw(&Picture::Survival(&survival))?;
    let rhythm = retention::rhythm(facts, &Default::default())?;
    let (gaps, late) = (rhythm.classes(), rhythm.lateness(3));
    said.say("gaps", &(&rhythm, report::gaps(&rhythm, &gaps, &locale)));
    said.draw(&Picture::Gaps(&gaps))?;
    said.say("lateness", &report::lateness(&rhythm, &late, 3, &locale));
    said.draw(&Picture::Lateness(&late))?;
    let found = kmeans::kmeans(facts, &Default::default())?;
    said.say("groups", &(&found, report::kmeans(&found, &locale)));
    said.draw(&Picture::Groups(&found))?;
    let last = facts.last_day().unwrap_or(Day(0));
    let moved = movement::movement(facts, &MovementConfig::since(last.plus(-91)))?;
    said.say("movement", &(&moved, report::movement(&moved, &locale), report::matrix(&moved, &locale)));
    said.draw(&Picture::Movement(&moved))?;
    said.draw(&Picture::Matrix(&moved))?;
    of_groups(facts, &groups, said)
}

/// What sets groups apart, the map of codes, two rules, and segments from conditions.
fn of_groups(facts: &Facts, groups: &segments::Segments, said: &mut Said) -> Result<(), Error> {
    let (locale, config) = (Locale::default(), SegmentsConfig::default());
    let parts = Partition::Segments(config.clone()).of(facts)?;
    let traits = Traits::of(facts, parts.as_of);
    for group in 0..parts.names.len() {
        let answer = profile(&traits, &parts, group);
        said.say("profile", &(&answer, report::profile::profile(&answer, 12, &locale)));
        said.draw(&Picture::Profile(&answer, 12))?;
    }
    let map = code_map(groups, &config);
    said.say("codes", &(&map, report::codes(groups, &map, &locale)));
    said.draw(&Picture::Codes(&map))?;
    let test = Test::AtLeast(100.0);
    let large = vec![vec![Condition { field: Field::Feature(Feature::Amount), test }]];
    let list = vec![rules::Rule { name: "Large".into(), any: large }];
    let asked = RulesConfig { rules: list, ..RulesConfig::default() };
    let found = rules::rules(facts, &asked)?;
    said.say("rules", &(&found, report::rules(&found, &locale)));
    said.draw(&Picture::Rules(&found))?;
    let both = agreement(&parts, &Partition::Tiers(Default::default()).of(facts)?);
    said.say("agreement", &(&both, report::agreement(&both, &locale)));
    said.draw(&Picture::Agreement(&both))
}

fn of_value(facts: &Facts, said: &mut Said) -> Result<(), Error> {
    let config = ValueConfig::default();
    let worth = value(facts, &config)?;
    let bands = value_bands::value_bands(&worth.customers, 10);
    said.say("value", &(&worth, &bands, report::value(&worth, &bands, &config, &Locale::default())));
    said.draw(&Picture::Value(&bands))?;
    let past = holdout::holdout(facts, &Default::default())?;
    for forecaster in Forecaster::ALL {
        let base = Base::new(facts, worth.as_of, forecaster)?;
        let notices = checks::checks(facts, &base);
        said.say("by", &(base.value(&config), report::trust::notices(&notices, &Locale::default())));
        let who = one::one(facts, &base, base.buyers[0].customer, &config, one::QUARTER)?;
        said.say("one", &(&who, report::one::one(&who, "who", &Locale::default())));
        said.draw(&Picture::One(&who))?;
        of_decisions(facts, &base, &config, said)?;
        let answer = trust::trust(facts, &past, &base);
        for (view, _) in trust::View::ALL {
            said.say("trust", &(&answer, report::trust::trust(&answer, view, &Locale::default())));
            said.draw(&Picture::Trust(&answer, view))?;
        }
    }
    Ok(())
}

/// Each way to put customers into groups that the files allow, whom to contact, what moved, what a silence means.
fn of_decisions(facts: &Facts, base: &Base, config: &ValueConfig, said: &mut Said) -> Result<(), Error> {
    let locale = Locale::default();
    for (by, _) in grouping::By::ALL {
        let Ok(found) = grouping::group(facts, base.as_of, by) else { continue };
        let answer = groups::groups(facts, base, config, by, found);
        said.say("groups", &(&answer, report::decide::groups(&answer, config, &locale)));
        said.draw(&Picture::Decide(Decision::Groups(&answer)))?;
    }
    said.say("equity", &equity::equity(facts, base, config, base.as_of.plus(-91))?);
    if base.model().is_some() {
        let answer = contact::contact(base, config, contact::Effort::default())?;
        said.say("contact", &(&answer, report::decide::contact(&answer, config, &locale)));
        said.draw(&Picture::Decide(Decision::Contact(&answer)))?;
        said.say("grid", &grid::grid(base, config));
    }
    if !facts.customers.terms.is_empty() {
        said.say("contracts", &contract::contracts(facts, &Default::default())?);
        said.say("referrals", &referral::referrals(facts, base, config)?);
    }
    Ok(())
}

fn of_events(facts: &Facts, said: &mut Said) -> Result<(), Error> {
    for rule in Rule::ALL {
        let step = |name: &str| Step { name: name.into(), events: vec![name.into()], ..Step::default() };
        let config =
            FunnelConfig { steps: STEPS.into_iter().map(step).collect(), rule, ..FunnelConfig::default() };
        let answer = funnel::funnel(facts, &config)?;
        said.say("funnel", &(&answer, report::funnel(&answer, &Locale::default())));
        said.draw(&Picture::Funnel(&answer))?;
    }
    said.say("suggestion", &funnel::suggest(&facts.events));
    behind_the_funnel(facts, said)
}

/// What stands behind a funnel, each in words, as a table and as a picture.
fn behind_the_funnel(facts: &Facts, said: &mut Said) -> Result<(), Error> {
    let locale = Locale::default();
    let config = FunnelConfig::of(&STEPS);
    let steps: Vec<String> = STEPS.into_iter().map(String::from).collect();
    let rule = config.in_words().written(&locale);
    let open = funnel::funnel(facts, &FunnelConfig { open: true, ..config.clone() })?;
    said.say("open", &(&open, report::funnel(&open, &locale)));
    let limited =
        FunnelConfig { gap_ms: Some(180_000), grain: Grain::SessionsByGap(600_000), ..config.clone() };
    said.say("limited", &funnel::funnel(facts, &limited)?);
    let rules = funnel::compare(facts, &config)?;
    said.say("rules", &(&rules, words::rules(&rules, config.rule, &locale)));
    said.draw(&Picture::FunnelPart(FunnelPart::Rules(&rules, config.rule)))?;
    let windows = funnel::windows(facts, &config)?;
    said.say("windows", &(&windows, words::windows(&windows, &locale)));
    said.draw(&Picture::FunnelPart(FunnelPart::Windows(&windows)))?;
    let by =
        BreakdownConfig { property: "country".into(), attribution: Attribution::Customer, max_groups: 4 };
    let groups = funnel::breakdown(facts, &config, &by)?;
    said.say("groups", &(&groups, words::groups(&groups, &by, &steps, &locale)));
    said.draw(&Picture::FunnelPart(FunnelPart::Groups(&groups)))?;
    let trend = funnel::trend(facts, &config, Period::WeekMonday)?;
    said.say("trend", &(&trend, words::trend(&trend, &rule, &locale)));
    said.draw(&Picture::FunnelPart(FunnelPart::Trend(&trend)))?;
    let times = funnel::time_to_convert(facts, &config, 1, STEPS.len(), None)?;
    said.say("times", &(&times, words::times(&times, (STEPS[0], STEPS[4]), &rule, &locale)));
    said.draw(&Picture::FunnelPart(FunnelPart::Times(&times)))?;
    let next = funnel::next_events(facts, &config, 0, 8)?;
    said.say("next", &(&next, words::next(&next, &rule, &locale)));
    said.draw(&Picture::FunnelPart(FunnelPart::Next(&next)))?;
    let money = funnel::step_money(facts, &config)?;
    said.say("money", &(&money, words::money(&money, &locale)));
    said.draw(&Picture::FunnelPart(FunnelPart::Money(&money)))?;
    let way = funnel::way(facts, &config, None)?;
    said.say("way", &(&way, words::customer(&way, &rule, &locale)));
    said.draw(&Picture::FunnelPart(FunnelPart::Way(&way)))
}

#[cfg(not(target_arch = "wasm32"))]
fn main() -> Result<(), Error> {
    println!("{}", digest()?);
    Ok(())
}

#[cfg(target_arch = "wasm32")]
fn main() {}

/// What the native program prints, for the script that runs the wasm.
#[cfg(target_arch = "wasm32")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn digest_text() -> Result<String, String> {
    digest().map_err(|error| error.to_string())
}
