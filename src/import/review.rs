//! What was found in a file, for the user to see and to change.

use crate::roles::{Alternative, Kind, Role};

/// What a file was taken for. Texts from the file are hostile.
#[derive(Debug, Clone, PartialEq)]
pub struct Review {
    /// The name of the file.
    pub name: String,
    /// Its size in bytes.
    pub bytes: u64,
    /// What a row is.
    pub kind: Kind,
    /// How sure that is, 0 to 1.
    pub confidence: f64,
    /// Why, as a sentence.
    pub reason: String,
    /// The known export that it is: `a Shopify orders export`.
    pub profile: Option<String>,
    /// How text is stored: `utf-8`, `windows-1252`.
    pub encoding: String,
    /// What stands between cells; `None` where each row is one cell.
    pub delimiter: Option<char>,
    /// The line of the file, from 1, on which the first row stands; what is above is header and preamble.
    pub first_row_line: u64,
    /// One for each column of the file.
    pub columns: Vec<ReviewColumn>,
    /// What the user should know, each a sentence.
    pub notes: Vec<String>,
    /// What must be answered before the file can be used; empty for a file that speaks for itself.
    pub questions: Vec<Choice>,
}

/// What one column was taken for.
#[derive(Debug, Clone, PartialEq)]
pub struct ReviewColumn {
    /// Its header; empty where the file has none.
    pub header: String,
    /// What it is taken for.
    pub role: Role,
    /// How sure that is, 0 to 1.
    pub confidence: f64,
    /// Why, as a sentence.
    pub reason: String,
    /// What else it could be, best first.
    pub alternatives: Vec<Alternative>,
    /// A few different cells, as they stand in the file.
    pub examples: Vec<String>,
}

/// A question to the user, with the answers that make sense.
#[derive(Debug, Clone, PartialEq)]
pub enum Choice {
    /// No column was found for one of these roles: which one is it?
    Missing {
        /// Any of them will do.
        roles: Vec<Role>,
        /// The question in words.
        text: String,
    },
    /// Which of these columns has the role?
    Which {
        /// The role.
        role: Role,
        /// Positions of the columns that could have it, best first.
        columns: Vec<usize>,
        /// The question in words.
        text: String,
    },
    /// Day or month first?
    DateOrder {
        /// Position of the column of dates.
        column: usize,
        /// The question in words, with what each reading would mean.
        text: String,
    },
    /// Does the comma or the dot stand before decimals?
    DecimalMark {
        /// Position of the column of numbers.
        column: usize,
        /// The question in words.
        text: String,
    },
}

impl Review {
    /// May the file be used without asking?
    pub fn is_confident(&self) -> bool {
        self.questions.is_empty()
    }
}
