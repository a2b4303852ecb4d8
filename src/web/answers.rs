//! Questions of the page and their answers, kept until the facts change.

use std::rc::Rc;

use super::node::Node;
use super::setting::Setting;
use super::{config, dto};
use crate::chart::Picture;
use crate::error::Error;
use crate::facts::{CustomerIdx, Facts};
use crate::locale::Locale;
use crate::metrics::funnel::{self, Funnel, FunnelConfig};
use crate::metrics::ladder::{self, Ladder, LadderConfig};
use crate::metrics::overview::{self, Overview, OverviewConfig};
use crate::metrics::segments::{self, Segments, SegmentsConfig};
use crate::metrics::value::{self, Value, ValueConfig};
use crate::metrics::value_bands::{self, ValueBands};
use crate::report::{self, Report};

/// Answers kept: each view's last two or so, so that going back and forth between settings costs nothing.
const MOST_ANSWERS: usize = 8;

/// A view with its settings.
#[derive(Debug, Clone, PartialEq)]
pub enum Question {
    Overview(OverviewConfig),
    Segments(SegmentsConfig),
    Funnel(FunnelConfig),
    Ladder(LadderConfig),
    Value(ValueConfig),
}

/// What the facts say to it.
#[derive(Debug)]
pub enum Answer {
    Overview(Box<Overview>),
    Segments(Segments),
    Funnel(Funnel),
    Ladder(Ladder),
    Value(Box<(Value, ValueBands, ValueConfig)>),
}

impl Question {
    /// Reads the name of a view and its settings.
    #[inline(never)]
    pub fn read(view: &str, config: Setting<'_>) -> Result<Self, Error> {
        match view {
            "overview" => config::overview(config).map(Self::Overview),
            "segments" => config::segments(config).map(Self::Segments),
            "funnel" => config::funnel(config).map(Self::Funnel),
            "ladder" => config::ladder(config).map(Self::Ladder),
            "value" => config::value(config).map(Self::Value),
            _ => Err(Error::config(format!("There is no view {view:?}."))),
        }
    }

    /// Is its code in the later file of the module? All views' is but that of the first answers.
    pub fn is_later(&self) -> bool {
        !matches!(self, Self::Segments(_) | Self::Funnel(_) | Self::Ladder(_) | Self::Value(_))
    }

    fn answer(&self, facts: &Facts) -> Result<Answer, Error> {
        match self {
            Self::Overview(config) => {
                overview::overview(facts, config).map(|answer| Answer::Overview(Box::new(answer)))
            }
            Self::Segments(config) => segments::segments(facts, config).map(Answer::Segments),
            Self::Funnel(config) => funnel::funnel(facts, &with_steps(config, facts)?).map(Answer::Funnel),
            Self::Ladder(config) => climbed(ladder::ladder(facts, config)).map(Answer::Ladder),
            Self::Value(config) => {
                let value = value::value(facts, config)?;
                let bands = value_bands::value_bands(&value.customers, value_bands::TENTHS);
                Ok(Answer::Value(Box::new((value, bands, config.clone()))))
            }
        }
    }
}

/// Steps are suggested where none are chosen.
fn with_steps(config: &FunnelConfig, facts: &Facts) -> Result<FunnelConfig, Error> {
    let suggest = || {
        let none = || {
            Error::missing("A funnel needs events: load a file with a customer, a time and an event name.")
        };
        Ok::<_, Error>(funnel::suggest(&facts.events).ok_or_else(none)?.steps)
    };
    let steps = if config.steps.is_empty() { suggest()? } else { config.steps.clone() };
    Ok(FunnelConfig { steps, ..config.clone() })
}

fn climbed(ladder: Ladder) -> Result<Ladder, Error> {
    let nobody = ladder.rungs.iter().all(|rung| rung.n_customers == 0);
    if nobody {
        Err(Error::missing("the ladder needs orders or events of known customers"))
    } else {
        Ok(ladder)
    }
}

impl Answer {
    /// As plain data.
    pub fn node(&self) -> Node {
        match self {
            Self::Overview(answer) => dto::overview(answer),
            Self::Segments(answer) => dto::segments(answer),
            Self::Funnel(answer) => dto::funnel(answer),
            Self::Ladder(answer) => dto::ladder(answer),
            Self::Value(answer) => dto::value(&answer.0),
        }
    }

    /// The segments, if it is those.
    pub fn as_segments(&self) -> Option<&Segments> {
        if let Self::Segments(answer) = self { Some(answer) } else { None }
    }

    /// The value, if it is that.
    pub fn as_value(&self) -> Option<&Value> {
        if let Self::Value(answer) = self { Some(&answer.0) } else { None }
    }

    /// To be drawn.
    pub fn picture(&self) -> Picture<'_> {
        match self {
            Self::Overview(answer) => Picture::Months(answer),
            Self::Segments(answer) => Picture::Segments(answer),
            Self::Funnel(answer) => Picture::Funnel(answer),
            Self::Ladder(answer) => Picture::Ladder(answer),
            Self::Value(answer) => Picture::Value(&answer.1),
        }
    }

    /// The customers behind a row of its table; `None` where rows are no lists of customers.
    pub fn members(&self, row: usize) -> Option<Vec<CustomerIdx>> {
        let with = |is_in: &dyn Fn(usize) -> bool, n: usize| {
            (0..n).filter(|&customer| is_in(customer)).map(|customer| customer as CustomerIdx).collect()
        };
        match self {
            Self::Segments(answer) => {
                let groups = &answer.group_of;
                let is_in = |customer: usize| {
                    groups.get(customer).copied().flatten().is_some_and(|group| usize::from(group) == row)
                };
                Some(with(&is_in, groups.len()))
            }
            Self::Funnel(answer) => Some(answer.stopped_at(row)),
            Self::Ladder(answer) => {
                let levels = &answer.level_of;
                let is_in = |customer: usize| {
                    levels.get(customer).is_some_and(|&level| usize::from(level) == row + 1)
                };
                Some(with(&is_in, levels.len()))
            }
            Self::Overview(_) | Self::Value(_) => None,
        }
    }

    /// What stands above its report: the finding on the whole base, with its key figures.
    pub fn summary(&self, locale: &Locale) -> Option<Report> {
        if let Self::Overview(answer) = self { Some(report::overview(answer, locale)) } else { None }
    }

    /// In words and as a table.
    pub fn report(&self, locale: &Locale) -> Report {
        match self {
            Self::Overview(answer) => report::months(answer, locale),
            Self::Segments(answer) => report::segments(answer, locale),
            Self::Funnel(answer) => report::funnel(answer, locale),
            Self::Ladder(answer) => report::ladder(answer, locale),
            Self::Value(answer) => report::value(&answer.0, &answer.1, &answer.2, locale),
        }
    }
}

/// Answers to the questions asked last.
#[derive(Debug, Default)]
pub struct Answers {
    kept: Vec<(Question, Rc<Answer>)>,
}

impl Answers {
    /// Forgets all, because the facts have changed.
    pub fn clear(&mut self) {
        self.kept.clear();
    }

    /// The answer, computed if it is not kept.
    pub fn get(&mut self, question: Question, facts: &Facts) -> Result<Rc<Answer>, Error> {
        let kept = self.kept.iter().position(|(other, _)| *other == question);
        let entry = match kept {
            Some(at) => self.kept.remove(at),
            None => {
                let answer = question.answer(facts)?;
                (question, Rc::new(answer))
            }
        };
        if self.kept.len() >= MOST_ANSWERS {
            self.kept.remove(0);
        }
        let answer = entry.1.clone();
        self.kept.push(entry);
        Ok(answer)
    }
}
