//! Contacts and totals from the rows of campaigns files.

use super::Source;
use super::cells::{Flags, Names};
use super::currency::Currencies;
use super::people::{NOBODY, People};
use super::verdict::Verdicts;
use crate::facts::{Account, CampaignTotals, Contact, Contacts, CustomerIdx};
use crate::issue::Problem;
use crate::money::Money;
use crate::roles::Role;
use crate::table::TextColumn;

/// The row without a name that is the sum of a report: the one whose numbers are at least those of all named rows.
fn grand_total(source: &Source<'_>, campaign: Option<&TextColumn>) -> Option<usize> {
    let is_named = |row: usize| campaign.is_some_and(|column| column.code(row).is_some());
    let unnamed: Vec<usize> = (0..source.table.n_rows).filter(|&row| !is_named(row)).collect();
    let roles = [Role::Impressions, Role::Sent, Role::Clicked, Role::Responded, Role::Cost];
    let numbers = roles.into_iter().filter_map(|role| source.number(role)).find(|column| {
        (0..column.values.len()).any(|row| column.value(row).is_some_and(|value| value != 0))
    })?;
    let rows = (0..source.table.n_rows).filter(|&row| is_named(row));
    let named: i128 = rows.filter_map(|row| numbers.value(row)).map(i128::from).sum();
    unnamed.into_iter().find(|&row| numbers.value(row).is_some_and(|value| i128::from(value) >= named.max(1)))
}

/// Contacts of all files so far.
#[derive(Default)]
pub(super) struct Builder {
    contacts: Vec<Contact>,
    totals: Vec<CampaignTotals>,
    campaigns: Names,
}

impl Builder {
    /// Takes the rows of one file: contacts where it names customers, else totals.
    #[inline(never)]
    pub(super) fn add(
        &mut self,
        source: &Source<'_>,
        people: &mut People,
        currencies: &Currencies,
    ) -> Account {
        let mut verdicts = Verdicts::new(source);
        let campaign = source.text(Role::Campaign);
        let codes = campaign.map(|column| self.campaigns.add(column)).unwrap_or_default();
        let has_customers = source.mapping.column(Role::Customer).is_some();
        let who = people.of_source(source);
        let date = source.time(Role::Date);
        let flag = |role| source.text(role).map(Flags::new);
        let (sent, opened) = (flag(Role::Sent), flag(Role::Opened));
        let (clicked, responded) = (flag(Role::Clicked), flag(Role::Responded));
        let control = source.text(Role::Control).map(Flags::control);
        let number = |role| move |row| source.number(role).and_then(|column| column.value(row));
        let (cost, value) = (number(Role::Cost), number(Role::Value));
        currencies.reject(source, source.number(Role::Value).or(source.number(Role::Cost)), &mut verdicts);
        let grand_total = if has_customers { None } else { grand_total(source, campaign) };
        for row in 0..source.table.n_rows {
            let code = campaign.and_then(|column| column.code(row)).and_then(|code| codes.get(code as usize));
            let campaign = match code {
                Some(&campaign) => campaign,
                None if grand_total == Some(row) => {
                    verdicts.reject(row, Problem::TotalsRow);
                    continue;
                }
                // Reports write what belongs to no campaign as `(not set)`: its numbers count.
                None if !has_customers && verdicts.is_open(row) && number(Role::Clicked)(row).is_some() => {
                    self.campaigns.add_text("(not set)")
                }
                None => {
                    verdicts.reject(row, Problem::NoCampaign);
                    continue;
                }
            };
            if has_customers && who[row] == NOBODY {
                verdicts.reject(row, Problem::NoCustomer);
            }
            if !verdicts.is_open(row) {
                continue;
            }
            let day = date.and_then(|date| Some(date.moment(row)?.day(date.offset(row))));
            let (cost, value) = (cost(row).map(Money), value(row).map(Money));
            if has_customers {
                people.mark_used(&[who[row]]);
                let get = |flags: &Option<Flags<'_>>| flags.as_ref().and_then(|flags| flags.get(row));
                self.contacts.push(Contact {
                    customer: who[row],
                    campaign,
                    day,
                    is_control: get(&control),
                    sent: get(&sent),
                    opened: get(&opened),
                    clicked: get(&clicked),
                    responded: get(&responded),
                    cost,
                    value,
                });
            } else {
                self.totals.push(CampaignTotals {
                    campaign,
                    day,
                    impressions: number(Role::Impressions)(row),
                    sent: number(Role::Sent)(row),
                    opened: number(Role::Opened)(row),
                    clicked: number(Role::Clicked)(row),
                    responded: number(Role::Responded)(row),
                    cost,
                    value,
                });
            }
        }
        verdicts.account()
    }

    /// All contacts, on customers renumbered by `numbers`.
    #[inline(never)]
    pub(super) fn finish(mut self, n_customers: usize, numbers: Option<&[CustomerIdx]>) -> Contacts {
        let (campaigns, rank) = self.campaigns.finish();
        for contact in &mut self.contacts {
            contact.campaign = rank[contact.campaign as usize];
            if let Some(numbers) = numbers {
                contact.customer = numbers[contact.customer as usize];
            }
        }
        for total in &mut self.totals {
            total.campaign = rank[total.campaign as usize];
        }
        Contacts::new(n_customers, campaigns, self.contacts, self.totals)
    }
}
