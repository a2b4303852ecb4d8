//! `cargo xtask sample`: one made-up shop in files of all five kinds. The same bytes every time.
//!
//! In it for the views to find: a loyal core, buyers who came once for a discount, a country that is leaving since its
//! parcels take longer, a campaign that worked, one that did harm and one that did nothing, two products that are
//! bought together, and a checkout that loses people in the app.

mod calendar;
mod events;
mod file;
mod orders;
mod others;
mod people;
mod random;
mod shop;

use std::fs;

use crate::shell::{Outcome, has, path, say, write};
use file::File;
use random::Random;

const SEED: u64 = 20_260_101;
const N_CUSTOMERS: usize = 1400;
const FOLDER: &str = "www/sample";

/// Writes the files; with `--check` compares them with what is there.
pub fn run(options: &[String]) -> Outcome {
    let files = files();
    let manifest = manifest(&files);
    if has(options, "--check") {
        return check(&files, &manifest);
    }
    for file in &files {
        write(&path(FOLDER).join(file.name), &file.text)?;
        say(&format!("{FOLDER}/{}: {} rows, {} kB", file.name, file.n_rows, file.text.len() / 1000));
    }
    write(&path(FOLDER).join("manifest.json"), manifest)
}

/// All five files.
fn files() -> Vec<File> {
    let people: Vec<_> = (0..N_CUSTOMERS)
        .map(|number| people::person(number, &mut Random::new(SEED, number as u64)))
        .collect();
    // Each file has numbers of its own, so that a change to one leaves the others as they are.
    let random = |file: u64| Random::new(SEED, 1 << 32 | file);
    let (orders, placed) = orders::write(&people, &mut random(1));
    let events = events::write(&people, &placed, &mut random(2));
    let customers = others::customers(&people, &mut random(3));
    let campaigns = others::campaigns(&people, &mut random(4));
    vec![orders, events, customers, campaigns, others::survey(&people, &mut random(5))]
}

/// What there is, for the page that offers it.
fn manifest(files: &[File]) -> String {
    let entry = |file: &File| {
        let File { name, kind, n_rows, text } = file;
        format!(
            "    {{ \"name\": \"{name}\", \"kind\": \"{kind}\", \"rows\": {n_rows}, \"bytes\": {} }}",
            text.len()
        )
    };
    let entries: Vec<String> = files.iter().map(entry).collect();
    format!("{{\n  \"title\": \"A coffee shop\",\n  \"files\": [\n{}\n  ]\n}}\n", entries.join(",\n"))
}

fn check(files: &[File], manifest: &str) -> Outcome {
    let expected =
        files.iter().map(|file| (file.name, file.text.as_str())).chain([("manifest.json", manifest)]);
    for (name, text) in expected {
        if fs::read(path(FOLDER).join(name)).ok().as_deref() != Some(text.as_bytes()) {
            return Err(format!("{FOLDER}/{name} is not what the generator writes. Run: cargo xtask sample"));
        }
    }
    Ok(())
}
