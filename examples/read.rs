//! Times the reading of one file: `cargo run --release --example read -- FILE COLUMNS [SLICES]`.
//!
//! COLUMNS has a letter for each column of the file: `i` identifier, `x` text, `k` key, `t` time, `n` number, `-` not
//! at all. The slices are read one after the other, so that their sum is comparable with one slice.

// A tool at a desk, not the product: it may look at the clock and stop at what it cannot do.
#![allow(clippy::disallowed_methods, clippy::unwrap_used)]

use std::time::Instant;
use std::{env, fs};

use clientele::csv::{ColumnPlan, Join, Plan, Reader, sniff};
use clientele::table::{Reading, Table};

const CHUNK: usize = 1 << 20;

fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let bytes = fs::read(&arguments[0]).unwrap();
    let n_slices = arguments.get(2).map_or(1, |n| n.parse().unwrap());
    let columns: Vec<ColumnPlan> =
        arguments[1].bytes().map(|letter| ColumnPlan::new(reading(letter))).collect();
    let head = &bytes[..bytes.len().min(256 << 10)];
    let plan = sniff(head, head.len() == bytes.len()).unwrap().plan(&columns);
    for _ in 0..7 {
        let start = Instant::now();
        let (table, n_problems) = read(&bytes, &plan, n_slices);
        let seconds = start.elapsed().as_secs_f64();
        let speed = bytes.len() as f64 / seconds / 1e6;
        println!("{:.0} ms, {speed:.0} MB/s, {} rows, {n_problems} problems", seconds * 1e3, table.n_rows);
    }
}

fn reading(letter: u8) -> Reading {
    match letter {
        b'i' => Reading::Id,
        b'x' => Reading::Text,
        b'k' => Reading::Key,
        b't' => Reading::Time,
        b'n' => Reading::Number,
        _ => Reading::Skip,
    }
}

fn read(bytes: &[u8], plan: &Plan, n_slices: usize) -> (Table, usize) {
    let mut join = Join::new(plan.clone());
    for (from, to) in plan.slices(bytes.len() as u64, n_slices) {
        let mut reader = Reader::new(plan, from, to);
        let mut at = from as usize;
        let mut wants = true;
        while wants && at < bytes.len() {
            let end = bytes.len().min(at + CHUNK);
            wants = reader.push(&bytes[at..end]);
            at = end;
        }
        join.push(reader.finish(at == bytes.len())).unwrap();
    }
    let (table, problems, _) = join.finish();
    (table, problems.len())
}
