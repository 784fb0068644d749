//! A dialog over the page.

use leptos::html;
use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::{Glyph, IconButton, unique_id};
use crate::i18n::entry_words;

/// A dialog that Escape, its cross and a press outside of it close. The focus goes back to where it came from.
#[component]
pub fn Dialog(
    /// What it is about.
    #[prop(into)]
    title: TextProp,
    /// Whether it is open.
    open: RwSignal<bool>,
    /// What is in it; made when it opens, gone when it closes.
    children: ChildrenFn,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    let heading = StoredValue::new(unique_id("dialog"));
    Effect::new(move |_| {
        let open = open.get();
        if let Some(dialog) = dialog.get() {
            match (open, dialog.open()) {
                // It can only fail for a dialog that is open already.
                (true, false) => drop(dialog.show_modal()),
                (false, true) => dialog.close(),
                _ => {}
            }
        }
    });
    // The event comes late: one that was opened again meanwhile stays open.
    let closed = move |_: web_sys::Event| {
        if dialog.get_untracked().is_none_or(|dialog| !dialog.open()) {
            open.set(false);
        }
    };
    let title = StoredValue::new(title);
    view! {
        <dialog
            class="dialog"
            node_ref=dialog
            aria-labelledby=heading.get_value()
            closedby="any"
            on:close=closed
        >
            <Show when=move || open.get()>
                <header>
                    <h2 id=heading.get_value()>{move || title.with_value(TextProp::get)}</h2>
                    <IconButton label=entry_words().common.close icon=Glyph::X on_press=move || open.set(false)/>
                </header>
                <div class="pad">{children()}</div>
            </Show>
        </dialog>
    }
}
