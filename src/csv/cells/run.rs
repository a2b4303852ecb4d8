//! The cells of one column in rows that follow each other.

/// Rows that follow each other, each with a cell for each column.
#[derive(Debug, Clone, Copy)]
pub struct Run<'a> {
    /// The cells, and as much after them as there is: words may be read beyond the end of a cell.
    pub bytes: &'a [u8],
    /// Where cells start, from the column's cell in the first row on; a cell ends one byte before the next starts.
    pub starts: &'a [u32],
    /// How many rows.
    pub n_rows: usize,
    /// Cells of a row.
    pub step: usize,
    /// The sign around cells; quotes inside a cell are doubled.
    pub quote: Option<u8>,
    /// May a carriage return stand after the cell?
    pub may_return: bool,
}

impl<'a> Run<'a> {
    /// From where to where each cell stands, quotes and all.
    #[inline(always)]
    pub(crate) fn places(&self) -> impl Iterator<Item = (usize, usize)> + use<'a> {
        let Self { bytes, may_return, .. } = *self;
        self.starts.windows(2).step_by(self.step).take(self.n_rows).map(move |pair| {
            let &[start, next] = pair else { return (0, 0) };
            let (start, mut end) = (start as usize, next as usize - 1);
            if may_return && end > start && bytes.get(end - 1) == Some(&b'\r') {
                end -= 1;
            }
            (start, end)
        })
    }

    /// The place of a cell without quotes around it.
    #[inline(always)]
    pub(crate) fn inside(&self, (start, end): (usize, usize)) -> (usize, usize) {
        let is_quoted =
            end > start + 1 && self.quote.is_some() && self.bytes.get(start).copied() == self.quote;
        if is_quoted { (start + 1, end - 1) } else { (start, end) }
    }

    /// The cell of a row as it stands, quotes and all.
    pub fn raw(&self, row: usize) -> &'a [u8] {
        let at = row * self.step;
        let (Some(&start), Some(&next)) = (self.starts.get(at), self.starts.get(at + 1)) else { return &[] };
        let cell = self.bytes.get(start as usize..next as usize - 1).unwrap_or(&[]);
        if self.may_return { cell.strip_suffix(b"\r").unwrap_or(cell) } else { cell }
    }
}
