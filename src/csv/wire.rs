//! Numbers and slices in one raw buffer, as they cross between workers. Little-endian, each slice on 8 bytes.

use bytemuck::{AnyBitPattern, NoUninit};

use crate::error::Error;

/// Writes one buffer.
#[derive(Default)]
pub(crate) struct Writer {
    bytes: Vec<u8>,
}

impl Writer {
    pub(crate) fn with_room(n_bytes: usize) -> Self {
        Self { bytes: Vec::with_capacity(n_bytes) }
    }

    pub(crate) fn number(&mut self, number: u64) {
        self.bytes.extend_from_slice(&number.to_le_bytes());
    }

    /// The length in items, then the items, then zeros up to a multiple of 8.
    pub(crate) fn slice<T: NoUninit>(&mut self, items: &[T]) {
        self.number(items.len() as u64);
        self.bytes.extend_from_slice(bytemuck::cast_slice(items));
        self.bytes.resize(self.bytes.len().next_multiple_of(8), 0);
    }

    pub(crate) fn done(self) -> Vec<u8> {
        self.bytes
    }
}

/// Reads what [`Writer`] wrote; anything else is an error, never a panic.
pub(crate) struct Wire<'a> {
    rest: &'a [u8],
}

impl<'a> Wire<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    pub(crate) fn number(&mut self) -> Result<u64, Error> {
        let (head, rest) = self.rest.split_first_chunk::<8>().ok_or_else(cut)?;
        self.rest = rest;
        Ok(u64::from_le_bytes(*head))
    }

    /// A length or a position that must fit in memory.
    pub(crate) fn size(&mut self) -> Result<usize, Error> {
        usize::try_from(self.number()?).map_err(|_| cut())
    }

    pub(crate) fn slice<T: AnyBitPattern + NoUninit>(&mut self) -> Result<Vec<T>, Error> {
        let bytes = self.raw(size_of::<T>())?;
        Ok(bytemuck::pod_collect_to_vec(bytes))
    }

    /// The bytes of a slice of items of `item` bytes each.
    fn raw(&mut self, item: usize) -> Result<&'a [u8], Error> {
        let n_bytes = self.size()?.checked_mul(item).ok_or_else(cut)?;
        let padded = n_bytes.checked_next_multiple_of(8).ok_or_else(cut)?;
        if padded > self.rest.len() {
            return Err(cut());
        }
        let (head, rest) = self.rest.split_at(padded);
        self.rest = rest;
        head.get(..n_bytes).ok_or_else(cut)
    }

    pub(crate) fn text(&mut self) -> Result<String, Error> {
        String::from_utf8(self.slice()?).map_err(|_| cut())
    }

    pub(crate) fn is_done(&self) -> bool {
        self.rest.is_empty()
    }
}

#[cold]
pub(crate) fn cut() -> Error {
    Error::config("The bytes of a part or a plan are damaged: read the slice again.")
}
