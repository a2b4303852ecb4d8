//! Real files, read from the folder that CLIENTELE_REAL_FILES names; their truths are in its README.

use clientele::csv::{ColumnReport, DateOrder, Decided, Encoding};
use clientele::table::{Column, Reading};

use super::*;

/// A file of the folder and a reading that gives each named column its type and skips the others.
fn read_real(name: &str, wanted: &[(&str, Reading)]) -> Option<(Sniff, Read)> {
    let Ok(folder) = std::env::var("CLIENTELE_REAL_FILES") else {
        println!("{name}: not run, CLIENTELE_REAL_FILES is unset");
        return None;
    };
    let bytes = std::fs::read(std::path::Path::new(&folder).join(name)).unwrap();
    let head = &bytes[..bytes.len().min(256 << 10)];
    let sniff = sniff(head, head.len() == bytes.len()).unwrap();
    let reading =
        |header: &str| wanted.iter().find(|(name, _)| *name == header).map_or(Reading::Skip, |w| w.1);
    let columns: Vec<ColumnPlan> =
        sniff.sample.columns.iter().map(|column| ColumnPlan::new(reading(&column.header))).collect();
    let plan = sniff.plan(&columns);
    let n = bytes.len() as u64;
    let whole = read_cut(&bytes, &plan, &[], usize::MAX >> 1);
    assert!(read_cut(&bytes, &plan, &[n / 3, n / 2], 64 << 10) == whole, "{name} in slices is the same");
    Some((sniff, whole))
}

fn columns(read: &Read) -> Vec<&Column> {
    read.0.columns.iter().filter(|column| **column != Column::Skipped).collect()
}

fn distinct(column: &Column) -> usize {
    let Column::Text(column) = column else { panic!("text") };
    column.texts.len()
}

fn sum(column: &Column) -> i64 {
    let Column::Number(column) = column else { panic!("number") };
    (0..column.values.len()).filter_map(|row| column.value(row)).sum()
}

fn days(column: &Column) -> (String, String) {
    let Column::Time(column) = column else { panic!("time") };
    let all = || (0..column.moments.len()).filter_map(|row| column.moment(row));
    (all().min().unwrap().day(0).to_string(), all().max().unwrap().day(0).to_string())
}

#[test]
fn superstore() {
    let wanted = [
        ("Order ID", Reading::Id),
        ("Order Date", Reading::Time),
        ("Customer ID", Reading::Id),
        ("Sales", Reading::Number),
        ("Profit", Reading::Number),
    ];
    let Some((sniff, read)) = read_real("superstore_us_utf8bom.csv", &wanted) else { return };
    assert_eq!((sniff.dialect.encoding, sniff.dialect.bom), (Encoding::Utf8, 3));
    let columns = columns(&read);
    assert_eq!(read.0.n_rows, 9994);
    assert_eq!((distinct(columns[0]), distinct(columns[2])), (5009, 793));
    assert_eq!((sum(columns[3]), sum(columns[4])), (22_972_008_603, 2_863_970_217));
    assert_eq!(read.1, []);
}

#[test]
fn online_retail() {
    let wanted =
        [("InvoiceDate", Reading::Time), ("UnitPrice", Reading::Number), ("CustomerID", Reading::Id)];
    let Some((_, read)) = read_real("online_retail_dec2010_us.csv", &wanted) else { return };
    let columns = columns(&read);
    assert_eq!(read.0.n_rows, 42_481);
    assert_eq!(days(columns[0]), ("2010-12-01".to_owned(), "2010-12-23".to_owned()));
    let Some(ColumnReport::Time(report)) = read.2.columns.get(4) else { panic!("time") };
    assert_eq!(
        (report.order, report.decided, report.ambiguous),
        (DateOrder::MonthDayYear, Decided::Rows, false)
    );
    assert!(report.month_first.first_row > 15_000, "{report:?}");
    let Column::Text(customers) = columns[2] else { panic!("text") };
    assert!(customers.codes.has_nothing());
}

#[test]
fn orders_of_a_german_spreadsheet() {
    let wanted = [
        ("E-Mail", Reading::Id),
        ("Datum", Reading::Time),
        ("Kunde", Reading::Text),
        ("Summe", Reading::Number),
    ];
    let Some((sniff, read)) = read_real("exports/orders_excel_de.csv", &wanted) else { return };
    assert_eq!((sniff.dialect.encoding, sniff.dialect.delimiter), (Encoding::Windows1252, Some(b';')));
    let columns = columns(&read);
    assert_eq!(read.0.n_rows, 389);
    assert_eq!(read.1, []);
    let Column::Text(names) = columns[2] else { panic!("text") };
    assert!(names.texts.iter().any(|name| name == "João Ueda"));
    let Column::Number(totals) = columns[3] else { panic!("number") };
    assert_eq!((totals.value(0), totals.currency(0)), (Some(624_800), Some("EUR")));
    assert_eq!(days(columns[1]).0, "2023-11-01");
}

#[test]
fn shopify_orders() {
    let wanted = [
        ("Name", Reading::Key),
        ("Email", Reading::Id),
        ("Total", Reading::Number),
        ("Created at", Reading::Time),
    ];
    let Some((_, read)) = read_real("exports/shopify_orders_export.csv", &wanted) else { return };
    let columns = columns(&read);
    assert_eq!(read.0.n_rows, 914);
    let Column::Key(names) = columns[0] else { panic!("key") };
    let mut orders = names.all();
    orders.sort_unstable();
    orders.dedup();
    assert_eq!(orders.len(), 420);
    assert_eq!(sum(columns[2]), 374_584_000);
    assert_eq!(read.1, []);
}
