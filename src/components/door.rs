//! The frame of the screens before one is in: sign-in, unlock.

use leptos::prelude::*;

use super::{Glyph, Icon};
use crate::i18n::{Language, Locale, locale};

/// The brand, a card with what is asked, and below it a line and the languages.
#[component]
pub fn Door(
    /// What is asked.
    children: Children,
    /// Stands below the card.
    #[prop(optional, into)]
    foot: Option<AnyView>,
) -> impl IntoView {
    view! {
        <main class="door" id="content">
            <div class="brand">
                <Icon of=Glyph::Arch/>
                "Portico"
            </div>
            <div class="sheet">{children()}</div>
            <div class="foot">
                {foot}
                <Languages/>
            </div>
        </main>
    }
}

/// The languages that the page does not speak now, each in itself.
#[component]
fn Languages() -> impl IntoView {
    // Whoever changes it draws this anew.
    let now = locale();
    Language::current().map(|language| {
        Locale::ALL
            .into_iter()
            .filter(|locale| *locale != now)
            .map(|locale| {
                view! {
                    <button class="link" type="button" lang=locale.tag() on:click=move |_| language.set(locale)>
                        {locale.name()}
                    </button>
                }
            })
            .collect_view()
    })
}
