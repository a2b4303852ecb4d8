//! The one type that crosses to the page and back: a small tree of plain data. Everything else is built from it or read
//! from it by hand, so that one copy of the crossing serves all.

use std::borrow::Cow;

use js_sys::{Array, Object};
use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};
use wasm_bindgen::{JsCast, JsValue};

use crate::day::Day;
use crate::error::Error;
use crate::locale::Locale;
use crate::message::{Message, message};

/// Objects and lists inside each other, at most: settings need 4 or 5, and an object that holds itself ends here.
const MOST_LEVELS: u8 = 16;

/// Plain data.
#[derive(Debug, Default)]
pub enum Node {
    /// Not known, left out.
    #[default]
    Null,
    Bool(bool),
    Number(f64),
    Text(String),
    List(Vec<Node>),
    /// Fields in their order. Towards the page the names are ours alone, never text of a file.
    Object(Vec<(Cow<'static, str>, Node)>),
    /// A typed array, towards the page only.
    Column(JsValue),
}

impl Node {
    /// Reads what the page hands in.
    pub fn from_js(value: JsValue) -> Result<Self, Error> {
        Self::read(&value, 0)
    }

    fn read(value: &JsValue, level: u8) -> Result<Self, Error> {
        if value.is_null() || value.is_undefined() {
            return Ok(Self::Null);
        }
        if let Some(flag) = value.as_bool() {
            return Ok(Self::Bool(flag));
        }
        if let Some(number) = value.as_f64() {
            return Ok(Self::Number(number));
        }
        if let Some(text) = value.as_string() {
            return Ok(Self::Text(text));
        }
        if !value.is_object() {
            return Err(Error::config(message!("The settings are no plain data.")));
        }
        if level >= MOST_LEVELS {
            return Err(Error::config(message!("The settings are nested too deep.")));
        }
        if let Some(list) = value.dyn_ref::<Array>() {
            let items = list.iter().map(|item| Self::read(&item, level + 1));
            return items.collect::<Result<_, _>>().map(Self::List);
        }
        let mut fields = Vec::new();
        for entry in Object::entries(value.unchecked_ref()).iter() {
            let entry: Array = entry.unchecked_into();
            let name = entry.get(0).as_string().unwrap_or_default();
            fields.push((Cow::Owned(name), Self::read(&entry.get(1), level + 1)?));
        }
        Ok(Self::Object(fields))
    }

    /// As plain data of the page: objects without a class, `null` for what is not known.
    #[inline(never)]
    pub fn to_js(&self) -> Result<JsValue, Error> {
        let serializer = serde_wasm_bindgen::Serializer::json_compatible();
        self.serialize(&serializer).map_err(|error| Error::config(error.to_string()))
    }

    /// A text.
    #[inline(never)]
    pub fn text(text: &str) -> Self {
        Self::Text(text.to_owned())
    }

    /// A list of texts.
    #[inline(never)]
    pub fn texts(texts: &[String]) -> Self {
        Self::List(texts.iter().map(|text| Self::text(text)).collect())
    }

    /// A list of words of ours.
    #[inline(never)]
    pub fn words(words: &[&str]) -> Self {
        Self::List(words.iter().map(|word| Self::text(word)).collect())
    }

    /// A list of numbers.
    #[inline(never)]
    pub fn numbers(numbers: &[f64]) -> Self {
        Self::List(numbers.iter().map(|&number| Self::Number(number)).collect())
    }

    /// A list of counts.
    #[inline(never)]
    pub fn counts(counts: &[usize]) -> Self {
        Self::List(counts.iter().map(|&count| Self::Number(count as f64)).collect())
    }

    /// A typed array of bytes.
    #[inline(never)]
    pub fn bytes(values: &[u8]) -> Self {
        Self::Column(js_sys::Uint8Array::from(values).unchecked_into())
    }

    /// A typed array of whole numbers.
    #[inline(never)]
    pub fn wholes(values: &[u32]) -> Self {
        Self::Column(js_sys::Uint32Array::from(values).unchecked_into())
    }

    /// A typed array of numbers in single precision.
    #[inline(never)]
    pub fn floats(values: &[f32]) -> Self {
        Self::Column(js_sys::Float32Array::from(values).unchecked_into())
    }

    /// A typed array of numbers.
    #[inline(never)]
    pub fn doubles(values: &[f64]) -> Self {
        Self::Column(js_sys::Float64Array::from(values).unchecked_into())
    }
}

/// An object in the making. None of its methods is generic: each field of an answer costs a call and no more.
#[derive(Debug, Default)]
pub struct Fields(Vec<(Cow<'static, str>, Node)>);

impl Fields {
    /// Without fields.
    pub fn new() -> Self {
        Self::default()
    }

    /// Any node.
    #[inline(never)]
    pub fn node(&mut self, name: &'static str, value: Node) -> &mut Self {
        self.0.push((Cow::Borrowed(name), value));
        self
    }

    /// A number; NaN stays one.
    #[inline(never)]
    pub fn number(&mut self, name: &'static str, value: f64) -> &mut Self {
        self.node(name, Node::Number(value))
    }

    /// A number that may be unknown.
    #[inline(never)]
    pub fn maybe(&mut self, name: &'static str, value: Option<f64>) -> &mut Self {
        self.node(name, value.map_or(Node::Null, Node::Number))
    }

    /// A count.
    #[inline(never)]
    pub fn count(&mut self, name: &'static str, value: usize) -> &mut Self {
        self.number(name, value as f64)
    }

    /// A day.
    #[inline(never)]
    pub fn day(&mut self, name: &'static str, value: Day) -> &mut Self {
        self.number(name, f64::from(value.0))
    }

    /// A day that may be unknown.
    #[inline(never)]
    pub fn maybe_day(&mut self, name: &'static str, value: Option<Day>) -> &mut Self {
        self.maybe(name, value.map(|day| f64::from(day.0)))
    }

    /// Yes or no.
    #[inline(never)]
    pub fn flag(&mut self, name: &'static str, value: bool) -> &mut Self {
        self.node(name, Node::Bool(value))
    }

    /// A text.
    #[inline(never)]
    pub fn text(&mut self, name: &'static str, value: &str) -> &mut Self {
        self.node(name, Node::text(value))
    }

    /// A list of texts.
    #[inline(never)]
    pub fn texts(&mut self, name: &'static str, values: &[String]) -> &mut Self {
        self.node(name, Node::texts(values))
    }

    /// A sentence for the reader.
    #[inline(never)]
    pub fn message(&mut self, name: &'static str, value: &Message, locale: &Locale) -> &mut Self {
        self.node(name, Node::Text(value.written(locale)))
    }

    /// Sentences for the reader.
    #[inline(never)]
    pub fn messages(&mut self, name: &'static str, values: &[Message], locale: &Locale) -> &mut Self {
        self.node(name, Node::List(values.iter().map(|value| Node::Text(value.written(locale))).collect()))
    }

    /// The object; nothing stays behind.
    #[inline(never)]
    pub fn done(&mut self) -> Node {
        Node::Object(std::mem::take(&mut self.0))
    }
}

impl Serialize for Node {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => to.serialize_unit(),
            Self::Bool(value) => to.serialize_bool(*value),
            Self::Number(value) => to.serialize_f64(*value),
            Self::Text(value) => to.serialize_str(value),
            Self::List(items) => {
                let mut list = to.serialize_seq(Some(items.len()))?;
                for item in items {
                    list.serialize_element(item)?;
                }
                list.end()
            }
            Self::Object(fields) => {
                let mut object = to.serialize_map(Some(fields.len()))?;
                for (name, value) in fields {
                    object.serialize_entry(name.as_ref(), value)?;
                }
                object.end()
            }
            Self::Column(values) => serde_wasm_bindgen::preserve::serialize(values, to),
        }
    }
}
