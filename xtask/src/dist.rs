//! `cargo xtask dist`: the folder that ships, `dist/clientele`, an npm package and what a web server needs.

use std::fs;
use std::path::Path;

use crate::shell::{Outcome, path, read, run as run_program, say, write};
use crate::{build, licences, node};

const FOLDER: &str = "dist/clientele";

/// Files that ship as they are: where they are, and where they go.
const COPIED: [(&str, &str); 12] = [
    ("www/pkg/clientele.js", "clientele.js"),
    ("www/pkg/later.js", "later.js"),
    ("www/pkg/worker.js", "worker.js"),
    ("www/pkg/clientele.wasm", "clientele.wasm"),
    ("www/pkg/later.wasm", "later.wasm"),
    ("pkg-config/csp/README.md", "csp/README.md"),
    ("pkg-config/csp/strict.txt", "csp/strict.txt"),
    ("pkg-config/csp/apache.conf", "csp/apache.conf"),
    ("pkg-config/csp/nginx.conf", "csp/nginx.conf"),
    ("README.md", "README.md"),
    ("LICENSE-MIT", "LICENSE-MIT"),
    ("LICENSE-APACHE", "LICENSE-APACHE"),
];

/// Builds and lays out the folder anew.
pub fn run(_options: &[String]) -> Outcome {
    build::build(false)?;
    assemble()?;
    say(&format!("{FOLDER} is complete. Pack it with: npm pack ./{FOLDER}"));
    Ok(())
}

/// Lays out the folder from what was built.
pub fn assemble() -> Outcome {
    let folder = path(FOLDER);
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(|error| format!("Cannot empty {FOLDER}: {error}."))?;
    }
    for (from, to) in COPIED {
        let bytes = fs::read(path(from)).map_err(|error| format!("Cannot read {from}: {error}."))?;
        write(&folder.join(to), bytes)?;
    }
    for language in build::LANGUAGES {
        let name = format!("words/{language}.json");
        let text = read(&path("www/pkg").join(&name))?;
        write(&folder.join(&name), text)?;
    }
    declarations(&folder.join("types"))?;
    write(&folder.join("licences.txt"), licences::with_texts()?)?;
    write(&folder.join("package.json"), package()?)
}

/// The types of the interface, made from the sources that they describe.
fn declarations(folder: &Path) -> Outcome {
    let raw = path("target/types");
    let mut tsc = node::tool("typescript/bin/tsc");
    tsc.args([
        "--project",
        "www",
        "--noEmit",
        "false",
        "--declaration",
        "--emitDeclarationOnly",
        "--rootDir",
        "www",
    ]);
    tsc.arg("--outDir").arg(&raw);
    run_program(&mut tsc, "The messages above name the places.")?;
    // Of the module's own declarations only the plain objects are for hosts; the classes are the workers'.
    write(&raw.join("glue/clientele.d.ts"), read(&path("src/web/types.d.ts"))?)?;
    let mut keep = node::script(path("xtask/node/types.mjs"));
    run_program(keep.arg(&raw).arg(folder), "A declaration leads to a file that is not there.")
}

/// The template in `pkg-config` with the version of the crate.
fn package() -> Outcome<String> {
    let manifest = read(&path("Cargo.toml"))?;
    let version = manifest.lines().find_map(|line| line.strip_prefix("version = "));
    let version = version.ok_or("Cargo.toml names no version.")?.trim_matches('"');
    Ok(read(&path("pkg-config/package.json"))?
        .replace("\"version\": \"0.0.0\"", &format!("\"version\": \"{version}\"")))
}
