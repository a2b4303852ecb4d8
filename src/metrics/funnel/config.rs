//! What to ask of a funnel: steps, window, counting rule.

use crate::error::Error;
use crate::moment::MS_PER_DAY;

/// The most steps of one funnel.
pub const MAX_STEPS: usize = 64;

/// The window when none is given: 14 days.
pub const DEFAULT_WINDOW_MS: i64 = 14 * MS_PER_DAY;

/// A funnel to be counted.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FunnelConfig {
    /// The steps in order, 1 to [`MAX_STEPS`].
    pub steps: Vec<Step>,
    /// How to count.
    pub rule: Rule,
    /// Milliseconds within which the steps must be done, the boundary included. `None`, zero and less mean
    /// [`DEFAULT_WINDOW_MS`]; for no window at all there is [`Rule::NoWindow`], which does not read it.
    pub window_ms: Option<i64>,
    /// What events at one instant count for.
    pub ties: Ties,
}

/// One step: any one of some events, under conditions.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Step {
    /// What the step is called.
    pub name: String,
    /// Any of these event names, exactly as in the file; empty means any event.
    pub events: Vec<String>,
    /// All of these must hold as well.
    pub conditions: Vec<Condition>,
}

/// A condition on a property of the event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// Name of the property, exactly as in the header.
    pub property: String,
    /// What must hold of its value.
    pub test: Test,
}

/// What can be asked of the value of a property.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Test {
    /// It is one of these texts.
    AnyOf(Vec<String>),
    /// It is known and none of these texts.
    NoneOf(Vec<String>),
    /// It has this text in it.
    Contains(String),
    /// The cell is blank.
    Blank,
    /// The cell is not blank.
    Filled,
}

/// The counting rules, by name. Systems differ: the same events give 0 or 9 740 conversions of 50 000.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Rule {
    /// The deepest chain over all entries of a customer; the window runs from its first step.
    #[default]
    BestChain,
    /// Only the first entry of a customer is followed; the window runs from it.
    FirstEntry,
    /// The window runs anew from each step to the next.
    WindowRestarts,
    /// Steps in order, however long it takes.
    NoWindow,
    /// Steps must be neighbours: no other event between them; the window runs from the first.
    Neighbours,
    /// Steps in any order within a window; the number of different steps done counts.
    AnyOrder,
    /// As the best chain, but each step strictly later than the one before.
    StrictIncrease,
}

impl Rule {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 7] = [
        Self::BestChain,
        Self::FirstEntry,
        Self::WindowRestarts,
        Self::NoWindow,
        Self::Neighbours,
        Self::AnyOrder,
        Self::StrictIncrease,
    ];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::BestChain => "best chain",
            Self::FirstEntry => "first entry only",
            Self::WindowRestarts => "window restarts at each step",
            Self::NoWindow => "no window",
            Self::Neighbours => "neighbouring steps",
            Self::AnyOrder => "any order",
            Self::StrictIncrease => "strict increase",
        }
    }
}

/// What events of one customer at one instant count for. Dates without times make every pair of a day a tie.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Ties {
    /// They may be taken in the order of the steps, so the order of rows does not matter.
    #[default]
    StepOrder,
    /// They happened in the order of the rows of the file.
    RowOrder,
}

impl Step {
    /// A step that one event fills.
    pub fn of(event: &str) -> Self {
        Self { name: event.to_string(), events: vec![event.to_string()], conditions: Vec::new() }
    }
}

impl FunnelConfig {
    /// One step an event name, everything else as by default.
    pub fn of(events: &[&str]) -> Self {
        Self { steps: events.iter().map(|event| Step::of(event)).collect(), ..Self::default() }
    }

    /// The window in force: milliseconds, `None` where the rule has none.
    pub fn window(&self) -> Option<i64> {
        (self.rule != Rule::NoWindow)
            .then(|| self.window_ms.filter(|&window| window > 0).unwrap_or(DEFAULT_WINDOW_MS))
    }

    pub(super) fn check(&self) -> Result<(), Error> {
        if self.steps.is_empty() {
            return Err(Error::config("a funnel needs at least one step: choose an event"));
        }
        if self.steps.len() > MAX_STEPS {
            return Err(Error::config(format!(
                "a funnel has at most {MAX_STEPS} steps, {} were given: leave some out",
                self.steps.len()
            )));
        }
        Ok(())
    }
}
