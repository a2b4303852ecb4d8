//! Writes a file as the importer reads it, as plain CSV (UTF-8, comma, doubled quotes), each cell as text.
//!
//! `cargo run --release --example clean -- IN OUT`, or with two folders: every `.csv` of the first is written to the
//! second as `NAME.csv_converted.csv`. A blank file becomes an empty one; a refused
//! file gets the reason after the words `Application Error`.

use std::path::Path;
use std::{env, fs, io};

use clientele::csv::plain_table;

fn main() -> io::Result<()> {
    let paths: Vec<String> = env::args().skip(1).collect();
    let [from, to] = paths.as_slice() else {
        return Err(io::Error::other("usage: clean IN OUT"));
    };
    let (from, to) = (Path::new(from), Path::new(to));
    if !from.is_dir() {
        return fs::write(to, cleaned(&fs::read(from)?));
    }
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if path.extension().is_some_and(|extension| extension == "csv") {
            fs::write(to.join(format!("{name}_converted.csv")), cleaned(&fs::read(&path)?))?;
        }
    }
    Ok(())
}

fn cleaned(bytes: &[u8]) -> String {
    if bytes.trim_ascii().is_empty() {
        return String::new();
    }
    let table = match plain_table(bytes) {
        Ok(table) => table,
        Err(error) => return format!("Application Error\r\n{error}\r\n"),
    };
    let mut text = String::new();
    let header = (!table.header.is_empty()).then_some(&table.header);
    for row in header.into_iter().chain(&table.rows) {
        let cells: Vec<String> = row.iter().map(|cell| quoted(cell)).collect();
        text.push_str(&cells.join(","));
        text.push_str("\r\n");
    }
    text
}

fn quoted(cell: &str) -> String {
    if cell.contains(['"', ',', '\r', '\n']) || cell.trim() != cell {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}
