//! Profiles: dominance against every pair, shares against counting by hand, and laws.

use clientele::day::Day;
use clientele::dictionary::{Dictionary, NO_CODE};
use clientele::facts::{Attribute, Facts, Selection};
use clientele::locale::Locale;
use clientele::message::Message;
use clientele::metrics::kmeans::Feature;
use clientele::metrics::partition::{Partition, Parts};
use clientele::metrics::profile::{About, Profile, Traits, dominance, profile};
use clientele::metrics::segments::SegmentsConfig;
use clientele::report;

use crate::report::sound;
use crate::shop::{Dice, facts, order};

/// How often each value occurs in either list, by rising value.
fn counted(own: &[i32], rest: &[i32]) -> Vec<[usize; 2]> {
    let mut values: Vec<i32> = own.iter().chain(rest).copied().collect();
    values.sort_unstable();
    values.dedup();
    let n = |list: &[i32], value: i32| list.iter().filter(|other| **other == value).count();
    values.iter().map(|&value| [n(own, value), n(rest, value)]).collect()
}

/// Cliff (1993) by the book: a matrix of all pairs, and the variance from it.
fn pair_by_pair(own: &[i32], rest: &[i32]) -> (f64, f64) {
    let (n, m) = (own.len() as f64, rest.len() as f64);
    let d = |a: &i32, b: &i32| f64::from((a > b) as i8 - (a < b) as i8);
    let delta = own.iter().map(|a| rest.iter().map(|b| d(a, b)).sum::<f64>()).sum::<f64>() / (n * m);
    let square = |x: f64| x * x;
    let rows = own.iter().map(|a| square(rest.iter().map(|b| d(a, b)).sum::<f64>() / m - delta)).sum::<f64>();
    let columns =
        rest.iter().map(|b| square(own.iter().map(|a| d(a, b)).sum::<f64>() / n - delta)).sum::<f64>();
    let cells = own.iter().map(|a| rest.iter().map(|b| square(d(a, b) - delta)).sum::<f64>()).sum::<f64>();
    (delta, (m * m * rows + n * n * columns - cells) / (n * m * (n - 1.0) * (m - 1.0)))
}

/// The data are the example of R's package effsize, whose manual prints a delta of -0.25. Its interval, -0.7265846 to
/// 0.3890062, is by Student's t with 14 degrees of freedom; with the normal quantile the same formula, worked out in
/// Python over all pairs, gives the numbers here.
#[test]
fn delta_is_as_published() {
    let own = [10, 10, 20, 20, 20, 30, 30, 30, 40, 50];
    let rest = [10, 20, 30, 40, 40, 50];
    let found = dominance(&counted(&own, &rest)).unwrap();
    let around = found.interval.unwrap();
    assert!((found.delta + 0.25).abs() < 1e-15);
    assert!((around.low + 0.701_646_594_089_636_9).abs() < 1e-12, "{around:?}");
    assert!((around.high - 0.344_959_312_565_413_23).abs() < 1e-12, "{around:?}");
    // Mann and Whitney's test with ties, by Python's math.erfc.
    assert!((found.p - 0.405_741_490_886_717_4).abs() < 1e-12, "{}", found.p);
}

#[test]
fn delta_is_that_of_every_pair() {
    let mut dice = Dice(7);
    for _ in 0..300 {
        let mut list = |most: u64| -> Vec<i32> {
            let n = 2 + dice.below(9);
            (0..n).map(|_| dice.below(most) as i32).collect()
        };
        let (own, rest) = (list(6), list(8));
        let found = dominance(&counted(&own, &rest)).unwrap();
        let (delta, variance) = pair_by_pair(&own, &rest);
        assert!((found.delta - delta).abs() < 1e-12);
        let around = found.interval.unwrap();
        assert!(-1.0 <= around.low && around.low <= delta && delta <= around.high && around.high <= 1.0);
        if delta.abs() < 1.0 {
            // The interval is that of this variance, or of the least one.
            let z = 1.959_963_984_540_054;
            let v = variance.max((1.0 - delta * delta) / ((own.len() * rest.len()) as f64 - 1.0));
            let half = z * (v * ((1.0 - delta * delta) * (1.0 - delta * delta) + z * z * v)).sqrt();
            let middle = delta - delta * delta * delta;
            assert!(
                (around.high - ((middle + half) / (1.0 - delta * delta + z * z * v)).min(1.0)).abs() < 1e-9
            );
        }
        // Turned round, everything is.
        let back = dominance(&counted(&rest, &own)).unwrap();
        assert_eq!((back.delta, back.p), (-found.delta, found.p));
    }
    assert_eq!(dominance(&[[0, 3]]), None);
    assert_eq!(dominance(&[[2, 2]]).unwrap().p, 1.0);
    assert_eq!(dominance(&[[1, 0], [0, 1]]).unwrap().interval, None);
}

/// Marks of 0 and 1: delta is the difference of the shares.
#[test]
fn delta_of_marks_is_the_difference_of_shares() {
    let found = dominance(&[[30, 80], [70, 20]]).unwrap();
    assert!((found.delta - 0.5).abs() < 1e-15);
}

/// Forty customers: `a` to `d` by turns in one attribute, two thirds unknown in another, one value for all in a third.
fn shop(order_of: &[usize]) -> Facts {
    let orders: Vec<_> = order_of
        .iter()
        .flat_map(|&i| {
            let customer = i as u32;
            (0..=i as i32 % 4).map(move |k| order(customer, 100 - i as i32 - 3 * k, 10.0 + i as f64))
        })
        .collect();
    let mut facts = facts(40, &orders);
    let attribute = |name: &str, values: &[&str], code: fn(usize) -> u32| Attribute {
        name: name.into(),
        values: values.iter().copied().collect::<Dictionary>(),
        codes: (0..40).map(code).collect(),
        ..Attribute::default()
    };
    facts.customers.attributes = vec![
        attribute("Region", &["a", "b", "c", "d"], |i| (i % 4) as u32),
        attribute("Club", &["no", "yes"], |i| if i % 3 == 0 { NO_CODE } else { u32::from(i < 20) }),
        attribute("Same", &["x"], |_| 0),
    ];
    facts
}

fn halves() -> Parts {
    Parts {
        as_of: Day(100),
        names: vec![Message::from("First"), Message::from("Second")],
        of: (0..40).map(|i| Some(u8::from(i >= 20))).collect(),
        first: 0,
        made_of: Vec::new(),
    }
}

fn of_halves() -> Profile {
    let facts = shop(&(0..40).collect::<Vec<_>>());
    profile(&Traits::of(&facts, Day(100)), &halves(), 0)
}

#[test]
fn shares_are_those_that_counting_gives() {
    let answer = of_halves();
    assert_eq!((answer.n, answer.n_rest), (20, 20));
    // Known are 1, 2, 4, 5, ... below 20: thirteen of twenty, all in the club; and thirteen others, none of them.
    let about = About::Attribute("Club".into());
    let clubs: Vec<_> = answer.traits.iter().filter(|own| own.about == about).collect();
    let value = |value: &str| *clubs.iter().find(|own| own.value.as_deref() == Some(value)).unwrap();
    let club = value("yes");
    assert_eq!((club.own, club.rest, club.n_known), (13.0 / 20.0, 0.0, [20, 20]));
    assert!(club.certain && value("no").size == -club.size && value("").size == 0.0 && clubs.len() == 3);
    // All four regions are as frequent on both sides.
    let regions: Vec<_> =
        answer.traits.iter().filter(|own| own.about == About::Attribute("Region".into())).collect();
    assert_eq!(regions.len(), 4);
    assert!(regions.iter().all(|own| own.size == 0.0 && !own.certain && own.p == Some(1.0)));
    // What all have in common is no trait.
    assert!(answer.traits.iter().all(|own| own.about != About::Attribute("Same".into())));
    // Customers 0 to 19 were here last 0 to 19 days ago, the others 20 to 39: far apart.
    let recency = answer.traits.iter().find(|own| own.about == About::Feature(Feature::Recency)).unwrap();
    assert_eq!((recency.own, recency.rest, recency.size), (9.5, 29.5, -1.0));
}

#[test]
fn what_is_certain_comes_first_by_size() {
    let answer = of_halves();
    let rank = |own: &clientele::metrics::profile::Trait| (own.made_of, !own.certain);
    for pair in answer.traits.windows(2) {
        assert!(rank(&pair[0]) <= rank(&pair[1]));
        if rank(&pair[0]) == rank(&pair[1]) {
            assert!(pair[0].size.abs() >= pair[1].size.abs());
        }
    }
    for own in &answer.traits {
        let around = own.interval.unwrap();
        assert!(!own.certain || around.low > 0.0 || around.high < 0.0, "{own:?}");
        assert!(!own.certain || own.p.unwrap() <= 0.05);
    }
}

#[test]
fn what_groups_are_made_of_is_never_claimed() {
    let facts = shop(&(0..40).collect::<Vec<_>>());
    let parts = Partition::Segments(SegmentsConfig::default()).of(&facts).unwrap();
    let answer = profile(&Traits::of(&facts, parts.as_of), &parts, parts.first);
    for feature in [Feature::Recency, Feature::Orders, Feature::Amount] {
        let own = answer.traits.iter().find(|own| own.about == About::Feature(feature)).unwrap();
        assert!(own.made_of && !own.certain);
    }
    let shown = report::profile::shown(&answer, 100).count();
    assert_eq!(shown, answer.traits.len() - 3);
}

/// A group and the rest are everybody, and the rest seen as a group is the mirror.
#[test]
fn a_group_and_the_rest_are_all() {
    let facts = shop(&(0..40).collect::<Vec<_>>());
    let parts = Partition::Segments(SegmentsConfig::default()).of(&facts).unwrap();
    let traits = Traits::of(&facts, parts.as_of);
    let all = parts.of.iter().flatten().count();
    assert_eq!(parts.sizes().iter().sum::<usize>(), all);
    for group in 0..parts.names.len() {
        let answer = profile(&traits, &parts, group);
        assert_eq!(answer.n + answer.n_rest, all);
        assert_eq!(answer.n, parts.members(group).len());
        sound(&report::profile::profile(&answer, 12, &Locale::default()));
    }
    let (own, other) = (profile(&traits, &halves(), 0), profile(&traits, &halves(), 1));
    for here in &own.traits {
        let there = other.traits.iter().find(|there| there.about == here.about && there.value == here.value);
        // Of two values the one is told that the group has more of: the other way round it is the other one.
        let Some(there) = there else { continue };
        assert!((here.size + there.size).abs() < 1e-12 && here.certain == there.certain);
    }
}

#[test]
fn the_order_of_rows_does_not_matter() {
    let usual = of_halves();
    let mut dice = Dice(11);
    for _ in 0..5 {
        let mut rows: Vec<usize> = (0..40).collect();
        dice.shuffle(&mut rows);
        assert_eq!(profile(&Traits::of(&shop(&rows), Day(100)), &halves(), 0), usual);
    }
}

#[test]
fn those_who_have_a_trait_are_listed() {
    let facts = shop(&(0..40).collect::<Vec<_>>());
    let (traits, parts) = (Traits::of(&facts, Day(100)), halves());
    let answer = profile(&traits, &parts, 0);
    for own in &answer.traits {
        let members = own.members(&traits, &parts, 0);
        let wanted =
            if own.value.is_some() { own.own * own.n_known[0] as f64 } else { own.n_known[0] as f64 };
        assert!((members.len() as f64 - wanted).abs() < 1e-9, "{own:?}");
    }
}

#[test]
fn what_is_picked_stands_against_what_is_not() {
    let all = shop(&(0..40).collect::<Vec<_>>());
    let some = all.select(&Selection::default().of_customers((0..40).filter(|i| i % 4 == 1)));
    let parts = Parts::picked(&some, &all, None).unwrap();
    assert_eq!(parts.sizes(), [10, 30]);
    assert!(parts.members(0).iter().all(|customer| customer % 4 == 1));
    // They were picked by this: no news.
    assert_eq!(parts.made_of, [About::Attribute("Region".into())]);
}

#[test]
fn nobody_and_everybody_are_said() {
    let facts = shop(&(0..40).collect::<Vec<_>>());
    let traits = Traits::of(&facts, Day(100));
    let one = Parts { of: vec![Some(0); 40], ..halves() };
    let [all, nobody] = [0, 1].map(|group| {
        let answer = profile(&traits, &one, group);
        assert!(answer.traits.is_empty());
        let report = report::profile::profile(&answer, 12, &Locale::default());
        sound(&report);
        report.finding
    });
    assert_eq!(all, "All customers are in the group First: there is no rest to compare with");
    assert_eq!(nobody, "Nobody is in the group Second");
}

/// A channel mostly used: that of most orders; of equals that of more money.
#[test]
fn most_orders_decide_what_a_customer_mostly_does() {
    let rows = [
        ("ann", 1, 1, "web"),
        ("ann", 2, 1, "web"),
        ("ann", 3, 50, "app"),
        ("bob", 1, 5, "app"),
        ("bob", 2, 9, "web"),
        ("cy", 4, 7, "app"),
    ];
    let lines =
        rows.map(|(who, day, paid, channel)| format!("{who},2024-03-{:02},{paid}.00,{channel}\n", day + 12));
    let text = format!("customer_id,order_date,amount,channel\n{}", lines.concat());
    let loaded = clientele::import::read_whole("orders.csv", text.as_bytes()).unwrap();
    let (facts, _) = clientele::import::facts(&[loaded]);
    let mostly = |day: u32| {
        let traits = Traits::of(&facts, Day::from_ymd(2024, 3, 12 + day).unwrap());
        let quality = traits.qualities.into_iter().find(|own| matches!(own.about, About::Mostly(_)))?;
        let name = |&code: &u32| quality.values.get(code as usize).cloned().unwrap_or_default();
        Some(quality.codes.iter().map(name).collect::<Vec<_>>())
    };
    assert_eq!(mostly(4).unwrap(), ["web", "web", "app"]);
    assert_eq!(mostly(1).unwrap(), ["web", "app", ""]);
    // Both web by then, and the third not there yet: nothing to compare by.
    assert_eq!(mostly(2), None);
}
