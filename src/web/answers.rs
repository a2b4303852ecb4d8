//! Questions of the page and their answers, kept until the facts change.

use std::mem::discriminant;
use std::rc::Rc;

use super::decide::{DecideAsked, Decided};
use super::node::Node;
use super::setting::Setting;
use super::worth::{Fits, ValueAsked, Worth};
use super::{config, dto, dto_value, funnel_config, funnel_parts, later, parts};
use crate::chart::Picture;
use crate::day::Day;
use crate::error::Error;
use crate::facts::{CustomerIdx, Facts};
use crate::locale::Locale;
use crate::message::{Arg, message};
use crate::metrics::funnel::{self, Funnel, FunnelConfig};
use crate::metrics::ladder::{self, Ladder, LadderConfig};
use crate::metrics::overview::{self, Overview, OverviewConfig};
use crate::metrics::segments::{self, Segments, SegmentsConfig};
use crate::metrics::value::base::Base;
use crate::metrics::value::holdout::Holdout;
use crate::metrics::value::one::{self, One};
use crate::metrics::value::purchases::Model;
use crate::metrics::value::trust::{self, Trust, View};
use crate::metrics::value::{Forecaster, Value};
use crate::report::{self, Report, Sheet};

/// Answers kept: each view's last two or so, so that going back and forth between settings costs nothing.
const MOST_ANSWERS: usize = 24;

/// A view with its settings.
#[derive(Debug, Clone)]
pub enum Question {
    Overview(OverviewConfig),
    Segments(SegmentsConfig),
    Funnel(FunnelConfig),
    FunnelPart(Box<funnel_parts::Question>),
    Ladder(LadderConfig),
    Value(ValueAsked),
    Trust(TrustAsked),
    Customer(CustomerAsked),
    Later(later::Question),
    Decide(Box<DecideAsked>),
    Parts(Box<parts::Question>),
}

/// The settings of the view "customer".
#[derive(Debug, Clone, PartialEq)]
pub struct CustomerAsked {
    /// The identifier; none is no question yet.
    pub customer: Option<String>,
    pub value: ValueAsked,
    /// Days ahead for no purchase at all.
    pub none_days: f64,
}

/// The settings of the view "trust".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrustAsked {
    pub as_of: Option<Day>,
    pub view: View,
}

/// What the facts say to it.
#[derive(Debug)]
pub enum Answer {
    Overview(Box<Overview>),
    Segments(Segments),
    Funnel(Funnel),
    FunnelPart(Box<funnel_parts::Answer>),
    Ladder(Ladder),
    Value(Box<Worth>),
    Trust(Box<(Trust, View)>),
    Customer(Box<(One, String)>),
    Later(later::Answer),
    Decide(Box<Decided>),
    Parts(Box<parts::Answer>),
}

impl Question {
    /// What the page asks first: a view of the first file, without a setting. All else is read by [`Self::read`].
    pub fn usual(view: &str, config: Setting<'_>) -> Result<Option<Self>, Error> {
        Ok(match view {
            "funnel" if config.has_only("steps") => Some(Self::Funnel(funnel_config::usual(config)?)),
            "segments" if config.has_only("") => Some(Self::Segments(SegmentsConfig::default())),
            "ladder" if config.has_only("") => Some(Self::Ladder(LadderConfig::default())),
            "value" if config.has_only("") => Some(Self::Value(ValueAsked::default())),
            _ => None,
        })
    }

    /// Reads the name of a view and its settings.
    #[inline(never)]
    pub fn read(view: &str, config: Setting<'_>) -> Result<Self, Error> {
        match view {
            "overview" => config::overview(config).map(Self::Overview),
            "segments" => config::segments(config).map(Self::Segments),
            "funnel" => funnel_config::funnel(config).map(Self::Funnel),
            "ladder" => config::ladder(config).map(Self::Ladder),
            "value" => config::value(config).map(Self::Value),
            "decide" => DecideAsked::read(config).map(|asked| Self::Decide(Box::new(asked))),
            "customer" => config::customer(config).map(Self::Customer),
            "trust" => config::trust(config).map(Self::Trust),
            _ => match funnel_parts::Question::read(view, config)? {
                Some(part) => Ok(Self::FunnelPart(Box::new(part))),
                None => match later::Question::read(view, config)? {
                    Some(later) => Ok(Self::Later(later)),
                    None => parts::Question::read(view, config).map(|asked| Self::Parts(Box::new(asked))),
                },
            },
        }
    }

    fn answer(&self, facts: &Facts, fits: &mut Fits, kept: &mut Work) -> Result<Answer, Error> {
        match self {
            Self::Segments(config) => segments::segments(facts, config).map(Answer::Segments),
            Self::Funnel(config) => {
                funnel::funnel_again(facts, &with_steps(config, facts)?, Some(&mut kept.funnel))
                    .map(Answer::Funnel)
            }
            Self::Ladder(config) => {
                climbed(ladder::ladder_again(facts, config, &mut kept.ladder)).map(Answer::Ladder)
            }
            Self::Value(asked) => fits.worth(asked, facts).map(|answer| Answer::Value(Box::new(answer))),
            _ => self.answer_later(facts, fits, kept),
        }
    }

    #[inline(never)]
    fn is_same_later(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Overview(one), Self::Overview(two)) => one == two,
            (Self::FunnelPart(one), Self::FunnelPart(two)) => one == two,
            (Self::Trust(one), Self::Trust(two)) => one == two,
            (Self::Customer(one), Self::Customer(two)) => one == two,
            (Self::Later(one), Self::Later(two)) => one == two,
            (Self::Parts(one), Self::Parts(two)) => one == two,
            (Self::Decide(one), Self::Decide(two)) => one == two,
            _ => false,
        }
    }

    #[inline(never)]
    fn answer_later(&self, facts: &Facts, fits: &mut Fits, kept: &mut Work) -> Result<Answer, Error> {
        match self {
            Self::Segments(_) | Self::Funnel(_) | Self::Ladder(_) | Self::Value(_) => {
                self.answer(facts, fits, kept)
            }
            Self::Overview(config) => {
                overview::overview(facts, config).map(|answer| Answer::Overview(Box::new(answer)))
            }
            Self::FunnelPart(part) => {
                let answer = part.answer(facts, with_steps(part.funnel(), facts)?, &mut kept.funnel)?;
                Ok(Answer::FunnelPart(Box::new(answer)))
            }
            Self::Decide(asked) => asked.answer(facts, fits).map(|answer| Answer::Decide(Box::new(answer))),
            Self::Customer(asked) => {
                let (who, id) = customer(asked, facts)?;
                let base = fits.asked(&asked.value, facts)?;
                let answer = one::one(facts, &base, who, &asked.value.config, asked.none_days)?;
                Ok(Answer::Customer(Box::new((answer, id))))
            }
            Self::Trust(asked) => {
                let holdout = fits.check(asked.as_of, facts)?;
                let shown = fits.base(asked.as_of, fits_of(&holdout), facts)?;
                let mut answer = trust::trust(facts, &holdout, &shown);
                if matches!(asked.view, View::Fit | View::Parameters) {
                    for model in Model::ALL {
                        let base = fits.base(asked.as_of, Forecaster::Model(model), facts)?;
                        answer.fits.extend(base.fit_report());
                    }
                    answer.fits.extend(shown.spend_report());
                }
                Ok(Answer::Trust(Box::new((answer, asked.view))))
            }
            Self::Later(question) => question.answer(facts).map(Answer::Later),
            Self::Parts(asked) => {
                asked.answer(facts, &mut kept.parts).map(|answer| Answer::Parts(Box::new(answer)))
            }
        }
    }
}

impl PartialEq for Question {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Segments(one), Self::Segments(two)) => one == two,
            (Self::Funnel(one), Self::Funnel(two)) => one == two,
            (Self::Ladder(one), Self::Ladder(two)) => one == two,
            (Self::Value(one), Self::Value(two)) => one == two,
            _ => discriminant(self) == discriminant(other) && self.is_same_later(other),
        }
    }
}

fn customer(asked: &CustomerAsked, facts: &Facts) -> Result<(CustomerIdx, String), Error> {
    let Some(id) = &asked.customer else { return Err(Error::missing(message!("No customer is chosen."))) };
    let who = facts.customers.ids.find(id.trim());
    let who =
        who.ok_or_else(|| Error::missing(message!("No customer is called {}.", Arg::Name(id.clone()))))?;
    Ok((who, id.trim().to_owned()))
}

/// The best model of a check, for what the naive forecast cannot show.
fn fits_of(holdout: &Holdout) -> Forecaster {
    let models = holdout.scores.iter().filter(|score| score.model.is_some());
    let best = models.reduce(|best, next| if next.rmse < best.rmse { next } else { best });
    Forecaster::Model(best.and_then(|score| score.model).unwrap_or(Model::BgNbd))
}

/// Steps are suggested where none are chosen.
fn with_steps(config: &FunnelConfig, facts: &Facts) -> Result<FunnelConfig, Error> {
    let suggest = || {
        let none = || {
            Error::missing(message!(
                "A funnel needs events: load a file with a customer, a time and an event name."
            ))
        };
        Ok::<_, Error>(funnel::suggest(&facts.events).ok_or_else(none)?.steps)
    };
    let steps = if config.steps.is_empty() { suggest()? } else { config.steps.clone() };
    Ok(FunnelConfig { steps, ..config.clone() })
}

fn climbed(ladder: Ladder) -> Result<Ladder, Error> {
    let nobody = ladder.rungs.iter().all(|rung| rung.n_customers == 0);
    if nobody {
        Err(Error::missing(message!("The ladder needs orders or events of known customers.")))
    } else {
        Ok(ladder)
    }
}

impl Answer {
    /// As plain data.
    pub fn node(&self, locale: &Locale) -> Node {
        match self {
            Self::Segments(answer) => dto::segments(answer, locale),
            Self::Funnel(answer) => dto::funnel(answer, locale),
            Self::Ladder(answer) => dto::ladder(answer, locale),
            Self::Value(answer) => dto::value(answer.value(), locale),
            _ => self.later_node(locale),
        }
    }

    #[inline(never)]
    fn later_node(&self, locale: &Locale) -> Node {
        match self {
            Self::Segments(_) | Self::Funnel(_) | Self::Ladder(_) | Self::Value(_) => Node::Null,
            Self::Overview(answer) => dto::overview(answer),
            Self::FunnelPart(answer) => answer.node(locale),
            Self::Trust(answer) => dto_value::trust(&answer.0),
            Self::Customer(answer) => dto_value::one(&answer.0),
            Self::Later(answer) => answer.node(locale),
            Self::Decide(answer) => answer.node(locale),
            Self::Parts(answer) => answer.node(locale),
        }
    }

    /// The segments, if it is those.
    pub fn as_segments(&self) -> Option<&Segments> {
        if let Self::Segments(answer) = self { Some(answer) } else { None }
    }

    /// The value, if it is that.
    pub fn as_value(&self) -> Option<&Value> {
        if let Self::Value(answer) = self { Some(answer.value()) } else { None }
    }

    /// To be drawn.
    pub fn picture(&self) -> Picture<'_> {
        match self {
            Self::Segments(answer) => Picture::Segments(answer),
            Self::Funnel(answer) => Picture::Funnel(answer),
            Self::Ladder(answer) => Picture::Ladder(answer),
            Self::Value(answer) => Picture::Value(&answer.bands),
            _ => self.later_picture(),
        }
    }

    #[inline(never)]
    fn later_picture(&self) -> Picture<'_> {
        match self {
            Self::Segments(_) | Self::Funnel(_) | Self::Ladder(_) | Self::Value(_) => self.picture(),
            Self::Overview(answer) => Picture::Months(answer),
            Self::FunnelPart(answer) => answer.picture(),
            Self::Trust(answer) => Picture::Trust(&answer.0, answer.1),
            Self::Customer(answer) => Picture::One(&answer.0),
            Self::Later(answer) => answer.picture(),
            Self::Decide(answer) => answer.picture(),
            Self::Parts(answer) => answer.picture(),
        }
    }

    /// The customers behind a row of its table, or behind a cell of it where each cell has its mark; `None` where these
    /// are no lists of customers.
    #[inline(never)]
    pub fn members(
        &self,
        facts: &Facts,
        row: usize,
        column: usize,
    ) -> Result<Option<Vec<CustomerIdx>>, Error> {
        let with = |is_in: &dyn Fn(usize) -> bool, n: usize| {
            (0..n).filter(|&customer| is_in(customer)).map(|customer| customer as CustomerIdx).collect()
        };
        Ok(match self {
            Self::Segments(answer) => {
                let groups = &answer.group_of;
                let is_in = |customer: usize| {
                    groups.get(customer).copied().flatten().is_some_and(|group| usize::from(group) == row)
                };
                Some(with(&is_in, groups.len()))
            }
            Self::Funnel(answer) => Some(answer.stopped_at(row)),
            Self::FunnelPart(answer) => answer.members(row),
            Self::Decide(answer) => answer.members(row),
            Self::Parts(answer) => answer.members(row, column),
            Self::Ladder(answer) => {
                let levels = &answer.level_of;
                let is_in = |customer: usize| {
                    levels.get(customer).is_some_and(|&level| usize::from(level) == row + 1)
                };
                Some(with(&is_in, levels.len()))
            }
            Self::Later(answer) => return answer.members(facts, row, column),
            Self::Overview(_) | Self::Value(_) | Self::Trust(_) | Self::Customer(_) => None,
        })
    }

    /// What stands above its report: the finding on the whole base, with its key figures.
    pub fn summary(&self, locale: &Locale) -> Option<Report> {
        match self {
            Self::Segments(_) | Self::Funnel(_) | Self::Ladder(_) | Self::Value(_) => None,
            _ => self.later_summary(locale),
        }
    }

    #[inline(never)]
    fn later_summary(&self, locale: &Locale) -> Option<Report> {
        match self {
            Self::Overview(answer) => Some(report::overview(answer, locale)),
            Self::FunnelPart(answer) => answer.summary(locale),
            Self::Customer(answer) => Some(report::one::one(&answer.0, &answer.1, locale)),
            _ => None,
        }
    }

    /// Are the rows of its table customers by name?
    pub fn names_customers(&self) -> bool {
        match self {
            Self::Decide(answer) => answer.names_customers(),
            _ => false,
        }
    }

    /// What the groups are called of which one is looked at; none where nothing is to be chosen.
    pub fn choices(&self, locale: &Locale) -> Vec<String> {
        if let Self::Parts(answer) = self { answer.choices(locale) } else { Vec::new() }
    }

    /// Where the scales of the segments were cut, where that is shown.
    pub fn scales(&self, locale: &Locale) -> Option<Sheet> {
        if let Self::Parts(answer) = self { answer.scales(locale) } else { None }
    }

    /// In words and as a table.
    pub fn report(&self, locale: &Locale) -> Report {
        match self {
            Self::Segments(answer) => report::segments(answer, locale),
            Self::Funnel(answer) => report::funnel(answer, locale),
            Self::Ladder(answer) => report::ladder(answer, locale),
            Self::Value(answer) => of_worth(answer, locale),
            _ => self.later_report(locale),
        }
    }

    #[inline(never)]
    fn later_report(&self, locale: &Locale) -> Report {
        match self {
            Self::Segments(_) | Self::Funnel(_) | Self::Ladder(_) | Self::Value(_) => self.report(locale),
            Self::Overview(answer) => report::months(answer, locale),
            Self::FunnelPart(answer) => answer.report(locale),
            Self::Customer(answer) => report::one::course(&answer.0, locale),
            Self::Decide(answer) => answer.report(locale),
            Self::Parts(answer) => answer.report(locale),
            Self::Trust(answer) => report::trust::trust(&answer.0, answer.1, locale),
            Self::Later(answer) => answer.report(locale),
        }
    }
}

/// The value of customers, with what the later file of the module knows of its forecast.
fn of_worth(answer: &Worth, locale: &Locale) -> Report {
    let mut report = report::value(&answer.summary, &answer.bands, &answer.config, locale);
    if let Some(holdout) = &answer.chosen_by {
        report.notes.insert(0, report::trust::choice(holdout, locale));
    }
    if !answer.notices.is_empty() {
        report.notes.extend(report::trust::notices(&answer.notices, locale));
    }
    report
}

/// What of the answers asked last serves the next ones too.
#[derive(Debug, Default)]
struct Work {
    parts: parts::Prepared,
    funnel: funnel::Kept,
    ladder: ladder::Kept,
}

/// Answers to the questions asked last.
#[derive(Debug, Default)]
pub struct Answers {
    fits: Fits,
    work: Work,
    kept: Vec<(Question, Rc<Answer>)>,
}

impl Answers {
    /// Forgets all, because the facts have changed.
    pub fn clear(&mut self) {
        self.kept.clear();
        self.fits.clear();
        self.work = Work::default();
    }

    /// Customers with their fitted value.
    pub fn base(&mut self, asked: &ValueAsked, facts: &Facts) -> Result<Rc<Base>, Error> {
        self.fits.asked(asked, facts)
    }

    /// Fits one more model of those that may be chosen; returns how many are left.
    #[inline(never)]
    pub fn prepare(&mut self, asked: &ValueAsked, facts: &Facts) -> Result<usize, Error> {
        self.fits.prepare(asked, facts)
    }

    /// The answer, computed if it is not kept.
    pub fn get(&mut self, question: Question, facts: &Facts) -> Result<Rc<Answer>, Error> {
        let kept = self.kept.iter().position(|(other, _)| *other == question);
        let entry = match kept {
            Some(at) => self.kept.remove(at),
            None => {
                let answer = question.answer(facts, &mut self.fits, &mut self.work)?;
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
