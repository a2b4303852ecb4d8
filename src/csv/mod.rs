//! Bytes to typed columns: find the dialect, scan, read. Pushes chunks; joins parts that were read in parallel.
//!
//! ```text
//! sniff(head) -> Sniff -> Plan -> Reader (one a slice) -> Part -> Join -> Table, problems, report
//! ```
//!
//! A [`Reader`] takes the records that start in its slice of the file, in chunks of any size. It guesses that its
//! slice does not begin inside quotes; [`Join`] sees whether the parts fit end to end and asks for the slice to be
//! read again where they do not. What only the whole column can tell (day or month first, comma or dot) is kept
//! open in the parts and settled by [`Join::finish`].

mod column;
mod currency;
mod date;
mod date_readings;
mod date_words;
mod dialect;
mod encoding;
mod hash;
mod join;
mod known;
mod number;
mod part;
mod plain;
mod plan;
mod reader;
mod record;
mod report;
mod resolve;
mod second;
mod sniff;
mod split;
mod tally;
mod text;
mod trouble;
mod wire;

pub use date::DateOrder;
pub use date_readings::{DateReading, date_readings};
pub use dialect::{Dialect, Encoding, LineEnd};
pub use join::{Join, Reread};
pub use number::DecimalMark;
pub use part::Part;
pub use plain::{PlainTable, plain_table};
pub use plan::{ColumnPlan, Plan};
pub use reader::Reader;
pub use record::{Cells, Grammar, Record};
pub use report::{
    ColumnReport, Currency, Decided, NumberReport, Proof, ReadingReport, RowProblem, TimeReport,
};
pub use sniff::{Note, Sniff, sniff, sniff_as};
