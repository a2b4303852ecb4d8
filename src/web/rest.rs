//! The later file of the module, where something in it is needed before it is there: what is cut off the first file
//! by `pkg-config/later.txt` and runs rarely is called as if it were there.

use std::cell::RefCell;

use js_sys::Function;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

thread_local! {
    static LOADER: RefCell<Option<Function>> = const { RefCell::new(None) };
}

/// Calls `loader` when code of the later file is needed and the file is not there. When it returns, the file is; if it
/// throws, the instance is of no use any more.
#[wasm_bindgen(js_name = onRest)]
pub fn on_rest(#[wasm_bindgen(unchecked_param_type = "() => void")] loader: Function) {
    LOADER.set(Some(loader));
}

/// What runs in the place of a function that is in the later file (`xtask/src/split`). All that it calls is in the
/// first one.
#[wasm_bindgen(js_name = loadRest)]
pub fn load_rest() {
    let loader = LOADER.with_borrow(Clone::clone);
    let loaded = loader.map_or(Err(JsValue::UNDEFINED), |loader| loader.call0(&JsValue::NULL));
    if let Err(error) = loaded {
        wasm_bindgen::throw_val(error);
    }
}
