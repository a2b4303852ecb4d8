//! What was found in files, as plain objects for the page.

use super::node::{Fields, Node};
use crate::csv::Reread;
use crate::facts::Account;
use crate::import::{Choice, Loaded, Review};
use crate::issue::{Effect, Issue, Problem};
use crate::report::{Cell, CsvOptions, Heading, Sheet, Unit};
use crate::roles::{Kind, Role};

/// Examples of each kind of issue.
const EXAMPLES: usize = 5;

/// How a file was understood.
pub fn review(file: u32, review: &Review) -> Node {
    let mut columns = Vec::with_capacity(review.columns.len());
    for column in &review.columns {
        let mut alternatives = Vec::with_capacity(column.alternatives.len());
        for other in &column.alternatives {
            let mut fields = Fields::new();
            fields.text("role", other.role.word()).number("confidence", other.confidence);
            alternatives.push(fields.done());
        }
        let mut fields = Fields::new();
        fields
            .text("header", &column.header)
            .texts("values", &column.examples)
            .text("role", column.role.word())
            .number("confidence", column.confidence)
            .text("reason", &column.reason)
            .node("alternatives", Node::List(alternatives));
        columns.push(fields.done());
    }
    let kinds: Vec<&str> = Kind::all().map(Kind::word).collect();
    let mut roles = vec![Role::Ignored.word()];
    roles.extend(review.kind.roles().into_iter().filter(|&role| role != Role::Ignored).map(Role::word));
    Fields::new()
        .number("file", file.into())
        .text("name", &review.name)
        .number("size", review.bytes as f64)
        .flag("confident", review.is_confident())
        .texts("form", &form(review))
        .text("kind", review.kind.word())
        .text("kindReason", &review.reason)
        .node("kinds", Node::words(&kinds))
        .node("roles", Node::words(&roles))
        .node("columns", Node::List(columns))
        .texts("notes", &review.notes)
        .node("questions", questions(&review.questions))
        .done()
}

/// What must be asked, of the head of a file or after all of it was read.
#[inline(never)]
pub fn questions(questions: &[Choice]) -> Node {
    Node::List(questions.iter().map(question).collect())
}

fn question(choice: &Choice) -> Node {
    let mut fields = Fields::new();
    let text = match choice {
        Choice::Missing { roles, text } => {
            let roles: Vec<&str> = roles.iter().map(|role| role.word()).collect();
            fields.text("kind", "missing").node("roles", Node::words(&roles));
            text
        }
        Choice::Which { role, columns, text } => {
            let columns = Node::counts(columns);
            fields.text("kind", "which").text("role", role.word()).node("columns", columns);
            text
        }
        Choice::DateOrder { column, text } => {
            fields.text("kind", "dateOrder").count("column", *column);
            text
        }
        Choice::DecimalMark { column, text } => {
            fields.text("kind", "decimalMark").count("column", *column);
            text
        }
    };
    fields.text("text", text).done()
}

/// Encoding and delimiter, a phrase each.
fn form(review: &Review) -> Vec<String> {
    let delimiter = review.delimiter.map(|delimiter| match delimiter {
        ',' => "commas".into(),
        ';' => "semicolons".into(),
        '\t' => "tabs".into(),
        other => format!("cells divided by {other:?}"),
    });
    review.profile.iter().cloned().chain(delimiter).chain([review.encoding.to_uppercase()]).collect()
}

/// What became of the rows of a file.
pub fn account(loaded: &Loaded, account: &Account) -> Node {
    let mut notes = loaded.notes();
    notes.extend(account.notes.iter().cloned());
    Fields::new()
        .count("rowsRead", account.rows_read)
        .count("rowsUsed", account.rows_used)
        .count("setAside", account.set_aside.len())
        .texts("notes", &notes)
        .node("issues", by_kind(loaded.issues(account)))
        .done()
}

/// Issues by kind, those that set rows aside first, then the most frequent, with the first few of each.
fn by_kind(mut issues: Vec<Issue>) -> Node {
    // Stable, so the first of a kind are those of the first rows.
    issues.sort_by_key(|issue| (issue.effect != Effect::SetAside, issue.problem));
    let mut kinds: Vec<&[Issue]> =
        issues.chunk_by(|a, b| (a.effect, a.problem) == (b.effect, b.problem)).collect();
    let rank = |same: &&[Issue]| {
        (same.first().is_some_and(|first| first.effect != Effect::SetAside), usize::MAX - same.len())
    };
    kinds.sort_by_key(rank);
    Node::List(kinds.into_iter().filter_map(kind).collect())
}

/// All issues of one kind.
fn kind(same: &[Issue]) -> Option<Node> {
    let first = same.first()?;
    let mut examples = Vec::with_capacity(EXAMPLES);
    for issue in same.iter().take(EXAMPLES) {
        let mut fields = Fields::new();
        fields
            .number("line", issue.line as f64)
            .maybe("column", issue.column.map(f64::from))
            .text("text", &issue.text);
        examples.push(fields.done());
    }
    let mut fields = Fields::new();
    fields
        .text("text", words(first.problem))
        .count("count", same.len())
        .flag("setAside", first.effect == Effect::SetAside)
        .node("examples", Node::List(examples));
    Some(fields.done())
}

fn words(problem: Problem) -> &'static str {
    match problem {
        Problem::NoCustomer => "No customer in the row",
        Problem::NoDate => "No date in the row",
        Problem::BadDate => "A date that cannot be read",
        Problem::NoAmount => "No amount in the row",
        Problem::BadNumber => "An amount that is not a number",
        Problem::NoEvent => "No event in the row",
        Problem::NoCampaign => "No campaign in the row",
        Problem::NoAnswer => "No score in the row",
        Problem::TooFewCells => "Fewer cells than the header has",
        Problem::TooManyCells => "More cells than the header has",
        Problem::BadQuote => "A quote that does not close",
        Problem::TotalsRow => "A line of totals",
        Problem::RepeatedHeader => "The header again",
        Problem::NotAnOrder => "Failed, voided or a test",
        Problem::Duplicate => "The same row twice",
        Problem::BadEncoding => "Bytes that are no text in this encoding",
        Problem::SecondTable => "Another table begins here",
        Problem::CutOff => "The file ends in the middle of a row",
        Problem::OtherCurrency => "An amount in another currency",
    }
}

/// A slice to be read again.
pub fn reread(again: &Reread) -> Node {
    Fields::new().number("from", again.from as f64).number("to", again.to as f64).done()
}

/// Rows that were set aside as CSV, formula-safe.
pub fn issues_csv(issues: &[Issue]) -> String {
    let heading = |name: &str, unit| Heading { name: name.into(), unit };
    let columns = vec![
        heading("Line", Unit::Count),
        heading("Column", Unit::Count),
        heading("Reason", Unit::Text),
        heading("Text", Unit::Text),
    ];
    let row = |issue: &Issue| {
        vec![
            Cell::Number(issue.line as f64),
            issue.column.map_or(Cell::Blank, |column| Cell::Number(f64::from(column))),
            Cell::Text(words(issue.problem).into()),
            Cell::Text(issue.text.clone()),
        ]
    };
    let rows = issues.iter().filter(|issue| issue.effect == Effect::SetAside).map(row).collect();
    Sheet { columns, rows }.to_csv(CsvOptions { byte_order_mark: true })
}
