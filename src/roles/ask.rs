//! What must be asked: columns that are needed and were not found, or not surely.

use super::guess::{Evidence, Fixed, Question, best_set};
use super::kinds::Spec;
use super::role::Role;
use crate::sort::Sort as _;

/// Below this a column that is needed is asked for.
const UNSURE: f64 = 0.55;
/// Two candidates for a needed role that are nearer than this are asked about.
const CLOSE: f64 = 0.02;

impl Evidence<'_> {
    pub(super) fn questions(&self, spec: &Spec, roles: &[(Role, f64)], fixed: &Fixed) -> Vec<Question> {
        let mut questions = Vec::new();
        for choice in spec.must {
            let Some(set) = best_set(choice, roles) else {
                questions
                    .push(Question::Missing(choice.iter().flat_map(|set| set.iter()).copied().collect()));
                continue;
            };
            for &role in set {
                let score = roles.iter().find(|(other, _)| *other == role).map_or(0.0, |(_, score)| *score);
                let rivals = self.rivals(role, roles, score);
                let said = fixed.roles.iter().any(|&(_, other)| other == role);
                if !said && (score < UNSURE || rivals.len() > 1) {
                    questions.push(Question::Unsure(role, rivals));
                }
            }
        }
        questions
    }

    /// The column that has the role and those that could have it as well, best first.
    fn rivals(&self, role: Role, roles: &[(Role, f64)], score: f64) -> Vec<usize> {
        let has = roles.iter().position(|&(other, _)| other == role);
        let same = |a: usize, b: usize| self.sample.columns[a].cells == self.sample.columns[b].cells;
        let mut rivals: Vec<(usize, f64)> = (0..roles.len())
            .map(|column| (column, self.score(column, role)))
            .filter(|&(column, other)| {
                Some(column) == has || (other > score - CLOSE && roles[column].1 <= other)
            })
            .filter(|&(column, _)| Some(column) == has || has.is_none_or(|has| !same(has, column)))
            .filter(|&(column, _)| roles[column].0 != Role::CustomerAlias || !self.is_one_to_one(has, column))
            .collect();
        rivals.order_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        rivals.into_iter().map(|(column, _)| column).collect()
    }

    /// Do two columns tell customers apart equally? Then it does not matter which of them is the identifier.
    fn is_one_to_one(&self, a: Option<usize>, b: usize) -> bool {
        let n = |column: usize| self.sample.columns.get(column).map(|column| column.n_distinct);
        a.is_some_and(|a| n(a) == n(b))
    }
}
