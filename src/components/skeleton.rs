//! The shape of what is being loaded.

use leptos::prelude::*;

use crate::i18n::entry_words;

/// As many rows as a table is likely to have.
#[component]
pub fn SkeletonRows(
    /// How many.
    rows: usize,
) -> impl IntoView {
    view! {
        <div class="sheet" aria-busy="true">
            <p class="unseen" role="status">{entry_words().common.loading}</p>
            <ul class="skeleton-rows waiting" aria-hidden="true">
                {(0..rows)
                    .map(|_| view! { <li>{bar(Some("mark"))} {bar(None)} {bar(None)}</li> })
                    .collect_view()}
            </ul>
        </div>
    }
}

/// A heading and a few lines.
#[component]
pub fn SkeletonFacts() -> impl IntoView {
    view! {
        <div class="sheet" aria-busy="true">
            <p class="unseen" role="status">{entry_words().common.loading}</p>
            <div class="pad stack waiting" aria-hidden="true">
                {["title", "long", "short", "long", "short"].map(|size| bar(Some(size))).into_iter().collect_view()}
            </div>
        </div>
    }
}

/// One grey bar. A view of its own: what is wholly static within a larger `view!` is set as HTML by Leptos, which the
/// Content-Security-Policy (Trusted Types) refuses.
fn bar(size: Option<&'static str>) -> impl IntoView {
    view! { <span class="skeleton" data-size=size></span> }
}
