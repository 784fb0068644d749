//! Keys that do something: single ones as long as nobody is typing, and those with Ctrl or Cmd at any time.

use leptos::ev;
use leptos::prelude::*;
use web_sys::wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

/// Runs `act` when `key` is pressed alone and not typed into a field or a dialog, for as long as the caller is mounted.
pub fn on_shortcut(key: &'static str, act: impl Fn() + 'static) {
    let listener = window_event_listener(ev::keydown, move |event| {
        if event.key() == key && !event.default_prevented() && !is_typing(&event) {
            event.prevent_default();
            act();
        }
    });
    on_cleanup(move || listener.remove());
}

/// Runs `act` when `key` is pressed with Ctrl or Cmd, wherever the cursor is, for as long as the caller is mounted.
pub fn on_command(key: &'static str, act: impl Fn() + 'static) {
    let listener = window_event_listener(ev::keydown, move |event| {
        let alone = !event.alt_key() && !event.shift_key();
        if event.key().eq_ignore_ascii_case(key) && (event.ctrl_key() || event.meta_key()) && alone
        {
            event.prevent_default();
            act();
        }
    });
    on_cleanup(move || listener.remove());
}

fn is_typing(event: &KeyboardEvent) -> bool {
    let within =
        |target: &Element| target.closest("input, textarea, select, dialog, [contenteditable]");
    event.ctrl_key()
        || event.meta_key()
        || event.alt_key()
        || event.is_composing()
        || event
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok())
            .is_some_and(|target| matches!(within(&target), Ok(Some(_))))
}
