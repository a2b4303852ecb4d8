//! One sort for everything. The sort of the standard library is compiled anew for each type and comparison, some five
//! kilobytes of wasm each time; here only the moving of the items is.

use std::cmp::Ordering;

use crate::bulk::STEP;

/// Up to this many items are sorted in place, without a list of positions.
const FEW: usize = 16;

/// Stable sorting, for slices.
pub trait Sort {
    /// What is sorted.
    type Item;

    /// By the order of the items themselves.
    fn order(&mut self)
    where
        Self::Item: Ord;

    /// By a comparison. Equal items keep their order.
    fn order_by(&mut self, compare: impl FnMut(&Self::Item, &Self::Item) -> Ordering);

    /// By a key. Items of an equal key keep their order.
    fn order_by_key<K: Ord>(&mut self, key: impl FnMut(&Self::Item) -> K);

    /// By a number, in linear time: for long lists. Items of an equal number keep their order.
    fn order_by_number(&mut self, key: impl FnMut(&Self::Item) -> u64);
}

impl<T> Sort for [T] {
    type Item = T;

    fn order(&mut self)
    where
        T: Ord,
    {
        sort(self, &mut T::cmp);
    }

    fn order_by(&mut self, mut compare: impl FnMut(&T, &T) -> Ordering) {
        sort(self, &mut compare);
    }

    fn order_by_key<K: Ord>(&mut self, mut key: impl FnMut(&T) -> K) {
        sort(self, &mut |a, b| key(a).cmp(&key(b)));
    }

    fn order_by_number(&mut self, key: impl FnMut(&T) -> u64) {
        let keys: Vec<u64> = self.iter().map(key).collect();
        arrange(&mut by_number(&keys), &mut |a, b| self.swap(a, b));
    }
}

/// A number whose order is that of whole numbers with a sign.
#[inline(always)]
pub fn signed(value: i64) -> u64 {
    value as u64 ^ (1 << 63)
}

/// A number whose order is that of [`f64::total_cmp`].
#[inline(always)]
pub fn real(value: f64) -> u64 {
    let bits = value.to_bits() as i64;
    signed(bits ^ ((bits >> 63) as u64 >> 1) as i64)
}

/// For each place of the sorted list, the position from which its key comes. Equal keys keep their order. Linear: the
/// keys are dealt out by one group of their bits after the other, the lowest first.
#[inline(never)]
pub fn by_number(keys: &[u64]) -> Vec<u32> {
    let (mut least, mut most) = (u64::MAX, 0);
    for &key in keys {
        least = least.min(key);
        most = most.max(key);
    }
    if keys.len() < 1 << DIGIT {
        // Counting by digits would cost more than it saves.
        return positions(keys.len(), &mut |a, b| keys[a].cmp(&keys[b]));
    }
    let span = most.saturating_sub(least);
    // Half a key stands above its position, so that what moves is one number.
    let mut items = vec![0; keys.len()];
    for (at, (item, &key)) in items.iter_mut().zip(keys).enumerate() {
        *item = ((key - least) << 32) | at as u64;
    }
    deal(&mut items, span.min(u64::from(u32::MAX)));
    if span > u64::from(u32::MAX) {
        for item in &mut items {
            let at = *item & u64::from(u32::MAX);
            *item = ((keys[at as usize] - least) >> 32 << 32) | at;
        }
        deal(&mut items, span >> 32);
    }
    let mut positions = vec![0; items.len()];
    for (position, &item) in positions.iter_mut().zip(&items) {
        *position = item as u32;
    }
    positions
}

/// Bits by which items are dealt out at a time: their counts stay near the processor.
const DIGIT: u32 = 11;

/// Sorts by the upper halves, none of which is above `most`.
#[inline(never)]
fn deal(items: &mut Vec<u64>, most: u64) {
    let mut dealt = vec![0; items.len()];
    let next: &mut [u32] = &mut [0; 1 << DIGIT];
    let mut shift = 0;
    while shift < 32 && most >> shift > 0 {
        next.fill(0);
        items.chunks(STEP).for_each(|step| count(step, shift, next));
        let mut place = 0;
        for start in next.iter_mut() {
            place += std::mem::replace(start, place);
        }
        items.chunks(STEP).for_each(|step| deal_step(step, shift, next, &mut dealt));
        std::mem::swap(items, &mut dealt);
        shift += DIGIT;
    }
}

fn digit(item: u64, shift: u32) -> usize {
    (item >> (32 + shift)) as usize & ((1 << DIGIT) - 1)
}

#[inline(never)]
fn count(items: &[u64], shift: u32, counts: &mut [u32]) {
    for &item in items {
        counts[digit(item, shift)] += 1;
    }
}

#[inline(never)]
fn deal_step(items: &[u64], shift: u32, next: &mut [u32], places: &mut [u64]) {
    for &item in items {
        let place = &mut next[digit(item, shift)];
        places[*place as usize] = item;
        *place += 1;
    }
}

#[inline(never)]
fn sort<T>(items: &mut [T], compare: &mut dyn FnMut(&T, &T) -> Ordering) {
    if items.len() > FEW {
        let mut from = positions(items.len(), &mut |a, b| match (items.get(a), items.get(b)) {
            (Some(a), Some(b)) => compare(a, b),
            _ => Ordering::Equal,
        });
        arrange(&mut from, &mut |a, b| items.swap(a, b));
        return;
    }
    for end in 1..items.len() {
        let mut at = end;
        while at > 0
            && matches!((items.get(at), items.get(at - 1)), (Some(a), Some(b)) if compare(a, b).is_lt())
        {
            items.swap(at, at - 1);
            at -= 1;
        }
    }
}

/// For each place of the sorted list, the position from which its item comes.
#[inline(never)]
fn positions(n: usize, compare: &mut dyn FnMut(usize, usize) -> Ordering) -> Vec<u32> {
    let mut from: Vec<u32> = (0..n as u32).collect();
    let mut into = from.clone();
    let mut width = 1;
    while width < n {
        let mut start = 0;
        while start < n {
            let (middle, end) = ((start + width).min(n), (start + 2 * width).min(n));
            merge(&from[start..middle], &from[middle..end], &mut into[start..end], compare);
            start = end;
        }
        std::mem::swap(&mut from, &mut into);
        width *= 2;
    }
    from
}

/// Two sorted runs as one.
#[inline(never)]
fn merge(
    mut left: &[u32],
    mut right: &[u32],
    into: &mut [u32],
    compare: &mut dyn FnMut(usize, usize) -> Ordering,
) {
    let mut in_order = |a: u32, b: u32| compare(a as usize, b as usize).is_le();
    let is_done = match (left.last(), right.first()) {
        (Some(&a), Some(&b)) => in_order(a, b),
        _ => true,
    };
    for place in into {
        let (from, rest) = match (left.split_first(), right.split_first()) {
            (Some((&a, rest)), Some((&b, _))) if is_done || in_order(a, b) => (a, Ok(rest)),
            (Some((&a, rest)), None) => (a, Ok(rest)),
            (_, Some((&b, rest))) => (b, Err(rest)),
            (None, None) => return,
        };
        *place = from;
        match rest {
            Ok(rest) => left = rest,
            Err(rest) => right = rest,
        }
    }
}

/// Moves each item to its place by swaps, one cycle after the other.
#[inline(never)]
fn arrange(from: &mut [u32], swap: &mut dyn FnMut(usize, usize)) {
    for start in 0..from.len() {
        let mut at = start;
        while let Some(next) = from.get_mut(at) {
            let source = *next as usize;
            *next = at as u32;
            if source == start || source == at {
                break;
            }
            swap(at, source);
            at = source;
        }
    }
}
