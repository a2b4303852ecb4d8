//! The customer pyramid in words.

use super::phrase;
use super::{Report, Sheet, Unit};
use crate::locale::Locale;
use crate::message::{Arg, Word, say, word};
use crate::metrics::tiers::{Measure, TierName, Tiers};

/// The pyramid in words; one row a tier, the best first.
pub fn tiers(answer: &Tiers, locale: &Locale) -> Report {
    Report {
        question: say!(locale, "Which customers carry the business?"),
        finding: finding(answer, locale),
        rule: rule(answer, locale),
        notes: notes(answer, locale),
        action: action(answer, locale),
        table: table(answer, locale),
    }
}

/// Customers who cost are the news where they outweigh a tier; otherwise what the best bring.
fn finding(answer: &Tiers, locale: &Locale) -> String {
    let all = answer.n_customers;
    if answer.tiers.iter().any(|tier| tier.worth.is_negative()) {
        return below_zero(answer, locale);
    }
    let Some(best) = answer.tiers.iter().find(|tier| tier.n_customers > 0) else {
        return say!(locale, "Nobody has bought yet");
    };
    let profit = answer.measure == Measure::Profit;
    if best.n_customers == all {
        return say!(
            locale,
            "{0|The one customer is the whole pyramid|All {0} customers are in one tier, for they bring the same}",
            all
        );
    }
    let Some(share) = best.worth_share else {
        let sentence = match profit {
            true => word!("{} customers brought no profit in all"),
            false => word!("{} customers brought no money in all"),
        };
        return locale.say(sentence, &[all.into()]);
    };
    let sentence = match profit {
        true => word!("{}, {} of {} customers, brought {} of the profit"),
        false => word!("{}, {} of {} customers, brought {} of the money"),
    };
    locale.say(sentence, &[best.name.label().into(), best.n_customers.into(), all.into(), Arg::Share(share)])
}

fn below_zero(answer: &Tiers, locale: &Locale) -> String {
    let loss = locale.money_whole(-answer.below_zero.units());
    let sentence = match answer.measure {
        Measure::Profit => word!("{} of {} {|customer|customers} cost {} more than they brought"),
        Measure::Amount => word!("{} of {} {|customer|customers} got {} more in refunds than they paid"),
    };
    locale.say(sentence, &[answer.n_below_zero.into(), answer.n_customers.into(), loss.into()])
}

fn rule(answer: &Tiers, locale: &Locale) -> String {
    let sentence = match answer.measure {
        Measure::Amount => word!(
            "Customers by amount, dated refunds taken off; who brings the same shares a tier. Orders up to {}."
        ),
        Measure::Profit => word!(
            "Customers by amount less cost, dated refunds taken off; who brings the same shares a tier. Orders up \
             to {}."
        ),
    };
    locale.say(sentence, &[answer.as_of.into()])
}

fn notes(answer: &Tiers, locale: &Locale) -> Vec<String> {
    let mut notes = Vec::new();
    if answer.n_below_zero > 0 && answer.tiers.iter().all(|tier| !tier.worth.is_negative()) {
        notes.push(say!(
            locale,
            "{} {|customer|customers} brought less than nothing, {} in all.",
            answer.n_below_zero,
            locale.money_whole(answer.below_zero.units())
        ));
    }
    let empty = answer.tiers.iter().filter(|tier| tier.n_customers == 0);
    let empty: Vec<Arg> = empty.map(|tier| tier.name.label().into()).collect();
    if !empty.is_empty() {
        notes.push(say!(
            locale,
            "Nobody is in {}: the tiers above took those who bring the same.",
            Arg::All(empty)
        ));
    }
    if answer.n_customers < phrase::FEW {
        notes.push(phrase::only(answer.n_customers, locale));
    }
    notes
}

fn action(answer: &Tiers, locale: &Locale) -> String {
    match answer.tiers.first() {
        Some(best) if best.n_customers > 0 && best.n_customers < answer.n_customers => say!(
            locale,
            "Give the {} {|customer|customers} in {} the best service first.",
            best.n_customers,
            best.name.label()
        ),
        _ => String::new(),
    }
}

fn advice(name: TierName) -> Word {
    match name {
        TierName::Platinum => word!("Serve them first and in person; never let them wait."),
        TierName::Gold => word!("Find what keeps them from platinum: range, service, price."),
        TierName::Iron => word!("Sell them more of what they buy; keep the cost of serving low."),
        TierName::Lead => word!("Raise the price, lower the cost of serving, or let them go."),
    }
}

fn table(answer: &Tiers, locale: &Locale) -> Sheet {
    let (worth, share, least, mean) = match answer.measure {
        Measure::Amount => {
            (word!("Amount"), word!("Share of amount"), word!("Least amount"), word!("Amount per customer"))
        }
        Measure::Profit => {
            (word!("Profit"), word!("Share of profit"), word!("Least profit"), word!("Profit per customer"))
        }
    };
    let mut heads = vec![
        (word!("Tier"), Unit::Text),
        (word!("Customers"), Unit::Count),
        (word!("Share of customers"), Unit::Share),
        (worth, Unit::Money),
        (share, Unit::Share),
        (least, Unit::Money),
        (mean, Unit::Money),
        (word!("Orders per customer"), Unit::Number),
        (word!("Median days since last order"), Unit::Days),
    ];
    if answer.measure == Measure::Profit {
        heads.push((word!("Amount"), Unit::Money));
    }
    heads.push((word!("What to do"), Unit::Text));
    let mut table = Sheet::of(&heads, locale);
    for tier in &answer.tiers {
        let mut row = vec![
            locale.word(tier.name.label()).into(),
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
        row.push(locale.word(advice(tier.name)).into());
        table.rows.push(row);
    }
    table
}
