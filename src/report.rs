//! Each result in words and as a table: titles that state the finding, alternative text, screen readers, export.

/// One answer in words.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// The finding, as a sentence: the title of the picture and the name of the canvas.
    pub finding: String,
    /// The rule and the period behind the numbers.
    pub rule: String,
    /// What the reader must know; each a sentence.
    pub notes: Vec<String>,
    /// The same numbers as in the picture.
    pub table: Sheet,
}

/// A table for people: typed cells, so that the page formats them for the reader's locale.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Sheet {
    /// What each column holds.
    pub columns: Vec<Heading>,
    /// One a mark of the picture.
    pub rows: Vec<Vec<Cell>>,
}

/// The head of a column.
#[derive(Debug, Clone, PartialEq)]
pub struct Heading {
    /// As the reader sees it.
    pub name: String,
    /// How its cells are to be shown.
    pub unit: Unit,
}

/// How to show a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Text as it is.
    Text,
    /// A count.
    Count,
    /// A number with decimals.
    Number,
    /// 0 to 1, shown in per cent.
    Share,
    /// Currency units.
    Money,
    /// Days.
    Days,
    /// A civil day: days since 1970-01-01.
    Date,
    /// Seconds, shown as a span.
    Seconds,
}

/// One cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Not known, or not applicable.
    Blank,
    /// Words. Hostile where they come from the file.
    Text(String),
    /// In the unit of the column.
    Number(f64),
}
