//! Where one is.

use leptos::prelude::*;

/// The way down to this page: names with their addresses, and the page's own name last.
#[component]
pub fn Breadcrumb(
    /// The navigation's name.
    label: &'static str,
    /// The levels above.
    above: Vec<(String, String)>,
    /// This page.
    here: String,
) -> impl IntoView {
    view! {
        <nav aria-label=label>
            <ol class="breadcrumb">
                {above
                    .into_iter()
                    .map(|(name, href)| view! { <li><a href=href>{name}</a></li> })
                    .collect_view()}
                <li aria-current="page">{here}</li>
            </ol>
        </nav>
    }
}
