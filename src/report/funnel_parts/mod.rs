//! What stands behind a funnel, in words and as tables: one file a question.

mod customer;
mod groups;
mod money;
mod next;
mod rules;
mod times;
mod trend;
mod windows;

pub use customer::customer;
pub use groups::groups;
pub use money::money;
pub use next::next;
pub use rules::rules;
pub use times::{figures, times};
pub use trend::trend;
pub use windows::windows;

use crate::locale::Locale;

/// Milliseconds as a span.
fn span(ms: i64, locale: &Locale) -> String {
    locale.span_seconds(ms as f64 / 1000.0)
}
