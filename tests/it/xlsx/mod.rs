//! Spreadsheets: what stands in their cells, and archives that are damaged or made to harm.

pub mod build;

use clientele::facts::Facts;
use clientele::import::{facts, read_whole};
use clientele::money::Money;
use clientele::xlsx::to_csv;
use proptest::prelude::*;

use build::{archive, parts, workbook};

/// The text of a workbook without its byte order mark, and the notes.
fn read(bytes: &[u8]) -> (String, Vec<String>) {
    let mut text = Vec::new();
    let notes = to_csv(bytes, &mut |piece| text.extend_from_slice(piece)).unwrap();
    let text = String::from_utf8(text).unwrap().trim_start_matches('\u{feff}').to_owned();
    (text, notes.iter().map(ToString::to_string).collect())
}

fn refusal(bytes: &[u8]) -> String {
    let error = to_csv(bytes, &mut |_| {}).unwrap_err();
    assert!(error.is_file());
    error.to_string()
}

fn facts_of(bytes: &[u8]) -> Facts {
    let mut text = Vec::new();
    to_csv(bytes, &mut |piece| text.extend_from_slice(piece)).unwrap();
    let loaded = read_whole("orders.xlsx", &text).unwrap();
    assert_eq!(loaded.questions(), []);
    facts(&[loaded]).0
}

/// One row of a sheet around these cells.
fn row(cells: &str) -> String {
    format!("<sheetData><row r=\"1\">{cells}</row></sheetData>")
}

#[test]
fn each_kind_of_cell_is_read_as_the_sheet_shows_it() {
    let cell = |cell: &str| {
        let (text, _) = read(&workbook(
            &row(cell),
            &[
                "<t>a &amp; b</t>",
                "<r><t>rich </t></r><r><t>text</t></r><rPh><t>spoken</t></rPh>",
                "<t>two_x000D_\nlines</t>",
            ],
        ));
        text.trim_end_matches('\n').to_owned()
    };
    // ECMA-376 part 1, 18.18.11: the kinds of cells. 18.17.4.1: 45356 is 5 March 2024; 60 is the day that never was.
    let cases = [
        (r#"<c r="A1" t="s"><v>0</v></c>"#, "a & b"),
        (r#"<c r="A1" t="s"><v>1</v></c>"#, "rich text"),
        (r#"<c r="A1" t="s"><v>2</v></c>"#, "two  lines"),
        (r#"<c r="A1" t="inlineStr"><is><t>in&#x20;line</t></is></c>"#, "in line"),
        (r#"<c r="A1" t="str"><f>A2&amp;"x"</f><v>made, here</v></c>"#, "\"made, here\""),
        (r#"<c r="A1"><f>1+1</f><v>2</v></c>"#, "2"),
        (r#"<c r="A1" t="b"><v>1</v></c>"#, "TRUE"),
        (r#"<c r="A1" t="e"><v>#N/A</v></c>"#, "#N/A"),
        (r#"<c r="A1" t="d"><v>2024-03-05T14:02:11</v></c>"#, "2024-03-05T14:02:11"),
        (r#"<c r="A1" s="1"><v>45356</v></c>"#, "2024-03-05"),
        (r#"<c r="A1" s="2"><v>45356.584849537037</v></c>"#, "2024-03-05 14:02:11"),
        (r#"<c r="A1" s="2"><v>0.5</v></c>"#, "12:00:00"),
        (r#"<c r="A1" s="1"><v>59</v></c>"#, "1900-02-28"),
        (r#"<c r="A1" s="1"><v>61</v></c>"#, "1900-03-01"),
        (r#"<c r="A1" s="3"><v>42</v></c>"#, "00042"),
        // Binary fractions as a spreadsheet writes them: 19.99, 0.1 + 0.2, a sum of cents.
        (r#"<c r="A1" s="4"><v>19.989999999999998</v></c>"#, "19.99"),
        (r#"<c r="A1"><v>0.30000000000000004</v></c>"#, "0.3"),
        (r#"<c r="A1"><v>-1234.5599999999999</v></c>"#, "-1234.56"),
        (r#"<c r="A1"><v>1E-3</v></c>"#, "0.0010"),
        (r#"<c r="A1"><v>1.5E+3</v></c>"#, "1500"),
        (r#"<c r="A1"><v>1.234</v></c>"#, "1.2340"),
        (r#"<c r="A1"><v>123456789012345678</v></c>"#, "123456789012345678"),
        (r#"<c r="A1"><v>1.2345678901234568E+17</v></c>"#, "123456789012346000"),
        (r#"<c r="A1"><v>NaN</v></c>"#, "NaN"),
    ];
    for (xml, expected) in cases {
        assert_eq!(cell(xml), expected, "{xml}");
    }
}

#[test]
fn rows_stand_on_the_lines_that_the_sheet_shows() {
    let body = r#"<sheetData><row r="2"><c r="B2" t="inlineStr"><is><t>b</t></is></c></row>
        <row r="5" hidden="1"><c r="A5"><v>1</v></c><c r="C5"><v>2</v></c></row><row r="6"/></sheetData>"#;
    let (text, notes) = read(&workbook(body, &[]));
    assert_eq!(text, "\n,b,\n\n\n1,,2\n");
    assert!(notes[0].starts_with("One row that the sheet hides is read"), "{notes:?}");
}

#[test]
fn a_merged_customer_stands_in_each_row_and_a_merged_amount_counts_once() {
    let text = |at: &str, text: &str| format!(r#"<c r="{at}" t="inlineStr"><is><t>{text}</t></is></c>"#);
    let header = ["Order", "Customer", "Date", "Total", "Product"];
    let cells: String =
        header.iter().zip("ABCDE".chars()).map(|(name, c)| text(&format!("{c}1"), name)).collect();
    let body = format!(
        r#"<sheetData><row r="1">{cells}</row>
        <row r="2">{}{}<c r="C2" s="1"><v>45356</v></c><c r="D2"><v>30</v></c>{}</row><row r="3">{}</row>
        <row r="4">{}{}<c r="C4" s="1"><v>45357</v></c><c r="D4"><v>12.5</v></c>{}</row></sheetData>
        <mergeCells><mergeCell ref="A2:A3"/><mergeCell ref="B2:B3"/><mergeCell ref="C2:C3"/><mergeCell ref="D2:D3"/></mergeCells>"#,
        text("A2", "O-1"),
        text("B2", "anna@mail.example"),
        text("E2", "Tea"),
        text("E3", "Cup"),
        text("A4", "O-2"),
        text("B4", "ben@mail.example"),
        text("E4", "Tea"),
    );
    let facts = facts_of(&workbook(&body, &[]));
    assert_eq!((facts.customers.len(), facts.orders.len()), (2, 2));
    assert_eq!(facts.orders.amount().iter().copied().sum::<Money>().to_string(), "42.50");
    assert_eq!(facts.orders.lines().unwrap().len(), 3);
}

#[test]
fn the_first_shown_sheet_with_a_table_is_read_and_the_others_are_named() {
    let table = r#"<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row><row r="2"><c r="A2"><v>3</v></c><c r="B2"><v>4</v></c></row></sheetData>"#;
    let title =
        r#"<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>About</t></is></c></row></sheetData>"#;
    let sheets = [
        ("Secret", "hidden", table),
        ("Cover", "visible", title),
        ("Orders 2024", "visible", table),
        ("Orders 2023", "visible", table),
    ];
    let (text, notes) = read(&archive(&parts(&sheets, &[]), true));
    assert_eq!(text, "1,2\n3,4\n");
    assert_eq!(
        notes[0],
        "The sheet “Orders 2024” was read. The workbook also has “Cover” and “Orders 2023”. Save another sheet alone to read it."
    );
}

#[test]
fn days_may_count_from_1904() {
    let mut parts = parts(&[("S", "visible", &row(r#"<c r="A1" s="1"><v>43894</v></c>"#))], &[]);
    let book = parts.iter_mut().find(|part| part.0 == "xl/workbook.xml").unwrap();
    book.1 = String::from_utf8(book.1.clone())
        .unwrap()
        .replace("<x:sheets>", "<x:workbookPr date1904=\"1\"/><x:sheets>")
        .into_bytes();
    // 43894 days after 1 January 1904.
    assert_eq!(read(&archive(&parts, false)).0, "2024-03-05\n");
}

#[test]
fn workbooks_of_two_writers_give_the_same_facts_to_the_cent() {
    for name in ["orders_openpyxl.xlsx", "orders_xlsxwriter.xlsx"] {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name);
        let bytes = std::fs::read(path).unwrap();
        let facts = facts_of(&bytes);
        // tests/data/workbooks.py counts the sum in whole cents.
        let sum = facts.orders.amount().iter().copied().sum::<Money>().to_string();
        assert_eq!((sum.as_str(), facts.orders.len(), facts.customers.len()), ("6501.40", 40, 13), "{name}");
        assert_eq!(facts.last_day().unwrap().to_string(), "2024-12-22", "{name}");
        let (text, _) = read(&bytes);
        assert!(text.contains("900000000000000039,k0@mail.example,2024-12-22"), "{name}: {text}");
        assert!(text.contains(",00042,TRUE"), "{name}");
    }
}

#[test]
fn what_is_no_workbook_is_refused_with_what_to_do() {
    let other = |name: &str| archive(&[(name.to_owned(), b"x".to_vec())], true);
    assert!(refusal(&other("content.xml")).contains(".ods"));
    assert!(refusal(&other("xl/workbook.bin")).contains(".xlsb"));
    assert!(refusal(&other("word/document.xml")).contains("document"));
    assert!(refusal(&other("orders.csv")).contains("ZIP archive"));
    assert!(refusal(b"PK\x03\x04").contains("damaged"));
    assert!(refusal(&workbook("<sheetData/>", &[])).contains("no filled cell"));
    let mut locked = other("xl/workbook.xml");
    let at = locked.windows(4).position(|four| four == b"PK\x01\x02").unwrap();
    locked[at + 8] |= 1;
    assert!(refusal(&locked).contains("password"));
}

#[test]
fn an_archive_that_unpacks_to_far_too_much_is_refused() {
    // 80 MB of blanks pack to some 80 KB.
    let bomb = workbook(&format!("<sheetData>{}</sheetData>", " ".repeat(80 << 20)), &[]);
    assert!(bomb.len() < 200_000);
    assert!(refusal(&bomb).contains("far more"), "{}", refusal(&bomb));
}

#[test]
fn a_workbook_cut_off_anywhere_is_refused_or_read() {
    let whole = workbook(&row(r#"<c r="A1"><v>1</v></c>"#), &["<t>a</t>"]);
    for n in 0..whole.len() {
        let _ = to_csv(&whole[..n], &mut |_| {});
    }
    assert!(refusal(&whole[..whole.len() - 30]).contains("damaged"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    /// Bytes that are changed anywhere, inside of parts as well: an answer or a refusal, never a panic.
    #[test]
    fn no_bytes_break_the_reading(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12), in_part in any::<bool>()) {
        let body = r#"<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>45356</v></c></row><row r="2"><c r="A2"><v>1.5</v></c></row></sheetData><mergeCells><mergeCell ref="A1:A2"/></mergeCells>"#;
        let mut parts = parts(&[("S", "visible", body)], &["<t>a&lt;b</t>"]);
        let change = |bytes: &mut Vec<u8>| for (at, byte) in &changes {
            let at = at.index(bytes.len());
            bytes[at] = *byte;
        };
        let bytes = if in_part {
            parts.iter_mut().for_each(|part| change(&mut part.1));
            archive(&parts, true)
        } else {
            let mut bytes = archive(&parts, false);
            change(&mut bytes);
            bytes
        };
        let mut text = Vec::new();
        if to_csv(&bytes, &mut |piece| text.extend_from_slice(piece)).is_ok() {
            let _ = read_whole("x.xlsx", &text);
        }
    }
}
