//! The theming page names every custom property and every part of the element, and no other.

use std::fs;
use std::path::Path;

/// All sources of the element.
fn sources(folder: &Path, text: &mut String) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, text);
        } else if path.extension().is_some_and(|ending| ending == "ts") {
            text.push_str(&fs::read_to_string(path).unwrap());
        }
    }
}

/// What follows each place of `before`, up to the first sign that does not belong to a name.
fn names(text: &str, before: &str) -> Vec<String> {
    let mut found: Vec<String> = text
        .split(before)
        .skip(1)
        .flat_map(|rest| {
            let end = rest
                .find(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == ' '))
                .unwrap_or(rest.len());
            rest[..end].split(' ').map(str::to_owned).collect::<Vec<_>>()
        })
        .filter(|name| !name.is_empty())
        .collect();
    found.sort();
    found.dedup();
    found
}

#[test]
fn the_theming_page_is_complete() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut text = String::new();
    sources(&root.join("www/src"), &mut text);
    let page = fs::read_to_string(root.join("pkg-config/theming.md")).unwrap();
    let properties = names(&text.replace(',', ";"), "var(--clientele-");
    assert!(properties.len() > 10);
    assert_eq!(names(&page, "| `--clientele-"), properties);
    let parts = names(&text, " part=\"");
    assert!(parts.len() > 5);
    let told = page.split("| part |").nth(1).unwrap();
    assert_eq!(names(told, "\n| `"), parts);
    // And the usual colours are those of the style sheet.
    for line in page.lines().filter(|line| line.starts_with("| `--clientele-")) {
        let cells: Vec<&str> = line.split('|').map(|cell| cell.trim().trim_matches('`')).collect();
        if cells[3].starts_with('#') {
            let rule = format!("var({}, light-dark({}, {}))", cells[1], cells[3], cells[4]);
            assert!(text.contains(&rule), "{rule}");
        }
    }
}
