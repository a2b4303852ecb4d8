//! Funnels: published cases, laws, and a slow evaluator that reads the rules literally.

mod cases;
mod details;
mod dialects;
mod laws;
pub mod scene;
mod slow;
