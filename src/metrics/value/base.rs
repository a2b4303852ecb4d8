//! All that is known of the customers as of a day: their histories, the fitted models, where each stands. It does not
//! depend on horizon, discount and margin, so these can change at no cost.

use std::ops::Deref;
use std::rc::Rc;

use crate::day::Day;
use crate::error::Error;
use crate::facts::Facts;
use crate::message::{Arg, Message, message};
use crate::money::Money;

use super::fit::{self, Fitted};
use super::geometric::Odds;
use super::history::Buyer;
use super::outlook::Outlook;
use super::people::People;
use super::purchases::{Model, Standing};
use super::spend::{self, Spend};
use super::{Fit, Forecaster, MIN_REPEATERS};

/// How purchases are foreseen.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Buying {
    Fitted(Model, Box<Fitted<4>>),
    /// One rate for all, and the relative standard error of it.
    Pooled(f64, f64),
    /// Each goes on at the rate so far.
    AsBefore,
    Unknown,
}

/// How spend is foreseen.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Spending {
    Fitted(Box<Fitted<3>>),
    /// One mean for all, and the relative standard error of it.
    Pooled(f64, f64),
    /// Each goes on at the mean so far.
    AsBefore,
}

/// The customers as of a day, with the fitted models and what follows from them whatever horizon, discount and margin.
#[derive(Debug, Clone, PartialEq)]
pub struct Base {
    people: Rc<People>,
    /// Probability to be alive, by place of `order`; empty unless a model is fitted.
    pub(super) alive: Vec<f64>,
    /// Spend expected per purchase, by place of `order`.
    pub(super) spends: Vec<f64>,
    /// Both in one.
    pub(super) of_one: Vec<f64>,
    /// Sums over the customers of each group.
    pub(super) sums: Vec<GroupSums>,
    pub(super) outlook: Option<Outlook>,
    pub(super) buying: Buying,
    pub(super) spending: Spending,
    pub(super) notes: Vec<Message>,
}

/// Sums over customers who have the same expectation while alive; `w` is the probability to be alive times spend.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct GroupSums {
    /// Probability to be alive.
    pub alive: f64,
    /// `w`, and its square.
    pub worth: f64,
    pub square: f64,
    /// `w` times the slopes of the logarithm of the probability by the logarithms of the parameters.
    pub by_buying: [f64; 4],
    /// `w` times those of the logarithm of spend.
    pub by_spending: [f64; 3],
}

impl Deref for Base {
    type Target = People;

    fn deref(&self) -> &People {
        &self.people
    }
}

impl Base {
    /// Fits the models on what was bought by the end of `as_of`.
    ///
    /// # Errors
    /// Nobody had bought by then.
    pub fn new(facts: &Facts, as_of: Day, forecaster: Forecaster) -> Result<Self, Error> {
        Ok(Self::fitted(Rc::new(People::new(facts, as_of)?), forecaster, None))
    }

    /// Fits the models on these customers; `near` is the base of another day, from which the search may set out.
    pub fn fitted(people: Rc<People>, forecaster: Forecaster, near: Option<&Self>) -> Self {
        let mut notes = Vec::new();
        let near = near.and_then(Self::model).map(|(model, fitted)| (model, fitted.parameters));
        let buying = buying(&people, forecaster, near, &mut notes);
        let spending = spending(&people, &buying, &mut notes);
        Self::of(people, buying, spending, notes)
    }

    /// The same customers with another model of purchases.
    pub fn with(&self, forecaster: Forecaster) -> Self {
        Self::fitted(self.people.clone(), forecaster, None)
    }

    /// The customers as of an earlier day, seen with the models of this one; `None` if nobody had bought by then.
    pub fn earlier(&self, facts: &Facts, day: Day) -> Option<Self> {
        let people = People::new(facts, day).ok()?;
        let people = People { known_margin: self.known_margin, ..people };
        Some(Self::of(Rc::new(people), self.buying.clone(), self.spending.clone(), self.notes.clone()))
    }

    fn of(people: Rc<People>, buying: Buying, spending: Spending, notes: Vec<Message>) -> Self {
        let n = people.order.len();
        let outlook = match &buying {
            Buying::Fitted(model, fitted) => Some(Outlook::new(*model, fitted.parameters, &people.groups)),
            _ => None,
        };
        let spends: Vec<f64> = people.sorted().map(|b| expected_spend(&spending, b)).collect();
        let alive = if outlook.is_some() { Vec::with_capacity(n) } else { Vec::new() };
        let sums = vec![GroupSums::default(); people.groups.len()];
        let of_one = Vec::with_capacity(n);
        let mut base = Self { people, alive, spends, of_one, sums, outlook, buying, spending, notes };
        base.sum_up();
        base
    }

    /// Goes through the customers once; those of one history stand side by side.
    fn sum_up(&mut self) {
        let people = self.people.clone();
        let standing = Standings::new(self);
        let mut last: Option<(u32, u32, u32)> = None;
        let mut own = (1.0, [0.0; 4]);
        for (place, b) in people.sorted().enumerate() {
            if standing.is_fitted() {
                let history = (b.x, b.age, b.tx);
                if last != Some(history) {
                    last = Some(history);
                    own = standing.of(b);
                }
                self.alive.push(own.0);
            }
            let worth = own.0 * self.spends[place];
            self.of_one.push(worth);
            let sums = &mut self.sums[people.group_of[place] as usize];
            sums.alive += own.0;
            sums.worth += worth;
            sums.square += worth * worth;
            for k in 0..4 {
                sums.by_buying[k] += worth * own.1[k];
            }
            if let Spending::Fitted(fitted) = &self.spending {
                let (x, sum) = told(b);
                let slopes = spend::expected_slopes(&fitted.parameters, x, sum);
                for k in 0..3 {
                    sums.by_spending[k] += worth * slopes[k];
                }
            }
        }
    }

    /// Whose customers they are, for another model of the same day.
    pub fn people(&self) -> &Rc<People> {
        &self.people
    }

    /// The fitted model of purchases and its parameters in days; `None` where none is fitted.
    pub fn model(&self) -> Option<(Model, &Fitted<4>)> {
        match &self.buying {
            Buying::Fitted(model, fitted) => Some((*model, fitted)),
            _ => None,
        }
    }

    /// The fitted model of spend; `None` where none is fitted.
    pub fn spend_model(&self) -> Option<&Fitted<3>> {
        match &self.spending {
            Spending::Fitted(fitted) => Some(fitted),
            _ => None,
        }
    }

    /// The fit of the model of purchases as it is shown.
    pub fn fit_report(&self) -> Option<Fit> {
        self.model().map(|(model, fit)| fit.report(model.name(), model.parameter_names()))
    }

    /// The fit of the model of spend as it is shown.
    pub fn spend_report(&self) -> Option<Fit> {
        self.spend_model().map(|fit| fit.report("Gamma-Gamma", ["p", "q", "gamma"]))
    }

    /// Where a customer stands, in days, by the fitted model.
    pub fn standing(&self, buyer: &Buyer) -> Option<Standing> {
        let (model, fitted) = self.model()?;
        Some(model.standing(&fitted.parameters, buyer.x, buyer.tx as f64, buyer.age as f64))
    }

    /// Spend expected per purchase of a customer, in currency units.
    pub fn spend_of(&self, buyer: &Buyer) -> f64 {
        expected_spend(&self.spending, buyer)
    }
}

/// The probability to be alive by the fitted model, for many customers.
pub(super) struct Standings {
    fitted: Option<(Model, Odds)>,
}

impl Standings {
    pub fn new(base: &Base) -> Self {
        let longest = base.groups.iter().map(|group| group.1).max().unwrap_or(0);
        Self { fitted: base.model().map(|(model, fitted)| (model, Odds::new(&fitted.parameters, longest))) }
    }

    fn is_fitted(&self) -> bool {
        self.fitted.is_some()
    }

    /// With the slopes of its logarithm by the logarithms of the parameters.
    pub fn of(&self, b: &Buyer) -> (f64, [f64; 4]) {
        let Some((model, odds)) = &self.fitted else { return (1.0, [0.0; 4]) };
        let (ln_odds, slopes) = model.odds_by_day(odds, b);
        let small = libm::exp(-ln_odds.abs());
        let inverse = 1.0 / (1.0 + small);
        let (alive, left) =
            if ln_odds > 0.0 { (small * inverse, inverse) } else { (inverse, small * inverse) };
        (alive, slopes.map(|slope| -left * slope))
    }
}

fn buying(
    people: &People,
    forecaster: Forecaster,
    near: Option<(Model, [f64; 4])>,
    notes: &mut Vec<Message>,
) -> Buying {
    let histories = people.histories();
    let repeaters = histories.n_repeaters as usize;
    if repeaters == 0 {
        notes.push(message!(
            "Nobody bought on two different days, so the orders cannot tell how often customers come back: future \
             value is not known."
        ));
        return Buying::Unknown;
    }
    let model = match forecaster {
        Forecaster::AsBefore => return Buying::AsBefore,
        Forecaster::Model(model) => model,
    };
    let near = near.filter(|near| near.0 == model).map(|near| near.1);
    let fitted = if repeaters < MIN_REPEATERS { None } else { fit::purchases_near(model, &histories, near) };
    let Some(fitted) = fitted else {
        notes.push(message!(
            "Only {} {|customer|customers} bought on two different days, too few for a model: one purchase rate is \
             used for everyone, and nobody is taken to have left.",
            repeaters
        ));
        let rate = histories.n_repeats / histories.time;
        return Buying::Pooled(rate, 1.0 / libm::sqrt(histories.n_repeats));
    };
    if !fitted.optimum.converged {
        notes.push(message!(
            "The search for the purchase model ended before it was sure of the maximum: read its numbers with care."
        ));
    }
    let names = model.parameter_names();
    let loose: Vec<Arg> = (0..4).filter(|&i| !fitted.held[i]).map(|i| names[i].into()).collect();
    if !loose.is_empty() {
        notes.push(message!(
            "The orders do not pin down {} of the purchase model (a parameter at its bound): the forecast holds, but \
             this parameter has no standard error, and in the intervals a weak prior stands in for it (a factor of 20 \
             either way).",
            Arg::All(loose)
        ));
    }
    Buying::Fitted(model, Box::new(fitted))
}

fn spending(people: &People, buying: &Buying, notes: &mut Vec<Message>) -> Spending {
    if *buying == Buying::AsBefore {
        return Spending::AsBefore;
    }
    let spends = people.repeat_spends();
    let n: f64 = spends.iter().map(|s| s.n).sum();
    let fitted = if n < MIN_REPEATERS as f64 { None } else { fit::spends(&spends) };
    match fitted {
        Some(fitted) if fitted.parameters[1] > 1.0 => return Spending::Fitted(Box::new(fitted)),
        Some(_) => notes.push(message!(
            "Spend differs so much between customers that the spend model has no mean: the mean of all purchases is \
             used for everyone."
        )),
        None => notes.push(message!(
            "Too few repeat buyers with different spend for a spend model: the mean of all purchases is used for \
             everyone."
        )),
    }
    pooled_spend(&people.buyers, &spends)
}

/// The mean of repeat purchases; of all purchases where nobody repeated.
fn pooled_spend(buyers: &[Buyer], spends: &[Spend]) -> Spending {
    let (n, sum) = spends.iter().fold((0.0, 0.0), |(n, sum), s| (n + s.n * s.x as f64, sum + s.n * s.sum));
    if n > 0.0 {
        let mean = sum / n;
        let off: f64 =
            spends.iter().map(|s| s.n * (s.sum - mean * s.x as f64) * (s.sum - mean * s.x as f64)).sum();
        return Spending::Pooled(mean, libm::sqrt(off) / sum);
    }
    let paid: Money = buyers.iter().map(|b| b.so_far).sum();
    let n: f64 = buyers.iter().map(|b| b.x as f64 + 1.0).sum();
    Spending::Pooled((paid.units() / n).max(0.0), 1.0 / libm::sqrt(n))
}

fn expected_spend(spending: &Spending, b: &Buyer) -> f64 {
    match spending {
        Spending::Pooled(mean, _) => *mean,
        Spending::AsBefore => b.repeat_spend.units() / b.x.max(1) as f64,
        Spending::Fitted(fitted) => {
            let (x, sum) = told(b);
            spend::expected(&fitted.parameters, x, sum).unwrap_or(0.0)
        }
    }
}

/// What a customer's purchases tell of the spend. Free purchases and those refunded in full tell nothing: such a
/// customer counts as average.
pub(super) fn told(b: &Buyer) -> (u32, f64) {
    (if b.repeat_spend > Money::ZERO { b.x } else { 0 }, b.repeat_spend.units())
}
