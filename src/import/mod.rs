//! One file the whole way to facts: look at its head, say what it was taken for, read it, build facts.

mod review;

pub use review::{Choice, Review, ReviewColumn};
