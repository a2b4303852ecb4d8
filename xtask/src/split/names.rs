//! Names of functions as they stand in the source.

use rustc_demangle::demangle;

/// `a::b::C::f` for what stands in an `impl C` of the module `a::b`, wherever `C` is from, without what tells apart
/// what has the same name.
pub fn plain(symbol: &str) -> String {
    let name = format!("{:#}", demangle(symbol));
    if !name.starts_with('<') || name.contains(" as ") {
        return name;
    }
    let Some((of, function)) = name[1..].split_once(">::") else { return name };
    let Some(home) = home(symbol) else { return format!("{of}::{function}") };
    let path = &of[..of.find('<').unwrap_or(of.len())];
    let own = path.rfind("::").map_or(0, |at| at + 2);
    format!("{home}::{}::{function}", &of[own..])
}

/// The module in which the `impl` of a function stands: its symbol has it, what is read of it has not.
fn home(symbol: &str) -> Option<String> {
    let all = symbol.strip_prefix("_R")?;
    let mut rest = all;
    while let Some(inner) = rest.strip_prefix('I').or_else(|| rest.starts_with('N').then(|| &rest[2..])) {
        rest = inner;
    }
    let (path, _) = module(all, skip_number(rest.strip_prefix('M')?, 's'))?;
    Some(path)
}

/// The path that a part of a symbol begins with, and what follows. A path says `C` and a name, `N`, its kind, a path and
/// a name, or `B` and where in the symbol it stands already (Rust RFC 2603).
fn module<'a>(all: &'a str, part: &'a str) -> Option<(String, &'a str)> {
    let inner = part.get(1..)?;
    match part.as_bytes()[0] {
        b'C' => name(inner).map(|(name, rest)| (name.to_owned(), rest)),
        b'N' => {
            let (path, rest) = module(all, inner.get(1..)?)?;
            let (name, rest) = name(rest)?;
            Some((format!("{path}::{name}"), rest))
        }
        b'B' => {
            let end = inner.find('_')?;
            let digit = |c: char| "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ".find(c);
            let number = inner[..end].chars().try_fold(0, |sum, c| Some(sum * 62 + digit(c)?))?;
            let at = if end == 0 { 0 } else { number + 1 };
            let (path, _) = module(all, all.get(at..).filter(|part| part.len() > inner.len())?)?;
            Some((path, &inner[end + 1..]))
        }
        _ => None,
    }
}

/// A name behind its length, and what follows.
fn name(part: &str) -> Option<(&str, &str)> {
    let part = skip_number(part, 's');
    let digits = part.find(|c: char| !c.is_ascii_digit())?;
    let length: usize = part[..digits].parse().ok()?;
    let rest = part[digits..].strip_prefix('_').unwrap_or(&part[digits..]);
    Some((rest.get(..length)?, &rest[length..]))
}

/// What follows a number that begins with this letter, if there is one.
fn skip_number(part: &str, letter: char) -> &str {
    part.strip_prefix(letter).and_then(|number| number.split_once('_')).map_or(part, |(_, rest)| rest)
}

/// Without the types that a generic function or type is for: functions for different types may have become one.
pub fn bare(name: &str) -> String {
    let mut out = String::new();
    // Whether each open bracket is kept: that of `<A as B>::f` is, that of `A<B>` is not.
    let mut open: Vec<bool> = Vec::new();
    let mut last = ' ';
    for c in name.chars() {
        let is_arrow = c == '>' && last == '-';
        match c {
            '<' => open.push(!(last.is_alphanumeric() || matches!(last, '_' | ':'))),
            _ if is_arrow => {}
            '>' => {
                if open.pop().unwrap_or(true) && !open.contains(&false) {
                    out.push(c);
                }
                last = c;
                continue;
            }
            _ => {}
        }
        if !open.contains(&false) {
            out.push(c);
        }
        last = c;
    }
    out.replace("::::", "::").trim_end_matches("::").to_owned()
}

/// Does a name lie under a path? `<a::b::C as Trait>::f` lies under `a::b`, `a::bc::f` does not.
pub fn names(name: &str, path: &str) -> bool {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    name.match_indices(path)
        .any(|(at, _)| !name[..at].ends_with(is_word) && !name[at + path.len()..].starts_with(is_word))
}

#[cfg(test)]
mod test {
    use super::{bare, names, plain};

    #[test]
    fn a_name_loses_the_types_that_it_is_for_and_keeps_the_type_that_it_is_of() {
        let bared = [
            ("core::ptr::drop_in_place::<a::B>", "core::ptr::drop_in_place"),
            ("alloc::vec::Vec<a::B>::push", "alloc::vec::Vec::push"),
            ("<a::B<c::D> as e::From<f::G>>::from", "<a::B as e::From>::from"),
            (
                "<<a::b>::c::{closure#0} as d::FnOnce<(&e::F,)>>::call",
                "<<a::b>::c::{closure#0} as d::FnOnce>::call",
            ),
            ("a::b::<fn(c) -> d>::{closure#1}", "a::b::{closure#1}"),
        ];
        for (name, expected) in bared {
            assert_eq!(bare(name), expected);
        }
    }

    #[test]
    fn a_function_stands_where_its_impl_does() {
        let symbols = [
            ("_RNvMNtCs9_1a1bNtNtB2_1c1D3new", "a::b::D::new"),
            ("_RNCNvMs0_NtNtCs9_1a1b1cNtB6_1D3new0", "a::b::c::D::new::{closure#0}"),
            ("_RNvNtCs9_1a1b3run", "a::b::run"),
        ];
        for (symbol, expected) in symbols {
            assert_eq!(plain(symbol), expected);
        }
    }

    #[test]
    fn a_path_names_whole_words_only() {
        assert!(names("<a::b::C as d::E>::f", "a::b"));
        assert!(!names("a::bc::f", "a::b"));
    }
}
