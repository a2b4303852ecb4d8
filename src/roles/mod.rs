//! Which column is what, with evidence: from a sample of a file to its kind and a role for each column.

mod ask;
mod guess;
mod header;
mod kinds;
mod names;
mod profiles;
mod role;
mod status;
mod values;

pub use guess::{Alternative, ColumnGuess, Fixed, Guess, Question, guess, guess_with};
pub use kinds::Kind;
pub use role::Role;

use crate::table::Reading;

/// What the columns of a file mean: all that is needed to turn its table into facts, and all that a recipe stores.
/// It holds headers and roles, never a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mapping {
    /// What a row is.
    pub kind: Kind,
    /// The header of each column, as the file has it. Hostile text.
    pub headers: Vec<String>,
    /// The role of each column, in the order of the file.
    pub roles: Vec<Role>,
    /// What else is known of this sort of file.
    pub rules: Rules,
}

/// Habits of an export that the columns alone do not tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Rules {
    /// An order without a customer is a guest's: each such order is a customer of its own who bought once.
    pub guests: bool,
    /// Only rows whose state says that they were won are orders.
    pub won_only: bool,
}

impl Rules {
    /// Does a state mean that nothing was bought?
    pub fn is_no_order(self, state: &str) -> bool {
        if self.won_only { !status::is_won(state) } else { status::is_no_order(state) }
    }
}

impl Mapping {
    /// The first column with this role.
    pub fn column(&self, role: Role) -> Option<usize> {
        self.roles.iter().position(|&other| other == role)
    }

    /// How each column is to be read: those without a role that facts use are skipped.
    pub fn readings(&self) -> Vec<Reading> {
        let has_amount = self.column(Role::Amount).is_some();
        // Without customers a campaigns file has counts where it would have a yes or no.
        let has_counts = self.kind == Kind::Campaigns && self.column(Role::Customer).is_none();
        let reading = |&role: &Role| match role {
            Role::UnitPrice if has_amount => Reading::Skip,
            Role::Sent | Role::Opened | Role::Clicked | Role::Responded if has_counts => Reading::Number,
            Role::OrderId if self.rules.guests => Reading::Id,
            _ => role.reading(),
        };
        self.roles.iter().map(reading).collect()
    }
}
