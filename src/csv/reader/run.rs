//! Runs of regular rows: indexed by masks, taken column by column.

use clientele_cells::scan::{Index, Regular, Scanner};

use super::super::dialect::{Dialect, LineEnd};
use super::faults::effect_of;
use super::{Reader, WINDOW};
use crate::issue::Problem;

/// Rows of an index that follow each other and have a cell for each column.
#[derive(Default)]
struct Run {
    /// The place of the first cell in the starts.
    place: u32,
    n_rows: u32,
}

/// `None` for dialects that only the careful grammar reads.
pub(super) fn scanner(dialect: &Dialect) -> Option<Scanner> {
    let is_plain = dialect.escape.is_none() && !dialect.padded && !dialect.encoding.is_utf16();
    let newline = dialect.newline();
    is_plain.then(|| Scanner::new(dialect.delimiter.unwrap_or(newline), dialect.quote, newline))
}

impl Reader {
    /// Takes the regular rows at the start of `bytes`, up to a window of them; how many bytes they took.
    pub(super) fn take_regular(&mut self, bytes: &[u8]) -> usize {
        let Some(scanner) = &self.scanner else { return 0 };
        let window = bytes.get(..WINDOW).unwrap_or(bytes);
        let mut index = std::mem::take(&mut self.index);
        scanner.scan(window, &mut index);
        let used = self.take_rows(bytes, &index);
        self.index = index;
        used
    }

    /// Takes the rows of an index; how many bytes they took.
    fn take_rows(&mut self, bytes: &[u8], index: &Index) -> usize {
        let n_columns = self.builders.len() as u32;
        let start_of = |place: u32| index.starts.get(place as usize).copied().unwrap_or(0);
        let mut inner = index.inner_lines.iter().copied().peekable();
        let (mut row, mut place, mut used) = (0, 0, 0);
        let (base, to) = (self.at, self.part.to);
        while let Some(&end) = index.rows.get(row) {
            let start = start_of(place);
            if base + u64::from(start) > to {
                break;
            }
            // A row with line ends inside it is the last of its run.
            let n_rows = index.rows.len();
            let last = inner.peek().map_or(n_rows, |&inner| n_rows.min(inner as usize + 1));
            let may_begin_again = self.part.ends_in_header || self.part.n_rows == 0;
            let wanted = Regular {
                n_columns,
                watched: &self.watched,
                to: u32::try_from(to - base).unwrap_or(u32::MAX),
            };
            let n_rows = if may_begin_again { 0 } else { index.regular(bytes, row, place, last, &wanted) };
            if n_rows > 0 {
                self.take_run(bytes, &index.starts, &Run { place, n_rows });
                row += n_rows as usize;
                place += n_rows * n_columns;
                used = start_of(place) as usize;
            } else {
                let Some(length) = self.take_careful(bytes.get(start as usize..).unwrap_or(&[]), false)
                else {
                    return start as usize;
                };
                used = start as usize + length;
                if used != start_of(end) as usize {
                    return used;
                }
                (row, place) = (row + 1, end);
            }
            while inner.next_if(|&inner| (inner as usize) < row).is_some() {
                self.part.n_lines += u64::from(n_rows > 0);
            }
        }
        used
    }

    /// Takes rows that have a cell for each column, column by column.
    fn take_run(&mut self, bytes: &[u8], starts: &[u32], run: &Run) {
        if run.n_rows == 0 {
            return;
        }
        self.note_line();
        let n_columns = self.builders.len();
        let is_lf = self.dialect.line_end == LineEnd::Lf;
        let mut faults = std::mem::take(&mut self.faults);
        for index in 0..self.wanted.len() {
            let Some(&column) = self.wanted.get(index) else { break };
            let cells = clientele_cells::Run {
                bytes,
                starts: starts.get(run.place as usize + column as usize..).unwrap_or(&[]),
                n_rows: run.n_rows as usize,
                step: n_columns,
                quote: self.dialect.quote,
                may_return: is_lf && column as usize + 1 == n_columns,
            };
            let Some(builder) = self.builders.get_mut(column as usize) else { continue };
            builder.push_run(&cells, &mut faults);
            for (row, problem) in faults.drain(..) {
                self.run_trouble(bytes, starts, run, row, column, problem);
            }
        }
        self.faults = faults;
        let from = starts.get(run.place as usize).copied().unwrap_or(0);
        let end = starts.get(run.place as usize + run.n_rows as usize * n_columns).copied().unwrap_or(0);
        self.at += u64::from(end - from);
        self.part.n_rows += run.n_rows;
        self.part.n_lines += u64::from(run.n_rows);
    }

    /// Notes a problem with a cell of a run.
    fn run_trouble(
        &mut self,
        bytes: &[u8],
        starts: &[u32],
        run: &Run,
        row: u32,
        column: u32,
        problem: Problem,
    ) {
        let n_columns = self.builders.len();
        let place = run.place as usize + row as usize * n_columns;
        let start_of = |place: usize| starts.get(place).copied().unwrap_or(0) as usize;
        let (from, start, end) = (start_of(run.place as usize), start_of(place), start_of(place + n_columns));
        let Some(record) = self.grammar.read(bytes.get(start..end).unwrap_or(&[]), true, &mut self.cells)
        else {
            return;
        };
        let cells = std::mem::take(&mut self.cells);
        let (at, n_rows) = (self.at, self.part.n_rows);
        self.at += (start - from) as u64;
        self.part.n_rows += row;
        let cell = cells.get(column as usize).unwrap_or(&[]);
        self.trouble(Some(column), problem, effect_of(problem), cell, record.length as u64, 0);
        (self.at, self.part.n_rows, self.cells) = (at, n_rows, cells);
    }
}
