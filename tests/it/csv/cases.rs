//! The cases of `tests/reference/csv.json`: re-expressed from public test suites, each with its source, and our own.

use clientele::csv::{Cells, Dialect, Grammar, LineEnd, plain_table, sniff};
use serde_json::Value;

fn cases() -> Vec<Value> {
    let all: Value = serde_json::from_str(include_str!("../../reference/csv.json")).unwrap();
    all["cases"].as_array().unwrap().clone()
}

fn bytes_of(case: &Value) -> Vec<u8> {
    match case["input"].as_str() {
        Some(text) => text.as_bytes().to_vec(),
        None => from_base64(case["input_b64"].as_str().unwrap()),
    }
}

fn from_base64(text: &str) -> Vec<u8> {
    let digit = |c: u8| match c {
        b'A'..=b'Z' => c - b'A',
        b'a'..=b'z' => c - b'a' + 26,
        b'0'..=b'9' => c - b'0' + 52,
        b'+' => 62,
        _ => 63,
    };
    let (mut bytes, mut bits, mut n) = (Vec::new(), 0_u32, 0);
    for c in text.bytes().filter(|&c| c != b'=') {
        (bits, n) = (bits << 6 | u32::from(digit(c)), n + 6);
        if n >= 8 {
            n -= 8;
            bytes.push((bits >> n) as u8);
        }
    }
    bytes
}

/// Rows to compare: blank lines and blank cells at the end of a row mean nothing in these cases.
fn comparable(rows: &[Vec<String>]) -> Vec<Vec<String>> {
    let cut = |row: &Vec<String>| {
        let n = row.iter().rposition(|cell| !cell.is_empty()).map_or(0, |at| at + 1);
        row[..n].to_vec()
    };
    rows.iter().map(cut).filter(|row| !row.is_empty()).collect()
}

fn wanted(case: &Value) -> Vec<Vec<String>> {
    let text = |cell: &Value| cell.as_str().unwrap().to_owned();
    let rows = case["rows"].as_array().cloned().unwrap_or_default();
    comparable(&rows.iter().map(|row| row.as_array().unwrap().iter().map(text).collect()).collect::<Vec<_>>())
}

/// The dialect that a case of the level `parse` hands over.
fn given(case: &Value, bytes: &[u8]) -> Dialect {
    let byte = |key: &str, usual: Option<u8>| match case["given"][key].as_str() {
        Some(text) => text.bytes().next(),
        None => usual,
    };
    let is_cr = bytes.contains(&b'\r') && !bytes.contains(&b'\n');
    Dialect {
        delimiter: byte("delimiter", Some(b',')),
        quote: byte("quote", Some(b'"')),
        escape: byte("escape", None),
        line_end: if is_cr { LineEnd::Cr } else { LineEnd::Lf },
        ..Dialect::default()
    }
}

fn parsed(case: &Value) -> Vec<Vec<String>> {
    let bytes = bytes_of(case);
    let grammar = Grammar::new(&given(case, &bytes), 0);
    let (mut cells, mut rows, mut at) = (Cells::default(), Vec::new(), 0);
    while let Some(record) = grammar.read(&bytes[at..], true, &mut cells) {
        rows.push(cells.iter().map(|cell| String::from_utf8(cell.to_vec()).unwrap()).collect());
        at += record.length;
    }
    comparable(&rows)
}

fn found(case: &Value) -> Vec<Vec<String>> {
    let Ok(table) = plain_table(&bytes_of(case)) else { return Vec::new() };
    let mut rows = table.rows;
    if !table.header.is_empty() {
        rows.insert(0, table.header);
    }
    comparable(&rows)
}

#[test]
fn each_case_with_one_right_answer_is_read_so() {
    let mut wrong = Vec::new();
    for case in cases().iter().filter(|case| case["must"] == true) {
        let got = if case["level"] == "parse" { parsed(case) } else { found(case) };
        if got != wanted(case) {
            wrong.push(format!("{}: {:?} instead of {:?}", case["name"], got, wanted(case)));
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn detection_finds_what_the_cases_say() {
    let mut wrong = Vec::new();
    for case in cases() {
        let Some(detect) = case["detect"].as_object() else { continue };
        let Ok(sniff) = sniff(&bytes_of(&case), true) else { continue };
        let byte = |byte: Option<u8>| byte.map_or(String::new(), |byte| char::from(byte).to_string());
        for (key, value) in detect {
            let got: Value = match key.as_str() {
                "delimiter" => byte(sniff.dialect.delimiter).into(),
                "escape" => byte(sniff.dialect.escape).into(),
                "encoding" => sniff.dialect.encoding.name().into(),
                "header" => sniff.has_header.into(),
                "skip_lines" => (sniff.data_line - 2).into(),
                "quote" => byte(sniff.quote).into(),
                other => panic!("{other} is not compared"),
            };
            if got != *value {
                wrong.push(format!("{}: {key} is {got} instead of {value}", case["name"]));
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}
