//! The archive that a workbook is: where its parts are, unpacked as they are read and only so far.
//!
//! Source: PKWARE, "APPNOTE.TXT - .ZIP File Format Specification", sections 4.3.7 (local header), 4.3.12 (directory),
//! 4.3.16 (its end), 4.5.3 (sizes of 64 bits).

use std::io::{BufRead, BufReader, Read};

use flate2::bufread::DeflateDecoder;

use super::damaged;
use crate::error::Error;
use crate::message::message;

/// More bytes than any part of a sheet of a million rows has.
const MOST_BYTES: u64 = 2 << 30;
/// Sheets pack to a tenth or a thirtieth; what packs this much better is made to harm.
const MOST_RATIO: u64 = 250;
/// Parts below this size harm nobody, however well they pack.
const FREE_BYTES: u64 = 16 << 20;
/// A workbook has some dozens of parts.
const MOST_PARTS: usize = 20_000;

/// A workbook as a file of parts.
pub(super) struct Archive<'a> {
    bytes: &'a [u8],
    parts: Vec<Part>,
}

struct Part {
    name: String,
    is_packed: bool,
    /// Where its local header stands, and how many bytes it has in the file.
    header: u64,
    size: u64,
}

impl<'a> Archive<'a> {
    /// Reads the directory at the end of the file.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Error> {
        // Behind the end stands at most a comment of 64 KiB.
        let tail = bytes.get(bytes.len().saturating_sub(66_000)..).unwrap_or(bytes);
        let end = tail.windows(4).rposition(|four| four == b"PK\x05\x06").ok_or_else(damaged)?;
        let record = tail.get(end..).unwrap_or(&[]);
        let n = usize::from(u16_at(record, 10)?);
        let mut at = u64::from(u32_at(record, 16)?);
        let mut parts = Vec::new();
        // The count may be of 64 bits: the directory ends where its entries do.
        while parts.len() < n.max(1) || n == 0xffff {
            let entry = slice(bytes, at, u64::MAX)?;
            if !entry.starts_with(b"PK\x01\x02") {
                break;
            }
            let (name, extra, comment) = (u16_at(entry, 28)?, u16_at(entry, 30)?, u16_at(entry, 32)?);
            let extra_at = 46 + u64::from(name);
            let wide = Wide::read(slice(entry, extra_at, u64::from(extra))?);
            let (mut size, unpacked) = (u64::from(u32_at(entry, 20)?), u64::from(u32_at(entry, 24)?));
            let mut header = u64::from(u32_at(entry, 42)?);
            // Each number of 32 ones stands in the wide field, in this order.
            let mut wide = wide.into_iter();
            for number in [unpacked, size, header].iter().enumerate() {
                if *number.1 == 0xffff_ffff {
                    let value = wide.next().ok_or_else(damaged)?;
                    match number.0 {
                        1 => size = value,
                        2 => header = value,
                        _ => {}
                    }
                }
            }
            let is_locked = u16_at(entry, 8)? & 1 == 1;
            if is_locked {
                return Err(locked());
            }
            let name = String::from_utf8_lossy(slice(entry, 46, u64::from(name))?).replace('\\', "/");
            parts.push(Part { name, is_packed: u16_at(entry, 10)? != 0, header, size });
            at += extra_at + u64::from(extra) + u64::from(comment);
            if parts.len() > MOST_PARTS {
                return Err(damaged());
            }
        }
        Ok(Self { bytes, parts })
    }

    /// The name as the archive has it; names differ in case between programs.
    pub(super) fn has(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    fn find(&self, name: &str) -> Option<&Part> {
        self.parts.iter().find(|part| part.name.eq_ignore_ascii_case(name))
    }

    /// Unpacks a part as it is read.
    pub(super) fn read(&self, name: &str) -> Result<Box<dyn BufRead + 'a>, Error> {
        let part = self.find(name).ok_or_else(damaged)?;
        let header = slice(self.bytes, part.header, u64::MAX)?;
        if !header.starts_with(b"PK\x03\x04") {
            return Err(damaged());
        }
        let skip = 30 + u64::from(u16_at(header, 26)?) + u64::from(u16_at(header, 28)?);
        let packed = slice(header, skip, part.size)?;
        if (packed.len() as u64) < part.size {
            return Err(damaged());
        }
        let most = part.size.saturating_mul(MOST_RATIO).clamp(FREE_BYTES, MOST_BYTES);
        Ok(if part.is_packed {
            Box::new(BufReader::with_capacity(
                1 << 16,
                Bounded { inner: DeflateDecoder::new(packed), left: most },
            ))
        } else {
            Box::new(packed)
        })
    }
}

/// Sizes and offset of 64 bits, where the entry has them.
struct Wide;

impl Wide {
    fn read(mut extra: &[u8]) -> Vec<u64> {
        while let (Ok(kind), Ok(size)) = (u16_at(extra, 0), u16_at(extra, 2)) {
            let field = extra.get(4..4 + usize::from(size)).unwrap_or(&[]);
            if kind == 1 {
                return field
                    .chunks_exact(8)
                    .filter_map(|eight| Some(u64::from_le_bytes(eight.try_into().ok()?)))
                    .collect();
            }
            extra = extra.get(4 + usize::from(size)..).unwrap_or(&[]);
        }
        Vec::new()
    }
}

/// Fails once more than so many bytes came out.
struct Bounded<R> {
    inner: R,
    left: u64,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        let n = self.inner.read(out)?;
        self.left = self.left.checked_sub(n as u64).ok_or(std::io::ErrorKind::FileTooLarge)?;
        Ok(n)
    }
}

#[cold]
fn locked() -> Error {
    Error::file(message!("The workbook is protected by a password. Save it without one."))
}

fn slice(bytes: &[u8], from: u64, n: u64) -> Result<&[u8], Error> {
    let from = usize::try_from(from).map_err(|_| damaged())?;
    let rest = bytes.get(from..).ok_or_else(damaged)?;
    Ok(rest.get(..usize::try_from(n).unwrap_or(usize::MAX)).unwrap_or(rest))
}

fn u16_at(bytes: &[u8], at: usize) -> Result<u16, Error> {
    bytes.get(at..at + 2).and_then(|two| two.try_into().ok()).map(u16::from_le_bytes).ok_or_else(damaged)
}

fn u32_at(bytes: &[u8], at: usize) -> Result<u32, Error> {
    bytes.get(at..at + 4).and_then(|four| four.try_into().ok()).map(u32::from_le_bytes).ok_or_else(damaged)
}
