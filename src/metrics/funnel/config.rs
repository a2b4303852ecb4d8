//! What to ask of a funnel: steps, window, counting rule.

use crate::error::Error;
use crate::message::{Arg, Word, message, word};
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
    /// Events that must not happen between two steps.
    pub exclusions: Vec<Exclusion>,
    /// What such an event does.
    pub exclusion_rule: ExclusionRule,
    /// What is counted.
    pub grain: Grain,
    /// Up to three properties that must have one value throughout a chain; events without it fill no step.
    pub hold: Vec<String>,
    /// Milliseconds within which each step must follow the one before, the boundary included, besides the window. `None`, zero and
    /// less mean no such limit.
    pub gap_ms: Option<i64>,
    /// May a customer enter at any step? Then each step counts everybody who took it; see [`funnel`](super::funnel).
    pub open: bool,
}

/// Events that must not happen after one step and before another, within the window.
#[derive(Debug, Clone, PartialEq)]
pub struct Exclusion {
    /// Which events: the name of this "step" is what the exclusion is called.
    pub events: Step,
    /// After this step, counted from 1.
    pub from_step: usize,
    /// Before this step: greater than `from_step`.
    pub to_step: usize,
}

/// What an excluded event does. At the instant of a step it does nothing, for it may have come before or after.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ExclusionRule {
    /// It ends the attempt: the steps done so far count, and the customer may enter again.
    #[default]
    EndAttempt,
    /// It takes the customer out of the whole funnel, unless another attempt came as far without one.
    DropCustomer,
    /// As the one before, but the customer stays at the first step.
    KeepFirstStep,
}

/// What is counted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Grain {
    /// Each customer once, with the deepest chain.
    #[default]
    Customers,
    /// Each entry: a first step that opens an attempt. Each event serves one attempt, the latest that waits for it. Under
    /// [`Rule::FirstEntry`] an open attempt blocks the next entry until it converts, is excluded or runs out of time.
    Entries,
    /// Each session of each customer by itself; the text is the property that names the session. Events without one are left
    /// out.
    Sessions(String),
    /// The same where no property names the session: it ends with a silence of more than so many milliseconds between two
    /// events of any name.
    SessionsByGap(i64),
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
    /// Or all of one of these lists, instead of `conditions`. Any "and" and "or" of conditions can be written so.
    pub alternatives: Vec<Vec<Condition>>,
    /// May it be missing? An optional step is looked for between the required ones around it, in the chain that is counted without
    /// it; the first and the last step are required.
    pub optional: bool,
}

/// A condition on a property of the event.
#[derive(Debug, Clone, PartialEq)]
pub struct Condition {
    /// Name of the property, exactly as in the header. [`VALUE`] stands for the amount of the event, where no property has
    /// that name.
    pub property: String,
    /// What must hold of its value.
    pub test: Test,
}

/// What can be asked of the value of a property.
#[derive(Debug, Clone, PartialEq)]
pub enum Test {
    /// It is one of these texts.
    AnyOf(Vec<String>),
    /// It is known and none of these texts.
    NoneOf(Vec<String>),
    /// It has this text in it.
    Contains(String),
    /// It is known and has not this text in it.
    Lacks(String),
    /// It is a number that compares so with this one; a text that is no number does not hold.
    Number(Relation, f64),
    /// The cell is blank.
    Blank,
    /// The cell is not blank.
    Filled,
}

/// How two numbers compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// Less than it.
    Less,
    /// It or less.
    AtMost,
    /// The same, however it is written: `10` and `10.0`.
    Equal,
    /// It or more.
    AtLeast,
    /// More than it.
    More,
}

/// The name by which conditions ask for the amount of an event.
pub const VALUE: &str = "value";

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

    /// What it is called in pictures and tables.
    pub fn label(self) -> Word {
        match self {
            Self::BestChain => word!("The best run of each customer"),
            Self::FirstEntry => word!("The first entry only"),
            Self::WindowRestarts => word!("Time limit anew at each step"),
            Self::NoWindow => word!("However long it takes"),
            Self::Neighbours => word!("Steps without others between"),
            Self::AnyOrder => word!("Steps in any order"),
            Self::StrictIncrease => word!("Each step strictly later"),
        }
    }

    /// Its name in settings.
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
        Self { name: event.to_string(), events: vec![event.to_string()], ..Self::default() }
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

    /// The limit between neighbouring steps in force.
    pub fn gap(&self) -> Option<i64> {
        self.gap_ms.filter(|&gap| gap > 0)
    }

    /// Does a chain have to stay within one session or value?
    pub(super) fn is_split(&self) -> bool {
        !self.hold.is_empty() || self.by_session()
    }

    /// Is each session counted by itself?
    pub(super) fn by_session(&self) -> bool {
        matches!(self.grain, Grain::Sessions(_) | Grain::SessionsByGap(_))
    }

    pub(super) fn check(&self) -> Result<(), Error> {
        let n = self.steps.len();
        if n == 0 {
            return Err(Error::config(message!("A funnel needs at least one step: choose an event.")));
        }
        if n > MAX_STEPS || self.exclusions.len() > MAX_STEPS {
            return Err(Error::config(message!(
                "A funnel has at most {} steps and as many exclusions: leave some out.",
                MAX_STEPS
            )));
        }
        if let Some(wrong) =
            self.exclusions.iter().find(|e| e.from_step == 0 || e.from_step >= e.to_step || e.to_step > n)
        {
            return Err(Error::config(message!(
                "The exclusion {} runs from step {} to step {}: choose two of the {} steps, the first before the second.",
                Arg::name(&wrong.events.name),
                wrong.from_step,
                wrong.to_step,
                n
            )));
        }
        if self.hold.len() > 3 {
            return Err(Error::config(message!(
                "At most three properties can be held constant: leave some out."
            )));
        }
        self.check_rule()
    }

    /// Refuses what a rule gives no meaning to.
    fn check_rule(&self) -> Result<(), Error> {
        let chains =
            matches!(self.rule, Rule::BestChain | Rule::FirstEntry | Rule::NoWindow | Rule::StrictIncrease);
        if self.grain == Grain::Entries && !chains {
            return Err(Error::config(message!(
                "Entries cannot be counted under the rule {}: choose customers or sessions, or another rule.",
                Arg::name(self.rule.name())
            )));
        }
        self.check_gap(chains)?;
        self.check_open()?;
        if self.exclusions.is_empty() {
            return Ok(());
        }
        if !chains && self.rule != Rule::AnyOrder {
            return Err(Error::config(message!(
                "Exclusions have no meaning under the rule {}: choose another rule, or take them out.",
                Arg::name(self.rule.name())
            )));
        }
        let n = self.steps.len();
        if self.rule == Rule::AnyOrder && self.exclusions.iter().any(|e| e.from_step != 1 || e.to_step != n) {
            return Err(Error::config(message!(
                "In any order an exclusion holds from the first step to the last: choose these."
            )));
        }
        if self.grain == Grain::Entries && self.exclusion_rule != ExclusionRule::EndAttempt {
            return Err(Error::config(message!(
                "Counted by entries, an exclusion can only end the attempt: choose that."
            )));
        }
        Ok(())
    }

    fn check_gap(&self, chains: bool) -> Result<(), Error> {
        if let Grain::SessionsByGap(gap) = self.grain
            && gap <= 0
        {
            return Err(Error::config(message!(
                "A session ends after a silence of more than nothing: choose a longer one."
            )));
        }
        let plain = chains && self.exclusions.is_empty() && self.grain != Grain::Entries;
        if self.gap().is_none() || plain || self.rule == Rule::Neighbours {
            return Ok(());
        }
        Err(Error::config(match chains {
            true => message!(
                "A limit between neighbouring steps goes neither with exclusions nor with entries: leave one out."
            ),
            false => message!(
                "A limit between neighbouring steps has no meaning under the rule {}: choose another rule, or take it out.",
                Arg::name(self.rule.name())
            ),
        }))
    }

    /// An open funnel is made of pairs of neighbouring steps.
    fn check_open(&self) -> Result<(), Error> {
        if !self.open {
            return Ok(());
        }
        let wrong = if self.rule == Rule::AnyOrder {
            message!(
                "In any order there is no next step, so an open funnel has no meaning: choose another rule."
            )
        } else if self.grain == Grain::Entries {
            message!("An open funnel counts customers or sessions, not entries: choose one of these.")
        } else if !self.exclusions.is_empty() && self.exclusion_rule != ExclusionRule::EndAttempt {
            message!("In an open funnel an exclusion can only end the attempt: choose that.")
        } else if self.steps.iter().any(|step| step.optional) {
            message!("In an open funnel every step may be missing anyway: make none optional.")
        } else {
            return Ok(());
        };
        Err(Error::config(wrong))
    }

    /// Refuses an open funnel, for a question that follows one chain from its first step.
    pub(super) fn closed(&self) -> Result<(), Error> {
        if self.open {
            return Err(Error::config(message!(
                "An open funnel has no first step to answer this from: let customers enter at the first step only."
            )));
        }
        Ok(())
    }
}
