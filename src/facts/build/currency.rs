//! Amounts of several currencies are never added up: the one that most rows name counts, the others are told.

use super::Source;
use super::verdict::Verdicts;
use crate::issue::Problem;
use crate::roles::{Kind, Role};
use crate::sort::Sort as _;
use crate::table::{NumberColumn, TextColumn};

/// The currency of all files together.
pub(super) struct Currencies {
    main: Option<String>,
}

/// In the order in which they are looked at: the first that a file has tells what its amounts are in.
const MONEY: [Role; 8] = [
    Role::Amount,
    Role::UnitPrice,
    Role::Value,
    Role::Cost,
    Role::Fee,
    Role::AcquisitionCost,
    Role::Wallet,
    Role::MeanSpend,
];

impl Currencies {
    /// Counts the rows of orders by the currency that they name; those of other files where no order names any. Of two
    /// as frequent it is the first by name.
    pub(super) fn new(sources: &[Source<'_>]) -> Self {
        let count = |is_orders: bool| {
            let mut names: Vec<(String, usize)> = Vec::new();
            for source in sources.iter().filter(|source| (source.mapping.kind == Kind::Orders) == is_orders) {
                let money = MONEY.iter().find_map(|&role| source.number(role));
                for (name, n) in named(source.text(Role::Currency), money) {
                    match names.iter_mut().find(|(other, _)| *other == name) {
                        Some((_, rows)) => *rows += n,
                        None => names.push((name, n)),
                    }
                }
            }
            names.order_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
            names.into_iter().next().map(|(name, _)| name)
        };
        Self { main: count(true).or_else(|| count(false)) }
    }

    /// Its code, or its sign where that is all the files give.
    pub(super) fn main(self) -> Option<String> {
        self.main
    }

    /// Sets aside rows whose amount is in another one.
    pub(super) fn reject(
        &self,
        source: &Source<'_>,
        money: Option<&NumberColumn>,
        verdicts: &mut Verdicts<'_>,
    ) {
        if let Some(is_other) = self.others(source, money) {
            let rows = is_other.into_iter().enumerate().filter(|(_, is_other)| *is_other);
            rows.for_each(|(row, _)| verdicts.reject(row, Problem::OtherCurrency));
        }
    }

    /// Which rows give an amount in another one; `None` if there is none.
    pub(super) fn others(&self, source: &Source<'_>, money: Option<&NumberColumn>) -> Option<Vec<bool>> {
        let main = self.main.as_deref()?;
        let n = source.table.n_rows;
        let mut rows = vec![false; n];
        let mut any = false;
        if let Some(column) = source.text(Role::Currency) {
            let is_other: Vec<bool> = column.texts.iter().map(|name| !is_same(name, main)).collect();
            if is_other.contains(&true) {
                for (row, slot) in rows.iter_mut().enumerate() {
                    *slot = column.code(row).is_some_and(|code| is_other[code as usize]);
                    any |= *slot;
                }
            }
        } else if let Some(money) =
            money.filter(|money| money.currencies.iter().any(|name| !is_same(name, main)))
        {
            for (row, slot) in rows.iter_mut().enumerate() {
                *slot = money.currency(row).is_some_and(|name| !is_same(name, main));
                any |= *slot;
            }
        }
        any.then_some(rows)
    }
}

/// Currencies with the rows that name them, in capitals.
fn named(column: Option<&TextColumn>, money: Option<&NumberColumn>) -> Vec<(String, usize)> {
    if let Some(column) = column {
        let mut rows = vec![0; column.texts.len()];
        column.codes.steps(|_, codes| {
            for &code in codes {
                if let Some(n) = rows.get_mut(code as usize) {
                    *n += 1;
                }
            }
        });
        return column.texts.iter().map(str::to_ascii_uppercase).zip(rows).collect();
    }
    let Some(money) = money.filter(|money| !money.currencies.is_empty()) else { return Vec::new() };
    let mut rows = vec![0; money.currencies.len()];
    for row in 0..money.values.len() {
        let at = money.currency(row).and_then(|name| money.currencies.iter().position(|other| other == name));
        if let Some(n) = at.and_then(|at| rows.get_mut(at)) {
            *n += 1;
        }
    }
    money.currencies.iter().map(|name| name.to_ascii_uppercase()).zip(rows).collect()
}

/// `eur` is `EUR`, and a dollar sign may stand for `USD`.
fn is_same(name: &str, main: &str) -> bool {
    let dollars = |a: &str, b: &str| a == "$" && b.eq_ignore_ascii_case("USD");
    name.eq_ignore_ascii_case(main) || dollars(name, main) || dollars(main, name)
}
