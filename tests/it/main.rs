//! The native tests: one binary, one module a subject.

mod chart;
mod locale;
mod segments;
mod shop;
