//! Whom campaigns reached, and what came of it.

use crate::day::Day;
use crate::dictionary::{Code, Dictionary};
use crate::money::Money;
use crate::sort::Sort as _;

use super::{CustomerIdx, Groups};

/// Contacts of campaigns with customers, grouped by customer and then by campaign; and campaigns of which only totals
/// are known.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Contacts {
    pub(super) groups: Groups,
    pub(super) contacts: Vec<Contact>,
    pub(super) campaigns: Dictionary,
    pub(super) totals: Vec<CampaignTotals>,
}

/// One contact: a row of a campaigns file. What the file does not say is `None`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Contact {
    /// With whom.
    pub customer: CustomerIdx,
    /// In which campaign: a code in [`Contacts::campaigns`].
    pub campaign: Code,
    /// When it was sent, or when the row is dated.
    pub day: Option<Day>,
    /// Was the customer held back, to compare with?
    pub is_control: Option<bool>,
    /// Was it sent?
    pub sent: Option<bool>,
    /// Was it opened?
    pub opened: Option<bool>,
    /// Was it clicked?
    pub clicked: Option<bool>,
    /// Did the customer respond?
    pub responded: Option<bool>,
    /// What the contact cost.
    pub cost: Option<Money>,
    /// What it brought, where the file says so.
    pub value: Option<Money>,
}

/// A row of a report on campaigns that names no customers. Counts are in ten-thousandths, as reports give shares of
/// conversions. What the report does not say is `None`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct CampaignTotals {
    /// Which: a code in [`Contacts::campaigns`].
    pub campaign: Code,
    /// The day that the row is about.
    pub day: Option<Day>,
    /// How often it was shown.
    pub impressions: Option<i64>,
    /// How many were sent.
    pub sent: Option<i64>,
    /// How many were opened.
    pub opened: Option<i64>,
    /// How many clicks.
    pub clicked: Option<i64>,
    /// How many responses or conversions.
    pub responded: Option<i64>,
    /// What it cost.
    pub cost: Option<Money>,
    /// What it brought.
    pub value: Option<Money>,
}

impl Contacts {
    /// Groups and sorts; the order of rows does not matter if `campaigns` is in alphabetical order.
    pub fn new(
        n_customers: usize,
        campaigns: Dictionary,
        mut contacts: Vec<Contact>,
        mut totals: Vec<CampaignTotals>,
    ) -> Self {
        contacts.order();
        totals.order();
        let customers: Vec<CustomerIdx> = contacts.iter().map(|contact| contact.customer).collect();
        let groups = Groups::of_any(n_customers, &customers);
        Self { groups, contacts, campaigns, totals }
    }

    /// Where each customer's contacts stand.
    pub fn groups(&self) -> &Groups {
        &self.groups
    }

    /// All contacts, by customer.
    pub fn contacts(&self) -> &[Contact] {
        &self.contacts
    }

    /// Campaigns of which only totals are known.
    pub fn totals(&self) -> &[CampaignTotals] {
        &self.totals
    }

    /// Names of campaigns in alphabetical order.
    pub fn campaigns(&self) -> &Dictionary {
        &self.campaigns
    }

    /// Is there neither a contact nor a total?
    pub fn is_empty(&self) -> bool {
        self.contacts.is_empty() && self.totals.is_empty()
    }

    /// First and last day of any contact.
    pub fn days(&self) -> (Option<Day>, Option<Day>) {
        let days = || self.contacts.iter().filter_map(|contact| contact.day);
        (days().min(), days().max())
    }
}
