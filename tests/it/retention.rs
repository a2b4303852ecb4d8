//! Retention: published cases, laws, and textbook figures.

use clientele::day::Day;
use clientele::facts::{Facts, Order, Orders, Selection};
use clientele::metrics::period::Period;
use clientele::metrics::retention::{
    Activity, Cell, Cohort, Cohorts, Frame, Life, RetentionConfig, ReturnRule, RhythmConfig, SurvivalConfig,
    anchored, averages, cell_customers, kaplan_meier, rates, retention, rhythm, survival,
};
use clientele::moment::Moment;
use clientele::money::Money;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::funnel::scene;

/// The figures and their credits stand in `tests/reference/retention.json`.
fn cases() -> Vec<Value> {
    let file: Value = serde_json::from_str(include_str!("../reference/retention.json")).unwrap();
    file["cases"].as_array().unwrap().clone()
}

fn day(text: &str) -> Day {
    scene::moment(text, "iso").day(0)
}

fn events(case: &Value) -> Facts {
    if let Some(text) = case["events"].as_str() {
        return scene::facts(text, "iso");
    }
    let mut text = "user,day\n".to_string();
    for (day, users) in case["events_recipe"].as_object().unwrap() {
        if day == "extra" {
            for row in users.as_array().unwrap() {
                text.push_str(&format!("{},{}\n", row[0].as_str().unwrap(), row[1].as_str().unwrap()));
            }
            continue;
        }
        for user in users[0].as_u64().unwrap()..=users[1].as_u64().unwrap() {
            text.push_str(&format!("{user},{day}\n"));
        }
    }
    scene::facts(&text, "iso")
}

fn period(case: &Value) -> Period {
    match case["period"].as_str().unwrap() {
        "hour" => Period::Hour,
        "day" => Period::Day,
        "week" if case["week_starts"] == "sunday" => Period::WeekSunday,
        "week" => Period::WeekMonday,
        "month" => Period::Month,
        other => panic!("no such period: {other}"),
    }
}

fn anchored_days(case: &Value) {
    let facts = events(case);
    let days: Vec<Day> =
        case["anchor_and_days"].as_array().unwrap().iter().map(|text| day(text.as_str().unwrap())).collect();
    let answer = anchored(&facts, &RetentionConfig::default(), days[0], &days).unwrap();
    assert_eq!(json!(answer.counts), case["expect"]["users_per_day_among_anchor_users"], "{}", case["id"]);
    if let Some(users) = case["expect"]["by_user"].as_object() {
        let flags = |user: &str| {
            let customer = facts.customers.ids.find(user).unwrap();
            let there = |&day: &Day| {
                let anchor = answer.customers.contains(&customer);
                let on = anchored(&facts, &RetentionConfig::default(), day, &[])
                    .unwrap()
                    .customers
                    .contains(&customer);
                usize::from(anchor && on)
            };
            json!(days.iter().map(there).collect::<Vec<_>>())
        };
        assert!(users.iter().all(|(user, expected)| &flags(user) == expected), "{}", case["id"]);
    }
}

fn cohort_matrix(case: &Value) {
    let facts = events(case);
    let (period, n) = (period(case), case["periods"].as_u64().unwrap() as usize);
    let first = day(case["first_period"].as_str().unwrap());
    let as_of = match period {
        Period::Hour => first,
        _ => period.start(period.of_day(first) + n as i32).plus(-1),
    };
    let config = RetentionConfig {
        period,
        cohorts: if case["cohort"] == "recurring" { Cohorts::Every } else { Cohorts::First },
        rule: if case["rule"] == "on" { ReturnRule::On } else { ReturnRule::OnOrAfter },
        minimum: case["minimum_occurrences"].as_u64().unwrap_or(1) as u32,
        as_of: Some(as_of),
        // The hourly case begins with its first event; a day cannot say so.
        from: (period != Period::Hour).then_some(first),
        ..RetentionConfig::default()
    };
    let answer = retention(&facts, &config).unwrap();
    let row = |(i, cohort): (usize, &Cohort)| {
        let cells = cohort.cells.iter().take(n - i).enumerate();
        let cells = cells.map(|(k, cell)| {
            let returned = cell.unwrap().returned;
            assert_eq!(
                cell_customers(&facts, &config, &cohort.rows, k).unwrap().len(),
                returned,
                "{}",
                case["id"]
            );
            returned
        });
        cells.collect::<Vec<_>>()
    };
    let got: Vec<Vec<usize>> = answer.cohorts.iter().take(n).enumerate().map(row).collect();
    assert_eq!(json!(got), case["expect"]["users"], "{}", case["id"]);
}

fn weighted_average(case: &Value) {
    let list = |value: &Value| value.as_array().unwrap().clone();
    let cohorts: Vec<Cohort> = list(&case["sizes"])
        .iter()
        .zip(list(&case["users"]))
        .map(|(size, users)| {
            let size = size.as_u64().unwrap() as usize;
            let cell = |returned: &Value| {
                let returned = returned.as_u64()? as usize;
                let share = Some(returned as f64 / size as f64);
                Some(Cell { eligible: size, returned, share, ..Cell::default() })
            };
            Cohort { size, cells: list(&users).iter().map(cell).collect(), ..Cohort::default() }
        })
        .collect();
    for (average, expected) in averages(&cohorts).iter().zip(list(&case["expect"]["share"])) {
        assert!((average.pooled.unwrap() - expected.as_f64().unwrap()).abs() < 5e-7, "{}", case["id"]);
    }
}

fn calendar_and_rolling(case: &Value) {
    let facts = events(case);
    for (frame, name) in [(Frame::Calendar, "calendar_period"), (Frame::Rolling, "rolling_period")] {
        let config = RetentionConfig {
            period: period(case),
            frame,
            as_of: Some(day("2024-12-31")),
            ..RetentionConfig::default()
        };
        let cohort = retention(&facts, &config).unwrap().cohorts[0].clone();
        let back = (1..cohort.cells.len())
            .find(|&k| cohort.cells[k].is_some_and(|cell| cell.returned > 0))
            .unwrap_or(0);
        assert_eq!(json!(back), case["expect"][name], "{} {name}", case["id"]);
    }
}

fn open_denominator(case: &Value) {
    let config = RetentionConfig {
        period: Period::Day,
        frame: Frame::Rolling,
        rule: ReturnRule::OnOrAfter,
        as_of: Some(day(case["as_of"].as_str().unwrap())),
        ..RetentionConfig::default()
    };
    let answer = retention(&events(case), &config).unwrap();
    for (k, expected) in
        [(1, &case["expect"]["day1"]), (2, &case["expect"]["day2"]), (3, &case["expect"]["day3"])]
    {
        let average = answer.averages[k];
        assert_eq!(
            json!({"returned": average.returned, "eligible": average.eligible}),
            *expected,
            "{}",
            case["id"]
        );
    }
}

#[test]
fn every_case_holds() {
    let all = cases();
    for case in &all {
        match case["family"].as_str().unwrap() {
            "anchored-days" => anchored_days(case),
            "cohort-matrix" => cohort_matrix(case),
            "weighted-average" => weighted_average(case),
            "calendar-vs-rolling" => calendar_and_rolling(case),
            "open-denominator" => open_denominator(case),
            other => panic!("no such family: {other}"),
        }
    }
    assert_eq!(all.len(), 12);
}

/// Orders as (customer, day, amount in units).
fn orders(rows: &[(u32, i32, f64)]) -> Facts {
    let n = rows.iter().map(|row| row.0 + 1).max().unwrap_or(0) as usize;
    let order = |&(customer, day, amount): &(u32, i32, f64)| {
        let (day, amount) = (Day(day), Money::from_units(amount));
        Order { customer, moment: Moment::of_day(day), day, amount, cost: None }
    };
    let orders: Vec<Order> = rows.iter().map(order).collect();
    Facts { orders: Orders::new(n, &orders), ..Facts::default() }
}

/// Days from 1 January 1970, a Thursday; January has 31 days.
#[test]
fn an_unfinished_period_is_blank_and_in_no_average() {
    let facts = orders(&[(0, 0, 1.0), (0, 31, 1.0), (1, 0, 1.0), (2, 31, 1.0), (2, 59, 1.0), (1, 60, 1.0)]);
    let answer = retention(&facts, &RetentionConfig::default()).unwrap();
    // The data end on 2 March: March is not over. January has a February, February has no month after it that is over.
    let returned =
        |cohort: &Cohort| cohort.cells.iter().map(|cell| cell.map(|cell| cell.returned)).collect::<Vec<_>>();
    let got: Vec<_> = answer.cohorts.iter().map(returned).collect();
    assert_eq!(got, [vec![Some(2), Some(1), None], vec![Some(1), None], vec![Some(0)]]);
    assert_eq!((answer.averages[1].eligible, answer.averages[1].returned), (2, 1));
    assert_eq!(answer.averages[2].pooled, None);
}

#[test]
fn the_money_of_all_cells_is_the_money_of_the_file() {
    // A refund before the first purchase, one between, one in the month of a purchase.
    let facts =
        orders(&[(0, 3, -2.0), (0, 5, 10.0), (0, 40, -3.0), (0, 70, 7.5), (1, 33, 4.0), (1, 34, -1.0)]);
    let config = RetentionConfig { as_of: Some(Day(89)), ..RetentionConfig::default() };
    let answer = retention(&facts, &config).unwrap();
    let cells = answer.cohorts.iter().flat_map(|cohort| cohort.cells.iter().flatten());
    assert_eq!(cells.clone().map(|cell| cell.amount).sum::<Money>(), Money::from_units(15.5));
    // Refunds are no activity, so nobody was back in February.
    assert_eq!(answer.cohorts[0].cells[1].unwrap().returned, 0);
    assert_eq!(cells.map(|cell| cell.activities).sum::<u64>(), 3);
}

#[test]
fn rates_part_the_active_of_each_period() {
    // January: 0, 1. February: 0, 2. March: 1, 2, 3.
    let facts = orders(&[
        (0, 0, 1.0),
        (1, 0, 1.0),
        (0, 31, 1.0),
        (2, 31, 1.0),
        (1, 59, 1.0),
        (2, 59, 1.0),
        (3, 89, 1.0),
    ]);
    let rates = rates(&facts, &RetentionConfig::default()).unwrap();
    let got: Vec<_> =
        rates.iter().map(|rate| (rate.active, rate.kept, rate.new, rate.won_back, rate.lost)).collect();
    assert_eq!(got, [(2, 0, 2, 0, 0), (2, 1, 1, 0, 1), (3, 1, 1, 1, 1)]);
    assert_eq!(rates[1].retention, Some(0.5));
    assert_eq!((rates[2].over, rates[2].churn), (true, Some(0.5)));
}

#[test]
fn the_own_rhythm_tells_who_is_overdue() {
    // Gaps 10 and 20, median 15; silence 46 is more than three times 15, 45 is not.
    let rows = |last: i32| orders(&[(0, 0, 1.0), (0, 10, 1.0), (0, 30, 1.0), (1, 30 + last, 1.0)]);
    let overdue = |last: i32| {
        let answer = rhythm(&rows(last), &RhythmConfig::default()).unwrap();
        assert_eq!((answer.customers.len(), answer.gaps.as_slice()), (1, &[10, 20][..]));
        assert_eq!((answer.customers[0].median_gap_days, answer.median_gap_days()), (15.0, Some(15.0)));
        answer.customers[0].overdue
    };
    assert_eq!((overdue(45), overdue(46)), (false, true));
}

/// Freireich et al. (1963), Blood 21, 699-716, the 21 patients on 6-mercaptopurine, remission in weeks; the shares are those
/// printed in Kleinbaum and Klein (2012), Survival Analysis, table 2.1 and after.
#[test]
fn kaplan_meier_gives_the_textbook_curve() {
    let ended = [6, 6, 6, 7, 10, 13, 16, 22, 23].map(|days| Life { days, ended: true });
    let open = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35].map(|days| Life { days, ended: false });
    let answer = kaplan_meier(&[&ended[..], &open[..]].concat());
    let printed = [
        (6, 21, 0.8571),
        (7, 17, 0.8067),
        (10, 15, 0.7529),
        (13, 12, 0.6902),
        (16, 11, 0.6275),
        (22, 7, 0.5378),
        (23, 6, 0.4482),
    ];
    assert_eq!(answer.points.len(), printed.len());
    for (point, (days, at_risk, share)) in answer.points.iter().zip(printed) {
        assert_eq!((point.days, point.at_risk), (days, at_risk));
        assert!((point.share - share).abs() < 5e-5, "{days}: {}", point.share);
    }
    assert_eq!(answer.median_days, Some(23));
    // By hand from Greenwood at week 6: 3 / (21 * 18), on the scale of log(-log).
    let interval = answer.points[0].interval.unwrap();
    assert!((interval.low - 0.6197).abs() < 5e-5 && (interval.high - 0.9516).abs() < 5e-5, "{interval:?}");
    assert_eq!((answer.at(5), answer.at(6)), (1.0, answer.points[0].share));
}

/// Without anyone out of sight the curve is the plain share of those who last longer.
#[test]
fn survival_of_customers_without_a_contract() {
    // Silence of more than 20 days ends a life: customer 0 on day 10, customer 1 on day 0; customer 2 goes on at day 100.
    let facts = orders(&[(0, 0, 1.0), (0, 10, 1.0), (1, 0, 1.0), (2, 0, 1.0), (2, 90, 1.0), (2, 100, 1.0)]);
    let config = SurvivalConfig { silence_days: Some(20), ..SurvivalConfig::default() };
    let answer = survival(&facts, &config).unwrap();
    assert_eq!((answer.n, answer.n_ended), (3, 2));
    assert_eq!(
        answer.points.iter().map(|point| (point.days, point.at_risk, point.ended)).collect::<Vec<_>>(),
        [(0, 3, 1), (10, 2, 1)]
    );
    assert!((answer.at(10) - 1.0 / 3.0).abs() < 1e-15);
}

/// CDNOW sample, 1997-01-01 to 1998-06-30 (Fader and Hardie): all 2 357 customers first bought in the first quarter of 1997.
#[test]
fn cohorts_of_the_cdnow_sample() {
    let text = include_str!("../data/cdnow_transactions.csv");
    let mut facts = Facts::default();
    let mut rows = Vec::new();
    for line in text.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        let customer = facts.customers.ids.intern(cells[0]);
        let date = cells[1].replace('-', "");
        let day = Day::from_ymd(
            date[..4].parse().unwrap(),
            date[4..6].parse().unwrap(),
            date[6..8].parse().unwrap(),
        )
        .unwrap();
        let amount = Money::from_units(cells[cells.len() - 1].parse().unwrap());
        rows.push(Order { customer, moment: Moment::of_day(day), day, amount, cost: None });
    }
    facts.orders = Orders::new(facts.customers.len(), &rows);
    let config = RetentionConfig {
        period: Period::Quarter,
        as_of: Day::from_ymd(1998, 6, 30),
        ..RetentionConfig::default()
    };
    let answer = retention(&facts, &config).unwrap();
    assert_eq!(answer.cohorts[0].size, 2357);
    assert_eq!(answer.cohorts.iter().map(|cohort| cohort.size).sum::<usize>(), 2357);
    assert!(answer.cohorts[0].cells.iter().all(Option::is_some));
    let amount: Money = answer.cohorts[0].cells.iter().flatten().map(|cell| cell.amount).sum();
    assert_eq!(amount, rows.iter().map(|order| order.amount).sum());
}

/// A shop with products, channels and campaigns: 0 and 1 begin with tea by web, 2 with jam in the shop.
fn shop() -> Facts {
    let text = "customer,date,order,amount,product,channel\n\
        a,2024-01-05,1,5,tea,web\na,2024-01-05,1,9,jam,web\na,2024-02-10,2,4,jam,shop\n\
        b,2024-01-09,3,8,tea,web\nc,2024-01-20,4,3,jam,shop\nc,2024-02-02,5,3,tea,shop\nd,2024-02-20,6,2,oil,\n\
        d,2024-03-31,7,2,oil,web\n";
    let loaded = clientele::import::read_whole("orders.csv", text.as_bytes()).unwrap();
    clientele::import::facts(&[loaded]).0
}

fn by(facts: &Facts, cohorts: Cohorts, most_values: u32) -> Vec<(Option<String>, usize, Vec<Option<usize>>)> {
    let config = RetentionConfig { cohorts, most_values, ..RetentionConfig::default() };
    let answer = retention(facts, &config).unwrap();
    let cells = |cohort: &Cohort| cohort.cells.iter().map(|cell| cell.map(|cell| cell.returned)).collect();
    answer.cohorts.iter().map(|cohort| (cohort.value.clone(), cohort.size, cells(cohort))).collect()
}

#[test]
fn cohorts_by_what_was_first() {
    let facts = shop();
    let named = |name: &str, size, cells: &[Option<usize>]| (Some(name.to_string()), size, cells.to_vec());
    // Of the two lines of a's first order the jam cost more. All months up to March are over, so only who began in
    // February has no third column.
    assert_eq!(
        by(&facts, Cohorts::FirstProduct, 0),
        [
            named("jam", 2, &[Some(2), Some(2), Some(0)]),
            named("oil", 1, &[Some(1), Some(1), None]),
            named("tea", 1, &[Some(1), Some(0), Some(0)]),
        ]
    );
    // d's first order names no channel.
    assert_eq!(
        by(&facts, Cohorts::FirstOrder("channel".into()), 0),
        [
            named("web", 2, &[Some(2), Some(1), Some(0)]),
            (None, 1, vec![Some(1), Some(1), None]),
            named("shop", 1, &[Some(1), Some(1), Some(0)]),
        ]
    );
    // The smallest as one, and its list is the two.
    assert_eq!(by(&facts, Cohorts::FirstProduct, 1)[1], (None, 2, vec![Some(2), Some(1), Some(0)]));
    let config =
        RetentionConfig { cohorts: Cohorts::FirstProduct, most_values: 1, ..RetentionConfig::default() };
    let rest = &retention(&facts, &config).unwrap().cohorts[1].rows;
    assert_eq!(cell_customers(&facts, &config, rest, 0).unwrap().len(), 2);
    let missing = |cohorts| retention(&facts, &RetentionConfig { cohorts, ..RetentionConfig::default() });
    assert!(missing(Cohorts::FirstCampaign).unwrap_err().is_missing());
    assert!(missing(Cohorts::FirstCategory).unwrap_err().is_missing());
    assert!(missing(Cohorts::FirstOrder("shelf".into())).unwrap_err().is_missing());
}

/// Only orders by web: a's and b's first, d's second, so that d begins in March. What falls silent is seen to the end of all.
#[test]
fn values_are_selected_before_cohorts_are_formed() {
    let part = shop().select(&Selection::default().of_values("channel", vec!["web".into()]));
    let answer = retention(&part, &RetentionConfig::default()).unwrap();
    let sizes: Vec<_> = answer.cohorts.iter().map(|cohort| cohort.size).collect();
    assert_eq!((sizes, answer.as_of), (vec![2, 0, 1], Day::from_ymd(2024, 3, 31).unwrap()));
    let until = Selection::default().of_days(Day(0), Day::from_ymd(2024, 2, 20).unwrap());
    let answer = retention(&shop().select(&until), &RetentionConfig::default()).unwrap();
    assert_eq!(answer.as_of, Day::from_ymd(2024, 2, 20).unwrap());
    // An attribute that orders do not have leaves them all.
    let all = shop().select(&Selection::default().of_values("shelf", vec!["web".into()]));
    assert_eq!(all.orders, shop().orders);
}

#[test]
fn brackets_take_periods_together() {
    // By day: 0 is back on days 2 and 3, 1 on day 6, 2 never. Seen to day 8: the bracket 4 to 7 is over, 8 to 9 is not.
    let facts =
        orders(&[(0, 0, 1.0), (0, 2, 2.0), (0, 3, 4.0), (1, 0, 1.0), (1, 6, 8.0), (2, 0, 1.0), (3, 8, 1.0)]);
    let config = |rule| RetentionConfig {
        period: Period::Day,
        brackets: vec![1, 3, 7, 9],
        rule,
        ..RetentionConfig::default()
    };
    let row = |rule| {
        let answer = retention(&facts, &config(rule)).unwrap();
        answer.cohorts[0].cells.iter().map(|cell| cell.map(|cell| cell.returned)).collect::<Vec<_>>()
    };
    assert_eq!(row(ReturnRule::On), [Some(3), Some(0), Some(1), Some(1), None]);
    assert_eq!(row(ReturnRule::OnOrAfter), [Some(3), Some(2), Some(2), Some(1), None]);
    let cell = retention(&facts, &config(ReturnRule::On)).unwrap().cohorts[0].cells[2].unwrap();
    assert_eq!((cell.activities, cell.amount, cell.eligible), (2, Money::from_units(6.0), 3));
    for refused in [vec![0, 1], vec![3, 3], vec![2, 1], vec![1500]] {
        let config = RetentionConfig { brackets: refused, ..RetentionConfig::default() };
        assert!(retention(&facts, &config).unwrap_err().is_config());
    }
}

#[test]
fn contracts_live_from_their_first_day_to_their_last() {
    use clientele::facts::{Customers, Term};
    let term = |start: i32, end: Option<i32>| Term { start: Some(Day(start)), end: end.map(Day) };
    let terms = vec![term(0, Some(10)), term(0, None), term(5, Some(200)), term(300, None), Term::default()];
    let facts = Facts { customers: Customers { terms, ..Customers::default() }, ..Facts::default() };
    let retention = RetentionConfig { as_of: Some(Day(100)), ..RetentionConfig::default() };
    let answer = survival(&facts, &SurvivalConfig { retention, ..SurvivalConfig::default() }).unwrap();
    // The third runs beyond the day, the fourth begins after it.
    assert_eq!((answer.n, answer.n_ended, answer.points[0].days), (3, 1, 10));
}

#[test]
fn gaps_and_silences_fall_into_classes() {
    let facts = orders(&[
        (0, 0, 1.0),
        (0, 10, 1.0),
        (0, 30, 1.0),
        (1, 0, 1.0),
        (1, 1, 1.0),
        (1, 2, 1.0),
        (2, 62, 1.0),
    ]);
    let answer = rhythm(&facts, &RhythmConfig::default()).unwrap();
    // Gaps 1, 1, 10, 20: of classes of two days the tenth reaches to 20.
    let classes: Vec<_> = answer.classes().iter().map(|class| (class.from, class.to, class.n)).collect();
    assert_eq!(
        (classes[0], classes[4], classes[9], classes.len()),
        ((1, Some(2), 2), (9, Some(10), 1), (19, Some(20), 1), 10)
    );
    assert_eq!(classes.iter().map(|class| class.2).sum::<usize>(), answer.gaps.len());
    // 0: 32 days of silence with a median of 15; 1: 60 with a median of 1.
    let late = answer.lateness(4);
    let got: Vec<_> =
        late.iter().map(|class| (class.above, class.up_to, class.customers.clone(), class.overdue)).collect();
    assert_eq!(
        got,
        [
            (0, Some(1), vec![], false),
            (1, Some(2), vec![], false),
            (2, Some(3), vec![0], false),
            (3, Some(4), vec![], false),
            (4, Some(5), vec![], true),
            (5, None, vec![1], true)
        ]
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    /// Every cell is as many customers as its list has, later means fewer under "or after", and the order of rows does not matter.
    #[test]
    fn laws_of_cells(rows in prop::collection::vec((0..6u32, 0..200i32), 1..40), end in 0..230i32) {
        let rows: Vec<(u32, i32, f64)> = rows.into_iter().map(|(customer, day)| (customer, day, if day % 7 == 0 { -1.0 } else { 2.0 })).collect();
        let facts = orders(&rows);
        let mut reversed = rows.clone();
        reversed.reverse();
        for frame in [Frame::Calendar, Frame::Rolling] {
            for (cohorts, brackets) in [(Cohorts::First, vec![]), (Cohorts::Every, vec![]), (Cohorts::First, vec![1, 3, 4]), (Cohorts::Every, vec![2, 3])] {
                let on = RetentionConfig { frame, cohorts, brackets, as_of: Some(Day(end)), activity: Some(Activity::Purchases), ..RetentionConfig::default() };
                let after = RetentionConfig { rule: ReturnRule::OnOrAfter, ..on.clone() };
                let (got, later) = (retention(&facts, &on).unwrap(), retention(&facts, &after).unwrap());
                prop_assert_eq!(&got, &retention(&orders(&reversed), &on).unwrap());
                for (cohort, later) in got.cohorts.iter().zip(&later.cohorts) {
                    for (k, (cell, or_after)) in cohort.cells.iter().zip(&later.cells).enumerate() {
                        prop_assert_eq!(cell.is_some(), or_after.is_some());
                        let (Some(cell), Some(or_after)) = (cell, or_after) else { continue };
                        prop_assert!(cell.returned <= or_after.returned && or_after.returned <= cell.eligible);
                        prop_assert_eq!(cell_customers(&facts, &on, &cohort.rows, k).unwrap().len(), cell.returned);
                        prop_assert_eq!(cell_customers(&facts, &after, &cohort.rows, k).unwrap().len(), or_after.returned);
                    }
                }
            }
        }
    }
}
