//! Each result in words and as a table: titles that state the finding, alternative text, screen readers, export.
//!
//! A finding is the sentence that a good analyst would write over the picture. It is computed from the result, claims
//! no more than the numbers allow, and stands for any result, the empty and the odd included. Rows of a table stand in
//! the order of the marks of its picture.

mod agreement;
pub mod chances;
pub mod climb;
mod codes;
pub mod contract;
mod csv;
mod customers;
pub mod decide;
pub mod findings;
mod fit;
mod funnel;
pub mod funnel_parts;
mod guard;
mod kmeans;
mod ladder;
mod movement;
pub mod one;
mod overview;
mod phrase;
pub mod profile;
pub mod retention;
mod rules;
mod segments;
mod sheet;
mod staying;
mod tiers;
pub mod trust;
mod value;

pub use agreement::agreement;
pub use codes::codes;
pub use csv::CsvOptions;
pub use customers::CustomerList;
pub use funnel::funnel;
pub use guard::Guard;
pub use kmeans::{group_words, kmeans};
pub use ladder::ladder;
pub use movement::{matrix, movement};
pub use overview::{concentration, months, overview, rhythm};
pub use rules::{name as rule_name, rules};
pub use segments::{scales, segments};
pub use sheet::{Cell, Heading, Sheet, Unit};
pub use staying::{gaps, late_name, lateness, rates, survival};
pub use tiers::tiers;
pub use value::value;

use crate::locale::Locale;

/// One answer in words.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// What is asked, in the words of the reader.
    pub question: String,
    /// The finding, as a sentence without a full stop: the title of the picture and the name of the canvas.
    pub finding: String,
    /// The rule, the period and the unit behind the numbers.
    pub rule: String,
    /// What the reader must know; each a sentence.
    pub notes: Vec<String>,
    /// What to do about it; empty where the numbers suggest nothing.
    pub action: String,
    /// The same numbers as in the picture.
    pub table: Sheet,
}

impl Report {
    /// What someone who cannot see the picture must hear: the finding, the rule, the notes. The numbers are in the
    /// table.
    pub fn alt(&self) -> String {
        let mut text = format!("{}. {}", self.finding, self.rule);
        for note in &self.notes {
            text.push(' ');
            text.push_str(note);
        }
        text
    }

    /// What is said when the keyboard reaches a mark: `Champions: Customers 627, Share of customers 27%`. Blank cells
    /// are left out; empty for a row that does not exist.
    pub fn spoken(&self, row: usize, locale: &Locale) -> String {
        self.table.spoken(row, locale)
    }
}
