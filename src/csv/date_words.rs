//! Names of months and of hours' halves, and words that mean nothing in a date, in the languages of exports.

/// English, German, French, Spanish, Portuguese, Italian, Dutch, Swedish, Danish and Norwegian: whole names and the
/// short forms that spreadsheets and the Unicode locale data (CLDR) write, in lower case and without a final dot.
const MONTHS: [&[&str]; 12] = [
    &[
        "january", "jan", "januar", "jänner", "janvier", "janv", "enero", "ene", "janeiro", "gennaio", "gen",
        "januari",
    ],
    &[
        "february",
        "feb",
        "februar",
        "feber",
        "février",
        "fevrier",
        "févr",
        "fevr",
        "fév",
        "febrero",
        "fevereiro",
        "fev",
        "febbraio",
        "februari",
    ],
    &["march", "mar", "märz", "maerz", "mär", "mrz", "mars", "marzo", "março", "marco", "maart", "mrt"],
    &["april", "apr", "avril", "avr", "abril", "abr", "aprile"],
    &["may", "mai", "mayo", "maio", "maggio", "mag", "mei", "maj"],
    &["june", "jun", "juni", "juin", "junio", "junho", "giugno", "giu"],
    &["july", "jul", "juli", "juillet", "juil", "julio", "julho", "luglio", "lug"],
    &["august", "aug", "août", "aout", "agosto", "ago", "augustus", "augusti"],
    &["september", "sep", "sept", "septembre", "septiembre", "setembro", "set", "settembre"],
    &["october", "oct", "oktober", "okt", "octobre", "octubre", "outubro", "out", "ottobre", "ott"],
    &["november", "nov", "novembre", "noviembre", "novembro"],
    &[
        "december",
        "dec",
        "dezember",
        "dez",
        "décembre",
        "decembre",
        "déc",
        "diciembre",
        "dic",
        "dezembro",
        "dicembre",
        "desember",
        "des",
    ],
];

/// Days of the week, and what joins the parts of a date.
const FILLERS: &[&str] = &[
    "t",
    "at",
    "of",
    "de",
    "del",
    "den",
    "der",
    "le",
    "la",
    "the",
    "um",
    "om",
    "à",
    "kl",
    "uhr",
    "st",
    "nd",
    "rd",
    "th",
    "er",
    "on",
    "mon",
    "tue",
    "tues",
    "wed",
    "thu",
    "thur",
    "thurs",
    "fri",
    "sat",
    "sun",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "mo",
    "di",
    "mi",
    "do",
    "fr",
    "sa",
    "so",
    "montag",
    "dienstag",
    "mittwoch",
    "donnerstag",
    "freitag",
    "samstag",
    "sonnabend",
    "sonntag",
    "lun",
    "mer",
    "jeu",
    "ven",
    "sam",
    "dim",
    "lundi",
    "mardi",
    "mercredi",
    "jeudi",
    "vendredi",
    "samedi",
    "dimanche",
    "lunes",
    "martes",
    "miércoles",
    "jueves",
    "viernes",
    "sábado",
    "domingo",
    "ma",
    "wo",
    "vr",
    "za",
    "zo",
    "年",
    "月",
    "日",
];

/// A word of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Word {
    /// A month, 1..=12.
    Month(u8),
    /// Before noon.
    Am,
    /// After noon.
    Pm,
    /// A zone, in minutes ahead of UTC.
    Zone(i16),
    /// Nothing that matters.
    Filler,
    /// Nothing that belongs in a date.
    Unknown,
}

/// What a word in lower case, without dots, means in a date.
pub(crate) fn word(text: &str) -> Word {
    let zone = |minutes| Word::Zone(minutes);
    match text {
        "am" | "a" | "vm" | "오전" | "上午" | "午前" => return Word::Am,
        "pm" | "p" | "nm" | "오후" | "下午" | "午後" => return Word::Pm,
        "z" | "utc" | "gmt" | "wet" => return zone(0),
        "bst" | "cet" | "mez" | "west" => return zone(60),
        "cest" | "mesz" | "eet" => return zone(120),
        "edt" => return zone(-240),
        "est" | "cdt" => return zone(-300),
        "cst" | "mdt" => return zone(-360),
        "mst" | "pdt" => return zone(-420),
        "pst" => return zone(-480),
        _ => {}
    }
    for (number, names) in (1..).zip(MONTHS) {
        if names.contains(&text) {
            return Word::Month(number);
        }
    }
    if FILLERS.contains(&text) { Word::Filler } else { Word::Unknown }
}
