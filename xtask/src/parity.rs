//! Are native and wasm results the same to the bit?

use wasm_bindgen_cli_support::Bindgen;

use crate::node;
use crate::shell::{Outcome, output, path, program, run as run_program, say, write};
use crate::toolchain::{TARGET, Toolchain};

/// Runs `tests/parity/digest.rs` in both ways, optimised as it ships, and compares the texts.
pub fn check() -> Outcome {
    say("comparing native and wasm results");
    let native = native()?;
    let wasm = wasm()?;
    if native == wasm {
        say(&format!("{} lines of results, all the same", native.lines().count()));
        return Ok(());
    }
    let folder = path("test-results");
    write(&folder.join("native.txt"), &native)?;
    write(&folder.join("wasm.txt"), &wasm)?;
    let different = native.lines().zip(wasm.lines()).enumerate().find(|(_, (native, wasm))| native != wasm);
    let place = different.map_or("one is shorter".to_owned(), |(at, (native, wasm))| {
        format!("line {}: native `{}`, wasm `{}`", at + 1, native.trim(), wasm.trim())
    });
    Err(format!("Native and wasm results differ, {place}. Both are in test-results."))
}

fn native() -> Outcome<String> {
    let mut cargo = program(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args(["run", "--quiet", "--package", "parity"]);
    output(&mut cargo)
        .ok_or_else(|| "tests/parity/digest.rs does not run: cargo run --package parity".to_owned())
}

fn wasm() -> Outcome<String> {
    let toolchain = Toolchain::ensure()?;
    let mut cargo = toolchain.cargo("build");
    cargo.args(["--quiet", "--package", "parity", "--release"]);
    run_program(&mut cargo, "The compiler's message above names the place.")?;
    let compiled = toolchain.target_dir().join(TARGET).join("release/digest.wasm");
    let folder = path("target/parity");
    let mut bindgen = Bindgen::new();
    let made = bindgen
        .input_path(&compiled)
        .web(true)
        .map(|bindgen| bindgen.typescript(false).omit_default_module_path(true))
        .and_then(|bindgen| bindgen.generate(&folder));
    made.map_err(|error| format!("wasm-bindgen refused {}: {error:#}", compiled.display()))?;
    output(node::script(path("xtask/node/digest.mjs")).arg(&folder))
        .ok_or_else(|| "The wasm digest does not run: node xtask/node/digest.mjs target/parity".to_owned())
}
