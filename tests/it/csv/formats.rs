//! The cells and columns of `tests/reference/formats.json`: seen in real exports, from CLDR, or from memory, as each
//! says; every one is read as it says, or as one of the readings that it allows.

use clientele::csv::{ColumnReport, Dialect};
use clientele::day::Day;
use clientele::moment::MS_PER_DAY;
use clientele::table::{Column, Reading};
use serde_json::Value;

use super::*;

fn all(key: &str) -> Vec<Value> {
    let all: Value = serde_json::from_str(include_str!("../../reference/formats.json")).unwrap();
    all[key].as_array().unwrap().clone()
}

/// A file of one column without a header, each cell quoted.
fn read_column(cells: &[&str], reading: Reading) -> Read {
    let text: String = cells.iter().map(|cell| format!("\"{}\"\n", cell.replace('"', "\"\""))).collect();
    let plan = Plan {
        dialect: Dialect::default(),
        data_line: 1,
        readings: vec![ColumnPlan::new(reading)],
        ..Plan::default()
    };
    let read = read_cut(text.as_bytes(), &plan, &[], 1 << 20);
    assert_eq!(read.0.n_rows, cells.len());
    read
}

/// `2024-03-05T14:02:11.123-05:00` as milliseconds, UTC where there is an offset. Days, months and quarters alone
/// are their first instant.
fn moment_of(text: &str) -> i64 {
    let (date, time) = text.split_once('T').unwrap_or((text, ""));
    let mut fields = date.split('-');
    let year = fields.next().unwrap().parse().unwrap();
    let month = match fields.next().unwrap() {
        quarter if quarter.starts_with('Q') => quarter[1..].parse::<u32>().unwrap() * 3 - 2,
        month => month.parse().unwrap(),
    };
    let day = fields.next().map_or(1, |day| day.parse().unwrap());
    let day = Day::from_ymd(year, month, day).unwrap();
    let (time, offset) = match time.find(['Z', '+', '-']) {
        Some(at) => time.split_at(at),
        None => (time, ""),
    };
    let minutes = |text: &str| {
        text.split_once(':').map_or(0, |(h, m)| h.parse::<i64>().unwrap() * 60 + m.parse::<i64>().unwrap())
    };
    let offset = match offset.as_bytes().first() {
        Some(b'-') => -minutes(&offset[1..]),
        Some(b'+') => minutes(&offset[1..]),
        _ => 0,
    };
    let mut seconds = 0.0;
    for (field, scale) in time.split(':').filter(|field| !field.is_empty()).zip([3600.0, 60.0, 1.0]) {
        seconds += field.parse::<f64>().unwrap() * scale;
    }
    i64::from(day.0) * MS_PER_DAY + (seconds * 1000.0_f64).round() as i64 - offset * 60_000
}

/// A decimal as ten-thousandths.
fn number_of(text: &str) -> i64 {
    (text.parse::<f64>().unwrap() * 10_000.0).round() as i64
}

fn time(read: &Read, row: usize) -> Option<i64> {
    let Column::Time(column) = &read.0.columns[0] else { panic!("time") };
    column.moment(row).map(|moment| moment.0)
}

fn number(read: &Read, row: usize) -> Option<i64> {
    let Column::Number(column) = &read.0.columns[0] else { panic!("number") };
    column.value(row)
}

fn text(read: &Read, row: usize) -> Option<String> {
    let Column::Text(column) = &read.0.columns[0] else { panic!("text") };
    column.text(row).map(str::to_owned)
}

fn is_ambiguous(read: &Read) -> bool {
    match &read.2.columns[0] {
        ColumnReport::Time(report) => report.ambiguous,
        ColumnReport::Number(report) => report.ambiguous,
        ColumnReport::Plain => false,
    }
}

/// Compares one cell; what is wrong, if anything.
fn wrong(case: &Value) -> Option<String> {
    let cell = case["text"].as_str().unwrap();
    let reading = case["reading"].as_str();
    let kind = case["kind"].as_str().unwrap();
    let (read, got, expected) = match kind {
        "date" => {
            let read = read_column(&[cell], Reading::Time);
            let got = time(&read, 0);
            (read, got, reading.map(moment_of))
        }
        "amount" | "percent" | "duration" | "score" => {
            // A word of a scale is read where the column is known for one: see below.
            if case["text"] == "Very satisfied" {
                return None;
            }
            let read = read_column(&[cell], Reading::Number);
            let got = number(&read, 0);
            (read, got, reading.map(number_of))
        }
        "id" if reading.is_some() => {
            let got = text(&read_column(&[cell], Reading::Id), 0);
            return (got.as_deref() != reading).then(|| format!("{cell:?}: {got:?}"));
        }
        _ => return None,
    };
    let is_right = if case["ambiguous"] == true {
        // Not read at all, or read in one of the ways and said to be open.
        got.is_none() || is_ambiguous(&read)
    } else {
        got == expected && !is_ambiguous(&read)
    };
    (!is_right).then(|| format!("{kind} {cell:?}: {got:?} instead of {expected:?}, {:?}", read.2.columns[0]))
}

#[test]
fn cells_are_read_as_the_collection_says() {
    let wrong: Vec<String> = all("cells").iter().filter_map(wrong).collect();
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn columns_are_read_as_the_collection_says() {
    for case in all("columns") {
        let name = case["name"].as_str().unwrap();
        let cells: Vec<&str> =
            case["values"].as_array().unwrap().iter().map(|v| v.as_str().unwrap()).collect();
        let reading = match case["kind"].as_str().unwrap() {
            "date" => Reading::Time,
            "amount" => Reading::Number,
            _ => Reading::Id,
        };
        let read = read_column(&cells, reading);
        assert_eq!(is_ambiguous(&read), case["ambiguous"] == true, "{name}");
        let Some(readings) = case["readings"].as_array() else { continue };
        let alternatives: Vec<&Vec<Value>> =
            match readings.iter().filter_map(Value::as_array).collect::<Vec<_>>() {
                lists if lists.is_empty() => vec![readings],
                lists => lists,
            };
        let fits = |wanted: &&Vec<Value>| {
            wanted.iter().enumerate().all(|(row, wanted)| match reading {
                Reading::Time => time(&read, row) == wanted.as_str().map(moment_of),
                Reading::Number => number(&read, row) == wanted.as_str().map(number_of),
                _ => text(&read, row).as_deref() == wanted.as_str(),
            })
        };
        assert!(alternatives.iter().any(fits), "{name}: {:?}", read.0.columns);
        if case["issues"] == true {
            let currencies = match &read.2.columns[0] {
                ColumnReport::Number(report) => report.currencies.len(),
                _ => 0,
            };
            assert!(!read.1.is_empty() || currencies > 1, "{name} is told");
        }
    }
}

#[test]
fn the_order_of_a_column_is_decided_by_its_rows_and_conflicts_are_told() {
    let read = read_column(&["3/5/2024", "3/13/2024", "25/12/2024", "4/14/2024"], Reading::Time);
    assert_eq!(time(&read, 0), Some(moment_of("2024-03-05")));
    assert_eq!(time(&read, 2), None);
    assert_eq!((read.1.len(), read.1[0].row, read.1[0].line), (1, 2, 3));
    let ColumnReport::Time(report) = &read.2.columns[0] else { panic!("time") };
    assert_eq!(
        (report.month_first.rows, report.month_first.first_row, report.month_first.first_line),
        (2, 1, 2)
    );
    assert_eq!((report.day_first.rows, report.bad), (1, 1));
}

#[test]
fn what_the_user_says_of_a_column_holds() {
    let text = "1,234\n5/3/2024\n";
    let force = |reading, order, mark| {
        let column = ColumnPlan { reading, date_order: order, decimal_mark: mark };
        let plan = Plan { data_line: 1, readings: vec![column], ..Plan::default() };
        let plan = Plan { dialect: Dialect { delimiter: Some(b';'), ..Dialect::default() }, ..plan };
        read_cut(text.as_bytes(), &Plan::from_bytes(&plan.to_bytes()).unwrap(), &[], 3)
    };
    use clientele::csv::{DateOrder, DecimalMark};
    let read = force(Reading::Number, None, Some(DecimalMark::Comma));
    assert_eq!((number(&read, 0), is_ambiguous(&read)), (Some(12_340), false));
    let read = force(Reading::Time, Some(DateOrder::MonthDayYear), None);
    assert_eq!((time(&read, 1), is_ambiguous(&read)), (Some(moment_of("2024-05-03")), false));
}

#[test]
fn an_amount_beyond_the_range_is_a_problem_not_another_amount() {
    let read = read_column(
        &["9999999999999999999999", "922337203685477.5807", "123456789012.3456"],
        Reading::Number,
    );
    assert_eq!(
        (number(&read, 0), number(&read, 1), number(&read, 2)),
        (None, None, Some(1_234_567_890_123_456))
    );
    assert_eq!(read.1.len(), 2);
}

#[test]
fn a_default_is_the_likelier_reading_and_the_user_is_asked() {
    let order = |cells: &[&str]| match &read_column(cells, Reading::Time).2.columns[0] {
        ColumnReport::Time(report) => (report.order, report.ambiguous),
        _ => panic!("time"),
    };
    use clientele::csv::DateOrder::{DayMonthYear, MonthDayYear};
    assert_eq!(order(&["1/2/2024", "2/2/2024", "3/2/2024", "4/2/2024"]), (DayMonthYear, true));
    assert_eq!(order(&["2/1/2024", "2/2/2024", "2/3/2024", "2/4/2024"]), (MonthDayYear, true));
    assert_eq!(
        order(&["11/2/2024", "12/1/2024", "12/3/2024", "12/5/2024", "12/9/2024"]),
        (MonthDayYear, true)
    );
    let first = |cell: &str| {
        let read = read_column(&[cell], Reading::Number);
        (number(&read, 0), is_ambiguous(&read))
    };
    assert_eq!(
        (first("€1.234"), first("1.234"), first("1,234")),
        ((Some(12_340_000), true), (Some(12_340), true), (Some(12_340_000), true))
    );
}

#[test]
fn another_column_of_the_file_decides_where_a_column_cannot() {
    let text = "a;b;c;d\n1/2/2024;1.234;13/2/2024;1,5\n3/2/2024;2.500;14/2/2024;2,25\n";
    let read = read(text.as_bytes(), &[Reading::Time, Reading::Number, Reading::Time, Reading::Number]);
    use clientele::csv::Decided;
    let (ColumnReport::Time(time), ColumnReport::Number(number)) = (&read.2.columns[0], &read.2.columns[1])
    else {
        panic!("reports")
    };
    assert_eq!((time.decided, time.ambiguous), (Decided::OtherColumn, false));
    assert_eq!((number.decided, number.ambiguous), (Decided::OtherColumn, false));
    let Column::Number(amounts) = &read.0.columns[1] else { panic!("number") };
    assert_eq!(amounts.values.to_vec(), [12_340_000, 25_000_000]);
}

#[test]
fn currencies_are_known_row_by_row() {
    let read = read_column(&["5", "$10.00", "", "€12.00", "3 EUR", "7"], Reading::Number);
    let Column::Number(column) = &read.0.columns[0] else { panic!("number") };
    let names: Vec<Option<&str>> = (0..6).map(|row| column.value(row).and(column.currency(row))).collect();
    assert_eq!(names, [None, Some("$"), None, Some("EUR"), Some("EUR"), None]);
    let ColumnReport::Number(report) = &read.2.columns[0] else { panic!("number") };
    let seen: Vec<(&str, u64)> = report.currencies.iter().map(|c| (c.code.as_str(), c.rows)).collect();
    assert_eq!(seen, [("EUR", 2), ("$", 1)]);
}

/// What only its column and its role can tell is read on the whole way.
#[test]
fn words_of_scales_flags_and_broken_identifiers_are_read_by_their_role() {
    use clientele::import::{Import, facts, read_whole};
    let cells = all("cells");
    let of = |kind: &'static str| cells.iter().filter(move |case| case["kind"] == kind);
    let said = |case: &Value, key: &str| case[key].as_str().unwrap_or_default().to_owned();
    let file = |text: &str| {
        let loaded = read_whole("file.csv", text.as_bytes()).unwrap();
        facts(std::slice::from_ref(&loaded)).0
    };
    for case in of("bool") {
        let cell = said(case, "text");
        let facts = file(&format!(
            "Email,Campaign,Opened\nanna@mail.example,Spring,{cell}\nben@mail.example,Spring,FALSE\n"
        ));
        assert_eq!(facts.contacts.contacts()[0].opened, Some(said(case, "reading") == "true"), "{cell}");
    }
    for case in of("score") {
        let cell = said(case, "text");
        let header = if cell.starts_with(|c: char| c.is_ascii_digit()) { "NPS" } else { "Satisfaction" };
        let facts =
            file(&format!("Email,{header},Comment\nanna@mail.example,{cell},ok\nben@mail.example,{cell},\n"));
        let answer = &facts.answers.answers()[0];
        assert_eq!(answer.nps.or(answer.csat), Some(number_of(&said(case, "reading"))), "{cell}");
    }
    for case in of("id").filter(|case| case["reading"].is_null()) {
        let cell = said(case, "text");
        let text = format!(
            "order id,customer id,date,amount\n{cell},17850,2024-03-05,1\n450789000000000012,17851,2024-03-06,2\n"
        );
        let notes =
            Import::inspect("orders.csv", text.len() as u64, text.as_bytes(), true).unwrap().review().notes;
        let told: Vec<String> = notes.iter().map(ToString::to_string).collect();
        assert!(
            told.iter()
                .any(|note| note.contains("“order id” were cut") || note.contains("“order id” was cut")),
            "{cell}: {told:?}"
        );
    }
    for case in all("columns").iter().filter(|case| case["kind"] == "id") {
        let values: Vec<&str> = case["values"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
        let header = case["header"].as_str().unwrap_or("reference");
        let text = format!(
            "{header},email\n{}",
            values.iter().zip('a'..).map(|(v, c)| format!("{v},{c}@mail.example\n")).collect::<String>()
        );
        let review =
            Import::inspect("customers.csv", text.len() as u64, text.as_bytes(), true).unwrap().review();
        let reading = review.columns[0].role.reading();
        assert!(!matches!(reading, Reading::Time | Reading::Number), "{}: {reading:?}", case["name"]);
    }
}
