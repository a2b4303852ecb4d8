//! Texts as words of eight bytes, and their hash.

/// Odd, with the bits of the golden ratio.
const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;

/// One word into a hash. For each hash it is one to one in the word, so texts of eight bytes or less that differ have
/// hashes that differ.
///
/// The shape is that of A. Appleby, `MurmurHash64A` (2008): multiply, and fold the high half into the low one.
#[inline(always)]
fn mix(hash: u64, word: u64) -> u64 {
    let product = (hash ^ word).wrapping_mul(FACTOR);
    product ^ (product >> 32)
}

#[inline(always)]
fn seed(length: usize) -> u64 {
    (length as u64).wrapping_add(0x5bd1_e995).wrapping_mul(FACTOR)
}

#[inline(always)]
fn end(hash: u64) -> u64 {
    mix(hash, 0)
}

/// The hash of a text: the same natively and in WebAssembly.
pub fn hash(bytes: &[u8]) -> u64 {
    hash_inline(bytes)
}

#[inline(always)]
pub(crate) fn hash_inline(bytes: &[u8]) -> u64 {
    let (words, rest) = bytes.as_chunks::<8>();
    let mut hash = words.iter().fold(seed(bytes.len()), |hash, word| mix(hash, u64::from_le_bytes(*word)));
    if !rest.is_empty() {
        let tail = match bytes.last_chunk::<8>() {
            Some(last) => u64::from_le_bytes(*last) >> (64 - 8 * rest.len()),
            None => rest.iter().rev().fold(0, |word, &byte| word << 8 | u64::from(byte)),
        };
        hash = mix(hash, tail);
    }
    end(hash)
}

/// The hash of a text of 1 to 15 bytes from its [`pair`].
#[inline(always)]
pub(crate) fn hash_pair(low: u64, high: u64, length: usize) -> u64 {
    let hash = mix(seed(length), low);
    end(if length > 8 { mix(hash, high) } else { hash })
}

/// Which bits of two words the first bytes fill.
const FILLED: [(u64, u64); 16] = {
    let mut filled = [(0, 0); 16];
    let mut length = 1;
    while length < 16 {
        filled[length] = if length <= 8 {
            (u64::MAX >> (64 - 8 * length), 0)
        } else {
            (u64::MAX, u64::MAX >> (128 - 8 * length))
        };
        length += 1;
    }
    filled
};

/// The `length` bytes from `start` on, 15 at most, as two words with zeros after them.
#[inline(always)]
pub(crate) fn pair(bytes: &[u8], start: usize, length: usize) -> (u64, u64) {
    let Some(chunk) = bytes.get(start..).and_then(<[u8]>::first_chunk::<16>) else {
        return pair_at_end(bytes, start, length);
    };
    let &(low, high) = FILLED.get(length).unwrap_or(&(0, 0));
    let [a, b] = bytemuck::cast::<[u8; 16], [[u8; 8]; 2]>(*chunk);
    (u64::from_le_bytes(a) & low, u64::from_le_bytes(b) & high)
}

#[cold]
fn pair_at_end(bytes: &[u8], start: usize, length: usize) -> (u64, u64) {
    let mut room = [0; 16];
    for (to, from) in room.iter_mut().zip(bytes.get(start..).unwrap_or(&[]).iter().take(length)) {
        *to = *from;
    }
    let [a, b] = bytemuck::cast::<[u8; 16], [[u8; 8]; 2]>(room);
    (u64::from_le_bytes(a), u64::from_le_bytes(b))
}

/// Are they equal? Eight bytes at a time: texts are short, and wasm's own comparison goes byte by byte.
#[inline(always)]
pub(crate) fn same(a: &[u8], b: &[u8]) -> bool {
    if a.len() != b.len() {
        return false;
    }
    if let (Some(a_last), Some(b_last)) = (a.last_chunk::<8>(), b.last_chunk::<8>()) {
        let (a, b) = (a.as_chunks::<8>().0, b.as_chunks::<8>().0);
        let differs = |a: &[u8; 8], b: &[u8; 8]| u64::from_le_bytes(*a) ^ u64::from_le_bytes(*b);
        return a.iter().zip(b).fold(differs(a_last, b_last), |all, (a, b)| all | differs(a, b)) == 0;
    }
    a.iter().zip(b).all(|(a, b)| a == b)
}
