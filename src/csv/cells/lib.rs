//! The loops that run once for each cell of a file. A crate of its own because these few are compiled for speed and
//! all else for size: see the profiles in `Cargo.toml`.
//!
//! A column is taken in runs of rows. Each kind reads the plain forms that nearly all cells have; a cell in any other
//! form is left to the caller, who reads it with care and puts the value in its place.
//!
//! * [`scan`]: where cells and rows end;
//! * [`Texts`], [`Keys`], [`Times`], [`Numbers`]: the cells of a column into its values;
//! * [`Packed`]: columns in as few bytes as their values take;
//! * [`hash`], [`Lookup`]: distinct texts and their codes.
#![forbid(unsafe_code)]

mod keys;
mod lookup;
mod numbers;
mod packed;
mod run;
pub mod scan;
mod texts;
mod times;
mod words;

pub use keys::Keys;
pub use lookup::{Lookup, recode};
pub use numbers::{Form, NO_NUMBER, Numbers, Seen, plain};
pub use packed::{Packed, Piece, Whole};
pub use run::Run;
pub use texts::{NO_TEXT, Texts};
pub use times::{Clock, NO_TIME, Times, clock, fraction, signed, two};
pub use words::hash;
