//! Bytes from strangers, made of real files by random changes: the entries of the fuzz targets, natively.
//!
//! Some thousand runs by default; `CLIENTELE_FUZZ_RUNS=2000000 cargo test --release --test it fuzz::` takes minutes, and
//! `CLIENTELE_FUZZ_SEED` another way. A failure prints the bytes. Coverage as a guide: see `fuzz/Cargo.toml`.

#[path = "../../fuzz/entries.rs"]
mod entries;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use crate::xlsx::build;

/// A number of the environment.
fn told(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

/// Random numbers that are the same in each run: Marsaglia, "Xorshift RNGs" (2003), section 3.1, the 64-bit triple
/// 13, 7, 17.
struct Chance(u64);

impl Chance {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % n.max(1) as u64) as usize
    }
}

/// What breaks readers: signs of dialects, pieces of numbers and dates, bytes of other encodings.
const TOKENS: [&[u8]; 44] = [
    b",",
    b";",
    b"\t",
    b"|",
    b"\"",
    b"\"\"",
    b"'",
    b"\\",
    b"\n",
    b"\r",
    b"\r\n",
    b"\n\n",
    b" ",
    b"\0",
    b"\xff",
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"\xed\xa0\x80",
    b"\xe2\x82\xac",
    b"\x80",
    b"\xa0",
    b"-",
    b"(",
    b")",
    b"%",
    b"$",
    b".",
    b"1,234.50",
    b"1.234,5",
    b"99999999999999999999",
    b"1e999",
    b"2024-02-30",
    b"03/05/24",
    b"24:61",
    b"+14:00",
    b"Total",
    b"customer",
    b"date",
    b"amount",
    b"sep=;\n",
    b"# ",
    b"<c r=\"A1\">",
    b"<row r=\"9999999\">",
    b"&#x110000;",
];

/// One or several changes to `bytes`, or a piece of `other` in it.
fn changed(bytes: &[u8], other: &[u8], chance: &mut Chance) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..1 + chance.below(6) {
        let at = chance.below(bytes.len() + 1);
        let end = (at + 1 + chance.below(40)).min(bytes.len());
        match chance.below(7) {
            0 if at < bytes.len() => bytes[at] = chance.below(256) as u8,
            1 if at < bytes.len() => bytes[at] ^= 1 << chance.below(8),
            2 => drop(bytes.splice(at..at, TOKENS[chance.below(TOKENS.len())].iter().copied())),
            3 if at < end => drop(bytes.drain(at..end)),
            4 if at < end => {
                let again: Vec<u8> = bytes[at..end].repeat(1 + chance.below(4));
                drop(bytes.splice(at..at, again));
            }
            5 if !other.is_empty() => {
                let from = chance.below(other.len());
                let piece = &other[from..(from + 1 + chance.below(60)).min(other.len())];
                drop(bytes.splice(at..end.max(at), piece.iter().copied()));
            }
            _ => bytes.truncate(at.max(1)),
        }
    }
    bytes
}

/// Files to start from: our own, small ones whole and the beginnings of the others, and the reference cases.
fn seeds() -> Vec<Vec<u8>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data");
    let mut seeds = Vec::new();
    for folder in [root.clone(), root.join("exports")] {
        let mut paths: Vec<_> =
            std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        for path in paths
            .iter()
            .filter(|path| path.extension().is_some_and(|e| e == "csv" || e == "tsv" || e == "txt"))
        {
            let bytes = std::fs::read(path).unwrap();
            seeds.push(bytes[..bytes.len().min(1500)].to_vec());
        }
    }
    let cases: serde_json::Value = serde_json::from_str(include_str!("../reference/csv.json")).unwrap();
    let cases = cases["cases"].as_array().unwrap();
    seeds.extend(cases.iter().filter_map(|case| case["input"].as_str()).map(|text| text.as_bytes().to_vec()));
    assert!(seeds.len() > 100);
    seeds
}

/// Runs an entry on so many changed seeds; what is interesting cannot be seen here, so a change often stays for the next.
fn run(name: &str, share: usize, seeds: &[Vec<u8>], entry: &dyn Fn(&[u8])) {
    let runs = told("CLIENTELE_FUZZ_RUNS").map_or(4000, |runs| runs as usize) / share;
    let mut chance = Chance(0x9e37_79b9_7f4a_7c15 ^ told("CLIENTELE_FUZZ_SEED").unwrap_or(1));
    let mut last = seeds[0].clone();
    for _ in 0..runs {
        let (a, b) = (chance.below(seeds.len()), chance.below(seeds.len()));
        let base = if chance.below(3) == 0 && last.len() < 6000 { &last } else { &seeds[a] };
        let bytes = changed(base, &seeds[b], &mut chance);
        if catch_unwind(AssertUnwindSafe(|| entry(&bytes))).is_err() {
            panic!("{name} fails on b\"{}\"", bytes.escape_ascii());
        }
        last = bytes;
    }
}

/// Files of one column: cells of all kinds, a line each.
fn lines() -> Vec<Vec<u8>> {
    let formats: serde_json::Value = serde_json::from_str(include_str!("../reference/formats.json")).unwrap();
    let cells: Vec<&str> =
        formats["cells"].as_array().unwrap().iter().filter_map(|cell| cell["text"].as_str()).collect();
    cells.chunks(4).map(|some| some.join("\n").into_bytes()).collect()
}

#[test]
fn text() {
    run("sniffing", 2, &seeds(), &entries::sniffing);
    run("reading", 2, &seeds(), &entries::reading);
}

#[test]
fn cells() {
    run("dates", 1, &lines(), &entries::dates);
    run("numbers", 1, &lines(), &entries::numbers);
}

#[test]
fn meaning() {
    run("roles", 4, &seeds(), &entries::roles);
    run("import", 4, &seeds(), &entries::import);
}

#[test]
fn archives() {
    let parts = build::parts(
        &[(
            "Orders",
            "visible",
            "<sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>customer</t></is></c><c r=\"B1\" t=\"s\"><v>0</v></c></row><row r=\"2\"><c r=\"A2\"><v>17850</v></c><c r=\"B2\" s=\"1\"><v>45356.5</v></c></row></sheetData><mergeCells><mergeCell ref=\"A2:A3\"/></mergeCells>",
        )],
        &["<t>date</t>"],
    );
    let whole = build::archive(&parts, false);
    run("workbook", 4, &[whole], &entries::workbook);
    // Changes inside the parts, in an archive that is sound.
    for at in 0..parts.len() {
        run(&parts[at].0, 16, &[parts[at].1.clone()], &|bytes| {
            let mut parts = parts.clone();
            parts[at].1 = bytes.to_vec();
            entries::workbook(&build::archive(&parts, true));
        });
    }
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    std::io::Write::write_all(&mut encoder, &seeds()[0]).unwrap();
    let packed = encoder.finish().unwrap();
    run("packed", 2, &[packed.clone(), packed.repeat(2)], &entries::packed);
}

#[test]
fn what_crosses_between_workers() {
    use clientele::csv::{ColumnPlan, Plan, Reader};
    use clientele::table::Reading;
    let columns = [Reading::Text, Reading::Number, Reading::Time].map(ColumnPlan::new).to_vec();
    let plan = Plan { data_line: 1, readings: columns, ..Plan::default() };
    let text = b"ana,1.50,2024-03-05\nbo,x,soon\nana,$2,3/5/2024\n\"q\"x,1\n";
    let mut reader = Reader::new(&plan, 0, text.len() as u64);
    reader.push(text);
    run("parts", 1, &[reader.finish(true).to_bytes(), plan.to_bytes()], &entries::parts);
}
