//! Funnels: published cases, laws, and a slow evaluator that reads the rules literally.

mod cases;
mod details;
mod laws;
mod million;
mod more;
pub mod scene;
mod slow;
mod slow_more;
