//! Text columns with few values, merged over files: channel, country, category and the like.

use super::Source;
use super::orders::append;
use super::people::sorted;
use crate::bulk;
use crate::dictionary::{Code, Dictionary, NO_CODE};
use crate::facts::Attribute;
use crate::roles::Role;
use crate::table::{Column, Packed, TextColumn};

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

impl Labels {
    /// Adds the labels of a file for each of its columns that has one of `roles`. `take` picks the `n_rows` rows that are
    /// used, in their order. There is one label for each run of them between two `starts`, or for each where there are
    /// none. Where rows of a run differ, it is the first in alphabetical order.
    pub(super) fn add(
        &mut self,
        source: &Source<'_>,
        roles: &[Role],
        n_rows: usize,
        take: &dyn Fn(&Packed<Code>) -> Vec<Code>,
        starts: Option<&[u32]>,
    ) {
        for (index, role) in source.mapping.roles.iter().enumerate().filter(|(_, role)| roles.contains(role))
        {
            let Some(Column::Text(column)) = source.table.columns.get(index) else { continue };
            let name = source.mapping.headers.get(index).map_or("", String::as_str);
            let n = self.n;
            let merged = self.merged(*role, name);
            merged.codes.resize(n, NO_CODE);
            merged.add(column, take(&column.codes), starts);
        }
        self.n += starts.map_or(n_rows, |starts| starts.len() - 1);
    }

    /// Roles are one column over all files whatever the header; attributes go by their header.
    fn merged(&mut self, role: Role, name: &str) -> &mut Merged {
        let same = |other: &Merged| {
            other.role == role
                && (role != Role::Attribute || other.name.trim().eq_ignore_ascii_case(name.trim()))
        };
        let at = self.columns.iter().position(same).unwrap_or_else(|| {
            let merged =
                Merged { role, name: name.to_owned(), values: Dictionary::default(), codes: Vec::new() };
            self.columns.push(merged);
            self.columns.len() - 1
        });
        &mut self.columns[at]
    }

    /// One attribute a column, its values in alphabetical order.
    pub(super) fn finish(self) -> Vec<Attribute> {
        let n = self.n;
        let columns = self.columns.into_iter().map(|mut merged| {
            merged.codes.resize(n, NO_CODE);
            if !merged.values.iter().is_sorted() {
                let (values, rank) = sorted(&merged.values);
                bulk::recode(&mut merged.codes, &rank, NO_CODE);
                merged.values = values;
            }
            Attribute { role: merged.role, name: merged.name, values: merged.values, codes: merged.codes }
        });
        columns.collect()
    }
}

impl Merged {
    fn add(&mut self, column: &TextColumn, mut codes: Vec<Code>, starts: Option<&[u32]>) {
        let (texts, rank) = sorted(&column.texts);
        let merged: Vec<Code> = if self.values.is_empty() {
            self.values = texts;
            (0..rank.len() as Code).collect()
        } else {
            texts.iter().map(|text| self.values.intern(text)).collect()
        };
        match starts {
            None => {
                let direct: Vec<Code> = rank.iter().map(|&rank| at(&merged, rank)).collect();
                bulk::recode(&mut codes, &direct, NO_CODE);
                append(&mut self.codes, codes);
            }
            Some(starts) => {
                // `NO_CODE` is the greatest code, so blanks come last.
                let first = |run: &[Code]| run.iter().map(|&code| at(&rank, code)).min().unwrap_or(NO_CODE);
                let runs = starts.windows(2).map(|pair| first(&codes[pair[0] as usize..pair[1] as usize]));
                self.codes.extend(runs.map(|rank| at(&merged, rank)));
            }
        }
    }
}

fn at(codes: &[Code], code: Code) -> Code {
    codes.get(code as usize).copied().unwrap_or(NO_CODE)
}
