//! Who moved between groups, and the words for it.

use clientele::day::Day;
use clientele::facts::{Facts, Orders};
use clientele::locale::Locale;
use clientele::metrics::movement::{Movement, MovementConfig, both_days, movement};
use clientele::metrics::segments::{SegmentName, SegmentsConfig, segments};
use clientele::money::Money;
use clientele::report::{self, Cell};

use crate::report::sound;
use crate::shop::{Dice, cdnow, facts, order};

/// The groups on either day are those of `tests/reference/segments_cdnow.txt`.
#[test]
fn cdnow_flows_join_the_groups_of_both_days() {
    let (customers, orders) = cdnow();
    let shop = Facts { orders: Orders::new(customers.len(), &orders), customers, ..Facts::default() };
    let from = Day::from_ymd(1997, 9, 30).unwrap();
    let answer = movement(&shop, &MovementConfig::since(from)).unwrap();
    let n_of = |which: &dyn Fn(&clientele::metrics::movement::Flow) -> bool| -> usize {
        answer.flows.iter().filter(|flow| which(flow)).map(|flow| flow.n_customers).sum()
    };
    assert_eq!(n_of(&|flow| flow.from == Some(SegmentName::Champions)), 459);
    assert_eq!(n_of(&|flow| flow.to == SegmentName::Champions), 627);
    assert_eq!((answer.n_new, answer.n_customers), (0, 2357));
    let paid: Money = answer.flows.iter().map(|flow| flow.amount).sum();
    assert_eq!(paid, Money::from_units(244_091.94 - 173_115.55));
    let report = report::movement(&answer, &Locale::default());
    sound(&report);
    assert_eq!(report.table.rows.len(), answer.flows.len());
    assert!(report.finding.contains("since 30 Sep 1997"));
}

#[test]
fn the_first_day_may_lie_before_all_orders() {
    let shop = facts(2, &[order(0, 10, 9.0), order(1, 12, 4.0)]);
    let answer = movement(&shop, &MovementConfig::since(Day(5))).unwrap();
    assert_eq!((answer.n_new, answer.n_up, answer.n_down, answer.n_same), (2, 0, 0, 0));
    let report = report::movement(&answer, &Locale::default());
    assert_eq!(report.finding, "All 2 customers are new since 6 Jan 1970");
    assert_eq!(report.table.rows[0][0], Cell::Text("New customers".into()));
}

#[test]
fn the_days_must_rise() {
    let shop = facts(2, &[order(0, 10, 9.0), order(1, 12, 4.0)]);
    for from in [12, 13] {
        assert!(movement(&shop, &MovementConfig::since(Day(from))).unwrap_err().is_config());
    }
    assert!(movement(&Facts::default(), &MovementConfig::since(Day(1))).unwrap_err().is_missing());
    let many = MovementConfig { n_bins: 99, ..MovementConfig::since(Day(11)) };
    assert!(movement(&shop, &many).unwrap_err().is_config());
}

#[test]
fn laws_hold_for_any_shop() {
    let mut dice = Dice(77);
    for _ in 0..150 {
        let mut orders: Vec<_> = (0..2 + dice.below(60))
            .map(|_| order(dice.below(20) as u32, dice.below(50) as i32, dice.below(30) as f64))
            .collect();
        orders.push(order(0, 60, 1.0));
        let config = MovementConfig::since(Day(dice.below(59) as i32));
        let shop = facts(20, &orders);
        let answer = movement(&shop, &config).unwrap();
        dice.shuffle(&mut orders);
        assert_eq!(movement(&facts(20, &orders), &config).unwrap(), answer);
        assert_eq!(answer.n_up + answer.n_down + answer.n_same + answer.n_new, answer.n_customers);
        let after = segments(&shop, &SegmentsConfig::default()).unwrap();
        for group in &after.groups {
            let flows = answer.flows.iter().filter(|flow| flow.to == group.name);
            assert_eq!(flows.map(|flow| flow.n_customers).sum::<usize>(), group.n_customers);
        }
        let (before, after) = both_days(&shop, &config).unwrap();
        for flow in &answer.flows {
            assert_eq!(Movement::of_flow(before.as_ref(), &after, flow).len(), flow.n_customers);
        }
        sound(&report::movement(&answer, &Locale::default()));
    }
}
