//! Answers in words and as tables. Expected sentences were written by hand for results made by hand.

mod csv;
mod customers;
mod funnel;
mod kmeans;
mod ladder;
mod overview;
mod retention;
mod segments;
mod tiers;
mod value;

use clientele::locale::Locale;
use clientele::report::Report;

/// What every report must hold, whatever it says.
pub fn sound(report: &Report) {
    assert!(!report.finding.is_empty() && !report.finding.ends_with('.'), "{}", report.finding);
    assert!(report.rule.ends_with('.'), "{}", report.rule);
    let texts = [&report.finding, &report.rule, &report.action].into_iter().chain(&report.notes);
    for text in texts {
        for bad in ["NaN", "inf", "  ", " 1 customers", "-0"] {
            assert!(!text.contains(bad), "{text}");
        }
    }
    for row in &report.table.rows {
        assert_eq!(row.len(), report.table.columns.len());
    }
    assert!(report.alt().starts_with(&report.finding));
    assert_eq!(report.spoken(report.table.rows.len(), &Locale::default()), "");
}
