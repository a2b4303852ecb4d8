//! The reader of a slice, in a worker of its own: bytes in, one part out.

use wasm_bindgen::prelude::wasm_bindgen;

use crate::csv;
use crate::error::Error;

/// Reads the records that start in a slice of a file.
#[wasm_bindgen]
pub struct Reader {
    inner: csv::Reader,
}

#[wasm_bindgen]
impl Reader {
    /// For the slice from byte `from` to byte `to` of a file that is read by `plan`. `exact`: a record is known to
    /// start at `from`; else the first one starts after the first line end.
    #[wasm_bindgen(constructor)]
    pub fn new(plan: &[u8], from: f64, to: f64, exact: bool) -> Result<Reader, Error> {
        let plan = csv::Plan::from_bytes(plan)?;
        // Sizes of files are whole numbers far below 2^53.
        let (from, to) = (from as u64, to as u64);
        let inner =
            if exact { csv::Reader::new_at(&plan, from, to) } else { csv::Reader::new(&plan, from, to) };
        Ok(Self { inner })
    }

    /// Takes the next bytes of the file; they go on past the end of the slice until the last record is complete.
    /// `false`: the slice is read.
    pub fn push(&mut self, bytes: &[u8]) -> bool {
        self.inner.push(bytes)
    }

    /// Rows so far.
    #[wasm_bindgen(getter)]
    pub fn rows(&self) -> f64 {
        self.inner.rows() as f64
    }

    /// The part as one buffer. `end_of_file`: the file ends with the last byte that was pushed.
    pub fn finish(self, end_of_file: bool) -> Vec<u8> {
        self.inner.finish(end_of_file).to_bytes()
    }
}
