//! Segments: the partition, the ties, the sample of CDNOW against `tests/reference/segments_cdnow.py`, and laws.

use std::ops::RangeInclusive;

use clientele::day::Day;
use clientele::facts::{Facts, Orders, Selection};
use clientele::metrics::segments::{Purchases, Scale, SegmentName, Segments, SegmentsConfig, segments};
use clientele::money::Money;

use crate::shop::{Dice, cdnow, facts, order};

fn fifths() -> SegmentsConfig {
    SegmentsConfig::default()
}

#[test]
fn every_code_lies_in_exactly_one_block() {
    let mut n_codes = 0;
    for code in 0..125u8 {
        let code = [code / 25 + 1, code / 5 % 5 + 1, code % 5 + 1];
        let holds = |block: &[RangeInclusive<u8>; 3]| (0..3).all(|i| block[i].contains(&code[i]));
        let names: Vec<_> = SegmentName::ALL
            .into_iter()
            .flat_map(|name| name.blocks().filter(holds).map(move |_| name))
            .collect();
        assert_eq!(names, [SegmentName::of_code(code).unwrap()], "{code:?}");
        n_codes += 1;
    }
    assert_eq!(n_codes, 125);
    assert_eq!(SegmentName::of_code([0, 3, 3]), None);
    assert_eq!(SegmentName::of_code([3, 3, 6]), None);
}

#[test]
fn a_better_recency_is_never_a_worse_group() {
    for f in 1..=5 {
        for m in 1..=5 {
            let groups: Vec<_> = (1..=5).map(|r| SegmentName::of_code([r, f, m]).unwrap()).collect();
            assert!(groups.windows(2).all(|pair| pair[1] <= pair[0]), "F {f} M {m}: {groups:?}");
        }
    }
}

/// `group_of` names a position in `groups`: the names must number as they stand.
#[test]
fn names_stand_in_their_order() {
    for (at, name) in SegmentName::ALL.into_iter().enumerate() {
        assert_eq!(name as usize, at);
    }
}

#[test]
fn cdnow_is_as_the_standard_library_of_python_has_it() {
    let (customers, orders) = cdnow();
    let facts = Facts { orders: Orders::new(customers.len(), &orders), customers, ..Facts::default() };
    let mut answer: Option<Segments> = None;
    let mut checked = 0;
    for line in include_str!("../reference/segments_cdnow.txt").lines() {
        let words: Vec<&str> = line.split(' ').collect();
        match words[0] {
            "as_of" => answer = Some(ask(&facts, words[1], words[2])),
            "recency" => checked += check_scale(&answer.as_ref().unwrap().recency, &words),
            "frequency" => checked += check_scale(&answer.as_ref().unwrap().frequency, &words),
            "monetary" => checked += check_scale(&answer.as_ref().unwrap().monetary, &words),
            name => checked += check_group(answer.as_ref().unwrap(), name, &words),
        }
    }
    assert_eq!(checked, 4 * (6 + 12));
}

fn ask(facts: &Facts, as_of: &str, counted: &str) -> Segments {
    let as_of = match as_of {
        "1997-09-30" => Day::from_ymd(1997, 9, 30),
        _ => Day::from_ymd(1998, 6, 30),
    };
    let purchases = if counted == "days" { Purchases::Days } else { Purchases::Orders };
    segments(facts, &SegmentsConfig { as_of, purchases, ..fifths() }).unwrap()
}

/// Their cuts may lie between two values, ours are the lower of the two; equal counts show that the bins are the same.
fn check_scale(scale: &Scale, words: &[&str]) -> usize {
    let numbers = words[2..].iter().map(|word| word.parse::<f64>().unwrap());
    match words[1] {
        "cuts" => {
            for (ours, theirs) in scale.cuts.iter().zip(numbers) {
                assert!(*ours <= theirs && theirs - ours < 0.005 * theirs, "{ours} {theirs}");
            }
        }
        _ => assert_eq!(scale.counts, numbers.map(|n| n as usize).collect::<Vec<_>>()),
    }
    1
}

fn check_group(answer: &Segments, name: &str, words: &[&str]) -> usize {
    let money = Money::from_units(words[2].parse().unwrap());
    let n: usize = words[1].parse().unwrap();
    if name == "all" {
        assert_eq!((answer.n_customers, answer.amount), (n, money));
        return 1;
    }
    let group = answer.groups.iter().find(|group| format!("{:?}", group.name) == name).unwrap();
    assert_eq!((group.n_customers, group.amount), (n, money), "{name}");
    assert_eq!(group.median_recency_days, words[3].parse().ok(), "{name}");
    1
}

#[test]
fn equal_values_share_a_score_and_empty_scores_are_said() {
    let orders: Vec<_> = (0..10).map(|customer| order(customer, 100, 5.0)).collect();
    let answer = segments(&facts(10, &orders), &fifths()).unwrap();
    assert_eq!(answer.frequency.counts, [10, 0, 0, 0, 0]);
    assert_eq!(answer.frequency.empty_scores(), [2, 3, 4, 5]);
    assert_eq!(answer.recency.counts, [0, 0, 0, 0, 10]);
    assert!(answer.scores.iter().all(|score| *score == [5, 1, 1]));
    assert_eq!(answer.groups[SegmentName::New as usize].n_customers, 10);
}

#[test]
fn days_count_two_orders_of_one_day_once() {
    let orders = [order(0, 10, 1.0), order(0, 10, 2.0), order(0, 12, 3.0), order(1, 10, 1.0)];
    let count = |purchases| {
        let answer = segments(&facts(2, &orders), &SegmentsConfig { purchases, ..fifths() }).unwrap();
        answer.customers.iter().map(|customer| customer.n_purchases).collect::<Vec<_>>()
    };
    assert_eq!(count(Purchases::Orders), [3, 1]);
    assert_eq!(count(Purchases::Days), [2, 1]);
}

#[test]
fn a_refund_lowers_the_money_and_is_no_purchase() {
    let orders = [order(0, 10, 9.0), order(0, 20, -4.0), order(1, 15, -3.0)];
    let answer = segments(&facts(2, &orders), &fifths()).unwrap();
    assert_eq!(answer.n_customers, 1);
    assert_eq!(answer.group_of[1], None);
    assert_eq!(answer.scores[1], [0, 0, 0]);
    assert_eq!(answer.customers[0].last_day, Day(10));
    assert_eq!(answer.customers[0].n_purchases, 1);
    assert_eq!(answer.amount, Money::from_units(5.0));
}

#[test]
fn orders_after_the_day_do_not_exist() {
    let orders = [order(0, 10, 9.0), order(0, 20, 5.0), order(1, 20, 3.0)];
    let answer = segments(&facts(2, &orders), &SegmentsConfig { as_of: Some(Day(15)), ..fifths() }).unwrap();
    assert_eq!((answer.n_customers, answer.amount), (1, Money::from_units(9.0)));
    assert_eq!(answer.customers[0].last_day, Day(10));
    assert_eq!((answer.first_day, answer.as_of), (Day(10), Day(15)));
}

#[test]
fn money_below_zero_has_no_shares() {
    let orders = [order(0, 10, 4.0), order(0, 12, 5.0), order(1, 2, 1.0), order(1, 11, -5.0)];
    let answer = segments(&facts(2, &orders), &fifths()).unwrap();
    assert_ne!(answer.group_of[0], answer.group_of[1]);
    assert_eq!(answer.amount, Money::from_units(5.0));
    assert!(answer.groups.iter().all(|group| group.amount_share.is_none()));
}

#[test]
fn a_bad_call_is_refused_with_what_to_do() {
    let some = facts(1, &[order(0, 10, 9.0)]);
    for n_bins in [0, 1, 10] {
        let error = segments(&some, &SegmentsConfig { n_bins, ..fifths() }).unwrap_err();
        assert!(error.is_config() && error.to_string().contains("2 to 9"));
    }
    assert!(segments(&Facts::default(), &fifths()).unwrap_err().is_missing());
    assert!(segments(&some, &SegmentsConfig { as_of: Some(Day(9)), ..fifths() }).unwrap_err().is_missing());
    assert!(segments(&facts(1, &[order(0, 10, -9.0)]), &fifths()).unwrap_err().is_missing());
}

/// Laws over many small shops: order of rows, sums, scores within range, better values never score worse.
#[test]
fn laws_hold_for_any_shop() {
    let mut dice = Dice(20_261_123);
    for round in 0..300 {
        let n_customers = 1 + dice.below(30);
        let mut orders: Vec<_> = (0..1 + dice.below(80))
            .map(|_| {
                let units = dice.below(40) as f64 / 4.0;
                order(dice.below(n_customers) as u32, dice.below(50) as i32, units)
            })
            .collect();
        let config = SegmentsConfig { n_bins: 2 + (round % 8) as u8, ..fifths() };
        let shop = facts(n_customers as usize, &orders);
        let answer = segments(&shop, &config).unwrap();
        dice.shuffle(&mut orders);
        assert_eq!(answer, segments(&facts(n_customers as usize, &orders), &config).unwrap());
        check_laws(&answer, config.n_bins);
    }
}

fn check_laws(answer: &Segments, n_bins: u8) {
    assert_eq!(answer.groups.iter().map(|group| group.n_customers).sum::<usize>(), answer.n_customers);
    assert_eq!(answer.groups.iter().map(|group| group.amount).sum::<Money>(), answer.amount);
    assert!((answer.groups.iter().map(|group| group.share).sum::<f64>() - 1.0).abs() < 1e-12);
    assert_eq!(answer.group_of.iter().flatten().count(), answer.n_customers);
    for scale in [&answer.recency, &answer.frequency, &answer.monetary] {
        assert_eq!(scale.counts.iter().sum::<usize>(), answer.n_customers);
        assert_eq!(scale.cuts.len(), usize::from(n_bins) - 1);
        assert!(scale.cuts.windows(2).all(|pair| pair[0] <= pair[1]));
    }
    for a in &answer.customers {
        let of_a = answer.scores[a.customer as usize];
        assert!(of_a.iter().all(|score| (1..=n_bins).contains(score)));
        for b in &answer.customers {
            let of_b = answer.scores[b.customer as usize];
            assert!(a.last_day < b.last_day || of_a[0] >= of_b[0]);
            assert!(a.n_purchases < b.n_purchases || of_a[1] >= of_b[1]);
            assert!(a.amount < b.amount || of_a[2] >= of_b[2]);
        }
    }
}

/// Champions stay champions where only some customers are looked at, and silence is counted up to the same day.
#[test]
fn some_customers_are_ranked_among_all() {
    let (customers, orders) = cdnow();
    let facts = Facts { orders: Orders::new(customers.len(), &orders), customers, ..Facts::default() };
    let whole = segments(&facts, &SegmentsConfig::default()).unwrap();
    for group in [0, 7, 10] {
        let members =
            (0..whole.group_of.len() as u32).filter(|&one| whole.group_of[one as usize] == Some(group));
        let selection = Selection::default().of_customers(members);
        let n = selection.customers().unwrap().len();
        let part = Facts { among: Some(std::rc::Rc::new(facts.clone())), ..facts.select(&selection) };
        let answer = segments(&part, &SegmentsConfig::default()).unwrap();
        assert_eq!((answer.as_of, answer.groups[usize::from(group)].n_customers), (whole.as_of, n));
    }
}

#[test]
fn own_cuts_are_taken_as_they_are() {
    // 1 and 2 orders, 10 and 30 units, 0 and 5 days of silence.
    let facts = facts(2, &[order(0, 10, 10.0), order(1, 3, 20.0), order(1, 5, 10.0)]);
    let config = |cuts| SegmentsConfig { n_bins: 2, cuts: Some(cuts), ..SegmentsConfig::default() };
    let answer = segments(&facts, &config([vec![4.0], vec![2.0], vec![9.99]])).unwrap();
    assert_eq!(answer.scores, [[2, 1, 2], [1, 1, 2]]);
    // A scale without cuts is cut by quantiles; too many cuts, or cuts that do not rise, are refused.
    for refused in [[vec![1.0, 2.0], vec![1.0], vec![1.0]], [vec![1.0, 1.0], vec![1.0], vec![1.0]]] {
        assert!(segments(&facts, &config(refused)).unwrap_err().is_config());
    }
}
