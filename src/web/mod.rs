//! The browser: the only module that names wasm-bindgen, web-sys, js-sys, serde-wasm-bindgen.

pub mod surface;
