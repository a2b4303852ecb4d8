//! Node and the packages that build and test the page.

use std::path::PathBuf;
use std::process::Command;

use crate::shell::{Outcome, find, output, path, program, read, run, say, write};

const OLDEST: u32 = 20;
const MEND: &str =
    "Node 20 or newer is needed, with npm: https://nodejs.org, or your system's packages nodejs and npm.";

/// Installs the packages that build and test the page, if they are not there, or not those.
pub fn ensure() -> Outcome {
    ensure_in("www")
}

/// Installs the packages of the lock file in a folder, if they are not there, or not those.
pub fn ensure_in(folder: &str) -> Outcome {
    let version =
        output(program("node").arg("--version")).ok_or_else(|| format!("Node is missing. {MEND}"))?;
    let major = version.trim_start_matches('v').split('.').next().and_then(|text| text.parse::<u32>().ok());
    if major.is_none_or(|major| major < OLDEST) {
        return Err(format!("Node {version} is too old. {MEND}"));
    }
    let lock = read(&path(folder).join("package-lock.json"))?;
    let installed = path(folder).join("node_modules/.installed-lock.json");
    if read(&installed).is_ok_and(|old| old == lock) {
        return Ok(());
    }
    say(&format!("installing the npm packages of {folder}/package-lock.json"));
    let npm = find("npm").ok_or_else(|| format!("npm is missing. {MEND}"))?;
    // No package's own install script is run: none of ours needs one.
    let mut command = program(npm);
    command
        .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"])
        .current_dir(path(folder));
    run(
        &mut command,
        &format!("The npm registry must be reachable; try: cd {folder} && npm ci --ignore-scripts"),
    )?;
    write(&installed, lock)
}

/// Node running a file.
pub fn script(file: impl Into<PathBuf>) -> Command {
    let mut command = program("node");
    command.arg(file.into());
    command
}

/// A program of an npm package, such as `esbuild/bin/esbuild`.
pub fn tool(inside_node_modules: &str) -> Command {
    script(path("www/node_modules").join(inside_node_modules))
}
