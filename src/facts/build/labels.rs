//! Text columns with few values, merged over files: channel, country, category and the like.

use super::Source;
use super::people::sorted;
use crate::dictionary::{Code, Dictionary, NO_CODE};
use crate::facts::Attribute;
use crate::roles::Role;
use crate::table::{Column, TextColumn};

/// Labels of orders, of lines or of events, one code for each.
#[derive(Default)]
pub(super) struct Labels {
    columns: Vec<Merged>,
    n: usize,
}

struct Merged {
    role: Role,
    name: String,
    values: Dictionary,
    codes: Vec<Code>,
}

/// The label columns of one file.
pub(super) struct OfSource<'a> {
    columns: Vec<OneOfSource<'a>>,
}

struct OneOfSource<'a> {
    slot: usize,
    column: &'a TextColumn,
    /// The place of each code in the order of texts.
    rank: Vec<Code>,
    /// The merged code of each place.
    merged: Vec<Code>,
}

impl OfSource<'_> {
    pub(super) fn is_empty(&self) -> bool {
        self.columns.is_empty()
    }
}

impl Labels {
    /// Opens the columns of a file that have one of `roles`.
    pub(super) fn of_source<'a>(&mut self, source: &Source<'a>, roles: &[Role]) -> OfSource<'a> {
        let mut columns = Vec::new();
        for (index, &role) in source.mapping.roles.iter().enumerate() {
            let Some(Column::Text(column)) =
                source.table.columns.get(index).filter(|_| roles.contains(&role))
            else {
                continue;
            };
            let name = source.mapping.headers.get(index).map_or("", String::as_str);
            let slot = self.slot(role, name);
            let (texts, rank) = sorted(column);
            let merged = texts.iter().map(|text| self.columns[slot].values.intern(text)).collect();
            columns.push(OneOfSource { slot, column, rank, merged });
        }
        OfSource { columns }
    }

    /// Roles are one column over all files whatever the header; attributes go by their header.
    fn slot(&mut self, role: Role, name: &str) -> usize {
        let same = |other: &Merged| {
            other.role == role
                && (role != Role::Attribute || other.name.trim().eq_ignore_ascii_case(name.trim()))
        };
        self.columns.iter().position(same).unwrap_or_else(|| {
            let merged =
                Merged { role, name: name.to_owned(), values: Dictionary::default(), codes: Vec::new() };
            self.columns.push(merged);
            self.columns.len() - 1
        })
    }

    /// Adds one label made of these rows: where they differ, the first in alphabetical order.
    pub(super) fn push(&mut self, of: &OfSource<'_>, rows: &[u32]) {
        for one in &of.columns {
            let rank = rows
                .iter()
                .filter_map(|&row| one.column.code(row as usize))
                .map(|code| one.rank[code as usize])
                .min();
            let codes = &mut self.columns[one.slot].codes;
            codes.resize(self.n, NO_CODE);
            codes.push(rank.map_or(NO_CODE, |rank| one.merged[rank as usize]));
        }
        self.n += 1;
    }

    /// One attribute a column, its values in alphabetical order.
    pub(super) fn finish(self) -> Vec<Attribute> {
        let n = self.n;
        let columns = self.columns.into_iter().map(|mut merged| {
            merged.codes.resize(n, NO_CODE);
            let column = TextColumn { texts: merged.values, codes: merged.codes };
            let (values, new) = sorted(&column);
            let codes =
                column.codes.iter().map(|&code| new.get(code as usize).copied().unwrap_or(NO_CODE)).collect();
            Attribute { role: merged.role, name: merged.name, values, codes }
        });
        columns.collect()
    }
}
