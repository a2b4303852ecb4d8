//! Where the cells of regular rows end, found 64 bytes at a time.
//!
//! Regular is what RFC 4180 allows: quotes stand around whole cells and are doubled inside. The scan stops at the
//! first quote that is out of place; the record around it is for a careful grammar.
//!
//! Source of the method: G. Langdale, D. Lemire, "Parsing gigabytes of JSON per second" (2019), sections 3.1 and 3.2:
//! masks of the signs, and the running parity of the quotes as a prefix sum without carries.

/// Finds the borders of cells.
#[derive(Debug, Clone)]
pub struct Scanner {
    delimiter: u8,
    quote: Option<u8>,
    newline: u8,
    is_lf: bool,
}

/// The borders in one window of bytes that starts with a record.
#[derive(Debug, Default)]
pub struct Index {
    /// Where each cell starts: cell `i` ends one byte before `starts[i + 1]`. The cells of all rows in one list;
    /// what stands after the last row means nothing.
    pub starts: Vec<u32>,
    /// For each whole row, the place in `starts` after its last cell.
    pub rows: Vec<u32>,
    /// Rows that hold line ends inside quotes, once for each.
    pub inner_lines: Vec<u32>,
}

/// What one block passes on to the next: a bit each, or all bits.
#[derive(Default)]
struct Carry {
    /// All ones inside quotes.
    inside: u64,
    /// Did the block end with a border, a closing quote, a carriage return after one?
    border: u64,
    close: u64,
    cr: u64,
}

/// The signs of 64 bytes as bits, the first byte lowest.
struct Masks {
    delimiters: u64,
    newlines: u64,
    quotes: u64,
    returns: u64,
}

impl Scanner {
    /// For cells that end with `delimiter` or, at the end of a row, with `newline`. Where that is a line feed, a
    /// carriage return may stand before it.
    pub fn new(delimiter: u8, quote: Option<u8>, newline: u8) -> Self {
        Self { delimiter, quote, newline, is_lf: newline == b'\n' }
    }

    /// Indexes `bytes`, which start with a record.
    #[inline(never)]
    pub fn scan(&self, bytes: &[u8], index: &mut Index) {
        index.rows.clear();
        index.inner_lines.clear();
        // Room for the most borders there can be, so that none is checked for.
        index.starts.resize(index.starts.len().max(bytes.len() + 65), 0);
        let mut carry = Carry { border: 1, ..Carry::default() };
        let mut n = 1;
        let (blocks, tail) = bytes.as_chunks::<64>();
        let mut base = 0;
        for block in blocks {
            let (next, is_regular) = self.block(block, u64::MAX, base, n, &mut carry, index);
            n = next;
            if !is_regular {
                return;
            }
            base += 64;
        }
        let mut last = [0; 64];
        if let Some(room) = last.get_mut(..tail.len()) {
            room.copy_from_slice(tail);
            let valid = (1_u64 << tail.len()) - 1;
            self.block(&last, valid, base, n, &mut carry, index);
        }
    }

    /// Indexes one block from place `n` on; the next place, and whether all quotes are in place.
    #[inline(always)]
    fn block(
        &self,
        block: &[u8; 64],
        valid: u64,
        base: u32,
        n: usize,
        carry: &mut Carry,
        index: &mut Index,
    ) -> (usize, bool) {
        let masks = self.masks(block);
        let mut borders = (masks.delimiters | masks.newlines) & valid;
        let mut newlines = masks.newlines & valid;
        let quotes = masks.quotes & valid;
        let mut is_regular = true;
        if quotes | carry.inside | carry.close | carry.cr != 0 {
            let inside = parity(quotes) ^ carry.inside;
            let bad = Self::faults(&masks, quotes, inside, borders & !inside, carry) & valid;
            let before = if bad == 0 { u64::MAX } else { (1 << bad.trailing_zeros()) - 1 };
            is_regular = bad == 0;
            let mut inner = newlines & inside & before;
            borders &= !inside & before;
            newlines &= !inside & before;
            while inner != 0 {
                let below = (1_u64 << inner.trailing_zeros()) - 1;
                index.inner_lines.push(index.rows.len() as u32 + (newlines & below).count_ones());
                inner &= inner - 1;
            }
        }
        carry.border = borders >> 63;
        let next = n + borders.count_ones() as usize;
        while newlines != 0 {
            let below = newlines ^ (newlines - 1);
            index.rows.push(n as u32 + (borders & below).count_ones() - 1);
            newlines &= newlines - 1;
        }
        if let Some(places) = index.starts.get_mut(n..next) {
            for place in places {
                *place = base + borders.trailing_zeros() + 1;
                borders &= borders.wrapping_sub(1);
            }
        }
        (next, is_regular)
    }

    /// Places where a quote opens inside a cell, or something else than a border follows a closing one.
    #[inline]
    fn faults(masks: &Masks, quotes: u64, inside: u64, borders: u64, carry: &mut Carry) -> u64 {
        let (opens, closes) = (quotes & inside, quotes & !inside);
        let after_border = borders << 1 | carry.border;
        let after_close = closes << 1 | carry.close;
        let after_return = (after_close & masks.returns) << 1 | carry.cr;
        let bad_open = opens & !(after_border | after_close);
        let bad_close = after_close & !(masks.delimiters | masks.newlines | masks.quotes | masks.returns);
        carry.inside = ((inside as i64) >> 63) as u64;
        carry.close = closes >> 63;
        carry.cr = (after_close & masks.returns) >> 63;
        bad_open | bad_close | (after_return & !masks.newlines)
    }

    #[inline(always)]
    fn masks(&self, block: &[u8; 64]) -> Masks {
        let block = simd::Block::new(block);
        Masks {
            delimiters: block.equal(self.delimiter),
            newlines: block.equal(self.newline),
            quotes: match self.quote {
                Some(quote) => block.equal(quote),
                None => 0,
            },
            returns: if self.is_lf { block.equal(b'\r') } else { 0 },
        }
    }
}

/// Each bit: the parity of the bits up to it.
#[inline(always)]
fn parity(mut bits: u64) -> u64 {
    for shift in [1, 2, 4, 8, 16, 32] {
        bits ^= bits << shift;
    }
    bits
}

/// Comparing 64 bytes with one, by the SIMD of WebAssembly: its instructions are safe to call.
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
mod simd {
    use core::arch::wasm32::{u8x16_bitmask, u8x16_eq, u8x16_splat, u64x2, v128};

    pub(super) struct Block([v128; 4]);

    impl Block {
        #[inline(always)]
        pub(super) fn new(bytes: &[u8; 64]) -> Self {
            let [a, b, c, d, e, f, g, h] = bytemuck::cast::<[u8; 64], [u64; 8]>(*bytes);
            Self([u64x2(a, b), u64x2(c, d), u64x2(e, f), u64x2(g, h)])
        }

        #[inline(always)]
        pub(super) fn equal(&self, byte: u8) -> u64 {
            let wanted = u8x16_splat(byte);
            let [a, b, c, d] = self.0.map(|part| u64::from(u8x16_bitmask(u8x16_eq(part, wanted))));
            a | b << 16 | c << 32 | d << 48
        }
    }
}

/// Comparing 64 bytes with one, eight at a time in one number.
#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
mod simd {
    pub(super) struct Block([u64; 8]);

    impl Block {
        #[inline(always)]
        pub(super) fn new(bytes: &[u8; 64]) -> Self {
            Self(bytemuck::cast::<[u8; 64], [[u8; 8]; 8]>(*bytes).map(u64::from_le_bytes))
        }

        #[inline(always)]
        pub(super) fn equal(&self, byte: u8) -> u64 {
            const LOW: u64 = 0x7f7f_7f7f_7f7f_7f7f;
            let wanted = u64::from(byte) * 0x0101_0101_0101_0101;
            let mut mask = 0;
            for (i, word) in self.0.iter().enumerate() {
                let x = word ^ wanted;
                // The high bit of each byte of `x` that is zero, without carries between bytes.
                let zeros = !(((x & LOW) + LOW) | x | LOW);
                mask |= (zeros >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56 << (i * 8);
            }
            mask
        }
    }
}

/// Is any byte not ASCII?
#[inline(never)]
pub fn has_high(bytes: &[u8]) -> bool {
    bytes.iter().fold(0, |all, byte| all | byte) >= 0x80
}

/// How many characters of UTF-8 text take several bytes: their first begins with two ones.
#[inline(never)]
pub fn starts(bytes: &[u8]) -> u64 {
    bytes.iter().map(|&byte| u64::from(byte >= 0xc0)).sum()
}

/// Rows of an index that follow each other and are nothing special.
#[derive(Debug, Clone, Copy)]
pub struct Regular<'a> {
    /// Cells of a row.
    pub n_columns: u32,
    /// First bytes of rows that may be special.
    pub watched: &'a [bool; 256],
    /// The last place at which a row may start.
    pub to: u32,
}

impl Index {
    /// How many rows from `row` on, the first of which has its first cell at `place`, are regular, up to row `end`.
    #[inline(never)]
    pub fn regular(&self, bytes: &[u8], row: usize, place: u32, end: usize, wanted: &Regular<'_>) -> u32 {
        let (mut n, mut expected) = (0, place);
        for &next in self.rows.get(row..end).unwrap_or(&[]) {
            let start = self.starts.get(expected as usize).copied().unwrap_or(0);
            let first = bytes.get(start as usize).copied().unwrap_or(0);
            let is_watched = wanted.watched.get(usize::from(first)).copied().unwrap_or(true);
            if next.wrapping_sub(expected) != wanted.n_columns || is_watched || start > wanted.to {
                break;
            }
            (n, expected) = (n + 1, next);
        }
        n
    }
}
