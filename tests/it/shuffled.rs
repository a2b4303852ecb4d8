//! The same rows in any order: every report of every answer is the same to the last bit.

use clientele::facts::Facts;
use clientele::import;
use clientele::locale::Locale;
use clientele::metrics::climb::rungs::{RungsConfig, rungs};
use clientele::metrics::climb::stages::{StagesConfig, stages};
use clientele::metrics::funnel::{self, Attribution, BreakdownConfig, FunnelConfig, Rule};
use clientele::metrics::movement::{self, MovementConfig};
use clientele::metrics::period::Period;
use clientele::metrics::retention::{self, Measure, RetentionConfig};
use clientele::metrics::value::base::Base;
use clientele::metrics::value::decide::{contact, grid, grouping, groups};
use clientele::metrics::value::{Forecaster, ValueConfig, holdout, trust, value};
use clientele::metrics::{kmeans, ladder, overview, segments, tiers, value_bands};
use clientele::report::{self, Report, funnel_parts as words};

use super::shop::Dice;

const STEPS: [&str; 5] = ["visit", "view_product", "add_to_cart", "checkout", "purchase"];

const SHOP: [(&str, &str); 5] = [
    ("orders.csv", include_str!("../../www/sample/orders.csv")),
    ("events.csv", include_str!("../../www/sample/events.csv")),
    ("customers.csv", include_str!("../../www/sample/customers.csv")),
    ("campaigns.csv", include_str!("../../www/sample/campaigns.csv")),
    ("survey.csv", include_str!("../../www/sample/survey.csv")),
];

/// The shop with the rows of each file as they are, or shuffled.
fn shop(dice: Option<&mut Dice>) -> Facts {
    let mut dice = dice;
    let loaded: Vec<_> = SHOP
        .iter()
        .map(|(name, text)| {
            let mut lines: Vec<&str> = text.lines().collect();
            if let Some(dice) = dice.as_deref_mut() {
                dice.shuffle(&mut lines[1..]);
            }
            import::read_whole(name, lines.join("\n").as_bytes()).unwrap()
        })
        .collect();
    import::facts(&loaded).0
}

/// Each report by its name.
fn reports(facts: &Facts) -> Vec<(String, Report)> {
    let locale = &Locale::default();
    let mut said: Vec<(String, Report)> = Vec::new();
    let mut say = |name: &str, report: Report| said.push((name.to_string(), report));
    let base = overview::overview(facts, &Default::default()).unwrap();
    say("overview", report::overview(&base, locale));
    say("months", report::months(&base, locale));
    say("hours", report::rhythm(&base, locale));
    say("concentration", report::concentration(&base.concentration, locale));
    say("segments", report::segments(&segments::segments(facts, &Default::default()).unwrap(), locale));
    say("tiers", report::tiers(&tiers::tiers(facts, &Default::default()).unwrap(), locale));
    say("groups", report::kmeans(&kmeans::kmeans(facts, &Default::default()).unwrap(), locale));
    say("ladder", report::ladder(&ladder::ladder(facts, &Default::default()), locale));
    say("rungs", report::climb::rungs(&rungs(facts, &RungsConfig::default()).unwrap(), locale));
    say("stages", report::climb::stages(&stages(facts, &StagesConfig::default()).unwrap(), locale));
    let since = MovementConfig::since(facts.last_day().unwrap().plus(-91));
    let moved = movement::movement(facts, &since).unwrap();
    say("movement", report::movement(&moved, locale));
    say("matrix", report::matrix(&moved, locale));
    for period in [Period::WeekSunday, Period::Month, Period::Quarter] {
        let config = RetentionConfig { period, ..RetentionConfig::default() };
        let cohorts = retention::retention(facts, &config).unwrap();
        for measure in [Measure::Customers, Measure::Activities, Measure::Money] {
            say("retention", report::retention::retention(&cohorts, &config, measure, locale));
        }
        say("rates", report::rates(&retention::rates(facts, &config).unwrap(), period, locale));
    }
    say("survival", report::survival(&retention::survival(facts, &Default::default()).unwrap(), locale));
    let rhythm = retention::rhythm(facts, &Default::default()).unwrap();
    say("gaps", report::gaps(&rhythm, &rhythm.classes(), locale));
    say("lateness", report::lateness(&rhythm, &rhythm.lateness(3), 3, locale));
    of_value(facts, &mut say);
    of_events(facts, &mut say);
    said
}

fn of_value(facts: &Facts, say: &mut impl FnMut(&str, Report)) {
    let (locale, config) = (&Locale::default(), ValueConfig::default());
    let worth = value(facts, &config).unwrap();
    let bands = value_bands::value_bands(&worth.customers, 10);
    say("value", report::value(&worth, &bands, &config, locale));
    let base = Base::new(facts, worth.as_of, Forecaster::ALL[0]).unwrap();
    for (by, _) in grouping::By::ALL {
        let Ok(found) = grouping::group(facts, base.as_of, by) else { continue };
        say(
            "value by group",
            report::decide::groups(&groups::groups(facts, &base, &config, by, found), &config, locale),
        );
    }
    let effort = contact::contact(&base, &config, contact::Effort::default()).unwrap();
    say("contact", report::decide::contact(&effort, &config, locale));
    assert!(!format!("{:?}", grid::grid(&base, &config)).is_empty());
    let past = holdout::holdout(facts, &Default::default()).unwrap();
    let answer = trust::trust(facts, &past, &base);
    for (view, _) in trust::View::ALL {
        say("trust", report::trust::trust(&answer, view, locale));
    }
}

fn of_events(facts: &Facts, say: &mut impl FnMut(&str, Report)) {
    let locale = &Locale::default();
    for rule in Rule::ALL {
        let config = FunnelConfig { rule, ..FunnelConfig::of(&STEPS) };
        say("funnel", report::funnel(&funnel::funnel(facts, &config).unwrap(), locale));
    }
    let config = FunnelConfig::of(&STEPS);
    let steps: Vec<String> = STEPS.into_iter().map(String::from).collect();
    let rule = config.in_words().written(locale);
    say("rules", words::rules(&funnel::compare(facts, &config).unwrap(), config.rule, locale));
    say("windows", words::windows(&funnel::windows(facts, &config).unwrap(), locale));
    let by =
        BreakdownConfig { property: "country".into(), attribution: Attribution::Customer, max_groups: 4 };
    say("groups", words::groups(&funnel::breakdown(facts, &config, &by).unwrap(), &by, &steps, locale));
    say("trend", words::trend(&funnel::trend(facts, &config, Period::WeekMonday).unwrap(), &rule, locale));
    let times = funnel::time_to_convert(facts, &config, 1, STEPS.len(), None).unwrap();
    say("times", words::times(&times, (STEPS[0], STEPS[4]), &rule, locale));
    say("next", words::next(&funnel::next_events(facts, &config, 0, 8).unwrap(), &rule, locale));
    say("money", words::money(&funnel::step_money(facts, &config).unwrap(), locale));
}

#[test]
fn rows_in_any_order_give_the_same_reports_to_the_last_bit() {
    let plain = reports(&shop(None));
    assert!(plain.len() > 50, "{}", plain.len());
    let mut dice = Dice(11);
    for _ in 0..2 {
        for ((name, report), (_, other)) in plain.iter().zip(reports(&shop(Some(&mut dice)))) {
            assert_eq!(*report, other, "{name}");
        }
    }
}
