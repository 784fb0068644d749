//! Short messages about what has been done, and the one live region that speaks.

use std::time::Duration;

use leptos::prelude::*;

use super::{Glyph, IconButton};
use crate::i18n::entry_words;

/// How long a toast stays: long enough to be read twice.
const STAY: Duration = Duration::from_secs(8);

/// What tells of things done. What went wrong is told where it went wrong, not here.
#[derive(Clone, Copy)]
pub struct Toasts {
    shown: RwSignal<Vec<(u32, String)>>,
    spoken: RwSignal<String>,
    next: StoredValue<u32>,
}

impl Toasts {
    /// Makes the toasts of the page.
    pub fn provide() -> Self {
        let toasts = Self {
            shown: RwSignal::default(),
            spoken: RwSignal::default(),
            next: StoredValue::new(0),
        };
        provide_context(toasts);
        toasts
    }

    /// The toasts of the page.
    pub fn current() -> Self {
        use_context().unwrap_or_else(Self::provide)
    }

    /// Shows `text`, and speaks it.
    pub fn say(self, text: String) {
        let id = self.next.get_value();
        self.next.set_value(id.wrapping_add(1));
        self.shown.update(|shown| shown.push((id, text)));
        set_timeout(move || self.dismiss(id), STAY);
    }

    /// Speaks `text` to those who listen, and shows nothing.
    pub fn whisper(self, text: String) {
        self.spoken.set(text);
    }

    /// Takes everything off, for who is next at the screen.
    pub fn clear(self) {
        self.shown.update(Vec::clear);
    }

    fn dismiss(self, id: u32) {
        let _ = self
            .shown
            .try_update(|shown| shown.retain(|(other, _)| *other != id));
    }
}

/// Where the toasts appear. There from the start, since a live region that arrives with its text is not read.
#[component]
pub fn ToastRegion() -> impl IntoView {
    let toasts = Toasts::current();
    view! {
        <p class="unseen" role="status">{move || toasts.spoken.get()}</p>
        <div class="toasts" role="status">
            <For each=move || toasts.shown.get() key=|(id, _)| *id let((id, text))>
                <div class="toast">
                    <span>{text}</span>
                    <IconButton label=entry_words().common.close icon=Glyph::X on_press=move || toasts.dismiss(id)/>
                </div>
            </For>
        </div>
    }
}
