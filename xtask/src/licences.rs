//! The licences of everything that is compiled or bundled into the shipped files.

use crate::node;
use crate::shell::{Outcome, output, path, read, write};

const LIST: &str = "pkg-config/licences.txt";

/// Licences under which a part may be shipped. With `OR` one of them is enough, with `AND` all are needed.
const ALLOWED: [&str; 6] = ["Apache-2.0", "BSD-3-Clause", "MIT", "Unicode-3.0", "Unlicense", "Zlib"];

/// Writes the list.
pub fn run(_options: &[String]) -> Outcome {
    node::ensure()?;
    write(&path(LIST), format!("{}\n", list(&[])?))
}

/// Is the committed list true, and may every part be shipped?
pub fn check() -> Outcome {
    let now = list(&[])?;
    if let Some(bad) = now.lines().find(|line| !may_ship(line)) {
        return Err(format!(
            "`{bad}`: its licence is not among those that may be shipped: {}.",
            ALLOWED.join(", ")
        ));
    }
    let kept = read(&path(LIST))?;
    if kept.trim() == now {
        Ok(())
    } else {
        Err(format!("{LIST} is not up to date. Run: cargo xtask licences"))
    }
}

/// The list, and below it the texts, each once.
pub fn with_texts() -> Outcome<String> {
    list(&["--texts"])
}

fn list(options: &[&str]) -> Outcome<String> {
    let mut script = node::script(path("xtask/node/licences.mjs"));
    output(script.args(options))
        .ok_or_else(|| "The licences cannot be listed: node xtask/node/licences.mjs".to_owned())
}

/// Reads the last part of a line such as `slab 0.4.12 (MIT OR Zlib) AND Unicode-3.0`.
pub fn may_ship(line: &str) -> bool {
    let mut words = line.splitn(3, ' ').skip(2);
    let licence = words.next().unwrap_or_default().replace(['(', ')'], "");
    licence.split(" AND ").all(|all| all.split(" OR ").any(|one| ALLOWED.contains(&one.trim())))
}
