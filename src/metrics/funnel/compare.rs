//! The same funnel under every rule, and the customers on whom the rules disagree.

use crate::error::Error;
use crate::facts::{CustomerIdx, Facts};

use super::config::{FunnelConfig, Rule};
use super::count::Counter;

/// Every rule at once.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// One for each rule, in the order of [`Rule::ALL`].
    pub rules: Vec<RuleCounts>,
    /// Customers whose level is not the same under all rules that were counted.
    pub disagreeing: Vec<CustomerIdx>,
    /// Customers who come to the last step under the best chain, but not if each step must be strictly later than the one
    /// before: they convert only because events share an instant.
    pub by_ties: Vec<CustomerIdx>,
}

/// The funnel under one rule.
#[derive(Debug, Clone, PartialEq)]
pub struct RuleCounts {
    /// Which.
    pub rule: Rule,
    /// The rule in words.
    pub words: String,
    /// Customers who reached each step; empty where the rule cannot be counted with these settings.
    pub counts: Vec<usize>,
    /// For each customer the level; empty as above.
    pub level_of: Vec<u8>,
    /// Why it was not counted.
    pub refused: Option<String>,
}

impl Comparison {
    /// Customers whose level under one rule is not the same as under the other.
    pub fn between(&self, one: Rule, other: Rule) -> Vec<CustomerIdx> {
        let levels = |rule: Rule| {
            self.rules.iter().find(|counts| counts.rule == rule).map(|counts| &counts.level_of[..])
        };
        let (Some(one), Some(other)) = (levels(one), levels(other)) else { return Vec::new() };
        let pairs = one.iter().zip(other).enumerate();
        pairs.filter(|(_, (one, other))| one != other).map(|(customer, _)| customer as CustomerIdx).collect()
    }
}

/// Counts the funnel of `config` under every rule; its own rule is not read.
///
/// # Errors
/// As [`funnel`](super::funnel) under the best chain; a rule that gives the settings no meaning is listed as refused.
pub fn compare(facts: &Facts, config: &FunnelConfig) -> Result<Comparison, Error> {
    let under = |rule: Rule| FunnelConfig { rule, ..config.clone() };
    Counter::new(&facts.events, &under(Rule::BestChain))?;
    let n_customers = facts.customers.len().max(facts.events.groups().n_customers());
    let rules: Vec<RuleCounts> =
        Rule::ALL.into_iter().map(|rule| count(facts, &under(rule), n_customers)).collect();
    let counted: Vec<&RuleCounts> = rules.iter().filter(|counts| counts.refused.is_none()).collect();
    let differs = |customer: &CustomerIdx| {
        let level = |counts: &RuleCounts| counts.level_of[*customer as usize];
        counted.windows(2).any(|pair| level(pair[0]) != level(pair[1]))
    };
    let disagreeing = (0..n_customers as CustomerIdx).filter(differs).collect();
    let level = |rule: Rule, customer: CustomerIdx| {
        let counts = counted.iter().find(|counts| counts.rule == rule);
        counts.map_or(0, |counts| usize::from(counts.level_of[customer as usize]))
    };
    let n = config.steps.len();
    let by_ties = |&customer: &CustomerIdx| {
        level(Rule::BestChain, customer) == n && level(Rule::StrictIncrease, customer) < n
    };
    let by_ties = (0..n_customers as CustomerIdx).filter(by_ties).collect();
    Ok(Comparison { rules, disagreeing, by_ties })
}

fn count(facts: &Facts, config: &FunnelConfig, n_customers: usize) -> RuleCounts {
    let words = config.in_words();
    let mut counter = match Counter::new(&facts.events, config) {
        Ok(counter) => counter,
        Err(error) => {
            let refused = Some(error.to_string());
            return RuleCounts {
                rule: config.rule,
                words,
                counts: Vec::new(),
                level_of: Vec::new(),
                refused,
            };
        }
    };
    let mut counts = vec![0; config.steps.len()];
    let mut level_of = vec![0u8; n_customers];
    counter.all(|customer, chain| {
        let level = chain.count();
        counts[..level].iter_mut().for_each(|count| *count += 1);
        level_of[customer as usize] = level_of[customer as usize].max(level as u8);
    });
    RuleCounts { rule: config.rule, words, counts, level_of, refused: None }
}
