//! Tables that belong together: rows that name an order and no customer take customer, date and state from the table
//! that has the order.

use super::Source;
use super::people::{NOBODY, People};
use super::verdict::Verdicts;
use crate::facts::{Account, CustomerIdx};
use crate::issue::Problem;
use crate::moment::Moment;
use crate::roles::{Kind, Role};
use crate::sort::Sort as _;
use crate::table::{Column, NO_MOMENT, TimeColumn};

/// Orders by their key, from all files that name the customer of each.
#[derive(Default)]
pub(super) struct Headers {
    /// Sorted by key; one a key.
    entries: Vec<Entry>,
    /// Keys of orders of which lines were used.
    used: Vec<u64>,
}

/// In the order in which the first of several with one key is chosen, whatever the order of rows.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    key: u64,
    moment: Moment,
    offset: i16,
    no_order: Option<bool>,
    who: CustomerIdx,
}

/// What the rows of a file take from the table of orders.
pub(super) struct Linked {
    pub(super) who: Vec<CustomerIdx>,
    pub(super) date: TimeColumn,
    pub(super) no_order: Vec<Option<bool>>,
}

/// Has the file orders, but no money?
pub(super) fn is_header(source: &Source<'_>) -> bool {
    let has = |role| source.number(role).is_some();
    let has_money = has(Role::Amount) || (has(Role::Quantity) && has(Role::UnitPrice));
    source.mapping.kind == Kind::Orders
        && source.text(Role::Customer).is_some()
        && has_keys(source)
        && !has_money
}

/// Does the file name orders, but no customers?
fn needs_header(source: &Source<'_>) -> bool {
    source.mapping.column(Role::Customer).is_none() && has_keys(source)
}

fn has_keys(source: &Source<'_>) -> bool {
    matches!(source.column(Role::OrderId), Some(Column::Key(_)))
}

fn keys(source: &Source<'_>) -> Option<Vec<u64>> {
    match source.column(Role::OrderId) {
        Some(Column::Key(column)) => Some(column.all()),
        _ => None,
    }
}

impl Headers {
    /// Collects orders, if any file asks for them.
    pub(super) fn new(sources: &[Source<'_>], people: &mut People) -> Self {
        let mut entries = Vec::new();
        if sources.iter().any(needs_header) {
            for source in sources.iter().filter(|source| source.mapping.kind == Kind::Orders) {
                let (Some(keys), Some(_)) = (keys(source), source.text(Role::Customer)) else { continue };
                let who = people.of_source(source);
                let date = source.time(Role::Date);
                let state = source.text(Role::Status);
                let no_order: Vec<bool> = state
                    .map(|column| {
                        column.texts.iter().map(|state| source.mapping.rules.is_no_order(state)).collect()
                    })
                    .unwrap_or_default();
                let entry = |(row, (&key, &who)): (usize, (&u64, &CustomerIdx))| Entry {
                    key,
                    moment: date.and_then(|date| date.moment(row)).unwrap_or(NO_MOMENT),
                    offset: date.map_or(0, |date| date.offset(row)),
                    no_order: state.and_then(|column| column.code(row)).map(|code| no_order[code as usize]),
                    who,
                };
                let named = keys.iter().zip(&who).enumerate();
                entries.extend(named.filter(|(_, (key, who))| **key != 0 && **who != NOBODY).map(entry));
            }
            entries.order();
            entries.dedup_by_key(|entry| entry.key);
        }
        Self { entries, used: Vec::new() }
    }

    /// Does any file ask for orders?
    pub(super) fn is_asked(&self) -> bool {
        !self.entries.is_empty()
    }

    fn find(&self, key: u64) -> Option<&Entry> {
        let at = self.entries.binary_search_by_key(&key, |entry| entry.key).ok()?;
        self.entries.get(at)
    }

    /// What the rows of a file take, if it names orders and no customers.
    #[inline(never)]
    pub(super) fn link(&self, source: &Source<'_>) -> Option<Linked> {
        let keys = keys(source).filter(|_| needs_header(source) && !self.entries.is_empty())?;
        let found: Vec<Option<&Entry>> = keys.iter().map(|&key| self.find(key)).collect();
        Some(Linked {
            who: found.iter().map(|entry| entry.map_or(NOBODY, |entry| entry.who)).collect(),
            date: TimeColumn {
                moments: found.iter().map(|entry| entry.map_or(NO_MOMENT, |entry| entry.moment).0).collect(),
                offsets: found.iter().map(|entry| entry.map_or(0, |entry| entry.offset)).collect(),
                has_time: true,
            },
            no_order: found.iter().map(|entry| entry.and_then(|entry| entry.no_order)).collect(),
        })
    }

    /// Lines with these keys were used.
    pub(super) fn mark_used(&mut self, keys: Vec<u64>) {
        self.used.extend(keys);
        self.used.order();
        self.used.dedup();
    }

    /// The account of a file of orders without money, once all lines are in: an order is used if lines of it were.
    #[inline(never)]
    pub(super) fn account(&self, source: &Source<'_>, people: &mut People) -> Account {
        let mut verdicts = Verdicts::new(source);
        let who = people.of_source(source);
        let (mut n_used, mut n_rejected) = (0, 0);
        for (row, key) in keys(source).unwrap_or_default().iter().enumerate() {
            let is_used = self.used.binary_search(key).is_ok();
            if who[row] == NOBODY {
                verdicts.reject(row, Problem::NoCustomer);
            } else if !is_used {
                let is_order = self.find(*key).and_then(|entry| entry.no_order) != Some(true);
                verdicts.reject(row, if is_order { Problem::NoAmount } else { Problem::NotAnOrder });
                n_rejected += 1;
            }
            n_used += usize::from(verdicts.is_open(row));
        }
        Account { orders_used: n_used, orders_set_aside: n_rejected, ..verdicts.account() }
    }
}
