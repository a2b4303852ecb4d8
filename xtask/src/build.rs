//! `cargo xtask build`: from Rust and TypeScript to the files that a page loads, in `www/pkg`.

use std::fs;

use wasm_bindgen_cli_support::Bindgen;

use crate::node;
use crate::shell::{Outcome, has, path, run as run_program, say};
use crate::toolchain::{TARGET, Toolchain};

/// The wasm features that the compiler uses. Named one by one: with all features on, wasm-opt writes an import
/// encoding that browsers refuse.
const FEATURES: [&str; 7] = [
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
    "--enable-simd",
];

/// The bundles: name in `www/src` and in `www/pkg`.
const ENTRIES: [&str; 2] = ["clientele", "worker"];

/// Builds; `--fast` leaves out the slow optimisers.
pub fn run(options: &[String]) -> Outcome {
    build(has(options, "--fast"))
}

/// Builds everything that a page loads.
pub fn build(fast: bool) -> Outcome {
    node::ensure()?;
    wasm(fast)?;
    if !path("www/src/clientele.ts").is_file() {
        say("www/src has no clientele.ts: nothing to bundle");
        return Ok(());
    }
    types()?;
    bundle()
}

/// `www/pkg/clientele.wasm`, and its JavaScript side in `www/glue`, which the bundles take in.
pub fn wasm(fast: bool) -> Outcome {
    let toolchain = Toolchain::ensure()?;
    let profile = if fast { "fast" } else { "release" };
    say(&format!("compiling for {TARGET} ({profile})"));
    let mut cargo = toolchain.cargo("build");
    cargo.args(["--package", "clientele", "--lib", "--profile", profile]);
    run_program(&mut cargo, "The compiler's message above names the place.")?;

    say("writing the JavaScript side of the wasm");
    let compiled = toolchain.target_dir().join(TARGET).join(profile).join("clientele.wasm");
    let glue = path("www/glue");
    let mut bindgen = Bindgen::new();
    let made = bindgen
        .input_path(&compiled)
        .web(true)
        .map(|bindgen| bindgen.typescript(true).omit_default_module_path(true).remove_producers_section(true))
        .and_then(|bindgen| bindgen.generate(&glue));
    made.map_err(|error| format!("wasm-bindgen refused {}: {error:#}", compiled.display()))?;

    let made = glue.join("clientele_bg.wasm");
    let shipped = path("www/pkg/clientele.wasm");
    fs::create_dir_all(path("www/pkg")).map_err(|error| format!("Cannot make www/pkg: {error}."))?;
    if fast {
        fs::copy(&made, &shipped).map_err(|error| format!("Cannot write {}: {error}.", shipped.display()))?;
    } else {
        say("optimising the wasm");
        let mut optimise = node::tool("binaryen/bin/wasm-opt");
        optimise
            .args(FEATURES)
            .args(["-Oz", "--strip-debug", "--strip-producers", "-o"])
            .arg(&shipped)
            .arg(&made);
        run_program(&mut optimise, "Try: cargo xtask build --fast, which leaves this out.")?;
    }
    fs::remove_file(&made).map_err(|error| format!("Cannot remove {}: {error}.", made.display()))
}

/// The TypeScript compiler's word on all of `www/src`. It writes nothing.
pub fn types() -> Outcome {
    say("checking the types of www/src");
    let mut check = node::tool("typescript/bin/tsc");
    check.args(["--noEmit", "--project", "www"]);
    run_program(&mut check, "The messages above name the places.")
}

/// `www/pkg/*.js`: one file for the page, one for the worker.
fn bundle() -> Outcome {
    say("bundling www/src");
    let entries =
        ENTRIES.iter().map(|name| path("www/src").join(format!("{name}.ts"))).filter(|file| file.is_file());
    let mut esbuild = node::tool("esbuild/bin/esbuild");
    esbuild.args(entries).args([
        "--bundle",
        "--format=esm",
        "--minify",
        "--target=es2022",
        "--charset=utf8",
        "--legal-comments=none",
        "--log-level=warning",
        "--outdir=www/pkg",
    ]);
    run_program(&mut esbuild, "The messages above name the places.")
}
