//! What leaves the page with a table: codes in place of customers, small groups withheld, where the numbers come from.
//!
//! * **Codes.** SHA-256 of a random salt and the identifier (FIPS 180-4). The same customer has the same code in every
//!   table made with the same salt; without the salt nobody can find the identifier by trying all there are.
//! * **Small groups.** A row whose number of customers is above zero and below the least is blank but for its name. So
//!   that it cannot be computed from the total, at least two rows are blank wherever one is, and together they hold at
//!   least as many customers as a group must: the smallest rows that can be told are withheld too until that holds
//!   (complementary suppression; Willenborg and de Waal (2001), Elements of Statistical Disclosure Control, 6.2).
//! * **Origin.** One more column, filled in the first row only: the file stays a table that every program reads.

use sha2::{Digest as _, Sha256};

use super::{Cell, Sheet, Unit};
use crate::locale::Locale;
use crate::message::{Word, word};

/// What a reader asks for before a table leaves the page.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Guard {
    /// Random bytes under which customers become codes; `None`: they stand as they are.
    pub salt: Option<Vec<u8>>,
    /// Groups of fewer customers are withheld; 0 and 1 withhold none.
    pub least: usize,
    /// Where the numbers come from; empty: nothing is said.
    pub origin: String,
}

/// Columns of whole numbers that do not count customers. All others are taken to.
const NO_PEOPLE: [Word; 4] =
    [word!("Orders"), word!("Refunds"), word!("Order days"), word!("Months until that is paid back")];

impl Guard {
    /// Is there anything to do?
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Changes a table. Of one whose rows are customers (`of_customers`) the first column names them.
    #[inline(never)]
    pub fn apply(&self, table: &mut Sheet, of_customers: bool, locale: &Locale) {
        if of_customers {
            self.code(table);
        } else if self.least > 1 {
            withhold(table, self.least, locale);
        }
        self.stamp(table, locale);
    }

    /// Puts codes in place of the customers of the first column.
    pub fn code(&self, table: &mut Sheet) {
        let Some(salt) = &self.salt else { return };
        for row in &mut table.rows {
            if let Some(Cell::Text(name)) = row.first_mut() {
                *name = code(salt, name);
            }
        }
    }

    /// Adds where the numbers come from.
    pub fn stamp(&self, table: &mut Sheet, locale: &Locale) {
        if self.origin.is_empty() {
            return;
        }
        table.add(locale.word(word!("Origin")), Unit::Text);
        for (at, row) in table.rows.iter_mut().enumerate() {
            row.push(if at == 0 { Cell::from(self.origin.as_str()) } else { Cell::Blank });
        }
    }
}

/// Half of the digest, as 32 hexadecimal digits: two of a thousand million customers share one by chance less often than
/// once in 10^20 times.
fn code(salt: &[u8], name: &str) -> String {
    let mut hash = Sha256::new();
    hash.update(salt);
    hash.update(name.as_bytes());
    let digest = hash.finalize();
    let mut text = String::with_capacity(32);
    for byte in digest.iter().take(16) {
        for digit in [byte >> 4, byte & 15] {
            text.push(char::from_digit(digit.into(), 16).unwrap_or('0'));
        }
    }
    text
}

/// Blanks rows of too few customers, and as many more as it takes.
fn withhold(table: &mut Sheet, least: usize, locale: &Locale) {
    let others: Vec<String> = NO_PEOPLE.iter().map(|&name| locale.word(name)).collect();
    let counts_people = |at: &usize| {
        let head = &table.columns[*at];
        head.unit == Unit::Count && !others.contains(&head.name)
    };
    let columns: Vec<usize> = (1..table.columns.len()).filter(counts_people).collect();
    let mut blank = vec![false; table.rows.len()];
    for &column in &columns {
        let count = |row: &Vec<Cell>| match row.get(column) {
            Some(Cell::Number(n)) if *n > 0.0 => *n as usize,
            _ => 0,
        };
        let counts: Vec<usize> = table.rows.iter().map(count).collect();
        for (at, &n) in counts.iter().enumerate() {
            blank[at] |= n > 0 && n < least;
        }
        loop {
            let hidden: Vec<usize> = (0..counts.len()).filter(|&at| blank[at] && counts[at] > 0).collect();
            let sum: usize = hidden.iter().map(|&at| counts[at]).sum();
            if hidden.is_empty() || (hidden.len() > 1 && sum >= least) {
                break;
            }
            let next =
                (0..counts.len()).filter(|&at| !blank[at] && counts[at] > 0).min_by_key(|&at| counts[at]);
            let Some(next) = next else { break };
            blank[next] = true;
        }
    }
    for (row, blank) in table.rows.iter_mut().zip(&blank) {
        if *blank {
            for (cell, head) in row.iter_mut().zip(&table.columns).skip(1) {
                if head.unit != Unit::Text {
                    *cell = Cell::Blank;
                }
            }
        }
    }
}
