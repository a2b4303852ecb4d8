//! Which column is what, with the evidence.
