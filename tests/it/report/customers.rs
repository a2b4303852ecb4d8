//! Customers one by one.

use clientele::day::Day;
use clientele::locale::Locale;
use clientele::metrics::segments::{SegmentsConfig, segments};
use clientele::report::{Cell, CsvOptions, CustomerList, Guard};

use super::value::value_of;
use crate::shop::{facts, order};
use crate::value_bands::customer;

#[test]
fn the_worthiest_stand_first_and_equals_by_identifier() {
    let orders: Vec<_> =
        [3.0, 9.0, 3.0, 1.0].into_iter().zip(0..).map(|(units, i)| order(i, 10, units)).collect();
    let shop = facts(5, &orders);
    let answer = segments(&shop, &SegmentsConfig::default()).unwrap();
    let by_money = CustomerList::new(&shop.customers, Some(&answer), None, None);
    assert_eq!(by_money.customers().collect::<Vec<_>>(), [1, 0, 2, 3]);

    let value =
        value_of(vec![customer(0, 3.0, Some(1.0)), customer(2, 3.0, Some(1.0)), customer(3, 1.0, Some(7.0))]);
    let by_value = CustomerList::new(&shop.customers, Some(&answer), Some(&value), None);
    assert_eq!(by_value.customers().collect::<Vec<_>>(), [3, 0, 2, 1]);
    let some = CustomerList::new(&shop.customers, Some(&answer), Some(&value), Some(&[4, 2, 2, 99]));
    assert_eq!(some.customers().collect::<Vec<_>>(), [2, 4]);
}

#[test]
fn a_row_holds_what_is_known() {
    let shop = facts(2, &[order(0, 10, 3.0), order(0, 12, 4.0)]);
    let answer = segments(&shop, &SegmentsConfig { as_of: Some(Day(20)), ..Default::default() }).unwrap();
    let list = CustomerList::new(&shop.customers, Some(&answer), None, Some(&[0, 1]));
    let csv = list.to_csv(CsvOptions::default(), &Guard::default(), &Locale::default());
    let lines: Vec<&str> = csv.split("\r\n").collect();
    assert_eq!(
        lines[0],
        "Customer,Segment,Recency score,Frequency score,Money score,Last order,Orders,Amount"
    );
    assert_eq!(lines[1], "c0,New,5,1,1,1970-01-13,2,7");
    assert_eq!(lines[2], "c1,,,,,,,");

    // 20 days old, last seen at 10 days, as of day 10 000: silent for 10 days.
    let value = value_of(vec![customer(0, 7.0, Some(2.5))]);
    let list = CustomerList::new(&shop.customers, None, Some(&value), None);
    let row = &list.sheet(0..10, &Locale::default()).rows[0];
    assert_eq!(row[1], Cell::Number(9990.0));
    assert_eq!(row[2..], [2.0, 7.0, 0.5, 1.0, 2.5].map(Cell::Number));
}

#[test]
fn pages_make_up_the_whole() {
    let orders: Vec<_> = (0..10_000).map(|i| order(i, 10, f64::from(i % 97))).collect();
    let shop = facts(10_000, &orders);
    let answer = segments(&shop, &SegmentsConfig::default()).unwrap();
    let list = CustomerList::new(&shop.customers, Some(&answer), None, None);
    let whole = list.sheet(0..usize::MAX, &Locale::default());
    assert_eq!(whole.rows.len(), 10_000);
    assert_eq!(
        whole.to_csv(CsvOptions::default()),
        list.to_csv(CsvOptions::default(), &Guard::default(), &Locale::default())
    );
    assert_eq!(list.sheet(9_998..20_000, &Locale::default()).rows, whole.rows[9_998..]);
    assert!(list.sheet(10_000..10_001, &Locale::default()).rows.is_empty());
}
