//! The first rows of a file, and those of its head that something is wrong with.

use super::loaded::Head;
use crate::csv::{RowProblem, Sniff};
use crate::issue::Problem;

/// One row as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PreviewRow {
    /// The line of the file on which it starts, from 1.
    pub line: u64,
    /// One cell a column, each at most 80 characters. Hostile texts.
    pub cells: Vec<String>,
    /// Positions of the cells that are to blame.
    pub bad: Vec<usize>,
    /// What is wrong with the row, if anything; the first of several.
    pub problem: Option<Problem>,
}

/// Rows at the top, whatever they hold.
const FIRST: usize = 5;
/// Rows with problems that follow, two of a kind at most.
const WRONG: usize = 8;

pub(super) fn make(sniff: &Sniff, head: &Head) -> Vec<PreviewRow> {
    let n = sniff.sample.n_rows;
    let mut rows: Vec<usize> = (0..n.min(FIRST)).collect();
    let mut kinds: Vec<Problem> = Vec::new();
    for problem in head.problems.iter().filter(|problem| problem.row < n) {
        let n_alike = kinds.iter().filter(|&&kind| kind == problem.problem).count();
        if rows.len() < FIRST + WRONG && n_alike < 2 && !rows.contains(&problem.row) {
            rows.push(problem.row);
            kinds.push(problem.problem);
        }
    }
    rows.into_iter().map(|row| preview(sniff, head, row)).collect()
}

fn preview(sniff: &Sniff, head: &Head, row: usize) -> PreviewRow {
    let cell =
        |cells: &[String]| cells.get(row).map(|cell| cell.chars().take(80).collect()).unwrap_or_default();
    let cells: Vec<String> = sniff.sample.columns.iter().map(|column| cell(&column.cells)).collect();
    let of_row = |problem: &&RowProblem| problem.row == row;
    let blamed = head.problems.iter().filter(of_row).filter_map(|problem| problem.column);
    PreviewRow {
        line: head.lines.line(row),
        bad: blamed.map(|column| column as usize).filter(|&column| column < cells.len()).collect(),
        problem: head.problems.iter().find(of_row).map(|problem| problem.problem),
        cells,
    }
}
