//! The findings that matter most in words: what, how certain, what to do.

use super::retention::{period_name, periods};
use crate::locale::Locale;
use crate::message::{Arg, Word, say, word};
use crate::metrics::findings::{Finding, What};

/// One finding in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// A sentence without a full stop.
    pub finding: String,
    /// Where its number lies, and how certain that is.
    pub certainty: String,
    /// What to do about it.
    pub action: String,
}

/// Tells one.
#[inline(never)]
pub fn told(finding: &Finding, locale: &Locale) -> Told {
    let (sentence, action) = match &finding.what {
        What::Revenue { months, recent, before, year_before } => {
            let rose = finding.estimate > 0.0;
            let sentence = match (rose, year_before) {
                (true, true) => {
                    word!("Revenue rose by {}: {} from {} to {}, against {} in the same months a year before")
                }
                (true, false) => {
                    word!("Revenue rose by {}: {} from {} to {}, against {} in the three months before")
                }
                (false, true) => {
                    word!("Revenue fell by {}: {} from {} to {}, against {} in the same months a year before")
                }
                (false, false) => {
                    word!("Revenue fell by {}: {} from {} to {}, against {} in the three months before")
                }
            };
            let action = if rose {
                word!("Find out what was done then, and do it again.")
            } else {
                word!("See whether new or returning customers bring less, and start there.")
            };
            let args = [
                Arg::Share(finding.estimate.abs()),
                locale.money_whole(recent.units()).into(),
                locale.month(months.0).into(),
                locale.month(months.1).into(),
                locale.money_whole(before.units()).into(),
            ];
            (locale.say(sentence, &args), locale.word(action))
        }
        What::Slipping { n_customers, amount } => (
            say!(
                locale,
                "{0} {0|customer who is|customers who are} at risk or too good to lose brought {1}, {2} of the money",
                *n_customers,
                locale.money_whole(amount.units()),
                Arg::Share(finding.estimate)
            ),
            say!(locale, "Write to those who brought most first, and ask why they stay away."),
        ),
        What::AtRisk { at_risk, expected, months } => (
            say!(
                locale,
                "{} of the {} expected in the next {} months may go with customers who leave",
                locale.money_whole(*at_risk),
                locale.money_whole(*expected),
                Arg::shortest(*months)
            ),
            say!(locale, "Contact the most valuable customers at risk first: the list names them."),
        ),
        What::Leak { from, to, n_lost } => (
            say!(
                locale,
                "Most customers are lost between {} and {}: {} of those who came so far, {} {|customer|customers}",
                Arg::name(from),
                Arg::name(to),
                Arg::Share(finding.estimate),
                *n_lost
            ),
            say!(
                locale,
                "Look at what comes after {}: {} {|customer|customers} stopped there.",
                Arg::name(from),
                *n_lost
            ),
        ),
        What::Few { n_for_half, n_customers } => (
            say!(locale, "Half of the money comes from {} of {} customers", *n_for_half, *n_customers),
            say!(locale, "Know these customers by name, and win others so that less hangs on them."),
        ),
        What::Cohorts { since, recent, before, period } => {
            let since = period_name(*since, *period, locale);
            let (recent, before) = (Arg::Share(*recent), Arg::Share(*before));
            let args = [since.clone().into(), recent, periods(1, *period, locale).into(), before];
            if finding.estimate < 0.0 {
                (
                    locale.say(
                        word!(
                            "Newer customers come back less: of those since {}, {} are back {} later, of those before {}"
                        ),
                        &args,
                    ),
                    say!(
                        locale,
                        "Look at what is different for customers since {}: where they come from, what they buy first.",
                        since
                    ),
                )
            } else {
                (
                    locale.say(
                        word!(
                            "Newer customers come back more: of those since {}, {} are back {} later, of those before {}"
                        ),
                        &args,
                    ),
                    say!(locale, "Find out what changed with {}, and keep it.", since),
                )
            }
        }
        What::Group { attribute, value, own, others, period } => {
            let (sentence, action) = if finding.estimate < 0.0 {
                (
                    word!(
                        "Customers with {} {} come back less than the others: {} against {} are back {} later"
                    ),
                    word!("Spend less on winning them, or give them a reason of their own to return."),
                )
            } else {
                (
                    word!(
                        "Customers with {} {} come back more than the others: {} against {} are back {} later"
                    ),
                    word!("Win more customers like these."),
                )
            };
            let args = [
                Arg::name(attribute),
                Arg::name(value),
                Arg::Share(*own),
                Arg::Share(*others),
                periods(1, *period, locale).into(),
            ];
            (locale.say(sentence, &args), locale.word(action))
        }
        What::Moved { n_up, n_down, from } if n_down > n_up => (
            say!(locale, "More customers moved down than up since {}: {} against {}", *from, *n_down, *n_up),
            say!(locale, "See which customers slipped, and write to the best of them."),
        ),
        What::Moved { n_up, n_down, from } => (
            say!(locale, "More customers moved up than down since {}: {} against {}", *from, *n_up, *n_down),
            say!(locale, "Find out what was done then, and do it again."),
        ),
    };
    Told { finding: sentence, certainty: certainty(finding, locale), action }
}

fn certainty(finding: &Finding, locale: &Locale) -> String {
    let range = &finding.interval;
    let (low, high) = (range.low.abs().min(range.high.abs()), range.low.abs().max(range.high.abs()));
    let of: Word = match &finding.what {
        What::Revenue { .. } => word!("The change lies between {} and {} with a certainty of {}."),
        What::Slipping { .. } | What::Leak { .. } | What::Few { .. } => {
            word!("The share lies between {} and {} with a certainty of {}.")
        }
        What::AtRisk { .. } => word!("The value lies between {} and {} with a certainty of {}."),
        What::Cohorts { .. } | What::Group { .. } => {
            word!("The difference lies between {} and {} percentage points with a certainty of {}.")
        }
        What::Moved { .. } => word!("Of those who moved, {} to {} went that way, with a certainty of {}."),
    };
    let (low, high) = match &finding.what {
        What::AtRisk { expected, .. } => {
            (locale.money_whole(low * expected), locale.money_whole(high * expected))
        }
        What::Cohorts { .. } | What::Group { .. } => {
            (locale.number(100.0 * low, 1), locale.number(100.0 * high, 1))
        }
        _ => (locale.share_to(low, 1), locale.share_to(high, 1)),
    };
    locale.say(of, &[low.into(), high.into(), Arg::Share(range.level)])
}
