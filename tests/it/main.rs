//! The native tests: one binary, one module a subject.

mod locale;
mod segments;
mod shop;
