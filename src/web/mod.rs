//! The browser: the only module that names wasm-bindgen, web-sys and js-sys.
//!
//! * [`Session`](session::Session) lives in the analyst: files in, answers out.
//! * [`Reader`](reader::Reader) lives in each reader: a slice of a file in, a part out.
//! * `node` is the plain data that crosses: `dto` builds it from answers, `config` and `habits` read it through
//!   `setting`; `types.d.ts` is the contract of both sides.

mod answers;
mod config;
mod decide;
mod dto;
mod dto_files;
mod dto_value;
mod files;
mod findings;
mod fitted;
mod funnel_config;
mod funnel_parts;
mod habits;
mod later;
mod node;
mod panic;
mod parts;
pub mod reader;
mod rest;
mod selection;
pub mod session;
mod setting;
pub mod surface;
mod worth;

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::error::Error;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("types.d.ts");

/// The version of this crate.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}

impl From<Error> for JsValue {
    /// An `Error` of the page with the `code` of ours.
    fn from(error: Error) -> Self {
        let object = js_sys::Error::new(&error.to_string());
        // Setting a property of a fresh object cannot fail.
        drop(js_sys::Reflect::set(&object, &Self::from_str("code"), &Self::from_str(error.code())));
        object.into()
    }
}
