//! Distinct texts of a column while it is read: raw bytes as they stand in the file, decoded at the end.
//!
//! Of all that reading does, looking up the customer costs most: each lookup waits for memory that is in no near
//! cache. So a slot holds all that a lookup needs but the text itself, and a run of cells is looked up in three
//! passes (hash, slot, text), so that many waits overlap.

use super::column::{RunCells, is_blank, trim};
use super::dialect::Encoding;
use super::encoding::decode;
use super::hash;
use super::part::PartText;
use crate::dictionary::{Code, NO_CODE};
use crate::issue::Problem;

/// Builds a column of text.
pub(crate) struct TextBuilder {
    encoding: Encoding,
    is_id: bool,
    slots: Vec<Slot>,
    /// All distinct texts, one after the other.
    bytes: Vec<u8>,
    ends: Vec<u32>,
    hashes: Vec<u64>,
    /// The code of each text; the spellings of nothing that were seen have [`NO_CODE`].
    codes_of: Vec<Code>,
    n_codes: Code,
    /// Codes of texts that are none in the encoding of the file, ascending.
    bad: Vec<Code>,
    codes: Vec<Code>,
    jobs: Vec<Job>,
}

/// A place of the open hash table, probed in line.
#[derive(Clone, Copy, Default)]
struct Slot {
    /// The high half of the hash.
    tag: u32,
    code: Code,
    /// Where the text stands; of no length where the slot is free.
    start: u32,
    length: u32,
}

/// A cell of a run that waits for its code.
#[derive(Clone, Copy)]
struct Job {
    start: u32,
    length: u32,
    hash: u64,
    slot: Slot,
}

const MISSING: Slot = Slot { tag: 0, code: NO_CODE, start: 0, length: 0 };

impl TextBuilder {
    pub(crate) fn new(encoding: Encoding, is_id: bool) -> Self {
        Self {
            encoding,
            is_id,
            slots: vec![MISSING; 1024],
            bytes: Vec::new(),
            ends: Vec::new(),
            hashes: Vec::new(),
            codes_of: Vec::new(),
            n_codes: 0,
            bad: Vec::new(),
            codes: Vec::new(),
            jobs: Vec::new(),
        }
    }

    /// Appends one cell.
    pub(crate) fn push(&mut self, cell: &[u8]) -> Option<Problem> {
        let text = self.text_of(cell);
        self.push_hashed(text, if text.is_empty() { 0 } else { hash::of(text) })
    }

    #[inline]
    fn text_of<'a>(&self, cell: &'a [u8]) -> &'a [u8] {
        let text = trim(cell, self.encoding);
        if self.is_id { super::column::as_id(text) } else { text }
    }

    fn push_hashed(&mut self, text: &[u8], hash: u64) -> Option<Problem> {
        if text.is_empty() {
            self.codes.push(NO_CODE);
            return None;
        }
        let slot = self.probe(hash, |slot| same(slice(&self.bytes, slot.start, slot.length), text));
        let code = if slot.length == 0 { self.add(text, hash) } else { slot.code };
        self.codes.push(code);
        self.fault(code)
    }

    /// Appends the cells of a run.
    pub(crate) fn push_run(&mut self, cells: &RunCells<'_>, faults: &mut Vec<(u32, Problem)>) {
        let mut first = 0;
        for row in 0..cells.n_rows {
            match cells.plain(row) {
                Some((start, cell)) => {
                    let text = self.text_of(cell);
                    let start = start + text.as_ptr().addr().wrapping_sub(cell.as_ptr().addr()) as u32;
                    let hash = if text.is_empty() { 0 } else { hash::of(text) };
                    self.jobs.push(Job { start, length: text.len() as u32, hash, slot: MISSING });
                }
                None => {
                    self.work(cells.bytes, first, faults);
                    first = row as u32 + 1;
                    let mut room = Vec::new();
                    if let Some(problem) = self.push(cells.unescaped(row, &mut room)) {
                        faults.push((row as u32, problem));
                    }
                }
            }
        }
        self.work(cells.bytes, first, faults);
    }

    /// Looks up the waiting cells, the first of which stands in row `first` of the run.
    fn work(&mut self, bytes: &[u8], first: u32, faults: &mut Vec<(u32, Problem)>) {
        let mut jobs = std::mem::take(&mut self.jobs);
        for job in &mut jobs {
            let tag = (job.hash >> 32) as u32;
            job.slot = self.probe(job.hash, |slot| slot.tag == tag);
        }
        for (row, job) in (first..).zip(&jobs) {
            let text = slice(bytes, job.start, job.length);
            let known = slice(&self.bytes, job.slot.start, job.slot.length);
            let fault = if !text.is_empty() && same(known, text) {
                self.codes.push(job.slot.code);
                self.fault(job.slot.code)
            } else {
                self.push_hashed(text, job.hash)
            };
            if let Some(problem) = fault {
                faults.push((row, problem));
            }
        }
        jobs.clear();
        self.jobs = jobs;
    }

    #[inline]
    fn fault(&self, code: Code) -> Option<Problem> {
        (!self.bad.is_empty() && self.bad.binary_search(&code).is_ok()).then_some(Problem::BadEncoding)
    }

    /// The first slot from the hash's place on that is free or has its tag and is `wanted`.
    #[inline]
    fn probe(&self, hash: u64, wanted: impl Fn(&Slot) -> bool) -> Slot {
        let mask = self.slots.len() - 1;
        let tag = (hash >> 32) as u32;
        let mut at = hash as usize & mask;
        loop {
            let Some(slot) = self.slots.get(at) else { return MISSING };
            if slot.length == 0 || (slot.tag == tag && wanted(slot)) {
                return *slot;
            }
            at = (at + 1) & mask;
        }
    }

    #[cold]
    fn add(&mut self, text: &[u8], hash: u64) -> Code {
        let start = self.bytes.len();
        // Texts beyond four gigabytes have no place; no browser has room for them either.
        let Ok(end) = u32::try_from(start + text.len()) else { return NO_CODE };
        let code = if is_blank(text) { NO_CODE } else { self.n_codes };
        self.n_codes += u32::from(code != NO_CODE);
        self.bytes.extend_from_slice(text);
        self.ends.push(end);
        self.hashes.push(hash);
        self.codes_of.push(code);
        if self.ends.len() * 8 > self.slots.len() * 5 {
            self.grow();
        } else {
            insert(&mut self.slots, hash, code, start as u32, text.len() as u32);
        }
        if self.encoding == Encoding::Utf8 && std::str::from_utf8(text).is_err() {
            self.bad.push(code);
        }
        code
    }

    fn grow(&mut self) {
        let mut slots = vec![MISSING; self.slots.len() * 2];
        let mut start = 0;
        for ((&hash, &code), &end) in self.hashes.iter().zip(&self.codes_of).zip(&self.ends) {
            insert(&mut slots, hash, code, start, end - start);
            start = end;
        }
        self.slots = slots;
    }

    pub(crate) fn finish(self) -> PartText {
        let is_plain = self.encoding == Encoding::Utf8 && self.codes_of.len() == self.n_codes as usize;
        match String::from_utf8(self.bytes) {
            Ok(text) if is_plain => {
                PartText { text, ends: self.ends, hashes: self.hashes, codes: self.codes }
            }
            Ok(text) => {
                decoded(text.as_bytes(), &self.ends, &self.hashes, &self.codes_of, self.encoding, self.codes)
            }
            Err(error) => {
                decoded(error.as_bytes(), &self.ends, &self.hashes, &self.codes_of, self.encoding, self.codes)
            }
        }
    }
}

/// The texts with a code, decoded.
fn decoded(
    bytes: &[u8],
    ends: &[u32],
    hashes: &[u64],
    codes_of: &[Code],
    encoding: Encoding,
    codes: Vec<Code>,
) -> PartText {
    let mut column = PartText { codes, ..PartText::default() };
    let mut start = 0;
    for ((&end, &raw_hash), &code) in ends.iter().zip(hashes).zip(codes_of) {
        let raw = slice(bytes, start, end - start);
        start = end;
        if code == NO_CODE {
            continue;
        }
        let from = column.text.len();
        decode(raw, encoding, &mut column.text);
        let text = column.text.get(from..).unwrap_or("").as_bytes();
        column.hashes.push(if text == raw { raw_hash } else { hash::of(text) });
        column.ends.push(column.text.len() as u32);
    }
    column
}

fn insert(slots: &mut [Slot], hash: u64, code: Code, start: u32, length: u32) {
    let mask = slots.len() - 1;
    let mut at = hash as usize & mask;
    while let Some(slot) = slots.get_mut(at) {
        if slot.length == 0 {
            *slot = Slot { tag: (hash >> 32) as u32, code, start, length };
            return;
        }
        at = (at + 1) & mask;
    }
}

#[inline]
fn slice(bytes: &[u8], start: u32, length: u32) -> &[u8] {
    bytes.get(start as usize..start as usize + length as usize).unwrap_or(&[])
}

/// Are they equal? Eight bytes at a time: texts are short, and wasm's own comparison goes byte by byte.
#[inline]
fn same(a: &[u8], b: &[u8]) -> bool {
    if a.len() != b.len() {
        return false;
    }
    let ((a, a_rest), (b, b_rest)) = (a.as_chunks::<8>(), b.as_chunks::<8>());
    a.iter().zip(b).all(|(a, b)| u64::from_le_bytes(*a) == u64::from_le_bytes(*b))
        && a_rest.iter().zip(b_rest).all(|(a, b)| a == b)
}
