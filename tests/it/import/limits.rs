//! Files in which every row is bad: memory stays that of the rows, the account stays exact.

use super::*;

/// Rows of orders of which each is bad, in turn: no customer, a bad date, a bad amount, a cell too many.
fn bad_rows(n: usize) -> Vec<u8> {
    use std::io::Write as _;
    let mut file = b"order,customer,date,total\n".to_vec();
    for good in 0..50 {
        writeln!(file, "{good},anna{good},2024-03-05,10.00").unwrap();
    }
    for row in 0..n {
        // Of an order that a good row names, the customer would be known.
        let order = 50 + row;
        match row % 4 {
            0 => writeln!(file, "{order},,2024-03-05,10.00"),
            1 => writeln!(file, "{order},anna,no date at all {row},10.00"),
            2 => writeln!(file, "{order},anna,2024-03-05,for nothing {row}"),
            _ => writeln!(file, "{order},anna,2024-03-05,10.00,one cell too many {row}"),
        }
        .unwrap();
    }
    file
}

/// The most memory that this process ever had, in MB, where the system tells.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM"))?;
    line.split_whitespace().nth(1)?.parse::<u64>().ok().map(|kb| kb / 1024)
}

/// `cargo test --release --test it a_million_bad_rows -- --ignored --nocapture` alone tells the peak.
#[test]
#[ignore = "a measurement of memory, to be run alone"]
fn a_million_bad_rows() {
    let bytes = bad_rows(1_000_000);
    println!("file: {} MB, peak before: {:?} MB", bytes.len() >> 20, peak());
    let loaded = read_whole("orders.csv", &bytes).unwrap();
    println!("peak when read: {:?} MB", peak());
    let (_, accounts) = facts(std::slice::from_ref(&loaded));
    println!("peak with facts: {:?} MB", peak());
    let issues = loaded.issues(&accounts[0]);
    println!("peak with issues: {:?} MB, {} of them", peak(), issues.len());
}

#[test]
fn a_file_of_bad_rows_is_counted_exactly_and_told_in_part() {
    let n = 20_000;
    let loaded = read_whole("orders.csv", &bad_rows(n)).unwrap();
    let (_, accounts) = facts(std::slice::from_ref(&loaded));
    let account = &accounts[0];
    assert_eq!((account.rows_read, account.rows_used), (n + 50, 50));
    let kinds = loaded.issues(account);
    // A quarter of the rows each, as they are written above; each stands after the header and 50 good rows.
    let expected = [Problem::NoCustomer, Problem::BadDate, Problem::BadNumber, Problem::TooManyCells];
    for (i, problem) in (0..).zip(expected) {
        let kind = kinds.iter().find(|kind| kind.problem == problem).unwrap();
        assert_eq!((kind.effect, kind.count), (Effect::SetAside, n / 4), "{problem:?}");
        let lines: Vec<u64> = kind.first.iter().map(|issue| issue.line).collect();
        assert_eq!(lines, (0..1000).map(|k| 52 + 4 * k + i).collect::<Vec<u64>>(), "{problem:?}");
    }
    let last =
        kinds.iter().find(|kind| kind.problem == Problem::BadDate).unwrap().first.last().unwrap().clone();
    assert_eq!((last.text.as_str(), last.column), ("no date at all 3997", Some(3)));
    // Three kinds are met while reading; a blank customer is found later.
    assert_eq!((kinds.len(), loaded.problems.len(), loaded.report.found.len()), (4, 3000, 3 * n / 4));
}
