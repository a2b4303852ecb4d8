//! `cargo xtask build`: from Rust and TypeScript to the files that a page loads, in `www/pkg`.

use std::fs;
use std::path::{Path, PathBuf};

use wasm_bindgen_cli_support::Bindgen;

use crate::shell::{Outcome, has, path, run as run_program, say, write};
use crate::toolchain::{TARGET, Toolchain};
use crate::{node, split};

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

/// The file of the module that the first answers need, and the one that loads behind it.
pub const FIRST: &str = "clientele.wasm";
pub const LATER: &str = "later.wasm";

/// Languages other than English, each a catalogue in `www/words`.
pub const LANGUAGES: [&str; 3] = ["de", "es", "fr"];

/// The bundles: name in `www/src` and in `www/pkg`.
const ENTRIES: [&str; 3] = ["clientele", "later", "worker"];

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
    words()?;
    bundle()
}

/// `www/pkg/clientele.wasm` and `later.wasm`, and their JavaScript side in `www/glue`, which the bundles take in.
pub fn wasm(fast: bool) -> Outcome {
    let toolchain = Toolchain::ensure()?;
    let profile = if fast { "fast" } else { "release" };
    say(&format!("compiling for {TARGET} ({profile})"));
    let mut cargo = toolchain.cargo("rustc");
    cargo.args(["--package", "clientele", "--lib", "--profile", profile]);
    // The linker leaves in the file who points to what: by this it is cut in two.
    cargo.args(["--", "-C", "link-arg=--emit-relocs"]);
    run_program(&mut cargo, "The compiler's message above names the place.")?;

    say("writing the JavaScript side of the wasm");
    let compiled = toolchain.target_dir().join(TARGET).join(profile).join("clientele.wasm");
    let bytes =
        |file: &Path| fs::read(file).map_err(|error| format!("Cannot read {}: {error}.", file.display()));
    let mut linked = bytes(&compiled)?;
    if !fast {
        linked = split::without_places(&linked)
            .map_err(|error| format!("The linker's file is not understood: {error}."))?;
    }
    let glue = path("www/glue");
    let mut bindgen = Bindgen::new();
    let made = bindgen
        .input_bytes("clientele", linked.clone())
        .web(true)
        .map(|bindgen| bindgen.typescript(true).omit_default_module_path(true))
        .map(|bindgen| bindgen.demangle(false).remove_producers_section(true))
        .and_then(|bindgen| bindgen.generate(&glue));
    made.map_err(|error| format!("wasm-bindgen refused {}: {error:#}", compiled.display()))?;

    let made = glue.join("clientele_bg.wasm");
    let bound = bytes(&made)?;
    fs::remove_file(&made).map_err(|error| format!("Cannot remove {}: {error}.", made.display()))?;
    say("cutting it in two");
    let halves = split::split(&bound, &linked, &split::later_paths()?)?;
    ship(FIRST, &halves.first, fast)?;
    ship(LATER, &halves.later, fast)
}

/// Writes one file of the module to `www/pkg`, and with the names of its functions to `target/named`.
fn ship(name: &str, wasm: &[u8], fast: bool) -> Outcome {
    let named = named(name);
    let shipped = path("www/pkg").join(name);
    write(&named, wasm)?;
    if fast {
        return write(&shipped, wasm);
    }
    say(&format!("optimising {name}"));
    fs::create_dir_all(path("www/pkg")).map_err(|error| format!("Cannot make www/pkg: {error}."))?;
    let wasm_opt = |options: &[&str], from: &Path, to: &Path| {
        let mut command = node::tool("binaryen/bin/wasm-opt");
        command.args(FEATURES).args(options).arg("-o").arg(to).arg(from);
        run_program(&mut command, "Try: cargo xtask build --fast, which leaves this out.")
    };
    // A function that is called once stays a function if it is not tiny: the file is longer by 1 % and packs better
    // by 6 %.
    let size = ["-Oz", "--converge", "--one-caller-inline-max-function-size", "10", "-g"];
    wasm_opt(&size, &named, &named)?;
    wasm_opt(&["--strip-debug", "--strip-producers"], &named, &shipped)
}

/// A file of the module with the names of its functions, for `cargo xtask size --by-module`.
pub fn named(name: &str) -> PathBuf {
    path("target/named").join(name)
}

/// The TypeScript compiler's word on all of `www/src`. It writes nothing.
pub fn types() -> Outcome {
    say("checking the types of www/src");
    let mut check = node::tool("typescript/bin/tsc");
    check.args(["--noEmit", "--project", "www"]);
    run_program(&mut check, "The messages above name the places.")
}

/// `www/pkg/words`: the catalogues of other languages than English.
fn words() -> Outcome {
    fs::create_dir_all(path("www/pkg/words"))
        .map_err(|error| format!("Cannot make www/pkg/words: {error}."))?;
    for language in LANGUAGES {
        let (from, to) = (path("www/words"), path("www/pkg/words"));
        let name = format!("{language}.json");
        fs::copy(from.join(&name), to.join(&name))
            .map_err(|error| format!("Cannot copy {name}: {error}."))?;
    }
    Ok(())
}

/// `www/pkg/*.js`: two files for the page, of which the second loads behind the first, and one for the worker.
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
