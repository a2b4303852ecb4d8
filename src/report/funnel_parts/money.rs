//! Money and cost along a funnel, in words.

use super::super::{Cell, Report, Sheet, Unit};
use crate::locale::Locale;
use crate::message::{Arg, Word, say, word};
use crate::metrics::funnel::{MoneyStep, StepMoney};
use crate::money::Money;

/// What the customers at each step bring and cost; one row a step.
pub fn money(answer: &StepMoney, locale: &Locale) -> Report {
    Report {
        question: say!(locale, "Where does the money leave?"),
        finding: finding(answer, locale),
        rule: say!(
            locale,
            "All orders and contacts of the customers who came to each step, whenever they were; a customer stops at one step only."
        ),
        notes: notes(answer, locale),
        action: String::new(),
        table: table(answer, locale),
    }
}

fn finding(answer: &StepMoney, locale: &Locale) -> String {
    let Some(last) = answer.steps.last() else { return say!(locale, "The funnel has no steps") };
    let goal = Arg::Name(last.name.clone());
    let whole = |money: Money| locale.money_whole(money.units());
    let orders = last.reached.orders.zip(answer.total.orders);
    if let Some((orders, total)) = orders.filter(|(orders, total)| total.0 > 0 && orders.0 >= 0) {
        return say!(
            locale,
            "The {0|one customer|{0} customers} who came to {1} {0|brings|bring} {2} of all orders, {3}",
            last.n_reached,
            goal,
            Arg::Share(orders.units() / total.units()),
            whole(orders)
        );
    }
    match (last.taken, last.cost_per_customer) {
        (Some(taken), _) => say!(locale, "{} is worth {} in all", goal, whole(taken)),
        (None, Some(cost)) => say!(locale, "A customer at {} has cost {}", goal, locale.money(cost.units())),
        (None, None) => say!(locale, "Nobody came to {}", goal),
    }
}

fn notes(answer: &StepMoney, locale: &Locale) -> Vec<String> {
    let mut notes = Vec::new();
    let whole = |money: Money| locale.money_whole(money.units());
    if let Some(outside) = answer.outside.orders.filter(|money| money.0 != 0) {
        notes.push(say!(locale, "Customers who never entered bring {}.", whole(outside)));
    }
    if let Some(cost) = answer.total.cost {
        let whole = whole(cost);
        notes.push(say!(
            locale,
            "The cost for each is the whole cost, {}, over those who came so far.",
            whole
        ));
    }
    if let Some(cost) = answer.unassigned_cost {
        notes.push(say!(locale, "{} of it is of campaigns that name no customers.", whole(cost)));
    }
    notes
}

/// A column and where its money stands.
type Column = (Word, fn(&MoneyStep) -> Option<Money>);

/// Columns of what no file tells are left out.
fn table(answer: &StepMoney, locale: &Locale) -> Sheet {
    let columns: [Column; 6] = [
        (word!("Their orders"), |step| step.reached.orders),
        (word!("Orders for each"), |step| {
            step.reached.orders.filter(|_| step.n_reached > 0).map(|sum| sum.over(step.n_reached))
        }),
        (word!("Orders of those who came no further"), |step| step.stopped.orders),
        (word!("Amount of the events"), |step| step.taken),
        (word!("Spent on those who came no further"), |step| step.stopped.cost),
        (word!("Cost for each"), |step| step.cost_per_customer),
    ];
    let known: Vec<Column> =
        columns.into_iter().filter(|(_, of)| answer.steps.iter().any(|step| of(step).is_some())).collect();
    let mut headings = vec![
        (word!("Step"), Unit::Text),
        (word!("Customers"), Unit::Count),
        (word!("Came no further"), Unit::Count),
    ];
    headings.extend(known.iter().map(|(name, _)| (*name, Unit::Money)));
    let mut table = Sheet::of(&headings, locale);
    for step in &answer.steps {
        let mut row = vec![Cell::Text(step.name.clone()), step.n_reached.into(), step.n_stopped.into()];
        row.extend(known.iter().map(|(_, of)| Cell::from(of(step))));
        table.rows.push(row);
    }
    table
}
