//! Where the table begins in the file, which rows are its header, and its first rows.

use super::Note;
use super::kind::{self, Kind};
use super::lengths::Lengths;
use crate::csv::column::trim;
use crate::csv::dialect::Dialect;
use crate::csv::encoding::text_of;
use crate::csv::record::{Cells, Grammar};
use crate::csv::second::row_mark;
use crate::sort::Sort as _;

/// Rows of the head that are looked at.
const MOST_ROWS: usize = 1000;

/// Header rows that are joined at most.
const MOST_HEADERS: usize = 5;

/// The head of a file as a table.
pub(super) struct Layout {
    /// Where the first data record starts, in bytes after the byte order mark, and its line, from 1.
    pub data_start: usize,
    pub data_line: u64,
    pub n_headers: usize,
    /// The last header record as it stands.
    pub header: Vec<u8>,
    /// A mark of the first data row; 0 where there is none.
    pub first_row: u64,
    /// One a column.
    pub names: Vec<String>,
    /// Data rows as trimmed text.
    pub rows: Vec<Vec<String>>,
    pub notes: Vec<Note>,
}

/// A row of the head.
struct Row {
    start: usize,
    end: usize,
    line: u64,
    cells: Vec<String>,
    is_blank: bool,
}

/// Finds the table in `body`, `skip` bytes of which are not part of it.
pub(super) fn find(body: &[u8], complete: bool, dialect: &Dialect, skip: usize) -> Layout {
    let (rows, any_bad) = rows_of(body, complete, dialect, skip, 0);
    let n = columns_of(&rows);
    // How many cells a row should have is of use only where one has others, or a quote out of place.
    let is_even = !any_bad && rows.iter().all(|row| row.cells.len() == n);
    let rows = if is_even { rows } else { rows_of(body, complete, dialect, skip, n).0 };
    let first = first_row(&rows, n);
    let foreign = foreign_header(&rows, first, n, body, dialect);
    let first = if foreign.is_some() { first - 1 } else { first };
    let rows = match foreign {
        Some(cells) => rows
            .into_iter()
            .enumerate()
            .map(|(i, row)| if i == first { Row { cells: cells.clone(), ..row } } else { row })
            .collect(),
        None => rows,
    };
    let lines = rows.get(first).map_or(1, |row| row.line);
    let mut notes = Vec::new();
    if lines > 1 {
        let text =
            rows.iter().take(first).find(|row| !row.is_blank).map_or(String::new(), |row| row.cells.concat());
        notes.push(Note::Preamble { lines: lines - 1, text: text.chars().take(80).collect() });
    }
    let rows = without_gaps(rows, first, n);
    let table: Vec<&Row> = rows.iter().skip(first).filter(|row| !row.is_blank).collect();
    let n_headers = n_headers(&table, n);
    match n_headers {
        0 => notes.push(Note::NoHeader),
        1 => {}
        _ => notes.push(Note::HeaderRows(n_headers)),
    }
    let (headers, data) = table.split_at(n_headers.min(table.len()));
    let (data_start, data_line) = match (data.first(), headers.last()) {
        (Some(row), _) => (row.start, row.line),
        (None, Some(row)) => (row.end, row.line + 1),
        (None, None) => (body.len(), lines),
    };
    if data.is_empty() {
        notes.push(Note::NoRows);
    }
    let header = headers.last().and_then(|row| body.get(row.start..row.end)).unwrap_or(&[]).to_vec();
    let names = names_of(headers, n);
    let first_row =
        data.first().and_then(|row| mark_of(body.get(row.start..row.end)?, dialect, n)).unwrap_or(0);
    let rows = data.iter().map(|row| row.cells.clone()).collect();
    Layout { data_start, data_line, n_headers, header, first_row, names, rows, notes }
}

fn mark_of(line: &[u8], dialect: &Dialect, n: usize) -> Option<u64> {
    let mut cells = Cells::default();
    Grammar::new(dialect, n).read(line, true, &mut cells)?;
    Some(row_mark(cells.iter().map(|cell| trim(cell, dialect.encoding))))
}

/// The rows, and whether a quote is out of place in any of them.
fn rows_of(body: &[u8], complete: bool, dialect: &Dialect, skip: usize, n: usize) -> (Vec<Row>, bool) {
    let mut any_bad = false;
    let grammar = Grammar::new(dialect, n);
    let mut cells = Cells::default();
    let mut rows = Vec::new();
    let newlines = |from: usize, to: usize| {
        body.get(from..to).unwrap_or(&[]).iter().filter(|&&byte| byte == dialect.newline()).count() as u64
    };
    let (mut at, mut line) = (skip, 1 + newlines(0, skip));
    while rows.len() < MOST_ROWS {
        let rest = body.get(at..).unwrap_or(&[]);
        let Some(record) = grammar.read(rest, complete, &mut cells) else { break };
        any_bad |= record.bad_quote;
        let end = at + record.length;
        let cells: Vec<String> = cells
            .iter()
            .map(|cell| text_of(trim(cell, dialect.encoding), sample_encoding(dialect)).trim().to_owned())
            .collect();
        let is_blank = cells.len() <= 1
            && cells.iter().all(String::is_empty)
            && !body.get(at..end).unwrap_or(&[]).contains(&b'"');
        rows.push(Row { start: at, end, line, cells, is_blank });
        line += newlines(at, end);
        at = end;
    }
    (rows, any_bad)
}

fn sample_encoding(dialect: &Dialect) -> crate::csv::Encoding {
    if dialect.encoding.is_utf16() { crate::csv::Encoding::Utf8 } else { dialect.encoding }
}

/// How many columns the table has: as many cells as most rows, or as the first long row where a good part of the
/// rows agrees with it.
fn columns_of(rows: &[Row]) -> usize {
    let rows = rows.get(n_comments(rows)..).unwrap_or(&[]);
    let mut lengths = Lengths::default();
    for row in rows.iter().filter(|row| !row.is_blank) {
        lengths.add(row.cells.len());
    }
    let n_rows = lengths.n_rows();
    let (common, n_common) = lengths.most().unwrap_or((1, 0));
    let first =
        rows.iter().find(|row| !row.is_blank && row.cells.len() > 1).map_or(common, |row| row.cells.len());
    let n_first = lengths.of(first);
    if first != common && (n_first * 4 >= n_rows && n_first * 2 >= n_common) { first } else { common }
}

/// Rows of the comment block at the top. One line may be a header that begins with `#`; several are comments.
fn n_comments(rows: &[Row]) -> usize {
    let is_comment = |row: &Row| row.cells.first().is_some_and(|cell| cell.starts_with('#'));
    let n = rows.iter().take_while(|row| row.is_blank || is_comment(row)).count();
    if n >= 2 && n < rows.len() { n } else { 0 }
}

/// The index of the first row of the table: the first with all cells, or the row before it if it is nearly so.
fn first_row(rows: &[Row], n: usize) -> usize {
    let is_full = |row: &Row| !row.is_blank && row.cells.len() == n;
    let n_comments = n_comments(rows);
    // A title in a row of blank cells is no header.
    let n_filled = |row: &Row| row.cells.iter().filter(|cell| !cell.is_empty()).count();
    let is_title = |(i, row): (usize, &Row)| {
        n >= 3
            && n_filled(row) <= 1
            && rows.iter().skip(i + 1).take(20).any(|row| is_full(row) && n_filled(row) * 2 > n)
    };
    let starts = |(i, row): (usize, &Row)| is_full(row) && !is_title((i, row));
    let first = rows
        .iter()
        .enumerate()
        .skip(n_comments)
        .find(|&(i, row)| starts((i, row)))
        .map_or(n_comments, |(i, _)| i);
    let before = first.checked_sub(1).and_then(|at| rows.get(at));
    // A header row may have a cell less or more than the rows below it.
    let is_header = before.is_some_and(|row| {
        let n_blank = row.cells.iter().filter(|cell| cell.is_empty()).count();
        let fits = match row.cells.len() {
            less if less < n => less >= 2 && less + 2 >= n && n_blank == 0,
            more => more > n && more == n + n_blank && more <= n + 2,
        };
        !row.is_blank && fits && row.cells.iter().all(|cell| cell.is_empty() || kind::of(cell) == Kind::Text)
    });
    if is_header && first > n_comments { first - 1 } else { first }
}

/// Leaves out the blank cells of a header row that has more cells than the table has columns.
fn without_gaps(mut rows: Vec<Row>, first: usize, n: usize) -> Vec<Row> {
    if let Some(row) = rows.get_mut(first).filter(|row| row.cells.len() > n) {
        let filled = row.cells.iter().filter(|cell| !cell.is_empty()).count();
        if filled == n && row.cells.len() <= n + 2 {
            row.cells.retain(|cell| !cell.is_empty());
        }
    }
    rows
}

/// The names in the line before a table without a header, if it is written with another delimiter.
fn foreign_header(
    rows: &[Row],
    first: usize,
    n: usize,
    body: &[u8],
    dialect: &Dialect,
) -> Option<Vec<String>> {
    let table: Vec<&Row> = rows.iter().skip(first).filter(|row| !row.is_blank).collect();
    let row = rows.get(first.checked_sub(1)?).filter(|row| !row.is_blank && n >= 3)?;
    if n_headers(&table, n) > 0 {
        return None;
    }
    let line = body.get(row.start..row.end)?;
    [b',', b';', b'\t', b'|', b' ']
        .into_iter()
        .map(Some)
        .filter(|other| *other != dialect.delimiter)
        .find_map(|delimiter| {
            let mut cells = Cells::default();
            Grammar::new(&Dialect { delimiter, ..*dialect }, n).read(line, true, &mut cells)?;
            let names: Vec<String> = cells
                .iter()
                .map(|cell| text_of(trim(cell, dialect.encoding), sample_encoding(dialect)))
                .collect();
            let are_names = names.len() == n && names.iter().all(|name| kind::of(name) == Kind::Text);
            are_names.then_some(names)
        })
}

/// What the cells of a column are, mostly.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    Number,
    Date,
    Address,
    /// Texts, or a mixture.
    Other,
}

fn sort_of(kind: Kind) -> Sort {
    match kind {
        Kind::Number { .. } => Sort::Number,
        Kind::Date(_) => Sort::Date,
        Kind::Address { .. } => Sort::Address,
        Kind::Blank | Kind::Text => Sort::Other,
    }
}

/// The sort of a column from `from` on, if four of five filled cells are of it.
fn column_sort(table: &[&Row], column: usize, from: usize) -> Sort {
    let kinds: Vec<Kind> = table
        .iter()
        .skip(from)
        .take(100)
        .filter_map(|row| row.cells.get(column))
        .map(|cell| kind::of(cell))
        .filter(|kind| *kind != Kind::Blank)
        .collect();
    for sort in [Sort::Number, Sort::Date, Sort::Address] {
        let n = kinds.iter().filter(|kind| sort_of(**kind) == sort).count();
        if n > 0 && n * 5 >= kinds.len() * 4 {
            return sort;
        }
    }
    Sort::Other
}

/// How many rows at the top name the columns.
fn n_headers(table: &[&Row], n: usize) -> usize {
    let Some(first) = table.first() else { return 0 };
    let mut count = if is_header(table, first, n, 1) {
        1
    } else if table.len() > 3 && is_header(table, first, n, 2) && continues_header(table, 1, n) {
        2
    } else {
        return 0;
    };
    while count < MOST_HEADERS && count + 1 < table.len() && continues_header(table, count, n) {
        count += 1;
    }
    count
}

/// Does the first row name columns rather than hold data, if the data begin with row `from`?
fn is_header(table: &[&Row], first: &Row, n: usize, from: usize) -> bool {
    let kinds: Vec<Kind> = first.cells.iter().map(|cell| kind::of(cell)).collect();
    let mut score = 0_i32;
    for (column, (cell, kind)) in first.cells.iter().zip(&kinds).enumerate().take(n) {
        let sort = column_sort(table, column, from);
        let own = sort_of(*kind);
        score += match (sort, own) {
            (Sort::Other, Sort::Other) => 0,
            (_, Sort::Other) if cell.is_empty() => 0,
            (_, Sort::Other) => 3,
            (a, b) if a == b => -3,
            (Sort::Other, _) => -2,
            _ => -1,
        };
        let again = table.iter().skip(1).take(100).filter(|row| row.cells.get(column) == Some(cell)).count();
        if !cell.is_empty() && own == Sort::Other && again > 0 && table.len() > 2 {
            // A name comes again only where the header does.
            let repeated = table.iter().skip(1).any(|row| row.cells == first.cells);
            score -= if repeated { 0 } else { 1 };
        }
    }
    let is_filled = first.cells.iter().all(|cell| !cell.is_empty());
    let mut names: Vec<&String> = first.cells.iter().collect();
    names.order();
    names.dedup();
    let are_names =
        is_filled && names.len() == first.cells.len() && first.cells.iter().all(|cell| cell.len() <= 100);
    let has_data = kinds.iter().any(|kind| sort_of(*kind) != Sort::Other);
    match score {
        1.. => true,
        0 => are_names && !has_data && from == 1,
        // Texts that come again, below names that are only names.
        -1 => are_names && !has_data && n > 2 && from == 1,
        _ => false,
    }
}

/// Is the row after `count` header rows one more of them?
fn continues_header(table: &[&Row], count: usize, n: usize) -> bool {
    let Some(row) = table.get(count) else { return false };
    // A quote that is out of place makes no name of a number.
    let kind_of = |cell: &str| kind::of(cell.trim_matches(['"', '\'']));
    let has_data = row.cells.iter().any(|cell| sort_of(kind_of(cell)) != Sort::Other);
    if has_data || row.cells.len() != n || row.cells.iter().all(String::is_empty) {
        return false;
    }
    let (mut names, mut gaps, mut filled_gaps) = (0, 0, 0);
    for (column, cell) in row.cells.iter().enumerate() {
        let is_typed = column_sort(table, column, count + 1) != Sort::Other;
        match (is_typed, cell.is_empty()) {
            (true, false) if kind::of(cell) == Kind::Text => names += 1,
            (true, true) => {
                gaps += 1;
                let filled = table.iter().skip(count + 1).take(50);
                let always = filled.clone().count() > 1
                    && filled.clone().all(|row| row.cells.get(column).is_some_and(|c| !c.is_empty()));
                filled_gaps += usize::from(always);
            }
            _ => {}
        }
    }
    if names > 0 {
        return names >= gaps;
    }
    // Units and groups: blank wherever the data are always filled, a word elsewhere.
    filled_gaps >= 2 && filled_gaps == gaps
}

/// The names of the columns: header rows joined with a blank; a blank in an upper row stands for the name before it.
fn names_of(headers: &[&Row], n: usize) -> Vec<String> {
    let mut names = vec![String::new(); n];
    for (index, row) in headers.iter().enumerate() {
        let is_upper = index + 1 < headers.len();
        let mut last = "";
        for (column, name) in names.iter_mut().enumerate() {
            let cell = row.cells.get(column).map_or("", String::as_str);
            let lower_named = headers
                .iter()
                .skip(index + 1)
                .any(|row| row.cells.get(column).is_some_and(|c| !c.is_empty()));
            let text = if cell.is_empty() && is_upper && lower_named { last } else { cell };
            if !cell.is_empty() {
                last = cell;
            }
            if !name.is_empty() && !text.is_empty() {
                name.push(' ');
            }
            name.push_str(text);
        }
    }
    names
}
