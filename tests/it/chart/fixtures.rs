//! Answers of a made-up shop to draw. The numbers are invented; they add up.

use clientele::metrics::funnel::{Funnel, FunnelStep};
use clientele::metrics::interval::wilson;
use clientele::metrics::ladder::{Ladder, Rung, RungName};
use clientele::metrics::segments::{self, Segment, SegmentName, Segments, SegmentsConfig};
use clientele::metrics::value_bands::{ValueBand, ValueBands};
use clientele::money::Money;

use crate::shop::{facts, order};

/// Customers and money in currency units of each of the eleven groups.
pub fn grouped(groups: [(usize, f64); 11]) -> Segments {
    let n_all: usize = groups.iter().map(|(n, _)| n).sum();
    let all: f64 = groups.iter().map(|(_, units)| units).sum();
    let group = |(name, (n, units)): (SegmentName, (usize, f64))| Segment {
        name,
        n_customers: n,
        share: if n_all == 0 { 0.0 } else { n as f64 / n_all as f64 },
        amount: Money::from_units(units),
        amount_share: (all > 0.0 && units >= 0.0).then(|| units / all),
        median_recency_days: None,
        mean_orders: None,
        mean_amount: None,
    };
    // Everything else as for one order; the pictures read the groups and the sums alone.
    let one = segments::segments(&facts(1, &[order(0, 1, 1.0)]), &SegmentsConfig::default()).unwrap();
    Segments {
        n_customers: n_all,
        amount: Money::from_units(all),
        groups: SegmentName::ALL.into_iter().zip(groups).map(group).collect(),
        ..one
    }
}

pub fn shop() -> Segments {
    grouped([
        (412, 128_430.5),
        (388, 51_200.0),
        (301, 22_410.75),
        (164, 6_020.0),
        (120, 3_915.2),
        (233, 18_700.0),
        (198, 7_350.0),
        (257, 31_880.0),
        (61, 24_390.0),
        (310, 9_105.0),
        (402, 5_216.4),
    ])
}

/// Steps by name, customers, and median seconds from the step before.
pub fn funnel(steps: &[(&str, usize, Option<f64>)]) -> Funnel {
    let entrants = steps.first().map_or(0, |step| step.1);
    let part = |n: usize, of: usize| (of > 0).then(|| n as f64 / of as f64);
    let step = |position: usize| {
        let (name, n, median_seconds) = steps[position];
        FunnelStep {
            name: name.into(),
            n_customers: n,
            share_of_entrants: part(n, entrants),
            share_of_previous: if position == 0 { None } else { part(n, steps[position - 1].1) },
            interval: if position == 0 { None } else { wilson(n.min(entrants), entrants) },
            median_seconds,
            ..FunnelStep::default()
        }
    };
    Funnel {
        rule: "Ordered, within 30 days of the first step".into(),
        steps: (0..steps.len()).map(step).collect(),
        ..Funnel::default()
    }
}

pub fn checkout() -> Funnel {
    funnel(&[
        ("Visited the shop", 5_210, None),
        ("Looked at a product", 4_033, Some(44.0)),
        ("Put it in the basket", 1_506, Some(412.0)),
        ("Began to check out", 1_118, Some(3_900.0)),
        ("Paid", 874, Some(152.0)),
    ])
}

pub fn ladder() -> Ladder {
    let rungs = [
        (RungName::Aware, "In the customers file, contacted, or seen in any event", 6_120),
        (RungName::Trial, "Any event or answer that is not a purchase", 5_210),
        (RungName::Purchase, "Bought on one day", 2_846),
        (RungName::MultiplePurchase, "Bought on two days or more", 1_398),
        (RungName::Loyalty, "Bought on three days or more, the last within 90 days", 512),
    ];
    let rung = |position: usize| {
        let (name, rule, n) = rungs[position];
        let before = position.checked_sub(1).map(|before| rungs[before].2);
        Rung {
            name,
            rule: rule.into(),
            n_customers: n,
            share_of_first: Some(n as f64 / rungs[0].2 as f64),
            share_of_previous: before.map(|before| n as f64 / before as f64),
            interval: None,
        }
    };
    Ladder { rungs: (0..rungs.len()).map(rung).collect(), ..Ladder::default() }
}

/// Customers, paid so far and expected in currency units of each tenth.
pub fn tenths(tenths: [(f64, Option<f64>); 10]) -> ValueBands {
    let so_far: f64 = tenths.iter().map(|tenth| tenth.0).sum();
    let expected = tenths.iter().map(|tenth| tenth.1).sum::<Option<f64>>();
    let band = |(paid, hoped): (f64, Option<f64>)| ValueBand {
        n_customers: 236,
        so_far: Money::from_units(paid),
        so_far_share: (so_far > 0.0).then(|| paid / so_far),
        expected: hoped,
        expected_share: hoped.zip(expected).map(|(own, all)| own / all),
        least_expected: None,
        mean_p_alive: None,
    };
    let bands = tenths.into_iter().map(band).collect();
    ValueBands { n_customers: 2360, so_far: Money::from_units(so_far), expected, bands }
}

pub fn worth() -> ValueBands {
    tenths([
        (98_130.0, Some(41_250.0)),
        (44_020.0, Some(15_720.0)),
        (29_870.0, Some(9_410.0)),
        (20_415.0, Some(5_980.0)),
        (15_230.0, Some(3_720.0)),
        (11_840.0, Some(2_410.0)),
        (9_105.0, Some(1_530.0)),
        (7_350.0, Some(910.0)),
        (5_216.0, Some(420.0)),
        (3_915.0, Some(95.0)),
    ])
}

/// A name as a hostile file may give it.
pub fn hostile() -> Vec<String> {
    vec![
        "<script>alert(1)</script><img src=x onerror=alert(1)>".into(),
        "\u{202E}עברית ואז English \u{2066}שוב".into(),
        "x".repeat(10_000),
        "👩‍👩‍👧‍👦 family 👍🏽 ".repeat(30),
        "a\u{0}b\nc\r\n\td & \"quoted\" 'single' ]]> --".into(),
        String::new(),
        "أهلا وسهلا بكم في المتجر الكبير جدا الذي لا ينتهي اسمه".into(),
    ]
}
