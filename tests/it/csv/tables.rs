//! Rows that are no data: repeated headers, totals, second tables, cut-off ends, text around the table.

use clientele::csv::{Note, plain_table};
use clientele::issue::{Effect, Problem};
use clientele::table::{Column, Reading};

use super::*;

const READINGS: [Reading; 3] = [Reading::Id, Reading::Time, Reading::Number];
const TABLE: &str = "customer,date,total\nana,2024-03-05,1.50\nbo,2024-03-06,2\n";

/// Reads in every way: whole, in each pair of slices, byte by byte.
fn read_all_ways(text: &str) -> Read {
    let plan = plan(text.as_bytes(), &READINGS);
    let whole = read_cut(text.as_bytes(), &plan, &[], 1 << 20);
    for cut in 0..text.len() as u64 {
        assert_eq!(read_cut(text.as_bytes(), &plan, &[cut], 1), whole, "cut {cut}");
    }
    whole
}

fn set_aside(read: &Read) -> Vec<(usize, u64, Problem)> {
    let aside = read.1.iter().filter(|problem| problem.effect == Effect::SetAside);
    aside.map(|problem| (problem.row, problem.line, problem.problem)).collect()
}

#[test]
fn glued_files_keep_their_rows_and_lose_the_header_between() {
    let read = read_all_ways(&format!("{TABLE}customer,date,total\ncy,2024-03-07,3\n"));
    assert_eq!(set_aside(&read), [(2, 4, Problem::RepeatedHeader)]);
    assert_eq!(read.0.n_rows, 4);
    let Column::Number(totals) = &read.0.columns[2] else { panic!("number") };
    assert_eq!(totals.value(3), Some(30_000));
}

#[test]
fn the_same_table_again_is_counted_once() {
    for between in ["", "\n", "\n\n"] {
        let text = format!("{TABLE}{between}{}", TABLE.replace("customer", "\"customer\""));
        let read = read_all_ways(&text);
        let line = 5 + between.len() as u64;
        let header = (2, line - 1, Problem::RepeatedHeader);
        assert_eq!(
            set_aside(&read),
            [header, (3, line, Problem::SecondTable), (4, line + 1, Problem::SecondTable)]
        );
        let bytes = &read.1[1].bytes;
        assert_eq!(&text[bytes.start as usize..bytes.end as usize], "ana,2024-03-05,1.50\nbo,2024-03-06,2\n");
    }
}

#[test]
fn a_table_of_another_width_is_named_and_not_mixed_in() {
    let read = read_all_ways(&format!("{TABLE}\nproduct,price\ntea,2\nmug,7\n"));
    let second = Problem::SecondTable;
    assert_eq!(set_aside(&read), [(2, 5, second), (3, 6, second), (4, 7, second)]);
    let rows = plain_table(format!("{TABLE}\nproduct,price\ntea,2\nmug,7\n").as_bytes()).unwrap().rows;
    assert_eq!(rows.len(), 2);
}

#[test]
fn totals_and_cut_off_rows_are_no_data() {
    let read = read_all_ways(&format!("{TABLE}Total,,3.50\n\"Grand total\",--,3.50\ncy,2024-0"));
    let expected = [(2, 4, Problem::TotalsRow), (3, 5, Problem::TotalsRow), (4, 6, Problem::CutOff)];
    assert_eq!(set_aside(&read), expected);
    // A customer may be called so.
    let read = read_all_ways(&format!("{TABLE}Total,2024-03-07,3.50\n"));
    assert_eq!(set_aside(&read), []);
}

#[test]
fn ragged_rows_are_told_with_their_line() {
    let read = read_all_ways(&format!("{TABLE}cy,2024-03-07,1,234.50\ndi,2024-03-08\nend of the report\n"));
    let expected = [(2, 4, Problem::TooManyCells), (4, 6, Problem::TooFewCells)];
    assert_eq!(set_aside(&read), expected);
    assert_eq!(
        (read.1[1].row, read.1[1].problem, read.1[1].effect),
        (3, Problem::TooFewCells, Effect::Noted)
    );
}

#[test]
fn what_stands_before_the_table_is_noted() {
    let sniff = sniffed(format!("Sales report\nExported 2024-04-01\n\n{TABLE}").as_bytes());
    assert_eq!(sniff.notes, [Note::Preamble { lines: 3, text: "Sales report".to_owned() }]);
    assert_eq!(
        (sniff.data_line, sniff.sample.n_rows, sniff.sample.columns[2].header.as_str()),
        (5, 2, "total")
    );
    let sniff = sniffed(b"Customer,,Order,\nid,email,id,total\n1,a@example.com,9,5\n2,b@example.com,10,6\n");
    let names: Vec<&str> = sniff.sample.columns.iter().map(|column| column.header.as_str()).collect();
    assert_eq!(names, ["Customer id", "Customer email", "Order id", "Order total"]);
}

#[test]
fn an_open_quote_does_not_swallow_the_rows_after_it() {
    let read =
        read_all_ways("customer,date,total\n\"ana,2024-03-05,1.50\nbo,2024-03-06,2\ncy,2024-03-07,3\n");
    assert_eq!((read.0.n_rows, read.1.len(), read.1[0].problem), (3, 1, Problem::BadQuote));
    let Column::Text(customers) = &read.0.columns[0] else { panic!("text") };
    assert_eq!(customers.text(0), Some("\"ana"));
}

#[test]
fn files_that_are_no_tables_are_refused_with_a_reason() {
    let cases: [(&[u8], &str); 6] = [
        (b"", "empty"),
        (b" \n\n", "blanks"),
        (b"PK\x03\x04\x14\0\x06\0", "spreadsheet"),
        (b"%PDF-1.7\n", "PDF"),
        (b"[{\"id\":1}]", "JSON"),
        (b"\0\x01\x02\x03\x04\xff\xfe\x80\x81\0\0\x05", "binary"),
    ];
    for (bytes, reason) in cases {
        let error = sniff(bytes, true).unwrap_err();
        assert!(error.is_file() && error.to_string().contains(reason), "{error}");
    }
}

#[test]
fn utf_16_is_read_as_what_it_says_with_places_in_the_file() {
    let text = "\u{feff}kunde\tdatum\tsumme\r\nJürg 😀\t2024-03-05\t1,5\r\nx\ty\tz\r\n";
    for is_big in [false, true] {
        let bytes: Vec<u8> = text
            .encode_utf16()
            .flat_map(|unit| if is_big { unit.to_be_bytes() } else { unit.to_le_bytes() })
            .collect();
        let plan = plan(&bytes, &READINGS);
        assert_eq!(plan.slices(bytes.len() as u64, 4).len(), 1);
        for chunk in [1, 3, 1000] {
            let read = read_cut(&bytes, &plan, &[], chunk);
            let Column::Text(customers) = &read.0.columns[0] else { panic!("text") };
            assert_eq!(customers.text(0), Some("Jürg 😀"));
            let last = bytes.len() as u64 - "x\ty\tz\r\n".len() as u64 * 2;
            assert_eq!(
                read.1.iter().map(|p| p.bytes.clone()).collect::<Vec<_>>(),
                vec![last..bytes.len() as u64; 2]
            );
        }
    }
}

#[test]
fn a_huge_cell_and_very_many_columns_do_no_harm() {
    let huge = "x".repeat(3 << 20);
    let text = format!("a,b\n1,{huge}\n2,\"{huge}\n{huge}\"\n3,y\n");
    let plan = plan(text.as_bytes(), &[Reading::Number, Reading::Text]);
    let whole = read_cut(text.as_bytes(), &plan, &[], usize::MAX >> 1);
    assert_eq!(whole, read_cut(text.as_bytes(), &plan, &[1 << 20, 4 << 20], 64 << 10));
    let wide = (0..100_000).map(|i| format!("c{i}")).collect::<Vec<_>>().join(",");
    let text = format!("{wide}\n{}\n", "1,".repeat(99_999) + "1");
    assert_eq!(sniffed(text.as_bytes()).sample.columns.len(), 100_000);
}

#[test]
fn a_header_with_a_cell_too_many_still_names_the_columns() {
    for header in
        ["customer,,date,total", ",customer,date,total", "customer,date,total,", "customer,date,,,total"]
    {
        let table = plain_table(
            format!("{header}\nana,2024-03-05,1.50\nbo,2024-03-06,2\ncy,2024-03-07,3\n").as_bytes(),
        )
        .unwrap();
        assert_eq!(
            (table.header, table.rows.len()),
            (["customer", "date", "total"].map(str::to_owned).to_vec(), 3),
            "{header}"
        );
    }
}
