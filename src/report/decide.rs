//! What to do about the value of customers, in words: groups, risk, contact, movement, silence, referrals.

use super::{Cell, Report, Sheet, Unit};
use crate::locale::Locale;
use crate::message::{Arg, say, word};
use crate::metrics::value::ValueConfig;
use crate::metrics::value::decide::contact::Contact;
use crate::metrics::value::decide::equity::Equity;
use crate::metrics::value::decide::grid::Grid;
use crate::metrics::value::decide::grouping::By;
use crate::metrics::value::decide::groups::{GroupValue, Groups};
use crate::metrics::value::decide::referral::Referrals;

fn months(config: &ValueConfig) -> Arg {
    Arg::Number(config.horizon_months, u8::from(config.horizon_months.fract() != 0.0))
}

fn rule(config: &ValueConfig, locale: &Locale) -> String {
    say!(
        locale,
        "Value expected in the next {0|month|{0} months}, discounted by {1} a year.",
        months(config),
        Arg::Share(config.discount_per_year)
    )
}

/// The value of each group, in its order.
pub fn groups(answer: &Groups, config: &ValueConfig, locale: &Locale) -> Report {
    let heads = [
        (word!("Group"), Unit::Text),
        (word!("Customers"), Unit::Count),
        (word!("Amount so far"), Unit::Money),
        (word!("Expected value"), Unit::Money),
        (word!("Expected of one"), Unit::Money),
        (word!("At least (95%)"), Unit::Money),
        (word!("At most (95%)"), Unit::Money),
        (word!("Mean probability still buying"), Unit::Share),
        (word!("Cost to win one"), Unit::Money),
        (word!("Months until that is paid back"), Unit::Count),
    ];
    let mut table = Sheet::of(&heads, locale);
    for group in &answer.groups {
        table.rows.push(vec![
            group.name.written(locale).into(),
            group.n_customers.into(),
            group.so_far.into(),
            group.expected.into(),
            group.each.into(),
            group.interval.map(|range| range.low).into(),
            group.interval.map(|range| range.high).into(),
            group.mean_p_alive.into(),
            group.acquisition_cost.into(),
            group.payback_months.map(|months| months as usize).into(),
        ]);
    }
    let best = answer.groups.iter().filter(|group| group.each.is_some());
    let by_each = |a: &&GroupValue, b: &&GroupValue| a.each.unwrap_or(0.0).total_cmp(&b.each.unwrap_or(0.0));
    let finding = match best.max_by(by_each) {
        Some(group) => say!(
            locale,
            "A customer of {} is worth most: {} expected",
            Arg::Name(group.name.written(locale)),
            locale.money(group.each.unwrap_or(0.0))
        ),
        None => say!(locale, "Nothing can be expected of any group"),
    };
    let mut notes = Vec::new();
    if let Some(test) = &answer.test {
        let sentence = if test.p_value < 0.01 {
            word!(
                "These groups buy and leave differently (likelihood ratio {} on {} degrees of freedom, p {})."
            )
        } else {
            word!(
                "One model serves all these groups as well: what sets them apart may be chance (likelihood ratio {} \
                 on {} degrees of freedom, p {})."
            )
        };
        let p = if test.p_value < 1e-4 { Arg::from("< 0.0001") } else { Arg::Number(test.p_value, 4) };
        notes.push(locale.say(sentence, &[Arg::Number(test.ratio, 1), test.degrees.into(), p]));
    }
    if matches!(answer.by, By::Segment | By::Tier) {
        notes.push(say!(
            locale,
            "These groups are made from the purchases themselves, so they differ by design."
        ));
    }
    notes.push(say!(locale, "Intervals come from the uncertainty of the model, not from chance."));
    Report {
        question: say!(locale, "Which customers are worth most?"),
        finding,
        rule: rule(config, locale),
        notes,
        action: String::new(),
        table,
    }
}

/// The first of those whose value is most at risk, by their names.
pub fn risk(answer: &Contact, names: &[String], config: &ValueConfig, locale: &Locale) -> Report {
    let heads = [
        (word!("Customer"), Unit::Text),
        (word!("Expected value"), Unit::Money),
        (word!("Probability of leaving"), Unit::Share),
        (word!("Value at risk"), Unit::Money),
        (word!("Days since the last purchase"), Unit::Count),
    ];
    let mut table = Sheet::of(&heads, locale);
    let shown = &answer.customers[..names.len().min(answer.customers.len())];
    for (own, name) in shown.iter().zip(names) {
        table.rows.push(vec![
            name.as_str().into(),
            own.expected.into(),
            own.p_leaving.into(),
            own.at_risk.into(),
            (own.silent_days as usize).into(),
        ]);
    }
    let sum: f64 = shown.iter().map(|own| own.at_risk).sum();
    let expected: f64 = answer.customers.iter().map(|own| own.expected).sum();
    // Of a model in which nobody leaves the order says nothing.
    let finding = if answer.at_risk < 0.001 * expected {
        say!(
            locale,
            "By the model hardly anyone leaves: almost no value is at risk in the next {0|month|{0} months}",
            months(config)
        )
    } else {
        say!(
            locale,
            "{} of value may be lost in the next {1|month|{1} months}; {2} of it with the first {3} {3|customer|customers}",
            locale.money_whole(answer.at_risk),
            months(config),
            Arg::Share(if answer.at_risk > 0.0 { sum / answer.at_risk } else { 0.0 }),
            shown.len()
        )
    };
    Report {
        question: say!(locale, "Who is worth keeping?"),
        finding,
        rule: say!(
            locale,
            "Value at risk is the value expected in the time ahead times the probability of having left by its end."
        ),
        notes: Vec::new(),
        action: String::new(),
        table,
    }
}

/// Steps of the curve of gain.
pub const STEPS: usize = 20;

/// How many the step stands for.
pub fn contacted(answer: &Contact, step: usize) -> usize {
    answer.customers.len() * step / STEPS
}

/// The gain of contacting more and more of them.
pub fn contact(answer: &Contact, config: &ValueConfig, locale: &Locale) -> Report {
    let heads = [
        (word!("Customers contacted"), Unit::Count),
        (word!("Cost"), Unit::Money),
        (word!("Value saved"), Unit::Money),
        (word!("Gain"), Unit::Money),
    ];
    let mut table = Sheet::of(&heads, locale);
    for step in 1..=STEPS {
        let n = contacted(answer, step);
        let (cost, gain) = (answer.effort.cost * n as f64, answer.gain(n));
        table.rows.push(vec![n.into(), cost.into(), (gain + cost).into(), gain.into()]);
    }
    let finding = match answer.best {
        0 => say!(locale, "No contact is expected to bring what it costs"),
        best => say!(
            locale,
            "Contacting the first {} {|customer|customers} is expected to gain {}; each further one costs more than it brings",
            best,
            locale.money_whole(answer.best_gain)
        ),
    };
    Report {
        question: say!(locale, "How many customers should be contacted?"),
        finding,
        rule: say!(
            locale,
            "Customers by falling value at risk in the next {0|month|{0} months}. A contact costs {1} and saves {2} of it.",
            months(config),
            locale.money(answer.effort.cost),
            Arg::Share(answer.effort.uplift)
        ),
        notes: vec![say!(
            locale,
            "What a contact saves is your assumption: measure it against customers who were not contacted."
        )],
        action: String::new(),
        table,
    }
}

/// The movement of the base between two days.
pub fn equity(answer: &Equity, config: &ValueConfig, locale: &Locale) -> Report {
    let heads =
        [(word!("Part"), Unit::Text), (word!("Customers"), Unit::Count), (word!("Value"), Unit::Money)];
    let mut table = Sheet::of(&heads, locale);
    let mut row = |name: Cell, part: &crate::metrics::value::decide::equity::Part| {
        table.rows.push(vec![name, part.n_customers.into(), part.change.into()]);
    };
    row(locale.day(answer.from).into(), &answer.before);
    row(locale.word(word!("New customers")).into(), &answer.new);
    row(locale.word(word!("Worth more")).into(), &answer.rose);
    row(locale.word(word!("Worth less")).into(), &answer.fell);
    row(locale.day(answer.to).into(), &answer.after);
    let change = answer.after.change - answer.before.change;
    let sentence = if change >= 0.0 {
        word!("The base is worth {} more than on {}: new customers brought {}, the others moved by {}")
    } else {
        word!("The base is worth {} less than on {}: new customers brought {}, the others moved by {}")
    };
    let finding = locale.say(
        sentence,
        &[
            locale.money_whole(change.abs()).into(),
            answer.from.into(),
            locale.money_whole(answer.new.change).into(),
            locale.money_whole(answer.rose.change + answer.fell.change).into(),
        ],
    );
    Report {
        question: say!(locale, "How did the value of the base move?"),
        finding,
        rule: rule(config, locale),
        notes: vec![say!(
            locale,
            "Both days are seen with the model of the later one, so that only customers move and not estimates."
        )],
        action: String::new(),
        table,
    }
}

/// The map of silence; of probabilities, or of values.
pub fn grid(answer: &Grid, of_value: bool, config: &ValueConfig, locale: &Locale) -> Report {
    let mut table = Sheet::of(&[(word!("Purchases"), Unit::Count)], locale);
    for &silence in &answer.silences {
        table.add(locale.days(f64::from(silence)), if of_value { Unit::Money } else { Unit::Share });
    }
    for row in &answer.rows {
        let mut cells: Vec<Cell> = vec![(row.purchases as usize).into()];
        cells.extend((if of_value { &row.value } else { &row.p_alive }).iter().map(|&cell| Cell::from(cell)));
        table.rows.push(cells);
    }
    let finding = if of_value {
        say!(locale, "What a customer is worth by purchases and days of silence")
    } else {
        say!(locale, "The more often one bought, the more a silence means")
    };
    Report {
        question: say!(locale, "What does a silence mean?"),
        finding,
        rule: say!(
            locale,
            "Customers who bought once by the days since then; the others as of {} after the first purchase, by the \
             days since the last one. {}",
            locale.days(f64::from(answer.age_days)),
            rule(config, locale)
        ),
        notes: Vec::new(),
        action: String::new(),
        table,
    }
}

/// The first of those who brought others, by their names.
pub fn referrals(answer: &Referrals, names: &[String], config: &ValueConfig, locale: &Locale) -> Report {
    let heads = [
        (word!("Customer"), Unit::Text),
        (word!("Own expected value"), Unit::Money),
        (word!("Customers brought"), Unit::Count),
        (word!("They paid so far"), Unit::Money),
        (word!("Expected of them"), Unit::Money),
    ];
    let mut table = Sheet::of(&heads, locale);
    for (own, name) in answer.referrers.iter().zip(names) {
        table.rows.push(vec![
            name.as_str().into(),
            own.own.into(),
            own.n_brought.into(),
            own.so_far.into(),
            own.brought.into(),
        ]);
    }
    Report {
        question: say!(locale, "Who brings other customers?"),
        finding: say!(
            locale,
            "{} of {} {|customer|customers} were brought by {} others",
            answer.n_brought,
            answer.n_customers,
            answer.referrers.len()
        ),
        rule: rule(config, locale),
        notes: Vec::new(),
        action: String::new(),
        table,
    }
}
