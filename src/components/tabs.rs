//! The parts of a place, side by side.

use leptos::prelude::*;
use leptos_router::components::A;

/// Links to the parts, of which the one that is open is marked.
#[component]
pub fn Tabs(
    /// What they are parts of.
    label: &'static str,
    /// Their names and addresses.
    parts: Vec<(&'static str, String)>,
) -> impl IntoView {
    let links = parts
        .into_iter()
        .map(|(name, href)| view! { <A href=href>{name}</A> })
        .collect_view();
    view! { <nav class="tabs" aria-label=label>{links}</nav> }
}
