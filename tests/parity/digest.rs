//! Every result on real and made-up files as text in which two floats look alike only if they are the same to the
//! bit. `cargo xtask test` compiles it natively and for wasm and compares what the two print.

#[path = "../it/shop.rs"]
#[allow(dead_code)]
mod shop;

use clientele::facts::{Facts, Orders};
use clientele::metrics::segments::{SegmentsConfig, segments};

/// All results, one field a line.
fn digest() -> String {
    let (customers, orders) = shop::cdnow();
    let orders = Orders::new(customers.len(), &orders);
    let facts = Facts { customers, orders, ..Facts::default() };
    let answers = [format!("{:#?}", segments(&facts, &SegmentsConfig::default()))];
    answers.join("\n")
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    println!("{}", digest());
}

#[cfg(target_arch = "wasm32")]
fn main() {}

/// What the native program prints, for the script that runs the wasm.
#[cfg(target_arch = "wasm32")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn digest_text() -> String {
    digest()
}
