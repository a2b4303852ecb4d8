//! Distinct texts of a column: raw bytes as they stand in the file, quotes and all. What they mean is for the caller to
//! tell, once for each distinct text.
//!
//! Texts below 16 bytes lie in their slot. Longer ones have a place among all texts: looking one up waits for memory
//! that is in no near cache, so a run of them is looked up in passes (hash, slot, text), and many waits overlap.

use super::keys::is_simple;
use super::run::Run;
use super::words::{hash_inline, hash_pair, pair, same};

/// Stands in a column of codes for a cell without a byte.
pub const NO_TEXT: u32 = u32::MAX;

/// Builds a column of texts. Texts are numbered in the order of their first appearance.
#[derive(Debug)]
pub struct Texts {
    /// One code a row.
    pub codes: Vec<u32>,
    /// Codes of texts that are more than plain signs between two letters or digits, ascending.
    pub odd: Vec<u32>,
    bytes: Vec<u8>,
    ends: Vec<u32>,
    hashes: Vec<u64>,
    short: Vec<Short>,
    n_short: usize,
    long: Vec<Long>,
    n_long: usize,
    jobs: Vec<Job>,
}

/// A place of the open hash table of short texts, probed in line: the text itself, its length in the highest byte.
/// Free where that is zero.
#[derive(Debug, Clone, Copy, Default)]
struct Short {
    low: u64,
    high: u64,
    code: u32,
}

/// A place of the open hash table of long texts, probed in line.
#[derive(Debug, Clone, Copy, Default)]
struct Long {
    /// The high half of the hash.
    tag: u32,
    code: u32,
    /// Where the text stands; of no length where the place is free.
    start: u32,
    length: u32,
}

/// A cell of a run that waits for its code.
#[derive(Debug, Clone, Copy)]
struct Job {
    row: u32,
    start: u32,
    length: u32,
    hash: u64,
    slot: Long,
}

impl Default for Texts {
    fn default() -> Self {
        Self {
            codes: Vec::new(),
            odd: Vec::new(),
            bytes: Vec::new(),
            ends: Vec::new(),
            hashes: Vec::new(),
            short: vec![Short::default(); 64],
            n_short: 0,
            long: vec![Long::default(); 64],
            n_long: 0,
            jobs: Vec::new(),
        }
    }
}

impl Texts {
    /// How many distinct texts.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Is there none?
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The text of a code.
    pub fn text(&self, code: u32) -> &[u8] {
        let end = self.ends.get(code as usize).copied().unwrap_or(0);
        slice(&self.bytes, self.start(code as usize), end)
    }

    /// The texts from the code `first` on, one after the other, the end of each counted from there, and their hashes.
    pub fn since(&self, first: usize) -> (&[u8], Vec<u32>, &[u64]) {
        let start = self.start(first);
        let ends = self.ends.get(first..).unwrap_or(&[]).iter().map(|end| end - start).collect();
        (self.bytes.get(start as usize..).unwrap_or(&[]), ends, self.hashes.get(first..).unwrap_or(&[]))
    }

    fn start(&self, code: usize) -> u32 {
        code.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0)
    }

    /// The hash of the text of a code.
    pub fn hash(&self, code: u32) -> u64 {
        self.hashes.get(code as usize).copied().unwrap_or(0)
    }

    /// Appends one cell.
    pub fn push(&mut self, cell: &[u8]) {
        let code = match cell.len() {
            0 => NO_TEXT,
            1..16 => self.short(cell, 0, cell.len()),
            _ => self.find_long(cell, hash_inline(cell)),
        };
        self.codes.push(code);
    }

    /// Appends the cells of a run.
    #[inline(never)]
    pub fn push_run(&mut self, run: &Run<'_>) {
        self.codes.reserve(run.n_rows);
        for (start, end) in run.places() {
            let code = match end - start {
                0 => NO_TEXT,
                length @ 1..16 => self.short(run.bytes, start, length),
                length => {
                    let hash = hash_inline(run.bytes.get(start..end).unwrap_or(&[]));
                    let row = self.codes.len() as u32;
                    self.jobs.push(Job {
                        row,
                        start: start as u32,
                        length: length as u32,
                        hash,
                        slot: Long::default(),
                    });
                    NO_TEXT
                }
            };
            self.codes.push(code);
        }
        self.work(run.bytes);
    }

    /// The code of a text of 1 to 15 bytes.
    #[inline(always)]
    fn short(&mut self, bytes: &[u8], start: usize, length: usize) -> u32 {
        let (low, high) = pair(bytes, start, length);
        let hash = hash_pair(low, high, length);
        let high = high | (length as u64) << 56;
        let mask = self.short.len() - 1;
        let mut at = hash as usize & mask;
        while let Some(slot) = self.short.get(at) {
            if slot.low == low && slot.high == high {
                return slot.code;
            }
            if slot.high == 0 {
                break;
            }
            at = (at + 1) & mask;
        }
        self.add_short(bytes, start, Short { low, high, code: self.ends.len() as u32 }, hash)
    }

    #[inline(never)]
    fn add_short(&mut self, bytes: &[u8], start: usize, slot: Short, hash: u64) -> u32 {
        // Texts are numbered as they come: those before it that wait come first.
        self.work(bytes);
        let length = (slot.high >> 56) as usize;
        let Some((code, _)) = self.add(bytes.get(start..start + length).unwrap_or(&[]), hash) else {
            return NO_TEXT;
        };
        self.n_short += 1;
        if self.n_short * 8 > self.short.len() * 5 {
            let larger = vec![Short::default(); self.short.len() * 2];
            for slot in std::mem::replace(&mut self.short, larger) {
                if slot.high != 0 {
                    let hash = self.hash(slot.code);
                    insert(&mut self.short, hash, slot, |slot| slot.high == 0);
                }
            }
        }
        insert(&mut self.short, hash, Short { code, ..slot }, |slot| slot.high == 0);
        code
    }

    /// Looks up the waiting cells.
    fn work(&mut self, bytes: &[u8]) {
        let mut jobs = std::mem::take(&mut self.jobs);
        for job in &mut jobs {
            job.slot = self.probe(job.hash, |_| true);
        }
        for job in &jobs {
            let text = slice(bytes, job.start, job.start + job.length);
            let slot = job.slot;
            let is_known = same(slice(&self.bytes, slot.start, slot.start + slot.length), text);
            let code = if is_known { slot.code } else { self.find_long(text, job.hash) };
            if let Some(place) = self.codes.get_mut(job.row as usize) {
                *place = code;
            }
        }
        jobs.clear();
        self.jobs = jobs;
    }

    /// The first place from the hash's on that is free or has its tag and is `wanted`.
    #[inline(always)]
    fn probe(&self, hash: u64, wanted: impl Fn(&Long) -> bool) -> Long {
        let mask = self.long.len() - 1;
        let tag = (hash >> 32) as u32;
        let mut at = hash as usize & mask;
        loop {
            let Some(slot) = self.long.get(at) else { return Long::default() };
            if slot.length == 0 || (slot.tag == tag && wanted(slot)) {
                return *slot;
            }
            at = (at + 1) & mask;
        }
    }

    /// The code of a text of 16 bytes or more.
    #[inline(never)]
    fn find_long(&mut self, text: &[u8], hash: u64) -> u32 {
        let slot =
            self.probe(hash, |slot| same(slice(&self.bytes, slot.start, slot.start + slot.length), text));
        if slot.length != 0 {
            return slot.code;
        }
        let Some((code, start)) = self.add(text, hash) else { return NO_TEXT };
        self.n_long += 1;
        if self.n_long * 8 > self.long.len() * 5 {
            let larger = vec![Long::default(); self.long.len() * 2];
            for slot in std::mem::replace(&mut self.long, larger) {
                if slot.length != 0 {
                    let hash = self.hash(slot.code);
                    insert(&mut self.long, hash, slot, |slot| slot.length == 0);
                }
            }
        }
        let slot = Long { tag: (hash >> 32) as u32, code, start, length: text.len() as u32 };
        insert(&mut self.long, hash, slot, |slot| slot.length == 0);
        code
    }

    /// Keeps a new text; its code and where it stands. `None` beyond four gigabytes, for which no browser has room.
    fn add(&mut self, text: &[u8], hash: u64) -> Option<(u32, u32)> {
        let start = self.bytes.len();
        let end = u32::try_from(start + text.len()).ok()?;
        let code = self.ends.len() as u32;
        self.bytes.extend_from_slice(text);
        self.ends.push(end);
        self.hashes.push(hash);
        if !is_simple(text) || !text.is_ascii() {
            self.odd.push(code);
        }
        Some((code, start as u32))
    }
}

/// Puts a slot in the first free place from the hash's on.
#[inline(always)]
fn insert<T>(slots: &mut [T], hash: u64, slot: T, is_free: impl Fn(&T) -> bool) {
    let mask = slots.len() - 1;
    let mut at = hash as usize & mask;
    while let Some(place) = slots.get_mut(at) {
        if is_free(place) {
            *place = slot;
            return;
        }
        at = (at + 1) & mask;
    }
}

#[inline(always)]
fn slice(bytes: &[u8], start: u32, end: u32) -> &[u8] {
    bytes.get(start as usize..end as usize).unwrap_or(&[])
}
