//! Which steps does an event fill?

use crate::dictionary::NO_CODE;
use crate::error::Error;
use crate::facts::{Events, Property};
use crate::message::{Arg, message};
use crate::num::decimal;

use super::config::{Condition, Relation, Step, Test, VALUE};

/// Up to 64 patterns, ready to be held against events: bit `i` of an answer stands for pattern `i`.
pub(super) struct Matcher<'a> {
    events: &'a Events,
    /// For each event name the patterns that accept it.
    by_name: Vec<u64>,
    /// For each pattern with conditions: the lists of which one must hold as a whole.
    checks: Vec<(u64, Vec<Vec<Check<'a>>>)>,
}

/// One condition on one property, decided for each value once; or on the amount of the event.
enum Check<'a> {
    Property { codes: &'a [u32], verdicts: Vec<bool>, blank: bool },
    Value { events: &'a Events, test: Test },
}

impl<'a> Matcher<'a> {
    /// Fails if a condition names a property that the events do not have.
    pub fn new(events: &'a Events, steps: &[Step]) -> Result<Self, Error> {
        let mut by_name = vec![0u64; events.vocabulary().len()];
        let mut checks = Vec::new();
        for (i, step) in steps.iter().enumerate() {
            let pattern = 1u64 << i;
            if step.events.is_empty() {
                by_name.iter_mut().for_each(|patterns| *patterns |= pattern);
            }
            for name in &step.events {
                if let Some(code) = events.vocabulary().find(name) {
                    by_name[code as usize] |= pattern;
                }
            }
            let mut lists = Vec::with_capacity(1 + step.alternatives.len());
            for list in std::iter::once(&step.conditions).chain(&step.alternatives) {
                // No condition at all holds always: it says nothing beside others.
                if !list.is_empty() {
                    lists.push(list.iter().map(|one| Check::new(events, one)).collect::<Result<_, Error>>()?);
                }
            }
            if !lists.is_empty() {
                checks.push((pattern, lists));
            }
        }
        Ok(Self { events, by_name, checks })
    }

    /// How many events fit each of the first `n` patterns.
    pub fn counts(&self, n: usize) -> Vec<usize> {
        let mut counts = vec![0; n];
        let mut add = |mut patterns: u64, times: usize| {
            while patterns != 0 {
                counts[patterns.trailing_zeros() as usize] += times;
                patterns &= patterns - 1;
            }
        };
        if self.checks.is_empty() {
            // By name first: there are few names and many events.
            let mut times = vec![0; self.by_name.len()];
            self.events.name().iter().for_each(|&name| times[name as usize] += 1);
            self.by_name.iter().zip(times).for_each(|(&patterns, times)| add(patterns, times));
        } else {
            (0..self.events.len()).for_each(|place| add(self.patterns(place), 1));
        }
        counts
    }

    /// The patterns that the event at this place fits.
    #[inline(always)]
    pub fn patterns(&self, place: usize) -> u64 {
        let mut patterns = self.by_name[self.events.name()[place] as usize];
        if patterns != 0 {
            for (pattern, lists) in &self.checks {
                let holds = |list: &Vec<Check<'_>>| list.iter().all(|check| check.holds(place));
                if patterns & pattern != 0 && !lists.iter().any(holds) {
                    patterns &= !pattern;
                }
            }
        }
        patterns
    }
}

impl<'a> Check<'a> {
    fn new(events: &'a Events, condition: &Condition) -> Result<Self, Error> {
        let test = &condition.test;
        if condition.property == VALUE && events.property(VALUE).is_none() && events.has_values() {
            return Ok(Self::Value { events, test: test.clone() });
        }
        let property = events.need(&condition.property)?;
        Ok(Self::Property {
            codes: &property.codes,
            verdicts: property.values.iter().map(|value| test.accepts(Some(value))).collect(),
            blank: test.accepts(None),
        })
    }

    fn holds(&self, place: usize) -> bool {
        match self {
            Self::Property { codes, verdicts, blank } => match codes[place] {
                NO_CODE => *blank,
                code => verdicts[code as usize],
            },
            Self::Value { events, test } => {
                let value = events.value(place).map(|value| value.units());
                match (test, value) {
                    (Test::Number(relation, than), Some(value)) => relation.holds(value, *than),
                    (test, value) => test.accepts(value.map(decimal::plain).as_deref()),
                }
            }
        }
    }
}

impl Events {
    /// The property with this name.
    ///
    /// # Errors
    /// There is none.
    pub(super) fn need(&self, name: &str) -> Result<&Property, Error> {
        let known =
            || self.properties().iter().map(|property| property.name.as_str()).collect::<Vec<_>>().join(", ");
        self.property(name).ok_or_else(|| match self.properties().is_empty() {
            true => Error::missing(message!(
                "No loaded events have properties, so none called {}.",
                Arg::name(name)
            )),
            false => Error::missing(message!(
                "No loaded events have a property called {}; there are: {}.",
                Arg::name(name),
                known()
            )),
        })
    }
}

impl Test {
    /// Does it hold of this value, `None` for a blank cell?
    pub fn accepts(&self, value: Option<&str>) -> bool {
        match (self, value) {
            (Self::AnyOf(texts), Some(value)) => texts.iter().any(|text| text == value),
            (Self::NoneOf(texts), Some(value)) => texts.iter().all(|text| text != value),
            (Self::Contains(text), Some(value)) => value.contains(text.as_str()),
            (Self::Lacks(text), Some(value)) => !value.contains(text.as_str()),
            (Self::Number(relation, than), Some(value)) => {
                number(value).is_some_and(|value| relation.holds(value, *than))
            }
            (Self::Blank, value) => value.is_none(),
            (Self::Filled, value) => value.is_some(),
            (_, None) => false,
        }
    }
}

impl Relation {
    fn holds(self, value: f64, than: f64) -> bool {
        match self {
            Self::Less => value < than,
            Self::AtMost => value <= than,
            Self::Equal => value == than,
            Self::AtLeast => value >= than,
            Self::More => value > than,
        }
    }
}

/// The number that a text is, written with a decimal dot or, where there is no dot, with one comma.
fn number(text: &str) -> Option<f64> {
    let text = text.trim();
    let written = text.bytes().all(|b| b.is_ascii_digit() || b"+-.,eE".contains(&b));
    let parsed = if text.contains('.') || text.matches(',').count() != 1 {
        decimal::read(text)
    } else {
        decimal::read(&text.replace(',', "."))
    };
    parsed.filter(|number| written && number.is_finite())
}
