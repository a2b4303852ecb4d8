//! Retention as the rules say it, cell by cell, without a shortcut: held against the answer over made-up purchases.

use clientele::day::Day;
use clientele::facts::{Facts, Order, Orders};
use clientele::metrics::period::Period;
use clientele::metrics::retention::{Cohorts, Frame, RetentionConfig, ReturnRule, cell_customers, retention};
use clientele::moment::Moment;
use clientele::money::Money;
use proptest::prelude::*;

const DAY_MS: i64 = 86_400_000;

/// Purchases as (customer, hour since 1 January 1970).
type Rows = Vec<(u32, i64)>;

fn facts(rows: &Rows) -> Facts {
    let order = |&(customer, hour): &(u32, i64)| {
        let moment = Moment(hour * 3_600_000);
        Order { customer, moment, day: moment.day(0), amount: Money::from_units(1.0), cost: None }
    };
    Facts { orders: Orders::new(5, &rows.iter().map(order).collect::<Vec<_>>()), ..Facts::default() }
}

/// One who stands in a cohort: the number of its period, and where each purchase lies from there.
struct Member {
    row: i32,
    visits: Vec<i64>,
    /// Is the k-th period over?
    over: Box<dyn Fn(i64) -> bool>,
}

fn members(rows: &Rows, config: &RetentionConfig) -> Vec<Member> {
    let period = config.period;
    let day = |hour: i64| Day(hour.div_euclid(24) as i32);
    let as_of = rows.iter().map(|&(_, hour)| day(hour)).max().unwrap();
    let mut all = Vec::new();
    for customer in 0..5 {
        let mut hours: Vec<i64> = rows.iter().filter(|row| row.0 == customer).map(|row| row.1).collect();
        hours.sort_unstable();
        let Some(&first) = hours.first() else { continue };
        let number = |hour: i64| period.of_day(day(hour));
        if config.frame == Frame::Rolling {
            let length = match period {
                Period::Day => DAY_MS,
                Period::Month => 30 * DAY_MS,
                Period::Quarter => 91 * DAY_MS,
                _ => 7 * DAY_MS,
            };
            let start = first * 3_600_000;
            let end = (i64::from(as_of.0) + 1) * DAY_MS;
            all.push(Member {
                row: number(first),
                visits: hours.iter().map(|hour| (hour * 3_600_000 - start) / length).collect(),
                over: Box::new(move |k| start + (k + 1) * length <= end),
            });
            continue;
        }
        let mut starts: Vec<i32> = hours.iter().map(|&hour| number(hour)).collect();
        starts.dedup();
        if config.cohorts == Cohorts::First {
            starts.truncate(1);
        }
        for row in starts {
            let visits =
                hours.iter().map(|&hour| i64::from(number(hour) - row)).filter(|&k| k >= 0).collect();
            // Over is a period whose last day is seen.
            let over = move |k: i64| period.start(row + k as i32 + 1).0 - 1 <= as_of.0;
            all.push(Member { row, visits, over: Box::new(over) });
        }
    }
    all
}

fn is_back(member: &Member, config: &RetentionConfig, k: i64) -> bool {
    let times = |at: i64| member.visits.iter().filter(|&&visit| visit == at).count();
    let enough = |at: i64| times(at) >= config.minimum.max(1) as usize;
    match config.rule {
        ReturnRule::On => enough(k),
        ReturnRule::OnOrAfter => member.visits.iter().any(|&visit| visit >= k && enough(visit)),
    }
}

fn question() -> impl Strategy<Value = (Rows, RetentionConfig)> {
    let rows = prop::collection::vec((0..5u32, 0..24 * 100i64), 1..30);
    let period = prop_oneof![
        Just(Period::Day),
        Just(Period::WeekMonday),
        Just(Period::WeekSunday),
        Just(Period::Month),
        Just(Period::Quarter)
    ];
    (rows, period, any::<bool>(), any::<bool>(), any::<bool>(), 0..4u32).prop_map(
        |(rows, period, rolling, after, every, minimum)| {
            let config = RetentionConfig {
                period,
                frame: if rolling { Frame::Rolling } else { Frame::Calendar },
                rule: if after { ReturnRule::OnOrAfter } else { ReturnRule::On },
                cohorts: if every && !rolling { Cohorts::Every } else { Cohorts::First },
                minimum,
                ..RetentionConfig::default()
            };
            (rows, config)
        },
    )
}

proptest! {
    #[test]
    fn every_cell_is_what_the_rules_say((rows, config) in question()) {
        let facts = facts(&rows);
        let answer = retention(&facts, &config).unwrap();
        let members = members(&rows, &config);
        prop_assert_eq!(answer.cohorts.iter().map(|cohort| cohort.size).sum::<usize>(), members.len());
        let mut pooled = vec![(0, 0); 200];
        for cohort in &answer.cohorts {
            let row = config.period.of_day(cohort.start.unwrap());
            let own: Vec<&Member> = members.iter().filter(|member| member.row == row).collect();
            prop_assert_eq!(cohort.size, own.len());
            for (k, cell) in cohort.cells.iter().enumerate().skip(1) {
                let eligible: Vec<&&Member> = own.iter().filter(|member| (member.over)(k as i64)).collect();
                let back = eligible.iter().filter(|member| is_back(member, &config, k as i64)).count();
                pooled[k].0 += eligible.len();
                pooled[k].1 += back;
                match cell {
                    Some(cell) => {
                        prop_assert_eq!((cell.eligible, cell.returned), (eligible.len(), back), "{} {}", row, k);
                        let listed = cell_customers(&facts, &config, &cohort.rows, k).unwrap();
                        prop_assert_eq!(listed.len(), back);
                    }
                    None => prop_assert!(eligible.is_empty(), "{} {}", row, k),
                }
            }
            // No column that is over is left out.
            prop_assert!(own.iter().all(|member| !(member.over)(cohort.cells.len() as i64)));
        }
        for (k, average) in answer.averages.iter().enumerate().skip(1) {
            prop_assert_eq!((average.eligible, average.returned), pooled[k]);
        }
    }

    /// The same purchases in another order give the same answer to the last bit.
    #[test]
    fn the_order_of_rows_does_not_matter((rows, config) in question(), seed in any::<u64>()) {
        let mut other = rows.clone();
        let n = other.len();
        for i in 0..n {
            other.swap(i, (seed as usize).wrapping_mul(i + 7) % n);
        }
        prop_assert_eq!(retention(&facts(&rows), &config), retention(&facts(&other), &config));
    }
}
