//! What was found in files, as plain objects for the page.

use serde::Serialize;
use wasm_bindgen::JsValue;

use super::dto::to_js;
use crate::csv::Reread;
use crate::error::Error;
use crate::facts::Account;
use crate::import::{Choice, Loaded, Review};
use crate::issue::{Effect, Issue, Problem};
use crate::report::{Cell, CsvOptions, Heading, Sheet, Unit};
use crate::roles::{Kind, Role};

/// Examples of each kind of issue.
const EXAMPLES: usize = 5;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ReviewDto<'a> {
    file: u32,
    name: &'a str,
    size: f64,
    confident: bool,
    form: Vec<String>,
    kind: &'static str,
    kind_reason: &'a str,
    kinds: Vec<&'static str>,
    roles: Vec<&'static str>,
    columns: Vec<ColumnDto<'a>>,
    notes: &'a [String],
    questions: Vec<QuestionDto<'a>>,
}

#[derive(Serialize)]
struct ColumnDto<'a> {
    header: &'a str,
    values: &'a [String],
    role: &'static str,
    confidence: f64,
    reason: &'a str,
    alternatives: Vec<AlternativeDto>,
}

#[derive(Serialize)]
struct AlternativeDto {
    role: &'static str,
    confidence: f64,
}

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
enum QuestionDto<'a> {
    Missing { roles: Vec<&'static str>, text: &'a str },
    Which { role: &'static str, columns: &'a [usize], text: &'a str },
    DateOrder { column: usize, text: &'a str },
    DecimalMark { column: usize, text: &'a str },
}

/// How a file was understood.
pub fn review(file: u32, review: &Review) -> Result<JsValue, Error> {
    let columns = review.columns.iter().map(|column| ColumnDto {
        header: &column.header,
        values: &column.examples,
        role: column.role.word(),
        confidence: column.confidence,
        reason: &column.reason,
        alternatives: column
            .alternatives
            .iter()
            .map(|other| AlternativeDto { role: other.role.word(), confidence: other.confidence })
            .collect(),
    });
    let mut roles: Vec<&'static str> = vec![Role::Ignored.word()];
    roles.extend(review.kind.roles().into_iter().filter(|&role| role != Role::Ignored).map(Role::word));
    to_js(&ReviewDto {
        file,
        name: &review.name,
        size: review.bytes as f64,
        confident: review.is_confident(),
        form: form(review),
        kind: review.kind.word(),
        kind_reason: &review.reason,
        kinds: Kind::all().map(Kind::word).collect(),
        roles,
        columns: columns.collect(),
        notes: &review.notes,
        questions: review.questions.iter().map(question).collect(),
    })
}

fn question(choice: &Choice) -> QuestionDto<'_> {
    match choice {
        Choice::Missing { roles, text } => {
            QuestionDto::Missing { roles: roles.iter().map(|role| role.word()).collect(), text }
        }
        Choice::Which { role, columns, text } => QuestionDto::Which { role: role.word(), columns, text },
        Choice::DateOrder { column, text } => QuestionDto::DateOrder { column: *column, text },
        Choice::DecimalMark { column, text } => QuestionDto::DecimalMark { column: *column, text },
    }
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

/// What must be asked after the whole file was read.
pub fn questions(questions: &[Choice]) -> Result<JsValue, Error> {
    to_js(&questions.iter().map(question).collect::<Vec<_>>())
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct AccountDto {
    rows_read: usize,
    rows_used: usize,
    set_aside: usize,
    notes: Vec<String>,
    issues: Vec<IssueKindDto>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct IssueKindDto {
    text: &'static str,
    count: usize,
    set_aside: bool,
    examples: Vec<ExampleDto>,
}

#[derive(Serialize)]
struct ExampleDto {
    line: f64,
    column: Option<u32>,
    text: String,
}

/// What became of the rows of a file.
pub fn account(loaded: &Loaded, account: &Account) -> Result<JsValue, Error> {
    let mut notes = loaded.notes();
    notes.extend(account.notes.iter().cloned());
    to_js(&AccountDto {
        rows_read: account.rows_read,
        rows_used: account.rows_used,
        set_aside: account.set_aside.len(),
        notes,
        issues: by_kind(loaded.issues(account)),
    })
}

/// Issues by kind, those that set rows aside first, then the most frequent, with the first few of each.
fn by_kind(mut issues: Vec<Issue>) -> Vec<IssueKindDto> {
    // Stable, so the first of a kind are those of the first rows.
    issues.sort_by_key(|issue| (issue.effect != Effect::SetAside, issue.problem));
    let kinds = issues.chunk_by(|a, b| (a.effect, a.problem) == (b.effect, b.problem));
    let kind = |same: &[Issue]| {
        let first = same.first()?;
        let example = |issue: &Issue| ExampleDto {
            line: issue.line as f64,
            column: issue.column,
            text: issue.text.clone(),
        };
        Some(IssueKindDto {
            text: words(first.problem),
            count: same.len(),
            set_aside: first.effect == Effect::SetAside,
            examples: same.iter().take(EXAMPLES).map(example).collect(),
        })
    };
    let mut kinds: Vec<IssueKindDto> = kinds.filter_map(kind).collect();
    kinds.sort_by_key(|kind| (!kind.set_aside, usize::MAX - kind.count));
    kinds
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

#[derive(Serialize)]
struct RereadDto {
    from: f64,
    to: f64,
}

/// A slice to be read again.
pub fn reread(again: &Reread) -> Result<JsValue, Error> {
    to_js(&RereadDto { from: again.from as f64, to: again.to as f64 })
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
