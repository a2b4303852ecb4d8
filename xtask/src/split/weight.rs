//! How much of a file is whose code.

use std::collections::BTreeMap;

use wasmparser::BinaryReaderError;

use super::links::File;
use super::names::bare;

/// Words of a path that make a module: the crate, and two levels of it.
const LEVELS: usize = 3;

/// Bytes of code by module, the most first. The file must have the names of its functions.
pub fn by_module(wasm: &[u8]) -> Result<Vec<(usize, String)>, BinaryReaderError> {
    let mut modules: BTreeMap<String, usize> = BTreeMap::new();
    for (name, bytes) in File::read(wasm)?.functions() {
        *modules.entry(module_of(name)).or_default() += bytes;
    }
    let mut rows: Vec<(usize, String)> = modules.into_iter().map(|(module, bytes)| (bytes, module)).collect();
    rows.sort_by(|a, b| b.cmp(a));
    Ok(rows)
}

/// `a::b::c` of `<a::b::c::D as e::F>::g`.
fn module_of(name: &str) -> String {
    let bare = bare(name);
    let path = bare.trim_start_matches(['<', '&']).split(" as ").next().unwrap_or_default();
    path.split("::").take(LEVELS).collect::<Vec<_>>().join("::").trim_end_matches('>').to_owned()
}

#[cfg(test)]
#[test]
fn a_function_counts_for_the_module_of_its_type() {
    assert_eq!(module_of("<a::b::c::D<e::F> as g::H>::i"), "a::b::c");
    assert_eq!(module_of("a::b::c::d::{closure#0}"), "a::b::c");
    assert_eq!(module_of("a::b"), "a::b");
}
