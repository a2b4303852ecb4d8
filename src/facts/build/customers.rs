//! What customers files and summaries say of customers.

use super::Source;
use super::currency::Currencies;
use super::measures::Measures;
use super::people::{NOBODY, People};
use super::verdict::Verdicts;
use crate::dictionary::{Code, Dictionary, NO_CODE};
use crate::facts::{Account, Attribute, CustomerIdx, Customers};
use crate::issue::Problem;
use crate::roles::{Kind, Role};
use crate::table::Column;

/// Attributes and numbers of customers so far.
#[derive(Default)]
pub(super) struct Builder {
    attributes: Vec<Draft>,
    measures: Measures,
}

struct Draft {
    role: Role,
    name: String,
    values: Dictionary,
    of: Vec<(CustomerIdx, Code)>,
}

impl Builder {
    /// Takes the rows of one file.
    pub(super) fn add(
        &mut self,
        source: &Source<'_>,
        people: &mut People,
        currencies: &Currencies,
    ) -> Account {
        let mut verdicts = Verdicts::new(source);
        let mut who = people.of_source(source);
        if source.mapping.kind == Kind::Summary && source.mapping.column(Role::Customer).is_none() {
            // A summary may leave out who its customers are: each row is one.
            who = (1..=source.table.n_rows).map(|row| people.unnamed(&format!("row {row}"))).collect();
        }
        for (row, &customer) in who.iter().enumerate() {
            if customer == NOBODY {
                verdicts.reject(row, Problem::NoCustomer);
            } else if verdicts.is_open(row) {
                people.mark_used(&[customer]);
            }
        }
        for (index, &role) in source.mapping.roles.iter().enumerate() {
            let is_attribute = matches!(role, Role::Attribute | Role::Channel | Role::Country | Role::Reason);
            let Some(Column::Text(column)) = source.table.columns.get(index).filter(|_| is_attribute) else {
                continue;
            };
            let name = source.mapping.headers.get(index).map_or("", String::as_str);
            let draft = self.draft(role, name);
            let codes: Vec<Code> = column.texts.iter().map(|text| draft.values.intern(text)).collect();
            let rows = (0..source.table.n_rows).filter(|&row| verdicts.is_open(row));
            draft.of.extend(rows.filter_map(|row| Some((who[row], codes[column.code(row)? as usize]))));
        }
        self.measures.add(source, &who, &verdicts, currencies);
        verdicts.account()
    }

    fn draft(&mut self, role: Role, name: &str) -> &mut Draft {
        let same = |draft: &Draft| draft.role == role && draft.name.eq_ignore_ascii_case(name);
        let at = self.attributes.iter().position(same).unwrap_or_else(|| {
            self.attributes.push(Draft {
                role,
                name: name.to_owned(),
                values: Dictionary::default(),
                of: Vec::new(),
            });
            self.attributes.len() - 1
        });
        &mut self.attributes[at]
    }

    /// All customers, renumbered by `numbers`. One value each: where files differ, the first in alphabetical order.
    pub(super) fn finish(self, people: People, numbers: Option<&[CustomerIdx]>) -> Customers {
        let n_customers = people.len();
        let attribute = |draft: Draft| {
            let (values, rank) = super::people::sorted(&draft.values);
            let mut codes = vec![NO_CODE; n_customers];
            for (customer, code) in draft.of {
                let customer = numbers
                    .map_or(customer, |numbers| numbers.get(customer as usize).copied().unwrap_or(NOBODY));
                if let Some(slot) = codes.get_mut(customer as usize) {
                    // `NO_CODE` is the greatest code.
                    *slot = (*slot).min(rank[code as usize]);
                }
            }
            Attribute { role: draft.role, name: draft.name, values, codes }
        };
        let mut customers = self.measures.finish(&people, numbers);
        customers.attributes = self.attributes.into_iter().map(attribute).collect();
        customers.ids = people.into_ids();
        customers
    }
}
