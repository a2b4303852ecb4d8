//! One customer of CDNOW: every number against the same question asked in another way.

use clientele::day::Day;
use clientele::locale::Locale;
use clientele::metrics::value::base::Base;
use clientele::metrics::value::one::{One, one};
use clientele::metrics::value::purchases::Model;
use clientele::metrics::value::{Forecaster, ValueConfig};
use clientele::report;

use super::{calibration, cdnow_orders, close, facts};

fn look(model: Model, customer: u32, config: &ValueConfig) -> (Base, One) {
    let facts = facts(&cdnow_orders());
    let base = Base::new(&facts, calibration().as_of.unwrap(), Forecaster::Model(model)).unwrap();
    let answer = one(&facts, &base, customer, config, 91.0).unwrap();
    (base, answer)
}

#[test]
fn its_value_is_that_of_the_list_and_its_intervals_hold_it() {
    for model in Model::ALL {
        for customer in [0, 1, 8, 25, 1000] {
            let (base, answer) = look(model, customer, &calibration());
            let list = base.value(&calibration());
            let own = list.customers.iter().find(|c| c.customer == customer).unwrap();
            let outlook = answer.outlook.unwrap();
            close(outlook.value.value, own.expected_value.unwrap(), 1e-11);
            close(outlook.purchases.value, own.expected_purchases.unwrap(), 1e-11);
            let (range, of_list) = (outlook.value.interval.unwrap(), own.interval().unwrap());
            close(range.low, of_list.low, 2e-3);
            close(range.high, of_list.high, 2e-3);
            for estimate in [outlook.p_alive, outlook.p_alive_later, outlook.p_none, outlook.purchases] {
                let Some(range) = estimate.interval else {
                    // Only what cannot be otherwise has no interval.
                    assert_eq!(estimate.value, 1.0, "{model:?} {customer}");
                    continue;
                };
                assert!(range.low < estimate.value && estimate.value < range.high, "{estimate:?}");
            }
            close(outlook.exactly.iter().sum(), 1.0, 1e-12);
            assert!(outlook.p_alive_later.value <= outlook.p_alive.value);
            assert!(outlook.endless.unwrap().value > outlook.value.value);
        }
    }
}

#[test]
fn futures_agree_with_the_probabilities() {
    for model in Model::ALL {
        // The calibration log's customer 9 of the published spreadsheets bought most days of these.
        for customer in [0, 8, 25] {
            let (_, answer) = look(model, customer, &calibration());
            let outlook = answer.outlook.unwrap();
            // 4000 futures: three standard errors, and what the parameters add.
            assert!(
                (outlook.range.none - outlook.exactly[0]).abs() < 0.04,
                "{} {customer}: {} against {}",
                model.name(),
                outlook.range.none,
                outlook.exactly[0]
            );
            let (low, high) = outlook.range.purchases;
            assert!(f64::from(low) <= outlook.purchases.value && outlook.purchases.value <= f64::from(high));
            assert!(
                outlook.range.value.0 <= outlook.value.value && outlook.value.value <= outlook.range.value.1
            );
        }
    }
}

#[test]
fn the_course_is_the_probability_recomputed_at_each_day() {
    let facts = facts(&cdnow_orders());
    for model in Model::ALL {
        let (base, answer) = look(model, 25, &calibration());
        let outlook = answer.outlook.unwrap();
        let parameters = base.model().unwrap().1.parameters;
        assert!(outlook.course.iter().filter(|point| point.bought).count() == answer.days.len());
        assert!(outlook.course.is_sorted_by(|a, b| a.day < b.day));
        for point in outlook.course.iter().filter(|point| point.day <= answer.as_of) {
            // As if the log had ended that day.
            let buyers = clientele::metrics::value::history::buyers(&facts.orders, point.day);
            let b = buyers.iter().find(|b| b.customer == 25).unwrap();
            let then = model.standing(&parameters, b.x, b.tx as f64, b.age as f64);
            close(point.p_alive, then.p_alive(), 1e-13);
        }
        let last = outlook.course.last().unwrap();
        close(last.p_alive, outlook.p_alive_later.value, 1e-2);
        assert!(outlook.after_purchase.p_alive >= outlook.p_alive.value || model != Model::ParetoNbd);
    }
}

#[test]
fn endless_value_without_discount_is_infinite_where_some_never_leave() {
    // a of CDNOW is 0.79 and s is 0.61: both below 1.
    for model in Model::ALL {
        let config = ValueConfig { discount_per_year: 0.0, ..calibration() };
        let (_, answer) = look(model, 8, &config);
        assert_eq!(answer.outlook.as_ref().unwrap().endless, None);
        let words = report::one::one(&answer, "8", &Locale::default());
        assert!(words.notes.iter().any(|note| note.contains("infinite")), "{words:#?}");
    }
}

#[test]
fn the_next_purchase_comes_with_the_stated_probability() {
    let (base, answer) = look(Model::ParetoNbd, 25, &calibration());
    let buyer = base.buyer(25).unwrap();
    let standing = base.standing(buyer).unwrap();
    for (day, share) in answer.outlook.unwrap().next.into_iter().zip([0.05, 0.5, 0.95]) {
        let Some(day) = day else { continue };
        let days = day.since(answer.as_of) as f64;
        assert!(1.0 - standing.p_none(days) >= share && 1.0 - standing.p_none(days - 1.0) < share);
    }
}

#[test]
fn it_is_said_in_words_with_a_row_for_each_mark() {
    let (_, answer) = look(Model::ParetoNbd, 25, &calibration());
    let locale = Locale::default();
    let (above, course) = (report::one::one(&answer, "0026", &locale), report::one::course(&answer, &locale));
    assert!(above.finding.contains("0026") && above.finding.contains("12 months"), "{}", above.finding);
    assert_eq!(above.table.rows.len(), 1);
    assert_eq!(course.table.rows.len(), answer.outlook.as_ref().unwrap().course.len());
    let nobody = facts(&cdnow_orders());
    let base =
        Base::new(&nobody, Day::from_ymd(1997, 1, 2).unwrap(), Forecaster::Model(Model::BgNbd)).unwrap();
    assert!(one(&nobody, &base, 2300, &calibration(), 91.0).unwrap_err().is_missing());
}
