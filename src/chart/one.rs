//! One customer: the probability still to buy over time, with each purchase, and after one more today.

use super::axis::Unit;
use super::lines::{Line, Lines};
use super::words;
use crate::locale::Locale;
use crate::metrics::value::one::{One, Point};

/// The course up to the end of the horizon; what lies ahead is dashed.
#[inline(never)]
pub(super) fn course(answer: &One, locale: &Locale) -> Lines {
    let course = answer.outlook.as_ref().map_or(&[][..], |outlook| &outlook.course);
    let today = course.partition_point(|point| point.day <= answer.as_of);
    let line = |name, of: &dyn Fn(&Point) -> Option<f64>, ahead, accented| Line {
        name: locale.word(name),
        values: course.iter().map(of).collect(),
        expected_from: Some(ahead),
        accented,
        ..Line::default()
    };
    Lines {
        x: course.iter().map(|point| f64::from(point.day.0)).collect(),
        x_unit: Unit::Date,
        unit: Unit::Share,
        lines: vec![
            line(words::STILL_BUYING, &|point| Some(point.p_alive), today, true),
            line(words::AFTER_PURCHASE, &|point| point.after_purchase, today.saturating_sub(1), false),
            // Places without a purchase are gaps, so that each purchase is a dot.
            Line {
                name: String::new(),
                expected_from: None,
                ..line(words::STILL_BUYING, &|point| point.bought.then_some(point.p_alive), today, false)
            },
        ],
        titles: [locale.word(words::PROBABILITY), String::new()],
        ..Lines::default()
    }
}
