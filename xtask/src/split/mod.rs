//! Cuts a linked module in two over one memory and one table: the first file answers the first questions, the later
//! one holds what `pkg-config/later.txt` names and all that only this calls.
//!
//! A call from the first file into the later one goes through the table. The later file fills its slots when it is
//! instantiated with the exports of the first; until then they hold functions that have it loaded.

mod doors;
mod half;
mod links;
mod names;
mod places;
#[cfg(test)]
mod test;
mod weight;

use std::collections::{BTreeMap, BTreeSet};

use crate::shell::{Outcome, path, read};
use half::{Half, Slots};
use links::{Links, Targets};
pub use places::without_places;
pub use weight::by_module;

/// Both files, with the names of their functions.
pub struct Halves {
    pub first: Vec<u8>,
    pub later: Vec<u8>,
}

/// The paths of Rust modules and functions that load later.
pub fn later_paths() -> Outcome<Vec<String>> {
    let text = read(&path("pkg-config/later.txt"))?;
    let lines = text.lines().map(|line| line.split('#').next().unwrap_or_default().trim());
    Ok(lines.filter(|line| !line.is_empty()).map(str::to_owned).collect())
}

/// Cuts a module that has names as the linker wrote them. `linked` is the linker's own file, with what it leaves for
/// later tools.
pub fn split(wasm: &[u8], linked: &[u8], paths: &[String]) -> Outcome<Halves> {
    // Read twice, so that a function has the same position in both.
    let (mut first, mut later) = (Half::read(wasm)?, Half::read(wasm)?);
    let links =
        Links::read(linked).map_err(|error| format!("The linker's file is not understood: {error}."))?;
    let mut slots = first.take_slots()?;
    later.take_slots()?;
    let stays = Stays::find(&first, &links, &slots, paths);
    let moved = (0..first.functions.len()).filter(|function| !stays.functions.contains(function)).collect();
    let needs = later.needs(&moved);
    let meanwhile = first.open_doors(&stays.doors, &moved, &mut slots)?;
    let size = first.table_size();
    let (there, mut here): (Slots, Slots) = slots.into_iter().partition(|(_, at)| moved.contains(at));
    here.extend(meanwhile);
    first.fill(here, size);
    later.fill(there, size);
    first.export(&needs);
    let places = stays.moved_places(&links);
    first.wipe(&places)?;
    later.keep(&places)?;
    later.import(&needs);
    Ok(Halves { first: first.write(), later: later.write() })
}

/// What does not move: all that can be reached without going through a function that a path names.
#[derive(Default)]
struct Stays {
    /// By position.
    functions: BTreeSet<usize>,
    constants: BTreeSet<usize>,
    /// What moves and is reached from here.
    doors: BTreeSet<usize>,
    /// Reached, but not yet followed.
    waiting: Vec<usize>,
}

impl Stays {
    fn find(half: &Half, links: &Links, slots: &Slots, paths: &[String]) -> Self {
        let mut by_name: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (at, name) in half.names() {
            by_name.entry(name).or_default().push(at);
        }
        let pointed: BTreeSet<&String> = links.all_targets().flat_map(|targets| &targets.functions).collect();
        let named = half.named(paths);
        let mut stays = Self::default();
        let follow = |stays: &mut Self, targets: &Targets| {
            let mut waiting = vec![targets];
            while let Some(targets) = waiting.pop() {
                let functions = targets.functions.iter().filter_map(|name| by_name.get(name.as_str()));
                stays.waiting.extend(functions.flatten());
                for &constant in &targets.constants {
                    if stays.constants.insert(constant) {
                        waiting.push(&links.constants[constant].targets);
                    }
                }
            }
        };
        follow(&mut stays, &links.rest);
        // What the linker knew and is gone was read by others, or has another name now.
        for (name, targets) in &links.functions {
            if !by_name.contains_key(name.as_str()) {
                follow(&mut stays, targets);
            }
        }
        // Slots that no pointer of the linker leads to are called from outside.
        let is_pointed = |at: usize| half.name(at).is_some_and(|name| pointed.contains(&name));
        stays.waiting.extend(slots.values().filter(|&&at| !is_pointed(at)));
        stays.waiting.extend(half.entries());
        // The later file gets from the first what comes from outside.
        stays.waiting.extend(half.imported());
        while let Some(function) = stays.waiting.pop() {
            if named.contains(&function) {
                stays.doors.insert(function);
                continue;
            }
            if !stays.functions.insert(function) {
                continue;
            }
            stays.waiting.extend(half.uses(function).functions);
            if let Some(targets) = half.name(function).and_then(|name| links.functions.get(name)) {
                follow(&mut stays, targets);
            }
        }
        stays
    }

    /// Places in memory that hold only constants that move. Constants may overlap.
    fn moved_places(&self, links: &Links) -> BTreeSet<u32> {
        let mut places = BTreeSet::new();
        let (stay, move_): (Vec<_>, Vec<_>) =
            links.constants.iter().enumerate().partition(|(at, _)| self.constants.contains(at));
        move_.iter().for_each(|(_, constant)| places.extend(constant.place.clone()));
        stay.iter().flat_map(|(_, constant)| constant.place.clone()).for_each(|place| {
            places.remove(&place);
        });
        places
    }
}
