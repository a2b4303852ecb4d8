//! The way from bytes to columns on small files.

use clientele::day::Day;
use clientele::moment::Moment;
use clientele::table::{Column, Reading};

use super::*;

const ORDERS: &str = "order_id,customer,date,total\n1001,ana@example.com,2024-03-05,19.90\n\
    1002,bo@example.com,2024-03-06T08:00:00+01:00,5.00\n1003,ana@example.com,,-1.5\n";
const READINGS: [Reading; 4] = [Reading::Key, Reading::Id, Reading::Time, Reading::Number];

fn moment(year: i32, month: u32, day: u32) -> i64 {
    Moment::of_day(Day::from_ymd(year, month, day).unwrap()).0
}

#[test]
fn cells_become_typed_columns() {
    let (table, problems, _) = read(ORDERS.as_bytes(), &READINGS);
    assert_eq!(table.n_rows, 3);
    assert_eq!(problems, []);
    let Column::Text(customers) = &table.columns[1] else { panic!("text") };
    assert_eq!(customers.codes.to_vec(), [0, 1, 0]);
    assert_eq!(customers.text(1), Some("bo@example.com"));
    let Column::Time(times) = &table.columns[2] else { panic!("time") };
    assert_eq!(times.moment(0).unwrap().0, moment(2024, 3, 5));
    assert_eq!(times.moment(1).unwrap().0, moment(2024, 3, 6) + 7 * 3_600_000);
    assert_eq!((times.moment(2), times.offset(1), times.offset(2)), (None, 60, 0));
    let Column::Number(totals) = &table.columns[3] else { panic!("number") };
    assert_eq!(totals.values.to_vec(), [199_000, 50_000, -15_000]);
    assert_eq!((table.lines.line(0), table.lines.line(2)), (2, 4));
}

#[test]
fn every_cut_and_every_chunk_gives_the_same() {
    let text = "a,b,c\n1,\"x, \"\"y\"\"\n2,3\",4\n\n5,6,7\r\n8,9\n10,\"11\"\n";
    let plan = plan(text.as_bytes(), &[Reading::Number, Reading::Text, Reading::Number]);
    let whole = read_cut(text.as_bytes(), &plan, &[], 1 << 20);
    assert_eq!(whole.0.n_rows, 4);
    for cut in 0..text.len() as u64 {
        for chunk in [1, 2, 7, 1 << 20] {
            assert_eq!(
                read_cut(text.as_bytes(), &plan, &[cut], chunk),
                whole,
                "cut {cut}, chunks of {chunk}"
            );
        }
    }
}
