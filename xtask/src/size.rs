//! `cargo xtask size`: what a page downloads, against the bar and the ceiling in `pkg-config/size.json`.

use std::fs;

use crate::shell::{Outcome, has, path, run as run_program, say};
use crate::{build, node, split};

/// Modules of a file that are listed.
const MOST_MODULES: usize = 40;

/// Builds what ships and weighs it; `--by-module` also lists whose code it is, before packing.
pub fn run(options: &[String]) -> Outcome {
    build::build(false)?;
    if has(options, "--by-module") {
        [build::FIRST, build::LATER].into_iter().try_for_each(list)?;
    }
    check()
}

/// Lists the modules with the most code in one file.
fn list(name: &str) -> Outcome {
    let file = build::named(name);
    let bytes = fs::read(&file).map_err(|error| format!("Cannot read {}: {error}.", file.display()))?;
    let modules = split::by_module(&bytes).map_err(|error| format!("{name} is not understood: {error}."))?;
    let all: usize = modules.iter().map(|(bytes, _)| bytes).sum();
    say(&format!("code of {name}: {all} bytes"));
    for (bytes, module) in modules.iter().take(MOST_MODULES) {
        println!("{bytes:>8}  {module}");
    }
    Ok(())
}

/// Weighs what was built.
pub fn check() -> Outcome {
    let mut weigh = node::script(path("xtask/node/size.mjs"));
    run_program(&mut weigh, "The page is over its ceiling in pkg-config/size.json, or a file is missing.")
}
