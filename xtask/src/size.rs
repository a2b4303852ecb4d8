//! `cargo xtask size`: what a page downloads, against the bar and the ceiling in `pkg-config/size.json`.

use crate::shell::{Outcome, path, run as run_program};
use crate::{build, node};

/// Builds what ships and weighs it.
pub fn run(_options: &[String]) -> Outcome {
    build::build(false)?;
    check()
}

/// Weighs what was built.
pub fn check() -> Outcome {
    let mut weigh = node::script(path("xtask/node/size.mjs"));
    run_program(&mut weigh, "The page is over its ceiling in pkg-config/size.json, or a file is missing.")
}
