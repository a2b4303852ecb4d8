//! All that is known of the customers as of a day: their histories, the fitted models, where each stands. It does not
//! depend on horizon, discount and margin, so these can change at no cost.

use crate::day::Day;
use crate::error::Error;
use crate::facts::Facts;
use crate::message::{Arg, Message, message};
use crate::money::Money;
use crate::sort::Sort as _;

use super::fit::{self, Fitted};
use super::history::{self, Buyer, Histories, History};
use super::outlook::Group;
use super::purchases::{Model, Standing};
use super::spend::{self, Spend};
use super::{Forecaster, MIN_REPEATERS};

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

/// Is a customer still there?
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct State {
    pub p_alive: f64,
    /// Slopes of the logarithm of that by the logarithms of the parameters.
    pub slopes: [f64; 4],
}

/// The customers as of a day.
#[derive(Debug, Clone, PartialEq)]
pub struct Base {
    /// Observation ended with this day.
    pub as_of: Day,
    /// Who bought by then, by customer.
    pub buyers: Vec<Buyer>,
    /// Places in `buyers` in an order fixed by values, so that sums do not depend on the order of rows.
    pub(super) order: Vec<u32>,
    /// Distinct purchases and ages in that order, and for each place of `order` which one.
    pub(super) groups: Vec<Group>,
    pub(super) group_of: Vec<u32>,
    /// By place of `order`; empty unless a model is fitted.
    pub(super) states: Vec<State>,
    /// Spend expected per purchase, by place of `order`.
    pub(super) spends: Vec<f64>,
    pub(super) buying: Buying,
    pub(super) spending: Spending,
    pub(super) notes: Vec<Message>,
    /// What is left of the amount after cost, where costs are known.
    pub(super) known_margin: Option<f64>,
}

impl Base {
    /// Fits the models on what was bought by the end of `as_of`.
    ///
    /// # Errors
    /// Nobody had bought by then.
    pub fn new(facts: &Facts, as_of: Day, forecaster: Forecaster) -> Result<Self, Error> {
        let buyers = history::buyers(&facts.orders, as_of);
        if buyers.is_empty() {
            return Err(Error::missing(message!("Nobody had bought by {}: choose a later day.", as_of)));
        }
        let mut notes = Vec::new();
        let buying = buying(&buyers, forecaster, &mut notes);
        let spending = spending(&buyers, &buying, &mut notes);
        let known_margin = known_margin(facts, as_of);
        Ok(Self::of(as_of, buyers, buying, spending, notes, known_margin))
    }

    /// The customers as of an earlier day, seen with the models of this one; `None` if nobody had bought by then.
    pub fn earlier(&self, facts: &Facts, day: Day) -> Option<Self> {
        let buyers = history::buyers(&facts.orders, day);
        let (buying, spending) = (self.buying.clone(), self.spending.clone());
        let some = !buyers.is_empty();
        some.then(|| Self::of(day, buyers, buying, spending, self.notes.clone(), self.known_margin))
    }

    fn of(
        as_of: Day,
        buyers: Vec<Buyer>,
        buying: Buying,
        spending: Spending,
        notes: Vec<Message>,
        known_margin: Option<f64>,
    ) -> Self {
        let mut order: Vec<u32> = (0..buyers.len() as u32).collect();
        let key = |b: &Buyer| (b.x, b.age, b.tx, b.repeat_spend, b.so_far, b.customer);
        order.order_by_key(|&i| key(&buyers[i as usize]));
        let sorted: Vec<&Buyer> = order.iter().map(|&i| &buyers[i as usize]).collect();
        let mut groups: Vec<Group> = Vec::new();
        let mut group_of = Vec::with_capacity(sorted.len());
        for b in &sorted {
            if groups.last() != Some(&(b.x, b.age)) {
                groups.push((b.x, b.age));
            }
            group_of.push(groups.len() as u32 - 1);
        }
        let states = states(&sorted, &buying);
        let spends = sorted.iter().map(|b| expected_spend(&spending, b)).collect();
        Self { as_of, order, groups, group_of, states, spends, buying, spending, notes, known_margin, buyers }
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

    /// Where a customer stands, in days, by the fitted model.
    pub fn standing(&self, buyer: &Buyer) -> Option<Standing> {
        let (model, fitted) = self.model()?;
        Some(model.standing(&fitted.parameters, buyer.x, buyer.tx as f64, buyer.age as f64))
    }

    /// Spend expected per purchase of a customer, in currency units.
    pub fn spend_of(&self, buyer: &Buyer) -> f64 {
        expected_spend(&self.spending, buyer)
    }

    /// The buyer who is this customer.
    pub fn buyer(&self, customer: u32) -> Option<&Buyer> {
        let place = self.buyers.partition_point(|b| b.customer < customer);
        self.buyers.get(place).filter(|b| b.customer == customer)
    }
}

/// What is left of the amount after cost. One for all: a customer's own is mostly chance.
fn known_margin(facts: &Facts, as_of: Day) -> Option<f64> {
    let orders = &facts.orders;
    let costs = orders.cost()?;
    let rows = || (0..orders.len()).filter(|&row| orders.day()[row] <= as_of);
    let amount: Money = rows().map(|row| orders.amount()[row]).sum();
    let cost: Money = rows().map(|row| costs[row]).sum();
    let left = (amount - cost).units() / amount.units();
    (left > 0.0 && left <= 1.0).then_some(left)
}

fn states(sorted: &[&Buyer], buying: &Buying) -> Vec<State> {
    let Buying::Fitted(model, fitted) = buying else { return Vec::new() };
    let mut all = Vec::with_capacity(sorted.len());
    for same in sorted.chunk_by(|a, b| (a.x, a.age, a.tx) == (b.x, b.age, b.tx)) {
        let Some(b) = same.first() else { continue };
        let (ln_odds, slopes) = model.odds_and_slopes(&fitted.parameters, b.x, b.tx as f64, b.age as f64);
        let p_alive = 1.0 / (1.0 + libm::exp(ln_odds));
        let left = 1.0 / (1.0 + libm::exp(-ln_odds));
        all.resize(all.len() + same.len(), State { p_alive, slopes: slopes.map(|slope| -left * slope) });
    }
    all
}

fn buying(buyers: &[Buyer], forecaster: Forecaster, notes: &mut Vec<Message>) -> Buying {
    let histories = Histories::new(
        buyers.iter().map(|b| History { x: b.x, tx: b.tx as f64, age: b.age as f64, n: 1.0 }).collect(),
    );
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
    let fitted = if repeaters < MIN_REPEATERS { None } else { fit::purchases(model, &histories) };
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
             this parameter has no standard error.",
            Arg::All(loose)
        ));
    }
    Buying::Fitted(model, Box::new(fitted))
}

/// Repeat spend, sorted and merged.
pub(super) fn repeat_spends(buyers: &[Buyer]) -> Vec<Spend> {
    let repeaters = buyers.iter().filter(|b| b.x > 0);
    spend::compressed(repeaters.map(|b| Spend { x: b.x, sum: b.repeat_spend.units(), n: 1.0 }).collect())
}

fn spending(buyers: &[Buyer], buying: &Buying, notes: &mut Vec<Message>) -> Spending {
    if *buying == Buying::AsBefore {
        return Spending::AsBefore;
    }
    let spends = repeat_spends(buyers);
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
    pooled_spend(buyers, &spends)
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
