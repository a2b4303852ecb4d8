//! Long columns in a browser: handled in steps, in memory that is asked for at once.
//!
//! A browser swaps optimised code in when a function is called, never in the midst of a loop. A loop over a million rows
//! that runs once would run to its end in code that was compiled in haste; so it calls a function for each [`STEP`] of
//! rows, one that is never inlined.

use std::hint::black_box;

/// Rows of one step.
pub const STEP: usize = 1 << 13;

/// Sees to it that so much memory can be had without asking the browser again, which costs some milliseconds each time,
/// however little is asked for. Where there is not so much, nothing happens.
pub fn make_room(bytes: usize) {
    let mut room: Vec<u8> = Vec::new();
    // What is given back stays with the module.
    if cfg!(target_arch = "wasm32") && room.try_reserve_exact(bytes).is_ok() {
        black_box(&room);
    }
}

/// Does the value stand anywhere in the column?
pub fn has<T: PartialEq>(column: &[T], value: &T) -> bool {
    column.chunks(STEP).any(|step| step_has(step, value))
}

#[inline(never)]
fn step_has<T: PartialEq>(step: &[T], value: &T) -> bool {
    // Without a branch an entry.
    step.iter().fold(false, |has, other| has | (other == value))
}

/// Puts what `of` says of each code into its place; `none` where it says nothing.
pub fn recode(codes: &mut [u32], of: &[u32], none: u32) {
    codes.chunks_mut(STEP).for_each(|step| recode_step(step, of, none));
}

#[inline(never)]
fn recode_step(codes: &mut [u32], of: &[u32], none: u32) {
    for code in codes {
        *code = of.get(*code as usize).copied().unwrap_or(none);
    }
}

/// Puts each cell into its place.
pub fn deal<T: Copy>(cells: &[T], places: &[u32], dealt: &mut [T]) {
    cells.chunks(STEP).zip(places.chunks(STEP)).for_each(|(cells, places)| deal_step(cells, places, dealt));
}

#[inline(never)]
fn deal_step<T: Copy>(cells: &[T], places: &[u32], dealt: &mut [T]) {
    for (&cell, &place) in cells.iter().zip(places) {
        dealt[place as usize] = cell;
    }
}

/// Counts each group `1` place further on than its number, so that sums of the counts are where groups start.
pub fn count(groups: &[u32], counts: &mut [u32]) {
    groups.chunks(STEP).for_each(|step| count_step(step, counts));
}

#[inline(never)]
fn count_step(groups: &[u32], counts: &mut [u32]) {
    for &group in groups {
        counts[group as usize + 1] += 1;
    }
}

/// Gives each row the next place of its group; the number of a group stands above `shift` bits.
pub fn number(groups: &[u32], shift: u32, next: &mut [u32], places: &mut [u32]) {
    let steps = groups.chunks(STEP).zip(places.chunks_mut(STEP));
    steps.for_each(|(groups, places)| number_step(groups, shift, next, places));
}

#[inline(never)]
fn number_step(groups: &[u32], shift: u32, next: &mut [u32], places: &mut [u32]) {
    for (place, &group) in places.iter_mut().zip(groups) {
        let next = &mut next[(group >> shift) as usize];
        *place = *next;
        *next += 1;
    }
}
