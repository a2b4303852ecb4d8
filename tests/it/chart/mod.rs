//! Pictures: what they look like (golden files), and the laws that hold for each of them.

mod answers;
mod fixtures;
mod forms;
mod golden;
mod laws;
mod marks;
mod text;
mod theme;
