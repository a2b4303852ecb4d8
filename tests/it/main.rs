//! The native tests: one binary, one module a subject.

// A failed test is a panic, in its helpers too.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod chart;
mod climb;
mod concentration;
mod contract;
mod csv;
mod decimal;
mod facts;
mod findings;
mod funnel;
mod fuzz;
mod groups;
mod gzip;
mod import;
mod interval;
mod kmeans;
mod ladder;
mod layers;
mod letters;
mod locale;
mod message;
mod movement;
mod num;
mod overview;
mod profile;
mod report;
mod retention;
mod retention_slow;
mod roles;
mod segments;
mod shop;
mod shuffled;
mod sort;
mod theming;
mod tiers;
mod value;
mod value_bands;
mod words;
mod xlsx;
