//! What was found in a file, for the user to see and to change.

use super::loaded::Head;
use super::preview::{self, PreviewRow};
use super::words;
use crate::csv::{self, ColumnReport, DateReading, Decided, Note, Sniff};
use crate::issue::Problem;
use crate::message::{Arg, Message, Word, message};
use crate::roles::{Alternative, ColumnGuess, Guess, Kind, Question, Role};
use crate::table::SampleColumn;

/// What a file was taken for. Texts from the file are hostile.
#[derive(Debug, Clone, PartialEq)]
pub struct Review {
    /// The name of the file.
    pub name: String,
    /// Its size in bytes.
    pub bytes: u64,
    /// What a row is.
    pub kind: Kind,
    /// How sure that is, 0 to 1.
    pub confidence: f64,
    /// Why, as a sentence.
    pub reason: Message,
    /// The known export that it is: `a Shopify orders export`.
    pub profile: Option<Word>,
    /// How text is stored: `utf-8`, `windows-1252`.
    pub encoding: &'static str,
    /// What stands between cells; `None` where each row is one cell.
    pub delimiter: Option<char>,
    /// Did a row name the columns?
    pub has_header: bool,
    /// The line of the file, from 1, on which the first row stands; what is above is header and preamble.
    pub first_row_line: u64,
    /// One for each column of the file.
    pub columns: Vec<ReviewColumn>,
    /// The first rows, and those of the head that something is wrong with.
    pub preview: Vec<PreviewRow>,
    /// What the user should know, each a sentence.
    pub notes: Vec<Message>,
    /// What is wrong with rows of the head of the file, and how often.
    pub problems: Vec<(Problem, usize)>,
    /// Rows in the head of the file that were looked at for `problems` and `notes`.
    pub head_rows: usize,
    /// What must be answered before the file can be used; empty for a file that speaks for itself.
    pub questions: Vec<Choice>,
}

/// What one column was taken for.
#[derive(Debug, Clone, PartialEq)]
pub struct ReviewColumn {
    /// Its header; empty where the file has none.
    pub header: String,
    /// What it is taken for.
    pub role: Role,
    /// How sure that is, 0 to 1.
    pub confidence: f64,
    /// Why, as a sentence.
    pub reason: Message,
    /// What else it could be, best first.
    pub alternatives: Vec<Alternative>,
    /// A few different cells, as they stand in the file.
    pub examples: Vec<String>,
    /// The ways in which its dates can be read, where nothing tells which is meant; empty for all other columns.
    pub readings: Vec<DateReading>,
}

/// A question to the user, with the answers that make sense.
#[derive(Debug, Clone, PartialEq)]
pub enum Choice {
    /// No column was found for one of these roles: which one is it?
    Missing {
        /// Any of them will do.
        roles: Vec<Role>,
        /// The question in words.
        text: Message,
    },
    /// Which of these columns has the role?
    Which {
        /// The role.
        role: Role,
        /// Positions of the columns that could have it, best first.
        columns: Vec<usize>,
        /// The question in words.
        text: Message,
    },
    /// Day or month first?
    DateOrder {
        /// Position of the column of dates.
        column: usize,
        /// The question in words, with what each reading would mean.
        text: Message,
    },
    /// Does the comma or the dot stand before decimals?
    DecimalMark {
        /// Position of the column of numbers.
        column: usize,
        /// The question in words.
        text: Message,
    },
}

impl Review {
    /// May the file be used without asking?
    pub fn is_confident(&self) -> bool {
        self.questions.is_empty()
    }
}

/// Different cells of a column that the review shows.
const EXAMPLES: usize = 4;

pub(super) fn make(name: &str, bytes: u64, sniff: &Sniff, guess: &Guess, head: &Head) -> Review {
    Review {
        name: name.to_owned(),
        bytes,
        kind: guess.kind,
        confidence: guess.confidence,
        reason: guess.reason.clone(),
        profile: guess.profile,
        encoding: sniff.dialect.encoding.name(),
        delimiter: sniff.dialect.delimiter.map(char::from),
        has_header: sniff.has_header,
        first_row_line: sniff.data_line,
        columns: guess
            .columns
            .iter()
            .zip(&sniff.sample.columns)
            .enumerate()
            .map(|(position, (guess, sample))| column(guess, sample, head.column(position)))
            .collect(),
        preview: preview::make(sniff, head),
        notes: notes(sniff, guess, head),
        problems: head.counts.clone(),
        head_rows: head.n_rows,
        questions: questions(guess, head),
    }
}

fn column(guess: &ColumnGuess, sample: &SampleColumn, report: Option<&ColumnReport>) -> ReviewColumn {
    let is_open = matches!(report, Some(ColumnReport::Time(time)) if time.decided == Decided::Default);
    let mut examples: Vec<String> = Vec::new();
    for cell in sample.cells.iter().filter(|cell| !cell.is_empty()) {
        let cell: String = cell.chars().take(80).collect();
        if examples.len() == EXAMPLES {
            break;
        }
        if !examples.contains(&cell) {
            examples.push(cell);
        }
    }
    ReviewColumn {
        header: guess.header.clone(),
        role: guess.role,
        confidence: guess.confidence,
        reason: guess.reason.clone(),
        alternatives: guess.alternatives.clone(),
        examples,
        readings: if is_open { csv::date_readings(&sample.cells) } else { Vec::new() },
    }
}

fn notes(sniff: &Sniff, guess: &Guess, head: &Head) -> Vec<Message> {
    let mut notes: Vec<Message> = sniff.notes.iter().map(note).collect();
    notes.extend(guess.note.map(Message::from));
    for (position, column) in guess.columns.iter().enumerate() {
        // Of a longer file the rows further down may tell what those of the head do not.
        let report = head.column(position).filter(|report| head.is_whole || !words::is_open(report));
        notes.extend(report.and_then(|report| words::decision(&column.header, report)));
    }
    notes.extend(
        guess.columns.iter().zip(&sniff.sample.columns).filter_map(|(guess, sample)| spoilt(guess, sample)),
    );
    notes
}

/// Identifiers that a spreadsheet has turned into `4.50789E+17`: their digits are lost.
fn spoilt(guess: &ColumnGuess, sample: &SampleColumn) -> Option<Message> {
    let is_spoilt = |cell: &&String| {
        cell.split_once("E+").is_some_and(|(digits, power)| {
            digits.contains(['.', ','])
                && digits.chars().all(|c| c.is_ascii_digit() || c == '.' || c == ',')
                && power.parse::<u8>().is_ok_and(|power| power > 10)
        })
    };
    let n = sample.cells.iter().filter(is_spoilt).count();
    let is_id = matches!(guess.role, Role::Customer | Role::CustomerAlias | Role::OrderId | Role::ReferredBy);
    (n > 0 && is_id).then(|| {
        message!(
            "{0|One identifier|{0} identifiers} in {1} {0|was|were} cut by a spreadsheet to forms such as 4.50789E+17: different ones may look alike. Export the file again without opening it there.",
            n,
            Arg::name(&guess.header)
        )
    })
}

fn note(note: &Note) -> Message {
    match note {
        Note::Preamble { lines, .. } => message!(
            "{0|One line above the table is|{0} lines above the table are} not part of it.",
            *lines as usize
        ),
        Note::HeaderRows(rows) => message!("{} header rows were joined into one.", *rows),
        Note::NoHeader => message!("No row names the columns: they were told by their values alone."),
        Note::NoRows => message!("There is a header and no row below it."),
    }
}

fn questions(guess: &Guess, head: &Head) -> Vec<Choice> {
    let header = |column: usize| guess.columns.get(column).map_or("", |column| column.header.as_str());
    let name = |column: usize| words::column(header(column), column);
    let mut questions: Vec<Choice> = Vec::new();
    for question in &guess.questions {
        questions.push(match question {
            Question::Missing(roles) => {
                let words = roles.iter().map(|&role| words::role(role).into()).collect();
                let text = message!("Which column holds {}? None was found.", Arg::Any(words));
                Choice::Missing { roles: roles.clone(), text }
            }
            Question::Unsure(role, columns) => {
                let mut names: Vec<Arg> = columns.iter().take(4).map(|&column| name(column)).collect();
                let text = match names.len() {
                    1 => message!("Does {} hold {}?", names.remove(0), words::role(*role)),
                    _ => message!("Which column holds {}: {}?", words::role(*role), Arg::Any(names)),
                };
                Choice::Which { role: *role, columns: columns.clone(), text }
            }
        });
    }
    // Rows further down may still tell, so only a whole file is asked about here; others once they are read.
    if head.is_whole {
        let columns = (0..guess.columns.len()).filter_map(|column| Some((column, head.column(column)?)));
        questions
            .extend(columns.filter_map(|(column, report)| words::choice(header(column), column, report)));
    }
    questions
}
