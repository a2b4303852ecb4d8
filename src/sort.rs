//! One sort for everything. The sort of the standard library is compiled anew for each type and comparison, some five
//! kilobytes of wasm each time; here only the moving of the items is.

use std::cmp::Ordering;

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
    from.sort_by(|&a, &b| compare(a as usize, b as usize));
    from
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
