//! One error for a bad call or an impossible request. Bad data is never an error: it is an [`Issue`](crate::issue::Issue).

use std::fmt;

use crate::locale::Locale;
use crate::message::Message;

/// Why a call was refused. The message says what is wrong and what to do.
#[derive(Debug, Clone, PartialEq)]
pub struct Error {
    kind: Kind,
    message: Message,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    File,
    Missing,
    Config,
    Draw,
    Later,
    Unread,
}

impl Error {
    /// A file that cannot be read as a table at all: empty, binary, of a format that is not understood.
    #[cold]
    pub fn file(message: impl Into<Message>) -> Self {
        Self { kind: Kind::File, message: message.into() }
    }

    /// The question needs facts that no loaded file holds.
    #[cold]
    pub fn missing(message: impl Into<Message>) -> Self {
        Self { kind: Kind::Missing, message: message.into() }
    }

    /// A setting out of its range, or one that contradicts another.
    #[cold]
    pub fn config(message: impl Into<Message>) -> Self {
        Self { kind: Kind::Config, message: message.into() }
    }

    /// The drawing surface refused.
    #[cold]
    pub fn draw(message: impl Into<Message>) -> Self {
        Self { kind: Kind::Draw, message: message.into() }
    }

    /// The code that does this is in the later file of the module, which is not here yet: ask again when it is.
    #[cold]
    pub fn later() -> Self {
        Self { kind: Kind::Later, message: "This needs the rest of the module.".into() }
    }

    /// The rows of large files were let go and are needed again: read those files once more, then ask again.
    #[cold]
    pub fn unread() -> Self {
        Self { kind: Kind::Unread, message: "Files must be read once more.".into() }
    }

    /// Was the file refused?
    pub fn is_file(&self) -> bool {
        self.kind == Kind::File
    }

    /// Do the loaded files lack what the question needs?
    pub fn is_missing(&self) -> bool {
        self.kind == Kind::Missing
    }

    /// Was a setting refused?
    pub fn is_config(&self) -> bool {
        self.kind == Kind::Config
    }

    /// The same in the language of the reader.
    pub fn told(self, locale: &Locale) -> Self {
        Self { kind: self.kind, message: self.message.written(locale).into() }
    }

    /// One word for programs: `file`, `missing`, `config`, `draw`, `later` or `unread`.
    pub fn code(&self) -> &'static str {
        match self.kind {
            Kind::File => "file",
            Kind::Missing => "missing",
            Kind::Config => "config",
            Kind::Draw => "draw",
            Kind::Later => "later",
            Kind::Unread => "unread",
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message.fmt(f)
    }
}

impl std::error::Error for Error {}
