//! Pictures: what they look like (golden files), and the laws that hold for each of them.

mod fixtures;
mod golden;
mod laws;
mod marks;
mod text;
mod theme;
