//! The customer pyramid in words.

use super::phrase;
use super::{Report, Sheet, Unit};
use crate::locale::Locale;
use crate::metrics::tiers::{Measure, TierName, Tiers};

/// The pyramid in words; one row a tier, the best first.
pub fn tiers(answer: &Tiers, locale: &Locale) -> Report {
    Report {
        question: "Which customers carry the business?",
        finding: finding(answer, locale),
        rule: rule(answer, locale),
        notes: notes(answer, locale),
        action: action(answer, locale),
        table: table(answer),
    }
}

fn measure(answer: &Tiers) -> &'static str {
    match answer.measure {
        Measure::Amount => "money",
        Measure::Profit => "profit",
    }
}

/// Customers who cost are the news where they outweigh a tier; otherwise what the best bring.
fn finding(answer: &Tiers, locale: &Locale) -> String {
    let all = locale.count(answer.n_customers);
    if answer.tiers.iter().any(|tier| tier.worth.is_negative()) {
        return below_zero(answer, locale);
    }
    let Some(best) = answer.tiers.iter().find(|tier| tier.n_customers > 0) else {
        return "Nobody has bought yet".into();
    };
    let (name, n) = (best.name.label(), locale.count(best.n_customers));
    match best.worth_share {
        _ if best.n_customers == answer.n_customers => match answer.n_customers {
            1 => "The one customer is the whole pyramid".into(),
            _ => format!("All {all} customers are in one tier, for they bring the same"),
        },
        Some(share) => {
            format!(
                "{name}, {n} of {all} customers, brought {} of the {}",
                locale.share(share),
                measure(answer)
            )
        }
        None => format!("{all} customers brought no {} in all", measure(answer)),
    }
}

fn below_zero(answer: &Tiers, locale: &Locale) -> String {
    let loss = locale.money_whole(-answer.below_zero.units());
    let (n, all) = (locale.count(answer.n_below_zero), phrase::customers(answer.n_customers, locale));
    match answer.measure {
        Measure::Profit => format!("{n} of {all} cost {loss} more than they brought"),
        Measure::Amount => format!("{n} of {all} got {loss} more in refunds than they paid"),
    }
}

fn rule(answer: &Tiers, locale: &Locale) -> String {
    let by = match answer.measure {
        Measure::Amount => "amount, refunds taken off",
        Measure::Profit => "amount less cost, refunds taken off",
    };
    format!(
        "Customers by {by}; who brings the same shares a tier. Orders up to {}.",
        locale.day(answer.as_of)
    )
}

fn notes(answer: &Tiers, locale: &Locale) -> Vec<String> {
    let mut notes = Vec::new();
    if answer.n_below_zero > 0 && answer.tiers.iter().all(|tier| !tier.worth.is_negative()) {
        let n = phrase::customers(answer.n_below_zero, locale);
        let sum = locale.money_whole(answer.below_zero.units());
        notes.push(format!("{n} brought less than nothing, {sum} in all."));
    }
    let empty: Vec<String> = answer
        .tiers
        .iter()
        .filter(|tier| tier.n_customers == 0)
        .map(|tier| tier.name.label().into())
        .collect();
    if !empty.is_empty() {
        notes.push(format!(
            "Nobody is in {}: the tiers above took those who bring the same.",
            phrase::list(&empty)
        ));
    }
    if answer.n_customers < phrase::FEW {
        notes.push(format!("Only {}.", phrase::customers(answer.n_customers, locale)));
    }
    notes
}

fn action(answer: &Tiers, locale: &Locale) -> String {
    match answer.tiers.first() {
        Some(best) if best.n_customers > 0 && best.n_customers < answer.n_customers => {
            let n = phrase::customers(best.n_customers, locale);
            format!("Give the {n} in {} the best service first.", best.name.label())
        }
        _ => String::new(),
    }
}

fn advice(name: TierName) -> &'static str {
    match name {
        TierName::Platinum => "Serve them first and in person; never let them wait.",
        TierName::Gold => "Find what keeps them from platinum: range, service, price.",
        TierName::Iron => "Sell them more of what they buy; keep the cost of serving low.",
        TierName::Lead => "Raise the price, lower the cost of serving, or let them go.",
    }
}

fn table(answer: &Tiers) -> Sheet {
    let (worth, share, least, mean) = match answer.measure {
        Measure::Amount => ("Amount", "Share of amount", "Least amount", "Amount per customer"),
        Measure::Profit => ("Profit", "Share of profit", "Least profit", "Profit per customer"),
    };
    let mut heads = vec![
        ("Tier", Unit::Text),
        ("Customers", Unit::Count),
        ("Share of customers", Unit::Share),
        (worth, Unit::Money),
        (share, Unit::Share),
        (least, Unit::Money),
        (mean, Unit::Money),
        ("Orders per customer", Unit::Number),
        ("Median days since last order", Unit::Days),
    ];
    if answer.measure == Measure::Profit {
        heads.push(("Amount", Unit::Money));
    }
    heads.push(("What to do", Unit::Text));
    let mut table = Sheet::of(&heads);
    for tier in &answer.tiers {
        let mut row = vec![
            tier.name.label().into(),
            tier.n_customers.into(),
            tier.share.into(),
            tier.worth.into(),
            tier.worth_share.into(),
            tier.least.into(),
            tier.mean.into(),
            tier.mean_orders.into(),
            tier.median_recency_days.into(),
        ];
        if answer.measure == Measure::Profit {
            row.push(tier.amount.into());
        }
        row.push(advice(tier.name).into());
        table.rows.push(row);
    }
    table
}
