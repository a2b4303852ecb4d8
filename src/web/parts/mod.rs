//! Questions about groups of customers, whatever made them.

mod config;
mod dto;

use std::rc::Rc;

use super::node::Node;
use super::setting::Setting;
use crate::chart::Picture;
use crate::day::Day;
use crate::error::Error;
use crate::facts::{CustomerIdx, Facts};
use crate::locale::Locale;
use crate::message::message;
use crate::metrics::agreement::{self, Agreement, agreement};
use crate::metrics::code_map::{self, CodeMap, code_map};
use crate::metrics::partition::{Partition, Parts};
use crate::metrics::profile::{Profile, Traits, profile};
use crate::metrics::rules::{self, Rules, RulesConfig};
use crate::metrics::segments::{self, SegmentName, Segments, SegmentsConfig};
use crate::report::{self, Report, Sheet};

/// A view with its settings.
#[derive(Debug, Clone, PartialEq)]
pub enum Question {
    Profile(ProfileAsked),
    Codes(SegmentsConfig),
    Rules(RulesConfig),
    Agreement(Box<AgreementAsked>),
}

/// Two rules side by side.
#[derive(Debug, Clone, PartialEq)]
pub struct AgreementAsked {
    pub one: Partition,
    pub other: Partition,
}

/// One group against the rest.
#[derive(Debug, Clone, PartialEq)]
pub struct ProfileAsked {
    /// `None`: those who are picked against all others.
    pub by: Option<Partition>,
    /// Where they are picked.
    pub as_of: Option<Day>,
    /// Which group; the first one to look at unless it is given.
    pub group: Option<usize>,
    /// Traits that are shown.
    pub n: usize,
}

/// What the facts say to it.
#[derive(Debug)]
pub enum Answer {
    Profile(Profiled),
    Codes(Box<(Segments, CodeMap)>),
    Rules(Rules),
    Agreement(Agreement, [Rc<Parts>; 2]),
}

/// A profile, and what it was made from.
#[derive(Debug)]
pub struct Profiled {
    profile: Profile,
    parts: Rc<Parts>,
    /// The customers of the parts, in those of the facts; `None` where they are the same.
    places: Option<Vec<Option<CustomerIdx>>>,
    traits: Rc<Traits>,
    group: usize,
    n: usize,
}

/// What several questions need, until the facts change.
#[derive(Debug, Default)]
pub struct Prepared {
    parts: Vec<(Option<Partition>, Option<Day>, Rc<Parts>)>,
    traits: Vec<(Day, bool, Rc<Traits>)>,
}

/// Ways to part customers that are kept.
const MOST_KEPT: usize = 4;

impl Prepared {
    fn parts(
        &mut self,
        by: &Option<Partition>,
        as_of: Option<Day>,
        facts: &Facts,
    ) -> Result<Rc<Parts>, Error> {
        if let Some((.., kept)) = self.parts.iter().find(|(other, day, _)| other == by && *day == as_of) {
            return Ok(kept.clone());
        }
        let parts = Rc::new(match by {
            Some(by) => by.of(facts)?,
            None => {
                let none = || {
                    Error::missing(message!(
                        "Nothing is picked: pick a segment, an attribute or any mark of a picture first."
                    ))
                };
                Parts::picked(facts, facts.among.as_deref().ok_or_else(none)?, as_of)?
            }
        });
        if self.parts.len() >= MOST_KEPT {
            self.parts.remove(0);
        }
        self.parts.push((by.clone(), as_of, parts.clone()));
        Ok(parts)
    }

    fn traits(&mut self, as_of: Day, of_all: bool, facts: &Facts) -> Rc<Traits> {
        if let Some((.., kept)) = self.traits.iter().find(|(day, all, _)| *day == as_of && *all == of_all) {
            return kept.clone();
        }
        let traits = Rc::new(Traits::of(if of_all { facts.all() } else { facts }, as_of));
        self.traits.truncate(1);
        self.traits.push((as_of, of_all, traits.clone()));
        traits
    }
}

impl Question {
    /// Reads the name of a view and its settings.
    pub fn read(view: &str, from: Setting<'_>) -> Result<Self, Error> {
        match view {
            "profile" => config::profile(from).map(Self::Profile),
            "codes" => super::config::segments(from).map(Self::Codes),
            "rules" => config::rules(from).map(Self::Rules),
            "agreement" => config::agreement(from).map(|asked| Self::Agreement(Box::new(asked))),
            _ => Err(Error::config(format!("There is no view \"{view}\"."))),
        }
    }

    /// Asks the facts.
    #[inline(never)]
    pub fn answer(&self, facts: &Facts, prepared: &mut Prepared) -> Result<Answer, Error> {
        match self {
            Self::Profile(asked) => {
                let parts = prepared.parts(&asked.by, asked.as_of, facts)?;
                let traits = prepared.traits(parts.as_of, asked.by.is_none(), facts);
                let group = asked.group.unwrap_or(parts.first);
                if group >= parts.names.len() {
                    return Err(Error::config(message!("There are only {} groups.", parts.names.len())));
                }
                let places = asked.by.is_none().then(|| {
                    let ids = facts.all().customers.ids.iter();
                    ids.map(|id| facts.customers.ids.find(id)).collect()
                });
                let profile = profile(&traits, &parts, group);
                Ok(Answer::Profile(Profiled { profile, parts, places, traits, group, n: asked.n }))
            }
            Self::Codes(config) => {
                let answer = segments::segments(facts, config)?;
                let map = code_map(&answer, config);
                Ok(Answer::Codes(Box::new((answer, map))))
            }
            Self::Rules(config) => rules::rules(facts, config).map(Answer::Rules),
            Self::Agreement(asked) => {
                let one = prepared.parts(&Some(asked.one.clone()), None, facts)?;
                let other = prepared.parts(&Some(asked.other.clone()), None, facts)?;
                Ok(Answer::Agreement(agreement(&one, &other), [one, other]))
            }
        }
    }
}

impl Profiled {
    /// The customers behind a row.
    fn members(&self, row: usize) -> Option<Vec<CustomerIdx>> {
        let own = report::profile::shown(&self.profile, self.n).nth(row)?;
        let members = own.members(&self.traits, &self.parts, self.group);
        Some(match &self.places {
            None => members,
            Some(places) => members.iter().filter_map(|&at| *places.get(at as usize)?).collect(),
        })
    }
}

impl Answer {
    /// As plain data.
    pub fn node(&self, locale: &Locale) -> Node {
        match self {
            Self::Profile(answer) => dto::profile(&answer.profile, &answer.parts, answer.group, locale),
            Self::Codes(answer) => dto::codes(&answer.0, &answer.1, locale),
            Self::Rules(answer) => dto::rules(answer, locale),
            Self::Agreement(answer, _) => dto::agreement(answer, locale),
        }
    }

    /// To be drawn.
    pub fn picture(&self) -> Picture<'_> {
        match self {
            Self::Profile(answer) => Picture::Profile(&answer.profile, answer.n),
            Self::Codes(answer) => Picture::Codes(&answer.1),
            Self::Rules(answer) => Picture::Rules(answer),
            Self::Agreement(answer, _) => Picture::Agreement(answer),
        }
    }

    /// Where the scales of the segments were cut, where that is shown.
    pub fn scales(&self, locale: &Locale) -> Option<Sheet> {
        if let Self::Codes(answer) = self { Some(report::scales(&answer.0, locale)) } else { None }
    }

    /// What the groups to choose from are called.
    pub fn choices(&self, locale: &Locale) -> Vec<String> {
        match self {
            Self::Profile(answer) => answer.parts.names.iter().map(|name| name.written(locale)).collect(),
            Self::Codes(_) => SegmentName::ALL.map(|name| locale.word(name.label())).to_vec(),
            Self::Rules(_) | Self::Agreement(..) => Vec::new(),
        }
    }

    /// In words and as a table.
    pub fn report(&self, locale: &Locale) -> Report {
        match self {
            Self::Profile(answer) => report::profile::profile(&answer.profile, answer.n, locale),
            Self::Codes(answer) => report::codes(&answer.0, &answer.1, locale),
            Self::Rules(answer) => report::rules(answer, locale),
            Self::Agreement(answer, _) => report::agreement(answer, locale),
        }
    }

    /// The customers behind a row of its table, or a cell.
    pub fn members(&self, row: usize, column: usize) -> Option<Vec<CustomerIdx>> {
        match self {
            Self::Profile(answer) => answer.members(row),
            Self::Codes(answer) => Some(code_map::members(&answer.0, answer.1.codes.get(row)?.code)),
            Self::Rules(answer) => Some(answer.members(row)),
            Self::Agreement(_, [one, other]) => {
                Some(agreement::between(one, other, row, column.checked_sub(2)?))
            }
        }
    }
}
