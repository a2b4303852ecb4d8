//! `cargo xtask test`: installs what is missing and runs every test there is, then says how many passed.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Instant;

use crate::shell::{Outcome, has, path, program, say, show};
use crate::toolchain::Toolchain;
use crate::{browser, build, dist, licences, node, parity, size};

/// What was counted so far.
#[derive(Default)]
struct Tally {
    passed: usize,
    failed: usize,
    failures: Vec<String>,
}

/// Runs all; `--native` leaves out what needs wasm, Node or a browser, `--browser` all but the browser.
pub fn run(options: &[String]) -> Outcome {
    let start = Instant::now();
    let mut tally = Tally::default();
    match (has(options, "--native"), has(options, "--browser")) {
        (true, _) => tally.native(),
        (false, true) => tally.browser(build::build(has(options, "--fast")).and_then(|()| dist::assemble())),
        (false, false) => {
            tally.native();
            tally.wasm();
        }
    }
    for failure in &tally.failures {
        println!("FAILED: {failure}");
    }
    println!("\nAll tests took {} s.", start.elapsed().as_secs());
    println!("{} passed, {} failed", tally.passed, tally.failed);
    if tally.failed == 0 { Ok(()) } else { Err("Some tests failed; they are named above.".to_owned()) }
}

impl Tally {
    /// What the compiler alone can run.
    fn native(&mut self) {
        self.check("the code is formatted: cargo fmt --all", cargo("fmt").args(["--all", "--check"]));
        let lints = ["--workspace", "--all-targets", "--quiet", "--", "-D", "warnings"];
        self.check("no lint complains", cargo("clippy").args(lints));
        self.tests("native tests", cargo("test").args(["--no-fail-fast", "--quiet"]));
        // The same profile as the running program: its dependencies are compiled already.
        self.tests(
            "tests of xtask",
            cargo("test").args(["--profile", "xtask", "--package", "xtask", "--quiet"]),
        );
    }

    /// What needs the page.
    fn wasm(&mut self) {
        self.outcome("no lint complains in the code for wasm", lint_wasm());
        let built = build::build(false);
        let is_built = built.is_ok();
        self.outcome("the page builds, its types fit", built);
        if !is_built {
            return;
        }
        self.outcome("native and wasm give the same results to the bit", parity::check());
        self.outcome("the page is under its ceiling of size", size::check());
        self.outcome("the list of licences is true, and all may ship", licences::check());
        self.browser(dist::assemble());
    }

    /// What needs the folder that ships.
    fn browser(&mut self, shipped: Outcome) {
        let is_shipped = shipped.is_ok();
        self.outcome("the folder that ships is complete", shipped);
        match browser_tests() {
            Ok(mut command) if is_shipped => self.tests("browser tests", &mut command),
            Ok(_) => self.fail("browser tests: there is nothing to test", 1),
            Err(message) => self.outcome("browser tests", Err(message)),
        }
    }

    fn outcome(&mut self, name: &str, outcome: Outcome) {
        match outcome {
            Ok(()) => {
                self.passed += 1;
                say(&format!("ok: {name}"));
            }
            Err(message) => {
                eprintln!("{message}");
                self.fail(name, 1);
            }
        }
    }

    fn fail(&mut self, name: &str, n: usize) {
        self.failed += n;
        self.failures.push(name.to_owned());
        say(&format!("FAILED: {name}"));
    }

    /// A command that is one test.
    fn check(&mut self, name: &str, command: &mut Command) {
        say(name);
        let outcome = crate::shell::run(command, "");
        self.outcome(name, outcome);
    }

    /// A command that runs many tests and counts them in its output.
    fn tests(&mut self, name: &str, command: &mut Command) {
        say(name);
        match counted(command) {
            Ok((passed, failed, is_success)) => {
                self.passed += passed;
                match (passed + failed, failed, is_success) {
                    (0, ..) => self.fail(&format!("{name}: none was run"), 1),
                    (_, 0, true) => say(&format!("ok: {name}: {passed}")),
                    (_, failed, _) => self.fail(name, failed.max(1)),
                }
            }
            Err(message) => self.outcome(name, Err(message)),
        }
    }
}

fn cargo(subcommand: &str) -> Command {
    let mut cargo = program(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.arg(subcommand);
    cargo
}

/// Runs, shows the output as it comes, and adds up the counts in it.
fn counted(command: &mut Command) -> Outcome<(usize, usize, bool)> {
    let shown = show(command);
    let failed_to = |error: std::io::Error| format!("Cannot run `{shown}`: {error}.");
    let mut child = command.stdout(Stdio::piped()).spawn().map_err(failed_to)?;
    let (mut passed, mut failed) = (0, 0);
    if let Some(stdout) = child.stdout.take() {
        for line in BufReader::new(stdout).split(b'\n').map_while(Result::ok) {
            let line = String::from_utf8_lossy(&line);
            println!("{line}");
            let (more_passed, more_failed) = count(&line);
            passed += more_passed;
            failed += more_failed;
        }
    }
    let status = child.wait().map_err(failed_to)?;
    Ok((passed, failed, status.success()))
}

/// Passed and failed tests that a line reports: of cargo's (`test result: ok. 3 passed; 0 failed; ...`) or of Node's
/// runner (`ℹ pass 3`, `ℹ fail 0`).
pub fn count(line: &str) -> (usize, usize) {
    if let Some(result) = line.trim().strip_prefix("test result: ") {
        let before = |word: &str| {
            let words: Vec<&str> = result.split([' ', ';', '.']).filter(|part| !part.is_empty()).collect();
            let at = words.iter().position(|&other| other == word)?;
            words.get(at.checked_sub(1)?)?.parse().ok()
        };
        return (before("passed").unwrap_or(0), before("failed").unwrap_or(0));
    }
    let after = |label: &str| line.strip_prefix("ℹ ")?.strip_prefix(label)?.trim().parse().ok();
    (after("pass ").unwrap_or(0), after("fail ").unwrap_or(0))
}

fn lint_wasm() -> Outcome {
    let toolchain = Toolchain::ensure()?;
    // Debian's compiler comes without the linter.
    let subcommand = if matches!(toolchain, Toolchain::Debian) { "check" } else { "clippy" };
    let mut command = toolchain.cargo(subcommand);
    command.args(["--package", "clientele", "--lib", "--quiet"]);
    if subcommand == "clippy" {
        command.args(["--", "-D", "warnings"]);
    }
    crate::shell::run(&mut command, "The messages above name the places.")
}

/// Node's test runner over `tests/browser`, against the built page.
fn browser_tests() -> Outcome<Command> {
    node::ensure()?;
    let browser = browser::ensure()?;
    let mut command = program("node");
    command.args(["--test", "--test-reporter=spec", "--test-concurrency=1"]).args(test_files()?);
    command.env("CLIENTELE_BROWSER", browser);
    Ok(command)
}

fn test_files() -> Outcome<Vec<PathBuf>> {
    let folder = fs::read_dir(path("tests/browser"))
        .map_err(|error| format!("Cannot list tests/browser: {error}."))?;
    let files = folder.flatten().map(|entry| entry.path());
    let mut files: Vec<PathBuf> =
        files.filter(|file| file.to_string_lossy().ends_with(".test.mjs")).collect();
    files.sort();
    Ok(files)
}
