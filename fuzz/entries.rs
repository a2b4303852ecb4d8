//! What takes bytes from strangers: one function each, for libFuzzer (`fuzz_targets`) and for the native tests
//! (`tests/it/fuzz.rs`). Each may refuse the bytes; none may panic, hang, or give two answers for one file.

use clientele::csv::{ColumnPlan, Join, Part, Plan, Reader, date_readings, plain_table, sniff};
use clientele::import::{Changes, Import, facts, read_whole};
use clientele::roles::Role;
use clientele::table::Reading;

/// Looking at a head, as a whole file and as the beginning of one.
pub fn sniffing(bytes: &[u8]) {
    let _ = sniff(bytes, true);
    let _ = sniff(bytes, false);
    let _ = plain_table(bytes);
}

/// Reading in one piece, and in slices and chunks that the first bytes choose: both give the same.
pub fn reading(bytes: &[u8]) {
    let Some((&[kinds, chunk, cut], bytes)) = bytes.split_first_chunk::<3>() else { return };
    let Ok(sniff) = sniff(bytes, true) else { return };
    const READINGS: [Reading; 6] =
        [Reading::Text, Reading::Number, Reading::Time, Reading::Id, Reading::Key, Reading::Skip];
    let n = sniff.sample.columns.len().min(64);
    let columns: Vec<ColumnPlan> =
        (0..n).map(|i| ColumnPlan::new(READINGS[(usize::from(kinds) + i) % READINGS.len()])).collect();
    let plan = sniff.plan(&columns);
    let whole = read(bytes, &plan, bytes.len() as u64, usize::MAX >> 1);
    let cut =
        if plan.is_sliceable() { bytes.len() as u64 * u64::from(cut) / 256 } else { bytes.len() as u64 };
    let parted = read(bytes, &plan, cut, 1 + usize::from(chunk));
    assert!(whole == parted, "a cut at {cut} and chunks of {chunk} change what is read");
}

type Read = (clientele::table::Table, Vec<clientele::csv::RowProblem>, clientele::csv::ReadingReport);

/// Two slices that meet at `cut`.
fn read(bytes: &[u8], plan: &Plan, cut: u64, chunk: usize) -> Read {
    let end = bytes.len() as u64;
    let cut = cut.max(plan.data_start).min(end);
    let mut join = Join::new(plan.clone());
    let slices = [(plan.data_start, cut), (cut, end)];
    for (from, to) in
        slices.into_iter().filter(|(from, to)| from < to || *to == end && *from == plan.data_start)
    {
        let part = slice(bytes, Reader::new(plan, from, to), from, chunk);
        if let Err(again) = join.push(part) {
            let part = slice(bytes, Reader::new_at(plan, again.from, again.to), again.from, chunk);
            assert!(join.push(part).is_ok(), "the parts fit");
        }
    }
    join.finish()
}

fn slice(bytes: &[u8], mut reader: Reader, from: u64, chunk: usize) -> Part {
    let mut at = (from as usize).min(bytes.len());
    let mut wants = true;
    while wants && at < bytes.len() {
        let end = at.saturating_add(chunk).min(bytes.len());
        wants = reader.push(&bytes[at..end]);
        at = end;
    }
    let bytes = reader.finish(at == bytes.len()).to_bytes();
    Part::from_bytes(&bytes).expect("what was written is read back")
}

/// Each line as a cell of a column of dates.
pub fn dates(bytes: &[u8]) {
    column(bytes, Reading::Time);
    let cells: Vec<String> = String::from_utf8_lossy(bytes).lines().take(100).map(str::to_owned).collect();
    let _ = date_readings(&cells);
}

/// Each line as a cell of a column of numbers.
pub fn numbers(bytes: &[u8]) {
    column(bytes, Reading::Number);
    column(bytes, Reading::Id);
}

fn column(bytes: &[u8], reading: Reading) {
    let plan = Plan { data_line: 1, readings: vec![ColumnPlan::new(reading)], ..Plan::default() };
    let whole = read(bytes, &plan, bytes.len() as u64, usize::MAX >> 1);
    assert!(whole == read(bytes, &plan, bytes.len() as u64 / 2, 7), "a cut changes what is read");
}

/// What columns mean, as guessed and as a user may say.
pub fn roles(bytes: &[u8]) {
    let Some((&[column, role], bytes)) = bytes.split_first_chunk::<2>() else { return };
    let Ok(mut import) = Import::inspect("orders.csv", bytes.len() as u64, bytes, true) else { return };
    let _ = import.review();
    let n = import.review().columns.len().max(1);
    let Some(said) = Role::all().nth(usize::from(role) % Role::all().count()) else { return };
    import.assign(Changes { roles: vec![(usize::from(column) % n, said)], ..Changes::default() });
    let _ = import.review();
    import.read_all(bytes);
    if let Ok(loaded) = import.finish() {
        told(&loaded);
    }
}

/// The whole way to facts.
pub fn import(bytes: &[u8]) {
    if let Ok(loaded) = read_whole("file.csv", bytes) {
        told(&loaded);
    }
}

fn told(loaded: &clientele::import::Loaded) {
    let _ = (loaded.questions(), loaded.notes());
    let (_, accounts) = facts(std::slice::from_ref(loaded));
    assert_eq!(accounts[0].rows_read, accounts[0].rows_used + accounts[0].set_aside.len());
    let told: usize = loaded
        .issues(&accounts[0])
        .iter()
        .filter(|kind| kind.effect == clientele::issue::Effect::SetAside)
        .map(|kind| kind.count)
        .sum();
    assert_eq!(told, accounts[0].set_aside.len(), "each row set aside is told once");
}

/// A workbook, and the text that it becomes.
pub fn workbook(bytes: &[u8]) {
    let mut text = Vec::new();
    let mut keep =
        |piece: &[u8]| text.extend_from_slice(piece.get(..piece.len().min(1 << 20)).unwrap_or(piece));
    if clientele::xlsx::to_csv(bytes, &mut keep).is_ok() && text.len() < 1 << 20 {
        import(&text);
    }
}

/// A compressed file.
pub fn packed(bytes: &[u8]) {
    let mut unpacker = clientele::gzip::Unpacker::default();
    for chunk in bytes.chunks(1 << 10) {
        if unpacker.push(chunk).is_err() {
            return;
        }
    }
    let _ = unpacker.finish();
}

/// What crosses between workers: a damaged part or plan is refused, or harms nobody.
pub fn parts(bytes: &[u8]) {
    let columns = [Reading::Text, Reading::Number, Reading::Time].map(ColumnPlan::new).to_vec();
    let plan = Plan { data_line: 1, readings: columns, ..Plan::default() };
    if let Ok(part) = Part::from_bytes(bytes) {
        let mut join = Join::new(plan);
        let _ = join.push(part);
        let _ = join.finish();
    }
    let _ = Plan::from_bytes(bytes);
}
