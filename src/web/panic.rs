//! What becomes of a panic: its message goes to the page once; the instance is of no use after that.

use std::cell::RefCell;
use std::panic::set_hook;

use js_sys::Function;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

thread_local! {
    static LISTENER: RefCell<Option<Function>> = const { RefCell::new(None) };
}

/// Calls `listener` with a message if the module stops unexpectedly: once, for state after a panic is not to be
/// trusted.
#[wasm_bindgen(js_name = onPanic)]
pub fn on_panic(#[wasm_bindgen(unchecked_param_type = "(message: string) => void")] listener: Function) {
    LISTENER.set(Some(listener));
    set_hook(Box::new(|info| {
        if let Some(listener) = LISTENER.take() {
            // A listener that throws cannot be helped: we are about to end.
            drop(listener.call1(&JsValue::NULL, &JsValue::from_str(&info.to_string())));
        }
    }));
}
