//! One slice of a file in typed columns, with what only the whole column can settle kept open.

use clientele_cells::{Packed, Whole};

use super::date::DateOrder;
use super::tally::Tally;
use super::trouble::Trouble;
use super::wire::{Wire, Writer, cut};
use crate::error::Error;

/// Stands for a record that was not found in the slice.
pub(crate) const NOWHERE: u64 = u64::MAX;

/// Stands for a row that is not there.
pub(crate) const NO_ROW: u32 = u32::MAX;

/// What a [`Reader`](super::Reader) made of its slice. Made to cross between workers as one buffer.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Part {
    /// Which reader made it: its texts are numbered on from those of its parts before.
    pub(crate) reader: u64,
    /// The slice.
    pub(crate) from: u64,
    pub(crate) to: u64,
    /// Where its first record starts in the file; [`NOWHERE`] if no line ends in it.
    pub(crate) first_record: u64,
    /// Where the record after its last one starts.
    pub(crate) next_record: u64,
    pub(crate) n_rows: u32,
    /// Line ends from `first_record` to `next_record`.
    pub(crate) n_lines: u64,
    /// Does the last row repeat the header?
    pub(crate) ends_in_header: bool,
    /// Where the first row stands, if it is the first data row of the file again; else [`NOWHERE`].
    pub(crate) begins_again: u64,
    /// The row that is the first data row of the file again, after the header again, and where it stands;
    /// [`NO_ROW`] where there is none.
    pub(crate) again_row: u32,
    pub(crate) again_at: u64,
    /// What the bytes of its rows say of the encoding; nothing where a mark told it.
    pub(crate) tally: Tally,
    pub(crate) columns: Vec<PartColumn>,
    pub(crate) troubles: Vec<Trouble>,
    /// The starts of offending texts, one after the other.
    pub(crate) excerpts: String,
    /// Rows that are not one line after the row before, and their lines, from 0 at `first_record`.
    pub(crate) line_rows: Vec<u32>,
    pub(crate) lines: Vec<u64>,
}

/// A column of a part.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) enum PartColumn {
    #[default]
    Skipped,
    Text(PartText),
    Key(Packed<i64>),
    Time(PartTime),
    Number(PartNumber),
}

#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct PartText {
    /// Texts that earlier parts of the same reader brought.
    pub n_before: u32,
    /// Those that are new.
    pub text: String,
    pub ends: Vec<u32>,
    pub hashes: Vec<u64>,
    pub codes: Packed<u32>,
}

#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct PartTime {
    /// [`OPEN`] cells hold [`Numbers::pack`](super::date::Numbers::pack) days of their own and the local time of
    /// day; others twice the moment; `i64::MIN` where there is none.
    pub raw: Packed<i64>,
    /// Minutes ahead of UTC; shorter than `raw` after the last cell that gave one.
    pub offsets: Vec<i16>,
    pub has_time: bool,
    /// Cells whose order the column decides.
    pub ordered: u64,
    /// For day, month, year first.
    pub proofs: [PartProof; 3],
    pub dotted: u64,
    pub am_pm: u64,
    pub with_offset: u64,
    pub bad: u64,
}

#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct PartNumber {
    /// As groups of thousands where that is open.
    pub values: Packed<i64>,
    /// Rows where a lone dot, or a lone comma, stands before three digits.
    pub open_dot: Vec<u32>,
    pub open_comma: Vec<u32>,
    pub dot: PartProof,
    pub comma: PartProof,
    pub percent: u64,
    pub bad: u64,
    pub currencies: Vec<(String, PartProof)>,
    /// The first row with a number, and rows from which on another currency is named: 0 is none, else one more than the place in `currencies`.
    pub run_rows: Vec<u32>,
    pub run_currencies: Vec<u16>,
}

/// Rows that prove something: how many, and the first, counted in the part.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct PartProof {
    pub rows: u64,
    pub first_row: u64,
}

impl From<clientele_cells::Seen> for PartProof {
    fn from(seen: clientele_cells::Seen) -> Self {
        Self { rows: seen.rows, first_row: seen.first }
    }
}

impl PartProof {
    pub(crate) fn add(&mut self, row: u64) {
        if self.rows == 0 {
            self.first_row = row;
        }
        self.rows += 1;
    }
}

impl Part {
    /// An empty one that begins with the record at `at`.
    pub(crate) fn from_record(at: u64) -> Self {
        Self {
            from: at,
            first_record: at,
            next_record: at,
            begins_again: NOWHERE,
            again_row: NO_ROW,
            ..Self::default()
        }
    }

    /// Rows in it.
    pub fn n_rows(&self) -> usize {
        self.n_rows as usize
    }

    /// Rows of a file of so many bytes, if they are as long as these; a little more rather than less.
    pub fn rows_in(&self, file_bytes: u64) -> usize {
        let bytes = self.next_record.saturating_sub(self.first_record).max(1);
        let rows = u64::from(self.n_rows).saturating_mul(file_bytes) / bytes;
        (rows + rows / 64).min(file_bytes) as usize
    }

    /// As one buffer. Long columns are copied as they lie in memory.
    pub fn to_bytes(&self) -> Vec<u8> {
        let n_bytes: usize = self.columns.iter().map(PartColumn::n_bytes).sum();
        let mut to = Writer::with_room(n_bytes + self.excerpts.len() + 64 * self.troubles.len() + 1024);
        to.number(self.reader);
        for number in
            [self.from, self.to, self.first_record, self.next_record, self.n_rows.into(), self.n_lines]
        {
            to.number(number);
        }
        for number in
            [u64::from(self.ends_in_header), self.begins_again, self.again_row.into(), self.again_at]
        {
            to.number(number);
        }
        for number in [self.tally.characters, self.tally.broken, self.tally.windows.cast_unsigned()] {
            to.number(number);
        }
        to.slice(&self.troubles);
        to.slice(self.excerpts.as_bytes());
        to.slice(&self.line_rows);
        to.slice(&self.lines);
        to.number(self.columns.len() as u64);
        for column in &self.columns {
            column.write(&mut to);
        }
        to.done()
    }

    /// What [`Part::to_bytes`] wrote; an error for anything else.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Error> {
        let mut from = Wire::new(bytes);
        let reader = from.number()?;
        let mut numbers = [0; 13];
        for number in &mut numbers {
            *number = from.number()?;
        }
        let [start, to, first_record, next_record, n_rows, n_lines, numbers @ ..] = numbers;
        let [flag, begins_again, again_row, again_at, characters, broken, windows] = numbers;
        let mut part = Self {
            reader,
            from: start,
            to,
            first_record,
            next_record,
            n_rows: u32::try_from(n_rows).map_err(|_| cut())?,
            n_lines,
            ends_in_header: flag != 0,
            begins_again,
            again_row: u32::try_from(again_row).map_err(|_| cut())?,
            again_at,
            tally: Tally { characters, broken, windows: windows.cast_signed() },
            troubles: from.slice()?,
            excerpts: from.text()?,
            line_rows: from.slice()?,
            lines: from.slice()?,
            columns: Vec::new(),
        };
        let n_columns = from.size()?;
        for _ in 0..n_columns {
            part.columns.push(PartColumn::read(&mut from, part.n_rows())?);
        }
        let ends = part.troubles.iter().map(|trouble| trouble.text_end);
        let is_valid = ends.clone().is_sorted()
            && ends.max().unwrap_or(0) as usize <= part.excerpts.len()
            && part.troubles.iter().all(|trouble| trouble.row < part.n_rows && trouble.is_known(n_columns))
            && part.line_rows.len() == part.lines.len()
            && from.is_done();
        if is_valid { Ok(part) } else { Err(cut()) }
    }
}

impl PartColumn {
    /// About as many bytes as it takes.
    fn n_bytes(&self) -> usize {
        256 + match self {
            Self::Skipped => 0,
            Self::Text(column) => column.text.len() + 12 * column.ends.len() + column.codes.n_bytes(),
            Self::Key(hashes) => hashes.n_bytes(),
            Self::Time(column) => column.raw.n_bytes() + 2 * column.offsets.len(),
            Self::Number(column) => {
                column.values.n_bytes() + 4 * (column.open_dot.len() + column.open_comma.len())
            }
        }
    }

    fn write(&self, to: &mut Writer) {
        match self {
            Self::Skipped => to.number(0),
            Self::Text(column) => {
                to.number(1);
                to.number(column.n_before.into());
                to.slice(column.text.as_bytes());
                to.slice(&column.ends);
                to.slice(&column.hashes);
                write_packed(&column.codes, to);
            }
            Self::Key(hashes) => {
                to.number(2);
                write_packed(hashes, to);
            }
            Self::Time(column) => {
                to.number(3);
                column.write(to);
            }
            Self::Number(column) => {
                to.number(4);
                column.write(to);
            }
        }
    }

    fn read(from: &mut Wire<'_>, n_rows: usize) -> Result<Self, Error> {
        let (column, length) = match from.number()? {
            0 => return Ok(Self::Skipped),
            1 => {
                let column = PartText {
                    n_before: u32::try_from(from.number()?).map_err(|_| cut())?,
                    text: from.text()?,
                    ends: from.slice()?,
                    hashes: from.slice()?,
                    codes: read_packed(from)?,
                };
                let length = column.codes.len();
                (Self::Text(column), length)
            }
            2 => {
                let hashes: Packed<i64> = read_packed(from)?;
                let length = hashes.len();
                (Self::Key(hashes), length)
            }
            3 => {
                let column = PartTime::read(from)?;
                let length = column.raw.len();
                (Self::Time(column), length)
            }
            4 => {
                let column = PartNumber::read(from, n_rows)?;
                let length = column.values.len();
                (Self::Number(column), length)
            }
            _ => return Err(cut()),
        };
        if length == n_rows { Ok(column) } else { Err(cut()) }
    }
}

fn write_packed<T: Whole>(column: &Packed<T>, to: &mut Writer) {
    to.number(column.n_pieces() as u64);
    column.each_piece(|piece, bytes| {
        to.number(piece.least as u64);
        to.number(piece.unit as u64);
        to.number(piece.width as u64);
        to.slice(bytes);
    });
}

fn read_packed<T: Whole>(from: &mut Wire<'_>) -> Result<Packed<T>, Error> {
    let mut column = Packed::default();
    for _ in 0..from.size()? {
        let (least, unit) = (from.number()? as i64, from.number()? as i64);
        let width = from.size()?;
        let bytes: Vec<u8> = from.slice()?;
        if !column.put_piece(least, unit, width, &bytes) {
            return Err(cut());
        }
    }
    Ok(column)
}

impl PartTime {
    fn write(&self, to: &mut Writer) {
        write_packed(&self.raw, to);
        to.slice(&self.offsets);
        for number in
            [u64::from(self.has_time), self.ordered, self.dotted, self.am_pm, self.with_offset, self.bad]
        {
            to.number(number);
        }
        for proof in self.proofs {
            proof.write(to);
        }
    }

    fn read(from: &mut Wire<'_>) -> Result<Self, Error> {
        let column = Self {
            raw: read_packed(from)?,
            offsets: from.slice()?,
            has_time: from.number()? != 0,
            ordered: from.number()?,
            dotted: from.number()?,
            am_pm: from.number()?,
            with_offset: from.number()?,
            bad: from.number()?,
            proofs: [PartProof::read(from)?, PartProof::read(from)?, PartProof::read(from)?],
        };
        if column.offsets.len() <= column.raw.len() { Ok(column) } else { Err(cut()) }
    }

    pub(crate) fn proof(&mut self, order: DateOrder) -> &mut PartProof {
        let [day, month, year] = &mut self.proofs;
        match order {
            DateOrder::DayMonthYear => day,
            DateOrder::MonthDayYear => month,
            DateOrder::YearMonthDay => year,
        }
    }
}

impl PartNumber {
    fn write(&self, to: &mut Writer) {
        write_packed(&self.values, to);
        to.slice(&self.open_dot);
        to.slice(&self.open_comma);
        to.slice(&self.run_rows);
        to.slice(&self.run_currencies);
        to.number(self.percent);
        to.number(self.bad);
        self.dot.write(to);
        self.comma.write(to);
        to.number(self.currencies.len() as u64);
        for (name, proof) in &self.currencies {
            to.slice(name.as_bytes());
            proof.write(to);
        }
    }

    fn read(from: &mut Wire<'_>, n_rows: usize) -> Result<Self, Error> {
        let mut column = Self {
            values: read_packed(from)?,
            open_dot: from.slice()?,
            open_comma: from.slice()?,
            run_rows: from.slice()?,
            run_currencies: from.slice()?,
            percent: from.number()?,
            bad: from.number()?,
            dot: PartProof::read(from)?,
            comma: PartProof::read(from)?,
            currencies: Vec::new(),
        };
        for _ in 0..from.size()? {
            column.currencies.push((from.text()?, PartProof::read(from)?));
        }
        let in_range = |rows: &[u32]| rows.iter().all(|&row| (row as usize) < n_rows);
        let n = column.currencies.len();
        let is_valid = in_range(&column.open_dot)
            && in_range(&column.open_comma)
            && in_range(&column.run_rows)
            && column.run_rows.len() == column.run_currencies.len()
            && column.run_currencies.iter().all(|&which| usize::from(which) <= n);
        if is_valid { Ok(column) } else { Err(cut()) }
    }
}

impl PartProof {
    fn write(self, to: &mut Writer) {
        to.number(self.rows);
        to.number(self.first_row);
    }

    fn read(from: &mut Wire<'_>) -> Result<Self, Error> {
        Ok(Self { rows: from.number()?, first_row: from.number()? })
    }
}
