//! The house rules that the compiler does not hold: who may name whom, where web crates stand, what is banned.

use std::fs;
use std::path::{Path, PathBuf};

/// For each module of the library those that it may name, besides itself and [`GROUND`]. `web` may name all.
const MAY_NAME: &[(&str, &[&str])] = &[
    ("table", &[]),
    ("csv", &["table"]),
    ("roles", &["table"]),
    ("facts", &["roles", "table"]),
    ("metrics", &["facts", "roles", "table"]),
    ("report", &["metrics", "facts", "roles", "table"]),
    ("chart", &["report", "metrics", "facts", "roles", "table"]),
    ("import", &["csv", "facts", "roles", "table"]),
    ("gzip", &[]),
    ("xlsx", &[]),
];

/// What everything may name and what names nothing above it.
const GROUND: &[&str] = &[
    "bulk",
    "error",
    "issue",
    "day",
    "moment",
    "money",
    "num",
    "sort",
    "dictionary",
    "letters",
    "locale",
    "message",
];

const WEB_CRATES: &[&str] = &["wasm_bindgen", "web_sys", "js_sys", "serde_wasm_bindgen", "serde"];

struct Source {
    path: PathBuf,
    /// The path of the module inside the crate.
    module: Vec<String>,
    text: String,
    /// The text without comments.
    code: String,
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let (mut folders, mut sources) = (vec![root.clone()], Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                let local = path.strip_prefix(&root).unwrap().with_extension("");
                let mut module: Vec<String> =
                    local.iter().map(|part| part.to_str().unwrap().to_owned()).collect();
                module.retain(|part| part != "mod" && part != "lib");
                let code = text.lines().map(without_comment).collect::<Vec<_>>().join("\n");
                sources.push(Source { path: local, module, text, code });
            }
        }
    }
    assert!(sources.len() > 30, "the sources were not found");
    sources
}

fn without_comment(line: &str) -> &str {
    // `//` inside a text literal follows a quote or a colon; what is cut there is never a path.
    line.find("//").map_or(line, |at| &line[..at])
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The top-level modules that a file names by `crate::` and `super::` paths.
fn named(source: &Source) -> Vec<String> {
    let mut named = Vec::new();
    for (at, _) in source.code.match_indices("crate::") {
        let before = source.code[..at].chars().next_back();
        if before.is_none_or(|c| !is_word(c)) {
            named.extend(heads(&source.code[at + "crate::".len()..]));
        }
    }
    let mut rest = source.code.as_str();
    while let Some(at) = rest.find("super::") {
        let mut up = 1;
        rest = &rest[at + "super::".len()..];
        while let Some(after) = rest.strip_prefix("super::") {
            (up, rest) = (up + 1, after);
        }
        // Only a path that climbs to the root names another layer; inner test modules climb one more.
        if up >= source.module.len() {
            named.extend(heads(rest).into_iter().filter(|head| is_layer(head)));
        }
    }
    named
}

/// The first names of what follows a path: one, or those in braces.
fn heads(rest: &str) -> Vec<String> {
    let head = |text: &str| text.trim().chars().take_while(|&c| is_word(c)).collect::<String>();
    let Some(list) = rest.strip_prefix('{') else { return vec![head(rest)] };
    let (mut depth, mut heads, mut start) = (1, Vec::new(), 0);
    for (at, c) in list.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if (c == ',' && depth == 1) || depth == 0 {
            heads.push(head(&list[start..at]));
            start = at + 1;
        }
        if depth == 0 {
            break;
        }
    }
    heads.retain(|head| !head.is_empty());
    heads
}

fn is_layer(name: &str) -> bool {
    name == "web" || GROUND.contains(&name) || MAY_NAME.iter().any(|(layer, _)| *layer == name)
}

#[test]
fn every_module_has_its_layer_and_names_only_what_stands_right_of_it() {
    let mut faults = Vec::new();
    for source in sources() {
        let Some(layer) = source.module.first().map(String::as_str) else { continue };
        if layer == "web" {
            continue;
        }
        assert!(is_layer(layer), "{layer} has no layer: add it to the map in src/lib.rs and here");
        let allowed =
            MAY_NAME.iter().find(|(name, _)| *name == layer).map_or(&[][..], |(_, allowed)| allowed);
        for name in named(&source) {
            let is_allowed =
                name == layer || GROUND.contains(&name.as_str()) || allowed.contains(&name.as_str());
            if !is_allowed && is_layer(&name) {
                faults.push(format!("{} names {name}", source.path.display()));
            }
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn the_reader_of_imports_sees_every_form() {
    let source = |module: &[&str], code: &str| Source {
        path: PathBuf::new(),
        module: module.iter().map(|&part| part.to_owned()).collect(),
        text: String::new(),
        code: code.to_owned(),
    };
    let all = |module: &[&str], code: &str| named(&source(module, code));
    assert_eq!(all(&["csv"], "use crate::{facts::{A, B}, day::Day};"), ["facts", "day"]);
    assert_eq!(all(&["csv", "scan"], "let x = crate::web::f();"), ["web"]);
    assert_eq!(all(&["csv", "scan"], "use super::super::metrics::X; use super::plan::Plan;"), ["metrics"]);
    assert_eq!(all(&["csv"], "use super::chart;"), ["chart"]);
    assert_eq!(all(&["csv"], "$crate_like; mycrate::web"), Vec::<String>::new());
}

#[test]
fn web_crates_stand_only_under_web() {
    for source in sources().iter().filter(|source| source.module.first().is_none_or(|layer| layer != "web")) {
        for name in WEB_CRATES {
            let paths = source.code.match_indices(name).filter(|(at, _)| {
                let before = source.code[..*at].chars().next_back();
                before.is_none_or(|c| !is_word(c)) && source.code[at + name.len()..].starts_with("::")
            });
            assert_eq!(paths.count(), 0, "{} names {name}", source.path.display());
        }
    }
    let manifest = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml")).unwrap();
    let everywhere = manifest.split("\n[").find(|section| section.starts_with("dependencies]")).unwrap();
    for name in WEB_CRATES {
        let name = name.replace('_', "-");
        let stands = everywhere.lines().any(|line| line.split([' ', '=']).next() == Some(&name));
        assert!(!stands, "{name} is a dependency of every target");
    }
}

#[test]
fn every_module_says_what_it_is() {
    for source in sources() {
        assert!(source.text.starts_with("//! "), "{} does not open with a //! line", source.path.display());
    }
}

#[test]
fn nothing_is_left_for_later() {
    for source in sources() {
        for word in ["TODO", "FIXME", "XXX", "todo!", "unimplemented!"] {
            assert!(!source.text.contains(word), "{} holds {word}", source.path.display());
        }
    }
}

#[test]
fn what_clippy_bans_is_not_allowed_by_hand() {
    let bans = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("clippy.toml")).unwrap();
    let methods: Vec<&str> =
        bans.lines().filter_map(|line| line.split("path = \"f64::").nth(1)?.split('"').next()).collect();
    assert!(methods.len() >= 10, "the bans were not found");
    for source in sources() {
        let path = source.path.display();
        for allow in ["disallowed_methods", "disallowed_types", "unwrap_used", "expect_used", "clippy::panic"]
        {
            let by_hand = source.code.lines().any(|line| line.contains("allow(") && line.contains(allow));
            assert!(!by_hand, "{path} allows {allow}");
        }
        // Single precision has the same functions and no ban of its own.
        for method in &methods {
            for form in [format!(".{method}("), format!("f32::{method}"), format!("f64::{method}")] {
                let used = source.code.match_indices(&form).any(|(at, _)| {
                    source.code[at + form.len()..]
                        .chars()
                        .next()
                        .is_none_or(|c| form.ends_with('(') || !is_word(c))
                });
                assert!(!used, "{path} uses {form}");
            }
        }
        for name in ["HashMap", "HashSet", "SystemTime", "Instant::now", "thread_rng"] {
            assert!(!source.code.contains(name), "{path} uses {name}");
        }
    }
}

#[test]
fn unsafe_code_is_forbidden() {
    let root = sources().into_iter().find(|source| source.module.is_empty()).unwrap();
    assert!(root.code.contains("#![forbid(unsafe_code)]"));
}
