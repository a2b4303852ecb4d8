//! Decisions on CDNOW and on small made-up bases: each number against a plain sum over the customers.

use clientele::day::Day;
use clientele::dictionary::{Dictionary, NO_CODE};
use clientele::facts::{Attribute, Facts};
use clientele::metrics::value::base::Base;
use clientele::metrics::value::decide::contact::{Effort, contact};
use clientele::metrics::value::decide::equity::equity;
use clientele::metrics::value::decide::grid::grid;
use clientele::metrics::value::decide::grouping::{By, group};
use clientele::metrics::value::decide::groups::groups;
use clientele::metrics::value::decide::referral::referrals;
use clientele::metrics::value::purchases::Model;
use clientele::metrics::value::{Forecaster, ValueConfig};
use clientele::roles::Role;

use super::{calibration, cdnow_orders, close};

/// CDNOW with identifiers, and a channel that tells nothing: every other customer's.
fn cdnow() -> Facts {
    let mut facts = super::facts(&cdnow_orders());
    let ids: Vec<String> = (0..2357).map(|i| format!("c{i}")).collect();
    facts.customers.ids = ids.iter().map(String::as_str).collect();
    let values: Dictionary = ["post", "web"].into_iter().collect();
    let codes = (0..2357).map(|i| if i == 5 { NO_CODE } else { i % 2 }).collect();
    facts.customers.attributes.push(Attribute { role: Role::Channel, name: "Channel".into(), values, codes });
    facts
}

fn base(facts: &Facts, model: Model) -> Base {
    Base::new(facts, calibration().as_of.unwrap(), Forecaster::Model(model)).unwrap()
}

#[test]
fn the_value_of_groups_is_that_of_their_customers() {
    let facts = cdnow();
    for model in [Model::BgNbd, Model::ParetoNbd] {
        let base = base(&facts, model);
        let value = base.value(&calibration());
        for by in [By::Segment, By::Tier, By::Channel, By::Cohort] {
            let found = group(&facts, base.as_of, by).unwrap();
            let answer = groups(&facts, &base, &calibration(), by, found.clone());
            let mut sums = vec![(0, 0.0); found.names.len()];
            for own in &value.customers {
                if let Some(g) = found.of[own.customer as usize] {
                    sums[g as usize].0 += 1;
                    sums[g as usize].1 += own.expected_value.unwrap();
                }
            }
            for (group, (n, sum)) in answer.groups.iter().zip(sums) {
                assert_eq!(group.n_customers, n);
                if n > 0 {
                    close(group.expected.unwrap(), sum, 1e-12);
                    let (range, each) = (group.interval.unwrap(), group.each.unwrap());
                    assert!(range.low < each && each < range.high);
                }
            }
            assert_eq!(answer.test.is_some(), by == By::Channel, "{by:?}");
        }
        let one = group(&facts, base.as_of, By::Channel).unwrap();
        assert_eq!(one.of[5], None);
        let whole =
            groups(&facts, &base, &calibration(), By::Cohort, group(&facts, base.as_of, By::Cohort).unwrap());
        // All CDNOW customers came in one quarter: the interval of the group is that of all.
        let all = value.interval.unwrap();
        let range = whole.groups[0].interval.unwrap();
        close(range.high / range.low, all.high / all.low, 1e-9);
    }
}

#[test]
fn a_channel_that_tells_nothing_is_found_to_tell_nothing() {
    let facts = cdnow();
    let base = base(&facts, Model::BgNbd);
    let found = group(&facts, base.as_of, By::Channel).unwrap();
    let test = groups(&facts, &base, &calibration(), By::Channel, found).test.unwrap();
    assert!(test.p_value > 0.001 && test.degrees == 3, "{test:?}");
}

#[test]
fn the_gain_of_a_contact_is_a_sum_and_its_best_number_the_best() {
    let facts = cdnow();
    let base = base(&facts, Model::ParetoNbd);
    let effort = Effort { cost: 0.5, uplift: 0.2 };
    let answer = contact(&base, &calibration(), effort).unwrap();
    assert_eq!(answer.customers.len(), 2357);
    assert!(answer.customers.is_sorted_by(|a, b| a.at_risk >= b.at_risk));
    for own in answer.customers.iter().step_by(97) {
        let buyer = base.buyer(own.customer).unwrap();
        let standing = base.standing(buyer).unwrap();
        close(own.p_leaving, 1.0 - standing.p_alive_after(365.25), 1e-9);
        close(own.at_risk, own.expected * own.p_leaving, 1e-14);
    }
    let mut best = (0, 0.0);
    let mut sum = 0.0;
    for (n, own) in answer.customers.iter().enumerate() {
        sum += 0.2 * own.at_risk - 0.5;
        close(answer.gain(n + 1), sum, 1e-7);
        if sum > best.1 {
            best = (n + 1, sum);
        }
    }
    assert_eq!(answer.best, best.0);
    close(answer.best_gain, best.1, 1e-9);
    assert!(contact(&base, &calibration(), Effort { cost: -1.0, uplift: 0.2 }).unwrap_err().is_config());
    let naive = Base::new(&facts, base.as_of, Forecaster::AsBefore).unwrap();
    assert!(contact(&naive, &calibration(), effort).unwrap_err().is_missing());
}

#[test]
fn the_movement_of_the_base_adds_up() {
    let facts = cdnow();
    let base = base(&facts, Model::BgNbd);
    let answer = equity(&facts, &base, &calibration(), Day::from_ymd(1997, 2, 28).unwrap()).unwrap();
    let parts = answer.before.change + answer.new.change + answer.rose.change + answer.fell.change;
    close(parts, answer.after.change, 1e-10);
    close(answer.after.change, base.value(&calibration()).expected.unwrap(), 1e-10);
    assert_eq!(answer.after.n_customers, 2357);
    assert_eq!(answer.before.n_customers + answer.new.n_customers, 2357);
    assert!(answer.rose.change > 0.0 && answer.fell.change < 0.0);
    assert!(equity(&facts, &base, &calibration(), base.as_of).unwrap_err().is_config());
    // Before the first order all are new.
    let all = equity(&facts, &base, &calibration(), Day::from_ymd(1996, 1, 1).unwrap()).unwrap();
    assert_eq!((all.before.n_customers, all.new.n_customers), (0, 2357));
}

#[test]
fn the_map_of_silence_holds_what_the_model_says() {
    let facts = cdnow();
    for model in Model::ALL {
        let base = base(&facts, model);
        let map = grid(&base, &calibration()).unwrap();
        let parameters = base.model().unwrap().1.parameters;
        for row in &map.rows {
            for (&silence, p) in map.silences.iter().zip(&row.p_alive) {
                let age = if row.purchases == 1 { silence } else { map.age_days };
                let standing =
                    model.standing(&parameters, row.purchases - 1, (age - silence) as f64, age as f64);
                if let Some(p) = p {
                    close(*p, standing.p_alive(), 1e-14);
                }
            }
        }
    }
}

#[test]
fn referrals_count_each_customer_once() {
    let mut facts = cdnow();
    let base = base(&facts, Model::BgNbd);
    assert!(referrals(&facts, &base, &ValueConfig::default()).unwrap_err().is_missing());
    facts.customers.referred_by = (0..2357).map(|i| (i % 10 == 3).then(|| i - 3)).collect();
    let answer = referrals(&facts, &base, &calibration()).unwrap();
    assert_eq!((answer.n_brought, answer.referrers.len()), (236, 236));
    let value = base.value(&calibration());
    for own in answer.referrers.iter().step_by(31) {
        let brought = value.customers.iter().find(|c| c.customer == own.customer + 3).unwrap();
        close(own.brought, brought.expected_value.unwrap(), 1e-13);
        assert_eq!(own.so_far, brought.so_far);
    }
}
