//! Settings of the page, read field by field. What does not fit is refused by the name of the setting.

use super::node::Node;
use crate::day::Day;
use crate::error::Error;

/// A setting by its name, and what the page wrote; nothing if it was left out or is `null`.
#[derive(Debug, Clone, Copy)]
pub struct Setting<'a> {
    name: &'a str,
    node: Option<&'a Node>,
}

impl<'a> Setting<'a> {
    /// All of what the page handed in.
    pub fn all(name: &'a str, node: &'a Node) -> Self {
        Self { name, node: Some(node) }
    }

    /// A field of it; left out if this is no object.
    #[inline(never)]
    pub fn at(self, name: &'static str) -> Self {
        let node = match self.node {
            Some(Node::Object(fields)) => {
                fields.iter().find(|(other, _)| other == name).map(|(_, node)| node)
            }
            _ => None,
        };
        Self { name, node: node.filter(|node| !matches!(node, Node::Null)) }
    }

    /// Refuses anything but an object of these fields, so that no misspelt setting goes unnoticed.
    #[inline(never)]
    pub fn only(self, names: &[&str]) -> Result<Self, Error> {
        match self.node {
            None | Some(Node::Null) => Ok(self),
            Some(Node::Object(fields)) => {
                match fields.iter().find(|(name, _)| !names.contains(&name.as_ref())) {
                    Some((name, _)) => {
                        Err(Error::config(format!("There is no setting \"{name}\" in \"{}\".", self.name)))
                    }
                    None => Ok(self),
                }
            }
            Some(_) => Err(self.takes("an object")),
        }
    }

    /// Is nothing set but this?
    pub fn has_only(self, only: &str) -> bool {
        match self.node {
            None | Some(Node::Null) => true,
            Some(Node::Object(fields)) => fields.iter().all(|(name, _)| *name == only),
            Some(_) => false,
        }
    }

    /// Itself, unless it was left out.
    pub fn given(self) -> Option<Self> {
        match self.node {
            None | Some(Node::Null) => None,
            Some(_) => Some(self),
        }
    }

    /// A text.
    #[inline(never)]
    pub fn text(self) -> Result<&'a str, Error> {
        match self.node {
            Some(Node::Text(text)) => Ok(text),
            _ => Err(self.takes("a text")),
        }
    }

    /// A text to keep.
    #[inline(never)]
    pub fn owned(self) -> Result<String, Error> {
        self.text().map(str::to_owned)
    }

    /// A text in place of another.
    #[inline(never)]
    pub fn text_into(self, into: &mut String) -> Result<(), Error> {
        *into = self.owned()?;
        Ok(())
    }

    /// Yes or no.
    #[inline(never)]
    pub fn flag(self) -> Result<bool, Error> {
        match self.node {
            Some(Node::Bool(flag)) => Ok(*flag),
            _ => Err(self.takes("true or false")),
        }
    }

    /// A number, never NaN.
    #[inline(never)]
    pub fn number(self) -> Result<f64, Error> {
        match self.node {
            Some(Node::Number(number)) if !number.is_nan() => Ok(*number),
            _ => Err(self.takes("a number")),
        }
    }

    /// A number, or the usual one.
    #[inline(never)]
    pub fn number_or(self, usual: f64) -> Result<f64, Error> {
        if self.given().is_some() { self.number() } else { Ok(usual) }
    }

    /// A whole number within these bounds, far below 2^53.
    #[inline(never)]
    fn whole(self, least: i32, most: u32) -> Result<f64, Error> {
        match self.node {
            Some(&Node::Number(number))
                if number >= f64::from(least) && number <= f64::from(most) && number % 1.0 == 0.0 =>
            {
                Ok(number)
            }
            _ => Err(self.takes(&format!("a whole number from {least} to {most}"))),
        }
    }

    /// A small count.
    #[inline(never)]
    pub fn small(self) -> Result<u8, Error> {
        self.whole(0, u8::MAX.into()).map(|number| number as u8)
    }

    /// A count.
    #[inline(never)]
    pub fn count(self) -> Result<u32, Error> {
        self.whole(0, u32::MAX).map(|number| number as u32)
    }

    /// A count, or the usual one.
    #[inline(never)]
    pub fn count_or(self, usual: u32) -> Result<u32, Error> {
        if self.given().is_some() { self.count() } else { Ok(usual) }
    }

    /// A day since 1970, if one was given.
    #[inline(never)]
    pub fn day(self) -> Result<Option<Day>, Error> {
        if self.given().is_none() {
            return Ok(None);
        }
        self.whole(i32::MIN, i32::MAX.unsigned_abs()).map(|number| Some(Day(number as i32)))
    }

    /// The items of a list, each by the name of the list; none if it was left out.
    #[inline(never)]
    pub fn items(self) -> Result<Vec<Self>, Error> {
        match self.node {
            None => Ok(Vec::new()),
            Some(Node::List(items)) => {
                Ok(items.iter().map(|item| Self { name: self.name, node: Some(item) }).collect())
            }
            Some(_) => Err(self.takes("a list")),
        }
    }

    /// A list of texts.
    #[inline(never)]
    pub fn texts(self) -> Result<Vec<String>, Error> {
        self.items()?.into_iter().map(Self::owned).collect()
    }

    /// A list of two.
    #[inline(never)]
    pub fn pair(self) -> Result<(Self, Self), Error> {
        match self.items()?.as_slice() {
            &[first, second] => Ok((first, second)),
            _ => Err(self.takes("lists of two")),
        }
    }

    /// A word that is none of those it could be.
    #[cold]
    #[inline(never)]
    pub fn unknown(self, what: &str) -> Error {
        Error::config(format!("There is no {what} \"{}\".", self.text().unwrap_or_default()))
    }

    /// It is something else than it must be.
    #[cold]
    #[inline(never)]
    pub fn takes(self, what: &str) -> Error {
        Error::config(format!("The setting \"{}\" takes {what}.", self.name))
    }
}
