//! From typed tables to facts: customers joined over all files, order lines summed, every row accounted for.

mod answers;
mod arranged;
mod cells;
mod contacts;
mod currency;
mod customers;
mod dealt;
mod events;
mod headers;
mod labels;
mod measures;
mod numbers;
mod orders;
mod people;
mod rows;
mod verdict;

use clientele_cells::Whole;

use super::{Account, Facts};
use crate::bulk;
use crate::issue::Found;
use crate::roles::{Kind, Mapping, Role};
use crate::table::{Column, NumberColumn, Packed, Table, TextColumn, TimeColumn};

use currency::Currencies;
use headers::Headers;
use people::People;

/// One file: its table, what its columns mean, and what was wrong with its rows when it was read.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    /// The rows.
    pub table: &'a Table,
    /// What the columns mean.
    pub mapping: &'a Mapping,
    /// What was wrong while reading, by row: rows that were set aside, and cells that were not blank and could not be
    /// read, which tell a bad date from a missing one.
    pub found: &'a [Found],
    /// Is each column let go once facts are made of it?
    pub spends: bool,
}

impl<'a> Source<'a> {
    /// A table in which nothing was wrong.
    pub fn new(table: &'a Table, mapping: &'a Mapping) -> Self {
        Self { table, mapping, found: &[], spends: false }
    }

    /// Lets the columns of these roles go: nothing asks for them any more.
    fn spend(&self, roles: &[Role]) {
        if self.spends {
            roles.iter().filter_map(|&role| self.column(role)).for_each(Column::spend);
        }
    }

    /// Lets a column go.
    fn spent<T: Whole>(&self, column: &Packed<T>) {
        if self.spends {
            column.spend();
        }
    }

    fn column(&self, role: Role) -> Option<&'a Column> {
        self.mapping.column(role).and_then(|column| self.table.columns.get(column))
    }

    fn text(&self, role: Role) -> Option<&'a TextColumn> {
        match self.column(role) {
            Some(Column::Text(column)) => Some(column),
            _ => None,
        }
    }

    fn time(&self, role: Role) -> Option<&'a TimeColumn> {
        match self.column(role) {
            Some(Column::Time(column)) => Some(column),
            _ => None,
        }
    }

    fn number(&self, role: Role) -> Option<&'a NumberColumn> {
        match self.column(role) {
            Some(Column::Number(column)) => Some(column),
            _ => None,
        }
    }
}

/// Makes facts of all files together. Returns them with the account of each file, in the order of the files.
///
/// Customers are known by their identifier, trimmed, e-mail addresses case-folded; a customers file may name a second
/// identifier for each. Customers are numbered by first appearance; nothing else depends on the order of rows.
pub fn build(sources: &[Source<'_>]) -> (Facts, Vec<Account>) {
    bulk::make_room(sources.iter().map(room).sum());
    let mut people = People::default();
    sources.iter().for_each(|source| people.learn_aliases(source));
    let mut headers = Headers::new(sources, &mut people);
    let currencies = Currencies::new(sources);
    let mut accounts: Vec<Account> = sources.iter().map(|_| Account::default()).collect();
    let mut customers = customers::Builder::default();
    let mut orders = orders::Builder::default();
    let mut events = events::Builder::default();
    let mut contacts = contacts::Builder::default();
    let mut answers = answers::Builder::default();
    for (source, account) in sources.iter().zip(&mut accounts) {
        *account = match source.mapping.kind {
            // Counted below, once the lines of its orders are in.
            Kind::Orders if headers::is_header(source) && headers.is_asked() => continue,
            Kind::Orders => orders.add(source, &mut people, &mut headers, &currencies),
            Kind::Events => events.add(source, &mut people, &currencies),
            Kind::Customers | Kind::Summary => customers.add(source, &mut people, &currencies),
            Kind::Campaigns => contacts.add(source, &mut people, &currencies),
            Kind::Survey => answers.add(source, &mut people, &headers),
        };
    }
    for (source, account) in
        sources.iter().zip(&mut accounts).filter(|(source, _)| headers::is_header(source))
    {
        if headers.is_asked() {
            *account = headers.account(source, &mut people);
        }
    }
    let numbers = people.compact();
    let n = people.len();
    let orders = orders.finish(n, numbers.as_deref());
    let events = events.finish(n, numbers.as_deref());
    let contacts = contacts.finish(n, numbers.as_deref());
    let answers = answers.finish(n, numbers.as_deref());
    let customers = customers.finish(people, numbers.as_deref());
    let currency = currencies.main();
    (Facts { customers, orders, events, contacts, answers, currency, ..Facts::default() }, accounts)
}

/// About as many bytes as the facts of a file take while they are made.
fn room(source: &Source<'_>) -> usize {
    if source.spends {
        return 0;
    }
    let n_columns = source.mapping.roles.iter().filter(|&&role| role != Role::Ignored).count();
    source.table.n_rows.saturating_mul(20 + 6 * n_columns)
}
