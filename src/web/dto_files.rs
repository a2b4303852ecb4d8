//! What was found in files, as plain objects for the page.

use serde::Serialize;
use wasm_bindgen::JsValue;

use super::dto::to_js;
use crate::csv::{Reread, RowProblem};
use crate::error::Error;
use crate::facts::Account;
use crate::import::{Choice, Review};
use crate::issue::{Effect, Problem};
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

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct AccountDto<'a> {
    rows_read: usize,
    rows_used: usize,
    set_aside: usize,
    notes: &'a [String],
    issues: Vec<IssueKindDto<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct IssueKindDto<'a> {
    text: &'static str,
    count: usize,
    set_aside: bool,
    examples: Vec<ExampleDto<'a>>,
}

#[derive(Serialize)]
struct ExampleDto<'a> {
    line: f64,
    column: Option<u32>,
    text: &'a str,
}

/// What became of the rows of a file.
pub fn account(account: &Account, problems: &[RowProblem]) -> Result<JsValue, Error> {
    let mut issues: Vec<IssueKindDto<'_>> = account
        .by_problem()
        .into_iter()
        .map(|(problem, count)| kind(problem, count, Effect::SetAside, problems))
        .collect();
    for effect in [Effect::CellBlank, Effect::Noted] {
        let mut found: Vec<Problem> =
            problems.iter().filter(|p| p.effect == effect).map(|p| p.problem).collect();
        found.sort_unstable();
        issues.extend(found.chunk_by(|a, b| a == b).map(|same| kind(same[0], same.len(), effect, problems)));
    }
    to_js(&AccountDto {
        rows_read: account.rows_read,
        rows_used: account.rows_used,
        set_aside: account.set_aside.len(),
        notes: &account.notes,
        issues,
    })
}

fn kind(problem: Problem, count: usize, effect: Effect, problems: &[RowProblem]) -> IssueKindDto<'_> {
    let same = problems.iter().filter(|other| other.problem == problem && other.effect == effect);
    let example = |p: &'_ RowProblem| (p.line as f64, p.column.map(|column| column + 1));
    IssueKindDto {
        text: words(problem),
        count,
        set_aside: effect == Effect::SetAside,
        examples: same
            .take(EXAMPLES)
            .map(|p| {
                let (line, column) = example(p);
                ExampleDto { line, column, text: &p.text }
            })
            .collect(),
    }
}

fn words(problem: Problem) -> &'static str {
    match problem {
        Problem::NoCustomer => "No customer in the row",
        Problem::NoDate => "No date in the row",
        Problem::BadDate => "A date that cannot be read",
        Problem::NoAmount => "No amount in the row",
        Problem::BadNumber => "An amount that is not a number",
        Problem::NoEvent => "No event in the row",
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

/// Rows with problems as CSV, formula-safe.
pub fn issues_csv(problems: &[RowProblem]) -> String {
    let heading = |name: &str, unit| Heading { name: name.into(), unit };
    let columns = vec![
        heading("Line", Unit::Count),
        heading("Column", Unit::Count),
        heading("Reason", Unit::Text),
        heading("Text", Unit::Text),
    ];
    let row = |problem: &RowProblem| {
        let column = problem.column.map_or(Cell::Blank, |column| Cell::Number(f64::from(column) + 1.0));
        vec![
            Cell::Number(problem.line as f64),
            column,
            Cell::Text(words(problem.problem).into()),
            Cell::Text(problem.text.clone()),
        ]
    };
    let rows = problems.iter().filter(|problem| problem.effect == Effect::SetAside).map(row).collect();
    Sheet { columns, rows }.to_csv(CsvOptions { byte_order_mark: true })
}
