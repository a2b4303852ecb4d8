//! Fitted models, kept while horizon, discount and margin change.

use std::cell::OnceCell;
use std::rc::Rc;

use crate::day::Day;
use crate::error::Error;
use crate::facts::Facts;
use crate::metrics::value::base::Base;
use crate::metrics::value::checks::{self, Notice};
use crate::metrics::value::holdout::{self, Holdout, HoldoutConfig};
use crate::metrics::value::people::People;
use crate::metrics::value::purchases::Model;
use crate::metrics::value::{self, Forecaster, Summary, Value, ValueConfig};
use crate::metrics::value_bands::{self, ValueBands};

/// Bases kept: every forecaster on one day, and some days.
const MOST_BASES: usize = 6;

/// Who chooses how purchases are foreseen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Choice {
    /// Nobody: BG/NBD, which the first file of the module has.
    #[default]
    Usual,
    /// The check against the past.
    Automatic,
    /// The user.
    This(Forecaster),
}

/// The settings of the view "value".
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ValueAsked {
    pub config: ValueConfig,
    pub choice: Choice,
}

impl ValueAsked {
    /// Views of the later file leave the choice to the check against the past unless the page makes one.
    pub fn or_automatic(self) -> Self {
        let choice = if self.choice == Choice::Usual { Choice::Automatic } else { self.choice };
        Self { choice, ..self }
    }
}

/// The value of customers, with what speaks for and against it.
#[derive(Debug)]
pub struct Worth {
    pub summary: Summary,
    pub bands: ValueBands,
    base: Rc<Base>,
    each: OnceCell<Value>,
    pub config: ValueConfig,
    /// Assumptions that do not hold; not looked at for the usual forecaster.
    pub notices: Vec<Notice>,
    /// What chose the forecaster, for an automatic choice.
    pub chosen_by: Option<Rc<Holdout>>,
}

impl Worth {
    /// The value of each customer.
    #[inline(never)]
    pub fn value(&self) -> &Value {
        self.each.get_or_init(|| self.base.value(&self.config))
    }
}

/// Customers as of a day, and what does not hold of them.
#[derive(Debug)]
struct Kept {
    as_of: Option<Day>,
    forecaster: Forecaster,
    base: Rc<Base>,
    notices: Option<Vec<Notice>>,
}

impl Kept {
    /// Assumptions that do not hold, looked at once.
    #[inline(never)]
    fn notices(&mut self, facts: &Facts) -> Vec<Notice> {
        self.notices.get_or_insert_with(|| checks::checks(facts, &self.base)).clone()
    }
}

/// What was fitted last.
#[derive(Debug, Default)]
pub struct Fits {
    bases: Vec<Kept>,
    checks: Vec<(Option<Day>, Rc<Holdout>)>,
}

impl Fits {
    /// Forgets all, because the facts have changed.
    pub fn clear(&mut self) {
        self.bases.clear();
        self.checks.clear();
    }

    /// The answer of the view "value".
    pub fn worth(&mut self, asked: &ValueAsked, facts: &Facts) -> Result<Worth, Error> {
        asked.config.check()?;
        let chosen_by = if asked.choice == Choice::Automatic { self.check(None, facts).ok() } else { None };
        let forecaster = self.forecaster(asked.choice, facts);
        let usual = asked.choice == Choice::Usual;
        let kept = self.kept(asked.config.as_of, forecaster, facts)?;
        let notices = if usual { Vec::new() } else { kept.notices(facts) };
        let base = kept.base.clone();
        let (summary, bands) = base.worth(&asked.config, value_bands::TENTHS);
        let config = asked.config.clone();
        Ok(Worth { summary, bands, base, each: OnceCell::new(), config, notices, chosen_by })
    }

    /// Fits what has not been fitted yet, one forecaster a call, so that choosing another one costs nothing later.
    /// Returns how many are left.
    #[inline(never)]
    pub fn prepare(&mut self, asked: &ValueAsked, facts: &Facts) -> Result<usize, Error> {
        let as_of = asked.config.as_of;
        let is_kept = |forecaster: &Forecaster| {
            self.bases.iter().any(|kept| kept.as_of == as_of && kept.forecaster == *forecaster)
        };
        let missing: Vec<Forecaster> = Forecaster::ALL.into_iter().filter(|one| !is_kept(one)).collect();
        let Some(&first) = missing.first() else { return Ok(0) };
        self.kept(as_of, first, facts)?.notices(facts);
        Ok(missing.len() - 1)
    }

    /// The customers as they were asked for.
    pub fn asked(&mut self, asked: &ValueAsked, facts: &Facts) -> Result<Rc<Base>, Error> {
        asked.config.check()?;
        let forecaster = self.forecaster(asked.choice, facts);
        self.base(asked.config.as_of, forecaster, facts)
    }

    /// The forecaster that a choice comes to. An automatic one looks at all orders whatever day is asked for, so that the
    /// model does not change from day to day.
    pub fn forecaster(&mut self, choice: Choice, facts: &Facts) -> Forecaster {
        let usual = Forecaster::Model(Model::BgNbd);
        match choice {
            Choice::Usual => usual,
            Choice::This(forecaster) => forecaster,
            Choice::Automatic => {
                self.check(None, facts).ok().and_then(|holdout| holdout.best()).unwrap_or(usual)
            }
        }
    }

    /// The check against the past up to a day.
    pub fn check(&mut self, as_of: Option<Day>, facts: &Facts) -> Result<Rc<Holdout>, Error> {
        if let Some((_, kept)) = self.checks.iter().find(|(day, _)| *day == as_of) {
            return Ok(kept.clone());
        }
        let made = Rc::new(holdout::holdout(facts, &HoldoutConfig { as_of, split: None })?);
        if self.checks.len() >= MOST_BASES {
            self.checks.remove(0);
        }
        self.checks.push((as_of, made.clone()));
        Ok(made)
    }

    /// The customers as of a day.
    pub fn base(
        &mut self,
        as_of: Option<Day>,
        forecaster: Forecaster,
        facts: &Facts,
    ) -> Result<Rc<Base>, Error> {
        self.kept(as_of, forecaster, facts).map(|kept| kept.base.clone())
    }

    fn kept(
        &mut self,
        as_of: Option<Day>,
        forecaster: Forecaster,
        facts: &Facts,
    ) -> Result<&mut Kept, Error> {
        let same = |kept: &Kept| kept.as_of == as_of && kept.forecaster == forecaster;
        let at = match self.bases.iter().position(same) {
            Some(at) => at,
            None => {
                let day = as_of.or(facts.last_day()).ok_or_else(value::no_orders)?;
                let same_day = self.bases.iter().rev().find(|kept| kept.base.as_of == day);
                let people = match same_day {
                    Some(kept) => kept.base.people().clone(),
                    None => Rc::new(People::new(facts, day)?),
                };
                let near = self.bases.iter().rev().find(|kept| kept.forecaster == forecaster);
                let base = Rc::new(Base::fitted(people, forecaster, near.map(|kept| &*kept.base)));
                if self.bases.len() >= MOST_BASES {
                    self.bases.remove(0);
                }
                self.bases.push(Kept { as_of, forecaster, base, notices: None });
                self.bases.len() - 1
            }
        };
        Ok(&mut self.bases[at])
    }
}
