//! Sentences for the reader in the reader's language.
//!
//! The English sentence stands in the code, as a *template*, and is the key under which a catalogue keeps the other
//! languages: [`say!`] writes one at once, [`message!`] keeps one for whoever knows the reader, [`word!`] is a label or
//! a sentence without blanks. A template is a whole sentence, or a label that stands alone; never a piece
//! from which sentences are glued, for other languages bend and order words in other ways. The blanks:
//!
//! * `{}` is the next argument, `{0}` the first, `{1}` the second: translations may order them anew.
//! * `{0|customer|customers}` is the first form where the argument counts as one and the second elsewhere;
//!   `{|customer|customers}` goes by the argument written last. A form may hold blanks: `{0|The one customer|All {0}}`.
//!
//! What is wrong in a template shows as it stands. `tests/it/words.rs` holds every catalogue to the templates in the
//! code.

use std::fmt;

use crate::day::Day;
use crate::locale::{Locale, UNKNOWN};
use crate::num::decimal;

/// Languages other than English: its templates and what they are in the language of the reader.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Words {
    /// In the order of the templates.
    entries: Vec<(String, String)>,
    /// Is none a singular, as in French?
    none_is_one: bool,
}

/// A sentence that is not written yet, because the reader is not known where it is made. As [`Display`](fmt::Display)
/// it is English. The empty one says nothing.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Message {
    template: Word,
    args: Vec<Arg>,
}

/// A label or a sentence of ours without blanks, in English. Use [`word!`]: what a catalogue does not know stays as it
/// is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Word(pub &'static str);

/// What goes into a blank.
#[derive(Debug, Clone, PartialEq)]
pub enum Arg {
    /// As it stands: a number that is written already, or a text of a file.
    Text(String),
    /// A text of ours, to be translated.
    Word(Word),
    /// A name from a file, in quotation marks and cut where it is long.
    Name(String),
    /// A number of things; chooses between forms.
    Count(usize),
    /// A number with so many decimals; chooses between forms.
    Number(f64, u8),
    /// 0 to 1, in per cent.
    Share(f64),
    /// A civil day.
    Day(Day),
    /// A sentence in the sentence.
    Message(Message),
    /// `a, b and c`.
    All(Vec<Self>),
    /// `a, b or c`.
    Any(Vec<Self>),
}

/// Writes a sentence for a reader: `say!(locale, "{} of {}", share, phrase)`. Arguments are what [`Arg`] is made from.
macro_rules! say {
    ($locale:expr, $template:literal $(, $arg:expr)* $(,)?) => {
        $locale.say($crate::message::Word($template), &[$($crate::message::Arg::from($arg)),*])
    };
}

/// Makes a sentence that is written later: `message!("There is no file {}.", id)`.
macro_rules! message {
    ($template:literal $(, $arg:expr)* $(,)?) => {
        $crate::message::Message::new($crate::message::Word($template), vec![$($crate::message::Arg::from($arg)),*])
    };
}

/// Makes a label that is translated where it is used.
macro_rules! word {
    ($template:literal) => {
        $crate::message::Word($template)
    };
}

pub(crate) use {message, say, word};

impl Words {
    /// A catalogue in any order. Where a template stands twice the later one counts.
    pub fn new(mut entries: Vec<(String, String)>, none_is_one: bool) -> Self {
        use crate::sort::Sort as _;
        entries.reverse();
        entries.order_by(|a, b| a.0.cmp(&b.0));
        entries.dedup_by(|later, first| later.0 == first.0);
        Self { entries, none_is_one }
    }

    /// The template in the language of the reader; itself where the catalogue lacks it.
    pub fn find<'a>(&'a self, template: &'a str) -> &'a str {
        match self.entries.binary_search_by(|entry| entry.0.as_str().cmp(template)) {
            Ok(at) => self.entries.get(at).map_or(template, |entry| entry.1.as_str()),
            Err(_) => template,
        }
    }
}

impl Message {
    /// Use [`message!`].
    pub fn new(template: Word, args: Vec<Arg>) -> Self {
        Self { template, args }
    }

    /// This, a blank, and another sentence.
    pub fn then(self, next: Self) -> Self {
        Self::new(Word("{} {}"), vec![self.into(), next.into()])
    }

    /// In the language of the reader.
    pub fn written(&self, locale: &Locale) -> String {
        locale.say(self.template, &self.args)
    }
}

impl From<String> for Message {
    /// A text that no catalogue knows: for programs rather than readers.
    fn from(text: String) -> Self {
        Self::new(Word("{}"), vec![Arg::Text(text)])
    }
}

impl From<Word> for Message {
    fn from(word: Word) -> Self {
        Self::new(word, Vec::new())
    }
}

impl From<&str> for Message {
    /// A text that no catalogue knows: for programs rather than readers.
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.written(&Locale::default()))
    }
}

impl fmt::Display for Word {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl Locale {
    /// A label of ours in the language of the reader.
    pub fn word(&self, word: Word) -> String {
        self.words.find(word.0).to_owned()
    }

    /// A name from a file as it stands in a sentence: in quotes, cut where it is long.
    pub fn name(&self, name: &str) -> String {
        const LONGEST: usize = 40;
        let mut shown: String = name.chars().filter(|c| !c.is_control()).take(LONGEST).collect();
        if name.chars().count() > LONGEST {
            shown.push('\u{2026}');
        }
        say!(self, "“{}”", shown)
    }

    /// Fills a template. Use [`say!`].
    pub fn say(&self, template: Word, args: &[Arg]) -> String {
        let mut out = String::new();
        Filling { locale: self, args, next: 0, last: 0 }.fill(self.words.find(template.0), &mut out);
        out
    }

    fn arg(&self, arg: &Arg) -> String {
        match arg {
            Arg::Text(text) => text.clone(),
            Arg::Word(word) => self.word(*word),
            Arg::Name(name) => self.name(name),
            Arg::Count(n) => self.count(*n),
            Arg::Number(value, decimals) => self.number(*value, *decimals),
            Arg::Share(share) => self.share(*share),
            Arg::Day(day) => self.day(*day),
            Arg::Message(message) => message.written(self),
            Arg::All(items) => self.listed(items, word!("{} and {}")),
            Arg::Any(items) => self.listed(items, word!("{} or {}")),
        }
    }

    fn listed(&self, items: &[Arg], ending: Word) -> String {
        let mut out = String::new();
        for (at, item) in items.iter().enumerate() {
            let item = self.arg(item);
            out = match at {
                0 => item,
                _ if at + 1 == items.len() => self.say(ending, &[Arg::Text(out), Arg::Text(item)]),
                _ => say!(self, "{}, {}", out, item),
            };
        }
        out
    }
}

/// A template on its way to a sentence.
struct Filling<'a> {
    locale: &'a Locale,
    args: &'a [Arg],
    /// The argument of the next `{}`.
    next: usize,
    /// The argument written last.
    last: usize,
}

impl Filling<'_> {
    fn fill(&mut self, mut rest: &str, out: &mut String) {
        while let Some(open) = rest.find('{') {
            let (before, from) = rest.split_at(open);
            out.push_str(before);
            let Some(close) = closing(from) else {
                out.push_str(from);
                return;
            };
            self.blank(&from[1..close], out);
            rest = &from[close + 1..];
        }
        out.push_str(rest);
    }

    /// `blank` is what stands between the braces.
    fn blank(&mut self, blank: &str, out: &mut String) {
        let (number, forms) = match blank.split_once('|') {
            Some((number, forms)) => (number, Some(forms)),
            None => (blank, None),
        };
        let at = match (number, forms) {
            ("", Some(_)) => Some(self.last),
            ("", None) => {
                self.next += 1;
                Some(self.next - 1)
            }
            _ => number.parse().ok(),
        };
        let Some((at, arg)) = at.and_then(|at| Some((at, self.args.get(at)?))) else {
            out.push_str(UNKNOWN);
            return;
        };
        self.last = at;
        match forms {
            None => out.push_str(&self.locale.arg(arg)),
            Some(forms) => {
                let (one, other) = halves(forms);
                self.fill(if self.is_one(arg) { one } else { other }, out);
            }
        }
    }

    fn is_one(&self, arg: &Arg) -> bool {
        match arg {
            Arg::Count(0) => self.locale.words.none_is_one,
            Arg::Count(n) => *n == 1,
            Arg::Number(value, _) => *value == 1.0,
            _ => false,
        }
    }
}

/// Where the brace at the start of the text closes.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0_u32;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return Some(at);
        }
    }
    None
}

/// Both forms, divided by the first bar outside of braces; one alone stands for both.
fn halves(forms: &str) -> (&str, &str) {
    let mut depth = 0_u32;
    for (at, byte) in forms.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            b'|' if depth == 0 => return (&forms[..at], &forms[at + 1..]),
            _ => {}
        }
    }
    (forms, forms)
}

impl Arg {
    /// A name from a file.
    pub fn name(name: &str) -> Self {
        Self::Name(name.to_owned())
    }

    /// A number as short as it is: `2`, `2.5`.
    pub fn shortest(value: f64) -> Self {
        let decimals = decimal::digits(value.abs()).split_once('.').map_or(0, |(_, part)| part.len());
        Self::Number(value, u8::try_from(decimals).unwrap_or(u8::MAX))
    }
}

impl From<String> for Arg {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&str> for Arg {
    fn from(text: &str) -> Self {
        Self::Text(text.into())
    }
}

impl From<usize> for Arg {
    fn from(n: usize) -> Self {
        Self::Count(n)
    }
}

impl From<u32> for Arg {
    fn from(n: u32) -> Self {
        Self::Count(n as usize)
    }
}

impl From<Day> for Arg {
    fn from(day: Day) -> Self {
        Self::Day(day)
    }
}

impl From<Word> for Arg {
    fn from(word: Word) -> Self {
        Self::Word(word)
    }
}

impl From<Message> for Arg {
    fn from(message: Message) -> Self {
        Self::Message(message)
    }
}
