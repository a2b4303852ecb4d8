//! What to do about the value of customers: which groups, whom to contact, what moved, how silence tells.

pub mod chances;
pub mod contact;
pub mod equity;
pub mod grid;
pub mod grouping;
pub mod groups;
pub mod referral;
