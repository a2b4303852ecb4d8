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

/// What the user is told of a file, in brief: notes of its head, and the problems of its rows.
fn told(case: &Value) -> String {
    let bytes = bytes_of(case);
    let sniff = match sniff(&bytes, true) {
        Ok(sniff) => sniff,
        Err(error) => return error.to_string(),
    };
    let columns = vec![super::ColumnPlan::new(clientele::table::Reading::Text); sniff.sample.columns.len()];
    let (_, problems, _) = super::read_cut(&bytes, &sniff.plan(&columns), &[], 1 << 20);
    let problems = problems.iter().map(|problem| format!("row {}: {:?}", problem.row + 1, problem.problem));
    let notes = sniff.notes.iter().map(|note| format!("{note:?}"));
    notes.chain(problems).collect::<Vec<_>>().join("; ")
}

#[test]
fn what_the_user_must_be_told_is_told() {
    // Rows count from 1 after the header, as in the cases.
    let expected = [
        ("own/unclosed_quote_last_row", "row 2: BadQuote"),
        ("own/ragged_short", "row 1: TooFewCells"),
        ("own/unquoted_thousands", "row 1: TooManyCells; row 3: TooManyCells"),
        ("own/header_only", "NoRows"),
        ("own/only_blank", "blanks"),
        // Found among facts, where a row without a name has the sum of the others: see import::a_blank_name_with_the_sum.
        ("own/ga4_grand_total_row", ""),
        ("own/footer_text", "row 3: TooFewCells"),
        ("own/nbsp_padding", "row 2: TooManyCells"),
        ("own/looks_like_json", "JSON"),
    ];
    let mut wrong = Vec::new();
    for case in cases().iter().filter(|case| case["issues"].is_array()) {
        let known = expected.iter().find(|(name, _)| case["name"] == *name);
        let told = told(case);
        if known.is_none_or(|(_, wanted)| !told.contains(wanted)) {
            wrong.push(format!("{}: {told:?}, not {known:?}", case["name"]));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Where the collection allows a choice: what we chose, and why where it is not plain.
#[test]
fn where_a_choice_is_allowed_ours_stays() {
    let ours: &[(&str, &str)] = &[
        // A quote inside a quoted cell closes only before a border; the first line alone fits.
        (
            "papaparse/core/020 Quoted field has invalid trailing quote after delimiter with a valid closer",
            "a,\"b,c⏎d¦e¦f",
        ),
        ("papaparse/core/023 Quoted field has invalid trailing quote after new line", "a¦\"b¦c⏎d\"e¦f¦g"),
        // A `#` begins a comment only in a block at the top of a file: elsewhere it is data.
        ("papaparse/core/041 Commented line at end", "a¦true¦false⏎# Comment"),
        // The grammar knows no comments: the layout leaves the block at the top out.
        (
            "papaparse/core/044 Three comment lines consecutively at beginning of file",
            "#comment1⏎#comment2⏎#comment3⏎a¦b¦c",
        ),
        ("papaparse/core/050 Input with only a commented line and blank line after", "#commented line"),
        // Nor does it know `//`.
        ("papaparse/core/056 Fast mode with comments", "// Commented line⏎a¦b¦c"),
        // Blanks between a closing quote and the border are dropped.
        ("papaparse/parse/007 Quoted fields with spaces after closing quote", "A¦B¦C¦D⏎E¦F¦G¦H⏎Q¦W¦E¦R"),
        // A delimiter is one byte; a blank after it is trimmed with the cell.
        ("papaparse/parse/025 Multi-character delimiter", "a¦ b¦ c"),
        // Ten comments outweigh two rows in so short a file.
        (
            "papaparse/parse/065 Lines with comments are not used when guessing the delimiter in an escaped file",
            "¦1⏎¦2⏎¦3⏎¦4⏎¦5⏎¦6⏎¦7⏎¦8⏎¦9⏎¦10⏎one,\"t,w,o\",three⏎four,five,six",
        ),
        // Quotes are double quotes or apostrophes.
        ("papaparse/parse/086 Using reserved regex character | as quote character", "a|¦b⏎c¦d⏎e¦f⏎g¦h⏎i¦j"),
        (
            "papaparse/parse/091 Quoted fields with spaces between closing quote and next delimiter and contains delimiter",
            "A¦,B¦C¦D⏎E¦F¦G¦H",
        ),
        // No line is skipped by number.
        ("papaparse/parse/095 Skip First N number of lines , with header false", "a¦b¦c¦d⏎1¦2¦3¦4⏎4¦5¦6¦7"),
        ("rust-csv/empty_lines_interspersed_mixed", "a¦b⏎x¦y⏎m¦n"),
        // Lines end with LF, CR LF or CR.
        ("rust-csv/term_weird", "zza¦bzc¦dzz"),
        // A backslash before a quote is text unless the file shows that it escapes.
        ("rust-csv/quote_no_escapes", "a\\\"b"),
        // An escape before a sign that means nothing is text.
        ("cpython/Test_Csv.test_read_escape#1", "a¦\\b¦c"),
        ("cpython/Test_Csv.test_read_escape#4", "a¦b,\\c"),
        ("cpython/Test_Csv.test_read_escape#7", "a¦^b¦c"),
        ("cpython/TestDialectExcel.test_quote_and_quote#1", "a\" \"b"),
        // Text after a closing quote: the cell goes on as text.
        ("clevercsv/parser/test_parse_differ_2", "a¦ab\"c,d"),
        // A quote opens only at the start of a cell.
        ("clevercsv/parser/test_parse_no_delim_4", "A\"B⏎B\"C⏎D\"E\"F⏎G"),
        ("clevercsv/parser/test_parse_quote_mismatch_1", "a¦b¦c\"d¦e"),
        ("clevercsv/parser/test_parse_simple_3", "A,B,C,D,E"),
        // Header rows are joined with a blank.
        (
            "own/two_header_rows",
            "Customer id¦Customer email¦Order id¦Order total⏎1¦a@example.com¦9¦5⏎2¦b@example.com¦10¦6",
        ),
        // No-break blanks around a cell are trimmed, inside they stay.
        ("own/nbsp_padding", "id¦total⏎1¦5.00⏎2¦1\u{202f}234¦50"),
        // The record separator ends no line, so the file is one of one column.
        ("own/unit_separator", "id\u{1f}name¦1\u{1f}Ana¦2\u{1f}Bo"),
    ];
    let mut wrong = Vec::new();
    for case in cases().iter().filter(|case| case["must"] == false) {
        let rows = if case["level"] == "parse" { parsed(case) } else { found(case) };
        let rows = rows.iter().map(|row| row.join("¦")).collect::<Vec<_>>().join("⏎");
        let known = ours.iter().find(|(name, _)| case["name"] == *name);
        if known.is_none_or(|(_, wanted)| rows != *wanted) {
            wrong.push(format!("        ({}, {rows:?}),", case["name"]));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
