//! Reading on as one scrolls.

use leptos::ev;
use leptos::prelude::*;

/// How far above the end of the page the next part is wanted, in pixels: two screens of rows.
const AHEAD: f64 = 1200.0;

/// Runs `act` when one has scrolled near the end of the page.
pub fn on_near_end(act: impl Fn() + Copy + 'static) {
    let scroll = window_event_listener(ev::scroll, move |_| {
        if is_near_end() {
            act();
        }
    });
    on_cleanup(move || scroll.remove());
}

/// Whether the end of the page is near.
pub fn is_near_end() -> bool {
    let Some(root) = document().document_element() else {
        return false;
    };
    let number = |value: Result<wasm_bindgen::JsValue, _>| {
        value.ok().and_then(|value| value.as_f64()).unwrap_or(0.0)
    };
    let height = number(window().inner_height());
    let scrolled = window().scroll_y().unwrap_or(0.0);
    f64::from(root.scroll_height()) - scrolled - height < AHEAD
}
