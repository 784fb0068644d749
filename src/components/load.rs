//! The states of what is read from the server, other than having it: failed, empty, and how old it is.

use leptos::prelude::*;

use super::{Button, Glyph, Icon, Kind};
use crate::i18n::explain::Explanation;
use crate::i18n::{entry_words, format};

/// Where something could have been: why there is nothing, and the next step.
#[component]
pub fn Blank(
    /// Drawn above the words.
    icon: Glyph,
    /// What there is none of.
    #[prop(into)]
    title: String,
    /// Why, and what to do.
    #[prop(into)]
    text: String,
    /// The next step.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="blank">
            <Icon of=icon/>
            <h2>{title}</h2>
            <p>{text}</p>
            {children.map(|children| view! { <div class="row">{children()}</div> })}
        </div>
    }
}

/// What could not be read, why, and the way to try again.
#[component]
pub fn Failed(
    /// What could not be read; without it the explanation's own sentence is the title.
    #[prop(optional, into)]
    title: Option<String>,
    /// Why, in words.
    why: Explanation,
    /// Whether it is being tried again.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// Try again.
    #[prop(into)]
    on_retry: Callback<()>,
) -> impl IntoView {
    let Explanation { what, advice } = why;
    let (title, text) = match title {
        Some(title) => (title, format!("{what} {advice}")),
        None => (what, advice),
    };
    let words = entry_words();
    view! {
        <div class="blank" data-tone="bad" role="alert">
            <Icon of=Glyph::Warn/>
            <h2>{title}</h2>
            <p>{text}</p>
            <div class="row">
                <Button
                    label=move || if busy.get() { words.common.retrying } else { words.common.retry }
                    icon=Glyph::Reload
                    busy
                    on_press=on_retry
                />
            </div>
        </div>
    }
}

/// How old what is shown is, with the way to read it again.
#[component]
pub fn AsOf(
    /// When it was read, in milliseconds since 1970.
    #[prop(into)]
    at: Signal<Option<f64>>,
    /// Whether it is being read again.
    #[prop(into)]
    busy: Signal<bool>,
    /// Read it again.
    #[prop(into)]
    on_refresh: Callback<()>,
) -> impl IntoView {
    let words = entry_words();
    let now = RwSignal::new(format::now());
    // The age is told in minutes, so it is looked at twice a minute.
    if let Ok(timer) = set_interval_with_handle(
        move || {
            let _ = now.try_set(format::now());
        },
        std::time::Duration::from_secs(30),
    ) {
        on_cleanup(move || timer.clear());
    }
    let age = move || {
        at.get()
            .map(|at| (words.common.as_of)(&format::age(at, now.get())))
    };
    view! {
        <div class="as-of">
            <span>{age}</span>
            <Button
                label=move || if busy.get() { words.common.refreshing } else { words.common.refresh }
                kind=Kind::Bare
                icon=Glyph::Reload
                busy
                on_press=on_refresh
            />
        </div>
    }
}
