//! Answers from the rows of surveys.

use super::Source;
use super::cells::{Names, Scores};
use super::headers::Headers;
use super::people::{NOBODY, People};
use super::verdict::Verdicts;
use crate::facts::{Account, Answer, Answers, CustomerIdx};
use crate::issue::Problem;
use crate::roles::Role;

/// Answers of all files so far.
#[derive(Default)]
pub(super) struct Builder {
    answers: Vec<Answer>,
    reasons: Names,
}

impl Builder {
    /// Takes the rows of one file. A row without a customer is an anonymous answer; one without any score is none.
    #[inline(never)]
    pub(super) fn add(&mut self, source: &Source<'_>, people: &mut People, headers: &Headers) -> Account {
        let mut verdicts = Verdicts::new(source);
        // An answer to an order is one of its customer.
        let linked = headers.link(source);
        let who = linked.map_or_else(|| people.of_source(source), |linked| linked.who);
        let date = source.time(Role::Date);
        let reason = source.text(Role::Reason);
        let codes = reason.map(|column| self.reasons.add(column)).unwrap_or_default();
        let roles = [Role::Nps, Role::Csat, Role::Score, Role::Expectation, Role::Delivery];
        let scores = roles.map(|role| source.text(role).map(Scores::new));
        for row in 0..source.table.n_rows {
            let [nps, csat, score, expectation, delivery] =
                scores.each_ref().map(|scores| scores.as_ref().and_then(|scores| scores.get(row)));
            if [nps, csat, score, expectation, delivery].iter().all(Option::is_none) {
                let is_bad = scores.iter().flatten().any(|scores| scores.is_bad(row));
                verdicts.reject(row, if is_bad { Problem::BadNumber } else { Problem::NoAnswer });
            }
            if !verdicts.is_open(row) {
                continue;
            }
            let customer = Some(who[row]).filter(|&who| who != NOBODY);
            people.mark_used(customer.as_slice());
            let day = date.and_then(|date| Some(date.moment(row)?.day(date.offset(row))));
            let reason =
                reason.and_then(|reason| reason.code(row)).and_then(|code| codes.get(code as usize).copied());
            self.answers.push(Answer { customer, day, nps, csat, score, expectation, delivery, reason });
        }
        verdicts.account()
    }

    /// All answers, on customers renumbered by `numbers`.
    #[inline(never)]
    pub(super) fn finish(mut self, n_customers: usize, numbers: Option<&[CustomerIdx]>) -> Answers {
        let (reasons, rank) = self.reasons.finish();
        for answer in &mut self.answers {
            answer.reason = answer.reason.map(|reason| rank[reason as usize]);
            if let Some(numbers) = numbers {
                answer.customer = answer.customer.map(|customer| numbers[customer as usize]);
            }
        }
        Answers::new(n_customers, reasons, self.answers)
    }
}
