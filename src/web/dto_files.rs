//! What was found in files, as plain objects for the page.

use super::node::{Fields, Node};
use crate::csv::{DateOrder, DateReading, Reread};
use crate::facts::Account;
use crate::import::{Choice, Loaded, PreviewRow, Review};
use crate::issue::{Effect, Issue, IssueKind, Problem, SHOWN};
use crate::locale::Locale;
use crate::message::{Arg, Word, message, say, word};
use crate::report::{Cell, CsvOptions, Sheet, Unit};
use crate::roles::{Kind, Role};
use crate::sort::Sort as _;

/// Examples of each kind of issue.
const EXAMPLES: usize = 5;

/// How a file was understood.
pub fn review(file: u32, review: &Review, locale: &Locale) -> Node {
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
            .message("reason", &column.reason, locale)
            .node("alternatives", Node::List(alternatives))
            .node("readings", Node::List(column.readings.iter().map(reading).collect()));
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
        .texts("form", &form(review, locale))
        .text("kind", review.kind.word())
        .message("kindReason", &review.reason, locale)
        .node("kinds", Node::words(&kinds))
        .node("roles", Node::words(&roles))
        .node("columns", Node::List(columns))
        .messages("notes", &review.notes, locale)
        .node("preview", Node::List(review.preview.iter().map(|row| preview(row, locale)).collect()))
        .node("questions", questions(&review.questions, locale))
        .done()
}

/// What a column of dates would be under one order.
fn reading(reading: &DateReading) -> Node {
    Fields::new()
        .text(
            "order",
            match reading.order {
                DateOrder::DayMonthYear => "dmy",
                DateOrder::MonthDayYear => "mdy",
                DateOrder::YearMonthDay => "ymd",
            },
        )
        .text("text", &reading.text)
        .day("day", reading.day)
        .day("first", reading.first)
        .day("last", reading.last)
        .done()
}

fn preview(row: &PreviewRow, locale: &Locale) -> Node {
    let problem = row.problem.map(|problem| locale.word(words(problem))).unwrap_or_default();
    Fields::new()
        .number("line", row.line as f64)
        .texts("cells", &row.cells)
        .node("bad", Node::counts(&row.bad))
        .text("problem", &problem)
        .done()
}

/// What must be asked, of the head of a file or after all of it was read.
#[inline(never)]
pub fn questions(questions: &[Choice], locale: &Locale) -> Node {
    Node::List(questions.iter().map(|choice| question(choice, locale)).collect())
}

fn question(choice: &Choice, locale: &Locale) -> Node {
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
    fields.message("text", text, locale).done()
}

/// Encoding and delimiter, a phrase each.
fn form(review: &Review, locale: &Locale) -> Vec<String> {
    let delimiter = review.delimiter.map(|delimiter| match delimiter {
        ',' => say!(locale, "commas"),
        ';' => say!(locale, "semicolons"),
        '\t' => say!(locale, "tabs"),
        other => say!(locale, "cells divided by {}", Arg::name(other.encode_utf8(&mut [0; 4]))),
    });
    let profile = review.profile.map(|profile| locale.word(profile));
    profile.into_iter().chain(delimiter).chain([review.encoding.to_ascii_uppercase()]).collect()
}

/// What became of the rows of a file.
pub fn account(loaded: &Loaded, account: &Account, locale: &Locale) -> Node {
    let issues = loaded.issues(account);
    let mut notes = loaded.notes();
    notes.extend(account.notes.iter().cloned());
    let listed: usize = set_aside(&issues).map(|kind| kind.first.len()).sum();
    if listed < account.set_aside.len() {
        notes.push(message!(
            "The list of rows set aside holds the first {} of {}: at most {} for each reason.",
            listed,
            account.set_aside.len(),
            SHOWN
        ));
    }
    Fields::new()
        .count("rowsRead", account.rows_read)
        .count("rowsUsed", account.rows_used)
        .count("setAside", account.set_aside.len())
        .messages("notes", &notes, locale)
        .node("issues", Node::List(issues.iter().map(|same| kind(same, locale)).collect()))
        .done()
}

fn set_aside(issues: &[IssueKind]) -> impl Iterator<Item = &IssueKind> {
    issues.iter().filter(|kind| kind.effect == Effect::SetAside)
}

/// All issues of one kind.
fn kind(same: &IssueKind, locale: &Locale) -> Node {
    let mut examples = Vec::with_capacity(EXAMPLES);
    for issue in same.first.iter().take(EXAMPLES) {
        let mut fields = Fields::new();
        fields
            .number("line", issue.line as f64)
            .maybe("column", issue.column.map(f64::from))
            .text("text", &issue.text);
        examples.push(fields.done());
    }
    let mut fields = Fields::new();
    fields
        .text("text", &locale.word(words(same.problem)))
        .count("count", same.count)
        .flag("setAside", same.effect == Effect::SetAside)
        .node("examples", Node::List(examples));
    fields.done()
}

fn words(problem: Problem) -> Word {
    match problem {
        Problem::NoCustomer => word!("No customer in the row"),
        Problem::NoDate => word!("No date in the row"),
        Problem::BadDate => word!("A date that cannot be read"),
        Problem::NoAmount => word!("No amount in the row"),
        Problem::BadNumber => word!("An amount that is not a number"),
        Problem::NoEvent => word!("No event in the row"),
        Problem::NoCampaign => word!("No campaign in the row"),
        Problem::NoAnswer => word!("No score in the row"),
        Problem::TooFewCells => word!("Fewer cells than the header has"),
        Problem::TooManyCells => word!("More cells than the header has"),
        Problem::BadQuote => word!("A quote that does not close"),
        Problem::TotalsRow => word!("A line of totals"),
        Problem::RepeatedHeader => word!("The header again"),
        Problem::NotAnOrder => word!("Not paid, cancelled, voided or a test"),
        Problem::Duplicate => word!("The same row twice"),
        Problem::BadEncoding => word!("Bytes that are no text in this encoding"),
        Problem::SecondTable => word!("Another table begins here"),
        Problem::CutOff => word!("The file ends in the middle of a row"),
        Problem::OtherCurrency => word!("An amount in another currency"),
    }
}

/// A slice to be read again.
pub fn reread(again: &Reread) -> Node {
    Fields::new().number("from", again.from as f64).number("to", again.to as f64).done()
}

/// Rows that were set aside as CSV, formula-safe, and at the end what is not listed.
pub fn issues_csv(issues: &[IssueKind], locale: &Locale) -> String {
    let mut sheet = Sheet::of(
        &[
            (word!("Line"), Unit::Count),
            (word!("Column"), Unit::Count),
            (word!("Reason"), Unit::Text),
            (word!("Text"), Unit::Text),
        ],
        locale,
    );
    let mut listed: Vec<&Issue> = set_aside(issues).flat_map(|kind| &kind.first).collect();
    listed.order_by_key(|issue| issue.line);
    for issue in listed {
        sheet.rows.push(vec![
            Cell::Number(issue.line as f64),
            issue.column.map_or(Cell::Blank, |column| Cell::Number(f64::from(column))),
            Cell::Text(locale.word(words(issue.problem))),
            Cell::Text(issue.text.clone()),
        ]);
    }
    for kind in set_aside(issues).filter(|kind| kind.first.len() < kind.count) {
        sheet.rows.push(vec![
            Cell::Blank,
            Cell::Blank,
            Cell::Text(locale.word(words(kind.problem))),
            Cell::Text(say!(locale, "The first {} of {} rows are listed.", kind.first.len(), kind.count)),
        ]);
    }
    sheet.to_csv(CsvOptions { byte_order_mark: true })
}
