//! Where there is nothing, or nothing for this person.

use leptos::prelude::*;

use crate::components::{Blank, Glyph, Heading, Kind, LinkButton};
use crate::i18n::words;
use crate::routes::Path;

/// Nothing stands at this address.
#[component]
pub fn NotFound() -> impl IntoView {
    let words = &words().shell;
    view! {
        <Heading text=words.not_found/>
        <div class="sheet">
            <Blank icon=Glyph::Link title=words.not_found text=words.not_found_what>
                <LinkButton label=words.not_found_go href=Path::Start.to_string() kind=Kind::Primary/>
            </Blank>
        </div>
    }
    .into_any()
}

/// Something stands here, or did, and this account may not see it.
#[component]
pub fn NotYours(
    /// Why that may be.
    text: &'static str,
) -> impl IntoView {
    let words = &words().shell;
    view! {
        <Heading text=words.not_yours/>
        <div class="sheet">
            <Blank icon=Glyph::Lock title=words.not_yours text>
                <LinkButton label=words.not_found_go href=Path::Start.to_string() kind=Kind::Primary/>
            </Blank>
        </div>
    }
    .into_any()
}
