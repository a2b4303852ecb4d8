//! Clientele: customer analytics that never leaves the client.
//!
//! # The map
//!
//! Bytes become cells ([`csv`]), cells become typed columns ([`table`]), columns get a meaning ([`roles`]),
//! rows become facts about customers ([`facts`]), facts answer questions ([`metrics`]), answers become words and
//! tables ([`report`]) and pictures ([`chart`]). [`import`] walks one file the whole way to facts; [`xlsx`]
//! makes text of a spreadsheet before, [`gzip`] of a compressed file. `web` is the only module that knows a browser.
//!
//! # The layers
//!
//! An arrow means "may name"; nothing names what stands left of it.
//!
//! ```text
//! web -> import, chart, report -> metrics -> facts -> roles, table
//!        import -> csv, roles, facts            csv -> table
//! xlsx, gzip and everything -> bulk error issue day moment money num sort dictionary letters locale message, which name nothing above them
//! ```
//!
//! * A metric cannot know that a file existed; a picture cannot compute a number that its table lacks.
//! * No clock, locale or randomness below `web`: the as-of day and the seed are arguments.
//! * Logarithms, exponentials and powers come from `libm`, so native and wasm results agree to the bit.
//! * What cannot be known is `None` with a reason; never NaN, never 0.
//!
//! `tests/it/layers.rs` reads the imports and holds all of this.
#![forbid(unsafe_code)]

pub mod bulk;
pub mod chart;
pub mod csv;
pub mod day;
pub mod dictionary;
pub mod error;
pub mod facts;
pub mod gzip;
pub mod import;
pub mod issue;
pub mod letters;
pub mod locale;
pub mod message;
pub mod metrics;
pub mod moment;
pub mod money;
pub mod num;
pub mod report;
pub mod roles;
pub mod sort;
pub mod table;
#[cfg(target_arch = "wasm32")]
pub mod web;
pub mod xlsx;
