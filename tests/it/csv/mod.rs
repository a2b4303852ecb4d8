//! Reading files: bytes in, typed columns, problems and reports out.

mod basics;
mod cases;
mod formats;
mod laws;
mod polluted;
mod real;
mod tables;

use clientele::csv::{ColumnPlan, Join, Part, Plan, Reader, ReadingReport, RowProblem, Sniff, sniff};
use clientele::table::{Reading, Table};

/// What a reading gives.
pub type Read = (Table, Vec<RowProblem>, ReadingReport);

/// Sniffs a whole file.
pub fn sniffed(bytes: &[u8]) -> Sniff {
    sniff(bytes, true).unwrap()
}

/// A plan that reads the columns so.
pub fn plan(bytes: &[u8], readings: &[Reading]) -> Plan {
    let columns: Vec<ColumnPlan> = readings.iter().map(|&reading| ColumnPlan::new(reading)).collect();
    sniffed(bytes).plan(&columns)
}

/// One slice in chunks of `chunk` bytes. Every part crosses as bytes, as between workers.
pub fn slice(bytes: &[u8], mut reader: Reader, from: u64, chunk: usize) -> Part {
    let mut at = (from as usize).min(bytes.len());
    let mut wants = true;
    while wants && at < bytes.len() {
        let end = (at + chunk).min(bytes.len());
        wants = reader.push(&bytes[at..end]);
        at = end;
    }
    let part = reader.finish(at == bytes.len());
    let again = Part::from_bytes(&part.to_bytes()).unwrap();
    assert!(part == again, "a part is the same after it crossed as bytes");
    again
}

/// The whole file in slices that end at `cuts`.
pub fn read_cut(bytes: &[u8], plan: &Plan, cuts: &[u64], chunk: usize) -> Read {
    let mut join = Join::new(plan.clone());
    let mut from = plan.data_start;
    for &to in cuts.iter().chain([&(bytes.len() as u64)]) {
        let from_now = from;
        from = to;
        if from_now >= to && to != bytes.len() as u64 {
            from = from_now;
            continue;
        }
        let part = slice(bytes, Reader::new(plan, from_now, to), from_now.max(plan.data_start), chunk);
        if let Err(again) = join.push(part) {
            let part = slice(bytes, Reader::new_at(plan, again.from, again.to), again.from, chunk);
            join.push(part).unwrap();
        }
    }
    join.finish()
}

/// The whole file in slices that end at `cuts`, by two readers in turn that give a part for each chunk.
pub fn read_in_turn(bytes: &[u8], plan: &Plan, cuts: &[u64], chunk: usize) -> Read {
    let mut join = Join::new(plan.clone());
    let mut readers = [Reader::new(plan, 0, 0), Reader::new(plan, 0, 0)];
    let mut from = plan.data_start;
    let ends = cuts.iter().copied().filter(|cut| *cut > plan.data_start).chain([bytes.len() as u64]);
    for (i, to) in ends.enumerate().filter(|(i, to)| *to > plan.data_start || *i == 0) {
        let reader = &mut readers[i % 2];
        reader.number(i as u64 % 2 + 1);
        reader.start(from, to, false);
        let (mut at, mut parts, mut wants) = (from as usize, Vec::new(), true);
        while wants && at < bytes.len() {
            let end = (at + chunk).min(bytes.len());
            wants = reader.push(&bytes[at..end]);
            at = end;
            parts.extend(reader.split_off());
        }
        parts.push(reader.end(at == bytes.len()));
        for part in parts {
            if let Err(again) = join.push(Part::from_bytes(&part.to_bytes()).unwrap()) {
                let part = slice(bytes, Reader::new_at(plan, again.from, again.to), again.from, chunk);
                join.push(part).unwrap();
            }
        }
        from = to;
    }
    join.finish()
}

/// The whole file in one slice and one chunk.
pub fn read(bytes: &[u8], readings: &[Reading]) -> Read {
    read_cut(bytes, &plan(bytes, readings), &[], usize::MAX >> 1)
}
