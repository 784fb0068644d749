//! A state: always an icon and a word, never a colour alone.

use leptos::prelude::*;

use super::{Glyph, Icon, Tone};

/// A state in a word.
#[component]
pub fn StatusWord(
    /// Its mood.
    tone: Tone,
    /// Its icon.
    icon: Glyph,
    /// Its word.
    #[prop(into)]
    word: String,
) -> impl IntoView {
    view! {
        <span class="status" data-tone=tone.name()>
            <Icon of=icon/>
            {word}
        </span>
    }
}
