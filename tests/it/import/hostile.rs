//! Files made to harm, and files of any bytes: an answer, an issue or a refusal, never a panic; and every row counted.

use clientele::import::{Import, facts, read_whole};
use clientele::issue::Problem;
use clientele::roles::Role;
use proptest::prelude::*;

use super::{read, review};

/// Whatever comes: looked at, read, made into facts, and told of.
fn survives(name: &str, bytes: &[u8]) {
    let Ok(loaded) = read_whole(name, bytes) else { return };
    let _ = (loaded.questions(), loaded.notes());
    let (_, accounts) = facts(std::slice::from_ref(&loaded));
    assert_eq!(accounts[0].rows_read, accounts[0].rows_used + accounts[0].set_aside.len());
    let _ = loaded.issues(&accounts[0]);
    let head = &bytes[..bytes.len().min(clientele::import::HEAD_BYTES)];
    if let Ok(import) = Import::inspect(name, bytes.len() as u64, head, head.len() == bytes.len()) {
        assert!(import.review().preview.len() < 20);
    }
}

#[test]
fn names_of_programs_are_names_of_columns() {
    let text = "__proto__,constructor,<img src=x onerror=alert(1)>,=cmd|' /C calc'!A0,customer,date,amount\n\
                a,b,c,d,anna,2024-03-05,1\ne,f,g,h,ben,2024-03-06,2\n";
    let (loaded, facts, _) = read("toString.csv", text.as_bytes());
    assert_eq!(loaded.mapping.headers[0], "__proto__");
    assert_eq!(facts.orders.len(), 2);
}

#[test]
fn a_cell_of_ten_megabytes_is_a_cell() {
    let text = format!(
        "customer,date,amount,note\nanna,2024-03-05,1,{}\nben,2024-03-06,2,\"{}\"\n",
        "x".repeat(10 << 20),
        "y,\n".repeat(1 << 20)
    );
    let (_, facts, account) = read("orders.csv", text.as_bytes());
    assert_eq!((facts.orders.len(), account.rows_used), (2, 2));
}

#[test]
fn a_hundred_thousand_columns_are_looked_at() {
    let n = 100_000;
    let header: Vec<String> = (0..n).map(|i| format!("c{i}")).collect();
    let row = vec!["1"; n].join(",");
    let bytes = format!("{}\n{row}\n{row}\n", header.join(","));
    survives("wide.csv", bytes.as_bytes());
}

#[test]
fn a_row_longer_than_the_head_is_refused_with_the_reason() {
    // The head alone is looked at, as of a large file.
    let n = 100_000;
    let header: String = (0..n).map(|i| format!("c{i},")).collect();
    let bytes = format!("{header}\n{}\n", "1,".repeat(n)).into_bytes();
    let head = &bytes[..clientele::import::HEAD_BYTES];
    let error = Import::inspect("wide.csv", bytes.len() as u64, head, false).err().unwrap();
    assert!(error.is_file() && error.to_string().contains("too long: 256 kB"), "{error}");
}

#[test]
fn a_long_row_without_a_quote_has_no_quote_out_of_place() {
    let text = format!(
        "customer,date,amount,note\nanna,2024-03-05,1,a\nben,2024-03-06,2,{}\ncarla,2024-03-06,2,b\n",
        "x".repeat(2 << 20)
    );
    let (loaded, _, account) = read("orders.csv", text.as_bytes());
    assert_eq!((loaded.issues(&account), account.rows_used), (vec![], 3));
}

#[test]
fn bytes_that_are_no_text_are_told_or_refused() {
    let nul = b"customer,date,amount\nan\0na,2024-03-05,1\nben,2024-03-06,2\n";
    survives("nul.csv", nul);
    // Lone halves of surrogate pairs in UTF-16, and what UTF-8 makes of them.
    let mut lone: Vec<u8> =
        "\u{feff}customer,date,amount\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    lone.extend([0x00, 0xd8, 0x2c, 0, 0x00, 0xdc, 0x2c, 0, 0x31, 0, 0x0a, 0, 0x61]);
    survives("lone.csv", &lone);
    survives("lone.csv", b"customer,date,amount\n\xed\xa0\x80,2024-03-05,1\n\xff\xfe,2024-03-05,2\n");
}

#[test]
fn amounts_in_another_currency_are_told_in_every_kind_of_file() {
    let orders = "customer,date,amount,currency\nanna,2024-03-05,1,EUR\nben,2024-03-06,2,EUR\ncarla,2024-03-06,4,USD\n";
    let more = "customer,date,amount,currency\ndora,2024-03-05,8,usd\nemil,2024-03-06,16,eur\n";
    let customers = "customer,acquisition cost,currency\nanna,3,EUR\nben,5,CHF\n";
    let texts = [("orders.csv", orders), ("more_orders.csv", more), ("customers.csv", customers)];
    let mut loaded = texts.map(|(name, text)| read_whole(name, text.as_bytes()).unwrap());
    loaded[2].mapping.roles = vec![Role::Customer, Role::AcquisitionCost, Role::Currency];
    let (facts, accounts) = facts(&loaded);
    assert_eq!(facts.currency.as_deref(), Some("EUR"));
    assert_eq!(facts.orders.amount().iter().copied().sum::<clientele::money::Money>().to_string(), "19.00");
    assert_eq!(accounts[1].by_problem(), [(Problem::OtherCurrency, 1)], "files are not added up either");
    let of = |id| facts.customers.number(Role::AcquisitionCost, facts.customers.ids.find(id).unwrap());
    assert_eq!((of("anna"), of("ben")), (Some(30_000), None));
}

#[test]
fn an_ambiguous_date_is_asked_with_both_readings_and_not_said_to_be_read() {
    let text = "customer,date,amount\nanna,01/02/2024,1\nben,03/04/2024,2\n";
    let review = review("orders.csv", text.as_bytes());
    assert_eq!(review.notes, [], "what is asked is not decided");
    let readings: Vec<String> = review.columns[1]
        .readings
        .iter()
        .map(|reading| format!("{} {} {}..{}", reading.text, reading.day, reading.first, reading.last))
        .collect();
    assert_eq!(
        readings,
        ["01/02/2024 2024-02-01 2024-02-01..2024-04-03", "01/02/2024 2024-01-02 2024-01-02..2024-03-04"]
    );
    let decided = super::review("orders.csv", text.replace("01/02", "25/02").as_bytes());
    assert!(decided.columns[1].readings.is_empty() && decided.notes.len() == 1);
}

#[test]
fn a_header_alone_is_refused_at_once() {
    for text in ["customer,date,amount\n", "customer,date,amount", "\u{feff}customer;date;amount\r\n"] {
        let error = Import::inspect("orders.csv", text.len() as u64, text.as_bytes(), true).err().unwrap();
        assert!(error.is_file() && error.to_string().contains("no rows"), "{error}");
    }
}

#[test]
fn the_preview_marks_the_cells_that_are_to_blame() {
    let mut text = "customer,date,amount\n".to_owned();
    (0..20).for_each(|i| text += &format!("anna{i},2024-03-05,1\n"));
    text += "ben,soon,2\ncarla,2024-03-06,free\n";
    let preview = review("orders.csv", text.as_bytes()).preview;
    assert_eq!(preview[0].cells, ["anna0", "2024-03-05", "1"]);
    let wrong: Vec<_> =
        preview.iter().filter_map(|row| Some((row.line, row.bad.clone(), row.problem?))).collect();
    assert_eq!(wrong, [(22, vec![1], Problem::BadDate), (23, vec![2], Problem::BadNumber)]);
}

#[test]
fn identifiers_that_lost_their_digits_are_warned_of() {
    let text = "order id,customer id,date,amount\n1,4.50789E+17,2024-03-05,1\n2,4.50789E+17,2024-03-06,2\n3,450789000000000012,2024-03-07,2\n";
    let notes = review("orders.csv", text.as_bytes()).notes;
    assert!(
        notes.iter().any(|note| note.to_string().starts_with("2 identifiers in “customer id” were cut")),
        "{notes:?}"
    );
}

/// Pieces of which real and broken files are made.
fn file() -> impl Strategy<Value = Vec<u8>> {
    let cell = prop_oneof![
        3 => prop::sample::select(vec!["anna", "a@b.example", "2024-03-05", "05/03/2024", "3/14/24 2 PM", "1,234.50", "1.234,5 €", "$5", "(3)", "Total", "n/a", "00042", "4.5E+17", "'7210", "TRUE", "-", "é", "\"q\"", "\"a\nb\"", "=1+1", "١٢٣", "−7", "99999999999999999999", "0000-00-00", "1e999", "45356.5", "31.02.2024", "24:61"]).prop_map(|cell| cell.as_bytes().to_vec()),
        1 => "[ -~]{0,8}".prop_map(String::into_bytes),
        1 => prop::collection::vec(any::<u8>(), 0..6),
        1 => prop::sample::select(vec![&b"\""[..], b"\0", b"\xff", b"\xed\xa0\x80", b"\\\"", b"''", b"\r", b" ", b""]).prop_map(<[u8]>::to_vec),
    ];
    let header = prop::sample::select(vec![
        "customer",
        "date",
        "amount",
        "order id",
        "email",
        "event",
        "campaign",
        "nps",
        "fee",
        "status",
        "currency",
        "quantity",
        "unit price",
        "referred by",
        "frequency",
        "recency",
        "T",
        "clicks",
        "cost",
        "",
        "__proto__",
        "Name",
    ]);
    let separator = prop::sample::select(vec![",", ";", "\t", "|", ", ", " "]);
    let end = prop::sample::select(vec!["\n", "\r\n", "\r", "\n\n"]);
    let preamble = prop::sample::select(vec!["", "\u{feff}", "# a\n# b\n", "Report\n\n", "sep=;\n"]);
    (
        preamble,
        prop::collection::vec(header, 1..6),
        prop::collection::vec(prop::collection::vec(cell, 0..7), 0..9),
        separator,
        end,
    )
        .prop_map(|(preamble, headers, rows, separator, end)| {
            let mut bytes = preamble.as_bytes().to_vec();
            bytes.extend(headers.join(separator).bytes().chain(end.bytes()));
            for row in rows {
                bytes.extend(row.join(separator.as_bytes()));
                bytes.extend(end.bytes());
            }
            bytes
        })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_table_breaks_the_import(bytes in file(), name in "[a-z_.]{0,12}") {
        survives(&name, &bytes);
    }

    #[test]
    fn no_bytes_break_the_import(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        survives("x.csv", &bytes);
        let wide: Vec<u8> = bytes.iter().flat_map(|&byte| [byte, 0]).collect();
        survives("x.csv", &[&[0xff, 0xfe][..], &wide].concat());
    }
}
