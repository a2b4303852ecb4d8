//! Clean tables of our own, spoilt in one way at a time as the Pollock benchmark spoils its file (families after G. Vitagliano et
//! al., "Pollock: A Data Loading Benchmark", 2023, section 3), and in further ways. Nothing but the bytes is handed over;
//! the rows that were not touched must come back as they stood, and the touched one with all of its text.

use clientele::csv::plain_table;

type Rows = Vec<Vec<String>>;

/// A table and how it is written.
struct Base {
    name: &'static str,
    /// The header first.
    rows: Rows,
}

fn row(cells: &[&str]) -> Vec<String> {
    cells.iter().map(|cell| (*cell).to_owned()).collect()
}

/// Tables of several kinds: an export of orders, one with words alone beside one number, one of numbers, one whose names
/// have digits.
fn bases() -> Vec<Base> {
    let names =
        ["Anna Berg", "Ben O'Hara", "Carla Diaz", "Dora Klein", "Emil Novak", "Finn Aas", "Greta Holm"];
    let orders = |i: usize| {
        row(&[
            &format!("#{}", 1001 + i),
            names[i % 7],
            &format!("2024-03-{:02}", 1 + i),
            &format!("{}.{:02}", 10 + i * 7, i * 13 % 100),
            ["Tea, green", "Mug", "Pot 2 l", "Tea, \"black\""][i % 4],
            ["paid", "refunded", "paid"][i % 3],
        ])
    };
    let people = |i: usize| {
        row(&[
            names[i % 7],
            ["Oslo", "Bern", "Graz", "Lund"][i % 4],
            ["gold", "iron"][i % 2],
            &format!("{}", 18 + i),
        ])
    };
    let numbers = |i: usize| {
        row(&[
            &format!("{}", i + 1),
            &format!("{}", 40 + i * i),
            &format!("{:.1}", i as f64 / 2.0),
            &format!("-{i}"),
        ])
    };
    let reports = |i: usize| {
        row(&[
            names[i % 7],
            &format!("{:02}/{:02}/2023 1{}:05", 13 + i % 12, 1 + i % 12, i % 10),
            &format!("${}.50", i),
            &format!("${}.25", i * 3),
            "a longer text, which explains: much",
        ])
    };
    let base = |name, header: &[&str], of: &dyn Fn(usize) -> Vec<String>| Base {
        name,
        rows: std::iter::once(row(header)).chain((0..24).map(of)).collect(),
    };
    vec![
        base("orders", &["Order", "Customer", "Date", "Total", "Product", "Status"], &orders),
        base("people", &["name", "city", "tier", "age"], &people),
        base("numbers", &["id", "visits", "score", "balance"], &numbers),
        base("reports", &["Client", "Opened on", "Q1 amount", "Q2 amount", "Note 1"], &reports),
    ]
}

/// How a file is written.
#[derive(Clone, Copy, Debug)]
struct Form {
    delimiter: &'static str,
    quote: char,
    escape: Option<char>,
    end: &'static str,
    always: bool,
}

const PLAIN: Form = Form { delimiter: ",", quote: '"', escape: None, end: "\r\n", always: false };

fn written(cell: &str, form: Form) -> String {
    let needs = cell.contains(form.delimiter.trim_matches(' ')) && !form.delimiter.trim().is_empty()
        || cell.contains(form.delimiter)
        || cell.contains([form.quote, '\n']);
    if !needs && !form.always {
        return cell.to_owned();
    }
    let q = form.quote;
    let inner = match form.escape {
        Some(escape) => cell.replace(q, &format!("{escape}{q}")),
        None => cell.replace(q, &format!("{q}{q}")),
    };
    format!("{q}{inner}{q}")
}

fn line(cells: &[String], form: Form) -> String {
    cells.iter().map(|cell| written(cell, form)).collect::<Vec<_>>().join(form.delimiter)
}

fn text(rows: &[Vec<String>], form: Form) -> String {
    rows.iter().map(|cells| line(cells, form) + form.end).collect()
}

fn found(bytes: &[u8]) -> Rows {
    let Ok(table) = plain_table(bytes) else { return Vec::new() };
    let header = Some(table.header).filter(|header| !header.is_empty());
    header.into_iter().chain(table.rows).collect()
}

/// What was not read as it should be.
#[derive(Default)]
struct Faults {
    n: usize,
    told: Vec<String>,
}

impl Faults {
    /// The file must give exactly these rows.
    fn exact(&mut self, name: &str, bytes: &[u8], expected: &[Vec<String>]) {
        self.n += 1;
        let got = found(bytes);
        if got != expected {
            let at = got.iter().zip(expected).take_while(|(a, b)| a == b).count();
            let (a, b) = (got.get(at), expected.get(at));
            self.told.push(format!(
                "{name}: {} rows for {}; row {at} is {a:?} for {b:?}",
                got.len(),
                expected.len()
            ));
        }
    }

    /// All rows but one must be exact; that one must have all of its text, whatever its cells.
    fn but_one(&mut self, name: &str, bytes: &[u8], expected: &[Vec<String>], row: usize) {
        self.n += 1;
        let got = found(bytes);
        let glue = |cells: &Vec<String>| cells.concat().replace(['"', ' ', ',', ';'], "");
        let is_right = got.len() == expected.len()
            && got
                .iter()
                .zip(expected)
                .enumerate()
                .all(|(i, (a, b))| if i == row { glue(a) == glue(b) } else { a == b });
        if !is_right {
            let at =
                got.iter().zip(expected).enumerate().take_while(|(i, (a, b))| *i == row || a == b).count();
            self.told.push(format!(
                "{name}: {} rows for {}; row {at} is {:?}",
                got.len(),
                expected.len(),
                got.get(at)
            ));
        }
    }
}

#[test]
fn whole_files_written_in_other_ways_give_the_same_cells() {
    let mut faults = Faults::default();
    for Base { name, rows } in bases() {
        let clean = text(&rows, PLAIN);
        for delimiter in [",", ";", "\t", "|", ", ", "; ", "^", "~"] {
            for (quote, escape) in [('"', None), ('\'', None), ('"', Some('\\'))] {
                for end in ["\r\n", "\n", "\r"] {
                    for always in [false, true] {
                        let form = Form { delimiter, quote, escape, end, always };
                        let what = format!("{name} {form:?}");
                        faults.exact(&what, text(&rows, form).as_bytes(), &rows);
                    }
                }
            }
        }
        let spaced = Form { delimiter: " ", always: true, ..PLAIN };
        faults.exact(&format!("{name} blanks"), text(&rows, spaced).as_bytes(), &rows);
        for (what, bytes) in [
            ("no last line end", clean.trim_end().to_owned()),
            ("two last line ends", format!("{clean}\r\n")),
            ("many last line ends", format!("{clean}\r\n\r\n\r\n")),
            ("blank lines between", clean.replace("\r\n", "\r\n\r\n")),
            ("a mark", format!("\u{feff}{clean}")),
            ("sep", format!("sep=,\r\n{clean}")),
            ("preamble", format!("Weekly report\r\nMade on 2024-04-01\r\n\r\n{clean}")),
            ("preamble of one line", format!("Weekly report for our team\r\n{clean}")),
            (
                "preamble with commas",
                format!("\"Report, weekly\"{0}\r\n{0}\r\n{clean}", ",".repeat(rows[0].len() - 1)),
            ),
            ("comments", format!("# made by a till\r\n# on 2024-04-01\r\n{clean}")),
        ] {
            faults.exact(&format!("{name}: {what}"), bytes.as_bytes(), &rows);
        }
        faults.exact(&format!("{name}: one row"), text(&rows[..2], PLAIN).as_bytes(), &rows[..2]);
        faults.exact(&format!("{name}: header alone"), text(&rows[..1], PLAIN).as_bytes(), &rows[..1]);
        faults.exact(&format!("{name}: no header"), text(&rows[1..], PLAIN).as_bytes(), &rows[1..]);
        let joined: Vec<String> = rows[0].iter().map(|cell| format!("All {cell}")).collect();
        let two: Rows =
            [vec!["All".to_owned(); rows[0].len()]].into_iter().chain(rows.iter().cloned()).collect();
        let expected: Rows = [joined].into_iter().chain(rows[1..].iter().cloned()).collect();
        faults.exact(&format!("{name}: two header rows"), text(&two, PLAIN).as_bytes(), &expected);
    }
    println!("{} files", faults.n);
    assert!(faults.told.is_empty(), "{} of {}:\n{}", faults.told.len(), faults.n, faults.told.join("\n"));
}

#[test]
fn a_row_spoilt_in_one_place_leaves_the_others_as_they_are() {
    let mut faults = Faults::default();
    for Base { name, rows } in bases() {
        for always in [false, true] {
            let form = Form { always, ..PLAIN };
            for (at, cells) in rows.iter().enumerate().skip(1) {
                let with = |changed: String| -> Vec<u8> {
                    let lines = rows
                        .iter()
                        .enumerate()
                        .map(|(i, cells)| if i == at { changed.clone() } else { line(cells, form) });
                    lines.map(|line| line + form.end).collect::<String>().into_bytes()
                };
                let parts: Vec<String> = cells.iter().map(|cell| written(cell, form)).collect();
                for column in 0..cells.len() {
                    let tell = |what: &str| format!("{name} {always} {what} row {at} column {column}");
                    let mut less = parts.clone();
                    if column + 1 < less.len() {
                        // Two quoted cells glued are one with quotes inside; without them the next one stays apart.
                        let next = less.remove(column + 1);
                        less[column] += &next;
                        faults.but_one(&tell("less"), &with(less.join(",")), &rows, at);
                    }
                    let mut more = parts.clone();
                    more.insert(column, String::new());
                    faults.but_one(&tell("more"), &with(more.join(",")), &rows, at);
                    for where_ in ["start", "end"] {
                        let mut quoted = parts.clone();
                        quoted[column] = if where_ == "start" {
                            format!("\"{}", quoted[column])
                        } else {
                            format!("{}\"", quoted[column])
                        };
                        faults.but_one(
                            &tell(&format!("quote at the {where_}")),
                            &with(quoted.join(",")),
                            &rows,
                            at,
                        );
                    }
                }
                for other in [";", "\t", "|", " "] {
                    let one = Form { delimiter: other, always: other == " ", ..form };
                    faults.but_one(
                        &format!("{name} {always} row {at} cut at {other:?}"),
                        &with(line(cells, one)),
                        &rows,
                        at,
                    );
                }
            }
        }
    }
    println!("{} files", faults.n);
    assert!(faults.told.is_empty(), "{} of {}:\n{}", faults.told.len(), faults.n, faults.told.join("\n"));
}

#[test]
fn the_first_of_several_tables_is_read() {
    let mut faults = Faults::default();
    let all = bases();
    for Base { name, rows } in &all {
        for second in &all {
            for third in [None, Some(&all[1]), Some(&all[3])] {
                for between in ["", "\r\n", "\r\n\r\n"] {
                    for form in [PLAIN, Form { end: "\n", delimiter: ";", ..PLAIN }] {
                        let is_alike = second.rows[0].len() == rows[0].len() && second.name != *name;
                        let third_alike = third
                            .is_some_and(|third| third.rows[0].len() == rows[0].len() || third.name == *name);
                        if is_alike || third_alike {
                            continue;
                        }
                        let mut file = text(rows, form) + between + &text(&second.rows, form);
                        if let Some(third) = third {
                            file += &(between.to_owned() + &text(&third.rows[..9], form));
                        }
                        let what = format!(
                            "{name}, {}, {:?}, {between:?}, {}",
                            second.name,
                            third.map(|third| third.name),
                            form.delimiter
                        );
                        faults.exact(&what, file.as_bytes(), rows);
                    }
                }
            }
        }
        // A table of a report beside the data: names with digits, years, a total below.
        for (header, data) in [
            ("Product,2022,2023", "Tea,10,12\r\nMug,3,4\r\nTotal,13,16"),
            (
                "Quarter,Q1 2023,Q2 2023,Q3 2023,Q4 2023,Q1 2024,Q2 2024,Q3 2024",
                "sum,1,2,3,4,5,6,7\r\nmean,1,2,3,4,5,6,7",
            ),
            ("Address line 1,Address line 2", "1,2\r\n3,4"),
        ] {
            let n = header.split(',').count();
            if n == rows[0].len() {
                continue;
            }
            let file = format!("{}\r\n{header}\r\n{data}\r\n", text(rows, PLAIN));
            faults.exact(&format!("{name} and {header}"), file.as_bytes(), rows);
        }
    }
    println!("{} files", faults.n);
    assert!(faults.told.is_empty(), "{} of {}:\n{}", faults.told.len(), faults.n, faults.told.join("\n"));
}
