//! Text that one wants to have elsewhere.

use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::{Glyph, Icon, Toasts};
use crate::i18n::entry_words;

/// A text with a button that copies it.
#[component]
pub fn Copyable(
    /// What it is, for the button's name.
    #[prop(into)]
    what: String,
    /// The text.
    text: String,
) -> impl IntoView {
    view! {
        <span class="copyable">
            <span class="mono">{text.clone()}</span>
            <CopyButton what text/>
        </span>
    }
}

/// A button that copies a text, and says that it did.
#[component]
pub fn CopyButton(
    /// What is copied, for the button's name.
    #[prop(into)]
    what: String,
    /// The text.
    text: String,
) -> impl IntoView {
    let done = RwSignal::new(false);
    let toasts = Toasts::current();
    let words = entry_words();
    let copy = move |_| {
        let text = text.clone();
        leptos::task::spawn_local(async move {
            let copied = JsFuture::from(window().navigator().clipboard().write_text(&text)).await;
            if copied.is_ok() && done.try_set(true).is_none() {
                toasts.whisper(words.common.copied.to_owned());
                set_timeout(
                    move || {
                        let _ = done.try_set(false);
                    },
                    Duration::from_millis(1500),
                );
            }
        });
    };
    let label = (words.common.copy)(&what);
    view! {
        <button
            class="button"
            type="button"
            data-kind="bare"
            data-done=move || done.get().then_some("")
            aria-label=label.clone()
            title=label
            on:click=copy
        >
            <Icon of=Signal::derive(move || if done.get() { Glyph::Ok } else { Glyph::Copy })/>
        </button>
    }
}
