//! Finding texts by their hash, where they lie one after the other.

use super::words::same;

/// An open hash table of codes, probed in line. The texts and their hashes are the caller's.
#[derive(Debug, Clone, Default)]
pub struct Lookup {
    slots: Vec<Slot>,
    n: usize,
}

/// The high half of a hash, and the code plus one: 0 where the place is free.
#[derive(Debug, Clone, Copy, Default)]
struct Slot {
    tag: u32,
    code: u32,
}

impl Lookup {
    /// Of the texts with these hashes.
    pub fn new(hashes: &[u64]) -> Self {
        let mut lookup = Self::default();
        lookup.grow(hashes, hashes.len());
        lookup
    }

    /// The code of a text, where texts end at `ends` in `bytes`.
    #[inline(never)]
    pub fn find(&self, text: &[u8], hash: u64, bytes: &[u8], ends: &[u32]) -> Option<u32> {
        let mask = self.slots.len().wrapping_sub(1);
        let tag = (hash >> 32) as u32;
        let mut at = hash as usize & mask;
        loop {
            let slot = self.slots.get(at)?;
            let code = slot.code.checked_sub(1)?;
            if slot.tag == tag {
                let start =
                    code.checked_sub(1).and_then(|before| ends.get(before as usize)).copied().unwrap_or(0);
                let end = ends.get(code as usize).copied().unwrap_or(0);
                if same(bytes.get(start as usize..end as usize).unwrap_or(&[]), text) {
                    return Some(code);
                }
            }
            at = (at + 1) & mask;
        }
    }

    /// Adds the last of the texts with these hashes, which was not found.
    #[inline(never)]
    pub fn add(&mut self, hashes: &[u64]) {
        let Some(&hash) = hashes.last() else { return };
        if (self.n + 1) * 8 > self.slots.len() * 5 {
            self.grow(hashes, hashes.len() * 2);
        } else {
            self.put(hash, hashes.len() as u32);
        }
    }

    /// Makes room for `n` texts.
    fn grow(&mut self, hashes: &[u64], n: usize) {
        self.slots = vec![Slot::default(); (n * 8 / 5 + 16).next_power_of_two()];
        self.n = 0;
        for (&hash, code) in hashes.iter().zip(1..) {
            self.put(hash, code);
        }
    }

    fn put(&mut self, hash: u64, code: u32) {
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        while let Some(slot) = self.slots.get_mut(at) {
            if slot.code == 0 {
                *slot = Slot { tag: (hash >> 32) as u32, code };
                self.n += 1;
                return;
            }
            at = (at + 1) & mask;
        }
    }
}

/// Appends codes as `of` has them anew; those that it does not have stand for no text.
#[inline(never)]
pub fn recode(codes: &[u32], of: &[u32], to: &mut Vec<u32>) {
    to.extend(codes.iter().map(|&code| of.get(code as usize).copied().unwrap_or(u32::MAX)));
}
