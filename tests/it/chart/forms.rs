//! Numbers in the forms that the later views draw: lines, columns, heat, forest. Invented; they follow a rule each.

use clientele::chart::columns::{Columns, Part, Places, Shape};
use clientele::chart::forest::{Estimate, Forest};
use clientele::chart::heat::{Heat, HeatRow};
use clientele::chart::lines::{Line, Lines};
use clientele::chart::{Picture, Unit};
use clientele::day::Day;

const MONTHS: [&str; 12] =
    ["Jan 1997", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

fn month(k: i32) -> f64 {
    f64::from(Day::of_month_number(1997 * 12 + k).0)
}

/// Money by month, the last three expected.
pub fn months() -> Lines {
    let value = |k: i32, base: f64, slope: f64| base + slope * f64::from(k) + 900.0 * f64::from(k * 7 % 5);
    let line = |name: &str, base: f64, slope: f64, accented: bool| Line {
        name: name.into(),
        values: (0..18).map(|k| Some(value(k, base, slope))).collect(),
        band: (0..18)
            .map(|k| (k >= 15).then(|| (value(k, base, slope) * 0.9, value(k, base, slope) * 1.1)))
            .collect(),
        expected_from: Some(15),
        accented,
    };
    Lines {
        x: (0..18).map(month).collect(),
        x_unit: Unit::Date,
        unit: Unit::Money,
        lines: vec![
            line("Returning customers", 9_000.0, 1_150.0, true),
            line("New customers", 12_000.0, -90.0, false),
        ],
        ..Lines::default()
    }
}

/// Customers still there after so many days, by segment.
pub fn survival() -> Lines {
    let line = |name: &str, half: f64| Line {
        name: name.into(),
        values: (0..13).map(|k| Some(1.0 / (1.0 + f64::from(k) * 30.0 / half))).collect(),
        band: (0..13)
            .map(|k| 1.0 / (1.0 + f64::from(k) * 30.0 / half))
            .map(|share: f64| Some(((share - 0.04).max(0.0), (share + 0.04).min(1.0))))
            .collect(),
        ..Line::default()
    };
    Lines {
        x: (0..13).map(|k| f64::from(k) * 30.0).collect(),
        x_unit: Unit::Days,
        unit: Unit::Share,
        lines: vec![line("Newsletter", 210.0), line("Search", 130.0), line("Social", 118.0)],
        stepped: true,
        ..Lines::default()
    }
}

/// Share of the money that the lowest share of customers brings.
pub fn lorenz() -> Lines {
    let x: Vec<f64> = (0..=20).map(|k| f64::from(k) / 20.0).collect();
    let values = x.iter().map(|share| Some(share * share * share)).collect();
    Lines {
        lines: vec![Line { name: "Money".into(), values, accented: true, ..Line::default() }],
        x,
        x_unit: Unit::Share,
        unit: Unit::Share,
        diagonal: true,
        ..Lines::default()
    }
}

pub fn stacked() -> Columns {
    let part = |name: &str, base: f64, slope: f64| Part {
        name: name.into(),
        values: (0..12).map(|k| Some(base + slope * f64::from(k) + 700.0 * f64::from(k * 5 % 4))).collect(),
        accented: false,
    };
    Columns {
        places: Places::Months((0..12).map(|k| Day::of_month_number(1997 * 12 + k)).collect()),
        unit: Unit::Money,
        parts: vec![part("Returning customers", 6_000.0, 900.0), part("New customers", 8_000.0, -120.0)],
        shape: Shape::Stacked,
        unfinished_from: Some(11),
    }
}

pub fn histogram() -> Columns {
    let value = |k: i32| Some(libm::floor(900.0 / (1.0 + f64::from((k - 3) * (k - 3)) / 6.0)));
    Columns {
        places: Places::Named((0..20).map(|k| format!("{}", k * 10)).collect()),
        unit: Unit::Count,
        parts: vec![Part { name: "Orders".into(), values: (0..20).map(value).collect(), accented: false }],
        shape: Shape::Touching,
        unfinished_from: None,
    }
}

/// A triangle of shares: the later cohorts have not been watched for so long.
pub fn cohorts() -> Heat {
    let row = |k: usize| HeatRow {
        name: MONTHS[k].into(),
        note: format!("{}", 210 + k * 37 % 90),
        cells: (0..12 - k)
            .map(|age| Some(if age == 0 { 1.0 } else { 0.46 / libm::sqrt(age as f64) - 0.01 * k as f64 }))
            .collect(),
    };
    Heat {
        columns: (0..12).map(|age| age.to_string()).collect(),
        rows: (0..12).map(row).collect(),
        unit: Unit::Share,
        first_column: 2,
        full: Some(1.0),
    }
}

pub fn hours() -> Heat {
    let days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    let row = |(k, name): (usize, &&str)| HeatRow {
        name: name.to_string(),
        note: String::new(),
        cells: (0..24).map(|hour| Some((hour * (24 - hour)) as f64 * (1.0 + k as f64 / 4.0))).collect(),
    };
    Heat {
        columns: (0..24).map(|hour| hour.to_string()).collect(),
        rows: days.iter().enumerate().map(row).collect(),
        unit: Unit::Count,
        first_column: 3,
        full: None,
    }
}

pub fn lift() -> Forest {
    let row = |name: &str, value: f64, half: f64| Estimate {
        name: name.into(),
        value: Some(value),
        range: Some((value - half, value + half)),
        ..Estimate::default()
    };
    Forest {
        rows: vec![
            row("Welcome mail", 0.081, 0.022),
            row("Spring sale", 0.034, 0.041),
            row("Win-back voucher", 0.012, 0.015),
            row("Free delivery over 50", -0.046, 0.031),
            Estimate { name: "Christmas card, no control group".into(), ..Estimate::default() },
        ],
        unit: Unit::Share,
        reference: Some((0.0, "No effect".into())),
    }
}

/// Every form with its name, how many marks it has, and the finding for its title.
pub struct Forms {
    months: Lines,
    survival: Lines,
    lorenz: Lines,
    stacked: Columns,
    histogram: Columns,
    cohorts: Heat,
    hours: Heat,
    lift: Forest,
}

impl Forms {
    pub fn new() -> Self {
        Self {
            months: months(),
            survival: survival(),
            lorenz: lorenz(),
            stacked: stacked(),
            histogram: histogram(),
            cohorts: cohorts(),
            hours: hours(),
            lift: lift(),
        }
    }

    pub fn all(&self) -> [(&'static str, Picture<'_>, usize, &'static str); 8] {
        [
            ("months", Picture::Lines(&self.months), 18, "Returning customers bring most of the money"),
            ("survival", Picture::Lines(&self.survival), 13, "Newsletter readers stay longest"),
            ("lorenz", Picture::Lines(&self.lorenz), 21, "A fifth of the customers is half of the money"),
            ("stacked", Picture::Columns(&self.stacked), 12, "Growth comes from returning customers"),
            ("histogram", Picture::Columns(&self.histogram), 20, "A typical order is about 30"),
            ("cohorts", Picture::Heat(&self.cohorts), 144, "Each month's newcomers come back less"),
            ("hours", Picture::Heat(&self.hours), 168, "Sunday noon is the busiest hour"),
            ("lift", Picture::Forest(&self.lift), 5, "The welcome mail works, free delivery does harm"),
        ]
    }
}
