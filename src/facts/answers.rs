//! What customers said.

use crate::day::Day;
use crate::dictionary::{Code, Dictionary};
use crate::sort::Sort as _;

use super::{CustomerIdx, Groups};

/// Answers to surveys: those of known customers grouped by customer and sorted by day, then those of nobody in
/// particular.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Answers {
    pub(super) groups: Groups,
    pub(super) answers: Vec<Answer>,
    pub(super) reasons: Dictionary,
}

/// One answer: a row of a survey. Scores are in ten-thousandths, on the scale of the file. What was not answered is
/// `None`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Answer {
    /// By whom; `None` for an anonymous answer.
    pub customer: Option<CustomerIdx>,
    /// When.
    pub day: Option<Day>,
    /// Would you recommend us, 0 to 10.
    pub nps: Option<i64>,
    /// How satisfied are you: a number, or 1 for very dissatisfied to 5 for very satisfied where the file has words.
    pub csat: Option<i64>,
    /// Any other score.
    pub score: Option<i64>,
    /// What was expected.
    pub expectation: Option<i64>,
    /// What was received: the perception.
    pub delivery: Option<i64>,
    /// Why, in the customer's words: a code in [`Answers::reasons`].
    pub reason: Option<Code>,
}

impl Answers {
    /// Groups and sorts; the order of rows does not matter if `reasons` is in alphabetical order.
    pub fn new(n_customers: usize, reasons: Dictionary, mut answers: Vec<Answer>) -> Self {
        answers.order_by_key(|answer| (answer.customer.is_none(), *answer));
        let known: Vec<CustomerIdx> = answers.iter().filter_map(|answer| answer.customer).collect();
        let groups = Groups::of_any(n_customers, &known);
        Self { groups, answers, reasons }
    }

    /// Where each customer's answers stand; anonymous ones come after all of these.
    pub fn groups(&self) -> &Groups {
        &self.groups
    }

    /// All answers.
    pub fn answers(&self) -> &[Answer] {
        &self.answers
    }

    /// What customers wrote, in alphabetical order. Hostile texts.
    pub fn reasons(&self) -> &Dictionary {
        &self.reasons
    }

    /// Is there none?
    pub fn is_empty(&self) -> bool {
        self.answers.is_empty()
    }

    /// First and last day of any answer.
    pub fn days(&self) -> (Option<Day>, Option<Day>) {
        let days = || self.answers.iter().filter_map(|answer| answer.day);
        (days().min(), days().max())
    }
}
