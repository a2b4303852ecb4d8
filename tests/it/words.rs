//! Every sentence of the module and of the page in every language: no catalogue lacks one, holds a dead one, or fills
//! other blanks.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// The parts of a catalogue: where its sentences stand, and how they are marked.
const PARTS: [(&str, &str, &str, &[&str]); 2] =
    [("engine", "src", "rs", &["say!(", "message!(", "word!("]), ("page", "www/src", "ts", &["say("])];

/// The English sentences of the sources, as they are marked.
fn templates((_, folder, extension, markers): (&str, &str, &str, &[&str])) -> BTreeSet<String> {
    let (mut folders, mut templates) = (vec![root(folder)], BTreeSet::new());
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|other| other == extension) {
                templates.extend(marked(&fs::read_to_string(&path).unwrap(), markers));
            }
        }
    }
    assert!(templates.len() > 100, "the sentences were not found");
    templates
}

fn root(name: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// The first text after each marker.
fn marked(source: &str, markers: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    let is_code = |line: &&str| !line.trim_start().starts_with("//");
    let code = source.lines().filter(is_code).collect::<Vec<_>>().join("\n");
    for marker in markers {
        for (at, _) in code.match_indices(marker) {
            let rest = &code[at + marker.len()..];
            // Another macro inside is found by itself.
            let end = rest.find(['"', '\'', '!', ';', ')']).unwrap_or(rest.len());
            if let Some(quote @ ('"' | '\'')) = rest[end..].chars().next() {
                found.extend(Some(literal(&rest[end + 1..], quote)).filter(|text| !text.is_empty()));
            }
        }
    }
    found
}

/// The text up to the closing quote.
fn literal(rest: &str, quote: char) -> String {
    let (mut text, mut chars) = (String::new(), rest.chars());
    while let Some(c) = chars.next() {
        match c {
            c if c == quote => return text,
            '\\' => match chars.next() {
                Some('\n') => {
                    let blanks = chars.as_str().len() - chars.as_str().trim_start().len();
                    chars = chars.as_str()[blanks..].chars();
                }
                Some('n') => text.push('\n'),
                Some(other) => text.push(other),
                None => {}
            },
            _ => text.push(c),
        }
    }
    panic!("a text does not end: {rest:.80}")
}

/// Which arguments a sentence writes, and how many it has.
fn blanks(template: &str) -> BTreeSet<usize> {
    let (mut used, mut next, mut last) = (BTreeSet::new(), 0, 0);
    for (at, _) in template.match_indices('{') {
        let inside = &template[at + 1..];
        let end = inside.find(['|', '}']).expect("a blank that ends");
        let (number, is_choice) = (&inside[..end], inside[end..].starts_with('|'));
        last = match number {
            "" if is_choice => last,
            "" => {
                next += 1;
                next - 1
            }
            _ => number.parse().expect("a number of an argument"),
        };
        // A choice by a number that is not written tells nothing.
        if !is_choice {
            used.insert(last);
        }
    }
    used
}

fn catalogue(language: &str, part: &str) -> BTreeMap<String, String> {
    let text = fs::read_to_string(root("www/words").join(format!("{language}.json"))).unwrap();
    let all: serde_json::Value = serde_json::from_str(&text).unwrap();
    let entries = all[part].as_object().unwrap();
    entries.iter().map(|(english, other)| (english.clone(), other.as_str().unwrap().to_owned())).collect()
}

#[test]
fn every_catalogue_has_every_sentence_and_fills_the_same_blanks() {
    let mut faults = Vec::new();
    for part in PARTS {
        let templates = templates(part);
        for language in ["de", "es", "fr"] {
            let catalogue = catalogue(language, part.0);
            for missing in templates.iter().filter(|template| !catalogue.contains_key(*template)) {
                faults.push(format!("{language} lacks {missing:?}"));
            }
            for (english, other) in &catalogue {
                if !templates.contains(english) {
                    faults.push(format!("{language}: no source says {english:?}"));
                } else if blanks(english) != blanks(other) {
                    faults.push(format!("{language}: other blanks: {english:?} {other:?}"));
                }
                if other.trim().is_empty() {
                    faults.push(format!("{language}: nothing for {english:?}"));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn the_sources_are_read_as_the_compiler_reads_them() {
    let rust = "say!(\n locale,\n \"a {} \\\n   b\", x);\nword!(\"“c”\")\n/// word!(\"no\")\nmessage!($t)";
    assert_eq!(marked(rust, PARTS[0].3), ["a {} b", "“c”"]);
    assert_eq!(marked("a: say('b {}', c), d: say(\n  \"it's\"), say(e)", PARTS[1].3), ["b {}", "it's"]);
    assert_eq!(blanks("{} of {} {|a {0}|b}"), [0, 1].into());
}

/// `WORDS_OUT` writes what the catalogues lack as a list, for whoever translates.
#[test]
fn list_for_translators() {
    let Some(path) = std::env::var_os("WORDS_OUT") else { return };
    let lacking = |part: (&'static str, &str, &str, &[&str])| {
        let known = catalogue("de", part.0);
        (part.0, templates(part).into_iter().filter(|text| !known.contains_key(text)).collect::<Vec<_>>())
    };
    let all: BTreeMap<&str, Vec<String>> = PARTS.into_iter().map(lacking).collect();
    fs::write(path, serde_json::to_string_pretty(&all).unwrap()).unwrap();
}
