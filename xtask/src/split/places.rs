//! Panics of what ships do not say in which line of which source they arose: hundreds of such places cost every reader a
//! download and tell nothing but paths of the machine that compiled. All of them become one empty place.

use std::collections::BTreeSet;
use std::ops::Range;

use wasmparser::BinaryReaderError;

use super::links::File;

/// A place as the compiler lays it out: where the path lies and how long it is, the line, the column.
const SIZE: usize = 16;

/// The same module without the places of panics. It must be as the linker wrote it, with relocations.
pub fn without_places(linked: &[u8]) -> Result<Vec<u8>, BinaryReaderError> {
    let file = File::read(linked)?;
    let bytes: Vec<Option<Range<usize>>> = file.symbols.iter().map(|symbol| file.bytes(symbol)).collect();
    let is_path = |symbol: u32| {
        let text = bytes.get(symbol as usize).cloned().flatten().map(|range| &linked[range]);
        text.is_some_and(|text| text.ends_with(b".rs") || text.ends_with(b".rs\0"))
    };
    let starts: BTreeSet<usize> = file
        .in_data
        .iter()
        .filter(|entry| is_path(entry.index))
        .map(|entry| file.data_start + entry.offset as usize)
        .collect();
    let is_place = |range: &Option<Range<usize>>| {
        range.as_ref().is_some_and(|range| range.len() == SIZE && starts.contains(&range.start))
    };
    let places: BTreeSet<usize> = (0..bytes.len()).filter(|&at| is_place(&bytes[at])).collect();
    let mut out = linked.to_vec();
    let Some(one) = places.iter().find_map(|&at| bytes[at].clone()) else { return Ok(out) };
    let Some(address) = file.address(one.start) else { return Ok(out) };
    let mut used = BTreeSet::new();
    for entry in &file.in_code {
        let at = file.code_start + entry.offset as usize;
        if places.contains(&(entry.index as usize)) {
            out[at..at + 5].copy_from_slice(&padded(address));
        }
        used.insert(entry.index);
    }
    for entry in &file.in_data {
        let at = file.data_start + entry.offset as usize;
        if places.contains(&(entry.index as usize)) {
            out[at..at + 4].copy_from_slice(&address.to_le_bytes());
        } else if !starts.contains(&at) {
            used.insert(entry.index);
        }
    }
    let idle = |at: usize| is_path(at as u32) && !used.contains(&(at as u32));
    for range in
        (0..bytes.len()).filter(|at| places.contains(at) || idle(*at)).filter_map(|at| bytes[at].clone())
    {
        out[range].fill(0);
    }
    // What is left of the one place reads as an empty path: the compiler ends each with a byte that is not its own.
    out[one.start..one.start + 4].copy_from_slice(&linked[one.start..one.start + 4]);
    out[one.start + 4] = 1;
    Ok(out)
}

/// A number as the linker writes it into code, where every number has five bytes.
fn padded(number: u32) -> [u8; 5] {
    std::array::from_fn(|at| {
        let bits = (i64::from(number as i32) >> (7 * at)) as u8 & 0x7f;
        if at < 4 { bits | 0x80 } else { bits }
    })
}
