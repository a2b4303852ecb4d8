//! `cargo xtask bench`: how long from a file to the segments and their picture, in Chromium, beside the file only
//! streamed, and with `--peers` beside others that do the same job in the same run. With `--controls`: how long a changed
//! setting takes until it is painted. With `--page`: the first chart of a small file, page load included, and how busy the page
//! gets with a large one. With `--value`: how long the fits of lifetime value take, and with `--peers` those of others, which a
//! script in `tests/peers` installs from PyPI.

use crate::shell::{Outcome, has, option, path, run as run_program};
use crate::{browser, build, node};

/// Builds what ships and measures it.
pub fn run(options: &[String]) -> Outcome {
    build::build(false)?;
    let of_value = has(options, "--value");
    if has(options, "--peers") && !of_value {
        node::ensure_in("benches")?;
    }
    let script = match () {
        () if of_value => "benches/value.mjs",
        () if has(options, "--controls") => "benches/controls.mjs",
        () if has(options, "--page") => "benches/load.mjs",
        () => "benches/run.mjs",
    };
    let mut measure = node::script(path(script));
    if has(options, "--peers") {
        measure.arg("--peers");
    }
    for name in ["--rows", "--rounds", "--only", "--changes", "--large"] {
        measure.args(option(options, name).into_iter().flat_map(|value| [name, value]));
    }
    measure.env("CLIENTELE_BROWSER", browser::ensure()?);
    run_program(&mut measure, "The message above says which contestant failed, or that the answers differ.")
}
