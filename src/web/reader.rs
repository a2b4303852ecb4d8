//! The reader of slices, in a worker of its own: bytes in, parts out.

use wasm_bindgen::prelude::wasm_bindgen;

use crate::csv;
use crate::error::Error;

/// Reads slices of a file, one after the other. What texts it knows stays, so that each crosses once.
#[wasm_bindgen]
pub struct Reader {
    inner: csv::Reader,
}

#[wasm_bindgen]
impl Reader {
    /// For a file that is read by `plan`; `number` tells this reader from others of the same file.
    #[wasm_bindgen(constructor)]
    pub fn new(plan: &[u8], number: u32) -> Result<Reader, Error> {
        let mut inner = csv::Reader::new(&csv::Plan::from_bytes(plan)?, 0, 0);
        inner.number(number.into());
        Ok(Self { inner })
    }

    /// Begins the slice from byte `from` to byte `to`. `exact`: a record is known to start at `from`; else the first
    /// one starts after the first line end.
    pub fn start(&mut self, from: f64, to: f64, exact: bool) {
        // Sizes of files are whole numbers far below 2^53.
        self.inner.start(from as u64, to as u64, exact);
    }

    /// Takes the next bytes of the file; they go on past the end of the slice until the last record is complete.
    /// `false`: the slice is read.
    pub fn push(&mut self, bytes: &[u8]) -> bool {
        self.inner.push(bytes)
    }

    /// Rows so far, of all slices.
    #[wasm_bindgen(getter)]
    pub fn rows(&self) -> f64 {
        self.inner.rows() as f64
    }

    /// What was read since the last part as one buffer; the rest of the slice goes into later ones.
    pub fn part(&mut self) -> Option<Vec<u8>> {
        self.inner.split_off().map(|part| part.to_bytes())
    }

    /// The last part of the slice. `end_of_file`: the file ends with the last byte that was pushed.
    pub fn end(&mut self, end_of_file: bool) -> Vec<u8> {
        self.inner.end(end_of_file).to_bytes()
    }
}
