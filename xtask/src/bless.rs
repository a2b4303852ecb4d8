//! `cargo xtask bless`: takes what the tests draw and write now as what they shall draw and write from here on.

use crate::shell::{Outcome, output, program, run as run_program, say};

/// Rewrites the golden files and lists those that changed. Look at each before it is committed.
pub fn run(_options: &[String]) -> Outcome {
    let mut cargo = program(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args(["test", "--test", "it", "--quiet"]).env("CLIENTELE_BLESS", "1");
    run_program(&mut cargo, "Only golden files are rewritten; the tests above fail for another reason.")?;
    match output(program("git").args(["status", "--short", "tests"])).as_deref() {
        None | Some("") => say("nothing changed"),
        Some(changed) => println!("{changed}"),
    }
    Ok(())
}
