//! Groups found in the data: optima by trying all partitions, the CDNOW sample against `tests/reference/kmeans_cdnow.py`,
//! laws.

use clientele::day::Day;
use clientele::facts::{Facts, Orders};
use clientele::metrics::kmeans::cluster::{Clustering, Points, cluster};
use clientele::metrics::kmeans::{Feature, Kmeans, KmeansConfig, chosen, gaps, kmeans, silhouette};
use clientele::money::Money;

use crate::shop::{Dice, cdnow, facts, order};

const STARTS: usize = 40;

/// The least inertia over all ways to put the rows into `k` groups.
fn by_enumeration(rows: &[[f64; 2]], k: usize) -> f64 {
    let n_ways = k.pow(rows.len() as u32);
    let mut best = f64::INFINITY;
    for way in 0..n_ways {
        let label = |at: usize| way / k.pow(at as u32) % k;
        let mut inertia = 0.0;
        for group in 0..k {
            let own: Vec<_> = (0..rows.len()).filter(|&at| label(at) == group).map(|at| rows[at]).collect();
            let mean = |dim: usize| own.iter().map(|row| row[dim]).sum::<f64>() / own.len() as f64;
            let center = [mean(0), mean(1)];
            inertia += own
                .iter()
                .map(|row| {
                    let (x, y) = (row[0] - center[0], row[1] - center[1]);
                    x * x + y * y
                })
                .sum::<f64>();
        }
        best = best.min(inertia);
    }
    best
}

#[test]
fn small_sets_reach_the_optimum_of_all_partitions() {
    let mut dice = Dice(1982);
    for round in 0..60 {
        let k = 2 + round % 3;
        let rows: Vec<[f64; 2]> = (0..7).map(|_| [dice.below(20) as f64, dice.below(20) as f64]).collect();
        let (points, _) = Points::new(2, rows.as_flattened());
        let found = cluster(&points, k, 7, STARTS).unwrap();
        let best = by_enumeration(&rows, k);
        assert!((found.inertia - best).abs() <= 1e-9 * (1.0 + best), "{} against {best}", found.inertia);
    }
}

/// The gap statistic finds the groups that are there, and none where points are spread evenly, as in the first and second
/// simulation of Tibshirani, Walther and Hastie (2001), section 5: one group in the unit square, three groups in the plane.
#[test]
fn the_gap_statistic_finds_as_many_groups_as_there_are() {
    let mut random = clientele::num::random::Random::new(2001);
    let numbers: Vec<u8> = (1..=8).collect();
    for (centers, expected) in [(vec![], 1), (vec![(0.0, 0.0), (0.0, 9.0), (9.0, -3.0)], 3)] {
        for _ in 0..5 {
            let rows: Vec<f64> = (0..200)
                .flat_map(|i| match centers.get(i % centers.len().max(1)) {
                    None => [random.uniform(), random.uniform()],
                    Some((x, y)) => [x + random.normal(), y + random.normal()],
                })
                .collect();
            let (points, _) = Points::new(2, &rows);
            assert_eq!(chosen(&numbers, &gaps(&points, &numbers, 7)), Some(expected));
        }
    }
}

fn shop() -> Facts {
    let (customers, orders) = cdnow();
    Facts { orders: Orders::new(customers.len(), &orders), customers, ..Facts::default() }
}

#[test]
fn cdnow_is_as_good_as_the_best_of_two_thousand_restarts() {
    let shop = shop();
    let mut checked = 0;
    for line in include_str!("../reference/kmeans_cdnow.txt").lines() {
        let words: Vec<&str> = line.split(' ').collect();
        let (k, best) = (words[1].parse().unwrap(), words[2].parse::<f64>().unwrap());
        let config = KmeansConfig { n_groups: Some(k), log: words[0] == "log", ..KmeansConfig::default() };
        let answer = kmeans(&shop, &config).unwrap();
        assert!(answer.inertia <= best * 1.001, "{line}: {}", answer.inertia);
        // None can be much better than the best of so many, or it is not the same sum.
        assert!(answer.inertia >= best * 0.98, "{line}: {}", answer.inertia);
        assert_eq!(answer.groups.len(), usize::from(k));
        checked += 1;
    }
    assert_eq!(checked, 14);
}

#[test]
fn equal_rows_are_one_point_and_their_order_does_not_matter() {
    let rows = [3.0, 1.0, 2.0, 2.0, 3.0, 1.0, 2.0, 2.0];
    let (points, point_of) = Points::new(2, &rows);
    assert_eq!((points.len(), point_of), (2, vec![1, 0, 1, 0]));
    assert_eq!((points.at(0), points.weight(0)), (&[2.0, 2.0][..], 2.0));
    assert_eq!(Points::new(2, &[2.0, 2.0, 2.0, 2.0, 3.0, 1.0, 3.0, 1.0]).0, points);
    assert!(cluster(&points, 3, 1, STARTS).is_none());
    assert!(cluster(&points, 0, 1, STARTS).is_none());
    assert_eq!(cluster(&points, 2, 1, STARTS).unwrap().inertia, 0.0);
}

/// Rousseeuw's definition by hand: points 0 and 1 in one group, 10 alone.
/// s(0) = (10 - 1) / 10, s(1) = (9 - 1) / 9, s(10) = 0.
#[test]
fn a_silhouette_is_as_defined() {
    let (points, _) = Points::new(1, &[0.0, 1.0, 10.0]);
    let grouped = |label_of: Vec<u8>| Clustering { centers: vec![], label_of, inertia: 0.0 };
    let mean = silhouette(&points, &grouped(vec![0, 0, 1])).unwrap();
    assert!((mean - (0.9 + 8.0 / 9.0) / 3.0).abs() < 1e-15);
    assert_eq!(silhouette(&points, &grouped(vec![0, 0, 0])), None);
}

fn clouds(n: u32) -> Vec<clientele::facts::Order> {
    let mut dice = Dice(3);
    (0..3 * n)
        .map(|i| {
            let (day, units) = [(10, 20.0), (200, 2000.0), (300, 15.0)][i as usize % 3];
            order(i, day + dice.below(9) as i32, units * (1.0 + dice.below(100) as f64 / 500.0))
        })
        .collect()
}

#[test]
fn three_clouds_are_three_groups() {
    let answer = kmeans(&facts(90, &clouds(30)), &KmeansConfig::default()).unwrap();
    assert_eq!(answer.groups.iter().map(|group| group.n_customers).collect::<Vec<_>>(), [30, 30, 30]);
    assert!(answer.silhouette.unwrap() > 0.7);
    assert_eq!(answer.trials.len(), 7);
    // The customers who spend thousands paid the most and stand first.
    assert_eq!(answer.group_of[1], Some(0));
    assert!(answer.groups[0].means[2] > 2000.0);
}

#[test]
fn customers_who_do_not_differ_are_one_group() {
    let same: Vec<_> = (0..9).map(|i| order(i, 5, 7.0)).collect();
    let answer = kmeans(&facts(10, &same), &KmeansConfig::default()).unwrap();
    assert_eq!((answer.groups.len(), answer.silhouette, answer.inertia), (1, None, 0.0));
    assert_eq!(answer.groups[0].amount_share, Some(1.0));
    assert_eq!((answer.group_of[0], answer.group_of[9]), (Some(0), None));
    let one =
        kmeans(&facts(1, &[order(0, 5, 7.0)]), &KmeansConfig { n_groups: Some(6), ..Default::default() });
    assert_eq!(one.unwrap().groups.len(), 1);
}

#[test]
fn a_bad_call_is_refused_with_what_to_do() {
    let shop = facts(1, &[order(0, 5, 7.0)]);
    for features in [vec![], vec![Feature::Age, Feature::Age]] {
        assert!(kmeans(&shop, &KmeansConfig { features, ..Default::default() }).unwrap_err().is_config());
    }
    for n in [0, 21] {
        let config = KmeansConfig { n_groups: Some(n), ..Default::default() };
        assert!(kmeans(&shop, &config).unwrap_err().is_config());
    }
    assert!(kmeans(&Facts::default(), &KmeansConfig::default()).unwrap_err().is_missing());
    let early = KmeansConfig { as_of: Some(Day(1)), ..Default::default() };
    assert!(kmeans(&shop, &early).unwrap_err().is_missing());
}

#[test]
fn features_are_as_defined() {
    let shop = facts(1, &[order(0, 10, 30.0), order(0, 15, 10.0), order(0, 18, -5.0)]);
    let features = vec![Feature::Recency, Feature::Orders, Feature::Amount, Feature::MeanOrder, Feature::Age];
    let answer =
        kmeans(&shop, &KmeansConfig { as_of: Some(Day(20)), features, ..Default::default() }).unwrap();
    assert_eq!(answer.groups[0].means, [5.0, 2.0, 35.0, 20.0, 10.0]);
}

fn check_laws(answer: &Kmeans) {
    assert_eq!(answer.groups.iter().map(|group| group.n_customers).sum::<usize>(), answer.n_customers);
    assert_eq!(answer.groups.iter().map(|group| group.amount).sum::<Money>(), answer.amount);
    assert!(answer.groups.windows(2).all(|pair| pair[0].amount >= pair[1].amount));
    for (at, group) in answer.groups.iter().enumerate() {
        assert_eq!(answer.group_of.iter().filter(|own| **own == Some(at as u8)).count(), group.n_customers);
        assert!(group.center.iter().chain(&group.means).all(|x| x.is_finite()));
    }
}

#[test]
fn laws_hold_for_any_shop_and_the_order_of_rows_does_not_matter() {
    let mut dice = Dice(55);
    for round in 0..40 {
        let mut orders: Vec<_> = (0..1 + dice.below(80))
            .map(|_| order(dice.below(25) as u32, dice.below(90) as i32, dice.below(60) as f64 - 3.0))
            .collect();
        orders.push(order(3, 5, 1.0));
        let config = KmeansConfig {
            n_groups: (round % 2 == 0).then_some(3),
            log: round % 3 == 0,
            ..Default::default()
        };
        let answer = kmeans(&facts(25, &orders), &config).unwrap();
        check_laws(&answer);
        dice.shuffle(&mut orders);
        assert_eq!(kmeans(&facts(25, &orders), &config).unwrap(), answer);
    }
}
