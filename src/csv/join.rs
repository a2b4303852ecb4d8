//! Parts of one file, in its order, into one table.

use super::date::Numbers;
use super::dialect::{Dialect, Encoding};
use super::known::Known;
use super::part::{NO_ROW, NOWHERE, Part, PartColumn};
use super::plan::Plan;
use super::report::{ReadingReport, RowProblem};
use super::resolve::{self, WholeNumber, WholeTime};
use super::second::{Ragged, fits};
use super::tally::Tally;
use super::trouble::Quota;
use crate::issue::{Effect, Found, Problem, SHOWN};
use crate::sort::Sort as _;
use crate::table::{Column, KeyColumn, Lines, Reading, Table, TextColumn};

/// Joins parts.
pub struct Join {
    plan: Plan,
    /// Where the next record starts.
    next: u64,
    n_rows: usize,
    line: u64,
    lines: Lines,
    columns: Vec<Whole>,
    /// What is known of the texts of each reader, by its number.
    readers: Vec<(u64, Vec<Known>)>,
    found: Vec<Found>,
    /// The first of each kind.
    problems: Vec<RowProblem>,
    ragged: Ragged,
    tally: Tally,
    ends_in_header: bool,
    /// Where the same table begins again: the row, and where it stands.
    again: Option<(usize, u64)>,
}

/// A slice that was read from a wrong start: read the records from `from`, which is exact, to `to` again with
/// [`Reader::new_at`](super::Reader::new_at), and push that part instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reread {
    /// The byte of the file at which a record starts.
    pub from: u64,
    /// The end of the slice.
    pub to: u64,
}

/// A column of all parts so far.
enum Whole {
    Skipped,
    Text(TextColumn),
    Key(KeyColumn),
    Time(WholeTime),
    Number(WholeNumber),
}

impl Join {
    /// For the parts of a file that is read by `plan`.
    pub fn new(plan: Plan) -> Self {
        let columns = plan
            .readings
            .iter()
            .map(|column| match column.reading {
                Reading::Skip => Whole::Skipped,
                Reading::Text | Reading::Id => Whole::Text(TextColumn::default()),
                Reading::Key => Whole::Key(KeyColumn::default()),
                Reading::Time => Whole::Time(WholeTime::default()),
                Reading::Number => Whole::Number(WholeNumber::default()),
            })
            .collect();
        Self {
            next: plan.data_start,
            line: plan.data_line,
            n_rows: 0,
            lines: Lines::default(),
            columns,
            readers: Vec::new(),
            found: Vec::new(),
            problems: Vec::new(),
            ragged: Ragged::default(),
            tally: Tally::default(),
            ends_in_header: false,
            again: None,
            plan,
        }
    }

    /// Appends the part of the next slice, in the order of the file.
    ///
    /// # Errors
    /// [`Reread`] if the part begins elsewhere than the part before it ended: its slice began inside quotes.
    pub fn push(&mut self, mut part: Part) -> Result<(), Reread> {
        let is_known = self.learn(&mut part);
        if part.first_record != self.next {
            // A record of the part before may reach over the whole slice.
            return if self.next > part.to { Ok(()) } else { Err(Reread { from: self.next, to: part.to }) };
        }
        if part.next_record == NOWHERE || !is_known {
            return Err(Reread { from: self.next, to: part.to });
        }
        self.next = part.next_record;
        let begins = (self.ends_in_header && part.begins_again != NOWHERE).then_some((0, part.begins_again));
        let again = begins.or((part.again_row != NO_ROW).then_some((part.again_row as usize, part.again_at)));
        self.again = self.again.or(again.map(|(row, at)| (self.n_rows + row, at)));
        if part.n_rows > 0 {
            self.ends_in_header = part.ends_in_header;
        }
        self.tally.add(part.tally);
        self.push_lines(&part);
        self.push_problems(&part);
        let place = self.readers.iter().position(|(number, _)| *number == part.reader).unwrap_or(0);
        let mut known = self.readers.get_mut(place).map_or([].iter_mut(), |(_, known)| known.iter_mut());
        for (whole, column) in self.columns.iter_mut().zip(part.columns) {
            let known = known.next();
            match (whole, column) {
                (Whole::Text(whole), PartColumn::Text(column)) => {
                    if let Some(known) = known {
                        known.put(&column.codes, whole);
                    }
                }
                (Whole::Key(whole), PartColumn::Key(hashes)) => whole.hashes.append(&hashes),
                (Whole::Time(whole), PartColumn::Time(column)) => whole.push(column, self.n_rows),
                (Whole::Number(whole), PartColumn::Number(column)) => whole.push(column, self.n_rows),
                _ => {}
            }
        }
        self.n_rows += part.n_rows as usize;
        self.line += part.n_lines;
        Ok(())
    }

    /// Makes room for about as many rows in all, if they are like those so far.
    pub fn expect(&mut self, rows: usize) {
        for column in &mut self.columns {
            match column {
                Whole::Skipped => {}
                Whole::Text(column) => column.codes.expect(rows),
                Whole::Key(column) => column.hashes.expect(rows),
                Whole::Time(column) => column.expect(rows),
                Whole::Number(column) => column.expect(rows),
            }
        }
    }

    /// Takes the texts that are new in a part, be it used or not: later parts of its reader go on from them. `false`
    /// if parts of the reader are missing.
    fn learn(&mut self, part: &mut Part) -> bool {
        if part.columns.len() != self.columns.len() {
            return false;
        }
        let place = self.readers.iter().position(|(number, _)| *number == part.reader);
        let place = place.unwrap_or_else(|| {
            let known = self.columns.iter().map(|_| Known::default()).collect();
            self.readers.push((part.reader, known));
            self.readers.len() - 1
        });
        let Some((_, known)) = self.readers.get_mut(place) else { return false };
        let texts = part.columns.iter_mut().zip(known);
        texts.fold(true, |is_known, (column, known)| match column {
            PartColumn::Text(column) => known.learn(column) && is_known,
            _ => is_known,
        })
    }

    fn push_lines(&mut self, part: &Part) {
        if part.n_rows > 0 && part.line_rows.first() != Some(&0) {
            self.lines.push(self.n_rows as u32, self.line);
        }
        for (&row, &line) in part.line_rows.iter().zip(&part.lines) {
            self.lines.push(self.n_rows as u32 + row, self.line + line);
        }
    }

    fn push_problems(&mut self, part: &Part) {
        let (mut start, mut quota, before) = (0, Quota::default(), self.problems.len());
        for trouble in &part.troubles {
            let end = trouble.text_end as usize;
            let row = self.n_rows + trouble.row as usize;
            let (problem, effect) = (trouble.problem(), trouble.effect());
            let is_of_rows = trouble.column == u32::MAX && trouble.shape != 0;
            if is_of_rows && !fits(trouble.shape, self.columns.len()) {
                self.ragged.push(row, trouble.shape, trouble.offset);
            }
            self.found.push(Found { row: row as u32, place: trouble.column, problem, effect });
            if quota.takes(trouble) {
                self.problems.push(RowProblem {
                    row,
                    line: self.lines.line(row),
                    column: (trouble.column != u32::MAX).then_some(trouble.column),
                    problem,
                    effect,
                    text: part.excerpts.get(start..end).unwrap_or("").to_owned(),
                    bytes: trouble.offset..trouble.offset.saturating_add(trouble.length),
                });
            }
            start = end;
        }
        if self.problems.len() > before {
            keep_first(&mut self.problems);
        }
    }

    /// Rows so far.
    pub fn rows(&self) -> usize {
        self.n_rows
    }

    /// The encoding that all of the file is in, whatever its head said: where it is not that of the plan, the file is
    /// to be read again by [`sniff_as`](super::sniff_as). `head`: the bytes up to the first row.
    pub fn encoding(&self, head: &[u8]) -> Encoding {
        let Dialect { encoding, bom, .. } = self.plan.dialect;
        if bom > 0 || encoding.is_utf16() {
            return encoding;
        }
        let mut tally = self.tally;
        tally.add_bytes(head);
        tally.encoding()
    }

    /// Settles what only whole columns can tell, and gives the table, its problems in the order of the rows, and
    /// how each column was understood.
    pub fn finish(mut self) -> (Table, Vec<RowProblem>, ReadingReport) {
        let choices = resolve::choose(
            &self.plan.readings,
            &self.columns.iter().map(Whole::as_whole).collect::<Vec<_>>(),
        );
        let mut table = Table { n_rows: self.n_rows, columns: Vec::new(), lines: self.lines };
        let mut report = ReadingReport::default();
        for ((index, whole), choice) in (0..).zip(self.columns).zip(choices) {
            let mut bad = Vec::new();
            let (column, mut column_report) = match whole {
                Whole::Skipped => (Column::Skipped, Default::default()),
                Whole::Text(column) => (Column::Text(column), Default::default()),
                Whole::Key(column) => (Column::Key(column), Default::default()),
                Whole::Time(column) => {
                    let (column, report) = column.settle(choice, &mut bad);
                    (Column::Time(column), report)
                }
                Whole::Number(column) => {
                    let (column, report) = column.settle(choice);
                    (Column::Number(column), report)
                }
            };
            let (problem, effect) = (Problem::BadDate, Effect::CellBlank);
            self.found.extend(bad.iter().map(|&(row, _)| Found { row, place: index, problem, effect }));
            for &(row, packed) in bad.iter().take(SHOWN) {
                let row = row as usize;
                let Numbers { x, y, z, .. } = Numbers::unpack(packed);
                let (line, text) = (table.lines.line(row), format!("{x}/{y}/{z}"));
                let column = Some(index);
                self.problems.push(RowProblem { row, line, column, problem, effect, text, bytes: 0..0 });
            }
            column_report.set_lines(|row| table.lines.line(row));
            table.columns.push(column);
            report.columns.push(column_report);
        }
        let second = self.again.into_iter().chain(self.ragged.second_table(self.n_rows)).min();
        if let Some((first, at)) = second {
            let (problem, effect) = (Problem::SecondTable, Effect::SetAside);
            self.problems.retain(|problem| problem.row < first);
            self.problems.extend((first..self.n_rows).take(SHOWN).map(|row| RowProblem {
                row,
                line: table.lines.line(row),
                column: None,
                problem,
                effect,
                text: String::new(),
                bytes: if row == first { at..self.next } else { self.next..self.next },
            }));
            self.found.retain(|found| (found.row as usize) < first);
            let rows = first as u32..self.n_rows as u32;
            self.found.extend(rows.map(|row| Found { row, place: Found::WHOLE_ROW, problem, effect }));
        }
        keep_first(&mut self.problems);
        let place = |found: &Found| u64::from(found.row) << 32 | u64::from(found.place.wrapping_add(1));
        if !self.found.is_sorted_by_key(place) {
            self.found.order_by_number(place);
        }
        self.found.shrink_to_fit();
        report.found = self.found;
        (table, self.problems, report)
    }
}

/// Puts problems in the order of the rows, and keeps the first [`SHOWN`] of each kind.
fn keep_first(problems: &mut Vec<RowProblem>) {
    problems.order_by_key(|problem| (problem.row, problem.column));
    let mut kinds: Vec<(Problem, Effect, usize)> = Vec::new();
    problems.retain(|problem| {
        let kind = (problem.problem, problem.effect);
        let known = kinds.iter().position(|&(problem, effect, _)| (problem, effect) == kind);
        let at = known.unwrap_or_else(|| {
            kinds.push((kind.0, kind.1, 0));
            kinds.len() - 1
        });
        let Some((_, _, n)) = kinds.get_mut(at) else { return false };
        *n += 1;
        *n <= SHOWN
    });
}

impl Whole {
    fn as_whole(&self) -> resolve::Whole<'_> {
        match self {
            Self::Time(column) => resolve::Whole::Time(column),
            Self::Number(column) => resolve::Whole::Number(column),
            _ => resolve::Whole::Other,
        }
    }
}
