//! The shape of what is being loaded.

use leptos::prelude::*;

use crate::i18n::words;

/// As many rows as a table is likely to have.
#[component]
pub fn SkeletonRows(
    /// How many.
    rows: usize,
) -> impl IntoView {
    view! {
        <div class="sheet" aria-busy="true">
            <p class="unseen" role="status">{words().common.loading}</p>
            <ul class="skeleton-rows waiting" aria-hidden="true">
                {(0..rows)
                    .map(|_| view! {
                        <li>
                            <span class="skeleton" data-size="mark"></span>
                            <span class="skeleton"></span>
                            <span class="skeleton"></span>
                        </li>
                    })
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
            <p class="unseen" role="status">{words().common.loading}</p>
            <div class="pad stack waiting" aria-hidden="true">
                <span class="skeleton" data-size="title"></span>
                <span class="skeleton"></span>
                <span class="skeleton" data-size="short"></span>
                <span class="skeleton"></span>
                <span class="skeleton" data-size="short"></span>
            </div>
        </div>
    }
}
