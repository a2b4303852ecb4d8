//! Unpacks gzip piece by piece, one member after the other: browsers unpack one alone, and refuse what follows it.
//!
//! Source: P. Deutsch, "GZIP file format specification version 4.3" (RFC 1952), section 2.2: a file is a series of
//! members, and unpacks to all of them together.

use std::io::Write as _;

use flate2::write::MultiGzDecoder;

use crate::error::Error;
use crate::message::message;

/// Takes packed bytes, gives unpacked ones.
#[derive(Debug)]
pub struct Unpacker(MultiGzDecoder<Vec<u8>>);

impl Default for Unpacker {
    fn default() -> Self {
        Self(MultiGzDecoder::new(Vec::new()))
    }
}

impl Unpacker {
    /// Takes the next bytes of the file. Gives what they unpack to: at most about a thousand times as much.
    ///
    /// # Errors
    /// [`Error::is_file`] for bytes that are not gzip, or are damaged.
    pub fn push(&mut self, bytes: &[u8]) -> Result<Vec<u8>, Error> {
        self.0.write_all(bytes).map_err(|_| damaged())?;
        Ok(std::mem::take(self.0.get_mut()))
    }

    /// The rest, where the file ends.
    ///
    /// # Errors
    /// [`Error::is_file`] for a file that ends too early, or is damaged at its end.
    pub fn finish(&mut self) -> Result<Vec<u8>, Error> {
        self.0.try_finish().map_err(|_| {
            Error::file(message!(
                "The compressed file is cut off, or damaged at its end. Download it again, or pack it again."
            ))
        })?;
        Ok(std::mem::take(self.0.get_mut()))
    }
}

#[cold]
fn damaged() -> Error {
    Error::file(message!("The compressed file is damaged. Download it again, or pack it again."))
}
