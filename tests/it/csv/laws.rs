//! Laws that hold for any bytes: cuts and chunks change nothing, the quick way agrees with the careful one, and
//! nothing panics.

use clientele::csv::{Dialect, Encoding, LineEnd, plain_table};
use clientele::table::{Column, Reading};
use proptest::prelude::*;

use super::*;

/// Text that is mostly a table, with every sign that matters, often in the wrong place.
fn table_like() -> impl Strategy<Value = Vec<u8>> {
    let cell = prop_oneof![
        4 => "[a-z0-9]{0,6}",
        1 => "[a-c]{1,2}-[ab]{14}",
        2 => "\"[a-z,\n]{0,5}(\"\")?[a-z]{0,2}\"",
        2 => prop::sample::select(vec![
            "2024-03-05", "2024-03-05T14:02:11+01:00", "2024-03-05 14:02", "2024-03-06T01:02:03.5Z", "2024-13-05T25:00:00",
            "3/5/2024", "13/5/24", "1,234", "1.50", "-2", "$3", "1234567.5", "-12.3456", "\"7.25\"", "\" 0,\"", "\"2024-03-05\"",
            "None", "n/a", "17850.0", "\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}", "Total", "a",
        ]).prop_map(str::to_owned),
        1 => prop::sample::select(vec!["\"", "\"\"", "a\"b", "\"a\" b", "\r", "é", "\u{a0}x", "\"a", "x\"", " ", "'7"]).prop_map(str::to_owned),
    ];
    let end = prop::sample::select(vec!["\n", "\r\n", "\n\n", "\n \n", "\r"]);
    let row = (prop::collection::vec(cell, 1..5), end).prop_map(|(cells, end)| cells.join(",") + end);
    prop::collection::vec(row, 0..12).prop_map(|rows| rows.concat().into_bytes())
}

fn any_plan() -> impl Strategy<Value = Plan> {
    let reading = prop::sample::select(vec![
        Reading::Text,
        Reading::Id,
        Reading::Key,
        Reading::Time,
        Reading::Number,
        Reading::Skip,
    ]);
    let encoding =
        prop::sample::select(vec![Encoding::Utf8, Encoding::Utf8, Encoding::Windows1252, Encoding::MacRoman]);
    (prop::collection::vec(reading, 1..5), encoding, any::<bool>(), prop::option::weighted(0.1, Just(b'\\')))
        .prop_map(|(readings, encoding, is_cr, escape)| Plan {
            dialect: Dialect {
                encoding,
                escape,
                line_end: if is_cr { LineEnd::Cr } else { LineEnd::Lf },
                ..Dialect::default()
            },
            data_line: 1,
            header: b"a,b\n".to_vec(),
            readings: readings.into_iter().map(ColumnPlan::new).collect(),
            ..Plan::default()
        })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn slices_and_chunks_change_nothing(bytes in table_like(), plan in any_plan(), at in 0.0..1.0_f64, chunk in 1_usize..40) {
        let whole = read_cut(&bytes, &plan, &[], 1 << 20);
        let cut = (bytes.len() as f64 * at) as u64;
        prop_assert_eq!(&read_cut(&bytes, &plan, &[cut], chunk), &whole);
        prop_assert_eq!(&read_cut(&bytes, &plan, &[cut / 2, cut], 1), &whole);
        prop_assert_eq!(&read_in_turn(&bytes, &plan, &[cut / 3, cut / 2, cut], chunk), &whole);
    }

    #[test]
    fn the_quick_way_agrees_with_the_careful_one(bytes in table_like(), plan in any_plan()) {
        // An escape sign that does not occur sends every row the careful way.
        prop_assume!(plan.dialect.escape.is_none());
        let careful = Plan { dialect: Dialect { escape: Some(0xff), ..plan.dialect }, ..plan.clone() };
        prop_assert_eq!(read_cut(&bytes, &plan, &[], 1 << 20), read_cut(&bytes, &careful, &[], 1 << 20));
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..300), plan in any_plan()) {
        read_cut(&bytes, &plan, &[bytes.len() as u64 / 2], 7);
        if let Ok(sniff) = sniff(&bytes, true) {
            let plan = sniff.plan(&[ColumnPlan::new(Reading::Text), ColumnPlan::new(Reading::Number)]);
            read_cut(&bytes, &plan, &[], 64);
        }
        let _ = plain_table(&bytes);
    }

    #[test]
    fn damaged_parts_and_plans_are_errors(bytes in table_like(), plan in any_plan(), at in any::<prop::sample::Index>(), bit in 0..8_u32, cut in any::<prop::sample::Index>()) {
        let part = slice(&bytes, Reader::new(&plan, 0, bytes.len() as u64), 0, 1 << 20);
        let good = part.to_bytes();
        let mut damaged = good.clone();
        damaged[at.index(good.len())] ^= 1_u8 << bit;
        if let Ok(part) = Part::from_bytes(&damaged) {
            let mut join = Join::new(plan.clone());
            let _ = join.push(part);
            join.finish();
        }
        prop_assert!(Part::from_bytes(&good[..cut.index(good.len())]).is_err());
        let good = plan.to_bytes();
        prop_assert_eq!(Plan::from_bytes(&good).unwrap(), plan);
        prop_assert!(Plan::from_bytes(&good[..cut.index(good.len())]).is_err());
    }

    #[test]
    fn text_comes_back_as_it_was_written(rows in prop::collection::vec(prop::collection::vec("[ -~é€\n]{1,8}", 3), 1..20)) {
        let quoted = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
        let lines: Vec<String> = rows.iter().map(|row| row.iter().map(quoted).collect::<Vec<_>>().join(",")).collect();
        let bytes = (lines.join("\r\n") + "\r\n").into_bytes();
        let plan = Plan { data_line: 1, readings: vec![ColumnPlan::new(Reading::Text); 3], ..Plan::default() };
        let (table, problems, _) = read_cut(&bytes, &plan, &[], 50);
        prop_assert_eq!(table.n_rows, rows.len());
        prop_assert!(problems.iter().all(|p| p.effect != clientele::issue::Effect::SetAside || p.problem == clientele::issue::Problem::TotalsRow));
        for (column, whole) in table.columns.iter().enumerate() {
            let Column::Text(whole) = whole else { panic!("text") };
            for (row, cells) in rows.iter().enumerate() {
                if let Some(text) = whole.text(row) {
                    prop_assert_eq!(text, cells[column].trim());
                }
            }
        }
    }
}
