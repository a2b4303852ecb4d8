//! Tables as CSV files: what is written is read back the same, and nothing in it is a formula.

use clientele::report::{Cell, CsvOptions, Guard, Heading, Sheet, Unit};

use crate::shop::Dice;

fn sheet(units: &[Unit], rows: Vec<Vec<Cell>>) -> Sheet {
    let columns =
        units.iter().enumerate().map(|(i, &unit)| Heading { name: format!("h{i}"), unit }).collect();
    Sheet { columns, rows }
}

fn text(cell: &str) -> Cell {
    Cell::Text(cell.into())
}

/// One cell of text as the file holds it.
fn written(cell: &str) -> String {
    let file = sheet(&[Unit::Text], vec![vec![text(cell)]]).to_csv(CsvOptions::default());
    file.strip_prefix("h0\r\n").unwrap().strip_suffix("\r\n").unwrap().to_string()
}

#[test]
fn numbers_are_written_for_programs() {
    let row = vec![
        text("a"),
        Cell::Number(1_234.567_89),
        Cell::Number(0.25),
        Cell::Number(9861.0),
        Cell::Number(-0.0),
        Cell::Number(f64::NAN),
        Cell::Blank,
    ];
    let units = [Unit::Text, Unit::Money, Unit::Share, Unit::Date, Unit::Number, Unit::Number, Unit::Days];
    let file = sheet(&units, vec![row]).to_csv(CsvOptions { byte_order_mark: true });
    assert_eq!(file, "\u{feff}h0,h1,h2,h3,h4,h5,h6\r\na,1234.5679,0.25,1996-12-31,0,,\r\n");
}

#[test]
fn what_starts_like_a_formula_is_guarded() {
    for cell in [
        "=1+1",
        "+49 30 1",
        "-x",
        "@SUM(A1)",
        "\tx",
        "=",
        "-",
        "  =1",
        "\u{a0}=1",
        "\u{ff1d}1",
        "-1e5",
        "+1,5",
    ] {
        let file = written(cell);
        assert!(file.trim_start_matches('"').starts_with('\''), "{cell:?} {file:?}");
    }
    assert!(written("\r=1").starts_with("\"'"));
    assert!(written("\n=1").starts_with("\"'"));
    for cell in ["-5", "+5", "-12.50", "x=1", "a@b.c", "'x", "", "5-3"] {
        assert_eq!(written(cell), cell);
    }
}

#[test]
fn headings_are_guarded_too() {
    let columns = vec![Heading { name: "=cmd".into(), unit: Unit::Text }];
    assert_eq!(Sheet { columns, rows: vec![] }.to_csv(CsvOptions::default()), "'=cmd\r\n");
}

#[test]
fn quotes_follow_rfc_4180() {
    assert_eq!(written("say \"hi\""), "\"say \"\"hi\"\"\"");
    assert_eq!(written("a,b"), "\"a,b\"");
    assert_eq!(written("a\nb"), "\"a\nb\"");
    assert_eq!(written(" a"), "\" a\"");
}

/// Random cells of the characters that matter, read back by a reader of its own.
#[test]
fn what_is_written_is_read_back() {
    let alphabet: Vec<char> = "ab\"',;\r\n\t =+-@1é\u{ff1d}".chars().collect();
    let mut dice = Dice(4180);
    for _ in 0..2000 {
        let rows: Vec<Vec<String>> = (0..1 + dice.below(4))
            .map(|_| (0..3).map(|_| random_cell(&alphabet, &mut dice)).collect())
            .collect();
        let cells = rows.iter().map(|row| row.iter().map(|cell| text(cell)).collect()).collect();
        let file = sheet(&[Unit::Text; 3], cells).to_csv(CsvOptions::default());
        let read = read(&file);
        assert_eq!(read.len(), rows.len() + 1);
        for (read, row) in read[1..].iter().zip(&rows) {
            for (read, cell) in read.iter().zip(row) {
                assert!(read == cell || read.strip_prefix('\'') == Some(cell), "{cell:?} {read:?}");
                let number = cell.parse::<f64>().is_ok();
                let first = read.trim_start_matches([' ', '\u{a0}']).chars().next();
                assert!(number || !first.is_some_and(|c| "=+-@\t\r\n\u{ff1d}".contains(c)), "{read:?}");
            }
        }
    }
}

fn random_cell(alphabet: &[char], dice: &mut Dice) -> String {
    (0..dice.below(6)).map(|_| alphabet[dice.below(alphabet.len() as u64) as usize]).collect()
}

/// A reader of RFC 4180 and nothing else.
fn read(file: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell, mut quoted) = (vec![], vec![], String::new(), false);
    let mut chars = file.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => cell.push(chars.next().unwrap()),
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut cell)),
            '\r' if !quoted => {
                assert_eq!(chars.next(), Some('\n'));
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            c => cell.push(c),
        }
    }
    assert!(row.is_empty() && cell.is_empty() && !quoted);
    rows
}

/// A table of groups with so many customers each, and as much money.
fn groups(counts: &[usize]) -> Sheet {
    let columns = [("Group", Unit::Text), ("Customers", Unit::Count), ("Amount", Unit::Money)]
        .map(|(name, unit)| Heading { name: name.into(), unit });
    let row = |(at, &n): (usize, &usize)| vec![text(&format!("g{at}")), Cell::from(n), Cell::from(n as f64)];
    Sheet { columns: columns.to_vec(), rows: counts.iter().enumerate().map(row).collect() }
}

#[test]
fn no_withheld_group_can_be_computed_from_the_total() {
    let locale = clientele::locale::Locale::default();
    let mut dice = crate::shop::Dice(9);
    for _ in 0..2000 {
        let counts: Vec<usize> = (0..1 + dice.below(9)).map(|_| dice.below(40) as usize).collect();
        let least = dice.below(12) as usize;
        let mut table = groups(&counts);
        Guard { least, ..Guard::default() }.apply(&mut table, false, &locale);
        let hidden: Vec<usize> = (0..counts.len()).filter(|&at| table.rows[at][1] == Cell::Blank).collect();
        for (at, &n) in counts.iter().enumerate() {
            assert!(n == 0 || n >= least || hidden.contains(&at), "{counts:?} {least}");
            // A withheld row says nothing but its name.
            assert!(!hidden.contains(&at) || table.rows[at][1..].iter().all(|cell| *cell == Cell::Blank));
            assert_eq!(table.rows[at][0], text(&format!("g{at}")));
        }
        // Whoever knows the total knows the sum of what is hidden: it must be of several groups, and large enough.
        let others = counts.iter().filter(|&&n| n > 0).count() - hidden.len();
        let sum: usize = hidden.iter().map(|&at| counts[at]).sum();
        assert!(hidden.is_empty() || (hidden.len() > 1 && sum >= least) || others == 0, "{counts:?} {least}");
        if counts.iter().all(|&n| n == 0 || n >= least) {
            assert!(hidden.is_empty());
        }
    }
}

#[test]
fn codes_are_the_salted_digest_and_the_origin_stands_in_a_column_of_its_own() {
    let locale = clientele::locale::Locale::default();
    let mut table = groups(&[3, 4]);
    let guard = Guard { salt: Some(b"pepper".to_vec()), least: 10, origin: "Clientele; a.csv".into() };
    guard.apply(&mut table, true, &locale);
    // Origin: printf 'pepperg0' | sha256sum, the first 32 digits.
    assert_eq!(table.rows[0][0], text("2cfe1510d2c6bd86f016aaf91c167f82"));
    assert_ne!(table.rows[0][0], table.rows[1][0]);
    // Rows that are customers are no groups: they stand, under codes.
    assert_eq!(table.rows[0][1], Cell::Number(3.0));
    let file = table.to_csv(CsvOptions::default());
    let lines: Vec<&str> = file.lines().collect();
    assert!(
        lines[0].ends_with(",Origin")
            && lines[1].ends_with(",\"Clientele; a.csv\"")
            && lines[2].ends_with(',')
    );
}
