//! Ladders that the reader defines: the rungs of loyalty in own words, and the stages of acquisition from chosen files.

pub mod hurdle;
pub mod rungs;
pub mod stages;
