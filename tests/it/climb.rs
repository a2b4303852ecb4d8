//! The ladder with own rungs and the stages of acquisition: small cases counted by hand.

use clientele::day::Day;
use clientele::dictionary::Dictionary;
use clientele::facts::{Answer, Answers, Contact, Contacts, Event, Events, Facts, Order, Orders};
use clientele::locale::Locale;
use clientele::metrics::climb::rungs::{Aware, RungsConfig, Trial, rungs};
use clientele::metrics::climb::stages::{Source, StageName, StagesConfig, stages};
use clientele::metrics::ladder::{LadderConfig, RungName, ladder};
use clientele::moment::Moment;
use clientele::money::Money;
use clientele::report;

/// Orders as (customer, day, units).
fn orders(n_customers: usize, rows: &[(u32, i32, f64)]) -> Orders {
    let order = |&(customer, day, amount): &(u32, i32, f64)| Order {
        customer,
        moment: Moment::of_day(Day(day)),
        day: Day(day),
        amount: Money::from_units(amount),
        cost: None,
    };
    Orders::new(n_customers, &rows.iter().map(order).collect::<Vec<_>>())
}

/// Events as (customer, day, name).
fn events(n_customers: usize, rows: &[(u32, i32, &str)]) -> Events {
    let mut names = Dictionary::default();
    let event = |&(customer, day, name): &(u32, i32, &str)| Event {
        customer,
        moment: Moment::of_day(Day(day)),
        day: Day(day),
        name: names.intern(name),
    };
    let rows: Vec<Event> = rows.iter().map(event).collect();
    Events::new(n_customers, names, &rows)
}

fn contact(customer: u32, day: i32, clicked: Option<bool>) -> Contact {
    Contact {
        customer,
        campaign: 0,
        day: Some(Day(day)),
        is_control: None,
        sent: Some(true),
        opened: None,
        clicked,
        responded: None,
        cost: None,
        value: None,
    }
}

fn contacts(n_customers: usize, rows: Vec<Contact>) -> Contacts {
    Contacts::new(n_customers, ["spring"].into_iter().collect(), rows, Vec::new())
}

fn counts(facts: &Facts, config: &RungsConfig) -> Vec<(RungName, usize)> {
    rungs(facts, config).unwrap().rungs.iter().map(|rung| (rung.name, rung.n_customers)).collect()
}

#[test]
fn own_rungs_say_who_is_where() {
    // 0: a sample for 5, then four days of buying within three months. 1: the same over two years. 2: a sample alone.
    // 3: a first order of 50. 4: a refund alone.
    let mut rows = vec![(0, 0, 5.0), (1, 0, 5.0), (2, 0, 5.0), (3, 0, 50.0), (4, 0, -9.0)];
    rows.extend([10, 40, 60, 90].map(|day| (0, day, 50.0)));
    rows.extend([10, 300, 500, 730].map(|day| (1, day, 50.0)));
    let facts = Facts { orders: orders(5, &rows), ..Facts::default() };
    let trial = Trial::FirstOrderBelow(Money::from_units(10.0));
    let config = RungsConfig { trial, within_months: Some(3), ..RungsConfig::default() };
    let expected = [
        (RungName::Trial, 4),
        (RungName::Purchase, 3),
        (RungName::MultiplePurchase, 2),
        (RungName::Loyalty, 1),
    ];
    assert_eq!(counts(&facts, &config), expected);
    assert_eq!(rungs(&facts, &config).unwrap().level_of, [4, 3, 1, 2, 0]);
    // However long it takes, both are loyal; from 60 on nobody has bought.
    assert_eq!(counts(&facts, &RungsConfig { within_months: None, ..config.clone() })[3].1, 2);
    assert_eq!(
        counts(&facts, &RungsConfig { least_amount: Some(Money::from_units(60.0)), ..config.clone() })[1].1,
        0
    );
    // Seen from day 730, customer 0 has been silent for 640 days, far more than 3 gaps.
    assert_eq!(counts(&facts, &RungsConfig { overdue_factor: Some(3), ..config })[3].1, 0);
}

/// Months are those of the calendar: from 31 January a month ends on the last of February.
#[test]
fn a_month_ends_on_the_same_day_or_the_last_of_the_month() {
    let day = |month, day| Day::from_ymd(2023, month, day).unwrap().0;
    let first = day(1, 31);
    for (last, expected) in [(day(2, 28), 1), (day(3, 1), 0)] {
        let facts = Facts { orders: orders(1, &[(0, first, 1.0), (0, last, 1.0)]), ..Facts::default() };
        let config = RungsConfig { loyal_from: 2, within_months: Some(1), ..RungsConfig::default() };
        assert_eq!(counts(&facts, &config).last(), Some(&(RungName::Loyalty, expected)));
    }
}

#[test]
fn a_coupon_makes_the_first_order_a_trial() {
    let plain = Facts { orders: orders(2, &[(0, 0, 9.0), (0, 5, 9.0), (1, 0, 9.0)]), ..Facts::default() };
    let config = RungsConfig { trial: Trial::FirstOrderWithCoupon, ..RungsConfig::default() };
    assert!(rungs(&plain, &config).unwrap_err().to_string().contains("coupon"));
    let text = "customer_id,order_id,order_date,amount,coupon_code\n\
                a,1,2024-01-01,9.00,TRY\na,2,2024-01-05,9.00,\nb,3,2024-01-02,9.00,\n";
    let loaded = clientele::import::read_whole("orders.csv", text.as_bytes()).unwrap();
    let facts = clientele::import::facts(&[loaded]).0;
    // a tried and then bought; b bought at once.
    assert_eq!(counts(&facts, &config)[..2], [(RungName::Trial, 2), (RungName::Purchase, 2)]);
    assert_eq!(rungs(&facts, &config).unwrap().level_of, [2, 2]);
}

#[test]
fn awareness_and_trial_by_events_and_contacts() {
    let mut facts = Facts { events: events(4, &[(0, 0, "visit"), (1, 0, "demo")]), ..Facts::default() };
    facts.customers.ids = ["a", "b", "c", "d"].into_iter().collect();
    facts.contacts =
        contacts(4, vec![contact(2, 0, None), Contact { is_control: Some(true), ..contact(3, 0, None) }]);
    let trial = Trial::Events(vec!["demo".to_string()]);
    let config = RungsConfig { aware: Aware::Contacted, trial: trial.clone(), ..RungsConfig::default() };
    // Reached: 2; tried: 1. Who was held back was not reached.
    assert_eq!(counts(&facts, &config), [(RungName::Aware, 2), (RungName::Trial, 1)]);
    let visits = Aware::Events(vec!["visit".to_string()]);
    assert_eq!(counts(&facts, &RungsConfig { aware: visits, trial, ..RungsConfig::default() })[0].1, 2);
    let never = RungsConfig { aware: Aware::Events(vec!["dance".to_string()]), ..RungsConfig::default() };
    assert!(rungs(&facts, &never).unwrap_err().to_string().contains("dance"));
    assert!(
        rungs(&facts, &RungsConfig { loyal_from: 2, multiple_from: 3, ..RungsConfig::default() }).is_err()
    );
}

/// Defined as the usual ladder defines them, own rungs give the usual ladder.
#[test]
fn the_usual_definitions_give_the_usual_ladder() {
    let rows = [
        (0, 5, 1.0),
        (1, 0, 1.0),
        (1, 61, 1.0),
        (2, 11, 1.0),
        (2, 21, 1.0),
        (2, 31, 1.0),
        (3, 10, 1.0),
        (3, 20, 1.0),
        (3, 30, 1.0),
    ];
    let facts = Facts {
        orders: orders(5, &rows),
        events: events(5, &[(4, 0, "visit"), (0, 0, "visit")]),
        ..Facts::default()
    };
    let own = RungsConfig { loyal_from: 3, overdue_factor: Some(3), ..RungsConfig::default() };
    let (own, usual) = (rungs(&facts, &own).unwrap(), ladder(&facts, &LadderConfig::default()));
    assert_eq!(own.level_of, usual.level_of);
    let numbers = |ladder: &clientele::metrics::ladder::Ladder| {
        ladder
            .rungs
            .iter()
            .map(|rung| (rung.name, rung.n_customers, rung.share_of_previous))
            .collect::<Vec<_>>()
    };
    assert_eq!(numbers(&own), numbers(&usual));
}

fn scene() -> Facts {
    // 0 goes all the way; 1 is contacted only; 2 clicks and visits; 3 buys unseen; 4 answers after buying on day 9.
    let mut facts = Facts {
        events: events(5, &[(0, 1, "visit"), (2, 2, "visit"), (0, 9, "login")]),
        orders: orders(5, &[(0, 5, 1.0), (3, 6, 1.0), (4, 6, 1.0)]),
        ..Facts::default()
    };
    facts.customers.ids = ["a", "b", "c", "d", "e"].into_iter().collect();
    facts.contacts =
        contacts(5, vec![contact(0, 0, Some(true)), contact(1, 0, Some(false)), contact(2, 0, Some(true))]);
    facts
}

fn answer(customer: u32, day: i32) -> Answer {
    let (none, when) = (None, Some(Day(day)));
    Answer {
        customer: Some(customer),
        day: when,
        nps: Some(9),
        csat: none,
        score: none,
        expectation: none,
        delivery: none,
        reason: None,
    }
}

#[test]
fn stages_come_from_what_is_loaded_and_say_so() {
    let mut facts = scene();
    let of = |facts: &Facts, config: &StagesConfig| -> Vec<(StageName, Source, usize, usize)> {
        let stages = stages(facts, config).unwrap().stages;
        stages.into_iter().map(|stage| (stage.name, stage.source, stage.n_customers, stage.n_seen)).collect()
    };
    let expected = [
        (StageName::Enquiry, Source::Responses, 4, 2),
        (StageName::Interaction, Source::AnyEvent, 4, 2),
        (StageName::Delivery, Source::Orders, 3, 3),
        (StageName::Use, Source::EventsAfterPurchase, 1, 1),
    ];
    assert_eq!(of(&facts, &StagesConfig::default()), expected);
    // A survey tells of use where the reader says so; it was answered after all else happened.
    facts.answers = Answers::new(5, Dictionary::default(), vec![answer(4, 9), answer(0, 40)]);
    assert_eq!(of(&facts, &StagesConfig::default())[3].1, Source::EventsAfterPurchase);
    let sources = [None, None, None, Some(Source::Answers)];
    assert_eq!(
        of(&facts, &StagesConfig { sources, ..StagesConfig::default() })[3],
        (StageName::Use, Source::Answers, 2, 2)
    );
    // Own sources: enquiry by any contact, no interaction, use by a second purchase.
    let sources = [Some(Source::Contacts), Some(Source::Nothing), None, Some(Source::RepeatOrders)];
    let own = of(&facts, &StagesConfig { sources, ..StagesConfig::default() });
    let expected = [
        (StageName::Enquiry, Source::Contacts, 5, 3),
        (StageName::Delivery, Source::Orders, 3, 3),
        (StageName::Use, Source::RepeatOrders, 0, 0),
    ];
    assert_eq!(own, expected);
    // By day 5 only customer 0 has bought.
    assert_eq!(of(&facts, &StagesConfig { as_of: Some(Day(5)), ..StagesConfig::default() })[2].2, 1);
}

#[test]
fn stages_are_refused_by_name_where_no_file_shows_them() {
    let facts = Facts { orders: orders(1, &[(0, 0, 1.0)]), ..Facts::default() };
    assert!(stages(&facts, &StagesConfig::default()).unwrap_err().to_string().contains("two of these"));
    let sources = [Some(Source::Contacts), None, None, None];
    let error = stages(&facts, &StagesConfig { sources, ..StagesConfig::default() }).unwrap_err();
    assert!(error.to_string().contains("campaign"), "{error}");
    assert!(stages(&Facts::default(), &StagesConfig::default()).is_err());
}

#[test]
fn the_report_names_the_hurdle_and_the_sources() {
    let stages = stages(&scene(), &StagesConfig::default()).unwrap();
    let report = report::climb::stages(&stages, &Locale::default());
    assert_eq!(report.finding, "67% of buyers show no sign of use so far: 2 of 3");
    assert_eq!(report.table.rows.len(), stages.stages.len());
    assert!(report.notes.iter().any(|note| note.contains("hurdle of the product")), "{:?}", report.notes);
    let text = report.table.to_csv(report::CsvOptions::default());
    assert!(text.contains("Taken from events: did anything on a day after the first purchase."), "{text}");
    assert!(text.contains("Process"), "{text}");
}

/// Nobody is lost between the rungs, whatever the definitions: the lists of all rungs are those on the lowest, each once.
#[test]
fn every_customer_stands_on_one_highest_rung() {
    let facts = scene();
    let stages = stages(&facts, &StagesConfig::default()).unwrap();
    for (i, stage) in stages.stages.iter().enumerate() {
        let on_it = stages.level_of.iter().filter(|&&level| usize::from(level) > i).count();
        assert_eq!(on_it, stage.n_customers);
    }
    let own = rungs(&facts, &RungsConfig::default()).unwrap();
    assert_eq!(own.level_of.iter().filter(|&&level| level > 0).count(), own.rungs[0].n_customers);
}
