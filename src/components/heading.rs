//! The heading of a page, and with it what tells everybody that this is another page now.

use std::cell::Cell;

use leptos::html;
use leptos::prelude::*;

use super::Toasts;
use crate::i18n::entry_words;

/// Where the focus goes when a page comes up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Focus {
    /// To the heading, so that reading and tabbing start there.
    #[default]
    Heading,
    /// To a field that the page itself chooses.
    Elsewhere,
}

/// The `h1`. It names the window, is announced when it comes up or changes, and takes the focus, since the router moves
/// neither.
#[component]
pub fn Heading(
    /// The page's name.
    #[prop(into)]
    text: Signal<String>,
    /// Where the focus goes.
    #[prop(optional)]
    focus: Focus,
) -> impl IntoView {
    let heading = NodeRef::<html::H1>::new();
    let toasts = Toasts::current();
    Effect::new(move |before: Option<String>| {
        let text = text.get();
        if before.as_ref() != Some(&text) && !text.is_empty() {
            document().set_title(&format!("{text} - Portico"));
            // The browser announces the page that it opens with by itself.
            if is_first_page() {
                return text;
            }
            toasts.whisper((entry_words().common.now_showing)(&text));
            if focus == Focus::Heading {
                let options = web_sys::FocusOptions::new();
                options.set_prevent_scroll(true);
                if let Some(heading) = heading.get() {
                    let _ = heading.focus_with_options(&options);
                }
            }
        }
        text
    });
    view! { <h1 node_ref=heading tabindex="-1">{move || text.get()}</h1> }
}

fn is_first_page() -> bool {
    thread_local!(static FIRST: Cell<bool> = const { Cell::new(true) });
    FIRST.replace(false)
}
